"""Load a whole edition: read files, anchor, number, check.

Scripts and the Sphinx layer come in through :func:`open_edition`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from sphinx_apparatus.edition import rules
from sphinx_apparatus.edition.edition import Edition, unread_entries
from sphinx_apparatus.edition.reader import Reader, Reading
from sphinx_apparatus.edition.rules_demands import check_demands
from sphinx_apparatus.model.demands import NO_DEMANDS, Demands
from sphinx_apparatus.model.essays import CrossReference, Essay, Note, PlacedEntry, Span
from sphinx_apparatus.model.problems import Problem, Problems, in_order
from sphinx_apparatus.model.vocabulary import LENIENT
from sphinx_apparatus.sources.reader import read_references
from sphinx_apparatus.text.anchors import Fault, anchor, anchor_lemma
from sphinx_apparatus.text.apparatus import of_notes, with_support
from sphinx_apparatus.text.numbering import numbered


def open_edition(
    folder: Path,
    references: Path,
    allowed: frozenset[str] = frozenset(),
    demands: Demands = NO_DEMANDS,
    language: str = "en",
    digests: Mapping[str, str] = MappingProxyType({}),
    readings: dict[str, Reading] | None = None,
    begin: Callable[[Edition], object] = lambda _: None,
    only: Collection[str] = (),
) -> Edition:
    """Read, anchor, number and check an edition.

    :param folder: the folder of essays.
    :param references: the bibliography, in biblatex's format.
    :param allowed: characters that the edition allows beside those of every edition.
    :param demands: what the edition demands of its records.
    :param language: the language of notes and pages, as a code.
    :param digests: those of the parts of the edition, where they are known.
    :param readings: what was read of each essay before; what has its digest is not read again.
    :param begin: called when all is read and nothing is checked.
    :param only: files of notes, if only they are checked; everything is read.
    :returns: the edition; its ``problems`` are everything that is wrong, in order of place.
        Notes with a fault of form are left out; those without a place are its ``lost`` ones.
    """
    reader = Reader(folder, allowed, digests, readings)
    essays = list(reader.essays())
    cross_references = list(reader.cross_references())
    shared = reader.shared()
    sources, reference_problems = read_references(
        references, allowed=allowed, demands=demands, is_checked=not only
    )
    problems = Problems([*reader.problems, *_from_root(reference_problems, reader)])
    lost: list[Note] = []
    found = essays
    essays = [placed(essay, problems, lost) for essay in found]
    reader.unread.update(note.full_id for note in lost)
    reader.unread.update(
        unread_entries(essay.id)
        for essay, before in zip(essays, found, strict=True)
        if len(essay.entries) < len(before.entries)
    )
    essays.sort(key=lambda essay: essay.order)
    by_id = {essay.id: essay for essay in essays}
    crossings = [joined(reference, by_id, problems) for reference in cross_references]
    if reference_problems and not sources:
        reader.unread.add("references")
    edition = Edition(
        tuple(essays),
        tuple(crossings),
        shared,
        sources,
        unread=frozenset(reader.unread),
        lost=tuple(lost),
        allowed=allowed,
        demands=demands,
        language=language,
        scheme=reader.scheme or LENIENT,
    )
    begin(edition)
    problems += rules.check(edition, reader.refused, only)
    problems += check_demands(edition, reader.shown(references))
    return replace(edition, problems=tuple(in_order(problems)))


def _from_root(problems: list[Problem], reader: Reader) -> Iterator[Problem]:
    for problem in problems:
        yield problem._replace(path=reader.shown(Path(problem.path)))


def placed(essay: Essay, problems: list[Problem], lost: list[Note]) -> Essay:
    """Anchor and number the notes of an essay; those without a place are added to *lost*."""
    notes = []
    for note in essay.notes:
        result = anchor(note.head, essay.blocks)
        if isinstance(result, Fault):
            line = note.file.line(result.field)
            problems.append(Problem(result.rule, note.file.path, line, result.message))
            lost.append(note)
        else:
            notes.append(replace(note, span=result))
    essay = replace(
        essay,
        notes=tuple(numbered(notes, [block.text for block in essay.blocks])),
        entries=tuple(_entries(essay, problems)),
    )
    if not essay.entries:
        return essay
    apparatus = with_support(essay, [*essay.entries, *of_notes(essay)])
    own = tuple(entry for entry in apparatus if entry.index >= 0)
    return replace(essay, entries=own, apparatus=tuple(apparatus))


def _entries(essay: Essay, problems: list[Problem]) -> list[PlacedEntry]:
    """Anchor the entries of the apparatus; those without a place are left out."""
    entries = []
    for entry in essay.entries:
        spans = anchor_lemma(entry.head, essay.blocks)
        if isinstance(spans, Fault):
            line = entry.line(spans.field)
            problems.append(Problem(spans.rule, entry.file.path, line, spans.message))
            continue
        moved: list[Span | None] = []
        for index, reading in enumerate(entry.head.readings):
            to = anchor(reading.moved, essay.blocks) if reading.moved else None
            if isinstance(to, Fault):
                line = entry.line("readings", index, "moved", to.field)
                problems.append(Problem(to.rule, entry.file.path, line, to.message))
                to = None
            moved.append(to)
        length = sum(span.end - span.start for span in spans)
        id = entry.head.id or f"a-{essay.blocks[spans[0].block].id}-{spans[0].start}-{length}"
        entries.append(replace(entry, spans=spans, moved=tuple(moved), id=id))
    return entries


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
