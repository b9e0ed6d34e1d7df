"""Search in texts and notes, from a folder."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from tests.support.browser import NARROW, WIDE, Open, places_found

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_search_finds_texts_and_notes_and_filters_them(visit: Open, width: int) -> None:
    page = visit("search.html?q=board", width)
    shown = page.locator(".apparatus-search-results li")
    everything = places_found(page)
    assert everything > 10
    expect(shown).to_have_count(10)
    page.get_by_role("button", name="More places").click()
    expect(shown).to_have_count(min(everything, 20))
    page.get_by_label("Fact-checks").check()
    expect(page.locator(".apparatus-search-count")).not_to_contain_text(f"{everything} places")
    checks = places_found(page)
    assert 0 < checks < everything
    page.get_by_label("Disputed").check()
    expect(page.locator(".apparatus-search-count")).not_to_contain_text(f"{checks} places")
    assert 0 < places_found(page) < checks
    expect(shown.first).to_contain_text("Disputed")
    expect(page).to_have_url(re.compile(re.escape("verdict=disputed")))
    shown.first.locator("a").click()
    expect(page).to_have_url(re.compile(re.escape("#note-")))
    page.locator(":target").wait_for()


def test_search_takes_beginnings_of_words_and_tells_what_is_too_common(visit: Open) -> None:
    page = visit("search.html?q=the+harb")
    assert places_found(page) > 10
    expect(page.locator(".apparatus-search-count")).to_contain_text("“the”")
    marked = page.locator(".apparatus-search-results mark")
    assert {word.lower() for word in marked.all_inner_texts()} == {"harb"}


def test_search_of_the_theme_still_works(visit: Open) -> None:
    page = visit("search.html?q=bibliography")
    page.locator("#search-results li").first.wait_for()
    assert page.locator("#search-results").inner_text()


def test_search_takes_letters_without_their_accents(visit: Open) -> None:
    page = visit("search.html?q=canas")
    assert page.locator(".apparatus-search-results mark").first.inner_text() == "Cañas"
