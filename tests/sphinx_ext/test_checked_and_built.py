"""What the check lets through, the builds make: languages, headings of the index, old dates."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sphinx.testing.util import SphinxTestApp
from tests.support.project import REPOSITORY

from sphinx_apparatus.export.kept_versions import zipped
from sphinx_apparatus.typst.signs import language_name

ROOT = REPOSITORY / "tests" / "roots" / "test-edition"
HEADING = "Front for Land; Peasant Union"


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("en", "English"),
        ("pt-BR", "Portuguese (Brazil)"),
        ("guc", "Wayuu"),
        *((tag, tag) for tag in ("qqq", "en-US-x-private", "zz-zz-zz-zz")),
    ],
)
def test_a_language_has_a_name_or_its_tag(tag: str, name: str) -> None:
    assert language_name(tag) == name


@pytest.mark.parametrize("day", [(1, 1, 1), (1926, 5, 14), (1979, 12, 31), (9999, 12, 31)])
def test_an_archive_of_any_day(day: tuple[int, int, int]) -> None:
    file = ("a.txt", b"words")
    assert zipped([file], "folder", day) == zipped([file], "folder", day)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small edition with a semicolon in a heading, and a witness in a rare language."""
    shutil.copytree(ROOT, tmp_path / "project")
    essays = tmp_path / "project" / "essays"
    names = essays / "_data" / "names.yml"
    names.write_text(f"- name: {HEADING}\n  kind: organization\n")
    note = essays / "1900-kite" / "notes" / "march.md"
    head, body = note.read_text().split("\n---\n", 1)
    note.write_text(f"{head}\nindex:\n  - {HEADING}\n---\n{body}")
    essay = essays / "1900-kite" / "essay.yml"
    essay.write_text(
        essay.read_text().replace("language: en\n    extent", "language: guc\n    extent")
    )
    return tmp_path / "project"


@pytest.mark.parametrize("builder", ["html", "typst"])
def test_a_heading_with_a_semicolon_is_one(project: Path, builder: str) -> None:
    app = SphinxTestApp(buildername=builder, srcdir=project / "docs", builddir=project / "out")
    try:
        app.build()
        assert app.warning.getvalue() == ""
        name = "genindex.html" if builder == "html" else "edition.typ"
        made = (app.outdir / name).read_text(encoding="utf-8")
        sign = "\u037e" if builder == "html" else ";"
        assert HEADING.replace(";", sign) in made
        if builder == "typst":
            assert "Wayuu" in (app.outdir / "settings.json").read_text(encoding="utf-8")
    finally:
        app.cleanup()


def test_every_letter_without_a_font_is_told_with_its_file(project: Path) -> None:
    for name, letter in (("march", "漢"), ("boys", "ሀ")):
        note = project / "essays" / "1900-kite" / "notes" / f"{name}.md"
        note.write_text(note.read_text().rstrip() + f" Here is {letter}.\n")
    app = SphinxTestApp(buildername="typst", srcdir=project / "docs", builddir=project / "out")
    try:
        with pytest.raises(SystemExit):
            app.build()
        told = app.warning.getvalue()
    finally:
        app.cleanup()
    for name, letter in (("march", "漢"), ("boys", "ሀ")):
        line = next(line for line in told.split("\n") if f'`"{letter}"`' in line)
        assert f"project/essays/1900-kite/notes/{name}.md:" in line
