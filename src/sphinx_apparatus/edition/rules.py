"""Rules over the records of an edition.

Each check is a generator of problems: it neither prints nor stops.
Faults of single files are found while reading; here is what takes more than one of them.

The rules on an essay ask the rest of the edition only through :class:`Lists`;
what can be pointed to in an edition is in :class:`Places`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_apparatus.edition.edition import EditionData
from sphinx_apparatus.edition.placeholders import UNFILLED
from sphinx_apparatus.edition.style_rules import Vocabulary, is_attributed_on, own_voice
from sphinx_apparatus.model.essays import CrossReference, Essay, File, Note, Span
from sphinx_apparatus.model.problems import Problem, Rule
from sphinx_apparatus.model.records import FactCheckHead, TextualHead
from sphinx_apparatus.model.vocabulary import Change, Consulted, Kind
from sphinx_apparatus.text.anchors import Fault, anchor, short
from sphinx_apparatus.text.bodies import MAX_WORDS, Body, read_body, refused_in_plain_words
from sphinx_apparatus.text.edits import edits_of, overlapping
from sphinx_apparatus.text.markdown import normalise

if TYPE_CHECKING:
    from sphinx_apparatus.edition.edition import Edition

MAX_QUOTED = 40
"""Words that a note should quote at most."""


@dataclass(frozen=True)
class Lists:
    """What all essays share, by key: all that the rules on one of them may ask of the rest."""

    sources: Mapping[str, Consulted | None]
    """How far each source was read; none if its entry does not tell."""
    names: Mapping[str, bool]
    """The headings of the index: is it the name of a living person?"""
    people: Mapping[str, str]
    """The editors and contributors by their keys."""
    vocabulary: Vocabulary
    unread: frozenset[str]
    """The lists that have a fault of their own: what they declare is not known."""

    @classmethod
    def of(
        cls, shared: EditionData, sources: Mapping[str, Consulted | None], unread: Collection[str]
    ) -> Lists:
        """Take the lists from the records."""
        return cls(
            sources,
            {name.name: name.living for name in shared.names},
            {person.key: person.name for person in shared.people},
            Vocabulary(shared.vocabulary),
            frozenset({"names", "people", "references"} & set(unread)),
        )


class Places:
    """What can be pointed to in an edition.

    :param unread: ids of essays, notes and lists that have a fault of their own.
    """

    def __init__(self, essays: Sequence[Essay], unread: Collection[str]) -> None:
        self.unread = unread
        self.essays = [essay.id for essay in essays]
        self._blocks = {essay.id: {block.id for block in essay.blocks} for essay in essays}
        self._notes = {essay.id: {note.id for note in essay.notes} for essay in essays}

    def has(self, role: str, id: str) -> bool:
        """Tell whether a role finds what it points to."""
        essay, _, rest = id.partition("/")
        if essay in self.unread or id in self.unread:
            return True  # it has a fault of its own, told where it lies
        if essay not in self._blocks:
            return False
        if role == "text":
            return not rest
        return rest in (self._notes if role == "note" else self._blocks)[essay]


def check(edition: Edition) -> Iterator[Problem]:
    """Give every problem that the records of *edition* have together."""
    sources = {key: source.consulted for key, source in edition.sources.items()}
    lists = Lists.of(edition.shared, sources, edition.unread)
    places = Places(edition.essays, edition.unread)
    today = dt.datetime.now(dt.UTC).date()
    for essay in edition.essays:
        yield from _check_essay(lists, essay, edition.body)
        for note in essay.notes:
            yield from _links(places, edition.body(note), note.file.path, note.file.body_line)
            yield from _future(note, today)
    for reference in edition.cross_references:
        file, body = reference.file, edition.body(reference)
        yield from _check_cross_reference(lists, reference, body)
        yield from _links(places, body, file.path, file.body_line)
        yield from _ends(edition.shared, places, reference)
    yield from _shared_data(lists, edition.shared, places)
    yield from _future_of_lists(edition.shared, today)
    yield from _contributions(lists, edition.shared, places)
    yield from _events(lists, edition.shared, places)
    yield from _corrections(lists, edition.shared, places)
    yield from _own_voice(lists, edition.shared)


def _check_essay(lists: Lists, essay: Essay, bodies: Callable[[Note], Body]) -> Iterator[Problem]:
    """Yield the problems of an essay that do not depend on other essays."""
    yield from _witness_sources(lists, essay)
    yield from _no_claims(essay)
    yield from _titles(essay)
    yield from _same_words(essay)
    yield from _edits(essay)
    for note in essay.notes:
        body = bodies(note)
        for rule in _NOTE_CHECKS:
            yield from rule(lists, essay, note, body)
        title = note.file.line("title")
        yield from own_voice(note.file, title, note.head.title, lists.vocabulary)
        yield from own_voice(note.file, note.file.body_line, note.body, lists.vocabulary)


def _check_cross_reference(
    lists: Lists, reference: CrossReference, body: Body
) -> Iterator[Problem]:
    """Yield the problems of a cross-reference that do not depend on other records."""
    file = reference.file
    yield from _people(lists, reference, file)
    yield from _checked_body(lists, body, file, file.body_line)
    yield from own_voice(file, file.body_line, reference.body, lists.vocabulary)


def _at(rule: Rule, file: File, message: str, *where: str | int) -> Problem:
    return Problem(rule, file.path, file.line(*where), message)


# -- essays ----------------------------------------------------------------------------------------


def _witness_sources(lists: Lists, essay: Essay) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, witness in enumerate(essay.head.witnesses):
        if witness.siglum in seen:
            message = f"the siglum {witness.siglum} is given to two witnesses"
            yield _at(Rule.DUPLICATE_ID, essay.file, message, "witnesses", index, "siglum")
        seen.add(witness.siglum)
        if witness.source is not None:
            yield from _source(lists, witness.source, essay.file, "witnesses", index, "source")


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


def _body(lists: Lists, essay: Essay, note: Note, body: Body) -> Iterator[Problem]:
    yield from _checked_body(lists, body, note.file, note.file.body_line)


def _checked_body(lists: Lists, body: Body, file: File, first: int) -> Iterator[Problem]:
    """Check what a text of ours holds and cites; *first* is the line it begins in."""

    def at(rule: Rule, line: int, message: str) -> Problem:
        return Problem(rule, file.path, first + line - 1, message)

    if not body.words and not body.faults:
        yield at(Rule.BODY_EMPTY, 1, "there is no text below the second ---")
    for fault in body.faults:
        yield at(fault.rule, fault.line, fault.message)
    for citation in body.citations:
        if not _is_source(lists, citation.key):
            yield at(
                Rule.CITATION_UNKNOWN,
                citation.line,
                f"the source ‘{citation.key}’ is not in the bibliography",
            )
    if body.words > MAX_WORDS:
        message = f"the text has {body.words} words; at most about {MAX_WORDS} are expected"
        yield at(Rule.BODY_LENGTH, 1, message)


def _links(places: Places, body: Body, path: str, first: int) -> Iterator[Problem]:
    """Check what a text points to; *first* is the line of its file that it begins in."""
    for target in body.targets:
        if not places.has(target.role, target.id):
            message = f"{{apparatus:{target.role}}} points to ‘{target.id}’, which does not exist"
            yield Problem(Rule.TARGET_UNKNOWN, path, first + target.line - 1, message)


def _sources(lists: Lists, essay: Essay, note: Note, body: Body) -> Iterator[Problem]:
    """Every fact-check cites a source that somebody read."""
    if not isinstance(note.head, FactCheckHead) or note.head.status == "withdrawn":
        return
    if not body.citations:
        message = "the fact-check cites no source; add one with {cite:p}`key`"
        yield Problem(Rule.CITATION_NONE, note.file.path, note.file.body_line, message)
    # What has a fault of its own is told where it lies.
    elif all(lists.sources.get(cited.key) is Consulted.NO for cited in body.citations):
        message = "none of the sources cited was consulted; cite one that was read"
        yield Problem(Rule.CITATION_UNCONSULTED, note.file.path, note.file.body_line, message)


def _declared(lists: Lists, essay: Essay, note: Note, body: Body) -> Iterator[Problem]:
    """Names, people and sigla are declared before they are used."""
    head = note.head
    for index, term in enumerate(head.index):
        if term not in lists.names and "names" not in lists.unread:
            message = f"the index term ‘{term}’ is not in names.yml"
            yield _at(Rule.TERM_UNKNOWN, note.file, message, "index", index)
    yield from _people(lists, note, note.file)
    if isinstance(head, TextualHead):
        sigla = {witness.siglum for witness in essay.head.witnesses}
        for index, reading in enumerate(head.witnesses):
            if reading.siglum not in sigla:
                message = (
                    f"the siglum {reading.siglum} is not declared; "
                    f"the witnesses are {', '.join(sorted(sigla))}"
                )
                yield _at(Rule.SIGLUM_UNKNOWN, note.file, message, "witnesses", index, "siglum")


def _people(lists: Lists, record: Note | CrossReference, file: File) -> Iterator[Problem]:
    head = record.head
    for name, keys in (("by", head.by), ("reviewed-by", head.reviewed_by)):
        for index, key in enumerate(keys):
            if key not in lists.people and "people" not in lists.unread:
                message = f"the key ‘{key}’ is not in people.yml"
                yield _at(Rule.PERSON_UNKNOWN, file, message, name, index)
    for index, key in enumerate(head.reviewed_by):
        if key in head.by:
            message = f"‘{key}’ wrote this and cannot review it"
            yield _at(Rule.REVIEWER, file, message, "reviewed-by", index)


def _dates(lists: Lists, essay: Essay, note: Note, body: Body) -> Iterator[Problem]:
    head = note.head
    for name in ("created", "checked"):
        date = getattr(head, name)
        if date is not None and date < essay.head.date:
            message = f"‘{name}’ is {date}, before the essay of {essay.head.date}"
            yield _at(Rule.DATE_ORDER, note.file, message, name)
    if head.created and head.checked and head.checked < head.created:
        message = f"‘checked’ is {head.checked}, before ‘created’ {head.created}"
        yield _at(Rule.DATE_ORDER, note.file, message, "checked")
    through = head.evidence_through
    if through and through < str(essay.head.date)[: len(through)]:
        message = f"‘evidence-through’ is {through}, before the essay of {essay.head.date}"
        yield _at(Rule.DATE_ORDER, note.file, message, "evidence-through")
    if through and head.checked is None:
        message = "‘checked’ is missing: the day on which ‘evidence-through’ held"
        yield _at(Rule.FIELD_MISSING, note.file, message, "evidence-through")
    if through and head.checked and through > str(head.checked):
        message = f"‘evidence-through’ is {through}, after ‘checked’ {head.checked}"
        yield _at(Rule.DATE_ORDER, note.file, message, "evidence-through")
    if head.withdrawn and head.created and head.withdrawn.date < head.created:
        message = f"‘withdrawn’ is {head.withdrawn.date}, before ‘created’ {head.created}"
        yield _at(Rule.DATE_ORDER, note.file, message, "withdrawn", "date")
    if isinstance(head, FactCheckHead) and head.history:
        last = head.history[-1]
        if last.to is not head.verdict:
            message = f"the last entry ends with {last.to}, the verdict is {head.verdict}"
            yield _at(Rule.HISTORY, note.file, message, "history")
        for index, entry in enumerate(head.history):
            # A verdict moves when the evidence is weighed, never after it was weighed last.
            if not (head.created or entry.date) <= entry.date <= head.checked:
                message = (
                    f"an entry is of {entry.date}: expected a day from ‘created’ to ‘checked’, "
                    f"{head.created or '…'} to {head.checked}"
                )
                yield _at(Rule.DATE_ORDER, note.file, message, "history", index, "date")
        for index, (one, two) in enumerate(zip(head.history, head.history[1:], strict=False)):
            if two.date < one.date or two.from_ is not one.to:
                message = "an entry does not follow from the one before: mind dates and verdicts"
                yield _at(Rule.HISTORY, note.file, message, "history", index + 1)


def _reading(lists: Lists, essay: Essay, note: Note, body: Body) -> Iterator[Problem]:
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


def _quote_length(lists: Lists, essay: Essay, note: Note, body: Body) -> Iterator[Problem]:
    words = len(note.head.quote.split())
    if words > MAX_QUOTED:
        message = f"the quotation has {words} words; at most about {MAX_QUOTED} are expected"
        yield _at(Rule.QUOTE_LENGTH, note.file, message, "quote")


def _unfilled(lists: Lists, essay: Essay, note: Note, body: Body) -> Iterator[Problem]:
    """What a new note begins with is replaced by its writer's own words."""
    head = note.head
    if isinstance(head, FactCheckHead) and head.claim in UNFILLED:
        yield _at(Rule.UNFILLED, note.file, f"found “{head.claim}”", "claim")
    for number, line in enumerate(note.body.splitlines()):
        if line.strip() in UNFILLED:
            message = f"found “{line.strip()}”"
            yield Problem(Rule.UNFILLED, note.file.path, note.file.body_line + number, message)


