"""Plain words go through MyST and come back; the stream is what quotes are matched against."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sphinx_apparatus.text.markdown import escape, normalise, parser
from sphinx_apparatus.text.units import stream

# Everything that MyST may read as markup, and words to put it between.
SYNTAX = [
    *("*", "**", "_", "__", "`", "```", "~~~", "[", "]", "(", ")", "](", "![", "<", ">", "<b>"),
    *(
        "&amp;",
        "&",
        "\\",
        "#",
        "## ",
        "- ",
        "+ ",
        "* ",
        "1. ",
        "2) ",
        "12345678. ",
        "> ",
        "|",
        "---",
    ),
    *(
        "===",
        "***",
        "+++",
        ":::",
        ": ",
        ":field: ",
        "% ",
        "(here)=",
        "{role}`x`",
        "```{note}",
        "$x$",
    ),
    *("$$", "{.class}", "[^1]", "[^1]: ", "[a]: http://b", "<http://a.b>", "http://a.b", "www.a.b"),
    *("a@b.org", "~~", "==", "^", "@", "!", '"', "'", "...", "--", "(c)", "\n", "\n", "    ", "\t"),
    *(
        "\u00a0",
        "\u2028",
        "é",
        "e\u0301",
        "\u0301",
        "ﬁ",
        "😀",
        "—",
        "“",
        "1990. ",
        "٣. ",
        "  \n",
        "\\\n",
    ),
]
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cn", "Co", "Cs"]), max_size=8
)
PARTS = st.lists(st.one_of(st.sampled_from(SYNTAX), WORDS), max_size=12).map("".join)


def paragraph(text: str) -> str:
    """Return it as one paragraph, without blank lines."""
    return re.sub(r"\n\s*\n", "\n", text).strip(" \t\n")


@settings(max_examples=400, deadline=None)
@given(PARTS)
@example("1990. A year begins a line\n- as does a hyphen\n=== \n| a | b |\n|---|---|")
@example("a\n    four spaces")
@example("\\")
def test_words_come_back(text: str) -> None:
    text = paragraph(text)
    words = [normalise(text)] if normalise(text) else []
    assert [block.text for block in stream(escape(text))] == words


@settings(max_examples=100, deadline=None)
@given(PARTS)
def test_escaped_words_are_plain_text_to_the_parser(text: str) -> None:
    tokens = parser().parse(escape(paragraph(text)))
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    inner = {child.type for token in tokens for child in token.children or ()}
    assert inner <= {"text", "text_special", "softbreak"}


@given(PARTS)
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_escape_keeps_lines_and_no_break_spaces() -> None:
    assert escape("a\u00a0b\n  c") == "a\u00a0b\nc"


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("*one* **two** [three](http://a.b)\nfour", ["one two three four"]),
        ('don\'t "quote" -- so...', ['don\'t "quote" -- so...']),
        ("a\\\nb", ["a b"]),
        ("![a *cat*](cat.png) sits", ["sits"]),
        ("> one\n>\n> two", ["one two"]),
        ("- a\n- b", ["a b"]),
        ("    code", ["code"]),
        ("a `b` c", ["a b c"]),
        ("a <b>c</b>", ["a <b>c</b>"]),
        ("cafe\u0301\u00a0au  lait", ["café au lait"]),
        ("[le mot]{.language-fr}", ["le mot"]),
        ("see http://a.b/c_d_e", ["see http://a.b/c_d_e"]),
        ("", []),
        ("***\n\na", ["a"]),
    ],
)
def test_the_stream_of(markdown: str, words: list[str]) -> None:
    assert [block.text for block in stream(markdown)] == words


def test_blocks_know_their_lines() -> None:
    assert [block.line for block in stream("a\nb\n\n\nc\n\n> d")] == [1, 5, 7]
