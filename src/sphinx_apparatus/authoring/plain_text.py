"""Words to Markdown: paragraphs of plain text, words with looks and units of other formats.

What a paragraph of plain text is can only be guessed; the editor reads the result, and the lock
keeps the words and the lines. Units are written as Markdown and as a plain transcription alike, so
that the one is the lock of the other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple
from urllib.parse import quote

from sphinx_apparatus.model.records import WitnessForm
from sphinx_apparatus.model.vocabulary import Form
from sphinx_apparatus.text.bodies import read_body
from sphinx_apparatus.text.markdown import escape, normalise
from sphinx_apparatus.text.units import CALL, OPENING, PAGES, RUN_IN, SET_IN

_SCENE = "SCENE|ESCENA|SCÈNE|SZENE|AUFTRITT|SCENA|CENA|ЯВА|СЦЕНА|مشهد|المشهد"
_DIVISION = re.compile(
    r"(?:\w+\s+)?"  # Erster Aufzug
    rf"(?P<name>ACT|CHAPTER|BOOK|PART|CANTO|PROLOGUE|EPILOGUE|ACTO|JORNADA|PRÓLOGO|EPÍLOGO|ACTE"
    rf"|AKT|AUFZUG|PROLOG|EPILOG|ATTO|PROLOGO|EPILOGO|ATO|ДІЯ|АКТ|ПРОЛОГ|ЕПІЛОГ|الفصل|(?:{_SCENE}))"
    r"\b\.?\s*(?P<number>(?-i:[IVXLC]+|[0-9]{1,4})\b)?(?P<rest>.*)",
    re.IGNORECASE,
)
"""A line that begins a part of a play or a poem."""
_CAST = re.compile(
    r"dramatis person(?:ae|æ)|(?:the )?persons(?: of the (?:play|drama)| represented)?|characters"
    r"|the actors' names|personajes|personnages|acteurs|personen|personaggi|personagens"
    r"|ді(?:йов|юч)і особи|الأشخاص|شخصيات المسرحية",
    re.IGNORECASE,
)
_DIRECTION = re.compile(
    r"(?:Re-)?(?:Enter|Exit|Exeunt|Manet|Manent)\b.*"
    r"|(?:Entran?|Salen|Vase|Vanse|Entrent|Sortent|Entrano|Escono|Entram|Saem)\b[^\n]*"
    r"|(?:Входять|Входить|Виходять|Виходить)\b[^\n]*|[\[(_].*[\])_]",
    re.DOTALL,
)
_ASIDE_WORDS = re.compile(r"\[[^\[\]\n]*[^\W\d][^\[\]\n]*\]")
"""A direction within a speech."""
_SHARED = 8
"""Columns that the first line of a speech is set in, at least, if it completes the line before."""


def as_markdown(parts: Sequence[str], form: Form, reading: WitnessForm, head: int = 0) -> str:
    """Return the paragraphs of a transcription as the Markdown of a text.

    :param head: how many paragraphs at the beginning are title and heading, and prose.
    """
    notes: dict[str, list[str]] = {}
    steps = _steps(parts)
    blocks: list[str] = []
    counts = [0, 0, 0]
    is_cast = is_spoken = False
    note = ""
    for index, part in enumerate(parts):
        call = CALL.match(part.lstrip()) if reading.notes == "brackets" else None
        if call:
            note = _unused(call[1], notes)
            # The block is filled when all paragraphs of the note are known.
            notes[note] = [str(len(blocks)), part.lstrip()[call.end() :]]
            blocks.append("")
        elif note and SET_IN.match(part):
            notes[note].append(part)
        else:
            note = ""
            kind = Form.PROSE if index < head else form
            words = _set_aside(part, reading)
            if made := _heading(words, counts) if kind is not Form.PROSE else "":
                is_cast = kind is Form.DRAMA and _CAST.fullmatch(part.strip(" .:\n")) is not None
            elif is_cast and not _DIRECTION.fullmatch(part.strip()):
                items = "\n".join(f"- {escape(row.strip())}" for row in words.strip().split("\n"))
                if blocks[-1].startswith("{.cast}"):
                    # Paragraphs of persons are one list.
                    items = f"{blocks.pop()}\n{_marked(items)}"
                made = items if items.startswith("{.cast}") else f"{{.cast}}\n{items}"
            else:
                is_cast = False
                made = _block(words, kind, steps, follows=is_spoken)
            is_spoken = made.startswith(("**", "{.joins}"))
            blocks.append(_marked(made))
    for label, (place, *paragraphs) in notes.items():
        texts = [_marked(escape(_set_aside(each.strip("\n"), reading))) for each in paragraphs]
        whole = "\n\n".join(texts).strip().replace("\n", "\n    ").replace("\n    \n", "\n\n")
        blocks[int(place)] = f"[^{label}]: {whole}"
    return "\n\n".join(blocks) + "\n"


def _unused(label: str, notes: dict[str, list[str]]) -> str:
    count = 1
    while (label if count == 1 else f"{label}:{count}") in notes:
        count += 1
    return label if count == 1 else f"{label}:{count}"


def _steps(parts: Sequence[str]) -> dict[int, int]:
    """Return how many steps each indentation of the file is."""
    widths = {_width(line) for part in parts for line in part.split("\n") if line.strip()}
    return {width: step for step, width in enumerate(sorted(widths))}


def _width(line: str) -> int:
    line = line.expandtabs(4)
    return len(line) - len(line.lstrip())


def _heading(part: str, counts: list[int]) -> str:
    """Return a paragraph as a heading, with its number where it is not that of counting.

    :param counts: how many headings of each level there were; this one is counted.
    :returns: empty if it is none.
    """
    words = part.strip()
    found = _DIVISION.fullmatch(words)
    # Arabic has no capitals: its word is enough.
    is_named = found and (
        found["name"] == found["name"].upper() or found["number"] or not found["rest"].strip()
    )
    if not is_named and not _CAST.fullmatch(words.strip(" .:")):
        return ""
    if not found:
        counts[1:] = counts[1] + 1, 0
        return f"# {escape(words)}"
    level = 2 if re.fullmatch(_SCENE, found["name"], re.IGNORECASE) else 1
    counts[level] += 1
    counts[level + 1 :] = [0] * (2 - level)
    number = found["number"] or ""
    n = _roman(number) if number and not number.isdigit() else int(number or counts[level])
    given = f'{{n="{n}"}}\n' if n != counts[level] else ""
    return f"{given}{'#' * level} {escape(words)}"


def _roman(number: str) -> int:
    """Return the value of a Roman number."""
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[sign] for sign in number]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def _block(part: str, form: Form, steps: dict[int, int], *, follows: bool = False) -> str:
    """Return a paragraph as a block.

    :param follows: whether a speech stands before it, whose last line it may complete.
    """
    if form is Form.PROSE:
        return escape(part)
    lines = [line for line in part.split("\n") if normalise(line)]
    if form is Form.VERSE:
        return _verse(lines, steps)
    if _DIRECTION.fullmatch(part.strip()):
        return "{.stage}\n" + escape(part.strip())
    first, *rest = lines
    if rest and first.strip().rstrip(".:").isupper():
        joins = ""
        least = min(_width(line) for line in (first, *rest[1:]))
        if follows and _width(rest[0]) >= _SHARED + least:
            joins, rest[0] = "{.joins}\n", rest[0].strip()
        return f"{joins}**{escape(first.strip())}**\\\n{_verse(rest, steps, _spoken)}"
    if found := RUN_IN.fullmatch(first.strip()):
        said = [found["rest"].strip(), *(line.strip() for line in rest)]
        name, how = found["name"], (found["how"] or "").strip()
        aside = ""
        if before := _ASIDE_WORDS.match(said[0]):
            aside, said[0] = f" {_spoken(before[0])}", said[0][before.end() :].strip()
        # The stop belongs to what it stands behind.
        speaker = f"**{escape(name)}** [{escape(how + found['stop'])}]{{.stage}}"
        if not how:
            speaker = f"**{escape(name + found['stop'])}**"
        speaker += aside
        if rest and all(line.lstrip(OPENING)[:1].isupper() for line in said):
            return f"{speaker}\\\n" + "\\\n".join(map(_spoken, said))
        return f"{speaker} " + "\n".join(map(_spoken, said))
    return _verse(lines, steps, _spoken) if rest else escape(part)


def _spoken(words: str) -> str:
    """Return a line of a speech, with the directions in it marked."""
    made, at = "", 0
    for found in _ASIDE_WORDS.finditer(words):
        made += _escaped(words[at : found.start()], is_before_markup=True)
        made += f"[{escape(found[0])}]{{.stage}}"
        at = found.end()
    return made + _escaped(words[at:], is_before_markup=False)


def _verse(lines: Sequence[str], steps: dict[int, int], say: Callable[[str], str] = escape) -> str:
    return "\\\n".join("&emsp;" * steps[_width(line)] + say(line.strip()) for line in lines)


def _set_aside(part: str, reading: WitnessForm) -> str:
    """Return a paragraph in which marks of pages and notes are signs that nothing escapes."""
    if pages := PAGES.get(reading.pages):
        part = pages.sub("\ue000\\1\ue001", part)
    if reading.notes == "brackets":
        part = CALL.sub("\ue002\\1\ue003", part)
    return part


_ASIDE = re.compile("([\ue000\ue002])([^\ue001\ue003]*)[\ue001\ue003]")


def _marked(words: str) -> str:
    """Return Markdown with the marks that were set aside."""

    def made(match: re.Match[str]) -> str:
        n = match[2].replace("\\", "")
        return f'[]{{.page n="{n}"}}' if match[1] == "\ue000" else f"[^{n}]"

    return _ASIDE.sub(made, words)


# -- words with looks ------------------------------------------------------------------------------


class Run(NamedTuple):
    """Words that look alike."""

    text: str
    looks: frozenset[str] = frozenset()
    """Classes of words of a text, such as ``i``, ``b``, ``small-caps``."""
    link: str = ""
    mark: str = ""
    """Markdown that stands in place of words: the call of a note."""


_STARS = {"b": "**", "i": "*"}
_TOKEN = re.compile("\x01(\\d+)\x02")
_ODD_IN_ADDRESS = re.compile(r"[\s<>()\\\[\]{}\"`]")


def marked_line(runs: Sequence[Run], *, is_text: bool = True) -> str:
    """Return words with looks as Markdown in one line.

    :param is_text: whether they are of a text; notes have emphasis and links alone.
    """
    line = _Line(is_text)
    for like, group in groupby(runs, lambda run: run[1:]):
        looks, link, mark = like
        if mark:
            line.pieces.append((line.token(mark), frozenset(), ""))
        else:
            line.add("".join(run.text for run in group), looks, link)
    return line.markdown()


class _Line:
    """A line as it is put together; its marks stand in it by number, so that nothing escapes them.

    The signs around these numbers are in no XML, and refused in every other file.
    """

    def __init__(self, is_text: bool) -> None:
        self.is_text = is_text
        self.pieces: list[tuple[str, frozenset[str], str]] = []
        self.marks: list[str] = []

    def token(self, markdown: str) -> str:
        self.marks.append(markdown)
        return f"\x01{len(self.marks) - 1}\x02"

    def add(self, words: str, looks: frozenset[str], link: str) -> None:
        """Add words; white space at their ends has no looks."""
        core = words.strip()
        start = words.index(core)
        self.pieces.append((words[:start], frozenset(), ""))
        self.pieces.append((core, looks, link))
        self.pieces.append((words[start + len(core) :], frozenset(), ""))

    def markdown(self) -> str:
        pieces = [piece for piece in self.pieces if piece[0]]
        made, was_starred = "", False
        for index, (words, looks, link) in enumerate(pieces):
            before = pieces[index - 1][0][-1] if index else " "
            after = pieces[index + 1][0][0] if index + 1 < len(pieces) else " "
            # CommonMark's rule for delimiters; two of them that touch are not told apart.
            opens = words[0].isalnum() or not before.isalnum()
            closes = words[-1].isalnum() or not after.isalnum()
            may_star = opens and closes and not was_starred
            was_starred = False
            for look in sorted(looks, reverse=True):
                if look in _STARS and may_star and not was_starred:
                    words = f"{self.token(_STARS[look])}{words}{self.token(_STARS[look])}"
                    was_starred = True
                elif self.is_text:
                    words = f"{self.token('[')}{words}{self.token(f']{{.{look}}}')}"
            made += self._linked(words, link) if link else words
        return self._with_marks(" ".join(re.split(r"\s+", made)))

    def _linked(self, words: str, link: str) -> str:
        """Return words as a link, where the check would not refuse it."""
        address = _ODD_IN_ADDRESS.sub(lambda found: quote(found[0]), link)
        if read_body(f"[{escape(_TOKEN.sub('', words))}]({address})").faults:
            return words
        return f"{self.token('[')}{words}{self.token(f']({address})')}"

    def _with_marks(self, words: str) -> str:
        return _TOKEN.sub(lambda found: self.marks[int(found[1])], escape(words))


# -- units of other formats ------------------------------------------------------------------------

SIGN = re.compile(r"[^\s\[\]^:\\`*{}<>|]{1,6}|\*{1,4}")
"""What can be the sign of an author's note."""
NUMBER = re.compile(r"[\w.,*†‡§ -]{1,20}")
"""What can be the number of a page, a line or a division."""
ORDERED = re.compile(r"\d{1,9}[.)]")


