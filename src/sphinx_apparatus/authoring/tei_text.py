"""The text of a TEI file as units of a text: paragraphs, verse, drama, lists, notes, pages.

Each text node is taken once: as words of the text, or into the list of what is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from sphinx_apparatus.authoring.plain_text import (
    NUMBER,
    ORDERED,
    SIGN,
    Break,
    Leaf,
    Line,
    Mark,
    Point,
    Unit,
    has_words,
    raw,
)
from sphinx_apparatus.export.tei_reading import (
    Node,
    Remarks,
    attributes_of,
    find_all,
    lang,
    line_of,
    name_of,
    normal,
    pointers,
    words_of,
    xml_id,
)

_DIVISIONS = frozenset({"text", "front", "body", "back", "group", "div", "floatingText"}) | {
    f"div{level}" for level in range(8)
}
_SECTIONS = _DIVISIONS | {
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
_LISTS = frozenset(
    {"list", "castList", "listBibl", "listWit", "listPerson", "listPlace", "listOrg"}
)
_BLOCKS = _DIVISIONS | _LISTS | {"p", "ab", "lg", "l", "sp", "table", "figure", "head"}
_PARAGRAPHS = frozenset(
    {"p", "ab", "trailer", "salute", "signed", "dateline", "byline", "docTitle", "titlePart"}
    | {"docAuthor", "docImprint", "docDate", "docEdition", "imprimatur", "speaker", "bibl"}
    | {"opener", "closer", "argument", "postscript", "titlePage", "label", "set", "performance"}
)
_QUOTES = frozenset({"quote", "q", "epigraph", "cit", "said"})
_NO_WORDS = frozenset(
    {"index", "interp", "interpGrp", "span", "spanGrp", "link", "linkGrp", "join", "alt", "fs"}
    | {"certainty", "precision", "respons", "handShift", "metamark"}
)
"""Elements whose words, if any, are about the text."""
_POINTS = frozenset({"lb", "pb", "cb", "milestone", "anchor"})
_LOOKS = {
    **dict.fromkeys(("italic", "italics", "ital", "it", "i", "slanted"), "em"),
    **dict.fromkeys(("bold", "b", "strong"), "b"),
    **dict.fromkeys(("superscript", "super", "sup"), "sup"),
    **dict.fromkeys(("subscript", "sub"), "sub"),
    **dict.fromkeys(("smallcaps", "small-caps", "sc", "smallcap", "k"), "small-caps"),
    **dict.fromkeys(("spaced", "letterspaced", "gesperrt", "spaced-out", "g"), "spaced"),
    **dict.fromkeys(("underline", "underlined", "u"), "underline"),
}
"""What projects call looks, with the class of the text."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
_HYPHENS = ("-", "‐", "¬", "⸗")
_INDENT = re.compile(r"indent(?:ed)?\W?(\d+)?\)?")


@dataclass(slots=True)
class Reading:
    """Words that stand in the place of others, in witnesses or by the editors."""

    words: str
    wit: list[str] = field(default_factory=list)
    resp: list[str] = field(default_factory=list)
    cert: str = ""
    kind: str = ""
    gap: str = ""
    adopt: bool = False


@dataclass(slots=True)
class Entry:
    """Words of the text with other readings."""

    key: str
    """That of the marked words."""
    node: Node
    readings: list[Reading]
    lemma: list[str] = field(default_factory=list)
    """The witnesses that the file names for the words of the text."""
    comment: str = ""
    words: str = ""
    """The words of the text, where the entry stands apart from them."""
    first: str = ""
    last: str = ""
    """Ids of the points between which the words stand, where it stands apart."""
    loc: str = ""
    """The place that the file names, where it has no points."""


@dataclass(slots=True)
class Remark:
    """A note of the editors that stands in the text."""

    key: str
    node: Node


