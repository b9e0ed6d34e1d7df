"""The Makefile: what strangers name their files is never run, and odd machines build too."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sphinx_apparatus.cli.main import main

EVIL = (
    "essays/1908-garden/notes/evil",
    "essays/1908-garden/notes/evil;touch PWNED;: .md",
    "essays/1908-garden/notes/$(shell touch PWNED).md",
    "docs/evil",
    "docs/evil;touch PWNED;: .md",
    "docs/`touch PWNED`.md",
    "docs/a:b.md",
    "docs/a b.md",
    "docs/a%b=c.md",
    "docs/line\nbreak:\n\ttouch PWNED\n.md",
)


@pytest.fixture
def project(repository: Path, tmp_path: Path) -> Path:
    """The Makefile around a new edition, with files that no longer ask for an installation."""
    project = tmp_path / "project"
    assert main(["init", str(project), "--title", "Foxes"]) == 0
    (project / "src").mkdir()
    for path in repository.iterdir():
        if path.is_file() and not path.name.startswith(".") and path.suffix != ".bib":
            shutil.copyfile(path, project / path.name)
            os.utime(project / path.name, (0, 0))
    return project


def make(
    project: Path, target: str, *variables: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run make as a person does, with the environment that the tests run in."""
    return subprocess.run(
        ["make", target, f"VENV={Path(sys.executable).parent.parent}", *variables],
        cwd=project,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        errors="surrogateescape",
        check=False,
    )


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
@pytest.mark.parametrize("target", ["all", "html", "pdf"])
def test_a_new_edition_is_checked_before_it_is_built(target: str, tmp_path: Path) -> None:
    assert main(["init", str(tmp_path / "new")]) == 0
    done = subprocess.run(
        ["make", "-n", "--no-print-directory", target],
        cwd=tmp_path / "new",
        capture_output=True,
        text=True,
        check=True,
    )
    first, second, *_ = done.stdout.splitlines()
    assert first.endswith("sphinx_apparatus check")
    assert " -b typst " in second


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_no_name_of_a_file_is_run(project: Path) -> None:
    for name in EVIL:
        (project / name).write_text("")
    for target in ("help", "clean"):
        assert make(project, target).returncode == 0
    check = make(project, "check")
    # As on a machine that lacks the locale which its owner has chosen.
    built = make(project, "html", LC_ALL="xx_YY.UTF-8", LANG="xx_YY.UTF-8")
    for done in (check, built):
        told = done.stdout + done.stderr
        assert done.returncode != 0
        assert "Traceback" not in told
        for name in EVIL:
            shown = name.replace("\n", "\\n").replace("\t", "\\t")
            if name != "docs/evil":
                assert f"{shown}:1: " in told, (name, told)
    assert not list(project.rglob("PWNED*"))


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_a_machine_without_its_locale_builds(project: Path) -> None:
    built = make(project, "pdf", LC_ALL="xx_YY.UTF-8", LANG="xx_YY.UTF-8")
    assert built.returncode == 0, built.stdout + built.stderr
    book = project / "build" / "pdf" / "edition.pdf"
    assert book.read_bytes().startswith(b"%PDF-")
    # A second call has nothing to do; a new page calls for a new book.
    assert "-b typst" not in make(project, "pdf").stderr
    page = project / "docs" / "about" / "new.md"
    page.write_text("---\norphan: true\n---\n\n# A new page\n")
    os.utime(page, (book.stat().st_mtime + 10,) * 2)
    assert "-b typst" in make(project, "pdf", "SPHINX=echo").stderr
