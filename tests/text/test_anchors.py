"""A quotation anchors exactly once, or a message says what to do."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_apparatus.model.essays import Block, Note, Part, Span
from sphinx_apparatus.model.records import NoClaim, Place
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.model.vocabulary import BlockKind, Unit
from sphinx_apparatus.text.anchors import (
    Fault,
    anchor,
    context,
    cut_words,
    occurrences,
    short,
    suggestions,
)

MakeBlocks = Callable[..., tuple[Block, ...]]
MakeNote = Callable[..., Note]


def words(found: Span | Fault, blocks: tuple[Block, ...]) -> str:
    assert isinstance(found, Span), found
    return blocks[found.block].text[found.start : found.end]


def fault(found: Span | Fault) -> Fault:
    assert isinstance(found, Fault), found
    return found


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The *quick* brown **fox** jumps.", "quick brown fox jumps"),
        ("A [link over](http://a.b) words", "link over words"),
        ("A [link *in* italics](http://a.b)", "A link in italics"),
        ("one line\nand the next", "line and the next"),
        ("hard\\\nbreak", "hard break"),
        ("no\u00a0break space", "no break space"),
        ("plain space", "plain\u00a0\n  space"),
        ("cafe\u0301 noir", "café noir"),
        ("café noir", "cafe\u0301 noir"),
        ("“90%” – it's #1: so", "“90%” – it's #1: so"),
        ("the whole block", "the whole block"),
        ("[mot]{.language-fr} juste", "mot juste"),
        ("1\\. a \\* star", "1. a * star"),
    ],
)
def test_quotes_run_over_everything_inside_a_block(
    text: str, quote: str, blocks: MakeBlocks, note: MakeNote
) -> None:
    there = blocks("Something else.", text)
    found = anchor(note(quote=quote).head, there)
    assert isinstance(found, Span)
    assert found.block == 1
    assert words(found, there) == " ".join(quote.replace("e\u0301", "é").split())


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("12 percent of them", "21 percent of them"),
        ("a “curly” word", 'a "curly" word'),
        ("the dash – here", "the dash - here"),
        ("they did it", "they did not do it"),
        ("The Fox", "the fox"),
        ("Mosote", "Mozote"),
    ],
)
def test_nothing_is_placed_by_likeness(
    text: str, quote: str, blocks: MakeBlocks, note: MakeNote
) -> None:
    found = fault(anchor(note(quote=quote).head, blocks(text)))
    assert found.rule is Rule.ANCHOR_MISSING
    assert found.field == "quote"


@pytest.mark.parametrize(
    "quotes",
    [
        ("one two three four", "two three"),
        ("one two three", "two three four"),
        ("two three", "two three"),
        ("one two", "two three", "three four", "one two three four"),
    ],
    ids=["nested", "crossing", "equal", "all of it"],
)
def test_spans_may_nest_cross_and_coincide(
    quotes: tuple[str, ...], blocks: MakeBlocks, note: MakeNote
) -> None:
    there = blocks("one two three four")
    assert [words(anchor(note(quote=quote).head, there), there) for quote in quotes] == list(quotes)


def test_an_empty_quotation(blocks: MakeBlocks, note: MakeNote) -> None:
    for quote in ("", " \u00a0\n"):
        found = fault(anchor(note(quote=quote).head, blocks("one")))
        assert (found.rule, found.field) == (Rule.ANCHOR_EMPTY, "quote")


def test_an_unknown_block_is_told_with_those_that_there_are(note: MakeNote) -> None:
    kinds = [BlockKind.HEAD, BlockKind.PASSAGE, BlockKind.FURNITURE, BlockKind.PASSAGE]
    there = [
        Block(f"{kind.letter}{number}", kind, number, f"words {index}", 1)
        for index, (kind, number) in enumerate(zip(kinds, [1, 1, 1, 2], strict=True))
    ]
    found = fault(anchor(note(quote="words", **{"in": "p9"}).head, there))
    assert (found.rule, found.field) == (Rule.BLOCK_UNKNOWN, "in")
    assert found.message == "there is no block ‘p9’; the blocks are h1, p1–p2, f1"


@pytest.mark.parametrize(
    ("quote", "ends"),
    [("ends here. Begins", "p1 into p2"), ("here. Begins and ends. Third", "p1 into p3")],
)
def test_a_quotation_across_blocks(
    quote: str, ends: str, blocks: MakeBlocks, note: MakeNote
) -> None:
    found = fault(
        anchor(note(quote=quote).head, blocks("It ends here.", "Begins and ends.", "Third."))
    )
    assert found.rule is Rule.ANCHOR_ACROSS
    assert ends in found.message


# -- several places --------------------------------------------------------------------------------


def test_in_before_and_after_decide(blocks: MakeBlocks, note: MakeNote) -> None:
    there = blocks("a fox and a hen and a fox", "a fox")

    def at(**fields: str) -> Span | Fault:
        return anchor(note(quote="fox", **fields).head, there)

    assert fault(at()).rule is Rule.ANCHOR_AMBIGUOUS
    assert at(**{"in": "p2"}) == Span(1, 2, 5)
    assert at(before="and a") == Span(0, 22, 25)
    assert at(after="and") == Span(0, 2, 5)
    assert fault(at(**{"in": "p1"})).rule is Rule.ANCHOR_AMBIGUOUS


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"in": "p2"}, "in"), ({"before": "the"}, "before"), ({"after": "the"}, "after")],
)
def test_words_that_stand_elsewhere_are_told_with_their_place(
    fields: dict[str, str], field: str, blocks: MakeBlocks, note: MakeNote
) -> None:
    found = fault(anchor(note(quote="fox", **fields).head, blocks("a fox runs", "a hen")))
    assert (found.rule, found.field) == (Rule.ANCHOR_MISSING, field)
    assert "p1: …a fox runs…" in found.message


def test_places_and_sentences_without_a_note_are_anchored_alike(blocks: MakeBlocks) -> None:
    there = blocks("a fox", "a fox")
    place = Place.model_validate({"essay": "2001-fox", "quote": "fox", "in": "p2"})
    sentence = NoClaim.model_validate({"quote": "fox", "in": "p1", "reason": "None."})
    assert anchor(place, there) == Span(1, 2, 5)
    assert anchor(sentence, there) == Span(0, 2, 5)


def obeyed(message: str) -> list[dict[str, str]]:
    """Read from a message, for each place, the fields that it says to add."""
    advice = []
    for line in message.splitlines():
        if "→ add" not in line:
            continue
        told = line.rpartition("→ add ")[2]
        fields = dict(re.findall(r"‘(before|after): >-’ “(.*?)”(?: and|$)", told))
        fields["in"] = re.search(r"‘in: (\w+)’", told)[1]  # type: ignore[index]
        advice.append(fields)
    return advice


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from(["a", "b", "ab"]), min_size=1, max_size=7), min_size=1, max_size=3
    ),
    st.sampled_from(["a", "b", "ab", "a b", "a a"]),
)
def test_adding_the_words_suggested_resolves_the_ambiguity(
    blocks: MakeBlocks, note: MakeNote, paragraphs: list[list[str]], quote: str
) -> None:
    there = blocks(*(" ".join(paragraph) for paragraph in paragraphs))
    found = anchor(note(quote=quote).head, there)
    if not isinstance(found, Fault) or found.rule is not Rule.ANCHOR_AMBIGUOUS:
        return
    places = [
        Span(index, start, start + len(quote))
        for index, block in enumerate(there)
        for start in occurrences(quote, block.text)
    ]
    advice = obeyed(found.message)
    # Where some of them cut no word, the others do not count.
    whole = [place for place in places if not cut_words(there[place.block].text, place)]
    places = whole or places
    assert len(advice) == min(12, len(places))
    for place, fields in zip(places, advice, strict=False):
        assert anchor(note(quote=quote, **fields).head, there) == place, fields


def test_many_places_are_counted(blocks: MakeBlocks, note: MakeNote) -> None:
    found = fault(anchor(note(quote="fox").head, blocks(*["a fox"] * 15)))
    assert "stands in 15 places" in found.message
    assert "p12: …a fox… → add ‘in: p12’\n    and elsewhere" in found.message


def test_parts_of_words_are_no_places_where_whole_words_are(
    blocks: MakeBlocks, note: MakeNote
) -> None:
    there = blocks("sneer of command, and a hand; the sand", "a brand and a wand")
    found = fault(anchor(note(quote="and").head, there))
    assert "stands in 2 places" in found.message
    assert anchor(note(quote="and", **{"in": "p1"}).head, there) == Span(0, 18, 21)
    # The only place is one, and the rule of cut words tells it.
    assert anchor(note(quote="bran").head, there) == Span(1, 2, 6)


def test_places_in_verse_are_named_by_their_lines(note: MakeNote) -> None:
    lines = ["a fox and a hen", "a fox, and a fox", "no hen"]
    starts = [0, 16, 33]
    parts = tuple(
        Part(Unit.LINE, 1, start, start + len(line), str(number))
        for number, (start, line) in enumerate(zip(starts, lines, strict=True), 1)
    )
    there = [Block("p1", BlockKind.PASSAGE, "1", " ".join(lines), 1, parts=parts)]
    found = fault(anchor(note(quote="fox").head, there))
    assert [line.strip().partition(":")[0] for line in found.message.splitlines()[1:]] == [
        *("l1", "l2", "l2")
    ]
    places = [Span(0, 2, 5), Span(0, 18, 21), Span(0, 29, 32)]
    advice = obeyed(found.message)
    assert advice[0] == {"in": "l1"}
    assert [anchor(note(quote="fox", **fields).head, there) for fields in advice] == places


# -- suggestions -----------------------------------------------------------------------------------


def test_suggestions_are_found_in_other_forms_of_letters(
    blocks: MakeBlocks,
) -> None:
    there = blocks(
        "It says: Ｔｈｅ ｆｉｒｓｔ ｏﬃｃｅ ﬁｌｅｄ ﬁｖｅ. More words follow here.", "Other words."
    )
    [(id, words)] = suggestions("The first office filed six", there)
    assert id == "p1"
    assert words.endswith("Ｔｈｅ ｆｉｒｓｔ ｏﬃｃｅ ﬁｌｅｄ ﬁｖｅ.")


def test_suggestions_are_the_nearest_passages_best_first(
    blocks: MakeBlocks, note: MakeNote
) -> None:
    there = blocks(
        "The hen lays an egg every morning.",
        "In 1999 there were 12 percent more foxes than hens.",
        "In 1998 there was no count of foxes or of hens at all.",
    )
    found = fault(anchor(note(quote="there were 21 percent more foxes").head, there))
    lines = found.message.splitlines()
    assert lines[0].endswith("was not found in the text; nearest are:")
    assert lines[1] == "    p2: there were 12 percent more foxes"
    assert not any("egg" in line for line in lines)


def test_a_suggestion_can_be_quoted_as_it_stands(blocks: MakeBlocks, note: MakeNote) -> None:
    there = blocks('He said: "forced response", they wrote – and more.', "Other words.")
    [(id, suggested), *_] = suggestions("“forced response”, they wrote - and", there)
    assert id == "p1"
    assert isinstance(anchor(note(quote=suggested).head, there), Span)


def test_no_suggestion_where_nothing_is_like_it(blocks: MakeBlocks, note: MakeNote) -> None:
    found = fault(anchor(note(quote="zzzz qqqq").head, blocks("one two three")))
    assert found.message == "the quotation “zzzz qqqq” was not found in the text"


def test_quotations_longer_than_any_block_and_without_letters(
    blocks: MakeBlocks, note: MakeNote
) -> None:
    there = blocks("one two")
    for quote in ("one two three four five six seven", "…!?", "one two " * 300):
        assert fault(anchor(note(quote=quote).head, there)).rule is Rule.ANCHOR_MISSING


@pytest.mark.parametrize(
    ("text", "quote", "whole"),
    [
        ("The quick foxes.", "quick fox", "quick foxes"),
        ("The quick foxes.", "uick foxes", "quick foxes"),
        ("The quick foxes.", "quick", ""),
        ("The quick foxes.", "The quick foxes.", ""),
        ("In 1999 it was.", "99", "1999"),
        ("It’s a well-known don’t.", "well", ""),
        ("It’s a well-known don’t.", "don", ""),
        ("It’s a well-known don’t.", "s a", ""),
        ("cafe\u0301s", "cafe", "cafe\u0301s"),
        ("नमस्ते दुनिया", "नम", "नमस्ते"),
        ("او می\u200cشود", "می", "می\u200cشود"),
        ("四十座花园", "花", ""),
        ("สวนสี่สิบแห่ง", "สี่", ""),
    ],
)
def test_a_quotation_that_cuts_a_word(text: str, quote: str, whole: str) -> None:
    start = text.index(quote)
    assert cut_words(text, Span(0, start, start + len(quote))) == whole


def test_long_words_are_cut_in_the_middle() -> None:
    assert short("a" * 60) == "a" * 60
    assert len(short("ab " * 40)) <= 60
    assert context("one two three four five six", Span(0, 8, 13), 1) == "two three four"
