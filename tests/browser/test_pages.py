"""Search, the page for wrong addresses, and the book beside the pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.browser.conftest import NARROW, WIDE, Open
from tests.conftest import sphinx_build

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_search_finds_texts_and_notes_and_filters_them(visit: Open, width: int) -> None:
    page = visit("search.html?q=sanctions", width)
    shown = page.locator(".apparatus-search-results li")
    everything = shown.count()
    assert everything > 5
    page.get_by_label("Fact-checks").check()
    checks = shown.count()
    assert 0 < checks < everything
    page.get_by_label("Disputed").check()
    assert 0 < shown.count() < checks
    assert "Disputed" in shown.first.inner_text()
    assert "verdict=disputed" in page.url
    shown.first.locator("a").click()
    assert "#note-" in page.url
    page.locator(":target").wait_for()


def test_search_of_the_theme_still_works(visit: Open) -> None:
    page = visit("search.html?q=bibliography")
    page.locator("#search-results li").first.wait_for()
    assert page.locator("#search-results").inner_text()


def test_search_takes_letters_without_their_accents(visit: Open) -> None:
    page = visit("search.html?q=guaido")
    assert page.locator(".apparatus-search-results mark").first.inner_text() == "Guaidó"


def test_a_wrong_address_leads_on(visit: Open) -> None:
    page = visit("404.html")
    page.locator("main a", has_text="Introduction").first.click()
    assert page.url.endswith("introduction.html")


@pytest.mark.parametrize("there", [True, False])
def test_the_book_is_linked_where_it_is(tmp_path: Path, repository: Path, there: bool) -> None:
    book = tmp_path / "book.pdf"
    if there:
        book.write_bytes(b"%PDF-1.7")
    source = repository / "tests" / "roots" / "test-edition" / "docs"
    options = ["-D", "html_theme=sphinx_book_theme", "-D", f"apparatus_pdf={book}"]
    options += ["-D", "html_theme_options.article_header_end=apparatus-buttons.html"]
    sphinx_build("html", source, tmp_path / "html", "-d", str(tmp_path / "doctrees"), *options)
    page = (tmp_path / "html" / "essays" / "1900-kite.html").read_text()
    assert ('href="../edition.pdf"' in page) is there
    assert (tmp_path / "html" / "edition.pdf").exists() is there
