"""A whole edition: its records, with look-ups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from sphinx_apparatus.model.demands import NO_DEMANDS, Demands
from sphinx_apparatus.model.essays import (
    Block,
    CrossReference,
    Essay,
    File,
    Note,
    Span,
    line_label,
    note_label,
    passage_label,
)
from sphinx_apparatus.model.problems import Problem
from sphinx_apparatus.model.records import (
    ContestedWord,
    Contribution,
    Correction,
    Event,
    Evidence,
    FactCheckHead,
    Lookup,
    Name,
    Outlet,
    Person,
    Place,
    Theme,
)
from sphinx_apparatus.model.vocabulary import STANDARD, Scheme
from sphinx_apparatus.sources.labels import Label, labels
from sphinx_apparatus.sources.records import ArchivedCopy, Source
from sphinx_apparatus.text.anchors import quoted_ends
from sphinx_apparatus.text.bodies import Body, read_body
from sphinx_apparatus.text.collation import in_alphabet, index_key
from sphinx_apparatus.text.edits import Emended, adopted_edits
from sphinx_apparatus.text.excerpts import Ranges, joined
from sphinx_apparatus.text.markdown import checksum
from sphinx_apparatus.text.witnesses import LEAST_GAP, Comparison, beside, divided


def unread_entries(essay: str) -> str:
    """Return the name by which entries of an apparatus that have a fault are among what is unread.

    No note has it.
    """
    return f"{essay}/apparatus.yml"


class Refused(NamedTuple):
    """What is left of a note or cross-reference whose fields have a fault."""

    file: File
    body: str
    place: Place | None
    """The words that a note quotes, if the fields that say them have none."""


@dataclass(frozen=True)
class EditionData:
    """The data that all essays share, each with the place of its file."""

    themes: tuple[Theme, ...] = ()
    names: tuple[Name, ...] = ()
    people: tuple[Person, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    events: tuple[Event, ...] = ()
    corrections: tuple[Correction, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    vocabulary: tuple[ContestedWord, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    files: dict[str, File] = field(default_factory=dict)

    @property
    def names_in_order(self) -> list[Name]:
        """The headings of the index, sorted as an index of their language is."""
        return sorted(
            self.names, key=lambda name: (index_key(in_alphabet(name.sort or name.name)), name.name)
        )


@dataclass(frozen=True)
class Edition:
    """All records of an edition and their problems."""

    essays: tuple[Essay, ...]
    cross_references: tuple[CrossReference, ...]
    shared: EditionData
    sources: Mapping[str, Source]
    problems: tuple[Problem, ...] = ()
    unread: frozenset[str] = frozenset()
    """Ids of essays, notes and shared lists that have a fault of their own and are missing here;
    no check blames those who name them."""
    allowed: frozenset[str] = frozenset()
    """Characters that the edition allows beside those of every edition."""
    lost: tuple[Note, ...] = ()
    """Notes without a place: their words are not in their text, or not once."""
    demands: Demands = NO_DEMANDS
    """What the edition demands of its records."""
    language: str = "en"
    """The language of notes and pages, as a code."""
    scheme: Scheme = STANDARD
    """Its kinds of notes, verdicts, relations and kinds of names."""
    _bodies: dict[str, Body] = field(default_factory=dict, compare=False, repr=False)
    _comparisons: dict[tuple[str, str], Comparison] = field(
        default_factory=dict, compare=False, repr=False
    )

    @cached_property
    def essay_by_id(self) -> dict[str, Essay]:
        """The essays by their ids."""
        return {essay.id: essay for essay in self.essays}

    @cached_property
    def later_parts(self) -> frozenset[str]:
        """Ids of texts that are a part of a work and not its first."""
        first: dict[str, str] = {}
        works = [(essay.head.work, essay.id) for essay in self.essays if essay.head.work]
        return frozenset(id for work, id in works if work and first.setdefault(work, id) != id)

    @cached_property
    def note_by_id(self) -> dict[str, Note]:
        """The notes by their full ids, ``essay/note``."""
        return {note.full_id: note for essay in self.essays for note in essay.notes}

    @cached_property
    def theme_by_id(self) -> dict[str, Theme]:
        """The themes by their ids."""
        return {theme.id: theme for theme in self.shared.themes}

    @cached_property
    def person_by_key(self) -> dict[str, Person]:
        """The editors and contributors by their keys."""
        return {person.key: person for person in self.shared.people}

    @cached_property
    def newest_day(self) -> dt.date | None:
        """The day of the newest record."""
        dates = [day for essay in self.essays for note in essay.notes for day in note.days]
        dates += [ref.head.created for ref in self.cross_references if ref.head.created]
        return max(dates, default=None)

    @cached_property
    def labels(self) -> dict[str, Label]:
        """The label of each source by its key, as citations print it: Fuller 2019."""
        return labels(self.sources.values())

    @cached_property
    def crossing(self) -> dict[tuple[str, str], list[tuple[CrossReference, int]]]:
        """Cross-references by essay and block, each with the end, 0 or 1, that is there."""
        found: dict[tuple[str, str], list[tuple[CrossReference, int]]] = {}
        for reference in self.cross_references:
            for end, (essay, block) in enumerate(self.ends(reference)):
                found.setdefault((essay.id, block.id), []).append((reference, end))
        return found

    def comparison(self, essay: Essay, siglum: str) -> Comparison:
        """Return what a witness with a file has in the place of the words of a text."""
        key = essay.id, siglum
        if key not in self._comparisons:
            witness = next(each for each in essay.head.witnesses if each.siglum == siglum)
            _, words, _ = divided(essay.transcripts[siglum], witness.blocks)
            rules = essay.head.collation_of(witness)
            self._comparisons[key] = beside(essay.blocks, words, rules)
        return self._comparisons[key]

    def lacking(self, essay: Essay) -> dict[tuple[int, int, int], list[str]]:
        """Return the longer parts of a text that witnesses do not have, with their sigla.

        :returns: by block, start and end, in order of the text.
        """
        found: dict[tuple[int, int, int], list[str]] = {}
        for siglum in essay.transcripts:
            for gap in self.comparison(essay, siglum).gaps():
                found.setdefault(gap, []).append(siglum)
        for entry in essay.entries:
            size = len(essay.words_of(entry).split())
            for reading in entry.head.readings if size >= LEAST_GAP else ():
                for span in entry.spans if reading.omits or reading.gap else ():
                    there = found.setdefault((span.block, span.start, span.end), [])
                    there += [s for s in reading.sigla if s not in essay.transcripts]
        return {place: sigla for place, sigla in sorted(found.items()) if sigla}

    def ends(self, reference: CrossReference) -> list[tuple[Essay, Block]]:
        """Return the two places that a cross-reference joins."""
        places = []
        for place, span in zip(reference.head.between, reference.spans, strict=True):
            assert span is not None, "the check lets no cross-reference without a place through"
            essay = self.essay_by_id[place.essay]
            places.append((essay, essay.block_of(span)))
        return places

    def related(self, reference: CrossReference, end: int) -> list[Note]:
        """Return the notes on the words at one end of a cross-reference, 0 or 1.

        :returns: those that touch the words; if none does, those of their block. Withdrawn
            notes are left out.
        """
        there = self._beside(reference, end)
        return [note for note, touches in there if touches] or [note for note, _ in there]

    def touching(self, reference: CrossReference, end: int) -> list[Note]:
        """Return the notes on the same words as one end of a cross-reference, 0 or 1."""
        return [note for note, touches in self._beside(reference, end) if touches]

    def on_same_words(self, note: Note) -> list[Note]:
        """Return the other notes on words that a note is about."""
        span = note.span
        return [
            other
            for other in self.essay_by_id[note.essay].notes
            if other is not note and span and other.span and _touch(span, other.span)
        ]

    @cached_property
    def mentions(self) -> dict[str, list[Note | CrossReference]]:
        """The notes and cross-references that refer to a note, by its full id."""
        found: dict[str, list[Note | CrossReference]] = {}
        records: list[Note | CrossReference] = [*self.note_by_id.values(), *self.cross_references]
        for record in records:
            bodies = [self.body(record)]
            if isinstance(record, Note):
                bodies += self.later_bodies(record)
            targets = {
                each.id for body in bodies for each in body.targets if each.role == "apparatus:note"
            }
            for target in sorted(targets):
                found.setdefault(target, []).append(record)
        return found

    def _beside(self, reference: CrossReference, end: int) -> list[tuple[Note, bool]]:
        """Return the active notes of a block, and whether they touch the words in question."""
        essay, _ = self.ends(reference)[end]
        at = reference.spans[end]
        assert at is not None, "the check lets no cross-reference without a place through"
        return [
            (note, _touch(note.span, at))
            for note in essay.notes
            if note.span is not None and note.span.block == at.block and note.is_active
        ]

    def body(self, record: Note | CrossReference) -> Body:
        """Return what the body of a note or cross-reference cites and points to."""
        key = record.full_id if isinstance(record, Note) else record.id
        if key not in self._bodies:
            blocks = self.scheme.blocks if isinstance(record, Note) else ()
            self._bodies[key] = read_body(record.body, self.allowed, blocks)
        return self._bodies[key]

    def later_bodies(self, note: Note) -> list[Body]:
        """Return what the texts on later developments of a note cite and point to."""
        return [read_body(each.text, self.allowed) for each in note.head.later]

    def cited_by(self, note: Note) -> list[str]:
        """Return the keys of the sources that a note cites or quotes, in order of first use."""
        bodies = [self.body(note), *self.later_bodies(note)]
        keys = [citation.key for body in bodies for citation in body.citations]
        return list(dict.fromkeys([*keys, *(each.source for each in note.quotations)]))

    def cited_in_apparatus(self, essay: Essay) -> list[str]:
        """Return the keys of the sources that the entries of an apparatus cite."""
        keys: list[str] = []
        for entry in essay.entries:
            keys += [each.source for each in entry.head.readings if each.source]
            if entry.head.comment:
                body = read_body(entry.head.comment, self.allowed)
                keys += [citation.key for citation in body.citations]
        return keys

    def language_of(self, evidence: Evidence) -> str:
        """Return the language of a quotation, as a code; without a word on it, the edition's."""
        source = self.sources.get(evidence.source)
        return evidence.language or (source.language if source else "") or self.language

    def lookup(self, note: Note, evidence: Evidence) -> Lookup | None:
        """Return what was found when a quotation was looked up; none if it never was."""
        return self._lookups.get((note.full_id, evidence.source, checksum(evidence.quote)))

    @cached_property
    def _lookups(self) -> dict[tuple[str, str, str], Lookup]:
        return {(each.note, each.source, each.words): each for each in self.shared.lookups}

    @cached_property
    def archived_copies(self) -> dict[str, ArchivedCopy]:
        """The archived copies that are known, by the address of the page."""
        found = {
            each.address: ArchivedCopy(each.archive, each.archived)
            for each in self.shared.lookups
            if each.address and each.archive
        }
        return found | {
            source.address: source.archived
            for source in self.sources.values()
            if source.address and source.archived
        }

    @cached_property
    def outlets_by_source(self) -> dict[str, list[Outlet]]:
        """The publishers of each source that a state, party, church or owner directs, by key."""
        found = {
            key: [outlet for outlet in self.shared.outlets if outlet.name in published]
            for key, source in self.sources.items()
            if (published := source.publishers)
        }
        return {key: outlets for key, outlets in found.items() if outlets}

    def emended(self, essay: Essay) -> list[Emended]:
        """Return each block of an essay with its adopted readings."""
        edits = adopted_edits(essay)
        return [
            Emended.of(block.text, edits.get(index, ())) for index, block in enumerate(essay.blocks)
        ]

    def fact_checks(self) -> list[tuple[Essay, Note, FactCheckHead]]:
        """Return every fact-check that counts, in order, with its essay and its head."""
        return [(essay, *check) for essay in self.essays for check in essay.fact_checks]

    def note_label(self, note: Note) -> str:
        """Return the words by which a note is cited: “2019 n. 12”."""
        return note_label(self.essay_by_id[note.essay], note)

    def words(self, kind: str, id: str) -> str:
        """Return the words by which a text, passage, note or theme is cited.

        :raises KeyError: there is no such thing.
        """
        if kind == "note":
            return self.note_label(self.note_by_id[id])
        if kind == "theme":
            return self.theme_by_id[id].title
        essay, _, block = id.partition("/")
        return self.label(essay, block)

    def label(self, essay_id: str, block_id: str = "") -> str:
        """Return the words by which an essay or a block of it is cited.

        :raises KeyError: there is no such essay or block.
        """
        essay = self.essay_by_id[essay_id]
        if not block_id:
            return essay.label
        for block in essay.blocks:
            if line := block.line_ids.get(block_id):
                return f"{essay.label} {line_label(block, line.number)}"
            if block.id == block_id:
                return passage_label(essay, block)
        raise KeyError(block_id)


def _touch(one: Span, other: Span) -> bool:
    """Return whether two places have words in common."""
    return one.block == other.block and one.start < other.end and one.end > other.start


def quoted(edition: Edition, essay: Essay) -> list[Ranges]:
    """Return the words of each block that the edition quotes."""
    found: list[list[tuple[int, int]]] = [[] for _ in essay.blocks]
    for note in essay.notes:
        if note.span is not None:
            found[note.span.block].append((note.span.start, note.span.end))
    for entry in essay.entries:
        for end in (*quoted_ends(entry), *filter(None, entry.moved)):
            found[end.block].append((end.start, end.end))
    for block, edits in adopted_edits(essay).items():
        found[block] += [(edit.start, edit.end) for edit in edits]
    for reference in edition.cross_references:
        for place, span in zip(reference.head.between, reference.spans, strict=True):
            if place.essay == essay.id and span is not None:
                found[span.block].append((span.start, span.end))
    return [joined(block.text, ranges) for block, ranges in zip(essay.blocks, found, strict=True)]
