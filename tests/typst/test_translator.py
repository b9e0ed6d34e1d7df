"""Doctrees made by hand, and the Typst source they become."""

from __future__ import annotations

import io
import itertools
import json
import re
from types import SimpleNamespace
from typing import TYPE_CHECKING

import docutils.nodes
import pypdf
import pytest
import sphinx.addnodes
import typst
from docutils import nodes
from hypothesis import given, settings
from hypothesis import strategies as st
from sphinx import addnodes
from sphinx.util.docutils import new_document

from sphinx_apparatus.sphinx_ext.nodes import (
    essay,
    pair,
    pair_side,
    passage_number,
    picture,
    piece,
    quoted_words,
    span_start,
)
from sphinx_apparatus.typst.builder import contents_order, did_you_mean
from sphinx_apparatus.typst.index import alphabetical, index_keys, runs_of
from sphinx_apparatus.typst.markup import call, comment, language, length, quoted, text
from sphinx_apparatus.typst.translator import TypstTranslator

if TYPE_CHECKING:
    from collections.abc import Iterator


def translate(*children: nodes.Node, docname: str = "a", index: bool = True) -> str:
    """Return the source of a book of one document, without comments that tell of places."""
    return translated(file(*children, docname=docname), index=index)


def file(*children: nodes.Node, docname: str) -> addnodes.start_of_file:
    return addnodes.start_of_file("", *children, docname=docname)


def translated(*files: nodes.Node, index: bool = True, layout: str = "foot") -> str:
    document = new_document("book")
    document += list(files)
    builder = SimpleNamespace(
        config=SimpleNamespace(
            typst_index=index,
            typst_offprint=False,
            typst_citation_labels=False,
            typst_notes=layout,
            typst_trim="a5",
            typst_evidence=True,
        ),
        env=SimpleNamespace(domains=None),
        srcdir="/src",
        images={"wall.svg": "wall.svg"},
        imagedir="images",
    )
    translator = TypstTranslator(document, builder)  # type: ignore[arg-type]
    document.walkabout(translator)
    return re.sub(r"/\* @ .*? \*/", "", translator.astext())


