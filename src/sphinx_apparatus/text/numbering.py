"""Labels of notes: the only module that assigns numbers.

Every writer takes a note's label from here, so that screen, paper and exports agree.
Withdrawn notes keep their place, so no number is used again for another note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sphinx_apparatus.model.essays import Note, Span
from sphinx_apparatus.model.vocabulary import Series
from sphinx_apparatus.text.collation import letters

_NOWHERE = Span(0, 0, 0)
LETTERS = "abcdefghjkmnpqrstuvwxyz"
"""Letters of textual notes: i, l and o look like figures."""
# Not an apostrophe, nor a point within a number.
_CLOSING = re.compile(r"(?:[.,;:!?…”’»›⟩)\]}\"']++(?!\w))?")


def mark_place(text: str, end: int) -> int:
    """Return where the mark of a span stands: behind the punctuation that closes its words.

    :param text: the base text of a block.
    :param end: end of the span.
    """
    found = _CLOSING.match(text, end)
    assert found is not None
    return found.end()


def in_order(notes: Iterable[Note], texts: Sequence[str]) -> list[Note]:
    """Sort notes by the place of their marks; at one place, by the beginning of their words.

    :param texts: the base text of each block.
    """

    def place(note: Note) -> tuple[int, int, int, int, str]:
        span = note.span or _NOWHERE
        at = mark_place(texts[span.block], span.end) if note.span else 0
        return span.block, at, span.start, span.end, note.id

    return sorted(notes, key=place)


def numbered(notes: Iterable[Note], texts: Sequence[str]) -> list[Note]:
    """Return the notes of one essay in order, each with its label.

    Fact-checks and context notes are 1, 2, 3 …; textual notes a, b, c … z, aa, ab …

    :param texts: the base text of each block.
    """
    counts = dict.fromkeys(Series, 0)
    labelled = []
    for note in in_order(notes, texts):
        series = note.kind.series
        counts[series] += 1
        label = (
            letters(counts[series], LETTERS) if series is Series.LETTERED else str(counts[series])
        )
        labelled.append(replace(note, label=label))
    return labelled
