"""Every sentence of both essays has a note or a reason; a textual note alone is neither."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.review.coverage import Sentence, coverage_of


@pytest.fixture
def small(repository: Path, tmp_path: Path) -> Path:
    """A copy of the small edition that the rules are tested with."""
    return shutil.copytree(repository / "tests" / "lint" / "base", tmp_path / "edition")


def opened(folder: Path) -> dict[str, Sentence]:
    edition = open_edition(folder / "essays", folder / "references.bib")
    assert not [str(problem) for problem in edition.problems]
    return {found.text: found for found in coverage_of(edition.essay_by_id["2001-fox"])}


def test_a_note_covers_the_sentences_that_it_touches(small: Path) -> None:
    found = opened(small)
    assert list(found)[:2] == ["On Foxes", "The quick fox jumps over the lazy dog."]
    jump = found["The quick fox jumps over the lazy dog."]
    assert [note.id for note in jump.notes] == ["jump"]
    assert jump.is_covered
    assert not found["In 1999 there were 12 percent more foxes than hens."].is_covered


def test_a_textual_note_or_a_withdrawn_one_covers_nothing(small: Path) -> None:
    note = small / "essays/2001-fox/notes/jump.md"
    words = note.read_text()
    note.write_text(
        words.replace(
            "by: [editors]",
            "by: [editors]\nstatus: withdrawn\nwithdrawn:\n  date: 2003-02-01\n  reason: Wrong.",
        )
    )
    (note.parent / "lazy.md").write_text(
        "---\nkind: textual\ntitle: Lazy\nquote: >-\n  lazy dog\nchange: none\n"
        "certainty: certain\nby: [editors]\n---\nSo it stands.\n"
    )
    jump = opened(small)["The quick fox jumps over the lazy dog."]
    assert [note.id for note in jump.notes] == ["lazy"]
    assert not jump.is_covered


def test_a_reason_covers_a_sentence_without_a_note(small: Path) -> None:
    path = small / "essays/2001-fox/essay.yml"
    path.write_text(
        path.read_text() + "no-claim:\n  - quote: >-\n      On Foxes\n    reason: The title.\n"
    )
    title = opened(small)["On Foxes"]
    assert title.is_covered
    assert not title.is_annotated
    assert "no claim: The title." in str(title)


def test_the_line_for_a_terminal_shows_what_is_missing(small: Path) -> None:
    line = str(opened(small)["In 1999 there were 12 percent more foxes than hens."])
    assert line.startswith("2001 ¶1: In 1999")
    assert line.endswith("NOTHING")
