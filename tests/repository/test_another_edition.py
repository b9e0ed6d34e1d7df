"""The guide to another edition, carried out as written: from the wheel, without a checkout."""

from __future__ import annotations

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
from tests.support.project import REPOSITORY

pytestmark = pytest.mark.build

GUIDE = REPOSITORY / "docs" / "engine" / "another-edition.md"


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

    New environments see the packages that are installed for these tests, apart from the engine
    and from pip; nothing is fetched.
    """
    packages = tmp_path_factory.mktemp("packages")
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        if not re.match(r"(__editable__|_?sphinx_apparatus|pip\b|setuptools|.*\.pth$)", path.name):
            (packages / path.name).symlink_to(path)
    programs = tmp_path_factory.mktemp("bin")
    python = programs / "python3"
    python.write_text(f'#!/bin/sh\nexec "{Path(sys.executable).resolve()}" "$@"\n')
    python.chmod(0o755)
    kept = {name: os.environ[name] for name in ("HOME", "TMPDIR", "LANG") if name in os.environ}
    return kept | {
        "PATH": f"{programs}:/usr/local/bin:/usr/bin:/bin",
        "PYTHONPATH": str(packages),
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(wheel.parent),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "SOURCE_DATE_EPOCH": "1795305600",
    }


@pytest.fixture(scope="module")
def made(machine: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition that the guide makes."""
    folder = tmp_path_factory.mktemp("guide")
    commands = list(blocks(GUIDE.read_text(encoding="utf-8")))
    assert len(commands) >= 8
    script = "set -eux\n" + "\n".join(commands)
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=machine, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert str(REPOSITORY) not in done.stdout + done.stderr
    (folder / "said.txt").write_text(done.stdout)
    return folder


def test_the_guide_makes_pages_and_a_book(made: Path) -> None:
    edition = made / "two-gardens"
    page = (edition / "build" / "html" / "essays" / "1912-wall.html").read_text()
    assert 'id="note-nineteen"' in page
    assert "have read both letters" in page
    assert (edition / "build" / "pdf" / "edition.pdf").read_bytes().startswith(b"%PDF-")
    assert (edition / "build" / "data" / "1912-wall.tei.xml").is_file()
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
    guide = GUIDE.read_text(encoding="utf-8")
    (report,) = re.findall(r"```text\n(essays/1912-wall/notes/keys.*?)```", guide, re.DOTALL)
    assert report in said
    (message,) = re.findall(r"```text\n(essays/1912-wall/notes/nineteen.*?)```", guide, re.DOTALL)
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
