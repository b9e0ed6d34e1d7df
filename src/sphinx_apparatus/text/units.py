"""The units of a text: what its blocks are and of which parts they consist.

A text is CommonMark with tables, footnotes and attributes. One rule carries verse: a hard break
(a backslash at the end of a line) is the end of a line of the text; a soft break never is.
Each top-level block is one record, a :class:`StreamBlock`: its words, its parts as offsets of these
words, its milestones. Quotes are matched against it, the lock compares it with the witness, and
pages, book and exports are shaped by it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from rapidfuzz.distance import Levenshtein

from sphinx_apparatus.model.essays import SET_APART, Block, Look, Milestone, Part
from sphinx_apparatus.model.records import Numbering, WitnessForm
from sphinx_apparatus.model.vocabulary import MILESTONES, BlockKind, Form, Unit
from sphinx_apparatus.text.markdown import normalise, parser_of, top_level

CONFIG = MdParserConfig(enable_extensions={"attrs_inline", "attrs_block"})
"""That of notes, and attributes on a line of their own before a block."""


@cache
def parser() -> MarkdownIt:
    """Return the parser of texts, which is built once and keeps no state between them."""
    return parser_of(CONFIG)


@lru_cache(maxsize=4)
def parsed_text(markdown: str) -> tuple[Token, ...]:
    """Parse a text; the tokens are shared and must not be changed."""
    return tuple(parser().parse(markdown))


class StreamBlock(NamedTuple):
    """A top-level block of a text with its normalized words and its parts."""

    text: str
    line: int
    unit: Unit = Unit.PARAGRAPH
    kind: BlockKind = BlockKind.PASSAGE
    parts: tuple[Part, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    looks: tuple[Look, ...] = ()
    attributes: Mapping[str, str] = {}


def stream(
    markdown: str, form: Form = Form.PROSE, plain: Collection[int] = ()
) -> list[StreamBlock]:
    """Return the words of a text, block by block: what quotes are matched against.

    Marks of emphasis and links are left out, their words stay; those of leaves (paragraphs,
    lines, items, cells) are joined by one space. Code is text; raw HTML and roles have no place in
    a text and are kept as they are written, so that the text lock finds them.

    :param plain: numbers, from 1, of the blocks that are prose whatever the form is.
    """
    blocks: list[StreamBlock] = []
    for top in top_level(parsed_text(markdown)):
        made = _block(top, form if len(blocks) + 1 not in plain else Form.PROSE)
        if made.text:
            blocks.append(made)
    return blocks


def is_plain(markdown: str) -> bool:
    """Return whether a text is plain paragraphs, whatever its form is: as an import wrote it."""
    return not any(
        block.unit is not Unit.PARAGRAPH or block.parts or block.milestones
        for block in stream(markdown)
    )


def blocks_of(markdown: str) -> Iterator[tuple[bool, list[Token]]]:
    """Yield the tokens of each top-level block, and whether it has words: those of the stream."""
    for top in top_level(parsed_text(markdown)):
        yield bool(_block(top, Form.PROSE).text), top


@dataclass
class _Words:
    """The words of a block as they are gathered."""

    text: str = ""
    parts: list[Part] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    depth: int = 0

    def open(self, unit: Unit, **more: object) -> int:
        """Begin a part; return its index for :meth:`close`."""
        self.parts.append(Part(unit, self.depth, -1, -1, **more))  # type: ignore[arg-type]
        self.depth += 1
        return len(self.parts) - 1

    def close(self, index: int) -> None:
        """End a part where the words end; it begins where the first of its own do."""
        self.depth -= 1
        part = self.parts[index]
        end = len(self.text)
        start = part.start if part.start >= 0 else end
        self.parts[index] = replace(part, start=start, end=end)

    def add(self, raw: str, points: Sequence[tuple[int, Token | str]] = ()) -> tuple[int, int]:
        """Add the words of a leaf behind one space; return where they stand.

        :param points: what stands at offsets of the raw words.
        """
        words = normalise(raw)
        if words and self.text:
            self.text += " "
        start = len(self.text)
        for index, part in enumerate(self.parts):
            if words and part.start < 0:
                self.parts[index] = replace(part, start=start)
        self.text += words
        for at, point in points:
            self._milestone(point, start + _place(raw, at))
        return start, start + len(words)

    def _milestone(self, point: Token | str, at: int) -> None:
        if isinstance(point, str):
            self.milestones.append(Milestone("call", at, point))
        else:
            name, n, wit, facs = (
                str(point.attrs.get(k, "")) for k in ("class", "n", "wit", "facs")
            )
            self.milestones.append(Milestone(name, at, n, wit, facs))


def _place(raw: str, at: int) -> int:
    """Return the offset among normalized words of what stands at an offset of the raw ones."""
    return len(normalise(raw[:at] + "\0")) - 1


def _end_place(raw: str, at: int) -> int:
    return len(normalise(raw[:at]))


def _block(top: Sequence[Token], form: Form) -> StreamBlock:
    """Read one top-level block."""
    first = top[0]
    line = (first.map or [0])[0] + 1
    given = _classes(first)
    words = _Words()
    match first.type:
        case "paragraph_open":
            return _top_paragraph(top, form, line)
        case "heading_open":
            _inline(words, top[1], ())
            level = {"level": first.tag[1:]} | _named(first, "type", "n")
            return _made(words, line, Unit.HEADING, BlockKind.HEADING, level)
        case "footnote_reference_open":
            _contents(words, top[1:-1])
            label = {"label": str(first.meta["label"])}
            return _made(words, line, Unit.NOTE, BlockKind.NOTE, label)
        case "blockquote_open":
            _contents(words, top[1:-1])
            rend = {"type": "epigraph"} if "epigraph" in given else {}
            return _made(words, line, Unit.QUOTE, BlockKind.PASSAGE, rend)
        case "bullet_list_open" | "ordered_list_open":
            _contents(words, top[1:-1])
            cast = {"type": "cast"} if "cast" in given else {}
            return _made(words, line, Unit.LIST, BlockKind.PASSAGE, cast)
        case "table_open":
            _contents(words, top[1:-1])
            second = [i for i, part in enumerate(words.parts) if part.unit is Unit.ROW][1:2]
            if words.parts[0].start == words.parts[0].end:
                # The syntax demands a head; one without words is none of the text.
                del words.parts[: second[0] if second else None]
            return _made(words, line, Unit.TABLE, BlockKind.PASSAGE)
    _contents(words, top)
    return _made(words, line, Unit.PARAGRAPH, BlockKind.PASSAGE)


def _made(
    words: _Words,
    line: int,
    unit: Unit,
    kind: BlockKind = BlockKind.PASSAGE,
    attributes: Mapping[str, str] | None = None,
) -> StreamBlock:
    looks = tuple(sorted(words.looks, key=lambda look: (look.start, -look.end)))
    return StreamBlock(
        words.text,
        line,
        unit,
        kind,
        tuple(words.parts),
        tuple(words.milestones),
        looks,
        attributes or {},
    )


def _classes(token: Token) -> list[str]:
    return str(token.attrs.get("class", "")).split()


def _named(token: Token, *names: str) -> dict[str, str]:
    return {name: str(token.attrs[name]) for name in names if name in token.attrs}


def _top_paragraph(top: Sequence[Token], form: Form, line: int) -> StreamBlock:
    """Read a paragraph that is a block of its own."""
    first, inline = top[0], top[1]
    given, words = _classes(first), _Words()
    breaks = any(child.type == "hardbreak" for child in inline.children or ())
    if "stage" in given:
        _inline(words, inline, ())
        return _made(words, line, Unit.DIRECTION, BlockKind.DIRECTION)
    if "subhead" in given:
        _inline(words, inline, ())
        return _made(words, line, Unit.HEADING, BlockKind.HEADING, {"subhead": "yes"})
    if _image(inline) is not None:
        image = _image(inline)
        assert image is not None
        more = {"src": str(image.attrs["src"]), "alt": image.content}
        lines = _lines(inline)
        index = words.open(Unit.CAPTION)
        for each in lines:
            words.add(*each[:2])
        words.close(index)
        if not words.text:
            words.parts.clear()
        return _made(words, line, Unit.FIGURE, BlockKind.PASSAGE, more)
    if "prose" in given:
        form = Form.PROSE
    if form is Form.DRAMA and (speaker := _speaker(inline)):
        _speech(words, inline, speaker, given, first)
        return _made(words, line, Unit.SPEECH, attributes=_named(first, "n"))
    if form is Form.VERSE or "verse" in given or (form is Form.DRAMA and breaks):
        _inline(words, inline, ("verse", *given))
        return _made(words, line, Unit.STANZA, attributes=_named(first, "n"))
    _inline(words, inline, ())
    return _made(words, line, Unit.PARAGRAPH)


def _image(inline: Token) -> Token | None:
    """Return the picture that a paragraph begins with."""
    children = [child for child in inline.children or () if child.content or child.type != "text"]
    return children[0] if children and children[0].type == "image" else None


def _speaker(inline: Token) -> int:
    """Return how many tokens at the start of a paragraph name who speaks; 0 for nobody."""
    children = list(inline.children or ())
    start = next((i for i, c in enumerate(children) if c.type != "text" or c.content), 0)
    if start >= len(children):
        return 0
    opening = children[start]
    is_named = opening.type == "strong_open" or "speaker" in _classes(opening)
    if not is_named:
        return 0
    depth = 0
    for index, child in enumerate(children[start:], start):
        depth += child.nesting
        if depth == 0:
            return index + 1
    return 0


def _speech(words: _Words, inline: Token, speaker: int, given: Sequence[str], first: Token) -> None:
    """Read a speech: who speaks, directions, then lines of verse or prose."""
    children = list(inline.children or ())
    index = words.open(Unit.SPEAKER)
    words.add(*_raw(children[:speaker])[:2])
    words.close(index)
    lines = _lines(inline.children[speaker:] if inline.children else ())
    lead, *rest = lines
    if not rest:
        _prose_after(words, lead, Unit.PARAGRAPH)
        return
    # Directions stand beside the speaker; other words there are a paragraph.
    beside = "".join(lead.words[a:b] for a, b, name in lead.stretches if name == "stage")
    is_prose = len(normalise(beside)) < len(normalise(lead.words))
    _prose_after(words, lead, Unit.PARAGRAPH if is_prose else None)
    _verse(words, rest, given)


def _prose_after(words: _Words, line: _Raw, unit: Unit | None) -> None:
    """Add what follows a speaker on the same line, as a part or as directions alone."""
    if not normalise(line.words):
        return
    index = words.open(unit) if unit else None
    _leaf(words, line)
    if index is not None:
        words.close(index)


class _Raw(NamedTuple):
    """A line as it is written: its words, the points in it, the stretches of a class."""

    words: str
    points: tuple[tuple[int, Token | str], ...]
    stretches: tuple[tuple[int, int, str], ...]
    step: int


def _raw(children: Iterable[Token]) -> _Raw:
    return _lines(list(children))[0]


def _lines(inline: Token | Sequence[Token]) -> list[_Raw]:
    """Return the lines of a paragraph, divided at hard breaks."""
    children = inline.children or () if isinstance(inline, Token) else inline
    lines: list[_Raw] = []
    words, points, stretches = "", list[tuple[int, Token | str]](), list[tuple[int, int, str]]()
    opened: list[tuple[str, int]] = []

    def end() -> None:
        step = len(words) - len(words.lstrip("\u2003"))
        for name, start in opened:
            stretches.append((start, len(words), name))
        lines.append(_Raw(words, tuple(points), tuple(stretches), step))

    for child in children:
        match child.type:
            case "hardbreak":
                end()
                words, points, stretches = "", [], []
                opened = [(name, 0) for name, _ in opened]
            case "softbreak":
                words += "\n"
            case "image":
                pass
            case "footnote_ref":
                points.append((len(words), str(child.meta["label"])))
            case "span_open":
                name = " ".join(_classes(child))
                if name in MILESTONES:
                    points.append((len(words), child))
                opened.append((name, len(words)))
            case "em_open" | "strong_open":
                opened.append((child.type.removesuffix("_open"), len(words)))
            case "link_open":
                opened.append((f"link {child.attrs.get('href', '')}", len(words)))
            case "span_close" | "em_close" | "strong_close" | "link_close" if opened:
                name, start = opened.pop()
                if name not in MILESTONES:
                    stretches.append((start, len(words), name))
            case _:
                words += child.content
    end()
    return lines


def _leaf(words: _Words, line: _Raw) -> tuple[int, int]:
    """Add a line, with the directions in it as parts."""
    start, end = words.add(line.words, line.points)
    for first, last, name in line.stretches:
        a, b = start + _place(line.words, first), start + _end_place(line.words, last)
        if name in ("stage", "speaker"):
            unit = Unit.DIRECTION if name == "stage" else Unit.SPEAKER
            words.parts.append(Part(unit, words.depth, a, b))
        elif a < b:
            words.looks.append(Look(a, b, *name.split(" ", 1)))
    return start, end


def _inline(words: _Words, inline: Token, given: Sequence[str]) -> None:
    """Add a paragraph; its lines are parts where it has hard breaks or is verse."""
    lines = _lines(inline)
    if len(lines) == 1 and "verse" not in given:
        _leaf(words, lines[0])
    else:
        _verse(words, lines, given, counted="verse" in given)


def _verse(
    words: _Words, lines: Sequence[_Raw], given: Sequence[str], *, counted: bool = True
) -> None:
    more = {} if counted else {"kept": "yes"}
    for index, line in enumerate(lines):
        joins = {"joins": "yes"} if "joins" in given and index == 0 else {}
        made = words.open(Unit.LINE, step=line.step, attributes=more | joins)
        _leaf(words, line)
        words.close(made)
        if words.parts[made].start == words.parts[made].end:
            del words.parts[made]


_UNITS = {
    "blockquote_open": Unit.QUOTE,
    "bullet_list_open": Unit.LIST,
    "ordered_list_open": Unit.LIST,
    "list_item_open": Unit.ITEM,
    "tr_open": Unit.ROW,
    "th_open": Unit.CELL,
    "td_open": Unit.CELL,
    "paragraph_open": Unit.PARAGRAPH,
}


def _contents(words: _Words, tokens: Sequence[Token]) -> None:
    """Add the blocks inside a block."""
    stack: list[int] = []
    given: list[str] = []
    for token in tokens:
        if token.type in _UNITS:
            more: dict[str, object] = {}
            given = _classes(token)
            unit = _UNITS[token.type]
            if token.type == "list_item_open" and token.info:
                more["number"] = token.info + token.markup
            if token.type == "th_open":
                more["step"] = 1
            if unit is Unit.PARAGRAPH and "verse" in given:
                unit = Unit.STANZA
            stack.append(words.open(unit, **more))
            if more.get("number"):
                label = words.open(Unit.LABEL)
                words.add(str(more["number"]))
                words.close(label)
        elif token.type.replace("_close", "_open") in _UNITS and token.nesting < 0:
            words.close(stack.pop())
        elif token.type == "inline":
            kept = [name for name in given if name != "verse"]
            lines = _lines(token)
            if len(lines) == 1 and "verse" not in given:
                _leaf(words, lines[0])
            else:
                _verse(words, lines, kept, counted=False)
        elif token.content and not token.children:
            words.add(token.content)


# -- what plain text looks like --------------------------------------------------------------------

_FEWEST = 4
"""Lines of a paragraph that are enough to tell verse from prose."""
_NARROW = 50
"""Characters of the longest line of a paragraph; prose is seldom set in so few."""
_OFTEN, _NEARLY_ALWAYS, _HALF = 0.6, 0.9, 0.5
_CAPITALS = "A-ZÀ-ÖØ-ÞΑ-ΩА-ЯЁЄІЇҐ"
RUN_IN = re.compile(
    rf"(?P<name>[{_CAPITALS}][{_CAPITALS}’' -]*[{_CAPITALS}](?=[.:(\[ ])"
    rf"|[{_CAPITALS}][\w’']{{0,12}}(?=\.))"
    # A direction beside the name: HAMLET (aside). Words.
    r"(?P<how>\s*[(\[][^()\[\]\n]{1,80}[)\]])?(?P<stop>[.:])(?P<rest>\s+.*)",
    re.DOTALL,
)
OPENING = "‘“\"'(«¿¡"
_CLOSING, _STOPS = "’”\"')»]*_\\", (".", "!", "?", "…", "。", "؟", "۔", "।")


def looks_like_a_play(paragraphs: Sequence[str]) -> bool:
    """Return whether many paragraphs begin with a name in capitals."""
    named = 0
    for paragraph in paragraphs:
        first, *rest = paragraph.strip().split("\n")
        found = RUN_IN.fullmatch(first)
        is_speech = bool(rest) and first.isupper() and not paragraph.isupper()
        named += found["name"].isupper() if found else is_speech
    return named >= _FEWEST and 3 * named >= len(paragraphs)


def looks_like_verse(paragraphs: Sequence[str]) -> int:
    """Return the number, from 1, of the first paragraph whose lines seem to be verse; 0 for none.

    Where the first word of a line would have had room on the line before, the line ends there on
    purpose; most lines of verse begin with a capital, and where none do, they are short. In prose
    with a sentence on each line nearly all end with a stop. Stanzas of two or three lines are told
    by all of them together.
    """
    lengths = sorted(len(line) for paragraph in paragraphs for line in paragraph.split("\n"))
    measure = lengths[int(0.98 * (len(lengths) - 1))] if lengths else 0
    few: dict[int, list[tuple[str, str]]] = {}
    for number, paragraph in enumerate(paragraphs, start=1):
        rows = map(str.strip, paragraph.split("\n"))
        # Asterisks and rules are no words.
        pairs = list(pairwise(row for row in rows if any(map(str.isalpha, row))))
        if pairs and len(pairs) < _FEWEST - 1:
            few[number] = pairs
        elif pairs:
            longest = max(len(line) for pair in pairs for line in pair)
            fits, capitals = _ends(pairs, measure)
            if fits >= _NEARLY_ALWAYS > capitals:
                # Lines that one width made are as long as it allows; other paragraphs may be wider.
                own, _ = _ends(pairs, longest)
                fits = fits if own >= _HALF else 0
            if (fits >= _OFTEN and capitals >= _HALF) or max(fits, capitals) >= _NEARLY_ALWAYS:
                return number
            if longest <= _NARROW and not _are_sentences(pairs):
                return number
    pairs = [pair for each in few.values() for pair in each]
    is_most = len(pairs) >= _FEWEST and 2 * len(few) > len(paragraphs)
    return min(few) if is_most and _ends(pairs, measure)[1] >= _NEARLY_ALWAYS else 0


def _are_sentences(pairs: Sequence[tuple[str, str]]) -> bool:
    """Return whether nearly all lines end with a stop."""
    stops = sum(a.rstrip(_CLOSING)[-1:] in _STOPS for a, _ in pairs)
    return stops >= _NEARLY_ALWAYS * len(pairs)


def _ends(pairs: Sequence[tuple[str, str]], measure: int) -> tuple[float, float]:
    """Return which share of lines end on purpose, and which share begin with a capital.

    None do where each line is a sentence; words in capitals begin with none that would tell.
    """
    if _are_sentences(pairs):
        return 0, 0
    fits = sum(len(a) + 1 + len(b.split()[0]) <= measure for a, b in pairs)
    capitals = sum(b.lstrip(OPENING)[:1].isupper() and not b.isupper() for _, b in pairs)
    return fits / len(pairs), capitals / len(pairs)


def form_of_prose(
    blocks: Sequence[StreamBlock], markdown: str, plain: Collection[int], transcription: str
) -> tuple[Form, StreamBlock] | None:
    """Return the form that a text read as prose seems to have, and a block that shows it.

    None for prose. Lines that the paragraphs of the text join are those of its file or of the
    transcription; lines that it keeps are verse where most passages have them, and they are not
    those of an inscription in capitals.

    :param plain: numbers, from 1, of the blocks that are prose whatever the form is.
    """
    rows = markdown.split("\n")
    stops = dict(pairwise([*(block.line for block in blocks), len(rows) + 1]))
    theirs = {normalise(part): part for part in _BLANK.split(transcription)}
    passages = [
        block
        for number, block in enumerate(blocks, start=1)
        if block.kind is BlockKind.PASSAGE and number not in plain
    ]
    told = [block for block in passages if block.unit is Unit.PARAGRAPH]
    joined = [block for block in told if not any(p.unit is Unit.LINE for p in block.parts)]
    ours = ["\n".join(rows[block.line - 1 : stops[block.line] - 1]).strip() for block in joined]
    for parts in (ours, [theirs.get(block.text, block.text) for block in joined]):
        if found := looks_like_verse(parts):
            return Form.VERSE, joined[found - 1]
    kept = [
        [block.text[p.start : p.end] for p in block.parts if p.unit is Unit.LINE] for block in told
    ]
    pairs = [pair for lines in kept for pair in pairwise(lines)]
    is_most = 2 * sum(map(bool, kept)) > len(passages) and len(pairs) >= _FEWEST - 1
    if is_most and _ends(pairs, 0)[1] >= _HALF:
        return Form.VERSE, told[[*map(bool, kept)].index(True)]
    names = Counter(_leading(block) for block in told)
    speeches = sum(count for name, count in names.items() if name and count > 1)
    is_play = speeches >= _FEWEST and 3 * speeches >= len(told)
    if is_play or looks_like_a_play([block.text for block in told]):
        return Form.DRAMA, told[0]
    return None


def _leading(block: StreamBlock) -> str:
    """Return the strong words that a paragraph begins with, as a speaker does; else nothing."""
    ends = [look.end for look in block.looks if look.start == 0 and look.name in ("strong", "b")]
    ends += [part.end for part in block.parts if part.unit is Unit.SPEAKER and part.start == 0]
    return block.text[: max(ends)] if ends else ""


# -- numbers of lines ------------------------------------------------------------------------------


def number_lines(blocks: Sequence[Block], form: Form, numbering: Numbering) -> Iterator[Block]:
    """Yield the blocks of a text with the numbers of their lines.

    A line that completes the one before has its number; ‘n’ gives that of the first line of a
    block; with a letter, as 120b, the count does not go on.
    """
    by_default = "text" if form in (Form.VERSE, Form.DRAMA) else "none"
    where = numbering.lines or by_default
    if where == "none":
        yield from blocks
        return
    level = int(where) if where.isdigit() else 0
    counts = [0] * 7
    names = [""] * 7
    last, before = 0, ""
    for block in blocks:
        if block.kind is BlockKind.HEADING and "level" in block.attributes:
            depth = int(block.attributes["level"])
            counts[depth] += 1
            counts[depth + 1 :] = [0] * (6 - depth)
            names[depth:] = [block.attributes.get("n") or str(counts[depth]), *[""] * (6 - depth)]
            last = 0 if depth <= level else last
        division = ".".join(name for name in names[1 : level + 1] if name)
        given = block.attributes.get("n", "")
        parts = []
        for part in block.parts:
            counted = part.unit is Unit.LINE and "kept" not in part.attributes
            if not counted or block.kind is not BlockKind.PASSAGE:
                parts.append(part)
                continue
            joins = "joins" in part.attributes and last
            if given:
                number, given = given, ""
                last = int(number) if number.isdigit() else last
            else:
                last = last if joins else last + 1
                number = str(last)
            shown = number.isdigit() and not joins and int(number) % numbering.every == 0
            words = block.text[part.start : part.end]
            more = dict(part.attributes)
            if joins:
                # What the first part of the line takes is left free before the second.
                more["joins"] = before
            before = f"{before} {words}" if joins else words
            parts.append(replace(part, number=number, shown=shown, attributes=more))
        yield replace(block, parts=tuple(parts), division=division)


# -- the lock --------------------------------------------------------------------------------------


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a transcription, normalized; blank lines separate them."""
    parts = _BLANK.split(text.replace("\r\n", "\n").replace("\r", "\n"))
    return [words for part in parts if (words := normalise(part))]


