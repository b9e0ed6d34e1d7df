"""The guides to another edition, carried out as written: from the wheel, without a checkout."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator
from email.parser import HeaderParser
from pathlib import Path

import pytest
from tests.support.project import REPOSITORY, loaded_script

pytestmark = pytest.mark.build

GUIDE = (REPOSITORY / "docs" / "engine" / "another-edition.md").read_text(encoding="utf-8")
_TREE = re.search(r"```\{toctree\}\n.*?\n\n(.*?)```", GUIDE, re.DOTALL)
assert _TREE
PATHS = {
    name: (REPOSITORY / "docs" / "engine" / f"{name}.md").read_text(encoding="utf-8")
    for name in _TREE[1].split()
}
"""The pages to which the guide leads on, by their names, in their order."""


def blocks(text: str) -> Iterator[str]:
    """Yield the blocks of shell commands of a page; such a block may hold fences of Markdown."""
    for match in re.finditer(r"^(`{3,})sh\n(.*?)^\1\n", text, re.DOTALL | re.MULTILINE):
        yield match[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from what a clone would have."""
    source = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "LICENSE", "README.md"):
        shutil.copy(REPOSITORY / name, source)
    shutil.copytree(
        REPOSITORY / "src", source / "src", ignore=shutil.ignore_patterns("__pycache__")
    )
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-build-isolation", "--no-deps"]
    done = subprocess.run(
        [*command, "--no-index", "-w", str(out), str(source)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = out.glob("sphinx_apparatus-*.whl")
    return found


def test_the_wheel_speaks_of_the_engine(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (metadata,) = (name for name in names if name.endswith(".dist-info/METADATA"))
        told = HeaderParser().parsestr(archive.read(metadata).decode())
    assert {"sphinx_apparatus/py.typed", "sphinx_apparatus/cli/starter/Makefile"} <= names
    assert "Two Januaries" not in told.get_payload()
    assert told["Name"] == "sphinx-apparatus"
    assert told["Keywords"]
    assert told.get_all("Provides-Extra") == ["import", "serve", "verify"]
    # Nothing of the edition, and no tests.
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"sphinx_apparatus"}


@pytest.fixture(scope="module")
def machine(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a machine that has the dependencies and the wheel, but no engine.

    New environments see the packages that are installed for these tests, pip among them, apart from
    the engine; nothing is fetched.
    """
    packages = tmp_path_factory.mktemp("packages")
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        if not re.match(r"(__editable__|_?sphinx_apparatus|setuptools|.*\.pth$)", path.name):
            (packages / path.name).symlink_to(path)
    programs = tmp_path_factory.mktemp("bin")
    # Python would install and compile a pip of its own, which takes as long as five commands.
    real = f'exec "{Path(sys.executable).resolve()}"'
    for name, program in {
        "python3": f'case "$1 $2" in "-m venv") {real} "$@" --without-pip ;; esac\n{real} "$@"',
        "pip": 'exec python -m pip "$@"',
    }.items():
        (programs / name).write_text(f"#!/bin/sh\n{program}\n")
        (programs / name).chmod(0o755)
    kept = {name: os.environ[name] for name in ("HOME", "TMPDIR", "LANG") if name in os.environ}
    return kept | {
        "PATH": f"{programs}:/usr/local/bin:/usr/bin:/bin",
        "PYTHONPATH": str(packages),
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_COMPILE": "1",
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(wheel.parent),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "SOURCE_DATE_EPOCH": "1795305600",
    }


# The first commands run as anybody runs them; the many others in forks of a process that has
# imported the engine from the same environment: its import takes longer than what they do.
SERVED = """
set +x
mkfifo "$TMP/asked" "$TMP/answered"
python "$SERVER" < "$TMP/asked" > "$TMP/answered" &
exec 8> "$TMP/asked" 9< "$TMP/answered"
sphinx-apparatus() {
    python -I -S -c 'import json, os, sys; print(json.dumps({
        "program": "sphinx-apparatus", "arguments": sys.argv[2:], "environment": dict(os.environ),
        "cwd": os.getcwd(), "out": sys.argv[1] + "/out", "err": sys.argv[1] + "/err"}))' \\
        "$TMP" "$@" >&8
    read -r status <&9
    cat "$TMP/out"
    cat "$TMP/err" >&2
    return "$status"
}
set -x
"""


@pytest.fixture(scope="module")
def made(machine: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition that the guide makes, with what each path adds; ``make`` runs once, at the end.

    Before it, the commands by which ``make`` builds run as they are written.
    """
    folder = tmp_path_factory.mktemp("guide")
    paths = [list(blocks(page)) for page in PATHS.values()]
    assert sum(map(len, paths)) >= 10
    install, first, *others = blocks(GUIDE)
    assert "sphinx-apparatus init" in first
    commands = "".join([install, first, SERVED, *others, *itertools.chain(*paths)])
    commands, made = re.subn(r"^make\n", "", commands, flags=re.MULTILINE)
    assert made == 2
    server = REPOSITORY / "tests" / "support" / "build_server.py"
    served = {"SERVER": str(server), "TMP": str(tmp_path_factory.mktemp("served"))}
    done = subprocess.run(
        ["bash", "-c", f"set -eux\n{commands}exec 8>&-\nwait\nmake"],
        cwd=folder,
        env=machine | served,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert str(REPOSITORY) not in done.stdout + done.stderr
    (folder / "said.txt").write_text(done.stdout)
    return folder


def test_the_guide_makes_pages_and_a_book(made: Path) -> None:
    edition = made / "two-gardens"
    page = (edition / "build" / "html" / "essays" / "1912-wall.html").read_text()
    assert 'id="note-nineteen"' in page
    assert 'id="note-reading-room"' in page
    assert "have read both letters" in page
    assert (edition / "build" / "pdf" / "edition.pdf").read_bytes().startswith(b"%PDF-")
    assert (edition / "build" / "data" / "1912-wall.tei.xml").is_file()
    for name in ("1913-key", "1914-gate", "1915-patio", "1916-gates-2", "1917-well", "1923-bees"):
        assert (edition / "build" / "html" / "essays" / f"{name}.html").is_file()
    assert (edition / "build" / "html" / "essays" / "1917-well" / "witness-B.html").is_file()
    # Nothing is offered that leads nowhere, nothing is invented, nothing is empty.
    for path in (edition / "build" / "html").rglob("*.html"):
        text = path.read_text()
        assert "Annotate" not in text, path
        assert "Propose a note" not in text, path
        assert "(author)" not in text, path
        assert not re.search(r"[Vv]ersion \.", text), path
        assert text.count('role="search"') <= 2, path


def test_the_guide_prints_what_is_said(made: Path, machine: dict[str, str]) -> None:
    said = (made / "said.txt").read_text()
    pages = "\n".join([GUIDE, *PATHS.values()])
    for beginning in ("essays/1912-wall/notes/keys", "l. 1  deep"):
        (report,) = re.findall(rf"```text\n({beginning}.*?)```", pages, re.DOTALL)
        assert report in said
    for shown in re.findall(r"```markdown\n(.*?)```", PATHS["verse"], re.DOTALL):
        assert shown in said
    (message,) = re.findall(r"```text\n(essays/1912-wall/notes/nineteen.*?)```", GUIDE, re.DOTALL)
    note = made / "two-gardens" / "essays" / "1912-wall" / "notes" / "nineteen.md"
    good = note.read_text()
    note.write_text(good.replace("  nineteen of the gardens\n", "  twenty of the gardens\n"))
    try:
        command = [made / "apparatus" / "bin" / "sphinx-apparatus", "check"]
        done = subprocess.run(
            command,
            cwd=made / "two-gardens",
            env=machine,
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        note.write_text(good)
    assert done.returncode == 1, done.stderr
    assert done.stdout == message


def test_the_example_for_python_lists_the_notes(made: Path, machine: dict[str, str]) -> None:
    page = (REPOSITORY / "docs" / "engine" / "python.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    done = subprocess.run(
        [made / "apparatus" / "bin" / "python", "-c", example],
        cwd=made / "two-gardens",
        env=machine,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "1912 n. 3 Nineteen gardens\n" in done.stdout


def test_the_page_for_python_is_written_from_the_docstrings() -> None:
    page = (REPOSITORY / "docs" / "engine" / "python.md").read_text(encoding="utf-8")
    assert page == loaded_script("write_api").page(), "run scripts/write_api.py"
