"""HTML: the few nodes that need more than the standard writer gives, the assets, the templates.

Everything is readable without scripts: what they add (margin lines, switches, previews)
they make from what stands in the page.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_apparatus.citing import Volume
from sphinx_apparatus.maps import HREF
from sphinx_apparatus.navigation import Navigation
from sphinx_apparatus.nodes import (
    essay,
    pair,
    pair_side,
    passage_number,
    picture,
    piece,
    span_start,
)
from sphinx_apparatus.overview import overview
from sphinx_apparatus.previews import write_places
from sphinx_apparatus.search import write_index

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_apparatus.edition import Edition

HERE = Path(__file__).parent
STATIC = HERE / "static"
TEMPLATES = HERE / "templates"
PDF = "edition.pdf"
"""Name of the book in the site."""
_SITES = frozenset({"html", "dirhtml", "singlehtml"})
"""Builders whose pages are read in a browser; an EPUB has no scripts of ours."""


def visit_essay(self: HTML5Translator, node: essay) -> None:
    """Open the text, with the view that is shown first; before it what tells of its notes."""
    if self.builder.name in _SITES:
        edition: Edition = self.builder.env.domains["apparatus"].edition  # type: ignore[attr-defined]
        prefix = f"e{node['essay']}-" if self.builder.name == "singlehtml" else ""
        text = edition.essay_by_id[node["essay"]]
        self.body.append(overview(edition, text, node["view"], prefix, volume(self)))
    attributes = {"data-essay": node["essay"], "data-text-view": node["view"], "lang": node["lang"]}
    self.body.append(self.starttag(node, "div", **attributes))


def volume(self: HTML5Translator) -> Volume:
    """Give what citations name of the edition."""
    config = self.config
    base = getattr(config, "edition_url", "") or config.html_baseurl
    page = self.builder.get_target_uri(self.docnames[0])
    url = f"{base.rstrip('/')}/{page}" if base else page
    return Volume(config.project, f"{config.author} of {config.project}", config.release, url)


def visit_container(self: HTML5Translator, node: nodes.Element) -> None:
    """Open a box."""
    self.body.append(self.starttag(node, "div"))


def depart_container(self: HTML5Translator, node: nodes.Element) -> None:
    """Close a box."""
    self.body.append("</div>\n")


def visit_piece(self: HTML5Translator, node: piece) -> None:
    """Open words, naming the notes on them."""
    attributes: dict[str, Any] = {}
    if node["notes"]:
        attributes["data-notes"] = " ".join(node["notes"])
    self.body.append(self.starttag(node, _element(node), "", **attributes))


def depart_piece(self: HTML5Translator, node: piece) -> None:
    """Close words."""
    self.body.append(f"</{_element(node)}>")


def _element(node: piece) -> str:
    """Words taken out and put in are what HTML calls del and ins."""
    if not node["emendation"]:
        return "span"
    return "del" if node["view"] == "base" else "ins"


def visit_picture(self: HTML5Translator, node: picture) -> None:
    """Write a picture into the page: no file, no request, and it takes the page's color."""
    links = [child for child in node.children if isinstance(child, nodes.Element)]

    def address(found: re.Match[str]) -> str:
        link = links[int(found[1])]
        to = link.get("refuri") or ("#" + link["refid"] if link.get("refid") else "")
        # What was not found, and told, is no link.
        return f'href="{escape(to)}"' if to else ""

    self.body.append(self.starttag(node, "div", "", CLASS="apparatus-picture"))
    self.body.append(re.sub(f'href="{HREF}([0-9]+)"', address, node["svg"]))
    self.body.append("</div>\n")
    raise nodes.SkipNode


def skip(self: HTML5Translator, node: nodes.Element) -> None:
    """Show nothing of a node."""
    raise nodes.SkipNode


def add_nodes(app: Sphinx) -> None:
    """Register our nodes; other writers render them as the standard nodes they derive from."""
    app.add_node(essay, html=(visit_essay, depart_container))
    app.add_node(pair, html=(visit_container, depart_container))
    app.add_node(pair_side, html=(visit_container, depart_container))
    app.add_node(piece, html=(visit_piece, depart_piece))
    app.add_node(passage_number)
    app.add_node(span_start, html=(skip, None))
    app.add_node(picture, html=(visit_picture, None))


# -- assets and pages --------------------------------------------------------------------------


def add_templates(app: Sphinx, config: Config) -> None:
    """Let our templates stand before the theme's and behind those of the edition."""
    # A new list: the default one is shared by all builds of a process.
    config.templates_path = [*config.templates_path, str(TEMPLATES)]


