"""Measure a command from outside, for the benchmarks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

# Python keeps what it compiled of installed packages; a process that may not do so with the engine
# would compile all of it anew, and is not what anybody waits for.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""Chromium without windows first: others draw theirs too, even where there is no screen."""


def browser_here() -> str | None:
    """Return the path of the browser that pages are opened in, or none for Playwright's own."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@dataclass(frozen=True)
class Run:
    """One process, measured from outside."""

    seconds: float
    processor: float
    """Seconds of processor time, of all cores together: what a busy machine leaves comparable."""
    megabytes: float
    """The most memory that the process held; of its workers, the largest alone counts."""
    said: str
    """What it printed."""


def measured(command: list[str], folder: Path) -> Run:
    """Run a command in a folder once.

    :raises SystemExit: it failed.
    """
    with tempfile.TemporaryFile() as stream:
        begin = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=stream, stderr=stream)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        stream.seek(0)
        said = stream.read().decode(errors="replace")
    if status:
        sys.exit(f"{' '.join(command)} failed in {folder}:\n{said[-3000:]}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said)
