"""A small edition with shared data of every kind, and a page for each."""

from __future__ import annotations

import shutil
from pathlib import Path

CONF = """\
project = "Animals"
copyright = "2001, the animals"
version = "1"
extensions = ["sphinx_apparatus"]
apparatus_site = True
bibtex_bibfiles = ["../references.bib"]
html_theme = "basic"
"""
PAGES = {
    "index": "# Animals\n\n```{toctree}\n"
    "fox\nhen\nspeed\ndebate\nevents\nnames\nwork\nsources\n```\n",
    "fox": "# Foxes\n\n```{apparatus:essay} 2001-fox\n```\n",
    "hen": "# Hens\n\n```{apparatus:essay} 2002-hen\n```\n",
    "speed": "# Speed\n\n```{apparatus:theme} speed\n```\n",
    "debate": "# Debate\n\n```{apparatus:debate} 2001\n```\n",
    "events": "# Events\n\n```{apparatus:chronology}\n```\n\n```{apparatus:corrections}\n```\n",
    "names": "# Names\n\n```{apparatus:names}\n```\n",
    "work": "# Work\n\n```{apparatus:coverage}\n```\n\n```{apparatus:balance}\n```\n",
    "sources": "# Sources\n\n```{bibliography}\n```\n",
}
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
  consulted: full
- id: two
  debate: "2001"
  author: A. Dog
  title: On Sleep
  published: The Farm Gazette
  date: "2001-06"
  source: reynard2000memoirs
  thesis: >-
    Dogs dream.
  answers: [one]
  consulted: opening
"""
EVENTS = """\
- date: "1999-01"
  event: >-
    The hens are counted.
  sources: [reynard2000memoirs]
  passages: [2001-fox/p1]
"""
CORRECTION = """\
- date: "2003-02-02"
  note: 2001-fox/jump
  what: >-
    It said lazily.
  reason: >-
    The dog objected.
"""
NAMES = """\
- name: Foxes
  kind: subject
- name: Ärmel, Zoë
  kind: person
  identification: >-
    a dog
- name: Den
  kind: place
  identification: >-
    a hole
"""


def made(repository: Path, where: Path) -> Path:
    """Build the small edition with data of every kind, and a page for each."""
    folder = shutil.copytree(repository / "tests" / "lint" / "base", where / "edition")
    data = folder / "essays" / "_data"
    (data / "contributions.yml").write_text(CONTRIBUTIONS)
    (data / "chronology.yml").write_text(EVENTS)
    (data / "corrections.yml").write_text("[]\n")
    (data / "names.yml").write_text(NAMES)
    note = folder / "essays/2001-fox/notes/jump.md"
    note.write_text(note.read_text().replace("[Foxes]", "[Foxes, 'Ärmel, Zoë']"))
    docs = folder / "docs"
    docs.mkdir()
    (docs / "conf.py").write_text(CONF)
    for name, text in PAGES.items():
        (docs / f"{name}.md").write_text(text)
    return folder
