"""Rules over the records of an edition.

Each check is a generator of problems: it neither prints nor stops.
Faults of single files are found while reading; here is what takes more than one of them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from sphinx_apparatus.anchoring import Fault, anchor, short
from sphinx_apparatus.bodies import ALLOWED_IN_TEXT, MAX_WORDS, Body, read_body, refused
from sphinx_apparatus.emending import edits_of, overlapping
from sphinx_apparatus.markdown import normalise, parser
from sphinx_apparatus.model import (
    Change,
    CrossReference,
    Essay,
    FactCheckHead,
    File,
    Kind,
    Note,
    Span,
    TextualHead,
)
from sphinx_apparatus.problems import Problem, Rule
from sphinx_apparatus.wording import living_people, own_voice
from sphinx_apparatus.writing import UNFILLED

if TYPE_CHECKING:
    from sphinx_apparatus.edition import Edition

MAX_QUOTED = 40
"""Words that a note should quote at most."""


def check(edition: Edition) -> Iterator[Problem]:
    """Give every problem that the records of *edition* have together."""
    for essay in edition.essays:
        yield from _text_markup(essay)
        yield from _witness_sources(edition, essay)
        yield from _no_claims(essay)
        yield from _titles(essay)
        yield from _same_words(essay)
        yield from _edits(essay)
        for note in essay.notes:
            for rule in _NOTE_CHECKS:
                yield from rule(edition, essay, note)
            yield from living_people(edition, note)
    for reference in edition.cross_references:
        yield from _cross_reference(edition, reference)
    yield from _shared_data(edition)
    yield from _contributions(edition)
    yield from _events(edition)
    yield from _corrections(edition)
    yield from own_voice(edition)


def _at(rule: Rule, file: File, message: str, *where: str | int) -> Problem:
    return Problem(rule, file.path, file.line(*where), message)


# -- essays ----------------------------------------------------------------------------------------


def _text_markup(essay: Essay) -> Iterator[Problem]:
    """An essay's text holds words, emphasis, links and quotes, nothing that acts."""
    path = essay.file.path.replace("essay.yml", "text.md")
    for fault in refused(parser().parse(essay.markdown), ALLOWED_IN_TEXT):
        yield Problem(fault.rule, path, fault.line, fault.message)


def _witness_sources(edition: Edition, essay: Essay) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, witness in enumerate(essay.head.witnesses):
        if witness.siglum in seen:
            message = f"the siglum {witness.siglum} is given to two witnesses"
            yield _at(Rule.DUPLICATE_ID, essay.file, message, "witnesses", index, "siglum")
        seen.add(witness.siglum)
        if witness.source is not None:
            yield from _source(edition, witness.source, essay.file, "witnesses", index, "source")


def _no_claims(essay: Essay) -> Iterator[Problem]:
    for index, sentence in enumerate(essay.head.no_claim):
        result = anchor(sentence, essay.blocks)
        if isinstance(result, Fault):
            yield _at(result.rule, essay.file, result.message, "no-claim", index, result.field)


def _titles(essay: Essay) -> Iterator[Problem]:
    first: dict[str, Note] = {}
    for note in sorted(essay.notes, key=lambda note: note.id):
        other = first.setdefault(note.head.title.casefold(), note)
        if other is not note:
            message = f"the title ‘{note.head.title}’ is also that of ‘{other.id}’"
            yield _at(Rule.DUPLICATE_TITLE, note.file, message, "title")


def _same_words(essay: Essay) -> Iterator[Problem]:
    """Two notes of one kind that are held stand on different words."""
    first: dict[tuple[Kind, Span], Note] = {}
    for note in sorted(essay.notes, key=lambda note: note.id):
        if note.span is None or note.head.status == "withdrawn":
            continue
        other = first.setdefault((note.kind, note.span), note)
        if other is not note:
            message = f"‘{other.id}’ is a {note.kind.value} note on the same words"
            yield _at(Rule.DUPLICATE_NOTE, note.file, message, "quote")


def _edits(essay: Essay) -> Iterator[Problem]:
    """Two adopted readings may not change the same words."""
    by_block: dict[int, list[Note]] = {}
    for note in essay.notes:
        if note.span is not None:
            by_block.setdefault(note.span.block, []).append(note)
    notes = {note.id: note for note in essay.notes}
    for index, there in by_block.items():
        text = essay.blocks[index].text
        edits = [edit for note in there for edit in edits_of(note, text)]
        for first, second in overlapping(edits):
            file = notes[second.note].file
            words = text[second.start : second.end] or second.words
            message = (
                f"changes “{short(words)}”, as does the note ‘{first.note}’; adopt one of the two"
            )
            yield _at(Rule.EDITS_OVERLAP, file, message, "reading")


