"""Rules over records, where the folders of ``tests/lint`` do not go into every case."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.model.essays import passage_label
from sphinx_apparatus.model.vocabulary import RELATIONS, VERDICTS


@pytest.fixture
def project(repository: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(repository / "tests" / "lint" / "base", tmp_path / "edition"))


def opened(project: Path) -> Edition:
    return open_edition(project / "essays", project / "references.bib")


def replaced(project: Path, path: str, old: str, new: str) -> list[tuple[str, int]]:
    """Change one file; give rules and lines of what is wrong then."""
    file = project / path
    text = file.read_text()
    assert text.count(old) == 1
    file.write_text(text.replace(old, new))
    return [(problem.rule.number, problem.line) for problem in opened(project).problems]


JUMP = "essays/2001-fox/notes/jump.md"
ESSAY = "essays/2002-hen/essay.yml"
FIRST = "  - {date: 2002-01-01, from: disputed, to: unsupported, reason: A letter.}"
SECOND = "  - {date: 2002-02-01, from: unsupported, to: supported, reason: Another.}"


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        # Withdrawn checks need no sources any more.
        (
            JUMP,
            "by: [editors]",
            "by: [editors]\nstatus: withdrawn\nwithdrawn: {date: 2004-01-01, reason: An error.}",
            [],
        ),
        (JUMP, "checked: 2003-01-01", "checked: 2001-04-30", [("A024", 9), ("A024", 10)]),
        (JUMP, "evidence-through: 2002", "evidence-through: 2003-01", []),
        (JUMP, "evidence-through: 2002", "evidence-through: 2003", []),
        (JUMP, "evidence-through: 2002", "evidence-through: 2004", [("A024", 10)]),
        (
            JUMP,
            "by: [editors]",
            f"by: [editors]\nhistory:\n{FIRST}\n{SECOND}",
            [],
        ),
        (ESSAY, "    file:", "    source: reynard2000memoirs\n    file:", []),
        (ESSAY, "    file:", "    source: nobody1999nothing\n    file:", [("A080", 13)]),
        (
            ESSAY,
            "base: S",
            "  - {siglum: S, title: a copy, language: en, extent: whole}\nbase: S",
            [("A103", 14)],
        ),
        (
            ESSAY,
            "sha256:",
            "no-claim:\n  - quote: >-\n      A hen is no fox.\n    reason: A definition.\nsha256:",
            [],
        ),
        (
            ESSAY,
            "sha256:",
            "no-claim:\n  - quote: >-\n      hen\n    reason: A definition.\nsha256:",
            [("A044", 22)],
        ),
        (
            "essays/_data/themes.yml",
            "How fast",
            "How {ref}`fast`\n    and <b>",
            [("A062", 4), ("A062", 4)],
        ),
    ],
)
def test_cases(
    path: str, old: str, new: str, expected: list[tuple[str, int]], project: Path
) -> None:
    assert replaced(project, path, old, new) == expected


CHRONOLOGY = """\
- date: "2001-05"
  end: "2001-05-03"
  event: >-
    A fox runs.
  sources: [reynard2000memoirs]
  passages: [2001-fox/p1, 2002-hen/h1]
- date: "2001-05-02"
  event: >-
    A hen walks.
  sources: [reynard2000memoirs]
"""
CORRECTIONS = """\
- date: "2004-02-01"
  note: 2001-fox/jump
  what: >-
    It said less.
  reason: >-
    A letter.
- date: "2004-01-01"
  note: docs/index.md
  what: >-
    It said more.
  reason: >-
    Another letter.