class TranscribedParagraph(NamedTuple):
    """A paragraph of a transcription."""

    words: str
    lines: tuple[tuple[int, int], ...]
    """Where each of its lines begins, and how many steps it is set in."""


def paragraphs_of(text: str, form: WitnessForm) -> list[TranscribedParagraph]:
    """Return the paragraphs of a transcription without its marks of notes and pages."""
    parts = text.split("\n") if form.paragraphs == "line" else _BLANK.split(text)
    made: list[tuple[str, list[tuple[int, int]]]] = []
    for part in parts:
        read = Transcript()
        read.add(part, form)
        lines, size = [], 0
        for line in read.words.split("\n"):
            if words := normalise(line):
                lines.append((size, len(line) - len(line.lstrip())))
                size += len(words) + 1
        if lines:
            made.append((normalise(read.words), lines))
    widths = sorted({width for _, lines in made for _, width in lines})
    return [
        TranscribedParagraph(words, tuple((at, widths.index(width)) for at, width in lines))
        for words, lines in made
    ]


_DIVIDED = re.compile(r"(\w+)([-\u2010\u2011])[^\S\n]*\n[^\S\n]*(\w+)")
_WITH_HYPHEN = re.compile(r"\w+(?:[-\u2010\u2011]\w+)+")


def joined_lines(text: str, base: str) -> str:
    """Return a transcription in which words that are divided at the ends of lines are whole.

    :param base: the base text: where it has a word with a hyphen, the hyphen stays.
    """
    known = {word.lower() for word in _WITH_HYPHEN.findall(base)}

    def joined(found: re.Match[str]) -> str:
        with_hyphen = found[1] + found[2] + found[3]
        return with_hyphen if with_hyphen.lower() in known else found[1] + found[3]

    return _DIVIDED.sub(joined, text)


