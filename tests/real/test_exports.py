"""The real edition: its files for others are valid, whole on the site, and come back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.support.exports import relax_ng
from tests.support.project import REPOSITORY

from sphinx_apparatus.authoring.annotations import files_of
from sphinx_apparatus.cli.options import Project
from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.export import tei
from sphinx_apparatus.export.bundle import Exported, exports


@pytest.fixture(scope="module")
def exported(edition: Edition) -> dict[str, Exported]:
    publication = Project(REPOSITORY).publication
    return {file.name: file for file in exports(edition, publication, REPOSITORY)}


def test_the_site_has_the_files(site: Path, exported: dict[str, Exported]) -> None:
    found = {path.name: path.read_bytes() for path in (site / "data").iterdir()}
    assert found == {name: file.content for name, file in exported.items()}


@pytest.mark.build  # Three seconds of Java, a minute without it.
def test_the_tei_is_valid(exported: dict[str, Exported], tmp_path: Path) -> None:
    found = {name: file.content for name, file in exported.items() if name.endswith(".tei.xml")}
    assert "edition.tei.xml" in found
    assert relax_ng(found, tmp_path) == []


def test_every_note_can_be_read_back(edition: Edition, exported: dict[str, Exported]) -> None:
    for essay in edition.essays:
        data = json.loads(exported[f"{essay.id}.annotations.jsonld"].content)
        files = {str(path) for path in files_of(data, edition.essay_by_id)}
        assert {f"{essay.id}/notes/{note.id}.md" for note in essay.notes} <= files
        assert len(data["first"]["items"]) == len(files)


def test_every_note_has_its_place_in_the_tei(edition: Edition) -> None:
    publication = Project(REPOSITORY).publication
    for essay in edition.essays:
        text = tei.essay_tei(edition, essay, publication).decode()
        for note in essay.notes:
            assert f'"e{essay.id}-note-{note.id}"' in text
