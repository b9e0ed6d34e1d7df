"""Files without an end, texts without measure, and faults without number are refused by counts."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.project import CLOSING, LINT_BASE, REPOSITORY, Apparatus

from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.model.problems import MOST_FAULTS, Problem, Problems, in_order
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.sources import reader
from sphinx_apparatus.text import markdown
from sphinx_apparatus.text.file_reading import read_regular
from sphinx_apparatus.text.markdown import (
    MOST_BRACKETS,
    MOST_BRACKETS_IN_ALL,
    MOST_LINES,
    MOST_SIGNS,
    excess,
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small edition without a fault."""
    return Path(shutil.copytree(LINT_BASE, tmp_path / "edition"))


# -- what has no end -------------------------------------------------------------------------------

PLACES = (
    *("essays/2001-fox/notes/evil.md", "essays/2001-fox/text.md", "essays/2001-fox/essay.yml"),
    *("essays/2001-fox/witness-S.txt", "essays/cross-references/evil.md", "references.bib"),
    *(
        "essays/_data/names.yml",
        "essays/_data/vocabulary.yml",
        "docs/evil.md",
        "docs/_static/x.css",
    ),
    "docs/evil.rst",
)


@pytest.mark.parametrize("name", PLACES)
def test_a_pipe_in_the_place_of_a_file(name: str, project: Path, apparatus: Apparatus) -> None:
    path = project / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    code, printed, err = apparatus("check", "--project", project)
    assert code == 1
    assert CLOSING.fullmatch(err)
    assert f"{name}:1: A001" in printed
    assert "pipe or a device" in printed


FORM = REPOSITORY / ".github/ISSUE_TEMPLATE/new-note.yml"
COMMANDS = {
    "text": ("import", "text", "{}", "2003-hen"),
    "docx": ("import", "docx", "{}", "2003-hen"),
    "tei": ("import", "tei", "{}", "2003-hen"),
    "annotations": ("import", "annotations", "{}"),
    "issue": ("import", "issue", "{}", "--form", str(FORM)),
    "form": ("import", "issue", "-", "--form", "{}"),
}


@pytest.mark.parametrize("what", ["pipe", "device", "folder"])
@pytest.mark.parametrize("command", COMMANDS)
def test_an_argument_that_is_no_file(
    command: str, what: str, project: Path, tmp_path: Path, apparatus: Apparatus
) -> None:
    path = Path("/dev/zero") if what == "device" else tmp_path / "given"
    if what == "pipe":
        os.mkfifo(path)
    elif what == "folder":
        path.mkdir()
    before = sorted(project.rglob("*"))
    words = [word.format(path) for word in COMMANDS[command]]
    code, _, err = apparatus(*words, "--project", project)
    assert (code, sorted(project.rglob("*"))) == (2, before)
    assert str(path) in err
    assert ("directory" if what == "folder" else "pipe or a device") in err


def test_a_file_is_read_as_far_as_it_may_go(tmp_path: Path) -> None:
    path = tmp_path / "words"
    path.write_bytes(b"abcdef")
    assert (read_regular(path, 3), read_regular(path, 6)) == (b"abcd", b"abcdef")


# -- texts without measure -------------------------------------------------------------------------

