"""The report of a prepared set of edits equals its golden file."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import markdown_it
import pytest
from lxml import html
from tests.support.project import LINT_BASE, Apparatus, git

from sphinx_apparatus.review.diff import Side
from sphinx_apparatus.review.diff_report import differences

GOLDEN = Path(__file__).parent / "golden"
NOTE = """---
kind: {kind}
title: {title}
quote: >-
  {quote}
by: [editors]
---
{body}
"""


def edit(path: Path, **words: str) -> None:
    text = path.read_text()
    assert words["old"] in text
    path.write_text(text.replace(words["old"], words["new"]))


LISTS = {
    "names.yml": "- name: Foxes\n  kind: subject\n- name: Hens (birds)\n  kind: subject\n",
    "chronology.yml": """\
- date: "1999"
  event: >-
    Foxes were counted.
  sources: [reynard2000memoirs]
- date: "1999"
  event: >-
    Hens were counted.
  sources: [reynard2000memoirs]
""",
    "contributions.yml": """\
- id: fox-first
  debate: "2001"
  author: A Fox
  title: On Hens
  published: The Yard
  date: "2001"
  source: reynard2000memoirs
  thesis: >-
    Foxes are quick.
  consulted: full
""",
    "corrections.yml": """\
- date: 2002-01-01
  note: 2001-fox/jump
  what: >-
    It said hop.
  reason: >-
    A slip.
