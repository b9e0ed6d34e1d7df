#!/usr/bin/env python3
"""Measure Typst against LaTeX on the same book.

Timed are `typst.compile` on our source and `latexmk` on the LaTeX output of plain Sphinx, with
hand-written footnotes; neither figure holds what Sphinx takes to write its source. Both run in the
same call, in turn, each in a process of its own. Needs latexmk and the packages that Sphinx names.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import typst
from pypdf import PdfReader
from rich.console import Console
from rich.table import Table

from measuring import Run, measured
from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.export.myst import documents
from sphinx_apparatus.typst.builder import FONTS, SOURCE
from sphinx_apparatus.typst.links import INPUTS
from synthetic import essays, write_edition, write_plain

REPOSITORY = Path(__file__).parent.parent
# As the export writes textual notes: marks that are links, and a list below the footnotes.
_LINKED_MARK = re.compile(r"\[\\\[(\w+)\\\]\]\(#[\w-]+-note-[\w-]+\)")
_LISTED_NOTE = re.compile(
    r"^- \([\w-]+\)=\n  \[\\\[(\w+)\\\]\]\(#[\w-]+\) (.*?)(?=^\S|\Z)", re.M | re.S
)
_FOREIGN = re.compile(r"[^\x00-\x7f\xa0-\u024f‘’“”–—…]")
"""What the fonts of ``pdflatex`` lack."""


PARTS = ("ours", "plain", "typst", "latex", "run")
"""Folders that are made anew in each call."""


class Set(NamedTuple):
    """A book set once."""

    run: Run
    seconds: float
    pages: int


def footnoted(page: str) -> str:
    """Turn the textual notes of an exported essay into footnotes by hand."""

    def footnote(match: re.Match[str]) -> str:
        body = match[2].replace("\n  ", "\n    ")
        return f"[^{match[1]}]: {body}"

    return _LINKED_MARK.sub(r"[^\1]", _LISTED_NOTE.sub(footnote, page))


def write_real(plain: Path) -> None:
    """Write the edition's own essays for plain Sphinx."""
    edition = open_edition(REPOSITORY / "essays", REPOSITORY / "references.bib")
    docs = plain / "docs"
    docs.mkdir(parents=True)
    pages = documents(edition)
    for name, text in pages.items():
        (docs / name).write_text(footnoted(text))
    (docs / "conf.py").write_text(pages["conf.py"])


def choose_engine(docs: Path, engine: str) -> None:
    """Add the engine of LaTeX to a plain project's settings."""
    conf = f"latex_engine = {engine!r}\n"
    if engine == "pdflatex":
        # Any glyph in the place of one that it lacks costs it the same time.
        pages = "".join(page.read_text() for page in docs.rglob("*.md"))
        signs = sorted(set(_FOREIGN.findall(pages)))
        declared = "".join(rf"\DeclareUnicodeCharacter{{{ord(sign):04X}}}{{?}}" for sign in signs)
        conf += f"latex_elements = {{'preamble': {declared!r}}}\n"
    with (docs / "conf.py").open("a") as file:
        file.write(conf)


def sphinx(builder: str, source: Path, target: Path, *settings: str) -> None:
    """Write a source for either program; the engine compiles it too, which is not timed.

    :raises subprocess.CalledProcessError: the build failed.
    """
    command = [sys.executable, "-m", "sphinx", "-q", "-b", builder, str(source), str(target)]
    for setting in settings:
        command += ["-D", setting]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def timed(command: list[str], folder: Path, pdf: str) -> Set:
    """Set a book in a folder.

    :raises SystemExit: it failed, or made no PDF.
    """
    (folder / pdf).unlink(missing_ok=True)
    run = measured(command, folder)
    if not (folder / pdf).exists():
        sys.exit(f"{command[0]} made no PDF in {folder}:\n{run.said[-3000:]}")
    seconds = run.seconds
    if command[0] == sys.executable:  # the start of Python is none of typst's
        seconds, processor = map(float, run.said.split()[-2:])
        run = replace(run, processor=processor)
    return Set(run, seconds, len(PdfReader(folder / pdf).pages))


def compile_here() -> None:
    """Compile the source in this folder as the builder does; print seconds, clock and processor."""
    begin, started = time.perf_counter(), time.process_time()
    compiler = typst.Compiler(
        SOURCE, font_paths=[str(FONTS)], ignore_system_fonts=True, sys_inputs=INPUTS
    )
    data = compiler.compile(format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=0)
    assert isinstance(data, bytes)
    seconds, processor = time.perf_counter() - begin, time.process_time() - started
    Path("edition.pdf").write_bytes(data)
    print(seconds, processor)