def _locators(lists: Lists, essay: Essay, note: Note, body: Body) -> Iterator[Problem]:
    for citation in body.citations:
        if re.match(r"\d+(?:\s*[-–,]\s*\d+)*$", citation.locator.strip()):
            several = not citation.locator.strip().isdigit()
            message = (
                f"‘{citation.locator}’ does not say what it counts; "
                f"if pages, write {{{'pp.' if several else 'p.'} {citation.locator.strip()}}}"
            )
            line = note.file.body_line + citation.line - 1
            yield Problem(Rule.LOCATOR, note.file.path, line, message)


def _living_people(lists: Lists, essay: Essay, note: Note, body: Body) -> Iterator[Problem]:
    """A note on a living person has two consulted sources, or says who says it.

    A textual note is about words, not about whom they name, and is left out.
    """
    if note.head.status != "active" or note.kind is Kind.TEXTUAL:
        return
    cited = {citation.key for citation in body.citations}
    consulted = [key for key in cited if lists.sources.get(key) not in (None, Consulted.NO)]
    if len(consulted) >= 2:
        return
    for index, name in enumerate(note.head.index):
        if lists.names.get(name) and not is_attributed_on(name, note.body):
            cites = "one consulted source" if consulted else "no consulted source"
            message = (
                f"‘{name}’ is a living person; the note cites {cites} and does not say who says it"
            )
            yield _at(Rule.LIVING_PERSON, note.file, message, "index", index)


