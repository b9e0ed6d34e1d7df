"""Labels of notes and numbers of passages: the only module that assigns them.

Every writer takes a note's label from here, so that screen, paper and exports agree.
Withdrawn notes keep their place, so no number is used again for another note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from string import ascii_lowercase

from sphinx_apparatus.model.essays import Block, Note, Span
from sphinx_apparatus.model.vocabulary import BlockKind, Series
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


def kept_numbers(
    old: Sequence[Block], pairs: Mapping[int, int], kinds: Sequence[BlockKind]
) -> list[str]:
    """Return the numbers of the passages of a text that gained or lost some.

    Each passage keeps its number. A new one has that of the passage before it with a letter, and
    at the end of the text the next number; none has a number that another had.

    :param old: the blocks as they were.
    :param pairs: the place of each old block that is still there, with its new place.
    :param kinds: the kind of each new block.
    """
    passage = BlockKind.PASSAGE
    kept = {new: old[index].number for index, new in pairs.items() if old[index].kind is passage}
    taken = {block.number for block in old if block.kind is passage}
    places = [place for place, kind in enumerate(kinds) if kind is passage]
    last = max((place for place in places if place in kept), default=-1)
    stem = next((kept[place] for place in places if place in kept), "1").rstrip(ascii_lowercase)
    numbers = []
    for place in places:
        number = kept.get(place, "")
        if number:
            stem = number.rstrip(ascii_lowercase)
        elif place < last:
            number = next((stem + letter for letter in LETTERS if stem + letter not in taken), "")
        if not number:
            number = str(max((int(each.rstrip(ascii_lowercase)) for each in taken), default=0) + 1)
        taken.add(number)
        numbers.append(number)
    return numbers
