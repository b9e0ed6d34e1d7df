"""Records in their places: essays, their blocks, and the notes anchored in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from sphinx_apparatus.model.catalogue import N_, _, n_, translate
from sphinx_apparatus.model.date_words import year_words
from sphinx_apparatus.model.dates import PartialDate
from sphinx_apparatus.model.vocabulary import KINDS, BlockKind, Kind, NoteKind, Unit

if TYPE_CHECKING:
    from sphinx_apparatus.model.apparatus import Entry
    from sphinx_apparatus.model.records import (
        ContextHead,
        CrossReferenceHead,
        EssayHead,
        Evidence,
        FactCheckHead,
        TextualHead,
    )


@dataclass(frozen=True)
class Part:
    """A stretch of a block: a line, a speaker, an item; its words stand between two offsets."""

    unit: Unit
    depth: int
    """How many parts it stands in."""
    start: int
    end: int
    number: str = ""
    """Of a line that is counted, of an item as it is printed, of a note of the author its sign."""
    step: int = 0
    """Of a line how far it is set in; of a cell of the head row 1."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """What else the text says of it: ``joins``, ``rend``, ``alt``, ``src``."""
    shown: bool = False
    """Whether the number of a line is printed."""


@dataclass(frozen=True)
class Look:
    """Words of a block that look otherwise than those around them, or lead elsewhere."""

    start: int
    end: int
    name: str
    """``em``, ``strong``, ``link``, or a class such as ``small-caps`` or ``language-la``."""
    to: str = ""
    """Where a link leads."""


@dataclass(frozen=True)
class Milestone:
    """A point of a block where a page begins, or where a note of the author is called."""

    unit: str
    """``page``, ``column``, ``section``, ``line``; or ``call``."""
    at: int
    n: str
    """The number, or the label of the note."""
    wit: str = ""
    """Siglum of the witness whose page it is; empty for that of the base text."""
    facs: str = ""


@dataclass(frozen=True)
class Block:
    """A block of the base text: a passage, or part of head, furniture or tail."""

    id: str
    kind: BlockKind
    number: str
    """Counted from 1 among the blocks of its kind, or as stored: ``3a``."""
    text: str
    """The normalized text: what quotes are matched against."""
    line: int
    """Where it begins in ``text.md``."""
    unit: Unit = Unit.PARAGRAPH
    parts: tuple[Part, ...] = ()
    """What it consists of, each part before those in it; empty for a plain paragraph."""
    milestones: tuple[Milestone, ...] = ()
    looks: tuple[Look, ...] = ()
    """Emphasis, languages and links, each before those within it."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """What else the text says of it: ``level``, ``type``, ``n``, ``label``."""
    division: str = ""
    """The numbers of the headings that it stands under, where lines are counted by them: 3.1."""

    @property
    def counted(self) -> list[Part]:
        """The lines that have a number."""
        return [part for part in self.parts if part.unit is Unit.LINE and part.number]

    @property
    def line_ids(self) -> dict[str, Part]:
        """The lines that have a number, by the ids that links lead to: l5, l3-1-56."""
        prefix = f"l{self.division.replace('.', '-')}-" if self.division else "l"
        return {
            f"{prefix}{line.number}": line
            for line in self.counted
            if "joins" not in line.attributes
        }

    @property
    def seams(self) -> frozenset[int]:
        """The offsets of the spaces that divide its lines, paragraphs, items and cells."""
        return frozenset(
            part.start - 1
            for part in self.parts
            if part.start and self.text[part.start - 1] == " " and part.unit in SET_APART
        )


SET_APART = frozenset(
    {
        *(Unit.PARAGRAPH, Unit.STANZA, Unit.LINE, Unit.ITEM, Unit.CELL),
        *(Unit.CAPTION, Unit.QUOTE, Unit.LIST),
    }
)
"""Parts that begin on a line of their own."""


@dataclass(frozen=True, order=True)
class Span:
    """The place of the words of a quote: code points of a block's text, end excluded."""

    block: int
    """Index of the block in its essay."""
    start: int
    end: int


