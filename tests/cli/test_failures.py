"""No file and no state of the machine ends a command in a traceback; what stood there stays."""

from __future__ import annotations

import ast
import io
import os
import shutil
import zipfile
from pathlib import Path

import pytest
from tests.support.project import CLOSING, LINT_BASE, REPOSITORY, Apparatus

from sphinx_apparatus.export.kept_versions import zipped
from sphinx_apparatus.text import file_writing
from sphinx_apparatus.text.file_writing import write_whole, write_within


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small edition without a fault."""
    return Path(shutil.copytree(LINT_BASE, tmp_path / "edition"))


def test_a_name_that_is_not_utf8(project: Path, apparatus: Apparatus) -> None:
    folder = os.fsencode(project / "essays/2001-fox/notes")
    try:
        with open(os.path.join(folder, b"caf\xe9.md"), "wb") as file:  # noqa: PTH118, PTH123
            file.write(b"x")
    except OSError:
        pytest.skip("this file system takes only UTF-8")
    for form in ("text", "github", "json", "sarif"):
        code, printed, err = apparatus("check", "--project", project, "--format", form)
        assert code == 1
        assert CLOSING.fullmatch(err)
        assert "A006" in printed
        printed.encode()


@pytest.mark.parametrize("name", ["notes/loop.md", "../loop"])
def test_links_that_lead_to_each_other(name: str, project: Path, apparatus: Apparatus) -> None:
    link = project / "essays/2001-fox" / name
    link.symlink_to(link.name)
    code, printed, err = apparatus("check", "--project", project, link)
    assert code == 1
    assert CLOSING.fullmatch(err)
    assert "A005" in printed or "A006" in printed


@pytest.mark.parametrize(
    "content", [b"project = (", b"# caf\xe9\n", b"x = 'a\0b'\n", b"x = " + b"(" * 5000]
)
def test_settings_that_cannot_be_read(content: bytes, project: Path, apparatus: Apparatus) -> None:
    (project / "docs").mkdir(exist_ok=True)
    (project / "docs/conf.py").write_bytes(content)
    code, _, err = apparatus("check", "--project", project)
    assert code == 2
    assert "conf.py" in err
    assert "engine" not in err
    assert "codec" not in err


def test_an_argument_that_is_not_utf8(project: Path, apparatus: Apparatus) -> None:
    before = sorted(project.rglob("*"))
    words = ("new", "note", "--project", project, "--essay", "2001-fox", "--kind", "context")
    quote = "The dog sleeps"
    code, _, err = apparatus(*words, "--quote", quote, "--title", "caf\udce9")
    assert (code, sorted(project.rglob("*"))) == (2, before)
    assert r"--title ‘caf\udce9’ is not UTF-8" in err


def test_records_older_than_archives_can_say() -> None:
    made = [("a.txt", b"words")]
    packed = zipped(made, "x", (1926, 5, 1))
    assert zipfile.ZipFile(io.BytesIO(packed)).infolist()[0].date_time[0] == 1980


def test_a_write_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "references.bib"
    path.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(file_writing.Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, "new")
    assert [each.name for each in tmp_path.iterdir()] == ["references.bib"]
    assert path.read_text() == "old"


def test_links_on_the_way_are_refused(tmp_path: Path) -> None:
    inside, outside = tmp_path / "essays", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (inside / "notes").symlink_to(outside)
    (inside / "gone.md").symlink_to(outside / "gone.md")
    for name in ("notes/a.md", "gone.md"):
        with pytest.raises(OSError, match="symbolic link"):
            write_within(inside, inside / name, "x")
    assert list(outside.iterdir()) == []
    write_within(inside, inside / "new/a.md", "x")
    assert (inside / "new/a.md").read_text() == "x"


ODD = "x\x1b[2J\n::error::a\u202e"
FORM = str(REPOSITORY / ".github/ISSUE_TEMPLATE/new-note.yml")
REFUSED = {
    "text": ("import", "text", "{}", "2003-hen"),
    "annotations": ("import", "annotations", "{}"),
    "issue": ("import", "issue", "{}", "--form", FORM),
    "form": ("import", "issue", FORM, "--form", "{}"),
    "no file": ("check", "{}x"),
    "quote": ("new", "note", "--essay", "2001-fox", "--kind", "context", "--quote", ODD),
    "essay": ("new", "note", "--essay", ODD, "--kind", "context", "--quote", "x"),
    "kind": ("new", "note", "--essay", "2001-fox", "--kind", ODD, "--quote", "The dog sleeps"),
    "source": ("new", "source", "book", "--title", ODD, "--date", ODD, "--key", ODD),
    "type": ("new", "source", ODD, "--title", "x"),
    "base": ("check", "--base", ODD),
    "id": ("import", "text", FORM, ODD),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_moves_no_cursor_and_starts_no_line(
    name: str, project: Path, tmp_path: Path, apparatus: Apparatus
) -> None:
    path = tmp_path / ODD.replace("/", "")
    path.write_bytes(b"words\n\n\xe9")
    words = [word.format(path) for word in REFUSED[name]]
    code, printed, err = apparatus(*words, "--project", project)
    assert code in (1, 2)
    assert err
    assert not set(printed + err) & {"\x1b", "\u202e"}
    assert not any(line.startswith("::") for line in err.split("\n"))


def test_what_is_caught_is_printed_safe() -> None:
    """A refusal that is caught goes through what makes messages safe."""
    for path in sorted((REPOSITORY / "src/sphinx_apparatus/cli").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.ExceptHandler) or path.name == "main.py":
                continue
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "print":
                    assert ast.unparse(call.args[0]).startswith("safe("), path
