"""The edition as an EPUB: Sphinx's builder ``epub`` with the documents of the book.

Where ``typst_documents`` is empty, the builder has all documents, as Sphinx's own; notes, style
and metadata are the same.
"""

from __future__ import annotations

import html
import posixpath
import re
import uuid
from collections.abc import Iterator, Set
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from docutils import nodes
from sphinx.builders.epub3 import Epub3Builder
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

from sphinx_apparatus.model.catalogue import N_, _, translate
from sphinx_apparatus.model.languages import is_right_to_left
from sphinx_apparatus.sphinx_ext.config import day_of_build
from sphinx_apparatus.sphinx_ext.domain import apparatus_domain
from sphinx_apparatus.text.file_writing import write_whole

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders._epub_base import NavPoint
    from sphinx.config import Config

logger = logging.getLogger(__name__)

STATIC = Path(__file__).parent / "epub_static"
STYLE = "apparatus-epub.css"
TITLE_PAGE = "apparatus-title"
PACKAGE = "content.opf"
"""File of the archive with the metadata and the reading order."""
TEXT_META = "apparatus:text"
"""Name of the metadata that says how much of the texts the EPUB shows; the site reads it."""

_UNKNOWN = "unknown"
"""Sphinx's default for metadata that nobody has given."""
_TYPES = {"doc-noteref": "noteref", "doc-footnote": "footnote"}
"""Kinds of elements by which a reading system shows a note over its page."""
_ACCESS = (
    ("accessMode", "textual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "displayTransformability"),
    ("accessibilityHazard", "none"),
    (
        "accessibilitySummary",
        N_(
            "All content is text that can be resized. Notes are linked from their marks and back; "
            "a verdict is given as a word beside its sign."
        ),
    ),
)
_WITHOUT_VERDICTS = (
    "accessibilitySummary",
    N_("All content is text that can be resized. Notes are linked from their marks and back."),
)
_PICTURES = (
    ("accessMode", "visual"),
    ("accessibilityFeature", "alternativeText"),
)
"""What is added where a page has a picture; what it shows is said in words too."""


class EpubTranslator(HTML5Translator):
    """Writer of pages whose notes reading systems can show beside their marks."""

    def starttag(
        self, node: Any, tagname: str, suffix: str = "\n", empty: bool = False, **attributes: Any
    ) -> str:
        """Return a start tag, with the type of what is a note or leads to one."""
        if attributes.get("role") in _TYPES:
            attributes["epub:type"] = _TYPES[attributes["role"]]
        return str(super().starttag(node, tagname, suffix, empty, **attributes))


class EpubBuilder(Epub3Builder):
    """Write the documents of the book as an EPUB, the same bytes for the same input."""

    # Not registered as a translator: a theme that finds one there takes it to be everybody's.
    default_translator_class = EpubTranslator

    def documents(self) -> list[str]:
        """Return the documents in order; none if the project has chosen none.

        :raises SystemExit: the setting names a document that is not there, or twice.
        """
        chosen = list(self.config.typst_documents)
        for place, docname in enumerate(chosen):
            fault = ""
            if docname not in self.env.found_docs:
                fault = f"there is no document {docname!r}"
            elif docname in chosen[:place]:
                fault = f"{docname!r} is in the list twice; name each document once"
            if fault:
                logger.error("typst_documents: %s", fault, type="apparatus", subtype="epub")
                raise SystemExit("The EPUB was not made.")
        return chosen

    def init(self) -> None:
        """Initialize the builder, with the title of the contents in the edition's language."""
        super().init()
        self.guide_titles = {**self.guide_titles, "toc": _("Table of Contents")}

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Note what is left out; let every page name its language."""
        super().prepare_writing(docnames)
        lang = html.escape(self.config.epub_language)
        tag = self.html_tag.replace(">", f' lang="{lang}" xml:lang="{lang}">')
        self.globalcontext["html_tag"] = tag
        chosen = self.documents()
        self.left_out = self.env.found_docs - set(chosen) if chosen else set()
        self.left_out_files = {docname + self.out_suffix for docname in self.left_out}

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the documents of the book alone; what an earlier build wrote of others goes."""
        for file in self.left_out_files:
            Path(self.outdir, file).unlink(missing_ok=True)
        super().write_documents(docnames - self.left_out)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write a document; links to what is left out become words."""
        folder = posixpath.dirname(docname)
        for link in list(doctree.findall(nodes.reference)):
            file = link.get("refuri", "").partition("#")[0]
            if posixpath.normpath(posixpath.join(folder, file)) in self.left_out_files:
                link.replace_self(link.children)
        super().write_doc(docname, doctree)

    def fix_genindex(self, tree: list[tuple[str, list[tuple[str, Any]]]]) -> None:
        """Drop what the index says of documents that are left out."""

        def kept(links: list[tuple[str, str]]) -> list[tuple[str, str]]:
            return [link for link in links if link[1].partition("#")[0] not in self.left_out_files]

        for __, entries in tree:
            for __, (links, subentries, __) in entries:
                links[:] = kept(links)
                for __, sublinks in subentries:
                    sublinks[:] = kept(sublinks)
                subentries[:] = [each for each in subentries if each[1]]
            entries[:] = [each for each in entries if each[1][0] or each[1][1]]
        tree[:] = [each for each in tree if each[1]]
        super().fix_genindex(tree)

    # -- contents ------------------------------------------------------------------------------

    def get_toc(self) -> None:
        """Collect the contents; Sphinx puts the index behind them by itself."""
        super().get_toc()
        index = "genindex" + self.out_suffix
        self.refnodes = [entry for entry in self.refnodes if entry["refuri"] != index]

    def toc_add_files(self, refnodes: list[dict[str, Any]]) -> None:
        """Put the title page and the book's documents in the place of Sphinx's contents."""
        chosen = self.documents()
        if not chosen:
            super().toc_add_files(refnodes)
            refnodes.insert(0, self._title_entry())
            return
        refnodes[:] = [self._title_entry(), *self._entries(chosen)]
        if self.use_index:
            refnodes.append(_contents_entry(1, "genindex" + self.out_suffix, _("Index")))

    def _title_entry(self) -> dict[str, Any]:
        return _contents_entry(1, TITLE_PAGE + self.out_suffix, self.config.epub_title)

    def _entries(self, chosen: list[str]) -> Iterator[dict[str, Any]]:
        """Yield documents and their sections; a document stands below the one that lists it."""
        root = self.config.root_doc
        above = {
            child: parent
            for parent, children in self.env.toctree_includes.items()
            for child in children
            if parent != root
        }
        levels: dict[str, int] = {}
        for docname in chosen:
            levels[docname] = levels.get(above.get(docname, ""), 0) + 1
            for depth, link in _headings(self.env.tocs[docname]):
                address = docname + self.out_suffix + link["anchorname"]
                yield _contents_entry(levels[docname] + depth, address, link.astext())

    # -- package -------------------------------------------------------------------------------

    def build_content(self) -> None:
        """Write the package document, with access and without what nobody has given."""
        super().build_content()
        path = Path(self.outdir, PACKAGE)
        package = path.read_text(encoding="utf-8")
        package = re.sub(rf"\s*<dc:(\w+)>{_UNKNOWN}</dc:\1>", "", package)
        files = (Path(self.outdir, name) for name in self.files if name.endswith(self.out_suffix))
        # The contents are written after the package.
        drawn = any(file.is_file() and b"<img" in file.read_bytes() for file in files)
        given = dict.fromkeys((*_ACCESS, *(_PICTURES if drawn else ())))
        if not apparatus_domain(self.env).edition.scheme.verdicts:
            del given[_ACCESS[-1]]
            given[_WITHOUT_VERDICTS] = None
        lines = [
            f'    <meta property="schema:{name}">{html.escape(translate(words))}</meta>\n'
            for name, words in given
        ]
        shown = html.escape(self.config.apparatus_text)
        lines.append(f'    <meta name="{TEXT_META}" content="{shown}"/>\n')
        package = package.replace("  </metadata>", f"{''.join(lines)}  </metadata>")
        # The contents are read after the title page.
        contents = r'\1\2\1<itemref idref="nav" />'
        package = re.sub(r"(\n +)(<itemref [^>]*>)", contents, package, count=1)
        write_whole(path, package)

    def content_metadata(self) -> dict[str, Any]:
        """Add on which side the next page lies; Sphinx asks the writing mode alone."""
        side = "rtl" if is_right_to_left(self.config.epub_language) else "ltr"
        return super().content_metadata() | {"page_progression_direction": side}

    def toc_metadata(self, level: int, navpoints: list[NavPoint]) -> dict[str, Any]:
        """Return what the older contents say; their identifier has to be that of the package."""
        identifier = html.escape(self.config.epub_identifier)
        return {**super().toc_metadata(level, navpoints), "uid": identifier}

    def build_epub(self) -> None:
        """Write the archive without the times of files, which differ from build to build."""
        first = ("mimetype", "META-INF/container.xml", PACKAGE, "toc.ncx")
        target = Path(self.outdir, f"{self.config.epub_basename}.epub")
        packed = BytesIO()
        with ZipFile(packed, "w") as archive:
            for name in dict.fromkeys((*first, *self.files)):
                member = ZipInfo(name)
                member.external_attr = 0o644 << 16
                member.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
                archive.writestr(member, Path(self.outdir, name).read_bytes())
        write_whole(target, packed.getvalue())


def _contents_entry(level: int, address: str, text: str) -> dict[str, Any]:
    return {"level": level, "refuri": html.escape(address), "text": html.escape(text)}


def _headings(node: nodes.Element, depth: int = 0) -> Iterator[tuple[int, nodes.reference]]:
    """Yield the headings of a page with their depth; lists of other pages are left out."""
    for item in node.children:
        if not isinstance(item, nodes.list_item):
            continue
        for child in item.children:
            if isinstance(child, nodes.bullet_list):
                yield from _headings(child, depth + 1)
            else:
                yield from ((depth, link) for link in child.findall(nodes.reference))


def complete_settings(app: Sphinx, config: Config) -> None:
    """Fill settings of the EPUB that ``conf.py`` leaves open, from others of the edition."""
    # Sphinx leaves it behind when a setting has changed, and warns of it as an unknown file.
    config.epub_exclude_files = [*config.epub_exclude_files, ".buildinfo.bak"]
    if config.epub_identifier == _UNKNOWN:
        name = f"{config.project} {config.release}"
        urn = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}"
        config.epub_identifier = config.edition_url or urn
    if config.epub_uid == _UNKNOWN:
        config.epub_uid = "edition"
    if not config.epub_guide:
        config.epub_guide = (("toc", "nav.xhtml", _("Table of Contents")),)
    if config.epub_description == _UNKNOWN and config.typst_subtitle:
        config.epub_description = config.typst_subtitle


def title_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the title page."""
    if app.builder.name != "epub":
        return
    config = app.config
    date = day_of_build(config)
    rights = [config.epub_copyright] if config.epub_copyright else []
    context = {
        "title": config.epub_title,
        "book_subtitle": config.typst_subtitle,
        "book_author": config.epub_author,
        "book_version": config.release if config.typst_version is None else config.typst_version,
        "book_date": date,
        "book_lines": [*config.typst_imprint, *(f"© {line}" for line in rights)],
        "book_cite": config.typst_cite,
    }
    yield TITLE_PAGE, context, "apparatus-epub-title.html"


def add_style(app: Sphinx) -> None:
    """Add the style of an EPUB, which is all it has of the engine's."""
    if app.builder.name == "epub":
        app.config.html_static_path = [*app.config.html_static_path, str(STATIC)]
        app.add_css_file(STYLE, priority=800)


def setup(app: Sphinx) -> None:
    """Register the builder in the place of Sphinx's own."""
    app.add_builder(EpubBuilder, override=True)
    app.connect("config-inited", complete_settings)
    app.connect("builder-inited", add_style)
    app.connect("html-collect-pages", title_page)
