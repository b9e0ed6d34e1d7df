"""The help pages of the rules, made from the list of rules and the examples that test it.

Each folder of ``tests/lint`` breaks one rule. What a page calls bad stands there, or is told in
``example.yml``; what it calls good no longer breaks the rule. Both are run as tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from sphinx_apparatus.model.problems import Rule, Severity

FOLDER = "docs/contributing/rules"
_GROUPS = {
    "A00": "Files and YAML",
    "A01": "Files and YAML",
    "A02": "Fields",
    "A03": "The life of a note",
    "A04": "The text and its quotations",
    "A05": "The text and its quotations",
    "A06": "What stands in a note",
    "A08": "Sources",
    "A09": "Sources",
    "A10": "Cross-references and shared lists",
    "A12": "What the editors may say",
    "A13": "Pages and the repository",
}
_SEVERITIES = {
    Severity.ERROR: "An error: the edition is not built before it is mended.",
    Severity.WARNING: "A warning: mend it, or say in the pull request why it may stand.",
    Severity.NOTICE: "A notice: nothing is wrong, and no change is refused for it.",
}


@dataclass(frozen=True)
class Example:
    """Words that break a rule, and words that do not."""

    bad: str
    good: str
    path: str = ""
    """Where the words stand in the edition that tests break; empty for what no words can show."""


def example_of(folder: Path) -> Example:
    """Read the example of a folder of ``tests/lint``."""
    own = folder / "example.yml"
    if own.is_file():
        return Example(**yaml.safe_load(own.read_text(encoding="utf-8")))
    steps = yaml.safe_load((folder / "recipe.yml").read_text(encoding="utf-8"))
    path, words = next(iter(steps["replace"].items()))
    good, bad = next(iter(words.items()))
    return Example(bad, good, path)


def pages(lint: Path) -> dict[str, str]:
    """Give every page by its file's name: one for each rule, and the list of all."""
    folders = {path.name.partition("-")[0]: path for path in sorted(lint.glob("A*"))}
    made = {f"{rule.number}.md": "".join(_page(rule, folders[rule.number])) for rule in Rule}
    return made | {"index.md": "".join(_index())}


_MADE = "% Made by scripts/write_rules.py of problems.py and tests/lint; change those.\n\n"


def _page(rule: Rule, folder: Path) -> Iterator[str]:
    example = example_of(folder)
    yield f"{_MADE}# {rule.number}: {rule.title}\n\n"
    yield f"{rule.help}\n\n{_SEVERITIES[rule.severity]}\n\n"
    where = f"In `{example.path}`:" if example.path else "For example:"
    yield f"## Not so\n\n{where}\n\n{_code(example.bad or '(nothing)')}\n"
    yield f"The check says:\n\n{_code(_finding(rule, example, folder))}\n"
    yield f"## But so\n\n{_code(example.good or '(nothing: leave it out)')}"


def _finding(rule: Rule, example: Example, folder: Path) -> str:
    """Give what the check says of the example, with the lines that belong to it."""
    found: list[str] = []
    for line in (folder / "out.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith(" "):
            found.append(line)
        else:
            found[-1] += f"\n{line}"
    ours = [text for text in found if f": {rule.number} " in text]
    there = [text for text in ours if example.path and text.startswith(f"{example.path}:")]
    return (there or ours)[0]


def _code(text: str) -> str:
    # Examples hold fences of their own.
    return f"````text\n{text.rstrip()}\n````\n"


def _index() -> Iterator[str]:
    yield f"{_MADE}# What the check looks for\n\n"
    yield (
        "Each finding of `sphinx-apparatus check` has a number.\n"
        "Its page says what is wrong, with an example, and what to do.\n"
        "Numbers are never given to another rule.\n"
    )
    group = ""
    for rule in sorted(Rule, key=lambda rule: rule.number):
        if _GROUPS[rule.number[:3]] != group:
            group = _GROUPS[rule.number[:3]]
            yield f"\n## {group}\n\n"
        weight = "" if rule.severity is Severity.ERROR else f" ({rule.severity.value})"
        yield f"- [{rule.number}]({rule.number}.md): {rule.title}{weight}\n"
    yield "\n```{toctree}\n:hidden:\n\n"
    yield from (f"{rule.number}\n" for rule in sorted(Rule, key=lambda rule: rule.number))
    yield "```\n"