_BLANK = re.compile(r"\n[^\S\n]*\n")
PAGES = {
    "braces": re.compile(r"\{([^{}\n]{1,20})\}"),
    "brackets": re.compile(r"\[p\. ?([^\[\]\n]{1,20})\]"),
    "bars": re.compile(r"\|([^|\n]{1,20})\|"),
}
SET_IN = re.compile(r"\n*(?: {4}|\t)")
CALL = re.compile(r"\[([^\[\]\s]{1,8})\]")


@dataclass
class Transcript:
    """The words of a text with the places of what is compared beside them.

    Places count the signs before them that are not white space.
    """

    words: str = ""
    size: int = 0
    paragraphs: set[int] = field(default_factory=set)
    lines: set[int] = field(default_factory=set)
    calls: dict[int, str] = field(default_factory=dict)
    pages: dict[int, str] = field(default_factory=dict)
    notes: dict[str, Transcript] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, form: WitnessForm) -> Transcript:
        """Return the transcription of a witness, read as it says."""
        made = cls()
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        parts = text.split("\n") if form.paragraphs == "line" else _BLANK.split(text)
        note: Transcript | None = None
        for part in parts:
            # A paragraph that is set in goes on with the note before it.
            into = note if note is not None and SET_IN.match(part) else made
            if form.notes == "brackets" and (call := CALL.match(part.lstrip())):
                part = part.lstrip()[call.end() :]
                into = made.notes.setdefault(_unused(call[1], made.notes), cls())
            note = into if into is not made else None
            into.add(part, form)
        return made

    def add(self, part: str, form: WitnessForm) -> None:
        """Add a paragraph."""
        if normalise(part):
            self.paragraphs.add(self.size)
        pages, is_called = PAGES.get(form.pages), form.notes == "brackets"
        for line in part.split("\n"):
            begin = self.size
            while line:
                page = pages.search(line) if pages else None
                call = CALL.search(line) if is_called else None
                first = min(
                    filter(None, (page, call)), key=lambda found: found.start(), default=None
                )
                self.say(line[: first.start()] if first else line)
                if first is None:
                    break
                if first is page:
                    self.pages[self.size] = first[1]
                else:
                    self.calls[self.size] = first[1]
                line = line[first.end() :]
            if self.size > begin:
                self.lines.add(begin)
            self.words += "\n"

    def say(self, words: str) -> None:
        """Add words as they are written."""
        self.words += words
        self.size += len("".join(normalise(words).split()))


