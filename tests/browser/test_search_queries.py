"""What a query may ask for: phrases, absent words, initials, numbers, spellings, sources."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect
from tests.support.browser import Open, places_found, violations

pytestmark = pytest.mark.browser


def found(visit: Open, query: str) -> int:
    return places_found(visit(f"search.html?q={quote(query)}"))


def test_a_phrase_stands_together_and_a_minus_takes_away(visit: Open) -> None:
    words = found(visit, "harbor keeper")
    assert 0 < found(visit, "“a keeper”") < found(visit, "keeper")
    assert found(visit, "“keeper harbor”") == 0 < words
    keeper, without = found(visit, "keeper"), found(visit, "keeper -harbor")
    assert keeper == without + words


def test_a_passage_is_found_by_its_number(visit: Open) -> None:
    assert found(visit, "¶9") == 2
    page = visit("search.html?q=" + quote("1908 ¶9"))
    assert places_found(page) == 1
    expect(page.locator(".apparatus-search-results a")).to_have_attribute(
        "href", re.compile(r"1908-answer\.html#p9$")
    )


def test_an_adopted_reading_finds_the_passage(visit: Open) -> None:
    page = visit("search.html?q=movement&kind=text")
    assert places_found(page) == 1
    page = visit("search.html?q=movment&kind=text")
    assert places_found(page) == 1


def test_a_source_finds_the_notes_that_cite_it(visit: Open) -> None:
    page = visit("search.html?q=boyer+1901&kind=context")
    assert places_found(page) == 23


def test_a_misspelled_word_gets_a_suggestion(visit: Open) -> None:
    page = visit("search.html?q=harbro+kepper")
    expect(page.locator(".apparatus-search-hint")).to_contain_text("Did you mean")
    page.locator(".apparatus-search-hint a").click()
    assert places_found(page) > 0


def test_what_is_not_searched_is_told(visit: Open) -> None:
    page = visit("search.html?q=the+a")
    status = page.locator(".apparatus-search-count")
    expect(status).to_contain_text("too common to be searched: “the”")
    expect(status).to_contain_text("too short to be searched: “a”")


def test_a_filter_without_a_word_lists_all(visit: Open) -> None:
    page = visit("search.html?verdict=disputed")
    listed = places_found(page)
    label = page.locator(".apparatus-facets label", has_text="Disputed")
    expect(label.locator("small")).to_have_text(str(listed))
    expect(page.locator(".apparatus-search-results li")).to_have_count(min(listed, 10))
    assert violations(page, "#apparatus-search") == []


def test_results_come_while_somebody_types(visit: Open) -> None:
    page = visit("search.html")
    expect(page.locator(".apparatus-search-results li")).to_have_count(0)
    page.locator("form.bd-search input[name=q]:visible").last.press_sequentially("ferry")
    expect(page.locator(".apparatus-search-results mark").first).to_have_text("ferry")
    expect(page).to_have_url(re.compile(re.escape("q=ferry")))


def test_a_query_loads_no_more_of_the_index_than_it_needs(visit: Open) -> None:
    page = visit("index.html")
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url))
    page.goto(page.url.replace("index.html", "search.html?q=ferry"))
    places_found(page)
    words = [address for address in asked if "/search/words-" in address]
    assert len(words) == 1


def test_other_pages_are_found_whatever_the_accents(visit: Open) -> None:
    pages = []
    for query in ("Canas", "Cañas"):
        page = visit(f"search.html?q={quote(query)}")
        expect(page.locator("#search-results")).to_contain_text("Search finished")
        page.wait_for_timeout(300)
        pages.append(set(page.locator("#search-results li a").all_inner_texts()))
    assert pages[0] == pages[1]
    assert "Keepers" in pages[0]
