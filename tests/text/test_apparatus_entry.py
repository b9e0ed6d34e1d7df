"""The line below a note."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.model.dates import PartialDate
from sphinx_apparatus.model.essays import Span
from sphinx_apparatus.text.apparatus_entry import meta, words_of


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
