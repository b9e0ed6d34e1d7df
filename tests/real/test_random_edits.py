"""The real edition: brought up to date after sixty edits, it is what is built anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.support.animals import CORRECTION
from tests.support.random_edits import compare_after_edits, draw


@pytest.mark.slow
def test_sixty_edits_of_the_real_edition(repository: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    for name in ("docs", "essays"):
        shutil.copytree(repository / name, project / name)
    for path in repository.glob("*.*"):
        if path.is_file():
            shutil.copy2(path, project)
    data = project / "essays" / "_data" / "corrections.yml"
    entry = CORRECTION.replace("2001-fox/jump", "2026-social-movement/ninety-percent")
    data.write_text(entry.replace("2003-02-02", "2026-11-22"), encoding="utf-8")
    compare_after_edits(project, tmp_path / "out", draw(60))
