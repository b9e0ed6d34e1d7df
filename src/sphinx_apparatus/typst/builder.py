"""The Sphinx builder ``typst``: one book, assembled, translated and compiled to PDF."""

from __future__ import annotations

import difflib
import json
import os
import re
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.errors import NoUri
from sphinx.util import logging
from sphinx.util.display import progress_message
from sphinx.util.docutils import new_document

from sphinx_apparatus.export.publication import LICENSE, license_of
from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.catalogue import _
from sphinx_apparatus.model.date_words import spelled_span
from sphinx_apparatus.sphinx_ext.builders import BOOK_SETTINGS
from sphinx_apparatus.sphinx_ext.config import NOTE_LAYOUTS, day_of_build
from sphinx_apparatus.sphinx_ext.domain import ApparatusDomain
from sphinx_apparatus.sphinx_ext.nodes import essay as essay_node
from sphinx_apparatus.text.excerpts import FULL
from sphinx_apparatus.text.file_writing import write_whole
from sphinx_apparatus.typst.compact import compacted
from sphinx_apparatus.typst.links import INPUTS, Place
from sphinx_apparatus.typst.markup import language, quoted
from sphinx_apparatus.typst.signs import signs, verdicts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

    import typst
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_apparatus.model.essays import Essay

logger = logging.getLogger(__name__)

TEMPLATE = Path(__file__).with_name("book.typ")
FONTS = Path(__file__).with_name("fonts")
"""For scripts that the fonts of Typst lack; see the file beside them for their licenses."""
SOURCE = "edition.typ"
_A = ("a-1a", "a-1b", "a-2a", "a-2b", "a-2u", "a-3a", "a-3b", "a-3u", "a-4", "a-4e", "a-4f")
BESIDE_TRIMS = ("a4", "letter")
"""Sizes of the template with room for notes beside the text."""
STANDARDS = frozenset({"1.4", "1.5", "1.6", "1.7", "2.0", "ua-1", *_A})
# A place in Typst's message: "┌─ edition.typ:4:25".
_PLACE = re.compile(r"─ (?P<file>[^\n]+?):(?P<line>\d+):(?P<column>\d+)")
_ERROR = re.compile(r"^error: ([^\n]*)\n(.*?)(?=^error: |\Z)", re.DOTALL | re.MULTILINE)
MOST_ERRORS = 50
"""Errors of Typst that are printed for one book."""
_ORIGIN = re.compile(r"/\* @ (?P<path>.*?):(?P<line>\d*) \*/")


def stop(message: str, location: str | None = None) -> NoReturn:
    """Print an error and end the build with status 1.

    Sphinx 9 answers every exception that reaches it, its own kinds included, with a report
    of versions and a traceback, which helps nobody who has to correct a file.
    """
    logger.error("%s", message, type="apparatus", subtype="typst", location=location)
    raise SystemExit("The book was not made.")


_NO_FONT = "unknown font family: "
"""How Typst begins its warning of a family that it does not find."""


