"""Random edits of the real texts, followed sign by sign: the truth that anchoring is held to.

Each sign of an edited text remembers where it stood before.
After any edit a note must be accepted exactly at the image of its old span, or be refused;
and it may be refused only if its words do not stand there exactly once.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import pytest
from docutils import nodes
from myst_parser.mdit_to_docutils.base import DocutilsRenderer, make_document
from myst_parser.parsers.docutils_ import Parser
from myst_parser.parsers.mdit import create_md_parser

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.model.essays import Block, Essay, Note, Span
from sphinx_apparatus.sphinx_ext.nodes import piece
from sphinx_apparatus.sphinx_ext.splicing import splice
from sphinx_apparatus.text import anchors
from sphinx_apparatus.text.anchors import anchor
from sphinx_apparatus.text.edits import Emended, edits_of, overlapping
from sphinx_apparatus.text.markdown import CONFIG, escape, normalise
from sphinx_apparatus.text.numbering import numbered
from sphinx_apparatus.text.units import stream

Sign = tuple[str, int | None]
"""A sign, and where it stood in its block before the edit; none if it is new."""
Followed = list[Sign]

ON_THE_STREAM = 10_000
THROUGH_MYST = 200
_SENTENCE = re.compile(r"[^.!?]+(?:[.!?]+[\"”’)]*|$)\s*")
_FAR = 1_000_000
"""More than a block has signs: blocks of the same text never share a place."""


def followed(blocks: tuple[Block, ...]) -> list[Followed]:
    return _followed(tuple(block.text for block in blocks))


@cache
def _followed(texts: tuple[str, ...]) -> list[Followed]:
    return [
        [(sign, index * _FAR + offset) for offset, sign in enumerate(text)]
        for index, text in enumerate(texts)
    ]


def words(text: Followed) -> str:
    return "".join(sign for sign, _ in text)


def new(text: str) -> Followed:
    return [(sign, None) for sign in text]


def tidied(text: Followed) -> Followed:
    """Return the characters as normalized: no space beside a space or at an end."""
    kept: Followed = []
    for sign in text:
        if sign[0] != " " or (kept and kept[-1][0] != " "):
            kept.append(sign)
    return kept[:-1] if kept and kept[-1][0] == " " else kept


# -- the edits -------------------------------------------------------------------------------------


def sentence(text: Followed, chance: random.Random) -> tuple[int, int]:
    found = [match.span() for match in _SENTENCE.finditer(words(text))]
    return chance.choice(found) if found else (0, len(text))


def word(text: Followed, chance: random.Random) -> tuple[int, int]:
    return chance.choice([match.span() for match in re.finditer(r"\S+", words(text))])


def change_digit(text: Followed, chance: random.Random) -> Followed:
    places = [index for index, (sign, _) in enumerate(text) if sign.isdigit()]
    place = chance.choice(places or range(len(text)))
    digits = [digit for digit in "0123456789" if digit != text[place][0]]
    return [*text[:place], *new(chance.choice(digits)), *text[place + 1 :]]


def change_letter(text: Followed, chance: random.Random) -> Followed:
    place = chance.randrange(len(text))
    letters = [letter for letter in "aeiounst—”'" if letter != text[place][0]]
    return [*text[:place], *new(chance.choice(letters)), *text[place + 1 :]]


def change_case(text: Followed, chance: random.Random) -> Followed:
    start, end = word(text, chance)
    changed = [
        (sign, place) if sign == sign.swapcase() else (sign.swapcase(), None)
        for sign, place in text[start:end]
    ]
    return [*text[:start], *changed, *text[end:]]


def double_sentence(text: Followed, chance: random.Random) -> Followed:
    start, end = sentence(text, chance)
    return [*text[:end], *new(" "), *text[start:end], *text[end:]]


def double_word(text: Followed, chance: random.Random) -> Followed:
    start, end = word(text, chance)
    return [*text[:end], *new(" "), *text[start:end], *text[end:]]


def negate(text: Followed, chance: random.Random) -> Followed:
    start, _ = word(text, chance)
    return [*text[:start], *new(chance.choice(["not ", "never ", "no "])), *text[start:]]


def delete_sentence(text: Followed, chance: random.Random) -> Followed:
    start, end = sentence(text, chance)
    return [*text[:start], *text[end:]]


def delete_word(text: Followed, chance: random.Random) -> Followed:
    start, end = word(text, chance)
    return [*text[:start], *text[end:]]


def move_sentence(text: Followed, chance: random.Random) -> Followed:
    start, end = sentence(text, chance)
    rest = [*text[:start], *text[end:]]
    place = chance.choice([0, len(rest), *(m.end() for m in _SENTENCE.finditer(words(rest)))])
    return [*rest[:place], *new(" "), *text[start:end], *new(" "), *rest[place:]]


def swap_words(text: Followed, chance: random.Random) -> Followed:
    found = [match.span() for match in re.finditer(r"\S+", words(text))]
    if len(found) < 2:
        return text
    index = chance.randrange(len(found) - 1)
    (a, b), (c, d) = found[index : index + 2]
    return [*text[:a], *text[c:d], *text[b:c], *text[a:b], *text[d:]]


def swap_signs(*pairs: str) -> Callable[[Followed, random.Random], Followed]:
    def swapped(text: Followed, chance: random.Random) -> Followed:
        table = {one: other for pair in pairs for one, other in (pair, pair[::-1])}
        return [
            (table[sign], None) if sign in table and chance.random() < 0.8 else (sign, place)
            for sign, place in text
        ]

    return swapped


EDITS = [
    *(change_digit, change_digit, change_letter, change_case, double_sentence, double_word),
    *(negate, delete_sentence, delete_word, move_sentence, swap_words),
    *(swap_signs('“"', "’'"), swap_signs("”“"), swap_signs("–-"), swap_signs("—-")),
]


def move_elsewhere(texts: list[Followed], chance: random.Random) -> None:
    """Move or copy a sentence into another block."""
    one, other = chance.sample(range(len(texts)), 2)
    start, end = sentence(texts[one], chance)
    moved = texts[one][start:end]
    if chance.random() < 0.5:
        texts[one] = [*texts[one][:start], *texts[one][end:]]
    texts[other] = [*texts[other], *new(" "), *moved]


def edited(essay: Essay, chance: random.Random) -> list[Followed]:
    whole = followed(essay.blocks)
    texts = list(whole)
    if chance.random() < 0.1:
        move_elsewhere(texts, chance)
    else:
        index = chance.randrange(len(texts))
        texts[index] = chance.choice(EDITS)(texts[index], chance)
    return [text if text is old else tidied(text) for text, old in zip(texts, whole, strict=True)]


quoted = cache(normalise)


# -- the truth -------------------------------------------------------------------------------------


def is_image(note: Note, found: Span, texts: list[Followed]) -> bool:
    """Return whether the characters at a place are those of the note; spaces may be new."""
    assert note.span is not None
    first = note.span.block * _FAR
    at = texts[found.block][found.start : found.end]
    return all(
        sign == " " or place == first + note.span.start + offset
        for offset, (sign, place) in enumerate(at)
    )


def standing(note: Note, blocks: list[Block]) -> int:
    """Count the places where a note's words stand as it says, in a way of our own."""
    head = note.head
    quote, before, after = (quoted(text or "") for text in (head.quote, head.before, head.after))
    count = 0
    for block in blocks:
        if quote in block.text and head.in_ in (None, block.id):
            for start in range(len(block.text)):
                if block.text.startswith(quote, start):
                    sides = block.text[:start].rstrip(), block.text[start + len(quote) :].lstrip()
                    count += sides[0].endswith(before) and sides[1].startswith(after)
    return count


