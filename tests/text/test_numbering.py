"""Labels: two series, in the order of the marks."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_apparatus.model.essays import Block, Note
from sphinx_apparatus.model.vocabulary import BlockKind
from sphinx_apparatus.text.collation import letters
from sphinx_apparatus.text.numbering import LETTERS, in_order, kept_numbers, mark_place, numbered


@pytest.mark.parametrize(
    ("number", "label"),
    [(1, "a"), (26, "z"), (27, "aa"), (52, "az"), (53, "ba"), (702, "zz"), (703, "aaa")],
)
def test_letters(number: int, label: str) -> None:
    assert letters(number) == label


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_letters_are_of_one_number_each(one: int, two: int) -> None:
    assert (letters(one) == letters(two)) == (one == two)
    assert (len(letters(one)), letters(one)) < (len(letters(one + 1)), letters(one + 1))


def test_letters_leave_out_those_that_look_like_figures() -> None:
    assert not set("ilo") & set(LETTERS)
    labels = [letters(number, LETTERS) for number in range(1, 25)]
    assert labels == [*"abcdefghjkmnpqrstuvwxyz", "aa"]


@pytest.mark.parametrize(
    ("text", "end", "expected"),
    [
        ("one, two", 3, 4),
        ("“one” two", 4, 5),
        ("(“one”). Two", 5, 8),
        ("one", 3, 3),
        ("one two", 3, 3),
        ("one’s", 3, 3),
        ("1.5", 1, 1),
        ("one—two", 3, 3),
        ("one (two)", 3, 3),
    ],
)
def test_a_mark_stands_behind_closing_punctuation(text: str, end: int, expected: int) -> None:
    assert mark_place(text, end) == expected


def test_order_is_that_of_the_marks(note: Callable[..., Note]) -> None:
    notes = [
        note("block-two", span=(1, 0, 4)),
        note("around-all", span=(0, 0, 20)),
        note("inner", span=(0, 5, 8)),
        note("before-the-comma", span=(0, 10, 13)),
        note("with-the-comma", span=(0, 4, 14)),
        note("b-equal", span=(0, 0, 4)),
        note("a-equal", span=(0, 0, 4)),
    ]
    texts = ["four five six, seven eight", "four"]
    expected = ["a-equal", "b-equal", "inner", "with-the-comma", "before-the-comma", "around-all"]
    for seed in range(10):
        random.Random(seed).shuffle(notes)
        assert [found.id for found in in_order(notes, texts)] == [*expected, "block-two"]


def test_two_series_count_apart(note: Callable[..., Note]) -> None:
    notes = [
        note("w", kind="context", span=(0, 3)),
        note("x", kind="textual", span=(1, 3), reading="or"),
        note("y", kind="fact-check", span=(2, 3)),
        note("z", kind="textual", span=(3, 4), reading="or"),
    ]
    assert [found.label for found in numbered(notes, ["four five"])] == ["1", "a", "2", "b"]


def test_a_withdrawn_note_keeps_its_number(note: Callable[..., Note]) -> None:
    gone = {"status": "withdrawn", "withdrawn": {"date": "2004-01-01", "reason": "An error."}}
    notes = [note("one", span=(0, 3), **gone), note("two", span=(4, 6))]
    assert [(found.id, found.label) for found in numbered(notes, ["four five"])] == [
        ("one", "1"),
        ("two", "2"),
    ]


def passages(*numbers: str) -> list[Block]:
    title = Block("h1", BlockKind.HEAD, "1", "A title", 1)
    return [title, *(Block(f"p{n}", BlockKind.PASSAGE, n, f"Words {n}", 1) for n in numbers)]


@pytest.mark.parametrize(
    ("old", "kept", "expected"),
    [
        pytest.param("1 2 3", "1 2 3", "1 2 3", id="nothing"),
        pytest.param("1 2 3", "1 2 + 3", "1 2 2a 3", id="between"),
        pytest.param("1 2 2a 3", "1 2 + 2a + 3", "1 2 2b 2a 2c 3", id="beside one put in before"),
        pytest.param("1 2 3", "1 3", "1 3", id="lost"),
        pytest.param("1 2 3", "1 + 3", "1 1a 3", id="another in its place"),
        pytest.param("1 2 3", "1 2 3 + +", "1 2 3 4 5", id="at the end"),
        pytest.param("1 2 3", "1 2 +", "1 2 4", id="at the end, where one was lost"),
        pytest.param("1 2 3", "+ 1 2 3", "1a 1 2 3", id="at the beginning"),
        pytest.param("1 2 3", "3 1 2", "3 1 2", id="moved"),
        pytest.param("", "+ +", "1 2", id="none before"),
    ],
)
def test_passages_keep_their_numbers(old: str, kept: str, expected: str) -> None:
    blocks = passages(*old.split())
    numbers = [block.number for block in blocks]
    new = kept.split()
    pairs = {0: 0} | {numbers.index(n, 1): place for place, n in enumerate(new, 1) if n != "+"}
    kinds = [BlockKind.HEAD, *(BlockKind.PASSAGE for _ in new)]
    assert kept_numbers(blocks, pairs, kinds) == expected.split()


@given(st.lists(st.booleans(), max_size=60))
def test_a_number_is_never_given_twice(are_new: list[bool]) -> None:
    blocks = passages(*(str(number) for number in range(1, are_new.count(False) + 1)))
    olds = iter(range(1, len(blocks)))
    pairs = {next(olds): place for place, is_new in enumerate(are_new) if not is_new}
    numbers = kept_numbers(blocks, pairs, [BlockKind.PASSAGE] * len(are_new))
    assert len(set(numbers)) == len(numbers)
    assert all(numbers[new] == blocks[old].number for old, new in pairs.items())