@pytest.fixture
def warned(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    """Warnings of this test, as they come."""
    import logging

    messages: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            subtype = getattr(record, "subtype", "")
            messages.append(f"{subtype}: {record.getMessage()}")

    logger = logging.getLogger("sphinx.sphinx_apparatus.typst.core")
    handler = Keep(logging.WARNING)
    logger.addHandler(handler)
    yield messages
    logger.removeHandler(handler)


def paragraph(*children: nodes.Node | str, classes: tuple[str, ...] = ()) -> nodes.paragraph:
    made = nodes.paragraph(classes=list(classes))
    made += [nodes.Text(c) if isinstance(c, str) else c for c in children]
    return made


def mark(name: str, label: str, series: str = "numbered") -> nodes.footnote_reference:
    return nodes.footnote_reference(
        "", label, ids=[f"mark-{name}"], refid=f"note-{name}", note=f"e/{name}", series=series
    )


def note(name: str, label: str, *body: nodes.Node, series: str = "numbered") -> nodes.footnote:
    return nodes.footnote(
        "",
        nodes.label("", label),
        *(body or (paragraph(f"Body {name}."),)),
        ids=[f"note-{name}"],
        backrefs=[f"mark-{name}"],
        note=f"e/{name}",
        series=series,
    )


def gap() -> nodes.inline:
    return nodes.inline("", nodes.Text(" "), classes=["apparatus-mark-gap"])


def passage(*children: nodes.Node, number: int = 1) -> nodes.paragraph:
    made = paragraph(*children, classes=("apparatus-block", "apparatus-passage"))
    made["ids"] = [f"p{number}"]
    made["apparatus_block"] = f"e/p{number}"
    made["number"] = number
    return made


# --- Strings ---------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=30))
def test_a_quoted_string_is_the_string(strings: list[str]) -> None:
    source = "\n".join(f"#metadata({quoted(s)})<x>" for s in strings)
    found = typst.Compiler(source.encode("utf-8", "surrogatepass"), ignore_system_fonts=True)
    kept = [
        "".join(c for c in s.replace("\r", "") if c in "\t\n\x0b\x0c" or c >= " ") for s in strings
    ]
    kept = [s.replace("\x7f", "") for s in kept]
    assert json.loads(found.query("<x>", field="value")) == kept


@pytest.mark.parametrize(
    "hostile",
    [
        '"];#panic("x")',
        '\\"];#panic("x")',
        "\\",
        "#panic()",
        "*a* _b_ `c` $d$ <e> @f // g /* h */ -- ~ \\u{41}",
        "]",
        "= Heading",
    ],
)
def test_nothing_in_a_text_acts_as_markup(hostile: str) -> None:
    source = translate(nodes.section("", nodes.title("", hostile), paragraph(hostile), ids=["s"]))
    functions = """
#let chapter(key, id: none, head: "", recto: false, body) = body
#let head(level, id, body) = body
#let report(..k) = none
"""
    pdf = typst.compile((functions + source).encode(), format="pdf", ignore_system_fonts=True)
    shown = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert "".join(hostile.split()) in "".join(shown.split())


def test_text_that_would_go_on_as_code_stays_text() -> None:
    source = translate(paragraph(nodes.emphasis("", "a"), "; .b (c) [d]"))
    assert '#emph[#"a";];#"; .b (c) [d]";' in source


def test_an_address_may_break_and_leads_there() -> None:
    assert text("see https://a.org/b. Then", link=True) == (
        '#"see ";#away("https://a.org/b")[#address("https://a.org/b");];#". Then";'
    )


def test_figures_with_hyphens_and_points_are_never_broken() -> None:
    made = text("On 2026-11-22 (n.d.-b), version 0.1.0, CC BY 4.0, 24-hour; 1.5.")
    assert re.findall(r'#figures\("(.*?)"\);', made) == ["2026-11-22", "n.d.-b", "0.1.0", "4.0"]
    assert made.endswith('#", ";#box[#"24-hour";];#"; 1.5.";')


def test_runs_of_white_space_are_one_space_but_no_break_spaces_stay() -> None:
    assert text("a \n b\u00a0\u00a0c") == '#"a b\u00a0\u00a0c";'


def test_a_comment_cannot_be_left() -> None:
    assert comment("a */ #panic() /*") == "/* a  #panic()  */"


@pytest.mark.parametrize(
    ("given", "expected"),
    [("300px", "225pt"), ("50%", "50%"), ("4", "3pt"), ("2.5cm", "2.5cm"), ("1em;x", None)],
)
def test_lengths(given: str, expected: str | None) -> None:
    assert length(given) == expected


def test_languages() -> None:
    assert language("es-VE") == ("es", "ve", False)
    assert language("zh-Hant-TW") == ("zh", "tw", False)
    assert language("ar") == ("ar", None, True)
    assert language("not a tag") is None


def test_a_value_without_a_literal_is_refused() -> None:
    with pytest.raises(TypeError, match="no Typst literal"):
        call("f", object())


# --- Every node --------------------------------------------------------------------------


def kinds_of_node() -> Iterator[type]:
    for module in (docutils.nodes, sphinx.addnodes):
        for thing in vars(module).values():
            if isinstance(thing, type) and issubclass(thing, nodes.Element):
                yield thing


ABSTRACT = {"Element", "TextElement", "FixedTextElement", "PureTextElement"}
ABSTRACT |= {"_desc_classes_injector"}


@pytest.mark.parametrize("kind", sorted(set(kinds_of_node()), key=lambda k: k.__name__))
def test_every_node_of_docutils_and_sphinx_has_a_visitor(kind: type) -> None:
    names = [base.__name__ for base in kind.__mro__]
    if names[0] not in ABSTRACT:
        assert any(hasattr(TypstTranslator, f"visit_{name}") for name in names)


def test_an_unknown_node_warns_and_prints(warned: list[str]) -> None:
    class Gadget(nodes.General, nodes.Element):
        pass

    source = translate(Gadget("", paragraph("What it holds.")))
    assert '#"What it holds.";' in source
    assert len(warned) == 1
    assert warned[0].startswith("typst_unknown_node: ")
    assert "'Gadget'" in warned[0]


# --- The essay ---------------------------------------------------------------------------


def test_a_passage_has_its_number_in_the_margin_and_its_notes_know_their_neighbors() -> None:
    number = passage_number("", nodes.reference("", "¶1", refid="p1"), number=1)
    block = passage(
        number,
        nodes.Text(" "),
        span_start(note="e/a"),
        piece("", "Words", view="both"),
        mark("a", "1"),
        piece("", " more", view="both"),
        mark("b", "2"),
    )
    tree = essay("", block, essay="e", lang="en-GB", classes=["apparatus-essay"])
    tree += nodes.container(
        "", nodes.rubric("", "Notes"), note("a", "1"), note("b", "2"), classes=["apparatus-notes"]
    )
    source = translate(tree)
    assert '#essay-text("a", lang: "en", region: "gb")[' in source
    assert '#para("a#p1", kind: "passage", number: 1, after: "start")[#"Words";#note(' in source
    assert (
        '#note("a#note-a", "1", series: "numbered", key: "a", at: "a#p1", next: "a#note-b")'
        in source
    )
    assert 'at: "a#p1", prev: "a#note-a")' in source
    assert "¶" not in source
    assert '"Notes"' not in source
    assert "recto: true" in source


def test_marks_of_both_series_are_parted_by_a_gap() -> None:
    block = passage(
        span_start(note="e/a"),
        piece("", "Words", view="both"),
        mark("a", "a", "lettered"),
        gap(),
        mark("b", "1"),
    )
    source = translate(block, note("a", "a", series="lettered"), note("b", "1"))
    assert '#"Words";#note("a#note-a", "a", series: "lettered"' in source
    assert source.count("#mark-gap();") == 1


def answered(
    name: str, label: str, *, series: str = "numbered", **attributes: object
) -> nodes.footnote:
    """A note as the engine makes it: a head and a summary, or the entry of a textual note."""
    if series == "lettered":
        body = [paragraph(f"Entry {name}", classes=("apparatus-entry",))]
    else:
        head = paragraph(
            nodes.inline("", f"Title {name}", classes=["apparatus-note-title"]),
            " · ",
            nodes.inline("", "● Supported", classes=["apparatus-verdict"]),
            " · confidence medium",
            classes=("apparatus-note-head",),
        )
        body = [head, paragraph(f"Summary {name}.", classes=("apparatus-summary",))]
    body.append(paragraph(f"Finding {name}."))
    meta = "By the editors · not yet reviewed" if label != "2" else "By Ann · not yet reviewed"
    body.append(paragraph(meta, classes=("apparatus-note-meta",)))
    made = note(name, label, *body, series=series)
    made.update_all_atts(attributes | {"confidence": "medium" if label == "1" else "high"})
    return made


def text_with_notes() -> tuple[nodes.Node, ...]:
    """An edited text: an adopted reading, one that is not, and two fact-checks."""
    away = nodes.reference("", "other", refuri="https://example.org")
    crossref = paragraph("↔ ", away, classes=("apparatus-crossref",))
    tree = essay("", essay="e", label="1908", lang="en", classes=["apparatus-essay"])
    tree["ids"] = ["text"]
    words = passage(
        "A",
        mark("a", "a", "lettered"),
        gap(),
        mark("b", "b", "lettered"),
        gap(),
        mark("c", "1"),
        "B",
        mark("d", "2"),
        number=4,
    )
    tree += [
        words,
        crossref,
        answered("a", "a", series="lettered", adopted=True),
        answered("b", "b", series="lettered", adopted=False),
        answered("c", "1"),
        answered("d", "2"),
    ]
    title = nodes.title("", "The Answer")
    return (nodes.section("", title, tree, ids=["answer"]),)


@pytest.mark.parametrize("layout", ["short", "end", "margin"])
def test_a_commentary_follows_the_texts(layout: str) -> None:
    source = translated(file(*text_with_notes(), docname="a"), layout=layout)
    text_, commentary = source.split('#chapter("commentary"')
    assert ("Summary c." in text_) == (layout != "end")
    assert ("Summary c." in commentary) == (layout == "end")
    assert "Finding c." not in text_
    assert "Entry b" not in text_
    assert '"b"' not in text_
    assert re.search(r'#comments\("a#[^"]+", "¶4", of: "1908"\)', commentary)
    # In the order of the marks, each whole, then the lines to other texts.
    places = [commentary.index(f'#comment("a#note-{name}"') for name in "abcd"]
    assert places == sorted(places)
    assert commentary.index("↔") > places[-1]
    assert 'name: "c"' in commentary
    assert commentary.count("marked: false") == 1
    assert '#confidence[#"medium";]' in commentary
    assert "high" not in commentary.split("#comments")[1]
    # What holds for most notes is said once, what differs at its note.
    assert commentary.count("not yet reviewed") == commentary.count("by the editors") == 1
    assert "By Ann" in commentary


def test_only_marks_that_are_printed_are_parted() -> None:
    source = translated(file(*text_with_notes(), docname="a"), layout="short")
    assert source.count("#mark-gap();") == 1


def test_notes_stand_beside_their_paragraph() -> None:
    source = translated(file(*text_with_notes(), docname="a"), layout="margin")
    para = source[source.index("#para(") : source.index('#chapter("commentary"')]
    assert re.findall(r'#side-note\("a#note-(\w)"', para) == ["a", "c", "d"]
    assert re.findall(r'#mark\("a#note-(\w)"', para) == ["a", "c", "d"]


def test_a_note_without_a_summary_stands_whole_at_its_mark() -> None:
    tree = essay("", passage("A", mark("a", "1")), classes=["apparatus-essay"], essay="e")
    tree["ids"] = ["text"]
    source = translated(file(tree, note("a", "1"), docname="a"), layout="short")
    assert "Body a." in source
    assert "whole: false" not in source
    assert '#chapter("commentary"' not in source


def test_a_second_mark_refers_to_the_note_that_stands_already() -> None:
    source = translate(paragraph("x", mark("a", "1"), "y", mark("a", "1")), note("a", "1"))
    assert source.count("#note(") == 1
    assert '#again("a#note-a", "1", series: "numbered");' in source


def test_a_note_without_a_mark_is_printed_where_it_stands() -> None:
    notes = nodes.container("", note("a", "1"), note("b", "2"), classes=["apparatus-notes"])
    source = translate(paragraph("x", mark("a", "1")), notes)
    assert source.count('#"Body a.";') == 1
    assert '#loose-note("2")[' in source
    assert source.count('#"Body b.";') == 1


def test_a_mark_in_a_heading_leads_to_its_note_and_does_not_stand_twice() -> None:
    section = nodes.section("", nodes.title("", "", nodes.Text("T"), mark("a", "1")), ids=["t"])
    section += [paragraph("x", mark("a", "1")), note("a", "1")]
    source = translate(section)
    assert source.count("#note(") == 1
    assert '#super[#goto("a#note-a")' in source
    assert 'head: "T"' in source


def test_notes_run_in_head_claim_and_meta() -> None:
    body = (
        paragraph(
            nodes.inline("", "T", classes=["apparatus-note-title"]),
            classes=("apparatus-note-head",),
        ),
        paragraph("The essay says: c.", classes=("apparatus-claim",)),
        paragraph("Finding."),
        paragraph("Checked.", classes=("apparatus-note-meta",)),
    )
    source = translate(paragraph("x", mark("a", "1")), note("a", "1", *body))
    assert 'head: [#note-head[#note-title[#"T";];];]' in source
    assert '[#claim[#"The essay says: c.";];#"Finding.";#note-meta[' in source


def test_evidence_is_one_call_and_says_its_language() -> None:
    translation = nodes.paragraph("", "peace", classes=["apparatus-translation"])
    source = nodes.attribution("", "Hen 1990, p. 4")
    words = quoted_words("", "שלום", lang="he")
    quotation = nodes.block_quote("", words, translation, source, classes=["apparatus-evidence"])
    source = translate(quotation)
    assert (
        '#evidence(translation: [#"peace";], source: [#"Hen 1990, p. 4";])'
        '[#text(lang: "he", dir: rtl)[#"שלום";];]' in source
    )
    own = nodes.block_quote("", quoted_words("", "so", lang=""), classes=["apparatus-evidence"])
    assert '#evidence[#"so";]' in translate(own)


def test_a_quotation_in_the_text_is_no_block() -> None:
    quote = nodes.block_quote("", paragraph("One."), paragraph("Two."), ids=["p2"], number=2)
    quote["apparatus_block"] = "e/p2"
    source = translate(quote)
    assert "display-quote" not in source
    assert source.count('kind: "quote"') == 2
    assert source.count("number: 2") == 1


def test_pairs_are_tables_of_two_columns() -> None:
    tree = pair(
        "", *(pair_side("", paragraph(w), label=y) for w, y in (("A", "1901"), ("B", "1908")))
    )
    assert '#pair([#"1901";], [#"1908";], [#"A";], [#"B";]);' in translate(tree)


def test_a_cross_reference_tells_the_page_of_the_passage_only() -> None:
    line = paragraph(
        "↔ ",
        nodes.reference("", "¶1", refuri="%b#p1"),
        nodes.reference("", "theme", refuri="%b#t"),
        classes=("apparatus-crossref",),
    )
    there = file(nodes.section("", nodes.title("", "B"), ids=["t"]), passage(), docname="b")
    source = translated(file(line, docname="a"), there)
    assert '#goto("b#p1")[#"¶1";];#goto-page("b#p1");#goto("b#t")[#"theme";];]' in source


def test_a_passage_is_told_of_the_cross_reference_under_it() -> None:
    away = nodes.reference("", "other", refuri="https://example.org")
    line = paragraph("↔ ", away, classes=("apparatus-crossref",))
    source = translate(nodes.container("", passage(number=1), line, passage(number=2)))
    assert source.count('before: "crossref"') == 1
    assert source.index('before: "crossref"') < source.index("#crossref")
    assert source.count('after: "crossref"') == 1


# --- Links -------------------------------------------------------------------------------


def test_on_paper_a_link_to_another_chapter_tells_its_page() -> None:
    def link(uri: str) -> nodes.reference:
        return nodes.reference("", "there", refuri=uri, internal=True)

    def chapter(docname: str, *lines: nodes.Node) -> nodes.Node:
        title = nodes.title("", docname.upper())
        part = nodes.section("", nodes.title("", "Part"), ids=["part"])
        return file(nodes.section("", title, *lines, part, ids=[docname]), docname=docname)

    lines = [paragraph(link("%b")), paragraph(link("%b#part")), paragraph(link("%a"))]
    source = translated(chapter("a", *lines), chapter("b"))
    assert '#goto("b#b")[#"there";];#on-page("b#b");' in source
    assert source.count("#on-page(") == 1


def test_ids_of_two_documents_do_not_clash_and_second_names_lead_to_the_first() -> None:
    one = file(nodes.section("", nodes.title("", "A"), ids=["s", "s-too"]), docname="a")
    two = file(
        nodes.section("", nodes.title("", "B"), ids=["s"]),
        paragraph(
            nodes.reference("", "up", refuri="%a#s-too"), nodes.reference("", "x", refid="s")
        ),
        paragraph(nodes.reference("", "whole", refuri="%a")),
        docname="b",
    )
    source = translated(one, two)
    assert source.count('#goto("a#s")') == 2
    assert '#goto("b#s")[#"x";];' in source


def test_links_to_marks_lead_to_their_notes() -> None:
    source = translate(
        paragraph(nodes.reference("", "see", refid="mark-a")),
        paragraph("x", mark("a", "1")),
        note("a", "1"),
    )
    assert '#goto("a#note-a")[#"see";];' in source


def test_a_link_that_leads_nowhere_warns_and_does_not_stop_the_book(warned: list[str]) -> None:
    source = translate(paragraph(nodes.reference("", "x", refid="gone")))
    assert '#anchor("a#gone");' in source
    assert warned == ["typst_link: a link leads to 'a#gone', which the PDF does not hold"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "../x.html"])
