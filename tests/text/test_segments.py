"""The walk over a block: no word lost or doubled, spans whole, one order at each point."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_apparatus.text.edits import Edit, Emended
from sphinx_apparatus.text.excerpts import joined
from sphinx_apparatus.text.markdown import normalise
from sphinx_apparatus.text.numbering import mark_place
from sphinx_apparatus.text.segments import (
    Added,
    Begin,
    End,
    Gap,
    Mark,
    Marked,
    Segment,
    Words,
    cut,
    leaves_of,
    segments,
)


class Block(NamedTuple):
    emended: Emended
    spans: list[Marked]

    @property
    def covered(self) -> list[tuple[int, int]]:
        """What must be shown: the words of all spans and edits."""
        edits = [(edit.start, edit.end) for edit in self.emended.edits]
        return [*((span.start, span.end) for span in self.spans), *edits]


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    """Return a text of letters and points; spans nest and cross, some contain edits."""
    size = draw(st.integers(2, 24))
    base = "".join(draw(st.sampled_from([chr(ord("a") + index), "."])) for index in range(size))
    spans: list[Marked] = []
    edits: list[Edit] = []
    for number in range(draw(st.integers(0, 6))):
        start, end = sorted(draw(st.sets(st.integers(0, size), min_size=2, max_size=2)))
        note = draw(st.sampled_from(["", f"n{number}"]))
        spans.append(Marked(f"s{number}", start, end, note))
        for _ in range(draw(st.integers(0, 2)) if note else 0):
            first, last = sorted(draw(st.tuples(*[st.integers(start, end)] * 2)))
            words = draw(st.sampled_from(["", "X", "YZ"])) or ("Q" if first == last else "")
            new = Edit(first, last, words, note)
            if all(
                (new.end <= old.start or old.end <= new.start) and new[:2] != old[:2]
                for old in edits
            ):
                edits.append(new)
    return Block(Emended.of(base, edits), draw(st.permutations(spans)))


def open_at(walk: list[Segment]) -> Iterator[tuple[Segment, set[str]]]:
    """Yield each segment with the keys of the spans that have begun and not ended."""
    inside: set[str] = set()
    for segment in walk:
        if isinstance(segment, Begin):
            inside.add(segment.span.key)
        if isinstance(segment, End):
            inside.remove(segment.span.key)
        yield segment, set(inside)


@settings(max_examples=300)
@given(blocks())
def test_both_texts_are_whole(block: Block) -> None:
    walk = list(segments(*block))
    base = [segment for segment in walk if isinstance(segment, Words)]
    assert "".join(segment.words for segment in base) == block.emended.base
    assert all(one.end == two.start for one, two in pairwise(base))
    reading = ""
    for segment in walk:
        if isinstance(segment, Words) and segment.edit is None:
            reading += segment.words
        elif isinstance(segment, Added):
            reading += segment.edit.words
    assert reading == block.emended.reading


@settings(max_examples=300)
@given(blocks())
def test_each_span_begins_ends_and_is_marked_once(block: Block) -> None:
    walk = list(segments(*block))
    for kind in (Begin, End, Mark):
        keys = [segment.span.key for segment in walk if isinstance(segment, kind)]
        assert sorted(keys) == sorted(span.key for span in block.spans)
    for span in block.spans:
        assert walk.index(Begin(span)) < walk.index(End(span)) < walk.index(Mark(span))


@settings(max_examples=300)
@given(blocks())
def test_words_know_the_spans_that_are_open(block: Block) -> None:
    """Nesting by events and by the keys on words say the same; an edit's words are its note's."""
    own = {span.key: span.owner for span in block.spans}
    for segment, inside in open_at(list(segments(*block))):
        if isinstance(segment, Words):
            assert set(segment.spans) == inside
            for span in block.spans:
                covers = span.start <= segment.start and segment.end <= span.end
                assert covers == (span.key in inside)
        elif isinstance(segment, Added) and segment.edit.start == segment.edit.end:
            assert set(segment.spans) == inside
            assert any(own[key] == segment.edit.owner for key in inside)
        elif isinstance(segment, Added):
            # All spans of the words replaced, also those that have ended among them.
            assert inside <= set(segment.spans)


def place(segment: Segment, base: str) -> int:
    match segment:
        case Words() | Gap():
            return segment.start
        case Added():
            return segment.edit.end
        case Begin():
            return segment.span.start
        case Mark():
            return mark_place(base, segment.span.end)
        case _:
            return segment.span.end


@settings(max_examples=300)
@given(blocks())
def test_one_order_at_each_point(block: Block) -> None:
    def rank(segment: Segment) -> int:
        match segment:
            case Added(edit=edit) if edit.start < edit.end:
                return 0
            case End() | Added(is_before=True):
                return 1
            case Mark():
                return 2
            case Added():
                return 4
            case Begin(span=span) if span.owner in adding:
                return 3
            case Begin():
                return 5
            case _:
                return 6

    adding: set[str] = set()
    walk = list(segments(*block))
    for one, two in pairwise(walk):
        here = place(two, block.emended.base)
        assert place(one, block.emended.base) <= here
        adding = {
            segment.edit.owner
            for segment in walk
            if isinstance(segment, Added)
            and segment.edit.start == segment.edit.end == here
            and not segment.is_before
        }
        if place(one, block.emended.base) == here:
            assert rank(one) <= rank(two)
    marks = {span.key: mark_place(block.emended.base, span.end) for span in block.spans}
    for point in set(marks.values()):
        there = [s.span for s in walk if isinstance(s, Mark) and marks[s.span.key] == point]
        assert there == [span for span in block.spans if marks[span.key] == point]


@pytest.mark.parametrize(
    ("spans", "edits", "expected"),
    [
        # The ends of other spans come before words that a note adds at the end of its own.
        (
            [("a", 0, 3), ("b", 2, 3), ("c", 3, 5)],
            [(3, 3, "NEW", "a")],
            "<a ab <b c b> +NEW a> ^a ^b <c de c> ^c f",
        ),
        (
            [("a", 3, 5), ("b", 0, 3), ("c", 3, 4)],
            [(3, 3, "NEW", "a")],
            "<b abc b> ^b <a +NEW <c d c> ^c e a> ^a f",
        ),
        ([("a", 0, 5), ("b", 0, 3)], [(3, 3, "NEW", "a")], "<a <b abc b> ^b +NEW de a> ^a f"),
        (
            [("a", 0, 3), ("b", 3, 5)],
            [(1, 3, "NEW", "a"), (3, 3, "TOO", "b")],
            "<a a -bc +NEW a> ^a <b +TOO de b> ^b f",
        ),
    ],
)
def test_order_of_words_added(
    spans: list[tuple[str, int, int]], edits: list[tuple[int, int, str, str]], expected: str
) -> None:
    walk = segments(
        Emended.of("abcdef", [Edit(*edit) for edit in edits]),
        [Marked(key, start, end, key) for key, start, end in spans],
    )
    written = []
    for segment in walk:
        match segment:
            case Words():
                written.append(f"{'-' if segment.edit else ''}{segment.words}")
            case Added():
                written.append(f"+{segment.edit.words}")
            case Begin(span=span):
                written.append(f"<{span.key}")
            case End(span=span):
                written.append(f"{span.key}>")
            case Mark(span=span):
                written.append(f"^{span.key}")
    assert " ".join(written) == expected


@settings(max_examples=300)
@given(blocks())
def test_what_is_not_shown_leaves_a_gap(block: Block) -> None:
    shown = joined(block.emended.base, block.covered)
    walk = list(segments(*block, shown))
    left = [segment for segment in walk if isinstance(segment, Words | Gap)]
    assert [segment.start for segment in left[1:]] == [segment.end for segment in left[:-1]]
    assert (left[0].start, left[-1].end) == (0, len(block.emended.base))
    hidden = {p for gap in left if isinstance(gap, Gap) for p in range(gap.start, gap.end)}
    kept = {p for start, end in shown for p in range(start, end)}
    assert hidden == set(range(len(block.emended.base))) - kept
    for segment in left:
        if isinstance(segment, Words):
            assert not hidden & set(range(segment.start, segment.end))
            assert segment.words == block.emended.base[segment.start : segment.end]
    # A mark does not go behind punctuation that is left out.
    rest = [segment for segment in walk if not isinstance(segment, Words | Gap | Mark)]
    whole = [segment for segment in segments(*block) if not isinstance(segment, Words | Mark)]
    assert rest == whole
    assert len([s for s in walk if isinstance(s, Mark)]) == len(block.spans)


TEXTS = st.lists(st.text(st.sampled_from("ab \n\u00a0é\u0301"), max_size=6), max_size=6)


@settings(max_examples=300)
@given(TEXTS)
def test_text_nodes_have_the_words_of_the_stream(texts: list[str]) -> None:
    leaves = leaves_of(texts)
    assert len(leaves) == len(texts)
    signs = [sign for leaf in leaves for sign in leaf]
    # Each node is composed for itself, as a parser leaves it.
    composed = "".join(normalise(f"x{text}x")[1:-1] for text in texts)
    assert "".join(" " if sign.isspace() else sign for sign in signs) == " ".join(composed.split())


@settings(max_examples=200)
@given(blocks(), st.data())
def test_text_nodes_divide_words_and_nothing_else(block: Block, data: st.DataObject) -> None:
    base = block.emended.base
    cuts = sorted(data.draw(st.lists(st.integers(0, len(base)), max_size=5)))
    leaves = leaves_of(base[one:two] for one, two in pairwise([0, *cuts, len(base)]))
    parts = list(cut(segments(*block), leaves))
    numbers = [leaf for leaf, _ in parts if leaf is not None]
    assert numbers == sorted(numbers)
    for index, leaf in enumerate(leaves):
        there = [s.words for at, s in parts if at == index and isinstance(s, Words)]
        assert "".join(there) == "".join(leaf)
    rest = [segment for leaf, segment in parts if leaf is None]
    assert rest == [segment for segment in segments(*block) if not isinstance(segment, Words)]
    assert all(segment.words for _, segment in parts if isinstance(segment, Words))
