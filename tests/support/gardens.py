"""The edition that engine tests share: what ``init`` writes, and what else a record can have.

There is a note of each further kind, and a text, a theme and several notes have every field.
"""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
import yaml
from tests.support.project import REPOSITORY, built_once, sphinx_build

from sphinx_apparatus.cli.main import main
from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.text.markdown import checksum

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

SUPPLIED = """\
---
kind: textual
title: A word left out
quote: >-
  owns a lock
change: supplement
reading: >-
  owns ⟨only⟩ a lock
adopt: true
certainty: probable
created: 1912-01-01
by: [editors]
---
The sentence lacks its point without the word.
"""
# One end on the words of a note, the other in a block that has notes elsewhere.
COUNTED = """\
---
theme: locks
relation: agrees
between:
  - essay: 1908-garden
    quote: >-
      The town has forty gardens
  - essay: 1911-gate
    quote: >-
      from which anybody may look into them
created: 1912-01-01
by: [editors]
---
Both count.
"""
FENCE = """\
---
kind: fact-check
title: In bloom along the ditch
quote: >-
  more in bloom along the ditch than in all the beds
summary: >-
  Counts of 1912 found more species in bloom along the town ditch in May, but fewer in July.
claim: More was in bloom along the ditch than in all the beds.
verdict: partly-supported
confidence: high
evidence:
  - source: weber1912graben
    quote: >-
      Im Mai blühten am Graben einundsechzig Arten, in den Beeten vierzig.
    at: S. 12
    translation: In May sixty-one species were in bloom along the ditch, forty in the beds.
    primary: true
  - source: weber1912graben
    language: he
    quote: >-
      ביולי פרחו יותר מינים בגינות
    translation: In July more species were in bloom in the gardens.
later:
  - date: 1912-09
    text: >-
      The town put the fence up again {cite:p}`gray1907gardens`.
    evidence:
      - source: gray1907gardens
        quote: >-
          The fence stands.
        at: p. 30
  - date: 1913-05-02
    text: >-
      The ditch was filled in {cite:p}`weber1912graben`.
created: 1912-01-01
checked: @TODAY@
evidence-through: 1912-07
history:
  - date: 1912-06-01
    from: supported
    to: mostly-supported
    reason: The beds had been counted twice.
  - date: 1912-08-01
    from: mostly-supported
    to: partly-supported
    reason: The count of July was published.
by: [editors]
index: [gardens]
---
Along the ditch the count of May was higher, in the beds that of July {cite:p}`weber1912graben`.
"""
WINDOWS = """\
---
kind: fact-check
title: Windows
quote: >-
  from which anybody may look into them
summary: >-
  No record says from which windows the gardens of the town could be seen in 1911.
claim: Anybody could look into the gardens from the windows.
verdict: unsupported
confidence: low
evidence-none: >-
  The plans in the town’s archive were searched on 5 January 1912; none shows windows.
created: 1912-01-05
checked: 1912-01-05
evidence-through: 1911-12
by: [editors]
status: withdrawn
withdrawn:
  date: 1912-02-01
  reason: The sentence is a joke and no claim.
---
Only one house is described {cite:p}`gray1907gardens{p. 20}`.
"""
DITCH = """\

@book{weber1912graben,
  author = {Weber, Karl},
  title = {Am Graben},
  publisher = {Verlag der Kirche},
  date = {1912},
  langid = {german},
  consulted = {full},
}
"""
OUTLETS = """\
- name: Verlag der Kirche
  kind: church
  of: the church at the gate
  source: weber1912graben
"""
# Words that were found, and words on a page that is gone; the third quotation was never looked up.
LOOKUPS = """\
- note: 1911-gate/fence
  source: weber1912graben
  words: @MAY@
  outcome: found
  date: 1912-08-02
  address: https://ditch.example/may
  found: 1912-08-02
- note: 1911-gate/fence
  source: weber1912graben
  words: @JULY@
  outcome: page-gone
  date: 1912-08-03
  address: https://ditch.example/july
  reason: HTTP status 404
  missing-since: 1912-08-03
  archive: https://web.archive.org/web/19120801000000/https://ditch.example/july
  archived: 1912-08-01
"""


def write_gardens(folder: Path) -> None:
    """Write the edition; the rights in its texts are unresolved."""
    assert main(["init", str(folder), "--title", "Gardens"]) == 0
    shutil.copy(REPOSITORY / "CITATION.cff", folder)
    essays = folder / "essays"
    (essays / "1911-gate/notes/only.md").write_text(SUPPLIED)
    today = dt.datetime.now().astimezone().date()
    fence = FENCE.replace("@TODAY@", today.isoformat())
    (essays / "1911-gate/notes/fence.md").write_text(fence)
    (essays / "1911-gate/notes/windows.md").write_text(WINDOWS)
    (essays / "cross-references/counted.md").write_text(COUNTED)
    (essays / "_data/outlets.yml").write_text(OUTLETS)
    lookups = LOOKUPS
    for name, words in (
        ("@MAY@", "Im Mai blühten am Graben einundsechzig Arten, in den Beeten vierzig."),
        ("@JULY@", "ביולי פרחו יותר מינים בגינות"),
    ):
        lookups = lookups.replace(name, checksum(words))
    (essays / "_data/evidence.yml").write_text(lookups)
    sources = folder / "docs/bibliography.md"
    sources.write_text(
        f"{sources.read_text()}\n## Publishers\n\n```{{apparatus:outlets}}\n```\n"
        "\n## Questions\n\n```{apparatus:positions}\n```\n"
    )
    references = folder / "references.bib"
    references.write_text(references.read_text() + DITCH + _SOURCES)
    notes = essays / "1908-garden/notes"
    for name, text in (("forty-gardens", _CHECK), ("keys", _UNSUPPORTED), ("twice", _WITHDRAWN)):
        (notes / f"{name}.md").write_text(text)
    head = essays / "1908-garden/essay.yml"
    fields = yaml.load(head.read_text(), yaml.BaseLoader)
    fields |= {"brief": BRIEF, "short": "Gray", "passages": ["1", "2a"]}
    head.write_text(yaml.safe_dump(fields))
    themes = essays / "_data/themes.yml"
    (theme,) = yaml.load(themes.read_text(), yaml.BaseLoader)
    themes.write_text(yaml.safe_dump([theme | {"question": QUESTION, "positions": POSITIONS}]))
    for path in essays.glob("*/essay.yml"):
        text = path.read_text()
        assert text.count("status: cleared") == 1
        path.write_text(text.replace("status: cleared", "status: unresolved"))


@pytest.fixture(scope="session")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition's files; whoever changes them copies them first."""
    return built_once(tmp_path_factory, "gardens", write_gardens)


@pytest.fixture(scope="session")
def edition(garden: Path) -> Edition:
    """The edition's records."""
    made = open_edition(garden / "essays", garden / "references.bib")
    assert made.problems == ()
    return made


@pytest.fixture(scope="session")
def gardens_site(garden: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition as HTML, built once."""

    def build(out: Path) -> None:
        options = ("-n", "-W", "-d", str(out / ".doctrees"))
        sphinx_build("html", garden / "docs", out, *options)

    return built_once(tmp_path_factory, "gardens-site", build)
