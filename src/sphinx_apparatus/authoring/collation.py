"""Entries of an apparatus proposed from the texts of witnesses: a draft for a person to accept.

Each witness is aligned with the base text (:mod:`~sphinx_apparatus.authoring.alignment`).
Differences of several witnesses that overlap are one entry; long omissions and passages that
moved stand alone, so that they do not swallow what others read within them. Base text and entries
give the words of each witness again, and its signs where signs count.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from sphinx_apparatus.authoring.alignment import Alignment, Moved, align
from sphinx_apparatus.model.essays import Block, Span
from sphinx_apparatus.model.records import Collation as CollationSettings
from sphinx_apparatus.model.vocabulary import EntryClass
from sphinx_apparatus.text.collation import word_keys
from sphinx_apparatus.text.witnesses import Word, Words

_OMITTED = 8
"""Words of an omission that stands alone, if at most a quarter as many stand instead."""
CLASSES = (
    EntryClass.PUNCTUATION,
    EntryClass.DIVISION,
    EntryClass.SPELLING,
    EntryClass.SUBSTANTIVE,
)
"""From the least difference to the greatest."""

# -- texts -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BaseText:
    """The words of the base text, those of all blocks in one row."""

    blocks: Sequence[Block]
    words: list[Word]
    block_of: list[int]
    """The block of each word, by its place among :attr:`blocks`."""
    stops: frozenset[int]
    """Words before which a block, a line or a clause begins; the end too."""

    @classmethod
    def of(cls, blocks: Sequence[Block], reader: Words, collated: Iterable[int]) -> BaseText:
        """Read the words of blocks.

        :param collated: the places of those that are compared.
        """
        words: list[Word] = []
        block_of: list[int] = []
        stops: set[int] = set()
        for index in collated:
            block = blocks[index]
            first, seams = len(words), block.seams
            found = reader.of(block.text)
            stops.add(first)
            for at, word in enumerate(found, start=first + 1):
                if word.after or word.rest in seams:
                    stops.add(at)
            words += found
            block_of += [index] * len(found)
        stops.add(len(words))
        return cls(blocks, words, block_of, frozenset(stops))


@dataclass(frozen=True)
class WitnessText:
    """The words of a witness."""

    siglum: str
    text: str
    words: list[Word]
    own: CollationSettings | None = None
    """What counts in this witness, if less than in the others."""


# -- differences of one witness --------------------------------------------------------------------


class Change(NamedTuple):
    """Words of the base, at least one, and what a witness has in their place."""

    a: int
    b: int
    c: int
    d: int

    @property
    def is_long_omission(self) -> bool:
        """Whether it stands alone, so that what others read within it stays apart."""
        return self.b - self.a >= _OMITTED and (self.d - self.c) * 4 <= self.b - self.a


@dataclass
class Collated:
    """A witness with its differences."""

    witness: WitnessText
    alignment: Alignment
    base: Sequence[Word]
    settings: CollationSettings
    changes: list[Change] = field(default_factory=list)
    """In order of the base, none overlapping another."""
    units: set[tuple[int, int]] = field(default_factory=set)
    """Units in which it has a reading."""

    def __post_init__(self) -> None:
        parts = [Change(*run) for run in self.alignment.runs if run.a < run.b]
        parts += self._other_forms()
        self.changes = self._with_glue(_merged(self._with_additions(parts)))

    @property
    def words(self) -> list[Word]:
        """The words of the witness."""
        return self.witness.words

    @cached_property
    def owners(self) -> dict[int, int]:
        """Words of the witness that stand in the base, with their places there."""
        return {j: i for i, j in self.alignment.pairs.items()}

    def _other_forms(self) -> Iterator[Change]:
        for i, j in self.alignment.pairs.items():
            if self.base[i].form != self.words[j].form:
                yield Change(i, i + 1, j, j + 1)

    def _with_additions(self, parts: list[Change]) -> list[Change]:
        """Join what is added to the word before it; at the beginning of a clause to that behind."""
        ends = {part.d: part for part in parts if part.c < part.d}
        starts = {part.c: part for part in parts if part.c < part.d}
        for run in self.alignment.runs:
            if run.a < run.b or run.c == run.d:
                continue
            before, behind = self.owners.get(run.c - 1), self.owners.get(run.d)
            opens = (
                behind is not None
                and behind == run.a
                and bool(self.words[run.c - 1].after if run.c else True)
                and not self.words[run.d - 1].after
            )
            if before is not None and not opens:
                parts.append(Change(before, before + 1, run.c - 1, run.d))
            elif behind is not None:
                parts.append(Change(behind, behind + 1, run.c, run.d + 1))
            elif other := ends.get(run.c):
                parts.append(Change(other.a, other.b, other.c, run.d))
            elif other := starts.get(run.d):
                parts.append(Change(other.a, other.b, run.c, other.d))
        return parts

    def _with_glue(self, changes: list[Change]) -> list[Change]:
        """Draw in words beside a change from which a space parts it in one text only."""
        if not self.settings.punctuation:
            return changes
        made: list[Change] = []
        for change in changes:
            grown = self._grown(change)
            while grown != change:
                change, grown = grown, self._grown(grown)
            last = made[-1] if made else None
            if last and (last.b, last.d) == change[:3:2] and not self._is_parted_alike(last):
                made.pop()
                change = Change(last.a, change.b, last.c, change.d)
            made.append(change)
        merged = _merged(made)
        return merged if merged == changes else self._with_glue(merged)

    def _is_parted_alike(self, change: Change) -> bool:
        """Return whether both texts have a space behind a change, or neither."""
        last = self.words[change.d - 1] if change.d else None
        return last is None or _same_space(self.base[change.b - 1], last)

    def _grown(self, change: Change) -> Change:
        a, b, c, d = change
        before, behind = self._neighbours(change)
        if before is not None and not _same_space(self.base[a - 1], self.words[c - 1]):
            a, c = a - 1, c - 1
        if behind is not None and not self._is_parted_alike(change):
            b, d = b + 1, d + 1
        return Change(a, b, c, d)

    def _neighbours(self, change: Change) -> tuple[int | None, int | None]:
        """Return the words of the base beside a change that stand beside it in the witness too."""
        before, behind = self.owners.get(change.c - 1), self.owners.get(change.d)
        return (
            before if before == change.a - 1 else None,
            behind if behind == change.b else None,
        )

    # -- questions -------------------------------------------------------------------------------

    def outside(self) -> tuple[str, str]:
        """Return the words before and behind all that it shares with the base; empty for none."""
        shared = sorted(self.alignment.pairs.values()) or [0]
        text, words = self.witness.text, self.words
        first = text[: words[shared[0]].outer].strip() if 0 in self.alignment.pairs else ""
        is_whole = len(self.base) - 1 in self.alignment.pairs
        return first, text[words[shared[-1]].rest :].strip() if is_whole else ""

    def add(self, change: Change) -> None:
        """Add a difference, joined with those that it touches."""
        self.changes = self._with_glue(_merged([*self.changes, change]))

    def range_of(self, start: int, end: int) -> tuple[int, int]:
        """Return which words of the witness stand in the place of words of the base."""
        pairs, changes = self.alignment.pairs, self.within(start, end)
        found = [(change.c, change.d) for change in changes if change.c < change.d]
        changed = {place for change in changes for place in range(change.a, change.b)}
        found += [(pairs[at], pairs[at] + 1) for at in range(start, end) if at not in changed]
        if not found:
            return changes[0].c, changes[0].c
        return min(first for first, _ in found), max(last for _, last in found)

    def change_at(self, place: int) -> Change | None:
        """Return the change that holds a word of the base."""
        index = bisect_right(self.changes, (place, len(self.base) + 1)) - 1
        change = self.changes[index] if index >= 0 else None
        return change if change and place < change.b else None

    def within(self, start: int, end: int) -> list[Change]:
        """Return the changes that overlap a stretch of the base."""
        index = max(bisect_left(self.changes, (start,)) - 1, 0)
        found = []
        while index < len(self.changes) and self.changes[index].a < end:
            if self.changes[index].b > start:
                found.append(self.changes[index])
            index += 1
        return found

    def signs(self) -> Iterator[Change]:
        """Yield words that both texts have, with other signs beside them."""
        if not self.settings.punctuation:
            return
        made: list[Change] = []
        for i, j in sorted(self.alignment.pairs.items()):
            ours, theirs = self.base[i], self.words[j]
            same_space = _same_space(ours, theirs)
            if same_space and _signs(ours) == _signs(theirs):
                continue
            if self.change_at(i):
                continue
            # What is written in the place of a word has its space: where that is another, the
            # lemma goes on to the next word.
            is_wide = ours.is_glued != theirs.is_glued and not _DASH.search(theirs.after)
            if is_wide and self.alignment.pairs.get(i + 1) == j + 1:
                made.append(Change(i, i + 2, j, j + 2))
            else:
                made.append(Change(i, i + 1, j, j + 1))
        yield from _merged(made)


def _merged(changes: Iterable[Change]) -> list[Change]:
    """Return changes in order, those that overlap joined."""
    made: list[Change] = []
    for change in sorted(changes):
        if made and change.a < made[-1].b:
            last = made.pop()
            change = Change(
                last.a, max(last.b, change.b), min(last.c, change.c), max(last.d, change.d)
            )
        made.append(change)
    return made


_DASH = re.compile("(?:[\u2012-\u2015]|--+)$")


def _same_space(ours: Word, theirs: Word) -> bool:
    """Return whether a space follows both words, or neither; dashes have it as they like."""
    if ours.is_glued == theirs.is_glued:
        return True
    return bool(_DASH.search(ours.after) and _DASH.search(theirs.after))


_SHAPES = str.maketrans({**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’‚‹›", "'"), " ": ""})


_DASHES = re.compile("[\u2012-\u2015]|--+")


def _signs(word: Word) -> tuple[str, str]:
    """Return the signs beside a word; quotation marks and dashes are equal whatever their shape."""
    before, after = word.before.translate(_SHAPES), word.after.translate(_SHAPES)
    return _DASHES.sub("—", before), _DASHES.sub("—", after)


# -- entries ---------------------------------------------------------------------------------------


class Reading(NamedTuple):
    """What some witnesses have in the place of a lemma."""

    sigla: list[str]
    words: str
    """Empty if they omit it, or have it elsewhere."""
    behind: Span | None = None
    """The words behind which they have it."""


class Proposed(NamedTuple):
    """An entry that is proposed."""

    start: tuple[int, int]
    """Block and offset."""
    end: tuple[int, int]
    kind: EntryClass
    readings: list[Reading]
    words: tuple[int, int]
    """The words of its lemma, by their places among those of the base."""
    remarks: tuple[str, ...] = ()
    """What the editor should know of it."""
    note: str = ""
    """Id of the textual note on the same words."""

    @property
    def sigla(self) -> list[str]:
        """The witnesses that differ."""
        return [siglum for reading in self.readings for siglum in reading.sigla]


class Collation:
    """The witnesses of a text compared with its base.

    :param sigla: all witnesses in their order, that of sigla everywhere.
    """

    def __init__(
        self,
        base: BaseText,
        witnesses: Sequence[WitnessText],
        settings: CollationSettings,
    ) -> None:
        self.base = base
        self.settings = settings
        self.order = {witness.siglum: place for place, witness in enumerate(witnesses)}
        refused: dict[str, set[int]] = defaultdict(set)
        keys = [word.key for word in base.words]
        while True:
            self.collated = [
                Collated(
                    witness,
                    align(
                        keys,
                        [word.key for word in witness.words],
                        settings.moved,
                        base.stops,
                        refused[witness.siglum],
                    ),
                    base.words,
                    settings,
                )
                for witness in witnesses
            ]
            self.alone: list[tuple[Collated, Change]] = []
            self.units = self._units()
            conflicts = []
            for each in self.collated:
                ranges = [(unit, each.range_of(*unit)) for unit in each.units]
                conflicts += [
                    (each.witness.siglum, move.a)
                    for move in each.alignment.moves
                    if not self._stands(each, move, ranges)
                ]
            if not conflicts:
                break
            for siglum, start in conflicts:
                refused[siglum].add(start)

    def of(self, siglum: str) -> Collated:
        """Return a witness beside the base."""
        return next(each for each in self.collated if each.witness.siglum == siglum)

    def are_equal(self, ours: Sequence[Word], theirs: Sequence[Word], *, signs: bool) -> bool:
        """Return whether words count as the same.

        :param signs: whether the signs beside them are compared, if they count at all.
        """
        if signs:
            edges = (True, True)
            return self._normal(ours, edges) == self._normal(theirs, edges)
        return self._forms(ours) == self._forms(theirs)

    # -- units -----------------------------------------------------------------------------------

    def _units(self) -> list[tuple[int, int]]:
        """Return the stretches of the base on which entries stand, in order, none overlapping."""
        while True:
            self.alone = []
            spans = [
                (change.a, change.b)
                for each in self.collated
                for change in each.changes
                if not change.is_long_omission
            ]
            units, is_stable = self._with_omissions(_united(spans))
            for each in self.collated:
                each.units = {
                    unit
                    for change in each.changes
                    for unit in _overlapping(units, change.a, change.b)
                    if not (change.is_long_omission and (each, change) in self.alone)
                }
            if is_stable and not self._promoted(units):
                return units

    def _with_omissions(self, units: list[tuple[int, int]]) -> tuple[list[tuple[int, int]], bool]:
        """Add long omissions: they stand alone, but for what units across their ends have."""
        for each in self.collated:
            for change in each.changes:
                if not change.is_long_omission:
                    continue
                across = [
                    (start, end)
                    for start, end in _overlapping(units, change.a, change.b)
                    if (start <= change.a and change.b <= end)
                    or not (change.a <= start and end <= change.b)
                ]
                if not across:
                    self.alone.append((each, change))
                    continue
                start = min(start for start, _ in across)
                end = max(end for _, end in across)
                united = _united([*units, (min(start, change.a), max(end, change.b))])
                if change.c == change.d and not (start <= change.a and change.b <= end):
                    # What lies within the units is told there, the rest for itself.
                    cut = sorted(
                        {change.a, change.b}
                        | {at for span in across for at in span if change.a < at < change.b}
                    )
                    each.changes = sorted(
                        [
                            *(other for other in each.changes if other != change),
                            *(Change(a, b, change.c, change.d) for a, b in pairwise(cut)),
                        ]
                    )
                    return units, False
                if united != units:
                    return self._with_omissions_again(united)
        return units, True

    def _with_omissions_again(
        self, units: list[tuple[int, int]]
    ) -> tuple[list[tuple[int, int]], bool]:
        self.alone = []
        return self._with_omissions(units)

    def _promoted(self, units: list[tuple[int, int]]) -> bool:
        """Make signs that cross the end of a unit a part of it; return whether there were any."""
        found = False
        for each in self.collated:
            for change in list(each.signs()):
                for unit in _overlapping(units, change.a, change.b):
                    is_across = not (unit[0] <= change.a and change.b <= unit[1])
                    if unit in each.units and is_across:
                        each.add(change)
                        found = True
        return found

    def _stands(
        self,
        each: Collated,
        move: Moved,
        ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]],
    ) -> bool:
        """Return whether a passage can be said to have moved, with what else is said there.

        :param ranges: the units in which the witness has a reading, with its words there.
        """
        moves = each.alignment.moves
        if move.behind < 0 or any(other.a <= move.behind < other.b for other in moves):
            return False
        for unit, (start, end) in ranges:
            if move.a <= unit[0] and unit[1] <= move.b and unit != (move.a, move.b):
                continue
            if unit[0] < move.b and move.a < unit[1]:
                return False
            if start < move.d and move.c < end:
                return False
            if unit[0] <= move.behind < unit[1] and end != move.c:
                return False
        return not any(
            owner is each and change.a < move.b and move.a < change.b
            for owner, change in self.alone
        )

    # -- the entries -----------------------------------------------------------------------------

    def entries(self) -> list[Proposed]:
        """Return the entries in the order of the text."""
        spans: dict[tuple[int, int], list[Collated]] = defaultdict(list)
        for each in self.collated:
            for unit in each.units:
                spans[unit].append(each)
        for owner, change in self.alone:
            spans[change.a, change.b].append(owner)
        moved: dict[tuple[int, int], list[tuple[Collated, Moved]]] = defaultdict(list)
        for each in self.collated:
            for move in each.alignment.moves:
                moved[move.a, move.b].append((each, move))
        edges: dict[tuple[int, int], tuple[bool, bool]] = {}
        while True:
            # Whether a lemma has its signs depends on who differs there, and the other way round.
            signs = self._signs(spans, edges)
            members = {
                span: [*spans.get(span, ()), *signs.get(span, ())]
                for span in {**spans, **moved, **signs}
            }
            grown = {}
            for span, those in members.items():
                before, behind = self._edges(span, those, is_moved=span in moved)
                had = edges.get(span, (False, False))
                grown[span] = (before or had[0], behind or had[1])
            if all(edges.get(span, (False, False)) == grown[span] for span in grown):
                break
            edges = grown
        found = [
            entry
            for span, those in members.items()
            if (entry := self._entry(span, those, moved.get(span, []), grown[span]))
        ]
        return sorted(
            found,
            key=lambda entry: (
                entry.start,
                (-entry.end[0], -entry.end[1]),
                -CLASSES.index(entry.kind),
            ),
        )

    def _signs(
        self,
        spans: Mapping[tuple[int, int], Sequence[Collated]],
        edges: Mapping[tuple[int, int], tuple[bool, bool]],
    ) -> dict[tuple[int, int], list[Collated]]:
        """Return where signs alone differ, and who has others.

        :param spans: the lemmas of other entries, with those who differ there.
        :param edges: whether their signs belong to them.
        """
        signs: dict[tuple[int, int], list[Collated]] = defaultdict(list)
        for each in self.collated:
            keeping = {
                span[0] - 1
                for span, members in spans.items()
                if each in members
                and self._keeps_sign(each, span)
                and not edges.get(span, (False, False))[1]
            }
            for change in each.signs():
                if change.a in keeping and change.b == change.a + 1:
                    continue
                if not any(unit in each.units for unit in self._holding(change)):
                    signs[change.a, change.b].append(each)
        return signs

    def _holding(self, change: Change) -> list[tuple[int, int]]:
        return [
            (start, end)
            for start, end in _overlapping(self.units, change.a, change.b)
            if start <= change.a and change.b <= end
        ]

    def _keeps_sign(self, each: Collated, span: tuple[int, int]) -> bool:
        """Return whether the sign behind omitted words stands behind the word before them."""
        start, end = span
        first, last = each.range_of(start, end)
        if first < last or not start or self.settings.punctuation is False:
            return False
        if each.alignment.pairs.get(start - 1) != first - 1 or each.change_at(start - 1):
            return False
        if self.base.block_of[start - 1] != self.base.block_of[end - 1]:
            return False
        ours, theirs = _signs(self.base.words[start - 1]), _signs(each.words[first - 1])
        behind = _signs(self.base.words[end - 1])[1]
        return bool(behind) and ours == (theirs[0], "") and theirs[1] == behind

    def _edges(
        self, span: tuple[int, int], members: Sequence[Collated], *, is_moved: bool
    ) -> tuple[bool, bool]:
        """Return whether the signs before and behind a lemma belong to it."""
        if not self.settings.punctuation:
            return False, False
        before = _signs(self.base.words[span[0]])[0]
        behind = _signs(self.base.words[span[1] - 1])[1]
        with_before = with_behind = is_moved
        for each in members:
            start, end = each.range_of(*span)
            if start < end:
                with_before |= _signs(each.words[start])[0] != before
                with_behind |= _signs(each.words[end - 1])[1] != behind
            else:
                with_before |= bool(before)
                with_behind |= bool(behind) and not self._keeps_sign(each, span)
        return with_before, with_behind

    def _entry(
        self,
        span: tuple[int, int],
        members: Sequence[Collated],
        moved: Sequence[tuple[Collated, Moved]],
        edges: tuple[bool, bool],
    ) -> Proposed | None:
        first, last = self.base.words[span[0]], self.base.words[span[1] - 1]
        ours = self._normal(self.base.words[span[0] : span[1]], edges)
        start = first.outer if edges[0] else first.start
        end = last.rest if edges[1] else last.end
        block, to = self.base.block_of[span[0]], self.base.block_of[span[1] - 1]
        lemma = self.base.blocks[block].text[start:end] if block == to else ""
        readings: dict[object, Reading] = {}
        kind = 0
        for each in sorted(members, key=lambda each: self.order[each.witness.siglum]):
            words = each.words[slice(*each.range_of(*span))]
            normal = self._normal(words, edges)
            if normal == ours:
                continue
            text = _quoted(each.witness.text, words, edges)
            if each.witness.own and _are_one(lemma, text, each.witness.own):
                continue
            readings.setdefault(normal, Reading([], text)).sigla.append(each.witness.siglum)
            kind = max(kind, self._class(self.base.words[span[0] : span[1]], words))
        for each, move in sorted(moved, key=lambda pair: self.order[pair[0].witness.siglum]):
            place = self._place(each, move.behind)
            reading = readings.setdefault(("moved", place), Reading([], "", place))
            reading.sigla.append(each.witness.siglum)
            kind = len(CLASSES) - 1
        if not readings:
            return None
        ordered = sorted(readings.values(), key=lambda reading: self.order[reading.sigla[0]])
        return Proposed(
            (block, start),
            (to, end),
            CLASSES[kind],
            ordered,
            span,
        )

    def _place(self, each: Collated, behind: int) -> Span:
        """Return the words behind which a passage stands: no lemma is told apart from its end."""
        for _, end in (unit for unit in each.units if unit[0] <= behind < unit[1]):
            behind = end - 1
        word = self.base.words[behind]
        return Span(self.base.block_of[behind], word.start, word.rest)

    def _normal(self, words: Sequence[Word], edges: tuple[bool, bool]) -> object:
        """Return what counts of words by the settings."""
        forms = self._forms(words)
        if not self.settings.punctuation:
            return forms
        signs = [sign for word in words for sign in _signs(word)]
        if signs and not edges[0]:
            signs[0] = ""
        if signs and not edges[1]:
            signs[-1] = ""
        return forms, tuple(signs)

    def _forms(self, words: Sequence[Word]) -> object:
        forms = tuple(word.form for word in words)
        return forms if self.settings.division else "".join(forms)

    def _class(self, ours: Sequence[Word], theirs: Sequence[Word]) -> int:
        """Return the class of a difference, by its place among the classes."""
        if [word.form for word in ours] == [word.form for word in theirs]:
            return 0
        whole = ["".join(word.form for word in words) for words in (ours, theirs)]
        if whole[0].replace("-", "") == whole[1].replace("-", ""):
            return 1
        letters = ["".join(word.key for word in words) for words in (ours, theirs)]
        return 2 if letters[0] == letters[1] else 3


def _are_one(lemma: str, reading: str, rules: CollationSettings) -> bool:
    """Return whether words are no other by the rules of one witness."""
    return bool(reading) and word_keys(lemma, rules) == word_keys(reading, rules)


def _quoted(text: str, words: Sequence[Word], edges: tuple[bool, bool]) -> str:
    if not words:
        return ""
    start = words[0].outer if edges[0] else words[0].start
    return text[start : words[-1].rest if edges[1] else words[-1].end]


def _united(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return stretches in order, those that overlap joined."""
    made: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if made and start < made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], end))
        else:
            made.append((start, end))
    return made


def _overlapping(units: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Return the units that overlap a stretch."""
    index = max(bisect_left(units, (start, start)) - 1, 0)
    found = []
    while index < len(units) and units[index][0] < end:
        if units[index][1] > start:
            found.append(units[index])
        index += 1
    return found
