"""The real edition whole: on its site, and in ``make test-all`` in every other form."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.builders import (
    BUILDERS,
    HTML,
    Builds,
    broken_links,
    check_ids,
    check_inventory,
    ids_given_twice,
    missing_cross_references,
    missing_notes,
)
from tests.support.project import REPOSITORY

from sphinx_apparatus.edition.edition import Edition


@pytest.fixture(scope="module")
def builds(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Builds:
    """The edition in every form."""
    return Builds(REPOSITORY / "docs", site, tmp_path_factory.mktemp("builders"))


def one_and_all(builders: tuple[str, ...]) -> list[object]:
    """Return the first of some builders, and the others for ``make test-all``."""
    first, *others = builders
    return [first, *(pytest.param(builder, marks=pytest.mark.slow) for builder in others)]


@pytest.mark.parametrize("builder", one_and_all(BUILDERS))
def test_every_note_and_cross_reference(builder: str, builds: Builds, edition: Edition) -> None:
    assert missing_notes(builds, edition, builder) == []
    assert missing_cross_references(builds, edition, builder) == []


@pytest.mark.parametrize("builder", one_and_all(HTML))
def test_ids_and_links(builder: str, builds: Builds, edition: Edition) -> None:
    assert ids_given_twice(builds, builder) == []
    assert broken_links(builds, builder) == []
    check_ids(builds, edition, builder)


def test_the_inventory(builds: Builds, edition: Edition) -> None:
    check_inventory(builds, edition, "html")