def _unused(label: str, notes: Collection[str]) -> str:
    """Return the label of a note whose sign was used before: the second * is *:2."""
    count = 1
    while (label if count == 1 else f"{label}:{count}") in notes:
        count += 1
    return label if count == 1 else f"{label}:{count}"


def differences(witness: Transcript, blocks: Sequence[StreamBlock]) -> Iterator[tuple[int, str]]:
    """Yield where a text differs from its witness: the index of a block, and how.

    Words, paragraphs, lines of verse, calls of the author's notes and pages are compared;
    what kind of block something is, emphasis and indentation are the editors'.
    """
    text = [(i, block) for i, block in enumerate(blocks) if block.kind is not BlockKind.NOTE]
    notes = [(i, block) for i, block in enumerate(blocks) if block.kind is BlockKind.NOTE]
    if not witness.notes:
        # Where the witness does not mark them, notes are words like others.
        text, notes = list(enumerate(blocks)), []
    yield from _compared(witness, text, has_calls=bool(notes))
    found = {block.attributes["label"]: (i, block) for i, block in notes}
    for label, own in witness.notes.items():
        if label not in found:
            yield len(blocks) - 1, f"the witness has a note [{label}], text.md has no [^{label}]"
        else:
            yield from _compared(own, [found[label]], has_calls=False)
    for label in found.keys() - witness.notes.keys():
        yield found[label][0], f"the witness has no note [{label}]"


