"""The text of a TEI document: words, anchors, edits in line, gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from sphinx_apparatus.edition.edition import Edition, quoted
from sphinx_apparatus.export.publication import Publication
from sphinx_apparatus.export.tei_elements import (
    CERTAINTY,
    Node,
    add,
    local_id,
    note_id,
    person_id,
    say,
    with_supplied,
    witness_id,
)
from sphinx_apparatus.model.essays import Block, Essay, Part, PlacedEntry, Span
from sphinx_apparatus.model.records import TextualHead
from sphinx_apparatus.model.vocabulary import INLINE, BlockKind, Change, Unit
from sphinx_apparatus.text.anchors import quoted_ends
from sphinx_apparatus.text.edits import Edit
from sphinx_apparatus.text.segments import (
    Added,
    Begin,
    End,
    Gap,
    Marked,
    Words,
    segments,
)


def marked_spans(edition: Edition, essay: Essay) -> Iterator[tuple[Block, Marked]]:
    """Yield the spans of an essay that notes, entries and cross-references point to.

    Each comes with its block. Keys, such as ``note-iso``, are unique in the essay but for entries
    that go over several blocks: they have one in the first and one in the last.
    """

    def marked(key: str, span: Span, owner: str = "") -> tuple[Block, Marked]:
        return essay.block_of(span), Marked(key, span.start, span.end, owner)

    for note in essay.notes:
        if note.span is not None:
            yield marked(f"note-{note.id}", note.span, note.id)
    for entry in essay.entries:
        for part in entry.spans if len(entry.spans) == 1 else quoted_ends(entry):
            yield marked(f"entry-{entry.id}", part, entry.id)
        for number, behind in enumerate(entry.moved, start=1):
            if behind is not None:
                yield marked(f"moved-{entry.id}-{number}", behind)
    for reference in edition.cross_references:
        for end, (place, span) in enumerate(
            zip(reference.head.between, reference.spans, strict=True)
        ):
            if place.essay == essay.id and span is not None:
                yield marked(f"crossing-{reference.id}-{end + 1}", span)


_ELEMENTS = {
    Unit.PARAGRAPH: "p",
    Unit.STANZA: "lg",
    Unit.LINE: "l",
    Unit.SPEECH: "sp",
    Unit.SPEAKER: "speaker",
    Unit.DIRECTION: "stage",
    Unit.HEADING: "head",
    Unit.QUOTE: "quote",
    Unit.LIST: "list",
    Unit.ITEM: "item",
    Unit.LABEL: "label",
    Unit.TABLE: "table",
    Unit.ROW: "row",
    Unit.CELL: "cell",
    Unit.FIGURE: "figure",
    Unit.CAPTION: "head",
    Unit.NOTE: "note",
}
_IN_LINE = frozenset({Unit.DIRECTION, Unit.SPEAKER})


class _Tree:
    """The elements of a block, opened and closed as its words go on."""

    def __init__(self, text: Text, made: Node, index: int, block: Block) -> None:
        self.text, self.index, self.block = text, index, block
        self.to_come = list(block.parts)
        self.points = list(block.milestones)
        self.open: list[tuple[Part | None, Node]] = [(None, made)]

    @property
    def node(self) -> Node:
        """The innermost element that is open."""
        return self.open[-1][1]

    def at(self, point: int) -> Node:
        """Return the element for the words that begin at a point."""
        self._points(point, calls=True)
        while self.to_come and self.to_come[0].start == self.to_come[0].end <= point:
            self._open(self.to_come.pop(0))  # an empty cell, whose row may end here
        while (part := self.open[-1][0]) is not None and part.end <= point:
            self.open.pop()
        while self.to_come and self.to_come[0].start <= point:
            part = self.to_come.pop(0)
            if part.end > point:
                self._open(part)
            else:
                del self.open[part.depth + 1 :]
        self._points(point, calls=False)
        return self.node

    def _open(self, part: Part) -> None:
        del self.open[part.depth + 1 :]
        self.open.append((part, self._opened(part)))

    def end(self) -> None:
        """Write what stands behind the last word."""
        while self.to_come and self.to_come[0].start == self.to_come[0].end:
            self._open(self.to_come.pop(0))
        size = len(self.block.text)
        self._points(size, calls=True)
        self._points(size, calls=False)

    def is_between(self, words: str) -> bool:
        """Return whether these words are the space between two parts."""
        if words != " ":
            return False
        part = self.open[-1][0]
        depth = len(self.open) - 1
        if part is None and self.block.unit in (Unit.SPEECH, Unit.STANZA):
            return True
        start, end = (part.start, part.end) if part else (0, len(self.block.text))
        return any(
            each.depth == depth and start <= each.start < end and each.unit not in _IN_LINE
            for each in self.block.parts
        )

    def _opened(self, part: Part) -> Node:
        parent = self.node
        attributes: dict[str, str] = {}
        if part.unit is Unit.LINE:
            if "kept" in part.attributes and self.open[-1][0] is None and part.start:
                add(parent, "lb")
            if "kept" in part.attributes and not self._in_verse():
                return parent
            if part.number:
                attributes["n"] = part.number
            if part.step:
                attributes["rend"] = f"indent({part.step})"
            if which := self.text.part_of(self.index, self.block, part):
                attributes["part"] = which
        elif part.unit is Unit.ITEM and part.number:
            attributes["n"] = part.number
        elif part.unit is Unit.CELL and part.step:
            attributes["role"] = "label"
        return add(parent, _ELEMENTS[part.unit], **attributes)

    def _in_verse(self) -> bool:
        part = self.open[-1][0]
        return (part.unit if part else self.block.unit) is Unit.STANZA

    def _points(self, point: int, *, calls: bool) -> None:
        """Write the calls, or the milestones, up to a point."""
        for each in [p for p in self.points if p.at <= point and (p.unit == "call") is calls]:
            self.points.remove(each)
            if calls:
                self.text.call(self.node, self.index, each.n)
                continue
            attributes = {"n": each.n} if each.n else {}
            if each.wit:
                attributes["ed"] = f"#{witness_id(self.text.essay, each.wit)}"
            if each.facs:
                attributes["facs"] = each.facs
            name = {"page": "pb", "column": "cb", "line": "lb"}.get(each.unit, "milestone")
            if name == "milestone":
                attributes["unit"] = each.unit
            add(self.node, name, **attributes)


def _looking(node: Node, block: Block, start: int, end: int) -> Node:
    """Return the element for words that look otherwise, or lead elsewhere; else the one given."""
    for look in block.looks:
        if not look.start <= start < end <= look.end:
            continue
        kind, _, code = look.name.partition("-")
        attributes = {"xml_lang": code} if kind == "language" else {"target": look.to}
        name = {"language": "foreign", "link": "ref"}.get(kind, "hi")
        if look.name in ("em", "i"):
            name, attributes = "emph", {}
        elif name == "hi":
            attributes = {"rend": {**INLINE, "strong": "bold"}[look.name]}
        last = node[-1] if len(node) else None
        goes_on = look.start < start and last is not None and not last.tail
        if goes_on and last is not None and etree.QName(last).localname == name:
            node = last
        else:
            node = add(node, name, **attributes)
    return node


class Text:
    """Writer of the text of one essay with its edits and anchors."""

    def __init__(
        self,
        edition: Edition,
        publication: Publication,
        essay: Essay,
        marked: Sequence[tuple[Block, Marked]],
    ) -> None:
        self.essay = essay
        self.marked = marked
        self.whole = publication.shows_text(essay)
        self.quoted = quoted(edition, essay)
        self.emended = edition.emended(essay)
        self.notes = {note.id: note for note in essay.notes}
        self.entries = {entry.id: entry for entry in essay.entries}
        self.begins: dict[str, Block] = {}
        self.ends: dict[str, Block] = {}
        for block, span in marked:
            self.begins.setdefault(span.key, block)
            self.ends[span.key] = block

    def write(self, body: Node) -> None:
        """Write all blocks; a heading opens a division."""
        divisions = [(0, add(body, "div", type="essay", n=self.essay.label))]
        for index, block in enumerate(self.essay.blocks):
            if block.kind is BlockKind.NOTE:
                continue  # written where it is called
            if "level" in block.attributes and block.kind is BlockKind.HEADING:
                level = int(block.attributes["level"])
                while divisions[-1][0] >= level:
                    divisions.pop()
                of = {
                    name: block.attributes[name]
                    for name in ("type", "n")
                    if name in block.attributes
                }
                divisions.append((level, add(divisions[-1][1], "div", **of)))
            self._write(divisions[-1][1], index, block)

    def _write(self, parent: Node, index: int, block: Block) -> None:
        """Write a block into an element."""
        id = {"xml_id": local_id(self.essay, block.id)}
        name, more = _ELEMENTS.get(block.unit, "p"), {}
        is_part = block.kind in (BlockKind.PASSAGE, BlockKind.HEADING, BlockKind.DIRECTION)
        if block.kind is BlockKind.PASSAGE:
            more["n"] = str(block.number)
        if block.kind is BlockKind.NOTE:
            more = {"place": "foot", "n": block.attributes["label"].partition(":")[0]}
        elif "type" in block.attributes and block.unit is not Unit.HEADING:
            more["type"] = block.attributes["type"]
        if is_part or block.kind is BlockKind.NOTE:
            made = add(parent, name, **id, **more)
        else:
            made = add(parent, "ab", type=block.kind.value, **id, n=str(block.number))
            if block.unit not in (Unit.PARAGRAPH, Unit.STANZA, Unit.HEADING):
                made = add(made, name)
        if block.unit is Unit.FIGURE:
            add(made, "graphic", url=block.attributes["src"])
        self._block(made, index, block)
        if block.unit is Unit.FIGURE:
            add(made, "figDesc", block.attributes["alt"])

    def _block(self, made: Node, index: int, block: Block) -> None:
        """Write the words of a block with its parts, edits, anchors and milestones."""
        spans = sorted(span for there, span in self.marked if there is block)
        shown = None if self.whole else self.quoted[index]
        seams = [point for part in block.parts for point in (part.start, part.end)]
        seams += [point.at for point in block.milestones]
        seams += [point for look in block.looks for point in (look.start, look.end)]
        tree = _Tree(self, made, index, block)
        parent: Node | None = None  # an element of words that are replaced, while these are written
        for segment in segments(self.emended[index], spans, shown, seams):
            match segment:
                case Words(edit=edit, words=words, start=start, end=end):
                    node = tree.at(start)
                    if edit is not None and start == edit.start:
                        parent = self._edit(node, edit)
                    if not tree.is_between(words):
                        there = node if parent is None else parent
                        say(_looking(there, block, start, end), words)
                    if edit is not None and end == edit.end:
                        parent = None
                case Added(edit=edit, is_before=is_before):
                    if edit.start == edit.end:
                        self._edit(tree.node if is_before else tree.at(edit.start), edit)
                case Gap(start=start, end=end):
                    node = tree.at(start)
                    add(node, "gap", reason="rights", unit="chars", quantity=str(end - start))
                case Begin(span=span) if self.begins[span.key] is block:
                    node = tree.at(span.start) if parent is None else parent
                    add(node, "anchor", xml_id=local_id(self.essay, f"from-{span.key}"))
                case End(span=span) if self.ends[span.key] is block:
                    node = tree.node if parent is None else parent
                    add(node, "anchor", xml_id=local_id(self.essay, f"to-{span.key}"))
        tree.end()
        said = {etree.QName(child).localname for child in made} - {"speaker", "gap"}
        if block.unit is Unit.SPEECH and not said:
            # Nothing of what is said may be shown.
            add(add(made, "p"), "gap", reason="rights")

    def call(self, parent: Node, caller: int, label: str) -> None:
        """Write a note of the author where it is called; where it stands is an attribute.

        :param caller: index of the block that calls it.
        """
        before = 0
        for index, block in enumerate(self.essay.blocks):
            if block.attributes.get("label") == label:
                self._write(parent, index, block)
                if before != caller:
                    behind = local_id(self.essay, self.essay.blocks[before].id)
                    parent[-1].set("corresp", f"#{behind}")
            elif block.kind is not BlockKind.NOTE:
                before = index

    def part_of(self, index: int, block: Block, line: Part) -> str:
        """Return which part of a line divided among speakers this is; empty for a whole one."""
        joins = "joins" in line.attributes
        lines = [part for part in block.parts if part.unit is Unit.LINE]
        following = next(
            (
                part
                for other in self.essay.blocks[index + 1 :]
                for part in other.parts
                if part.unit is Unit.LINE
            ),
            None,
        )
        is_last = lines and lines[-1] is line
        goes_on = is_last and following is not None and "joins" in following.attributes
        return {(True, True): "M", (True, False): "F", (False, True): "I"}.get(
            (joins, bool(goes_on)), ""
        )

    def _edit(self, parent: Node, edit: Edit) -> Node:
        """Add an edit with its new words; return the element for the words it replaces."""
        if edit.owner in self.entries:
            return self._reading(parent, edit, self.entries[edit.owner])
        note = self.notes[edit.owner]
        head = note.head
        assert isinstance(head, TextualHead)
        attributes = {
            "resp": " ".join(f"#{person_id(key)}" for key in head.by),
            "cert": CERTAINTY[head.certainty],
            "corresp": f"#{note_id(note)}",
        }
        if edit.start == edit.end and head.change is Change.SUPPLEMENT:
            # Spaces around the words supplied are as much the editors' as the words.
            words = edit.words.replace("⟨", "").replace("⟩", "")
            return add(parent, "supplied", words, reason="omitted", **attributes)
        if not edit.words and head.change is Change.OMISSION:
            return add(parent, "surplus", **attributes)
        regular = head.change is Change.REGULARIZATION
        choice = add(parent, "choice", corresp=attributes.pop("corresp"))
        before = add(choice, "orig" if regular else "sic")
        with_supplied(add(choice, "reg" if regular else "corr", **attributes), edit.words)
        return before

    def _reading(self, parent: Node, edit: Edit, entry: PlacedEntry) -> Node:
        """Add an edit of an entry of the apparatus; return the element for the base's words."""
        adopted = next(reading for reading in entry.head.readings if reading.adopt)
        attributes = {"cert": CERTAINTY[adopted.certainty]} if adopted.certainty else {}
        if adopted.sigla:
            ids = (witness_id(self.essay, siglum) for siglum in adopted.sigla)
            attributes["source"] = " ".join(f"#{id}" for id in ids)
        corresp = f"#{local_id(self.essay, f'app-{entry.id}')}"
        if not edit.words:
            return add(parent, "surplus", corresp=corresp, **attributes)
        choice = add(parent, "choice", corresp=corresp)
        before = add(choice, "sic")
        add(choice, "corr", edit.words, **attributes)
        return before
