"""Notes written by scripts: from options, from an issue's text; sources added; one way for all."""

from __future__ import annotations

import datetime as dt
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from tests.support.project import LINT_BASE, REPOSITORY, Apparatus

from sphinx_apparatus.authoring.note_file import (
    find,
    new_id,
    new_note,
    new_title,
    note_text,
    template,
)
from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.edition.validation import UNFILLED, UNFILLED_SUMMARY
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.model.vocabulary import KINDS, Kind, NoteKind
from sphinx_apparatus.review.issue_form import fields_of_issue
from sphinx_apparatus.text.anchors import Fault


@pytest.fixture
def base(tmp_path: Path) -> Path:
    shutil.copytree(LINT_BASE, tmp_path / "edition")
    return tmp_path / "edition"


Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(base: Path, apparatus: Apparatus) -> Run:
    """The command, on the base: a sub-command and its options; exit status and all output."""

    def command(name: str, *options: str) -> tuple[int, str]:
        code, out, err = apparatus(*name.split(), "--project", base, *options)
        return code, out + err

    return command


def read(base: Path) -> Edition:
    return open_edition(base / "essays", base / "references.bib")


# -- the writer ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    ["plain", 'with: colon # and "quotes"', "true", "2026", "- a", "[a]", "’s", "a\nb", "@a"],
)
def test_words_come_back_from_the_file(words: str) -> None:
    text = note_text({"title": words, "claim": words, "index": [words]}, "Body.\n")
    assert yaml.safe_load(text.split("---\n")[1]) == {
        "title": words,
        "claim": words,
        "index": [words],
    }


def test_page_and_script_write_one_file() -> None:
    day = dt.date(2026, 11, 22)
    place = {"quote": "a: b", "in": "p1"}
    for kind in KINDS:
        filled = template(kind, "key2000word", "editors")
        for mark, value in {
            "@title@": "A: title",
            "@place@": "quote: >-\n  a: b\nin: p1",
            "@today@": "2026-11-22",
            "@month@": "2026-11",
        }.items():
            filled = filled.replace(mark, value)
        assert filled == new_note(kind, place, "A: title", "key2000word", day)


def test_a_summary_is_asked_for_where_the_edition_wants_one(base: Path, run: Run) -> None:
    (base / "docs").mkdir()
    for setting in ("apparatus_expect", "apparatus_require"):
        (base / "docs" / "conf.py").write_text(f'{setting} = ["summary"]\n')
        for kind in KINDS:
            options = ("--essay", "2001", "--quote", "The dog sleeps", "--kind", kind)
            assert run("new note", *options, "--id", f"{setting[10:]}-{kind}")[0] == 0
            text = (base / f"essays/2001-fox/notes/{setting[10:]}-{kind}.md").read_text()
            assert (f"summary: >-\n  {UNFILLED_SUMMARY}\n" in text) == (
                kind.like is not Kind.TEXTUAL
            )
            assert template(kind, "k2000w", "editors", needs_summary=True).count("summary: ") == (
                kind.like is not Kind.TEXTUAL
            )
    assert run("new note", *options, "--id", "own", "--summary", "A dog: it slept.")[0] == 0
    assert (
        "summary: >-\n  A dog: it slept.\n" in (base / "essays/2001-fox/notes/own.md").read_text()
    )
    refused = {p.path.rpartition("/")[2] for p in read(base).problems if p.rule is Rule.UNFILLED}
    assert refused >= {"require-fact-check.md", "expect-context.md"}


def test_ids_and_titles_are_new() -> None:
    assert new_id("In 1999 there were 12 percent more foxes", ()) == "there-12-percent-more"
    assert new_id("of the", {"of-the"}) == "of-the-2"
    assert new_id("Ельдорадо", ()) == "note"
    assert new_title("“The dog sleeps,”", ()) == "The dog sleeps"
    assert new_title("dog", {"dog"}) == "Dog (2)"
    assert len(new_title("word " * 40, ())) <= 60
    assert new_title("imposed “regime change”", ()) == "Imposed regime change"
    assert new_title("a “fair” word", ()) == "A “fair” word"


@pytest.mark.parametrize(
    "quoted", ["“The dog sleeps”", '"The dog sleeps"', "‘The dog sleeps’", "The dog sleeps"]
)
def test_marks_around_a_quotation_are_taken_off(base: Path, quoted: str) -> None:
    blocks = read(base).essay_by_id["2001-fox"].blocks
    assert find({"quote": quoted}, blocks) == find({"quote": "The dog sleeps"}, blocks)
    assert isinstance(find({"quote": "“The dog sleeps"}, blocks), Fault)


