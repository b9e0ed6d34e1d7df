"""Files that once broke something, one by one: each is right now, or refused with its line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.hostile.corpus import NOTE, note
from tests.support.growth import grows_linearly
from tests.support.project import CLOSING, LINT_BASE, REPOSITORY, Apparatus

from sphinx_apparatus.edition.loader import open_edition, placed
from sphinx_apparatus.edition.reader import Reader
from sphinx_apparatus.text import bodies

FORM = REPOSITORY / ".github/ISSUE_TEMPLATE/new-note.yml"
ESSAY = "essays/2001-fox/essay.yml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small edition without a fault, with a folder of pages."""
    (tmp_path / "edition/docs").mkdir(parents=True)
    return Path(shutil.copytree(LINT_BASE, tmp_path / "edition", dirs_exist_ok=True))


def told(project: Path, apparatus: Apparatus) -> list[str]:
    """Return the problems that the check prints; nothing else has failed."""
    code, printed, err = apparatus("check", "--project", project)
    assert code in (0, 1)
    assert CLOSING.fullmatch(err)
    return printed.splitlines()


# -- texts and lists that took minutes -------------------------------------------------------------


def test_notes_on_a_sentence_that_is_repeated(tmp_path: Path) -> None:
    """Thirty notes on a sentence that stands a thousand times."""

    def make(count: int) -> Callable[[], object]:
        base = shutil.copytree(LINT_BASE, tmp_path / str(count))
        text = "On Foxes\n\n" + "The fox is quick and sleeps well. " * count + "\n"
        (base / "essays/2001-fox/text.md").write_text(text)
        for number in range(30):
            quoted = note("Words.").decode().replace("The dog sleeps", "fox is quick")
            (base / f"essays/2001-fox/notes/n{number}.md").write_text(quoted)
        reader = Reader(base / "essays")
        essay = reader.essay(base / "essays/2001-fox")
        assert essay is not None
        assert len(essay.notes) == 31
        return lambda: placed(essay, [], [])

    make(10)()
    grows_linearly(make, 300)