def add_assets(app: Sphinx) -> None:
    """Add our style and scripts to HTML pages."""
    # A reader of EPUB sets the page itself, and knows less of CSS than a browser: epubcheck
    # refuses nested rules.
    if app.builder.format != "html" or app.builder.name == "epub":
        return
    app.config.html_static_path = [*app.config.html_static_path, str(STATIC)]
    app.add_css_file("apparatus.css", priority=800)
    if app.builder.name not in _SITES:
        app.add_css_file("records.css", priority=800)
    else:
        # Not deferred: it must run before the first line is drawn, or the page would move.
        app.add_js_file("apparatus-early.js", priority=100)
        app.add_js_file("apparatus.js", loading_method="defer")


def book(app: Sphinx) -> Path | None:
    """Give the edition as a PDF, if it was built before."""
    path = Path(app.srcdir, app.config.apparatus_pdf).resolve()
    return path if app.config.apparatus_pdf and path.is_file() else None


def add_to_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Give templates the address of the book and the tree of pages."""
    context["apparatus_pdf"] = context["pathto"](PDF, 1) if book(app) else ""
    navigation = Navigation.of(app)
    context["apparatus_search"] = app.builder.name in ("html", "dirhtml")
    context["apparatus_navigation"] = lambda: navigation.html(pagename)


NOT_FOUND = """<h1>This page is not here</h1>
<p>The address may be mistyped, or the page may have moved.
Texts, passages and notes keep their addresses.</p>
<ul>{links}</ul>
"""


def not_found(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Make the page that a server shows for a wrong address.

    Servers show it at any depth, so its links hold only if the site's address is known.
    """
    if app.builder.name not in ("html", "dirhtml"):
        return
    base = app.config.html_baseurl
    pages = [app.config.root_doc, *app.env.toctree_includes.get(app.config.root_doc, ())]
    links = "".join(
        f'<li><a href="{escape(app.builder.get_target_uri(page))}">'
        f"{escape(app.env.titles[page].astext())}</a></li>"
        for page in pages[:12]
        if page in app.env.titles
    )
    metatags = f'<base href="{escape(base)}">' if base else ""
    body = NOT_FOUND.format(links=links)
    yield "404", {"title": "Not found", "body": body, "metatags": metatags}, "page.html"


def copy_book(app: Sphinx, exception: Exception | None) -> None:
    """Put the book beside the pages that link to it."""
    path = book(app)
    if path is not None and exception is None and app.builder.name in _SITES:
        shutil.copyfile(path, Path(app.outdir, PDF))


_COMMENT = re.compile(r"^[ \t]*(?:/\*.*?\*/[ \t]*$|//[^\n]*$)", re.MULTILINE | re.DOTALL)


_BUNDLES = {
    "apparatus.css": ("apparatus.css", "records.css"),
    "apparatus.js": ("apparatus.js", "apparatus-previews.js"),
}
"""Files that every page loads together: as one they weigh less."""
_SPACES = re.compile(r" ?([{}]) ?|([;,:]) ")


def slim_assets(app: Sphinx, exception: Exception | None) -> None:
    """Leave comments and spaces out of the copies that readers load; put some into one file.

    Only comments that stand on lines of their own: nothing of the code can be mistaken for one.
    """
    if exception is not None or app.builder.name not in _SITES:
        return
    for source in STATIC.iterdir():
        if source.suffix in (".css", ".js"):
            parts = _BUNDLES.get(source.name, (source.name,))
            code = "\n".join((STATIC / part).read_text(encoding="utf-8") for part in parts)
            lines = [line.strip() for line in _COMMENT.sub("", code).splitlines()]
            if source.suffix == ".css":
                # Never the space before a colon, which in a selector means a descendant.
                lines = [_SPACES.sub(r"\1\2", line) for line in lines]
            copy = Path(app.outdir, "_static", source.name)
            copy.write_text("\n".join(filter(None, lines)) + "\n", encoding="utf-8")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the HTML face of an edition."""
    app.add_config_value(
        "apparatus_pdf",
        "../build/pdf/edition.pdf",
        "html",
        types=frozenset({str}),
        description="The edition as a PDF, from the folder of conf.py; linked if it exists.",
    )
    add_nodes(app)
    app.connect("config-inited", add_templates)
    app.connect("builder-inited", add_assets)
    # Before the theme's handlers (500), which render parts of the page.
    app.connect("html-page-context", add_to_context, priority=400)
    app.connect("html-page-context", write_places)
    app.connect("html-collect-pages", write_index)
    app.connect("html-collect-pages", not_found)
    app.connect("build-finished", copy_book)
    app.connect("build-finished", slim_assets)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