# -- scripts -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_note_is_to_be_filled_in_and_nothing_else(
    base: Path, run: Run, kind: NoteKind
) -> None:
    code, said = run("new note", "--essay", "2001", "--quote", "The dog sleeps", "--kind", kind)
    assert code == 0, said
    assert "⟦The dog sleeps⟧" in said
    note = read(base).note_by_id["2001-fox/dog-sleeps"]
    assert note.span is not None
    # What is still to be filled in stops the build, and nothing else does.
    assert {p.rule for p in read(base).problems if p.stops} == {Rule.UNFILLED}
    assert any(sentence in note.body for sentence in UNFILLED)


def test_an_ambiguous_quote_is_refused_with_the_words_to_add(base: Path, run: Run) -> None:
    options = ("--essay", "2001", "--kind", "context", "--quote", "dog")
    code, said = run("new note", *options)
    assert code == 1
    assert "--in p2" in said
    assert "--before “The”" in said
    code, said = run("new note", *options, "--in", "p2", "--before", "The")
    assert code == 0, said
    assert "before: >-\n  The\n" in (base / "essays/2001-fox/notes/dog.md").read_text()


def test_without_a_terminal_nothing_is_asked(run: Run) -> None:
    code, said = run("new note", "--essay", "2001")
    assert (code, said) == (2, "sphinx-apparatus: --quote is missing\n")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of Unix")
def test_at_a_terminal_words_may_be_tried_again(base: Path) -> None:
    main, terminal = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "sphinx_apparatus", "new", "note", "--project", str(base)],
        stdin=terminal,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        os.write(main, b"2001\ndog\nThe dog sleeps\ncontext\n")
        said = process.communicate(timeout=120)[0]
    os.close(main)
    os.close(terminal)
    assert process.returncode == 0, said
    assert "stands in" in said
    assert "2001-fox/dog-sleeps" in read(base).note_by_id


def test_a_source_goes_into_its_place(base: Path, run: Run) -> None:
    options = (
        "--title",
        "A letter",
        "--author",
        "Adder, Ann",
        "--date",
        "2001",
        "--consulted",
        "full",
    )
    code, said = run("new source", "book", *options)
    assert code == 0, said
    text = (base / "references.bib").read_text()
    assert text.startswith("@book{adder2001letter,\n")
    assert not read(base).problems
    code, said = run("new source", "book", *options)
    assert code == 1
    assert "adder2001letter" in said
    assert (base / "references.bib").read_text() == text


