#!/usr/bin/env python3
"""Measure what people wait for: readers, editors, contributors, maintainers, users of the book.

One table, with others' programs on the same words in the same run where there are any; medians,
with the least and the most. ``docs/engine/results/waits.md`` is such a table.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

import benchmark_pages
import benchmark_print
import benchmark_serve
from benchmark import CHECK, ONE_NOTE, Bench, mkdocs_here, run_all
from measuring import measured

REPOSITORY = Path(__file__).parent.parent
HEADS = ("Who", "Waits for", "Aim", "Median", "Spread", "Beside it, in the same run")


class Wait(NamedTuple):
    """Something that somebody waits for."""

    who: str
    what: str
    aim: str
    unit: str
    found: Sequence[float]
    peer: str = ""
    """Another program, with its median."""

    @property
    def row(self) -> tuple[str, ...]:
        """The cells of the table."""
        digits = 0 if max(self.found) >= 60 else 2
        middle, least, most = (
            f"{each(self.found):.{digits}f}" for each in (statistics.median, min, max)
        )
        spread = "" if least == most else f"{least}–{most}"
        return self.who, self.what, self.aim, f"{middle} {self.unit}".strip(), spread, self.peer


def of_readers(work: Path, runs: int) -> Iterator[Wait]:
    """Yield what readers of this edition wait for; the site is built first."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", str(REPOSITORY / "docs")]
    subprocess.run([*command, str(work / "site")], check=True)
    weights: list[float] = []
    for name, width, found in benchmark_pages.pages(work / "site", (), runs):
        weights += [weight / 1000 for *_, weight in found]
        blocks = [block for block, *_ in found]
        what = f"{name} blocks, {width} px wide"
        yield Wait("readers", what, "at most 300 ms", "ms", blocks)
    yield Wait("readers", "the heaviest page, packed", "at most 250 kB", "kB", [max(weights)])


def of_editors(essays: int, notes: int, runs: int, rest: float, mkdocs: str) -> Iterator[Wait]:
    """Yield what editors wait for: saving a note, until a browser has painted it."""
    found = dict(benchmark_serve.served_times(essays, notes, runs, rest, mkdocs))
    own, *rest_of = found.items()
    peers = "; ".join(f"{name}: {statistics.median(times):.2f} s" for name, times in rest_of[1:])
    what = "a saved note is shown"
    yield Wait("editors", f"{what}, {own[0]}", "at most 1.0 s", "s", own[1])
    name, times = rest_of[0]
    yield Wait("editors", f"{what}, {name}", "at most 2.5 s", "s", times, peers)


def of_others(work: Path, options: argparse.Namespace) -> Iterator[Wait]:
    """Yield what contributors and maintainers wait for."""
    bench = Bench(work, options.essays, options.notes)
    for _ in range(options.runs):
        run_all(bench, options)
    check = [sys.executable, "-m", "sphinx_apparatus", "check"]
    note = sorted((REPOSITORY / "essays").glob("*/notes/*.md"))[0]
    for name, folder, file, aim in (
        ("this edition", REPOSITORY, note, "at most 0.5 s"),
        (f"{options.essays} essays", bench.engine, bench.note, "at most 2.5 s"),
    ):
        times = [measured([*check, str(file)], folder).seconds for _ in range(options.runs)]
        yield Wait("contributors", f"the check of one file, {name}", aim, "s", times)
    times = [run.seconds for run in bench.measured[CHECK].runs]
    yield Wait("contributors", f"the check of everything, {options.essays} essays", "", "s", times)
    plain = bench.measured["plain Sphinx"]
    others = [
        f"{name}: {one.seconds:.1f} s"
        for name, one in bench.measured.items()
        if name.startswith(("plain", "MkDocs"))
    ]
    engine = bench.measured["engine"]
    what = f"a full build, {options.essays} × {options.notes}"
    times = [run.seconds for run in engine.runs]
    yield Wait("maintainers", what, "", "s", times, "; ".join(others))
    ratios = [a.seconds / b.seconds for a, b in zip(engine.runs, plain.runs, strict=True)]
    yield Wait("maintainers", f"{what}, of plain Sphinx", "at most 0.35", "", ratios)
    times = [run.seconds for run in bench.measured[ONE_NOTE].runs]
    yield Wait("maintainers", "a build after one note was changed", "", "s", times)
    memory = [run.megabytes for run in engine.runs]
    aim, peer = "at most plain Sphinx’s", f"plain Sphinx: {plain.megabytes:.0f} MB"
    yield Wait("maintainers", f"{what}, memory", aim, "MB", memory, peer)


def of_print(work: Path, runs: int) -> Iterator[Wait]:
    """Yield what users of the book wait for."""
    found = benchmark_print.compared(work, "real", 0, "xelatex", runs)
    own, other = ([one.seconds for one in found[name]] for name in ("typst.compile", "latexmk"))
    peer = f"latexmk: {statistics.median(other):.2f} s"
    yield Wait("print users", "both essays are set", "", "s", own, peer)
    ratios = [a / b for a, b in zip(own, other, strict=True)]
    yield Wait("print users", "the same, of latexmk", "at most 0.20", "", ratios)


def markdown(waits: list[Wait], options: argparse.Namespace) -> str:
    """Return the table as a page of Markdown, with date and machine."""
    times = f"medians of {options.runs} runs" if options.runs > 1 else "one run"
    where = f"Python {platform.python_version()}, {os.cpu_count()} cores"
    lines = [HEADS, ("---", "---", "---", "---:", "---:", "---"), *(wait.row for wait in waits)]
    table = "".join(f"| {' | '.join(line)} |\n" for line in lines)
    return f"Measured on {date.today().isoformat()} with {where}; {times}.\n\n{table}"


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("--essays", type=int, default=200, help="how many made-up essays")
    add("--notes", type=int, default=20, help="notes of a made-up essay")
    add("--runs", type=int, default=3, help="how often each is measured")
    add("--rest", type=float, default=15, help="seconds between two changes of an editor")
    add("--mkdocs", default=mkdocs_here(), help="a Python that has mkdocs-material, if not this")
    add("--page", type=Path, help="write the table here as Markdown")
    options = parser.parse_args()
    options.jobs, options.engine_only = [], False
    waits: list[Wait] = []
    table = Table(*HEADS, box=None)
    with tempfile.TemporaryDirectory(prefix="benchmark-") as made:
        work = Path(made)
        waits += of_readers(work, options.runs)
        waits += of_others(work, options)
        if shutil.which("latexmk"):
            waits += of_print(work / "print", options.runs)
    sizes = options.essays, options.notes, options.runs, options.rest, options.mkdocs
    waits += of_editors(*sizes)
    for wait in waits:
        table.add_row(*wait.row)
    Console(width=150).print(table)
    if options.page:
        options.page.write_text(markdown(waits, options), encoding="utf-8")


if __name__ == "__main__":
    main()
