"""Doctree to Typst: one visitor over the assembled book.

It knows the classes and node names of the contract by name alone and imports none of
them, so the package also prints books that have no apparatus. The names of the functions
it calls are the interface of the template (``book.typ``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.typst.commentary import has_apparatus
from sphinx_apparatus.typst.core import logger, siblings_after, siblings_before
from sphinx_apparatus.typst.index import Index
from sphinx_apparatus.typst.inlines import Inlines
from sphinx_apparatus.typst.markup import call, plain
from sphinx_apparatus.typst.notes import Notes
from sphinx_apparatus.typst.units import Units

if TYPE_CHECKING:
    from docutils.nodes import Element


class TypstTranslator(Units, Inlines, Notes, Index):
    """Write a doctree as Typst source; the result is in ``astext()``.

    The document's children are ``start_of_file`` nodes, one for each chapter; those of
    documents below it in the contents are inside, after its own sections.
    """

    def visit_document(self, node: nodes.document) -> None:
        pass

    def depart_document(self, node: nodes.document) -> None:
        """End the book: the index, the report, and links that lead nowhere."""
        if self.config.typst_index and self.terms:
            self.put("\n", call("index-pages", *self._index()), "\n")
        for label, source in self.links.items():
            if label not in self.emitted:
                self.warn(
                    "typst_link",
                    "a link leads to '%s', which the PDF does not hold",
                    label,
                    location=source,
                )
                self.put(call("anchor", label))
        targets = sorted({*self.links, *self._set, *(f"{label}/mark" for label in self._set)})
        self.put("\n", call("report", *self.keys, named={"targets": targets}), "\n")

    def visit_start_of_file(self, node: Element) -> None:
        outer = (self.docname, self.level)
        self.docname = node["docname"]
        own = self._resolve(f"{self.docname}#")
        untitled = own == f"{self.docname}#"
        logger.info("%s ", self.docname, nonl=True)
        if "chapter" in self._within:
            if any(isinstance(child, nodes.section) for child in siblings_before(node)):
                self.level += 1
            self.put("\n")
            if untitled:
                self.emitted.add(own)
                self.put(call("anchor", own))
            self.put(self.inside(node), "\n")
        else:
            self._chapter(node, own, untitled)
            if not any(map(holds_essay, siblings_after(node))):
                self.put_commentary()
        self.docname, self.level = outer
        raise nodes.SkipNode

    def _chapter(self, node: Element, own: str, untitled: bool) -> None:
        self.level = 0
        self.keys.append(self.docname)
        body = self.inside(node, "chapter")
        body += "".join(f"\n{drawing}\n" for drawing in self._high_pictures)
        self._high_pictures.clear()
        if untitled:
            self.emitted.add(own)
            body = call("anchor", own) + "\n" + body
        title = next(iter(node.findall(nodes.title)), None)
        options: dict[str, object] = {
            "id": own,
            "head": plain(heading_text(title)) if title is not None else "",
            "recto": holds_essay(node) and not goes_on(node),
        }
        if goes_on(node):
            options["part"] = True
        if kind := kind_of_chapter(node):
            options["kind"] = kind
        if has_apparatus(node):
            options["readings"] = True
        self.put("\n", call("chapter", self.docname, named=options, body=f"\n{body}\n"), "\n")

    def visit_section(self, node: nodes.section) -> None:
        self.level += 1

    def depart_section(self, node: nodes.section) -> None:
        self.level -= 1

    def visit_title(self, node: nodes.title) -> None:
        parent = cast("Element", node.parent)
        if not isinstance(parent, nodes.section):
            self.block(node, call("rubric", body=self.inside(node)), "\n")
            raise nodes.SkipNode
        body = self.inside(node, "title")
        options = {}
        if self.level == 1 and "chapter" in self._within and (text_ := essay_of(node)) is not None:
            byline = ", ".join(filter(None, (text_.get("author"), text_.get("label"))))
            options = {"byline": byline} if byline else {}
        self.level_before = max(self.level, 1)
        made = call("head", self.level_before, self.label(parent), body=body, named=options)
        self.block(node, made, "\n")
        raise nodes.SkipNode


# Nodes of which nothing is printed; the number of a passage is in the margin.
_SKIPPED = """
    passage_number comment substitution_definition pending meta toctree tabular_col_spec
    highlightlang colspec system_message header footer decoration
"""
# Data on authors and the like, of the file and not of the book; another writer's code.
_SKIPPED += """
    docinfo author authors organization address contact version revision status date copyright
    raw_latex
"""
# Nodes whose children are what counts. Parts such as rows are set by the visitor of the whole,
# and come here if one is alone.
_TRANSPARENT = """
    term definition glossary description hlistcol legend download_reference list_item
    definition_list_item hlist desc target compound generated problematic acks pending_xref
    pending_xref_condition citation_reference substitution_reference only bibliography field
    field_name field_body line tgroup thead tbody row entry option option_group option_string
    option_argument option_list_item production translatable desc_signature_line desc_name
    desc_addname desc_type desc_returns desc_annotation desc_parameterlist desc_parameter
    desc_optional desc_type_parameter desc_type_parameter_list
"""
for _name in _SKIPPED.split():
    setattr(TypstTranslator, f"visit_{_name}", TypstTranslator.skip)
for _name in _TRANSPARENT.split():
    setattr(TypstTranslator, f"visit_{_name}", TypstTranslator.enter)
    setattr(TypstTranslator, f"depart_{_name}", TypstTranslator.leave)


def heading_text(title: Element) -> str:
    """Return a heading's words for the running head, without the marks of notes."""
    copy = title.deepcopy()
    for mark in list(copy.findall(nodes.footnote_reference)):
        mark.parent.remove(mark)
    return copy.astext()


def holds_essay(node: nodes.Node) -> bool:
    return any(css.ESSAY in found["classes"] for found in node.findall(nodes.container))


def goes_on(node: nodes.Node) -> bool:
    """Return whether a chapter is a part of a work behind the first, which has no title page."""
    return any(found.get("goes_on") for found in node.findall(nodes.container))


def essay_of(node: Element) -> Element | None:
    """Return the edited text of the document that a heading opens."""
    around = node.parent
    found = around.findall(nodes.container) if around is not None else ()
    return next((each for each in found if css.ESSAY in each["classes"]), None)


def kind_of_chapter(node: Element) -> str:
    """Return what a chapter holds, where the template sets it apart: a text or the sources."""
    if holds_essay(node):
        return "text"
    lists = node.findall(nodes.bullet_list)
    return "sources" if any(css.BIBLIOGRAPHY in each["classes"] for each in lists) else ""
