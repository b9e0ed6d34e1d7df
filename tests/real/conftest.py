"""The real edition: its records, its site, its book; nothing outside this folder opens them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.project import REPOSITORY, built_once, sphinx_build

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.loader import open_edition


@pytest.fixture(scope="session")
def edition() -> Edition:
    """The records of the real edition."""
    return open_edition(REPOSITORY / "essays", REPOSITORY / "references.bib")


def built(factory: pytest.TempPathFactory, builder: str) -> Path:
    """Return the real edition as a builder writes it, once, without a warning."""

    def build(out: Path) -> None:
        sphinx_build(builder, REPOSITORY / "docs", out, "-n", "-W", "-d", str(out / ".doctrees"))

    return built_once(factory, f"real-{builder}", build)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real edition as HTML."""
    return built(tmp_path_factory, "html")


@pytest.fixture(scope="session")
def pdf_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real edition as PDF."""
    return built(tmp_path_factory, "typst") / "edition.pdf"
