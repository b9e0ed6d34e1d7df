"""The portable texts: stock Sphinx builds them, and nothing of the edition's notes is missing."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from markdown_it.token import Token
from tests.support.gardens import BRIEF, NOT_FOUND, QUOTE, SUMMARY, TRANSLATION
from tests.support.project import LINT_BASE, Apparatus

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.export import myst
from sphinx_apparatus.model.essays import Essay, Note, Span
from sphinx_apparatus.model.records import FactCheckHead
from sphinx_apparatus.model.vocabulary import Series, View
from sphinx_apparatus.text.edits import Edit, Emended
from sphinx_apparatus.text.markdown import escape, normalise, parser, top_level
from sphinx_apparatus.text.numbering import mark_place
from sphinx_apparatus.text.units import stream

Pages = dict[str, Any]
TARGET = "e1908-garden-note-forty-gardens"

# pybtex searches the entry points of all installed packages anew at each citation; remembering
# what it found makes the build three times as fast and changes nothing else.
_STOCK = """
import functools, sys
import pybtex.plugin
pybtex.plugin._load_entry_point = functools.cache(pybtex.plugin._load_entry_point)
from sphinx.cmd.build import main
status = main(sys.argv[1:])
assert not [name for name in sys.modules if name.startswith("sphinx_apparatus")]
sys.exit(status)
"""


def built(edition: Edition, folder: Path) -> Pages:
    """Export, build with what the export's own conf.py names, and read the pages."""
    source = folder / "myst"
    myst.export(edition, source)
    out = folder / "html"
    command = [sys.executable, "-c", _STOCK, "-q", "-n", "-W", "-D", "html_theme=alabaster"]
    done = subprocess.run(
        [*command, str(source), str(out)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return {
        path.stem: html.fromstring(path.read_text(encoding="utf-8"))
        for path in sorted(out.glob("*.html"))
    }


@pytest.fixture(scope="module")
def portable(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The portable texts as pages."""
    return built(edition, tmp_path_factory.mktemp("myst"))


def words(element: Any) -> str:
    return normalise(element.text_content())


def plain(markdown: str) -> str:
    """The words of a note's body, citations and references left out, one space between."""
    found: list[str] = []
    for token in parser().parse(markdown):
        for child in token.children or ():
            found.append(" " if child.type in ("softbreak", "hardbreak") else "")
            if child.type in ("text", "text_special"):
                found.append(child.content)
            elif child.type == "myst_role":
                found.append("\0")
        found.append(" ")
    return normalise("".join(found))


def holds(text: str, body: str) -> bool:
    """Whether *text* has all words of a body in order, with something at each role."""
    pattern = ".+?".join(re.escape(part) for part in plain(body).split("\0"))
    return re.search(pattern, text) is not None


def text_of(block: Any) -> str:
    """The words of a block without its number and marks."""
    marks = './/a[contains(@class, "footnote-reference")] | .//a[contains(@href, "-note-")]'
    for mark in block.xpath(f"{marks} | ./a[starts-with(., '¶')]"):
        gap = mark.tail == " " and mark.getnext() is not None and is_mark(mark.getnext())
        mark.tail = "" if gap else mark.tail
        mark.drop_tree()
    return words(block)


def is_mark(element: Any) -> bool:
    return "footnote-reference" in element.get("class", "") or "-note-" in element.get("href", "")


def notes_of(edition: Edition, series: Series) -> list[Note]:
    return [n for e in edition.essays for n in e.notes if n.kind.series is series]


def test_only_stock_extensions(edition: Edition) -> None:
    conf = myst.documents(edition)["conf.py"]
    assert 'extensions = ["myst_parser", "sphinxcontrib.bibtex"]' in conf
    for name, text in myst.documents(edition).items():
        assert "{apparatus:" not in text, name


def test_answers_are_whole(edition: Edition, tmp_path: Path) -> None:
    pages = built(edition, tmp_path)
    page = pages["1908-garden"]
    (footnote,) = page.xpath('//aside[@role="doc-footnote"][.//@id=$id]', id=TARGET)
    said = words(footnote)
    order = [
        "Forty gardens · ◕ Mostly supported · confidence medium",
        SUMMARY,
        "Gray: There were forty gardens in the town.",
        "The number is two too high.",
        f"{QUOTE} Translation: {TRANSLATION} — Gray, 1907, p. 4 · primary document",
        "=SUM(38) — Town Council, 1909",
        "Later, May 1910: The town laid out two more",
        "two gardens at the ditch — Town Council, 1910",
        "Later, 1911: One was built over",
        "Verdict changed on 3 February 1912 from ● Supported to ◐ Partly supported: The survey",
        "Verdict changed on 2 April 1912 from ◐ Partly supported to ◕ Mostly supported: Two of *f",
        "Checked 2 April 1912",
    ]
    places = [said.find(part) for part in order]
    assert -1 not in places, said
    assert places == sorted(places)
    assert [words(part) for part in footnote.xpath(".//*[@lang='de' or @class='language-de']")] == [
        QUOTE
    ]
    whole = words(page)
    assert BRIEF in whole
    assert f"No words to quote: {NOT_FOUND}" in whole
    assert "Withdrawn on 1 June 1912: Nobody can know. Gray: The writer asked twice." in whole
    sources = words(pages["bibliography"])
    assert "Read by May 1, 1912" in sources
    assert "Accessed May 3, 1912" in sources


def test_every_numbered_note_is_a_footnote(edition: Edition, portable: Pages) -> None:
    for note in notes_of(edition, Series.NUMBERED):
        page = portable[note.essay]
        (inside,) = page.xpath(f'//*[@id="e{note.essay}-note-{note.id}"]')
        (footnote,) = inside.xpath('ancestor-or-self::aside[@role="doc-footnote"]')
        (label,) = footnote.xpath('./span[@class="label"]')
        assert words(label) == f"[{note.label}]", note.full_id
        text = words(footnote)
        assert note.head.title in text
        assert holds(text, note.body), note.full_id
        if isinstance(note.head, FactCheckHead):
            assert f"{note.head.verdict.sign} {note.head.verdict.word}" in text
            assert note.head.claim in text
        (mark,) = page.xpath(f'//a[@href="#{footnote.get("id")}"]')
        assert words(mark) == f"[{note.label}]"


def test_every_textual_note_shows_its_letter(edition: Edition, portable: Pages) -> None:
    for note in notes_of(edition, Series.LETTERED):
        page = portable[note.essay]
        target = f"e{note.essay}-note-{note.id}"
        (inside,) = page.xpath(f'//*[@id="{target}"]')
        (item,) = inside.xpath("ancestor-or-self::li[1]")
        assert words(item).startswith(f"[{note.label}] "), note.full_id
        assert holds(words(item), note.body), note.full_id
        blocks = page.xpath(f'//p[starts-with(@id, "e{note.essay}-")]//a[@href="#{target}"]')
        assert f"[{note.label}]" in [words(mark) for mark in blocks]


def test_every_citation_is_found(edition: Edition, portable: Pages) -> None:
    entries = portable["bibliography"].xpath('//div[@class="citation"]')
    cited = {key for e in edition.essays for n in e.notes for key in edition.cited_by(n)}
    assert len(entries) == len(cited)
    for essay in edition.essays:
        expected = sum(
            len(note.quotations)
            + sum(len(body.citations) for body in [edition.body(note), *edition.later_bodies(note)])
            for note in essay.notes
        )
        links = portable[essay.id].xpath('//span[@class="bibtex-citation"]//a')
        assert len(links) == expected
        assert all(link.get("href").startswith("bibliography.html#") for link in links)
    text = words(portable["bibliography"])
    for key in cited:
        assert normalise(edition.sources[key].title) in text, key


def test_every_cross_reference_leads_to_the_other_text(edition: Edition, portable: Pages) -> None:
    for reference in edition.cross_references:
        ends = edition.ends(reference)
        for (essay, block), (other, there) in (ends, ends[::-1]):
            (passage,) = portable[essay.id].xpath(f'//*[@id="e{essay.id}-{block.id}"]')
            lines = []
            following = passage.getnext()
            while words(following).startswith("↔"):
                lines.append(following)
                following = following.getnext()
            address = f"{other.id}.html#e{other.id}-{there.id}"
            theme = edition.theme_by_id[reference.head.theme].title
            expected = f"↔ {edition.label(other.id, there.id)} · {theme} · "
            assert any(
                line.xpath(f'.//a[@href="{address}"]')
                and words(line) == expected + reference.head.relation.word
                for line in lines
            ), reference.id


def test_every_link_leads_somewhere(portable: Pages) -> None:
    ids = {name: page.xpath("//@id") for name, page in portable.items()}
    for name, found in ids.items():
        assert len(found) == len(set(found)), name
        for address in portable[name].xpath("//a/@href"):
            page, _, anchor = address.partition("#")
            if anchor and "//" not in page:
                assert anchor in ids[page.removesuffix(".html") or name], address


def test_the_words_of_the_base_text(edition: Edition, portable: Pages) -> None:
    for essay in edition.essays:
        for block in essay.blocks:
            (found,) = portable[essay.id].xpath(f'//*[@id="e{essay.id}-{block.id}"]')
            assert text_of(found) == block.text


MARK = r"\[\^\d+\]|\[\\\[\w+\\\]\]\([^)]+\)"


def written_words(document: str, essay: str, block: str) -> str:
    """The words of a block of a document, without number and marks."""
    written = document.partition(f"(e{essay}-{block})=\n")[2].partition("\n\n")[0]
    written = re.sub(r"^(?:\[¶\d+\w?\]\(\S+\)|¶\d+\w?) ", "", written)
    return plain(re.sub(rf"({MARK})(?: ({MARK}))*", "", written))


def test_the_words_of_the_reading_text(edition: Edition) -> None:
    changed = 0
    for essay in edition.essays:
        document = myst.essay_document(edition, essay, View.READING)
        assert document.count("[^") == myst.essay_document(edition, essay).count("[^")
        for block, emended in zip(essay.blocks, edition.emended(essay), strict=True):
            assert written_words(document, essay.id, block.id) == normalise(emended.reading)
            changed += emended.reading != emended.base
    assert changed > 1


def test_written_only_if_changed(edition: Edition, tmp_path: Path) -> None:
    written = myst.export(edition, tmp_path)
    assert {path.name for path in written} == set(myst.documents(edition))
    assert myst.export(edition, tmp_path) == []
    (tmp_path / "index.md").write_text("other")
    assert myst.export(edition, tmp_path) == [tmp_path / "index.md"]


def test_the_command(garden: Path, tmp_path: Path, apparatus: Apparatus) -> None:
    out = tmp_path / "a"
    code, printed, err = apparatus("export", "myst", out, "--project", garden)
    assert code == 0, err
    assert f"written: {out / '1908-garden.md'}" in printed
    broken = shutil.copytree(LINT_BASE, tmp_path / "edition")
    (broken / "references.bib").unlink()
    code, _, err = apparatus("export", "myst", tmp_path / "b", "--project", broken)
    assert code == 1
    assert err.startswith("references.bib:1: A001 ")
    assert not (tmp_path / "b").exists()


# -- marks in text with markup -----------------------------------------------------------------

WORDS = st.text(st.sampled_from("ab!*_[]^`{}<>:#&1.-(’\u00a0"), min_size=1, max_size=5)
PLAIN = st.lists(WORDS, min_size=1, max_size=4).map(" ".join).map(escape)
# Between words, as an editor sets it; CommonMark reads other places in ways of its own.
MARKED = st.builds(
    lambda form, text: form.format(text),
    st.sampled_from(["*a{}a*", "**a{}a**", "[a{}a]{{.language-es}}", "*a **b{}b** a*"]),
    PLAIN,
)
INLINE = st.lists(PLAIN | MARKED, min_size=1, max_size=4).map(" ".join)
LINES = st.lists(INLINE, min_size=1, max_size=3)
TEXTS = (
    LINES.map("\n".join)
    | LINES.map(lambda lines: "\n".join(f"> {line}\n>" for line in lines))
    | LINES.map(lambda lines: "\n".join(f"- {line}" for line in lines))
)


def place(essay: Essay, label: int, start: int, end: int) -> Note:
    numbered = next(note for note in essay.notes if note.kind.series is Series.NUMBERED)
    return replace(numbered, id=f"n{label}", label=str(label), span=Span(0, start, end))


def marks_in(tokens: list[Token]) -> tuple[str, list[tuple[str, int]]]:
    """The stream of a written block, and where in it each mark stands."""
    found: list[tuple[str, str]] = []
    for token in tokens:
        if token.type != "inline":
            continue
        text = " " if found else ""
        for child in token.children or ():
            if child.type == "footnote_ref":
                found.append((text, child.meta["label"]))
                text = ""
            text += {"softbreak": " ", "hardbreak": " "}.get(child.type, child.content)
        found.append((text, ""))
    whole = "".join(text for text, _ in found)
    before = ""
    marks = []
    for text, label in found:
        before += text
        if label:
            marks.append((label, len(normalise(before))))
    return normalise(whole), marks


def test_a_paragraph_without_words_loses_none_of_the_next(edition: Edition) -> None:
    markdown = "> \u00a0\n>\n> one two"
    (top,) = top_level(parser().parse(markdown))
    notes = [place(edition.essays[0], 1, 0, 3)]
    writer = myst._BlockWriter(Emended.of("one two", ()), notes, View.BASE)
    assert writer.write(top, "") == "> one[^1] two"


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.data())
def test_marks_stand_behind_their_spans(
    edition: Edition, markdown: str, data: st.DataObject
) -> None:
    blocks = stream(markdown)
    if len(blocks) != 1:
        return
    text = blocks[0].text
    inner = [i for i in range(1, len(text) + 1) if not text[i - 1].isspace()]
    ends = sorted(data.draw(st.lists(st.sampled_from(inner), min_size=1, max_size=4)))
    notes = [place(edition.essays[0], n, 0, end) for n, end in enumerate(ends, start=1)]
    (top,) = top_level(parser().parse(markdown))
    writer = myst._BlockWriter(Emended.of(text, ()), notes, View.BASE)
    written = writer.write(top, "")
    definitions = "\n".join(f"[^{note.label}]: x\n" for note in notes)
    # Not at the top of the document, where MyST takes some dashes for the fields of a page.
    _, block, *_ = top_level(parser().parse(f"Before.\n\n{written}\n\n{definitions}"))
    found, marks = marks_in(block)
    # Two marks at one point are set apart by a space, which is no word of the text.
    assert found.replace(" ", "") == text.replace(" ", "")
    assert [label for label, _ in marks] == [note.label for note in notes]
    taken = text.replace(" ", "")
    for (_label, reached), end in zip(marks, ends, strict=True):
        assert taken.startswith(found[:reached].replace(" ", ""))
        behind = text[: mark_place(text, end)].replace(" ", "")
        assert len(found[:reached].replace(" ", "")) == len(behind)
    assert parser().renderer.render(top, parser().options, {}).count("<em>") == (
        parser().renderer.render(block, parser().options, {}).count("<em>")
    )


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.data())
def test_adopted_readings_take_their_places(markdown: str, data: st.DataObject) -> None:
    blocks = stream(markdown)
    if len(blocks) != 1:
        return
    text = blocks[0].text
    words = [match.span() for match in re.finditer(r"\S+", text)]
    first, last = sorted(data.draw(st.tuples(*[st.sampled_from(words)] * 2)))
    added = data.draw(st.sampled_from(["", "new", "[two] *new*"]))
    emended = Emended.of(text, [Edit(first[0], last[1], added, "n")])
    (top,) = top_level(parser().parse(markdown))
    written = myst._BlockWriter(emended, [], View.READING).write(top, "")
    read = "".join(block.text for block in stream(written))
    assert read.replace(" ", "") == emended.reading.replace(" ", "")


def test_no_adopted_reading_is_lost_where_two_meet(edition: Edition) -> None:
    """Words replaced end where others are added, and one omission where another note adds."""
    note = edition.essays[0].notes[0]
    spans = {"a": Span(0, 0, 3), "b": Span(0, 0, 7)}
    notes = [replace(note, id=id, label="1", span=span) for id, span in spans.items()]
    (top,) = top_level(parser().parse("one two"))
    for words, expected in (("1", "1 too two"), ("", " too two")):
        edits = [Edit(0, 3, words, "a"), Edit(3, 3, " too", "b")]
        written = myst._BlockWriter(Emended.of("one two", edits), notes, View.READING)
        assert re.sub(MARK, "", written.write(top, "")) == expected


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ([(0, 3)], "> one\n>\n> […]"),
        ([(8, 13)], "> […]\n>\n> three"),
        ([(0, 3), (8, 13)], "> one\n>\n> […]\n>\n> three"),
    ],
)
def test_what_is_left_out_between_paragraphs(shown: list[tuple[int, int]], expected: str) -> None:
    markdown = "> one\n>\n> two\n>\n> three"
    (top,) = top_level(parser().parse(markdown))
    emended = Emended.of(stream(markdown)[0].text, ())
    written = myst._BlockWriter(emended, [], View.BASE, shown).write(top, "")
    assert written.replace("\\", "") == expected


def test_marks_stand_behind_links(edition: Edition) -> None:
    markdown = 'See [the *old* page](https://example.org/a_(b) "Old") now'
    notes = [place(edition.essays[0], 1, 0, 7), place(edition.essays[0], 2, 0, 16)]
    (top,) = top_level(parser().parse(markdown))
    written = myst._BlockWriter(Emended.of(stream(markdown)[0].text, ()), notes, View.BASE)
    assert written.write(top, "") == (
        'See [the *old* page](<https://example.org/a_(b)> "Old")[^1] [^2] now'
    )
