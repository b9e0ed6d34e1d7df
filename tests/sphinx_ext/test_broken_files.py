"""Twelve kinds of broken file: one clear message each, all in one run, from both commands."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.project import CLOSING

HEAD = """\
---
kind: context
title: {title}
quote: >-
  {quote}
by: [editors]
---
A word on it.
"""
CROSSING = """\
---
theme: haste
relation: agrees
between:
  - essay: 2001-fox
    quote: >-
      The fox is quick
  - essay: 2002-hen
    quote: >-
      before the fox is up
by: [editors]
---
A word on it.
"""
CHECK = """\
---
kind: fact-check
title: A check
quote: >-
  12 percent more foxes
claim: There were more foxes.
verdict: {verdict}
confidence: high
checked: {checked}
evidence-through: 2002
by: [editors]
---
A word on it {{cite:p}}`reynard2000memoirs`.
"""


def note(title: str, quote: str = "The dog sleeps") -> str:
    return HEAD.format(title=title, quote=quote)


NOTES = "essays/2001-fox/notes"
BROKEN: dict[str, tuple[str, str | bytes, int, str, str]] = {
    "quote missing": (
        f"{NOTES}/missing.md",
        note("A", "21 percent more foxes"),
        4,
        "A043",
        "the quotation “21 percent more foxes” was not found in the text; nearest are:",
    ),
    "quote twice": (
        f"{NOTES}/twice.md",
        note("B", "fox"),
        4,
        "A044",
        "the quotation “fox” stands in 2 places, expected one:",
    ),
    "quote empty": (f"{NOTES}/empty.md", note("C", ""), 4, "A046", "the quotation is empty"),
    "quote across blocks": (
        f"{NOTES}/across.md",
        note("D", "than hens. The fox"),
        4,
        "A045",
        "runs from p1 into p2; quote words of one block only",
    ),
    "plain-scalar quote": (
        f"{NOTES}/plain.md",
        note("E").replace(">-\n  ", ""),
        4,
        "A023",
        "‘quote’ is not in block form; write ‘quote: >-’",
    ),
    "unknown key": (
        f"{NOTES}/key.md",
        note("F").replace("by:", "confidance: high\nby:"),
        6,
        "A020",
        "there is no field ‘confidance’ here; did you mean ‘confidence’?",
    ),
    "unknown verdict": (
        f"{NOTES}/verdict.md",
        CHECK.format(verdict="mostly-true", checked="2003-01-01"),
        7,
        "A022",
        "‘verdict’ is ‘mostly-true’; expected supported, mostly-supported,",
    ),
    "bad date": (
        f"{NOTES}/date.md",
        CHECK.format(verdict="supported", checked="2003-02-30"),
        9,
        "A022",
        "‘checked’ is ‘2003-02-30’; expected a date such as",
    ),
    "bad YAML": (f"{NOTES}/yaml.md", note("G: g"), 3, "A008", "YAML cannot be read here"),
    "duplicate key": (
        f"{NOTES}/double.md",
        note("H").replace("by:", "title: I\nby:"),
        6,
        "A009",
        "the field ‘title’ is given twice, first in line 3; keep one",
    ),
    "unknown theme": (
        "essays/cross-references/haste.md",
        CROSSING,
        2,
        "A100",
        "the theme ‘haste’ is not in themes.yml; there are speed",
    ),
    "not UTF-8": (
        f"{NOTES}/latin.md",
        note("Caf\u00e9").encode("latin-1"),
        3,
        "A002",
        "byte 0xe9 is not UTF-8; save the file as UTF-8",
    ),
}
CONF = """\
project = "Foxes"
extensions = ["sphinx_apparatus"]
apparatus_site = True
bibtex_bibfiles = ["../references.bib"]
html_theme = "basic"
"""


@pytest.fixture(scope="module")
def broken(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition with a file of each kind, and one that names every broken note."""
    project = tmp_path_factory.mktemp("broken") / "edition"
    shutil.copytree(repository / "tests" / "lint" / "base", project)
    for path, content, *_ in BROKEN.values():
        raw = content if isinstance(content, bytes) else content.encode()
        (project / path).write_bytes(raw)
    # Whoever points to a broken note has done nothing wrong.
    roles = [f"{{apparatus:note}}`2001-fox/{path.stem}`" for path in (project / NOTES).iterdir()]
    pointing = note("Z", "12 percent").replace("A word on it.", "See " + ",\n".join(roles))
    (project / NOTES / "pointing.md").write_text(pointing)
    docs = project / "docs"
    docs.mkdir()
    (docs / "conf.py").write_text(CONF)
    (docs / "index.md").write_text("# Foxes\n")
    return project


def run(project: Path, *command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], cwd=project, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def by_check(broken: Path) -> subprocess.CompletedProcess[str]:
    return run(broken, "-m", "sphinx_apparatus", "check")


@pytest.fixture(scope="module")
def by_sphinx(broken: Path) -> subprocess.CompletedProcess[str]:
    return run(broken, "-m", "sphinx", "-b", "html", "docs", "build")


@pytest.mark.parametrize("kind", BROKEN)
def test_one_clear_message_from_both(
    kind: str,
    by_check: subprocess.CompletedProcess[str],
    by_sphinx: subprocess.CompletedProcess[str],
) -> None:
    path, _, line, rule, said = BROKEN[kind]
    [printed] = [text for text in by_check.stdout.splitlines() if text.startswith(f"{path}:")]
    assert printed.startswith(f"{path}:{line}: {rule} ")
    assert said in printed

    plain = re.sub(r"\x1b\[[0-9;]*m", "", by_sphinx.stderr)
    [logged] = [text for text in plain.splitlines() if text.startswith(f"{path}:")]
    assert logged.startswith(f"{path}:{line}: ERROR: {rule} ")
    assert said in logged


def test_both_fail_and_say_nothing_else(
    broken: Path,
    by_check: subprocess.CompletedProcess[str],
    by_sphinx: subprocess.CompletedProcess[str],
) -> None:
    assert by_check.returncode == 1
    assert CLOSING.fullmatch(by_check.stderr)
    lines = [text for text in by_check.stdout.splitlines() if not text.startswith("    ")]
    assert len(lines) == len(BROKEN)

    assert by_sphinx.returncode != 0
    assert by_sphinx.stderr.count("ERROR") == len(BROKEN)
    assert "12 errors in the edition" in by_sphinx.stderr
    for text in (by_check.stderr, by_sphinx.stderr, by_sphinx.stdout):
        assert "Traceback" not in text
    assert not (broken / "build" / "index.html").exists()


def test_messages_show_what_to_add_and_what_is_near(
    by_check: subprocess.CompletedProcess[str],
) -> None:
    assert "\n    p1: 12 percent more foxes than\n" in by_check.stdout
    assert "→ add ‘in: p1’\n" in by_check.stdout