@dataclass(frozen=True)
class File:
    """Where a record was read."""

    path: str
    lines: Mapping[tuple[str | int, ...], int] = field(default_factory=dict)
    """Line of each field."""
    body_line: int = 1

    def line(self, *where: str | int) -> int:
        """Return the line of a field, or of the nearest field that holds it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)


@dataclass(frozen=True)
class Note:
    """One editorial remark, anchored and numbered."""

    essay: str
    id: str
    head: FactCheckHead | ContextHead | TextualHead
    body: str
    file: File
    span: Span | None = None
    label: str = ""

    @property
    def full_id(self) -> str:
        """Essay and note: unique in the edition."""
        return f"{self.essay}/{self.id}"

    @property
    def kind(self) -> Kind:
        """What the note does: its kind, or that which its kind behaves like."""
        return self.head.kind.like

    @property
    def is_active(self) -> bool:
        """Whether the note is active: not withdrawn."""
        return self.head.status == "active"

    @property
    def quotations(self) -> list[Evidence]:
        """The quotations from sources: those that decide the finding, then those of later."""
        return [evidence for evidence, _ in self.quoted_at()]

    def quoted_at(self) -> Iterator[tuple[Evidence, tuple[str | int, ...]]]:
        """Yield each quotation from a source with its place among the fields."""
        for index, each in enumerate(self.head.evidence):
            yield each, ("evidence", index)
        for above, later in enumerate(self.head.later):
            for index, each in enumerate(later.evidence):
                yield each, ("later", above, "evidence", index)

    @property
    def days(self) -> list[dt.date]:
        """The days that the note records: made, looked at again, changed, withdrawn."""
        head = self.head
        days = [day for day in (head.created, head.checked) if day]
        if head.withdrawn is not None:
            days.append(head.withdrawn.date)
        if self.kind is Kind.FACT_CHECK:
            days += [change.date for change in cast("FactCheckHead", head).history]
        return days

    @property
    def fact_check(self) -> FactCheckHead | None:
        """The head of an active fact-check; none for other notes."""
        is_check = self.kind is Kind.FACT_CHECK and self.is_active
        return cast("FactCheckHead", self.head) if is_check else None


@dataclass(frozen=True)
class PlacedEntry:
    """An entry of the apparatus, anchored."""

    essay: str
    index: int
    """Where it stands in its file."""
    head: Entry
    file: File
    spans: tuple[Span, ...] = ()
    """The place of its lemma; one in each block that it goes over."""
    moved: tuple[Span | None, ...] = ()
    """For each reading the words behind which it has the lemma, if it is moved."""
    id: str = ""
    """Its own, or one made of its place, which stays as the text does; of a note that of it."""
    agreeing: tuple[str, ...] = ()
    """Sigla of the base text, and of the witnesses compared as a whole that read as it does."""
    absent: tuple[str, ...] = ()
    """Sigla of those that lack the passage."""

    @property
    def place(self) -> tuple[int, int, int, int]:
        """Where the lemma begins and ends: block and offset of both."""
        first, last = self.spans[0], self.spans[-1]
        return first.block, first.start, last.block, last.end

    def line(self, *where: str | int) -> int:
        """Return the line of a field."""
        return self.file.line(self.index, *where)


@dataclass(frozen=True)
class CrossReference:
    """A link between two places in two essays."""

    id: str
    head: CrossReferenceHead
    body: str
    file: File
    spans: tuple[Span | None, ...] = (None, None)


def cited_year(id: str, date: str) -> str:
    """Return the year by which a text is cited; its id has the digits alone of one before our era.

    :param date: that of the text, empty if it is not known.
    """
    return f"-{id[:4]}" if date.startswith("-") else id[:4]


@dataclass(frozen=True)
class Essay:
    """One edited text with its notes in order of their marks."""

    id: str
    head: EssayHead
    markdown: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    file: File
    entries: tuple[PlacedEntry, ...] = ()
    """The entries of the apparatus, in order of their places, longer ones first."""
    transcripts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The paragraphs of the witnesses that have a file, except those of the base, by sigla."""
    transcript_lines: Mapping[str, tuple[tuple[tuple[int, int], ...], ...]] = field(
        default_factory=dict
    )
    """Of witnesses of verse, where the lines of each paragraph begin, and their steps."""
    apparatus: tuple[PlacedEntry, ...] = ()
    """The entries, and with them the textual notes that record variants, in the same order."""

    @property
    def label(self) -> str:
        """The short name by which passages are cited: 2019, 751 BCE, Sonnet 18, Gates 3."""
        part = f"{self.head.work} {self.head.part}" if self.head.work else ""
        return self.head.label or part or year_words(self.year)

    @property
    def year(self) -> PartialDate:
        """The year by which it is cited; its debate may have the digits of one before our era."""
        year = int(self.head.debate)
        return PartialDate(-year if year == -self.head.date.last.year else year)

    @property
    def name(self) -> str:
        """What a heading calls it: its label, the title where that is no more than a year."""
        return self.head.title if self.label == year_words(self.year) else self.label

    @property
    def order(self) -> tuple[PartialDate, str, tuple[int, str], str]:
        """What texts are sorted by: date, work, part, id."""
        head, part = self.head, self.head.part or ""
        number = int(part) if part.isdecimal() else 0
        return head.date.first, head.work or "", (number, part), self.id

    @property
    def has_units(self) -> bool:
        """Whether the text is more than plain paragraphs."""
        return any(
            block.parts or block.milestones or block.unit is not Unit.PARAGRAPH
            for block in self.blocks
        )

    @property
    def speaker(self) -> str:
        """Who makes the claims: the author's short name, or the whole one."""
        return self.head.short or self.head.author

    @property
    def says(self) -> str:
        """The words that introduce a claim at a note: “Leigh:”, or “The essay says:”."""
        return f"{self.head.short}:" if self.head.short else _("The essay says:")

    @property
    def has_reviews(self) -> bool:
        """Whether anybody has reviewed a note."""
        return any(note.head.reviewed_by for note in self.notes)

    @property
    def active_notes(self) -> list[Note]:
        """The active notes, in order of their marks."""
        return [note for note in self.notes if note.is_active]

    @property
    def fact_checks(self) -> list[tuple[Note, FactCheckHead]]:
        """The active fact-checks, in order of their marks, each with its head."""
        return [(note, note.fact_check) for note in self.notes if note.fact_check]

    def note(self, id: str) -> Note:
        """Return a note by its id.

        :raises KeyError: there is no such note.
        """
        for note in self.notes:
            if note.id == id:
                return note
        raise KeyError(id)

    @property
    def noted(self) -> frozenset[str]:
        """Ids of the notes whose readings are those of an entry."""
        return frozenset(entry.head.note for entry in self.entries if entry.head.note)

    def entry_of(self, note: Note) -> PlacedEntry | None:
        """Return the entry that has the readings of a note, if the text has an apparatus."""
        return next((each for each in self.apparatus if each.head.note == note.id), None)

    @property
    def apparatus_by_block(self) -> dict[int, list[PlacedEntry]]:
        """The entries, and textual notes as entries, by the index of the block they begin in."""
        found: dict[int, list[PlacedEntry]] = {}
        for entry in self.apparatus:
            found.setdefault(entry.spans[0].block, []).append(entry)
        return found

    def words_of(self, entry: PlacedEntry) -> str:
        """Return the lemma of an entry; between two blocks stands a space."""
        return " ".join(self.blocks[s.block].text[s.start : s.end] for s in entry.spans)

    def block_of(self, span: Span) -> Block:
        """Return the block of a span."""
        return self.blocks[span.block]


