"""Synthetic editions for measuring: the same words for the engine, plain Sphinx and MkDocs.

Seeds are fixed, so that every run has the same words.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PARAGRAPHS = 16
YEARS = 120
"""The texts are of so many years, from 1900."""
WORDS = 80
THEMES = ("two-fronts", "main-enemy", "solidarity")
VERDICTS = ("supported", "mostly-supported", "partly-supported", "contradicted", "disputed")
LETTERS = "aeiou", "bcdfghlmnprstv"
NOT_MADE = frozenset({"me"})
"""Words that the check would blame: it does not know that they mean nothing."""


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
    """Return invented words."""
    vowels, consonants = LETTERS
    made = [
        "".join(chance.choice(consonants) + chance.choice(vowels) for _ in range(length))
        for length in (1, 2, 2, 2, 3, 3, 3, 4)
        for _ in range(150)
    ]
    return [word for word in made if word not in NOT_MADE]


def essays(count: int, notes: int) -> Iterator[SyntheticEssay]:
    """Return the essays: about 8 kB each, spans that nest and cross, all kinds of notes."""
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
        year = 1900 + number % YEARS
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


def write_edition(folder: Path, made: list[SyntheticEssay], extra: str = "") -> None:
    """Write the edition as the engine reads it."""
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
    year, round_ = essay.id[:4], int(essay.id.partition("essay")[2]) // YEARS
    # Two texts of a year need labels that differ.
    label = f"label: {year}, part {round_ + 1}\n" if round_ else ""
    (folder / "essay.yml").write_text(
        f"title: {essay.title}\nauthor: Somebody\ndate: 1900-01-01\ndebate: {year}\n{label}"
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
apparatus_site = True
bibtex_bibfiles = ["../references.bib"]
html_theme = "sphinx_book_theme"
"""


def write_mkdocs(folder: Path, made: list[SyntheticEssay]) -> None:
    """Write the bare words with hand-written footnotes for MkDocs; it has no bibliography."""
    docs = folder / "docs"
    (docs / "essays").mkdir(parents=True)
    for essay in made:
        page = re.sub(r"\{cite:p\}`(\w+)`", r"(\1)", plain_page(essay))
        (docs / "essays" / f"{essay.id}.md").write_text(page)
    (docs / "index.md").write_text("# Index\n")
    (folder / "mkdocs.yml").write_text(
        "site_name: Synthetic\ntheme: {name: material, font: false}\n"
        "markdown_extensions: [footnotes]\n"
    )