class TeiText:
    """Reader of the text of one file.

    :param root: the TEI element.
    :param remarks: the list of what is left out.
    :param is_own: whether an export of the engine wrote the file.
    :param is_editors: whether a note is the editors'.
    """

    def __init__(
        self,
        root: Node,
        remarks: Remarks,
        *,
        is_own: bool,
        is_editors: Callable[[Node], bool],
        base: Sequence[str] = (),
    ) -> None:
        self.remarks, self.is_own, self.is_editors = remarks, is_own, is_editors
        self.base = set(base)
        self.units: list[Unit] = []
        self.entries: list[Entry] = []
        self.notes: list[Remark] = []
        self.taken = 0
        self._kept = self._numbers = 0
        self._depth = 0
        self._pending: list[Point] = []
        self._definitions: list[Unit] = []
        self._labels: set[str] = set()
        self._count = 0
        self._part = ""
        self._called: set[Node] = set()
        self._is_joining = False
        texts = [node for node in root if name_of(node) == "text"]
        method = next((n.get("method", "") for n in find_all(root, "//variantEncoding")), "")
        self._has_locations = method == "location-referenced"
        self._ids = {xml_id(node): node for text in texts for node in text.iter() if xml_id(node)}
        self._wanted = self._pointed_at(root)
        self._has_spaces = bool(texts) and any(
            not (node.text or "x").strip() for node in find_all(texts[0], "//c")
        )
        self._glyphs = {
            xml_id(node): words_of(next(iter(find_all(node, "mapping")), None))
            for kind in ("//char", "//glyph")
            for node in find_all(root, kind)
        }
        for text in texts:
            self._flow(text, 0)
            self._flush_definitions()
        for node in find_all(root, "//app") if not is_own else ():
            if not any(above in texts for above in node.iterancestors()):
                self._apart(node)
        if self._pending and self.units:
            self.units[-1].last().extend(self._pending)
        self._place_notes()
        self.missed = abs(sum(map(_size, texts)) - self.taken)
        self.missed += abs(_signs(raw(self.units)) + self._numbers - self._kept)

    def _place_notes(self) -> None:
        """Put the author's notes of an export where its text had them."""
        for note in [unit for unit in self.units if unit.behind]:
            self.units.remove(note)
            places = [i for i, unit in enumerate(self.units) if unit.id == note.behind]
            at = places[-1] + 1 if places else len(self.units)
            while at < len(self.units) and self.units[at].kind == "note":
                at += 1
            self.units.insert(at, note)

    def _pointed_at(self, root: Node) -> set[str]:
        """Return the ids that notes and entries which stand apart point to."""
        names = ("target", "targetEnd", "from", "to")
        found = {
            id
            for kind in ("//note", "//app", "//span", "//annotation")
            for node in find_all(root, kind)
            for name in names
            for id in pointers(node.get(name))
        }
        return found

    # -- blocks --------------------------------------------------------------------------------

    def _put(self, unit: Unit) -> None:
        """Add a block with the milestones that wait for one."""
        unit.part = unit.part or self._part
        if self._pending:
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
        if self._pending and made:
            made[-1].last().extend(self._pending)
        self._pending = waiting
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
                if of in _DIVISIONS and not self.is_own:
                    self.remarks.add(node, "words outside a paragraph are made one")
                self._put(Unit(kind, line_of(node), leaf=list(leaf), name=of))
            else:
                self._wait(leaf)
            leaf.clear()

        for part in _pieces(node):
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
            if lines and not _is_point(part):
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
        if name in _BLOCKS:
            return True
        if name in ("note", "app", "choice", "rdg"):
            return False
        if name in ("stage", "speaker", *_QUOTES, *_PARAGRAPHS) and of in _SECTIONS:
            return name not in ("label",)
        return name != "note" and any(name_of(n) in _BLOCKS for n in node.iterdescendants())

    def _block(self, node: Node, level: int, of: str) -> None:
        before = len(self.units)
        self._block_of(node, level, of)
        for unit in self.units[before:] if not self._depth else ():
            unit.id = unit.id or ("" if unit.kind == "note" else xml_id(node))
            unit.loc = unit.loc or _location(node)

    def _block_of(self, node: Node, level: int, of: str) -> None:
        name = name_of(node)
        line = line_of(node)
        if name in _DIVISIONS:
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
        elif name in _LISTS:
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
        if self._depth or of not in _DIVISIONS | {"lg"} or self._part:
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

        for part in _pieces(node):
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
            elif _is_point(part) and name not in _BLOCKS and not self._is_block(part, "sp"):
                leaf: Leaf = []
                self._element(part, leaf)
                self._pending += [p for p in leaf if isinstance(p, Point)]
            elif name == "note":
                self._element(part, (later or speech.lines or [Line(speech.leaf)])[-1].leaf)
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
        for part in _pieces(node):
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
        for part in _pieces(node):
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
            elif name in _LISTS or name == "castGroup":
                outer, self.units = self.units, []
                self._depth += 1
                self._list(part, level)
                self._depth -= 1
                made, self.units = self.units, outer
                if made:
                    items.append(Unit("item", line_of(part), units=made))
            elif _is_point(part):
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
        self._numbers += _signs(n) if is_number else 0
        return Unit("item", line_of(node), units=units, n=n if is_number else "")

    def _table(self, node: Node) -> None:
        self._attributes(node)
        rows: list[list[tuple[Leaf, bool]]] = []
        for part in _pieces(node):
            name = "" if isinstance(part, str) else name_of(part)
            if isinstance(part, str):
                if part.strip():
                    leaf: Leaf = []
                    self._say(part, leaf, node)
                    rows.append([(leaf, False)])
            elif name == "row":
                self._attributes(part, "role")
                row: list[tuple[Leaf, bool]] = []
                for cell in _pieces(part):
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
        for part in _pieces(node):
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

    # -- words ---------------------------------------------------------------------------------

    def _say(self, words: str, leaf: Leaf, node: Node) -> None:
        """Take a text node as words of the text."""
        self.taken += _signs(words)
        if (
            self._has_spaces
            and not words.strip()
            and any(name_of(each) in ("w", "c", "pc") for each in node)
        ):
            return  # The spaces between words are elements.
        if self._is_joining:
            words = words.lstrip()
            self._is_joining = not words
        self._add(words, leaf)

    def _add(self, words: str, leaf: Leaf) -> None:
        """Add words to the text."""
        self._kept += _signs(words)
        leaf.append(words)

    def _leave(self, node: Node, why: str = "", *, what: str = "", lost: bool = False) -> None:
        """Leave out an element with its words."""
        self.taken += _size(node)
        if why:
            self.remarks.add(node, why, what=what, lost=lost and bool(_size(node)))

    def _flat(self, node: Node) -> Leaf:
        """Return what an element holds as one run of words."""
        leaf: Leaf = []
        for part in _pieces(node):
            if isinstance(part, str):
                self._say(part, leaf, node)
            else:
                self._element(part, leaf)
        return leaf

    def _element(self, node: Node, leaf: Leaf) -> None:
        """Add an element within words."""
        if node in self._called:
            return
        id = xml_id(node)
        is_marked = id in self._wanted and name_of(node) != "note"
        is_marked |= self.is_own and name_of(node) == "anchor"
        if is_marked:
            leaf.append(Point("start", id))
        name = name_of(node)
        if handler := getattr(self, f"_in_{name}", None):
            handler(node, leaf)
            if name in _POINTS and _size(node):
                leaf += self._flat(node)  # It should be empty.
        elif name == "listApp":
            apps = find_all(node, "//app")
            for app in apps:
                self._apart(app)
            others = _size(node) - sum(map(_size, apps))
            self._leave(node, "words beside the entries" if others else "", lost=True)
        elif name in _NO_WORDS:
            self._leave(node, "stands beside the text", lost=True)
        else:
            is_block = name in _BLOCKS or name in ("item", "cell", "row")
            if is_block and has_words(leaf):
                leaf.append(" ")
            if not self.is_own:
                self.remarks.add(node, "its words are kept, not what it says of them")
            leaf += self._flat(node)
            if is_block:
                leaf.append(" ")
        if is_marked:
            leaf.append(Point("end", id))

    def _in_anchor(self, node: Node, leaf: Leaf) -> None:
        if xml_id(node) not in self._wanted and not self.is_own:
            self.remarks.add(node, "nothing that is brought in points to it")

    def _in_lb(self, node: Node, leaf: Leaf) -> None:
        if node.get("break") == "no":
            self._attributes(node, "break", "n", "facs", "ed", "rend")
            words = next((i for i in reversed(range(len(leaf))) if isinstance(leaf[i], str)), None)
            self._is_joining = True
            if words is not None and (said := str(leaf[words]).rstrip()).endswith(_HYPHENS):
                leaf[words] = said[:-1]
                self._kept -= 1
                self.remarks.add(node, "the hyphen before it is left out")
            elif words is not None:
                leaf[words] = said
        elif self._is_joining:
            return
        elif self.is_own and node.get("n"):
            leaf.append(Point("line", node.get("n", ""), self._ed(node), node.get("facs", "")))
        elif self.is_own:
            leaf.append(Break())
        else:
            leaf.append(" ")
            self.remarks.add(node, "the end of a printed line is a space")

    def _in_pb(self, node: Node, leaf: Leaf) -> None:
        self._milestone(node, leaf, "page")

    def _in_cb(self, node: Node, leaf: Leaf) -> None:
        self._milestone(node, leaf, "column")

    def _in_milestone(self, node: Node, leaf: Leaf) -> None:
        if node.get("unit") == "section":
            self._milestone(node, leaf, "section")
        else:
            unit = node.get("unit", "")
            self.remarks.add(node, "units but sections are left out", what=f"<milestone> ‘{unit}’")

    def _milestone(self, node: Node, leaf: Leaf, kind: str) -> None:
        n, facs = node.get("n", "").strip("[]() "), node.get("facs", "")
        if not NUMBER.fullmatch(n):
            self.remarks.add(node, "it has no number as printed")
            return
        if facs and not (self.is_own or facs.startswith(("https://", "http://"))):
            what = f"<{name_of(node)}>/@facs"
            self.remarks.add(
                node, "pictures of pages that are no addresses are left out", what=what
            )
            facs = ""
        facs = facs if re.fullmatch(r"[\w./:?=&%~+#-]{0,300}", facs) else ""
        self._attributes(node, "n", "ed", "facs", "unit")
        leaf.append(Point(kind, n, self._ed(node), facs))

    def _ed(self, node: Node) -> str:
        """Return the witness of a milestone; empty for the base text's own."""
        ids = pointers(node.get("ed"))
        if not self.is_own or not ids:
            return ""
        found = ids[0].rpartition("-wit-")[2]
        return re.sub(r"_([0-9a-f]+)_", lambda hex: chr(int(hex[1], 16)), found)

    def _in_gap(self, node: Node, leaf: Leaf) -> None:
        self.remarks.add(node, "written as ⟨…⟩")
        self._leave(node)
        self._add("⟨…⟩", leaf)

    def _in_space(self, node: Node, leaf: Leaf) -> None:
        self._leave(node, "written as a space")
        leaf.append(" ")

    def _in_supplied(self, node: Node, leaf: Leaf) -> None:
        if node.get("corresp") and self.is_own:
            self._leave(node)
            return
        self.remarks.add(node, "written in ⟨ ⟩")
        inner = self._flat(node)
        is_gap = [part for part in inner if part != " "] == ["⟨…⟩"]
        if is_gap:
            leaf += inner
        else:
            self._add("⟨", leaf)
            leaf += inner
            self._add("⟩", leaf)

    def _in_surplus(self, node: Node, leaf: Leaf) -> None:
        if not self.is_own:
            self.remarks.add(node, "its words are kept, not what it says of them")
        leaf += self._flat(node)

    def _in_fw(self, node: Node, leaf: Leaf) -> None:
        self._leave(node, "words of the printed page, not of the text, are left out")

    def _in_del(self, node: Node, leaf: Leaf) -> None:
        self._leave(node, "words that the source deletes cannot be kept", lost=True)

    def _in_hi(self, node: Node, leaf: Leaf) -> None:
        said = " ".join(filter(None, (node.get(n) for n in ("rend", "rendition", "style"))))
        words = [word.strip("#:;, ").lower() for word in said.split()]
        looks = dict.fromkeys(_LOOKS[word] for word in words if word in _LOOKS)
        if not words:
            looks = {"em": None}
        for word in words:
            if word not in _LOOKS:
                self.remarks.add(node, "a look that texts do not have", what=f"<hi> ‘{word}’")
        self._marked(node, leaf, *list(looks)[:1])

    def _in_emph(self, node: Node, leaf: Leaf) -> None:
        self._attributes(node, "rend", "rendition")
        self._marked(node, leaf, "em")

    def _in_foreign(self, node: Node, leaf: Leaf) -> None:
        code = lang(node)
        self._attributes(node, "lang")
        self._marked(node, leaf, *([f"language-{code}"] if _LANGUAGE.fullmatch(code) else []))

    def _in_stage(self, node: Node, leaf: Leaf) -> None:
        self._attributes(node)
        self._marked(node, leaf, "stage")

    def _in_speaker(self, node: Node, leaf: Leaf) -> None:
        self._marked(node, leaf, "speaker")

    def _marked(self, node: Node, leaf: Leaf, *names: str) -> None:
        inner = self._flat(node)
        if not has_words(inner):
            leaf += inner
            return
        leaf += [Mark(name) for name in names]
        leaf += inner
        leaf += [Mark(name, is_end=True) for name in reversed(names)]

    def _in_ref(self, node: Node, leaf: Leaf) -> None:
        target = node.get("target", "")
        note = self._ids.get(target[1:]) if target.startswith("#") else None
        if note is not None and name_of(note) == "note" and note not in self._called:
            sign = words_of(node)
            self._leave(node)
            self._author_note(note, leaf, sign)
            return
        inner = self._flat(node)
        is_address = re.fullmatch(r"https?://[^\s<>()\\]{1,500}", target)
        words = words_of(node)
        # Words that look like another address than that of the link mislead, and are refused.
        is_honest = words in target or not re.search(r"\w[.]\w{2,}", words)
        if is_address and is_honest and has_words(inner):
            leaf += [Mark("link", to=target), *inner, Mark("link", is_end=True)]
            return
        self.remarks.add(node, "its words are kept, not what it points to")
        leaf += inner

    _in_ptr = _in_ref

    def _in_g(self, node: Node, leaf: Leaf) -> None:
        ref = node.get("ref", "").removeprefix("#").removeprefix("char:")
        if ref == "EOLhyphen":
            self.remarks.add(node, "the hyphen at the end of a line is left out")
            self._leave(node)
            self._is_joining = True
        elif _size(node):
            leaf += self._flat(node)
            self.remarks.add(node, "its signs are kept, not what it says of them")
        elif mapped := self._glyphs.get(ref):
            self._add(mapped, leaf)
        else:
            self._add("⟨…⟩", leaf)
            self.remarks.add(node, "no sign is given for it; written as ⟨…⟩", what=f"<g> ‘{ref}’")

    def _in_note(self, node: Node, leaf: Leaf) -> None:
        if self.is_editors(node):
            self._count += 1
            key = f"note-{self._count}"
            leaf += [Point("start", key), Point("end", key)]
            self.notes.append(Remark(key, node))
            self._leave(node)
        else:
            self._author_note(node, leaf, "")

    def _author_note(self, node: Node, leaf: Leaf, sign: str) -> None:
        self._called.add(node)
        if not _size(node):
            self.remarks.add(node, "a note without words")
            return
        self._attributes(node, "place", "n", "type", "anchored", "resp")
        n = next((s for s in (sign, node.get("n", "")) if s and SIGN.fullmatch(s)), "")
        if not n:
            self._count += 1
            n = str(self._count)
            self.remarks.add(node, "it has no sign; numbered")
        label, count = n, 1
        while label in self._labels:
            count += 1
            label = f"{n}:{count}"
        self._labels.add(label)
        units = [as_nested(unit) for unit in self._inside(node, 0)]
        if units:
            leaf.append(Point("call", label))
            behind = "".join(pointers(node.get("corresp"))[:1]) if self.is_own else ""
            made = Unit("note", line_of(node), units=units, n=label, name="note", behind=behind)
            self._definitions.append(made)

    # -- readings ------------------------------------------------------------------------------

    def _in_choice(self, node: Node, leaf: Leaf) -> None:
        if self.is_own and node.get("corresp"):
            for child in node:
                if name_of(child) in ("sic", "orig"):
                    leaf += self._flat(child)
                else:
                    self._leave(child)
            self.taken += _signs("".join(_own_text(node)))
            return
        kept = next((c for c in node if name_of(c) in ("sic", "orig", "abbr")), None)
        if kept is None:
            kept = next(iter(node), None)
        if kept is None:
            leaf += self._flat(node)
            return
        others = [child for child in node if child is not kept]
        self.taken += _signs("".join(_own_text(node)))
        inner = self._flat(kept)
        readings: list[Reading] = []
        for other in others:
            readings.append(self._reading(other, adopt=not readings))
            self._leave(other)
        self._entry(node, inner, readings, leaf)

    def _in_app(self, node: Node, leaf: Leaf) -> None:
        """Add the text of an entry in line, and keep its readings."""
        if node.get("from") or node.get("loc") or self._has_locations:
            entry = self._apart(node)
            if entry.first and not entry.last:
                # The entry stands behind its words.
                entry.last = f"app-{len(self.entries)}"
                leaf.append(Point("end", entry.last))
            self._leave(node)
            return
        readings = [n for n in node.iter() if name_of(n) in ("rdg", "lem") and _app_of(n) is node]
        lemma = self._lemma(readings)
        inner = [] if lemma is None else self._flat(lemma)
        for child in node.iter():
            if _app_of(child) is not node or child is lemma:
                continue
            inside = {name_of(n) for n in child.iterancestors() if _app_of(n) is node}
            if child in readings or (
                not inside & {"lem", "rdg", "note", "witDetail"} and name_of(child) != "rdgGrp"
            ):
                self._leave(child)
        self.taken += _signs(
            "".join(
                t
                for n in [node, *node.iter()]
                if n is node or (name_of(n) == "rdgGrp" and _app_of(n) is node)
                for t in _own_text(n)
            )
        )
        entry = self._entry(node, inner, [], leaf)
        self._read_entry(entry, readings, lemma)

    def _lemma(self, readings: Sequence[Node]) -> Node | None:
        """Return the reading that is the text: that of the base, else the lemma.

        Where the file has lemmas and an entry has none, the text has no words there.
        """
        of_base = (n for n in readings if self.base & set(_witnesses_of(n)))
        return next(of_base, next((n for n in readings if name_of(n) == "lem"), None))

    def _apart(self, node: Node) -> Entry:
        """Keep an entry that does not stand where its words do."""
        readings = [n for n in node.iter() if name_of(n) in ("rdg", "lem") and _app_of(n) is node]
        lemma = next((n for n in readings if name_of(n) == "lem"), None)
        entry = Entry("", node, [])
        entry.first = "".join(pointers(node.get("from"))[:1])
        entry.last = "".join(pointers(node.get("to"))[:1])
        above = next((n for n in (node, *node.iterancestors()) if n.get("loc")), None)
        entry.loc = node.get("loc", "") or ("" if above is None else above.get("loc", ""))
        entry.words = "" if lemma is None else _said(lemma)
        self.entries.append(entry)
        self._read_entry(entry, readings, lemma)
        return entry

    def _read_entry(self, entry: Entry, readings: Sequence[Node], lemma: Node | None) -> None:
        node = entry.node
        for each in readings:
            if each is not lemma:
                entry.readings.append(self._reading(each))
        if any(name_of(n) == "rdgGrp" for n in node):
            self.remarks.add(node, "groups of readings are not kept", what="<rdgGrp>")
        if any(_app_of(n) is not node for n in find_all(node, "//rdg")):
            self.remarks.add(node, "of an entry within a reading only the first words are kept")
        entry.lemma = [] if lemma is None else _witnesses_of(lemma)
        entry.comment = " ".join(
            words_of(n)
            for n in node.iter()
            if name_of(n) in ("note", "witDetail") and _app_of(n) is node
        )

    def _reading(self, node: Node, *, adopt: bool = False) -> Reading:
        words = _said(node)
        gap = next(iter(find_all(node, "//gap")), None)
        is_gap = gap is not None and not words
        return Reading(
            words,
            _witnesses_of(node),
            (node.get("resp") or node.get("source") or "").split(),
            node.get("cert", ""),
            node.get("type", ""),
            (gap.get("reason") or "illegible") if is_gap and gap is not None else "",
            adopt,
        )

    def _entry(self, node: Node, inner: Leaf, readings: list[Reading], leaf: Leaf) -> Entry:
        self._count += 1
        key = f"app-{self._count}"
        leaf += [Point("start", key), *inner, Point("end", key)]
        made = Entry(key, node, readings)
        self.entries.append(made)
        return made

    # -- attributes ----------------------------------------------------------------------------

    def _attributes(self, node: Node, *used: str) -> None:
        """List the attributes that are not brought in."""
        if self.is_own:
            return
        name = name_of(node)
        for each in attributes_of(node):
            if each not in used:
                self.remarks.add(node, "the attribute is not brought in", what=f"<{name}>/@{each}")


