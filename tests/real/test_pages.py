"""The real edition: its pages."""

from __future__ import annotations

from pathlib import Path

from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.edition.pages import Trust, page_problems


def test_pages_of_a_real_edition_are_in_order(repository: Path) -> None:
    opened = open_edition(repository / "essays", repository / "references.bib")
    results = ("engine/results/speed.md", "engine/results/waits.md")
    trust = Trust(includes=("../CONTRIBUTING.md", *results))
    assert list(page_problems(opened, repository / "docs", repository, trust)) == []
