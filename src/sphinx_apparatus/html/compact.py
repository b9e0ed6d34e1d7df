"""Marks, labels of notes and citations in HTML, in as few signs as they need.

docutils wraps the label of a footnote into brackets of their own, at the mark and at the note,
and names classes that we do not use. A page has hundreds of them: written here, the longest page
of this edition is two kilobytes lighter once compressed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from sphinx_apparatus.sphinx_ext.builders import SITES
from sphinx_apparatus.sphinx_ext.nodes import cited_words, essay

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def is_lean(self: HTML5Translator, node: nodes.Element) -> bool:
    """Whether a mark or a note is one of ours, with one mark, in a site."""
    return "note" in node and self.builder.name in SITES


def visit_mark(self: HTML5Translator, node: nodes.footnote_reference) -> None:
    """Open a mark. Raised by an element, so that it is set apart where there is no style."""
    if not is_lean(self, node):
        HTML5Translator.visit_footnote_reference(self, node)
        return
    to, id, classes = node["refid"], node["ids"][0], " ".join(node["classes"])
    self.body.append(f'<a role="doc-noteref" href="#{to}" id="{id}" class="{classes}"><sup>')


def depart_mark(self: HTML5Translator, node: nodes.footnote_reference) -> None:
    """Close a mark."""
    if is_lean(self, node):
        self.body.append("</sup></a>")
    else:
        HTML5Translator.depart_footnote_reference(self, node)


def visit_label(self: HTML5Translator, node: nodes.label) -> None:
    """Open the label of a note, which leads back to its mark."""
    note = node.parent
    if is_lean(self, note):
        self.body.append(f'<a class="label" role="doc-backlink" href="#{note["backrefs"][0]}">')
    else:
        HTML5Translator.visit_label(self, node)


def depart_label(self: HTML5Translator, node: nodes.label) -> None:
    """Close the label of a note."""
    if is_lean(self, node.parent):
        self.body.append("</a>\n")
    else:
        HTML5Translator.depart_label(self, node)


def visit_reference(self: HTML5Translator, node: nodes.reference) -> None:
    """Open a link; within an essay one inside the edition has no classes, and no title twice."""
    if not (node.get("internal") and self.builder.name in SITES and _is_in_essay(node)):
        HTML5Translator.visit_reference(self, node)
        return
    attributes: dict[str, Any] = {"href": node.get("refuri") or f"#{node['refid']}"}
    if node.get("reftitle", "") not in ("", node.astext()):
        attributes["title"] = node["reftitle"]
    self.body.append(self.starttag(node, "a", "", **attributes))


def _is_in_essay(node: nodes.Node | None) -> bool:
    while node is not None and not isinstance(node, essay):
        node = node.parent
    return node is not None


def depart_reference(self: HTML5Translator, node: nodes.reference) -> None:
    """Close a link."""
    HTML5Translator.depart_reference(self, node)


def add_no_element(self: HTML5Translator, node: nodes.Element) -> None:
    """Let the words of a citation stand as they are."""


def setup(app: Sphinx) -> None:
    """Write these nodes our way; all others of their kinds stay as they were."""
    mark, label = (visit_mark, depart_mark), (visit_label, depart_label)
    app.add_node(nodes.footnote_reference, override=True, html=mark)
    app.add_node(nodes.label, override=True, html=label)
    app.add_node(nodes.reference, override=True, html=(visit_reference, depart_reference))
    app.add_node(cited_words, override=True, html=(add_no_element, add_no_element))
