"""The edition as a PDF in the site: copied, and linked from its pages.

``{apparatus:book}`` puts a link where a page wants one; the head and the foot of pages have
theirs from the templates. Where the book was not built before the site, there is none.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.osutil import relative_uri

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.sphinx_ext.builders import BOOK_SETTINGS, SITES
from sphinx_apparatus.sphinx_ext.nodes import book_link
from sphinx_apparatus.text.excerpts import QUOTATIONS

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

PDF = "edition.pdf"
"""Name of the book in the site."""
_LINK = (
    f'<p class="{css.BOOK}"><a class="{css.PDF}" href="{{}}" type="application/pdf">'
    "The whole edition as a PDF</a></p>\n"
)


def book(app: Sphinx) -> Path | None:
    """Return the edition as a PDF, if it was built before and shows no more than the pages may."""
    path = Path(app.srcdir, app.config.apparatus_pdf).resolve()
    if not app.config.apparatus_pdf or not path.is_file():
        return None
    if app.config.apparatus_text == QUOTATIONS and not has_quotations_only(path):
        return None
    return path


def has_quotations_only(book: Path) -> bool:
    """Return whether a book was set without the whole texts, as the settings beside it say."""
    try:
        settings = json.loads(book.with_name(BOOK_SETTINGS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(settings, dict) and settings.get("text") == QUOTATIONS


def visit_book_link(self: HTML5Translator, node: book_link) -> None:
    """Write the link."""
    if self.builder.name in SITES and book(self.builder.app):
        page = self.builder.get_target_uri(self.docnames[0])
        self.body.append(_LINK.format(relative_uri(page, PDF)))
    raise nodes.SkipNode


def add_to_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Add the address of the book to what templates read."""
    context["apparatus_pdf"] = context["pathto"](PDF, 1) if book(app) else ""


def copy_book(app: Sphinx, exception: Exception | None) -> None:
    """Copy the book into the site."""
    if exception is not None or app.builder.name not in SITES:
        return
    path = book(app)
    if path is not None:
        shutil.copyfile(path, Path(app.outdir, PDF))
    else:
        # One of an earlier build may show more than this one.
        Path(app.outdir, PDF).unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Register the link."""
    app.add_node(book_link, html=(visit_book_link, None))
    # Before the theme's handlers (500), which render parts of the page.
    app.connect("html-page-context", add_to_context, priority=400)
    app.connect("build-finished", copy_book)
