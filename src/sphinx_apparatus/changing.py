"""What a change does to an edition: two states compared, record by record.

Nothing is repaired here. Where words of a text changed under a note, both wordings are shown and
a new quotation is proposed; whether the note still holds is for a person to say.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from sphinx_apparatus.anchoring import anchor, suggestions
from sphinx_apparatus.edition import Edition, open_edition
from sphinx_apparatus.model import (
    Block,
    CrossReference,
    Essay,
    FactCheckHead,
    Note,
    Span,
    Verdict,
    passage_label,
)
from sphinx_apparatus.problems import Problem, Rule
from sphinx_apparatus.reading import Reader

_PARTS = ("essays", "references.bib")


class BaseMissing(Exception):
    """The state to compare with cannot be had; the message says why."""


@dataclass(frozen=True)
class State:
    """An edition at one time, with notes that have no place as well."""

    edition: Edition
    notes: Mapping[str, Note]
    """Every note that can be read, by full id."""

    @cached_property
    def texts(self) -> Mapping[str, Essay]:
        """The essays by id."""
        return self.edition.essay_by_id

    def span(self, note: Note) -> Span | None:
        """Give the place of a note; none if it has lost it."""
        essay = self.texts.get(note.essay)
        found = anchor(note.head, essay.blocks) if essay else None
        return found if isinstance(found, Span) else None

    def place(self, note: Note) -> str:
        """Give the label of the passage that a note is about."""
        span = self.span(note)
        if span is None:
            return "no place"
        essay = self.texts[note.essay]
        return passage_label(essay, essay.block_of(span))


def state_of(project: Path) -> State:
    """Read the edition in a folder."""
    reader = Reader(project / "essays")
    notes = {note.full_id: note for essay in reader.essays() for note in essay.notes}
    return State(open_edition(project / "essays", project / "references.bib"), notes)


def unpack(project: Path, revision: str, into: Path) -> str:
    """Lay the edition as of a commit into a folder; give the commit's short name.

    :raises BaseMissing: there is no such commit, or no git.
    """
    # The name may come from a stranger: it is no option, and must be that of a commit.
    wanted = f"{revision}^{{commit}}"
    commit = _git(project, "rev-parse", "--verify", "--end-of-options", wanted).decode().strip()
    top = _git(project, "rev-parse", "--show-prefix").decode().strip()
    listed = _git(project, "ls-tree", "--name-only", f"{commit}:{top}").decode().split("\n")
    parts = [part for part in _PARTS if part in listed]
    if "essays" not in parts:
        raise BaseMissing(f"there is no folder ‘essays’ in {revision}")
    archive = _git(project, "archive", "--format=tar", f"{commit}:{top}", *parts)
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(into, filter="data")
    return commit[:12]


def _git(project: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], cwd=project, capture_output=True, check=False)
    except OSError as error:
        raise BaseMissing(f"git cannot be run: {error.strerror}") from None
    if done.returncode:
        raise BaseMissing(done.stderr.decode(errors="replace").strip())
    return done.stdout


# -- notes ---------------------------------------------------------------------------------------


class VerdictMove(NamedTuple):
    """A verdict that is another now."""

    note: Note
    old: Verdict
    new: Verdict

    @property
    def reason(self) -> str:
        """What the note's history says of it; empty if it says nothing."""
        head = self.note.head
        assert isinstance(head, FactCheckHead)
        entries = [e for e in head.history if (e.from_, e.to) == (self.old, self.new)]
        return entries[-1].reason if entries else ""


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
        """Notes whose files are no more; a note with a fault is not among them."""
        ids = self.old.notes.keys() - self.new.notes.keys() - self.new.edition.unread
        return [
            self.old.notes[id]
            for id in sorted(ids)
            if id.partition("/")[0] not in self.new.edition.unread
        ]

    @cached_property
    def kept(self) -> list[tuple[Note, Note]]:
        """Notes of both states: as they were and as they are."""
        ids = sorted(self.old.notes.keys() & self.new.notes.keys())
        return [(self.old.notes[id], self.new.notes[id]) for id in ids]

    @cached_property
    def withdrawn(self) -> list[Note]:
        """Notes that are no longer held."""
        return [
            new
            for old, new in self.kept
            if new.head.status == "withdrawn" and old.head.status != "withdrawn"
        ]

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
            VerdictMove(new, old.head.verdict, new.head.verdict)
            for old, new in self.kept
            if isinstance(old.head, FactCheckHead)
            and isinstance(new.head, FactCheckHead)
            and old.head.verdict is not new.head.verdict
        ]

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
        ]


