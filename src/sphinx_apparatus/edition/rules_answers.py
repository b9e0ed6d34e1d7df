"""Rules over what a note answers: summary, evidence, confidence, later developments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.rules_common import (
    NEEDS_SIDES,
    References,
    TargetIndex,
    check_body,
    check_links,
    check_plain,
    check_source,
    problem_at,
)
from sphinx_apparatus.edition.rules_style import own_voice
from sphinx_apparatus.edition.validation import UNFILLED_SUMMARY
from sphinx_apparatus.model.dates import PartialDate
from sphinx_apparatus.model.essays import Essay, Note
from sphinx_apparatus.model.problems import Problem
from sphinx_apparatus.model.records import Evidence, FactCheckHead, Later
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.model.vocabulary import Confidence, Consulted
from sphinx_apparatus.text.bodies import Body, read_body, refused_in_plain_words
from sphinx_apparatus.text.sentences import sentences

MAX_SUMMARY = 25
"""Words of a summary."""
MAX_EVIDENCE = 50
"""Words of a quotation from a source."""
SIDES = 2
"""Quotations of a disputed claim, at least."""


def _summary(note: Note) -> Iterator[Problem]:
    summary = note.head.summary
    if summary is None:
        return
    if summary == UNFILLED_SUMMARY:
        yield problem_at(Rule.UNFILLED, note.file, f"found “{summary}”", "summary")
        return
    yield from check_plain(Rule.SUMMARY, summary, MAX_SUMMARY, note.file, "summary")
    found = sentences(summary)
    if len(found) > 1:
        first = summary[slice(*found[0])]
        message = f"‘summary’ has {len(found)} sentences; expected one, and the first is “{first}”"
        yield problem_at(Rule.SUMMARY, note.file, message, "summary")
    if not summary.rstrip("”’\"')").endswith((".", "?", "!", "…")):
        message = f"‘summary’ ends with “{summary[-20:]}”; expected a whole sentence and its stop"
        yield problem_at(Rule.SUMMARY, note.file, message, "summary")


def _evidence(
    lists: References,
    note: Note,
    evidence: Sequence[Evidence],
    cited: set[str],
    *above: str | int,
) -> Iterator[Problem]:
    """Check quotations from sources.

    :param cited: keys of the sources that the text beside them cites.
    :param above: the fields that the list ‘evidence’ is in.
    """

    def at(message: str, index: int, field: str) -> Problem:
        return problem_at(Rule.EVIDENCE, note.file, message, *above, "evidence", index, field)

    for index, each in enumerate(evidence):
        key, file = each.source, note.file
        yield from check_source(lists, key, file, *above, "evidence", index, "source")
        if key in lists.sources and key not in cited:
            message = f"the text does not cite ‘{key}’; cite it where it says what the words show"
            yield at(message, index, "source")
        if lists.sources.get(key) is Consulted.NO:
            yield at(f"‘{key}’ was not consulted; quote a source that was read", index, "source")
        count = len(each.quote.split())
        if count > MAX_EVIDENCE:
            message = f"the quotation has {count} words; at most {MAX_EVIDENCE} are allowed"
            yield at(message, index, "quote")
        language = each.language or lists.languages.get(key, "")
        is_foreign = bool(language) and not _is_same(language, lists.language)
        if is_foreign and each.translation is None:
            message = (
                f"the words are in another language ({language}) and have no ‘translation’; if "
                f"they are not, write ‘language: {lists.language}’"
            )
            yield at(message, index, "quote")
        if each.translation and not is_foreign:
            message = "there is a translation and no other language; say which, by ‘language’"
            yield at(message, index, "translation")


def _is_same(language: str, other: str) -> bool:
    return language.partition("-")[0].lower() == other.partition("-")[0].lower()


def _verdict(note: Note) -> Iterator[Problem]:
    """Check that the evidence fits verdict and confidence."""
    head = note.head
    if not isinstance(head, FactCheckHead):
        return
    if head.verdict.like == NEEDS_SIDES and 0 < len(head.evidence) < SIDES:
        message = "one quotation for a disputed claim; expected one for each side"
        yield problem_at(Rule.EVIDENCE, note.file, message, "evidence")
    if head.evidence_none and head.confidence is Confidence.HIGH:
        message = "‘evidence-none’ and ‘confidence: high’; expected at most medium"
        yield problem_at(Rule.CONFIDENCE, note.file, message, "confidence")


def _later(lists: References, places: TargetIndex, essay: Essay, note: Note) -> Iterator[Problem]:
    before: PartialDate | None = None
    for index, each in enumerate(note.head.later):
        body = read_body(each.text, lists.allowed)
        first = note.file.line("later", index, "text") + 1
        yield from check_body(lists, body, note.file, first)
        yield from check_links(places, body, note.file.path, first)
        yield from own_voice(note.file, first, each.text, lists.vocabulary)
        cited = {citation.key for citation in body.citations}
        yield from _evidence(lists, note, each.evidence, cited, "later", index)
        for message in _faults_of_later(each, before, essay, body):
            yield problem_at(Rule.LATER, note.file, message, "later", index, "date")
        before = each.date


def _faults_of_later(
    each: Later, before: PartialDate | None, essay: Essay, body: Body
) -> Iterator[str]:
    if each.date.is_before(essay.head.date.last):
        yield f"‘date’ is {each.date}, before the essay of {essay.head.date}"
    if before is not None and each.date.is_before(before):
        yield f"what happened on {each.date} stands after what happened on {before}"
    if not body.citations:
        yield "the text cites no source; add one with {cite:p}`key`"


def lost(edition: Edition, days: int, today: dt.date) -> Iterator[Problem]:
    """Yield the quotations that have not been found on the web for more than some days."""
    for note in edition.note_by_id.values():
        for evidence, where in note.quoted_at():
            lookup = edition.lookup(note, evidence)
            since = lookup and lookup.missing_since
            if lookup and since and (today - since).days > days:
                outcome = lookup.reason or lookup.outcome.definition
                message = f"the words were not found again since {since}: {outcome}"
                yield problem_at(Rule.LOOKUP_LOST, note.file, message, *where, "quote")


def check_answer(
    lists: References,
    places: TargetIndex,
    essay: Essay,
    note: Note,
    body: Body,
) -> Iterator[Problem]:
    """Yield the problems of a note's summary, evidence and later developments.

    :param body: the note's text as it was read.
    """
    yield from _summary(note)
    head = note.head
    for name, words in (("summary", head.summary), ("evidence-none", head.evidence_none)):
        if words:
            yield from own_voice(note.file, note.file.line(name), words, lists.vocabulary)
    if head.evidence_none:
        for fault in refused_in_plain_words(head.evidence_none):
            message = f"‘evidence-none’: {fault.message}"
            yield problem_at(fault.rule, note.file, message, "evidence-none")
    cited = {citation.key for citation in body.citations}
    yield from _evidence(lists, note, head.evidence, cited)
    yield from _verdict(note)
    yield from _later(lists, places, essay, note)
