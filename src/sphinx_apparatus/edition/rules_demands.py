"""Rules over what an edition demands of its records, beyond what every edition needs.

And the notices on its sources: what nothing cites, what is cited whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.rules_common import NEEDS_NO_WORDS, NEEDS_SEARCH, NEEDS_SIDES
from sphinx_apparatus.model.essays import Essay, File, Note
from sphinx_apparatus.model.problems import Problem
from sphinx_apparatus.model.records import FactCheckHead
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.model.vocabulary import Confidence, Kind
from sphinx_apparatus.text.bodies import read_body

_Lacking = Iterator[tuple[str, File, tuple[str | int, ...], str]]
"""What is demanded, and what the record that lacks it is: file, nearest field, message."""


def _of_note(note: Note) -> _Lacking:
    head = note.head
    if note.is_active and note.kind is not Kind.TEXTUAL and head.summary is None:
        yield "summary", note.file, ("title",), "the note has no ‘summary’"
    check = note.fact_check
    if check is None or check.verdict.like == NEEDS_NO_WORDS:
        return
    if not check.evidence and check.evidence_none is None:
        message = "the fact-check has no ‘evidence’, and no ‘evidence-none’ that says why"
        yield "evidence", note.file, ("verdict",), message
    elif check.verdict.like == NEEDS_SEARCH and check.evidence_none is None:
        message = "the claim is unsupported: say in ‘evidence-none’ what was searched, and where"
        yield "evidence", note.file, ("verdict",), message
    elif check.verdict.like == NEEDS_SIDES and not check.evidence:
        message = "the claim is disputed: quote one source for each side"
        yield "evidence", note.file, ("verdict",), message
    elif check.confidence is Confidence.HIGH and not _has_grounds(check):
        count = len({each.source for each in check.evidence})
        sources = "one source" if count == 1 else f"{count} sources"
        message = (
            f"‘confidence’ is high and {sources} quoted; expected two independent sources, or one "
            "with ‘primary: true’; else write medium"
        )
        yield "evidence", note.file, ("confidence",), message


def _has_grounds(head: FactCheckHead) -> bool:
    """Return whether high confidence rests on two sources with a quotation, or a primary one."""
    evidence = head.evidence
    return any(each.primary for each in evidence) or len({each.source for each in evidence}) > 1


def _of_essay(essay: Essay) -> _Lacking:
    for name in ("brief", "short", "passages"):
        if not getattr(essay.head, name):
            yield name, essay.file, ("author",), f"the essay has no ‘{name}’"


def _of_themes(edition: Edition) -> _Lacking:
    file = edition.shared.files.get("themes", File("themes.yml"))
    for index, theme in enumerate(edition.shared.themes):
        if theme.question is None:
            message = f"the theme ‘{theme.id}’ has no ‘question’"
            yield "question", file, (index, "title"), message
        for essay in edition.essays:
            if essay.id not in theme.positions:
                message = f"the theme ‘{theme.id}’ has no position of ‘{essay.id}’"
                yield "positions", file, (index, "title"), message


def _of_sources(edition: Edition, path: str) -> _Lacking:
    for key, source in edition.sources.items():
        if "url" in source.fields and "urldate" not in source.fields and source.was_consulted:
            file = File(path, {(): source.line})
            message = (
                f"entry '{key}': 'urldate' is missing: the day on which the page was read, or "
                "../2026-11-22 if it was read by that day"
            )
            yield "urldate", file, (), message


def check_demands(edition: Edition, references: str) -> Iterator[Problem]:
    """Yield what the records lack of what the edition demands or expects.

    :param references: the bibliography, as problems show it.
    """
    demands = edition.demands
    if not demands.required and not demands.expected:
        return
    for name, file, where, message in lacking(edition, references):
        if rule := demands.rule(name):
            yield Problem(rule, file.path, file.line(*where), message)


def lacking(edition: Edition, references: str) -> _Lacking:
    """Yield all that could be demanded and is not there.

    :param references: the bibliography, as problems show it.
    """
    for essay in edition.essays:
        yield from _of_essay(essay)
        for note in essay.notes:
            yield from _of_note(note)
    yield from _of_themes(edition)
    yield from _of_sources(edition, references)


def uncited(edition: Edition, pages: Iterable[str], path: str) -> Iterator[Problem]:
    """Yield a notice for each source that neither a record nor a page cites.

    Nothing is reported while a file of the edition has an error: it may cite them.

    :param pages: the texts of the pages; a page that holds a key is taken to cite it.
    :param path: the bibliography, as problems show it.
    """
    if edition.unread:
        return
    left = edition.sources.keys() - set(_cited(edition))
    for text in pages:
        if not left:
            return
        left = {key for key in left if key not in text}
    for key in left:
        message = f"nothing cites the source ‘{key}’; the bibliography leaves it out"
        yield Problem(Rule.SOURCE_UNCITED, path, edition.sources[key].line, message)


def without_locator(edition: Edition, only: Collection[str] = ()) -> Iterator[Problem]:
    """Yield a notice where a note cites a source that has pages, and no place in it.

    :param only: files of notes, if not all are looked through.
    """
    paged = {key for key, source in edition.sources.items() if source.has_pages}
    for note in (note for essay in edition.essays for note in essay.notes):
        if only and note.file.path not in only:
            continue
        body = edition.body(note)
        # One place is enough: the next citation may be of the work as a whole.
        found = {citation.key for citation in body.citations if citation.locator}
        found |= {each.source for each in note.head.evidence if each.at}
        for citation in body.citations:
            if citation.key in paged - found:
                found.add(citation.key)
                message = f"‘{citation.key}’ has pages and is cited without a place in it"
                line = note.file.body_line + citation.line - 1
                yield Problem(Rule.LOCATOR_NONE, note.file.path, line, message)


def _cited(edition: Edition) -> Iterator[str]:
    """Yield the key of each source that a record cites or names."""
    for essay in edition.essays:
        for note in essay.notes:
            yield from edition.cited_by(note)
        yield from edition.cited_in_apparatus(essay)
    bodies = [edition.body(reference) for reference in edition.cross_references]
    shared = edition.shared
    texts = [
        *(theme.definition for theme in shared.themes),
        *(contribution.thesis for contribution in shared.contributions),
        *(event.event for event in shared.events),
        *(words for one in shared.corrections for words in (one.what, one.reason)),
    ]
    for body in (*bodies, *map(read_body, texts)):
        yield from (citation.key for citation in body.citations)
    yield from (outlet.source for outlet in shared.outlets)
    for event in shared.events:
        yield from event.sources
    yield from (contribution.source for contribution in shared.contributions)
    for essay in edition.essays:
        yield from (witness.source for witness in essay.head.witnesses if witness.source)
