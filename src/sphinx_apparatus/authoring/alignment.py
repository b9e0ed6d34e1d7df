"""Alignment of two texts by their words: what is equal, what is other, what has moved.

Words are found again by their letters (``key``); what counts as a difference, the settings of the
text decide (``form``). Tables grow with the product of two lengths, so none is made of more than
:data:`_CELLS` cells: what is larger keeps the alignment with the fewest words changed.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import NamedTuple

from rapidfuzz.distance import Indel, Levenshtein

_CELLS = 400_000
"""Cells of one table, some 0.3 seconds."""
_ALL_CELLS = 4_000_000
"""Cells of all tables of two texts."""
_ROW = 4
"""Words in a row by which long texts are divided, if both have them once."""
_AROUND = 4
"""Equal words between two differences from which on each is aligned for itself."""
_CUT = 0.8
"""What the beginning of a difference costs; an equal word is worth 0.6 to 2."""
_FEW = 500
"""Words of both texts by which rare ones are told from common ones, at least."""
_LONG = 4
"""Words of a difference that draws in what little lies between it and another."""
_ALIKE = 0.75
"""Likeness of two words from which on they are one that is written otherwise."""
_SWAPPED = 8
"""Words between which the same words left out and added are an inversion."""
_PAIRS = 10_000
"""Pairs of omissions and additions that are compared, whether one has moved."""
_WORDS_ALIKE = 200
"""Words by which that is decided."""
_JOINED = 3
"""Words between two parts of what has moved, and at its ends, that go with it."""
_REPEATED = 8
"""Places of the same words in a row up to which they tell what has moved."""
_MOVED_WORTH = 1.25
"""What each word of the shortest passage that moved is worth: four common ones are none."""

# -- runs ------------------------------------------------------------------------------------------


class Run(NamedTuple):
    """Words of the base, and words of the witness in their place; either may be none."""

    a: int
    b: int
    c: int
    d: int

    @property
    def size(self) -> int:
        """How many words it has where it has more."""
        return max(self.b - self.a, self.d - self.c)

    @property
    def is_one_sided(self) -> bool:
        """Whether it only leaves out or only adds."""
        return self.a == self.b or self.c == self.d


class Move(NamedTuple):
    """A passage that a witness has elsewhere."""

    a: int
    b: int
    """Words of the base."""
    c: int
    d: int
    """Words of the witness."""


class Aligner:
    """Aligns the words of a witness with those of the base text.

    :param base: the keys of the base text.
    :param witness: those of the witness.
    :param moved: words of the shortest passage that is said to have moved; 0 for none.
    :param stops: places of the base before which a block, a line or a clause begins.
    """

    def __init__(
        self, base: Sequence[str], witness: Sequence[str], moved: int, stops: Iterable[int] = ()
    ) -> None:
        self.base, self.witness = base, witness
        self.moved = moved
        self.stops = frozenset(stops)
        self._left = _ALL_CELLS
        self._times = Counter(base)
        self._times.update(witness)
        self._worth: dict[str, float] = {}

    def worth(self, key: str) -> float:
        """Return what an equal word is worth: more if it is rare and long."""
        if key not in self._worth:
            # In a few lines no word is rare; there they are worth what they are in some more.
            total = max(len(self.base) + len(self.witness), _FEW)
            rarity = log(max(total / self._times[key], 1)) / log(max(total, 2000))
            self._worth[key] = 0.6 + 1.4 * rarity * min(1.0, len(key) / 5)
        return self._worth[key]

    # -- the table ---------------------------------------------------------------------------------

    def runs(self, whole: Run) -> list[Run]:
        """Return the differences between two stretches, in order, each cut off by equal words."""
        found = [
            Run(
                part.a + code.src_start,
                part.a + code.src_end,
                part.c + code.dest_start,
                part.c + code.dest_end,
            )
            for part in self._parts(whole)
            for code in Levenshtein.opcodes(
                self.base[part.a : part.b], self.witness[part.c : part.d]
            )
            if code.tag != "equal"
        ]
        made: list[Run] = []
        for region, inner in _regions(found, whole):
            cells = (region.b - region.a + 1) * (region.d - region.c + 1)
            if cells > min(_CELLS, self._left):
                made += _touching(inner)
            else:
                self._left -= cells
                made += self._table(region)
        return self._drawn_in(made)

    def _parts(self, whole: Run) -> Iterator[Run]:
        """Yield what lies between words in a row that both texts have once, in one order.

        The fewest changes are a poor guide where much has moved: words that happen to stand at the
        same distance are then worth more than half a text.
        """
        if (whole.b - whole.a) * (whole.d - whole.c) <= _CELLS:
            yield whole
            return
        ours = _once(self.base, range(whole.a, whole.b))
        theirs = _once(self.witness, range(whole.c, whole.d))
        shared = sorted((at, theirs[words]) for words, at in ours.items() if words in theirs)
        i, j = whole.a, whole.c
        for at, to in _in_order(shared):
            if at >= i and to >= j:
                yield Run(i, at, j, to)
                i, j = at + _ROW, to + _ROW
        yield Run(i, whole.b, j, whole.d)

    def _table(self, region: Run) -> list[Run]:
        """Align a region so that each equal word is worth the cut it makes."""
        old, new = self.base[region.a : region.b], self.witness[region.c : region.d]
        width = len(new) + 1
        low = float("-inf")
        # Best worth where an equal word came last, and where a difference came last.
        equal = array("d", [low]) * ((len(old) + 1) * width)
        other = array("d", equal)
        equal[0] = 0.0
        for i in range(len(old) + 1):
            row = i * width
            word = old[i - 1] if i else ""
            for j in range(width):
                at = row + j
                if i and j and word == new[j - 1]:
                    before = at - width - 1
                    equal[at] = self.worth(word) + max(equal[before], other[before])
                best = low
                if i:
                    best = max(other[at - width], equal[at - width] - _CUT)
                if j:
                    best = max(best, other[at - 1], equal[at - 1] - _CUT)
                other[at] = best
        return _touching(_traced(equal, other, len(old), width, region))

    def _drawn_in(self, runs: Sequence[Run]) -> list[Run]:
        """Join long differences over the few words of little worth between them."""
        made: list[Run] = []
        for run in runs:
            while made:
                last = made[-1]
                shorter = min(last.size, run.size)
                between = sum(map(self.worth, self.base[last.b : run.a]))
                if shorter < _LONG or between >= _CUT * (1 + 0.2 * (shorter - 3)):
                    break
                run = Run(last.a, run.b, last.c, run.d)
                made.pop()
            made.append(run)
        return made

    # -- what has moved ----------------------------------------------------------------------------

    def moves(self, runs: Sequence[Run]) -> list[Move]:
        """Return passages that are left out in one place and added in another."""
        if not self.moved:
            return []
        gone = _places((run.a, run.b) for run in runs)
        come = _places((run.c, run.d) for run in runs)
        found: list[Move] = []
        by_words: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for start, end in gone:
            for at in range(start, end - self.moved + 1):
                by_words[tuple(self.base[at : at + self.moved])].append(at)
        for start, end in come:
            done: dict[int, int] = {}
            for at in range(start, end - self.moved + 1):
                words = tuple(self.witness[at : at + self.moved])
                places = by_words.get(words, ())
                # What stands in many places says nothing of where it came from.
                for place in places if len(places) <= _REPEATED else ():
                    if done.get(place - at, -1) >= at:
                        continue
                    move = self._extended(place, at, gone, (start, end))
                    done[place - at] = move.d
                    found.append(move)
        chosen: list[Move] = []
        found.sort(key=lambda move: (move.a - move.b, move.a, move.c))
        for move in [*found, *self._alike_elsewhere(runs)]:
            total = sum(map(self.worth, self.base[move.a : move.b]))
            if total >= _MOVED_WORTH * self.moved and not any(
                (move.a < other.b and other.a < move.b) or (move.c < other.d and other.c < move.d)
                for other in chosen
            ):
                chosen.append(move)
        return self._joined(sorted(chosen), gone, come)

    def _alike_elsewhere(self, runs: Sequence[Run]) -> list[Move]:
        """Return what is left out here and added there, spelled otherwise; the most alike first."""
        gone = [run for run in runs if run.c == run.d and run.b - run.a >= self.moved]
        come = [run for run in runs if run.a == run.b and run.d - run.c >= self.moved]
        if not gone or not come or len(gone) * len(come) > _PAIRS:
            return []
        found = []
        for one in gone:
            ours = "".join(self.base[one.a : one.b][:_WORDS_ALIKE])
            for other in come:
                theirs = "".join(self.witness[other.c : other.d][:_WORDS_ALIKE])
                like = Indel.normalized_similarity(ours, theirs, score_cutoff=_ALIKE)
                if like:
                    found.append((-like, Move(one.a, one.b, other.c, other.d)))
        return [move for _, move in sorted(found)]

    def _extended(
        self, place: int, at: int, gone: Sequence[tuple[int, int]], stretch: tuple[int, int]
    ) -> Move:
        start, end = _around(gone, place)
        a, c = place, at
        b, d = place + self.moved, at + self.moved
        while b < end and d < stretch[1] and self.base[b] == self.witness[d]:
            b, d = b + 1, d + 1
        while a > start and c > stretch[0] and self.base[a - 1] == self.witness[c - 1]:
            a, c = a - 1, c - 1
        return Move(a, b, c, d)

    def _joined(
        self,
        moves: Sequence[Move],
        gone: Sequence[tuple[int, int]],
        come: Sequence[tuple[int, int]],
    ) -> list[Move]:
        """Join parts of one passage, and the few words at its ends that are written otherwise."""
        made: list[Move] = []
        for move in moves:
            if (
                made
                and 0 <= move.a - made[-1].b <= _JOINED
                and 0 <= move.c - made[-1].d <= _JOINED
                and _around(gone, made[-1].a) == _around(gone, move.a)
                and _around(come, made[-1].c) == _around(come, move.c)
            ):
                move = Move(made[-1].a, move.b, made[-1].c, move.d)
                made.pop()
            made.append(move)
        grown: list[Move] = []
        for move in made:
            (start, end), (first, last) = _around(gone, move.a), _around(come, move.c)
            a, b, c, d = move
            alone = sum(start <= other.a < end or first <= other.c < last for other in made) == 1
            if alone and 0 < a - start <= _JOINED and 0 < c - first <= _JOINED:
                a, c = start, first
            if alone and 0 < end - b <= _JOINED and 0 < last - d <= _JOINED:
                b, d = end, last
            grown.append(Move(a, b, c, d))
        return grown

    # -- how differences are cut -------------------------------------------------------------------

    def trimmed(self, runs: Sequence[Run]) -> list[Run]:
        """Return differences as editors cut them: joined, moved to a clause, cut at words alike."""
        return [part for run in self._slid(self._swapped(runs)) for part in self._cut(run)]

    def _swapped(self, runs: Sequence[Run]) -> list[Run]:
        """Join an omission and an addition that are one change."""
        made: list[Run] = []
        for run in runs:
            while made and self._is_one_change(made[-1], run):
                last = made.pop()
                run = Run(last.a, run.b, last.c, run.d)
            made.append(run)
        return made

    def _is_one_change(self, first: Run, second: Run) -> bool:
        between = second.a - first.b
        if between != second.c - first.d:
            return False  # what lies between has moved
        gone, come = (first, second) if first.c == first.d else (second, first)
        if gone.c != gone.d or come.a != come.b:
            return False
        if sorted(self.base[gone.a : gone.b]) == sorted(self.witness[come.c : come.d]):
            return between <= _SWAPPED
        worth = sum(map(self.worth, self.base[first.b : second.a]))
        return between <= 2 and worth < 2 * _CUT

    def _slid(self, runs: Sequence[Run]) -> Iterator[Run]:
        """Yield runs; what is only left out or added slides to where it is a clause."""
        for index, run in enumerate(runs):
            if not run.is_one_sided:
                yield run
                continue
            is_omission = run.c == run.d
            words = self.base if is_omission else self.witness
            start, end = (run.a, run.b) if is_omission else (run.c, run.d)
            last = runs[index - 1] if index else None
            next_ = runs[index + 1] if index + 1 < len(runs) else None
            # So far as equal words stand on both sides, of both texts.
            back = min(run.a - (last.b if last else 0), run.c - (last.d if last else 0))
            on = min(
                (next_.a if next_ else len(self.base)) - run.b,
                (next_.c if next_ else len(self.witness)) - run.d,
            )
            shifts = [0]
            for step in range(1, back):
                if words[start - step] != words[end - step]:
                    break
                shifts.append(-step)
            for step in range(on - 1):
                if words[start + step] != words[end + step]:
                    break
                shifts.append(step + 1)
            ends = (run.a, run.b) if is_omission else (run.a, run.a)
            shift = max(
                shifts,
                key=lambda by: (sum(end + by in self.stops for end in ends), -abs(by), by),
            )
            yield Run(*(each + shift for each in run))

    def _cut(self, run: Run) -> Iterator[Run]:
        """Yield the parts of a run that words alike divide."""
        old, new = self.base[run.a : run.b], self.witness[run.c : run.d]
        if len(old) * len(new) in (0, 1) or len(old) * len(new) > _CELLS // 20:
            yield run
            return
        a, c = run.a, run.c
        for pair in _alike(old, new):
            alike = Run(run.a + pair.a, run.a + pair.b, run.c + pair.c, run.c + pair.d)
            if alike.a > a or alike.c > c:
                yield Run(a, alike.a, c, alike.c)
            yield alike
            a, c = alike.b, alike.d
        if a < run.b or c < run.d:
            yield Run(a, run.b, c, run.d)


def _once(words: Sequence[str], places: range) -> dict[tuple[str, ...], int]:
    """Return words in a row that stand once, with their places."""
    found: dict[tuple[str, ...], int] = {}
    twice = set()
    for at in range(places.start, places.stop - _ROW + 1):
        row = tuple(words[at : at + _ROW])
        if row in found:
            twice.add(row)
        found[row] = at
    return {row: at for row, at in found.items() if row not in twice}


def _in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the most pairs of which both places rise, of pairs in order of the first."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, to) in enumerate(pairs):
        length = bisect_left(ends, to)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [to]
        last[length : length + 1] = [index]
    chain = []
    index = last[-1] if last else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _regions(runs: Sequence[Run], whole: Run) -> Iterator[tuple[Run, list[Run]]]:
    """Yield differences near each other with the equal words around them."""
    groups: list[list[Run]] = []
    for run in runs:
        if groups and run.a - groups[-1][-1].b < _AROUND:
            groups[-1].append(run)
        else:
            groups.append([run])
    for index, group in enumerate(groups):
        before = group[0].a - (groups[index - 1][-1].b if index else whole.a)
        after = (groups[index + 1][0].a if index + 1 < len(groups) else whole.b) - group[-1].b
        before = min(before, _AROUND) if not index else min(before // 2, _AROUND)
        after = min(after, _AROUND) if index + 1 == len(groups) else min(after // 2, _AROUND)
        yield (
            Run(group[0].a - before, group[-1].b + after, group[0].c - before, group[-1].d + after),
            group,
        )


def _touching(runs: Iterable[Run]) -> list[Run]:
    """Return runs, those that touch joined."""
    made: list[Run] = []
    for run in runs:
        if made and made[-1].b == run.a and made[-1].d == run.c:
            run = Run(made[-1].a, run.b, made[-1].c, run.d)
            made.pop()
        made.append(run)
    return made


def _traced(
    equal: array[float], other: array[float], height: int, width: int, region: Run
) -> list[Run]:
    """Return the differences on the best way through a table."""
    i, j = height, width - 1
    runs: list[Run] = []
    in_run = other[-1] > equal[-1]
    end = (i, j)
    while i or j:
        at = i * width + j
        if not in_run:
            before = at - width - 1
            in_run = other[before] > equal[before]
            i, j = i - 1, j - 1
            end = (i, j)
            continue
        # Of ways of equal worth the one that keeps the words that come last.
        for step, di, dj in ((width, 1, 0), (1, 0, 1)):
            if i < di or j < dj:
                continue
            if other[at] == other[at - step]:
                i, j = i - di, j - dj
                break
            if other[at] == equal[at - step] - _CUT:
                i, j = i - di, j - dj
                in_run = False
                break
        if not in_run:
            runs.append(Run(region.a + i, region.a + end[0], region.c + j, region.c + end[1]))
    return runs[::-1]


def _places(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(start, end) for start, end in spans if start < end]


def _around(spans: Sequence[tuple[int, int]], place: int) -> tuple[int, int]:
    """Return the stretch that holds a place."""
    return spans[bisect_right(spans, (place, 1 << 62)) - 1]


def _alike(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """Return words that are the same written otherwise, or divided otherwise, in order."""
    likeness: dict[tuple[int, int], list[tuple[float, int, int]]] = defaultdict(list)
    for i, word in enumerate(old, start=1):
        for j, other in enumerate(new, start=1):
            if word != other and min(len(word), len(other)) > 2:
                like = Indel.normalized_similarity(word, other, score_cutoff=_ALIKE)
                if like:
                    likeness[i, j].append((like, 1, 1))
            if i > 1 and old[i - 2] + word == other:
                likeness[i, j].append((2.0, 2, 1))
            if j > 1 and new[j - 2] + other == word:
                likeness[i, j].append((2.0, 1, 2))
    if not likeness:
        return []
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(1, len(old) + 1):
        for j in range(1, len(new) + 1):
            here = [like + best[i - di][j - dj] for like, di, dj in likeness.get((i, j), ())]
            best[i][j] = max(best[i - 1][j], best[i][j - 1], *here)
    found = []
    i, j = len(old), len(new)
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            di, dj = next(
                (di, dj)
                for like, di, dj in likeness[i, j]
                if best[i][j] == like + best[i - di][j - dj]
            )
            found.append(Run(i - di, i, j - dj, j))
            i, j = i - di, j - dj
    return found[::-1]


# -- the whole -------------------------------------------------------------------------------------


class Moved(NamedTuple):
    """A passage that a witness has elsewhere, and behind which word of the base it has it."""

    a: int
    b: int
    c: int
    d: int
    behind: int


@dataclass(frozen=True)
class Alignment:
    """Two texts word by word."""

    pairs: dict[int, int]
    """Words of the base with the equal ones of the witness, by their places."""
    runs: list[Run]
    """What differs, in the order of the base."""
    moves: list[Moved]


def align(
    base: Sequence[str],
    witness: Sequence[str],
    moved: int,
    stops: Collection[int] = (),
    refused: Collection[int] = (),
) -> Alignment:
    """Align a witness with the base text.

    :param base: the keys of the base text.
    :param witness: those of the witness.
    :param moved: words of the shortest passage that is said to have moved; 0 for none.
    :param stops: places of the base before which a block, a line or a clause begins.
    :param refused: where passages begin that are not said to have moved.
    """
    whole = Run(0, len(base), 0, len(witness))
    aligner = Aligner(base, witness, moved, stops)
    runs = aligner.runs(whole)
    moves = [move for move in aligner.moves(runs) if move.a not in refused]
    moves = _behind_others(moves, dict(_pairs(runs, whole)))
    moves = [move for move in moves if move.a not in refused]
    if not moves:
        runs = aligner.trimmed(runs)
        return Alignment(dict(_pairs(runs, whole)), runs, [])
    # Without the passages that have moved, the others stand in one order in both texts.
    kept = _without(len(base), [(move.a, move.b) for move in moves])
    left = _without(len(witness), [(move.c, move.d) for move in moves])
    places = {place: index for index, place in enumerate(kept)}
    aligner = Aligner(
        [base[place] for place in kept],
        [witness[place] for place in left],
        0,
        {places[stop] for stop in stops if stop in places},
    )
    whole = Run(0, len(kept), 0, len(left))
    inner = aligner.trimmed(aligner.runs(whole))
    pairs = {kept[i]: left[j] for i, j in _pairs(inner, whole)}
    runs = [Run(*each) for run in inner for each in _split(run, kept, left)]
    placed = []
    for move in moves:
        within = align(base[move.a : move.b], witness[move.c : move.d], 0)
        pairs |= {move.a + i: move.c + j for i, j in within.pairs.items()}
        runs += [
            Run(move.a + run.a, move.a + run.b, move.c + run.c, move.c + run.d)
            for run in within.runs
        ]
        placed.append(move)
    runs.sort()
    return Alignment(pairs, runs, [Moved(*move, _behind(move, pairs, runs)) for move in placed])


def _behind_others(moves: Sequence[Move], pairs: Mapping[int, int]) -> list[Move]:
    """Return moves; of what stands at the beginning of the witness, what it stands before has.

    Nothing is there behind which it could be said to stand.
    """
    made = []
    for move in moves:
        before = [j for i, j in pairs.items() if i < move.a and j >= move.d]
        if move.c == 0 and before and not any(other.a < move.a for other in moves):
            end = max(before) + 1
            if not any(move.d < other.d and other.c < end for other in moves):
                move = Move(0, move.a, move.d, end)
        made.append(move)
    return sorted(made)


def _pairs(runs: Sequence[Run], whole: Run) -> Iterator[tuple[int, int]]:
    """Yield the places of equal words between differences."""
    i, j = whole.a, whole.c
    for run in [*runs, Run(whole.b, whole.b, whole.d, whole.d)]:
        yield from zip(range(i, run.a), range(j, run.c), strict=True)
        i, j = run.b, run.d


def _without(length: int, spans: Sequence[tuple[int, int]]) -> list[int]:
    gone = {place for start, end in spans for place in range(start, end)}
    return [place for place in range(length) if place not in gone]


def _split(run: Run, kept: Sequence[int], left: Sequence[int]) -> Iterator[Run]:
    """Yield a run in places of the whole texts, divided where a passage stood or stands."""
    gone = _stretches(kept[run.a : run.b])
    come = _stretches(left[run.c : run.d])
    at = kept[run.a - 1] + 1 if run.a else 0
    there = left[run.c - 1] + 1 if run.c else 0
    first = gone[0] if gone else (at, at)
    theirs = come[0] if come else (there, there)
    yield Run(*first, *theirs)
    for start, end in gone[1:]:
        yield Run(start, end, theirs[1], theirs[1])
    for start, end in come[1:]:
        yield Run(first[1], first[1], start, end)


def _stretches(places: Sequence[int]) -> list[tuple[int, int]]:
    """Return the stretches of places that follow each other."""
    made: list[tuple[int, int]] = []
    for place in places:
        if made and made[-1][1] == place:
            made[-1] = (made[-1][0], place + 1)
        else:
            made.append((place, place + 1))
    return made


def _behind(move: Move, pairs: Mapping[int, int], runs: Sequence[Run]) -> int:
    """Return the word of the base behind which a passage stands in the witness; -1 for none."""
    before = move.c - 1
    found = next((i for i, j in pairs.items() if j == before), -1)
    if found < 0:
        found = next((run.b - 1 for run in runs if run.c <= before < run.d), -1)
    return found