def field_changes(old: Note | CrossReference, new: Note | CrossReference) -> Iterator[Side]:
    """Give each field that differs, and the text, as they were and as they are."""
    before = old.head.model_dump(mode="json", by_alias=True)
    after = new.head.model_dump(mode="json", by_alias=True)
    for name in [*before, *(name for name in after if name not in before)]:
        if before.get(name) != after.get(name):
            yield Side(name, _in_words(before.get(name)), _in_words(after.get(name)))
    if old.body != new.body:
        yield Side("text", old.body.strip(), new.body.strip())


def _in_words(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_in_words(part)}" for name, part in value.items() if part)
    if isinstance(value, list):
        return "; ".join(_in_words(part) for part in value)
    return "" if value is None else str(value)


class Side(NamedTuple):
    """A thing with its old and new wording."""

    name: str
    old: str
    new: str


# -- texts ---------------------------------------------------------------------------------------


class Touched(NamedTuple):
    """A note, or an end of a cross-reference, whose words or surroundings changed."""

    name: str
    quote: str
    what: str
    """Whether the passage changed, or only one beside it; whether the place was lost."""
    sides: tuple[Side, ...]
    proposals: tuple[tuple[str, str], ...]
    """Where the place was lost: blocks and their words that are most like the quotation."""


def touched(changes: Changes, old: Essay, new: Essay) -> Iterator[Touched]:
    """Give everything in an essay that must be read again after its text changed."""
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
            index = _same_block(old.blocks, first.block, new.blocks)
            near = tuple(suggestions(quote, new.blocks))
            sides = tuple(_sides(old, new, first.block, index, with_same=True))
            yield Touched(name, quote, "The quotation has no place any more.", sides, near)
            continue
        sides = tuple(_sides(old, new, first.block, second.block))
        if sides:
            own = old.blocks[first.block].text != new.blocks[second.block].text
            what = "The passage changed." if own else "A passage beside it changed."
            yield Touched(name, quote, what, sides, ())


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


def _same_block(old: Sequence[Block], index: int, new: Sequence[Block]) -> int:
    """Give the block of the new text that a block of the old one most likely is."""
    texts = [block.text for block in new]
    if old[index].text in texts:
        return texts.index(old[index].text)
    ids = [block.id for block in new]
    return ids.index(old[index].id) if old[index].id in ids else min(index, len(new) - 1)


def _sides(
    old: Essay, new: Essay, first: int, second: int, with_same: bool = False
) -> Iterator[Side]:
    """Give the passage and those before and after it, as far as they differ."""
    for step, where in ((0, ""), (-1, ", before"), (1, ", after")):
        one, other = _text(old, first + step), _text(new, second + step)
        if one != other or (with_same and step == 0):
            label = passage_label(old, old.blocks[first])
            yield Side(f"{label}{where}", one, other)


def _text(essay: Essay, index: int) -> str:
    return essay.blocks[index].text if 0 <= index < len(essay.blocks) else ""


# -- rules that take two states ------------------------------------------------------------------


def problems(changes: Changes) -> Iterator[Problem]:
    """Give what a change may not do: move a verdict in silence, or make a note disappear."""
    for move in changes.verdicts:
        if not move.reason:
            file = move.note.file
            message = (
                f"the verdict was {move.old}, and is {move.new}; add an entry to ‘history’ with "
                "date, from, to and reason"
            )
            yield Problem(Rule.HISTORY, file.path, file.line("verdict"), message)
    for note in changes.gone:
        message = f"the note ‘{note.full_id}’ was published and is deleted; withdraw it instead"
        yield Problem(Rule.NOTE_GONE, note.file.path, 1, message)
