"""Styles and scripts that each page loads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_apparatus.sphinx_ext.builders import HAVE_PAGES, SITES
from sphinx_apparatus.sphinx_ext.domain import apparatus_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STATIC = Path(__file__).parent / "static"


def add_assets(app: Sphinx) -> None:
    """Add style and scripts to HTML pages."""
    # A reader of EPUB sets the page itself, and knows less of CSS than a browser: epubcheck
    # refuses nested rules.
    if app.builder.format != "html" or app.builder.name == "epub":
        return
    site = app.builder.name in SITES
    app.config.html_static_path = [*app.config.html_static_path, str(STATIC)]
    app.add_css_file("apparatus.css", priority=800)
    if not site:
        app.add_css_file("records.css", priority=800)
        return
    # Not deferred: it must run before the first line is drawn, or the page would move.
    app.add_js_file("apparatus-early.js", priority=100)
    app.add_js_file("apparatus.js", loading_method="defer")


def fit_to_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Mark pages of texts; add the style of tables, pictures and pairs to the others."""
    if app.builder.name not in SITES:
        return
    # Parts of a long list are pages without a document.
    shown = apparatus_domain(app.env).views.get(context.get("apparatus_branch", pagename), ())
    kinds = {view.partition(":")[0] for view in shown} - {"words"}
    if "essay" in kinds or app.builder.name == "singlehtml":
        # A text has a wider place; the style knows it from this before the text is read.
        mark = '<meta name="apparatus-essay" content="shown">\n'
        context["metatags"] = context.get("metatags", "") + mark
    if "fact-checks" in kinds and app.builder.name in HAVE_PAGES:
        app.add_js_file("apparatus-checks.js", loading_method="defer")
    if kinds != {"essay"} or app.builder.name == "singlehtml":
        # Sphinx adds what is added in this event to the one page only.
        app.add_css_file("records.css", priority=810)


def setup(app: Sphinx) -> None:
    """Register styles and scripts of every page."""
    app.connect("builder-inited", add_assets)
    app.connect("html-page-context", fit_to_page)
