#!/usr/bin/env python3
"""Measure the engine against plain Sphinx with hand-written footnotes, on the same words.

Both builds run in the same call, each in a process of its own; what counts is their ratio.
The synthetic edition is the same each time: its seed is fixed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

SOURCES = 120
PARAGRAPHS = 16
WORDS = 80
THEMES = ("two-fronts", "main-enemy", "solidarity")
VERDICTS = ("supported", "mostly-supported", "partly-supported", "contradicted", "disputed")
LETTERS = "aeiou", "bcdfghlmnprstv"


@dataclass(frozen=True)
class SyntheticNote:
    """A note before it is written for either build."""

    id: str
    kind: str
    paragraph: int
    start: int
    end: int
    """Words of the paragraph, the end left out."""
    body: str


@dataclass(frozen=True)
class SyntheticEssay:
    """An essay before it is written for either build."""

    id: str
    title: str
    paragraphs: tuple[tuple[str, ...], ...]
    notes: tuple[SyntheticNote, ...]


def vocabulary(chance: random.Random) -> list[str]:
    """Make words that look like words."""
    vowels, consonants = LETTERS
    return [
        "".join(chance.choice(consonants) + chance.choice(vowels) for _ in range(length))
        for length in (1, 2, 2, 2, 3, 3, 3, 4)
        for _ in range(150)
    ]


def essays(count: int, notes: int) -> Iterator[SyntheticEssay]:
    """Make the essays: about 8 kB each, spans that nest and cross, all kinds of notes."""
    chance = random.Random(20260103)
    words = vocabulary(chance)

    def sentence(length: int) -> list[str]:
        made = [chance.choice(words) for _ in range(length)]
        return [made[0].capitalize(), *made[1:-1], made[-1] + "."]

    for number in range(count):
        paragraphs = tuple(
            # A number in each sentence keeps quotations from standing twice.
            tuple(
                word
                for part in range(WORDS // 16)
                for word in (*sentence(15)[:-1], f"{number}-{index}-{part}.")
            )
            for index in range(PARAGRAPHS)
        )
        made = []
        for note in range(notes):
            where = chance.randrange(PARAGRAPHS)
            start = chance.randrange(WORDS - 30)
            # A quotation that runs over the end of a sentence holds its number.
            end = start - start % 15 + 15 + chance.randrange(1, 10)
            kind = ("fact-check", "fact-check", "context", "textual")[note % 4]
            key = f"source{2000 + chance.randrange(20)}w{chr(97 + chance.randrange(6))}"
            body = (
                f"{' '.join(sentence(25))} {{cite:p}}`{key}` {' '.join(sentence(20))}\n\n"
                f"{' '.join(sentence(15))}"
            )
            made.append(SyntheticNote(f"n{note}", kind, where, start, end, body))
        year = 1900 + number % 120
        yield SyntheticEssay(f"{year}-essay{number}", f"Essay {number}", paragraphs, tuple(made))


def write_bibliography(path: Path) -> None:
    """Write the sources that both builds cite."""
    entries = []
    for number in range(20):
        entries += [
            f"@online{{source{2000 + number}w{letter},\n"
            f"  author = {{Source{letter}, Ada}},\n  title = {{Title {number} {letter}}},\n"
            f"  organization = {{Site}},\n  date = {{{2000 + number}-05-0{1 + number % 9}}},\n"
            f"  url = {{https://example.org/{number}/{letter}}},\n  consulted = {{full}},\n}}\n"
            for letter in "abcdef"
        ]
    path.write_text("\n".join(entries))


def write_ours(folder: Path, made: list[SyntheticEssay], extra: str) -> None:
    """Write the edition as our engine reads it."""
    docs = folder / "docs"
    (docs / "essays").mkdir(parents=True)
    write_bibliography(folder / "references.bib")
    data = folder / "essays" / "_data"
    data.mkdir(parents=True)
    themes = "".join(
        f"- id: {id}\n  title: {id.capitalize()}\n  definition: >-\n    A theme.\n" for id in THEMES
    )
    (data / "themes.yml").write_text(themes)
    (data / "names.yml").write_text("- name: Caracas\n  kind: place\n")
    (data / "people.yml").write_text("- key: editors\n  name: The editors\n")
    for name in ("chronology", "contributions", "corrections"):
        (data / f"{name}.yml").write_text("[]\n")
    for essay in made:
        _write_our_essay(folder / "essays" / essay.id, essay)
        page = f"# {essay.title}\n\nHeadnote.\n\n```{{apparatus:essay}} {essay.id}\n```\n"
        (docs / "essays" / f"{essay.id}.md").write_text(page)
    crossings = folder / "essays" / "cross-references"
    crossings.mkdir()
    for first, second in zip(made[::2], made[1::2], strict=False):
        ends = "".join(
            f"  - essay: {essay.id}\n    quote: >-\n      {' '.join(essay.paragraphs[3][10:20])}\n"
            for essay in (first, second)
        )
        (crossings / f"x{first.id}.md").write_text(
            f"---\ntheme: {THEMES[0]}\nrelation: agrees\nbetween:\n{ends}"
            "by: [editors]\n---\nBoth.\n"
        )
    (docs / "fact-checks.md").write_text("# Fact-checks\n\n```{apparatus:fact-checks}\n```\n")
    (docs / "theme.md").write_text(f"# Theme\n\n```{{apparatus:theme}} {THEMES[0]}\n```\n")
    _write_pages(docs, made, ["fact-checks", "theme"])
    (docs / "conf.py").write_text(_CONF.format(extensions='["sphinx_apparatus"]') + extra)


def _write_our_essay(folder: Path, essay: SyntheticEssay) -> None:
    (folder / "notes").mkdir(parents=True)
    text = "\n\n".join(" ".join(words) for words in essay.paragraphs) + "\n"
    (folder / "witness-S.txt").write_text(text)
    (folder / "text.md").write_text(text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    (folder / "essay.yml").write_text(
        f"title: {essay.title}\nauthor: Somebody\ndate: 1900-01-01\ndebate: {essay.id[:4]}\n"
        "language: en\npublished: Nowhere\nwitnesses:\n  - siglum: S\n    title: Ours\n"
        "    language: en\n    extent: whole\n    file: witness-S.txt\nbase: S\n"
        "rights: {status: unresolved, statement: None, text-view: base}\n"
        f"sha256: {digest}\n"
    )
    for number, note in enumerate(essay.notes):
        quote = " ".join(essay.paragraphs[note.paragraph][note.start : note.end])
        head = [f"kind: {note.kind}", f"title: Note {note.id}", f"quote: >-\n  {quote}"]
        if note.kind == "fact-check":
            head += [
                "claim: >-\n  The essay says so.",
                f"verdict: {VERDICTS[number % len(VERDICTS)]}",
                "confidence: high",
                "checked: 2026-01-03",
                "evidence-through: 2026-01",
            ]
        elif note.kind == "textual":
            head += ["change: none", "certainty: certain"]
        head += ["by: [editors]", "index: [Caracas]"]
        content = "---\n" + "\n".join(head) + f"\n---\n{note.body}\n"
        (folder / "notes" / f"{note.id}.md").write_text(content)


def write_plain(folder: Path, made: list[SyntheticEssay]) -> None:
    """Write the same words with hand-written footnotes for plain Sphinx."""
    docs = folder / "docs"
    (docs / "essays").mkdir(parents=True)
    write_bibliography(folder / "references.bib")
    for essay in made:
        (docs / "essays" / f"{essay.id}.md").write_text(plain_page(essay))
    _write_pages(docs, made, [])
    extensions = '["myst_parser", "sphinxcontrib.bibtex"]'
    (docs / "conf.py").write_text(_CONF.format(extensions=extensions))


def plain_page(essay: SyntheticEssay) -> str:
    """Write an essay with footnotes by hand."""
    marks: dict[tuple[int, int], list[int]] = {}
    for number, note in enumerate(essay.notes, start=1):
        marks.setdefault((note.paragraph, note.end - 1), []).append(number)
    paragraphs = [
        " ".join(
            word + "".join(f"[^{number}]" for number in marks.get((index, place), ()))
            for place, word in enumerate(words)
        )
        for index, words in enumerate(essay.paragraphs)
    ]
    footnotes = []
    for number, note in enumerate(essay.notes, start=1):
        body = note.body.replace("\n\n", "\n\n    ")
        footnotes.append(f"[^{number}]: **Note {note.id}** {body}\n")
    text = "\n\n".join(paragraphs)
    return f"# {essay.title}\n\nHeadnote.\n\n{text}\n\n" + "\n".join(footnotes)


def _write_pages(docs: Path, made: list[SyntheticEssay], more: list[str]) -> None:
    names = [*(f"essays/{essay.id}" for essay in made), *more, "bibliography"]
    toctree = "\n".join(names)
    (docs / "index.md").write_text(f"# Index\n\n```{{toctree}}\n:maxdepth: 1\n{toctree}\n```\n")
    (docs / "bibliography.md").write_text("# Bibliography\n\n```{bibliography}\n```\n")


_CONF = """\
project = "Synthetic"
extensions = {extensions}
bibtex_bibfiles = ["../references.bib"]
html_theme = "sphinx_book_theme"
"""


@dataclass(frozen=True)
class Run:
    """One build, measured from outside."""

    seconds: float
    megabytes: float
    page_bytes: float


def measure(folder: Path, jobs: int, out: str = "out") -> Run:
    """Build a project once and measure it.

    :raises SystemExit: the build failed.
    """
    target = folder / out
    command = [sys.executable, "-m", "sphinx", "-q", "-j", str(jobs), "-b", "html"]
    command += ["-d", str(folder / f"{out}-doctrees"), str(folder / "docs"), str(target)]
    log = folder / f"{out}.log"
    with log.open("wb") as stream:
        begin = time.perf_counter()
        process = subprocess.Popen(command, stdout=stream, stderr=stream)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
    if status:
        sys.exit(f"the build of {folder.name} failed:\n{log.read_text()[-2000:]}")
    pages = [page.stat().st_size for page in (target / "essays").glob("*.html")]
    return Run(seconds, usage.ru_maxrss / 1024, sum(pages) / max(len(pages), 1))


def main() -> int:
    """Run the command; give its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--essays", type=int, default=200, help="how many essays")
    parser.add_argument("--notes", type=int, default=20, help="notes an essay")
    parser.add_argument("--jobs", type=int, default=1, help="processes that read and write")
    parser.add_argument("--growth-from", type=int, help="build so many essays too; tell the growth")
    parser.add_argument("--ours-only", action="store_true", help="leave plain Sphinx out")
    parser.add_argument("--json", type=Path, help="write the figures here as well")
    parser.add_argument("--keep", type=Path, help="work in this folder and leave it")
    options = parser.parse_args()
    work = options.keep or Path(tempfile.mkdtemp(prefix="benchmark-"))
    figures: dict[str, float] = {}
    console = Console(width=100)
    table = Table("build", "seconds", "peak memory, MB", "bytes a page", box=None)
    try:
        for count in filter(None, (options.growth_from, options.essays)):
            made = list(essays(count, options.notes))
            folder = work / f"ours-{count}"
            shutil.rmtree(folder, ignore_errors=True)
            write_ours(folder, made, "")
            ours = measure(folder, options.jobs)
            _row(table, f"engine, {count} essays", ours)
            figures[f"ours-{count}"] = ours.seconds
        if options.growth_from:
            growth = math.log(ours.seconds / figures[f"ours-{options.growth_from}"])
            figures["exponent"] = growth / math.log(options.essays / options.growth_from)
        if not options.ours_only:
            folder = work / f"plain-{options.essays}"
            shutil.rmtree(folder, ignore_errors=True)
            write_plain(folder, made)
            plain = measure(folder, options.jobs)
            _row(table, f"plain Sphinx, {options.essays} essays", plain)
            figures |= {"plain": plain.seconds, "ratio": ours.seconds / plain.seconds}
            figures["memory-ratio"] = ours.megabytes / plain.megabytes
    finally:
        if not options.keep:
            shutil.rmtree(work, ignore_errors=True)
    console.print(table)
    if "ratio" in figures:
        console.print(f"ratio {figures['ratio']:.3f} (memory {figures['memory-ratio']:.2f})")
    if "exponent" in figures:
        console.print(f"growth: n^{figures['exponent']:.2f}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n")
    return 0


def _row(table: Table, name: str, run: Run) -> None:
    table.add_row(name, f"{run.seconds:.1f}", f"{run.megabytes:.0f}", f"{run.page_bytes:.0f}")


if __name__ == "__main__":
    sys.exit(main())
