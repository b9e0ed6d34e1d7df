"""The real edition: after sixty edits, and sixty kills, it is what is built anew."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.support.animals import CORRECTION
from tests.support.project import REPOSITORY, run_sphinx
from tests.support.random_edits import compare_after_edits, draw, files


def copied(repository: Path, folder: Path) -> Path:
    """Return a copy of what the real edition is built of."""
    project = folder / "project"
    project.mkdir()
    for name in ("docs", "essays"):
        shutil.copytree(repository / name, project / name)
    for path in repository.glob("*.*"):
        if path.is_file():
            shutil.copy2(path, project)
    return project


@pytest.mark.slow
def test_sixty_edits_of_the_real_edition(repository: Path, tmp_path: Path) -> None:
    project = copied(repository, tmp_path)
    data = project / "essays" / "_data" / "corrections.yml"
    entry = CORRECTION.replace("2001-fox/jump", "2026-social-movement/ninety-percent")
    data.write_text(entry.replace("2003-02-02", "2026-11-22"), encoding="utf-8")
    compare_after_edits(project, tmp_path / "out", draw(60))


@pytest.mark.slow
@pytest.mark.parametrize("builder", ["html", "epub", "typst"])
def test_sixty_builds_of_the_real_edition_that_are_killed(
    builder: str, repository: Path, tmp_path: Path
) -> None:
    """Twenty each; every fifth is followed by a build that ends."""
    project = copied(repository, tmp_path)
    conf = project / "docs" / "conf.py"
    path = f"import sys\nsys.path.insert(0, {str(REPOSITORY)!r})\n"
    extensions = f'{path}extensions = ["tests.support.stops", '
    conf.write_text(conf.read_text().replace("extensions = [", extensions, 1))
    note = next((project / "essays").glob("2019-*/notes/*.md"))
    words = note.read_text(), note.read_text().rstrip() + " Zebras came too.\n"
    out = tmp_path / "out"

    def build(**stop: str) -> subprocess.CompletedProcess[str]:
        places = ("-d", str(out / "trees"), str(project / "docs"), str(out / "made"))
        return run_sphinx("-q", "-b", builder, *places, **stop)

    fresh = []
    for text in reversed(words):
        note.write_text(text)
        shutil.rmtree(out, ignore_errors=True)
        made = build()
        assert made.returncode == 0, made.stderr
        fresh.insert(0, files(out / "made"))
    count = tmp_path / "count"
    note.write_text(words[1])
    assert build(STOP_AT="0", STOP_IN=str(out), STOP_COUNT=str(count)).returncode == 0
    changes, chance, killed = int(count.read_text()), random.Random(builder), 0
    for number in range(20):
        now = number // 5 % 2
        note.write_text(words[1 - now if number % 5 == 0 else now])
        at = chance.randint(1, changes)
        stopped = build(STOP_AT=str(at), STOP_IN=str(out), STOP_HOW="cut")
        # A build that does less than the one that was counted may have ended.
        assert stopped.returncode in (0, 9), stopped.stderr
        killed += stopped.returncode == 9
        if number % 5 == 4:
            note.write_text(words[now])
            healed = build()
            assert healed.returncode == 0, healed.stderr
            assert files(out / "made") == fresh[now], f"{number}: {at} of {changes}"
    assert killed >= 15