"""


@pytest.mark.parametrize(
    ("name", "content", "old", "new", "expected"),
    [
        ("chronology", CHRONOLOGY, "", "", []),
        ("chronology", CHRONOLOGY, "2001-fox/p1", "2001-fox/p9", [("A047", 6)]),
        ("chronology", CHRONOLOGY, "2001-fox/p1", "2001-fox", [("A047", 6)]),
        ("chronology", CHRONOLOGY, "2001-05-03", "2001-04", [("A024", 2)]),
        ("chronology", CHRONOLOGY, '"2001-05-02"', '"2001-04"', [("A105", 7)]),
        ("chronology", CHRONOLOGY, "A fox", "{ref}`a` fox", [("A062", 4)]),
        ("corrections", CORRECTIONS, "", "", []),
        ("corrections", CORRECTIONS, "2001-fox/jump", "2001-fox/none", [("A064", 2)]),
        ("corrections", CORRECTIONS, "2004-01-01", "2004-03-01", [("A105", 7)]),
        ("corrections", CORRECTIONS, "A letter", "A `letter`", [("A062", 6)]),
    ],
)
def test_lists(
    name: str, content: str, old: str, new: str, expected: list[tuple[str, int]], project: Path
) -> None:
    changed = content.replace(old, new, 1) if old else content
    (project / "essays" / "_data" / f"{name}.yml").write_text(changed)
    assert [(p.rule.number, p.line) for p in opened(project).problems] == expected


def test_a_correction_is_not_blamed_for_a_fault_of_its_note(project: Path) -> None:
    (project / "essays" / "_data" / "corrections.yml").write_text(CORRECTIONS)
    assert replaced(project, JUMP, "jumps over the", "leaps over the") == [("A043", 4)]


def test_the_words_of_closed_vocabularies() -> None:
    for verdict in VERDICTS:
        assert verdict.word
        assert verdict.sign
        assert verdict.definition.endswith(".")
    assert len({verdict.sign for verdict in VERDICTS}) == len(VERDICTS)
    assert [verdict.rating for verdict in VERDICTS] == [5, 4, 3, 2, 1, None, None]
    assert {relation.word for relation in RELATIONS} >= {"agrees", "same kind of event"}
    assert all(relation.definition for relation in RELATIONS)


def test_tomorrow_is_not_the_future(project: Path) -> None:
    tomorrow = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    assert replaced(project, JUMP, "2003-01-01", str(tomorrow)) == []
    after = tomorrow + dt.timedelta(days=1)
    assert replaced(project, JUMP, str(tomorrow), str(after)) == [("A024", 9)]


def test_markup_that_acts_has_no_place_in_a_text(project: Path) -> None:
    text = project / "essays" / "2001-fox" / "text.md"
    text.write_text(text.read_text() + "\n<script>x</script>\n\n{ref}`x`\n")
    rules = [(p.rule.number, p.path, p.line) for p in opened(project).problems]
    assert ("A062", "essays/2001-fox/text.md", 7) in rules
    assert ("A062", "essays/2001-fox/text.md", 9) in rules


@pytest.mark.parametrize(
    ("role", "exists"),
    [
        ("{apparatus:text}`2001-fox`", True),
        ("{apparatus:text}`2001-fox/p1`", False),
        ("{apparatus:passage}`2001-fox/p1`", True),
        ("{apparatus:passage}`2001-fox/h1`", True),
        ("{apparatus:passage}`2001-fox/p3`", False),
        ("{apparatus:passage}`2009-cow/p1`", False),
        ("{apparatus:note}`so <2001-fox/jump>`", True),
        ("{apparatus:note}`jump`", False),
    ],
)
def test_targets(role: str, exists: bool, project: Path) -> None:
    found = replaced(project, JUMP, "A witness saw it", f"A witness, {role}, saw it")
    assert found == ([] if exists else [("A064", 14)])


def test_records_know_their_places(project: Path) -> None:
    edition = opened(project)
    fox, hen = edition.essays
    assert (edition.label("2001-fox"), edition.label("2001-fox", "p2")) == ("2001", "2001 ¶2")
    assert edition.label("2001-fox", "h1") == passage_label(fox, fox.blocks[0]) == "2001 head 1"
    with pytest.raises(KeyError):
        edition.label("2001-fox", "p9")
    with pytest.raises(KeyError):
        fox.note("none")
    assert fox.note("jump").label == "1"
    [reference] = edition.cross_references
    assert edition.crossing == {
        ("2001-fox", "p2"): [(reference, 0)],
        ("2002-hen", "p1"): [(reference, 1)],
    }
    assert [block.id for _, block in edition.ends(reference)] == ["p2", "p1"]
    assert [block.reading for block in edition.emended(hen)] == [b.text for b in hen.blocks]
    assert edition.person_by_key["editors"].name == "The editors"
