"""Labels of notes: the only module that assigns numbers.

Every writer takes a note's label from here, so that screen, paper and exports agree.
Withdrawn notes keep their place, so no number is used again for another note.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sphinx_apparatus.model.essays import Note, Span
from sphinx_apparatus.model.vocabulary import Series
from sphinx_apparatus.text.collation import letters

_NOWHERE = Span(0, 0, 0)


def in_order(notes: Iterable[Note]) -> list[Note]:
    """Sort notes by the place of their marks: by start, then end, then id."""
    return sorted(notes, key=lambda note: (note.span or _NOWHERE, note.id))


def numbered(notes: Iterable[Note]) -> list[Note]:
    """Return the notes of one essay in order, each with its label.

    Fact-checks and context notes are 1, 2, 3 …; textual notes a … z, aa, ab …
    """
    counts = dict.fromkeys(Series, 0)
    labelled = []
    for note in in_order(notes):
        series = note.kind.series
        counts[series] += 1
        label = letters(counts[series]) if series is Series.LETTERED else str(counts[series])
        labelled.append(replace(note, label=label))
    return labelled
