"""Witnesses beside the base: their words, each in the place of those of the base text.

Words are compared without the signs around them, as the text is collated; paragraphs do not count.
What is found is shown to readers and never becomes an entry of the apparatus by itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from sphinx_apparatus.model.essays import Block
from sphinx_apparatus.model.records import Collation, WitnessBlocks
from sphinx_apparatus.model.vocabulary import BlockKind
from sphinx_apparatus.text.collation import WITHOUT_SPACES, word_keys
from sphinx_apparatus.text.edits import compared, tokens

LEAST_GAP = 9
"""Words from which on a witness that lacks them is said not to have the passage."""
_WEAK = 2
"""Words between two longer differences that are alike by chance."""
_JOINTS = "-'’ʼ"
_LETTERS = re.compile(rf"[{WITHOUT_SPACES}][^\w\s]*|[^{WITHOUT_SPACES}]+")
_SPACE = re.compile(r"\s+")


class Word(NamedTuple):
    """A word with the signs around it: its place, and what is compared."""

    start: int
    end: int
    key: str
    letters: int
    """Where its letters begin."""


class Run(NamedTuple):
    """Words of a block, and what a witness has in their place; one of the two may be empty."""

    start: int
    end: int
    begin: int
    """Where the words of the witness begin in its text."""
    stop: int
    is_same: bool
    """Whether the words are those of the base; signs and capitals may be others."""
    is_gap: bool = False
    """Whether the witness lacks too many words here for a variant."""


class Comparison(NamedTuple):
    """The text of a witness, and where it stands beside the blocks of the base."""

    text: str
    """Its paragraphs, joined by spaces."""
    runs: list[list[Run]]
    """For each block of the base, in order; none for one that is not compared."""

    def gaps(self) -> Iterator[tuple[int, int, int]]:
        """Yield the words that it lacks, if they are too many for a variant: block, start, end."""
        for index, there in enumerate(self.runs):
            yield from ((index, run.start, run.end) for run in there if run.is_gap)


def siglum_id(siglum: str) -> str:
    """Return a siglum as it stands in the names of files: “S*” is ``S_2a_``."""
    return re.sub(r"[^A-Za-z0-9.-]", lambda sign: f"_{ord(sign[0]):x}_", siglum)


def words_of(text: str, rules: Collation) -> list[Word]:
    """Return the words of a text in order; with the spaces between them they are the text.

    Signs belong to the word before them, those behind the last space to the word after.

    :param rules: which differences count as none.
    """
    keys: dict[str, str] = {}
    found = list(_cores(text))
    if not found:
        words = text.strip()
        start = text.find(words)
        return [Word(start, start + len(words), words, start)] if words else []
    starts = [len(text) - len(text.lstrip())]
    for (_, end), (start, _) in pairwise(found):
        spaces = list(_SPACE.finditer(text, end, start))
        starts.append(spaces[-1].end() if spaces else start)
    made = []
    for start, end, core in zip(starts, [*starts[1:], len(text)], found, strict=True):
        word = text[slice(*core)]
        if word not in keys:
            keys[word] = " ".join(word_keys(word, rules))
        end = start + len(text[start:end].rstrip())
        made.append(Word(start, end, keys[word], core[0]))
    return made


def _cores(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the letters of each word begin and end: “battle-field”, “don’t” are one."""
    parts = tokens(text)
    place, start = 0, -1
    for index, token in enumerate(parts):
        end = place + len(token)
        if token[0].isalnum():
            for letters in _LETTERS.findall(token):
                start = place if start < 0 else start
                place += len(letters)
                if place < end:
                    yield start, place
                    start = -1
            is_joined = (
                index + 2 < len(parts)
                and parts[index + 1] in _JOINTS
                and parts[index + 2][0].isalnum()
            )
            if not is_joined:
                yield start, end
                start = -1
        place = end


def is_compared(block: Block) -> bool:
    """Return whether a block of the base is compared: no title, signature or furniture."""
    return block.kind not in (BlockKind.HEAD, BlockKind.FURNITURE, BlockKind.TAIL)


def divided(
    paragraphs: Sequence[str], blocks: WitnessBlocks
) -> tuple[list[str], list[str], list[str]]:
    """Return the paragraphs of a witness above its text, those that are compared, those below."""
    numbered = list(enumerate(paragraphs, 1))
    return (
        [words for number, words in numbered if number in blocks.head],
        [words for number, words in numbered if number not in (*blocks.head, *blocks.tail)],
        [words for number, words in numbered if number in blocks.tail],
    )


