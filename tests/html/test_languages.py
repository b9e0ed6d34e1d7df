"""A site in another language: nothing of the interface is left in English.

The language is made up: each of its messages stands in brackets. What is outside them was written
by the editors of the edition, or is found.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from lxml import html
from tests.support.project import built_once, loaded_script, sphinx_build

LANGUAGE = "fo"
"""A language that neither engine nor Sphinx nor themes have, whose dates Babel knows."""
SPOKEN = ("aria-label", "aria-description", "title", "alt", "placeholder", "data-tooltip")


def in_brackets(folder: Path) -> None:
    """Write a catalogue with every message between ⟦ and ⟧."""
    made = Catalog(LANGUAGE, fuzzy=False)
    for message in loaded_script("write_catalogues").extracted():
        if message.id:
            ids = (message.id,) if isinstance(message.id, str) else message.id
            said = tuple(f"⟦{id}⟧" for id in ids)
            made.add(message.id, said[0] if len(said) == 1 else said, message.locations)
    folder.mkdir()
    with (folder / f"{LANGUAGE}.po").open("wb") as file:
        write_po(file, made)


@pytest.fixture(scope="session")
def bracketed(garden: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the gardens in the made-up language, and its EPUB."""

    def build(out: Path) -> None:
        project = shutil.copytree(garden, out / "project")
        in_brackets(project / "docs" / "locale")
        for builder in ("html", "epub"):
            options = ("-D", f"language={LANGUAGE}", "-D", "apparatus_language=en")
            sphinx_build(builder, project / "docs", out / builder, *options)

    return built_once(tmp_path_factory, "bracketed", build)


NAMES = (
    *("atom", "biblatex", "bibtex", "cc by", "chicago", "citation file format", "csl json", "csv"),
    *("ctrl", "json", "json schema", "mit", "schema org claimreview", "tei p", "zip"),
    *("w c web annotation", "web annotation", "om", "kb"),
    *("cff", "feed", "jsonld", "readme", "xml"),
)
"""Names of formats, licenses and keys, and Latin, which are the same in every language."""
INLINE = {
    "a",
    "abbr",
    "b",
    "cite",
    "code",
    "del",
    "em",
    "i",
    "ins",
    "kbd",
    "q",
    "span",
    "strong",
    "sup",
}


def texts(page: Path) -> Iterator[str]:
    """Yield what a reader sees and hears of a page, a block at a time."""
    (body,) = html.parse(page).xpath("//body")
    for skipped in list(body.iter("script", "style", "pre", "code", "template", "sup")):
        skipped.drop_tree()
    for mark in body.cssselect(".apparatus-mark, .apparatus-number, a.label"):
        yield mark.get("aria-label", "")
        mark.drop_tree()
    for element in list(body.iter()):
        if isinstance(element.tag, str):
            yield from (element.get(name, "") for name in SPOKEN)
            if element.tag not in INLINE:
                # What stands beside it is another text.
                element.tail = f"\n{element.tail or ''}"
                element.text = f"\n{element.text or ''}"
    yield from re.split(r"\n(?![^⟦⟧\n]*⟧)", body.text_content())


def outside(text: str) -> list[str]:
    """Return what is outside the brackets, which may stand within others."""
    before = ""
    while before != text:
        before, text = text, re.sub(r"⟦[^⟦⟧]*⟧", "|", text)
    return re.split(r"[|·:;,.()\[\]“”⟨⟩¶+]| – |→|\b\d+[a-z]?\b|\bedd\b|\b[ST]\b", text)


def squeezed(text: str) -> str:
    return " ".join(re.findall(r"[^\W\d_]+", text)).lower()


def left_in_english(site: Path, suffix: str, written: str) -> set[str]:
    """Return the words of a site that are neither in brackets nor in what editors wrote."""
    months = " ".join(str(name) for name in Locale(LANGUAGE).months["format"]["wide"].values())
    known = f" {squeezed(f'{written} {months}')} {' '.join(NAMES)} "
    return {
        piece.strip()
        for page in sorted(site.rglob(f"*.{suffix}"))
        if "_static" not in page.parts
        for text in texts(page)
        for piece in outside(text)
        if len(words := squeezed(piece)) > 2
        and f" {words} " not in known
        # Names of files, checksums and addresses.
        and not re.fullmatch(r"[\w/-]*[\d_/-][\w/-]*", piece.strip())
    }


@pytest.mark.build
def test_no_word_of_the_interface_is_left_in_english(bracketed: Path) -> None:
    files = [
        path
        for path in sorted((bracketed / "project").rglob("*"))
        if path.suffix in (".md", ".yml", ".txt", ".bib", ".py")
    ]
    written = "\n".join(path.read_text(encoding="utf-8") for path in files)
    assert left_in_english(bracketed / "html", "html", written) == set()
    assert left_in_english(bracketed / "epub", "xhtml", written) == set()


@pytest.mark.build
def test_scripts_speak_the_language_of_the_page(bracketed: Path) -> None:
    page = (bracketed / "html" / "essays" / "1908-garden.html").read_text(encoding="utf-8")
    assert page.index("apparatus-words.js") < page.index("apparatus.js")
    words = (bracketed / "html" / "_static" / "apparatus-words.js").read_text(encoding="utf-8")
    assert '"Next note":"⟦Next note⟧"' in words
    assert '"Supported":"⟦Supported⟧"' in words


@pytest.mark.build
def test_words_of_editors_keep_their_language(bracketed: Path) -> None:
    page = html.parse(bracketed / "html" / "essays" / "1908-garden.html").getroot()
    assert page.get("lang") == LANGUAGE
    (title,) = page.cssselect("#note-forty-gardens .apparatus-note-title")
    verdict = page.cssselect("#note-forty-gardens .apparatus-verdict")[0]
    assert next(each for each in title.iterancestors() if each.get("lang")).get("lang") == "en"
    assert verdict.get("lang") == LANGUAGE