TOO_MUCH = {
    "brackets": "[" * (MOST_BRACKETS + 1),
    "images": "![" * (MOST_BRACKETS + 1),
    "links": "[a](" * (MOST_BRACKETS + 1),
    "brackets behind escapes": "\\\\[" * (MOST_BRACKETS + 1),
    "brackets in all": ("[" * 100 + "\n \n") * (MOST_BRACKETS_IN_ALL // 100 + 1),
    "emphasis": "*a **b " * (MOST_SIGNS // 3 + 1),
    "escapes": "\\#" * (MOST_SIGNS + 1),
    "code": "`a` " * MOST_SIGNS,
    "list": "- a\n" * (MOST_LINES + 1),
    "paragraphs": "a\n\n" * (MOST_LINES // 2 + 1),
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_a_text_of_markup_is_refused_before_it_is_parsed(
    name: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "essays/2001-fox/text.md").write_text(f"On Foxes\n\n{TOO_MUCH[name]}\n")
    shutil.rmtree(project / "essays/2001-fox/notes")
    shutil.rmtree(project / "essays/2002-hen")
    shutil.rmtree(project / "essays/cross-references")
    parsed = _counted(monkeypatch)
    problems = open_edition(project / "essays", project / "references.bib").problems
    assert [(each.path, each.rule) for each in problems if each.stops] == [
        ("essays/2001-fox/text.md", Rule.FILE_SIZE)
    ]
    assert max(map(len, parsed), default=0) < 100


def _counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the texts that are parsed from now on."""
    parsed: list[str] = []
    parser = markdown.parser()

    class Counted:
        def parse(self, text: str) -> object:
            parsed.append(text)
            return parser.parse(text)

    monkeypatch.setattr(markdown, "parser", Counted)
    markdown.parsed.cache_clear()
    return parsed


@pytest.mark.parametrize("sign", ["[", "*a ", "_", "|", "a\n\n"])
def test_a_transcription_of_markup_is_refused_before_it_is_parsed(
    sign: str,
    project: Path,
    tmp_path: Path,
    apparatus: Apparatus,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(f"A letter\n\n{sign * (2 * MOST_SIGNS)}\n")
    parsed = _counted(monkeypatch)
    code, _, err = apparatus("import", "text", path, "2003-hen", "--project", project)
    assert (code, parsed) == (1, [])
    assert "at most" in err
    assert not (project / "essays/2003-hen").exists()


def test_a_transcription_larger_than_a_text(
    project: Path, tmp_path: Path, apparatus: Apparatus
) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(b"a letter \n" * 500_000)
    code, _, err = apparatus("import", "text", path, "2003-hen", "--project", project)
    assert code == 2
    assert "more than 4096 KiB" in err


@pytest.mark.parametrize(
    "text",
    [
        "\\[" * (MOST_BRACKETS + 1),
        ("[a]{.language-fr} " * MOST_BRACKETS + "\n\n") * 20,
        ("Words of a long *book*, and so on.\n\n") * 20_000,
    ],
)
def test_what_a_text_may_hold(text: str) -> None:
    assert excess(text) is None


def test_the_line_of_what_is_too_much() -> None:
    found = excess("On Foxes\n\nWords\nof it.\n\n" + "[" * (MOST_BRACKETS + 1))
    assert found is not None
    assert found.line == 6


@pytest.mark.parametrize("ending", ["md", "rst"])
def test_a_page_of_brackets(ending: str, project: Path, apparatus: Apparatus) -> None:
    (project / "docs").mkdir()
    (project / "docs" / f"evil.{ending}").write_text("# Evil\n\n" + "[" * 5000 + "\n")
    code, printed, _ = apparatus("check", "--project", project)
    assert (code, "docs/evil.md:3: A004" in printed) == (int(ending == "md"), ending == "md")


FIELDS = {
    "themes": "- id: evil\n  title: Evil\n  definition: >-\n    {}\n",
    "chronology": "- date: 1999\n  event: >-\n    {}\n",
    "contributions": '- id: evil\n  debate: "2001"\n  author: A. Fox\n  title: On Foxes\n'
    "  published: >-\n    {}\n  date: 2001-05-02\n  source: reynard2000memoirs\n"
    "  thesis: >-\n    Words.\n  consulted: full\n",
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_of_brackets(name: str, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = project / f"essays/_data/{name}.yml"
    old = path.read_text() if path.exists() else ""
    path.write_text(old + FIELDS[name].format("[" * 15_000))
    parsed = _counted(monkeypatch)
    problems = open_edition(project / "essays", project / "references.bib").problems
    assert "A062" in {each.rule.number for each in problems}
    assert not any("[[" in text for text in parsed)
    path.write_text(FIELDS[name].format("[" * 300) * 400)
    problems = open_edition(project / "essays", project / "references.bib").problems
    assert (f"essays/_data/{name}.yml", "A004") in {(e.path, e.rule.number) for e in problems}
    assert not any("[[" in text for text in parsed)


# -- faults without number -------------------------------------------------------------------------


def _many(path: str, make: Callable[[int], str]) -> Callable[[Path], None]:
    def do(project: Path) -> None:
        there = project / path
        there.parent.mkdir(exist_ok=True)
        old = there.read_text() if there.exists() else ""
        there.write_text(old + "".join(map(make, range(3000))))

    return do


MANY: dict[str, tuple[str, Callable[[int], str]]] = {
    "fields of a list": ("essays/_data/names.yml", lambda n: "- {}\n"),
    "names given twice": (
        "essays/_data/names.yml",
        lambda n: "- name: Foxes\n  kind: subject\n",
    ),
    "fields given twice": ("essays/2001-fox/essay.yml", lambda n: "author: A. Fox\n"),
    "fields that are none": ("essays/2001-fox/essay.yml", lambda n: f"x{n}: a\n"),
    "tags": ("essays/_data/names.yml", lambda n: "- !x a\n"),
    "sources that are none": ("references.bib", lambda n: f"@x{{k{n},}}\n"),
    "sources given twice": (
        "references.bib",
        lambda n: "@book{reynard2000memoirs, title = {A}, date = {2000}}\n",
    ),
    "strings": ("references.bib", lambda n: f"@string{{a{n} = {{b}}}}\n"),
    "words between sources": ("references.bib", lambda n: f"@misc{{k{n},}} words\n"),
    "invisible characters": ("references.bib", lambda n: "% a\u200bb\n"),
    "citations": (
        "essays/_data/chronology.yml",
        lambda n: "- {date: 1999, event: a, sources: [x]}\n",
    ),
    "raw HTML": ("docs/evil.md", lambda n: "\n<b>x</b>\n"),
    "events out of order": (
        "essays/_data/chronology.yml",
        lambda n: f"- {{date: {1999 - n % 2}, event: a word}}\n",
    ),
}


@pytest.mark.parametrize("name", MANY)
def test_faults_of_a_file_are_counted(name: str, project: Path, apparatus: Apparatus) -> None:
    path, make = MANY[name]
    _many(path, make)(project)
    _, printed, err = apparatus("check", "--project", project)
    told = [line for line in printed.split("\n") if line.startswith(f"{path}:")]
    more = [line for line in told if "correct those above first" in line]
    # Errors and the others, each with a line that counts the rest.
    assert CLOSING.fullmatch(err)
    assert more, printed[:2000]
    assert len(told) <= 2 * (MOST_FAULTS + 1)
    assert len(told) > MOST_FAULTS


TOO_MANY = {
    "errors of syntax": ("@ " * 100_000, "more than 50 errors of syntax"),
    "entries": ("@misc{a,}\n" * 60_000, "more than 50000 entries"),
    "names": ("@misc{a, author = {" + "and " * 5000 + "}}\n", "more than 1000 names"),
    "braces for a title": ("@misc{a, title = {{{}}}}\n", "'title' is empty"),
}


@pytest.mark.parametrize("name", TOO_MANY)
def test_a_bibliography_is_read_in_bounds(
    name: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text, message = TOO_MANY[name]
    read: list[str] = []
    plain = reader.BibtexPerson
    monkeypatch.setattr(reader, "BibtexPerson", lambda name: read.append(name) or plain(name))
    path = project / "references.bib"
    path.write_text(text + path.read_text())
    opened = open_edition(project / "essays", path)
    assert any(message in each.message for each in opened.problems)
    assert len(read) < 10
    # Those who cite what was not read are not blamed.
    assert {each.path for each in opened.problems} == {"references.bib"}


def test_the_rest_is_counted_once_however_often_problems_are_joined() -> None:
    made = [Problem(Rule.YAML, "a.yml", line, f"fault {line}") for line in range(1, 201)]
    once = in_order(Problems(made))
    assert len(once) == MOST_FAULTS + 1
    assert once[-1].message == "the file has 150 more faults; correct those above first"
    assert in_order(once) == once
    other = Problem(Rule.LETTER, "a.yml", 7, "a letter")
    assert other in in_order([*once, other])
    assert str(in_order([*once, made[-1]])[-1]).endswith(
        "the file has 151 more faults; correct those above first"
    )
