"""Rules over the records of an edition.

Each check is a generator of problems: it neither prints nor stops.
Faults of single files are found while reading; here is what takes more than one of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from sphinx_apparatus.edition.edition import Edition, Refused
from sphinx_apparatus.edition.rules_answers import check_answer
from sphinx_apparatus.edition.rules_apparatus import check_apparatus
from sphinx_apparatus.edition.rules_common import (
    References,
    TargetIndex,
    check_body,
    check_links,
    check_values,
    check_words,
    problem_at,
)
from sphinx_apparatus.edition.rules_essays import check_essay, check_labels
from sphinx_apparatus.edition.rules_notes import check_note, unfilled
from sphinx_apparatus.edition.rules_shared import check_cross_reference, check_lists
from sphinx_apparatus.edition.rules_style import Vocabulary, own_voice
from sphinx_apparatus.model.essays import File
from sphinx_apparatus.model.fields import Record
from sphinx_apparatus.model.problems import Problem
from sphinx_apparatus.text.anchors import Fault, anchor
from sphinx_apparatus.text.bodies import read_body


def check(
    edition: Edition, refused: Iterable[Refused] = (), only: Collection[str] = ()
) -> Iterator[Problem]:
    """Yield every problem of the records of *edition* as a whole.

    :param refused: notes and cross-references whose fields have a fault: what else is wrong with
        them is found at once, as it is in notes without a place.
    :param only: files of notes, if nothing else is looked through but what their essays share.
    """
    lists = _references(edition)
    places = TargetIndex(edition.essays, edition.unread)
    today = dt.datetime.now(dt.UTC).date()
    for record, file, *where in _records(edition):
        if only and file.path not in only:
            continue
        yield from check_values(record, file, today, *where)
    yield from check_labels(edition.essays)
    for essay in edition.essays:
        yield from check_essay(lists, essay)
        yield from check_apparatus(lists, places, essay)
    for note in (*(note for essay in edition.essays for note in essay.notes), *edition.lost):
        if only and note.file.path not in only:
            continue
        essay, body = edition.essay_by_id[note.essay], edition.body(note)
        yield from check_note(lists, places, essay, note, body)
        yield from check_answer(lists, places, essay, note, body)
    for file, text, place in refused:
        if only and file.path not in only:
            continue
        body = read_body(text, edition.allowed, edition.scheme.blocks)
        yield from check_body(lists, body, file, file.body_line)
        yield from unfilled(file, text)
        yield from own_voice(file, file.body_line, text, lists.vocabulary)
        yield from check_links(places, body, file.path, file.body_line)
        if place and (at := edition.essay_by_id.get(place.essay)):
            result = anchor(place, at.blocks)
            if isinstance(result, Fault):
                yield problem_at(result.rule, file, result.message, result.field)
    if only:
        return
    for reference in edition.cross_references:
        body = edition.body(reference)
        yield from check_cross_reference(lists, places, edition.shared, reference, body)
        for index, (place, span) in enumerate(
            zip(reference.head.between, reference.spans, strict=True)
        ):
            if at := edition.essay_by_id.get(place.essay):
                yield from check_words(at, span, reference.file, "between", index, "quote")
    yield from check_lists(lists, places, edition)


def _references(edition: Edition) -> References:
    shared = edition.shared
    return References(
        {key: source.consulted for key, source in edition.sources.items()},
        {name.name: name.living for name in shared.names},
        {person.key: person.name for person in shared.people},
        Vocabulary(shared.vocabulary, edition.language),
        edition.unread,
        edition.allowed,
        {key: source.language for key, source in edition.sources.items()},
        edition.language,
        edition.scheme,
    )


def _records(edition: Edition) -> Iterator[tuple[Record, File, *tuple[int, ...]]]:
    """Yield each record with its file, and its place in a list."""
    for essay in edition.essays:
        yield essay.head, essay.file
        yield from ((note.head, note.file) for note in essay.notes)
        yield from ((entry.head, entry.file, entry.index) for entry in essay.entries)
    yield from ((note.head, note.file) for note in edition.lost)
    yield from ((reference.head, reference.file) for reference in edition.cross_references)
    fields = {"chronology": "events", "evidence": "lookups"}
    for name, file in edition.shared.files.items():
        records = getattr(edition.shared, fields.get(name, name))
        yield from ((record, file, index) for index, record in enumerate(records))