def beside(blocks: Sequence[Block], paragraphs: Sequence[str], rules: Collation) -> Comparison:
    """Return what a witness has in the place of the words of each block.

    :param blocks: those of the base text.
    :param paragraphs: those of the witness that are compared.
    :param rules: which differences count as none.
    """
    base = [
        (index, word)
        for index, block in enumerate(blocks)
        if is_compared(block)
        for word in words_of(block.text, rules)
    ]
    text = " ".join(paragraphs)
    theirs = words_of(text, rules)
    firsts = {0, *accumulate(len(paragraph) + 1 for paragraph in paragraphs)}
    runs: list[list[Run]] = [[] for _ in blocks]
    done = 0
    for is_same, ours, other in _aligned(
        [word.key for _, word in base], [word.key for word in theirs]
    ):
        if is_same:
            for (index, word), two in zip(base[ours.start : ours.stop], other, strict=True):
                there = theirs[two]
                runs[index].append(Run(word.start, word.end, there.start, there.end, True))
                done = there.end
            continue
        begin, stop = done, done
        if other:
            begin, stop = theirs[other.start].start, theirs[other.stop - 1].end
        done = stop
        is_gap = len(ours) >= LEAST_GAP and 4 * len(other) <= len(ours)
        for index, words in _by_block(base[ours.start : ours.stop]):
            # Where other words go over the end of a block, they stand in the first.
            run = Run(words[0].start, words[-1].end, begin, stop, False, is_gap)
            runs[index].append(run)
            begin = stop
        if not ours and base:
            at = ours.start
            opens = at < len(base) and base[at][0] != base[at - 1][0] and begin in firsts
            index, word = base[at] if at == 0 or opens else base[at - 1]
            place = word.start if at == 0 or opens else word.end
            runs[index].append(Run(place, place, begin, stop, False))
    return Comparison(text, runs)


def _by_block(base: Sequence[tuple[int, Word]]) -> list[tuple[int, list[Word]]]:
    parts: dict[int, list[Word]] = {}
    for index, word in base:
        parts.setdefault(index, []).append(word)
    return list(parts.items())


def _aligned(
    ours: Sequence[str], theirs: Sequence[str], weak: int = _WEAK
) -> list[tuple[bool, range, range]]:
    """Return which words are the same, and those between them, in order.

    :param weak: how many words between two longer differences count as alike by chance.
    """
    parts = [
        (
            code.tag == "equal",
            range(code.src_start, code.src_end),
            range(code.dest_start, code.dest_end),
        )
        for code in Levenshtein.opcodes(ours, theirs)
    ]
    made: list[tuple[bool, range, range]] = []
    for number, (is_equal, one, two) in enumerate(parts):
        is_same = is_equal
        if is_equal and len(one) <= weak and 0 < number < len(parts) - 1:
            near = parts[number - 1], parts[number + 1]
            is_same = sum(max(map(len, each[1:])) for each in near) < 4 * len(one)
        if made and not is_same and not made[-1][0]:
            _, before, other = made.pop()
            one, two = range(before.start, one.stop), range(other.start, two.stop)
        made.append((is_same, one, two))
    return made


def same_words(ours: str, theirs: str) -> Iterator[tuple[bool, str, str]]:
    """Yield the parts of two forms of a word, and whether both have them: letters, signs."""
    one, two = tokens(ours), tokens(theirs)
    for is_equal, gone, come in compared(one, two):
        yield is_equal, "".join(one[gone.start : gone.stop]), "".join(two[come.start : come.stop])


# -- the apparatus proves --------------------------------------------------------------------------


class Stated(NamedTuple):
    """What the apparatus says that a witness has in the place of a lemma."""

    owner: int
    """Which statement it is; later ones lie within those before, or behind them."""
    place: tuple[int, int, int, int]
    """Block and offset of both ends of the lemma."""
    words: str | None
    """In the place of the lemma, empty where it lacks it; None if it has the lemma elsewhere."""
    behind: tuple[int, int] | None = None
    """Block and offset of the end of the words behind which it has the lemma."""
    is_unread: bool = False
    """Whether the witness cannot be read there."""


class Unproved(NamedTuple):
    """A place where the file of a witness does not have what the apparatus says."""

    owner: int | None
    """The statement that is wrong; none where the apparatus says nothing."""
    block: int
    start: int
    end: int
    """The words of the base there; none for words that only the witness has."""
    said: str
    """What the witness should have."""
    found: str


