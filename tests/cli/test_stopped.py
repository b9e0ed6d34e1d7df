"""A command that is stopped at any moment leaves whole files, and the next call does its work.

Stopped is: killed before a change of a file, killed as a file is opened and still empty, ended
with Ctrl-C, or told that the disk is full.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tests.support.project import REPOSITORY, Apparatus
from tests.support.stops import run_stopped

from sphinx_apparatus.cli.main import main
from sphinx_apparatus.text.file_writing import write_within

NOTE = "1908-garden/forty-gardens"
LETTER = "essays/1908-garden/witness-S.txt"
FORM = REPOSITORY / ".github" / "ISSUE_TEMPLATE" / "new-note.yml"
ISSUE = """### Essay

1908-garden

### Kind of note

context

### Words of the essay

the locked one

### Text of the note

It has a lock {cite:p}`gray1907gardens`.

### License and sign-off

- [X] I wrote this text, and it may be published.
"""
COMMANDS = {
    "init": "init new",
    "note": "new note --essay 1911-gate --kind context --quote 'owns a lock' --id lock",
    "source": "new source book --author Green,B. --title Gates --publisher Press --date 1909 "
    "--langid english --consulted full",
    "verdict": f"verdict {NOTE} disputed --reason Counted.",
    "text": "import text ../letter.txt 1920-letter --author Gray --date 1920-01-01",
    "correction": "import text ../corrected.txt 1908-garden --replace",
    "witness": "new witness ../letter.txt 1911-gate --siglum N --title Copy",
    "issue": f"import issue ../issue.txt --form {FORM}",
    "annotations": "import annotations ../data/1908-garden.annotations.jsonld",
    "bibliography": "import bibliography ../other.bib",
    "migrate": "migrate --read-by 2026-01-01",
    "data": "export data build/data",
    "myst": "export myst build/myst",
    "schemas": "schemas",
    "version": "version add site ../kept.zip",
}
FEW, ALL = 3, 100
HOW = ("cut", "interrupt", "full")


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an edition, and what the commands read beside it."""
    folder = tmp_path_factory.mktemp("stopped")
    assert main(["init", str(folder / "edition")]) == 0
    project = ["--project", str(folder / "edition")]
    assert main(["export", "data", str(folder / "data"), *project]) == 0
    letter = (folder / "edition" / LETTER).read_text()
    (folder / "letter.txt").write_text(letter)
    (folder / "corrected.txt").write_text(letter.replace("gardens", "plots"))
    (folder / "issue.txt").write_text(ISSUE)
    (folder / "other.bib").write_text("@book{a1999x, title={A}, author={B, C}, year=1999}\n")
    with zipfile.ZipFile(folder / "kept.zip", "w") as archive:
        archive.writestr("x/version.json", '{"release": "0.1", "date": "2020", "title": "T"}')
        archive.writestr("x/index.html", "words")
    (folder / "edition" / "site").mkdir()
    # Brought back by the command; two entries without a day for “migrate”.
    (folder / "edition" / "essays/1908-garden/notes/old-mill.md").unlink()
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("most", [FEW, pytest.param(ALL, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_is_stopped(
    name: str, most: int, outside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "edition"
    for path in outside.iterdir():
        if path.is_file():
            shutil.copy(path, tmp_path)
    shutil.copytree(outside / "data", tmp_path / "data")

    def anew() -> None:
        os.chdir(tmp_path)
        shutil.rmtree(project, ignore_errors=True)
        shutil.copytree(outside / "edition", project)
        os.chdir(project)

    monkeypatch.chdir(tmp_path)
    command = shlex.split(COMMANDS[name])
    anew()
    before = files(project)
    ran = run_stopped(command, project)
    after = files(project)
    assert ran.changes, ran.printed
    assert after != before
    most = min(ran.changes, most)
    for number in sorted({1 + at * (ran.changes - 1) // max(most - 1, 1) for at in range(most)}):
        for how in HOW if most == ALL else (HOW[number % len(HOW)],):
            anew()
            stopped = run_stopped(command, project, number, how)
            place = f"{how} at {number} of {ran.changes}: {stopped.printed}"
            assert "fault of the engine" not in stopped.printed, place
            left = files(project)
            # Whether there is room for a change does not matter to all.
            is_done = how == "full" and left == after
            assert stopped.code == (9 if how == "cut" else 2) or is_done, place
            whole = {
                path: content
                for path, content in left.items()
                if not any(
                    part.endswith(".part") or part == ".unfinished"
                    for part in Path(path).parts
                    if part.startswith(".")
                )
            }
            for path, content in whole.items():
                assert content in (before.get(path), after.get(path)), f"{path} {place}"
            assert before.keys() <= whole.keys() | after.keys(), place
            again = run_stopped(command, project)
            assert again.code in (0, 1) or left == after, again.printed
            assert files(project) == after, f"{place}\n{again.printed}"


def test_commands_at_once(outside: Path, tmp_path: Path) -> None:
    """None undoes what another has written: it is there, or its command says that it is not."""
    project = shutil.copytree(outside / "edition", tmp_path / "edition")
    words = [sys.executable, "-m", "sphinx_apparatus", *shlex.split(COMMANDS["source"])]
    begun = {
        year: subprocess.Popen(
            [*words, "--date", year, "--project", str(project)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for year in ("1901", "1902", "1903", "1904")
    }
    said = {year: process.communicate()[1] for year, process in begun.items()}
    text = (project / "references.bib").read_text()
    assert "{190" in text
    for year, process in begun.items():
        assert (process.returncode == 0) == (f"{{{year}}}" in text), said[year]
        assert process.returncode == 0 or "run the command again" in said[year]
    assert not list(project.glob(".*.part"))


def test_what_was_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    for was in ("old", None):
        path.write_text("another's")
        with pytest.raises(OSError, match="changed meanwhile"):
            write_within(tmp_path, path, "new", was)
        assert path.read_text() == "another's"
    write_within(tmp_path, path, "new", "another's")
    assert path.read_text() == "new"


def test_an_import_that_was_broken_off_is_told(
    outside: Path, tmp_path: Path, apparatus: Apparatus
) -> None:
    project = shutil.copytree(outside / "edition", tmp_path / "edition")
    folder = project / "essays" / "1908-garden"
    (folder / ".unfinished").mkdir()
    (folder / ".unfinished" / "witness-S.txt").write_bytes((folder / "witness-S.txt").read_bytes())
    (folder / ".essay.yml.1.part").write_text("half")
    code, printed, _ = apparatus("check", "--project", project)
    assert code == 1
    message = "A006 an import was broken off while it wrote; run ‘import text’ again"
    assert printed == f"essays/1908-garden/.unfinished:1: {message}\n"
    words = ("import", "text", folder / "witness-S.txt", "1908-garden", "--project", project)
    code, printed, _ = apparatus(*words)
    assert (code, "written, as an import that was broken off had begun" in printed) == (0, True)
    assert apparatus("check", "--project", project).code == 0