# -- notes -----------------------------------------------------------------------------------------


def _body(edition: Edition, essay: Essay, note: Note) -> Iterator[Problem]:
    yield from _checked_body(edition, edition.body(note), note.file, note.file.body_line)


def _checked_body(edition: Edition, body: Body, file: File, first: int) -> Iterator[Problem]:
    """Check what a text of ours holds, cites and points to; *first* is the line it begins in."""

    def at(rule: Rule, line: int, message: str) -> Problem:
        return Problem(rule, file.path, first + line - 1, message)

    if not body.words and not body.faults:
        yield at(Rule.BODY_EMPTY, 1, "there is no text below the second ---")
    for fault in body.faults:
        yield at(fault.rule, fault.line, fault.message)
    for citation in body.citations:
        if not _is_source(edition, citation.key):
            yield at(
                Rule.CITATION_UNKNOWN,
                citation.line,
                f"the source ‘{citation.key}’ is not in the bibliography",
            )
    for target in body.targets:
        if not _exists(edition, target.role, target.id):
            message = f"{{apparatus:{target.role}}} points to ‘{target.id}’, which does not exist"
            yield at(Rule.TARGET_UNKNOWN, target.line, message)
    if body.words > MAX_WORDS:
        message = f"the text has {body.words} words; at most about {MAX_WORDS} are expected"
        yield at(Rule.BODY_LENGTH, 1, message)


def _exists(edition: Edition, role: str, id: str) -> bool:
    essay, _, rest = id.partition("/")
    if {essay, id} & edition.unread:
        return True  # it has a fault of its own, told where it lies
    if essay not in edition.essay_by_id:
        return False
    if role == "text":
        return not rest
    if role == "note":
        return id in edition.note_by_id
    return any(block.id == rest for block in edition.essay_by_id[essay].blocks)


def _sources(edition: Edition, essay: Essay, note: Note) -> Iterator[Problem]:
    """Every fact-check cites a source that somebody read."""
    if not isinstance(note.head, FactCheckHead) or note.head.status == "withdrawn":
        return
    cited = [edition.sources.get(c.key) for c in edition.body(note).citations]
    if not cited:
        message = "the fact-check cites no source; add one with {cite:p}`key`"
        yield Problem(Rule.CITATION_NONE, note.file.path, note.file.body_line, message)
    elif not any(
        # What has a fault of its own is told where it lies.
        source is None or source.consulted is None or source.was_consulted
        for source in cited
    ):
        message = "none of the sources cited was consulted; cite one that was read"
        yield Problem(Rule.CITATION_UNCONSULTED, note.file.path, note.file.body_line, message)


def _declared(edition: Edition, essay: Essay, note: Note) -> Iterator[Problem]:
    """Names, people and sigla are declared before they are used."""
    head = note.head
    for index, term in enumerate(head.index):
        if term not in edition.name_by_term and "names" not in edition.unread:
            message = f"the index term ‘{term}’ is not in names.yml"
            yield _at(Rule.TERM_UNKNOWN, note.file, message, "index", index)
    yield from _people(edition, note, note.file)
    if isinstance(head, TextualHead):
        sigla = {witness.siglum for witness in essay.head.witnesses}
        for index, reading in enumerate(head.witnesses):
            if reading.siglum not in sigla:
                message = (
                    f"the siglum {reading.siglum} is not declared; "
                    f"the witnesses are {', '.join(sorted(sigla))}"
                )
                yield _at(Rule.SIGLUM_UNKNOWN, note.file, message, "witnesses", index, "siglum")


def _people(edition: Edition, record: Note | CrossReference, file: File) -> Iterator[Problem]:
    head = record.head
    for name, keys in (("by", head.by), ("reviewed-by", head.reviewed_by)):
        for index, key in enumerate(keys):
            if key not in edition.person_by_key and "people" not in edition.unread:
                message = f"the key ‘{key}’ is not in people.yml"
                yield _at(Rule.PERSON_UNKNOWN, file, message, name, index)
    for index, key in enumerate(head.reviewed_by):
        if key in head.by:
            message = f"‘{key}’ wrote this and cannot review it"
            yield _at(Rule.REVIEWER, file, message, "reviewed-by", index)