def _compared(
    witness: Transcript, blocks: Sequence[tuple[int, StreamBlock]], *, has_calls: bool
) -> Iterator[tuple[int, str]]:
    expected = normalise(witness.words)
    found = " ".join(block.text for _, block in blocks)
    if expected != found:
        at = next(
            (i for i, (a, b) in enumerate(zip(expected, found, strict=False)) if a != b),
            min(len(expected), len(found)),
        )
        ends = accumulate(len(block.text) + 1 for _, block in blocks)
        index = next((i for (i, _), end in zip(blocks, ends, strict=True) if at < end), 0)
        message = f"\n    witness: {marked(expected, found)}"
        yield index, f"{message}\n    text.md: {marked(found, expected)}"
        return
    size = 0
    pages: dict[int, str] = {}
    for index, block in blocks:
        place = _Counted(block.text, size)
        leaves = {size} | {
            place(part.start) for part in block.parts if part.unit in SET_APART - {Unit.LINE}
        }
        lines = {place(p.start) for p in block.parts if p.unit is Unit.LINE}
        end = place(len(block.text))
        if block.unit is Unit.SPEECH or block.unit is Unit.FIGURE:
            # The end of the line behind a speaker or a picture is free on both sides.
            leaves |= {min(lines, default=end)}
            directions = (p for p in block.parts if p.unit is Unit.DIRECTION)
            leaves |= {place(p.start) for p in directions}
        inside = set(range(size + 1, end))
        if size not in witness.lines:
            yield index, f"it begins within a line of the witness: {_around(block, 0)}"
        for at in sorted(witness.paragraphs & inside - leaves):
            yield index, f"the witness begins a paragraph: {_around(block, place.back(at))}"
        if lines:
            theirs = witness.lines & inside - leaves
            for at in sorted(theirs - lines):
                message = "the witness begins a line here, text.md does not; end the line before "
                yield index, f"{message}it with \\: {_around(block, place.back(at))}"
            for at in sorted(lines - leaves - {size} - theirs):
                message = "text.md begins a line here, the witness does not"
                yield index, f"{message}: {_around(block, place.back(at))}"
        calls = {place(p.at): p.n for p in block.milestones if p.unit == "call"}
        if has_calls:
            expected_calls = {at: n for at, n in witness.calls.items() if size < at <= end}
            for at in sorted(calls.keys() | expected_calls.keys()):
                ours, theirs_ = calls.get(at, "").partition(":")[0], expected_calls.get(at, "")
                if ours != theirs_:
                    where = _around(block, place.back(at))
                    one = f"[^{ours}]" if ours else "no call of a note"
                    two = f"[{theirs_}]" if theirs_ else "none"
                    yield index, f"text.md has {one}, the witness {two}: {where}"
        pages |= {place(p.at): p.n for p in block.milestones if p.unit == "page" and not p.wit}
        size = end
    if witness.pages:
        for at in sorted(pages.keys() | witness.pages.keys()):
            if pages.get(at) != witness.pages.get(at):
                index = blocks[0][0]
                yield (
                    index,
                    (
                        f"page {witness.pages.get(at) or pages.get(at)} does not begin at the same "
                        "place in the witness and in text.md"
                    ),
                )


