"""Marks and both texts in a doctree: no word lost or doubled, no piece in a piece."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

import pytest
from docutils import nodes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from myst_parser.mdit_to_docutils.base import DocutilsRenderer, make_document
from myst_parser.parsers.docutils_ import Parser
from myst_parser.parsers.mdit import create_md_parser

from sphinx_apparatus.model.essays import Note
from sphinx_apparatus.model.vocabulary import View
from sphinx_apparatus.sphinx_ext.nodes import piece, span_start
from sphinx_apparatus.sphinx_ext.splicing import Mismatch, splice
from sphinx_apparatus.text.edits import Edit, Emended, edits_of
from sphinx_apparatus.text.markdown import CONFIG, normalise
from sphinx_apparatus.text.numbering import in_order
from sphinx_apparatus.text.units import stream

MakeNote = Callable[..., Note]


def rendered(markdown: str) -> nodes.Element:
    """Return the first block of *markdown* as MyST renders it."""
    document = make_document(parser_cls=Parser)
    md = create_md_parser(CONFIG, DocutilsRenderer)
    md.options["document"] = document
    md.render(markdown)
    block = document.children[0]
    assert isinstance(block, nodes.Element)
    return block


def spliced(markdown: str, notes: Sequence[Note]) -> nodes.Element:
    """Return a block with its notes, which are anchored already."""
    [block] = stream(markdown)
    notes = in_order(notes, [block.text])
    edits = [edit for note in notes for edit in edits_of(note, block.text)]
    made = rendered(markdown)
    splice(made, Emended.of(block.text, edits), notes)
    return made


def words(block: nodes.Element, view: View) -> str:
    """Return the words that a reader of one text sees, without marks."""
    found = []
    for text in block.findall(nodes.Text):
        above, part = text.parent, text.parent
        while part is not None and not isinstance(part, piece):
            part = part.parent
        mark = (
            isinstance(above, nodes.footnote_reference) or "apparatus-mark-gap" in above["classes"]
        )
        if not mark and (part is None or part["view"] in ("both", view.value)):
            found.append(text.astext())
    return "".join(found)


def outline(block: nodes.Element) -> str:
    """Write a block in one line: {view notes:words}, ^mark, <note at its beginning.

    Paragraphs of a block that has several begin with |.
    """
    made = []
    for node in block.findall():
        if isinstance(node, nodes.paragraph) and node is not block:
            made.append("|")
        elif isinstance(node, piece):
            view = "" if node["view"] == "both" else f"{node['view']} "
            made.append(f"{{{view}{','.join(node['notes'])}:{node.astext()}}}")
        elif isinstance(node, span_start):
            made.append(f"<{node['note']}")
        elif isinstance(node, nodes.footnote_reference):
            made.append(f"^{node['note'].partition('/')[2]}")
        elif isinstance(node, nodes.Text):
            inside = (piece, nodes.footnote_reference)
            gap = "apparatus-mark-gap" in node.parent["classes"]
            if not isinstance(node.parent, inside):
                made.append("~" if gap else node.astext().replace("\n", "/"))
    return "".join(made)


@pytest.fixture
def at(note: MakeNote) -> Callable[..., Note]:
    """Build a note on words of a text."""

    def made(text: str, quote: str, id: str, kind: str = "context", **fields: object) -> Note:
        start = normalise(text).index(quote)
        span = (start, start + len(quote))
        return note(id, quote=quote, kind=kind, span=span, **fields)

    return made


@pytest.mark.parametrize(
    ("text", "quotes", "expected"),
    [
        ("one two three", ["two"], "one <a{a:two}^a three"),
        ("one two three", ["one two three"], "<a{a:one two three}^a"),
        ("one two three", ["one two", "two three"], "<a{a:one }<b{a,b:two}^a{b: three}^b"),
        ("one two three", ["two", "one two three"], "<b{b:one }<a{a,b:two}^a{b: three}^b"),
        ("one two", ["two", "two"], "one <a<b{a,b:two}^a~^b"),
        ("one two", ["one", " two"], "<a{a:one}^a<b{b: two}^b"),
        ("one *two* three", ["one two", "two three"], "<a{a:one }<b{a,b:two}^a{b: three}^b"),
        ("one\ntwo\nthree", ["two three"], "one/<a{a:two}{a:\n}{a:three}^a"),
        ("one\ntwo\nthree", ["one two"], "<a{a:one}{a:\n}{a:two}^a/three"),
        ("*a* *b* *c* d", ["b c"], "a <a{a:b}{a: }{a:c}^a d"),
        ("> quoted words", ["words"], "|quoted <a{a:words}^a"),
        ("“one two”, three", ["two"], "“one <a{a:two}”,^a three"),
        ("*one two*.", ["two", "two."], "one <a<b{a,b:two}{b:.}^a~^b"),
        ("one’s 1.5", ["one", "1"], "<a{a:one}^a’s <b{b:1}^b.5"),
        ("  one   two  ", ["one two"], "<a{a:one two}^a"),
    ],
)
def test_marks_and_pieces(
    text: str, quotes: list[str], expected: str, at: Callable[..., Note]
) -> None:
    plain = stream(text)[0].text
    notes = [at(plain, quote, id) for quote, id in zip(quotes, "abc", strict=False)]
    assert outline(spliced(text, notes)) == expected


@pytest.mark.parametrize(
    ("text", "quotes", "expected"),
    [
        ("> one\n>\n> two three", ["one two"], "|<a{a:one}|{a:two}^a three"),
        ("> one *two*\n>\n> three", ["two", "three"], "|one <a{a:two}^a|<b{b:three}^b"),
        ("- one\n- two\n- three", ["one two"], "|<a{a:one}|{a:two}^a|three"),
        ("- one\n- two", ["two"], "|one|<a{a:two}^a"),
        ("> one\n>\n> two", [], "|one|two"),
    ],
)
def test_a_space_stands_between_paragraphs_of_a_block(
    text: str, quotes: list[str], expected: str, at: Callable[..., Note]
) -> None:
    plain = stream(text)[0].text
    notes = [at(plain, quote, id) for quote, id in zip(quotes, "abc", strict=False)]
    assert outline(spliced(text, notes)) == expected


def test_a_paragraph_of_which_nothing_is_shown_goes(at: Callable[..., Note]) -> None:
    text = "> one\n>\n> two\n>\n> three\n>\n> four"
    note = at("one two three four", "one", "a")
    block = rendered(text)
    splice(block, Emended.of("one two three four", ()), [note], [(0, 3), (14, 18)])
    assert outline(block) == "|<a{a:one}^a […] |four"


@pytest.mark.parametrize(
    ("text", "quotes", "expected"),
    [
        ("see [one two](http://a.b) three", ["one"], "see <a{a:one} two^a three"),
        ("see [one two](http://a.b) three", ["one", "two"], "see <a{a:one} <b{b:two}^a~^b three"),
        ("see [one\ntwo](http://a.b) three", ["one", "two"], "see <a{a:one}/<b{b:two}^a~^b three"),
        (
            "see [one *two*](http://a.b)",
            ["two", "see one two"],
            "<b{b:see }{b:one }<a{b,a:two}^b~^a",
        ),
        ("*[one](http://a.b) two*", ["one", "one two"], "<a<b{a,b:one}^a{b: two}^b"),
    ],
)
def test_marks_stand_behind_links(
    text: str, quotes: list[str], expected: str, at: Callable[..., Note]
) -> None:
    plain = stream(text)[0].text
    notes = [at(plain, quote, id) for quote, id in zip(quotes, "abc", strict=False)]
    made = spliced(text, notes)
    assert outline(made) == expected
    for mark in made.findall(nodes.footnote_reference):
        above = mark.parent
        while above is not None:
            assert not isinstance(above, nodes.reference)
            above = above.parent


TEXTUAL = {"kind": "textual"}


@pytest.mark.parametrize(
    ("text", "notes", "expected"),
    [
        (
            "El Mosote fell",
            [("Mosote", "a", "Mozote")],
            "El <a{base a:Mosote}{reading a:Mozote}^a fell",
        ),
        (
            "response to coverage",
            [("to coverage", "a", "to ⟨its⟩ coverage")],
            "response <a{a:to }{reading a:⟨its⟩ }{a:coverage}^a",
        ),
        # Words added at an end of a note's own span belong to it.
        ("to it all", [("it", "a", "⟨do⟩ it")], "to <a{reading a:⟨do⟩ }{a:it}^a all"),
        ("to it all", [("it", "a", "it ⟨so⟩")], "to <a{a:it}{reading a: ⟨so⟩}^a all"),
        # Words replaced end where another note adds some: both stay.
        (
            "Mosote, then",
            [("Mosote", "a", "Mozote"), (", then", "b", "⟨fell⟩, then")],
            "<a{base a:Mosote}{reading a:Mozote}<b{reading b:⟨fell⟩}{b:,}^a{b: then}^b",
        ),
        (
            "one two three",
            [("two", "a", "2"), ("one two", "b", "one two ⟨and⟩")],
            "<b{b:one }<a{base b,a:two}{reading b,a:2}{reading b: ⟨and⟩}^b~^a three",
        ),
    ],
)
def test_emendations(
    text: str, notes: list[tuple[str, str, str]], expected: str, at: Callable[..., Note]
) -> None:
    made = [at(text, quote, id, "textual", reading=reading) for quote, id, reading in notes]
    block = spliced(text, made)
    assert outline(block) == expected
    edits = [edit for one in made for edit in edits_of(one, text)]
    assert words(block, View.READING) == Emended.of(text, edits).reading
    assert words(block, View.BASE) == text


def test_an_omission_has_its_mark(at: Callable[..., Note]) -> None:
    note = at("one two three", "two", "a", "textual", change="omission", reading=None)
    block = spliced("one two three", [note])
    assert words(block, View.READING) == "one three"
    assert words(block, View.BASE) == "one two three"
    assert len(list(block.findall(nodes.footnote_reference))) == 1


def test_a_mark_is_an_ordinary_footnote_reference(at: Callable[..., Note]) -> None:
    block = spliced("one two", [at("one two", "two", "a", "fact-check")])
    [mark] = block.findall(nodes.footnote_reference)
    assert mark["ids"] == ["mark-a"]
    assert mark["refid"] == "note-a"
    assert mark["series"] == "numbered"
    assert "apparatus-mark-fact-check" in mark["classes"]


def test_a_block_without_notes_is_left_alone() -> None:
    block = rendered("one *two*")
    before = block.pformat()
    splice(block, Emended.of("one two", ()), [])
    assert block.pformat() == before


def test_other_words_are_refused() -> None:
    with pytest.raises(Mismatch, match="one three"):
        splice(rendered("one three"), Emended.of("one two", ()), [])


MARKDOWN = st.lists(
    st.sampled_from(
        [
            "fox",
            "hen ",
            " *a b* ",
            "**c**",
            " [d e](http://a.b) ",
            "\n",
            " ",
            "*[f\ng](http://a.b)* ",
            "é",
        ]
    ),
    min_size=1,
    max_size=12,
).map("".join)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MARKDOWN, st.data())
def test_no_word_is_lost_or_doubled(note: MakeNote, markdown: str, data: st.DataObject) -> None:
    markdown = markdown.strip()
    markdown = re.sub(r"[ \n]*\n[ \n]*", "\n", markdown)  # one block, no forced line breaks
    found = stream(markdown)
    if len(found) != 1:
        return
    text = found[0].text
    notes, edits = [], []
    ends = st.integers(0, len(text))
    for number in range(data.draw(st.integers(1, 5))):
        start, end = sorted((data.draw(ends), data.draw(ends)))
        if start == end:
            continue
        notes.append(note(f"n{number}", span=(start, end)))
        last = max((edit.end for edit in edits), default=-1)
        if start > last and data.draw(st.booleans()):
            added = data.draw(st.sampled_from([(start, end), (start, start), (end, end)]))
            edits.append(Edit(*added, "NEW", f"n{number}"))
    notes = in_order(notes, [text])
    block = rendered(markdown)
    emended = Emended.of(text, edits)
    splice(block, emended, notes)
    assert normalise(words(block, View.BASE)) == text
    assert normalise(words(block, View.READING)) == normalise(emended.reading)
    for part in block.findall(piece):
        assert not list(part.findall(piece, include_self=False))
    marks = [mark["note"].partition("/")[2] for mark in block.findall(nodes.footnote_reference)]
    assert sorted(marks) == [one.id for one in sorted(notes, key=lambda one: one.id)]
    for one in notes:
        covered = "".join(
            part.astext()
            for part in block.findall(piece)
            if one.id in part["notes"] and part["view"] in ("both", "base")
        )
        assert one.span is not None
        assert normalise(covered) == text[one.span.start : one.span.end].strip()


def test_composed_and_decomposed_letters_are_one() -> None:
    block = rendered("cafe\u0301 noir")
    splice(block, Emended.of(unicodedata.normalize("NFC", "cafe\u0301 noir"), ()), [])