@dataclass(frozen=True, slots=True)
class Point:
    """A point among words: a milestone, the call of a note, or one end of marked words."""

    kind: str
    """``page``, ``column``, ``section``, ``line``, ``call``, ``start`` or ``end``."""
    n: str = ""
    """The number, the label of the note, or the key of the words."""
    wit: str = ""
    facs: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """The beginning or the end of words with a look: ``em``, a class, or ``link`` with address."""

    name: str
    is_end: bool = False
    to: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line that is kept and not counted."""


Leaf = list["str | Point | Mark | Break"]


@dataclass(slots=True)
class Line:
    """A line of verse."""

    leaf: Leaf
    n: str = ""
    step: int = 0
    joins: bool = False


@dataclass(slots=True, eq=False)
class Unit:
    """A block of a text."""

    kind: str
    """``paragraph``, ``verse``, ``speech``, ``stage``, ``heading``, ``subhead``, ``quote``,
    ``list``, ``item``, ``table``, ``figure``, ``note``."""
    line: int = 1
    """Where it stands in the file it was read from."""
    leaf: Leaf = field(default_factory=list)
    """Words of a paragraph, direction, heading or caption; of a speech the speaker."""
    beside: Leaf = field(default_factory=list)
    """Of a speech what follows the speaker: prose, or directions."""
    lines: list[Line] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    """Blocks of a quotation, a note or an item; items of a list."""
    rows: list[list[tuple[Leaf, bool]]] = field(default_factory=list)
    """Cells of a table, each with whether it is a label."""
    n: str = ""
    """Number of the first line, of a heading or of an item; label of a note."""
    given: dict[str, str] = field(default_factory=dict)
    """``level``, ``type``, ``src``, ``alt``; for an epigraph or a cast ``class``."""
    part: str = ""
    """``head``, ``furniture`` or ``tail``; empty for the running text."""
    name: str = ""
    """What the file calls it."""
    is_second: bool = False
    """Of a list, whether one stands before it, from which its signs must differ."""
    id: str = ""
    loc: str = ""
    """The numbers of its divisions and its own, as the file has them: ``1.3``."""
    behind: str = ""
    """Of a note the id of the block that it stands behind, if that is not the one that calls it."""

    def leaves(self) -> Iterator[Leaf]:
        """Yield the words in the order in which they stand."""
        yield self.leaf
        yield self.beside
        yield from (line.leaf for line in self.lines)
        for unit in self.units:
            yield from unit.leaves()
        for row in self.rows:
            yield from (leaf for leaf, _ in row)

    def first(self) -> Leaf:
        """Return the words that stand first, for a milestone before the block."""
        return next((leaf for leaf in self.leaves() if has_words(leaf)), self.leaf)

    def last(self) -> Leaf:
        """Return the words that stand last."""
        return next((leaf for leaf in reversed(list(self.leaves())) if has_words(leaf)), self.leaf)


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


def has_words(leaf: Leaf) -> bool:
    """Return whether there is more than white space."""
    return any(isinstance(part, str) and part.strip() for part in leaf)


def _begins_with_call(leaf: Leaf) -> bool:
    for part in leaf:
        if isinstance(part, Point) and part.kind == "call":
            return True
        if isinstance(part, str) and part.strip():
            return False
    return False


def raw(units: Iterable[Unit]) -> str:
    """Return all words, line by line, as they are written."""
    return "\n".join(
        "".join(part for part in leaf if isinstance(part, str))
        for unit in units
        for leaf in unit.leaves()
    )


@dataclass(slots=True)
class Written:
    """Both files of a text, and where marked words stand."""

    markdown: str
    transcription: str
    reading: WitnessForm
    ends: dict[tuple[str, str], tuple[int, int]]
    """For ``start`` and ``end`` of each key the index of a block and the count of signs before."""


def lists_apart(units: list[Unit]) -> list[Unit]:
    """Return blocks in which no two lists would be read as one; numbered ones are joined."""
    made: list[Unit] = []
    for unit in units:
        unit.units = lists_apart(unit.units)
        last = next((u for u in reversed(made) if u.kind != "note"), None)
        if unit.kind == "list" and last is not None and last.kind == "list":
            if not any(item.n for item in (*unit.units, *last.units)):
                unit.is_second = not last.is_second
            elif made[-1] is last:
                last.units += unit.units
                continue
        made.append(unit)
    return made


def written(units: Sequence[Unit], form: str) -> Written:
    """Return a text as Markdown and as a transcription.

    :param form: ``prose``, ``verse`` or ``drama``.
    """
    return _Writer(units, form).written()


class _Writer:
    def __init__(self, units: Sequence[Unit], form: str) -> None:
        self.units, self.form = units, form
        words = raw(units)
        points = {
            part.kind
            for u in units
            for leaf in u.leaves()
            for part in leaf
            if isinstance(part, Point) and not part.wit
        }
        pages = "none"
        if "page" in points:
            pages = next((name for name, p in PAGES.items() if not p.search(words)), "none")
        # A paragraph that begins with a call would be read as the note.
        is_clear = not CALL.search(words) and not any(
            _begins_with_call(leaf) for unit in units for leaf in unit.leaves()
        )
        notes = "brackets" if "call" in points and is_clear else "none"
        self.reading = WitnessForm(pages=pages, notes=notes)
        self.raw = ""
        self.ends: dict[tuple[str, str], tuple[int, int]] = {}
        self.stops: list[tuple[tuple[str, str], int]] = []

    def written(self) -> Written:
        markdown, plain = [], []
        for index, unit in enumerate(self.units):
            self.raw, self.stops = "", []
            made, said = self._unit(unit, is_top=True)
            markdown.append("\n".join(made))
            plain.append("\n".join(said))
            for key, at in self.stops:
                self.ends[key] = (index, _signs(self.raw[:at]))
        return Written(
            "\n\n".join(markdown) + "\n", "\n\n".join(plain) + "\n", self.reading, self.ends
        )

    # -- blocks --------------------------------------------------------------------------------

    def _unit(self, unit: Unit, *, is_top: bool = False) -> tuple[list[str], list[str]]:
        """Return the lines of a block in both files."""
        match unit.kind:
            case "speech" if is_top:
                return self._speech(unit)
            case "verse":
                return self._verse(unit, is_top=is_top)
            case "quote":
                made, said = self._nested(unit.units)
                rows = [f"> {line}".rstrip() for line in made]
                return _given(unit, rows, "epigraph" if "class" in unit.given else ""), said
            case "list":
                return self._list(unit)
            case "table":
                return self._table(unit)
            case "note":
                made, said = self._nested(unit.units)
                sign = unit.n.partition(":")[0]
                rows = [f"[^{unit.n}]: {made[0] if made else ''}"]
                if made and (made[0].startswith("{") or unit.units[0].kind not in ("paragraph",)):
                    rows, made = [f"[^{unit.n}]:"], ["", *made]
                rows += [f"    {line}".rstrip() for line in made[1:]]
                if self.reading.notes == "none":
                    return rows, said
                first = [f"[{sign}] {said[0]}"] if said else [f"[{sign}]"]
                return rows, first + [f"    {line}".rstrip() for line in said[1:]]
            case "figure":
                return self._figure(unit)
        markdown, plain = self._leaf(unit.leaf)
        if unit.kind == "heading" and is_top:
            # Signs at the end would close the heading, and be none of its words.
            words = re.sub(r"(?<!\\)((?:\\\\)*)#$", r"\1\#", _in_one_line(markdown))
            rows = [f"{'#' * int(unit.given['level'])} {words}"]
            given = [f'type="{unit.given["type"]}"'] if unit.given.get("type") else []
            given += [f'n="{unit.n}"'] if unit.n else []
            return ([f"{{{' '.join(given)}}}"] if given else []) + rows, [plain.replace("\n", " ")]
        rows, said = markdown.split("\n"), plain.split("\n")
        classes = ""
        if is_top and unit.kind in ("stage", "subhead") and not unit.part:
            classes = unit.kind
        elif is_top and not unit.part and unit.kind == "paragraph":
            is_broken = len(rows) > 1
            if self.form == "verse" or (self.form == "drama" and is_broken):
                classes = "prose"
        return _given(unit, rows, classes), said

    def _nested(self, units: Sequence[Unit]) -> tuple[list[str], list[str]]:
        rows, said = list[str](), list[str]()
        for unit in units:
            one, other = self._unit(unit)
            rows += ([""] if rows else []) + one
            said += ([""] if said else []) + other
        return rows, said

    def _verse(self, unit: Unit, *, is_top: bool) -> tuple[list[str], list[str]]:
        rows, said = self._lines(unit.lines)
        is_plain = (
            is_top
            and not unit.part
            and (self.form == "verse" or (self.form == "drama" and len(rows) > 1))
        )
        return _given(unit, rows, "" if is_plain else "verse", *self._numbered(unit)), said

    def _numbered(self, unit: Unit) -> list[str]:
        first = unit.lines[0] if unit.lines else None
        joins = [".joins"] if first and first.joins else []
        return joins + ([f'n="{unit.n}"'] if unit.n else [])

    def _lines(self, lines: Sequence[Line]) -> tuple[list[str], list[str]]:
        made = []
        for line in lines:
            markdown, plain = self._leaf(line.leaf)
            made.append(("&emsp;" * line.step + _in_one_line(markdown), plain))
        rows = [f"{row}\\" for row, _ in made[:-1]] + [row for row, _ in made[-1:]]
        return rows, [said.replace("\n", " ") for _, said in made]

    def _speech(self, unit: Unit) -> tuple[list[str], list[str]]:
        markdown, plain = self._leaf(unit.leaf)
        row, said = f"**{_in_one_line(markdown)}**", [plain]
        if has_words(unit.beside):
            markdown, plain = self._leaf(unit.beside)
            row += f" {_in_one_line(markdown)}"
            said.append(plain.replace("\n", " "))
        rows, lines = self._lines(unit.lines)
        if rows:
            row += "\\"
        return _given(unit, [row, *rows], "", *self._numbered(unit)), said + lines

    def _list(self, unit: Unit) -> tuple[list[str], list[str]]:
        rows, said = list[str](), list[str]()
        bullet = "*" if unit.is_second else "-"
        is_ordered = all(ORDERED.fullmatch(item.n) for item in unit.units)
        for item in unit.units:
            mark = f"{item.n} " if is_ordered else f"{bullet} "
            if item.n:
                # A printed number is a word: of the item if it is none that Markdown knows.
                self._words(item.n)
            made, plain = self._nested(item.units)
            if item.n and not is_ordered:
                # A word of the item, before its own if these are a paragraph.
                if item.units and item.units[0].kind == "paragraph":
                    made = [f"{escape(item.n)} {made[0]}", *made[1:]]
                    plain = [f"{item.n} {plain[0]}", *plain[1:]]
                else:
                    made, plain = [escape(item.n), "", *made], [item.n, "", *plain]
            elif item.n:
                plain = [item.n, *plain]
            rows += ([""] if rows and (len(item.units) > 1 or "" in made) else []) + [
                (mark if index == 0 else " " * len(mark)) + line if line else ""
                for index, line in enumerate(made or [""])
            ]
            said += plain
        return _given(unit, [row.rstrip() for row in rows], unit.given.get("class", "")), said

    def _table(self, unit: Unit) -> tuple[list[str], list[str]]:
        width = max(map(len, unit.rows))
        rows = []
        said = []
        for row in unit.rows:
            cells = [self._leaf(leaf) for leaf, _ in row]
            marks = [_in_one_line(cell) for cell, _ in cells]
            rows.append(f"| {' | '.join(marks + [''] * (width - len(marks)))} |")
            said.append("  ".join(plain.replace("\n", " ") for _, plain in cells if plain))
        has_head = all(label for _, label in unit.rows[0])
        head = [rows.pop(0)] if has_head else [f"|{'  |' * width}"]
        return [*head, f"|{'---|' * width}", *rows], [line for line in said if line]

    def _figure(self, unit: Unit) -> tuple[list[str], list[str]]:
        markdown, plain = self._leaf(unit.leaf)
        alt = escape(unit.given["alt"]).replace("\n", " ")
        row = f"![{alt}]({unit.given['src']})"
        if not plain:
            return [row], []
        return [f"{row}\\", *markdown.split("\n")], plain.split("\n")

    # -- words ---------------------------------------------------------------------------------

    def _words(self, words: str) -> None:
        self.raw += f" {words} "

    def _leaf(self, leaf: Leaf) -> tuple[str, str]:
        """Return words as Markdown and as a transcription; a line that is kept is a line."""
        pieces: list[tuple[str, str]] = [("", "")]
        """What each piece is (``t`` words, ``m`` markup, ``b`` break, or a mark), and how."""
        plain, waits, queue = "", False, list[Mark]()
        open_: list[Mark] = []
        self.raw += " "

        def flush(*, opens: bool) -> None:
            nonlocal plain, waits
            if waits and plain and not plain[-1].isspace():
                pieces.append(("t", " "))
                plain += " "
                self.raw += " "
            waits = False
            if opens:
                for mark in queue:
                    pieces.append(("<", mark.name))
                    open_.append(mark)
                queue.clear()

        last = max((i for i, p in enumerate(leaf) if isinstance(p, str) and p.strip()), default=-1)
        for index, part in enumerate(leaf):
            if isinstance(part, str):
                for run in re.findall(r"\s+|\S+", part):
                    if run.isspace():
                        waits = True
                    else:
                        flush(opens=True)
                        pieces.append(("t", run))
                        plain += run
                        self.raw += run
            elif isinstance(part, Mark) and not part.is_end:
                if pieces[-1] == _end_of(part) and not waits and not queue:
                    pieces.pop()  # The same look goes on, as where an anchor divided it.
                    open_.append(part)
                else:
                    queue.append(part)
            elif isinstance(part, Mark):
                if queue:
                    queue.pop()
                elif open_:
                    pieces.append(_end_of(open_.pop()))
            elif isinstance(part, Break):
                if plain:
                    pieces.extend(map(_end_of, reversed(open_)))
                    queue[:0], open_ = open_, []
                    pieces.append(("b", ""))
                    plain = plain.rstrip("\n") + "\n"
                    self.raw += " "
                waits = False
            else:
                if part.kind in ("start", "end"):
                    if part.kind == "start" and index < last:
                        flush(opens=False)
                    self.stops.append(((part.kind, part.n), len(self.raw)))
                    continue
                if part.kind != "call" and index < last:
                    # No space stands before a call, or at the end.
                    flush(opens=False)
                markdown, said = self._point(part)
                pieces.append(("m", markdown))
                plain += said
        pieces.extend(map(_end_of, reversed(open_)))
        while pieces[-1][0] == "b":
            pieces.pop()
        self.raw += " "
        return _joined(pieces), plain.strip("\n")

    def _point(self, point: Point) -> tuple[str, str]:
        if point.kind == "call":
            sign = point.n.partition(":")[0]
            return f"[^{point.n}]", f"[{sign}]" if self.reading.notes == "brackets" else ""
        given = f' n="{point.n}"' if point.n else ""
        given += f' wit="{point.wit}"' if point.wit else ""
        given += f' facs="{point.facs}"' if point.facs else ""
        said = ""
        if point.kind == "page" and not point.wit and point.n:
            form = {"braces": "{%s}", "brackets": "[p. %s]", "bars": "|%s|"}
            said = form.get(self.reading.pages, "") and form[self.reading.pages] % point.n
        return f"[]{{.{point.kind}{given}}}", said


def _end_of(mark: Mark) -> tuple[str, str]:
    return (">", f"{mark.name} {mark.to}".strip())


def _given(unit: Unit, rows: list[str], *attributes: str) -> list[str]:
    """Return lines with a line of attributes before them; a class may lack its point."""
    marks = [a if a.startswith(".") or "=" in a else f".{a}" for a in attributes if a]
    return [f"{{{' '.join(marks)}}}", *rows] if marks else rows


def _in_one_line(markdown: str) -> str:
    return markdown.replace("\\\n", " ")


def _signs(text: str) -> int:
    """Count the characters that are not white space."""
    return len("".join(unicodedata.normalize("NFC", text).split()))


_BEFORE, _AFTER = " (“‘«¿¡—–\n", " .,;:!?)”’»—–\n"


def _joined(pieces: Sequence[tuple[str, str]]) -> str:
    """Return pieces as Markdown; emphasis has the short form where that cannot be misread."""
    merged: list[list[str]] = []
    for kind, text in pieces:
        if not text and kind != "b":
            continue
        if kind == "t" and merged and merged[-1][0] == "t":
            merged[-1][1] += text
        else:
            merged.append([kind, text])
    short = _short(merged)
    made, opened = "", list[int]()
    for index, (kind, text) in enumerate(merged):
        if kind == "t":
            following = merged[index + 1][0] if index + 1 < len(merged) else ""
            made += _escaped(text, is_before_markup=following not in ("", "b"))
        elif kind == "m":
            made += text
        elif kind == "b":
            made += "\\\n"
        elif kind == "<":
            opened.append(index)
            made += "*" if index in short else "["
        else:
            start = opened.pop()
            name, _, to = text.partition(" ")
            if start in short:
                made += "*"
            elif name == "link":
                made += f"](<{to}>)"
            else:
                made += f"]{{.{'i' if name == 'em' else name}}}"
    return made


def _short(pieces: Sequence[Sequence[str]]) -> set[int]:
    """Return the indexes of marks that may be written as asterisks."""
    found = set()
    for index, (kind, text) in enumerate(pieces[:-2]):
        inner, end = pieces[index + 1], pieces[index + 2]
        if (kind, text) != ("<", "em") or inner[0] != "t" or end[0] != ">":
            continue
        before = pieces[index - 1] if index else ["t", " "]
        after = pieces[index + 3] if index + 3 < len(pieces) else ["t", " "]
        before_ok = before[0] == "b" or (before[0] == "t" and before[1][-1] in _BEFORE)
        after_ok = after[0] == "b" or (after[0] == "t" and after[1][0] in _AFTER)
        if before_ok and after_ok and inner[1][0].isalnum() and inner[1][-1].isalnum():
            found.add(index)
    return found


def _escaped(text: str, *, is_before_markup: bool) -> str:
    """Return words escaped wherever they stand in a line, with the spaces around them."""
    words = text.strip(" ")
    if not words:
        return text
    made = escape(words)
    if is_before_markup and made.endswith("!") and not made.endswith("\\!"):
        made = f"{made[:-1]}\\!"
    lead, trail = len(text) - len(text.lstrip(" ")), len(text) - len(text.rstrip(" "))
    return " " * lead + made + " " * trail