_NOTE_CHECKS: tuple[Callable[[Lists, Essay, Note, Body], Iterator[Problem]], ...] = (
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


# -- the rest --------------------------------------------------------------------------------------


def _future(note: Note, today: dt.date) -> Iterator[Problem]:
    # One day of grace: it is already tomorrow east of us.
    tomorrow = today + dt.timedelta(days=1)
    head = note.head
    for name, day in (
        ("created", head.created),
        ("checked", head.checked),
        ("withdrawn", head.withdrawn and head.withdrawn.date),
    ):
        if day and day > tomorrow:
            yield _at(Rule.DATE_ORDER, note.file, f"‘{name}’ is {day}, in the future", name)


def _future_of_lists(shared: EditionData, today: dt.date) -> Iterator[Problem]:
    """Nobody has seen an event, a contribution or a correction of a later day."""
    tomorrow = (today + dt.timedelta(days=1)).isoformat()
    for name, dates in (
        ("chronology", [event.date for event in shared.events]),
        ("contributions", [contribution.date for contribution in shared.contributions]),
        ("corrections", [correction.date.isoformat() for correction in shared.corrections]),
    ):
        for index, date in enumerate(dates):
            if date > tomorrow[: len(date)]:
                message = f"‘date’ is {date}, in the future"
                yield _at(Rule.DATE_ORDER, shared.files[name], message, index, "date")


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
            message = f"last checked on {checked}, {months} months ago or longer"
            yield _at(Rule.NOTE_DUE, note.file, message, "checked")


def _ends(shared: EditionData, places: Places, reference: CrossReference) -> Iterator[Problem]:
    """A cross-reference joins passages of two essays, under a theme."""
    head, file = reference.head, reference.file
    themes = dict.fromkeys(theme.id for theme in shared.themes)
    if head.theme not in themes and "themes" not in places.unread:
        known = ", ".join(themes)
        message = f"the theme ‘{head.theme}’ is not in themes.yml; there are {known}"
        yield _at(Rule.THEME_UNKNOWN, file, message, "theme")
    for index, place in enumerate(head.between):
        if place.essay not in places.essays and place.essay not in places.unread:
            known = ", ".join(places.essays)
            message = f"there is no essay ‘{place.essay}’; there are {known}"
            yield _at(Rule.ESSAY_UNKNOWN, file, message, "between", index, "essay")
    first, second = head.between
    if first.essay == second.essay:
        message = f"both places are in ‘{first.essay}’; expected two essays"
        yield _at(Rule.SAME_ESSAY, file, message, "between", 1, "essay")


def _text(
    lists: Lists, places: Places, text: str, file: File, *where: str | int
) -> Iterator[Problem]:
    """Check a text in a shared list."""
    body = read_body(text)
    # The words of a block scalar begin in the line after its field.
    first = file.line(*where) + 1
    yield from _checked_body(lists, body, file, first)
    yield from _links(places, body, file.path, first)


def _shared_data(lists: Lists, shared: EditionData, places: Places) -> Iterator[Problem]:
    keys: dict[str, list[str]] = {
        "themes": [theme.id for theme in shared.themes],
        "names": [name.name for name in shared.names],
        "people": [person.key for person in shared.people],
        "contributions": [contribution.id for contribution in shared.contributions],
    }
    for name, values in keys.items():
        count = Counter(values)
        for index, value in enumerate(values):
            if count[value] > 1 and values.index(value) != index:
                message = f"‘{value}’ is given twice"
                yield _at(Rule.DUPLICATE_ID, shared.files[name], message, index)
    for index, theme in enumerate(shared.themes):
        file = shared.files["themes"]
        yield from _text(lists, places, theme.definition, file, index, "definition")


def _contributions(lists: Lists, shared: EditionData, places: Places) -> Iterator[Problem]:
    """A contribution has its source, and answers what stands in its own debate before it."""
    by_id = {contribution.id: contribution for contribution in shared.contributions}
    for index, contribution in enumerate(shared.contributions):
        file = shared.files["contributions"]
        yield from _source(lists, contribution.source, file, index, "source")
        for fault in refused_in_plain_words(contribution.published):
            # The words stand in the line of the field, or in the line below it in block form.
            yield _at(fault.rule, file, fault.message, index, "published")
        yield from _text(lists, places, contribution.thesis, file, index, "thesis")
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


def _events(lists: Lists, shared: EditionData, places: Places) -> Iterator[Problem]:
    """An event has sources and touches passages that exist; events stand in order of date."""
    before = ""
    for index, event in enumerate(shared.events):
        file = shared.files["chronology"]
        for position, key in enumerate(event.sources):
            yield from _source(lists, key, file, index, "sources", position)
        for position, id in enumerate(event.passages):
            if not places.has("passage", id) or "/" not in id:
                message = f"there is no passage ‘{id}’"
                yield _at(Rule.BLOCK_UNKNOWN, file, message, index, "passages", position)
        yield from _text(lists, places, event.event, file, index, "event")
        if event.end is not None and event.end <= event.date:
            message = f"‘end’ is {event.end}, not after ‘date’ {event.date}"
            yield _at(Rule.DATE_ORDER, file, message, index, "end")
        if event.date < before[: len(event.date)]:
            message = f"the event of {event.date} stands after one of {before}"
            yield _at(Rule.DATA_ORDER, file, message, index, "date")
        before = event.date


def _corrections(lists: Lists, shared: EditionData, places: Places) -> Iterator[Problem]:
    """Corrections to notes name notes that exist; the newest stands first."""
    corrections = shared.corrections
    for index, correction in enumerate(corrections):
        file = shared.files["corrections"]
        essay, _, note = correction.note.partition("/")
        if essay in places.essays and not places.has("note", f"{essay}/{note}"):
            message = f"there is no note ‘{correction.note}’"
            yield _at(Rule.TARGET_UNKNOWN, file, message, index, "note")
        if index and correction.date > corrections[index - 1].date:
            message = f"the correction of {correction.date} stands after one of an earlier day"
            yield _at(Rule.DATA_ORDER, file, message, index, "date")
        for field in ("what", "reason"):
            yield from _text(lists, places, getattr(correction, field), file, index, field)


def _own_voice(lists: Lists, shared: EditionData) -> Iterator[Problem]:
    """What shared lists say in the editors' voice; theses and corrections report others' words."""
    for name, field, texts in (
        ("themes", "definition", [theme.definition for theme in shared.themes]),
        ("names", "identification", [name.identification or "" for name in shared.names]),
        ("chronology", "event", [event.event for event in shared.events]),
    ):
        for index, text in enumerate(texts):
            if text:
                file = shared.files[name]
                yield from own_voice(file, file.line(index, field), text, lists.vocabulary)


def _source(lists: Lists, key: str, file: File, *where: str | int) -> Iterator[Problem]:
    if not _is_source(lists, key):
        message = f"the source ‘{key}’ is not in the bibliography"
        yield _at(Rule.CITATION_UNKNOWN, file, message, *where)


def _is_source(lists: Lists, key: str) -> bool:
    return key in lists.sources or "references" in lists.unread
