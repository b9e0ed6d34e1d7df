"""Rules over the records of an edition.

Each check is a generator of problems: it neither prints nor stops.
Faults of single files are found while reading; here is what takes more than one of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.rules_common import References, TargetIndex, check_words
from sphinx_apparatus.edition.rules_essays import check_essay
from sphinx_apparatus.edition.rules_notes import check_note
from sphinx_apparatus.edition.rules_shared import check_cross_reference, check_lists
from sphinx_apparatus.model.problems import Problem


def check(edition: Edition) -> Iterator[Problem]:
    """Yield every problem of the records of *edition* as a whole."""
    lists = References.of(edition)
    places = TargetIndex(edition.essays, edition.unread)
    today = dt.datetime.now(dt.UTC).date()
    for essay in edition.essays:
        yield from check_essay(lists, essay)
        for note in essay.notes:
            yield from check_note(lists, places, essay, note, edition.body(note), today)
    for reference in edition.cross_references:
        body = edition.body(reference)
        yield from check_cross_reference(lists, places, edition.shared, reference, body)
        for index, (place, span) in enumerate(
            zip(reference.head.between, reference.spans, strict=True)
        ):
            if at := edition.essay_by_id.get(place.essay):
                yield from check_words(at, span, reference.file, "between", index, "quote")
    yield from check_lists(lists, places, edition, today)
