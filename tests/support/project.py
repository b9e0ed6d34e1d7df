"""The repository, and its commands as a person runs them."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

REPOSITORY = Path(__file__).parents[2]
LINT_BASE = REPOSITORY / "tests" / "lint" / "base"
# A fixed day, so that two builds of one text are the same bytes: 22 November 2026.
EPOCH = "1795305600"


class Ran(NamedTuple):
    """What a call of the command came to."""

    code: int
    out: str
    err: str


Apparatus = Callable[..., Ran]


def sphinx_build(
    builder: str, source: Path, out: Path, *options: str, check: bool = True
) -> subprocess.CompletedProcess[str]:
    """Run ``sphinx-build`` as a person does, in a process of its own."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", builder, *options]
    environment = os.environ | {"SOURCE_DATE_EPOCH": EPOCH}
    done = subprocess.run(
        [*command, str(source), str(out)],
        capture_output=True,
        text=True,
        env=environment,
        cwd=REPOSITORY,
        check=False,
    )
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


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