def test_addresses_of_other_kinds_are_no_links(address: str) -> None:
    source = translate(paragraph(nodes.reference("", "words", refuri=address)))
    assert "#away" not in source
    assert '#"words";' in source


def test_words_of_roles_are_not_set_as_code() -> None:
    inner = nodes.literal("", "2019 n. b", classes=["xref", "apparatus"])
    source = translate(
        nodes.section("", nodes.title("", "t"), ids=["s"]),
        paragraph(nodes.reference("", "", inner, refid="s"), nodes.literal("", "code")),
    )
    assert '[#"2019\u00a0n.\u00a0b";]' in source
    assert '#raw("code");' in source


# --- Structure, tables, pictures, index ---------------------------------------------------


def test_documents_below_others_have_lower_headings() -> None:
    def page(name: str) -> nodes.section:
        return nodes.section(
            "",
            nodes.title("", name),
            nodes.section("", nodes.title("", name + "1"), ids=[name + "1"]),
            ids=[name],
        )

    top = file(page("top"), docname="top")
    top += file(page("below"), docname="below")
    source = translated(top, file(page("next"), docname="next"))
    levels = [line.split("#head(")[1][0] for line in source.splitlines() if "#head(" in line]
    assert levels == ["1", "2", "2", "3", "1", "2"]
    assert source.count("#chapter(") == 2


