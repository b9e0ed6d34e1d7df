"""Map base text and reading text, and two states of a text, to each other.

An adopted reading is reduced to the smallest edits of whole words and punctuation marks,
so that an apparatus entry shows what was changed and no more.
Spans of other notes are carried through the edits.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import Indel

from sphinx_apparatus.model.essays import Block, Essay, Note, PlacedEntry, Span
from sphinx_apparatus.model.records import TextualHead
from sphinx_apparatus.model.vocabulary import Change
from sphinx_apparatus.text.collation import compared, tokens
from sphinx_apparatus.text.markdown import normalise


class Edit(NamedTuple):
    """Words of a block of the base text replaced by others."""

    start: int
    """Code point of the block's stream; equal to ``end`` where words are added."""
    end: int
    words: str
    owner: str
    """Id of the note, or of the entry of the apparatus, that adopts the reading."""


def smallest_edits(base: str, reading: str, owner: str = "", offset: int = 0) -> list[Edit]:
    """Return the edits that turn *base* into *reading*, in order, none touching another.

    :param offset: where *base* begins in its block.
    """
    old, new = tokens(base), tokens(reading)
    starts = [0]
    for token in old:
        starts.append(starts[-1] + len(token))
    return [
        Edit(
            offset + starts[gone.start],
            offset + starts[gone.stop],
            "".join(new[come.start : come.stop]),
            owner,
        )
        for is_equal, gone, come in compared(old, new)
        if not is_equal
    ]


def edits_of(note: Note, text: str, seams: Collection[int] = ()) -> list[Edit]:
    """Return the edits that a note makes in the reading text: none unless it is adopted.

    :param text: the stream of the note's block.
    :param seams: offsets of the spaces that divide its lines, items and cells: none is taken away
        with the last word of a line.
    """
    head = note.head
    if (
        not isinstance(head, TextualHead)
        or not head.adopt
        or not note.is_active
        or note.span is None
    ):
        return []
    reading = normalise(head.reading or "")
    if head.change is Change.OMISSION:
        start, end = _with_one_space(text, note.span.start, note.span.end, seams)
        return [Edit(start, end, reading, note.id)]
    base = text[note.span.start : note.span.end]
    return smallest_edits(base, reading, note.id, note.span.start)


def edits_of_entry(entry: PlacedEntry, block: Block) -> list[Edit]:
    """Return the edits that an entry of the apparatus makes in the reading text.

    :param block: the block of its lemma; what goes over several is not adopted.
    """
    adopted = next((reading for reading in entry.head.readings if reading.adopt), None)
    if adopted is None or len(entry.spans) > 1:
        return []
    start, end = entry.spans[0].start, entry.spans[0].end
    if adopted.omits:
        return [Edit(*_with_one_space(block.text, start, end, block.seams), "", entry.id)]
    if not adopted.reading:
        return []
    return smallest_edits(block.text[start:end], normalise(adopted.reading), entry.id, start)


def adopted_edits(essay: Essay) -> dict[int, list[Edit]]:
    """Return the edits of all adopted readings of a text, by the indexes of its blocks."""
    found: dict[int, list[Edit]] = {}
    for note in essay.notes:
        if note.span is not None:
            block = essay.block_of(note.span)
            if edits := edits_of(note, block.text, block.seams):
                found.setdefault(note.span.block, []).extend(edits)
    for entry in essay.entries:
        if edits := edits_of_entry(entry, essay.block_of(entry.spans[0])):
            found.setdefault(entry.spans[0].block, []).extend(edits)
    return found


def _with_one_space(text: str, start: int, end: int, seams: Collection[int]) -> tuple[int, int]:
    """Return an omission widened so that it leaves one space, and none before punctuation."""
    before = text[start - 1] if start and start - 1 not in seams else ""
    after = text[end] if end < len(text) and end not in seams else ""
    if after == " " and (before in ("", " ") or _opens(before)):
        return start, end + 1
    if before == " " and not (after.isalnum() or _opens(after)):
        return start - 1, end
    return start, end


def _opens(sign: str) -> bool:
    return sign != "" and (unicodedata.category(sign) in ("Ps", "Pi") or sign in "¿¡⟨")


def overlapping(edits: Iterable[Edit]) -> Iterator[tuple[Edit, Edit]]:
    """Yield pairs of edits of different notes or entries that change the same words.

    Two additions at one point overlap as well: their order would be a guess.
    """
    ordered = sorted(edits)
    for first, second in itertools.pairwise(ordered):
        same_point = first[:2] == second[:2]
        if first.owner != second.owner and (second.start < first.end or same_point):
            yield first, second


