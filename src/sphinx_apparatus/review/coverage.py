"""Coverage: the sentences of the texts with their notes, and the notes that wait for an editor.

A textual note is about words, not about what they say: it alone does not cover a sentence.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sphinx_apparatus.edition.rules_notes import due
from sphinx_apparatus.model.catalogue import N_
from sphinx_apparatus.model.essays import Block, Essay, Note, passage_label
from sphinx_apparatus.model.vocabulary import BlockKind, Kind, Verdict
from sphinx_apparatus.text.anchors import Fault, anchor
from sphinx_apparatus.text.sentences import sentences

if TYPE_CHECKING:
    from sphinx_apparatus.edition.edition import Edition


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text with its notes, or the reason for none."""

    essay: Essay
    block: Block
    text: str
    start: int
    """Where it begins in the block's stream."""
    notes: tuple[Note, ...]
    """Those that still hold and touch the sentence, in order of their labels."""
    reason: str
    """Why it has no note, as ``no-claim`` says; empty if nothing is said there."""

    @property
    def is_annotated(self) -> bool:
        """Whether a fact-check or context note is on it."""
        return any(note.kind is not Kind.TEXTUAL for note in self.notes)

    @property
    def is_covered(self) -> bool:
        """Whether it is annotated or a reason is given why not."""
        return self.is_annotated or bool(self.reason)

    def __str__(self) -> str:
        """Return the sentence as a line for a terminal."""
        have = ", ".join(f"{note.label} {note.id}" for note in self.notes)
        answer = " · ".join(
            part for part in (have, self.reason and f"no claim: {self.reason}") if part
        )
        return f"{passage_label(self.essay, self.block)}: {self.text}\n    → {answer or 'NOTHING'}"


def coverage(edition: Edition) -> list[Sentence]:
    """Return every sentence of every text, in order, with its notes or the reason for none."""
    return [sentence for essay in edition.essays for sentence in coverage_of(essay)]


_NO_CLAIMS = frozenset({BlockKind.HEADING, BlockKind.DIRECTION})
"""Blocks in which the text itself claims nothing."""


def coverage_of(essay: Essay) -> list[Sentence]:
    """Return every sentence of a text, head and tail of its page included."""
    found = []
    reasons = _reasons(essay)
    for index, block in enumerate(essay.blocks):
        if block.kind in _NO_CLAIMS:
            continue
        notes = [
            (note, note.span)
            for note in essay.notes
            if note.span is not None and note.span.block == index and note.is_active
        ]
        for start, end in sentences(block.text):
            touching = [note for note, at in notes if at.start < end and at.end > start]
            said = [
                reason
                for at, first, last, reason in reasons
                if at == index and first < end and last > start
            ]
            text, reason = block.text[start:end], said[0] if said else ""
            found.append(Sentence(essay, block, text, start, tuple(touching), reason))
    return found


def _reasons(essay: Essay) -> list[tuple[int, int, int, str]]:
    """Return the places of ``no-claim`` with their reasons; those without a place are left out."""
    placed = []
    for entry in essay.head.no_claim:
        span = anchor(entry, essay.blocks)
        if not isinstance(span, Fault):
            placed.append((span.block, span.start, span.end, entry.reason))
    return placed


def due_day(note: Note, months: int) -> dt.date | None:
    """Return the day on which a note is due to be checked again; none for never.

    :param months: after how many; 0 for never.
    """
    checked = note.head.checked
    if checked is None or months <= 0:
        return None
    years, month = divmod(checked.month - 1 + months, 12)
    first = checked.replace(year=checked.year + years, month=month + 1, day=1)
    day = first + dt.timedelta(days=checked.day - 1)
    # In a month that is shorter the day comes with the next.
    return day if day.month == first.month else day.replace(day=1)


class Waiting(NamedTuple):
    """A note that waits for an editor."""

    note: Note
    reasons: tuple[str, ...]
    """Of: ‘due’, ‘disputed’, ‘not yet reviewed’."""


def waiting(edition: Edition, months: int, today: dt.date) -> list[Waiting]:
    """Return the notes that are due, disputed or not reviewed, those with more reasons first.

    :param months: after how many a note is due to be checked again; 0 for never.
    """
    again = {problem.path for problem in due(edition.essays, months, today)} if months > 0 else ()
    found = []
    for note in (note for essay in edition.essays for note in essay.active_notes):
        reasons = {
            "due": note.file.path in again,
            N_("disputed"): bool(
                note.fact_check and note.fact_check.verdict.like == Verdict.DISPUTED
            ),
            N_("not yet reviewed"): not note.head.reviewed_by,
        }
        if any(reasons.values()):
            found.append(Waiting(note, tuple(name for name, holds in reasons.items() if holds)))
    return sorted(found, key=lambda each: -len(each.reasons))