def test_headings_of_a_text_step_down_by_one() -> None:
    """Otherwise Typst ends with an error of PDF/UA that names no text."""
    headings = [
        nodes.rubric("", f"h{level}", **{"heading-level": level, "apparatus_block": "h"})
        for level in (3, 4, 3, 2, 4)
    ]
    page = nodes.section("", nodes.title("", "Play"), *headings, ids=["play"])
    source = translate(page)
    levels = [int(line.split("#head(")[1][0]) for line in source.splitlines() if "#head(" in line]
    assert levels[0] == 1
    assert len(levels) == 6
    assert all(later <= level + 1 for level, later in itertools.pairwise(levels))


def table(*rows: list[nodes.entry], head: list[nodes.entry] | None = None) -> nodes.table:
    count = max(len(row) for row in rows)
    group = nodes.tgroup("", *(nodes.colspec(colwidth=1) for _ in range(count)), cols=count)
    if head:
        group += nodes.thead("", nodes.row("", *head))
    group += nodes.tbody("", *(nodes.row("", *row) for row in rows))
    return nodes.table("", group)


def cell(words: str, *more: nodes.Node, **attributes: int) -> nodes.entry:
    return nodes.entry("", paragraph(words, *more), **attributes)


def test_a_header_with_a_link_is_not_repeated() -> None:
    plain = translate(table([cell("a"), cell("b")], head=[cell("A"), cell("B")]))
    assert "repeat: true" in plain
    link = nodes.reference("", "x", refuri="https://a.org/")
    linked = translate(table([cell("a"), cell("b")], head=[cell("A", link), cell("B")]))
    assert "repeat: false" in linked


