"""The line below a note."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from tests.support.apparatus import edition_with

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.model.dates import PartialDate
from sphinx_apparatus.model.essays import Span
from sphinx_apparatus.model.records import TextualHead
from sphinx_apparatus.model.vocabulary import View
from sphinx_apparatus.text.apparatus_entry import entry, meta, words_of


def test_dates_are_spelled(edition: Edition) -> None:
    note = edition.note_by_id["1908-garden/forty-gardens"]
    dates = {"checked": dt.date(2003, 1, 5), "evidence_through": PartialDate(2002, 12)}
    line = meta(replace(note, head=note.head.model_copy(update=dates)), edition.person_by_key)
    assert line == (
        "Checked 5 January 2003 · evidence to December 2002 · by the editors · not yet reviewed"
    )


def test_the_words_of_a_note_are_repeated_of_many_the_first_and_last(edition: Edition) -> None:
    essay = edition.essays[0]
    note = next(note for note in essay.notes if note.head.kind == "fact-check")
    assert note.span
    assert words_of(essay, note) == note.head.quote
    block, longest = max(enumerate(essay.blocks), key=lambda each: len(each[1].text))
    words = longest.text.split()
    assert len(words) > 24
    whole = replace(note, span=Span(block, 0, len(longest.text)))
    assert words_of(essay, whole) == " ".join([*words[:12], "…", *words[-8:]])


@pytest.mark.parametrize(
    ("witnesses", "base", "reading"),
    [
        ({"E": "", "H": ""}, "new birth] om. E H, edd.", "— E H] new birth A"),
        ({"E": "new birth"}, "new birth] om. edd.", "—] new birth A"),
        ({"H": "new life"}, "new birth] om. edd.; new life H", "—] new birth A; new life H"),
    ],
)
def test_an_adopted_reading_keeps_its_witnesses(
    tmp_path: Path, witnesses: dict[str, str], base: str, reading: str
) -> None:
    there = "".join(
        f"  - siglum: {siglum}\n    language: en\n    reading: "
        + (f">-\n      {words}\n" if words else '""\n')
        for siglum, words in witnesses.items()
    )
    folder = tmp_path / "essays/1863-address/notes"
    folder.mkdir(parents=True)
    (folder / "birth.md").write_text(
        "---\nkind: textual\ntitle: A new birth\nquote: >-\n  new birth\nchange: omission\n"
        f"adopt: true\ncertainty: certain\nwitnesses:\n{there}by: [editors]\n---\nWords.\n"
    )
    edition = edition_with(tmp_path, "[]\n")
    assert edition.problems == ()
    essay = edition.essays[0]
    (note,) = essay.notes
    assert isinstance(note.head, TextualHead)
    parts = [entry(essay, note, note.head, view) for view in (View.BASE, View.READING)]
    assert ["".join(part.text for part in each) for each in parts] == [base, reading]
