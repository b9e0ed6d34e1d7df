"""The edition that engine tests share: what ``init`` writes, and a note of each further kind."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.support.project import REPOSITORY, built_once, sphinx_build

from sphinx_apparatus.cli.main import main
from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.loader import open_edition

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


def write_gardens(folder: Path) -> None:
    """Write the edition; the rights in its texts are unresolved."""
    assert main(["init", str(folder), "--title", "Gardens"]) == 0
    shutil.copy(REPOSITORY / "CITATION.cff", folder)
    essays = folder / "essays"
    (essays / "1911-gate/notes/only.md").write_text(SUPPLIED)
    (essays / "cross-references/counted.md").write_text(COUNTED)
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