def test_cells_that_span() -> None:
    source = translate(table([cell("wide", morecols=1)], [cell("a"), cell("b")]))
    assert 'table.cell([#"wide";], colspan: 2)' in source


def test_a_note_in_a_cell_asks_for_no_room_of_a_line() -> None:
    source = translate(table([cell("a", mark("a", "1"))]), note("a", "1"))
    assert '#note("a#note-a", "1", series: "numbered", key: "a")[' in source


def test_a_picture_without_words_warns(warned: list[str]) -> None:
    source = translate(nodes.image(uri="wall.svg", candidates={"*": "wall.svg"}))
    assert '#picture("images/wall.svg", alt: "wall.svg");' in source
    assert [w.split(":")[0] for w in warned] == ["typst_image_alt"]


def test_the_index_is_in_the_order_of_the_alphabet() -> None:
    entries = [
        ("single", "Zulia", "i", "", None),
        ("single", "Ángel", "i", "", None),
        ("single", "oil; prices", "i", "", None),
        ("see", "petroleum; oil", "i", "", None),
    ]
    source = translate(addnodes.index(entries=entries), paragraph("x"))
    words = [
        part.split('"')[1] for part in source.split("#index-pages(")[1].split("index-entry([#")[1:]
    ]
    assert words == ["Ángel", "oil", "prices", "petroleum", "Zulia"]
    assert "see: [" in source
    assert "#ix(1);" in source
    assert "#index-pages" not in translate(addnodes.index(entries=entries), index=False)


