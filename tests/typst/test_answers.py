"""Answers in the book: what a note, a text and a theme say, in the order in which it is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.books import Book, faults, open_book
from tests.support.gardens import BRIEF, NOT_FOUND, QUESTION, QUOTE, SUMMARY, TRANSLATION
from tests.support.project import sphinx_build


@pytest.fixture(scope="module")
def book(garden: Path, tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The book of the edition with all fields, built without a warning."""
    out = tmp_path_factory.mktemp("book")
    done = sphinx_build("typst", garden / "docs", out, "-W", "-n", "-d", f"{out}/.doctrees")
    assert done.stderr == ""
    return open_book(out)


@pytest.mark.build
def test_a_note_gives_its_answer_first(book: Book) -> None:
    order = [
        "Forty gardens · ◕ Mostly supported · confidence medium",
        SUMMARY,
        "Gray: There were forty gardens in the town.",
        "The number is two too high.",
        QUOTE,
        f"Translation: {TRANSLATION}",
        "— Gray 1907, p. 4 · primary document",
        "=SUM(38)",
        "— Town Council 1909",
        "Later, May 1910: The town laid out two more",
        "two gardens at the ditch",
        "Later, 1911: One was built over",
        "Verdict changed on 3 February 1912 from ● Supported to ◐ Partly supported: The survey",
        "Verdict changed on 2 April 1912 from ◐ Partly supported to ◕ Mostly supported: Two of *f",
        "Checked 2 April 1912",
    ]
    (page,) = (page for page in book.pages if order[0] in page)
    page = page.replace("- ", "-")
    places = [page.find(part) for part in order]
    assert -1 not in places, page
    assert places == sorted(places)
    assert f"No words to quote: {NOT_FOUND}" in page
    assert "Withdrawn on 1 June 1912: Nobody can know." in page


@pytest.mark.build
def test_briefs_questions_positions_and_owners(book: Book) -> None:
    opening = next(page for page in book.pages if BRIEF in page)
    assert opening.index("On Keeping a Garden") < opening.index(BRIEF)
    theme = next(page for page in book.pages if QUESTION in page)
    assert "Gray, 1908. it serves its owner" in theme
    assert theme.index("Green, 1911. it serves nobody") < theme.index("What a lock does")
    assert "Verlag der Kirche · church: the church at the gate." in book.text
    assert "Read by May 1, 1912." in book.text


@pytest.mark.build
def test_a_passage_keeps_the_number_that_is_stored(book: Book) -> None:
    assert "1908 ¶2a" in book.text
    assert "1908 ¶2 " not in book.text


@pytest.mark.build
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_book_keeps_to_the_standard(book: Book, profile: str) -> None:
    assert faults(book.pdf, profile) == []
