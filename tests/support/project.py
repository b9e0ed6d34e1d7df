"""The repository, and its commands as a person runs them."""

from __future__ import annotations

import atexit
import fcntl
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest

REPOSITORY = Path(__file__).parents[2]
SET_UP = """() => !document.querySelector("script[src*='apparatus.js']")
    || performance.getEntriesByName("apparatus-ready").length > 0"""
"""Whether the scripts of a page have done what they do at its start, part of it in steps."""
LINT_BASE = REPOSITORY / "tests" / "lint" / "base"
# A fixed day, so that two builds of one text are the same bytes: 22 November 2026.
EPOCH = "1795305600"


def loaded_script(name: str) -> ModuleType:
    """Return a script of maintainers as a module."""
    path = REPOSITORY / "scripts" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Ran(NamedTuple):
    """What a call of the command came to."""

    code: int
    out: str
    err: str


Apparatus = Callable[..., Ran]
CLOSING = re.compile(
    r"(A\d{3}: .+\n)*.+: (no (problems found|errors)|\d+ (error|warning|notice)).*\.\n"
)
"""What the check says on standard error where nothing failed: advice, and how many problems."""


class _Server:
    """The process of ``build_server.py``, started by the first build of these tests."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[str] | None = None
        self.seed: str | None = None

    def build(
        self, arguments: list[str], environment: dict[str, str]
    ) -> subprocess.CompletedProcess[str] | None:
        """Run Sphinx; return none if the build asks for another hash seed, set at a start."""
        if self.process is None or self.process.poll() is not None:
            self.seed = os.environ.get("PYTHONHASHSEED")
            self.process = subprocess.Popen(
                [sys.executable, str(Path(__file__).with_name("build_server.py"))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                cwd=REPOSITORY,
            )
            atexit.register(self.stop)
        if environment.get("PYTHONHASHSEED") != self.seed:
            return None
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        with tempfile.TemporaryDirectory() as folder:
            out, err = Path(folder, "out"), Path(folder, "err")
            request = {"program": "sphinx-build", "arguments": arguments, "out": str(out)}
            request |= {"err": str(err), "environment": environment, "cwd": str(REPOSITORY)}
            self.process.stdin.write(json.dumps(request) + "\n")
            self.process.stdin.flush()
            code = int(self.process.stdout.readline())
            told = (path.read_text(errors="replace") for path in (out, err))
            return subprocess.CompletedProcess(arguments, code, *told)

    def stop(self) -> None:
        """End the process: it reads until there is no more to read."""
        if self.process is not None:
            self.process.communicate()


_SERVER = _Server()


def run_sphinx(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``sphinx-build`` as a person does, in a process of its own."""
    variables = os.environ | {"SOURCE_DATE_EPOCH": EPOCH} | environment
    return _SERVER.build(list(arguments), variables) or subprocess.run(
        [sys.executable, "-m", "sphinx", *arguments],
        capture_output=True,
        text=True,
        env=variables,
        cwd=REPOSITORY,
        check=False,
    )


def sphinx_build(
    builder: str, source: Path, out: Path, *options: str, check: bool = True
) -> subprocess.CompletedProcess[str]:
    """Build with Sphinx in a process of its own; it must succeed unless *check* is false."""
    done = run_sphinx("-q", "-b", builder, *options, str(source), str(out))
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


def git(folder: Path, *arguments: str) -> None:
    """Run git as somebody who is always the same, on a day that is always the same."""
    who = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org"}
    who |= {name.replace("AUTHOR", "COMMITTER"): value for name, value in who.items()}
    dates = {
        "GIT_AUTHOR_DATE": "2003-01-01T00:00:00Z",
        "GIT_COMMITTER_DATE": "2003-01-01T00:00:00Z",
    }
    environment = os.environ | who | dates | {"GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, env=environment
    )


def built_once(factory: pytest.TempPathFactory, name: str, build: Callable[[Path], object]) -> Path:
    """Return a folder that one process fills and all processes of the tests read."""
    root = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent
    out, done = root / name, root / f"{name}.done"
    with (root / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(out, ignore_errors=True)  # Of a build that failed.
            out.mkdir()
            build(out)
            done.touch()
    return out


WITH_UNITS = ("gettysburg", "sonnets", "hamlet", "chapters", "legends")
"""Editions whose sites several modules of tests look at."""


def small_editions(factory: pytest.TempPathFactory, name: str, editions: Iterable[str]) -> Path:
    """Return a folder with the sites of ``tests/editions``, built once and without a warning."""

    def build(out: Path) -> None:
        for edition in editions:
            docs = REPOSITORY / "tests" / "editions" / edition / "docs"
            options = ("-n", "-W", "-d", str(out / f".{edition}"))
            sphinx_build("html", docs, out / edition, *options)

    return built_once(factory, name, build)
