"""Compare two states of an edition, record by record.

Nothing is repaired here. Where words of a text changed under a note, both wordings are shown and
a new quotation is proposed; whether the note still holds is for a person to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.model.essays import (
    CrossReference,
    Essay,
    File,
    Note,
    Span,
    block_label,
    passage_label,
)
from sphinx_apparatus.model.fields import Record
from sphinx_apparatus.model.problems import Problem
from sphinx_apparatus.model.records import FactCheckHead, VerdictChange
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.model.vocabulary import BlockKind, Verdict
from sphinx_apparatus.sources.records import Source
from sphinx_apparatus.text.anchors import Quoting, anchor, short, suggestions
from sphinx_apparatus.text.edits import paired, words_at
from sphinx_apparatus.text.markdown import normalise
from sphinx_apparatus.text.numbering import kept_numbers

Item = Note | CrossReference | Source | Record
"""What has fields that can differ."""


@dataclass(frozen=True)
class State:
    """An edition at one time, including notes without a place."""

    edition: Edition

    @cached_property
    def notes(self) -> Mapping[str, Note]:
        """Every note that can be read, by full id."""
        return self.edition.note_by_id | {note.full_id: note for note in self.edition.lost}

    @cached_property
    def texts(self) -> Mapping[str, Essay]:
        """The essays by id."""
        return self.edition.essay_by_id

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The labels of the sources by their keys: Fuller 2019."""
        return {key: str(label) for key, label in self.edition.labels.items()}

    def span(self, note: Note) -> Span | None:
        """Return the place of a note; none if its quote is not found."""
        essay = self.texts.get(note.essay)
        found = anchor(note.head, essay.blocks) if essay else None
        return found if isinstance(found, Span) else None

    def place(self, note: Note) -> str:
        """Return the label of the passage that a note is about."""
        span = self.span(note)
        if span is None:
            return "no place"
        essay = self.texts[note.essay]
        return passage_label(essay, essay.block_of(span))


# -- notes ---------------------------------------------------------------------------------------


class VerdictMove(NamedTuple):
    """A changed verdict."""

    note: Note
    before: Note
    old: Verdict
    new: Verdict
    entries: tuple[VerdictChange, ...]
    """What was added to the note's history."""

    @property
    def reason(self) -> str:
        """The reason in the note's history; empty unless the history leads from old to new."""
        steps = self.entries
        if steps and (steps[0].from_, steps[-1].to) == (self.old, self.new):
            return "; ".join(step.reason for step in steps)
        return ""

    @property
    def is_alone(self) -> bool:
        """Whether the finding and what it rests on are as they were."""
        one, other = self.before.head, self.note.head
        return self.before.body == self.note.body and all(
            getattr(one, name) == getattr(other, name)
            for name in ("summary", "evidence", "evidence_none")
        )


@dataclass(frozen=True)
class Changes:
    """What differs between two states."""

    old: State
    new: State

    @cached_property
    def added(self) -> list[Note]:
        """Notes that were not there."""
        return [self.new.notes[id] for id in sorted(self.new.notes.keys() - self.old.notes.keys())]

    @cached_property
    def gone(self) -> list[Note]:
        """Notes whose files were deleted; invalid notes are not among them."""
        ids = self.old.notes.keys() - self.new.notes.keys() - self.new.edition.unread
        return [
            self.old.notes[id]
            for id in sorted(ids)
            if id.partition("/")[0] not in self.new.edition.unread
        ]

    @cached_property
    def unread(self) -> list[str]:
        """Ids of notes, essays and lists whose files are invalid, and are not compared."""
        return sorted(self.new.edition.unread - self.new.notes.keys())

    @cached_property
    def kept(self) -> list[tuple[Note, Note]]:
        """Notes of both states: as they were and as they are."""
        ids = sorted(self.old.notes.keys() & self.new.notes.keys())
        return [(self.old.notes[id], self.new.notes[id]) for id in ids]

    @cached_property
    def withdrawn(self) -> list[Note]:
        """Notes that were withdrawn."""
        return [new for old, new in self.kept if old.is_active and not new.is_active]

    @cached_property
    def changed(self) -> list[tuple[Note, Note]]:
        """Notes whose fields or text differ, withdrawals left out."""
        gone = {note.full_id for note in self.withdrawn}
        return [
            (old, new)
            for old, new in self.kept
            if (old.head, old.body) != (new.head, new.body) and new.full_id not in gone
        ]

    @cached_property
    def verdicts(self) -> list[VerdictMove]:
        """Verdicts that differ."""
        return [
            VerdictMove(
                new,
                old,
                old.head.verdict,
                new.head.verdict,
                new.head.history[len(old.head.history) :],
            )
            for old, new in self.kept
            if isinstance(old.head, FactCheckHead)
            and isinstance(new.head, FactCheckHead)
            and old.head.verdict != new.head.verdict
        ]

    @cached_property
    def pairs(self) -> Mapping[str, Mapping[int, int]]:
        """The blocks of each text whose words changed: the places of old ones with the new."""
        blocks = {old.id: ([b.text for b in old.blocks], new) for old, new in self.texts}
        return {
            id: paired(texts, [block.text for block in new.blocks])
            for id, (texts, new) in blocks.items()
        }

    @cached_property
    def texts(self) -> list[tuple[Essay, Essay]]:
        """Essays of both states whose words or witnesses differ."""
        ids = sorted(self.old.texts.keys() & self.new.texts.keys())
        pairs = [(self.old.texts[id], self.new.texts[id]) for id in ids]
        return [
            (old, new)
            for old, new in pairs
            if [block.text for block in old.blocks] != [block.text for block in new.blocks]
            or old.head.witnesses != new.head.witnesses
            or old.head.blocks != new.head.blocks
            or old.head.passages != new.head.passages
        ]


