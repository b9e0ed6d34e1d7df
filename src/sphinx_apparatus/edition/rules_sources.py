"""A rule on the bibliography: what nothing cites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.model.problems import Problem, Rule
from sphinx_apparatus.text.bodies import read_body


def uncited(edition: Edition, pages: Iterable[str], path: str) -> Iterator[Problem]:
    """Yield a notice for each source that neither a record nor a page cites.

    Nothing is told while a file of the edition has a fault: it may cite them.

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


def _cited(edition: Edition) -> Iterator[str]:
    """Yield the key of each source that a record cites or names."""
    bodies = [edition.body(note) for essay in edition.essays for note in essay.notes]
    bodies += [edition.body(reference) for reference in edition.cross_references]
    shared = edition.shared
    texts = [
        *(theme.definition for theme in shared.themes),
        *(contribution.thesis for contribution in shared.contributions),
        *(event.event for event in shared.events),
        *(words for one in shared.corrections for words in (one.what, one.reason)),
    ]
    for body in (*bodies, *map(read_body, texts)):
        yield from (citation.key for citation in body.citations)
    for event in shared.events:
        yield from event.sources
    yield from (contribution.source for contribution in shared.contributions)
    for essay in edition.essays:
        yield from (witness.source for witness in essay.head.witnesses if witness.source)
