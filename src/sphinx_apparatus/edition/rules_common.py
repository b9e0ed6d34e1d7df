"""Shared by the rules: look-ups in the rest of an edition, and the checks of any text.

The rules on an essay ask the rest of the edition only through :class:`References`;
what can be pointed to in an edition is in :class:`TargetIndex`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from sphinx_apparatus.edition.rules_style import Vocabulary
from sphinx_apparatus.model.dates import DateSpan, PartialDate
from sphinx_apparatus.model.essays import CrossReference, Essay, File, Note, Span
from sphinx_apparatus.model.fields import Record
from sphinx_apparatus.model.problems import Problem
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.model.vocabulary import Consulted, Scheme, Verdict
from sphinx_apparatus.text.anchors import cut_words, short
from sphinx_apparatus.text.bodies import Body, read_body, refused_in_plain_words
from sphinx_apparatus.text.collation import without_case

NEEDS_NO_WORDS = Verdict.NOT_CHECKABLE
"""The verdict that no words of a source can decide."""
NEEDS_SEARCH = Verdict.UNSUPPORTED
"""The verdict whose note says what was searched, where evidence is demanded."""
NEEDS_SIDES = Verdict.DISPUTED
"""The verdict that has a quotation for each side. No rule knows what a quotation speaks for."""


@dataclass(frozen=True)
class References:
    """What all essays share, by key: the look-ups of the rules."""

    sources: Mapping[str, Consulted | None]
    """How far each source was read; none if its entry does not say."""
    names: Mapping[str, bool]
    """The headings of the index: is it the name of a living person?"""
    people: Mapping[str, str]
    """The editors and contributors by their keys."""
    vocabulary: Vocabulary
    unread: frozenset[str]
    """What has a fault of its own: what it declares is not known."""
    allowed: frozenset[str]
    """Characters that the edition allows beside those of every edition."""
    languages: Mapping[str, str]
    """The languages of sources by their keys, as codes; none where an entry does not say."""
    language: str
    """The language of the edition, as a code."""
    scheme: Scheme
    """What the edition declares in ``scheme.yml``."""


class TargetIndex:
    """The targets of an edition.

    :param unread: ids of essays, notes and lists that have a fault of their own.
    """

    def __init__(self, essays: Sequence[Essay], unread: Collection[str]) -> None:
        self.unread = unread
        self.essays = [essay.id for essay in essays]
        self._blocks = {
            essay.id: {id for block in essay.blocks for id in (block.id, *block.line_ids)}
            for essay in essays
        }
        self._notes = {essay.id: {note.id for note in essay.notes} for essay in essays}

    def has(self, role: str, id: str) -> bool:
        """Return whether the target of a role exists."""
        essay, _, rest = id.partition("/")
        if essay in self.unread or id in self.unread:
            return True  # it has an error of its own, reported where it is
        if essay not in self._blocks:
            return False
        if role == "text":
            return not rest
        return rest in (self._notes if role == "note" else self._blocks)[essay]


def problem_at(rule: Rule, file: File, message: str, *where: str | int) -> Problem:
    """Return a problem at the line of a field."""
    return Problem(rule, file.path, file.line(*where), message)


_NEAR = 75
"""Least likeness, of 100, of a word that is offered in place of one that is not known."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the end of a message that offers the known word most like another, if one is."""
    found = process.extractOne(
        word, list(known), scorer=fuzz.ratio, processor=without_case, score_cutoff=_NEAR
    )
    return f"; did you mean ‘{found[0]}’?" if found else ""


def check_values(
    record: Record, file: File, today: dt.date, *where: str | int
) -> Iterator[Problem]:
    """Check every date and list of a record: nothing is in the future, nothing stands twice.

    :param where: the fields of the file that the record is in.
    """
    for field, value in record:
        name = type(record).model_fields[field].alias or field
        if isinstance(value, dt.date | PartialDate | DateSpan):
            date = PartialDate.of(value) if isinstance(value, dt.date) else value
            if isinstance(date, DateSpan):
                date = date.last
            # One day of grace: it is already tomorrow east of us.
            if PartialDate.of(today + dt.timedelta(days=1)).is_before(date):
                message = f"‘{name}’ is {value}, in the future"
                yield problem_at(Rule.DATE_ORDER, file, message, *where, name)
        elif name == "debate" and value > str(today.year + 1):
            yield problem_at(
                Rule.DATE_ORDER, file, f"‘debate’ is {value}, in the future", *where, name
            )
        elif isinstance(value, Record):
            yield from check_values(value, file, today, *where, name)
        elif isinstance(value, tuple):
            first: set[object] = set()
            for index, item in enumerate(value):
                place = (*where, name, index)
                key = without_case(item) if isinstance(item, str) else item
                if key in first and not isinstance(item, int):  # Blocks have a rule of their own.
                    shown = f"‘{item}’" if isinstance(item, str) else "an entry"
                    message = f"{shown} stands twice in ‘{name}’; keep one"
                    yield problem_at(Rule.DUPLICATE_ID, file, message, *place)
                first.add(key)
                if isinstance(item, Record):
                    yield from check_values(item, file, today, *place)