class _Cell(NamedTuple):
    """A word that a witness should have."""

    words: str
    key: str
    owner: int | None
    at: int
    """Index of the word of the base in whose place it stands."""


def unproved(
    blocks: Sequence[Block],
    paragraphs: Sequence[str],
    stated: Sequence[Stated],
    rules: Collation,
) -> Iterator[Unproved]:
    """Yield where the words of a witness are not those of the base with its readings put in.

    Of statements that lie within each other the outermost counts; words that stand elsewhere have
    the readings that lie within them.

    :param stated: what the apparatus says of the witness, longer lemmas before those within.
    """
    base = [
        (index, word)
        for index, block in enumerate(blocks)
        if is_compared(block)
        for word in words_of(block.text, rules)
    ]
    if not base:
        return
    cells, marks, unread = _expected(blocks, base, stated, rules)
    text = " ".join(paragraphs)
    theirs = words_of(text, rules)
    for is_same, ours, other in _aligned([cell.key for cell in cells], [w.key for w in theirs], 0):
        if is_same:
            continue
        there = cells[ours.start : ours.stop]
        found = [theirs[two] for two in other]
        if not rules.division and _letters(there) == _letters(found):
            continue
        around = cells[max(ours.start - 1, 0) : ours.stop + 1] if not ours else there
        owners = [cell.owner for cell in around if cell.owner is not None]
        owners += [mark for at in range(ours.start, ours.stop + 1) for mark in marks.get(at, ())]
        if owners and all(owner in unread for owner in owners):
            continue
        at = [cell.at for cell in there]
        near = cells[min(ours.start, len(cells)) - 1].at if ours.start else 0
        first, last = (base[min(at)], base[max(at)]) if at else (base[near], base[near])
        is_one = first[0] == last[0]
        yield Unproved(
            owners[0] if owners else None,
            first[0],
            first[1].start if at else first[1].end,
            last[1].end if is_one else len(blocks[first[0]].text),
            " ".join(cell.words for cell in there),
            text[found[0].start : found[-1].end] if found else "",
        )


def _letters(words: Sequence[Word] | Sequence[_Cell]) -> str:
    return "".join(word.key for word in words).replace(" ", "")


def _expected(
    blocks: Sequence[Block],
    base: Sequence[tuple[int, Word]],
    stated: Sequence[Stated],
    rules: Collation,
) -> tuple[list[_Cell], dict[int, list[int]], set[int]]:
    """Return the words that a witness should have, and where it should lack some.

    :returns: the words, by the index of the next word the statements of what is left out before
        it, and the statements of what cannot be read.
    """
    places = [(index, word.letters) for index, word in base]
    texts = [blocks[index].text[word.start : word.end] for index, word in base]
    cells = [
        [_Cell(words, word.key, None, at)]
        for at, (words, (_, word)) in enumerate(zip(texts, base, strict=True))
    ]
    left_out: dict[int, list[int]] = {}
    unread: set[int] = set()
    # Where the lemmas end that were put in: what ends before lies within one.
    reach = 0
    moved: list[tuple[Stated, int, int]] = []
    for each in stated:
        first = bisect_left(places, each.place[:2])
        last = bisect_left(places, each.place[2:])
        if first == last or last <= reach:
            continue
        if each.words is None:
            moved.append((each, first, last))
            continue
        reach = max(reach, last)
        new = words_of(each.words, rules)
        cells[first] = [
            _Cell(each.words[word.start : word.end], word.key, each.owner, first) for word in new
        ]
        cells[first + 1 : last] = [[] for _ in range(first + 1, last)]
        if not new:
            left_out.setdefault(first, []).append(each.owner)
        if each.is_unread:
            unread.add(each.owner)
    behind: dict[int, list[_Cell]] = {}
    for each, first, last in moved:
        assert each.behind is not None
        words = [cell for at in range(first, last) for cell in cells[at]]
        cells[first:last] = [[] for _ in range(first, last)]
        left_out.setdefault(first, []).append(each.owner)
        to = bisect_left(places, each.behind) - 1
        behind.setdefault(to, []).extend(cell._replace(owner=each.owner) for cell in words)
    made: list[_Cell] = list(behind.get(-1, ()))
    marks: dict[int, list[int]] = {}
    for at, there in enumerate(cells):
        for owner in left_out.get(at, ()):
            marks.setdefault(len(made), []).append(owner)
        made += [*there, *behind.get(at, ())]
    return made, marks, unread
