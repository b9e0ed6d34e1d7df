"""Traditions made up for the collation: a base text, and witnesses with changes that are known."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

import yaml
from hypothesis import strategies as st
from pydantic import TypeAdapter

from sphinx_apparatus.authoring.apparatus_draft import draft
from sphinx_apparatus.authoring.collation import BaseText, Collation, Proposed, WitnessText
from sphinx_apparatus.model import records
from sphinx_apparatus.model.apparatus import Entry
from sphinx_apparatus.model.essays import Block, Span
from sphinx_apparatus.model.vocabulary import BlockKind
from sphinx_apparatus.text.anchors import Fault, anchor, anchor_lemma
from sphinx_apparatus.text.markdown import normalise
from sphinx_apparatus.text.witnesses import Words

ENTRIES = TypeAdapter(list[Entry])
SETTINGS = records.Collation()
Token = tuple[str, str, str]
"""Signs before a word, the word, signs behind it."""

_STOCK = (
    "the of and a nation people war great field long endure resting-place resting place battle "
    "here gave their lives far above our poor power add dedicate honour honor consecrate hallow"
)
_WORD = st.sampled_from(_STOCK.split())
_BEFORE = st.sampled_from(["", "", "", "", "", "", "“", "("])
_BEHIND = st.sampled_from(["", "", "", "", "", "", ",", ".", ";", "—"])
_TOKEN = st.tuples(_BEFORE, _WORD, _BEHIND)


def blocks_of(paragraphs: Sequence[str]) -> list[Block]:
    """Return paragraphs as the blocks of a text."""
    return [
        Block(f"p{number}", BlockKind.PASSAGE, str(number), normalise(words), number)
        for number, words in enumerate(paragraphs, 1)
    ]


def collated(
    paragraphs: Sequence[str], witnesses: Mapping[str, str], settings: records.Collation = SETTINGS
) -> Collation:
    """Return witnesses beside a base text."""
    reader, blocks = Words(settings), blocks_of(paragraphs)
    texts = [
        WitnessText(siglum, normalise(words), reader.of(normalise(words)))
        for siglum, words in witnesses.items()
    ]
    return Collation(BaseText.of(blocks, reader, range(len(blocks))), texts, settings)


def told(collation: Collation) -> list[str]:
    """Return entries as they are printed: lemma] reading sigla; reading sigla."""
    return [as_printed(collation.base.blocks, entry) for entry in collation.entries()]


def as_printed(blocks: Sequence[Block], entry: Proposed) -> str:
    """Return an entry in a line."""
    text = " ".join(block.text for block in blocks)
    starts = _starts(blocks)
    start, end = (starts[block] + at for block, at in (entry.start, entry.end))
    readings = "; ".join(
        f"{_reading(text, starts, reading.words, reading.behind)} {' '.join(reading.sigla)}"
        for reading in entry.readings
    )
    return f"{text[start:end]}] {readings}"


def _reading(text: str, starts: Sequence[int], words: str, behind: Span | None) -> str:
    if behind is None:
        return words or "om."
    start = starts[behind.block]
    return f"behind {text[start + behind.start : start + behind.end]}"


def _starts(blocks: Sequence[Block]) -> list[int]:
    starts = [0]
    for block in blocks:
        starts.append(starts[-1] + len(block.text) + 1)
    return starts


# -- proof -----------------------------------------------------------------------------------------


def rebuilt(blocks: Sequence[Block], file: str, siglum: str) -> str:
    """Return the words of a witness, from the base text and a file of entries alone."""
    text, starts = " ".join(block.text for block in blocks), _starts(blocks)
    changes: list[tuple[int, int, str]] = []
    moves: list[tuple[int, int, int]] = []
    for entry in ENTRIES.validate_python(yaml.safe_load(file) or []):
        spans = anchor_lemma(entry, blocks)
        assert not isinstance(spans, Fault), spans
        start = starts[spans[0].block] + spans[0].start
        end = starts[spans[-1].block] + spans[-1].end
        for reading in entry.readings:
            if siglum not in reading.sigla:
                continue
            if reading.moved is None:
                changes.append((start, end, normalise(reading.reading or "")))
                continue
            behind = anchor(reading.moved, blocks)
            assert isinstance(behind, Span), behind
            moves.append((start, end, starts[behind.block] + behind.end))
    changes.sort()
    for (_, end, _), (start, _, _) in pairwise(changes):
        assert end <= start, "readings of one witness cross"

    def put(start: int, end: int) -> str:
        """Return a stretch with the readings that lie in it."""
        made, at = "", start
        for first, last, words in changes:
            if start <= first and last <= end:
                made += text[at:first] + words
                at = last
                if not words and text[at : at + 1] in {",", ".", ";", "—", ":"}:
                    made = made.rstrip()
        return made + text[at:end]

    made, at = "", 0
    stops = [(place, 0, start, end) for start, end, place in moves]
    stops += [(start, 1, start, end) for start, end, _ in moves]
    for place, is_taken_away, start, end in sorted(stops):
        made += f"{put(at, place)} "
        at = end if is_taken_away else place
        if not is_taken_away:
            made += f"{put(start, end)} "
    return normalise(made + put(at, len(text)))


def proved(collation: Collation) -> None:
    """Assert that base text and draft give the words of each witness again."""
    blocks, entries = collation.base.blocks, collation.entries()
    sigla = [each.witness.siglum for each in collation.collated]
    file, lost = draft("2001-fox", blocks, entries, sigla)
    assert not lost
    spans = [(entry.start, entry.end) for entry in entries]
    assert len(set(spans)) == len(spans), "two entries are on the same words"
    reader = Words(collation.settings)
    for each in collation.collated:
        found = reader.of(_free_dashes(rebuilt(blocks, file, each.witness.siglum)))
        wanted = reader.of(_free_dashes(each.witness.text))
        assert collation.are_equal(found, wanted, signs=True), (
            f"{each.witness.siglum} has: {each.witness.text}\nrebuilt: "
            f"{rebuilt(blocks, file, each.witness.siglum)}\n{file}"
        )


def _free_dashes(text: str) -> str:
    # Whether a space follows a dash is nothing that a witness says.
    return re.sub(r"\s*—\s*", "— ", text)


# -- made-up edits ---------------------------------------------------------------------------------


def written(tokens: Sequence[Token]) -> str:
    """Return words with their signs as a text."""
    return "".join(f"{a}{b}{c}{'' if c == '—' else ' '}" for a, b, c in tokens).strip()


@st.composite
def traditions(draw: st.DrawFn) -> tuple[list[str], dict[str, str]]:
    """Draw a base text of some paragraphs, and witnesses in which it is changed."""
    paragraphs = draw(st.lists(st.lists(_TOKEN, min_size=1, max_size=30), min_size=1, max_size=3))
    whole = [token for paragraph in paragraphs for token in paragraph]
    witnesses = {siglum: _edited(draw, whole) for siglum in "BCD"[: draw(st.integers(1, 3))]}
    return [written(paragraph) for paragraph in paragraphs], witnesses


def _edited(draw: st.DrawFn, whole: Sequence[Token]) -> str:
    tokens = list(whole)
    for _ in range(draw(st.integers(0, 5))):
        if not tokens:
            break
        at = draw(st.integers(0, len(tokens) - 1))
        how = draw(st.sampled_from(["omit", "add", "word", "signs", "move", "swap", "other"]))
        if how == "omit":
            del tokens[at : at + draw(st.integers(1, 12))]
        elif how == "add":
            tokens[at:at] = draw(st.lists(_TOKEN, min_size=1, max_size=4))
        elif how == "word":
            tokens[at] = (tokens[at][0], draw(_WORD), tokens[at][2])
        elif how == "signs":
            tokens[at] = (draw(_BEFORE), tokens[at][1], draw(_BEHIND))
        elif how == "swap":
            tokens[at : at + 2] = reversed(tokens[at : at + 2])
        elif how == "other":
            tokens[at : at + 3] = draw(st.lists(_TOKEN, max_size=3))
        else:
            moved = tokens[at : at + draw(st.integers(4, 10))]
            del tokens[at : at + len(moved)]
            to = draw(st.integers(0, len(tokens)))
            tokens[to:to] = moved
    return written(tokens)
