"""Rules over what an edition demands of its records, beyond what every edition needs."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.rules_answers import has_grounds
from sphinx_apparatus.model.essays import Essay, File, Note
from sphinx_apparatus.model.problems import Problem
from sphinx_apparatus.model.vocabulary import Confidence, Kind, Verdict

_Lacking = Iterator[tuple[str, File, tuple[str | int, ...], str]]
"""What is demanded, and what the record that lacks it is: file, nearest field, message."""


def _of_note(note: Note) -> _Lacking:
    head = note.head
    if note.is_active and note.kind is not Kind.TEXTUAL and head.summary is None:
        yield "summary", note.file, ("title",), "the note has no ‘summary’"
    check = note.fact_check
    if check is None or check.verdict is Verdict.NOT_CHECKABLE:
        return
    if not check.evidence and check.evidence_none is None:
        message = "the fact-check has no ‘evidence’, and no ‘evidence-none’ that says why"
        yield "evidence", note.file, ("verdict",), message
    elif check.verdict is Verdict.UNSUPPORTED and check.evidence_none is None:
        message = "the claim is unsupported: say in ‘evidence-none’ what was searched, and where"
        yield "evidence", note.file, ("verdict",), message
    elif check.verdict is Verdict.DISPUTED and not check.evidence:
        message = "the claim is disputed: quote one source for each side"
        yield "evidence", note.file, ("verdict",), message
    elif check.confidence is Confidence.HIGH and not has_grounds(check):
        count = len({each.source for each in check.evidence})
        sources = "one source" if count == 1 else f"{count} sources"
        message = (
            f"‘confidence’ is high and {sources} quoted; expected two independent sources, or one "
            "with ‘primary: true’; else write medium"
        )
        yield "evidence", note.file, ("confidence",), message


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
