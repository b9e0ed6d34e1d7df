"""Rules over a single note."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator

from sphinx_apparatus.edition.edition import unread_entries
from sphinx_apparatus.edition.rules_common import (
    References,
    TargetIndex,
    check_body,
    check_links,
    check_people,
    check_words,
    did_you_mean,
    problem_at,
)
from sphinx_apparatus.edition.rules_style import is_attributed_on, own_voice
from sphinx_apparatus.edition.validation import UNFILLED
from sphinx_apparatus.model.catalogue import is_english
from sphinx_apparatus.model.dates import PartialDate
from sphinx_apparatus.model.essays import Essay, File, Note
from sphinx_apparatus.model.problems import Problem
from sphinx_apparatus.model.records import FactCheckHead, TextualHead
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.model.vocabulary import Change, Consulted, Kind
from sphinx_apparatus.text.bodies import Body, read_body
from sphinx_apparatus.text.markdown import normalise

MAX_QUOTED = 40
"""Words that a note should quote at most."""


def _body(lists: References, essay: Essay, note: Note, body: Body) -> Iterator[Problem]:
    yield from check_words(essay, note.span, note.file, "quote")
    yield from check_body(lists, body, note.file, note.file.body_line)


def _sources(lists: References, essay: Essay, note: Note, body: Body) -> Iterator[Problem]:
    """Check that a fact-check cites a source that was consulted."""
    if not note.fact_check:
        return
    if not body.citations:
        message = "the fact-check cites no source; add one with {cite:p}`key`"
        yield Problem(Rule.CITATION_NONE, note.file.path, note.file.body_line, message)
    # What has an error of its own is reported where it is.
    elif all(lists.sources.get(cited.key) is Consulted.NO for cited in body.citations):
        message = "none of the sources cited was consulted; cite one that was read"
        yield Problem(Rule.CITATION_UNCONSULTED, note.file.path, note.file.body_line, message)


def _declared(lists: References, essay: Essay, note: Note, body: Body) -> Iterator[Problem]:
    """Check that names, people and sigla are declared."""
    head = note.head
    for index, term in enumerate(head.index):
        if term not in lists.names and "names" not in lists.unread:
            also = did_you_mean(term, lists.names)
            message = f"the index term ‘{term}’ is not in names.yml{also}"
            yield problem_at(Rule.TERM_UNKNOWN, note.file, message, "index", index)
    yield from check_people(lists, note, note.file)
    if isinstance(head, TextualHead):
        sigla = essay.head.witness_by_siglum
        read: set[str] = set()
        for index, reading in enumerate(head.witnesses):
            where = ("witnesses", index, "siglum")
            if reading.siglum in read:
                message = f"the siglum {reading.siglum} has two readings; keep one"
                yield problem_at(Rule.DUPLICATE_ID, note.file, message, *where)
            read.add(reading.siglum)
            if reading.siglum not in sigla:
                message = (
                    f"the siglum {reading.siglum} is not declared; "
                    f"the witnesses are {', '.join(sorted(sigla))}"
                )
                yield problem_at(Rule.SIGLUM_UNKNOWN, note.file, message, *where)


def _dates(lists: References, essay: Essay, note: Note, body: Body) -> Iterator[Problem]:
    head = note.head
    for name in ("created", "checked"):
        date = getattr(head, name)
        if date is not None and PartialDate.of(date).is_before(essay.head.date.last):
            message = f"‘{name}’ is {date}, before the essay of {essay.head.date}"
            yield problem_at(Rule.DATE_ORDER, note.file, message, name)
    if head.created and head.checked and head.checked < head.created:
        message = f"‘checked’ is {head.checked}, before ‘created’ {head.created}"
        yield problem_at(Rule.DATE_ORDER, note.file, message, "checked")
    through = head.evidence_through
    if through and through.is_before(essay.head.date.last):
        message = f"‘evidence-through’ is {through}, before the essay of {essay.head.date}"
        yield problem_at(Rule.DATE_ORDER, note.file, message, "evidence-through")
    if through and head.checked is None:
        message = "‘checked’ is missing: the day on which ‘evidence-through’ held"
        yield problem_at(Rule.FIELD_MISSING, note.file, message, "evidence-through")
    if through and head.checked and through > PartialDate.of(head.checked):
        message = f"‘evidence-through’ is {through}, after ‘checked’ {head.checked}"
        yield problem_at(Rule.DATE_ORDER, note.file, message, "evidence-through")
    if head.withdrawn and head.created and head.withdrawn.date < head.created:
        message = f"‘withdrawn’ is {head.withdrawn.date}, before ‘created’ {head.created}"
        yield problem_at(Rule.DATE_ORDER, note.file, message, "withdrawn", "date")
    if isinstance(head, FactCheckHead) and head.history:
        last = head.history[-1]
        if last.to != head.verdict:
            message = f"the last entry ends with {last.to}, the verdict is {head.verdict}"
            yield problem_at(Rule.HISTORY, note.file, message, "history")
        for index, entry in enumerate(head.history):
            if entry.from_ is entry.to:
                message = f"an entry goes from {entry.from_} to {entry.to}, which is no change"
                yield problem_at(Rule.HISTORY, note.file, message, "history", index)
            # A verdict moves when the evidence is weighed, never after it was weighed last.
            if not (head.created or entry.date) <= entry.date <= head.checked:
                message = (
                    f"an entry is of {entry.date}: expected a day from ‘created’ to ‘checked’, "
                    f"{head.created or '…'} to {head.checked}"
                )
                yield problem_at(Rule.DATE_ORDER, note.file, message, "history", index, "date")
        for index, (one, two) in enumerate(zip(head.history, head.history[1:], strict=False)):
            if two.date < one.date or two.from_ is not one.to:
                message = "an entry does not follow from the one before: mind dates and verdicts"
                yield problem_at(Rule.HISTORY, note.file, message, "history", index + 1)


def _reading(lists: References, essay: Essay, note: Note, body: Body) -> Iterator[Problem]:
    """Check that a reading fits the kind of change."""
    head = note.head
    if not isinstance(head, TextualHead) or note.span is None:
        return
    reading = None if head.reading is None else normalise(head.reading)
    changes = head.change not in (Change.NONE, Change.VARIANT)
    message = ""
    if head.change is Change.OMISSION and reading:
        message = "an omission has an empty reading"
    elif changes and head.change is not Change.OMISSION and not reading:
        message = f"a {head.change} has a reading: the quote as it stands after the change"
    elif changes and reading == normalise(head.quote):
        message = "the reading is the same as the quote"
    elif not changes and (reading or head.adopt):
        message = f"‘change: {head.change}’ leaves the text alone: no reading, and ‘adopt: false’"
    elif head.change is Change.SUPPLEMENT and "⟨" not in (reading or ""):
        message = "a supplement stands in ⟨ ⟩"
    elif (
        head.change is Change.VARIANT
        and not head.witnesses
        and note.id not in essay.noted
        and unread_entries(essay.id) not in lists.unread
    ):
        message = "a variant names the witnesses that have it"
    if message:
        where = "reading" if ("reading",) in note.file.lines else "change"
        yield problem_at(Rule.READING, note.file, message, where)


def _quote_length(lists: References, essay: Essay, note: Note, body: Body) -> Iterator[Problem]:
    words = len(note.head.quote.split())
    if words > MAX_QUOTED:
        message = f"the quotation has {words} words; at most about {MAX_QUOTED} are expected"
        yield problem_at(Rule.QUOTE_LENGTH, note.file, message, "quote")


def _unfilled(lists: References, essay: Essay, note: Note, body: Body) -> Iterator[Problem]:
    """Check that the placeholders of a new note have been replaced."""
    head = note.head
    if isinstance(head, FactCheckHead) and head.claim in UNFILLED:
        yield problem_at(Rule.UNFILLED, note.file, f"found “{head.claim}”", "claim")
    yield from unfilled(note.file, note.body)


def unfilled(file: File, body: str) -> Iterator[Problem]:
    """Yield the sentences that a new note began with and that are left in its text."""
    for number, line in enumerate(body.splitlines()):
        if line.strip() in UNFILLED:
            yield Problem(
                Rule.UNFILLED, file.path, file.body_line + number, f"found “{line.strip()}”"
            )


def _locators(lists: References, essay: Essay, note: Note, body: Body) -> Iterator[Problem]:
    for citation in body.citations:
        if "--" in citation.locator:
            line = note.file.body_line + citation.line - 1
            dashed = citation.locator.replace("--", "–")
            message = f"‘{citation.locator}’ is printed as it stands; write ‘{dashed}’"
            yield Problem(Rule.LOCATOR, note.file.path, line, message)
        elif re.match(r"\d+(?:\s*[-–,]\s*\d+)*$", citation.locator.strip()):
            several = not citation.locator.strip().isdigit()
            message = (
                f"‘{citation.locator}’ does not say what it counts; "
                f"if pages, write {{{'pp.' if several else 'p.'} {citation.locator.strip()}}}"
            )
            line = note.file.body_line + citation.line - 1
            yield Problem(Rule.LOCATOR, note.file.path, line, message)


def _living_people(lists: References, essay: Essay, note: Note, body: Body) -> Iterator[Problem]:
    """Check that a note on a living person has two consulted sources or names its speaker.

    A textual note is about words, not about whom they name, and is left out.
    """
    if not note.is_active or note.kind is Kind.TEXTUAL or not is_english(lists.language):
        return
    later = [read_body(each.text, lists.allowed) for each in note.head.later]
    cited = {citation.key for read in (body, *later) for citation in read.citations}
    consulted = [key for key in cited if lists.sources.get(key, Consulted.NO) is not Consulted.NO]
    if len(consulted) >= 2:
        return
    texts = [note.body, *(each.text for each in note.head.later)]
    for index, name in enumerate(note.head.index):
        if lists.names.get(name) and not all(is_attributed_on(name, text) for text in texts):
            cites = "one consulted source" if consulted else "no consulted source"
            message = (
                f"‘{name}’ is a living person; the note cites {cites} and does not say who says it"
            )
            yield problem_at(Rule.LIVING_PERSON, note.file, message, "index", index)


_RULES: tuple[Callable[[References, Essay, Note, Body], Iterator[Problem]], ...] = (
    _body,
    _sources,
    _declared,
    _dates,
    _reading,
    _quote_length,
    _unfilled,
    _locators,
    _living_people,
)


def due(essays: Iterable[Essay], months: int, today: dt.date) -> Iterator[Problem]:
    """Yield the notes that were last checked longer ago than some months.

    No part of :func:`check`: what is built must not depend on the day.
    """
    for note in (note for essay in essays for note in essay.notes):
        checked = note.head.checked
        if checked is None or note.head.withdrawn:
            continue
        if (today.year - checked.year) * 12 + today.month - checked.month >= months + (
            today.day < checked.day
        ):
            message = f"last checked on {checked}, {_months(months)} ago or longer"
            yield problem_at(Rule.NOTE_DUE, note.file, message, "checked")


def _months(count: int) -> str:
    return "one month" if count == 1 else f"{count} months"


def check_note(
    lists: References,
    places: TargetIndex,
    essay: Essay,
    note: Note,
    body: Body,
) -> Iterator[Problem]:
    """Yield the problems of a note.

    :param body: the note's text as it was read.
    """
    for rule in _RULES:
        yield from rule(lists, essay, note, body)
    title = note.file.line("title")
    yield from own_voice(note.file, title, note.head.title, lists.vocabulary)
    yield from own_voice(note.file, note.file.body_line, note.body, lists.vocabulary)
    yield from check_links(places, body, note.file.path, note.file.body_line)
