"""Output of problems: which are shown, and in what form.

Nothing here reads an edition.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sphinx_apparatus.model.problems import Problem
from sphinx_apparatus.model.rules import Rule, Severity

if TYPE_CHECKING:
    from rich.console import Console

ALWAYS = frozenset(
    {
        *(Rule.TEXT_LOCK, Rule.TEXT_HASH, Rule.TEXT_BLOCKS),
        *(Rule.ANCHOR_MISSING, Rule.ANCHOR_AMBIGUOUS, Rule.ANCHOR_ACROSS, Rule.ANCHOR_EMPTY),
        *(Rule.BLOCK_UNKNOWN, Rule.EDITS_OVERLAP, Rule.NOTE_GONE, Rule.MOVED),
    }
)
"""Rules reported whatever files were named: a change in one file breaks anchors in others."""

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def about(problems: Iterable[Problem], files: Collection[Path], project: Path) -> list[Problem]:
    """Return the problems of some files, and those of anchors and text locks in all files.

    :param files: files or folders; none means all.
    :param project: the folder that the paths of problems are relative to.
    """
    # Not Path.resolve, which ends in an error where links lead to each other.
    named = [os.path.realpath(file) for file in files]
    return [
        problem
        for problem in problems
        if not named
        or problem.rule in ALWAYS
        or any(
            Path(os.path.realpath(project / problem.path)).is_relative_to(file) for file in named
        )
    ]


def as_text(problems: Sequence[Problem]) -> str:
    """Return lines ``path:line: A012 message``; further lines of a message are indented."""
    return "".join(f"{problem}\n" for problem in problems)


def as_github(problems: Sequence[Problem], severity: Severity | None = None) -> str:
    """Return workflow commands, which GitHub shows beside the lines of a pull request.

    Source: GitHub Docs, Workflow commands for GitHub Actions, "Setting an error message".

    :param severity: the severity of all of them; that of each rule if not given.
    """
    return "".join(
        f"::{(severity or problem.rule.severity).value} "
        f"file={_property(problem.path)},line={problem.line},"
        f"title={_property(f'{problem.rule.number} {problem.rule.title}')}"
        f"::{_data(f'{problem.message} ({problem.rule.help} See {problem.rule.page})')}\n"
        for problem in problems
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_json(problems: Sequence[Problem]) -> str:
    """Return a JSON list of objects, one for each problem."""
    return _dumped(
        [
            {
                "path": problem.path,
                "line": problem.line,
                "rule": problem.rule.number,
                "severity": problem.rule.severity.value,
                "title": problem.rule.title,
                "message": problem.message,
                "help": problem.rule.help,
                "page": problem.rule.page,
            }
            for problem in problems
        ]
    )


def as_sarif(problems: Sequence[Problem]) -> str:
    """Return a log of the Static Analysis Results Interchange Format, version 2.1.0 (OASIS)."""
    rules = sorted({problem.rule for problem in problems}, key=lambda rule: rule.number)
    driver = {
        "name": "sphinx-apparatus",
        "rules": [
            {
                "id": rule.number,
                "name": rule.name,
                "shortDescription": {"text": rule.title},
                "help": {"text": f"{rule.help} See {rule.page}"},
                "defaultConfiguration": {"level": _level(rule)},
            }
            for rule in rules
        ],
    }
    results = [
        {
            "ruleId": problem.rule.number,
            "ruleIndex": rules.index(problem.rule),
            "level": _level(problem.rule),
            "message": {"text": problem.message},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(problem.path)},
                        "region": {"startLine": problem.line},
                    }
                }
            ],
        }
        for problem in problems
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return _dumped({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _level(rule: Rule) -> str:
    """Return the name of the severity in SARIF."""
    return "note" if rule.severity is Severity.NOTICE else rule.severity.value


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[Problem]], str]] = MappingProxyType(
    {"text": as_text, "github": as_github, "json": as_json, "sarif": as_sarif}
)
"""Writers of the output formats by their names on the command line."""


def advice(problems: Sequence[Problem], project: Path) -> str:
    """Return a line for each rule that was broken: what to do, and its page if there is one."""
    rules = sorted({problem.rule for problem in problems}, key=lambda rule: rule.number)
    pages = [f" See {rule.page}" if (project / rule.page).exists() else "" for rule in rules]
    return "".join(
        f"{rule.number}: {rule.help}{page}\n" for rule, page in zip(rules, pages, strict=True)
    )


def summary(problems: Sequence[Problem]) -> str:
    """Return the number of problems in words."""
    if not problems:
        return "no problems found"
    files = len({problem.path for problem in problems})
    counts = [
        (sum(problem.rule.severity is severity for problem in problems), severity.value)
        for severity in Severity
    ]
    found = " and ".join(counted(count, word) for count, word in counts if count)
    return f"{found} in {counted(files, 'file')}"


def counted(count: int, word: str) -> str:
    """Return a number of things in words."""
    return f"{count} {word}{'' if count == 1 else 's'}"


_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "cyan"}


def show(problems: Sequence[Problem], console: Console, project: Path) -> None:
    """Print problems for a person at a terminal: by file, each with advice."""
    from rich.text import Text  # slow to import, and not needed in a pipe

    path = ""
    for problem in problems:
        if problem.path != path:
            path = problem.path
            console.print(Text(path, style="bold"))
        color = _COLORS[problem.rule.severity]
        head = Text.assemble(
            (f"  {problem.line}", "dim"),
            (f"  {problem.rule.number} {problem.rule.title}", f"bold {color}"),
        )
        console.print(head)
        console.print(Text(f"      {problem.message.replace(chr(10), chr(10) + '      ')}"))
        line = advice([problem], project).removeprefix(f"{problem.rule.number}: ").rstrip()
        console.print(Text(f"      → {line}", style="dim"))
