"""English prose is cut where its sentences end, in both essays at every place."""

from __future__ import annotations

import pytest

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