def run_typst(folder: Path) -> Set:
    """Time ``typst.compile`` in a new process."""
    return timed([sys.executable, __file__, "--compile"], folder, "edition.pdf")


def run_latex(source: Path, folder: Path, engine: str) -> Set:
    """Time ``latexmk`` on a fresh copy of what Sphinx wrote."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(source, folder)
    name = next(path.stem for path in folder.glob("*.tex"))
    flag = "-pdf" if engine == "pdflatex" else f"-{engine}"
    return timed(
        ["latexmk", flag, "-interaction=nonstopmode", f"{name}.tex"], folder, f"{name}.pdf"
    )


def prepare(work: Path, which: str, notes: int, engine: str) -> tuple[Path, Path]:
    """Write both sources; return their folders."""
    edition, plain = work / "edition", work / "plain"
    if which == "real":
        write_real(plain)
        names = ",".join(f"essays/{path.stem}" for path in sorted(_real_pages()))
        settings = [f"typst_documents={names},bibliography", "typst_cited_only=1"]
        sphinx("typst", REPOSITORY / "docs", work / "typst", *settings)
    else:
        made = list(essays(int(which), notes))
        write_edition(edition, made)
        write_plain(plain, made)
        names = ",".join(f"essays/{essay.id}" for essay in made)
        sphinx("typst", edition / "docs", work / "typst", f"typst_documents={names},bibliography")
    choose_engine(plain / "docs", engine)
    sphinx("latex", plain / "docs", work / "latex")
    for source in (work / "latex").glob("*.tex"):
        # pybtex counts on past z where more than 26 sources would have the same label.
        text = source.read_text()
        source.write_text(
            "".join("z" if "z" < sign < "\xa0" and sign not in "{|}~" else sign for sign in text)
        )
    return work / "typst", work / "latex"


def compared(work: Path, which: str, notes: int, engine: str, runs: int) -> dict[str, list[Set]]:
    """Set a book with either program in turn, several times.

    :param which: ``real``, or how many made-up essays.
    :raises SystemExit: a program is missing or failed.
    """
    if shutil.which("latexmk") is None:
        sys.exit("latexmk is missing; on Debian: apt-get install latexmk texlive-latex-extra")
    typst_source, latex_source = prepare(work, which, notes, engine)
    found: dict[str, list[Set]] = {"typst.compile": [], "latexmk": []}
    for _ in range(runs):
        found["typst.compile"].append(run_typst(typst_source))
        found["latexmk"].append(run_latex(latex_source, work / "run", engine))
    return found


def _real_pages() -> list[Path]:
    return list((REPOSITORY / "docs" / "essays").glob("*.md"))


def main() -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--essays", default="real", help="'real', or how many synthetic ones")
    parser.add_argument("--notes", type=int, default=20, help="notes of a synthetic essay")
    parser.add_argument("--runs", type=int, default=3, help="how often; medians are printed")
    parser.add_argument("--latex", default="xelatex", choices=["pdflatex", "xelatex", "lualatex"])
    parser.add_argument("--json", type=Path, help="write the figures here as well")
    parser.add_argument("--keep", type=Path, help="work in this folder and leave it")
    parser.add_argument("--compile", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.compile:
        compile_here()
        return 0
    work = options.keep or Path(tempfile.mkdtemp(prefix="benchmark-"))
    for part in PARTS:  # nothing else of a folder that somebody named
        shutil.rmtree(work / part, ignore_errors=True)
    try:
        runs = compared(work, options.essays, options.notes, options.latex, options.runs)
    finally:
        if not options.keep:
            shutil.rmtree(work, ignore_errors=True)
    table = Table("program", "seconds", "of processors", "peak memory, MB", "pages", box=None)
    for name, made in runs.items():
        memory = max(one.run.megabytes for one in made)
        cpu = statistics.median(one.run.processor for one in made)
        row = (f"{_median(made):.2f}", f"{cpu:.2f}", f"{memory:.0f}", str(made[0].pages))
        table.add_row(name, *row)
    ratio = _median(runs["typst.compile"]) / _median(runs["latexmk"])
    console = Console(width=100)
    console.print(table)
    console.print(f"essays: {options.essays}, LaTeX: {options.latex}, ratio {ratio:.2f}")
    if options.json:
        figures = {name: _median(made) for name, made in runs.items()}
        options.json.write_text(json.dumps(figures | {"ratio": ratio}, indent=2) + "\n")
    return 0


def _median(runs: list[Set]) -> float:
    return statistics.median(one.seconds for one in runs)


if __name__ == "__main__":
    sys.exit(main())
