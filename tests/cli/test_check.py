"""A change is refused for its own faults; those of other files are notices, anchors excepted."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.project import LINT_BASE, REPOSITORY, Apparatus, git


@pytest.fixture
def base(tmp_path: Path) -> Path:
    shutil.copytree(LINT_BASE, tmp_path / "edition")
    return tmp_path / "edition"


Check = Callable[..., tuple[int, str]]


@pytest.fixture
def check(base: Path, apparatus: Apparatus) -> Check:
    """The check of the base, with options; exit status and output."""
    return lambda *options: apparatus("check", "--project", base, *options)[:2]


def test_faults_elsewhere_are_notices(base: Path, check: Check) -> None:
    path = base / "essays" / "2001-fox" / "notes" / "jump.md"
    path.write_text(path.read_text().replace("index: [Foxes]", "index: [Dogs]"))
    touched = str(base / "references.bib")
    code, told = check("--format", "github", touched)
    assert code == 0
    assert told.startswith("::notice file=essays/2001-fox/notes/jump.md,line=12,title=A026")
    assert "See docs/contributing/rules/A026.md" in told
    code, told = check("--format", "github", str(path))
    assert code == 1
    assert told.startswith("::error ")


def test_lost_anchors_count_wherever_they_are(base: Path, check: Check) -> None:
    path = base / "essays" / "2001-fox" / "notes" / "jump.md"
    path.write_text(path.read_text().replace("jumps over", "leaps over"))
    code, told = check("--format", "github", str(base / "references.bib"))
    assert code == 1
    assert told.startswith("::error file=essays/2001-fox/notes/jump.md")


def test_pages_are_read_where_they_are_among_what_is_checked(base: Path, check: Check) -> None:
    (base / "docs").mkdir()
    page = base / "docs" / "index.md"
    page.write_text("# Animals\n\n<script>1</script>\n")
    fault = "docs/index.md:3: A130"
    for files in ((), (page,), (page.parent,), (base,)):
        code, told = check(*files)
        assert code == 1
        assert told.startswith(fault)
    for files in ((base / "essays",), (base / "references.bib",)):
        assert check(*files) == (0, "")
    told = check("--base", base, "--format", "github", base / "essays")[1]
    assert told.startswith("::notice file=docs/index.md,line=3,title=A130")


def test_notes_that_are_due_refuse_nothing(base: Path, check: Check) -> None:
    (base / "docs").mkdir()
    (base / "docs" / "conf.py").write_text("apparatus_recheck_months = 24\n")
    code, told = check()
    assert code == 0
    assert "A030 last checked on 2003-01-01" in told
    (base / "docs" / "conf.py").write_text("apparatus_recheck_months = 0\n")
    assert check() == (0, "")


def test_a_file_that_is_checked_is_named_even_if_all_is_well(
    base: Path, apparatus: Apparatus
) -> None:
    note = base / "essays" / "2001-fox" / "notes" / "jump.md"
    readme = base / "README.md"
    readme.write_text("# Animals\n")
    told = [apparatus("check", "--project", base, path).err for path in (note, readme)]
    assert told == [
        "1 note: no problems found; nothing else was checked.\n",
        "nothing of the edition is in the files named: no problems found.\n",
    ]
    note.write_text(note.read_text().replace("[Foxes]", "[Fxoes]"))
    code, out, err = apparatus("check", "--project", base, readme)
    assert (code, out) == (0, "")
    assert err.endswith("no problems found; elsewhere 1 error in 1 file.\n")
    assert "names.yml; did you mean ‘Foxes’?" in apparatus("check", "--project", base).out


def test_head_and_body_are_told_in_one_round(base: Path, check: Check) -> None:
    notes = base / "essays" / "2001-fox" / "notes"
    body = "State it {cite:p}`reynard2000memoir`.\n\n# No\n"
    head = "---\nkind: context\ntitle: One\nquote: >-\n  {}\nby: [editors]\n{}---\n"
    (notes / "lost.md").write_text(head.format("no such words", "") + body)
    (notes / "field.md").write_text(head.format("the dog dreams", "verdct: disputed\n") + body)
    (notes / "yaml.md").write_text(head.format("the dog dreams", "index: [\n") + body)
    out = check()[1]
    for name, first in (("lost", "A043"), ("field", "A020"), ("yaml", "A008")):
        found = [line.split()[1] for line in out.splitlines() if f"/{name}.md" in line]
        assert {first, "A062", "A080"} <= set(found), name
    assert (
        "‘reynard2000memoir’ is not in the bibliography; did you mean ‘reynard2000memoirs’?" in out
    )


def test_work_is_compared_with_what_is_published(
    base: Path, tmp_path: Path, apparatus: Apparatus
) -> None:
    git(base, "init", "-q", "-b", "main")
    git(base, "add", ".")
    git(base, "commit", "-qm", "published")
    assert apparatus("check", "--project", base).err.endswith(
        "no problems found.\n"
        "Not compared with what is published: the branch ‘main’ has no upstream.\n"
    )
    work = tmp_path / "work"
    git(tmp_path, "clone", "-q", base.as_uri(), str(work))
    assert apparatus("check", "--project", work) == (0, "", "2 texts, 1 note: no problems found.\n")
    git(work, "switch", "-qc", "other")
    bib = work / "references.bib"
    bib.write_text(bib.read_text() + "@misc{fox2002, title = {Foxes}, date = {2002}}\n")
    told = "1 note: no errors; 1 notice in 1 file"
    assert apparatus("check", "--project", work).err.endswith(f"{told}.\n")
    git(work, "commit", "-qam", "a source that nothing cites")
    git(work, "update-ref", "refs/remotes/origin/main", "HEAD")
    assert apparatus("check", "--project", work).err.endswith(f"{told}.\n")
    (work / "new.md").write_text("Mine.\n")
    assert apparatus("check", "--project", work).err.endswith(f"{told} that you did not change.\n")
    note = work / "essays" / "2001-fox" / "notes" / "jump.md"
    # Errors of others are said to be theirs, also where the work has notices.
    broken = note.read_text().replace("{cite:p}`", "{cite:p}`nobody1900,")
    note.write_text(broken)
    git(work, "commit", "-qam", "an error")
    git(work, "update-ref", "refs/remotes/origin/main", "HEAD")
    ran = apparatus("check", "--project", work)
    assert (ran.code, ran.err.endswith(" in 2 files that you did not change.\n")) == (1, True)
    bib.write_text(bib.read_text() + "\n")
    told = " in 2 files; what stops the build is in files that you did not change.\n"
    assert apparatus("check", "--project", work).err.endswith(told)
    note.write_text(broken.replace("nobody1900,", ""))
    git(work, "commit", "-qam", "no error")
    git(work, "update-ref", "refs/remotes/origin/main", "HEAD")
    note.write_text(note.read_text().replace("verdict: supported", "verdict: disputed"))
    git(work, "commit", "-qam", "a verdict")
    code, out, _ = apparatus("check", "--project", work, note)
    assert code == 1
    assert "jump.md:7: A029 the verdict was supported, and is disputed" in out
    note.unlink()
    assert "jump.md:1: A031" in apparatus("check", "--project", work).out
    # What was published since is no change of this work.
    shutil.copy(base / "essays/2001-fox/notes/jump.md", base / "essays/2001-fox/notes/leap.md")
    git(base, "add", ".")
    git(base, "commit", "-qm", "another note")
    git(work, "checkout", "-q", "main", "--", ".")
    git(work, "fetch", "-q")
    assert apparatus("check", "--project", work).code == 0


def test_a_folder_of_texts_with_another_name_is_compared(base: Path, apparatus: Apparatus) -> None:
    (base / "docs").mkdir()
    (base / "docs" / "conf.py").write_text('apparatus_essays = "../parts/texts"\n')
    (base / "parts").mkdir()
    (base / "essays").rename(base / "parts" / "texts")
    git(base, "init", "-q", "-b", "main")
    git(base, "add", ".")
    git(base, "commit", "-qm", "published")
    # The upstream is what is published.
    git(base, "branch", "-q", "published")
    git(base, "branch", "-q", "--set-upstream-to=published", "main")
    note = base / "parts" / "texts" / "2001-fox" / "notes" / "jump.md"
    note.write_text(note.read_text().replace("verdict: supported", "verdict: disputed"))
    for options in ((), ("--base", "main")):
        out = apparatus("check", "--project", base, *options).out
        assert "texts/2001-fox/notes/jump.md:7: A029" in out
    code, out, _ = apparatus("diff", "--project", base, "main")
    assert code == 0
    assert "Disputed" in out
    (base / "docs" / "conf.py").write_text('apparatus_essays = "../../texts"\n')
    (base / "parts" / "texts").rename(base.parent / "texts")
    code, _, told = apparatus("diff", "--project", base, "main")
    assert (code, "../texts lies outside the folder of the edition" in told) == (2, True)


def test_a_shallow_clone_is_said_in_a_line(
    base: Path, tmp_path: Path, apparatus: Apparatus
) -> None:
    git(base, "init", "-q", "-b", "main")
    for name in ("one", "two"):
        (base / "README.md").write_text(name)
        git(base, "add", ".")
        git(base, "commit", "-qm", name)
    git(base, "branch", "-q", "other", "HEAD~1")
    work = tmp_path / "work"
    options = ("--depth", "1", "--no-single-branch", "--branch", "other")
    git(tmp_path, "clone", "-q", *options, base.as_uri(), str(work))
    told = apparatus("check", "--project", work).err.splitlines()
    assert told[1:] == [
        "Not compared with what is published: this clone is shallow (git fetch --unshallow)."
    ]


NOTE = """\
---
kind: context
title: Sleep
quote: >-
  the dog dreams
