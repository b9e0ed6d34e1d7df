"""On the page of a witness another copy stands beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.browser import Open
from tests.support.project import WITH_UNITS, small_editions

FOLDER = "gettysburg/essays/1863-gettysburg"


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_editions(tmp_path_factory, "unit-sites", WITH_UNITS)


def test_another_copy_stands_in_the_place_of_the_base(visit: Open, editions: Path) -> None:
    page = visit(f"{FOLDER}/witness-N.html", 390, site=editions)
    base = page.locator("#p1 .apparatus-pair-side").first.inner_html()
    choice = page.get_by_label("Beside N:")
    assert choice.locator("option").all_inner_texts() == ["S", "H", "E", "B", "A"]
    choice.select_option("H")
    page.locator("#p3[data-compared]").wait_for()
    left, right = page.locator("#p3 .apparatus-pair-side").all()
    assert left.locator("strong").inner_text() == "H"
    assert "carried on" in " ".join(left.locator("del").all_inner_texts())
    assert "hallowed" in right.locator("ins").all_inner_texts()
    assert page.url.endswith("?beside=H")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    choice.select_option("S")
    assert page.locator("#p1 .apparatus-pair-side").first.inner_html() == base
