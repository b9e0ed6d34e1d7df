"""After a change, the texts that show it and all pages of records are read and written again.

Two oracles: the pages named by hand, and a fresh build, whose bytes must be those of the pages
that were brought up to date.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from sphinx.testing.util import SphinxTestApp
from tests.support.random_edits import differences

KITE, GULL = "essays/1900-kite", "essays/1950-gull"
# They may show anything of the records.
OF_ALL = {"themes/material", "themes/place", "cross-references", "fact-checks"}
ALWAYS = {"index"}  # Sphinx writes the pages with a table of contents whenever it writes others.


class Done(NamedTuple):
    """The pages that a build read and wrote."""

    read: set[str]
    written: set[str]


def build(project: Path, out: Path) -> Done:
    """Bring the pages up to date, without a warning."""
    read: set[str] = set()
    written: set[str] = set()
    app = SphinxTestApp(
        buildername="html",
        srcdir=project / "docs",
        builddir=out,
        confoverrides={"nitpicky": True, "html_last_updated_fmt": None},
    )
    try:
        app.connect("env-before-read-docs", lambda app, env, names: read.update(names))
        app.connect("html-page-context", lambda app, name, *rest: written.add(name))
        app.build()
        assert app.warning.getvalue() == ""
        return Done(read, written & set(app.env.all_docs))
    finally:
        app.cleanup()


def pages(out: Path) -> dict[str, str]:
    html = out / "html"
    return {
        path.relative_to(html).with_suffix("").as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(html.rglob("*.html"))
    }


@pytest.fixture(scope="module")
def first(rootdir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small edition and its pages, built once."""
    folder = tmp_path_factory.mktemp("incremental")
    shutil.copytree(rootdir / "test-edition", folder / "project")
    build(folder / "project", folder / "build")
    return folder


@pytest.fixture
def project(first: Path, tmp_path: Path) -> Iterator[Path]:
    """The same folder, at the same place, put back afterwards: doctrees know where they are."""
    shutil.copytree(first / "project", tmp_path / "project")
    shutil.copytree(first / "build", tmp_path / "build")
    yield first / "project"
    for name in ("project", "build"):
        shutil.rmtree(first / name)
        shutil.copytree(tmp_path / name, first / name)


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, text
    path.write_text(text.replace(old, new), encoding="utf-8")