class _Counted:
    """Places of a block counted in signs that are not white space, from those before it."""

    def __init__(self, text: str, before: int) -> None:
        self.text, self.before = text, before

    def __call__(self, offset: int) -> int:
        return self.before + offset - self.text.count(" ", 0, offset)

    def back(self, at: int) -> int:
        """Return the offset of a place."""
        count = self.before
        for offset, sign in enumerate(self.text):
            if sign != " ":
                if count == at:
                    return offset
                count += 1
        return len(self.text)


def _around(block: StreamBlock, at: int) -> str:
    return f"…{block.text[max(0, at - 24) : at]}⟦⟧{block.text[at : at + 24]}…"


_NEAR = 200
"""Characters behind the first that differs in which the end of a difference is looked for."""
_SAME = 4
"""Equal characters in a row that end a difference."""


def marked(text: str, other: str, width: int = 30) -> str:
    """Return the first part of *text* that differs from *other*, in ⟦⟧, with words around it."""
    if not text:
        return "(nothing)"
    start = next(
        (i for i, (a, b) in enumerate(zip(text, other, strict=False)) if a != b),
        min(len(text), len(other)),
    )
    end = start
    for each in Levenshtein.opcodes(text[start : start + _NEAR], other[start : start + _NEAR]):
        if each.tag != "equal":
            end = start + each.src_end
        elif each.src_end - each.src_start >= _SAME:
            break
    before = ("…" if start > width else "") + text[max(0, start - width) : start]
    after = text[end : end + width] + ("…" if end + width < len(text) else "")
    return f"{before}⟦{text[start:end]}⟧{after}"
