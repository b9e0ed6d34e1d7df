"""HTML visitors of the engine's nodes, and its templates.

Everything is readable without scripts: what they add (margin lines, switches, previews)
they make from what stands in the page.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel import Locale, UnknownLocaleError
from docutils import nodes

from sphinx_apparatus.figures.svg import HREF
from sphinx_apparatus.html import (
    asset_files,
    compact,
    epub,
    navigation,
    not_found,
    page_header,
    pdf_link,
    search,
    text_page,
    theme_search,
)
from sphinx_apparatus.html.page_data import write_more
from sphinx_apparatus.html.previews import write_places
from sphinx_apparatus.html.site import foot, sharing, site_map, source_files
from sphinx_apparatus.model import classes as css
from sphinx_apparatus.sphinx_ext.nodes import (
    essay,
    fold,
    fold_head,
    pair,
    pair_side,
    passage_number,
    picture,
    piece,
    quoted_words,
    span_start,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator


TEMPLATES = Path(__file__).parent / "templates"
# Not below the others: there, “pydata_sphinx_theme/layout.html” would be found for the theme’s own.
_OF_THEMES = TEMPLATES.with_name("theme_templates")
_FAMILIES = {
    "pydata_sphinx_theme": ("pydata_sphinx_theme",),
    "sphinx_book_theme": ("sphinx_book_theme", "pydata_sphinx_theme"),
}
"""Folders of templates for a theme and the one that it derives from."""


def visit_essay(self: HTML5Translator, node: essay) -> None:
    """Open the text, with the view that is shown first."""
    attributes = {"data-essay": node["essay"], "data-text-view": node["view"], "lang": node["lang"]}
    self.body.append(self.starttag(node, "div", **attributes))


def depart_essay(self: HTML5Translator, node: essay) -> None:
    """Close the text."""
    self.body.append("</div>\n")
    # The document of the page may have been kept since it was read. What it held would then not
    # be found by the garbage collector, which looks at what is new.
    node.clear()


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
    """Return the HTML element of a piece: ``del`` and ``ins`` for words removed and added."""
    if not node["emendation"]:
        return "span"
    return "del" if node["view"] == "base" else "ins"


def visit_picture(self: HTML5Translator, node: picture) -> None:
    """Write a picture into the page: no file, no request, and it takes the page's color."""
    links = [child for child in node.children if isinstance(child, nodes.Element)]

    def address(found: re.Match[str]) -> str:
        link = links[int(found[1])]
        to = link.get("refuri") or ("#" + link["refid"] if link.get("refid") else "")
        # What was not found has been reported, and is no link.
        return f'href="{escape(to)}"' if to else ""

    self.body.append(self.starttag(node, "div", "", CLASS=css.PICTURE))
    svg = re.sub(f'href="{HREF}([0-9]+)"', address, node["svg"])
    if node.get("style"):
        svg = svg.replace("</svg>", f"<style>{node['style']}</style></svg>")
    self.body.append(svg)
    self.body.append("</div>\n")
    raise nodes.SkipNode


def visit_quoted_words(self: HTML5Translator, node: quoted_words) -> None:
    """Open words of a source, which may be in another language and of another direction."""
    foreign = {"lang": node["lang"], "dir": _direction(node["lang"])} if node["lang"] else {}
    self.body.append(self.starttag(node, "p", "", **foreign))


def depart_quoted_words(self: HTML5Translator, node: quoted_words) -> None:
    """Close them."""
    self.body.append("</p>\n")


def _direction(language: str) -> str:
    """Return in which direction a language is written; browsers see it in words of others."""
    try:
        return Locale.parse(language, sep="-").text_direction
    except (UnknownLocaleError, ValueError):
        return "auto"


def visit_fold(self: HTML5Translator, node: fold) -> None:
    """Open a disclosure, which the browser prints unfolded."""
    self.body.append(self.starttag(node, "details"))


def depart_fold(self: HTML5Translator, node: fold) -> None:
    """Close it."""
    self.body.append("</details>\n")


def visit_fold_head(self: HTML5Translator, node: fold_head) -> None:
    """Open the line that stays."""
    self.body.append(self.starttag(node, "summary", ""))


def depart_fold_head(self: HTML5Translator, node: fold_head) -> None:
    """Close it."""
    self.body.append("</summary>\n")


def skip(self: HTML5Translator, node: nodes.Element) -> None:
    """Show nothing of a node."""
    raise nodes.SkipNode


def add_nodes(app: Sphinx) -> None:
    """Register our nodes; other writers render them as the standard nodes they derive from."""
    app.add_node(essay, html=(visit_essay, depart_essay))
    app.add_node(pair, html=(visit_container, depart_container))
    app.add_node(pair_side, html=(visit_container, depart_container))
    app.add_node(piece, html=(visit_piece, depart_piece))
    app.add_node(passage_number)
    app.add_node(quoted_words, html=(visit_quoted_words, depart_quoted_words))
    app.add_node(span_start, html=(skip, None))
    app.add_node(fold, html=(visit_fold, depart_fold))
    app.add_node(fold_head, html=(visit_fold_head, depart_fold_head))
    app.add_node(picture, html=(visit_picture, None))


# -- pages -----------------------------------------------------------------------------------


def add_templates(app: Sphinx, config: Config) -> None:
    """Add the templates before the theme's and behind those of the edition.

    Some stand in the place of a theme's own; they are used with that theme alone.
    """
    folders = [*(_OF_THEMES / name for name in _FAMILIES.get(config.html_theme, ())), TEMPLATES]
    # A new list: the default one is shared by all builds of a process.
    config.templates_path = [*config.templates_path, *map(str, folders)]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the HTML face of an edition."""
    add_nodes(app)
    for part in (
        *(compact, asset_files, epub, pdf_link, page_header, navigation),
        *(search, theme_search, not_found, text_page),
        *(sharing, site_map, foot, source_files),
    ):
        part.setup(app)
    app.connect("config-inited", add_templates)
    app.connect("html-page-context", write_places)
    app.connect("html-collect-pages", write_more)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
