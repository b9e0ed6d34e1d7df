"""Lists of a book in Typst."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.typst.core import made_kind
from sphinx_apparatus.typst.inlines import Inlines
from sphinx_apparatus.typst.markup import Code, call, content, expression, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docutils.nodes import Element

_FEW = 5
"""Notes on a passage that are listed with verdicts and titles; of more, the numbers."""


class Lists(Inlines):
    """Visitors of lists."""

    def visit_bullet_list(self, node: Element) -> None:
        if css.BIBLIOGRAPHY in node["classes"]:
            self.anchor(node)
            for item in node.findall(nodes.list_item):
                if self.config.typst_cited_only and not self._is_linked(item):
                    continue
                label = self.label(item)
                options = {"name": plain(item.get("label", ""))}
                entry = call("bib", label, None, named=options, body=self.inside(item))
                self.block(item, entry, "\n")
            raise nodes.SkipNode
        if css.RELATED in node["classes"]:
            items = [content(self.inside(item)) for item in node.findall(nodes.list_item)]
            if len(items) > _FEW and (numbers := self.notes_cited(node)):
                items = [content(numbers)]
            self.block(node, call("related", *items), "\n")
            raise nodes.SkipNode
        self._items("list", node)

    def _is_linked(self, node: Element) -> bool:
        return any(f"{self.docname}#{name}" in self.links for name in node["ids"])

    def visit_enumerated_list(self, node: Element) -> None:
        options: dict[str, object] = {}
        pattern = {"loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}.get(
            node.get("enumtype", ""), "1"
        )
        pattern = node.get("prefix", "") + pattern + (node.get("suffix") or ".")
        if pattern != "1.":
            options["numbering"] = pattern
        if node.get("start", 1) != 1:
            options["start"] = node["start"]
        self._items("enum", node, options)

    def _items(self, name: str, node: Element, options: Mapping[str, object] | None = None) -> None:
        self.anchor(node)
        items = []
        for item in node.children:
            if isinstance(item, nodes.Element):
                mark = self.label(item)
                start = call("anchor", mark) if mark else ""
                items.append(content(start + self.inside(item)))
        self.block(node, call(name, *items, named=options), "\n")
        raise nodes.SkipNode

    def visit_definition_list(self, node: Element) -> None:
        self.anchor(node)
        items = []
        for item in node.children:
            if not isinstance(item, nodes.Element):
                continue
            heads = [c for c in item.children if isinstance(c, nodes.term | nodes.classifier)]
            bodies = [c for c in item.children if isinstance(c, nodes.definition)]
            term = call("h", Code("0.5em")).join(self.markup([head]) for head in heads)
            items.append((term, self.markup(bodies)))
        if kind := made_kind(node):
            pairs = [(content(term), content(body)) for term, body in items]
            self.block(node, call("entries", kind, *pairs), "\n")
        else:
            made = [self._term(term, body) for term, body in items]
            self.block(node, call("terms", *made), "\n")
        raise nodes.SkipNode

    def _term(self, term: str, body: str) -> Code:
        return expression(call("terms.item", content(term), content(body)))

    def visit_classifier(self, node: Element) -> None:
        self.wrap("emph", node)

    def visit_field_list(self, node: Element) -> None:
        self.anchor(node)
        items = [
            self._term(self.inside(cast("Element", item[0])), self.inside(cast("Element", item[1])))
            for item in node.children
            if isinstance(item, nodes.field)
        ]
        self.block(node, call("terms", *items), "\n")
        raise nodes.SkipNode

    def visit_option_list(self, node: Element) -> None:
        items = []
        for item in node.findall(nodes.option_list_item):
            names = ", ".join(option.astext() for option in item.findall(nodes.option))
            bodies = [c for c in item.children if isinstance(c, nodes.description)]
            items.append(self._term(call("raw", names), self.markup(bodies)))
        self.block(node, call("terms", *items), "\n")
        raise nodes.SkipNode

    def visit_line_block(self, node: Element) -> None:
        lines = []
        for child in node.children:
            if isinstance(child, nodes.line_block):
                lines += [
                    content(call("h", Code("1.4em")) + self.inside(line))
                    for line in child.findall(nodes.line)
                ]
            elif isinstance(child, nodes.Element):
                lines.append(content(self.inside(child) or call("h", Code("0pt"))))
        self.anchor(node)
        self.block(node, call("verse", *lines), "\n")
        raise nodes.SkipNode
