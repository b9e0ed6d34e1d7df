"""What tests of exports share: the files of the edition, changed records, and schemas at hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from tests.support.exports import with_note

from sphinx_apparatus.cli.options import Project
from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.export.bundle import Exported, exports
from sphinx_apparatus.export.publication import Publication
from sphinx_apparatus.model.essays import Note
from sphinx_apparatus.model.records import FactCheckHead, VerdictChange, Withdrawal
from sphinx_apparatus.model.vocabulary import Verdict

ADDRESS = "https://edition.example/venezuela"


@pytest.fixture(scope="session")
def publication(garden: Path) -> Publication:
    """The settings of the edition."""
    return Project(garden).publication


@pytest.fixture(scope="session")
def published(publication: Publication) -> Publication:
    """The same with an address."""
    return replace(publication, edition_url=ADDRESS)


@pytest.fixture(scope="session")
def exported(edition: Edition, publication: Publication, garden: Path) -> dict[str, Exported]:
    """The files of the edition by name."""
    return {file.name: file for file in exports(edition, publication, garden)}


@pytest.fixture(scope="session")
def checked_note(edition: Edition) -> Note:
    """A fact-check with a number on the scale."""
    return next(
        note
        for essay in edition.essays
        for note in essay.notes
        if isinstance(note.head, FactCheckHead) and note.head.verdict.rating
    )


@pytest.fixture(scope="session")
def corrected(edition: Edition, checked_note: Note) -> Edition:
    """The edition after the verdict of a note was changed."""
    assert isinstance(checked_note.head, FactCheckHead)
    change = VerdictChange.model_validate(
        {
            "date": dt.date(2027, 1, 15),
            "from": checked_note.head.verdict,
            "to": Verdict.DISPUTED,
            "reason": "A source with <another> account & figures was found.",
        }
    )
    return with_note(edition, checked_note, verdict=Verdict.DISPUTED, history=(change,))


@pytest.fixture(scope="session")
def withdrawn(edition: Edition, checked_note: Note) -> Edition:
    """The edition after a note was withdrawn."""
    gone = Withdrawal(date=dt.date(2027, 2, 1), reason="It rested on a misprint.")
    return with_note(edition, checked_note, status="withdrawn", withdrawn=gone)