class TypstBuilder(Builder):
    """Write the documents of ``typst_documents`` as one tagged PDF."""

    name = "typst"
    format = "typst"
    epilog = "The book is in %(outdir)s."
    supported_image_types: ClassVar[list[str]] = [
        "image/svg+xml",
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
    ]
    imagedir = "images"

    def init(self) -> None:
        """Initialize the builder; the documents of the book are known once all are read."""
        # Imported here: all other builders do without the translator.
        from sphinx_apparatus.typst.translator import TypstTranslator

        TypstBuilder.default_translator_class = TypstTranslator
        self.docnames: list[str] = []

    def get_outdated_docs(self) -> str:
        """Return the documents to write: always all, because every page number may change."""
        return "the book"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return an address that the translator turns into a link within the PDF.

        Raises:
            NoUri: for a document outside the book; its references become plain text.
        """
        if docname not in self.docnames:
            raise NoUri(docname, typ)
        return f"%{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the address of *to*, which is the same from everywhere."""
        return self.get_target_uri(to, typ)

    # --- The book as one doctree --------------------------------------------------------

    def documents(self) -> list[str]:
        """Return the docnames of the book in order.

        Raises:
            SystemExit: when ``typst_documents`` names a document that is not there, or twice.
        """
        chosen = list(self.config.typst_documents)
        known = self.env.found_docs
        for docname in chosen:
            if docname not in known:
                stop(
                    f"typst_documents: there is no document {docname!r}"
                    + did_you_mean(docname, known)
                )
        if len(set(chosen)) < len(chosen):
            twice = next(docname for docname in chosen if chosen.count(docname) > 1)
            stop(f"typst_documents: {twice!r} is in the list twice; name each document once")
        if chosen:
            return [
                each for each in chosen if self.config.typst_sources or not self.is_of_sources(each)
            ]
        root = self.config.root_doc
        order = contents_order(self.env.toctree_includes, root)
        return order if len(order) == 1 or self.has_words(root) else order[1:]

    def is_of_sources(self, docname: str) -> bool:
        """Return whether a document holds the bibliography."""
        doctree = self.env.get_doctree(docname)
        # Known by its name, as everything of other extensions.
        return any(each.__class__.__name__ == "bibliography" for each in doctree.findall())

    def has_words(self, docname: str) -> bool:
        """Return whether a document holds more than headings and lists of other documents."""
        doctree = self.env.get_doctree(docname)
        words = (
            text.strip()
            for text in doctree.findall(nodes.Text)
            if not isinstance(text.parent, nodes.title | nodes.caption)
        )
        # The words of an edited text come in when it is written.
        return any(doctree.findall(essay_node)) or any(words)

    def assemble(self) -> nodes.document:
        """Return one document with every document of the book, references resolved.

        A document is placed within the one above it in the contents, when that one comes
        before it in the book; the root document is above none. Essays open chapters.
        """
        book = new_document(str(self.srcdir / self.config.root_doc))
        book.settings = self.env.get_doctree(self.docnames[0]).settings or book.settings
        book.settings.env = self.env
        parents = {
            child: parent
            for parent, children in self.env.toctree_includes.items()
            for child in children
            if parent != self.config.root_doc
        }
        open_files: list[addnodes.start_of_file] = []
        for docname in self.docnames:
            doctree = self.env.get_doctree(docname)
            file = addnodes.start_of_file(docname=docname)
            file.source, file.line = str(self.env.doc2path(docname)), 1
            file += doctree.children
            essay = any(css.ESSAY in n["classes"] for n in file.findall(nodes.container))
            above = None if essay else parents.get(docname)
            while open_files and open_files[-1]["docname"] != above:
                open_files.pop()
            (open_files[-1] if open_files else book).append(file)
            open_files.append(file)
        book["docname"] = self.config.root_doc
        self.env.resolve_references(book, self.config.root_doc, self)
        return book

    # --- Writing --------------------------------------------------------------------------

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Do nothing: documents are not written one by one."""

    def write_documents(self, _docnames: Set[str]) -> None:
        """Write edition.typ, settings.json, the template and the pictures, then the PDF."""
        self.docnames = self.documents()
        with progress_message("assembling the book", nonl=False):
            book = self.assemble()
        self.post_process_images(book)
        logger.info("translating: ", nonl=True)
        translator = self.create_translator(book, self)
        book.walkabout(translator)
        logger.info("")
        template = Path(self.config.typst_template or TEMPLATE).name
        head = f"#import {quoted(template)}: *\n#show: book\n"
        source = head + translator.astext()  # type: ignore[attr-defined]
        out = Path(self.outdir)
        out.mkdir(parents=True, exist_ok=True)
        write_whole(out / SOURCE, source)
        settings = json.dumps(self.settings(), ensure_ascii=False, indent=1, sort_keys=True)
        write_whole(out / BOOK_SETTINGS, f"{settings}\n")
        self.copy_template()
        self.copy_pictures()
        with progress_message(f"compiling {SOURCE} ({len(source) // 1000:,} kB)", nonl=False):
            self.compile()

    def settings(self) -> dict[str, Any]:
        """Return what the template reads from settings.json."""
        config = self.config
        spoken = language(config.language)
        whole = title = config.typst_title or config.project
        subtitle = config.typst_subtitle
        if config.typst_offprint:
            title = self.env.titles[self.docnames[0]].astext()
            subtitle = _("Offprint from {title}", title=whole)
        author = config.typst_author or config.author
        if author == "unknown":  # Sphinx's default
            author = ""
        date = day_of_build(config)
        version = config.release if config.typst_version is None else config.typst_version
        rights = config.copyright
        domain = next((d for d in self.env.domains.sorted() if d.name == "apparatus"), None)
        edition = getattr(domain, "edition", None)
        texts: set[str] = set()
        if isinstance(domain, ApparatusDomain):
            texts = {id for docname in self.docnames for id in domain.texts_on(docname)}
        authors = [author] if author else []
        offprint: list[str] = []
        verdicts: list[tuple[str, str]] = []
        if isinstance(domain, ApparatusDomain):
            essays = [domain.edition.essay_by_id[id] for id in sorted(texts)]
            verdicts = verdicts_of(domain.edition, essays)
            if config.typst_offprint and len(essays) == 1:
                authors = [essays[0].head.author]
                address = config.typst_address or config.html_baseurl
                dated = f"{_('Version')} {version}, {date}" if version else date
                named = filter(None, (whole, config.typst_subtitle))
                book = ". ".join(part.rstrip(".") for part in named)
                offprint = offprint_lines(essays[0], f"{book}. {dated}.", address, config)
        lines = [*config.typst_imprint]
        if rights:
            lines += [f"© {line}" for line in ([rights] if isinstance(rights, str) else rights)]
        return {
            "address": config.typst_address or config.html_baseurl,
            "author": author,
            "authors": authors,
            "cite": list(config.typst_cite),
            "colophon": list(config.typst_colophon),
            "contents-depth": config.typst_contents_depth,
            "date": date,
            "extra": config.typst_settings,
            "fonts": list(config.typst_fonts),
            "imprint": lines,
            "keywords": list(config.typst_keywords),
            "language": spoken.lang if spoken else "en",
            "notes": config.typst_notes,
            "offprint": config.typst_offprint,
            "offprint-lines": offprint,
            "region": spoken.region if spoken else None,
            "revision": config.typst_revision,
            "right-to-left": bool(spoken and spoken.right_to_left),
            "short-title": config.typst_short_title or whole,
            "signs": signs(edition, texts) if edition is not None else [],
            "subtitle": subtitle,
            "text": getattr(config, "apparatus_text", FULL),
            "title": title,
            "trim": config.typst_trim,
            "verdicts": verdicts,
            "version": version,
            "words": {
                "cite": _("How to cite"),
                "contents": _("Contents"),
                "date": _("Date"),
                "index": _("Index"),
                "index-note": _(
                    "Notes are named by text and number, words on other pages by the page."
                ),
                "note": _("Note"),
                "full-notes": [_("full notes p."), _("full notes pp.")],
                "notes-to": [_("Notes to"), _("Note %s to"), _("Notes %s to")],
                "page": _("p."),
                "page-name": _("page"),
                "revision": _("Revision"),
                "signs": _("Sigla and signs"),
                "source": _("Source"),
                "version": _("Version"),
            },
        }

    def copy_template(self) -> None:
        """Copy book.typ, the template that builds on it or replaces it, and what it needs."""
        out = Path(self.outdir)
        shutil.copyfile(TEMPLATE, out / TEMPLATE.name)
        for name in filter(None, [self.config.typst_template, *self.config.typst_template_files]):
            origin, target = Path(self.confdir, name), out / Path(name).name
            if origin.is_dir():
                shutil.copytree(origin, target, dirs_exist_ok=True)
            else:
                shutil.copyfile(origin, target)

    def copy_pictures(self) -> None:
        """Copy the book's pictures into the output folder; Typst reads nothing outside it."""
        folder = Path(self.outdir, self.imagedir)
        for origin, name in self.images.items():
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(Path(self.srcdir, origin), folder / name)

    # --- Typst ------------------------------------------------------------------------------

    def compile(self) -> None:
        """Compile the book and report what Typst says about it.

        Raises:
            SystemExit: when Typst can't set the book; the error names our file, if known.
        """
        # Only here: the compiler takes a tenth of the memory of a small site.
        import typst

        out = Path(self.outdir)
        target = out / self.config.typst_target
        target.unlink(missing_ok=True)  # no stale book after a failure
        compiler = typst.Compiler(
            str(out / SOURCE),
            root=str(out),
            font_paths=[
                str(FONTS),
                *(str(Path(self.confdir, path)) for path in self.config.typst_font_paths),
            ],
            ignore_system_fonts=True,
            sys_inputs=INPUTS,
        )
        try:
            data, warnings = compiler.compile_with_warnings(
                format="pdf",
                pdf_standards=list(self.config.typst_pdf_standards),
                timestamp=timestamp(),
            )
            self.report(json.loads(compiler.query("<report>", field="value", one=False)))
            places = json.loads(compiler.query("<places>", field="value", one=False))
        except typst.TypstError as error:
            *others, (message, location) = self.explain_all(error)
            for other, place in others:
                logger.error("%s", other, type="apparatus", subtype="typst", location=place)
            stop(message, location)
        for warning in warnings:
            message, location = self.explain(warning)
            logger.warning("%s", message, type="apparatus", subtype="typst", location=location)
        if not isinstance(data, bytes):
            stop("no PDF came back from Typst")
        found = {id: Place(*place) for listed in places for id, *place in listed}
        write_whole(target, compacted(data, found))

    def report(self, lists: Sequence[Sequence[tuple[str, int, int]]]) -> None:
        """Warn of notes that are on another page than their mark."""
        for name, mark, note in (row for rows in lists for row in rows):
            logger.warning(
                "note '%s' starts on page %d of the PDF, its mark is on page %d",
                name.partition("#")[2],
                note,
                mark,
                type="apparatus",
                subtype="typst_note_page",
                location=name.partition("#")[0],
            )

    def explain_all(self, error: typst.TypstError) -> list[tuple[str, str | None]]:
        """Return each error that Typst found, such as every letter that no font has.

        Its exception carries the first as its message; the others stand in the diagnostic alone.
        """
        found = _ERROR.findall(error.diagnostic or "")
        if len(found) < 2:
            return [self.explain(error)]
        errors: dict[tuple[str, str | None], None] = {}
        for message, rest in found:
            places = list(_PLACE.finditer(rest))
            here = next((p for p in places if Path(p["file"]).name == SOURCE), None)
            origin = here and self.origin(int(here["line"]), int(here["column"]))
            place = f" [{SOURCE}:{here['line']}]" if here else ""
            errors[f"{message}{place}", origin] = None
        return list(errors)[:MOST_ERRORS]

    def explain(self, trouble: typst.TypstError | typst.TypstWarning) -> tuple[str, str | None]:
        """Return Typst's message and the place in the edition's own files, if known."""
        places = [
            (found["file"], int(found["line"]), int(found["column"]))
            for found in _PLACE.finditer(trouble.diagnostic or "")
        ]
        message = trouble.message
        if message.startswith(_NO_FONT):
            family = message.removeprefix(_NO_FONT)
            message = (
                f"typst_fonts names ‘{family}’, and there is no such font; correct the name, or "
                "put its files into a folder that typst_font_paths names (fonts of the machine "
                "are not used)"
            )
            return message, None
        if hints := "; ".join(trouble.hints or ()):
            message += f" ({hints})"
        for file, line, column in places:
            if Path(file).name == SOURCE and (origin := self.origin(line, column)):
                return f"{message} [{SOURCE}:{line}]", origin
        if places:
            file, line, _column = places[0]
            message += f" [{file}:{line}]"
        return message, None

    def origin(self, line: int, column: int) -> str | None:
        """Return 'path:line' of the source of a place in edition.typ."""
        source = Path(self.outdir, SOURCE).read_text(encoding="utf-8").split("\n")
        before = "\n".join([*source[: line - 1], source[line - 1][:column]])
        origins = list(_ORIGIN.finditer(before))
        if not origins:
            return None
        last = origins[-1]
        # Paths of pages begin in the folder of pages, those of records where that of essays lies.
        essays = Path(self.confdir, getattr(self.config, "apparatus_essays", ""))
        places = [Path(self.srcdir, last["path"]), Path(essays.parent, last["path"])]
        place = next((place for place in places if place.exists()), places[0])
        path = os.path.relpath(os.path.normpath(place))
        return f"{path}:{last['line']}" if last["line"] else path


