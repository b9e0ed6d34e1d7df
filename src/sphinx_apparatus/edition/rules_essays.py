"""Rules over an essay: its witnesses, the sentences without a claim, its notes together."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator

from sphinx_apparatus.edition.rules_common import (
    References,
    check_plain,
    check_source,
    check_words,
    problem_at,
)
from sphinx_apparatus.edition.rules_style import own_voice
from sphinx_apparatus.model.essays import Essay, Note
from sphinx_apparatus.model.problems import Problem
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.text.anchors import Fault, anchor, short
from sphinx_apparatus.text.collation import without_case
from sphinx_apparatus.text.edits import adopted_edits, overlapping

MAX_BRIEF = 40
"""Words of a brief."""


def _witness_sources(lists: References, essay: Essay) -> Iterator[Problem]:
    for index, witness in enumerate(essay.head.witnesses):
        if witness.source is not None:
            yield from check_source(lists, witness.source, essay.file, "witnesses", index, "source")


def _no_claims(essay: Essay) -> Iterator[Problem]:
    for index, sentence in enumerate(essay.head.no_claim):
        result = anchor(sentence, essay.blocks)
        if isinstance(result, Fault):
            yield problem_at(
                result.rule, essay.file, result.message, "no-claim", index, result.field
            )
        else:
            yield from check_words(essay, result, essay.file, "no-claim", index, "quote")


def _newer(notes: Iterable[Note], key: Callable[[Note], Hashable]) -> Iterator[tuple[Note, Note]]:
    """Yield each note that has the key of the oldest one, and that; of two of one day, both."""
    first: dict[Hashable, Note] = {}
    reported: set[Hashable] = set()
    for note in sorted(notes, key=lambda note: (str(note.head.created or ""), note.id)):
        its = key(note)
        other = first.setdefault(its, note)
        if other is note:
            continue
        yield note, other
        if note.head.created == other.head.created and its not in reported:
            reported.add(its)
            yield other, note


def _titles(essay: Essay) -> Iterator[Problem]:
    for note, other in _newer(essay.notes, lambda note: note.head.title.casefold()):
        message = f"the title ‘{note.head.title}’ is also that of ‘{other.id}’"
        yield problem_at(Rule.DUPLICATE_TITLE, note.file, message, "title")


def _same_words(essay: Essay) -> Iterator[Problem]:
    """Check that active notes of one kind are on different words."""
    placed = [note for note in essay.notes if note.span is not None and note.is_active]
    for note, other in _newer(placed, lambda note: (note.head.kind, note.span)):
        message = f"‘{other.id}’ is a {note.head.kind} note on the same words"
        yield problem_at(Rule.DUPLICATE_NOTE, note.file, message, "quote")


def _edits(essay: Essay) -> Iterator[Problem]:
    """Check that no two adopted readings change the same words."""
    owners: dict[str, tuple[str, int, str]] = {
        note.id: (note.file.path, note.file.line("reading"), f"the note ‘{note.id}’")
        for note in essay.notes
    }
    for entry in essay.entries:
        line = entry.line("quote")
        owners[entry.id] = entry.file.path, line, f"the entry in {entry.file.path}:{line}"
    for index, edits in adopted_edits(essay).items():
        text, seams = essay.blocks[index].text, essay.blocks[index].seams
        for edit in edits:
            if any(edit.start <= seam < edit.end for seam in seams):
                words = short(text[edit.start : edit.end])
                message = (
                    f"changes “{words}”, which goes over the end of a line, an item or a cell; "
                    "change the words on each side by a note of its own"
                )
                path, line, _ = owners[edit.owner]
                yield Problem(Rule.READING, path, line, message)
        for first, second in overlapping(edits):
            path, line, _ = owners[second.owner]
            words = text[second.start : second.end] or second.words
            message = (
                f"changes “{short(words)}”, as does {owners[first.owner][2]}; adopt one of the two"
            )
            yield Problem(Rule.EDITS_OVERLAP, path, line, message)


def _own_words(lists: References, essay: Essay) -> Iterator[Problem]:
    """Check the editors' own words on an essay as a whole."""
    brief, file = essay.head.brief, essay.file
    if brief is not None:
        yield from check_plain(Rule.PLAIN_SENTENCE, brief, MAX_BRIEF, file, "brief")
        yield from own_voice(file, file.line("brief"), brief, lists.vocabulary)


def check_labels(essays: Iterable[Essay]) -> Iterator[Problem]:
    """Yield a problem for each text that is cited as another is."""
    first: dict[str, Essay] = {}
    for essay in essays:
        other = first.setdefault(without_case(essay.label), essay)
        if other is not essay:
            message = (
                f"the text is cited as ‘{essay.label}’, as ‘{other.id}’ is; write here, or in "
                f"{other.file.path}, how it is cited alone, such as ‘label: Sonnet 18’"
            )
            where = "label" if essay.head.label else "debate"
            yield problem_at(Rule.DUPLICATE_ID, essay.file, message, where)


def check_essay(lists: References, essay: Essay) -> Iterator[Problem]:
    """Yield the problems of an essay, except those of single notes."""
    yield from _witness_sources(lists, essay)
    yield from _no_claims(essay)
    yield from _titles(essay)
    yield from _same_words(essay)
    yield from _edits(essay)
    yield from _own_words(lists, essay)