def as_nested(unit: Unit) -> Unit:
    """Return a block as it can stand within a quotation, a note or an item."""
    if unit.kind in ("paragraph", "verse", "list", "quote", "table", "item"):
        return unit
    if unit.kind == "speech":
        leaf = [*unit.leaf, " ", *unit.beside]
        for line in unit.lines:
            leaf += [Break(), *line.leaf]
        return Unit("paragraph", unit.line, leaf=leaf, name=unit.name)
    return Unit("paragraph", unit.line, leaf=unit.leaf, name=unit.name)


def _stanza(lines: Sequence[Line], line: int, name: str) -> Unit:
    return Unit("verse", line, lines=list(lines), name=name)


def _pieces(node: Node) -> Iterator[str | Node]:
    """Yield text nodes and elements in order."""
    if node.text:
        yield node.text
    for child in node:
        if isinstance(child.tag, str):
            yield child
        if child.tail:
            yield child.tail


def _own_text(node: Node) -> Iterator[str]:
    return (part for part in _pieces(node) if isinstance(part, str))


def _is_point(node: Node) -> bool:
    """Return whether an element has no words, and none stand for it."""
    return not _size(node) and name_of(node) not in ("gap", "g", "space")


def _has_lines(node: Node) -> bool:
    """Return whether a stanza holds lines alone, and points between them."""
    return not "".join(_own_text(node)).strip() and all(
        name_of(n) == "l" or _is_point(n) for n in node
    )


