"""Words of a book in Typst: emphasis, languages, links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from docutils import nodes

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.typst.commentary import Commentary
from sphinx_apparatus.typst.core import SCHEMES, Core
from sphinx_apparatus.typst.index import runs_of
from sphinx_apparatus.typst.markup import call, language, text

if TYPE_CHECKING:
    from docutils.nodes import Element


class Inlines(Commentary):
    """Visitors of words within a block."""

    def visit_inline(self, node: Element) -> None:
        classes = node["classes"]
        if css.MARK_GAP in classes:
            if self._gap_is_between_numbers(node):
                self.put(call("mark-gap"))
            raise nodes.SkipNode
        for name, function in (
            (css.NOTE_TITLE, "note-title"),
            (css.VERDICT, "verdict"),
            (css.SIGN, "sign"),
            (css.LEMMA, "lemma"),
            (css.SAYS, "says"),
            (css.SPEECH_SPEAKER, "speaker"),
            (css.words("stage"), "emph"),
            (css.words("small-caps"), "smallcaps"),
            (css.words("spaced"), "spaced"),
            (css.words("underline"), "underline"),
        ):
            if name in classes:
                self.wrap(function, node)
        tag = next((c.removeprefix("language-") for c in classes if c[:9] == "language-"), "")
        if spoken := language(node.get("lang", "") or tag):
            self.wrap("text", node, named=spoken.options)
        self.anchor(node)
        if self.put_first_word(node):
            self.put_entries(node)
            raise nodes.SkipNode

    def depart_inline(self, node: Element) -> None:
        self.put_entries(node)

    def _gap_is_between_numbers(self, gap: Element) -> bool:
        """Return whether printed marks are on both sides."""
        siblings = list(gap.parent.children) if gap.parent is not None else []
        here = siblings.index(gap)
        after = siblings[here + 1] if here + 1 < len(siblings) else None
        if not isinstance(after, nodes.footnote_reference) or not self.is_printed(after):
            return False
        for sibling in reversed(siblings[:here]):
            if isinstance(sibling, nodes.footnote_reference):
                if self.is_printed(sibling):
                    return True
            elif not (isinstance(sibling, nodes.inline) and not sibling.astext().strip()):
                return False
        return False

    def visit_emphasis(self, node: Element) -> None:
        self.wrap("emph", node)

    visit_literal_emphasis = visit_emphasis
    visit_title_reference = visit_emphasis
    visit_manpage = visit_emphasis

    def visit_strong(self, node: Element) -> None:
        self.wrap("strong", node)

    visit_literal_strong = visit_strong

    def visit_superscript(self, node: Element) -> None:
        self.wrap("super", node)

    def visit_subscript(self, node: Element) -> None:
        self.wrap("sub", node)

    def visit_abbreviation(self, node: Element) -> None:
        self.anchor(node)

    def depart_abbreviation(self, node: Element) -> None:
        if node.get("explanation"):
            self.put(text(f" ({node['explanation']})"))

    visit_acronym = visit_abbreviation
    depart_acronym = depart_abbreviation

    def visit_literal(self, node: Element) -> None:
        self.anchor(node)
        if "xref" in node["classes"]:  # the words of a link, which roles hold to be code
            return
        self.put(call("raw", node.astext()))
        raise nodes.SkipNode

    depart_literal = Core.leave
    visit_desc_inline = visit_literal

    def visit_math(self, node: Element) -> None:
        self.put(call("formula", node.astext()))
        raise nodes.SkipNode

    def visit_math_block(self, node: Element) -> None:
        self.anchor(node)
        self.block(node, call("formula", node.astext(), named={"display": True}), "\n")
        raise nodes.SkipNode

    def visit_raw(self, node: nodes.raw) -> None:
        if "typst" in node.get("format", "").split():
            self.put(node.astext())
        raise nodes.SkipNode

    def visit_reference(self, node: Element) -> None:
        self.anchor(node)
        body = self.inside(node, "link")
        uri = node.get("refuri", "")
        if "refid" in node or uri.startswith("%"):
            label = self._target(node)
            self.links.setdefault(label, node)
            self.put(call("goto", label, body=body))
            paged = {css.CROSSREF, css.PAIR_HEAD} & set(self._within)
            if paged and is_first_reference(node):
                self.put(call("goto-page", label))
            elif not paged and self._leads_to_chapter(node, label):
                # Within brackets the page has none of its own.
                self.put(call("goto-page" if is_bracketed(node) else "on-page", label))
        elif SCHEMES.match(uri) and body:
            self.put(call("away", uri, body=body))
        else:
            self.put(body)
        raise nodes.SkipNode

    def _leads_to_chapter(self, node: Element, label: str) -> bool:
        """Return whether a reference in running text leads to another chapter as a whole.

        On paper such words lead nowhere without a page. Notes are left as they are on screen.
        """
        docname = label.partition("#")[0]
        return (
            node.get("internal", False)
            and docname != self.docname
            and label == self._resolve(f"{docname}#")
            and not {"note", "cell"} & set(self._within)
        )

    def _target(self, node: Element) -> str:
        """Return the label that an internal reference leads to."""
        if "refid" in node:
            label = f"{self.docname}#{node['refid']}"
        else:
            docname, _hash, anchor = node["refuri"][1:].partition("#")
            label = f"{unquote(docname)}#{unquote(anchor)}"
        return self._resolve(label)

    visit_number_reference = visit_reference

    def notes_cited(self, node: Element) -> str:
        """Return the notes that the links in *node* lead to, in few words: “2026 nn. 43–46, 87”.

        Nothing if a link leads elsewhere.
        """
        cited: list[tuple[str, str]] = []
        for reference in node.findall(nodes.reference):
            found = re.match(r"(.*?)(\bn\. \S+)", reference.astext())
            label = self._target(reference)
            if found is None or label not in self.notes:
                return ""
            self.links.setdefault(label, reference)
            of = found[1] or (cited[-1][0].rpartition("n. ")[0] if cited else "")
            cited.append((of + found[2], label))
        texts = []
        for of, numbers in runs_of(cited):
            links = [call("goto", label, body=text(number)) for number, label in numbers]
            texts.append(text(of.replace(" ", "\u00a0")) + text(", ").join(links))
        return text("; ").join(texts)


def is_bracketed(node: Element) -> bool:
    """Return whether *node* stands within brackets of its paragraph."""
    parent = node.parent
    before = "".join(each.astext() for each in parent.children[: parent.index(node)])
    return before.count("(") > before.count(")")


def is_first_reference(node: Element) -> bool:
    """Return whether *node* is the first reference of its paragraph: the passage, not the theme."""
    parent = node.parent
    return parent is not None and next(iter(parent.findall(nodes.reference)), None) is node
