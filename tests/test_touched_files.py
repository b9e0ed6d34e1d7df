"""A change is refused for its own faults; those of other files are notices, anchors excepted."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def base(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "tests" / "lint" / "base", tmp_path / "edition")
    return tmp_path / "edition"


def check(base: Path, *options: str) -> tuple[int, str]:
    command = [sys.executable, str(ROOT / "scripts" / "check.py"), "--project", str(base), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_faults_elsewhere_are_notices(base: Path) -> None:
    path = base / "essays" / "2001-fox" / "notes" / "jump.md"
    path.write_text(path.read_text().replace("index: [Foxes]", "index: [Dogs]"))
    touched = str(base / "references.bib")
    code, told = check(base, "--format", "github", touched)
    assert code == 0
    assert told.startswith("::notice file=essays/2001-fox/notes/jump.md,line=12,title=A026")
    assert "See docs/contributing/rules/A026.md" in told
    code, told = check(base, "--format", "github", str(path))
    assert code == 1
    assert told.startswith("::error ")


def test_lost_anchors_count_wherever_they_are(base: Path) -> None:
    path = base / "essays" / "2001-fox" / "notes" / "jump.md"
    path.write_text(path.read_text().replace("jumps over", "leaps over"))
    code, told = check(base, "--format", "github", str(base / "references.bib"))
    assert code == 1
    assert told.startswith("::error file=essays/2001-fox/notes/jump.md")


def test_notes_that_are_due_refuse_nothing(base: Path) -> None:
    (base / "docs").mkdir()
    (base / "docs" / "conf.py").write_text("apparatus_recheck_months = 24\n")
    code, told = check(base)
    assert code == 0
    assert "A030 last checked on 2003-01-01" in told
    (base / "docs" / "conf.py").write_text("apparatus_recheck_months = 0\n")
    assert check(base) == (0, "")
