"""The command ``sphinx-apparatus``: options, exit statuses, messages; a new edition."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from tests.support.project import CLOSING, LINT_BASE, REPOSITORY, Apparatus, sphinx_build

from sphinx_apparatus.cli import check, init, serve
from sphinx_apparatus.cli.main import COMMANDS
from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.model.catalogue import FOLDER
from sphinx_apparatus.model.vocabulary import Kind
from sphinx_apparatus.review.issue_form import form_of


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small edition with a configuration."""
    shutil.copytree(LINT_BASE, tmp_path / "edition")
    (tmp_path / "edition" / "docs").mkdir()
    (tmp_path / "edition" / "docs" / "conf.py").write_text('project = "Foxes"\n')
    return tmp_path / "edition"


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help_with_an_example(name: str, apparatus: Apparatus) -> None:
    code, out, err = apparatus(*name.split(), "--help")
    assert (code, err) == (0, "")
    assert f"example:\n  sphinx-apparatus {name}" in out
    assert "Exit status: 0 " in out
    assert ("--project" in out) is (name not in ("init", "version keep", "version add"))


def test_all_commands_are_listed(apparatus: Apparatus) -> None:
    code, out, _ = apparatus("--help")
    assert code == 0
    for name in COMMANDS:
        assert re.search(rf"\b{name.split()[0]}\b", out)
    assert "text, docx, tei, annotations, issue" in out
    assert re.fullmatch(r"sphinx-apparatus \d+\.\d+\.\d+\n", apparatus("--version").out)


@pytest.mark.parametrize(
    "arguments", [[], ["chek"], ["new"], ["import", "word"], ["check", "--no-such"], ["diff"]]
)
def test_misuse_is_told_with_the_usage(arguments: list[str], apparatus: Apparatus) -> None:
    code, out, err = apparatus(*arguments)
    assert (code, out) == (2, "")
    assert "usage: sphinx-apparatus" in err