def judged(note: Note, blocks: list[Block], texts: list[Followed]) -> Span | None:
    """Anchor a note in an edited text; fail unless it is where it was, or rightly refused."""
    found = anchor(note.head, blocks)
    if isinstance(found, Span):
        assert standing(note, blocks) == 1, (note.full_id, "stands twice")
        assert is_image(note, found, texts), (note.full_id, blocks[found.block].text)
        return found
    assert standing(note, blocks) != 1, (note.full_id, found.message)
    return None


def concerned(essay: Essay, blocks: list[Block]) -> Iterator[Note]:
    """Yield the notes that an edit can touch: on changed blocks, or with the same words."""
    changed = {
        index
        for index, (old, block) in enumerate(zip(essay.blocks, blocks, strict=True))
        if old.text != block.text
    }
    for note in essay.notes:
        assert note.span is not None
        quote = quoted(note.head.quote)
        if note.span.block in changed or any(quote in blocks[index].text for index in changed):
            yield note


@pytest.mark.parametrize("part", range(4))
def test_edits_of_the_stream(part: int, edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    # Suggestions cost more than all the rest, and other tests look at them.
    monkeypatch.setattr(anchors, "suggestions", lambda quote, blocks: [])
    chance = random.Random(f"stream {part}")
    accepted = refused = 0
    for _ in range(ON_THE_STREAM // 4):
        essay = chance.choice(edition.essays)
        texts = edited(essay, chance)
        blocks = [
            block if text is old else replace(block, text=words(text))
            for block, text, old in zip(essay.blocks, texts, followed(essay.blocks), strict=True)
        ]
        for note in concerned(essay, blocks):
            if judged(note, blocks, texts) is None:
                refused += 1
            else:
                accepted += 1
    assert accepted > 5_000
    assert refused > 1_000


def test_every_note_stands_where_it_stands(edition: Edition) -> None:
    for essay in edition.essays:
        texts = followed(essay.blocks)
        for note in essay.notes:
            assert judged(note, list(essay.blocks), texts) == note.span


# -- through MyST and the doctree ------------------------------------------------------------------


def marked_up(text: str, chance: random.Random) -> str:
    """Write words as MyST, broken into lines, with emphasis and links here and there."""
    made = []
    for token in text.split(" "):
        written = escape(token)
        if token.isalpha() and chance.random() < 0.1:
            written = chance.choice(["*{}*", "**{}**", "[{}](http://a.b)"]).format(written)
        made.append(written)
    lines = [[made[0]]]
    for written in made[1:]:
        if chance.random() < 0.1:
            lines.append([])
        lines[-1].append(written)
    # Words cut from a line may be markup at the beginning of one.
    return "\n".join(opened(" ".join(line)) for line in lines)


def opened(line: str) -> str:
    return f"\\{line}" if re.match(r"[#+\-=:%(!]", line) else line


def renderer() -> Callable[[str], list[nodes.Element]]:
    document = make_document(parser_cls=Parser)
    document.reporter.report_level = 5
    md = create_md_parser(CONFIG, DocutilsRenderer)
    md.options["document"] = document

    def rendered(markdown: str) -> list[nodes.Element]:
        document.children.clear()
        md.render(markdown)
        return [child for child in document.children if isinstance(child, nodes.Element)]

    return rendered


def some_blocks(
    essay: Essay, chance: random.Random
) -> tuple[list[Note], list[Block], list[Followed]]:
    """Edit an essay; give the blocks changed and a few more, and the notes that stood there."""
    texts = edited(essay, chance)
    before = followed(essay.blocks)
    changed = [index for index, text in enumerate(texts) if text is not before[index]]
    others = [index for index in chance.sample(range(len(texts)), 3) if index not in changed]
    shown = [index for index in sorted([*changed, *others]) if texts[index]]
    blocks = [replace(essay.blocks[index], text=words(texts[index])) for index in shown]
    notes = [note for note in essay.notes if note.span and note.span.block in shown]
    return notes, blocks, [texts[index] for index in shown]


def test_edits_through_myst_and_the_doctree(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anchors, "suggestions", lambda quote, blocks: [])
    chance = random.Random("doctree")
    rendered = renderer()
    shown = 0
    for _ in range(THROUGH_MYST):
        notes, blocks, texts = some_blocks(chance.choice(edition.essays), chance)
        markdown = "\n\n".join(marked_up(block.text, chance) for block in blocks)
        assert [block.text for block in stream(markdown)] == [block.text for block in blocks]
        places = ((note, judged(note, blocks, texts)) for note in notes)
        placed = numbered(
            [replace(note, span=span) for note, span in places if span is not None],
            [block.text for block in blocks],
        )
        doctree = rendered(markdown)
        assert len(doctree) == len(blocks)
        for index, block in enumerate(blocks):
            there = [note for note in placed if note.span and note.span.block == index]
            edits = [edit for note in there for edit in edits_of(note, block.text)]
            emended = Emended.of(block.text, [] if list(overlapping(edits)) else edits)
            splice(doctree[index], emended, there)
            assert_shown(doctree[index], emended, there)
            shown += len(there)
    assert shown > 2_500


def assert_shown(block: nodes.Element, emended: Emended, notes: list[Note]) -> None:
    """Fail unless a block has both texts whole, and each note its words and its mark."""
    parts = list(block.findall(piece))
    for node in list(block.findall(nodes.footnote_reference)):
        node.children.clear()
    for gap in list(block.findall(nodes.inline)):
        if "apparatus-mark-gap" in gap["classes"]:
            gap.children.clear()
    hidden = {id(text) for part in parts if part["view"] == "reading" for text in part.children}
    texts = list(block.findall(nodes.Text))
    base = "".join(text.astext() for text in texts if id(text) not in hidden)
    assert normalise(base) == emended.base
    hidden = {id(text) for part in parts if part["view"] == "base" for text in part.children}
    reading = "".join(text.astext() for text in texts if id(text) not in hidden)
    assert normalise(reading) == normalise(emended.reading)
    order = [node["note"] for node in block.findall(nodes.footnote_reference)]
    assert sorted(order) == sorted(note.full_id for note in notes)
    for note in notes:
        covered = [part for part in parts if note.id in part["notes"] and part["view"] != "reading"]
        assert normalise("".join(part.astext() for part in covered)) == normalise(note.head.quote)
