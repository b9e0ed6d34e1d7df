"""Edits of every kind of record, drawn at random, and a site compared with one that is built anew.

An edit is kept if the records are still free of faults.
"""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.project import sphinx_build

from sphinx_apparatus.cli.options import Project
from sphinx_apparatus.edition.loader import open_edition

SEED = int(os.environ.get("APPARATUS_SEED", "14"))
NOTE = """\
---
kind: context
title: Remark {number}
quote: >-
  {quote}
summary: >-
  This is remark {number} of a test.
created: {year}-10-{day:02}
by: [editors]
index: [{name}]
---
A remark of this test {{cite:p}}`{source}`.
"""


# -- edits -----------------------------------------------------------------------------------------


class Edits:
    """Draws edits of an edition.

    :param project: the folder with ``docs``, ``essays`` and ``references.bib``.
    """

    def __init__(self, project: Path, chance: random.Random) -> None:
        self.project = project
        self.chance = chance
        self.count = 0

    def one(self, kind: str) -> str:
        """Make a valid edit of a kind; return what was done."""
        for _ in range(40):
            self.count += 1
            kept = self.project.with_name("kept")
            shutil.copytree(self.project, kept, copy_function=shutil.copy2)
            done = KINDS[kind](self)
            if done and not self._has_faults():
                shutil.rmtree(kept)
                return f"{kind}: {done}"
            # What was not changed keeps its time.
            shutil.rmtree(self.project)
            kept.rename(self.project)
        pytest.fail(f"no valid edit was found: {kind}")

    def _has_faults(self) -> bool:
        return any(problem.stops for problem in Project(self.project).edition().problems)

    def file(self, pattern: str) -> Path:
        """Draw a file."""
        return self.chance.choice(sorted(self.project.glob(pattern)))

    def change(self, path: Path, pattern: str, new: str) -> str:
        """Replace one of the places in a file where a pattern matches, drawn at random."""
        text = path.read_text(encoding="utf-8")
        places = list(re.finditer(pattern, text, re.MULTILINE))
        if not places:
            return ""
        place = self.chance.choice(places)
        changed = place.expand(new.replace("NUMBER", str(self.count)))
        path.write_text(text[: place.start()] + changed + text[place.end() :], encoding="utf-8")
        return f"{path.relative_to(self.project)}: {place[0]!r} became {changed!r}"

    def answer(self, name: str, value: str) -> str:
        """Set a field of a note, instead of what it had; it may name a source of the note."""
        path = self.file(NOTES)
        text = re.sub(rf"^{name}:.*\n(?:[ -].*\n)*", "", path.read_text(), flags=re.MULTILINE)
        for word, pattern in (
            ("SOURCE", r"\{cite:p\}`(\w+)"),
            ("VERDICT", r"^verdict: (.*)"),
            ("CHECKED", r"^checked: (.*)"),
        ):
            found = re.search(pattern, text, re.MULTILINE)
            value = value.replace(word, found[1] if found else "none")
        path.write_text(text, encoding="utf-8")
        return self.change(path, r"^by:", f"{name}:{value}\nby:")

    def outlet(self) -> str:
        """Give a publisher of sources a label, instead of all that had one."""
        edition = open_edition(self.project / "essays", self.project / "references.bib")
        sources = edition.sources
        name = self.chance.choice(sorted({n for s in sources.values() for n in s.publishers}))
        text = OUTLET.format(name=name, number=self.count, source=sorted(sources)[0])
        (self.project / "essays/_data/outlets.yml").write_text(text, encoding="utf-8")
        return name

    def add_note(self) -> str:
        """Add a note on some words of a passage."""
        edition = open_edition(self.project / "essays", self.project / "references.bib")
        essay = self.chance.choice(edition.essays)
        words = self.chance.choice(essay.blocks).text.split(" ")
        start = self.chance.randrange(len(words))
        text = NOTE.format(
            number=self.count,
            quote=" ".join(words[start : start + 6]),
            year=essay.head.date.year,
            day=1 + self.count % 28,
            name=f"'{self.chance.choice(edition.shared.names).name}'",
            source=self.chance.choice(sorted(edition.sources)),
        )
        path = self.project / "essays" / essay.id / "notes" / f"remark-{self.count}.md"
        path.write_text(text, encoding="utf-8")
        return f"{essay.id}/remark-{self.count}"

    def passages(self) -> str:
        """Change which blocks of an essay are passages; what names a renamed one follows it."""
        path = self.file(HEAD)
        last = r"^passages: .*\b(\w+)\]"
        before = re.search(last, path.read_text(encoding="utf-8"), re.MULTILINE)
        done = self.change(path, *self.chance.choice(PASSAGES))
        after = re.search(last, path.read_text(encoding="utf-8"), re.MULTILINE)
        if before and after and before[1] != after[1]:
            name = f"{path.parent.name}/p"
            for file in sorted(self.project.glob("*/**/*.*")):
                text = file.read_text(encoding="utf-8") if file.suffix in {".md", ".yml"} else ""
                new = re.sub(rf"\b{name}{before[1]}\b", name + after[1], text)
                if new != text:
                    file.write_text(new, encoding="utf-8")
        return done

    def delete(self, pattern: str) -> str:
        """Delete a file."""
        path = self.file(pattern)
        path.unlink()
        return str(path.relative_to(self.project))


