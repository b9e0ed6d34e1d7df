"""Marks, labels of notes and citations in HTML: named by their label alone.

docutils puts the label of a footnote between brackets, at the mark and at the note. They are
words of the link: a screen reader says “left bracket, twelve, right bracket”, and a style that
hides them is not everywhere. Written here, the longest page of this edition is 0.9 kilobytes
lighter as well once compressed, of 51.5.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.sphinx_ext.builders import SITES
from sphinx_apparatus.sphinx_ext.nodes import cited_words

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def is_compact(self: HTML5Translator, node: nodes.Element) -> bool:
    """Whether a mark or a note is one of the edition's, in a site or an EPUB."""
    return "note" in node and self.builder.name in SITES | {"epub"}


def visit_mark(self: HTML5Translator, node: nodes.footnote_reference) -> None:
    """Open a mark. Raised by an element, so that it is set apart where there is no style."""
    if not is_compact(self, node):
        HTML5Translator.visit_footnote_reference(self, node)
        return
    to, id, classes = node["refid"], node["ids"][0], " ".join(node["classes"])
    name, start = escape(node["spoken"]), escape(node["beginning"])
    # epubcheck knows no description; a reading system shows a note by the type of its mark.
    in_epub = self.builder.name == "epub"
    more = ' epub:type="noteref"' if in_epub else f' aria-description="on “{start}”"'
    self.body.append(
        f'<a role="doc-noteref" href="#{to}" id="{id}" class="{classes}" aria-label="{name}"'
        f"{more}><sup>"
    )


def depart_mark(self: HTML5Translator, node: nodes.footnote_reference) -> None:
    """Close a mark, with the sign of its verdict, which its name says in words."""
    if is_compact(self, node):
        if node["sign"]:
            self.body.append(f'<span class="{css.SIGN}" aria-hidden="true">{node["sign"]}</span>')
        self.body.append("</sup></a>")
    else:
        HTML5Translator.depart_footnote_reference(self, node)


def visit_label(self: HTML5Translator, node: nodes.label) -> None:
    """Open the label of a note, which leads back to its mark."""
    note = node.parent
    if is_compact(self, note):
        self.body.append(f'<a class="label" role="doc-backlink" href="#{note["backrefs"][0]}">')
    else:
        HTML5Translator.visit_label(self, node)


def depart_label(self: HTML5Translator, node: nodes.label) -> None:
    """Close the label of a note."""
    if is_compact(self, node.parent):
        self.body.append("</a>\n")
    else:
        HTML5Translator.depart_label(self, node)


def add_no_element(self: HTML5Translator, node: nodes.Element) -> None:
    """Write nothing around the words of a citation."""


def setup(app: Sphinx) -> None:
    """Register the visitors; other nodes of these kinds are written as before."""
    mark, label = (visit_mark, depart_mark), (visit_label, depart_label)
    app.add_node(nodes.footnote_reference, override=True, html=mark)
    app.add_node(nodes.label, override=True, html=label)
    app.add_node(cited_words, override=True, html=(add_no_element, add_no_element))
