"""Search in texts and notes, from a folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.support.browser import NARROW, WIDE, Open

pytestmark = pytest.mark.browser


def found(page: Page) -> int:
    """Return the number of places that the search reports."""
    status = page.locator(".apparatus-search-count")
    expect(status).to_contain_text("in texts and notes")
    return int(status.inner_text().split()[0])


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_search_finds_texts_and_notes_and_filters_them(visit: Open, width: int) -> None:
    page = visit("search.html?q=sanctions", width)
    shown = page.locator(".apparatus-search-results li")
    everything = found(page)
    assert everything > 10
    expect(shown).to_have_count(10)
    page.get_by_role("button", name="More places").click()
    expect(shown).to_have_count(min(everything, 20))
    page.get_by_label("Fact-checks").check()
    expect(page.locator(".apparatus-search-count")).not_to_contain_text(f"{everything} places")
    checks = found(page)
    assert 0 < checks < everything
    page.get_by_label("Disputed").check()
    expect(page.locator(".apparatus-search-count")).not_to_contain_text(f"{checks} places")
    assert 0 < found(page) < checks
    expect(shown.first).to_contain_text("Disputed")
    assert "verdict=disputed" in page.url
    shown.first.locator("a").click()
    assert "#note-" in page.url
    page.locator(":target").wait_for()


def test_search_loads_the_files_of_its_words_and_no_others(visit: Open, html_site: Path) -> None:
    page = visit("search.html?q=zzz")
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto((html_site / "search.html").as_uri() + "?q=guaido+oath")
    assert found(page) > 0
    page.locator(".apparatus-search-results li").first.wait_for()
    index = [Path(url).name for url in loaded if "/_static/search/" in url]
    files = [name for name in index if not name.startswith("text-")]
    assert len(files) == 3, files
    whole = sum(1 for _ in (html_site / "_static" / "search").glob("*.js"))
    assert len(index) < whole / 3


def test_search_takes_beginnings_of_words_and_tells_what_is_too_common(visit: Open) -> None:
    page = visit("search.html?q=the+sanct")
    assert found(page) > 10
    expect(page.locator(".apparatus-search-count")).to_contain_text("“the”")
    marked = page.locator(".apparatus-search-results mark")
    assert {word.lower() for word in marked.all_inner_texts()} == {"sanct"}


def test_search_of_the_theme_still_works(visit: Open) -> None:
    page = visit("search.html?q=bibliography")
    page.locator("#search-results li").first.wait_for()
    assert page.locator("#search-results").inner_text()


def test_search_takes_letters_without_their_accents(visit: Open) -> None:
    page = visit("search.html?q=guaido")
    assert page.locator(".apparatus-search-results mark").first.inner_text() == "Guaidó"
