"""What a note's body may hold, and what it cites."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.text.bodies import read_body


def faults(markdown: str) -> list[tuple[str, int, str]]:
    return [(fault.rule.number, fault.line, fault.message) for fault in read_body(markdown).faults]


@pytest.mark.parametrize(
    "markdown",
    [
        "Words, *emphasis*, **strong**.",
        "- a list\n- of two\n\n  1. and\n  2. numbers\n\n5. from five",
        "> a quotation\n>\n> of two paragraphs",
        "[a link](https://example.org/a?b=c#d), <https://example.org> and <mailto:a@example.org>",
        "[mot]{.language-fr} and [слово]{.language-uk-Cyrl}",
        "{cite:p}`a`, {cite:t}`a`, {cite:author}`a`, {cite:year}`a`",
        "{apparatus:note}`2001-fox/jump`, {apparatus:passage}`it <2001-fox/p1>`",
        "a [reference][1]\n\n[1]: https://example.org",
        "3 < 4 & 5 > 2, 50% of $5, a_b_c",
        "line\nends",
    ],
)
def test_allowed(markdown: str) -> None:
    assert faults(markdown) == []


@pytest.mark.parametrize(
    ("markdown", "line", "said"),
    [
        ("a\n\n<div>b</div>", 3, "raw HTML"),
        ("a <b>c</b>", 1, "raw HTML"),
        ("a\nb <script>", 2, "raw HTML"),
        ("a\n\n```{raw} html\n<b>\n```", 3, "a code block or directive"),
        ("a\n\n~~~\nb\n~~~", 3, "a code block"),
        ("a\n\n    b", 3, "four spaces"),
        ("a\n\n:::{note}\nb\n:::", 0, ""),
        ("a `b`", 1, "code"),
        ("# a", 1, "a heading"),
        ("a\n===", 1, "a heading"),
        ("a\n\n---\n\nb", 3, "a rule"),
        ("![a](https://example.org/a.png)", 1, "an image"),
        ("| a |\n| --- |\n| b |", 1, "a table"),
        ("a[^1]\n\n[^1]: b", 1, "a footnote"),
        ("(here)=\n\na", 1, "a target"),
        ("% a comment\n\na", 1, "a comment"),
        ("a\n\n+++\n\nb", 3, "a block break"),
        ("a  \nb", 1, "a forced line break"),
        ("a\\\nb", 1, "a forced line break"),
        ("[a]{.red}", 1, "only {.language-xx}"),
        ("[a]{#here .language-fr}", 1, "the attribute ‘id’"),
        ('[a](https://example.org "title")', 1, "the attribute ‘title’"),
        ("[a](https://example.org){.red}", 1, "the attribute ‘class’"),
        ("a {ref}`b`", 1, "the role {ref} is not allowed"),
        ("a\n\n- b\n- c\n  {math}`d`", 5, "the role {math}"),
        ("---\na: b\n---\n", 1, ""),
    ],
)
def test_refused(markdown: str, line: int, said: str) -> None:
    found = faults(markdown)
    if not said:
        # Plain words to the parser: nothing acts, and the reader sees what was written.
        assert all(rule == Rule.BODY_MARKUP.number for rule, _, _ in found)
        return
    rule, at, message = min(found, key=lambda fault: fault[1])
    assert (rule, at) == (Rule.BODY_MARKUP.number, line)
    assert said in message


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,a", "file:///etc/passwd"),
        *("ftp://example.org", "//example.org", "page.html", "#p1", "http:", "https:///path"),
        *("mailto:", "vbscript:x"),
    ],
)
def test_links_refused(address: str) -> None:
    [(rule, line, message)] = faults(f"a\n[b]({address})")
    assert (rule, line) == (Rule.BODY_LINK.number, 2)
    assert address.casefold()[:8] in message.casefold()


def test_an_address_that_cannot_be_read() -> None:
    [(rule, line, _)] = faults("a\n[b](http://[::1)")
    assert (rule, line) == (Rule.BODY_LINK.number, 2)


def test_links_refused_wherever_they_stand() -> None:
    for markdown in (
        "<javascript:alert(1)>",
        "[a][1]\n\n[1]: javascript:alert(1)",
        "> - *[a](x:y)*",
    ):
        assert [rule for rule, _, _ in faults(markdown)] == [Rule.BODY_LINK.number]


def test_citations_have_keys_locators_and_lines() -> None:
    body = read_body("a {cite:p}`one{p. 5}`\nb {cite:t}`{see}two, three{ch. 2}`\n\nc {cite:p}`one`")
    assert [tuple(citation) for citation in body.citations] == [
        ("one", "p. 5", 1),
        ("two", "", 2),
        ("three", "ch. 2", 2),
        ("one", "", 4),
    ]


@pytest.mark.parametrize("content", ["{p. 5}", "a,,b", "a b", "a{p. 5", " ", "a{}", "a,"])
def test_a_citation_that_cannot_be_read(content: str) -> None:
    [(rule, line, message)] = faults(f"a\n{{cite:p}}`{content}`")
    assert (rule, line) == (Rule.CITATION_UNKNOWN.number, 2)
    assert "several with commas between" in message


def test_targets() -> None:
    body = read_body("{apparatus:note}`2001-fox/jump` {apparatus:text}`that essay <2001-fox>`")
    assert [tuple(target) for target in body.targets] == [
        ("note", "2001-fox/jump", 1),
        ("text", "2001-fox", 1),
    ]


def test_words_are_counted_as_a_reader_counts_them() -> None:
    assert read_body("One *two* [three](https://example.org) {cite:p}`a`\nfour.").words == 4
    assert read_body("The *Post*’s report {cite:p}`a`; and\nanother {cite:p}`b`.").words == 5
    assert read_body("One\n\n- two\n- three – four\n", blocks=("table",)).words == 4
    assert read_body("{cite:p}`a`").words == 0


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("a \n*_`[](){}<>#:-=!|\\$%^&~+.1\"'/@"), max_size=60))
def test_any_body_can_be_read(markdown: str) -> None:
    body = read_body(markdown)
    for fault in body.faults:
        assert 1 <= fault.line <= markdown.count("\n") + 1
        assert fault.message
