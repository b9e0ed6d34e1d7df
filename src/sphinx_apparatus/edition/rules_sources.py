"""Rules on sources that take more than an entry: what nothing cites, what is cited whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.model.problems import Problem, Rule
from sphinx_apparatus.text.bodies import read_body


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


def without_locator(edition: Edition) -> Iterator[Problem]:
    """Yield a notice where a note cites a source that has pages, and no place in it."""
    paged = {key for key, source in edition.sources.items() if source.has_pages}
    for note in (note for essay in edition.essays for note in essay.notes):
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