@dataclass(frozen=True, slots=True)
class Emended:
    """One block in both texts."""

    base: str
    edits: tuple[Edit, ...]

    @classmethod
    def of(cls, base: str, edits: Sequence[Edit]) -> Emended:
        """Join a block with its edits.

        :raises ValueError: two edits overlap.
        """
        ordered = tuple(sorted(edits))
        for first, second in itertools.pairwise(ordered):
            if second.start < first.end or first[:2] == second[:2]:
                raise ValueError(f"overlapping edits {first} and {second}")
        return cls(base, ordered)

    @property
    def reading(self) -> str:
        """The block's words in the reading text."""
        words, done = "", 0
        for edit in self.edits:
            words += self.base[done : edit.start] + edit.words
            done = edit.end
        return words + self.base[done:]

    def to_reading(self, start: int, end: int, owner: str = "") -> tuple[int, int]:
        """Return a span of the base text as one of the reading text.

        An end that lies inside replaced words moves to that end of the new words.
        Words added just before or after the span belong to it only if its own note adds them.
        """
        return self._offset(start, owner, opening=True), self._offset(end, owner, opening=False)

    def _offset(self, point: int, owner: str, *, opening: bool) -> int:
        shift = 0
        for edit in self.edits:
            grown = len(edit.words) - (edit.end - edit.start)
            if edit.start == edit.end == point:
                own = edit.owner == owner
                # Words added at the point lie before it, unless they are the span's own beginning
                # or, at its end, not the span's own.
                if own != opening:
                    shift += grown
            elif edit.end <= point:
                shift += grown
            elif edit.start < point:
                return edit.start + shift + (0 if opening else len(edit.words))
        return point + shift


# -- two states of a text --------------------------------------------------------------------------

_AHEAD = 8
"""How many paragraphs ahead a corrected one is looked for."""
_ALIKE = 0.5
"""Share of the words that two paragraphs have in common, from which on they are one corrected."""


def paired(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Return the paragraphs of two texts in pairs, by their places.

    Equal ones in their order come first, then similar ones between them, then equal ones that
    were moved.
    """
    pairs: dict[int, int] = {}
    for is_equal, before, after in compared(old, new):
        if is_equal:
            pairs.update(zip(before, after, strict=True))
        else:
            _pair_alike(old, new, before, after, pairs)
    left = Counter(new[place] for place in set(range(len(new))) - set(pairs.values()))
    gone = Counter(old[index] for index in set(range(len(old))) - set(pairs))
    free = {new[place]: place for place in set(range(len(new))) - set(pairs.values())}
    for index in set(range(len(old))) - set(pairs):
        if left[old[index]] == gone[old[index]] == 1:
            pairs[index] = free[old[index]]
    # One paragraph between the same two neighbours is the same one, however it was corrected.
    taken = set(pairs.values())
    for index in set(range(len(old))) - set(pairs):
        place = pairs.get(index - 1, -1 if index == 0 else None)
        next_ = pairs.get(index + 1, len(new) if index == len(old) - 1 else None)
        if place is not None and next_ == place + 2 and place + 1 not in taken:
            pairs[index] = place + 1
    return dict(sorted(pairs.items()))


def _pair_alike(
    old: Sequence[str], new: Sequence[str], gone: range, come: range, pairs: dict[int, int]
) -> None:
    """Add pairs of paragraphs between two equal ones, the same with corrections."""
    start = come.start
    for index in gone:
        # Paragraphs keep their order, so that those far ahead need not be compared.
        words, near = old[index].split(), range(start, min(come.stop, start + _AHEAD))
        likeness = {place: Indel.normalized_similarity(words, new[place].split()) for place in near}
        best = max(likeness, key=likeness.__getitem__, default=-1)
        if best >= 0 and likeness[best] >= _ALIKE:
            pairs[index] = best
            start = best + 1


def words_at(old: str, new: str, span: Span) -> str:
    """Return the words of a corrected paragraph in the place of *span*."""
    # Word by word: letter by letter, other words that share letters would be taken for them.
    parts = [tokens(text) for text in (old, new)]
    offsets = [_offsets(part) for part in parts]
    start: int | None = None
    end = 0
    for is_equal, gone, come in compared(*parts):
        old_start, old_end = offsets[0][gone.start], offsets[0][gone.stop]
        if old_end <= span.start or old_start >= span.end:
            continue
        new_start, new_end = offsets[1][come.start], offsets[1][come.stop]
        if is_equal:
            new_start += max(0, span.start - old_start)
            new_end -= max(0, old_end - span.end)
        start = new_start if start is None else start
        end = new_end
    return new[start:end].strip() if start is not None else ""


def _offsets(parts: Sequence[str]) -> list[int]:
    offsets = [0]
    for token in parts:
        offsets.append(offsets[-1] + len(token))
    return offsets