by: [editors]
---
A word {}.
"""


@pytest.mark.parametrize("setting", ["", "apparatus_allowed_characters = ['U+034F']\n"])
def test_what_a_change_allows_itself_is_not_allowed_yet(
    setting: str, base: Path, check: Check, tmp_path: Path
) -> None:
    (base / "docs").mkdir()
    (base / "docs/conf.py").write_text(setting)
    before = shutil.copytree(base, tmp_path / "before")
    (base / "docs/conf.py").write_text(
        "apparatus_allowed_characters = ['U+034F', 'U+200B']\napparatus_trusted_pages = ['*']\n"
    )
    (base / "docs/index.md").write_text("# A page\n\n<b>words</b>\n")
    for sign, is_allowed in (("\u200b", False), ("\u034f", bool(setting))):
        (base / "essays/2001-fox/notes/sleep.md").write_text(NOTE.format(f"a{sign}b"))
        assert "A003" not in check()[1]
        code, told = check("--base", before)
        assert code == 1
        assert "docs/index.md:3: A130" in told
        assert ("A003" in told) is not is_allowed


def test_an_entry_is_not_blamed_for_a_fault_of_its_note(
    tmp_path: Path, apparatus: Apparatus
) -> None:
    copy = shutil.copytree(REPOSITORY / "tests/editions/gettysburg", tmp_path / "gettysburg")
    note = copy / "essays/1863-gettysburg/notes/under-god.md"
    note.write_text(note.read_text().replace("certainty: certain", "certainty: sure"))
    printed = apparatus("check", "--project", copy).out
    assert "under-god.md:7: A022 " in printed
    assert "A116" not in printed
