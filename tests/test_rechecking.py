"""A check that remembers the last one finds what a check without a memory finds."""

from __future__ import annotations

import json
import os
import random
import runpy
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.test_lint import FOLDERS, LINT, made

from sphinx_apparatus import rechecking
from sphinx_apparatus.edition import Edition, open_edition
from sphinx_apparatus.keeping import Keep
from sphinx_apparatus.problems import Problem
from sphinx_apparatus.rechecking import Asking, Found, recheck, reopen
from sphinx_apparatus.remembering import Memory, digest_of

REPOSITORY = Path(__file__).parent.parent


def memory_for(project: Path) -> Memory:
    return Memory(project.parent / "memory" / "found.json", project.parent / "keys")


def anew(project: Path) -> Edition:
    return open_edition(project / "essays", project / "references.bib")


def cold(project: Path) -> tuple[Problem, ...]:
    """What is found without a memory."""
    return anew(project).problems


def warm(project: Path) -> tuple[Problem, ...]:
    return recheck(project, memory_for(project)).problems


def as_built(project: Path) -> Edition:
    """What a build gives that keeps records from the last."""
    keep = Keep(project.parent / "doctrees")
    return reopen(project / "essays", project / "references.bib", keep)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """The small edition without a fault, checked once."""
    project = shutil.copytree(LINT / "base", tmp_path / "edition")
    assert warm(project) == ()
    return project


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Name the essays and cross-references that are read while the test goes on."""
    names: list[str] = []
    for method in ("_read_essay", "_read_crossing"):
        original: Callable[[object, str, Path], object] = getattr(rechecking._Check, method)

        def noted(
            self: object,
            name: str,
            path: Path,
            original: Callable[[object, str, Path], object] = original,
        ) -> object:
            names.append(path.name)
            return original(self, name, path)

        monkeypatch.setattr(rechecking._Check, method, noted)
    return names


# -- the same problems -----------------------------------------------------------------------------


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_fault_is_found_with_a_memory_as_without(folder: Path, base: Path) -> None:
    shutil.rmtree(base)
    made(folder, base)
    assert warm(base) == warm(base) == cold(base)
    assert as_built(base) == as_built(base) == anew(base)
    shutil.rmtree(base)
    shutil.copytree(LINT / "base", base)
    assert warm(base) == (), "what was mended is remembered"
    assert as_built(base) == anew(base)


@pytest.mark.parametrize(
    ("folder", "seed", "times"),
    [(LINT / "base", 1, 30), (LINT / "base", 2, 30), (REPOSITORY, 3, 3)],
)
def test_whatever_is_changed_is_seen(folder: Path, seed: int, times: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    project = tmp_path / "edition"
    shutil.copytree(folder / "essays", project / "essays")
    shutil.copy(folder / "references.bib", project)
    kept = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    for _ in range(times):
        for _ in range(chance.randrange(1, 4)):
            change(chance, chance.choice(sorted(kept)), kept)
        assert warm(project) == cold(project)
        assert as_built(project) == anew(project)
    for path, content in kept.items():
        path.write_bytes(content)
    assert warm(project) == cold(project)


def change(chance: random.Random, path: Path, kept: dict[Path, bytes]) -> None:
    """Change a file as an accident would, and give it the dates it had."""
    before = path.stat() if path.exists() else None
    content = path.read_bytes() if before else kept[path]
    lines = content.splitlines(keepends=True) or [b"\n"]
    where = chance.randrange(len(lines))
    match chance.randrange(7):
        case 0:
            path.unlink(missing_ok=True)
            return
        case 1:
            del lines[where]
        case 2:
            lines.insert(where, chance.choice(lines))
        case 3:
            lines[where] = bytes(chance.sample(lines[where], len(lines[where])))
        case 4:
            lines = [chance.choice(sorted(kept.values()))]
        case 5:
            lines = [kept[path]]
        case 6:
            lines = [content.replace(b"2026", b"2019")]
    path.write_bytes(b"".join(lines))
    if before:
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_dates_and_sizes_count_for_nothing(base: Path) -> None:
    note = next((base / "essays").glob("*/notes/*.md"))
    before = note.stat()
    note.write_bytes(note.read_bytes().replace(b"---", b"+++", 1))
    os.utime(note, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert note.stat().st_size == before.st_size
    assert warm(base) == cold(base) != ()


# -- what is read again ----------------------------------------------------------------------------


def test_nothing_is_read_again_when_nothing_changed(base: Path, read: list[str]) -> None:
    warm(base)
    assert read == []


def test_only_the_essay_of_a_changed_note_is_read_again(base: Path, read: list[str]) -> None:
    note = next((base / "essays").glob("*/notes/*.md"))
    note.write_bytes(note.read_bytes() + b"One sentence more.\n")
    warm(base)
    assert read == [note.parent.parent.name]


def test_a_new_source_has_nothing_read_again(base: Path, read: list[str]) -> None:
    with (base / "references.bib").open("a") as stream:
        stream.write("@book{hen2001egg,\n  author = {Hen, Ada},\n  title = {Eggs},\n")
        stream.write("  date = {2001},\n  consulted = {full},\n}\n")
    assert warm(base) == cold(base) == ()
    assert read == []


def test_a_source_no_longer_read_is_asked_for_again(base: Path, read: list[str]) -> None:
    references = base / "references.bib"
    references.write_text(references.read_text().replace("{full}", "{no}"))
    assert warm(base) == cold(base) != ()
    assert read != []


def test_a_rule_on_one_essay_cannot_ask_for_all_of_a_list() -> None:
    asking = Asking({"a": 1})
    assert asking.get("a") == 1
    assert "b" not in asking
    assert asking.answers == {"a": [1], "b": []}
    with pytest.raises(TypeError):
        list(asking)


# -- the file --------------------------------------------------------------------------------------


def forged(file: Path) -> None:
    """Let the memory say that nothing is wrong, without the key."""
    seal, _, content = file.read_bytes().partition(b"\n")
    value = json.loads(content)
    for part in value["parts"].values():
        part[1][0] = []
    file.write_bytes(seal + b"\n" + json.dumps(value, separators=(",", ":")).encode())


def foreign(file: Path) -> None:
    """Bring the memory from another person's machine."""
    other = Memory(file, file.parent / "elsewhere")
    other.save({"engine": rechecking.engine_digest(), "parts": {}})


