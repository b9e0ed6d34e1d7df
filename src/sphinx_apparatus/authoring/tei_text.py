"""The text of a TEI file as units of a text: divisions, paragraphs, verse, drama, lists, tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sphinx_apparatus.authoring.plain_text import (
    NUMBER,
    ORDERED,
    Leaf,
    Line,
    Mark,
    Point,
    Unit,
    as_nested,
    has_words,
    lists_apart,
    raw,
)
from sphinx_apparatus.authoring.tei_words import (
    BLOCKS,
    DIVISIONS,
    LISTS,
    InlineReader,
    is_point,
    location,
    own_text,
    pieces,
    signs,
    size,
)
from sphinx_apparatus.export.tei_parser import (
    Node,
    Remarks,
    find_all,
    line_of,
    name_of,
    words_of,
    xml_id,
)

_SECTIONS = DIVISIONS | {
    "sp",
    "lg",
    "titlePage",
    "argument",
    "epigraph",
    "opener",
    "closer",
    "cit",
}
"""Elements whose directions and quotations are blocks."""
_PARAGRAPHS = frozenset(
    {"p", "ab", "trailer", "salute", "signed", "dateline", "byline", "docTitle", "titlePart"}
    | {"docAuthor", "docImprint", "docDate", "docEdition", "imprimatur", "speaker", "bibl"}
    | {"opener", "closer", "argument", "postscript", "titlePage", "label", "set", "performance"}
)
_QUOTES = frozenset({"quote", "q", "epigraph", "cit", "said"})
_INDENT = re.compile(r"indent(?:ed)?\W?(\d+)?\)?")


class TeiText(InlineReader):
    """Reader of the text of one file."""

    def read(self) -> TeiText:
        """Read the text into units."""
        self.units: list[Unit] = []
        self._numbers = self._depth = 0
        self._pending: list[Point] = []
        self._part = ""
        for text in self.texts:
            self._flow(text, 0)
            self._flush_definitions()
        for node in find_all(self.root, "//app") if not self.is_own else ():
            if not any(above in self.texts for above in node.iterancestors()):
                self._apart(node)
        if self._pending and self.units:
            self.units[-1].last().extend(self._pending)
        self._place_notes()
        self.units = lists_apart(self.units)
        self.missed = abs(sum(map(size, self.texts)) - self.taken)
        self.missed += abs(signs(raw(self.units)) + self._numbers - self._kept)
        return self

    def _place_notes(self) -> None:
        """Put the author's notes of an export where its text had them."""
        for note in [unit for unit in self.units if unit.behind]:
            self.units.remove(note)
            places = [i for i, unit in enumerate(self.units) if unit.id == note.behind]
            at = places[-1] + 1 if places else len(self.units)
            while at < len(self.units) and self.units[at].kind == "note":
                at += 1
            self.units.insert(at, note)

    # -- blocks --------------------------------------------------------------------------------

    def _put(self, unit: Unit) -> None:
        """Add a block with the milestones that wait for one."""
        unit.part = unit.part or self._part
        if unit.kind not in ("figure", "list") and not any(map(has_words, unit.leaves())):
            for leaf in unit.leaves():
                self._wait(leaf)
            return
        if self._pending and any(map(has_words, unit.leaves())):
            first = unit.first()
            first[:0] = self._pending
            self._pending = []
        self.units.append(unit)
        if not self._depth:
            self._flush_definitions()

    def _flush_definitions(self) -> None:
        if self._definitions and not self._depth:
            self.units += self._definitions
            self._definitions = []

    def _inside(self, node: Node, level: int) -> list[Unit]:
        """Return the blocks within an element, as a quotation or a note has them."""
        outer, self.units = self.units, []
        waiting, self._pending = self._pending, []
        self._depth += 1
        self._flow(node, level)
        self._depth -= 1
        made, self.units = self.units, outer
        if made:
            made[-1].last().extend(self._pending)
            self._pending = waiting
        else:
            self._pending = waiting + self._pending
        return made

    def _flow(self, node: Node, level: int) -> None:
        """Add what an element holds; words that stand in no paragraph are one."""
        leaf: Leaf = []
        lines: list[Line] = []
        of = name_of(node)

        def flush() -> None:
            if lines:
                self._put(_stanza(lines, line_of(node), of))
                lines.clear()
            if has_words(leaf):
                kind = "stage" if of == "stage" else "paragraph"
                if of in DIVISIONS and not self.is_own:
                    self.remarks.add(node, "words outside a paragraph are made one")
                self._put(Unit(kind, line_of(node), leaf=list(leaf), name=of))
            else:
                self._wait(leaf)
            leaf.clear()

        for part in pieces(node):
            if isinstance(part, str):
                if part.strip() or not lines:
                    self._say(part, leaf, node)
                continue
            name = name_of(part)
            if name == "l":
                if has_words(leaf):
                    flush()
                self._wait(leaf)
                leaf.clear()
                if made := self._line(part):
                    lines.append(made)
                continue
            if self._is_block(part, of):
                flush()
                self._block(part, level, of)
                continue
            if lines and name == "note":
                self._element(part, lines[-1].leaf)
                continue
            if lines and not is_point(part):
                flush()
            self._element(part, leaf)
        flush()

    def _wait(self, leaf: Leaf) -> None:
        """Keep points that stand between blocks for the next; calls go to the block before."""
        for part in leaf:
            if isinstance(part, Point):
                before = next((unit for unit in reversed(self.units) if unit.kind != "note"), None)
                if part.kind in ("call", "end") and before and not self._pending:
                    before.last().append(part)
                else:
                    self._pending.append(part)

    def _is_block(self, node: Node, of: str) -> bool:
        """Return whether an element is a block where it stands."""
        name = name_of(node)
        if name in BLOCKS:
            return True
        if name in ("note", "app", "choice", "rdg"):
            return False
        if name in ("stage", "speaker", *_QUOTES, *_PARAGRAPHS) and of in _SECTIONS:
            return name not in ("label",)
        return name != "note" and any(name_of(n) in BLOCKS for n in node.iterdescendants())

    def _block(self, node: Node, level: int, of: str) -> None:
        before = len(self.units)
        self._block_of(node, level, of)
        for unit in self.units[before:] if not self._depth else ():
            unit.id = unit.id or ("" if unit.kind == "note" else xml_id(node))
            unit.loc = unit.loc or location(node)

    def _block_of(self, node: Node, level: int, of: str) -> None:
        name = name_of(node)
        line = line_of(node)
        if name in DIVISIONS:
            self._division(node, level)
        elif name == "head":
            self._head(node, level, of)
        elif name == "lg":
            self._stanza(node, level)
        elif name == "sp":
            self._speech(node, level)
        elif name == "stage":
            self._attributes(node)
            self._put(Unit("stage", line, leaf=self._flat(node), name=name))
        elif name in LISTS:
            self._list(node, level)
        elif name == "table":
            self._table(node)
        elif name == "figure":
            self._figure(node)
        elif name in _QUOTES:
            is_motto = name == "epigraph" or node.get("type") == "epigraph"
            self._attributes(node, "type" if is_motto else "")
            if self._depth and name == "cit":
                self._flow(node, level)
                return
            units = [as_nested(unit) for unit in self._inside(node, level)]
            if name in ("epigraph", "cit"):
                # What holds a quotation with its source is one quotation.
                units = [inner for u in units for inner in (u.units if u.kind == "quote" else [u])]
            given = {"class": "epigraph"} if is_motto else {}
            if units:
                self._put(Unit("quote", line, units=units, given=given, name=name))
        elif name == "ab" and self.is_own and node.get("type") in ("head", "furniture", "tail"):
            self._part = str(node.get("type"))
            self._flow(node, level)
            self._part = ""
        elif name == "titlePage":
            self._attributes(node)
            self._part = "head"
            self._flow(node, level)
            self._part = ""
        else:
            if name not in ("p", "ab"):
                self.remarks.add(node, "its words are a paragraph")
            self._attributes(node, "n" if self.is_own else "")
            before = len(self.units)
            self._flow(node, level)
            if len(self.units) - before > 1 and name in ("p", "ab") and not self._depth:
                kinds = {unit.kind for unit in self.units[before:]} - {"note"}
                if len(kinds) > 1:
                    self.remarks.add(node, "a block within it divides the paragraph")

    def _division(self, node: Node, level: int) -> None:
        heads = [child for child in node if name_of(child) == "head"]
        used = ["type", "n"] if heads else ["n"]
        is_wrapper = self.is_own and node.get("type") == "essay"
        self._attributes(node, *(["type", "n"] if is_wrapper else used))
        n = node.get("n", "")
        if n and not heads and not is_wrapper:
            if NUMBER.fullmatch(n):
                self._pending.append(Point("section", n))
            else:
                self.remarks.add(node, f"‘{n[:40]}’ is no number as printed", what="<div>/@n")
        self._flow(node, level + 1 if heads else level)

    def _head(self, node: Node, level: int, of: str) -> None:
        leaf = self._flat(node)
        self._attributes(node)
        if not has_words(leaf):
            self._wait(leaf)
            return
        above = node.getparent()
        assert above is not None
        is_first = next(child for child in above if name_of(child) == "head") is node
        if self._depth or of not in DIVISIONS | {"lg"} or self._part:
            self._put(Unit("paragraph", line_of(node), leaf=leaf, name="head"))
            return
        if not is_first:
            self._put(Unit("subhead", line_of(node), leaf=leaf, name="head"))
            return
        depth = min(max(level + (of == "lg"), 1), 6)
        given = {"level": str(depth)}
        n = above.get("n", "")
        if of != "lg":
            given["type"] = re.sub(r"[^\w. -]", "", above.get("type") or "")
            if n and not NUMBER.fullmatch(n):
                self.remarks.add(above, f"‘{n[:40]}’ is no number as printed", what="<div>/@n")
                n = ""
        else:
            n = ""
        self._put(Unit("heading", line_of(node), leaf=leaf, n=n, given=given, name="head"))

    # -- verse and drama -----------------------------------------------------------------------

    def _line(self, node: Node) -> Line | None:
        """Return a line of verse; None if it has no words."""
        rend = node.get("rend", "")
        indent = _INDENT.search(rend)
        part = node.get("part", "")
        self._attributes(node, "n", *(["rend"] if indent else []), "part")
        leaf: Leaf = []
        leaf += self._waiting()
        leaf += self._flat(node)
        if not has_words(leaf):
            self._wait(leaf)
            self.remarks.add(node, "a line without words")
            return None
        step = min(int(indent[1] or 1), 20) if indent else 0
        return Line(leaf, node.get("n", ""), step, joins=part in ("M", "F"))

    def _waiting(self) -> Leaf:
        waiting: Leaf = [*self._pending]
        self._pending = []
        return waiting

    def _stanza(self, node: Node, level: int) -> None:
        self._attributes(node, *(["n"] if self.is_own else []))
        self._flow(node, level)

    def _speech(self, node: Node, level: int) -> None:
        """Add a speech; what is said after a direction or another paragraph is a block more."""
        self._attributes(node, "n")
        speech = Unit("speech", line_of(node), name="sp")
        is_open, speaks = True, False

        def close() -> None:
            nonlocal is_open
            if not is_open:
                return
            is_open = False
            if has_words(speech.leaf):
                self._put(speech if not self._depth else as_nested(speech))
            else:
                self._wait(speech.leaf)
                if has_words(speech.beside):
                    self._put(Unit("paragraph", speech.line, leaf=speech.beside, name="sp"))
                if speech.lines:
                    self._put(_stanza(speech.lines, speech.line, "sp"))

        later: list[Line] = []

        def put_later() -> None:
            if later:
                self._put(_stanza(later, line_of(node), "sp"))
                later.clear()

        for part in pieces(node):
            name = "" if isinstance(part, str) else name_of(part)
            if isinstance(part, str):
                if part.strip():
                    self._say(part, speech.beside if is_open else self._later_leaf(later), node)
            elif name == "speaker" and is_open and not speaks and not has_words(speech.leaf):
                self._attributes(part)
                speech.leaf += self._waiting() + self._flat(part)
            elif name == "speaker":
                close()
                put_later()
                self._put(Unit("paragraph", line_of(part), leaf=self._flat(part), name=name))
                self.remarks.add(part, "a second speaker of one speech is a paragraph")
            elif name == "stage" and is_open and not speaks and has_words(speech.leaf):
                self._attributes(part)
                speech.beside += [" ", *self._waiting(), Mark("stage"), *self._flat(part)]
                speech.beside += [Mark("stage", is_end=True)]
            elif name == "l" or (
                name == "lg" and is_open and not speech.lines and _has_lines(part)
            ):
                speaks = True
                into = speech.lines if is_open else later
                for each in [part] if name == "l" else self._lines_of(part):
                    if made := self._line(each):
                        into.append(made)
            elif name in ("p", "ab") and is_open and not speaks and _is_flat(part):
                speaks = True
                self._attributes(part)
                speech.beside += [" ", *self._waiting(), *self._flat(part)]
            elif is_point(part) and name not in BLOCKS and not self._is_block(part, "sp"):
                leaf: Leaf = []
                self._element(part, leaf)
                self._pending += [p for p in leaf if isinstance(p, Point)]
            elif name == "note":
                leaf = []
                self._element(part, leaf)
                if later or is_open:
                    (later or speech.lines or [Line(speech.leaf)])[-1].leaf.extend(leaf)
                else:
                    self._wait(leaf)
            else:
                close()
                put_later()
                if self._is_block(part, "sp"):
                    self._block(part, level, "sp")
                else:
                    leaf = []
                    self._element(part, leaf)
                    if has_words(leaf):
                        self._put(Unit("paragraph", line_of(part), leaf=leaf, name=name))
                    else:
                        self._wait(leaf)
        close()
        put_later()

    def _later_leaf(self, later: list[Line]) -> Leaf:
        if not later:
            later.append(Line([]))
        return later[-1].leaf

    def _lines_of(self, node: Node) -> Iterator[Node]:
        """Yield the lines of a stanza; points between them wait for the next."""
        self._attributes(node)
        for part in pieces(node):
            if not isinstance(part, str) and name_of(part) == "l":
                yield part
            elif not isinstance(part, str):
                leaf: Leaf = []
                self._element(part, leaf)
                self._pending += [p for p in leaf if isinstance(p, Point)]

    # -- lists, tables, figures ----------------------------------------------------------------

    def _list(self, node: Node, level: int) -> None:
        is_cast = name_of(node) == "castList" or node.get("type") == "cast"
        self._attributes(node, *(["type"] if is_cast else []))
        items: list[Unit] = []
        label: Leaf = []
        waiting: list[Point] = []
        for part in pieces(node):
            name = "" if isinstance(part, str) else name_of(part)
            if isinstance(part, str):
                if part.strip():
                    leaf: Leaf = []
                    self._say(part, leaf, node)
                    units = [Unit("paragraph", line_of(node), leaf=leaf, name="list")]
                    items.append(Unit("item", line_of(node), units=units))
            elif name == "head":
                leaf = self._flat(part)
                self._attributes(part)
                self._put(Unit("paragraph", line_of(part), leaf=leaf, name="head"))
                self.remarks.add(part, "the heading of a list is a paragraph before it")
            elif name in ("label", "headLabel"):
                label += [" ", *self._flat(part)] if label else self._flat(part)
            elif name in ("item", "castItem", "headItem"):
                items.append(self._item(part, level, label))
                label = []
            elif name in LISTS or name == "castGroup":
                outer, self.units = self.units, []
                self._depth += 1
                self._list(part, level)
                self._depth -= 1
                made, self.units = self.units, outer
                if made:
                    items.append(Unit("item", line_of(part), units=made))
            elif is_point(part):
                leaf = []
                self._element(part, leaf)
                waiting += [p for p in leaf if isinstance(p, Point)]
                continue
            else:
                items.append(self._item(part, level, label))
                label = []
            if waiting and items:
                items[-1].first()[:0] = waiting
                waiting = []
        if label:
            units = [Unit("paragraph", line_of(node), leaf=label, name="label")]
            items.append(Unit("item", line_of(node), units=units))
        if waiting and items:
            items[-1].last().extend(waiting)
        if items := [item for item in items if any(map(has_words, item.leaves())) or item.n]:
            given = {"class": "cast"} if is_cast else {}
            self._put(Unit("list", line_of(node), units=items, given=given, name="list"))

    def _item(self, node: Node, level: int, label: Leaf) -> Unit:
        first = next(iter(node), None)
        is_own = first is not None and name_of(first) == "label" and not (node.text or "").strip()
        if is_own and first is not None and ORDERED.fullmatch(words_of(first)):
            label = self._flat(first)
            self._called.add(first)
        n = "".join(part for part in label if isinstance(part, str)).strip()
        is_number = bool(ORDERED.fullmatch(n)) and all(isinstance(part, str) for part in label)
        self._attributes(node, *(["n"] if is_number else []))
        units = [as_nested(unit) for unit in self._inside(node, level)]
        if label and not is_number:
            if units and units[0].kind == "paragraph":
                units[0].leaf[:0] = [*label, " "]
            else:
                units.insert(0, Unit("paragraph", line_of(node), leaf=label, name="label"))
        self._numbers += signs(n) if is_number else 0
        return Unit("item", line_of(node), units=units, n=n if is_number else "")

    def _table(self, node: Node) -> None:
        self._attributes(node)
        rows: list[list[tuple[Leaf, bool]]] = []
        for part in pieces(node):
            name = "" if isinstance(part, str) else name_of(part)
            if isinstance(part, str):
                if part.strip():
                    leaf: Leaf = []
                    self._say(part, leaf, node)
                    rows.append([(leaf, False)])
            elif name == "row":
                self._attributes(part, "role")
                row: list[tuple[Leaf, bool]] = []
                for cell in pieces(part):
                    if isinstance(cell, str):
                        if cell.strip():
                            row.extend([([], False)] if not row else [])
                            self._say(cell, row[-1][0], part)
                    elif name_of(cell) == "cell":
                        self._attributes(cell, "role")
                        is_label = "label" in (cell.get("role"), part.get("role"))
                        row.append((self._waiting() + self._flat(cell), is_label))
                    else:
                        leaf = []
                        self._element(cell, leaf)
                        if has_words(leaf):
                            row.append((leaf, False))
                        else:
                            self._wait(leaf)
                if row:
                    rows.append(row)
            elif name == "head":
                self._put(Unit("paragraph", line_of(part), leaf=self._flat(part), name="head"))
                self.remarks.add(part, "the heading of a table is a paragraph before it")
            else:
                leaf = []
                self._element(part, leaf)
                if has_words(leaf):
                    rows.append([(leaf, False)])
                else:
                    self._wait(leaf)
        if any(has_words(leaf) for row in rows for leaf, _ in row):
            self._put(Unit("table", line_of(node), rows=rows, name="table"))

    def _figure(self, node: Node) -> None:
        self._attributes(node)
        caption: Leaf = []
        src = alt = ""
        for part in pieces(node):
            name = "" if isinstance(part, str) else name_of(part)
            if isinstance(part, str):
                self._say(part, caption, node)
            elif name == "graphic" and not src:
                src = part.get("url", "")
                self._attributes(part, "url")
            elif name == "figDesc":
                alt = words_of(part)
                self._leave(part)
            else:
                caption += [" ", *self._flat(part)]
        if src and alt:
            given = {"src": src, "alt": alt}
            self._put(Unit("figure", line_of(node), leaf=caption, given=given, name="figure"))
            return
        why = "a picture without a description (figDesc)" if src else "a figure without a picture"
        self.remarks.add(node, f"{why}; its caption is a paragraph")
        if has_words(caption):
            self._put(Unit("paragraph", line_of(node), leaf=caption, name="figure"))


