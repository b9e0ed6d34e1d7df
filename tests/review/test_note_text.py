"""A text gets one more sentence and loses others; all else in it stays."""

from __future__ import annotations

import pytest

from sphinx_apparatus.review.note_text import fault_of_loss, last_place, sentences, with_sentence


def test_a_sentence_below_a_list_is_a_paragraph_of_its_own() -> None:
    made = with_sentence("Two:\n\n- gates\n", "It  fell.", "gray1907")
    assert made == "Two:\n\n- gates\n\nIt fell {cite:p}`gray1907`.\n"
    dos = "It stood.\n".replace("\n", "\r\n")
    assert with_sentence(dos, "It fell.", "") == dos + "It fell.\r\n"
    assert with_sentence(dos, "", "gray1907") == dos.replace("stood.", "stood {cite:p}`gray1907`.")


def test_a_source_is_cited_once_for_each_place() -> None:
    text = "---\nkind: fact-check\n---\nIt stood {cite:p}`gray1907{p. 4}`.\n"
    for place in ("", "p. 4"):
        assert with_sentence(text, "", "gray1907", place) == text
    made = with_sentence(text, "", "gray1907", "p. 9")
    assert made == text.replace("}`.", "}` {cite:p}`gray1907{p. 9}`.")


def test_a_sentence_stands_before_a_last_line_that_only_refers() -> None:
    first = "It stood {cite:p}`gray1907`.\n"
    see = "On the gate see {apparatus:note}`1908-garden/gate`.\n"
    for between in ("", "\n"):
        made = with_sentence(f"{first}{between}{see}", "It fell.", "gray1907")
        assert made == f"{first}It fell {{cite:p}}`gray1907`.\n{between}{see}"
    dos = (first + see).replace("\n", "\r\n")
    assert with_sentence(dos, "It fell.", "").endswith(f"fell.\r\n{see[:-1]}\r\n")
    # A line that cites, an item of a list and the only line are no such line.
    for last in (see.replace("see", "{cite:p}`gray1907` see"), f"\n- {see}"):
        assert "It fell." in with_sentence(first + last, "It fell.", "").splitlines()[-1]
    assert with_sentence(see, "It fell.", "") == f"{see}It fell.\n"


TEXT = """It grew {cite:p}`gray1907`.
It was
long. {cite:p}`weber1912`

- a gate
- a wall {cite:p}`gray1907`

So it was.
"""


def test_a_sentence_goes_on_in_the_next_line_without_a_stop() -> None:
    found = [each.words for each in sentences(TEXT)]
    assert found == [
        "It grew {cite:p}`gray1907`.",
        "It was\nlong. {cite:p}`weber1912`",
        "- a gate",
        "- a wall {cite:p}`gray1907`",
        "So it was.",
    ]


@pytest.mark.parametrize(
    ("without", "made"),
    [
        ([2], TEXT.replace("It was\nlong. {cite:p}`weber1912`\n", "")),
        ([3, 4], TEXT.replace("- a gate\n- a wall {cite:p}`gray1907`\n\n", "")),
        ([5], TEXT.removesuffix("\nSo it was.\n")),
        ([1, 2], TEXT.partition("\n\n")[2]),
        ([1, 2, 3, 4, 5], "\n"),
    ],
)
def test_sentences_are_left_out(without: list[int], made: str) -> None:
    assert with_sentence(TEXT, "", "", without=without) == made
    dos = TEXT.replace("\n", "\r\n")
    assert with_sentence(dos, "", "", without=without) == made.replace("\n", "\r\n")


def test_a_sentence_stands_where_it_is_put() -> None:
    assert with_sentence(TEXT, "It fell.", "", behind=0) == f"It fell.\n{TEXT}"
    made = with_sentence(TEXT, "It fell.", "", behind=2, without=[1])
    assert made == TEXT.partition("\n")[2].replace("2`\n", "2`\nIt fell.\n")
    assert with_sentence(TEXT, "It fell.", "", without=[5]).endswith("7`\n\nIt fell.\n")
    assert with_sentence(TEXT, "It fell.", "", without=[1, 2, 3, 4, 5]) == "It fell.\n"
    assert (last_place(TEXT), last_place(TEXT, [4, 5]), last_place("")) == (5, 3, 0)


def test_what_alone_cites_a_source_that_is_quoted_stays() -> None:
    quoted = {"gray1907", "weber1912", "other"}
    assert fault_of_loss(TEXT, [1], quoted) == ""
    assert fault_of_loss(TEXT, [2], quoted).startswith("2 has to stay: nothing else cites weber")
    assert fault_of_loss(TEXT, [1, 4, 5], quoted).startswith("1 or 4 has to stay")
