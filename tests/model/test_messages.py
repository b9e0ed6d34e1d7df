"""What is printed of files that strangers wrote: short, and nothing in it but words."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from tests.support.lint import LINT, made
from tests.support.project import Apparatus

from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.edition.rules_notes import due
from sphinx_apparatus.model.problems import MOST, Problem, safe
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.review.output import FORMATS


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        ("a\x1b]0;x\a\x1b[2Jb", r"a\x1b]0;x\x07\x1b[2Jb"),
        ("‘x\n::add-mask::e\nok.md:1: A000 well’", r"‘x\n::add-mask::e\nok.md:1: A000 well’"),
        ("a\n    ::error::b", r"a\n    ::error::b"),
        ("a\n    ##[group]b", r"a\n    ## [group]b"),
        ("a ##[error]b", "a ## [error]b"),
        ("a\r::error::b\u2028c\u202ed", r"a\r::error::b\u2028c\u202ed"),
        ("two lines:\n    p1: words", "two lines:\n    p1: words"),
        ("‘" + "x" * 200 + "’", "‘" + "x" * 79 + "…’"),
    ],
)  # fmt: skip
def test_safe(found: str, shown: str) -> None:
    assert safe(found) == shown
    assert safe(shown) == shown


def test_a_long_message_keeps_its_end() -> None:
    shown = safe("‘x" + "’x‘" * 5000 + "’; do this")
    assert len(shown) <= MOST
    assert shown.endswith("; do this")


@pytest.mark.parametrize("form", ["text", "github"])
def test_no_line_is_a_command_of_a_workflow(form: str) -> None:
    evil = "x\n::stop-commands::t\n    ::error::e\r\n##[group]g\u2028::x::"
    problem = Problem(Rule.FIELD_VALUE, f"essays/{evil}.md", 1, f"‘kind’ is ‘{evil}’")
    lines = FORMATS[form]([problem]).split("\n")
    assert len(lines) == 2
    assert lines[0].startswith("essays/" if form == "text" else "::error file=essays/")
    assert "##[" not in lines[0]


def test_one_month_is_no_months(tmp_path: Path) -> None:
    edition = open_edition(LINT / "base" / "essays", LINT / "base" / "references.bib")
    day = max(n.head.checked for e in edition.essays for n in e.notes if n.head.checked)
    for months, words in ((1, "one month ago"), (2, "2 months ago")):
        [*found] = due(edition.essays, months, day + dt.timedelta(days=400))
        assert words in found[0].message


def test_a_list_has_no_second_line_of_hyphens(tmp_path: Path, apparatus: Apparatus) -> None:
    project = made(LINT / "A060-body-empty", tmp_path / "edition")
    (project / "essays/_data/chronology.yml").write_text(
        "- date: 2000-05\n  event: >-\n    {cite:p}`reynard2000memoirs`\n"
        "  sources: [reynard2000memoirs]\n"
    )
    _, printed, _ = apparatus("check", "--project", project, project / "essays/_data")
    assert "chronology.yml:3: A060 there is no text here" in printed


def test_the_sign_that_keeps_a_quotation_from_its_place_is_named(
    tmp_path: Path, apparatus: Apparatus
) -> None:
    project = made(LINT / "A060-body-empty", tmp_path / "edition")
    note = project / "essays/2001-fox/notes/jump.md"
    note.write_text(note.read_text().replace("quick", "quiﬀck"))
    path = project / "essays/2001-fox/notes/ligature.md"
    path.write_text(
        "---\nkind: context\ntitle: A\nquote: >-\n  The ｄog sleeps\nby: [editors]\n---\nWords.\n"
    )
    _, printed, _ = apparatus("check", "--project", project, path)
    assert "has these words with ‘ｄ’" in printed


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("x", "expected an annotation collection of W3C’s model"),
        ({"type": "AnnotationCollection"}, "expected an annotation collection of W3C’s model"),
        (3, "annotation 1 has a value of another form"),
        ({}, "annotation 1 has no apparatus:id"),
        ({"id": "x\x1b[2J", "apparatus:id": 3}, "annotation 1 (‘3’) has a value of another form"),
        ({"apparatus:id": "2001-fox/a"}, "annotation 1 (‘2001-fox/a’) has no apparatus:record"),
    ],
)
def test_broken_annotations_are_named(
    broken: object, said: str, tmp_path: Path, apparatus: Apparatus
) -> None:
    file = tmp_path / "a.jsonld"
    if (isinstance(broken, dict) and broken.get("type") != "AnnotationCollection") or broken == 3:
        broken = {
            "type": "AnnotationCollection",
            "@context": [{"apparatus": "tag:sphinx-apparatus.invalid,2026:vocabulary#"}],
            "first": {"items": [broken]},
        }
    file.write_text(json.dumps(broken))
    code, _, printed = apparatus("import", "annotations", file, "--project", LINT / "base")
    assert code == 1
    assert said in printed
    assert not any(word in printed for word in ("Error", "NoneType", "\x1b"))
