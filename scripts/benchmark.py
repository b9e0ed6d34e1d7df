#!/usr/bin/env python3
"""Measure the engine against plain Sphinx with hand-written footnotes, on the same words.

All builds run in the same call, by turns, each in a process of its own; what counts is the ratio
of their times. The made-up edition is the same each time: its seed is fixed.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from measuring import Run, measured
from synthetic import essays, write_edition, write_mkdocs, write_plain

PACKAGES = ("sphinx", "docutils", "myst-parser", "sphinx-book-theme", "sphinxcontrib-bibtex")
NO_CHANGE, ONE_NOTE = "engine, nothing changed", "engine, one note changed"
CHECK = "check"


@dataclass
class Measured:
    """All runs of one command."""

    name: str
    runs: list[Run] = field(default_factory=list)
    page_bytes: float = 0.0

    @property
    def seconds(self) -> float:
        """The median."""
        return statistics.median(run.seconds for run in self.runs)

    @property
    def processor(self) -> float:
        """The median."""
        return statistics.median(run.processor for run in self.runs)

    @property
    def megabytes(self) -> float:
        """The median."""
        return statistics.median(run.megabytes for run in self.runs)


class Bench:
    """A folder of made-up editions, and what was measured with them.

    :param work: the folder.
    :param count: how many essays.
    :param notes: notes an essay.
    """

    def __init__(self, work: Path, count: int, notes: int) -> None:
        self.count = count
        self.engine, self.plain, self.mkdocs = (
            work / f"{name}-{count}" for name in ("engine", "plain", "mkdocs")
        )
        made = list(essays(count, notes))
        for folder, write in (
            (self.engine, write_edition),
            (self.plain, write_plain),
            (self.mkdocs, write_mkdocs),
        ):
            shutil.rmtree(folder, ignore_errors=True)
            write(folder, made)
        self.note = next(iter(sorted((self.engine / "essays").glob("*/notes/*.md"))))
        self.measured: dict[str, Measured] = {}

    def build(self, name: str, folder: Path, jobs: int = 1, fresh: bool = True) -> None:
        """Build a project with Sphinx once.

        :raises SystemExit: the build failed.
        """
        out = folder / f"out-{jobs}"
        if fresh:
            shutil.rmtree(out, ignore_errors=True)
        command = [sys.executable, "-m", "sphinx", "-q", "-j", str(jobs), "-b", "html"]
        command += ["-d", str(out / "doctrees"), str(folder / "docs"), str(out / "html")]
        self._measure(name, command, folder)
        pages = [page.stat().st_size for page in (out / "html" / "essays").glob("*.html")]
        self.measured[name].page_bytes = sum(pages) / max(len(pages), 1)

    def build_mkdocs(self, name: str, python: str) -> None:
        """Build the bare words with MkDocs Material."""
        command = [python, "-m", "mkdocs", "-q", "build", "--site-dir", "out"]
        self._measure(name, command, self.mkdocs)
        pages = [page.stat().st_size for page in (self.mkdocs / "out").glob("essays/*/index.html")]
        self.measured[name].page_bytes = sum(pages) / max(len(pages), 1)

    def check(self, name: str) -> None:
        """Check all records of the edition."""
        command = [sys.executable, "-m", "sphinx_apparatus", "check"]
        self._measure(name, command, self.engine)

    def change_note(self) -> None:
        """Change a word of one note."""
        text = self.note.read_text(encoding="utf-8")
        self.note.write_text(f"{text.rstrip()} changed\n", encoding="utf-8")

    def add(self, earlier: Mapping[str, Mapping[str, Any]]) -> None:
        """Add the runs of an earlier call, as :func:`figures` wrote them."""
        for name, found in earlier.get(str(self.count), {}).items():
            one = self.measured.setdefault(name, Measured(name, [], found["page_bytes"]))
            one.runs += [Run(**run, said="") for run in found["runs"]]

    def _measure(self, name: str, command: list[str], folder: Path) -> None:
        self.measured.setdefault(name, Measured(name)).runs.append(measured(command, folder))


def run_all(bench: Bench, options: argparse.Namespace) -> None:
    """Measure everything once, in turn."""
    bench.build("engine", bench.engine)
    bench.build(NO_CHANGE, bench.engine, fresh=False)
    bench.change_note()
    bench.build(ONE_NOTE, bench.engine, fresh=False)
    if options.engine_only:
        return
    bench.check(CHECK)
    bench.build("plain Sphinx", bench.plain)
    for jobs in options.jobs:
        bench.build(f"engine, {jobs} jobs", bench.engine, jobs)
    if options.mkdocs:
        bench.build_mkdocs("MkDocs Material, bare words", options.mkdocs)


def rows(bench: Bench) -> Iterable[tuple[str, str, str, str, str, str]]:
    """Yield the rows: name, seconds, ratio to plain Sphinx or to the engine's full build."""
    engine, plain = bench.measured["engine"], bench.measured.get("plain Sphinx")
    whole = {NO_CHANGE: engine, ONE_NOTE: engine, CHECK: engine}
    for name, one in bench.measured.items():
        to = whole.get(name, plain)
        ratio = f"{one.seconds / to.seconds:.3f}" if to and to is not one else ""
        if ratio and to is not plain and to is not None:
            ratio += f" of ‘{to.name}’"
        page = f"{one.page_bytes:,.0f}" if one.page_bytes else ""
        seconds, processor = f"{one.seconds:.1f}", f"{one.processor:.1f}"
        yield name, seconds, processor, ratio, f"{one.megabytes:,.0f}", page