def test_notes_of_a_term_are_named_by_text_and_run() -> None:
    cited = [("2026 n. b", "b"), *((f"2026 n. {n}", f"n{n}") for n in (9, 3, 4, 5))]
    assert list(runs_of([("2019 n. 7", "seven"), *cited])) == [
        ("2019 n.\u00a0", [("7", "seven")]),
        ("2026 nn.\u00a0", [("b", "b"), ("3–5", "n3"), ("9", "n9")]),
    ]


def test_entries_of_an_index() -> None:
    assert list(index_keys("pair", "a; b")) == [(("a", "b"), ""), (("b", "a"), "")]
    assert list(index_keys("seealso", "a; b")) == [(("a",), "see also b")]
    assert alphabetical("“Ébano”")[0] == "ebano"


def test_raw_code_of_other_writers_is_left_out() -> None:
    source = translate(
        nodes.raw("", "<b>html</b>", format="html"), nodes.raw("", "#emph[t]", format="typst")
    )
    assert "html" not in source
    assert "#emph[t]" in source


def test_words_in_another_language_say_so() -> None:
    source = translate(paragraph(nodes.inline("", "سلام", classes=["language-ar"])))
    assert '#text(lang: "ar", dir: rtl)[#"سلام";];' in source


def test_the_order_of_the_contents() -> None:
    includes = {"index": ["b", "a"], "b": ["c"], "a": ["b"]}
    assert contents_order(includes, "index") == ["index", "b", "c", "a"]