def check_body(lists: References, body: Body, file: File, first: int) -> Iterator[Problem]:
    """Check the markup and the citations of an editors' text; *first* is its first line."""

    def at(rule: Rule, line: int, message: str) -> Problem:
        return Problem(rule, file.path, first + line - 1, message)

    if not body.words and not body.faults:
        where = "below the second ---" if first == file.body_line else "here beside the citations"
        yield at(Rule.BODY_EMPTY, 1, f"there is no text {where}")
    for fault in body.faults:
        yield at(fault.rule, fault.line, fault.message)
    for citation in body.citations:
        if not is_source(lists, citation.key):
            yield at(
                Rule.CITATION_UNKNOWN,
                citation.line,
                f"the source ‘{citation.key}’ is not in the bibliography"
                f"{did_you_mean(citation.key, lists.sources)}",
            )
    most = lists.scheme.words
    if body.words > most:
        message = f"the text has {body.words} words; at most about {most} are expected"
        yield at(Rule.BODY_LENGTH, 1, message)


def check_links(places: TargetIndex, body: Body, path: str, first: int) -> Iterator[Problem]:
    """Check the references of a text; *first* is its first line in its file."""
    for target in body.targets:
        if not places.has(target.role, target.id):
            message = f"{{apparatus:{target.role}}} points to ‘{target.id}’, which does not exist"
            yield Problem(Rule.TARGET_UNKNOWN, path, first + target.line - 1, message)


def check_words(
    essay: Essay, span: Span | None, file: File, *where: str | int
) -> Iterator[Problem]:
    """Check that a quotation begins and ends where words do."""
    if span is None:
        return
    text = essay.block_of(span).text
    if whole := cut_words(text, span):
        message = (
            f"the quotation “{short(text[span.start : span.end])}” cuts a word; "
            f"quote “{short(whole)}”"
        )
        yield problem_at(Rule.ANCHOR_CUT, file, message, *where)


def check_people(lists: References, record: Note | CrossReference, file: File) -> Iterator[Problem]:
    """Check the keys of those who wrote and reviewed a record."""
    head = record.head
    for name, keys in (("by", head.by), ("reviewed-by", head.reviewed_by)):
        for index, key in enumerate(keys):
            if key not in lists.people and "people" not in lists.unread:
                message = f"the key ‘{key}’ is not in people.yml{did_you_mean(key, lists.people)}"
                yield problem_at(Rule.PERSON_UNKNOWN, file, message, name, index)
    for index, key in enumerate(head.reviewed_by):
        if key in head.by:
            message = f"‘{key}’ wrote this and cannot review it"
            yield problem_at(Rule.REVIEWER, file, message, "reviewed-by", index)


def check_text(
    lists: References, places: TargetIndex, text: str, file: File, *where: str | int
) -> Iterator[Problem]:
    """Check a text in a shared list."""
    body = read_body(text, lists.allowed)
    # The words of a block scalar begin in the line after its field.
    first = file.line(*where) + 1
    yield from check_body(lists, body, file, first)
    yield from check_links(places, body, file.path, first)


def check_source(lists: References, key: str, file: File, *where: str | int) -> Iterator[Problem]:
    """Check the key of a source."""
    if not is_source(lists, key):
        also = did_you_mean(key, lists.sources)
        message = f"the source ‘{key}’ is not in the bibliography{also}"
        yield problem_at(Rule.CITATION_UNKNOWN, file, message, *where)


def is_source(lists: References, key: str) -> bool:
    """Return whether a key is that of a source, as far as the bibliography could be read."""
    return key in lists.sources or "references" in lists.unread


def check_plain(
    rule: Rule, words: str, most: int, file: File, *where: str | int
) -> Iterator[Problem]:
    """Check a field of plain words: no markup, and at most so many words.

    :param rule: the rule that says how long the field may be.
    """
    name = next(part for part in reversed(where) if isinstance(part, str))
    for fault in refused_in_plain_words(words):
        yield problem_at(fault.rule, file, f"‘{name}’: {fault.message}", *where)
    count = len(words.split())
    if count > most:
        message = (
            f"‘{name}’ has {count} words; at most {most} are allowed: leave out {count - most}"
        )
        yield problem_at(rule, file, message, *where)
