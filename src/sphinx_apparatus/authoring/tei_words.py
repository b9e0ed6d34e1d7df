"""The words of a TEI file: what stands within paragraphs, and readings in their place.

Each text node is taken once: as words of the text, or into the list of what is left out.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from sphinx_apparatus.authoring.plain_text import (
    NUMBER,
    SIGN,
    Break,
    Leaf,
    Mark,
    Point,
    Unit,
    as_nested,
    has_words,
)
from sphinx_apparatus.export.tei_parser import (
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

DIVISIONS = frozenset({"text", "front", "body", "back", "group", "div", "floatingText"}) | {
    f"div{level}" for level in range(8)
}
LISTS = frozenset({"list", "castList", "listBibl", "listWit", "listPerson", "listPlace", "listOrg"})
BLOCKS = DIVISIONS | LISTS | {"p", "ab", "lg", "l", "sp", "table", "figure", "head"}
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


class InlineReader(ABC):
    """Reader of what stands within the paragraphs of one file.

    :param root: the TEI element.
    :param remarks: the list of what is left out.
    :param is_own: whether an export of the engine wrote the file.
    :param is_editors: whether a note is the editors'.
    :param base: ids of the witnesses whose words are the text.
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
        self.root, self.remarks = root, remarks
        self.is_own, self.is_editors = is_own, is_editors
        self.base = set(base)
        self.entries: list[Entry] = []
        self.notes: list[Remark] = []
        self.taken = 0
        """Signs of the file that were read."""
        self._kept = 0
        """Signs of the text."""
        self._definitions: list[Unit] = []
        self._labels: set[str] = set()
        self._count = 0
        self._called: set[Node] = set()
        self._is_joining = False
        self.texts = [node for node in root if name_of(node) == "text"]
        method = next((n.get("method", "") for n in find_all(root, "//variantEncoding")), "")
        self._has_locations = method == "location-referenced"
        self._ids = {xml_id(node): node for text in self.texts for node in text.iter()}
        self._wanted = self._pointed_at(root)
        self._has_spaces = any(
            not (node.text or "x").strip() for text in self.texts for node in find_all(text, "//c")
        )
        self._glyphs = {
            xml_id(node): words_of(next(iter(find_all(node, "mapping")), None))
            for kind in ("//char", "//glyph")
            for node in find_all(root, kind)
        }

    @abstractmethod
    def _inside(self, node: Node, level: int) -> list[Unit]:
        """Return the blocks within an element."""

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

    # -- words ---------------------------------------------------------------------------------

    def _say(self, words: str, leaf: Leaf, node: Node) -> None:
        """Take a text node as words of the text."""
        self.taken += signs(words)
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
        self._kept += signs(words)
        leaf.append(words)

    def _leave(self, node: Node, why: str = "", *, what: str = "", lost: bool = False) -> None:
        """Leave out an element with its words."""
        self.taken += size(node)
        if why:
            self.remarks.add(node, why, what=what, lost=lost and bool(size(node)))

    def _flat(self, node: Node) -> Leaf:
        """Return what an element holds as one run of words."""
        leaf: Leaf = []
        for part in pieces(node):
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
            if name in _POINTS and size(node):
                leaf += self._flat(node)  # It should be empty.
        elif name == "listApp":
            apps = find_all(node, "//app")
            for app in apps:
                self._apart(app)
            others = size(node) - sum(map(size, apps))
            self._leave(node, "words beside the entries" if others else "", lost=True)
        elif name in _NO_WORDS:
            self._leave(node, "stands beside the text", lost=True)
        else:
            is_block = name in BLOCKS or name in ("item", "cell", "row")
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
        if is_gap or not has_words(inner):
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
        is_plain = all(isinstance(part, str) for part in inner)
        if is_address and is_honest and is_plain and has_words(inner):
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
        elif size(node):
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
        if not size(node):
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
        place = len(self._definitions)  # before those of notes within it
        units = [as_nested(unit) for unit in self._inside(node, 0)]
        if units:
            leaf.append(Point("call", label))
            behind = "".join(pointers(node.get("corresp"))[:1]) if self.is_own else ""
            made = Unit("note", line_of(node), units=units, n=label, name="note", behind=behind)
            self._definitions.insert(place, made)

    # -- readings ------------------------------------------------------------------------------

    def _in_choice(self, node: Node, leaf: Leaf) -> None:
        if self.is_own and node.get("corresp"):
            for child in node:
                if name_of(child) in ("sic", "orig"):
                    leaf += self._flat(child)
                else:
                    self._leave(child)
            self.taken += signs("".join(own_text(node)))
            return
        kept = next((c for c in node if name_of(c) in ("sic", "orig", "abbr")), None)
        if kept is None:
            kept = next(iter(node), None)
        if kept is None:
            leaf += self._flat(node)
            return
        others = [child for child in node if child is not kept]
        self.taken += signs("".join(own_text(node)))
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
        self.taken += signs(
            "".join(
                t
                for n in [node, *node.iter()]
                if n is node or (name_of(n) == "rdgGrp" and _app_of(n) is node)
                for t in own_text(n)
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


def pieces(node: Node) -> Iterator[str | Node]:
    """Yield text nodes and elements in order."""
    if node.text:
        yield node.text
    for child in node:
        if isinstance(child.tag, str):
            yield child
        if child.tail:
            yield child.tail


def own_text(node: Node) -> Iterator[str]:
    """Yield the text nodes of an element itself."""
    return (part for part in pieces(node) if isinstance(part, str))


def is_point(node: Node) -> bool:
    """Return whether an element has no words, and none stand for it."""
    return not size(node) and name_of(node) not in ("gap", "g", "space")


def location(node: Node) -> str:
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


def signs(text: str) -> int:
    """Count the characters that are not white space."""
    return len("".join(text.split()))


def size(node: Node) -> int:
    """Count the signs of an element."""
    return signs("".join(node.itertext()))
