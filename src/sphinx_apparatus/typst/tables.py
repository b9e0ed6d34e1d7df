"""Tables of a book in Typst, and the widths of their columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_apparatus.typst.core import made_kind
from sphinx_apparatus.typst.inlines import Inlines
from sphinx_apparatus.typst.markup import Code, call, content, expression

if TYPE_CHECKING:
    from docutils.nodes import Element


# Letters in a line of a table; in large print they are all of one size.
_MEASURE, _LARGE_MEASURE = 74, 54
_LONGEST_WORD = 17  # longer ones are broken


class Tables(Inlines):
    """Visitor of tables."""

    def visit_table(self, node: nodes.table) -> None:
        self.anchor(node)
        if made_kind(node) in ("checks", "totals") and self.layout != "foot":
            # The commentary is that list, the picture has the totals.
            if made_kind(node) == "checks":
                first = [row.children[0] for row in node.findall(nodes.row)]
                cells = nodes.row("", *(cell.deepcopy() for cell in first))
                self.block(node, self.notes_cited(cells), "\n\n")
            raise nodes.SkipNode
        group = next(iter(node.findall(nodes.tgroup)))
        columns = [c for c in group.children if isinstance(c, nodes.colspec)]
        head, rows = [], []
        repeat = True
        for child in group.children:
            if isinstance(child, nodes.thead):
                # A header that is repeated may hold neither links nor notes.
                linked = any(
                    isinstance(n, nodes.reference | nodes.footnote_reference)
                    for n in child.findall()
                )
                repeat = not linked
                head = self._cells(child)
            elif isinstance(child, nodes.tbody):
                rows = self._cells(child)
        measure = _LARGE_MEASURE if self.config.typst_trim == "large" else _MEASURE
        options: dict[str, object] = {"columns": column_widths(node, columns, measure)}
        if head:
            options |= {"header": tuple(head), "repeat": repeat}
        if kind := made_kind(node):
            options["kind"] = kind
        title = next((c for c in node.children if isinstance(c, nodes.title)), None)
        if title is not None:
            options["caption"] = content(self.inside(title))
        self.block(node, call("sheet", *rows, named=options), "\n")
        raise nodes.SkipNode

    def _cells(self, part: Element) -> list[Code]:
        cells = []
        for entry in part.findall(nodes.entry):
            body = content(self.inside(entry, "cell"))
            spans = {
                name: entry[attribute] + 1
                for attribute, name in (("morecols", "colspan"), ("morerows", "rowspan"))
                if entry.get(attribute)
            }
            if spans:
                cells.append(expression(call("table.cell", body, named=spans)))
            else:
                cells.append(body)
        return cells


def column_widths(
    table: Element, columns: list[nodes.colspec], measure: int = _MEASURE
) -> tuple[Code, ...]:
    """Return the widths of a table's columns for Typst, as fractions of the line.

    Widths that somebody gave were meant for a screen; a column also gets the room of its
    longest word, if the page has it. Other widths follow the square root of the longest
    cell, so that a column of one long text doesn't starve columns of short words.
    """
    cells, words = longest(table, len(columns))
    widths: list[float] = [column.get("colwidth", 1) for column in columns]
    if "colwidths-given" not in table["classes"]:
        widths = [cell**0.5 for cell in cells]
    floors = [min(word, _LONGEST_WORD) + 3.0 for word in words]
    fixed: set[int] = set()
    while True:
        room = measure - sum(floors[i] for i in fixed)
        loose = sum(width for i, width in enumerate(widths) if i not in fixed)
        shares = [
            floors[i] if i in fixed else width / (loose or 1) * room
            for i, width in enumerate(widths)
        ]
        narrow = {i for i, share in enumerate(shares) if share < floors[i]} - fixed
        if not narrow or room <= 0:
            return tuple(Code(f"{max(share, 1):.1f}fr") for share in shares)
        fixed |= narrow


def longest(table: Element, count: int) -> tuple[list[int], list[int]]:
    """Return the length of each column's longest cell and of its longest word."""
    cells, words = [1] * count, [1] * count
    for row in table.findall(nodes.row):
        column = 0
        for entry in row.children:
            if not isinstance(entry, nodes.Element) or column >= count:
                continue
            if not entry.get("morecols"):
                text_ = entry.astext()
                cells[column] = max(cells[column], len(text_))
                parts = re.split(r"[\s\u200b\u2013\u2014/]+|-(?!\d)", text_)
                words[column] = max(words[column], *map(len, parts))
            column += int(entry.get("morecols", 0)) + 1
    return cells, words
