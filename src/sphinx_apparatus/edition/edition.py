"""A whole edition: read, anchored, numbered, checked.

Scripts and the Sphinx layer come in through :func:`open_edition`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from sphinx_apparatus.edition import rules as checking
from sphinx_apparatus.edition.numbering import numbered
from sphinx_apparatus.edition.reader import Reader, Shared
from sphinx_apparatus.model.problems import Problem, in_order
from sphinx_apparatus.model.records import (
    Block,
    CrossReference,
    Essay,
    Note,
    Person,
    Span,
    Theme,
    passage_label,
)
from sphinx_apparatus.sources.records import Source, read_references
from sphinx_apparatus.text.anchors import Fault, anchor
from sphinx_apparatus.text.bodies import Body, read_body
from sphinx_apparatus.text.edits import Edit, Emended, edits_of


@dataclass(frozen=True)
class Edition:
    """All records of an edition and what is wrong with them."""

    essays: tuple[Essay, ...]
    cross_references: tuple[CrossReference, ...]
    shared: Shared
    sources: Mapping[str, Source]
    problems: tuple[Problem, ...] = ()
    unread: frozenset[str] = frozenset()
    """Ids of essays, notes and shared lists that have a fault of their own and are missing here;
    no check blames those who name them."""
    _bodies: dict[str, Body] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def essay_by_id(self) -> dict[str, Essay]:
        """The essays by their ids."""
        return {essay.id: essay for essay in self.essays}

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
    def crossing(self) -> dict[tuple[str, str], list[tuple[CrossReference, int]]]:
        """Cross-references by essay and block: each with the end, 0 or 1, that lies there."""
        found: dict[tuple[str, str], list[tuple[CrossReference, int]]] = {}
        for reference in self.cross_references:
            for end, (essay, block) in enumerate(self.ends(reference)):
                found.setdefault((essay.id, block.id), []).append((reference, end))
        return found

    def ends(self, reference: CrossReference) -> list[tuple[Essay, Block]]:
        """Give the two places that a cross-reference joins."""
        places = []
        for place, span in zip(reference.head.between, reference.spans, strict=True):
            assert span is not None, "the check lets no cross-reference without a place through"
            essay = self.essay_by_id[place.essay]
            places.append((essay, essay.block_of(span)))
        return places

    def related(self, reference: CrossReference, end: int) -> list[Note]:
        """Give the notes on the words at one end of a cross-reference, 0 or 1.

        :returns: those that touch the words; if none does, those of their block. Withdrawn
            notes are left out.
        """
        there = self._beside(reference, end)
        return [note for note, touches in there if touches] or [note for note, _ in there]

    def touching(self, reference: CrossReference, end: int) -> list[Note]:
        """Give the notes that touch the very words at one end of a cross-reference, 0 or 1."""
        return [note for note, touches in self._beside(reference, end) if touches]

    def _beside(self, reference: CrossReference, end: int) -> list[tuple[Note, bool]]:
        """Give the active notes of a block, and whether they touch the words in question."""
        essay, _ = self.ends(reference)[end]
        at = reference.spans[end]
        assert at is not None, "the check lets no cross-reference without a place through"
        return [
            (note, note.span.start < at.end and note.span.end > at.start)
            for note in essay.notes
            if note.span is not None
            and note.span.block == at.block
            and note.head.status == "active"
        ]

    def body(self, record: Note | CrossReference) -> Body:
        """Give what the body of a note or cross-reference cites and points to."""
        key = record.full_id if isinstance(record, Note) else record.id
        if key not in self._bodies:
            self._bodies[key] = read_body(record.body)
        return self._bodies[key]

    def emended(self, essay: Essay) -> list[Emended]:
        """Give each block of an essay with its adopted readings."""
        edits: dict[int, list[Edit]] = {}
        for note in essay.notes:
            if note.span is not None:
                text = essay.block_of(note.span).text
                edits.setdefault(note.span.block, []).extend(edits_of(note, text))
        return [
            Emended.of(block.text, edits.get(index, ())) for index, block in enumerate(essay.blocks)
        ]

    def label(self, essay_id: str, block_id: str = "") -> str:
        """Give the words by which an essay or a block of it is cited.

        :raises KeyError: there is no such essay or block.
        """
        essay = self.essay_by_id[essay_id]
        if not block_id:
            return essay.label
        for block in essay.blocks:
            if block.id == block_id:
                return passage_label(essay, block)
        raise KeyError(block_id)


def open_edition(folder: Path, references: Path) -> Edition:
    """Read, anchor, number and check an edition.

    :param folder: the folder of essays.
    :param references: the bibliography, in biblatex's format.
    :returns: the edition; its ``problems`` tell everything that is wrong, in order of place.
        Notes with a fault of form are left out; notes without a place have no span.
    """
    reader = Reader(folder)
    essays = list(reader.essays())
    cross_references = list(reader.cross_references())
    shared = reader.shared()
    sources, reference_problems = read_references(references)
    problems = [*reader.problems, *_from_root(reference_problems, reader)]
    essays = [placed(essay, problems, reader.unread) for essay in essays]
    essays.sort(key=lambda essay: (essay.head.date, essay.id))
    by_id = {essay.id: essay for essay in essays}
    crossings = [joined(reference, by_id, problems) for reference in cross_references]
    if reference_problems and not sources:
        reader.unread.add("references")
    edition = Edition(
        tuple(essays), tuple(crossings), shared, sources, unread=frozenset(reader.unread)
    )
    problems += checking.check(edition)
    return replace(edition, problems=tuple(in_order(problems)))


def _from_root(problems: list[Problem], reader: Reader) -> Iterator[Problem]:
    for problem in problems:
        yield problem._replace(path=reader.shown(Path(problem.path)))


def placed(essay: Essay, problems: list[Problem], unread: set[str]) -> Essay:
    """Anchor and number the notes of an essay; those without a place are left out."""
    notes = []
    for note in essay.notes:
        result = anchor(note.head, essay.blocks)
        if isinstance(result, Fault):
            line = note.file.line(result.field)
            problems.append(Problem(result.rule, note.file.path, line, result.message))
            unread.add(note.full_id)
        else:
            notes.append(replace(note, span=result))
    return replace(essay, notes=tuple(numbered(notes)))


def joined(
    reference: CrossReference, essays: Mapping[str, Essay], problems: list[Problem]
) -> CrossReference:
    """Anchor both ends of a cross-reference."""
    spans: list[Span | None] = []
    for index, place in enumerate(reference.head.between):
        essay = essays.get(place.essay)
        result = anchor(place, essay.blocks) if essay else None
        if isinstance(result, Fault):
            line = reference.file.line("between", index, result.field)
            problems.append(Problem(result.rule, reference.file.path, line, result.message))
            result = None
        spans.append(result)
    return replace(reference, spans=tuple(spans))