def edit(name: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda essays: rewrite(essays / name, old, new)


def rename(old: str, new: str) -> Callable[[Path], None]:
    return lambda essays: (essays / old).rename(essays / new) and None


def delete(name: str) -> Callable[[Path], None]:
    return lambda essays: (essays / name).unlink()


def add(name: str, text: str) -> Callable[[Path], None]:
    return lambda essays: (essays / name).write_text(text, encoding="utf-8") and None


NOTE = """\
---
kind: {}
title: Wind
quote: >-
  {}
{}created: 2000-01-01
by: [editors]
---
A remark.
"""
CONTEXT = NOTE.format("context", "The kite rose over", "")
TEXTUAL = NOTE.format("textual", "The kite rose over", "change: none\ncertainty: certain\n")
CROSSING = """\
---
theme: place
relation: agrees
between:
  - essay: 1900-kite
    quote: >-
      such a kite
  - essay: 1950-gull
    quote: >-
      No kite was seen
created: 2000-01-01
by: [editors]
---
Both say so.
"""
LATER = """\
later:
  - date: 1951-02
    text: >-
      It fell {cite:p}`smith1901almanac`; see {apparatus:passage}`1900-kite/p1`.
    evidence:
      - source: smith1901almanac
        quote: >-
          The wall is gone.
"""
OUTLETS = """\
- name: Harbour Press
  kind: state
  of: the harbour
  source: smith1901almanac
"""
KITE_NOTES, GULL_NOTES = "1900-kite/notes", "1950-gull/notes"

CHANGES = {
    # what is done: pages read again beside those of all records, and written beside these
    "a remark": (
        edit(f"{KITE_NOTES}/soap.md", "Furniture of", "An ornament of"),
        {KITE},
        set(),
    ),
    "a verdict": (
        edit(f"{KITE_NOTES}/march.md", "verdict: supported", "verdict: disputed"),
        {KITE},
        set(),
    ),
    "a title": (
        edit(f"{KITE_NOTES}/newspapers.md", "title: Newspapers", "title: Old newspapers"),
        {KITE},
        set(),
    ),
    "a citation more": (
        edit(f"{KITE_NOTES}/boys.md", "not known;", "not known {cite:p}`jones1951walls`;"),
        {KITE},
        {"bibliography"},
    ),
    "a citation more in a fact-check": (
        edit(f"{GULL_NOTES}/wall.md", "1920 ", "1920 {cite:p}`smith1901almanac` "),
        {GULL},
        {"bibliography"},
    ),
    "a note before others: numbers change": (
        add(f"{KITE_NOTES}/first.md", CONTEXT),
        {KITE},
        {"bibliography"},
    ),
    "a textual note before others: letters change": (
        add(f"{KITE_NOTES}/first.md", TEXTUAL),
        {KITE, "about"},
        {"bibliography"},
    ),
    "a note less": (delete(f"{KITE_NOTES}/yards.md"), {KITE}, {"bibliography"}),
    "a note's id": (
        rename(f"{GULL_NOTES}/dear.md", f"{GULL_NOTES}/price.md"),
        {GULL},
        {"bibliography"},
    ),
    "a comment": (
        edit("cross-references/paper.md", "Paper is", "Newsprint is"),
        {KITE, GULL},
        set(),
    ),
    "a relation": (
        edit("cross-references/paper.md", "contrasts", "reverses"),
        {KITE, GULL},
        set(),
    ),
    "a cross-reference more": (
        add("cross-references/kites.md", CROSSING),
        {KITE, GULL},
        set(),
    ),
    "a cross-reference less": (
        delete("cross-references/harbour.md"),
        {KITE, GULL},
        set(),
    ),
    "a cross-reference's id": (
        rename("cross-references/harbour.md", "cross-references/water.md"),
        {KITE, GULL},
        set(),
    ),
    "a cross-reference's theme": (
        edit("cross-references/harbour.md", "theme: place", "theme: material"),
        {KITE, GULL},
        set(),
    ),
    "a theme's title": (
        edit("_data/themes.yml", "By the water", "At the water"),
        {KITE, GULL},
        set(),
    ),
    "a theme's definition": (
        edit("_data/themes.yml", "question of paper", "matter of paper"),
        {KITE, GULL},
        set(),
    ),
    "an editor's name": (
        edit("_data/people.yml", "The editors", "An editor"),
        {KITE, GULL},
        set(),
    ),
    "a summary": (
        edit(f"{GULL_NOTES}/wall.md", "created:", "summary: >-\n  It is newer.\ncreated:"),
        {GULL},
        set(),
    ),
    "what happened later, with a source more": (
        edit(f"{GULL_NOTES}/wall.md", "created:", f"{LATER}created:"),
        {GULL},
        {"bibliography"},
    ),
    "a brief and a short name": (
        edit("1900-kite/essay.yml", "date:", "short: Author\nbrief: Kites rise.\ndate:"),
        {KITE},
        set(),
    ),
    "a question and a position": (
        edit("_data/themes.yml", "  title: By", "  question: Where?\n  title: By"),
        {KITE, GULL},
        set(),
    ),
    "an owner of publishers": (
        add("_data/outlets.yml", OUTLETS),
        set(),
        {"bibliography"},
    ),
    "which blocks are no passages": (
        edit("1900-kite/essay.yml", "head: [1, 2]", "head: [1]"),
        {KITE, GULL},
        set(),
    ),
    "an essay's short name": (
        edit("1900-kite/essay.yml", "debate: 1900", "debate: 1901"),
        {KITE, GULL, "about"},
        {"bibliography"},
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_the_texts_that_show_it_and_the_pages_of_records(
    what: str, project: Path, tmp_path: Path
) -> None:
    change, read, written = CHANGES[what]
    change(project / "essays")
    done = build(project, project.parent / "build")
    assert done.read == read | OF_ALL
    assert done.written == read | written | OF_ALL | ALWAYS
    build(project, tmp_path / "fresh")
    assert pages(project.parent / "build") == pages(tmp_path / "fresh")


FOREIGN = """\
evidence:
  - source: jones1951walls
    quote: >-
      Die Mauer ist neu.
    translation: The wall is new.
"""


@pytest.mark.parametrize(
    ("field", "before", "change"),
    [
        (
            LATER.replace("passage}`1900-kite/p1", "note}`1900-kite/yards"),
            lambda project: None,
            lambda project: add(f"{KITE_NOTES}/first.md", CONTEXT)(project / "essays"),
        ),
        (
            FOREIGN,
            lambda project: langid(project, "english", "german"),
            lambda project: langid(project, "german", "french"),
        ),
    ],
    ids=["the number of a note that a later development names", "the language of a quotation"],
)
def test_what_an_answer_shows_of_other_records(
    field: str,
    before: Callable[[Path], None],
    change: Callable[[Path], None],
    project: Path,
    tmp_path: Path,
) -> None:
    rewrite(project / "essays" / GULL_NOTES / "wall.md", "created:", f"{field}created:")
    before(project)
    build(project, project.parent / "build")
    change(project)
    assert GULL in build(project, project.parent / "build").read
    build(project, tmp_path / "fresh")
    assert pages(project.parent / "build") == pages(tmp_path / "fresh")


def langid(project: Path, old: str, new: str) -> None:
    """Change the language of the last source."""
    path = project / "references.bib"
    first, _, last = path.read_text(encoding="utf-8").rpartition(f"{{{old}}}")
    path.write_text(f"{first}{{{new}}}{last}", encoding="utf-8")


def test_what_stands_beside_the_pages(project: Path, tmp_path: Path) -> None:
    """The files of sources that no page links go, and spellings that no page has."""
    note, page = project / "essays" / KITE_NOTES / "first.md", project / "docs" / "about.md"
    bibliography = project / "references.bib"
    before = page.read_text(encoding="utf-8")
    one = bibliography.read_text(encoding="utf-8").partition("\n\n")[0]
    with bibliography.open("a", encoding="utf-8") as file:
        file.write("\n" + one.replace("smith1901almanac", "lee1902reeds") + "\n")
    note.write_text(CONTEXT.replace("A remark.", "Reeds {cite:p}`lee1902reeds`."))
    page.write_text(f"{before}\nA señor came.\n", encoding="utf-8")
    unrelated = project / "docs" / "unrelated.md"
    unrelated.write_text(unrelated.read_text() + "\nA senor left.\n")
    build(project, project.parent / "build")
    here = project.parent / "build" / "html"
    assert (here / "_static/sources/lee1902reeds.bib").is_file()
    assert "se\\u00f1or" in (here / "searchindex.js").read_text()
    note.unlink()
    page.write_text(before, encoding="utf-8")
    build(project, project.parent / "build")
    assert not (here / "_static/sources/lee1902reeds.bib").exists()
    assert "se\\u00f1or" not in (here / "searchindex.js").read_text()
    build(project, tmp_path / "fresh")
    assert differences(here, tmp_path / "fresh" / "html") == []


def test_nothing_changed(project: Path) -> None:
    done = build(project, project.parent / "build")
    assert done == Done(set(), set())


def test_only_the_times_of_files_changed(project: Path) -> None:
    """A checkout gives all files new times."""
    for path in (project / "essays").rglob("*"):
        path.touch()
    done = build(project, project.parent / "build")
    assert done == Done(set(), set())


def test_the_setting_of_the_text(project: Path) -> None:
    rewrite(project / "docs" / "conf.py", 'html_theme = "basic"', 'apparatus_text_view = "reading"')
    done = build(project, project.parent / "build")
    assert {KITE, GULL} <= done.read
