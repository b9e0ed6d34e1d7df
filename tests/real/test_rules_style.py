"""The real edition: contested words and living people."""

from __future__ import annotations

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.model.rules import Rule


def test_the_edition_keeps_both_rules(edition: Edition) -> None:
    assert len(edition.shared.vocabulary) > 5
    broken = {Rule.LIVING_PERSON, Rule.CONTESTED_WORD}
    assert [str(p) for p in edition.problems if p.rule in broken] == []
