"""The apparatus on the page of a text: a click on words, and the switch."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.support.browser import Open, load_anew, violations
from tests.support.project import WITH_UNITS, small_editions

PAGE = "gettysburg/essays/1863-gettysburg.html"


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_editions(tmp_path_factory, "unit-sites", WITH_UNITS)


def test_words_open_their_entry_and_a_switch_shows_signs(visit: Open, editions: Path) -> None:
    page = visit(PAGE, 390, site=editions)
    lists = page.locator("details.apparatus-readings")
    assert lists.evaluate_all("all => all.map(each => each.open)") == [False, False, False]
    page.locator("[data-entries]", has_text="resting place").click()
    lit = page.locator(".apparatus-readings .apparatus-is-lit")
    expect(lit).to_have_text("resting place] resting-place E B (as here: S N H A)")
    expect(lit).to_be_visible()
    assert lists.evaluate_all("all => all.map(each => each.open)") == [False, True, False]
    lists.first.evaluate("each => { each.open = true; }")
    assert violations(page) == []
    signs = page.locator("li.apparatus-minor")
    expect(signs).to_be_hidden()
    title = lists.first.locator("summary")
    expect(title).to_have_text("Apparatus to ¶1 (2 entries)", use_inner_text=True)
    words = page.locator("[data-entries]", has_text="resting place")
    line = "each => getComputedStyle(each).textDecorationLine"
    assert words.evaluate(line) == "underline"
    page.get_by_label("wording and signs").check()
    expect(signs).to_be_visible()
    expect(title).to_have_text("Apparatus to ¶1 (3 entries)", use_inner_text=True)
    page.get_by_label("off").check()
    expect(lists.first).to_be_hidden()
    assert words.evaluate(line) == "none"
    load_anew(page)
    expect(page.get_by_label("off")).to_be_checked()
    expect(lists.first).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