def cited_by(essays: Iterable[Essay]) -> tuple[bool, bool]:
    """Return whether texts have passages that are cited as paragraphs, and as lines of verse."""
    passages = [b for essay in essays for b in essay.blocks if b.kind is BlockKind.PASSAGE]
    lines = [block for block in passages if block.counted]
    return len(lines) < len(passages), bool(lines)


def block_label(block: Block, span: Span | None = None) -> str:
    """Return the label by which a block is cited within its essay.

    “¶3”, “head 1”, “author’s note 2”; where lines are counted “l. 5”, “ll. 5–8”, “3.1.64–65”.

    :param span: words of the block, of which the lines are cited.
    """
    if block.kind is BlockKind.PASSAGE:
        if lines := counted_lines(block, span):
            return line_label(block, lines[0].number, lines[-1].number)
        label = f"¶{block.number}"
    else:
        label = translate(_LABELS[block.kind], number=block.number)
    return f"{block.division} {label}" if block.division else label


_LABELS = {
    BlockKind.HEAD: N_("head {number}"),
    BlockKind.FURNITURE: N_("furniture {number}"),
    BlockKind.TAIL: N_("tail {number}"),
    BlockKind.HEADING: N_("heading {number}"),
    BlockKind.DIRECTION: N_("s.d. {number}"),
    BlockKind.NOTE: N_("author’s note {number}"),
}


def counted_lines(block: Block, span: Span | None = None) -> list[Part]:
    """Return the lines of a block that have a number; with *span*, those of its words."""
    return [
        line
        for line in block.counted
        if span is None or (line.start < span.end and line.end > span.start)
    ]


def place_id(block: Block, span: Span) -> str:
    """Return the id by which words are found: that of their line if it has one, or the block's."""
    first = next((line.number for line in counted_lines(block, span)), "")
    ids = {line.number: id for id, line in block.line_ids.items()}
    return ids.get(first, block.id)


def line_label(block: Block, first: str, last: str = "") -> str:
    """Return the label by which lines of a block are cited: “l. 5”, “ll. 5–8”, “3.1.64–65”."""
    numbers = first if last in ("", first) else f"{first}–{last}"
    if block.division:
        return f"{block.division}.{numbers}"
    return translate(
        N_("l. {numbers}") if numbers == first else N_("ll. {numbers}"), numbers=numbers
    )


def passage_label(essay: Essay, block: Block, span: Span | None = None) -> str:
    """Return the label by which print and screen cite a block, or words of it.

    “2019 ¶3”, “2019 head 1”, “1609 ll. 5–8”.
    """
    return f"{essay.label} {block_label(block, span)}"


def note_number(label: str) -> str:
    """Return the words by which a note is cited within its essay: “n. 12”, “n. b”."""
    return _("n. {label}", label=label)


def counted(kind: NoteKind, count: int) -> str:
    """Return how many notes of a kind there are: “4 fact-checks”, “Glosses: 4”."""
    if not any(kind is each for each in KINDS):
        return f"{kind.several}: {count}"
    match kind.like:
        case Kind.FACT_CHECK:
            return n_("{count} fact-check", "{count} fact-checks", count)
        case Kind.CONTEXT:
            return n_("{count} context note", "{count} context notes", count)
        case _textual:
            return n_("{count} textual note", "{count} textual notes", count)


def note_label(essay: Essay, note: Note) -> str:
    """Return the words by which a note is cited: “2019 n. 12”."""
    return f"{essay.label} {note_number(note.label)}"
