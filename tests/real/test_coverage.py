"""The real edition: every sentence has a note or a reason."""

from __future__ import annotations

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.review.coverage import coverage


def test_every_sentence_of_the_edition_has_a_note_or_a_reason(edition: Edition) -> None:
    assert [str(found) for found in coverage(edition) if not found.is_covered] == []


def test_no_reason_is_given_for_a_sentence_that_has_a_note(edition: Edition) -> None:
    both = [found for found in coverage(edition) if found.reason and found.is_annotated]
    assert [str(found) for found in both] == []


def test_every_reason_of_the_files_is_shown(edition: Edition) -> None:
    shown = sum(bool(found.reason) for found in coverage(edition))
    assert shown == sum(len(essay.head.no_claim) for essay in edition.essays)
