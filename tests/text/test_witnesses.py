"""Witnesses beside the base: no word is lost or doubled on either side."""

from __future__ import annotations

import random

import pytest

from sphinx_apparatus.model.essays import Block
from sphinx_apparatus.model.records import Collation, WitnessBlocks
from sphinx_apparatus.model.vocabulary import BlockKind
from sphinx_apparatus.text import witnesses
from sphinx_apparatus.text.witnesses import (
    Comparison,
    Stated,
    Words,
    beside,
    divided,
    same_words,
    unproved,
)

RULES = Collation()


def blocks(*texts: str, kind: BlockKind = BlockKind.PASSAGE) -> list[Block]:
    return [Block(f"p{n}", kind, str(n), text, 1) for n, text in enumerate(texts, 1)]


def differences(made: Comparison, base: list[Block]) -> list[tuple[str, str]]:
    return [
        (block.text[run.start : run.end], made.text[run.begin : run.stop])
        for block, runs in zip(base, made.runs, strict=True)
        for run in runs
        if not run.is_same
    ]


def all_is_there(made: Comparison, base: list[Block]) -> None:
    """Nothing but spaces stands between two runs, on both sides."""
    done = 0
    for block, runs in zip(base, made.runs, strict=True):
        at = 0
        for run in runs:
            assert not block.text[at : run.start].strip()
            assert not made.text[done : run.begin].strip()
            assert run.start >= at
            assert run.begin >= done
            at, done = run.end, run.stop
        assert not block.text[at:].strip()
    assert not made.text[done:].strip()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("dedicate -- we “can” not;", ["dedicate --", "we", "“can”", "not;"]),
        ("a battle-field, don’t—stay", ["a", "battle-field,", "don’t—", "stay"]),
        ("道可道，非", ["道", "可", "道，", "非"]),
        ("* * *", []),
        ("", []),
    ],
)
def test_words_have_the_signs_around_them(text: str, words: list[str]) -> None:
    assert [text[word.outer : word.rest] for word in Words(RULES).of(text)] == words


def test_words_of_other_letters_or_places_are_told_apart() -> None:
    base = blocks("forth on this continent, a new nation", "under God, shall have a birth")
    made = beside(
        base, ["forth upon this Continent a new nation", "shall have here a birth"], RULES
    )
    assert differences(made, base) == [("on", "upon"), ("under God,", ""), ("", "here")]
    all_is_there(made, base)


def test_a_new_paragraph_stands_at_the_block_that_it_is_before() -> None:
    base = blocks("one two three four", "five six seven eight")
    made = beside(base, ["one two three four", "zero", "five six seven eight"], RULES)
    assert [(run.start, run.end) for run in made.runs[1] if not run.is_same] == [(0, 0)]
    made = beside(base, ["one two three four zero", "five six seven eight"], RULES)
    assert [(run.start, run.end) for run in made.runs[0] if not run.is_same] == [(18, 18)]


def test_titles_and_what_a_witness_leaves_out_are_not_compared() -> None:
    base = [*blocks("A title", kind=BlockKind.HEAD), *blocks("one two")]
    head, text, tail = divided(
        ["Another", "one two", "Signed"], WitnessBlocks(head=(1,), tail=(3,))
    )
    assert (head, tail) == (["Another"], ["Signed"])
    assert differences(beside(base, text, RULES), base) == []


def test_a_long_omission_is_a_gap_and_a_short_one_a_variant() -> None:
    words = [f"w{n}" for n in range(40)]
    base = blocks(" ".join(words))
    for size, count in ((8, 0), (9, 1), (20, 1)):
        made = beside(base, [" ".join(words[:5] + words[5 + size :])], RULES)
        found = list(made.gaps())
        assert len(found) == count
        for index, start, end in found:
            assert base[index].text[start:end] == " ".join(words[5 : 5 + size])


def test_forms_of_one_word() -> None:
    assert list(same_words("continent,", "Continent")) == [
        (False, "continent,", "Continent"),
    ]
    assert list(same_words("nation,", "nation")) == [(True, "nation", "nation"), (False, ",", "")]


@pytest.mark.parametrize("seed", range(30))
def test_no_word_is_lost_or_doubled(seed: int) -> None:
    chance = random.Random(seed)
    words = [chance.choice(("a", "of", "the", f"w{chance.randrange(50)}")) for _ in range(120)]
    base = blocks(*(" ".join(words[at : at + 20]) for at in range(0, 120, 20)))
    other: list[str] = []
    for word in words:
        kind = chance.random()
        if kind < 0.15:
            other += chance.sample(["x", "the", "y—z", word.upper()], chance.randrange(4))
        else:
            other.append(word + chance.choice(["", "", ",", " —"]))
    cut = chance.randrange(len(other))
    paragraphs = [" ".join(part) for part in (other[:cut], other[cut:]) if part]
    all_is_there(beside(base, paragraphs, RULES), base)


