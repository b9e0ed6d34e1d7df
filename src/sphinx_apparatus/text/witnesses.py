"""Witnesses beside the base: their words, each in the place of those of the base text.

Words are compared without the signs around them, as the text is collated; paragraphs do not count.
What is found is shown to readers and never becomes an entry of the apparatus by itself.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from sphinx_apparatus.model.essays import Block
from sphinx_apparatus.model.records import Collation, WitnessBlocks
from sphinx_apparatus.model.vocabulary import BlockKind
from sphinx_apparatus.text.collation import WITHOUT_SPACES, compared, fold, tokens, word_keys

LEAST_GAP = 9
"""Words from which on a witness that lacks them is said not to have the passage."""
_MOST_STEPS = 10_000_000_000
"""Words of the longer text, times words that differ, up to which two texts are aligned: half a
minute. So a book of 600,000 words may have 16,000 others; what has more is another text."""
_WEAK = 2
"""Words between two longer differences that are alike by chance."""


# -- words -----------------------------------------------------------------------------------------


class Word(NamedTuple):
    """A word with the signs that belong to it."""

    key: str
    """Its letters: what it is found again by."""
    form: str
    """What counts of it by the settings."""
    before: str
    """Signs that open before it."""
    after: str
    """Signs behind it."""
    is_glued: bool
    """Whether the next word follows without a space."""
    outer: int
    """Offset of the signs before it."""
    start: int
    end: int
    rest: int
    """Offset behind the signs after it."""


_JOINERS = "-'’ʼ\u2010\u2011"
_NOT_LETTERS = re.compile(f"[{_JOINERS}⟨⟩ ]")
_ALONE = re.compile(f"[{WITHOUT_SPACES}]")
_OPENING = re.compile(r"[(\[{⟨“‘„‚«‹¿¡\"']*$")
_FOUND_AS = str.maketrans({"ſ": "s", "v": "u", "j": "i"})


class Words:
    """Reads the words of texts by the settings of one text."""

    def __init__(self, settings: Collation) -> None:
        self.settings = settings
        self._known: dict[str, tuple[str, str]] = {}

    def of(self, text: str) -> list[Word]:
        """Return the words of a text in which each run of white space is one space."""
        spans = list(_word_spans(text))
        words: list[Word] = []
        outer = 0
        for (start, end), (following, _) in pairwise([*spans, (len(text), 0)]):
            between = text[end:following]
            head, space, tail = between.rpartition(" ")
            if following == len(text):
                head, tail = between, ""
            elif not space:
                opening = _OPENING.search(between)
                tail = opening[0] if opening else ""
                head = between.removesuffix(tail)
            key, form = self._key_and_form(text[start:end])
            is_glued = not space and following < len(text)
            rest = end + len(head)
            words.append(
                Word(key, form, text[outer:start], head.strip(), is_glued, outer, start, end, rest)
            )
            outer = following - len(tail)
        return words

    def of_blocks(self, blocks: Sequence[Block]) -> list[tuple[int, Word]]:
        """Return the words of the blocks of a base text that are compared, each with its block."""
        return [
            (index, word)
            for index, block in enumerate(blocks)
            if is_compared(block)
            for word in self.of(block.text)
        ]

    def _key_and_form(self, word: str) -> tuple[str, str]:
        if word not in self._known:
            form = " ".join(word_keys(word, self.settings)).replace("'", "’").replace("ʼ", "’")
            if not self.settings.punctuation:
                # That of an elision is a letter for Unicode.
                form = form.rstrip("’")
            key = _NOT_LETTERS.sub("", fold(form).translate(_FOUND_AS))
            self._known[word] = (key or word, form)
        return self._known[word]


def _word_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of words: letters, marks and figures, joined by hyphens and apostrophes."""
    start = end = -1
    at, joiner = 0, False
    for token in tokens(text):
        begin, at = at, at + len(token)
        if token[0].isalnum() or token[0] in "⟨_":
            if _ALONE.search(token):
                if start >= 0:
                    yield start, end
                    start = -1
                yield from _letters(token, begin)
                continue
            if start < 0 or begin > end + joiner:
                if start >= 0:
                    yield start, end
                start = begin
            end, joiner = at, False
        else:
            is_in_figure = token in ".,:" and text[begin - 1 : begin].isdigit()
            is_in_figure &= text[at : at + 1].isdigit()
            joiner = begin == end and (token in _JOINERS or is_in_figure)
    if start >= 0:
        yield start, end


def _letters(token: str, begin: int) -> Iterator[tuple[int, int]]:
    """Yield the letters of scripts without spaces, each with its marks."""
    start = 0
    for at in range(1, len(token) + 1):
        if at == len(token) or unicodedata.category(token[at])[0] != "M":
            yield begin + start, begin + at
            start = at


