#!/usr/bin/env python3
"""Measure what an editor waits for: from saving a file until a browser shows it, painted.

``sphinx-apparatus serve`` shows this edition, and a made-up one; in the same run
``sphinx-autobuild`` shows plain Sphinx with the same words and hand-written footnotes, and
``mkdocs serve`` the bare words. Each is changed several times, and rests in between.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.table import Table

from benchmark import mkdocs_here
from measuring import browser_here
from synthetic import essays, write_edition, write_mkdocs, write_plain

REPOSITORY = Path(__file__).parent.parent
PARTS = ("docs", "essays", "references.bib", "CITATION.cff", "CONTRIBUTING.md", "CHANGELOG.md")
PAINTED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
PORTS = count(8200)


class Served(NamedTuple):
    """A site that is shown while its files change."""

    name: str
    folder: Path
    command: Callable[[int], list[str]]
    """The command, for a port."""
    page: str
    changed: Path


@contextmanager
def running(served: Served, log: Path) -> Iterator[str]:
    """Run a server until it answers; yield the address of the page, and end it."""
    port = next(PORTS)
    with log.open("wb") as stream:
        process = subprocess.Popen(
            served.command(port), cwd=served.folder, stdout=stream, stderr=stream
        )
        try:
            yield f"http://127.0.0.1:{port}/{served.page}"
        finally:
            process.terminate()
            process.wait()


def waits(served: Served, browser: Browser, runs: int, rest: float) -> list[float]:
    """Return the seconds from each change to its paint.

    :param rest: seconds for which nothing is done, so that all pages are built between two changes.
    """
    before = served.changed.read_text(encoding="utf-8")
    found = []
    with running(served, served.folder / "served.log") as address:
        page = browser.new_page()
        until = time.monotonic() + 600
        while time.monotonic() < until:
            try:
                page.goto(address)
                break
            except Exception:  # it does not answer yet
                time.sleep(1)
        time.sleep(rest)
        for run in range(runs):
            word = f"Word{run}x{next(PORTS)}"
            begin = time.perf_counter()
            served.changed.write_text(f"{before.rstrip()}\n{word}.\n", encoding="utf-8")
            shown = (
                f"document.readyState == 'complete' && document.body.textContent.includes('{word}')"
            )
            page.wait_for_function(shown, polling=20, timeout=300_000)
            page.evaluate(PAINTED)
            found.append(time.perf_counter() - begin)
            time.sleep(rest)
        page.close()
    served.changed.write_text(before, encoding="utf-8")
    return found


def sites(work: Path, essay_count: int, notes: int, mkdocs: str) -> Iterator[Served]:
    """Yield what is compared."""

    def engine(port: int) -> list[str]:
        return [sys.executable, "-m", "sphinx_apparatus", "serve", "--port", str(port)]

    own = work / "own"
    own.mkdir()
    for name in PARTS:
        path = REPOSITORY / name
        (shutil.copytree if path.is_dir() else shutil.copy)(path, own / name)
    longest = max((own / "essays").glob("*/notes"), key=lambda notes: len(list(notes.iterdir())))
    text = longest.parent.name
    note = sorted(longest.glob("*.md"))[0]
    yield Served("this edition", own, engine, f"essays/{text}.html", note)

    made = list(essays(essay_count, notes))
    folders = [work / name for name in ("edition", "plain", "mkdocs")]
    for folder, write in zip(folders, (write_edition, write_plain, write_mkdocs), strict=True):
        write(folder, made)
    edition, plain, bare = folders
    note = sorted((edition / "essays").glob("*/notes/*.md"))[0]
    text = note.parent.parent.name
    yield Served(f"{essay_count} essays", edition, engine, f"essays/{text}.html", note)
    yield Served(
        f"sphinx-autobuild, {essay_count} essays of plain Sphinx",
        plain,
        lambda port: [
            sys.executable,
            "-m",
            "sphinx_autobuild",
            "-q",
            "--port",
            str(port),
            "docs",
            "out",
        ],
        f"essays/{text}.html",
        plain / "docs" / "essays" / f"{text}.md",
    )
    if mkdocs:
        yield Served(
            f"mkdocs serve, {essay_count} pages of bare words",
            bare,
            lambda port: [mkdocs, "-m", "mkdocs", "serve", "-q", "-a", f"127.0.0.1:{port}"],
            f"essays/{text}/",
            bare / "docs" / "essays" / f"{text}.md",
        )


def served_times(
    essay_count: int, notes: int, runs: int, rest: float, mkdocs: str, only: Collection[int] = ()
) -> Iterator[tuple[str, list[float]]]:
    """Yield what is shown, with the seconds of each change.

    :param only: numbers of the rows, from 0; all if there are none.
    """
    with tempfile.TemporaryDirectory(prefix="benchmark-") as work, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_here())
        for number, served in enumerate(sites(Path(work), essay_count, notes, mkdocs)):
            if not only or number in only:
                yield served.name, waits(served, browser, runs, rest)
        browser.close()


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--essays", type=int, default=200)
    parser.add_argument("--notes", type=int, default=20, help="notes an essay")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--rest", type=float, default=20, help="seconds between two changes")
    parser.add_argument("--mkdocs", default=mkdocs_here(), help="a Python that has mkdocs-material")
    parser.add_argument("--only", type=int, nargs="*", help="numbers of the rows, from 0")
    options = parser.parse_args()
    table = Table("what is shown", "seconds, median", "least", "most", box=None)
    found = served_times(
        *(options.essays, options.notes, options.runs, options.rest, options.mkdocs),
        only=options.only or (),
    )
    for name, times in found:
        table.add_row(name, *(f"{each(times):.2f}" for each in (statistics.median, min, max)))
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