def _dates(edition: Edition, essay: Essay, note: Note) -> Iterator[Problem]:
    head = note.head
    # One day of grace: it is already tomorrow east of us.
    tomorrow = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    for name in ("created", "checked"):
        date = getattr(head, name)
        if date is None:
            continue
        if date > tomorrow:
            yield _at(Rule.DATE_ORDER, note.file, f"‘{name}’ is {date}, in the future", name)
        if date < essay.head.date:
            message = f"‘{name}’ is {date}, before the essay of {essay.head.date}"
            yield _at(Rule.DATE_ORDER, note.file, message, name)
    if head.created and head.checked and head.checked < head.created:
        message = f"‘checked’ is {head.checked}, before ‘created’ {head.created}"
        yield _at(Rule.DATE_ORDER, note.file, message, "checked")
    if head.checked and head.evidence_through and head.evidence_through > str(head.checked):
        message = f"‘evidence-through’ is {head.evidence_through}, after ‘checked’ {head.checked}"
        yield _at(Rule.DATE_ORDER, note.file, message, "evidence-through")
    if isinstance(head, FactCheckHead) and head.history:
        last = head.history[-1]
        if last.to is not head.verdict:
            message = f"the last entry ends with {last.to}, the verdict is {head.verdict}"
            yield _at(Rule.HISTORY, note.file, message, "history")
        for index, (one, two) in enumerate(zip(head.history, head.history[1:], strict=False)):
            if two.date < one.date or two.from_ is not one.to:
                message = "an entry does not follow from the one before: mind dates and verdicts"
                yield _at(Rule.HISTORY, note.file, message, "history", index + 1)


def _reading(edition: Edition, essay: Essay, note: Note) -> Iterator[Problem]:
    """A reading fits the kind of change that it is."""
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
    elif head.change is Change.VARIANT and not head.witnesses:
        message = "a variant names the witnesses that have it"
    if message:
        where = "reading" if ("reading",) in note.file.lines else "change"
        yield _at(Rule.READING, note.file, message, where)


def _quote_length(edition: Edition, essay: Essay, note: Note) -> Iterator[Problem]:
    words = len(note.head.quote.split())
    if words > MAX_QUOTED:
        message = f"the quotation has {words} words; at most about {MAX_QUOTED} are expected"
        yield _at(Rule.QUOTE_LENGTH, note.file, message, "quote")


def _unfilled(edition: Edition, essay: Essay, note: Note) -> Iterator[Problem]:
    """What a new note begins with is replaced by its writer's own words."""
    head = note.head
    if isinstance(head, FactCheckHead) and head.claim in UNFILLED:
        yield _at(Rule.UNFILLED, note.file, f"found “{head.claim}”", "claim")
    for number, line in enumerate(note.body.splitlines()):
        if line.strip() in UNFILLED:
            message = f"found “{line.strip()}”"
            yield Problem(Rule.UNFILLED, note.file.path, note.file.body_line + number, message)


def _locators(edition: Edition, essay: Essay, note: Note) -> Iterator[Problem]:
    for citation in edition.body(note).citations:
        if re.match(r"\d+(?:\s*[-–,]\s*\d+)*$", citation.locator.strip()):
            several = not citation.locator.strip().isdigit()
            message = (
                f"‘{citation.locator}’ does not say what it counts; "
                f"if pages, write {{{'pp.' if several else 'p.'} {citation.locator.strip()}}}"
            )
            line = note.file.body_line + citation.line - 1
            yield Problem(Rule.LOCATOR, note.file.path, line, message)


def due(edition: Edition, months: int, today: dt.date) -> Iterator[Problem]:
    """Give the notes that were last checked longer ago than some months.

    No part of :func:`check`: what is built must not depend on the day.
    """
    for essay in edition.essays:
        for note in essay.notes:
            checked = note.head.checked
            if checked is None or note.head.status == "withdrawn":
                continue
            if (today.year - checked.year) * 12 + today.month - checked.month >= months + (
                today.day < checked.day
            ):
                message = f"last checked on {checked}, {months} months ago or longer"
                yield _at(Rule.NOTE_DUE, note.file, message, "checked")


_NOTE_CHECKS: tuple[Callable[[Edition, Essay, Note], Iterator[Problem]], ...] = (
    _body,
    _sources,
    _declared,
    _dates,
    _reading,
    _quote_length,
    _unfilled,
    _locators,
)


# -- the rest --------------------------------------------------------------------------------------


def _cross_reference(edition: Edition, reference: CrossReference) -> Iterator[Problem]:
    head, file = reference.head, reference.file
    if head.theme not in edition.theme_by_id and "themes" not in edition.unread:
        known = ", ".join(edition.theme_by_id)
        message = f"the theme ‘{head.theme}’ is not in themes.yml; there are {known}"
        yield _at(Rule.THEME_UNKNOWN, file, message, "theme")
    for index, place in enumerate(head.between):
        if place.essay not in edition.essay_by_id and place.essay not in edition.unread:
            known = ", ".join(edition.essay_by_id)
            message = f"there is no essay ‘{place.essay}’; there are {known}"
            yield _at(Rule.ESSAY_UNKNOWN, file, message, "between", index, "essay")
    if head.between[0].essay == head.between[1].essay:
        message = f"both places are in ‘{head.between[0].essay}’; expected two essays"
        yield _at(Rule.SAME_ESSAY, file, message, "between", 1, "essay")
    yield from _people(edition, reference, file)
    yield from _checked_body(edition, edition.body(reference), file, file.body_line)


