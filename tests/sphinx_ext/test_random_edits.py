"""What is brought up to date is what is built anew: every file, after edits of every kind.

``tests/real`` does the same with the real edition, sixty times.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.support.animals import CONTRIBUTIONS, CORRECTION, EVENTS
from tests.support.random_edits import compare_after_edits, draw

PAGES = {
    "names": "{apparatus:names}",
    "work": "{apparatus:coverage}\n```\n\n```{apparatus:balance}",
    "events": "{apparatus:chronology}\n```\n\n```{apparatus:corrections}",
    "debate": "{apparatus:debate} 2001",
    "all": "{apparatus:essays}",
    "data": "{apparatus:data}",
    "kite": "{apparatus:witnesses} 1900-kite",
    "owners": "{apparatus:outlets}\n```\n\n```{apparatus:positions}",
}
NAMES = """\
- name: Street, Elm
  kind: person
  identification: >-
    a street
- name: Paper
  kind: subject
- name: Harbour
  kind: place
"""


@pytest.fixture
def small(rootdir: Path, tmp_path: Path) -> Path:
    """The small edition with a page and records of every kind."""
    project = shutil.copytree(rootdir / "test-edition", tmp_path / "project")
    data, docs = project / "essays" / "_data", project / "docs"
    for name, text in (
        ("contributions", CONTRIBUTIONS.replace("reynard2000memoirs", "smith1901almanac")),
        ("chronology", EVENTS.replace("2001-fox", "1900-kite")),
        ("corrections", CORRECTION.replace("2001-fox/jump", "1900-kite/soap")),
        ("names", NAMES),
    ):
        text = text.replace("reynard2000memoirs", "smith1901almanac")
        (data / f"{name}.yml").write_text(text, encoding="utf-8")
    for name, directives in PAGES.items():
        page = f"# {name.capitalize()}\n\n## Of {name}\n\n```{directives}\n```\n"
        (docs / f"{name}.md").write_text(page, encoding="utf-8")
    index = docs / "index.md"
    names = "".join(f"{name}\n" for name in PAGES)
    index.write_text(index.read_text().replace("unrelated\n", f"unrelated\n{names}"))
    (docs / "conf.py").write_text(
        (docs / "conf.py").read_text().replace("basic", "sphinx_book_theme")
    )
    return project


def test_ten_edits_of_a_small_edition(small: Path, tmp_path: Path) -> None:
    compare_after_edits(small, tmp_path / "out", draw(10))
