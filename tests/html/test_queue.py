"""The queue: notes that wait for an editor, each with the day on which it is due."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.edition.rules_notes import due
from sphinx_apparatus.model.vocabulary import Verdict
from sphinx_apparatus.review.coverage import due_day


def test_every_note_that_waits_is_on_the_page(harbors_site: Path, harbors: Path) -> None:
    edition = open_edition(harbors / "essays", harbors / "references.bib")
    notes = [note for essay in edition.essays for note in essay.active_notes]
    root = html.parse(str(harbors_site / "queue.html")).getroot()
    rows = root.xpath('//table[contains(@class, "apparatus-queue")]//tbody/tr')
    cells = [[" ".join(cell.text_content().split()) for cell in row] for row in rows]
    assert sorted(row[0] for row in cells) == sorted(map(edition.note_label, notes))
    disputed = [note for note in notes if note.fact_check]
    disputed = [n for n in disputed if n.fact_check and n.fact_check.verdict is Verdict.DISPUTED]
    # What has most reasons comes first.
    assert [row[1] for row in cells][: len(disputed)] == [n.head.title for n in disputed]
    assert ["disputed" in row[4] for row in cells].count(True) == len(disputed)
    # This edition has no term after which notes are due, and no reviews.
    assert {row[3] for row in cells} == {"–"}
    counted = root.find_class("apparatus-counted")[0].text_content()
    assert counted == (
        f"Of {len(notes)} notes: {len(disputed)} disputed, {len(notes)} not yet reviewed."
    )
    assert rows[0].xpath(".//a/@href")[0].startswith("essays/1901-tide.html#")


@pytest.mark.parametrize("months", [1, 12, 24])
@pytest.mark.parametrize("checked", ["1912-01-31", "1912-02-29", "1911-12-01", "1912-08-31"])
def test_a_note_is_due_on_the_day_from_which_the_check_lists_it(
    harbors: Path, months: int, checked: str
) -> None:
    edition = open_edition(harbors / "essays", harbors / "references.bib")
    note = next(note for note in edition.essays[0].notes if note.fact_check)
    day = dt.date.fromisoformat(checked)
    note = replace(note, head=note.head.model_copy(update={"checked": day}))
    essay = replace(edition.essays[0], notes=(note,))
    found = due_day(note, months)
    assert found is not None
    assert list(due([essay], months, found))
    assert not list(due([essay], months, found - dt.timedelta(days=1)))
    assert due_day(note, 0) is None
