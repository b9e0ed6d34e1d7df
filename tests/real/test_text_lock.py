"""The real edition: the texts are those of their witnesses."""

from __future__ import annotations

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.model.rules import Rule


def test_the_texts_are_those_of_their_witnesses(edition: Edition) -> None:
    assert not [p for p in edition.problems if p.rule in (Rule.TEXT_LOCK, Rule.TEXT_HASH)]
