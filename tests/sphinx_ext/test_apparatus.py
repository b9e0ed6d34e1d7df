"""The apparatus of a text on its page and in other formats."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from lxml import html
from tests.support.apparatus import edition_with, written
from tests.support.project import REPOSITORY, WITH_UNITS, small_editions, sphinx_build

ROOT = REPOSITORY / "tests" / "editions" / "gettysburg"
PAGE = "essays/1863-gettysburg.html"

pytestmark = pytest.mark.build


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_editions(tmp_path_factory, "unit-sites", WITH_UNITS)


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_each_passage_has_its_entries(sites: Path) -> None:
    root = html.parse(str(sites / "gettysburg" / PAGE)).getroot()
    lists = root.find_class("apparatus-readings")
    assert [words(each.find("summary")) for each in lists] == [
        "Apparatus to ¶1 (2 entries)Apparatus to ¶1 (3 entries)",
        "Apparatus to ¶2 (7 entries)",
        "Apparatus to ¶3 (12 entries)",
    ]
    assert {each.tag for each in lists} == {"details"}
    entries = [words(item) for item in root.xpath("//details//li[starts-with(@id, 'entry-')]")]
    assert "on] upon N H E (as here: S B A)" in entries
    assert "met] add. here H (as here: S N E B A)" in entries
    assert "It is for … nobly advanced] om. N (as here: S H E B A)" in entries
    # What stands within a passage that a witness lacks is not told of it.
    assert "who fought here] om. H (as here: S E B A; the passage is not in N)" in entries
    assert "under God] om. N H (n. a) (as here: S E B A)" in entries


def test_each_lemma_leads_to_its_words(sites: Path) -> None:
    root = html.parse(str(sites / "gettysburg" / PAGE)).getroot()
    links = root.xpath("//li[starts-with(@id, 'entry-')]//a[span[@class='apparatus-lemma']]")
    assert len(links) == 22
    for link in links:
        (target,) = root.xpath(f"//*[@id='{link.get('href')[1:]}']")
        read = target.getnext()
        assert words(read).split()[0].rstrip(".,") == words(link).split()[0].rstrip(".,")
        assert link.get("href").removeprefix("#words-") in read.get("data-entries").split()


def test_a_long_lemma_is_underlined_at_its_ends_and_signs_are_minor(sites: Path) -> None:
    root = html.parse(str(sites / "gettysburg" / PAGE)).getroot()
    (long,) = (e for e in root.xpath("//li[@id]") if words(e).startswith("It is for"))
    id = long.get("id").removeprefix("entry-")
    read = [e for e in root.xpath("//*[@data-entries]") if id in e.get("data-entries").split()]
    assert [words(each) for each in read] == ["It", "advanced", "."]
    (minor,) = root.xpath("//span[contains(@class, 'apparatus-read apparatus-minor')]")
    assert words(minor) == "all men are created equal."


def test_the_note_of_an_entry_has_its_readings(sites: Path) -> None:
    root = html.parse(str(sites / "gettysburg" / PAGE)).getroot()
    (note,) = root.xpath("//*[@id='note-under-god']")
    assert "under God] om. N H" in words(note)


def test_a_page_without_entries_has_nothing_of_them(sites: Path) -> None:
    page = (sites / "sonnets" / "essays/1609-sonnet-18.html").read_text()
    assert "readings" not in page
    assert "data-entries" not in page


@pytest.mark.parametrize("builder", ["text", "man"])
def test_entries_stand_under_their_passage(builder: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    sphinx_build(builder, ROOT / "docs", out, "-n", "-W", "-d", str(tmp_path / "trees"))
    texts = [each.read_text() for each in out.rglob("*") if each.is_file()]
    text = " ".join(" ".join(texts).split())
    assert "Apparatus to ¶2 (7 entries)" in text
    assert "that field] it N H" in text


NOTE = """\
---
kind: textual
title: >-
  New
quote: >-
  a new birth
change: correction
reading: >-
  a second birth
adopt: true
certainty: certain
witnesses:
  - siglum: H
    language: en
    reading: >-
      a second birth
