"""An edition in every form that Sphinx can write: its pages, and what is wrong with them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree, html
from sphinx.util.inventory import InventoryFile
from tests.support.project import sphinx_build

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
# The book has its own tests in tests/typst and tests/real.


class Builds:
    """The forms of an edition, each built when it is asked for, once, without a warning.

    :param docs: the folder of pages.
    :param site: the edition as HTML, which other tests read as well.
    :param folder: where the other forms go.
    """

    def __init__(self, docs: Path, site: Path, folder: Path) -> None:
        self.docs = docs
        self.folder = folder
        self.built = {"html": site}
        self._pages: dict[str, dict[Path, Any]] = {}

    def out(self, builder: str) -> Path:
        """Return the folder of what a builder wrote."""
        if builder not in self.built:
            out = self.folder / builder
            # Doctrees inside the output would be counted among the files of the EPUB.
            doctrees = self.folder / f"doctrees-{READ_ALIKE[builder]}"
            sphinx_build(builder, self.docs, out, "-n", "-W", "-d", str(doctrees))
            self.built[builder] = out
        return self.built[builder]

    def page(self, builder: str, essay: str) -> Path:
        """Return the file that an essay is in."""
        (found,) = self.out(builder).glob(PAGES[builder][0].format(essay))
        return found

    def text(self, builder: str, essay: str) -> str:
        """Return the letters and digits of the file that an essay is in."""
        return squeezed(PAGES[builder][1](self.page(builder, essay)))

    def pages(self, builder: str) -> dict[Path, Any]:
        """Return the pages of a site, parsed."""
        if builder not in self._pages:
            files = sorted(self.out(builder).rglob("*.html"))
            self._pages[builder] = {
                path: html.fromstring(path.read_bytes())
                for path in files
                if "_static" not in path.parts
            }
        return self._pages[builder]


# -- notes -----------------------------------------------------------------------------------------


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


def missing_notes(builds: Builds, edition: Edition, builder: str) -> list[str]:
    """Return the runs of words of notes that are not on the page of their text."""
    return [
        f"{note.full_id}: {run}"
        for essay in edition.essays
        for text in [builds.text(builder, essay.id)]
        for note in essay.notes
        for run in shown(note)
        if run not in text
    ]


def missing_cross_references(builds: Builds, edition: Edition, builder: str) -> list[str]:
    """Return the lines of cross-references that are not at both of their ends."""
    missing = []
    for essay in edition.essays:
        text = builds.text(builder, essay.id)
        for reference in edition.cross_references:
            ends = edition.ends(reference)
            for (here, _), (other, there) in (ends, ends[::-1]):
                label = edition.label(other.id, there.id)
                theme = edition.theme_by_id[reference.head.theme].title
                line = squeezed(f"{label} {theme} {reference.head.relation.word}")
                if here is essay and line not in text:
                    missing.append(f"{reference.id}: {line}")
    return missing


# -- ids and links -------------------------------------------------------------------------------


def ids_given_twice(builds: Builds, builder: str) -> list[tuple[Path, str]]:
    """Return the ids that a page has more than once."""
    return [
        (path, id)
        for path, body in builds.pages(builder).items()
        for id, count in Counter(body.xpath("//@id")).items()
        if count > 1
    ]


def broken_links(builds: Builds, builder: str) -> list[tuple[Path, str]]:
    """Return the links within a site that lead nowhere."""
    out, pages = builds.out(builder), builds.pages(builder)
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
                if target.name not in ("edition.pdf", "edition.epub"):
                    broken.append((path.relative_to(out), address))
            elif anchor and target in anchors and anchor not in anchors[target]:
                broken.append((path.relative_to(out), address))
    return broken


def check_ids(builds: Builds, edition: Edition, builder: str) -> None:
    """Fail unless passages, marks and notes have their ids and lead to each other."""
    for essay in edition.essays:
        body = builds.pages(builder)[builds.page(builder, essay.id)]
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


def check_inventory(builds: Builds, edition: Edition, builder: str) -> None:
    """Fail unless other projects can link to every object of the edition."""
    data = (builds.out(builder) / "objects.inv").read_bytes()
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
