"""The apparatus at the foot of the book, keyed to the lines of the text."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
import typst
from tests.support.books import faults, open_book, squeezed
from tests.support.project import REPOSITORY, sphinx_build

from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.model.vocabulary import View
from sphinx_apparatus.text.apparatus_entry import printed
from sphinx_apparatus.typst.builder import FONTS

pytestmark = pytest.mark.build
ROOT = REPOSITORY / "tests" / "editions" / "gettysburg"
KEY = "text"
WORDS = ("lorem", "ipsum", "dolor", "sit", "amet", "tempor", "incididunt", "labore", "aliqua")
SIZE = 11.0
"""Points of the words of a text on A5, and on A4 with notes in the margin."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("address")
    options = ("-n", "-W", "-D", "typst_notes=short", "-d", str(out / "trees"))
    sphinx_build("typst", ROOT / "docs", out, *options)
    return out


def test_every_entry_that_is_shown_stands_at_the_foot(address: Path) -> None:
    (essay,) = open_edition(ROOT / "essays", ROOT / "references.bib").essays
    book = squeezed(open_book(address).text)
    shown = essay.head.apparatus.print
    assert len(essay.entries) > 15
    for entry in essay.entries:
        words = squeezed("".join(part.text for part in printed(essay, entry, View.BASE)))
        assert (words in book) == (entry.head.class_ in shown), words


def test_entries_name_the_lines_of_their_words(address: Path) -> None:
    lines, foot = read(pypdf.PdfReader(address / "edition.pdf").pages[9])
    found = dict(numbers(foot, r"\b(?:met|that field|consecrated|government)(?= ?\])"))
    assert found == {
        "met": line_of(lines, "are met"),
        "that field": line_of(lines, "that field"),
        "consecrated": line_of(lines, "consecrated"),
        "government": line_of(lines, "government"),
    }


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_a_book_with_an_apparatus_keeps_the_standards(profile: str, address: Path) -> None:
    assert faults(address / "edition.pdf", profile) == []


# -- many entries --------------------------------------------------------------------------------


def text_with(count: int, chance: random.Random) -> Iterator[str]:
    """Paragraphs with entries on single words and on several, which may go over a line."""
    made = 0
    while made < count:
        parts = []
        for _ in range(chance.randrange(40, 160)):
            if chance.random() < 0.15 and made < count:
                made += 1
                id, more = f"{KEY}#e{made}", chance.choice([0, 0, 1, 3])
                rest = " ".join([*chance.choices(WORDS, k=more), f"z{made}z"]) if more else ""
                parts.append(f'#anchor("{id}");#"a{made}a";')
                if rest:
                    parts.append(f'#anchor("{id}/first");#" {rest}";')
                reading = " ".join(chance.choices(WORDS, k=chance.choice([1, 1, 2, 5])))
                several = "true" if rest else "false"
                parts.append(
                    f'#reading("{id}", key: "{KEY}", several: {several})'
                    f'[#lemma[#"a{made}a {rest}".trim()]#"] {reading} N";];#" ";'
                )
            else:
                parts.append(f'#"{chance.choice(WORDS)} ";')
        yield f'#para("{KEY}#p{made}", kind: "passage", after: "passage")[{"".join(parts)}];\n'


def compiled(folder: Path, address: Path, body: str, **settings: str) -> typst.Compiler:
    """A book of one text, without a warning of Typst."""
    shutil.copy(address / "book.typ", folder)
    known = json.loads((address / "settings.json").read_text()) | settings
    (folder / "settings.json").write_text(json.dumps(known))
    chapter = f'"{KEY}", id: "{KEY}#t", head: "Lines", kind: "text", readings: true'
    (folder / "edition.typ").write_text(
        f'#import "book.typ": *\n#show: book\n#chapter({chapter})[#head(1, "{KEY}#t")[Lines]\n'
        f'#essay-text("{KEY}", readings: true)[\n{body}\n]];\n#report("{KEY}", targets: ());\n'
    )
    compiler = typst.Compiler(
        str(folder / "edition.typ"), root=str(folder), font_paths=[FONTS], ignore_system_fonts=True
    )
    data, warnings = compiler.compile_with_warnings(format="pdf")
    assert [str(warning) for warning in warnings] == []
    (folder / "edition.pdf").write_bytes(data)
    return compiler


