"""One set of notes, checked by the windows of the pages and by the check: both find the same."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.support.project import loaded_script

import sphinx_apparatus
from sphinx_apparatus.authoring.note_file import new_note
from sphinx_apparatus.cli.changes import with_fields, with_item
from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.model.demands import Demands
from sphinx_apparatus.model.vocabulary import KINDS, Kind

ASSETS = Path(sphinx_apparatus.__file__).parent / "html" / "assets"
CASES: dict[str, Any] = json.loads((ASSETS / "tests" / "cases.json").read_text(encoding="utf-8"))
SOURCES = """
@book{hen2001letters, author = {Hen, A.}, title = {Letters}, publisher = {Den Press},
  date = {2001}, consulted = {full}}
@book{crow1998unread, author = {Crow, B.}, title = {Unread}, publisher = {Den Press},
  date = {1998}, consulted = {no}}
@book{zorro1997carta, author = {Zorro, C.}, title = {Carta}, publisher = {Den Press},
  date = {1997}, langid = {spanish}, consulted = {full}}
"""
WORDS = """- words: [vermin]
  reason: the word passes judgment
  except: [vermin act]
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> dict[str, list[str]]:
    """The rules that the check finds broken, by the number of the note in the list."""
    root = tmp_path_factory.mktemp("page-rules")
    shutil.copytree(repository / "tests" / "lint" / "base", root, dirs_exist_ok=True)
    with (root / "references.bib").open("a", encoding="utf-8") as file:
        file.write(SOURCES)
    (root / "essays" / "_data" / "vocabulary.yml").write_text(WORDS, encoding="utf-8")
    for number, case in enumerate(CASES["notes"]):
        path = root / "essays" / "2001-fox" / "notes" / f"case-{number}.md"
        path.write_text(note_of(CASES["note"] | case["note"]), encoding="utf-8")
    demands = Demands.of(["summary", "evidence"], [])
    edition = open_edition(root / "essays", root / "references.bib", demands=demands)
    script = loaded_script("write_facts")
    known = {rule.number for rule in script.PAGE_RULES}
    broken: dict[str, set[str]] = {}
    for problem in edition.problems:
        if problem.rule.number in known:
            broken.setdefault(Path(problem.path).stem, set()).add(problem.rule.number)
    return {id: sorted(rules) for id, rules in broken.items()}


def note_of(draft: dict[str, Any]) -> str:
    """Return the file of a note as the window makes it; what is empty is left out."""
    kind = KINDS[KINDS.index(draft["kind"])]
    given = {name: draft[name] for name in ("summary", "claim", "verdict", "confidence")}
    given |= {"evidence": draft["evidence"], "evidence-none": draft["evidenceNone"]}
    if kind.like is not Kind.FACT_CHECK:
        given = {"summary": draft["summary"]}
    day = dt.date(2003, 5, 4)
    place = {"quote": draft["quote"]}
    text = new_note(
        kind, place, draft["title"] or "@", "x", day, "editors", given, draft["body"] or "@"
    )
    text = text.replace("title: >-\n  @\n", "").replace("---\n@\n", "---\n")
    if kind.like is Kind.FACT_CHECK:
        for name in ("claim", "verdict", "confidence"):
            if not draft[name]:
                lines = text.splitlines(keepends=True)
                at = next(n for n, line in enumerate(lines) if line.startswith(f"{name}:"))
                del lines[at : at + (2 if lines[at].endswith(">-\n") else 1)]
                text = "".join(lines)
    return text


@pytest.mark.parametrize(
    ("number", "case"), [*enumerate(CASES["notes"])], ids=[case["name"] for case in CASES["notes"]]
)
def test_the_check_finds_what_the_window_finds(
    found: dict[str, list[str]], number: int, case: dict[str, Any]
) -> None:
    assert found.get(f"case-{number}", []) == case["rules"]


@pytest.mark.parametrize("case", CASES["changes"], ids=lambda case: case["name"])
def test_a_command_changes_a_verdict_as_the_window_does(case: dict[str, str]) -> None:
    entry = {"date": case["day"], "from": case["from"], "to": case["verdict"]}
    text = with_item(case["file"], "history", entry | {"reason": case["reason"]})
    fields = {"verdict": case["verdict"], "checked": case["day"]}
    assert with_fields(text, fields) == case["text"]