def field_changes(old: Item, new: Item) -> Iterator[Side]:
    """Yield each field that differs, and the text, as they were and as they are."""
    before, after = _fields(old), _fields(new)
    for name in [*before, *(name for name in after if name not in before)]:
        if before.get(name) != after.get(name):
            yield Side(name, before.get(name, ""), after.get(name, ""))


def _fields(item: Item) -> dict[str, str]:
    """Return the fields of a record as text."""
    if isinstance(item, Source):
        persons = {
            role: "; ".join(person.straight for person in named)
            for role, named in item.persons.items()
        }
        return {"type": item.type, **item.fields, **persons}
    head = item if isinstance(item, Record) else item.head
    values = head.model_dump(mode="json", by_alias=True)
    fields = {name: _in_words(value) for name, value in values.items()}
    return fields if isinstance(item, Record) else fields | {"text": item.body.strip()}


def _in_words(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_in_words(part)}" for name, part in value.items() if part)
    if isinstance(value, list):
        return "; ".join(_in_words(part) for part in value)
    if value is None or value is False:
        return ""  # as if it were not given
    return "true" if value is True else str(value)


class Side(NamedTuple):
    """The old and new wording of a field or passage."""

    name: str
    old: str
    new: str


# -- everything else -----------------------------------------------------------------------------


class EntryChange(NamedTuple):
    """An entry of a list that was added, changed or deleted."""

    name: str
    sides: tuple[Side, ...]
    """Its fields that differ; of one added or deleted, all it says."""


def list_changes(changes: Changes) -> Iterator[tuple[str, list[EntryChange]]]:
    """Yield the changes of shared lists: title of the list, and its entries that differ."""
    lists = zip(_lists(changes.old.edition), _lists(changes.new.edition), strict=True)
    for (title, old), (_, new) in lists:
        if found := list(_entries(old, new)):
            yield title, found


def _lists(edition: Edition) -> list[tuple[str, list[tuple[str, Item]]]]:
    """Return every list of the edition, its entries with the names by which people know them."""
    shared = edition.shared
    return [
        ("Essays", [(essay.id, essay.head) for essay in edition.essays]),
        ("Cross-references", [(one.id, one) for one in edition.cross_references]),
        (
            "Apparatus",
            [
                (f"{essay.id}/{entry.id}", entry.head)
                for essay in edition.essays
                for entry in essay.entries
            ],
        ),
        ("Sources", list(edition.sources.items())),
        ("Themes", [(one.id, one) for one in shared.themes]),
        ("Names and subjects", [(one.name, one) for one in shared.names]),
        ("People", [(one.key, one) for one in shared.people]),
        ("Contributions to the debates", [(one.id, one) for one in shared.contributions]),
        ("Chronology", [(str(one.date), one) for one in shared.events]),
        ("Corrections", [(f"{one.date} {one.note}", one) for one in shared.corrections]),
        ("Owners of publishers", [(one.name, one) for one in shared.outlets]),
        ("Contested words", [(one.words[0], one) for one in shared.vocabulary]),
    ]


