"""The real edition: every sentence has a note or a reason, and every outlet one form."""

from __future__ import annotations

from collections import defaultdict

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.review.coverage import coverage
from sphinx_apparatus.sources.records import HeadKind


def test_every_sentence_of_the_edition_has_a_note_or_a_reason(edition: Edition) -> None:
    assert [str(found) for found in coverage(edition) if not found.is_covered] == []


def test_no_reason_is_given_for_a_sentence_that_has_a_note(edition: Edition) -> None:
    both = [found for found in coverage(edition) if found.reason and found.is_annotated]
    assert [str(found) for found in both] == []


def test_every_reason_of_the_files_is_shown(edition: Edition) -> None:
    shown = sum(bool(found.reason) for found in coverage(edition))
    assert shown == sum(len(essay.head.no_claim) for essay in edition.essays)


def test_a_name_in_place_of_an_author_has_one_form(edition: Edition) -> None:
    forms: defaultdict[str, set[bool]] = defaultdict(set)
    for source in edition.sources.values():
        forms[source.head].add(source.head_kind is HeadKind.OUTLET)
    two = [name for name, italic in forms.items() if len(italic) > 1]
    assert two == [], "enter the name in references.bib as its other entries have it"
