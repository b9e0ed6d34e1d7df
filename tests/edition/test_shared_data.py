"""Contributions, events and corrections: what is refused, with file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.model.problems import Problem
from sphinx_apparatus.model.rules import Rule

CONTRIBUTIONS = """\
- id: one
  debate: "2001"
  author: A. Fox
  title: On Foxes
  published: The Farm Gazette
  date: "2001-05-01"
  source: reynard2000memoirs
  thesis: >-
    Foxes are quick.
  answers: []
  consulted: full

- id: two
  debate: "2001"
  author: A. Dog
  title: On Sleep
  published: The Farm Gazette
  date: "2001-06"
  source: reynard2000memoirs
  thesis: >-
    Dogs dream {cite:p}`reynard2000memoirs`.
  answers: [one]
  consulted: opening
"""
EVENTS = """\
- date: "1999-01"
  event: >-
    The hens are counted.
  sources: [reynard2000memoirs]
  passages: [2001-fox/p1]

- date: "1999-01-03"
  end: "1999-01-05"
  event: >-
    The hens are counted again.
  sources: [reynard2000memoirs]
"""
CORRECTIONS = """\
- date: "2003-02-02"
  note: 2001-fox/jump
  what: >-
    It said lazily.
  reason: >-
    The dog objected.
- date: "2003-02-01"
  note: about/rights
  what: >-
    It said hen.
  reason: >-
    It was a fox.
"""
FILES = {"contributions": CONTRIBUTIONS, "chronology": EVENTS, "corrections": CORRECTIONS}


def problems(repository: Path, folder: Path, **changed: str) -> list[Problem]:
    """Open the small edition with files of shared data, some of them changed."""
    small = shutil.copytree(repository / "tests" / "lint" / "base", folder / "edition")
    for name, text in (FILES | changed).items():
        (small / "essays" / "_data" / f"{name}.yml").write_text(text)
    return list(open_edition(small / "essays", small / "references.bib").problems)


def test_sound_data_are_silent(repository: Path, tmp_path: Path) -> None:
    assert problems(repository, tmp_path) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "rule", "line"),
    [
        ("contributions", "[one]", "[three]", Rule.CONTRIBUTION_UNKNOWN, 22),
        ("contributions", "[one]", "[two]", Rule.CONTRIBUTION_UNKNOWN, 22),
        ("contributions", "answers: []", "answers: [two]", Rule.CONTRIBUTION_UNKNOWN, 10),
        ("contributions", 'id: two\n  debate: "2001"', 'id: two\n  debate: "2002"',
         Rule.CONTRIBUTION_UNKNOWN, 22),
        ("contributions", "id: two", "id: one", Rule.DUPLICATE_ID, 13),
        ("contributions", "source: reynard2000memoirs\n  thesis: >-\n    Dogs",
         "source: nobody\n  thesis: >-\n    Dogs", Rule.CITATION_UNKNOWN, 19),
        ("contributions", "{cite:p}`reynard2000memoirs`", "{cite:p}`nobody`",
         Rule.CITATION_UNKNOWN, 21),
        ("contributions", "Foxes are quick.", "<b>Foxes</b> are quick.", Rule.BODY_MARKUP, 9),
        ("contributions", "consulted: full", "consulted: half", Rule.FIELD_VALUE, 11),
        ("contributions", '"2001-06"', '"2001-13"', Rule.FIELD_VALUE, 18),
        ("contributions", "  author: A. Dog\n", "", Rule.FIELD_MISSING, 13),
        ("chronology", "[2001-fox/p1]", "[2001-fox/p9]", Rule.BLOCK_UNKNOWN, 5),
        ("chronology", "[2001-fox/p1]", "[2001-fox]", Rule.BLOCK_UNKNOWN, 5),
        ("chronology", "[reynard2000memoirs]\n  passages", "[nobody]\n  passages",
         Rule.CITATION_UNKNOWN, 4),
        ("chronology", "[reynard2000memoirs]\n  passages", "[]\n  passages", Rule.FIELD_VALUE, 4),
        ("chronology", '"1999-01-05"', '"1999-01-02"', Rule.DATE_ORDER, 8),
        ("chronology", '"1999-01-03"', '"1998-12-31"', Rule.DATA_ORDER, 7),
        ("corrections", "2001-fox/jump", "2001-fox/leap", Rule.TARGET_UNKNOWN, 2),
        ("corrections", '"2003-02-02"', '"2003-01-02"', Rule.DATA_ORDER, 7),
    ],
)  # fmt: skip
def test_each_fault_is_found_at_its_line(
    repository: Path, tmp_path: Path, name: str, old: str, new: str, rule: Rule, line: int
) -> None:
    changed = FILES[name].replace(old, new)
    assert changed != FILES[name]
    found = problems(repository, tmp_path, **{name: changed})
    assert rule in [problem.rule for problem in found], found
    where = [(p.path, p.line) for p in found if p.rule is rule]
    assert where[0] == (f"essays/_data/{name}.yml", line)


def test_an_edition_may_do_without_these_files(repository: Path) -> None:
    base = repository / "tests" / "lint" / "base"
    shared = open_edition(base / "essays", base / "references.bib").shared
    assert (shared.contributions, shared.events, shared.corrections) == ((), (), ())


@pytest.mark.parametrize(
    ("question", "language", "count"),
    [
        ("How fast is a fox?", "en", 0),
        ("كم سرعة الثعلب؟", "ar", 0),
        ("狐狸有多快？", "zh", 0),
        ("Πόσο γρήγορη είναι η αλεπού;", "el", 0),
        ("How fast is a fox;", "en", 1),
        ("How fast is a fox.", "en", 1),
    ],
)
def test_a_question_ends_as_its_language_has_it(
    question: str, language: str, count: int, repository: Path, tmp_path: Path
) -> None:
    small = shutil.copytree(repository / "tests" / "lint" / "base", tmp_path / "edition")
    themes = small / "essays" / "_data" / "themes.yml"
    themes.write_text(f"{themes.read_text()}  question: >-\n    {question}\n")
    found = open_edition(small / "essays", small / "references.bib", language=language).problems
    assert [each.line for each in found if each.rule is Rule.PLAIN_SENTENCE] == [5] * count