def _stanza(lines: Sequence[Line], line: int, name: str) -> Unit:
    return Unit("verse", line, lines=list(lines), name=name)


def _has_lines(node: Node) -> bool:
    """Return whether a stanza holds lines alone, and points between them."""
    return not "".join(own_text(node)).strip() and all(
        name_of(n) == "l" or is_point(n) for n in node
    )


def _is_flat(node: Node) -> bool:
    """Return whether an element holds no block but lines."""
    return not any(name_of(n) in BLOCKS - {"l"} for n in node.iterdescendants())


# -- numbers of lines ------------------------------------------------------------------------------


def numbered(units: Sequence[Unit], form: str, remarks: Remarks, root: Node) -> dict[str, str]:
    """Set the numbers of blocks where counting would have others; return ‘numbering’ of the text.

    Lines are counted through the text or anew at headings of a level, whichever needs fewest
    numbers beside.
    """
    lines = [line for unit in _counted(units) for line in unit.lines]
    if not lines:
        return {}
    is_counted = form in ("verse", "drama")
    if not any(_number(line) for line in lines):
        return {}
    best = min(("text", "1", "2", "3"), key=lambda where: (_cost(units, where), where != "text"))
    _cost(units, best, is_kept=True)
    lost = sum(bool(line.n) and not _number(line) for line in lines)
    if lost:
        remarks.add(root, f"{lost} numbers of lines are none as printed", what="<l>/@n")
    missed = _cost(units, best, is_missed=True)
    if missed:
        remarks.add(root, f"{missed} numbers within a stanza or speech do not go on", what="<l>/@n")
    return {} if best == "text" and is_counted else {"lines": best}


def _counted(units: Iterable[Unit]) -> Iterator[Unit]:
    return (unit for unit in units if unit.kind in ("verse", "speech") and not unit.part)


def _number(line: Line) -> str:
    last = line.n.rpartition(".")[2]
    return last if re.fullmatch(r"[0-9]{1,6}[a-z]?", last) else ""


def _cost(
    units: Sequence[Unit], where: str, *, is_kept: bool = False, is_missed: bool = False
) -> int:
    """Return how many numbers are to be given, or are missed, if lines are counted so."""
    level = int(where) if where.isdigit() else 0
    last = given = missed = 0
    for unit in units:
        if unit.kind == "heading" and not unit.part:
            last = 0 if int(unit.given["level"]) <= level else last
        if unit.kind not in ("verse", "speech") or unit.part:
            continue
        if is_kept:
            unit.n = ""
        for index, line in enumerate(unit.lines):
            expected = last if line.joins and index == 0 and last else last + 1
            number = _number(line)
            if number and number != str(expected):
                if index:
                    missed += 1
                else:
                    given += 1
                    if is_kept:
                        unit.n = number
                    expected = int(number) if number.isdigit() else last
            last = expected
    return missed if is_missed else given + 10 * missed