def _is_flat(node: Node) -> bool:
    """Return whether an element holds no block but lines."""
    return not any(name_of(n) in _BLOCKS - {"l"} for n in node.iterdescendants())


def _location(node: Node) -> str:
    """Return the numbers of the divisions that an element stands in, and its own: ``1.3``."""
    numbers = [n.get("n", "") for n in (node, *node.iterancestors()) if name_of(n) != "text"]
    return ".".join(reversed([n for n in numbers if n]))


def _witnesses_of(node: Node) -> list[str]:
    """Return the witnesses of a reading, as the file points to them."""
    return [each.removeprefix("#") for each in node.get("wit", "").split()]


def _said(node: Node) -> str:
    """Return the words of a reading: of an entry or a choice within it, those of the text."""

    def parts(of: Node) -> Iterator[str]:
        name = name_of(of)
        if name in ("note", "fw", "witDetail", "figDesc") and of is not node:
            return
        if name in ("lb", "space", "p", "l", "lg"):
            yield " "
        inner: Sequence[Node] = list(of)
        kinds = {"app": ("lem", "rdg"), "choice": ("sic", "orig", "abbr")}.get(name)
        if kinds:
            inner = [n for kind in kinds for n in inner if name_of(n) == kind][:1]
        elif of.text:
            yield of.text
        for child in inner:
            yield from parts(child)
            if child.tail and not kinds:
                yield child.tail

    return normal("".join(parts(node)))


def _app_of(node: Node) -> Node | None:
    """Return the entry that a reading or a note belongs to, without those within others."""
    return next((n for n in node.iterancestors() if name_of(n) == "app"), None)


def _signs(text: str) -> int:
    return len("".join(text.split()))


def _size(node: Node) -> int:
    return _signs("".join(node.itertext()))
