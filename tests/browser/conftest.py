"""The site that the tests open, and one whose only text is as crowded as can be."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import pytest
from tests.support.browser import NOTES
from tests.support.project import REPOSITORY, built_once, sphinx_build

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.loader import open_edition


@pytest.fixture(scope="session")
def site(harbors_site: Path) -> Path:
    """The site whose pages these tests open."""
    return harbors_site


@pytest.fixture(scope="session")
def edition(harbors: Path) -> Edition:
    """The records of the same edition."""
    return open_edition(harbors / "essays", harbors / "references.bib")


WORDS = ("wind", "sail", "harbour", "rope", "plank", "tide", "lamp", "stone", "window", "letter")
HEAD = """title: >-
  The Crowd
author: >-
  A. Author
date: 1900-01-01
debate: 1900
language: en
published: >-
  Nowhere
witnesses:
  - siglum: S
    title: >-
      our transcription
    language: en
    extent: whole
    file: witness-S.txt
base: S
blocks:
  head: [1]
  furniture: []
  tail: []
rights:
  status: cleared
  statement: >-
    Written for this test.
  text-view: base
sha256: {digest}
"""
VERDICTS = ("supported", "partly-supported", "contradicted", "disputed", "not-checkable")


@pytest.fixture(scope="session")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with one essay of 300 notes whose spans nest, cross and are equal."""
    return built_once(tmp_path_factory, "crowd", _build_crowd) / "html"


def _build_crowd(root: Path) -> None:
    shutil.copytree(REPOSITORY / "tests" / "roots" / "test-edition" / "docs", root / "docs")
    shutil.copy(REPOSITORY / "tests" / "roots" / "test-edition" / "references.bib", root)
    for page in [
        "essays/1950-gull.md",
        "themes",
        "cross-references.md",
        "about.md",
        "unrelated.md",
    ]:
        target = root / "docs" / page
        shutil.rmtree(target) if target.is_dir() else target.unlink(missing_ok=True)
    (root / "docs/essays/1900-kite.md").unlink()
    (root / "docs/index.md").write_text(
        "# Crowd\n\n```{toctree}\nessays/1900-crowd\nfact-checks\nbibliography\n```\n"
    )
    (root / "docs/essays/1900-crowd.md").write_text(
        "# The Crowd\n\n```{apparatus:essay} 1900-crowd\n```\n"
    )
    conf = root / "docs" / "conf.py"
    conf.write_text(
        re.sub('html_theme = ".*"', 'html_theme = "sphinx_book_theme"', conf.read_text())
    )
    folder = root / "essays" / "1900-crowd"
    (folder / "notes").mkdir(parents=True)
    (root / "essays" / "cross-references").mkdir()
    data = root / "essays" / "_data"
    data.mkdir()
    (data / "names.yml").write_text("[]\n")
    (data / "themes.yml").write_text("[]\n")
    (data / "people.yml").write_text("- key: editors\n  name: The editors\n")
    _write_crowd(folder)
    sphinx_build("html", root / "docs", root / "html")


def _write_crowd(folder: Path) -> None:
    """Write 20 passages of 60 words; each of 300 notes spans up to 12 of them."""
    passages = [
        " ".join(f"{WORDS[(n * 7 + i) % 10]}{n}x{i}" for i in range(60)) + "." for n in range(20)
    ]
    text = "\n\n".join(["The Crowd", *passages]) + "\n"
    (folder / "witness-S.txt").write_text(text)
    (folder / "text.md").write_text(text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    (folder / "essay.yml").write_text(HEAD.format(digest=digest))
    for number in range(NOTES):
        words = passages[number % 20].rstrip(".").split()
        place = number // 20
        # Notes 0, 3, 6 … of a passage begin at one point and nest; others cross; two are equal.
        start = 4 * (place if place % 3 else 0)
        length = 3 + (place * 5) % 11 if place != 14 else 3 + (13 * 5) % 11
        start = 4 * 13 if place == 14 else start
        quote = " ".join(words[start : start + length])
        kind = ("fact-check", "context", "fact-check", "textual")[number % 4]
        lines = [f"kind: {kind}", f"title: Note number {number}", f"quote: >-\n  {quote}"]
        if kind == "fact-check":
            verdict = VERDICTS[number % 5]
            lines += ["claim: >-\n  A claim.", f"verdict: {verdict}", "confidence: high"]
            lines += ["evidence-through: 2002"]
        if kind == "textual":
            lines += ["change: none", "adopt: false", "certainty: certain"]
        lines += ["created: 2003-01-01", "checked: 2003-01-01", "by: [editors]"]
        body = f"A finding of some length about {quote} {{cite:p}}`smith1901almanac`."
        (folder / "notes" / f"note-{number}.md").write_text(
            "---\n" + "\n".join(lines) + f"\n---\n{body}\n"
        )
