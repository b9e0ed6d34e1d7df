"""Values that no record may have: dates in the future, entries that stand twice, odd numbers."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.support.project import LINT_BASE

from sphinx_apparatus.edition.loader import open_edition

NOTE, ESSAY = "essays/2001-fox/notes/jump.md", "essays/2001-fox/essay.yml"
CROSSING, SOURCES = "essays/cross-references/quickness.md", "references.bib"
CHRONOLOGY, WORDS = "essays/_data/chronology.yml", "essays/_data/vocabulary.yml"
DEBATES, CORRECTIONS = "essays/_data/contributions.yml", "essays/_data/corrections.yml"
NAMES = "essays/_data/names.yml"
URL = "url = {https://example.org/a},\n  "
EVIDENCE = "  - source: reynard2000memoirs\n    quote: >-\n      It jumped.\n    at: p. 3\n"
EVENT = "- date: 1907\n  sources: [reynard2000memoirs]\n  event: >-\n    The fox came.\n"
LETTER = """\
- id: letter
  debate: 2001
  author: A. Fox
  title: On Foxes
  published: >-
    Here.
  date: 2001
  source: reynard2000memoirs
  thesis: >-
    Words.
  consulted: full
"""
REPLY = LETTER.replace("id: letter", "id: reply") + "  answers: [letter, letter]\n"
CORRECTION = "- date: 2001-01-01\n  note: index\n  what: >-\n    A.\n  reason: >-\n    B.\n"
WORD = "- words: [regime, Regime]\n  reason: >-\n    It judges.\n  except: [old a, old a]\n"
READINGS = """\
---
kind: textual
title: A variant
quote: >-
  The dog sleeps
change: variant
certainty: certain
witnesses:
  - siglum: S
    language: en
    reading: >-
      The dog slept
  - siglum: S
    language: en
    reading: >-
      A dog sleeps
by: [editors]
---
So the copy has it.
"""


class Fault(NamedTuple):
    """A change of a file, or a file, that is refused."""

    path: str
    new: str
    at: str
    """The line of its last occurrence is that of the fault."""
    rule: str
    old: str = ""


def _date(path: str, new: str, old: str = "") -> Fault:
    return Fault(path, new.replace("@", "9999-01-01"), "9999", "A024", old)


def _twice(path: str, new: str, at: str, old: str = "") -> Fault:
    return Fault(path, new, at, "A103", old)


FAULTS = {
    "created": _date(NOTE, "created: @\nby", "by"),
    "checked": _date(NOTE, "@", "2003-01-01"),
    "evidence": _date(NOTE, "evidence-through: 9999", "evidence-through: 2002"),
    "withdrawn": _date(NOTE, "status: withdrawn\nwithdrawn: {date: @, reason: No.}\nby", "by"),
    "history": _date(
        NOTE, "history:\n  - {date: @, from: disputed, to: supported, reason: No.}\nby", "by"
    ),
    "later": _date(NOTE, "later:\n  - date: 9999-05\n    text: >-\n      Words.\nby", "by"),
    "cross-reference": _date(CROSSING, "created: @\nby", "by"),
    "essay": _date(ESSAY, "date: @", "date: 2001-05-01"),
    "event": _date(CHRONOLOGY, EVENT.replace("1907", "9999")),
    "end of an event": _date(CHRONOLOGY, EVENT.replace("1907", "1907\n  end: 9999-01")),
    "contribution": _date(DEBATES, LETTER.replace("date: 2001", "date: 9999")),
    "debate": Fault(ESSAY, "debate: 9999", "debate", "A024", "debate: 2001"),
    "correction": _date(CORRECTIONS, CORRECTION.replace("2001-01-01", "@")),
    "urldate": _date(SOURCES, f"{URL}urldate = {{@}},\n  date", "date"),
    "last possible urldate": _date(SOURCES, f"{URL}urldate = {{../@}},\n  date", "date"),
    "source": _date(SOURCES, "{9999}", "{2000}"),
    "by": _twice(NOTE, "[editors, editors]", "by:", "[editors]"),
    "reviewed-by": _twice(
        CROSSING, "by: [editors]\nreviewed-by:\n  - a\n  - a", "- a", "by: [editors]"
    ),
    "index": _twice(NOTE, "\n  - Foxes\n  - foxes", "- foxes", "[Foxes]"),
    "evidence twice": _twice(NOTE, f"evidence:\n{EVIDENCE}{EVIDENCE}by", "- source", "by"),
    "readings of a witness": _twice("essays/2001-fox/notes/variant.md", READINGS, "siglum: S"),
    "numbers": _twice(ESSAY, "passages: [1, 1]\nrights:", "passages:", "rights:"),
    "no claims": _twice(
        ESSAY,
        "no-claim:\n" + "  - quote: >-\n      The dog\n    reason: No.\n" * 2 + "rights:",
        "- quote",
        "rights:",
    ),
    "sources": _twice(CHRONOLOGY, EVENT.replace("]", ", reynard2000memoirs]"), "sources"),
    "passages": _twice(CHRONOLOGY, f"{EVENT}  passages: [2001-fox/p1, 2001-fox/p1]\n", "passages"),
    "answers": _twice(DEBATES, LETTER + REPLY, "answers"),
    "words": _twice(WORDS, WORD, "words"),
    "exceptions": _twice(WORDS, WORD, "except"),
    **{
        f"number: {value}": Fault(ESSAY, f"head: [{value}]", "head:", "A022", "head: [1]")
        for value in ("1.0", "+1", "01", "1_0", "1e0", "0", "-1", "true", "0x1", "~", "[1]", "'1 '")
    },
    **{
        f"flag: {value}": Fault(NAMES, f"person\n  living: {value}", "living", "A022", "subject")
        for value in ("yes", "on", "1", "TRUE", "True", "y", "0", "1.0", "[true]", "~x")
    },
    **{
        f"day: {value}": Fault(NOTE, f"checked: {value}", "checked", "A022", "checked: 2003-01-01")
        for value in ("20030101", "2003-1-1", "2003-01-01T00:00:00Z", "1041379200", "2003-01-01.0")
    },
    **{
        f"year: {value}": Fault(ESSAY, f"debate: {value}", "debate", "A022", "debate: 2001")
        for value in ("2001.0", "2_001", "+2001", "0x7d1", "[2001]")
    },
}


@pytest.mark.parametrize("name", FAULTS)
def test_refused(name: str, tmp_path: Path) -> None:
    fault = FAULTS[name]
    project = Path(shutil.copytree(LINT_BASE, tmp_path / "edition"))
    file = project / fault.path
    text = file.read_text() if fault.old else ""
    assert not fault.old or text.count(f"\n{fault.old}") + text.count(f" {fault.old}") == 1
    text = text.replace(fault.old, fault.new) if fault.old else fault.new
    file.write_text(text)
    line = text[: text.rindex(fault.at)].count("\n") + 1
    problems = open_edition(project / "essays", project / "references.bib").problems
    told = [f"{each.path}:{each.line}: {each.rule.number}" for each in problems]
    assert f"{fault.path}:{line}: {fault.rule}" in told, problems


def test_print_is_dated_ahead(tmp_path: Path) -> None:
    project = Path(shutil.copytree(LINT_BASE, tmp_path / "edition"))
    next_year = dt.datetime.now(dt.UTC).year + 1
    file = project / "references.bib"
    file.write_text(file.read_text().replace("{2000}", f"{{{next_year}}}"))
    assert open_edition(project / "essays", file).problems == ()
