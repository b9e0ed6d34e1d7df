"""The line below a note."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.model.dates import PartialDate
from sphinx_apparatus.text.apparatus_entry import meta


def test_dates_are_spelled(edition: Edition) -> None:
    note = edition.note_by_id["1908-garden/forty-gardens"]
    dates = {"checked": dt.date(2003, 1, 5), "evidence_through": PartialDate(2002, 12)}
    line = meta(replace(note, head=note.head.model_copy(update=dates)), edition.person_by_key)
    assert line == (
        "Checked 5 January 2003 · evidence to December 2002 · by the editors · not yet reviewed"
    )
