"""The edition as a PDF and an EPUB, and offprints, in the site: copied, and linked from pages.

``{apparatus:book}`` puts links where a page wants them; the head and the foot of pages have
theirs from the templates. What was not built before the site has none.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.util.osutil import relative_uri

from sphinx_apparatus.html.epub import PACKAGE, TEXT_META
from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.catalogue import N_, translate
from sphinx_apparatus.sphinx_ext.builders import BOOK_SETTINGS, SITES
from sphinx_apparatus.sphinx_ext.domain import ApparatusDomain
from sphinx_apparatus.sphinx_ext.nodes import book_link
from sphinx_apparatus.text.excerpts import QUOTATIONS
from sphinx_apparatus.text.file_writing import write_whole

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

FOLDER = "offprints"
"""Folder of the site that holds offprints."""
SIZES = ("A4", "Letter")
PUBLISHED = ("licensed", "cleared")
"""Rights under which a text may be passed on."""


class Offprint(NamedTuple):
    """An offprint as a page links it."""

    size: str
    """Of the paper: A4, Letter."""
    address: str
    """From the first page of the site."""
    file: Path


def offprints(app: Sphinx, docname: str) -> list[Offprint]:
    """Return the offprints of a page's text that were made and may be passed on.

    Paper can be copied and handed out, so the rights must allow it; and it shows no more than
    the page.
    """
    domain = next((d for d in app.env.domains.sorted() if isinstance(d, ApparatusDomain)), None)
    folder = app.config.apparatus_offprints
    if domain is None or not folder or docname not in domain.views:
        return []
    name = docname.rsplit("/", 1)[-1]
    files = {
        size: Path(app.srcdir, folder, name, f"{name}-{size.lower()}.pdf").resolve()
        for size in SIZES
    }
    files = {size: file for size, file in files.items() if file.is_file()}
    # The records are asked last: a build of nothing new reads none.
    texts = [domain.edition.essay_by_id[id] for id in domain.texts_on(docname)] if files else []
    if not texts or any(text.head.rights.status not in PUBLISHED for text in texts):
        return []
    quotations = app.config.apparatus_text == QUOTATIONS
    return [
        Offprint(size, f"{FOLDER}/{file.name}", file)
        for size, file in files.items()
        if not quotations or has_quotations_only(file)
    ]


def has_quotations_only(book: Path) -> bool:
    """Return whether a book was set without the whole texts, as the settings beside it say."""
    try:
        settings = json.loads(book.with_name(BOOK_SETTINGS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(settings, dict) and settings.get("text") == QUOTATIONS


def epub_has_quotations_only(book: Path) -> bool:
    """Return whether an EPUB was made without the whole texts, as its package says."""
    try:
        with zipfile.ZipFile(book) as archive:
            package = archive.read(PACKAGE).decode("utf-8")
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        return False
    return f'<meta name="{TEXT_META}" content="{QUOTATIONS}"/>' in package


class Form(NamedTuple):
    """A form in which the site offers the whole edition."""

    setting: str
    """Setting with its path."""
    file: str
    """Its name in the site."""
    media_type: str
    words: str
    has_quotations_only: Callable[[Path], bool]


FORMS = (
    Form(
        *("apparatus_pdf", "edition.pdf", "application/pdf"),
        *(N_("The whole edition as a PDF"), has_quotations_only),
    ),
    Form(
        *("apparatus_epub", "edition.epub", "application/epub+zip"),
        *(N_("The whole edition as an EPUB"), epub_has_quotations_only),
    ),
)
_LINK = f'<p class="{css.BOOK}"><a class="{css.PDF}" href="{{}}" type="{{}}">{{}}</a></p>\n'


def built(app: Sphinx, form: Form) -> Path | None:
    """Return a form of the edition, if it was built before and shows no more than the pages may."""
    setting = app.config[form.setting]
    path = Path(app.srcdir, setting).resolve()
    if not setting or not path.is_file():
        return None
    if app.config.apparatus_text == QUOTATIONS and not form.has_quotations_only(path):
        return None
    return path


def offered(app: Sphinx) -> Iterator[Form]:
    """Yield the forms that the site offers."""
    return (form for form in FORMS if built(app, form))


def visit_book_link(self: HTML5Translator, node: book_link) -> None:
    """Write the links."""
    if self.builder.name in SITES:
        page = self.builder.get_target_uri(self.docnames[0])
        for form in offered(self.builder.app):
            address = relative_uri(page, form.file)
            self.body.append(_LINK.format(address, form.media_type, translate(form.words)))
    raise nodes.SkipNode


def add_to_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Add the addresses of the forms to what templates read."""
    there = {form.setting for form in offered(app)}
    for form in FORMS:
        address = context["pathto"](form.file, 1) if form.setting in there else ""
        context[form.setting] = address
    context["apparatus_offprints"] = [
        (each.size, context["pathto"](each.address, 1)) for each in offprints(app, pagename)
    ]


def copy_books(app: Sphinx, exception: Exception | None) -> None:
    """Copy the forms into the site."""
    if exception is not None or app.builder.name not in SITES:
        return
    for form in FORMS:
        path = built(app, form)
        if path is not None:
            write_whole(Path(app.outdir, form.file), path.read_bytes())
        else:
            # One of an earlier build may show more than this one.
            Path(app.outdir, form.file).unlink(missing_ok=True)
    shutil.rmtree(Path(app.outdir, FOLDER), ignore_errors=True)
    for docname in sorted(app.env.found_docs):
        for each in offprints(app, docname):
            target = Path(app.outdir, each.address)
            target.parent.mkdir(exist_ok=True)
            write_whole(target, each.file.read_bytes())


def setup(app: Sphinx) -> None:
    """Register the links."""
    app.add_node(book_link, html=(visit_book_link, None))
    # Before the theme's handlers (500), which render parts of the page.
    app.connect("html-page-context", add_to_context, priority=400)
    app.connect("build-finished", copy_books)
