"""A change is refused for its own faults; those of other files are notices, anchors excepted."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.project import LINT_BASE, Apparatus


@pytest.fixture
def base(tmp_path: Path) -> Path:
    shutil.copytree(LINT_BASE, tmp_path / "edition")
    return tmp_path / "edition"


Check = Callable[..., tuple[int, str]]


@pytest.fixture
def check(base: Path, apparatus: Apparatus) -> Check:
    """The check of the base, with options; exit status and output."""
    return lambda *options: apparatus("check", "--project", base, *options)[:2]


def test_faults_elsewhere_are_notices(base: Path, check: Check) -> None:
    path = base / "essays" / "2001-fox" / "notes" / "jump.md"
    path.write_text(path.read_text().replace("index: [Foxes]", "index: [Dogs]"))
    touched = str(base / "references.bib")
    code, told = check("--format", "github", touched)
    assert code == 0
    assert told.startswith("::notice file=essays/2001-fox/notes/jump.md,line=12,title=A026")
    assert "See docs/contributing/rules/A026.md" in told
    code, told = check("--format", "github", str(path))
    assert code == 1
    assert told.startswith("::error ")


def test_lost_anchors_count_wherever_they_are(base: Path, check: Check) -> None:
    path = base / "essays" / "2001-fox" / "notes" / "jump.md"
    path.write_text(path.read_text().replace("jumps over", "leaps over"))
    code, told = check("--format", "github", str(base / "references.bib"))
    assert code == 1
    assert told.startswith("::error file=essays/2001-fox/notes/jump.md")


def test_notes_that_are_due_refuse_nothing(base: Path, check: Check) -> None:
    (base / "docs").mkdir()
    (base / "docs" / "conf.py").write_text("apparatus_recheck_months = 24\n")
    code, told = check()
    assert code == 0
    assert "A030 last checked on 2003-01-01" in told
    (base / "docs" / "conf.py").write_text("apparatus_recheck_months = 0\n")
    assert check() == (0, "")


NOTE = """\
---
kind: context
title: Sleep
quote: >-
  the dog dreams
by: [editors]
---
A word {}.
"""


@pytest.mark.parametrize("setting", ["", "apparatus_allowed_characters = ['U+034F']\n"])
def test_what_a_change_allows_itself_is_not_allowed_yet(
    setting: str, base: Path, check: Check, tmp_path: Path
) -> None:
    (base / "docs").mkdir()
    (base / "docs/conf.py").write_text(setting)
    before = shutil.copytree(base, tmp_path / "before")
    (base / "docs/conf.py").write_text(
        "apparatus_allowed_characters = ['U+034F', 'U+200B']\napparatus_trusted_pages = ['*']\n"
    )
    (base / "docs/index.md").write_text("# A page\n\n<b>words</b>\n")
    for sign, is_allowed in (("\u200b", False), ("\u034f", bool(setting))):
        (base / "essays/2001-fox/notes/sleep.md").write_text(NOTE.format(f"a{sign}b"))
        assert "A003" not in check()[1]
        code, told = check("--base", before)
        assert code == 1
        assert "docs/index.md:3: A130" in told
        assert ("A003" in told) is not is_allowed
