"""Labels: two series, in the order of the marks."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_apparatus.model.essays import Note
from sphinx_apparatus.text.collation import letters
from sphinx_apparatus.text.numbering import in_order, numbered


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


def test_order_is_block_then_start_then_end_then_id(note: Callable[..., Note]) -> None:
    notes = [
        note("block-two", span=(1, 0, 4)),
        note("inner", span=(0, 5, 8)),
        note("outer", span=(0, 5, 20)),
        note("b-equal", span=(0, 0, 4)),
        note("a-equal", span=(0, 0, 4)),
    ]
    expected = ["a-equal", "b-equal", "inner", "outer", "block-two"]
    for seed in range(10):
        random.Random(seed).shuffle(notes)
        assert [found.id for found in in_order(notes)] == expected


def test_two_series_count_apart(note: Callable[..., Note]) -> None:
    notes = [
        note("w", kind="context", span=(0, 3)),
        note("x", kind="textual", span=(1, 3), reading="or"),
        note("y", kind="fact-check", span=(2, 3)),
        note("z", kind="textual", span=(3, 4), reading="or"),
    ]
    assert [found.label for found in numbered(notes)] == ["1", "a", "2", "b"]


def test_a_withdrawn_note_keeps_its_number(note: Callable[..., Note]) -> None:
    gone = {"status": "withdrawn", "withdrawn": {"date": "2004-01-01", "reason": "An error."}}
    notes = [note("one", span=(0, 3), **gone), note("two", span=(4, 6))]
    assert [(found.id, found.label) for found in numbered(notes)] == [("one", "1"), ("two", "2")]
