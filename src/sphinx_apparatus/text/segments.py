"""The one walk over a block: its words, its edits, the spans that begin and end in it.

What is written of a block (nodes, MyST, TEI) comes from :func:`segments`, in reading order.
Spans may nest and cross; no word is lost or doubled. At one point of the text stand, in this order:

1. words that replace those before,
2. ends of spans, then words that a note adds at the end of its own span, and the end of that span,
3. marks of spans that ended here, or before the punctuation that closes their words,
4. other words that are added, with the beginning of the span whose note adds them at its start,
5. beginnings of spans.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

from sphinx_apparatus.model.essays import Note
from sphinx_apparatus.text.edits import Edit, Emended
from sphinx_apparatus.text.excerpts import Ranges, gaps
from sphinx_apparatus.text.numbering import mark_place

_SIGN = re.compile(r"\s+|\S")


class Marked(NamedTuple):
    """Words of a block that a note or a cross-reference is about."""

    key: str
    """Unique in the block."""
    start: int
    end: int
    note: str = ""
    """Id of the note; empty for a cross-reference."""


def marked(notes: Iterable[Note]) -> list[Marked]:
    """Return the spans of notes, in the same order, with the ids of the notes as keys."""
    return [
        Marked(note.id, note.span.start, note.span.end, note.id)
        for note in notes
        if note.span is not None
    ]


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the base text."""

    start: int
    end: int
    words: str
    spans: tuple[str, ...]
    """Keys of the spans that cover them."""
    edit: Edit | None
    """The edit that replaces them."""


@dataclass(frozen=True, slots=True)
class Added:
    """Words that only the reading text has."""

    edit: Edit
    spans: tuple[str, ...]
    is_before: bool
    """True if they belong to the words before them, not to those after."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Words of the base text that are not shown."""

    start: int
    end: int
    words: str
    """What is shown for them."""


@dataclass(frozen=True, slots=True)
class Begin:
    """The point where a span begins."""

    span: Marked


@dataclass(frozen=True, slots=True)
class End:
    """The point where a span ends."""

    span: Marked


@dataclass(frozen=True, slots=True)
class Mark:
    """The place for the mark of a span that has ended."""

    span: Marked


Segment = Words | Added | Gap | Begin | End | Mark


def segments(
    emended: Emended,
    spans: Sequence[Marked] = (),
    shown: Ranges | None = None,
    seams: Iterable[int] = (),
) -> Iterator[Segment]:
    """Yield a block from its beginning to its end.

    :param spans: in the order that their marks have at one point.
    :param shown: the words that are shown, among them those of all spans and edits; None for all.
    :param seams: further points where words are divided.
    """
    base, edits = emended.base, emended.edits
    omitted = {} if shown is None else {gap[0]: Gap(*gap) for gap in gaps(base, shown)}
    parts: list[Marked | Edit | Gap] = [*spans, *edits, *omitted.values()]
    marks = {span.key: _shown_place(base, span.end, shown) for span in spans}
    points = {0, len(base), *marks.values()}
    points |= {point for part in parts for point in (part.start, part.end)}
    hidden = list(omitted.values())
    points |= {seam for seam in seams if not any(g.start < seam < g.end for g in hidden)}
    for point, following in pairwise([*sorted(points), len(base)]):
        yield from _at(point, edits, spans, marks)
        if point in omitted:
            yield omitted[point]
        elif point < following:
            covering = tuple(span.key for span in spans if span.start <= point < span.end)
            edit = next((edit for edit in edits if edit.start <= point < edit.end), None)
            yield Words(point, following, base[point:following], covering, edit)


def _shown_place(base: str, end: int, shown: Ranges | None) -> int:
    """Return the place of a mark, which does not go into words that are left out."""
    place = mark_place(base, end)
    if shown is None or any(first < end and place <= last for first, last in shown):
        return place
    return end


def _at(
    point: int, edits: Sequence[Edit], spans: Sequence[Marked], marks: Mapping[str, int]
) -> Iterator[Segment]:
    """Yield the segments between two words.

    :param marks: the place of each mark, by the key of its span.
    """
    added = None  # edits that add words at one point would overlap: there is one at most
    for edit in edits:
        if edit.start < edit.end == point and edit.words:
            yield Added(edit, _covering(edit, spans), is_before=True)
        elif edit.start == edit.end == point:
            added = edit
    ending = [span for span in spans if span.end == point]
    own = [span for span in ending if added and span.note == added.note]
    yield from (End(span) for span in ending if span not in own)
    if added and own:
        yield Added(added, _covering(added, spans), is_before=True)
        yield from map(End, own)
    yield from (Mark(span) for span in spans if marks[span.key] == point)
    beginning = [span for span in spans if span.start == point]
    if added and not own:
        own = [span for span in beginning if span.note == added.note]
        yield from map(Begin, own)
        yield Added(added, _covering(added, spans), is_before=False)
    yield from (Begin(span) for span in beginning if span not in own)


def _covering(edit: Edit, spans: Sequence[Marked]) -> tuple[str, ...]:
    """Return the keys of the spans that the new words of an edit belong to."""
    return tuple(
        span.key
        for span in spans
        if span.note == edit.note or (span.start < edit.end and span.end > edit.start)
    )


Leaf = list[str]
"""The characters of a text node as the stream counts them; a run of white space is one."""


def leaves_of(texts: Iterable[str]) -> list[Leaf]:
    """Return the words of a block's text nodes.

    White space at the ends of the block, and at the start of a node if one before ends in it,
    is left out.
    """
    leaves: list[Leaf] = []
    in_space = True
    for text in texts:
        leaf = _SIGN.findall(unicodedata.normalize("NFC", text))
        if in_space and leaf and leaf[0].isspace():
            del leaf[0]
        in_space = leaf[-1].isspace() if leaf else in_space
        leaves.append(leaf)
    last = next((leaf for leaf in reversed(leaves) if leaf), [])
    if in_space:
        del last[-1:]
    return leaves


def cut(walk: Iterable[Segment], leaves: Sequence[Leaf]) -> Iterator[tuple[int | None, Segment]]:
    """Yield segments with their text nodes; those between two words have none.

    :param leaves: what :func:`leaves_of` returns of the block's text nodes.
    """
    ends = list(accumulate(map(len, leaves)))
    for segment in walk:
        if isinstance(segment, Words):
            start = segment.start
            while start < segment.end:
                leaf = bisect_right(ends, start)
                end = min(segment.end, ends[leaf])
                first = ends[leaf] - len(leaves[leaf])
                words = "".join(leaves[leaf][start - first : end - first])
                yield leaf, Words(start, end, words, segment.spans, segment.edit)
                start = end
        elif isinstance(segment, Gap):
            yield bisect_right(ends, segment.start), segment
        else:
            yield None, segment