# -- beside the base ------------------------------------------------------------------------------


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
    reader = Words(rules)
    base = reader.of_blocks(blocks)
    text = " ".join(paragraphs)
    theirs = reader.of(text)
    firsts = {0, *accumulate(len(paragraph) + 1 for paragraph in paragraphs)}
    runs: list[list[Run]] = [[] for _ in blocks]
    done = 0
    for is_same, ours, other in _aligned(
        [word.form for _, word in base], [word.form for word in theirs]
    ):
        if is_same:
            for (index, word), two in zip(base[ours.start : ours.stop], other, strict=True):
                there = theirs[two]
                runs[index].append(Run(word.outer, word.rest, there.outer, there.rest, True))
                done = there.rest
            continue
        begin, stop = done, done
        if other:
            begin, stop = theirs[other.start].outer, theirs[other.stop - 1].rest
        done = stop
        is_gap = len(ours) >= LEAST_GAP and 4 * len(other) <= len(ours)
        for index, words in _by_block(base[ours.start : ours.stop]):
            # Where other words go over the end of a block, they stand in the first.
            run = Run(words[0].outer, words[-1].rest, begin, stop, False, is_gap)
            runs[index].append(run)
            begin = stop
        if not ours and base:
            at = ours.start
            opens = at < len(base) and base[at][0] != base[at - 1][0] and begin in firsts
            index, word = base[at] if at == 0 or opens else base[at - 1]
            place = word.outer if at == 0 or opens else word.rest
            runs[index].append(Run(place, place, begin, stop, False))
    return Comparison(text, runs)


def _by_block(base: Sequence[tuple[int, Word]]) -> list[tuple[int, list[Word]]]:
    parts: dict[int, list[Word]] = {}
    for index, word in base:
        parts.setdefault(index, []).append(word)
    return list(parts.items())


def _distance(ours: Sequence[str], theirs: Sequence[str]) -> int | None:
    """Return how many words differ; None if the texts are too different to be aligned."""
    most = _MOST_STEPS // max(len(ours), len(theirs), 1)
    found = Levenshtein.distance(ours, theirs, score_cutoff=most)
    return found if found <= most else None


def _aligned(
    ours: Sequence[str], theirs: Sequence[str], weak: int = _WEAK
) -> list[tuple[bool, range, range]]:
    """Return which words are the same, and those between them, in order.

    :param weak: how many words between two longer differences count as alike by chance.
    """
    if (distance := _distance(ours, theirs)) is None:
        return [(False, range(len(ours)), range(len(theirs)))]
    parts = [
        (
            code.tag == "equal",
            range(code.src_start, code.src_end),
            range(code.dest_start, code.dest_end),
        )
        for code in Levenshtein.opcodes(ours, theirs, score_hint=distance)
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
    form: str
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
    reader = Words(rules)
    base = reader.of_blocks(blocks)
    if not base:
        return
    cells, marks, unread = _expected(blocks, base, stated, reader)
    text = " ".join(paragraphs)
    theirs = reader.of(text)
    forms = [cell.form for cell in cells], [word.form for word in theirs]
    is_other = _distance(*forms) is None
    for is_same, ours, other in _aligned(*forms, weak=0):
        if is_same:
            continue
        there = cells[ours.start : ours.stop]
        found = [theirs[two] for two in other]
        if not rules.division and _undivided(there) == _undivided(found):
            continue
        around = cells[max(ours.start - 1, 0) : ours.stop + 1] if not ours else there
        owners = [cell.owner for cell in around if cell.owner is not None]
        owners += [mark for at in range(ours.start, ours.stop + 1) for mark in marks.get(at, ())]
        if owners and all(owner in unread for owner in owners):
            continue
        if is_other:
            owners = []  # no single statement is wrong
        at = [cell.at for cell in there]
        near = cells[min(ours.start, len(cells)) - 1].at if ours.start else 0
        first, last = (base[min(at)], base[max(at)]) if at else (base[near], base[near])
        is_one = first[0] == last[0]
        yield Unproved(
            owners[0] if owners else None,
            first[0],
            first[1].outer if at else first[1].rest,
            last[1].rest if is_one else len(blocks[first[0]].text),
            " ".join(cell.words for cell in there),
            text[found[0].outer : found[-1].rest] if found else "",
        )


def _undivided(words: Sequence[Word] | Sequence[_Cell]) -> str:
    return "".join(word.form for word in words).replace(" ", "").replace("-", "")


def _expected(
    blocks: Sequence[Block],
    base: Sequence[tuple[int, Word]],
    stated: Sequence[Stated],
    reader: Words,
) -> tuple[list[_Cell], dict[int, list[int]], set[int]]:
    """Return the words that a witness should have, and where it should lack some.

    :returns: the words, by the index of the next word the statements of what is left out before
        it, and the statements of what cannot be read.
    """
    places = [(index, word.start) for index, word in base]
    texts = [blocks[index].text[word.outer : word.rest] for index, word in base]
    cells = [
        [_Cell(words, word.form, None, at)]
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
        new = reader.of(each.words)
        cells[first] = [
            _Cell(each.words[word.outer : word.rest], word.form, each.owner, first) for word in new
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