def offprint_lines(essay: Essay, book: str, address: str, config: Config) -> list[str]:
    """Return what the first page of an offprint says: whose text it is, rights, how to cite it.

    :param book: title, version and day of the edition.
    """
    head = essay.head
    date = spelled_span(head.date)
    published = f"{head.author}, “{head.title}”, {head.published}, {date}."
    where = " ".join(part for part in (_("In:"), book, address) if part)
    name, link = license_of(getattr(config, "apparatus_license", [*LICENSE]))
    return [
        published,
        f"{_('Rights in the text:')} {head.rights.statement}",
        f"{_('Notes:')} {name}, {link}.",
        f"{_('How to cite')}: {published} {where}",
    ]


def contents_order(includes: dict[str, list[str]], root: str) -> list[str]:
    """Return *root* and all documents below it, each once, in the order of the contents."""
    order: dict[str, None] = {}

    def visit(docname: str) -> None:
        if docname not in order:
            order[docname] = None
            for child in includes.get(docname, ()):
                visit(child)

    visit(root)
    return list(order)


def timestamp() -> int:
    """Return the time the PDF claims: SOURCE_DATE_EPOCH, which Typst's wheel doesn't read."""
    return int(os.environ.get("SOURCE_DATE_EPOCH") or time.time())


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return '; did you mean …?' when something like *name* is known."""
    close = difflib.get_close_matches(name, list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def check_settings(app: Sphinx, config: Config) -> None:
    """Stop at settings that can only be mistakes, before anything is read.

    Raises:
        SystemExit: after an error with the setting, what it holds and what it may hold.
    """
    known = [name for name in config.values if name.startswith("typst_")]
    for name in config._raw_config:
        if name.startswith("typst_") and name not in known:
            stop(f"unknown setting {name!r}{did_you_mean(name, known)}")
    for standard in config.typst_pdf_standards:
        if standard not in STANDARDS:
            stop(
                f"typst_pdf_standards: {standard!r} is not known; choose from "
                + ", ".join(sorted(STANDARDS))
            )
    if config.typst_notes not in NOTE_LAYOUTS:
        stop(f"typst_notes is {config.typst_notes!r}; choose from {', '.join(NOTE_LAYOUTS)}")
    if not config.typst_target.endswith(".pdf") or "/" in config.typst_target:
        stop(f"typst_target is {config.typst_target!r}; expected a file name that ends in .pdf")
    if not config.typst_template:
        trims = re.findall(r"^  (\w+): \(width", TEMPLATE.read_text(encoding="utf-8"), re.M)
        if config.typst_trim not in trims:
            stop(f"typst_trim is {config.typst_trim!r}; choose from {', '.join(trims)}")
        if config.typst_notes == "margin" and config.typst_trim not in BESIDE_TRIMS:
            stop(
                f"typst_notes is 'margin', which needs paper of the size "
                f"{' or '.join(BESIDE_TRIMS)}; typst_trim is {config.typst_trim!r}: "
                "choose a larger size, or 'short', which prints the summaries at the foot"
            )
    for name in (
        *filter(None, [config.typst_template]),
        *config.typst_template_files,
        *config.typst_font_paths,
    ):
        if not Path(app.confdir, name).exists():
            stop(f"typst settings name {name!r}, which is not in {app.confdir}")
