"""An edition brought to the fields that came later: what is written, and that nothing else is."""

from __future__ import annotations

import difflib
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.support.project import LINT_BASE, Apparatus

from sphinx_apparatus.edition.loader import open_edition

HEAD = "essays/2001-fox/essay.yml"
BIB = """\
@online{adder2001page,
  author = {Adder, Ann},
  title = {A Page},
  date = {2001},
  URL = {https://adder.example/a,b},
  consulted = {full},
}

@online{bear2002end, author = {Bear, Ann}, title = {End}, date = {2002}, consulted = {full},
  url = "https://bear.example/a"}

@online{cat2003line, author = {Cat, Ann}, title = {A {url = {x}} of Lines}, date = {2003},
  url = {https://cat.example/a}, consulted = {opening}}

@online{dog2004last,
  author = {Dog, Ann},
  title = {Last},
  date = {2004},
  consulted = {full},
  url = {https://dog.example/a}
}

@online{eel2005unread,
  author = {Eel, Ann},
  title = {Unread},
  date = {2005},
  url = {https://eel.example/a},
  consulted = {no},
}

@online{fox2006read,
  author = {Fox, Ann},
  title = {Read},
  date = {2006},
  url = {https://fox.example/a},
  urldate = {2006-01-02},
  consulted = {full},
}
"""
EXPECT = (
    'For each with its line: apparatus_expect = ["summary", "evidence", "brief", "short", '
    '"question", "positions"] in docs/conf.py, then'
)
ADDED = {
    "adder2001page": "../2010-05-01",
    "bear2002end": "../2010-05-01",
    "cat2003line": "../2010-05-01",
    "dog2004last": "../2010-05-01",
    "fox2006read": "2006-01-02",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small edition that demands every field."""
    shutil.copytree(LINT_BASE, tmp_path / "edition")
    (tmp_path / "edition" / "docs").mkdir()
    names = ["summary", "evidence", "brief", "short", "passages", "question", "urldate"]
    conf = f"apparatus_require = {names}\n"
    (tmp_path / "edition" / "docs" / "conf.py").write_text(conf)
    with (tmp_path / "edition" / "references.bib").open("a") as file:
        file.write("\n" + BIB)
    return tmp_path / "edition"


def contents(project: Path) -> dict[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in sorted(project.rglob("*"))
        if path.is_file()
    }


def changed_lines(before: bytes, after: bytes) -> list[str]:
    lines = [text.decode().splitlines(keepends=True) for text in (before, after)]
    return [line for line in difflib.ndiff(*lines) if line[:1] in "+-"]


def test_only_lines_are_added_and_the_second_run_adds_none(
    project: Path, apparatus: Apparatus
) -> None:
    before = contents(project)
    command = ("migrate", "--project", project, "--read-by", "2010-05-01")
    dry = apparatus(*command, "--dry-run")
    assert dry.code == 0, dry.err
    assert contents(project) == before
    done = apparatus(*command)
    assert done.code == 0, done.err
    assert done.out == dry.out.replace("would be written", "written")
    after = contents(project)
    assert {name for name in after if after[name] != before[name]} == {
        *(HEAD, "essays/2002-hen/essay.yml", "references.bib")
    }
    assert changed_lines(before[HEAD], after[HEAD]) == ["+ passages: [1, 2]\n"]
    sources = open_edition(project / "essays", project / "references.bib").sources
    assert {k: s.fields["urldate"] for k, s in sources.items() if "urldate" in s.fields} == ADDED
    assert "+   urldate = {../2010-05-01},\n" in changed_lines(
        before["references.bib"], after["references.bib"]
    )
    again = apparatus(*command)
    assert again.code == 0, again.err
    assert again.out.startswith("nothing to do\nStill to be written")
    assert contents(project) == after


def test_what_a_person_has_to_write_is_counted(project: Path, apparatus: Apparatus) -> None:
    (project / HEAD).write_text((project / HEAD).read_text() + "brief: A fox jumps.\n")
    out = apparatus("migrate", "--project", project, "--dry-run").out
    assert out.partition("Still to be written by a person:\n")[2].splitlines() == [
        "  summary: 1 in essays/2001-fox/notes",
        "  evidence: 1 in essays/2001-fox/notes",
        "  brief: 1 in essays/2002-hen/essay.yml",
        "  short: 1 in essays/2001-fox/essay.yml",
        "  short: 1 in essays/2002-hen/essay.yml",
        "  question: 1 in essays/_data/themes.yml",
        "  positions: 2 in essays/_data/themes.yml",
        EXPECT,
        "sphinx-apparatus check",
    ]


@pytest.mark.parametrize("ends", ["\r\n", "\n"])
def test_line_ends_and_comments_stay(project: Path, apparatus: Apparatus, ends: str) -> None:
    for name in (HEAD, "references.bib"):
        path = project / name
        text = path.read_text().replace("rights:\n", "# Who may print it.\nrights:\n")
        path.write_bytes(text.replace("\n", ends).encode())
    before = contents(project)
    assert apparatus("migrate", "--project", project, "--read-by", "2010-05-01").code == 0
    after = contents(project)
    assert changed_lines(before[HEAD], after[HEAD]) == [f"+ passages: [1, 2]{ends}"]
    assert f"passages: [1, 2]{ends}# Who may print it." in after[HEAD].decode()
    bare = after["references.bib"].count(b"\n") - after["references.bib"].count(b"\r\n")
    assert (bare == 0) == (ends == "\r\n")


@pytest.mark.parametrize("last", ["\n", ""])
def test_fields_may_end_with_the_blocks(project: Path, apparatus: Apparatus, last: str) -> None:
    path = project / HEAD
    lines = path.read_text().splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("blocks:"))
    stop = next(n for n in range(start + 1, len(lines)) if lines[n][:1] not in " ")
    moved = [*lines[:start], *lines[stop:], *lines[start:stop]]
    path.write_text("\n".join(moved) + last)
    assert apparatus("migrate", "--project", project).code == 0
    assert path.read_text() == "\n".join(moved) + "\npassages: [1, 2]\n"


def test_a_file_of_another_form_is_left_alone(project: Path, apparatus: Apparatus) -> None:
    path = project / HEAD
    text = path.read_text() + "...\n"
    path.write_text(text)
    path.write_text(text.replace("blocks:", "'blocks':"))
    before = path.read_text()
    done = apparatus("migrate", "--project", project)
    assert path.read_text() == before
    assert done.code == 1
    assert done.err.startswith(f"{HEAD}:1: add this line to the fields by hand: passages: [1, 2]")


def test_a_source_dated_later_was_not_read_by_that_day(project: Path, apparatus: Apparatus) -> None:
    path = project / "references.bib"
    path.write_text(path.read_text().replace("date = {2001}", "date = {2011}"))
    done = apparatus("migrate", "--project", project, "--read-by", "2010-05-01")
    assert done.code == 1
    assert "‘adder2001page’ is dated after 2010-05-01; write ‘urldate’ yourself" in done.err
    sources = open_edition(project / "essays", path).sources
    assert "urldate" not in sources["adder2001page"].fields
    assert sources["dog2004last"].fields["urldate"] == "../2010-05-01"


def test_errors_and_days_to_come_are_refused(project: Path, apparatus: Apparatus) -> None:
    before = contents(project)
    code, _, err = apparatus("migrate", "--project", project, "--read-by", "9999-01-01")
    assert (code, err[:46]) == (2, "sphinx-apparatus: --read-by 9999-01-01 is in t")
    note = project / "essays/2001-fox/notes/jump.md"
    note.write_text(note.read_text().replace("index: [Foxes]", "index: [Dogs]"))
    code, _, err = apparatus("migrate", "--project", project)
    assert code == 1
    assert "A026" in err
    assert {**contents(project), "essays/2001-fox/notes/jump.md": b""} == {
        **before,
        "essays/2001-fox/notes/jump.md": b"",
    }


NOTE = """\
---
kind: textual
title: {title}
quote: >-
  {quote}
change: variant
certainty: certain
witnesses:
  - siglum: H
    language: en
    reading: >-
      idle
  - siglum: N
    language: en
    reading: >-
      idle
by: [editors]
---
{body}
"""
WITNESSES = """\
  - siglum: H
    title: second
    language: en
    extent: whole
  - siglum: N
    title: third
    language: en
    extent: whole
base: S
"""
PROSE = "The printer of the second edition may have thought of the proverb about dogs that lie."


@pytest.fixture
def with_variants(tmp_path: Path) -> Path:
    """An edition with a note that says nothing, one that says little, and one that says much."""
    project = Path(shutil.copytree(LINT_BASE, tmp_path / "edition"))
    (project / "docs").mkdir()
    (project / "docs" / "conf.py").write_text("")
    head = project / HEAD
    head.write_text(head.read_text().replace("base: S\n", WITNESSES))
    notes = project / "essays" / "2001-fox" / "notes"
    for id, quote, body in (
        ("bare", "lazy", ""),
        ("short", "quick fox", "So *both* printings."),
        ("long", "sleeps", PROSE),
    ):
        (notes / f"{id}.md").write_text(NOTE.format(title=id, quote=quote, body=body))
    return project


def test_notes_on_variants_become_entries(with_variants: Path, apparatus: Apparatus) -> None:
    command = ("migrate", "variants", "--project", with_variants)
    dry = apparatus(*command, "--dry-run")
    assert dry.code == 0, dry.err
    assert not (with_variants / "essays/2001-fox/apparatus.yml").exists()
    done = apparatus(*command)
    assert done.code == 0, done.err
    assert "essays/2001-fox/notes/long.md: stays: its text has more than 12 words" in done.out
    assert (with_variants / "essays/2001-fox/apparatus.yml").read_text() == (
        "- in: p1\n  quote: >-\n    quick fox\n  readings:\n    - sigla: [H, N]\n"
        "      reading: >-\n        idle\n  comment: >-\n    So *both* printings.\n"
        "- in: p1\n  quote: >-\n    lazy\n  readings:\n    - sigla: [H, N]\n"
        "      reading: >-\n        idle\n"
    )
    notes = {path.name for path in (with_variants / "essays/2001-fox/notes").iterdir()}
    assert notes == {"jump.md", "long.md"}
    again = apparatus(*command)
    assert again.out.endswith("nothing to do\n")


def test_published_notes_keep_their_letters(with_variants: Path, apparatus: Apparatus) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=A", "-c", "user.email=a@b.example", *arguments],
            cwd=with_variants,
            check=True,
            capture_output=True,
        )

    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("reset", "-q", "--", "essays/2001-fox/notes/short.md")
    git("commit", "-q", "-m", "published")
    git("update-ref", "refs/remotes/origin/main", "HEAD")
    bare = with_variants / "essays/2001-fox/notes/bare.md"
    bare.write_text(bare.read_text() + "Both.\n")
    done = apparatus("migrate", "variants", "--project", with_variants)
    assert done.code == 0, done.err
    assert "notes/bare.md: stays: it is published, and its letter with it" in done.out
    assert (with_variants / "essays/2001-fox/notes/bare.md").exists()
    assert not (with_variants / "essays/2001-fox/notes/short.md").exists()


def test_terms_of_the_index_are_dropped_only_if_asked_for(
    with_variants: Path, apparatus: Apparatus
) -> None:
    note = with_variants / "essays/2001-fox/notes/bare.md"
    note.write_text(note.read_text().replace("by: ", "index: [Foxes]\nby: "))
    command = ("migrate", "variants", "--project", with_variants)
    done = apparatus(*command, "--dry-run")
    assert "bare.md: stays: it has ‘index’, which an entry cannot have" in done.out
    done = apparatus(*command, "--drop-index")
    assert done.code == 0, done.err
    assert not note.exists()