def test_a_citation_of_a_million_spaces(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr(bodies, "cited_sources", lambda content: read.append(content) or [])
    path = project / "essays/_data/themes.yml"
    words = "{cite:p}`a" + " " * 1_000_000 + "b`"
    more = f"- id: evil\n  title: Evil\n  definition: >-\n    {words}\n"
    path.write_text(path.read_text() + more)
    problems = open_edition(project / "essays", project / "references.bib").problems
    message = "essays/_data/themes.yml:7: A022 ‘definition’ has 1000012 characters"
    assert any(str(each).startswith(message) for each in problems)
    assert not any(len(content) > 100 for content in read)


# -- single files ----------------------------------------------------------------------------------

SIGNS = {"₽", "𝐄", "\u0378", "漢", "한", "😀", "ﬁ", "ꝑ", "𓀀"}


@pytest.mark.parametrize("sign", sorted(SIGNS))
def test_a_letter_without_a_font(sign: str, project: Path, apparatus: Apparatus) -> None:
    (project / NOTE).write_bytes(note(f"A word {sign} here."))
    lines = [line for line in told(project, apparatus) if "A053" in line]
    assert [line.partition(" ")[0] for line in lines] == [f"{NOTE}:8:"]


def test_letters_without_a_font_are_told_at_once_for_each_file(
    project: Path, apparatus: Apparatus
) -> None:
    (project / NOTE).write_bytes(note("In Japanese 漢.\n\nA word 한 and 😀."))
    (project / "essays/_data/themes.yml").write_text(
        "- id: speed\n  title: Speed\n  definition: >-\n    How fast 漢 is.\n"
    )
    lines = [line.partition(": the PDF")[0] for line in told(project, apparatus)]
    has = "A053 no font of the book has"
    assert [line for line in lines if "A053" in line] == [
        f"essays/2001-fox/notes/evil.md:8: {has} ‘漢’ (U+6F22), ‘한’ (U+D55C), ‘😀’ (U+1F600)",
        f"essays/_data/themes.yml:4: {has} ‘漢’ (U+6F22)",
    ]


SLIPS = (
    *("reynard2000memoirs; reynard2000memoirs", "reynard2000memoirs, p. 3", "@reynard2000memoirs"),
    *("reynard2000memoirs[p. 3]", "reynard2000memoirs{p. 3", "reynard2000memoirs p. 3}", "{see}"),
    *("reynard2000memoirs{}", "{}reynard2000memoirs", "[see]reynard2000memoirs", " ", ","),
    *("reynard2000memoirs,,", "reynard2000memoirs reynard2000memoirs", "Reynard2000memoirs"),
)


@pytest.mark.parametrize("slip", SLIPS)
def test_a_broken_citation(slip: str, project: Path, apparatus: Apparatus) -> None:
    (project / "docs/index.md").write_text(f"# A page\n\nWords {{cite:p}}`{slip}`.\n")
    (project / NOTE).write_bytes(note(f"Words {{cite:p}}`{slip}`."))
    lines = told(project, apparatus)
    for place in ("docs/index.md:3", f"{NOTE}:8"):
        assert any(line.startswith(f"{place}: A080") for line in lines), lines


def test_a_brace_too_many(project: Path, apparatus: Apparatus) -> None:
    entry = (project / "references.bib").read_text()
    path = project / "references.bib"
    path.write_text(entry.replace("{full},", "{full}},\n  note = {Second printing},"))
    (line,) = [each for each in told(project, apparatus) if "A083" in each]
    assert line.startswith("references.bib:6: A083")
    path.write_text(entry.replace("{Fox, Reynard}", "{Fox, Reynard}}"))
    lines = told(project, apparatus)
    assert any(each.startswith("references.bib:2: A083") for each in lines), lines
    assert not any("is missing" in each for each in lines)


EVENT = """\
- date: 1907
  sources: [reynard2000memoirs]
  event: >-
    {cite:p}`reynard2000memoirs`
"""
MESSAGES = {
    "event that is only a citation": (
        "essays/_data/chronology.yml",
        EVENT,
        "essays/_data/chronology.yml:4: A060 there is no text here beside the citations",
    ),
    "month as a macro": (
        "references.bib",
        "@book{x, month = jan}\n",
        "references.bib:1: A083 in entry 'x': 'jan' stands without braces",
    ),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message(name: str, project: Path, apparatus: Apparatus) -> None:
    path, content, message = MESSAGES[name]
    (project / path).write_text(content)
    assert any(line.startswith(message) for line in told(project, apparatus))


def test_a_quotation_in_ligatures(project: Path, apparatus: Apparatus) -> None:
    path = project / NOTE
    path.write_bytes(note("Words.").replace(b"The dog sleeps", "The ﬂying dog".encode()))
    (line, *_) = [each for each in told(project, apparatus) if "A043" in each]
    assert "was not found" in line
    for sign in ("\u00ad", "\u200b"):
        code, _, err = apparatus(
            *("new", "note", "--project", project, "--essay", "2001-fox", "--kind", "context"),
            *("--title", "X", "--quote", f"The dog{sign} sleeps"),
        )
        assert code == 1
        assert f"U+{ord(sign):04X}" in err


# -- commands --------------------------------------------------------------------------------------


def test_an_issue_that_is_empty(project: Path, tmp_path: Path, apparatus: Apparatus) -> None:
    issue = tmp_path / "empty.txt"
    issue.write_text("")
    words = ("import", "issue", issue, "--form", FORM, "--project", project)
    code, _, err = apparatus(*words)
    assert code == 1
    assert "was it made with the form" in err


def test_a_heading_in_the_answer_of_an_issue(
    project: Path, tmp_path: Path, apparatus: Apparatus
) -> None:
    issue = tmp_path / "issue.txt"
    answers = {
        "Essay": "2001-fox",
        "Kind of note": "context",
        "Words of the essay": "The dog sleeps",
        "Title": "Sleep",
        "Text of the note": "One.\n\n### Claim\n\nTwo.\n\n### Sources\n\nThree.",
        "Sources": "Memoirs, read in full.",
        "License and sign-off": "- [X] Yes.",
    }
    text = "\n\n".join(f"### {label}\n\n{answer}" for label, answer in answers.items())
    issue.write_text(text)
    code, printed, err = apparatus("import", "issue", issue, "--form", FORM, "--project", project)
    assert code == 0, err
    (written,) = (project / "essays/2001-fox/notes").glob("sleep*.md")
    body = written.read_text()
    assert all(words in body + printed for words in ("One.", "Two.", "Three.", "read in full"))
    assert "“### Sources” stands in lines" in err


def test_a_key_that_would_break_the_bibliography(project: Path, apparatus: Apparatus) -> None:
    before = (project / "references.bib").read_text()
    words = ("--title", "T", "--date", "2001", "--consulted", "full", "--note", "N")
    key = ("--key", "a2001b, title={x")
    code, _, _ = apparatus("new", "source", "misc", *words, *key, "--project", project)
    assert (code, (project / "references.bib").read_text()) == (1, before)


@pytest.mark.parametrize("language", ["guc", "pem", "tlh", "qqq", "en-US-x-private"])
def test_a_language_without_a_name(language: str, project: Path, apparatus: Apparatus) -> None:
    path = project / ESSAY
    more = f"  - siglum: W\n    title: a copy\n    language: {language}\n    extent: whole\nbase: S"
    path.write_text(path.read_text().replace("base: S", more))
    assert told(project, apparatus) == []
