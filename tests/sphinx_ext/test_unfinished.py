"""A build that failed fails again until it is corrected; one that was broken off heals."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sphinx.util.console import strip_escape_sequences
from tests.support.project import REPOSITORY, run_sphinx

from sphinx_apparatus.text.file_writing import hold

if TYPE_CHECKING:
    import subprocess

SLOW = pytest.mark.slow
ROOT = REPOSITORY / "tests" / "roots" / "test-edition"


def build(project: Path, *options: str, **stop: str) -> subprocess.CompletedProcess[str]:
    out = project / "out"
    places = ("-d", str(out / "doctrees"), str(project / "docs"), str(out / "html"))
    if stop:
        stop["STOP_IN"] = str(out)
    return run_sphinx("-q", "-b", "html", *options, *places, **stop)


def pages(project: Path) -> dict[str, bytes]:
    html = project / "out" / "html"
    return {
        path.relative_to(html).as_posix(): path.read_bytes()
        for path in html.rglob("*")
        if path.is_file() and path.name not in (".buildinfo", ".buildinfo.bak")
    }


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the small edition that can be stopped while it is built."""
    shutil.copytree(ROOT, tmp_path / "project")
    conf = tmp_path / "project" / "docs" / "conf.py"
    names = '["sphinx_apparatus", "tests.support.stops"]'
    text = conf.read_text().replace('["sphinx_apparatus"]', names)
    path = f"import sys\nsys.path.insert(0, {str(REPOSITORY)!r})\n"
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


@pytest.mark.parametrize("moments", [6, pytest.param(10, marks=SLOW)])
def test_builds_that_are_killed(project: Path, moments: int) -> None:
    """Killed at any moment, with what changed before it still there, or undone."""
    note = project / "essays" / "1900-kite" / "notes" / "march.md"
    words = note.read_text(), note.read_text().rstrip() + " Zebras came too.\n"
    fresh = []
    for text in words:
        note.write_text(text)
        shutil.rmtree(project / "out", ignore_errors=True)
        assert build(project, "-W").returncode == 0
        fresh.append(pages(project))
    assert fresh[0] != fresh[1]
    note.write_text(words[0])
    count = project / "count"
    assert build(project, STOP_AT="0", STOP_COUNT=str(count)).returncode == 0
    changes, now = int(count.read_text()), 0
    for number in range(moments):
        note.write_text(words[1 - now])
        at = 1 + number * (changes - 1) // (moments - 1)
        how = "cut" if number % 3 else "interrupt"
        stopped = build(project, STOP_AT=str(at), STOP_HOW=how)
        place = f"{how} at {at} of {changes}: {stopped.stderr}"
        assert stopped.returncode == (9 if how == "cut" else 2), place
        now = 1 - now if number % 2 else now
        note.write_text(words[now])
        healed = build(project, "-W")
        assert healed.returncode == 0, f"{place}\n{healed.stderr}"
        assert pages(project) == fresh[now], place


def test_pages_of_documents_that_are_gone(project: Path) -> None:
    index = project / "docs" / "index.md"
    index.write_text(index.read_text().replace("unrelated\n", "unrelated\ngone\n"))
    (project / "docs" / "gone.md").write_text("# Gone\n")
    assert build(project, "-W").returncode == 0
    assert "gone.html" in pages(project)
    (project / "docs" / "gone.md").unlink()
    index.write_text(index.read_text().replace("\ngone\n", "\n"))
    assert build(project, "-W").returncode == 0
    left = pages(project)
    assert not [name for name in left if "gone" in name]
    shutil.rmtree(project / "out")
    assert build(project, "-W").returncode == 0
    assert pages(project) == left


def test_what_keeps_a_build_from_writing_is_said_in_a_line(project: Path) -> None:
    html = project / "out" / "html"
    html.mkdir(parents=True)
    outside = project / "outside"
    outside.write_text("mine")
    (html / "index.html").symlink_to(outside)
    linked = build(project)
    assert linked.returncode == 2
    # In continuous integration Sphinx colors its lines.
    assert strip_escape_sequences(linked.stderr).endswith(
        "index.html: this is a symbolic link, which a build does not write through; delete it\n"
    )
    assert (outside.read_text(), linked.stderr.count("\n")) == ("mine", 1)
    (html / "index.html").unlink()

    handle = hold(html)
    busy = build(project)
    assert handle is not None
    os.close(handle)
    assert (busy.returncode, busy.stderr.count("\n")) == (2, 1)
    assert "another build is at work here" in busy.stderr

    shutil.rmtree(project / "out")
    (project / "out").write_text("no folder")
    nowhere = build(project)
    assert (nowhere.returncode, nowhere.stderr.count("\n")) == (2, 1)
    (project / "out").unlink()

    # While a doctree is written, and a page.
    for number in ("6", "30"):
        full = build(project, STOP_AT=number, STOP_HOW="full")
        assert (full.returncode, full.stderr.count("\n")) == (2, 1), full.stderr
        assert "No space left on device; the build is not complete" in full.stderr
    assert build(project, "-W").returncode == 0