OUTLET = """\
- name: >-
    {name}
  kind: state
  of: the state of {number}
  source: {source}
"""
NOTES, CROSSINGS = "essays/*/notes/*.md", "essays/cross-references/*.md"
HEAD = "essays/*/essay.yml"
NAMES_FILE = "essays/_data/names.yml"
PASSAGES = (
    (r"^  head: \[(.*), \d+\]", "  head: [\\1]"),
    (r"^  head: \[1\]", "  head: [1, 2]"),
    # Where these are stored and referred to.
    (r"^passages: \[(.*), (\d+)\]", "passages: [\\1, \\2a]"),
)
KINDS: dict[str, Callable[[Edits], str]] = {
    "note changed": lambda e: e.change(e.file(NOTES), r"\Z", "\nThe wind turned NUMBER times.\n"),
    "note added": Edits.add_note,
    "note withdrawn": lambda e: e.change(
        e.file(NOTES),
        r"\A---$",
        "---\nstatus: withdrawn\nwithdrawn:\n  date: 2026-11-23\n  reason: It was wrong NUMBER.",
    ),
    "note deleted": lambda e: e.delete(NOTES),
    "note's title": lambda e: e.change(e.file(NOTES), r"^title: .*", "title: Title NUMBER"),
    "note's verdict": lambda e: e.change(e.file(NOTES), r"^verdict: .*", "verdict: disputed"),
    "note's summary": lambda e: e.answer("summary", " >-\n  The wind turned NUMBER times."),
    "note's evidence": lambda e: e.answer(
        "evidence", "\n  - source: SOURCE\n    quote: >-\n      NUMBER winds\n    primary: true"
    ),
    "note without words to quote": lambda e: e.answer("evidence-none", " NUMBER books were read."),
    "note's later developments": lambda e: e.answer(
        "later",
        "\n  - date: 2026-10\n    text: >-\n      It turned again {cite:p}`SOURCE`."
        "\n    evidence:\n      - source: SOURCE\n        quote: >-\n          NUMBER times",
    ),
    "note's history": lambda e: e.answer(
        "history",
        "\n  - date: CHECKED\n    from: not-checkable\n    to: VERDICT\n    reason: It was NUMBER.",
    ),
    "note's date": lambda e: e.change(e.file(NOTES), r"^created: .*", "created: 2026-11-23"),
    "theme": lambda e: e.change(
        e.file("essays/_data/themes.yml"), r"^  title: .*", "  title: Theme NUMBER"
    ),
    "theme's question": lambda e: e.change(
        e.file("essays/_data/themes.yml"),
        r"^(  question:( >-\n .*| .*)\n|)(?=  (positions|definition):)",
        "  question: What are NUMBER kites?\n",
    ),
    "theme's positions": lambda e: e.change(
        e.file("essays/_data/themes.yml"),
        r"^(  positions:\n(    .*\n)*|)(?=  definition:)",
        # Of all texts: an edition may demand it.
        "  positions:\n"
        + "".join(
            f"    {head.parent.name}: Of NUMBER kites.\n" for head in sorted(e.project.glob(HEAD))
        ),
    ),
    "outlets": Edits.outlet,
    "name's kind": lambda e: e.change(
        e.file("essays/_data/names.yml"),
        r"^  kind: (subject|person|place)$",
        "  kind: organization",
    ),
    "name becomes a subject": lambda e: e.change(
        e.file("essays/_data/names.yml"),
        r"^  kind: \w+(\n  identification: >-\n.*)?",
        "  kind: subject",
    ),
    "person": lambda e: e.change(
        e.file("essays/_data/people.yml"), r"^  name: .*", "  name: Editor NUMBER"
    ),
    "event": lambda e: e.change(
        e.file("essays/_data/chronology.yml"), r"^  event: >-\n    ", "\\g<0>NUMBER. "
    ),
    "contribution": lambda e: e.change(
        e.file("essays/_data/contributions.yml"), r"^  title: .*", "  title: On NUMBER"
    ),
    "correction": lambda e: (
        e.change(e.file("essays/_data/corrections.yml"), r"^(\[\]$|  what: >-\n    )", "\\g<0>")
        and e.change(e.file("essays/_data/corrections.yml"), r"^  what: >-\n    ", "\\g<0>NUMBER. ")
    ),
    "source's title": lambda e: e.change(
        e.file("references.bib"), r"^  title = \{.*\},$", "  title = {Title NUMBER},"
    ),
    "source's year": lambda e: e.change(
        e.file("references.bib"), r"^  date = \{(\d{4}).*\},$", "  date = {1999},"
    ),
    "comment on a cross-reference": lambda e: e.change(
        e.file(CROSSINGS), r"\Z", "\nAgain NUMBER.\n"
    ),
    "relation": lambda e: e.change(e.file(CROSSINGS), r"^relation: .*", "relation: agrees"),
    "cross-reference deleted": lambda e: e.delete(CROSSINGS),
    "essay's title": lambda e: e.change(
        e.file(HEAD), r"^title:( >-\n .*| .*)", "title: Essay NUMBER"
    ),
    "essay's short name": lambda e: e.change(
        e.file(HEAD), r"^debate: .*", f"debate: {1800 + e.count}"
    ),
    "essay's brief": lambda e: e.change(
        e.file(HEAD), r"^(brief:.*\n(  .*\n)*|)(?=date:)", "brief: It names NUMBER kites.\n"
    ),
    "author's short name": lambda e: e.change(
        e.file(HEAD), r"^(short:.*\n|)(?=(brief|date):)", "short: Author NUMBER\n"
    ),
    "essay's author": lambda e: e.change(
        e.file(HEAD), r"^author:( >-\n .*| .*)", "author: Author NUMBER"
    ),
    "essay's passages": Edits.passages,
    "heading of a page": lambda e: e.change(e.file("docs/**/*.md"), r"\A# .*", "# Page NUMBER"),
    "lower heading of a page": lambda e: e.change(
        e.file("docs/**/*.md"), r"^## .*", "## Section NUMBER"
    ),
    "words of a page": lambda e: e.change(e.file("docs/**/*.md"), r"\Z", "\nSqueak NUMBER.\n"),
}


