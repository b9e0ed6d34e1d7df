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
from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

from sphinx_apparatus.model.essays import Essay, Note, Span
from sphinx_apparatus.text.edits import Edit, Emended
from sphinx_apparatus.text.excerpts import Ranges, gaps
from sphinx_apparatus.text.numbering import mark_place

_SIGN = re.compile(r"\s+|\S")


class Marked(NamedTuple):
    """Words of a block that a note, a cross-reference or an entry of the apparatus is about."""

    key: str
    """Unique in the block."""
    start: int
    end: int
    owner: str = ""
    """Id of the note or entry; empty for a cross-reference."""
    has_mark: bool = True
    """Whether there is a place for its mark."""


def marked(notes: Iterable[Note]) -> list[Marked]:
    """Return the spans of notes, in the same order, with the ids of the notes as keys."""
    return [
        Marked(note.id, note.span.start, note.span.end, note.id)
        for note in notes
        if note.span is not None
    ]


_MOST_UNDERLINED = 7
"""A lemma of more words is known by its first and last: thirty words in a row are too heavy."""


def underlined(essay: Essay) -> dict[int, list[Marked]]:
    """Return the words of entries of the apparatus that are underlined, by the indexes of blocks.

    None has a mark. The first span of an entry has the entry's id as its key.
    """
    found: dict[int, list[Marked]] = {}
    for entry in essay.entries:
        words = essay.words_of(entry).split()
        first, last = entry.spans[0], entry.spans[-1]
        if len(entry.spans) == 1 and len(words) <= _MOST_UNDERLINED:
            ends = [(first, entry.id)]
        else:
            ends = [
                (Span(first.block, first.start, first.start + len(words[0])), entry.id),
                (Span(last.block, last.end - len(words[-1]), last.end), f"{entry.id}.end"),
            ]
        for span, key in ends:
            made = Marked(key, span.start, span.end, entry.id, has_mark=False)
            found.setdefault(span.block, []).append(made)
    return found


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
    marks = {span.key: _shown_place(base, span.end, shown) for span in spans if span.has_mark}
    there = _There(edits, spans, marks)
    points = {0, len(base), *marks.values()}
    points |= {point for part in parts for point in (part.start, part.end)}
    hidden = list(omitted.values())
    points |= {seam for seam in seams if not any(g.start < seam < g.end for g in hidden)}
    # Places in *spans* of those that are open: asking all of them at each point takes the square.
    open_: list[int] = []
    for point, following in pairwise([*sorted(points), len(base)]):
        for index in there.ending.get(point, ()):
            if spans[index].start < point:
                open_.remove(index)
        for index in there.beginning.get(point, ()):
            if point < spans[index].end:
                insort(open_, index)
        yield from _at(point, there)
        if point in omitted:
            yield omitted[point]
        elif point < following:
            covering = tuple(spans[index].key for index in open_)
            yield Words(point, following, base[point:following], covering, there.edit_at(point))


class _There:
    """What begins, ends and is marked at each point of a block, by the places in the list."""

    def __init__(
        self, edits: Sequence[Edit], spans: Sequence[Marked], marks: Mapping[str, int]
    ) -> None:
        self.spans = spans
        self.edits = edits
        self._starts = [edit.start for edit in edits]
        self.ending: dict[int, list[int]] = {}
        self.beginning: dict[int, list[int]] = {}
        self.marked: dict[int, list[int]] = {}
        for index, span in enumerate(spans):
            self.beginning.setdefault(span.start, []).append(index)
            self.ending.setdefault(span.end, []).append(index)
            if span.key in marks:
                self.marked.setdefault(marks[span.key], []).append(index)
        self.done: dict[int, list[Edit]] = {}
        for edit in edits:
            self.done.setdefault(edit.end, []).append(edit)

    def edit_at(self, point: int) -> Edit | None:
        """Return the edit that replaces the words behind a point."""
        # Edits do not overlap: it is one of the last two that begin before.
        last = bisect_right(self._starts, point)
        found = (edit for edit in self.edits[max(0, last - 2) : last] if point < edit.end)
        return next(found, None)

    def at(self, point: int, places: Mapping[int, Sequence[int]]) -> list[Marked]:
        """Return the spans of a list of places at a point, in their order."""
        return [self.spans[index] for index in places.get(point, ())]


def _shown_place(base: str, end: int, shown: Ranges | None) -> int:
    """Return the place of a mark, which does not go into words that are left out."""
    place = mark_place(base, end)
    if shown is None or any(first < end and place <= last for first, last in shown):
        return place
    return end


def _at(point: int, there: _There) -> Iterator[Segment]:
    """Yield the segments between two words."""
    added = None  # edits that add words at one point would overlap: there is one at most
    for edit in there.done.get(point, ()):
        if edit.start < point and edit.words:
            yield Added(edit, _covering(edit, there.spans), is_before=True)
        elif edit.start == point:
            added = edit
    ending = there.at(point, there.ending)
    own = [span for span in ending if added and span.owner == added.owner]
    yield from (End(span) for span in ending if span not in own)
    if added and own:
        yield Added(added, _covering(added, there.spans), is_before=True)
        yield from map(End, own)
    yield from map(Mark, there.at(point, there.marked))
    beginning = there.at(point, there.beginning)
    if added and not own:
        own = [span for span in beginning if span.owner == added.owner]
        yield from map(Begin, own)
        yield Added(added, _covering(added, there.spans), is_before=False)
    yield from (Begin(span) for span in beginning if span not in own)


def _covering(edit: Edit, spans: Sequence[Marked]) -> tuple[str, ...]:
    """Return the keys of the spans that the new words of an edit belong to."""
    return tuple(
        span.key
        for span in spans
        if span.owner == edit.owner or (span.start < edit.end and span.end > edit.start)
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
