"""Summary, evidence, later developments, stored numbers: what is refused, what is demanded."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.model.demands import Demands

BASE = Path(__file__).parents[1] / "lint" / "base"
NOTE = "essays/2001-fox/notes/jump.md"
SECOND = """
@book{hen2002eggs,
  author = {Hen, Ada},
  title = {Eggs},
  publisher = {Coop Press},
  date = {2002},
  langid = {german},
  consulted = {full},
}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path / "edition")
    with (tmp_path / "edition" / "references.bib").open("a") as file:
        file.write(SECOND)
    return tmp_path / "edition"


def change(project: Path, path: str, old: str, new: str) -> None:
    file = project / path
    text = file.read_text()
    assert text.count(old) == 1
    file.write_text(text.replace(old, new))


def opened(project: Path, *required: str) -> Edition:
    demands = Demands(frozenset(required))
    return open_edition(project / "essays", project / "references.bib", demands=demands)


def found(project: Path, *required: str) -> list[str]:
    return [
        f"{problem.rule.number} {problem.message}"
        for problem in opened(project, *required).problems
    ]


@pytest.mark.parametrize(
    "summary",
    [
        "A fox jumped over a dog, says A. Hen, a U.S. writer.",
        "Did a fox jump over the dog?",
        "The paper wrote that “a fox jumped.”",
    ],
)
def test_a_sentence_is_a_summary(project: Path, summary: str) -> None:
    change(project, NOTE, "verdict: supp", f"summary: >-\n  {summary}\nverdict: supp")
    assert found(project, "summary") == []
    assert opened(project).essays[0].notes[0].head.summary == summary


@pytest.mark.parametrize(
    ("summary", "number"),
    [
        ("A *fox* jumped.", "A062"),
        ("A fox jumped {cite:p}`reynard2000memoirs`.", "A062"),
        ("A [fox](https://fox.example) jumped.", "A062"),
        ("A fox jumped. A dog slept.", "A070"),
        ("A fox jumped over", "A070"),
        (" ".join(["word"] * 26) + ".", "A070"),
        ("One sentence that names the thing and says what was found.", "A065"),
        ("It is obvious that a fox jumped.", "A122"),
        ("We saw a fox.", "A123"),
    ],
)
def test_what_is_no_summary(project: Path, summary: str, number: str) -> None:
    change(project, NOTE, "verdict: supp", f"summary: >-\n  {summary}\nverdict: supp")
    assert [one[:4] for one in found(project)] == [number]


EVIDENCE = """evidence:
- source: reynard2000memoirs
  quote: >-
    I saw it jump.
"""


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", ["A066 ‘confidence’ is high and one source quoted"]),
        ("  primary: true\n", []),
        ("- source: hen2002eggs\n  quote: >-\n    Er sprang.\n  translation: It jumped.\n", []),
        (
            "- source: hen2002eggs\n  quote: >-\n    Er sprang.\n",
            ["A071 the words are in another language (de) and have no ‘translation’"],
        ),
        ("- source: hen2002eggs\n  language: en\n  quote: >-\n    It jumped.\n", []),
        (
            "- source: reynard2000memoirs\n  quote: >-\n    Again.\n",
            ["A066 ‘confidence’ is high and one source quoted"],
        ),
    ],
)
def test_high_confidence_rests_on_two_sources(
    project: Path, more: str, expected: list[str]
) -> None:
    change(project, NOTE, "checked:", f"{EVIDENCE}{more}checked:")
    change(project, NOTE, "{p. 3}`.", "{p. 3}` {cite:p}`hen2002eggs {p. 1}`.")
    said = found(project, "evidence")
    assert [one.partition(";")[0] for one in said] == expected
    assert [one for one in found(project) if "A066" in one] == []


def test_an_unsupported_claim_says_what_was_searched(project: Path) -> None:
    change(
        project,
        NOTE,
        "verdict: supported\nconfidence: high",
        "verdict: unsupported\nconfidence: low",
    )
    change(project, NOTE, "checked:", f"{EVIDENCE}checked:")
    assert [one[:4] for one in found(project, "evidence")] == ["A066"]
    change(
        project,
        NOTE,
        "checked:",
        "evidence-none: >-\n  Searched the papers; nothing found.\nchecked:",
    )
    assert found(project, "evidence") == []


def test_a_claim_that_cannot_be_checked_needs_no_evidence(project: Path) -> None:
    change(project, NOTE, "verdict: supported", "verdict: not-checkable")
    assert found(project, "evidence") == []


def test_sources_of_a_note_are_those_it_quotes_too(project: Path) -> None:
    later = (
        "later:\n- date: 2002\n  text: >-\n    It jumped again {cite:p}`hen2002eggs {p. 2}`.\n"
        "  evidence:\n  - source: hen2002eggs\n    language: en\n    quote: >-\n      again\n"
    )
    change(project, NOTE, "checked:", f"{later}checked:")
    edition = opened(project)
    assert edition.problems == ()
    assert edition.cited_by(edition.essays[0].notes[0]) == ["reynard2000memoirs", "hen2002eggs"]


def test_passages_keep_their_stored_numbers(project: Path) -> None:
    essay = "essays/2001-fox/essay.yml"
    count = sum(block.kind.value == "passage" for block in opened(project).essays[0].blocks)
    numbers = ["1", "1a", *map(str, range(2, count))][:count]
    change(project, essay, "sha256:", f"passages: [{', '.join(numbers)}]\nsha256:")
    edition = opened(project, "passages")
    ids = [block.id for block in edition.essays[0].blocks if block.kind.value == "passage"]
    assert ids == [f"p{number}" for number in numbers]
    change(project, essay, "passages: [", "passages: [99, ")
    assert [one[:4] for one in found(project)] == ["A042"]


def test_a_page_can_have_been_read_by_a_day(project: Path) -> None:
    change(project, "references.bib", "langid = {german},", "urldate = {../2003-01-01},")
    assert found(project) == []
    change(project, "references.bib", "../2003-01-01", "../2003-02-31")
    assert [one[:4] for one in found(project)] == ["A085"]


def test_a_setting_names_only_what_can_be_demanded() -> None:
    with pytest.raises(
        ValueError, match="apparatus_expect names 'sumary'; expected some of summary"
    ):
        Demands.of([], ["sumary"])
    with pytest.raises(ValueError, match="apparatus_require is 'summary'; expected a list"):
        Demands.of("summary", [])
