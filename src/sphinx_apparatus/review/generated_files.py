"""Files made from the code: the JSON Schemas of what people write, the help pages of the rules.

Editors complete and check with the schemas while somebody types; the check itself uses the model.
Each folder of ``tests/lint`` breaks one rule. The bad example of a page comes from its recipe or
from ``example.yml``; the good example does not break the rule. Both are run as tests.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter

from sphinx_apparatus.model.apparatus import Entry
from sphinx_apparatus.model.records import (
    AnyHead,
    ContestedWord,
    Contribution,
    Correction,
    CrossReferenceHead,
    EssayHead,
    Event,
    Lookup,
    Name,
    Outlet,
    Person,
    SchemeFile,
    Theme,
)
from sphinx_apparatus.model.rules import Rule, Severity
from sphinx_apparatus.model.vocabulary import STANDARD, Scheme, declare

# -- schemas --------------------------------------------------------------------------------------

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FORMATS: dict[str, tuple[str, Any]] = {
    "note": ("The head of a note", AnyHead),
    "apparatus": ("The entries of an apparatus", list[Entry]),
    "cross-reference": ("The head of a cross-reference", CrossReferenceHead),
    "essay": ("An essay", EssayHead),
    "themes": ("The themes", list[Theme]),
    "names": ("The headings of the index", list[Name]),
    "people": ("Editors and contributors", list[Person]),
    "contributions": ("The contributions to the debates", list[Contribution]),
    "chronology": ("The events", list[Event]),
    "corrections": ("The corrections", list[Correction]),
    "outlets": ("Who owns or directs publishers of sources", list[Outlet]),
    "evidence": ("What was found when quotations were looked up", list[Lookup]),
    "vocabulary": ("The contested words", list[ContestedWord]),
    "scheme": ("Kinds of notes, verdicts, relations and kinds of names", SchemeFile),
}


def _allow_figures(schema: Any) -> None:
    """Allow a number where a word may be all figures: YAML reads 2019 as a number.

    The check itself reads every value as a word.
    """
    if isinstance(schema, list):
        for part in schema:
            _allow_figures(part)
    elif isinstance(schema, dict):
        pattern = str(schema.get("pattern", "$^"))
        may_be_figures = any(re.search(pattern, figures) for figures in ("1", "2019"))
        if schema.get("type") == "string" and may_be_figures:
            schema["type"] = ["string", "integer"]
        for part in schema.values():
            _allow_figures(part)


def schemas(scheme: Scheme = STANDARD) -> dict[str, str]:
    """Return the text of each schema by the name of its file.

    :param scheme: the lists that the edition declares.
    """
    made = {}
    for name, (title, shape) in _FORMATS.items():
        schema = {"$schema": _DIALECT, "title": title}
        schema |= TypeAdapter(shape).json_schema(by_alias=True)
        schema["title"] = title
        if scheme is not STANDARD and name != "scheme":
            declare(schema, scheme)
        _allow_figures(schema)
        made[f"{name}.json"] = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    return made


# -- pages of rules -------------------------------------------------------------------------------

FOLDER = "docs/contributing/rules"
_GROUPS = {
    "A00": "Files and YAML",
    "A01": "Files and YAML",
    "A02": "Fields",
    "A03": "The life of a note",
    "A04": "The text and its quotations",
    "A05": "The text and its quotations",
    "A06": "The content of a note",
    "A07": "The answer of a note",
    "A08": "Sources",
    "A09": "Sources",
    "A10": "Cross-references and shared lists",
    "A11": "The apparatus",
    "A12": "What the editors may say",
    "A13": "Pages and the repository",
}
_SEVERITIES = {
    Severity.ERROR: "An error: the edition is not built until it is corrected.",
    Severity.WARNING: "A warning: correct it, or say in the pull request why it should stay.",
    Severity.NOTICE: "A notice: nothing is wrong, and no change is refused for it.",
}


@dataclass(frozen=True)
class Example:
    """Words that break a rule, and words that do not."""

    bad: str
    good: str
    path: str = ""
    """The file of the test edition that has the words; empty where no words can show it."""


def example_of(folder: Path) -> Example:
    """Return the example of a folder of ``tests/lint``."""
    own = folder / "example.yml"
    if own.is_file():
        return Example(**yaml.safe_load(own.read_text(encoding="utf-8")))
    steps = yaml.safe_load((folder / "recipe.yml").read_text(encoding="utf-8"))
    path, words = next(iter(steps["replace"].items()))
    good, bad = next(iter(words.items()))
    return Example(bad, good, path)


def pages(lint: Path) -> dict[str, str]:
    """Return the text of every page by file name: one for each rule, and the list."""
    folders = {path.name.partition("-")[0]: path for path in sorted(lint.glob("A*"))}
    made = {f"{rule.number}.md": "".join(_page(rule, folders[rule.number])) for rule in Rule}
    return made | {"index.md": "".join(_index())}


_MADE = "% Generated by scripts/write_rules.py from model/rules.py and tests/lint; edit those.\n\n"


def _page(rule: Rule, folder: Path) -> Iterator[str]:
    example = example_of(folder)
    yield f"{_MADE}# {rule.number}: {rule.title}\n\n"
    yield f"{rule.help}\n\n{_SEVERITIES[rule.severity]}\n\n"
    where = f"In `{example.path}`:" if example.path else "For example:"
    yield f"## Wrong\n\n{where}\n\n{_code(example.bad or '(nothing)')}\n"
    yield f"The check says:\n\n{_code(_finding(rule, example, folder))}\n"
    yield f"## Right\n\n{_code(example.good or '(nothing: leave it out)')}"


def _finding(rule: Rule, example: Example, folder: Path) -> str:
    """Return the message of the check for the example, with its further lines."""
    messages: list[str] = []
    for line in (folder / "out.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith(" "):
            messages.append(line)
        else:
            messages[-1] += f"\n{line}"
    found = [text for text in messages if f": {rule.number} " in text]
    if not example.path:
        return found[0]
    there = [text for text in found if text.startswith(f"{example.path}:")]
    # Of several in a file that of the example's lines; one on a text may stand in its essay.yml.
    lines = _lines_of(example, folder / "in" / example.path)
    own = [text for text in there if int(text.split(":", 2)[1]) in lines]
    beside = [text for text in found if text.startswith(example.path.rpartition("/")[0])]
    return (own or there or beside or found)[0]


def _lines_of(example: Example, path: Path) -> range:
    """Return the numbers of the lines that an example has in its file, if it is there as such."""
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    if not example.bad or example.bad not in text:
        return range(0)
    first = text[: text.index(example.bad)].count("\n") + 1
    return range(first, first + example.bad.count("\n") + 1)


def _code(text: str) -> str:
    # Examples hold fences of their own.
    return f"````text\n{text.rstrip()}\n````\n"


def _index() -> Iterator[str]:
    yield f"{_MADE}# What the check looks for\n\n"
    yield (
        "Each finding of `sphinx-apparatus check` has a number.\n"
        "Its page says what is wrong, with an example, and what to do.\n"
        "The number of a rule never changes.\n"
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
