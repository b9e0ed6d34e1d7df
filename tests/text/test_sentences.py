"""English prose is cut where its sentences end, in both essays at every place."""

from __future__ import annotations

import pytest

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.text.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. left leans that way.",
        "A law of the U.S. Congress was passed.",
        "A U.S.-backed coup attempt.",
        "J. D. Smith met Hugo R. Chávez there.",
        "Mr. Smith saw Dr. Jones and St. Paul.",
        "See p. 36 and no. 12 of vol. 3.",
        "It rose by 3.5 percent.",
        "On 3 Jan. 2026 it began.",
        "He asked “Why?” and left.",
        "Ends writer Fuller’s response (“Our own terms”).",
        "One … and two.",
    ],
)
def test_a_stop_within_a_sentence_cuts_nothing(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("It ends here.", "It begins again."),
        ("Support against the U.S.", "Much of the left agrees."),
        ("They said “stop.”", "Nobody did."),
        ("They said ‘stop’.", "Nobody did."),
        ("Is it so?", "“Yes,” he said."),
        ("The dominant trend on the left .", "It will help."),
        ("It was over!", "In 1999 it began."),
        ("(It ended.)", "(It began.)"),
        ("He met Smith and I.", "Élites stayed away."),
        ("It cost 12 dollars.", "2019 was better."),
    ],
)
def test_a_sentence_ends_before_the_next(first: str, second: str) -> None:
    assert cut(f"{first} {second}") == [first, second]


def test_white_space_between_sentences_belongs_to_none() -> None:
    assert cut("  One.  \n Two.  ") == ["One.", "Two."]
    assert sentences("   ") == []


# How many sentences each block has, counted by hand.
_COUNTS = {
    "2019-leigh": {
        **dict.fromkeys(("h1", "h2", "h3", "f1", "p8", "p12", "t1", "t2"), 1),
        **dict.fromkeys(("p1", "p4", "p5", "f2", "p10", "p11", "p13", "p14"), 2),
        "p2": 1,
        "p3": 4,
        "p6": 3,
        "p7": 3,
        "p9": 6,
    },
    "2026-social-movement": {
        **dict.fromkeys(("h1", "h2", "h3", "h4", "p1", "p2", "p6", "p8", "p17", "p18"), 1),
        **dict.fromkeys(("p4", "p7", "p11", "p12", "p13"), 2),
        **dict.fromkeys(("p9", "p10", "p14", "p16"), 3),
        "p3": 5,
        "p5": 5,
        "p15": 4,
    },
}


@pytest.mark.parametrize("essay", sorted(_COUNTS))
def test_both_essays_are_cut_as_a_reader_would(edition: Edition, essay: str) -> None:
    found = {block.id: len(cut(block.text)) for block in edition.essay_by_id[essay].blocks}
    assert found == _COUNTS[essay]


def test_no_word_is_lost_or_doubled(edition: Edition) -> None:
    for essay in edition.essays:
        for block in essay.blocks:
            assert " ".join(cut(block.text)) == block.text