def _shared_data(edition: Edition) -> Iterator[Problem]:
    keys: dict[str, list[str]] = {
        "themes": [theme.id for theme in edition.shared.themes],
        "names": [name.name for name in edition.shared.names],
        "people": [person.key for person in edition.shared.people],
        "contributions": [contribution.id for contribution in edition.shared.contributions],
    }
    for name, values in keys.items():
        count = Counter(values)
        for index, value in enumerate(values):
            if count[value] > 1 and values.index(value) != index:
                message = f"‘{value}’ is given twice"
                yield _at(Rule.DUPLICATE_ID, edition.shared.files[name], message, index)
    for index, theme in enumerate(edition.shared.themes):
        file = edition.shared.files["themes"]
        # The words of a block scalar begin in the line after its field.
        first = file.line(index, "definition") + 1
        yield from _checked_body(edition, read_body(theme.definition), file, first)


def _contributions(edition: Edition) -> Iterator[Problem]:
    """A contribution has its source, and answers what stands in its own debate before it."""
    by_id = {contribution.id: contribution for contribution in edition.shared.contributions}
    for index, contribution in enumerate(edition.shared.contributions):
        file = edition.shared.files["contributions"]
        yield from _source(edition, contribution.source, file, index, "source")
        first = file.line(index, "thesis") + 1
        yield from _checked_body(edition, read_body(contribution.thesis), file, first)
        for position, id in enumerate(contribution.answers):
            answered = by_id.get(id)
            if answered is None:
                message = f"there is no contribution ‘{id}’"
            elif answered is contribution:
                message = f"‘{id}’ answers itself"
            elif answered.debate != contribution.debate:
                message = f"‘{id}’ is part of the debate of {answered.debate}"
            elif contribution.date < answered.date[: len(contribution.date)]:
                message = f"‘{id}’ is of {answered.date}, after this one of {contribution.date}"
            else:
                continue
            yield _at(Rule.CONTRIBUTION_UNKNOWN, file, message, index, "answers", position)


def _events(edition: Edition) -> Iterator[Problem]:
    """An event has sources and touches passages that exist; events stand in order of date."""
    before = ""
    for index, event in enumerate(edition.shared.events):
        file = edition.shared.files["chronology"]
        for position, key in enumerate(event.sources):
            yield from _source(edition, key, file, index, "sources", position)
        for position, id in enumerate(event.passages):
            if not _exists(edition, "passage", id) or "/" not in id:
                message = f"there is no passage ‘{id}’"
                yield _at(Rule.BLOCK_UNKNOWN, file, message, index, "passages", position)
        first = file.line(index, "event") + 1
        yield from _checked_body(edition, read_body(event.event), file, first)
        if event.end is not None and event.end <= event.date:
            message = f"‘end’ is {event.end}, not after ‘date’ {event.date}"
            yield _at(Rule.DATE_ORDER, file, message, index, "end")
        if event.date < before[: len(event.date)]:
            message = f"the event of {event.date} stands after one of {before}"
            yield _at(Rule.DATA_ORDER, file, message, index, "date")
        before = event.date


def _corrections(edition: Edition) -> Iterator[Problem]:
    """Corrections to notes name notes that exist; the newest stands first."""
    corrections = edition.shared.corrections
    for index, correction in enumerate(corrections):
        file = edition.shared.files["corrections"]
        essay = correction.note.partition("/")[0]
        if essay in edition.essay_by_id and correction.note not in edition.note_by_id:
            message = f"there is no note ‘{correction.note}’"
            yield _at(Rule.TARGET_UNKNOWN, file, message, index, "note")
        if index and correction.date > corrections[index - 1].date:
            message = f"the correction of {correction.date} stands after one of an earlier day"
            yield _at(Rule.DATA_ORDER, file, message, index, "date")
        for field in ("what", "reason"):
            body = read_body(getattr(correction, field))
            yield from _checked_body(edition, body, file, file.line(index, field) + 1)


def _source(edition: Edition, key: str, file: File, *where: str | int) -> Iterator[Problem]:
    if not _is_source(edition, key):
        message = f"the source ‘{key}’ is not in the bibliography"
        yield _at(Rule.CITATION_UNKNOWN, file, message, *where)


def _is_source(edition: Edition, key: str) -> bool:
    return key in edition.sources or "references" in edition.unread