def _entries(
    old: Sequence[tuple[str, Item]], new: Sequence[tuple[str, Item]]
) -> Iterator[EntryChange]:
    # Two events may have one date: what stayed as it was is left out first, the rest counted.
    before = _counted(entry for entry in old if entry not in new)
    after = _counted(entry for entry in new if entry not in old)
    for name in sorted(before.keys() | after.keys()):
        if name not in before:
            sides = [Side("added", "", _said(after[name]))]
        elif name not in after:
            sides = [Side("deleted", _said(before[name]), "")]
        else:
            sides = list(field_changes(before[name], after[name]))
        if sides:  # a source that only moved to another line has none
            yield EntryChange(name, tuple(sides))


def _counted(entries: Iterable[tuple[str, Item]]) -> dict[str, Item]:
    found: dict[str, Item] = {}
    count: Counter[str] = Counter()
    for name, item in entries:
        count[name] += 1
        found[name if count[name] == 1 else f"{name}, {count[name]}"] = item
    return found


def _said(item: Item) -> str:
    return "\n".join(f"{name}: {words}" for name, words in _fields(item).items() if words)


# -- texts ---------------------------------------------------------------------------------------


class Touched(NamedTuple):
    """A note, or an end of a cross-reference, whose words or surroundings changed."""

    name: str
    quote: str
    is_lost: bool
    """Whether it has no place any more."""
    is_own: bool
    """Whether its own passage changed, not only one beside it."""
    proposals: tuple[tuple[str, str], ...]
    """Where the place was lost: blocks and their words that are most like the quotation."""


def touched(changes: Changes, old: Essay, new: Essay) -> Iterator[Touched]:
    """Yield everything in an essay that must be read again after its text changed."""
    anchored: list[tuple[str, str, Span | None, Span | None]] = []
    for before, after in changes.kept:
        if before.essay == old.id:
            spans = (changes.old.span(before), changes.new.span(after))
            anchored.append((f"{before.id}: {before.head.title}", before.head.quote, *spans))
    anchored += _ends(changes, old, new)
    for name, quote, first, second in anchored:
        if first is None:
            continue
        if second is None:
            yield Touched(name, quote, True, True, tuple(suggestions(quote, new.blocks)))
            continue
        steps = [
            _text(old, first.block + step) != _text(new, second.block + step) for step in (0, -1, 1)
        ]
        if any(steps):
            yield Touched(name, quote, False, steps[0], ())


def _ends(
    changes: Changes, old: Essay, new: Essay
) -> Iterator[tuple[str, str, Span | None, Span | None]]:
    now = {reference.id: reference for reference in changes.new.edition.cross_references}
    for reference in changes.old.edition.cross_references:
        for end, place in enumerate(reference.head.between):
            if place.essay == old.id and reference.id in now:
                found = anchor(now[reference.id].head.between[end], new.blocks)
                span = found if isinstance(found, Span) else None
                yield f"cross-reference {reference.id}", place.quote, reference.spans[end], span


def _text(essay: Essay, index: int) -> str:
    return essay.blocks[index].text if 0 <= index < len(essay.blocks) else ""


# -- rules that take two states ------------------------------------------------------------------


def problems(changes: Changes) -> Iterator[Problem]:
    """Yield forbidden changes: an unrecorded change of verdict, a note deleted or moved.

    A verdict that changed with its reason and with nothing else is noticed.
    """
    for move in changes.verdicts:
        file = move.note.file
        if not move.reason:
            message = (
                f"the verdict was {move.old}, and is {move.new}, and ‘history’ does not say why; "
                f"sphinx-apparatus verdict {move.note.full_id} {move.new} --from {move.old}"
            )
            yield Problem(Rule.HISTORY, file.path, file.line("verdict"), message)
        elif move.is_alone:
            message = (
                f"the verdict was {move.old}, and is {move.new}; the summary, the text and the "
                "evidence are as they were: read them again, and correct what no longer fits"
            )
            yield Problem(Rule.VERDICT_ALONE, file.path, file.line("verdict"), message)
    for old, note in changes.kept:
        yield from _life(changes, old, note)
    for old_text, text in changes.texts:
        yield from _renumbered(changes, old_text, text)
        yield from _moved(changes, old_text, text)
    for note in changes.gone:
        message = f"the note ‘{note.full_id}’ was published and is deleted; withdraw it instead"
        yield Problem(Rule.NOTE_GONE, note.file.path, 1, message)


