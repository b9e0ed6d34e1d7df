"""Units of an edited text in Typst: verse, speeches, directions, headings, lists, notes, pages.

A line of verse is a paragraph of its own and in no block: notes at the foot of the page stay with
it, and long poems are set in time that grows with their length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.typst.blocks import Blocks, kind_before
from sphinx_apparatus.typst.lists import Lists
from sphinx_apparatus.typst.markup import call, content, text
from sphinx_apparatus.typst.pictures import Pictures
from sphinx_apparatus.typst.tables import Tables

if TYPE_CHECKING:
    from docutils.nodes import Element


class Units(Blocks, Lists, Tables, Pictures):
    """Visitors of what an edited text has beside paragraphs."""

    def visit_verse(self, node: Element) -> None:
        self._open(node, "passage")
        self._verse(node)
        raise nodes.SkipNode

    def _open(self, node: Element, kind: str) -> None:
        """Begin a block of the text: its place, and what the commentary has on it."""
        self.anchor(node)
        if node.get("apparatus_block"):
            label = f"{self.docname}#{node['ids'][0]}"
            self.open_passage(label, kind, node.get("number"), node.get("cited", ""))

    def _verse(self, node: Element, *, inset: bool = False) -> None:
        """Write lines of verse.

        :param inset: whether they are set in, below the name of a speaker.
        """
        lines = []
        for line in node.children:
            if not isinstance(line, nodes.Element):
                continue
            label = self.label(line) or self.made_label("line")
            place = line.get("place", "")
            if place and any(line.findall(nodes.footnote_reference)):
                # The commentary names the line, not the stanza.
                self.open_passage(label, "passage", None, place)
            body, notes = self.noted(line, label)
            options: dict[str, object] = {}
            if self._ends and line.get("number"):
                options["counted"] = True
            if line.get("shown"):
                options["n"] = line["number"]
            if step := line.get("step", 0):
                options["step"] = step
            if joins := line.get("joins", ""):
                options["joins"] = content(text(joins))
            if inset:
                options["inset"] = True
            if place:
                options["cited"] = place
            if notes:
                options["notes"] = [content(each) for each in notes]
            lines.append(call("l", label, body=body, named=options))
        named = {"inset": True} if inset else {}
        self.block(node, call("stanza", named=named, body="\n" + "\n".join(lines) + "\n"))

    def visit_rubric(self, node: Element) -> None:
        if node.get("apparatus_block"):
            self._heading(node)
            raise nodes.SkipNode
        super().visit_rubric(node)

    def visit_bullet_list(self, node: Element) -> None:
        if not node.get("apparatus_block") and css.PRINTED not in node["classes"]:
            super().visit_bullet_list(node)
        self._numbered(node)
        if css.PRINTED in node["classes"]:
            self._items_of_text(node)
            raise nodes.SkipNode
        super().visit_bullet_list(node)

    def visit_table(self, node: nodes.table) -> None:
        self._numbered(node)
        super().visit_table(node)

    def visit_figure(self, node: nodes.figure) -> None:
        self._numbered(node)
        super().visit_figure(node)

    def _numbered(self, node: Element) -> None:
        """Write the number of a passage that is no paragraph into the margin."""
        if node.get("apparatus_block"):
            self._open(node, "passage")
            if node.get("number") is not None:
                place = f"{self.docname}#{node['ids'][0]}"
                named = (self.made_label("block"), node["number"], place)
                self.put(call("numbered-block", *named))

    def visit_speech(self, node: Element) -> None:
        self._open(node, "passage")
        speaker, *rest = (each for each in node.children if isinstance(each, nodes.Element))
        options: dict[str, object] = {}
        if not rest:
            options = {"number": node.get("number"), "after": kind_before(node)}
        self._part(speaker, "speaker" if rest else "speech", options)
        for each in rest:
            self._verse(each, inset=True)
        raise nodes.SkipNode

    def _part(self, node: Element, kind: str, options: dict[str, object]) -> None:
        """Write a paragraph of a block as one of its own."""
        label = self.label(node) or self.made_label("part")
        body, notes = self.noted(node, label)
        if notes:
            options = options | {"notes": [content(each) for each in notes]}
        named = {"kind": kind} | {name: each for name, each in options.items() if each is not None}
        self.block(node, call("para", label, body=body, named=named))

    def _heading(self, node: Element) -> None:
        """Write a heading of the text; one with notes is none of the book's contents."""
        if any(node.findall(nodes.footnote_reference)) or css.SUBHEAD in node["classes"]:
            self._open(node, "heading")
            level = 4 if css.SUBHEAD in node["classes"] else self._level(node)
            self._part(node, "heading", {"level": level})
            return
        level = self.level_before = min(self._level(node), self.level_before + 1)
        self.block(node, call("head", level, self.label(node), body=self.inside(node, "title")))

    def _level(self, node: Element) -> int:
        return int(min(self.level + node.get("heading-level", 3) - 2, 4))

    def _items_of_text(self, node: Element) -> None:
        """Write a list whose numbers are words of the text."""
        for item in node.children:
            for part in item.children if isinstance(item, nodes.list_item) else ():
                if isinstance(part, nodes.paragraph):
                    self._part(part, "item", {})
                else:
                    part.walkabout(self)

    def visit_author_note(self, node: Element) -> None:
        self._open(node, "author-note")
        self.block(node, call("author-note", body=f"\n{self.inside(node)}\n"))
        raise nodes.SkipNode

    def visit_author_call(self, node: nodes.reference) -> None:
        self.visit_reference(node)

    def visit_milestone(self, node: Element) -> None:
        if node["unit"] == "page":
            self.put(call("page-mark", node["n"]))
        raise nodes.SkipNode
