"""The edition of ``gardens`` with every field that a note, an essay or a theme can have."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from tests.support.project import built_once

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.loader import open_edition

SUMMARY = "A survey of 1907 counted 38 gardens [sic] in the town & no more, two < forty."
"""With signs that are markup in some format."""
QUOTE = "achtunddreißig Gärten <&> 100 %"
TRANSLATION = "thirty-eight gardens"
BRIEF = "A garden that is locked is no garden of the town."
QUESTION = "Whom does a lock serve?"
POSITIONS = {"1908-garden": "it serves its owner", "1911-gate": "it serves nobody"}
NOT_FOUND = "The Gazette of 1900 to 1908 was searched for the keys on 3 May 1912."

_CHECK = f"""\
---
kind: fact-check
title: Forty gardens
quote: >-
  The town has forty gardens
summary: >-
  {SUMMARY}
claim: There were forty gardens in the town.
verdict: mostly-supported
confidence: medium
evidence:
  - source: gray1907gardens
    quote: >-
      {QUOTE}
    language: de
    at: p. 4
    translation: >-
      {TRANSLATION}
    primary: true
  - source: town1909survey
    quote: >-
      =SUM(38)
later:
  - date: 1910-05
    text: |-
      The town laid out *two* more
      {{cite:p}}`town1910council`.
    evidence:
      - source: town1910council
        quote: >-
          two gardens at the ditch
  - date: 1911
    text: >-
      One was built over {{cite:p}}`town1910council`.
created: 1912-01-01
checked: 1912-04-02
evidence-through: 1912-03
by: [editors]
index: [gardens]
history:
  - date: 1912-02-03
    from: supported
    to: partly-supported
    reason: >-
      The survey was found.
  - date: 1912-04-02
    from: partly-supported
    to: mostly-supported
    reason: >-
      Two of *forty* are few.
---
The number is two too high.
A survey of 1907 counts thirty-eight gardens {{cite:p}}`gray1907gardens{{p. 4}}`;
so does the town {{cite:p}}`town1909survey`.
"""
_UNSUPPORTED = f"""\
---
kind: fact-check
title: The keys
quote: >-
  the keys are kept
summary: >-
  No paper of the town says where the keys were kept.
claim: The keys are kept at the mill.
verdict: unsupported
confidence: low
evidence-none: >-
  {NOT_FOUND}
created: 1912-01-01
checked: 1912-05-03
evidence-through: 1912-03
by: [editors]
---
The survey names no place for the keys {{cite:p}}`gray1907gardens`.
"""
_WITHDRAWN = """\
---
kind: fact-check
title: Twice
quote: >-
  I have asked there twice
claim: The writer asked twice.
verdict: not-checkable
confidence: low
created: 1912-01-01
checked: 1912-01-01
evidence-through: 1912-01
by: [editors]
status: withdrawn
withdrawn:
  date: 1912-06-01
  reason: >-
    Nobody can know.
---
Nothing is known of it {cite:p}`gray1907gardens`.
"""
_SOURCES = """
@online{town1909survey,
  author = {{Town Council}},
  title = {A Survey of the Gardens},
  date = {1909},
  url = {https://town.example/survey?a=1&b=2},
  urldate = {../1912-05-01},
  consulted = {full},
}

@online{town1910council,
  author = {{Town Council}},
  title = {Minutes},
  date = {1910-05-02},
  url = {https://town.example/minutes},
  urldate = {1912-05-03},
  consulted = {full},
}
"""


def write_answers(garden: Path, folder: Path) -> None:
    """Copy the edition and fill in its fields."""
    shutil.copytree(garden, folder, dirs_exist_ok=True)
    notes = folder / "essays/1908-garden/notes"
    (notes / "forty-gardens.md").write_text(_CHECK)
    (notes / "keys.md").write_text(_UNSUPPORTED)
    (notes / "twice.md").write_text(_WITHDRAWN)
    with (folder / "references.bib").open("a") as file:
        file.write(_SOURCES)
    head = folder / "essays/1908-garden/essay.yml"
    fields = yaml.load(head.read_text(), yaml.BaseLoader)
    fields |= {"brief": BRIEF, "short": "Gray", "passages": ["1", "2a"]}
    head.write_text(yaml.safe_dump(fields))
    themes = folder / "essays/_data/themes.yml"
    (theme,) = yaml.load(themes.read_text(), yaml.BaseLoader)
    themes.write_text(yaml.safe_dump([theme | {"question": QUESTION, "positions": POSITIONS}]))


@pytest.fixture(scope="session")
def answers(garden: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the edition with all fields; whoever changes them copies them first."""
    return built_once(tmp_path_factory, "answers", lambda out: write_answers(garden, out))


@pytest.fixture(scope="session")
def answered(answers: Path) -> Edition:
    """The records of the edition with all fields."""
    made = open_edition(answers / "essays", answers / "references.bib")
    assert made.problems == ()
    return made
