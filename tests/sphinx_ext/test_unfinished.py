"""A build that failed fails again until it is corrected; one that was broken off heals."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.support.project import REPOSITORY, run_sphinx

if TYPE_CHECKING:
    import subprocess

SLOW = pytest.mark.slow
ROOT = REPOSITORY / "tests" / "roots" / "test-edition"
# Ends the process as a kill does, when the event comes for the given time.
KILLER = """
import os
seen = []
def setup(app):
    def end(*_):
        seen.append(1)
        if len(seen) == int(os.environ["KILL_AT"]):
            os._exit(9)
    if "KILL_AT" in os.environ:
        app.connect(os.environ["KILL_ON"], end, priority=1000)
"""


def build(project: Path, *options: str, **kill: str) -> subprocess.CompletedProcess[str]:
    out = project / "out"
    places = ("-d", str(out / "doctrees"), str(project / "docs"), str(out / "html"))
    return run_sphinx("-q", "-b", "html", *options, *places, **kill)


def pages(project: Path) -> dict[str, bytes]:
    html = project / "out" / "html"
    return {
        path.relative_to(html).as_posix(): path.read_bytes()
        for path in html.rglob("*")
        if path.is_file() and path.name not in (".buildinfo", ".buildinfo.bak")
    }


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the small edition that can be killed while it is built."""
    shutil.copytree(ROOT, tmp_path / "project")
    (tmp_path / "project" / "killer.py").write_text(KILLER)
    conf = tmp_path / "project" / "docs" / "conf.py"
    text = conf.read_text().replace('["sphinx_apparatus"]', '["sphinx_apparatus", "killer"]')
    path = f"import sys\nsys.path.insert(0, {str(tmp_path / 'project')!r})\n"
    conf.write_text(f"{path}{text}\nhtml_last_updated_fmt = None\n")
    return tmp_path / "project"


@pytest.mark.parametrize(
    "words",
    # While the page is written, and while it is read.
    [
        "{ref}`nowhere at all`",
        pytest.param("{nonsense}`words`", marks=SLOW),
        pytest.param("```{toctree}\nnowhere\n```", marks=SLOW),
    ],
)
def test_a_page_with_a_warning_fails_until_it_is_corrected(project: Path, words: str) -> None:
    assert build(project, "-W").returncode == 0
    page = project / "docs" / "unrelated.md"
    sound = page.read_text()
    page.write_text(f"{sound}\n{words}\n")
    first, second = build(project, "-W"), build(project, "-W")
    assert first.returncode == second.returncode == 1
    assert first.stderr == second.stderr
    assert "unrelated.md" in second.stderr
    left = project / "out" / "doctrees" / "unfinished-html.txt"
    assert left.read_text() == "unrelated\n"
    page.write_text(sound)
    assert build(project, "-W").returncode == 0
    assert not list((project / "out" / "doctrees").glob("unfinished-*"))


@pytest.mark.parametrize(
    ("event", "number", "is_first"),
    [
        ("html-page-context", 6, True),
        ("env-check-consistency", 1, False),
        pytest.param("env-check-consistency", 1, True, marks=SLOW),
        pytest.param("html-page-context", 1, True, marks=SLOW),
        pytest.param("html-page-context", 1, False, marks=SLOW),
        pytest.param("html-page-context", 6, False, marks=SLOW),
    ],
)
def test_a_build_that_is_broken_off_heals(
    project: Path, event: str, number: int, is_first: bool
) -> None:
    if not is_first:
        assert build(project, "-W").returncode == 0
    note = project / "essays" / "1900-kite" / "notes" / "march.md"
    note.write_text(note.read_text().rstrip() + " Zebras came too.\n")
    killed = build(project, KILL_ON=event, KILL_AT=str(number))
    assert killed.returncode == 9, killed.stderr
    healed = build(project, "-W")
    assert healed.returncode == 0, healed.stderr
    found = pages(project)
    assert any(b"Zebras came too" in content for content in found.values())
    shutil.rmtree(project / "out")
    assert build(project, "-W").returncode == 0
    assert pages(project) == found
