"""The real edition: where sentences end."""

from __future__ import annotations

import pytest

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.text.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


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