def test_suggestions() -> None:
    assert did_you_mean("typst_trm", ["typst_trim", "x"]) == "; did you mean 'typst_trim'?"
    assert did_you_mean("zzz", ["typst_trim"]) == ""


def test_notes_on_a_pair_run_in_and_a_high_picture_closes_its_chapter() -> None:
    def drawn(height: int) -> nodes.Node:
        box = f'<svg viewBox="0 0 420 {height}"></svg>'
        return picture(svg=box, alt=f"{height} high", classes=["apparatus-map"])

    items = [nodes.list_item("", nodes.paragraph("", f"n. {number}")) for number in (1, 2)]
    listed = nodes.bullet_list("", *items, classes=["apparatus-related"])
    source = translate(drawn(757), listed, drawn(271), nodes.paragraph("", "Last."))
    assert '#related([#"n.\u00a01";], [#"n.\u00a02";]);' in source
    places = [source.index(words) for words in ("271 high", "Last.", "757 high")]
    assert places == sorted(places)


def test_no_line_begins_with_the_number_of_a_passage_or_note_or_a_dot() -> None:
    source = translate(nodes.paragraph("", "2019 ¶1 · agrees, and so on. Then n. 12"))
    assert '#"2019\u00a0¶1\u00a0· agrees, and so on. Then n.\u00a012";' in source
