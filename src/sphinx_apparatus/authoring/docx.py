"""Word documents as texts: the words of ``word/document.xml`` with their units and looks.

Nothing is dropped in silence: what has no place in a text is listed, tracked changes are refused
until somebody says whether they hold, and comments are told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile
from pathlib import PurePosixPath
from typing import Any

from sphinx_apparatus.authoring.docx_parts import (
    MOST_PACKED,
    Archive,
    Lists,
    Styles,
    child_of,
    is_on,
    list_of,
    looks_of,
    name_of,
    relations_of,
    value_of,
    words_of,
)
from sphinx_apparatus.authoring.plain_text import Run, marked_line
from sphinx_apparatus.model.problems import Refusal
from sphinx_apparatus.model.records import WitnessForm
from sphinx_apparatus.model.vocabulary import Form
from sphinx_apparatus.text.anchors import short
from sphinx_apparatus.text.bodies import PICTURE
from sphinx_apparatus.text.markdown import normalise
from sphinx_apparatus.text.units import Transcript, differences, stream

_SHOWN = 20
"""Changes and comments that are shown; all are counted."""

_SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": ".png",
    b"\xff\xd8\xff": ".jpg",
    b"GIF8": ".gif",
    b"RIFF": ".webp",
}
_BREAK = "\\\n"


@dataclass(frozen=True)
class Imported:
    """What a document holds."""

    witness: str
    """Its words as a transcription: what the text is locked to."""
    markdown: str
    reading: WitnessForm
    head: int
    """How many paragraphs at the beginning are title and heading."""
    pictures: dict[str, bytes]
    """By the names of their files."""
    remarks: list[str]
    """What needs a person."""


# -- blocks --------------------------------------------------------------------------------------


@dataclass
class _Paragraph:
    runs: list[Run]
    kind: str = "paragraph"
    """‘paragraph’, ‘title’, ‘heading’, ‘quote’, ‘caption’, ‘item’."""
    level: int = 1
    label: str = ""
    list: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(normalise(run.text) or run.mark not in ("", _BREAK) for run in self.runs)


@dataclass
class _Table:
    rows: list[list[list[Run]]]
    has_head: bool


@dataclass
class _Picture:
    file: str
    description: str


_Block = _Paragraph | _Table | _Picture

_PASSED = frozenset(
    {
        *("sdt", "sdtContent", "smartTag", "customXml", "bdo", "dir", "fldSimple", "ins", "moveTo"),
        *("hyperlink", "AlternateContent", "Choice", "Fallback", "ruby", "rt", "rubyBase", "r"),
    }
)
_SILENT = frozenset(
    {
        *("rPr", "pPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "rubyPr", "tblPr"),
        *("tblGrid", "trPr", "tcPr", "tblPrEx", "sectPr", "proofErr", "bookmarkStart"),
        *("bookmarkEnd", "lastRenderedPageBreak", "footnoteRef", "endnoteRef", "annotationRef"),
        *("commentRangeStart", "commentRangeEnd", "commentReference", "permStart", "permEnd"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
        *("separator", "continuationSeparator", "softHyphen", "fldData", "ffData", "tcPr"),
        *("customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart"),
        *("customXmlDelRangeEnd", "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd"),
        *("customXmlMoveToRangeStart", "customXmlMoveToRangeEnd", "pgNum", "dayShort"),
    }
)
_IN, _OUT = frozenset({"ins", "moveTo"}), frozenset({"del", "moveFrom"})
_QUOTES = frozenset({"quote", "intense quote", "block text", "quotations"})
_FIELD = re.compile(r'\s*HYPERLINK\s+"([^"]*)"')


class _Reader:
    """A document as it is read from beginning to end."""

    def __init__(self, archive: Archive, changes: str) -> None:
        self.archive = archive
        self.changes = changes
        relations = relations_of(archive, "")
        part = next((t for kind, t, out in relations.values() if kind == "officeDocument"), "")
        self.root = archive.xml(part) if part else None
        if self.root is None or name_of(self.root) != "document":
            raise Refusal("the archive holds no document of Word; save it as .docx")
        self.relations = relations_of(archive, part)
        self.styles = Styles(self.other("styles"))
        self.lists = Lists(self.other("numbering"))
        self.counts: Counter[str] = Counter()
        self.remarks: list[str] = []
        self.tracked: list[str] = []
        self.notes: dict[str, list[_Paragraph]] = {}
        self.pictures: dict[str, bytes] = {}
        self._texts: dict[str, dict[str, Any]] = {}
        self._relations_of: dict[str, dict[str, tuple[str, str, bool]]] = {}
        for kind in ("footnote", "endnote"):
            notes = [
                each for each in self.other(f"{kind}s") if value_of(each, "type") in ("", "normal")
            ]
            self._texts[kind] = {value_of(note, "id"): note for note in notes}
            self._relations_of[kind] = relations_of(archive, self._part(f"{kind}s"))
        self._counted: Counter[str] = Counter()
        self._behind: list[_Block] = []
        self._fields: list[list[str]] = []
        self._joined: list[Run] = []
        self._is_in_note = False

    def _part(self, kind: str) -> str:
        found = (t for its, t, outside in self.relations.values() if its == kind and not outside)
        return next(found, "")

    def other(self, kind: str) -> Any:
        """Return the root of another part of the document, an empty list if there is none."""
        root = self.archive.xml(self._part(kind))
        return [] if root is None else root

    # -- blocks

    def blocks(self, parent: Any) -> Iterator[_Block]:
        """Yield the blocks of the body, a cell or a note."""
        for element in parent:
            name = name_of(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from self._table(element)
            elif name == "AlternateContent":
                yield from self.blocks(_alternative(element))
            elif name in _OUT | _IN and not self._holds(element, name):
                continue
            elif name in _PASSED | _OUT:
                yield from self.blocks(element)
            elif name not in _SILENT:
                self._left_out(element)

    def _holds(self, element: Any, name: str) -> bool:
        """Return whether tracked words are words of the text, and note that they are tracked."""
        what = "inserted" if name in _IN else "deleted"
        words = short(words_of(element, "t", "delText"))
        by = value_of(element, "author")
        self.tracked.append(f"{what}{f' by {by}' if by else ''}: “{words}”")
        return (name in _IN) == (self.changes != "reject")

    def _left_out(self, element: Any) -> None:
        words = words_of(element)
        self.counts[f"<{name_of(element)}> was left out{' with its words' if words else ''}"] += 1

    def _paragraph(self, element: Any) -> Iterator[_Block]:
        properties = child_of(element, "pPr")
        made = _Paragraph(self._joined + list(self._runs(element, frozenset(), "")))
        self._joined = []
        behind, self._behind = self._behind, []
        mark = child_of(properties, "rPr")
        for name in sorted(_IN | _OUT):
            tracked = child_of(mark, name)
            if tracked is not None and not self._holds(tracked, name):
                # The end of this paragraph is none: the next goes on with its words.
                self._joined = made.runs
                return
        if properties is not None:
            self.counts["changes of looks were taken as they are"] += sum(
                name_of(each) in ("pPrChange", "rPrChange") for each in properties.iter()
            )
            self._kind(made, properties)
        yield made
        yield from behind

    def _kind(self, made: _Paragraph, properties: Any) -> None:
        """Say what a paragraph is, by its style, its outline, its list."""
        chain = self.styles.chain(value_of(child_of(properties, "pStyle"), "val"))
        names = [style.name for style in chain]
        outline = [value_of(child_of(properties, "outlineLvl"), "val"), *(s.outline for s in chain)]
        level = next((int(o) + 1 for o in outline if re.fullmatch(r"[0-8]", o)), 0)
        for name in names:
            if found := re.fullmatch(r"heading ([1-9])", name):
                level = int(found[1])
                break
        listed = [list_of(properties), *(style.list for style in chain)]
        list_, depth = next((each for each in listed if each[0]), ("", ""))
        depth = depth if re.fullmatch(r"[0-8]", depth) else "0"
        if "title" in names or "subtitle" in names:
            made.kind = "title"
        elif level:
            made.kind, made.level = "heading", min(level, 6)
            if list_ not in ("", "0") and not made.is_empty:
                what = "headings have numbers that Word counts; they are no words of the text"
                self.counts[what] += 1
        elif _QUOTES & set(names):
            made.kind = "quote"
        elif "caption" in names:
            made.kind = "caption"
        elif list_ not in ("", "0") and not made.is_empty:
            made.kind, made.level, made.list = "item", int(depth), list_
            made.label, is_other = self.lists.label(list_, depth)
            self.counts["items that Word labels otherwise came in with figures"] += is_other

    def _table(self, element: Any) -> Iterator[_Block]:
        rows: list[list[list[Run]]] = []
        has_head = False
        for row in (r for r in _flat(element) if name_of(r) == "tr"):
            properties = child_of(row, "trPr")
            tracked = [
                each
                for each in (() if properties is None else properties)
                if name_of(each) in {"ins", "del"}
            ]
            if any(not self._holds(each, name_of(each)) for each in tracked):
                continue
            if not rows and properties is not None:
                has_head = is_on(child_of(properties, "tblHeader"))
            rows.append([self._cell(cell) for cell in _flat(row) if name_of(cell) == "tc"])
        behind, self._behind = self._behind, []
        if any(cell for row in rows for cell in row):
            yield _Table(rows, has_head)
        yield from behind

    def _cell(self, cell: Any) -> list[Run]:
        """Return the words of a cell, which is one line of Markdown."""
        properties = child_of(cell, "tcPr")
        for name in ("gridSpan", "vMerge"):
            if child_of(properties, name) is not None:
                self.counts["cells that were joined stand alone"] += 1
        runs: list[Run] = []
        for block in self.blocks(cell):
            if isinstance(block, _Paragraph):
                if not block.is_empty:
                    label = [Run(f"{block.label} ")] if block.label else []
                    parts = [Run(" ") if run.mark == _BREAK else run for run in block.runs]
                    runs += [*([Run(" ")] if runs else []), *label, *parts]
            elif isinstance(block, _Table):
                self.counts["tables within tables came in as words of their cell"] += 1
                runs += [run for row in block.rows for each in row for run in (Run(" "), *each)]
            else:
                self._behind.append(block)
        return runs

    # -- words

    def _runs(self, parent: Any, looks: frozenset[str], link: str) -> Iterator[Run]:
        """Yield the words of a paragraph."""
        for element in parent:
            name = name_of(element)
            if name in _OUT | _IN and not self._holds(element, name):
                continue
            if name == "r":
                yield from self._run(element, link)
            elif name == "hyperlink":
                target = self.relations.get(value_of(element, "id"), ("", "", False))
                yield from self._runs(element, looks, target[1] if target[2] else "")
            elif name == "AlternateContent":
                yield from self._runs(_alternative(element), looks, link)
            elif name in ("oMath", "oMathPara"):
                self.counts["formulas came in as a row of signs"] += 1
                yield Run("".join(e.text or "" for e in element.iter() if name_of(e) == "t"))
            elif name in _PASSED | _OUT:
                yield from self._runs(element, looks, link)
            elif name not in _SILENT:
                self._left_out(element)

    def _run(self, element: Any, link: str) -> Iterator[Run]:
        properties = child_of(element, "rPr")
        looks: frozenset[str] = frozenset()
        if properties is not None:
            style = value_of(child_of(properties, "rStyle"), "val")
            looks = looks_of(properties, self.styles.looks(style))
            self.counts["changes of looks were taken as they are"] += (
                child_of(properties, "rPrChange") is not None
            )
            words = "".join(each.text or "" for each in element if name_of(each) == "t")
            if is_on(child_of(properties, "vanish")) and words:
                self.remarks.append(f"hidden words were left out: “{short(words)}”")
                return
            is_struck = any(is_on(child_of(properties, name)) for name in ("strike", "dstrike"))
            if is_struck and words.strip():
                self.remarks.append(f"words are struck out and came in: “{short(words)}”")
            if is_on(child_of(properties, "caps")) and words != words.upper():
                self.counts["words shown in capitals came in as they were typed"] += 1
        yield from self._pieces(element, looks, link)

    def _pieces(self, element: Any, looks: frozenset[str], link: str) -> Iterator[Run]:
        """Yield what a run holds."""
        sign = ""
        for piece in element:
            name = name_of(piece)
            text = piece.text or ""
            link = link or next((address for _, address in self._fields if address), "")
            its = looks - {"underline"} if link else looks
            if name in ("t", "delText"):
                if text.strip() == sign != "":
                    continue
                self.counts["soft hyphens were left out"] += text.count("\u00ad")
                text = text.replace("\u00ad", "")
                yield Run(text, its, link)
            elif name in ("tab", "ptab"):
                yield Run("\t", its, link)
            elif name == "cr" or (name == "br" and value_of(piece, "type") in ("", "textWrapping")):
                yield Run("", mark=_BREAK)
            elif name == "br":
                yield Run(" ")
            elif name == "noBreakHyphen":
                yield Run("\u2011", its, link)
            elif name == "sym":
                yield from self._symbol(piece, its)
            elif name in ("footnoteReference", "endnoteReference"):
                if value_of(piece, "customMarkFollows") in ("1", "true", "on"):
                    sign = "".join(e.text or "" for e in element if name_of(e) == "t").strip()
                    sign = sign if re.fullmatch(r"[\w.,*†‡§-]{1,8}", sign) else ""
                yield from self._note(piece, name.removesuffix("Reference"), sign)
            elif name == "fldChar":
                self._field(value_of(piece, "fldCharType"))
            elif name in ("instrText", "delInstrText"):
                if self._fields:
                    self._fields[-1][0] += text
            elif name in ("drawing", "pict", "object"):
                self._drawing(piece)
            elif name == "AlternateContent":
                yield from self._pieces(_alternative(piece), looks, link)
            elif name in _PASSED:
                yield from self._runs(piece, looks, link)
            elif name not in _SILENT:
                self._left_out(piece)

    def _field(self, kind: str) -> None:
        """Follow the instructions of fields, whose results are words like others."""
        if kind == "begin":
            self._fields.append(["", ""])
        elif kind == "separate" and self._fields:
            found = _FIELD.match(self._fields[-1][0])
            self._fields[-1][1] = found[1] if found else ""
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _symbol(self, piece: Any, looks: frozenset[str]) -> Iterator[Run]:
        """Yield a sign of a font of signs, where it is a sign of Unicode."""
        code = value_of(piece, "char")
        if re.fullmatch(r"[0-9A-Fa-f]{1,6}", code) and 0x20 < int(code, 16) < 0xD800:
            yield Run(chr(int(code, 16)), looks)
        else:
            self.counts[f"the sign {code} of the font {value_of(piece, 'font')} was left out"] += 1

    def _note(self, piece: Any, kind: str, sign: str) -> Iterator[Run]:
        """Yield the call of a note of the author, and read the note.

        :param sign: the sign that stands for its number.
        """
        note = self._texts[kind].get(value_of(piece, "id"))
        if note is None or self._is_in_note:
            self.counts[f"{kind}s without a text, or called in a note, were left out"] += 1
            return
        self._counted[kind] += 1
        letter = "e" if kind == "endnote" and self._texts["footnote"] else ""
        label = first = sign or f"{letter}{self._counted[kind]}"
        number = 1
        while label in self.notes:
            number += 1
            label = f"{first}:{number}"
        held = self._behind, self._fields, self.relations
        self._behind, self._fields, self.relations = [], [], self._relations_of[kind]
        self._is_in_note = True
        paragraphs = []
        for block in self.blocks(note):
            if not isinstance(block, _Paragraph):
                self.counts["tables and pictures of notes were left out"] += 1
            elif not block.is_empty:
                block.runs.insert(0, Run(f"{block.label} " if block.label else ""))
                paragraphs.append(block)
        self._behind, self._fields, self.relations = held
        self._is_in_note = False
        if not paragraphs:
            self.counts[f"{kind}s without words were left out"] += 1
            return
        runs = paragraphs[0].runs
        if sign and "".join(run.text for run in runs).lstrip().startswith(sign):
            index = next(i for i, run in enumerate(runs) if run.text.strip())
            runs[index] = runs[index]._replace(text=runs[index].text.lstrip().removeprefix(sign))
        self.notes[label] = paragraphs
        yield Run("", mark=f"[^{label}]")

    def _drawing(self, element: Any) -> None:
        """Put the pictures and text boxes of a drawing behind the paragraph."""
        drawn = list(_drawn(element))
        described = next((each for each in drawn if name_of(each) == "docPr"), None)
        description = normalise(value_of(described, "descr") or value_of(described, "title"))
        found = [each for each in drawn if name_of(each) in ("blip", "imagedata", "txbxContent")]
        for each in found:
            if name_of(each) == "txbxContent":
                self.counts["text boxes stand behind their paragraph"] += 1
                held, self._behind = self._behind, []
                inside = list(self.blocks(each))
                self._behind = [*held, *inside, *self._behind]
            else:
                id = value_of(each, "embed") or value_of(each, "id")
                self._picture(self.relations.get(id, ("", "", False)), description)
        if not found:
            self.counts["drawings were left out"] += 1

    def _picture(self, target: tuple[str, str, bool], description: str) -> None:
        _, part, is_outside = target
        content = None if is_outside or not part else self.archive.read(part, MOST_PACKED)
        kind = next((k for s, k in _SIGNATURES.items() if (content or b"").startswith(s)), "")
        if content is None or not kind:
            where = "is not in the document" if content is None else "is no png, jpg, gif or webp"
            self.remarks.append(f"the picture ‘{part}’ {where} and was left out")
            return
        file = PurePosixPath(part).stem + kind
        if not PICTURE.fullmatch(file):
            file = f"picture{len(self.pictures) + 1}{kind}"
        if not description:
            self.remarks.append(f"{file}: say in text.md between the brackets what it shows")
        self.pictures[file] = content
        self._behind.append(_Picture(file, description or "A picture"))


def _alternative(element: Any) -> Any:
    """Return the form of an element for new programs, which is the first that there is."""
    return next(iter(element), element)


def _drawn(element: Any) -> Iterator[Any]:
    """Yield what stands in a drawing, without what stands in its text boxes, each but once."""
    for child in element:
        yield child
        # What is there for old programs is the same once more.
        if name_of(child) not in ("txbxContent", "Fallback"):
            yield from _drawn(child)


def _flat(parent: Any) -> Iterator[Any]:
    """Yield children, with those that stand in wrappers."""
    for child in parent:
        if name_of(child) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _flat(child)
        else:
            yield child


# -- from blocks to a text -----------------------------------------------------------------------


def read(
    raw: bytes, form: Form | None = None, head: int | None = None, changes: str = ""
) -> Imported:
    """Return what a document holds, as a transcription and as Markdown of the same words.

    :param form: what its paragraphs are.
    :param head: how many paragraphs at the beginning are title and heading; those with a style of
        titles, else the first, if not given.
    :param changes: ‘accept’ or ‘reject’, what becomes of tracked changes.
    :raises Refusal: it cannot be read within the limits, or has tracked changes.
    """
    reader = _Reader(Archive(raw), changes)
    blocks = list(reader.blocks(child_of(reader.root, "body") if reader.root is not None else ()))
    if reader.tracked and not changes:
        more = len(reader.tracked) - _SHOWN
        raise Refusal(
            f"the document has {len(reader.tracked)} tracked changes; decide about them in Word, "
            "or say --changes accept or --changes reject",
            [*reader.tracked[:_SHOWN], *([f"and {more} more"] if more > 0 else [])],
        )
    if reader.tracked:
        reader.remarks.append(f"{len(reader.tracked)} tracked changes: {changes}ed")
    blocks = _stanzas(blocks) if form is Form.VERSE else blocks
    blocks = [b for b in blocks if not (isinstance(b, _Paragraph) and b.is_empty)]
    if head is None:
        head = len(list(takewhile(_is_title, blocks))) or 1
    for block in blocks[:head]:
        if not isinstance(block, _Paragraph):
            raise Refusal(f"its first {head} paragraphs are no title and heading: --head 0")
        block.kind = "paragraph"
    _tell_rest(reader)
    written = _Writer(blocks, reader.notes, form, head, has_calls=bool(reader.notes))
    if reader.notes and not written.is_read_as_meant(form, head):
        reader.remarks.append(
            "words in brackets look like calls of notes: the calls are not locked"
        )
        written = _Writer(blocks, reader.notes, form, head, has_calls=False)
    remarks = [f"{what}: {n}" for what, n in sorted(reader.counts.items()) if n]
    return Imported(
        *written.texts(),
        written.reading,
        head,
        reader.pictures,
        [*reader.remarks, *remarks],
    )


def _is_title(block: _Block) -> bool:
    return isinstance(block, _Paragraph) and block.kind == "title"


def _tell_rest(reader: _Reader) -> None:
    """Note comments, and words outside the body that nobody came to."""
    comments = list(reader.other("comments"))
    for comment in comments[:_SHOWN]:
        words = "".join(each.text or "" for each in comment.iter() if name_of(each) == "t")
        by = value_of(comment, "author")
        reader.remarks.append(
            f"a comment{f' by {by}' if by else ''} was left out: “{short(words)}”"
        )
    if len(comments) > _SHOWN:
        reader.remarks.append(f"{len(comments) - _SHOWN} more comments were left out")
    for kind, part, outside in reader.relations.values():
        if kind in ("header", "footer") and not outside:
            root = reader.archive.xml(part)
            if root is not None and (words := words_of(root)):
                reader.remarks.append(f"a {kind} of pages was left out: “{short(words)}”")


def _stanzas(blocks: Sequence[_Block]) -> list[_Block]:
    """Return blocks in which paragraphs between empty ones are the lines of one stanza.

    Only where no paragraph has lines of its own.
    """
    plain = [b for b in blocks if isinstance(b, _Paragraph) and b.kind == "paragraph"]
    has_lines = any(run.mark == _BREAK for each in plain for run in each.runs)
    if has_lines or not any(each.is_empty for each in plain):
        return list(blocks)
    made: list[_Block] = []
    is_open = False
    for block in blocks:
        is_line = isinstance(block, _Paragraph) and block.kind == "paragraph" and not block.is_empty
        last = made[-1] if made else None
        if is_line and is_open and isinstance(last, _Paragraph) and isinstance(block, _Paragraph):
            last.runs = [*last.runs, Run("", mark=_BREAK), *block.runs]
        else:
            made.append(block)
        is_open = is_line
    return made


def _grouped(blocks: Sequence[_Block]) -> Iterator[list[_Block]]:
    """Yield blocks that are one block of Markdown: items, quotes, a picture and its caption."""
    group: list[_Block] = []
    for block in blocks:
        last = group[-1] if group else None
        belongs = isinstance(block, _Paragraph) and (
            (block.kind == "caption" and isinstance(last, _Picture))
            or (
                isinstance(last, _Paragraph)
                and block.kind == last.kind
                and block.kind in ("item", "quote")
                and (block.kind == "quote" or block.level > 0 or block.list == last.list)
            )
        )
        if not belongs and group:
            yield group
            group = []
        group.append(block)
    if group:
        yield group


class _Writer:
    """A text as Markdown and as its transcription, block by block."""

    def __init__(
        self,
        blocks: Sequence[_Block],
        notes: Mapping[str, Sequence[_Paragraph]],
        form: Form | None,
        head: int,
        *,
        has_calls: bool,
    ) -> None:
        self.form = form
        self.has_calls = has_calls
        self.reading = WitnessForm(notes="brackets") if has_calls else WitnessForm()
        self.markdown: list[str] = []
        self.witness: list[str] = []
        for index, group in enumerate(_grouped(blocks)):
            self._add(group, is_head=index < head)
        for label, paragraphs in notes.items():
            self._note(label, paragraphs)

    def texts(self) -> tuple[str, str]:
        """Return transcription and Markdown."""
        return "\n\n".join(self.witness) + "\n", "\n\n".join(self.markdown) + "\n"

    def is_read_as_meant(self, form: Form | None, head: int) -> bool:
        """Return whether the transcription says what the Markdown says: “[sic]” is no call."""
        witness, markdown = self.texts()
        blocks = stream(markdown, form or Form.PROSE, range(1, head + 1))
        return not any(differences(Transcript.of(witness, self.reading), blocks))

    def _add(self, group: Sequence[_Block], *, is_head: bool = False) -> None:
        """Add one block of Markdown."""
        first = group[0]
        if isinstance(first, _Table):
            self._table(first)
        elif isinstance(first, _Picture):
            caption = [block for block in group[1:] if isinstance(block, _Paragraph)]
            lines = [marked_line([Run(first.description)])]
            picture = f"![{lines[0]}]({first.file})"
            if caption:
                picture += f"\\\n{_lines(caption[0].runs)}"
                self._said(caption[0])
            self.markdown.append(picture)
        elif first.kind == "item":
            self._items([block for block in group if isinstance(block, _Paragraph)])
        elif first.kind == "quote":
            quoted = [block for block in group if isinstance(block, _Paragraph)]
            lines = "\n\n".join(_lines(block.runs) for block in quoted).split("\n")
            self.markdown.append("\n".join(f"> {line}".rstrip() for line in lines))
            for block in quoted:
                self._said(block)
        else:
            is_verse = self.form is Form.VERSE and not is_head
            marks = "#" * first.level + " " if first.kind == "heading" else ""
            if marks:
                runs = [Run(" ") if run.mark == _BREAK else run for run in first.runs]
                first = _Paragraph(runs, "heading", first.level)
            self.markdown.append(marks + _lines(first.runs, is_verse=is_verse))
            self._said(first)

    def _said(self, block: _Paragraph) -> None:
        label = f"{block.label} " if block.label else ""
        self.witness.append(label + self._plain(block.runs))

    def _plain(self, runs: Sequence[Run]) -> str:
        """Return words as a transcription has them, with their lines and the calls of notes."""
        made = ""
        for run in runs:
            if run.mark == _BREAK:
                made += "\n"
            elif run.mark:
                made += f"[{run.mark[2:-1].partition(':')[0]}]" if self.has_calls else ""
            else:
                made += re.sub(r"\s+", " ", run.text)
        return "\n".join(" ".join(line.split()) for line in made.split("\n") if line.strip())

    def _items(self, items: Sequence[_Paragraph]) -> None:
        widths: list[int] = []
        lines: list[str] = []
        for item in items:
            is_deeper = bool(lines) and len(widths) <= item.level
            widths = widths[: item.level]
            mark = item.label or "-"
            indent = " " * sum(widths)
            inner = " " * (len(indent) + len(mark) + 1)
            # A list within an item that begins with another number than 1 needs a free line.
            if is_deeper and item.label not in ("", "1.", "1)"):
                lines.append("")
            text = _lines(item.runs).replace("\n", f"\n{inner}")
            lines.append(f"{indent}{mark} {text}")
            widths.append(len(mark) + 1)
            self._said(item)
        self.markdown.append("\n".join(lines))

    def _table(self, table: _Table) -> None:
        width = max(len(row) for row in table.rows)
        rows = [
            [marked_line(cell) for cell in row] + [""] * (width - len(row)) for row in table.rows
        ]
        head, *others = rows if table.has_head else [[""] * width, *rows]
        lines = [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * width, *others)]
        self.markdown.append("\n".join(lines))
        for row in table.rows:
            if words := " ".join(filter(None, map(self._plain, row))):
                self.witness.append(words)

    def _note(self, label: str, paragraphs: Sequence[_Paragraph]) -> None:
        """Add a note of the author."""
        texts = [_lines(each.runs).replace("\n", "\n    ") for each in paragraphs]
        self.markdown.append(f"[^{label}]: " + "\n\n    ".join(texts))
        first, *others = (self._plain(each.runs) for each in paragraphs)
        sign = f"[{label.partition(':')[0]}] " if self.has_calls else ""
        self.witness.append(sign + first)
        for other in others:
            indented = other.replace("\n", "\n    ")
            self.witness.append(f"    {indented}" if self.has_calls else other)


def _lines(runs: Sequence[Run], *, is_verse: bool = False) -> str:
    """Return words as Markdown with their lines."""
    lines = []
    for is_break, group in groupby(runs, lambda run: run.mark == _BREAK):
        if not is_break:
            line = list(group)
            raw = "".join(run.text for run in line)
            steps = len(raw) - len(raw.lstrip("\t\u2003")) if is_verse else 0
            if words := marked_line(line).strip():
                lines.append("&emsp;" * steps + words)
    return _BREAK.join(lines)
