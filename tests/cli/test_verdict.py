"""A verdict changed and a note reviewed by a command: a few lines of the file differ, no more."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.project import Apparatus, git

from sphinx_apparatus.cli import options
from sphinx_apparatus.cli.changes import with_fields

TODAY = dt.datetime.now().astimezone().date()
FENCE = "essays/1911-gate/notes/fence.md"
FORTY = "essays/1908-garden/notes/forty-gardens.md"


@pytest.fixture
def project(garden: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(garden, tmp_path / "edition"))


def changed(before: str, after: str) -> list[str]:
    """Return the lines that differ."""
    lines = difflib.ndiff(before.split("\n"), after.split("\n"))
    return [line for line in lines if line[0] in "+-"]


def test_a_verdict_moves_with_its_reason(project: Path, apparatus: Apparatus) -> None:
    path = project / FENCE
    before = path.read_text()
    reason = "A count: of September # was found."
    command = ("verdict", "1911-gate/fence", "disputed", "--reason", reason, "--project", project)
    code, out, err = apparatus(*command, "--confidence", "low")
    assert (code, err.partition(";")[0]) == (0, "1 note: no problems found")
    assert f"{FENCE}: disputed, confidence: low, evidence-through: " in out
    assert changed(before, path.read_text()) == [
        "- verdict: partly-supported",
        "+ verdict: disputed",
        "- confidence: high",
        "+ confidence: low",
        f"+   - date: {TODAY}",
        "+     from: partly-supported",
        "+     to: disputed",
        "+     reason: >-",
        f"+       {reason}",
    ]
    assert apparatus("check", "--project", project).code == 0
    assert apparatus(*command).err.startswith("the verdict of ‘1911-gate/fence’ is disputed")
    assert apparatus("export", "data", project / "out", "--project", project).code == 0
    assert reason in (project / "out" / "feed.atom").read_text()


def test_what_is_found_is_written_with_the_verdict(project: Path, apparatus: Apparatus) -> None:
    path = project / FORTY
    before = path.read_text()
    code, out, err = apparatus(
        *("verdict", "forty-gardens", "partly-supported", "--reason", "One is a yard."),
        *("--summary", "A survey of 1907  counted thirty-eight gardens, a yard among them."),
        *("--add", "Of these one is a yard.", "--source", "gray1907gardens", "--primary"),
        *("--quote", "a yard that is called a garden", "--at", "p. 9", "--project", project),
    )
    assert (code, err.partition(";")[0]) == (0, "1 note: no problems found"), out
    after = path.read_text()
    assert [line for line in changed(before, after) if line[0] == "+"] == [
        "+   A survey of 1907 counted thirty-eight gardens, a yard among them.",
        "+ verdict: partly-supported",
        "+   - source: gray1907gardens",
        "+     quote: >-",
        "+       a yard that is called a garden",
        "+     at: p. 9",
        "+     primary: true",
        f"+ checked: {TODAY}",
        f"+   - date: {TODAY}",
        "+     from: mostly-supported",
        "+     to: partly-supported",
        "+     reason: One is a yard.",
        "+ Of these one is a yard {cite:p}`gray1907gardens{p. 9}`.",
    ]
    assert apparatus("check", "--project", project).code == 0
    # The citation of a place stands once.
    more = ("--reason", "R.", "--source", "gray1907gardens", "--project", project)
    again = ("--add", "So it is.", "--at", "p. 2")
    assert apparatus("verdict", "forty-gardens", "disputed", *more, *again).code == 0
    assert path.read_text().endswith("So it is {cite:p}`gray1907gardens{p. 2}`.\n")
    text = path.read_text()
    quoted = ("--quote", "a yard", "--at", "p. 3")
    assert apparatus("verdict", "forty-gardens", "contradicted", *more, *quoted).code == 0
    assert (
        path.read_text().partition("---\n")[2].partition("---\n")[2]
        == (text.partition("---\n")[2].partition("---\n")[2])
    )


def test_what_is_found_is_asked_for(
    project: Path, apparatus: Apparatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    longer, quote = " ".join(["word"] * 27), "a yard that is called a garden"
    given = [
        ("Reason", "One is a yard."),
        ("Confidence, high, medium or low (medium; Enter keeps it)", "hgih"),
        ("Confidence", ""),
        ("Summary for the new verdict", longer),
        ("Summary for the new verdict", ""),
        ("One more sentence (or nothing)", " ".join(["It grew."] * 60)),
        ("Source that shows it: key, or words of its key, author, title or outlet", "gery"),
        ("Source", "gardens"),
        ("Its number, or other words (or nothing)", "press gardens"),
        ("Enter takes it; or other words", ""),
        ("Leave out which, such as 1; or a shorter sentence (Enter: none)", "3"),
        ("Leave out which, such as 1; or a shorter sentence (Enter: none)", "One is a yard."),
        ("Its words", quote),
        ("The source has pages; where in it, such as p. 4 (or nothing)", "p. 2"),
        ("Month of the newest source that you could search (", "2999-01"),
        ("Month of the newest source that you could search (", str(TODAY)[:7]),
    ]
    answers = iter(given)
    drafts: list[str] = []
    hooks: list[Callable[[], None] | None] = []

    def answer(question: str) -> str:
        expected, words = next(answers)
        assert question.startswith(expected)
        if hook := hooks[-1]:
            hook()
        return words

    monkeypatch.setattr("readline.set_startup_hook", hooks.append)
    monkeypatch.setattr("readline.insert_text", drafts.append)
    monkeypatch.setattr("builtins.input", answer)
    monkeypatch.setattr(options.sys.stdin, "isatty", lambda: True)
    code, out, err = apparatus("verdict", "forty-gardens", "disputed", "--project", project)
    assert (code, next(answers, None)) == (0, None), err
    faults = [line for line in err.splitlines() if line[0] not in " A"]
    expected = f"expected one such as {str(TODAY)[:7]}, and none that is to come"
    assert faults[:8] == [
        "‘hgih’ is no confidence; expected high, medium or low",
        "the summary has 27 words; leave out 2",
        "the summary stays word for word; does it fit ‘disputed’?",
        "there is no source ‘gery’ in references.bib",
        "‘gardens’ is no key; its words are in",
        "‘press gardens’ is no key; its words are in",
        "there is no sentence 3 to leave out; the text has 2",
        f"‘2999-01’ is no such month; {expected}",
    ]
    assert "    1 gray1907gardens: " in err
    before, _, after = out.partition("written: ")
    assert "The text has 17 of about 120 words:\n  1 The number is two too high." in before
    assert "The text has 21 of about 120 words:\n" in after
    assert "\n  3 One is a yard {cite:p}`gray1907gardens{p. 2}`.\n" in after
    text = (project / FORTY).read_text()
    assert f"  - source: gray1907gardens\n    quote: >-\n      {quote}\n    at: p. 2\n" in text
    assert "confidence: medium\n" in text
    # Where there is a line editor, what is changed or too long stands in the line.
    assert [draft[:5] for draft in drafts] == ["A sur", "word "]
    assert hooks[-1] is None


@pytest.mark.parametrize("words", ["weber1912g", "INVENTORY graben"])
def test_a_source_is_found_by_its_words_and_taken_by_its_number(
    words: str, project: Path, apparatus: Apparatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    bib = project / "references.bib"
    entry = "@article{weber1912graben,\n  journaltitle = {The Harbor Inventory},"
    bib.write_text(bib.read_text().replace("@book{weber1912graben,", entry))
    answers = ["R.", "", "", "", words, "1", "Es blühte.", "It bloomed.", ""]
    questions: list[str] = []

    def answer(question: str) -> str:
        questions.append(question)
        return answers.pop(0)

    monkeypatch.setattr("builtins.input", answer)
    monkeypatch.setattr(options.sys.stdin, "isatty", lambda: True)
    code, _, err = apparatus("verdict", "fence", "disputed", "--project", project)
    assert (code, answers) == (0, []), err
    assert questions[-2] == "Translation from German, which is needed: "
    made = "  - source: weber1912graben\n    quote: >-\n      Es blühte.\n    translation: "
    assert made in (project / FENCE).read_text()


def test_what_was_searched_is_asked_for_where_nothing_was_found(
    project: Path, apparatus: Apparatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = ["No paper has it.", "", "The papers of 1912, on 2 May.", "", ""]
    monkeypatch.setattr("builtins.input", lambda _question: answers.pop(0))
    monkeypatch.setattr(options.sys.stdin, "isatty", lambda: True)
    command = ("verdict", "fence", "unsupported", "--confidence", "low", "--project", project)
    assert (apparatus(*command).code, answers) == (0, [])
    text = (project / FENCE).read_text()
    assert "evidence-none: >-\n  The papers of 1912, on 2 May.\n" in text
    assert text.index("evidence:") < text.index("evidence-none:") < text.index("history:")


LONG = f"""It {"really " * 102}grew {{cite:p}}`gray1907gardens{{p. 2}},town1909survey`.
It stood in the town {{cite:p}}`weber1912graben`.
So much for the gardens and their number.
"""


def test_a_full_text_loses_sentences_by_number(
    project: Path, apparatus: Apparatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project / FORTY
    above = path.read_text().rpartition("---\n")[0]
    path.write_text(f"{above}---\n{LONG}")
    given = [
        *("R.", "", "", "One is a yard, and no more than that one garden is known now to be."),
        *("weber1912graben", "1", "3, 2", "", "", ""),
    ]
    questions: list[str] = []

    def answer(question: str) -> str:
        questions.append(question)
        return given.pop(0)

    monkeypatch.setattr("builtins.input", answer)
    monkeypatch.setattr(options.sys.stdin, "isatty", lambda: True)
    code, out, err = apparatus("verdict", "forty-gardens", "disputed", "--project", project)
    assert (code, given) == (0, []), (out, err, questions)
    assert "  2 It stood in the town {cite:p}`weber1912graben`.\n" in out
    assert "The text is full: what you add may cost a sentence" in out
    assert "words, 13 too many; these can go: 2 has 5, 3 has 8." in out
    assert "1 has to stay: nothing else cites gray1907gardens, whose words are evidence\n" in err
    assert path.read_text().endswith(
        "town1909survey`.\nOne is a yard, and no more than that one garden is known now to "
        "be {cite:p}`weber1912graben`.\n"
    )


def test_a_sentence_may_go_if_the_new_one_cites_its_sources(
    project: Path, apparatus: Apparatus
) -> None:
    said = "Two count thirty-eight {cite:p}`town1909survey`."
    more = ("--reason", "R.", "--drop", "2", "--add", said, "--project", project)
    code, _, err = apparatus("verdict", "forty-gardens", "disputed", *more)
    assert (code, err.partition(":")[0]) == (1, "2 has to stay")
    source = ("--source", "gray1907gardens", "--at", "p. 4")
    assert apparatus("verdict", "forty-gardens", "disputed", *more, *source).code == 0
    assert (
        (project / FORTY)
        .read_text()
        .endswith(
            "too high.\nTwo count thirty-eight {cite:p}`town1909survey` "
            "{cite:p}`gray1907gardens{p. 4}`.\n"
        )
    )


def test_where_no_sentence_can_go_the_new_one_is_edited(
    project: Path, apparatus: Apparatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts: list[str] = []
    given = ["R.", "", "", "It grew." * 60 + " So." * 99, "town1909survey", "3", "It grew.", "", ""]
    monkeypatch.setattr("readline.insert_text", drafts.append)
    monkeypatch.setattr("readline.set_startup_hook", lambda hook: hook and hook())
    monkeypatch.setattr("builtins.input", lambda _question: given.pop(0))
    monkeypatch.setattr(options.sys.stdin, "isatty", lambda: True)
    command = ("verdict", "forty-gardens", "disputed", "--drop", "1", "--project", project)
    code, out, err = apparatus(*command)
    assert (code, given) == (0, []), err
    assert "too many; each alone cites what is evidence.\n" in out
    assert "there is no sentence 3 to leave out; the text has 2\n" in err
    assert [draft[:8] for draft in drafts[1:]] == ["It grew.", "It grew."]
    assert "A survey" in (project / FORTY).read_text().rpartition("---\n")[2]


def test_a_sentence_is_put_before_one_that_closes(
    project: Path, apparatus: Apparatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project / FORTY
    above = path.read_text().rpartition("---\n")[0]
    path.write_text(f"{above}---\n{LONG.replace('really ', '')}")
    given = ["R.", "", "", "It fell.", "", "7", "2"]
    monkeypatch.setattr("builtins.input", lambda _question: given.pop(0))
    monkeypatch.setattr(options.sys.stdin, "isatty", lambda: True)
    code, out, err = apparatus("verdict", "forty-gardens", "disputed", "--project", project)
    assert (code, given) == (0, [])
    assert "It stands behind 3, which cites nothing: “So much for the gardens" in out
    assert "‘7’ is no sentence that stays; expected one of 0, 1, 2, 3\n" in err
    assert path.read_text().endswith(
        "`weber1912graben`.\nIt fell.\nSo much for the gardens and their number.\n"
    )
    # The same by options.
    more = ("--reason", "R.", "--project", project)
    again = ("--add", "It rose.", "--behind", "0", "--drop", "3", "--drop", "4")
    assert apparatus("verdict", "forty-gardens", "unsupported", *again, *more).code == 0
    assert "\n---\nIt rose.\nIt grew" in path.read_text()
    assert path.read_text().endswith("`weber1912graben`.\n")


def test_a_newer_source_is_pointed_at(
    project: Path, apparatus: Apparatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project / FENCE
    path.write_text(re.sub("evidence-through: .*", "evidence-through: 1912-09", path.read_text()))
    bib = project / "references.bib"
    bib.write_text(bib.read_text() + NEWER)
    given = ["R.", "", "", "", "gray1912later", "It fell.", "1912-13", "1912-11"]
    monkeypatch.setattr("builtins.input", lambda _question: given.pop(0))
    monkeypatch.setattr(options.sys.stdin, "isatty", lambda: True)
    code, _, err = apparatus("verdict", "fence", "disputed", "--project", project)
    assert (code, given) == (0, []), err
    assert "the source is of 1912-11-02, after the newest searched (1912-09)\n" in err
    assert "‘1912-13’ is no such month; expected one such as " in err
    assert "evidence-through: 1912-11\n" in path.read_text()


NEWER = """
@online{gray1912later,
  author = {Gray, Ann}, title = {Later}, date = {1912-11-02}, organization = {Town},
  url = {https://example.org/later}, urldate = {1912-12-01}, langid = {english},
  consulted = {full},
}
"""


def test_the_commands_of_git_that_follow_are_shown(
    project: Path, apparatus: Apparatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(project, "init", "-q", "-b", "main")
    git(project, "remote", "add", "origin", "https://example.org/edition.git")
    git(project, "add", ".")
    git(project, "commit", "-qm", "published")
    more = ("--reason", "R.", "--project", project)
    out = apparatus("verdict", "fence", "disputed", *more).out
    start = f"  git -C {shlex.quote(str(project))} "
    commit = 'commit -a -s -m "fence: from partly-supported to disputed"'
    commands = ["switch -c correct-fence", commit, "push -u origin HEAD"]
    made = "".join(f"{start}{command}\n" for command in commands)
    back = f"To take it back instead:\n  git restore {shlex.quote(str(project / FENCE))}\n"
    assert out.endswith(f"\nNext, for a pull request:\n{made}{back}")
    git(project, "switch", "-qc", "mine")
    assert "switch" not in apparatus("verdict", "fence", "supported", *more).out
    # Within the edition the commands are short; a new note is added.
    monkeypatch.chdir(project / "docs")
    new = ("new", "note", "--essay", "1908-garden", "--quote", "old mill", "--id", "mill")
    out = apparatus(*new, "--kind", "context").out
    commands = "  git add ../essays/1908-garden/notes/mill.md\n  git commit -a -s -m"
    assert f'\nNext, for a pull request:\n{commands} "mill: new note"\n' in out
    (project / "essays/1908-garden/notes/mill.md").unlink()
    # What the check refuses is not sent.
    with (project / FENCE).open("a") as file:
        file.write("So says {cite:p}`nobody1900`.\n")
    code, out, _ = apparatus("verdict", "fence", "disputed", *more)
    assert (code, "git" in out.replace(str(project), "")) == (1, False)


def test_a_backslash_stays_in_the_words_of_a_field() -> None:
    made = with_fields("---\nsummary: none\nverdict: disputed # so\n---\n", {"summary": r"A \q."})
    assert made == "---\nsummary: >-\n  A \\q.\nverdict: disputed # so\n---\n"


def test_the_first_change_of_a_verdict(project: Path, apparatus: Apparatus) -> None:
    """History is put before the days; comments, line ends and all other bytes stay."""
    path = project / FORTY
    text = re.sub(r"history:\n(?: +.*\n)+", "", path.read_text())
    text = text.replace("verdict: mostly-supported", "verdict:  mostly-supported  # ?")
    text = text.replace("checked: 1912-04-02", f"checked: {TODAY}")
    path.write_bytes(text.replace("\n", "\r\n").encode())
    command = ("verdict", path, "supported", "--reason", "One more.", "--project", project)
    assert apparatus(*command).code == 0
    after = path.read_bytes().decode()
    assert after.count("\n") == after.count("\r\n")
    assert changed(text, after.replace("\r\n", "\n")) == [
        "- verdict:  mostly-supported  # ?",
        "+ verdict:  supported  # ?",
        "+ history:",
        f"+   - date: {TODAY}",
        "+     from: mostly-supported",
        "+     to: supported",
        "+     reason: One more.",
    ]
    assert after.index("history:") < after.index("created:")
    assert apparatus("check", "--project", project).code == 0


def test_a_verdict_that_was_changed_by_hand(project: Path, apparatus: Apparatus) -> None:
    path = project / FORTY
    path.write_text(path.read_text().replace("verdict: mostly-supported", "verdict: supported"))
    command = ("verdict", "forty-gardens", "supported", "--reason", "R.", "--project", project)
    code, _, err = apparatus(*command)
    assert code == 1
    assert "--from" in err
    assert apparatus(*command, "--from", "mostly-supported").code == 0
    assert "from: mostly-supported\n    to: supported" in path.read_text()
    code, _, err = apparatus(*command, "--from", "disputed")
    assert (code, "already; a reason that is not yet published" in err) == (1, True)
    code, _, err = apparatus(
        "verdict", path, "disputed", "--reason", "R.", "--from", "unsupported", "--project", project
    )
    assert (code, "ends with supported, not with unsupported" in err) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["fense", "disputed", "--reason", "R."], 1, "no note ‘fense’; did you mean ‘fence’?"),
        (["", "disputed", "--reason", "R."], 1, "there is no note ‘’"),
        (["windows", "disputed", "--reason", "R."], 1, "is withdrawn"),
        (["only", "disputed", "--reason", "R."], 1, "is a textual note"),
        (["fence", "disputed", "--reason", "R.", "--on", "1912-08-02"], 1, "was last checked"),
        (["fence", "disputed", "--reason", "R.", "--on", "2999-01-01"], 2, "in the future"),
        (["fence", "disputed", "--reason", "a\u200bb"], 1, "U+200B"),
        (["fence", "disputed", "--reason", "R.", "--through", "soon"], 1, "such as 2026"),
        (["fence", "disputed"], 2, "--reason is missing"),
        (["fence", "disputed", "--reason", "R.", "--source", "grey"], 1, "no source ‘grey’"),
        (["fence", "disputed", "--reason", "R.", "--at", "p. 1"], 1, "--at belongs to a source"),
        (["fence", "disputed", "--reason", "R.", "--summary", "A " * 26], 1, "leave out 1"),
        (["fence", "disputed", "--reason", "R.", "--drop", "9"], 1, "no sentence 9 to leave out"),
        (["fence", "disputed", "--reason", "R.", "--drop", "1"], 1, "1 has to stay: nothing else"),
        (["fence", "disputed", "--reason", "R.", "--behind", "1"], 1, "belongs to a sentence"),
        (
            ["fence", "disputed", "--reason", "R.", "--add", "S.", "--behind", "9"],
            1,
            "no sentence 9 to stand behind",
        ),
        (
            ["fence", "wrong", "--reason", "R."],
            2,
            "is not a verdict of the edition; expected supported",
        ),
    ],
)
def test_what_is_no_change_of_a_verdict(
    arguments: list[str], code: int, message: str, project: Path, apparatus: Apparatus
) -> None:
    before = {path: path.read_bytes() for path in (project / "essays").rglob("*.md")}
    ran = apparatus("verdict", *arguments, "--project", project)
    assert (ran.code, ran.out) == (code, "")
    assert message in ran.err
    assert {path: path.read_bytes() for path in (project / "essays").rglob("*.md")} == before


PERSON = "- key: gray\n  name: A. Gray\n- key: green\n  name: B. Green\n"


@pytest.fixture
def people(project: Path) -> Path:
    file = project / "essays/_data/people.yml"
    file.write_text(file.read_text().rstrip() + "\n" + PERSON)
    return project


def test_a_review_names_who_and_when(people: Path, apparatus: Apparatus) -> None:
    path = people / FENCE
    path.write_text(path.read_text().replace(f"checked: {TODAY}", "checked: 1912-08-02"))
    before = path.read_text()
    command = ("review", "fence", "--by", "gray", "--on", "1912-09-01", "--project", people)
    assert apparatus(*command).code == 0
    assert changed(before, path.read_text()) == [
        "- checked: 1912-08-02",
        "+ checked: 1912-09-01",
        "+ reviewed-by: [gray]",
    ]
    assert apparatus(*command).out == "nothing to do: the review is recorded already\n"
    assert apparatus("review", "fence", "--by", "green", "--project", people).code == 0
    assert "reviewed-by: [gray, green]\n" in path.read_text()
    assert apparatus("check", "--project", people).code == 0


def test_reviewers_in_lines_of_their_own(people: Path, apparatus: Apparatus) -> None:
    path = people / FENCE
    path.write_text(
        path.read_text().replace("by: [editors]", "by: [editors]\nreviewed-by:\n- gray")
    )
    assert apparatus("review", path, "--by", "green", "--project", people).code == 0
    assert "reviewed-by:\n- gray\n- green\n" in path.read_text()


def test_who_wrote_a_note_does_not_review_it(people: Path, apparatus: Apparatus) -> None:
    before = (people / FENCE).read_bytes()
    for key, message in (("editors", "‘editors’ wrote"), ("grey", "did you mean ‘gray’?")):
        code, out, err = apparatus("review", "fence", "--by", key, "--project", people)
        assert (code, out) == (1, "")
        assert message in err
    assert apparatus("review", "windows", "--by", "gray", "--project", people).code == 1
    assert (people / FENCE).read_bytes() == before


def test_who_and_when_are_asked_for(
    people: Path, apparatus: Apparatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions: list[str] = []
    answers = iter(["", "gray", ""])

    def answer(question: str) -> str:
        questions.append(question)
        return next(answers)

    monkeypatch.setattr("builtins.input", answer)
    monkeypatch.setattr(options.sys.stdin, "isatty", lambda: True)
    assert apparatus("review", "fence", "--project", people).code == 0
    assert "(gray, green)" in questions[0]
    assert questions[2] == f"On which day ({TODAY}): "
    assert "reviewed-by: [gray]" in (people / FENCE).read_text()


def test_notes_that_wait_are_listed(people: Path, apparatus: Apparatus) -> None:
    conf = people / "docs/conf.py"
    conf.write_text(conf.read_text() + "\napparatus_recheck_months = 12\n")
    fence = people / FENCE
    fence.write_text(fence.read_text().replace(f"checked: {TODAY}", "checked: 1912-08-02"))
    reason = ("--reason", "Two counts.")
    assert apparatus("verdict", "forty-gardens", "disputed", *reason, "--project", people).code == 0
    for note in ("old-mill", "letter"):
        assert apparatus("review", note, "--by", "gray", "--project", people).code == 0
    code, out, _ = apparatus("coverage", "--due", "--project", people)
    assert code == 1
    *listed, last = out.splitlines()
    told = {line.partition(":")[0].rpartition("/")[2]: line.rpartition(": ")[2] for line in listed}
    assert told == {
        "fence.md": "due, not yet reviewed",
        "forty-gardens.md": "disputed, not yet reviewed",
        "keys.md": "due, not yet reviewed",
        "that-that.md": "not yet reviewed",
        "only.md": "not yet reviewed",
    }
    assert listed[0].startswith(f"{FORTY}:1: 1908 n. ")
    assert last.startswith("5 of 9 notes wait")