HEADS = ("what", "seconds", "processor", "ratio", "peak memory, MB", "bytes a page")


def markdown(benches: list[Bench], options: argparse.Namespace) -> str:
    """Return the results as a page of Markdown, with date and versions."""
    used = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    python = f"Python {platform.python_version()}"
    parts = [
        f"Measured on {date.today().isoformat()} with {python}, {used}; {os.cpu_count()} cores.\n",
    ]
    for bench in benches:
        runs = [len(one.runs) for one in bench.measured.values()]
        least, most = min(runs), max(runs)
        counted = f"{most}" if least == most else f"{least} to {most}"
        times = "one run" if most == 1 else f"medians of {counted} runs"
        parts.append(f"\n**{bench.count:,} essays with {options.notes} notes each**, {times}\n\n")
        lines = [
            HEADS,
            tuple("---" if head == HEADS[0] else "---:" for head in HEADS),
            *rows(bench),
        ]
        parts += [f"| {' | '.join(line)} |\n" for line in lines]
    if len(benches) > 1:
        growth = ", ".join(
            f"{name} n^{exponent(benches, name):.2f}"
            for name in ("engine", "plain Sphinx")
            if all(name in bench.measured for bench in benches)
        )
        parts.append(f"\nGrowth from {benches[0].count} to {benches[-1].count} essays: {growth}.\n")
    return "".join(parts)


def exponent(benches: list[Bench], name: str) -> float:
    """Return the exponent of the growth of time with the number of essays."""
    first, last = benches[0], benches[-1]
    times = last.measured[name].seconds / first.measured[name].seconds
    return math.log(times) / math.log(last.count / first.count)


def picture(bench: Bench) -> str:
    """Draw the seconds of each build as bars, in SVG that follows the color of the page."""
    shown = list(bench.measured.values())
    longest = max(one.seconds for one in shown)
    height, width = 30 * len(shown) + 10, 720
    bars = []
    for place, one in enumerate(shown):
        y = 10 + 30 * place
        long = max(2.0, 380 * one.seconds / longest)
        bars.append(
            f'<text x="230" y="{y + 14}" text-anchor="end">{one.name}</text>'
            f'<rect x="240" y="{y}" width="{long:.0f}" height="20" rx="2" opacity=".7"/>'
            f'<text x="{248 + long:.0f}" y="{y + 14}">{one.seconds:.1f} s</text>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'aria-label="Seconds of each build, as in the table" font-family="sans-serif" '
        f'font-size="13" fill="#777">{"".join(bars)}</svg>\n'
    )


def figures(benches: list[Bench]) -> str:
    """Return every run, as JSON."""
    data = {
        bench.count: {
            name: {"page_bytes": one.page_bytes, "runs": [_figures(run) for run in one.runs]}
            for name, one in bench.measured.items()
        }
        for bench in benches
    }
    return json.dumps(data, indent=2) + "\n"


def _figures(run: Run) -> dict[str, float]:
    return {name: value for name, value in asdict(run).items() if name != "said"}


def show(bench: Bench, console: Console) -> None:
    """Print the table."""
    table = Table(*HEADS, box=None, title=f"{bench.count} essays")
    for row in rows(bench):
        table.add_row(*row)
    console.print(table)


def mkdocs_here() -> str:
    """Return the interpreter that has MkDocs Material, or nothing."""
    try:
        version("mkdocs-material")
    except PackageNotFoundError:
        return ""
    return sys.executable if importlib.util.find_spec("mkdocs") else ""


def main() -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    add: Callable[..., object] = parser.add_argument
    add("--essays", type=int, default=200, help="how many essays")
    add("--notes", type=int, default=20, help="notes an essay")
    add("--runs", type=int, nargs="+", default=[1], help="how often, for each number of essays")
    add("--jobs", type=int, nargs="*", default=[], help="build with so many processes as well")
    add("--growth-from", type=int, help="measure so many essays too; print the growth")
    add("--engine-only", action="store_true", help="leave the check and plain Sphinx out")
    add("--mkdocs", default=mkdocs_here(), help="a Python that has mkdocs-material, if not this")
    add("--json", type=Path, help="write every run of this call here as well")
    add(
        "--with",
        dest="earlier",
        type=Path,
        nargs="+",
        default=[],
        metavar="JSON",
        help="count the runs of earlier calls as well",
    )
    add("--page", type=Path, help="write the tables here as Markdown, and beside it speed.svg")
    add("--keep", type=Path, help="work in this folder and leave it")
    options = parser.parse_args()
    work = options.keep or Path(tempfile.mkdtemp(prefix="benchmark-"))
    console = Console(width=110)
    try:
        counts = filter(None, (options.growth_from, options.essays))
        benches = [Bench(work, count, options.notes) for count in counts]
        for place, bench in enumerate(benches):
            for _ in range(options.runs[min(place, len(options.runs) - 1)]):
                run_all(bench, options)
        if options.json:
            options.json.write_text(figures(benches), encoding="utf-8")
        for bench in benches:
            for file in options.earlier:
                bench.add(json.loads(file.read_text(encoding="utf-8")))
            show(bench, console)
        if len(benches) > 1:
            console.print(f"growth: n^{exponent(benches, 'engine'):.2f}")
        if options.page:
            options.page.write_text(markdown(benches, options), encoding="utf-8")
            options.page.with_name("speed.svg").write_text(picture(benches[-1]), encoding="utf-8")
    finally:
        if not options.keep:
            shutil.rmtree(work, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