by: [editors]
---
So the fourth copy.
"""


def test_an_adopted_reading_names_its_witnesses_in_both_texts(tmp_path: Path) -> None:
    entry = {
        "quote": "little",
        "readings": [{"sigla": ["B"], "reading": "barely", "adopt": True}],
        "comment": "So the *second*.",
    }
    notes = tmp_path / "essays/1863-address/notes"
    notes.mkdir(parents=True)
    (notes / "new.md").write_text(NOTE)
    edition_with(tmp_path, written(entry))
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "conf.py").write_text(
        'extensions = ["sphinx_apparatus"]\nbibtex_bibfiles = ["../references.bib"]\n'
        "apparatus_site = True\n"
        'html_theme = "sphinx_book_theme"\n'
    )
    (docs / "index.md").write_text("# Address\n\n```{apparatus:essay} 1863-address\n```\n")
    sphinx_build("html", docs, tmp_path / "site", "-n", "-W", "-d", str(tmp_path / "trees"))
    root = html.parse(str(tmp_path / "site/index.html")).getroot()
    changed = [words(each) for each in root.xpath("//del | //ins")]
    assert changed == ["little", "barely", "new", "second"]
    (note,) = root.xpath("//*[@id='note-new']")
    assert "new] second H, edd." in words(note)
    assert "second H] new A" in words(note)
    (item,) = root.xpath("//li[starts-with(@id, 'entry-')]")
    forms = item.xpath(".//span[contains(@class, 'apparatus-base')]")
    assert [words(each) for each in forms] == ["little] barely B, edd."]
    forms = item.xpath(".//span[contains(@class, 'apparatus-reading')]")
    assert [words(each) for each in forms] == ["barely B] little A E H"]
    assert item.xpath(".//em")[0].text == "second"


POEM = """\
I met a traveller from an antique land\\
Who said: Two vast and trunkless legs of stone\\
Stand in the desart. Near them, on the sand,\\
&emsp;Half sunk, a shattered visage lies, whose frown,
"""
OF_POEM = """\
witnesses:
  - {siglum: A, title: the base, language: en, extent: whole, file: witness-A.txt}
  - siglum: T
    title: the other
    language: en
    extent: whole
    file: witness-T.txt
    sha256: "%s"
base: A
form: verse
"""
OTHER = """\
I met a traveller from an ancient land
    Half sunk, a shattered visage lies, whose frown,
Who said Two vast and trunkless limbs of stone
Stand in the desert. Near them, on the land,
"""


def on_verse(quote: str, reading: str, **fields: object) -> dict[str, object]:
    return {"quote": quote, **fields, "readings": [{"sigla": ["T"], "reading": reading}]}


@pytest.fixture(scope="module")
def poem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a poem of four lines, of which a witness has the last behind the first."""
    folder = tmp_path_factory.mktemp("poem")
    there = folder / "essays" / "1863-address"
    there.mkdir(parents=True)
    (there / "witness-T.txt").write_text(OTHER)
    last = "Half sunk, a shattered visage lies, whose frown,"
    moved = {"sigla": ["T"], "moved": {"quote": "antique land"}}
    entries = written(
        on_verse("antique", "ancient"),
        on_verse("said:", "said", **{"class": "punctuation"}),
        on_verse("legs", "limbs"),
        on_verse("desart", "desert"),
        on_verse("sand", "land"),
        {"quote": last, "readings": [moved]},
    )
    digest = hashlib.sha256(OTHER.encode()).hexdigest()
    edition_with(folder, entries, text=POEM, witnesses=OF_POEM % digest)
    (there / "witness-A.txt").write_text(POEM.replace("\\\n", "\n").replace("&emsp;", "    "))
    docs = folder / "docs"
    docs.mkdir()
    (docs / "conf.py").write_text(
        'extensions = ["sphinx_apparatus"]\nbibtex_bibfiles = ["../references.bib"]\n'
        'apparatus_site = True\nhtml_theme = "sphinx_book_theme"\n'
    )
    (docs / "index.md").write_text(
        "# Poem\n\nOf its history.\n\n```{rst-class} apparatus-notice\nMade up.\n```\n\n"
        "```{apparatus:essay} 1863-address\n```\n"
    )
    sphinx_build("html", docs, folder / "site", "-n", "-W", "-d", str(folder / "trees"))
    return folder / "site"


def test_entries_on_verse_have_the_number_of_each_line_once(poem: Path) -> None:
    root = html.parse(str(poem / "index.html")).getroot()
    items = root.xpath("//li[starts-with(@id, 'entry-')]/p")
    told = [words(item).partition("]")[0] for item in items]
    last = "4 Half sunk, a … whose frown"
    assert told == ["1 antique", "2 said:", "2 legs", "3 desart", "sand", last]
    # Where the entry on signs is not shown, the next has the number.
    _, second = root.find_class("apparatus-of-wording")
    assert words(second.getparent()).startswith("2 legs")


def test_the_count_of_entries_is_that_of_those_shown(poem: Path) -> None:
    root = html.parse(str(poem / "index.html")).getroot()
    (title,) = root.xpath("//details[contains(@class, 'apparatus-readings')]/summary")
    assert [(each.get("class"), words(each)) for each in title] == [
        ("apparatus-of-wording", "Apparatus to ll. 1–4 (5 entries)"),
        ("apparatus-minor", "Apparatus to ll. 1–4 (6 entries)"),
    ]


def test_both_columns_have_the_lines_of_their_copy(poem: Path) -> None:
    root = html.parse(str(poem / "index/witness-T.html")).getroot()
    left, right = (
        [line.text_content() for line in side.find_class("line")]
        for side in root.find_class("apparatus-pair-side")
    )
    assert left == POEM.replace("&emsp;", "\u2003").replace("\\\n", "\n").splitlines()
    assert right == OTHER.replace("    ", "\u2003").splitlines()


def test_what_stands_before_a_text_is_folded_but_for_a_notice(poem: Path) -> None:
    root = html.parse(str(poem / "index.html")).getroot()
    (notice,) = root.xpath("//p[.='Made up.']")
    assert notice.getparent().get("class") == "apparatus-front"
    (folded,) = root.xpath("//p[.='Of its history.']")
    assert folded.getparent().get("class") == "apparatus-about"