HOSTILE: dict[str, Callable[[Path], object]] = {
    "empty": lambda file: file.write_bytes(b""),
    "cut": lambda file: file.write_bytes(file.read_bytes()[:-20]),
    "no text": lambda file: file.write_bytes(bytes(range(256))),
    "deep": lambda file: file.write_bytes(b"0" * 64 + b"\n" + b"[" * 100_000),
    "pickle": lambda file: file.write_bytes(b"cos\nsystem\n(S'false'\ntR."),
    "forged": forged,
    "foreign": foreign,
    "folder": lambda file: (file.unlink(), file.mkdir()),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_memory_that_was_not_written_here_changes_nothing(name: str, tmp_path: Path) -> None:
    folder = next(folder for folder in FOLDERS if folder.name == "A043-anchor-missing")
    project = made(folder, tmp_path / "edition")
    assert warm(project) == cold(project) != ()
    HOSTILE[name](memory_for(project).file)
    assert memory_for(project).load() is None
    assert warm(project) == cold(project)


def test_rules_of_another_version_are_not_remembered(
    base: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rechecking, "engine_digest", lambda: ["another"])
    assert warm(base) == ()
    assert read != []


def test_where_nothing_can_be_written_the_check_goes_on(tmp_path: Path) -> None:
    project = shutil.copytree(LINT / "base", tmp_path / "edition")
    (tmp_path / "memory").write_text("a file where the folder should be")
    (tmp_path / "keys").write_text("likewise")
    assert warm(project) == ()


def test_what_changes_while_it_is_read_is_not_remembered(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = next((base / "essays").glob("*/notes/*.md"))
    good = note.read_bytes()
    read_essay = rechecking._Check._read_essay

    def disturbed(self: rechecking._Check, name: str, folder: Path) -> rechecking.Part:
        part = read_essay(self, name, folder)
        note.write_bytes(good)
        return part

    note.write_bytes(b"no front matter")
    with monkeypatch.context() as patch:
        patch.setattr(rechecking._Check, "_read_essay", disturbed)
        assert warm(base) != ()
        note.write_bytes(b"no front matter")
        assert as_built(base).problems != ()
    assert warm(base) == ()
    assert as_built(base) == anew(base)
    note.write_bytes(b"no front matter")
    assert warm(base) == cold(base) != ()
    assert as_built(base) == anew(base)


def test_what_is_too_large_is_read_as_far_as_it_counts(tmp_path: Path) -> None:
    file = tmp_path / "large.md"
    file.write_bytes(b"a" * 100_000)
    first = digest_of(file)
    file.write_bytes(b"a" * 99_999 + b"b")
    assert digest_of(file) != first != ""


def test_the_command_remembers_and_can_be_told_not_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    without = shutil.ignore_patterns("build")
    project = shutil.copytree(LINT / "base", tmp_path / "edition", ignore=without)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))

    def run(*more: str) -> str:
        script = str(REPOSITORY / "scripts" / "check.py")
        monkeypatch.setattr(sys, "argv", [script, "--project", str(project), *more])
        with pytest.raises(SystemExit):
            runpy.run_path(script, run_name="__main__")
        return capsys.readouterr().out

    run("--no-cache")
    assert not (project / "build").exists()
    assert run() == run() == ""
    assert (project / "build" / "check" / ".gitignore").read_text() == "*\n"
    note = next((project / "essays").glob("*/notes/*.md"))
    note.write_text("nothing")
    assert run() == run() == run("--no-cache") != ""


def test_found_is_what_is_shown(base: Path) -> None:
    found = recheck(base, None)
    assert isinstance(found, Found)
    assert [outline.id for outline in found.outlines] == sorted(
        folder.parent.name for folder in (base / "essays").glob("*/essay.yml")
    )


# -- records kept from build to build --------------------------------------------------------------


def test_records_are_kept_and_bodies_with_them(base: Path, read: list[str]) -> None:
    first = as_built(base)
    read.clear()
    second = as_built(base)
    assert read == []
    for edition in (first, second):
        for note in edition.note_by_id.values():
            assert edition.body(note) == anew(base).body(note)


@pytest.mark.parametrize("content", [b"", b"\x80\x05", b"not a pickle", b"\x80\x05N."])
def test_a_file_of_records_in_pieces_is_as_good_as_none(base: Path, content: bytes) -> None:
    as_built(base)
    Keep(base.parent / "doctrees").file.write_bytes(content)
    assert as_built(base) == anew(base)
