"""Base and reading text, and the way from one to the other."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_apparatus.model.essays import Note
from sphinx_apparatus.text.collation import tokens
from sphinx_apparatus.text.edits import Edit, Emended, edits_of, overlapping, smallest_edits
from sphinx_apparatus.text.segments import Added, Words, segments

MakeNote = Callable[..., Note]
TEXTS = st.text(st.sampled_from("ab ,⟨⟩é.\u0301"), max_size=30)


def edited(base: str, edits: list[Edit]) -> str:
    """Apply edits in the plainest way there is: from the last to the first."""
    for edit in sorted(edits, reverse=True):
        base = base[: edit.start] + edit.words + base[edit.end :]
    return base


@st.composite
def emended_blocks(draw: st.DrawFn) -> Emended:
    """Return a text of different characters with edits apart; new words are capitals."""
    size = draw(st.integers(1, 20))
    base = "".join(chr(ord("a") + index) for index in range(size))
    points = sorted(draw(st.sets(st.integers(0, size), max_size=8)))
    edits = []
    for number, (start, end) in enumerate(zip(points[::2], points[1::2], strict=False)):
        if draw(st.booleans()):
            end = start  # words are added
        words = draw(st.sampled_from(["", "X", "XYZ"])) or ("Q" if start == end else "")
        edits.append(Edit(start, end, words, f"n{number}"))
    return Emended.of(base, edits)


@settings(max_examples=150)
@given(TEXTS, TEXTS, st.integers(0, 5))
def test_smallest_edits_make_the_reading(base: str, reading: str, offset: int) -> None:
    edits = smallest_edits(base, reading, "one", offset)
    assert edited("#" * offset + base, edits) == "#" * offset + reading
    assert edits == sorted(edits)
    assert all(one.end < two.start for one, two in pairwise(edits))
    assert all(edit.start < edit.end or edit.words for edit in edits)


@pytest.mark.parametrize(
    ("base", "reading", "edits"),
    [
        ("El Mosote in 1981", "El Mozote in 1981", [(3, 9, "Mozote")]),
        ("response to coverage", "response to ⟨its own⟩ coverage", [(12, 12, "⟨its own⟩ ")]),
        ("12 percent", "21 percent", [(0, 2, "21")]),
        ("a, b", "a b", [(1, 2, "")]),
        ("same", "same", []),
        # Yoruba, Hindi, Hebrew with points, Arabic with vowels, a word with a joiner.
        ("o ri o\u0323\u0300na", "o ri o\u0323na", [(5, 10, "o\u0323na")]),
        ("ग्राम में", "ग्रामीण में", [(0, 5, "ग्रामीण")]),
        ("שָׁלוֹם עולם", "שלום עולם", [(0, 7, "שלום")]),
        ("كِتَاب", "كُتَّاب", [(0, 6, "كُتَّاب")]),
        ("می\u200cروم", "می\u200cروی", [(0, 6, "می\u200cروی")]),
    ],
)
def test_an_edit_is_of_whole_words(
    base: str, reading: str, edits: list[tuple[int, int, str]]
) -> None:
    assert [edit[:3] for edit in smallest_edits(base, reading)] == edits


@given(st.text(st.sampled_from("ab ,⟨⟩\u0301\u093e\u200cग"), max_size=20))
def test_no_token_begins_with_a_mark_within_a_word(text: str) -> None:
    found = tokens(text)
    assert "".join(found) == text
    for before, token in pairwise(found):
        assert token[0] not in "\u0301\u093e\u200c" or before.isspace()


@settings(max_examples=150)
@given(emended_blocks())
def test_edits_make_the_reading_text(block: Emended) -> None:
    assert block.reading == edited(block.base, list(block.edits))


def oracle(block: Emended, start: int, end: int) -> str:
    """Return the words that a span has in the reading text, character by character.

    A sign that stays is in it if it was; words that replace others are, if one of those was;
    words that are added are, if the span goes on before and behind them.
    """
    words = ""
    for segment in segments(block):
        if isinstance(segment, Words) and segment.edit is None:
            words += block.base[max(segment.start, start) : min(segment.end, end)]
        elif isinstance(segment, Added):
            edit = segment.edit
            added = edit.start == edit.end
            inside = start < edit.start < end if added else start < edit.end and edit.start < end
            words += edit.words if inside else ""
    return words


@settings(max_examples=250)
@given(emended_blocks(), st.data())
def test_spans_are_carried_into_the_reading_text(block: Emended, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(block.base) - 1))
    end = data.draw(st.integers(start + 1, len(block.base)))
    first, last = block.to_reading(start, end)
    assert block.reading[first:last] == oracle(block, start, end)


@settings(max_examples=150)
@given(emended_blocks())
def test_signs_that_stay_are_the_same_in_both_texts(block: Emended) -> None:
    for segment in segments(block):
        if isinstance(segment, Words) and segment.edit is None:
            for offset in range(segment.start, segment.end):
                first, last = block.to_reading(offset, offset + 1)
                assert block.reading[first:last] == block.base[offset]


def test_words_added_at_an_end_belong_to_the_note_that_adds_them() -> None:
    block = Emended.of("response coverage", [Edit(9, 9, "⟨its⟩ ", "own")])
    assert block.to_reading(9, 17, "own") == (9, 23)
    assert block.to_reading(9, 17, "other") == (15, 23)
    assert block.to_reading(0, 9, "own") == (0, 15)
    assert block.to_reading(0, 9, "other") == (0, 9)


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlapping edits"):
        Emended.of("abcdef", [Edit(0, 3, "x", "a"), Edit(2, 4, "y", "b")])
    with pytest.raises(ValueError, match="overlapping edits"):
        Emended.of("abcdef", [Edit(2, 2, "x", "a"), Edit(2, 2, "y", "b")])


@pytest.mark.parametrize(
    ("one", "two", "overlap"),
    [
        (Edit(0, 3, "x", "a"), Edit(2, 4, "y", "b"), True),
        (Edit(0, 9, "x", "a"), Edit(2, 4, "y", "b"), True),
        (Edit(0, 9, "x", "a"), Edit(4, 4, "y", "b"), True),
        (Edit(2, 2, "x", "a"), Edit(2, 2, "y", "b"), True),
        (Edit(2, 4, "x", "a"), Edit(2, 4, "x", "b"), True),
        (Edit(0, 3, "x", "a"), Edit(3, 4, "y", "b"), False),
        (Edit(0, 3, "x", "a"), Edit(3, 3, "y", "b"), False),
        (Edit(3, 3, "x", "a"), Edit(3, 4, "y", "b"), False),
        (Edit(0, 3, "x", "a"), Edit(2, 4, "y", "a"), False),
    ],
)
def test_overlap(one: Edit, two: Edit, overlap: bool) -> None:
    assert bool(list(overlapping([one, two]))) is overlap
    assert bool(list(overlapping([two, one]))) is overlap


# -- what a note makes of the text -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "quote", "reading"),
    [
        ("one two three", "two", "one three"),
        ("one two three", "one", "two three"),
        ("one two, three", "two", "one, three"),
        ("one two.", "two", "one."),
        ("one two", "two", "one"),
        ("one two—three", "two", "one—three"),
        ("one (two three)", "two", "one (three)"),
        ("one “two” three", "two", "one “” three"),
        ("one two “three”", "two", "one “three”"),
        ("one two ¿three?", "two", "one ¿three?"),
        ("one twothree", "two", "one three"),
        ("在城市里", "城市", "在里"),
        ("one", "one", ""),
    ],
)
def test_an_omission_leaves_one_space(text: str, quote: str, reading: str, note: MakeNote) -> None:
    start = text.index(quote)
    made = note(
        kind="textual",
        quote=quote,
        span=(start, start + len(quote)),
        change="omission",
        reading=None,
    )
    assert Emended.of(text, edits_of(made, text)).reading == reading


def test_only_adopted_readings_of_notes_that_stand_change_the_text(note: MakeNote) -> None:
    gone = {"status": "withdrawn", "withdrawn": {"date": "2004-01-01", "reason": "An error."}}

    def edits(**fields: object) -> list[Edit]:
        return edits_of(note(kind="textual", quote="two", reading="2", **fields), "one two")

    assert edits(span=(4, 7)) == [Edit(4, 7, "2", "one")]
    assert edits(span=(4, 7), adopt=False) == []
    assert edits(span=(4, 7), **gone) == []
    assert edits() == []
    assert edits_of(note(quote="two", span=(4, 7)), "one two") == []