def read(page: pypdf.PageObject) -> tuple[list[str], str]:
    """The lines of a page's text, and the words at its foot."""
    found: list[tuple[float, float, str]] = []

    def note(
        text: str, matrix: list[float], place: list[float], _font: object, size: float
    ) -> None:
        if text.strip():
            found.append((round(matrix[5] + place[5] * matrix[3]), size, text))

    page.extract_text(visitor_text=note)
    body = [(y, text) for y, size, text in found if size == SIZE]
    if not body:
        return [], ""
    lines = {y: " ".join(" ".join(t for at, t in body if at == y).split()) for y, _ in body}
    foot = " ".join(text for y, size, text in found if 7.6 < size < 9 and 40 < y < min(lines))
    return [lines[y] for y in sorted(lines, reverse=True)], re.sub(r"\s+", " ", foot)


def numbers(foot: str, lemma: str) -> Iterator[tuple[str, str]]:
    """Each lemma at the foot of a page, with the number that it stands under."""
    number = ""
    for match in re.finditer(rf"(?:^|(?<= ))(\d+(?: ?– ?\d+)?)(?= )|({lemma})", foot):
        if match[1]:
            number = match[1].replace(" ", "")
        else:
            yield match[2], number


def line_of(lines: list[str], words: str) -> str:
    return str(next(index for index, line in enumerate(lines, 1) if words in line))


@pytest.mark.parametrize(
    ("trim", "layout"), [("a5", "short"), ("a5", "foot"), ("a5", "end"), ("a4", "margin")]
)
def test_three_hundred_entries(trim: str, layout: str, address: Path, tmp_path: Path) -> None:
    body = "\n".join(text_with(300, random.Random(7)))
    compiler = compiled(tmp_path, address, body, trim=trim, notes=layout)
    ((asked,),) = (json.loads(compiler.query(f"<apparatus:{KEY}>", field="value")),)
    lowest = min(float(each.removesuffix("pt")) for each in asked["rules"].values())
    # No apparatus is higher than the room that is kept for it and the line above it.
    assert lowest > -12
    seen = set()
    for page in pypdf.PdfReader(tmp_path / "edition.pdf").pages:
        lines, foot = read(page)
        for lemma, number in numbers(foot, r"\ba\d+a\b"):
            seen.add(lemma)
            if not any(lemma in line for line in lines):
                continue  # divided at the end of a line, or before this page
            first = last = line_of(lines, lemma)
            ending = f"z{lemma[1:-1]}z"
            if any(ending in line for line in lines):
                last = line_of(lines, ending)
            assert number == (first if first == last else f"{first}–{last}"), (lemma, number)
    assert len(seen) == 300


# -- verse, and readings that are adopted ----------------------------------------------------------

VERSE = """\
- quote: >-
    temperate
  readings:
    - sigla: [Q]
      reading: >-
        temp’rate
- quote: >-
    darling
  readings:
    - sigla: [Q]
      reading: >-
        tender
      adopt: true
      certainty: probable
- quote: >-
    shines, And often
  readings:
    - sigla: [Q]
      reading: >-
        shineth Oft
"""


def test_lines_of_verse_keep_their_numbers_and_adopted_readings_their_witnesses(
    tmp_path: Path,
) -> None:
    project = Path(shutil.copytree(ROOT.parent / "sonnets", tmp_path / "edition"))
    folder = project / "essays" / "1609-sonnet-18"
    (folder / "apparatus.yml").write_text(VERSE)
    head = folder / "essay.yml"
    copy = "  - siglum: Q\n    title: a copy\n    language: en\n    extent: whole\n"
    head.write_text(head.read_text().replace("base: S\n", f"{copy}base: S\n"))
    out = tmp_path / "book"
    options = ("-W", "-D", "typst_notes=short", "-D", "apparatus_text_view=reading")
    sphinx_build("typst", project / "docs", out, *options, "-d", str(tmp_path / "trees"))
    book = open_book(out).text
    assert "do shake the tender buds of May" in book
    foot = re.sub(r"\s+", " ", book[book.index("temp’rate") - 20 :])
    assert "2 temperate] temp’rate Q" in foot
    assert "3 tender Q] darling S (probable)" in foot
    assert "5–6 shines, And often] shineth Oft Q" in foot