def test_the_edition_is_found_from_a_folder_below_it(
    project: Path, apparatus: Apparatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = project / "essays" / "2001-fox" / "notes" / "jump.md"
    note.write_text(note.read_text().replace("index: [Foxes]", "index: [Dogs]"))
    for place in (project, note.parent):
        monkeypatch.chdir(place)
        code, out, err = apparatus("check", "jump.md" if place == note.parent else note)
        assert code == 1
        assert CLOSING.fullmatch(err)
        assert out.startswith("essays/2001-fox/notes/jump.md:12: A026 ")


def test_without_an_edition_it_says_what_to_do(
    tmp_path: Path, apparatus: Apparatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = apparatus("check")
    assert (code, out) == (2, "")
    assert f"no docs/conf.py in {tmp_path} or above it" in err
    assert "--project" in err
    assert "sphinx-apparatus init" in err
    code, _, err = apparatus("check", "--project", tmp_path / "none")
    assert (code, "none is not the folder of an edition" in err) == (2, True)


def test_texts_and_sources_are_where_the_settings_say(project: Path, apparatus: Apparatus) -> None:
    (project / "essays").rename(project / "texts")
    (project / "references.bib").rename(project / "docs" / "sources.bib")
    (project / "docs" / "conf.py").write_text(
        'apparatus_essays = "../texts"\napparatus_references = "sources.bib"\n'
    )
    assert apparatus("check", "--project", project)[:2] == (0, "")
    assert apparatus("export", "data", project / "out", "--project", project).code == 0
    assert (project / "out" / "2001-fox.tei.xml").is_file()
    options = ("--title", "A letter", "--author", "Adder, Ann", "--date", "2001")
    command = ("new", "source", "book", *options, "--consulted", "full", "--project", project)
    assert apparatus(*command).code == 0
    assert "adder2001letter" in (project / "docs" / "sources.bib").read_text()


def test_a_configuration_that_is_not_python_is_named(project: Path, apparatus: Apparatus) -> None:
    (project / "docs" / "conf.py").write_text("project = 'Foxes'\nlanguage = = 'en'\n")
    code, out, err = apparatus("check", "--project", project)
    assert (code, out) == (2, "")
    assert re.search(r"docs/conf\.py:2: this is not Python: invalid syntax\n$", err)


def test_nobody_sees_a_traceback(
    project: Path, apparatus: Apparatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(options: object) -> int:
        raise RuntimeError("the sky fell")

    monkeypatch.setattr(check, "run", fail)
    code, out, err = apparatus("check", "--project", project)
    assert (code, out) == (2, "")
    assert "this is a fault of the engine, not of your files" in err
    assert "Traceback" not in err
    log = re.search(r"with the file (\S+)", err)
    assert log is not None
    assert "Traceback" in Path(log[1]).read_text()
    Path(log[1]).unlink()


def test_a_folder_that_cannot_be_written_is_named(project: Path, apparatus: Apparatus) -> None:
    (project / "out").write_text("a file")
    code, _, err = apparatus("export", "data", project / "out", "--project", project)
    assert (code, "out" in err, "Traceback" in err) == (2, True, False)


def test_serve_needs_its_extra(
    project: Path, apparatus: Apparatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve.importlib.util, "find_spec", lambda name: None)
    code, _, err = apparatus("serve", "--project", project)
    assert (code, "pip install 'sphinx-apparatus[serve]'" in err) == (2, True)


def test_coverage_lists_sentences(project: Path, apparatus: Apparatus) -> None:
    code, out, _ = apparatus("coverage", "--project", project)
    assert code == 1
    assert "→ NOTHING" in out


def test_schemas_are_those_of_the_repository(project: Path, apparatus: Apparatus) -> None:
    assert apparatus("schemas", "--project", project).code == 0
    for path in (REPOSITORY / "schemas").iterdir():
        assert (project / "schemas" / path.name).read_text() == path.read_text()


@pytest.mark.parametrize(
    ("script", "arguments", "name"),
    [
        ("check", ["--project", str(LINT_BASE)], "check"),
        ("rights", ["--project", str(LINT_BASE)], "rights"),
        ("export_myst", [], "export myst"),
    ],
)
def test_old_scripts_say_where_they_went_and_go_on(
    script: str, arguments: list[str], name: str, project: Path
) -> None:
    done = subprocess.run(
        [sys.executable, str(REPOSITORY / "scripts" / f"{script}.py"), *arguments],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    moved = f"scripts/{script}.py has moved: use ‘sphinx-apparatus {name}’\n"
    assert done.stderr.startswith(moved)
    assert "Traceback" not in done.stderr
    assert (project / "build" / "myst" / "2001-fox.md").is_file() is (script == "export_myst")


# -- a new edition -----------------------------------------------------------------------------


@pytest.mark.build
def test_a_new_edition_builds_without_a_warning(tmp_path: Path, apparatus: Apparatus) -> None:
    folder = tmp_path / "new" / "edition"
    title = 'Kites & "Gulls": *one* \\ two'
    code, out, err = apparatus("init", folder, "--title", title, "--language", "uk")
    assert (code, err) == (0, "")
    assert f"files in {folder}" in out
    assert apparatus("check", "--project", folder)[:2] == (0, "")
    assert apparatus("rights", "--project", folder).code == 0
    edition = open_edition(folder / "essays", folder / "references.bib")
    assert {note.kind for note in edition.note_by_id.values()} == set(Kind)
    assert edition.cross_references
    for builder in ("typst", "epub", "html"):
        out_folder = folder / "build" / {"typst": "pdf"}.get(builder, builder)
        sphinx_build(builder, folder / "docs", out_folder, "-n", "-W", "-d", str(folder / builder))
    page = (folder / "build" / "html" / "index.html").read_text()
    assert '<html lang="uk"' in page
    assert "Kites &amp; " in page
    words = re.sub(r"<[^>]*>|<script.*?</script>", "", page)
    assert "@" not in words.replace("@incollection{", ""), "but for the BibTeX of the page"
    assert not list(folder.rglob("*.part"))
    for name in (".gitignore", ".github/workflows/check.yml", "Makefile", "README.md"):
        assert (folder / name).is_file()
    for path in [*folder.glob("*"), *folder.glob("docs/**/*.md"), *folder.glob("essays/**/*")]:
        if path.is_file():
            assert not re.search(r"@[A-Z-]+@", path.read_text()), path


@pytest.mark.parametrize("language", sorted(path.stem for path in FOLDER.glob("*.po")))
def test_a_new_edition_speaks_its_language(
    language: str, tmp_path: Path, apparatus: Apparatus
) -> None:
    folder = tmp_path / "edition"
    assert apparatus("init", folder, "--language", language).code == 0
    assert apparatus("check", "--project", folder)[:2] == (0, "")
    starter = Path(init.__file__).parent.glob("starter/**/*.*")
    words = {found for path in starter for found in init.MESSAGE.findall(path.read_text())}
    written = "\n".join(p.read_text() for p in sorted(folder.rglob("*.*")) if p.is_file())
    # “Corrections” is French as well; a sentence is in no other language, but for words of the
    # texts and of the source that are quoted.
    left = {said for said in words if len(said.split()) > 3 and said in written}
    assert left == {"Thirty-eight gardens lie within the walls.", "The letter of 1908"}
    for form in sorted((folder / ".github" / "ISSUE_TEMPLATE").glob("*.yml")):
        fields = [part for part in yaml.safe_load(form.read_text())["body"] if "id" in part]
        # What an issue answers is found by the labels.
        assert len(form_of(form.read_text()).labels) == len(fields), form
    # The words of the source are in English, as the texts are.
    note = (folder / "essays" / "1908-garden" / "notes" / "forty-gardens.md").read_text()
    assert "    language: en\n" in note and "    translation: >-\n" in note


def test_an_export_in_another_language_is_read_back(tmp_path: Path, apparatus: Apparatus) -> None:
    assert apparatus("init", tmp_path, "--language", "es").code == 0
    folder, project = tmp_path / "essays" / "1908-garden", ("--project", tmp_path)
    assert apparatus("export", "data", tmp_path / "data", *project).code == 0
    shutil.rmtree(folder)
    assert apparatus("import", "tei", tmp_path / "data" / "1908-garden.tei.xml", *project).code == 0
    # “Visto: completo” is not a part of the title.
    record = (folder / "essay.yml").read_text()
    assert "    title: transcripción propia\n" in record and "    extent: completo\n" in record


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path, apparatus: Apparatus) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    for place in (tmp_path, tmp_path / "mine.txt"):
        code, out, err = apparatus("init", place)
        assert (code, out, "is not empty" in err) == (2, "", True)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    for options in (["--title", " "], ["--language", "English"]):
        assert apparatus("init", tmp_path / "new", *options).code == 2
    assert not (tmp_path / "new").exists()
