"""Two panes, and the list of textual notes."""

from __future__ import annotations

from pathlib import Path

from lxml import html

from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.model.vocabulary import BlockKind, Kind


def page(site: Path, name: str) -> html.HtmlElement:
    return html.parse(str(site / name)).getroot()


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_a_text_stands_beside_what_another_says(harbors: Path, harbors_site: Path) -> None:
    edition = open_edition(harbors / "essays", harbors / "references.bib")
    one = edition.essay_by_id["1901-tide"]
    rows = page(harbors_site, "side-by-side.html").find_class("apparatus-pair")
    passages = [block for block in one.blocks if block.kind is BlockKind.PASSAGE]
    by_block = {words(row[0][0]): row for row in rows}
    assert len(rows) >= len(passages)
    for block in passages:
        row = by_block[f"1901 ¶{block.number}"]
        assert block.text in words(row[0])
        there = edition.crossing.get((one.id, block.id), [])
        quotes = [words(quote) for quote in row.iter("blockquote")]
        assert len(quotes) == len(there)
    assert sum(len(list(row.iter("blockquote"))) for row in rows) > 0


def test_passages_that_a_theme_joins_stand_side_by_side(harbors: Path, harbors_site: Path) -> None:
    edition = open_edition(harbors / "essays", harbors / "references.bib")
    (panes,) = page(harbors_site, "cross-references.html").find_class("apparatus-parallel")
    texts = ("1901-tide", "1908-answer")
    ends = [
        {
            essay.id: (block, span)
            for (essay, block), span in zip(edition.ends(one), one.spans, strict=True)
        }
        for theme in edition.shared.themes
        for one in edition.cross_references
        if one.head.theme == theme.id
    ]
    both = [each for each in ends if each.keys() == set(texts)]
    rows = panes.find_class("apparatus-pair")
    assert len(rows) == len(both) > 1
    for row, there in zip(rows, both, strict=True):
        for side, text in zip(row, texts, strict=True):
            block, span = there[text]
            assert words(side[1]) == " ".join(block.text.split())
            (joined,) = side.find_class("apparatus-joined")
            assert joined.text_content() == block.text[span.start : span.end]
    headings = [words(one) for one in panes.find_class("rubric")]
    assert headings == list(dict.fromkeys(headings)) and headings[0] == "Money"


def test_base_and_reading_text_stand_side_by_side(harbors: Path, harbors_site: Path) -> None:
    edition = open_edition(harbors / "essays", harbors / "references.bib")
    essay = edition.essay_by_id["1901-tide"]
    rows = page(harbors_site, "textual-notes.html").find_class("apparatus-pair")
    changed = 0
    for row, both in zip(rows, edition.emended(essay), strict=True):
        base, reading = (words(side[1]) for side in row)
        assert (base, reading) == (both.base, " ".join(both.reading.split()))
        changed += base != reading
    assert changed > 3


def test_every_textual_note_is_listed(harbors: Path, harbors_site: Path) -> None:
    edition = open_edition(harbors / "essays", harbors / "references.bib")
    notes = [n for e in edition.essays for n in e.active_notes if n.kind is Kind.TEXTUAL]
    (table,) = page(harbors_site, "textual-notes.html").find_class("apparatus-textual-notes")
    rows = table.xpath(".//tbody/tr")
    assert [words(row[0]) for row in rows] == [edition.note_label(note) for note in notes]
    for row, note in zip(rows, notes, strict=True):
        assert row.xpath(".//a")[0].get("href").endswith(f"#mark-{note.id}")