# -- the apparatus proves ------------------------------------------------------------------------


def stated(
    base: list[Block], lemma: str, words: str | None, behind: str = "", **more: bool
) -> Stated:
    """What is said of the first place of a lemma, which may go over the end of a block."""
    first, _, rest = lemma.partition(" | ")
    block = next(i for i, each in enumerate(base) if first in each.text)
    start = base[block].text.index(first)
    last, end = block, start + len(first)
    if rest:
        last, end = block + 1, base[block + 1].text.index(rest) + len(rest)
    to = None
    if behind:
        there = next(i for i, each in enumerate(base) if behind in each.text)
        to = there, base[there].text.index(behind) + len(behind)
    return Stated(0, (block, start, last, end), words, to, more.get("is_unread", False))


def wrong(base: list[Block], said: list[Stated], *paragraphs: str) -> list[tuple[object, ...]]:
    numbered = [each._replace(owner=index) for index, each in enumerate(said)]
    found = unproved(base, paragraphs, numbered, RULES)
    return [(each.owner, each.said, each.found) for each in found]


TEXT = ("one two three four five", "six seven eight nine ten")


def test_what_the_apparatus_says_is_proved() -> None:
    base = blocks(*TEXT)
    said = [
        stated(base, "two", "2"),
        stated(base, "four five | six", ""),
        stated(base, "ten", "x y"),
    ]
    assert wrong(base, said, "One 2 three,", "seven eight nine x y") == []
    assert wrong(base, said, "one two three seven eight nine x y") == [(0, "2", "two")]
    assert wrong(base, said, "one 2 three five seven eight nine x y") == [(1, "", "five")]
    assert wrong(base, said, "one 2 three seven eight nine x") == [(2, "y", "")]
    assert wrong(base, said, "one 2 three seven eight 9 x y") == [(None, "nine", "9")]


def test_the_outermost_of_two_statements_counts() -> None:
    base = blocks(*TEXT)
    said = [stated(base, "two three four", ""), stated(base, "three", "3")]
    assert wrong(base, said, "one five", TEXT[1]) == []


def test_words_that_stand_elsewhere_have_the_readings_within_them() -> None:
    base = blocks(*TEXT)
    said = [stated(base, "two three four", None, "eight"), stated(base, "three", "3")]
    assert wrong(base, said, "one five six seven eight two 3 four nine ten") == []
    assert wrong(base, said, "one five six seven eight two three four nine ten") == [
        (0, "3", "three")
    ]


def test_what_cannot_be_read_is_not_compared() -> None:
    base = blocks(*TEXT)
    said = [stated(base, "two three", "", is_unread=True)]
    assert wrong(base, said, "one [lost] four five", TEXT[1]) == []
    assert wrong(base, said, "one four five six") == [(None, "seven eight nine ten", "")]


@pytest.mark.parametrize("seed", range(20))
def test_any_readings_rebuild_the_witness_made_of_them(seed: int) -> None:
    chance = random.Random(seed)
    base = blocks(*(" ".join(f"w{n}" for n in range(at, at + 10)) for at in range(0, 60, 10)))
    said, theirs = [], []
    for block, each in enumerate(base):
        at = 0
        words = Words(RULES).of(each.text)
        while at < len(words):
            size = chance.randrange(1, 3)
            run = words[at : at + size]
            at += size
            there = each.text[run[0].outer : run[-1].rest]
            if chance.random() < 0.3:
                there = chance.choice(["", "x", "y z", f"{there} q"])
                said.append(Stated(len(said), (block, run[0].outer, block, run[-1].rest), there))
            theirs.append(there)
    text = " ".join(filter(None, theirs))
    assert list(unproved(base, [text], said, RULES)) == []
    # One letter more is found, and nothing else.
    spot = chance.randrange(len(text.split()))
    other = text.split()
    other[spot] += "k"
    assert len(list(unproved(base, [" ".join(other)], said, RULES))) == 1


def test_another_text_takes_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(witnesses, "_MOST_STEPS", 100)
    base = blocks(*TEXT)
    made = beside(base, ["a text of other words that has nothing to do with it at all"], RULES)
    all_is_there(made, base)
    said = [stated(base, "two", "2")]
    ((owner, _, _),) = wrong(base, said, "a text of other words that has nothing to do with it")
    assert owner is None
