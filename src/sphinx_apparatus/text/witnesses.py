"""Witnesses beside the base: their words, each in the place of those of the base text.

Words are compared without the signs around them, as the text is collated; paragraphs do not count.
What is found is shown to readers and never becomes an entry of the apparatus by itself.
"""

from __future__ import annotations

import re
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


class Run(NamedTuple):
    """Words of a block, and what a witness has in their place; one of the two may be empty."""

    start: int
    end: int
    begin: int
    """Where the words of the witness begin in its text."""
    stop: int
    is_same: bool
    """Whether the words are those of the base; signs and capitals may be others."""
    size: int
    """How many words of the base these are."""


class Comparison(NamedTuple):
    """The text of a witness, and where it stands beside the blocks of the base."""

    text: str
    """Its paragraphs, joined by spaces."""
    runs: list[list[Run]]
    """For each block of the base, in order; none for one that is not compared."""

    def gaps(self) -> Iterator[tuple[int, int, int]]:
        """Yield the words that it lacks, if they are too many for a variant: block, start, end."""
        for index, there in enumerate(self.runs):
            for run in there:
                words = self.text[run.begin : run.stop].split()
                if not run.is_same and run.size >= LEAST_GAP and 4 * len(words) <= run.size:
                    yield index, run.start, run.end


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
        return [Word(start, start + len(words), words)] if words else []
    starts = [len(text) - len(text.lstrip())]
    for (_, end), (start, _) in pairwise(found):
        spaces = list(_SPACE.finditer(text, end, start))
        starts.append(spaces[-1].end() if spaces else start)
    made = []
    for start, end, core in zip(starts, [*starts[1:], len(text)], found, strict=True):
        word = text[slice(*core)]
        if word not in keys:
            keys[word] = " ".join(word_keys(word, rules))
        made.append(Word(start, start + len(text[start:end].rstrip()), keys[word]))
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
                runs[index].append(Run(word.start, word.end, there.start, there.end, True, 1))
                done = there.end
            continue
        begin, stop = done, done
        if other:
            begin, stop = theirs[other.start].start, theirs[other.stop - 1].end
        done = stop
        for index, words in _by_block(base[ours.start : ours.stop]):
            # Where other words go over the end of a block, they stand in the first.
            run = Run(words[0].start, words[-1].end, begin, stop, False, len(words))
            runs[index].append(run)
            begin = stop
        if not ours and base:
            at = ours.start
            opens = at < len(base) and base[at][0] != base[at - 1][0] and begin in firsts
            index, word = base[at] if at == 0 or opens else base[at - 1]
            place = word.start if at == 0 or opens else word.end
            runs[index].append(Run(place, place, begin, stop, False, 0))
    return Comparison(text, runs)


def _by_block(base: Sequence[tuple[int, Word]]) -> list[tuple[int, list[Word]]]:
    parts: dict[int, list[Word]] = {}
    for index, word in base:
        parts.setdefault(index, []).append(word)
    return list(parts.items())


def _aligned(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[bool, range, range]]:
    """Return which words are the same, and those between them, in order."""
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
        if is_equal and len(one) <= _WEAK and 0 < number < len(parts) - 1:
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