# -- the comparison --------------------------------------------------------------------------------


def files(folder: Path) -> dict[str, bytes]:
    """Return all files of a site but Sphinx's record of its settings."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".buildinfo"
    }


def differences(now: Path, fresh: Path) -> list[str]:
    """Return a line for each file that differs, with what both have at the first place."""
    ours, theirs = files(now), files(fresh)
    lines = []
    for name in sorted(ours.keys() | theirs.keys()):
        one, other = ours.get(name), theirs.get(name)
        if one is None or other is None:
            lines.append(f"{name}: {'missing' if one is None else 'left over'}")
        elif one != other:
            both = enumerate(zip(one, other, strict=False))
            at = next((n for n, (a, b) in both if a != b), min(len(one), len(other)))
            place = slice(max(at - 40, 0), at + 40)
            lines.append(f"{name}: {one[place]!r} is {other[place]!r} when built anew")
    return lines


def build(project: Path, out: Path) -> None:
    sphinx_build("html", project / "docs", out / "html", "-d", str(out / "trees"))


def compare_after_edits(project: Path, out: Path, kinds: list[str]) -> None:
    edits = Edits(project, random.Random(SEED))
    build(project, out / "now")
    found = []
    for kind in kinds:
        done = edits.one(kind)
        build(project, out / "now")
        shutil.rmtree(out / "fresh", ignore_errors=True)
        build(project, out / "fresh")
        if lines := differences(out / "now" / "html", out / "fresh" / "html"):
            found.append("\n  ".join([f"{done}: {len(lines)} files", *lines[:10]]))
            # The next edit is judged by itself.
            shutil.rmtree(out / "now")
            shutil.copytree(out / "fresh", out / "now", copy_function=shutil.copy2)
    assert not found, "\n".join(found)


def draw(count: int) -> list[str]:
    """Draw kinds of edits, each once before any comes again."""
    chance = random.Random(SEED)
    drawn: list[str] = []
    while len(drawn) < count:
        drawn += chance.sample(sorted(KINDS), len(KINDS))
    return drawn[:count]