""",
}
"""Lists that the edition of the tests has beside its own."""
EVENT = """\
- date: "1999"
  event: >-
    Eggs were counted.
  sources: [reynard2000memoirs]
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with a commit and edits of every kind after it."""
    project = tmp_path / "edition"
    shutil.copytree(LINT_BASE, project)
    fox = project / "essays" / "2001-fox"
    (project / "essays" / "2002-hen" / "notes").mkdir(exist_ok=True)
    notes = fox / "notes"
    for id, quote in (("hens", "than hens"), ("sleep", "The dog sleeps"), ("slow", "slow")):
        (notes / f"{id}.md").write_text(
            NOTE.format(kind="context", title=id.title(), quote=quote, body="A word on it.")
        )
    data = project / "essays" / "_data"
    for name, text in LISTS.items():
        (data / name).write_text(text)
    git(project, "init", "-q", "-b", "main")
    git(project, "add", ".")
    git(project, "commit", "-qm", "before")
    # A verdict moved, with its reason; a note changed; one withdrawn; one deleted; one new.
    edit(
        notes / "jump.md",
        old="verdict: supported",
        new="verdict: disputed\nhistory:\n  - date: 2003-02-01\n    from: supported\n"
        "    to: disputed\n    reason: A second witness.",
    )
    edit(
        notes / "sleep.md",
        old="by: [editors]",
        new="by: [editors]\nstatus: withdrawn\nwithdrawn:\n  date: 2003-02-01\n  reason: It woke.",
    )
    (notes / "slow.md").unlink()
    (notes / "dreams.md").write_text(
        NOTE.format(
            kind="context",
            title="Dreams",
            quote="the dog dreams",
            body="<b>@all</b> | [x](https://y.example) www.y.example #12",
        )
    )
    # Lists: an entry added before others of its date, changed, taken out; rights, a link.
    (data / "chronology.yml").write_text(EVENT + LISTS["chronology.yml"])
    edit(data / "contributions.yml", old="Foxes are quick", new="Foxes are very quick")
    (data / "corrections.yml").write_text("[]\n")
    edit(data / "names.yml", old="name: Hens (birds)", new="name: Hens (birds)\n  living: true")
    edit(project / "references.bib", old="consulted = {full}", new="consulted = {excerpt}")
    edit(fox / "essay.yml", old="status: cleared", new="status: unresolved")
    quick = project / "essays" / "cross-references" / "quickness.md"
    edit(quick, old="relation: agrees", new="relation: contrasts")
    # The witness was read again: 21, not 12; and the words before a note's changed.
    for path in (fox / "text.md", fox / "witness-S.txt"):
        edit(path, old="12 percent more foxes than hens", new="21 percent more foxes than ducks")
    return project


Report = Callable[..., str]


@pytest.fixture
def report(project: Path, apparatus: Apparatus) -> Report:
    """The report, which is written."""

    def told(*options: str) -> str:
        code, out, err = apparatus("diff", "--project", project, *options)
        assert code == 0, err
        return out

    return told


def test_the_report_is_the_golden_one(
    project: Path, report: Report, pytestconfig: pytest.Config
) -> None:
    page = project / "build" / "changes.html"
    told = report("main", "--html", str(page))
    commit = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=project, capture_output=True, text=True, check=True
    ).stdout[:12]
    made = {
        "changes.md": told.replace(commit, "COMMIT"),
        "changes.html": page.read_text().replace(commit, "COMMIT"),
    }
    if pytestconfig.getoption("--write-lint"):
        GOLDEN.mkdir(exist_ok=True)
        for name, text in made.items():
            (GOLDEN / name).write_text(text)
    assert made == {name: (GOLDEN / name).read_text() for name in made}


def test_nothing_of_a_stranger_acts_in_the_report(project: Path, report: Report) -> None:
    page = project / "changes.html"
    told = report("main", "--html", str(page))
    assert "<b>" not in told
    assert "<b>" not in page.read_text()
    # A host would link each of these: it no longer reads as one word.
    assert not re.search(r"[@#]\w|www\\?\.|://", told)
    assert html.fromstring(markdown_it.MarkdownIt().render(told)).xpath("//a") == []
    words = html.fromstring(markdown_it.MarkdownIt().render(told)).text_content()
    assert "<b>@all</b> | x (https://y.example) www.y.example #12" in words


def test_a_word_that_changed_takes_no_more_than_a_screen(
    project: Path, report: Report, apparatus: Apparatus
) -> None:
    git(project, "stash", "-q", "-u")
    note = project / "essays/2001-fox/notes/jump.md"
    body = "The witness stood at the fence {cite:p}`reynard2000memoirs {p. 3}`.\n" * 15
    note.write_text(note.read_text() + body)
    git(project, "commit", "-qam", "a long note")
    edit(note, old="A witness saw it", new="A neighbor saw it")
    told = report("HEAD")
    shown, _, folded = told.partition("<details>")
    assert "A ⟦witness⟧ saw it" in shown
    assert "A ⟦neighbor⟧ saw it" in shown
    # A telephone shows some 30 lines of 45 characters.
    assert sum(1 + len(line) // 45 for line in shown.splitlines()) <= 30
    for when, word in (("Before", "witness"), ("Now", "neighbor")):
        assert f"- **{when}**: A {word} saw it (Fox 2000, p. 3)" in folded


def test_at_a_terminal_the_report_is_plain_text(
    project: Path, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = project / "essays/2001-fox/notes/jump.md"
    source = "- source: reynard2000memoirs\n"
    foreign = "  language: de\n  quote: >-\n    Er *sprang*.\n  translation: He leapt.\n"
    evidence = f"evidence:\n{source}{foreign}{source}  quote: >-\n    It slept.\n"
    edit(note, old="confidence:", new=f"{evidence}confidence:")
    edit(note, old="A witness saw it", new="A witness saw it; see {cite:t}`reynard2000memoirs`")
    folded = report("main").partition("<details>")[2]
    assert "- **Now**: “Er \\*sprang\\*.” (“He leapt.”) — Fox 2000\n" in folded
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    told = report("main")
    assert "\nRead this first\n---------------\n- 2001-fox/hens: Hens: its words are" in told
    assert "saw ⟦it; see {cite:t}`reynard2000memoirs`⟧ {cite:p}`reynard" in told
    assert "- Now: “Er *sprang*.” (“He leapt.”) — Fox 2000\n" in told
    assert "- ¶1: … over the lazy dog. In 1999 there were ⟦12⟧ percent" in told
    assert not re.search(r"\\[*{]|\*\*|<", told.replace("<b>@all</b>", ""))


def test_what_is_worst_comes_first(project: Path, report: Report) -> None:
    names = project / "essays" / "_data" / "names.yml"
    edit(
        names, old="name: Foxes\n  kind: subject", new="name: Foxes\n  kind: person\n  living: true"
    )
    told = report("main")
    first = told[told.index("## Read this first") : told.index("## The text")]
    points = [line for line in first.splitlines() if line.startswith("- ")]
    assert [point.partition(":")[0] for point in points] == [
        "- **2001-fox/hens",
        "- **essays/2001-fox/notes/slow.md**",
        "- **2001-fox/jump",
        "- **2001-fox/jump",
    ]
    assert points[2].endswith("Supported → Disputed: A second witness.")
    assert points[3].endswith("on a living person: Foxes")


def test_without_changes_it_says_so(project: Path, report: Report) -> None:
    git(project, "add", ".")
    git(project, "commit", "-qm", "after")
    assert "no note and no text changed" in report("HEAD")


@pytest.mark.parametrize("base", ["nowhere", "--output=x", "HEAD:essays"])
def test_a_base_that_is_no_commit_is_misuse(project: Path, base: str, apparatus: Apparatus) -> None:
    code, out, err = apparatus("diff", "--project", project, "--", base)
    assert (code, out) == (2, "")
    assert base in err


def test_a_verdict_moved_in_silence_fails_the_check(project: Path, apparatus: Apparatus) -> None:
    notes = project / "essays" / "2001-fox" / "notes"
    text = (notes / "jump.md").read_text()
    start = text.index("history:")
    (notes / "jump.md").write_text(text[:start] + text[text.index("confidence:") :])
    code, out, _ = apparatus("check", "--project", project, "--base", "main")
    assert code == 1
    assert "A029 the verdict was supported, and is disputed" in out
    assert "slow.md:1: A031" in out


def test_a_change_does_not_allow_itself_an_include(tmp_path: Path, apparatus: Apparatus) -> None:
    project = tmp_path / "edition"
    shutil.copytree(LINT_BASE, project)
    docs = project / "docs"
    docs.mkdir()
    (docs / "conf.py").write_text('project = "Animals"\n')
    git(project, "init", "-q", "-b", "main")
    git(project, "add", ".")
    git(project, "commit", "-q", "-m", "before")
    (docs / "conf.py").write_text('apparatus_includes = ["../secret.md"]\n')
    (docs / "page.md").write_text("# A page\n\n```{include} ../secret.md\n```\n")
    assert apparatus("check", "--project", project)[0] == 0
    code, told, _ = apparatus("check", "--project", project, "--base", "HEAD")
    assert code == 1
    assert told.startswith("docs/page.md:3: A130 ")
    git(project, "add", ".")
    git(project, "commit", "-q", "-m", "the editors allow it")
    assert apparatus("check", "--project", project, "--base", "HEAD")[0] == 0


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("one; two", "one; two; three", [("evidence, added", "three")]),
        ("one.", "one.\nTwo.", [("evidence, added", "Two.")]),
        ("sea", "seaside", [("evidence", "sea → seaside")]),
        ("one; two", "one", [("evidence, before", "⟦one; two⟧"), ("evidence, now", "⟦one⟧")]),
    ],
)
def test_what_was_added_is_told_alone(old: str, new: str, told: list[tuple[str, str]]) -> None:
    assert list(differences([Side("evidence", old, new)])) == told
