"""Rules over what all essays share: cross-references and the lists of the edition."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_apparatus.edition.edition import Edition, EditionData
from sphinx_apparatus.edition.rules_common import (
    References,
    TargetIndex,
    check_body,
    check_links,
    check_people,
    check_plain,
    check_source,
    check_text,
    did_you_mean,
    problem_at,
)
from sphinx_apparatus.edition.rules_style import own_voice
from sphinx_apparatus.model.dates import PartialDate
from sphinx_apparatus.model.essays import CrossReference
from sphinx_apparatus.model.problems import Problem
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.text.bodies import Body, refused_in_plain_words
from sphinx_apparatus.text.collation import GREEK_SEMICOLON, without_case

MAX_CLAUSE = 25
"""Words of a position or a question."""

_QUESTION_MARKS = ("?", "؟", "？", "፧")
"""Those of Latin and Cyrillic, Arabic, Chinese and Japanese, Ethiopic."""
_GREEK = (";", GREEK_SEMICOLON)
"""That of Greek, as it is typed: elsewhere it ends no question."""


def _ends(
    lists: References, shared: EditionData, places: TargetIndex, reference: CrossReference
) -> Iterator[Problem]:
    """Check that a cross-reference joins passages of two essays, under a theme.

    An edition may allow two passages of one.
    """
    head, file = reference.head, reference.file
    themes = dict.fromkeys(theme.id for theme in shared.themes)
    if head.theme not in themes and "themes" not in places.unread:
        known = ", ".join(themes)
        message = f"the theme ‘{head.theme}’ is not in themes.yml; there are {known}"
        yield problem_at(Rule.THEME_UNKNOWN, file, message, "theme")
    for index, place in enumerate(head.between):
        if place.essay not in places.essays and place.essay not in places.unread:
            known = ", ".join(places.essays)
            message = f"there is no essay ‘{place.essay}’; there are {known}"
            yield problem_at(Rule.ESSAY_UNKNOWN, file, message, "between", index, "essay")
    first, second = head.between
    if first.essay == second.essay and not lists.scheme.within_one_text:
        message = f"both places are in ‘{first.essay}’; expected two essays"
        yield problem_at(Rule.SAME_ESSAY, file, message, "between", 1, "essay")
    elif first.essay == second.essay and None not in reference.spans:
        one, other = (span.block for span in reference.spans if span)
        if one == other:
            message = f"both places are in one passage of ‘{first.essay}’; expected two passages"
            yield problem_at(Rule.SAME_ESSAY, file, message, "between", 1, "quote")


def _shared_data(lists: References, shared: EditionData, places: TargetIndex) -> Iterator[Problem]:
    keys: dict[str, list[str]] = {
        "themes": [theme.id for theme in shared.themes],
        "names": [name.name for name in shared.names],
        "people": [person.key for person in shared.people],
        "contributions": [contribution.id for contribution in shared.contributions],
        "outlets": [outlet.name for outlet in shared.outlets],
    }
    for name, values in keys.items():
        first: dict[str, str] = {}
        for index, value in enumerate(values):
            folded = without_case(value)
            if (other := first.get(folded)) is None:
                first[folded] = value
                continue
            message = f"‘{value}’ is given twice"
            if other != value:
                message = f"‘{other}’ and ‘{value}’ differ only in case; write one of them"
            yield problem_at(Rule.DUPLICATE_ID, shared.files[name], message, index)
    titles: dict[str, str] = {}
    for index, theme in enumerate(shared.themes):
        file = shared.files["themes"]
        if (other := titles.setdefault(without_case(theme.title), theme.id)) != theme.id:
            message = f"the title ‘{theme.title}’ is also that of ‘{other}’"
            yield problem_at(Rule.DUPLICATE_TITLE, file, message, index, "title")
        yield from check_text(lists, places, theme.definition, file, index, "definition")
        if theme.question is not None:
            rule = Rule.PLAIN_SENTENCE
            yield from check_plain(rule, theme.question, MAX_CLAUSE, file, index, "question")
            is_greek = lists.language.partition("-")[0] in ("el", "grc")
            if not theme.question.endswith(_QUESTION_MARKS + _GREEK * is_greek):
                message = "‘question’ ends without a question mark; expected one question"
                yield problem_at(rule, file, message, index, "question")
        for essay, clause in theme.positions.items():
            where = (index, "positions", essay)
            yield from check_plain(Rule.PLAIN_SENTENCE, clause, MAX_CLAUSE, file, *where)
            yield from own_voice(file, file.line(*where), clause, lists.vocabulary)
            if essay not in places.essays and essay not in places.unread:
                known = ", ".join(places.essays)
                message = f"there is no essay ‘{essay}’; there are {known}"
                yield problem_at(Rule.ESSAY_UNKNOWN, file, message, *where)


def _contributions(
    lists: References, shared: EditionData, places: TargetIndex
) -> Iterator[Problem]:
    """Check that a contribution has a source, and answers earlier ones of its own debate."""
    by_id = {contribution.id: contribution for contribution in shared.contributions}
    for index, contribution in enumerate(shared.contributions):
        file = shared.files["contributions"]
        yield from check_source(lists, contribution.source, file, index, "source")
        for fault in refused_in_plain_words(contribution.published):
            # The words stand in the line of the field, or in the line below it in block form.
            yield problem_at(fault.rule, file, fault.message, index, "published")
        yield from check_text(lists, places, contribution.thesis, file, index, "thesis")
        for position, id in enumerate(contribution.answers):
            answered = by_id.get(id)
            if answered is None:
                message = f"there is no contribution ‘{id}’"
            elif answered is contribution:
                message = f"‘{id}’ answers itself"
            elif answered.debate != contribution.debate:
                message = f"‘{id}’ is part of the debate of {answered.debate}"
            elif contribution.date.is_before(answered.date):
                message = f"‘{id}’ is of {answered.date}, after this one of {contribution.date}"
            else:
                continue
            yield problem_at(Rule.CONTRIBUTION_UNKNOWN, file, message, index, "answers", position)


def _events(lists: References, shared: EditionData, places: TargetIndex) -> Iterator[Problem]:
    """Check the sources and passages of events, and their order by date."""
    before: PartialDate | None = None
    for index, event in enumerate(shared.events):
        file = shared.files["chronology"]
        for position, key in enumerate(event.sources):
            yield from check_source(lists, key, file, index, "sources", position)
        for position, id in enumerate(event.passages):
            if not places.has("passage", id) or "/" not in id:
                message = f"there is no passage ‘{id}’"
                yield problem_at(Rule.BLOCK_UNKNOWN, file, message, index, "passages", position)
        yield from check_text(lists, places, event.event, file, index, "event")
        if event.end is not None and event.end <= event.date:
            message = f"‘end’ is {event.end}, not after ‘date’ {event.date}"
            yield problem_at(Rule.DATE_ORDER, file, message, index, "end")
        if before and event.date.is_before(before):
            message = f"the event of {event.date} stands after one of {before}"
            yield problem_at(Rule.DATA_ORDER, file, message, index, "date")
        before = event.date


def _corrections(lists: References, shared: EditionData, places: TargetIndex) -> Iterator[Problem]:
    """Check that corrections name notes that exist, the newest first."""
    corrections = shared.corrections
    for index, correction in enumerate(corrections):
        file = shared.files["corrections"]
        essay, _, note = correction.note.partition("/")
        if essay in places.essays and not places.has("note", f"{essay}/{note}"):
            message = f"there is no note ‘{correction.note}’"
            yield problem_at(Rule.TARGET_UNKNOWN, file, message, index, "note")
        if index and correction.date > corrections[index - 1].date:
            message = f"the correction of {correction.date} stands after one of an earlier day"
            yield problem_at(Rule.DATA_ORDER, file, message, index, "date")
        for field in ("what", "reason"):
            yield from check_text(lists, places, getattr(correction, field), file, index, field)


def _outlets(lists: References, shared: EditionData, edition: Edition) -> Iterator[Problem]:
    """Check that outlets publish sources of the edition, and that a source says who owns each."""
    publishers = {name for source in edition.sources.values() for name in source.publishers}
    for index, outlet in enumerate(shared.outlets):
        file = shared.files["outlets"]
        yield from check_source(lists, outlet.source, file, index, "source")
        if outlet.name not in publishers and "references" not in lists.unread:
            also = did_you_mean(outlet.name, sorted(publishers))
            message = f"no source is published by ‘{outlet.name}’{also}"
            yield problem_at(Rule.OUTLET, file, message, index, "name")


def _own_voice(lists: References, shared: EditionData) -> Iterator[Problem]:
    """Check the editors' own words in shared lists; theses and corrections report others' words."""
    for name, field, texts in (
        ("themes", "definition", [theme.definition for theme in shared.themes]),
        ("themes", "question", [theme.question or "" for theme in shared.themes]),
        ("names", "identification", [name.identification or "" for name in shared.names]),
        ("chronology", "event", [event.event for event in shared.events]),
    ):
        for index, text in enumerate(texts):
            if text:
                file = shared.files[name]
                yield from own_voice(file, file.line(index, field), text, lists.vocabulary)


def check_cross_reference(
    lists: References,
    places: TargetIndex,
    shared: EditionData,
    reference: CrossReference,
    body: Body,
) -> Iterator[Problem]:
    """Yield the problems of a cross-reference.

    :param body: its text as it was read.
    """
    file = reference.file
    yield from check_people(lists, reference, file)
    yield from check_body(lists, body, file, file.body_line)
    yield from own_voice(file, file.body_line, reference.body, lists.vocabulary)
    yield from check_links(places, body, file.path, file.body_line)
    yield from _ends(lists, shared, places, reference)


def check_lists(lists: References, places: TargetIndex, edition: Edition) -> Iterator[Problem]:
    """Yield the problems of the lists that all essays share."""
    shared = edition.shared
    yield from _shared_data(lists, shared, places)
    yield from _contributions(lists, shared, places)
    yield from _events(lists, shared, places)
    yield from _corrections(lists, shared, places)
    yield from _outlets(lists, shared, edition)
    yield from _own_voice(lists, shared)
