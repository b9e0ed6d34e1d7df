"""The real edition: its pages."""

from __future__ import annotations

from pathlib import Path

from sphinx_apparatus.cli.options import Project
from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.edition.pages import page_problems


def test_pages_of_a_real_edition_are_in_order(repository: Path) -> None:
    opened = open_edition(repository / "essays", repository / "references.bib")
    trust = Project(repository).trust
    assert list(page_problems(opened, repository / "docs", repository, trust)) == []