def test_each_answer_is_checked_when_it_is_given(
    base: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong answer is told at once and asked for again; none of the others is lost."""
    answers = iter(
        [
            *("bok", "book"),  # the type
            *("", "A letter"),  # the title is needed
            *("Ann Adder", "Adder, Ann"),
            *("2001-13-01", "2001-05-01"),
            *("adder.example", "https://adder.example/letter"),
            "",  # no journal
            "",  # nobody keeps the page
            *("klingon", "english"),
            *("halfway", "full"),
        ]
    )
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question.partition(" ")[0].strip(":,"))
        return next(answers)

    monkeypatch.setattr("builtins.input", answer)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    code, said = run("new source")
    assert code == 0, said
    assert list(answers) == []
    assert [word for at, word in enumerate(asked) if asked.index(word) != at] == [
        *("Type", "Title", "Author", "Date", "Address", "Language", "How"),
    ]
    assert "‘bok’ is no type" in said
    assert "write a person as 'Family, Given'" in said
    assert "\n'date' is '2001-13-01': there is no such day\n" in said
    assert "adder2001letter" in (base / "references.bib").read_text()
    assert not read(base).problems
    # A source that is there is told with its title and year, before all other questions.
    answers = iter(["book", "A letter", "Adder, Ann", "2001"])
    code, said = run("new source")
    assert code == 1
    assert "‘adder2001letter’ in line" in said


def test_a_source_with_a_fault_is_not_written(base: Path, run: Run) -> None:
    before = (base / "references.bib").read_text()
    code, said = run("new source", "online", "--title", "X", "--consulted", "full")
    assert code == 1
    assert "needs 'url'" in said
    assert (base / "references.bib").read_text() == before


ISSUE = """### Essay

{essay}

### Kind of note

fact-check

### Words of the essay

12 percent more foxes than hens

### Paragraph

_No response_

### Title

The 12 percent

### Summary

A witness counted 12 percent more foxes than hens.

### Claim

There were 12 percent more foxes: a claim with "quotes".

### Verdict

supported

### Confidence in the finding

high

### Words of the sources

reynard2000memoirs, p. 7
Foxes were more,
by twelve.
Primary: yes
Language: es
Translation: Foxes: more.

Somebody at the market
said so.

### Change to the text

None

### Text of the note

A witness counted them {{cite:p}}`reynard2000memoirs`.

### A heading of the writer's own

More.

### Sources

Memoirs

### Name to be printed

_No response_

### License and sign-off

- [X] I wrote this text, and it may be published.
"""
FORM = str(REPOSITORY / ".github" / "ISSUE_TEMPLATE" / "new-note.yml")


def test_an_issue_becomes_a_note(base: Path, run: Run, tmp_path: Path) -> None:
    form = str(REPOSITORY / ".github" / "ISSUE_TEMPLATE" / "new-note.yml")
    issue = tmp_path / "issue.md"
    issue.write_text(ISSUE.format(essay="2001-fox").replace("\n", "\r\n"))
    code, said = run("import issue", str(issue), "--form", form)
    assert code == 0, said
    assert "Memoirs" in said
    edition = read(base)
    note = (
        edition.note_by_id["2001-fox/12-percent"]
        if "2001-fox/12-percent" in edition.note_by_id
        else edition.note_by_id["2001-fox/percent"]
    )
    assert note.head.title == "The 12 percent"
    assert note.head.summary == "A witness counted 12 percent more foxes than hens."
    (evidence,) = note.head.evidence
    assert (evidence.source, evidence.at) == ("reynard2000memoirs", "p. 7")
    assert evidence.quote == "Foxes were more, by twelve."
    assert (evidence.language, evidence.translation) == ("es", "Foxes: more.")
    assert evidence.primary
    assert "Evidence without a key of the bibliography:\n  Somebody at the market" in said
    assert "writer's own" in note.body
    stopping = [problem for problem in edition.problems if problem.stops]
    # The heading, told by its line; with its language the translation is in its place.
    assert [problem.rule.number for problem in stopping] == ["A062"]


def test_sources_of_the_bibliography_are_cited_and_not_to_be_entered(
    base: Path, run: Run, tmp_path: Path
) -> None:
    issue = tmp_path / "issue.md"
    text = ISSUE.replace("\nMemoirs\n", "\n- `reynard2000memoirs`\n- Adder, A letter, 2001\n")
    text = text.replace(" {{cite:p}}`reynard2000memoirs`.", ".")
    text = text.replace("### A heading of the writer's own\n\nMore.\n", "")
    text = text.replace("supported\n", "disputed\n", 1).replace("high\n", "low\n", 1)
    # As some editors save it: with a mark at its beginning.
    issue.write_text("\ufeff" + text.format(essay="2001-fox"), encoding="utf-8")
    code, said = run("import issue", str(issue), "--form", FORM)
    assert code == 0, said
    assert "Sources to enter:\n  - Adder, A letter, 2001\n" in said
    (path,) = (base / "essays/2001-fox/notes").glob("*percent.md")
    assert path.read_text().endswith("A witness counted them {cite:p}`reynard2000memoirs`.\n")
    # A second time it is the same note, and is not written under another name in silence.
    before = {path.name for path in (base / "essays/2001-fox/notes").iterdir()}
    code, said = run("import issue", str(issue), "--form", FORM)
    assert code == 1
    assert f"‘2001-fox/{path.stem}’ is a fact-check note on the same words" in said
    assert {path.name for path in (base / "essays/2001-fox/notes").iterdir()} == before
    issue.write_text(issue.read_text().replace("12 percent more foxes than hens", "12 percent", 1))
    code, said = run("import issue", str(issue), "--form", FORM)
    assert code == 0
    assert f"{path.stem}-2.md (‘{path.stem}’ is another note)" in said


def test_an_issue_that_names_no_essay_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(ISSUE.format(essay="../x")))
    form = str(REPOSITORY / ".github" / "ISSUE_TEMPLATE" / "new-note.yml")
    code, said = run("import issue", "-", "--form", form)
    assert code == 1
    assert "there is no essay ‘../x’" in said


def test_rights_that_are_unresolved_forbid_publishing(base: Path, run: Run) -> None:
    assert run("rights")[0] == 0
    path = base / "essays/2001-fox/essay.yml"
    path.write_text(path.read_text().replace("cleared", "unresolved"))
    code, said = run("rights")
    assert code == 1
    assert "On Foxes" in said
    path.write_text("broken: [")
    assert run("rights")[0] == 1


def test_publishing_needs_somebody_who_answers(base: Path, run: Run) -> None:
    owners = base / ".github" / "CODEOWNERS"
    owners.parent.mkdir(exist_ok=True)
    owners.write_text("# There are no names yet.\n# /essays/  @somebody\n")
    code, said = run("rights")
    assert code == 1
    assert said.startswith(".github/CODEOWNERS:1: the file names no owner")
    owners.write_text("/essays/  @somebody\n")
    assert run("rights")[0] == 0


def test_a_box_that_is_not_ticked(base: Path, run: Run, tmp_path: Path) -> None:
    issue = tmp_path / "issue.md"
    before = sorted(base.rglob("*"))
    for text in (
        ISSUE.replace("[X]", "[ ]"),
        ISSUE.replace("- [X] I wrote this text, and it may be published.\n", ""),
        ISSUE.partition("### License")[0],
    ):
        issue.write_text(text.format(essay="2001-fox"))
        code, said = run("import issue", str(issue), "--form", FORM)
        assert (code, sorted(base.rglob("*"))) == (1, before)
        assert "“License and sign-off” is not ticked" in said


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("published.\n", "published.\n\n### More\n\nLost words.\n", "“### More” stands below"),
        ("published.\n", "published.\nLost words.\n", "“Lost words.” stands below the boxes"),
        ("The 12 percent", "The 12\npercent", "“Title” has several lines"),
        ("supported\n\n###", "supported\n\n### Why\n\nLost.\n\n###", "“Verdict” has several"),
        ("The 12 percent", "The 12 per\x1b[2Jcent", "“Title” holds the invisible character U+001B"),
        ("Memoirs", "Memo\u202eirs", "“Sources” holds the invisible character U+202E"),
        ("The 12 percent", "The 12 percent " * 5000, "the title has 74999 characters"),
        ("A witness", "A witness " * 5000, "the note would have 49 KiB"),
        ("A witness", "A witness " * 50_000, "more than 256 KiB"),
    ],
)
def test_an_issue_that_would_lose_words(
    old: str, new: str, message: str, base: Path, run: Run, tmp_path: Path
) -> None:
    assert old in ISSUE
    issue = tmp_path / "issue.md"
    before = sorted(base.rglob("*"))
    issue.write_text(ISSUE.replace(old, new, 1).format(essay="2001-fox"))
    code, said = run("import issue", str(issue), "--form", FORM)
    assert (code, sorted(base.rglob("*"))) == (2 if "256" in message else 1, before)
    assert message in said


def test_answers_that_no_note_holds_are_shown(base: Path, run: Run, tmp_path: Path) -> None:
    form, issue = tmp_path / "form.yml", tmp_path / "issue.md"
    more = "  - type: input\n    id: mail\n    attributes:\n      label: Your address\n"
    boxes = "  - type: checkboxes"
    form.write_text(Path(FORM).read_text().replace(boxes, more + boxes))
    words = "### Your address\n\nHere.\n\n### License"
    issue.write_text(ISSUE.format(essay="2001-fox").replace("### License", words))
    code, said = run("import issue", str(issue), "--form", str(form))
    assert code == 0
    assert "Your address:\n  Here." in said


LABELS = {"A": "a", "B": "b", "D": "d"}


@pytest.mark.parametrize(
    ("text", "answers", "twice"),
    [
        ("### A\n\n1\n\n### B\n\nx\n### C\n\n### A\n\n2", ["1", "x\n### C\n\n### A\n\n2"], {}),
        ("### A\n1\n### B\n2\n### D\n3\n### A\n4", ["1", "2", "3\n### A\n4"], {}),
        # The heading of the next field, within an answer.
        ("### A\n1\n### B\n2\n### B\n3\n### D\n4", ["1\n### B\n2", "3", "4"], {"B": [3, 5]}),
        ("\ufeff### A\r\n\r\n1\r\n\r\n### B\r\n\r\n2", ["1", "2"], {}),
        ("### A\n1\n#### B\n2\n### D\n3", ["1\n#### B\n2", "", "3"], {}),
    ],
)
def test_an_issue_keeps_every_word(
    text: str, answers: list[str], twice: dict[str, list[int]]
) -> None:
    read = fields_of_issue(text, LABELS)
    given = dict(zip(LABELS.values(), answers, strict=False))
    assert read == ({name: words for name, words in given.items() if words}, "", twice)


@pytest.mark.parametrize("text", ["", "no form\n", "Hello.\n\n### A\n\n1\n", "### X\n\n1\n"])
def test_what_stands_above_the_form_is_kept(text: str) -> None:
    assert fields_of_issue(text, LABELS).above == text.partition("### A")[0].strip()
