"""HTML: the few nodes that need more than the standard writer gives, and the assets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_apparatus.nodes import essay, pair, pair_side, passage_number, piece, span_start

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

STATIC = Path(__file__).parent / "static"


def visit_essay(self: HTML5Translator, node: essay) -> None:
    """Open the text, with the view that is shown first."""
    attributes = {"data-essay": node["essay"], "data-text-view": node["view"], "lang": node["lang"]}
    self.body.append(self.starttag(node, "div", **attributes))


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


def add_assets(app: Sphinx) -> None:
    """Add our style to HTML pages."""
    if app.builder.format == "html":
        app.config.html_static_path.append(str(STATIC))
        app.add_css_file("apparatus.css")