def _life(changes: Changes, old: Note, new: Note) -> Iterator[Problem]:
    """Yield lost verdicts (the kind of a note changed) and lost entries of a history.

    A withdrawn note stays where it was, as far as the text still has its words.
    """
    file = new.file
    if isinstance(old.head, FactCheckHead):
        if not isinstance(new.head, FactCheckHead):
            message = (
                f"the note was a fact-check, ‘{old.head.verdict}’, and is a {new.head.kind} note; "
                "withdraw it, and write another"
            )
            yield Problem(Rule.HISTORY, file.path, file.line("kind"), message)
        elif new.head.history[: len(old.head.history)] != old.head.history:
            message = "an entry that was published is altered or gone; entries are added, no more"
            yield Problem(Rule.HISTORY, file.path, file.line("history"), message)
    if not new.is_active and new.essay in changes.new.texts:
        before = anchor(old.head, changes.new.texts[new.essay].blocks)
        if isinstance(before, Span) and changes.new.span(new) not in (before, None):
            message = f"the withdrawn note stood on “{short(old.head.quote)}”; it keeps its place"
            yield Problem(Rule.NOTE_GONE, file.path, file.line("quote"), message)


_SHOWN = 60
"""Numbers of passages that a message lists."""


def _renumbered(changes: Changes, old: Essay, new: Essay) -> Iterator[Problem]:
    """Yield the first passage of a text whose number was that of other words."""
    kinds = [block.kind for block in new.blocks]
    wanted = kept_numbers(old.blocks, changes.pairs[old.id], kinds)
    passages = [block for block in new.blocks if block.kind is BlockKind.PASSAGE]
    for at, (block, number) in enumerate(zip(passages, wanted, strict=True)):
        if block.number != number:
            start = max(0, at - 1) if len(wanted) > _SHOWN else 0
            shown = ("…, " if start else "") + ", ".join(wanted[start : start + _SHOWN])
            shown += ", …" if len(wanted) > start + _SHOWN else ""
            message = (
                f"“{short(block.text)}” has the number {block.number}, expected {number}: the "
                f"passages that were published keep theirs; write ‘passages: [{shown}]’"
            )
            where = "passages" if new.head.passages else "blocks"
            yield Problem(Rule.TEXT_BLOCKS, new.file.path, new.file.line(where), message)
            return


def _moved(changes: Changes, old: Essay, new: Essay) -> Iterator[Problem]:
    """Yield the records that quote a text and stand on its words in another place than before.

    What was quoted otherwise before was placed anew by whoever changed it.
    """
    for record, before, file, where in _quoting(changes, new):
        first, second = anchor(record, old.blocks), anchor(record, new.blocks)
        if before is not None and _place(before) != _place(record):
            continue
        if not isinstance(first, Span) or not isinstance(second, Span):
            continue
        was, now = old.blocks[first.block], new.blocks[second.block]
        message = ""
        if changes.pairs[old.id].get(first.block) != second.block:
            message = f"“{short(record.quote)}” stood in {block_label(was)}, “{short(was.text)}”"
            message += f", and is found in {block_label(now)} now, “{short(now.text)}”"
        elif was.text != now.text:
            there = words_at(was.text, now.text, first)
            if there != normalise(record.quote):
                message = f"“{short(record.quote)}” stood where {block_label(now)} now has "
                message += f"“{short(there)}”" if there else "no such words"
        if message:
            message += "; read the record again, or quote other words"
            yield Problem(Rule.MOVED, file.path, file.line(*where, "quote"), message)


def _quoting(
    changes: Changes, essay: Essay
) -> Iterator[tuple[Quoting, Quoting | None, File, tuple[str | int, ...]]]:
    """Yield what quotes a text, with what it was if it is known, and its place in its file."""
    for note in (note for note in changes.new.notes.values() if note.essay == essay.id):
        was = changes.old.notes.get(note.full_id)
        if note.is_active:
            yield note.head, was.head if was else None, note.file, ()
    earlier = {one.id: one.head.between for one in changes.old.edition.cross_references}
    for one in changes.new.edition.cross_references:
        for end, place in enumerate(one.head.between):
            if place.essay == essay.id:
                before = earlier[one.id][end] if one.id in earlier else None
                yield place, before, one.file, ("between", end)
    # An entry has no name but its place: what has none of the old places is new.
    places = {_place(entry.head) for entry in changes.old.texts[essay.id].entries}
    for entry in essay.entries:
        if not places or _place(entry.head) in places:
            yield entry.head, None, entry.file, (entry.index,)
    for index, sentence in enumerate(essay.head.no_claim):
        yield sentence, None, essay.file, ("no-claim", index)


def _place(record: Quoting) -> tuple[object, ...]:
    names = ("quote", "in_", "before", "after")
    return tuple(getattr(record, name, None) for name in names)
