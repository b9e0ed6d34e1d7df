"""Problems in the forms that people and programs read, and the command that prints them."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console
from tests.support.project import Apparatus

from sphinx_apparatus.model.problems import Problem
from sphinx_apparatus.model.rules import Rule, Severity
from sphinx_apparatus.review.output import (
    FORMATS,
    about,
    advice,
    as_github,
    as_json,
    as_sarif,
    as_text,
    show,
    summary,
)

PROBLEMS = [
    Problem(Rule.FIELD_UNKNOWN, "essays/2001-fox/notes/a b.md", 3, "there is, 100%: [no] field"),
    Problem(Rule.ANCHOR_MISSING, "essays/2001-fox/notes/c.md", 4, "not found; near:\n    p1: é"),
    Problem(Rule.BODY_LENGTH, "essays/2001-fox/notes/c.md", 9, "121 words"),
]


def test_text() -> None:
    assert as_text(PROBLEMS[1:]) == (
        "essays/2001-fox/notes/c.md:4: A043 not found; near:\n    p1: é\n"
        "essays/2001-fox/notes/c.md:9: A061 121 words\n"
    )


def test_github_gives_one_line_each_and_escapes() -> None:
    one, two, three = as_github(PROBLEMS).splitlines()
    assert one == (
        "::error file=essays/2001-fox/notes/a b.md,line=3,title=A020 Unknown field"
        f"::there is, 100%25: [no] field ({Rule.FIELD_UNKNOWN.help} See {Rule.FIELD_UNKNOWN.page})"
    )
    assert "near:%0A    p1: é" in two
    assert three.startswith("::warning ")


def test_json() -> None:
    assert json.loads(as_json(PROBLEMS))[1] == {
        "path": "essays/2001-fox/notes/c.md",
        "line": 4,
        "rule": "A043",
        "severity": "error",
        "title": "Quotation not found",
        "message": "not found; near:\n    p1: é",
        "help": Rule.ANCHOR_MISSING.help,
        "page": Rule.ANCHOR_MISSING.page,
    }


def test_sarif_has_what_the_standard_requires() -> None:
    """OASIS, Static Analysis Results Interchange Format 2.1.0, §3.13, 3.14, 3.19, 3.27, 3.49."""
    log = json.loads(as_sarif(PROBLEMS))
    assert log["version"] == "2.1.0"
    [run] = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"] == "sphinx-apparatus"
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules)
    for result, problem in zip(run["results"], PROBLEMS, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == problem.rule.number
        assert result["level"] in ("error", "warning")
        assert result["message"]["text"] == problem.message
        [location] = result["locations"]
        place = location["physicalLocation"]
        assert re.fullmatch(r"[\w./%-]+", place["artifactLocation"]["uri"])
        assert place["region"]["startLine"] == problem.line
    assert json.loads(as_sarif([]))["runs"][0]["results"] == []


def test_a_person_sees_files_rules_and_what_to_do(repository: Path) -> None:
    out = io.StringIO()
    show(PROBLEMS, Console(file=out, width=200), repository)
    assert out.getvalue() == (
        "essays/2001-fox/notes/a b.md\n"
        "  3  A020 Unknown field\n"
        "      there is, 100%: [no] field\n"
        f"      → {Rule.FIELD_UNKNOWN.help} See {Rule.FIELD_UNKNOWN.page}\n"
        "essays/2001-fox/notes/c.md\n"
        "  4  A043 Quotation not found\n"
        "      not found; near:\n"
        "          p1: é\n"
        f"      → {Rule.ANCHOR_MISSING.help} See {Rule.ANCHOR_MISSING.page}\n"
        "  9  A061 The note is long\n"
        "      121 words\n"
        f"      → {Rule.BODY_LENGTH.help} See {Rule.BODY_LENGTH.page}\n"
    )
    assert summary(PROBLEMS) == "2 errors and 1 warning in 2 files"
    assert summary(PROBLEMS[2:]) == "1 warning in 1 file"
    assert summary([]) == "no problems found"


def test_advice_is_given_once_for_each_rule_and_names_pages_that_are_there(
    repository: Path, tmp_path: Path
) -> None:
    twice = [*PROBLEMS[2:], *PROBLEMS[2:]]
    assert (
        advice(twice, repository) == f"A061: {Rule.BODY_LENGTH.help} See {Rule.BODY_LENGTH.page}\n"
    )
    assert advice(twice, tmp_path) == f"A061: {Rule.BODY_LENGTH.help}\n"


def test_files_named_and_anchors_always() -> None:
    project = Path("/edition")
    first, second, third = PROBLEMS
    folder = project / "essays" / "2001-fox" / "notes"
    assert about(PROBLEMS, [], project) == PROBLEMS
    assert about(PROBLEMS, [folder / "a b.md"], project) == [first, second]
    assert about(PROBLEMS, [folder / "c.md"], project) == [second, third]
    assert about(PROBLEMS, [folder], project) == PROBLEMS
    assert about(PROBLEMS, [project / "references.bib"], project) == [second]


def test_every_rule_can_be_told() -> None:
    problems = [Problem(rule, "a.md", 1, "a message") for rule in Rule]
    for write in FORMATS.values():
        told = write(problems)
        assert all(rule.number in told for rule in Rule)
    assert {rule.severity for rule in Rule} == set(Severity)


# -- the command -----------------------------------------------------------------------------------


def run(repository: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sphinx_apparatus", "check", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=repository)


def test_misuse(apparatus: Apparatus, tmp_path: Path) -> None:
    for arguments in (["none.md"], ["--format", "xml"], ["--project", str(tmp_path)]):
        code, out, err = apparatus("check", *arguments)
        assert (code, out) == (2, "")
        assert arguments[-1] in err


def test_warnings_alone_do_not_fail_and_a_terminal_gets_more(
    repository: Path, lint_edition: Path
) -> None:
    pipe = run(repository, "--project", lint_edition)
    assert pipe.returncode == 0
    assert (
        pipe.stderr
        == f"A061: {Rule.BODY_LENGTH.help}\n2 texts, 2 notes: no errors; 1 warning in 1 file.\n"
    )
    assert pipe.stdout.startswith("essays/2001-fox/notes/more.md:8: A061 ")
    assert "\x1b" not in pipe.stdout

    reader, writer = pty.openpty()
    command = [sys.executable, "-m", "sphinx_apparatus", "check", "--project", lint_edition]
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "120"}
    environment.pop("NO_COLOR", None)
    with subprocess.Popen(command, stdout=writer, env=environment) as process:
        os.close(writer)
        seen = b""
        while True:
            try:
                chunk = os.read(reader, 4096)
            except OSError:  # the other end is closed
                break
            if not chunk:
                break
            seen += chunk
    os.close(reader)
    assert process.returncode == 0
    assert "→ Cut it to what a reader needs".encode() in seen
    assert b"\x1b[" in seen


@pytest.fixture
def lint_edition(repository: Path, tmp_path: Path) -> Path:
    """An edition with a warning and nothing worse."""
    lint = repository / "tests" / "lint"
    project = Path(shutil.copytree(lint / "base", tmp_path / "edition"))
    shutil.copytree(lint / "A061-body-length" / "in", project, dirs_exist_ok=True)
    return project
