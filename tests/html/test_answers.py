"""The answer of a note: the same sentence wherever it is shown, its grounds below it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from lxml import etree, html
from tests.support.gardens import POSITIONS, QUESTION, QUOTE
from tests.support.project import sphinx_build

from sphinx_apparatus.cli.options import Project
from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.export import feed
from sphinx_apparatus.html.contributing import texts_of
from sphinx_apparatus.review.lookup_words import none_looked_up

SUMMARY = (
    "Counts of 1912 found more species in bloom along the town ditch in May, but fewer in July."
)


def page(site: Path, name: str) -> html.HtmlElement:
    return html.parse(str(site / f"{name}.html")).getroot()


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.fixture(scope="module")
def fence(gardens_site: Path) -> html.HtmlElement:
    """The note that has every field."""
    return page(gardens_site, "essays/1911-gate").get_element_by_id("note-fence")


def given(script: str) -> object:
    """Return what a script beside the pages hands over."""
    return json.loads(re.fullmatch(r"\w+\((?:\"[^\"]*\",)?(.*)\);\n", script, re.DOTALL)[1])


def test_the_summary_is_the_same_sentence_everywhere(
    gardens_site: Path, garden: Path, edition: Edition, fence: html.HtmlElement
) -> None:
    assert [words(p) for p in fence.find_class("apparatus-summary")] == [SUMMARY]
    preview = given((gardens_site / "_static/previews/essays/1911-gate.js").read_text())[
        "note-fence"
    ]
    assert f'<p class="apparatus-summary">{SUMMARY}</p>' in preview
    cells = [
        words(cell)
        for table in page(gardens_site, "fact-checks").find_class("apparatus-checks")
        for cell in table.find_class("apparatus-summary")
    ]
    assert SUMMARY in cells
    found = given((gardens_site / "_static/search/text-1911-gate-0.js").read_text())["places"]
    assert [summary for _, anchor, *_, summary in found if anchor == "note-fence"] == [SUMMARY]
    atom = etree.fromstring(feed.feed(edition, Project(garden).publication))
    entries = [each for each in atom if SUMMARY in each.findtext("{*}summary", "")]
    assert len(entries) == 4, "new, checked again, and two changes of the verdict"
    for entry in entries:
        assert entry.findtext("{*}content").startswith(f"<p>{SUMMARY}</p>")


def test_the_answer_comes_first(fence: html.HtmlElement) -> None:
    assert fence[1].get("class") == "apparatus-noted-words"
    parts = [words(child) for child in fence if child is not fence[1]]
    assert parts[1] == "In bloom along the ditch · ◐ Partly supported · confidence high"
    assert parts[2] == SUMMARY
    assert parts[3] == "Green: More was in bloom along the ditch than in all the beds."
    assert parts[4].startswith("Along the ditch the count of May was higher")
    assert [child.get("class") for child in fence[6:]] == [
        "apparatus-evidence",
        "apparatus-evidence",
        "apparatus-later",
        "apparatus-evidence",
        "apparatus-later",
        "apparatus-history",
        "apparatus-history",
        "apparatus-note-meta",
    ]


def test_a_note_in_the_list_repeats_the_words_that_it_is_about(gardens_site: Path) -> None:
    gate = page(gardens_site, "essays/1911-gate")
    about = gate.get_element_by_id("note-fence").find_class("apparatus-noted-words")
    assert [words(each) for each in about] == ["more in bloom along the ditch than in all the beds"]
    for note in gate.xpath("//aside[@role='doc-footnote']"):
        lemma = note.find_class("apparatus-lemma")
        assert lemma, note.get("id")
        assert words(lemma[0])


def test_evidence_is_quoted_with_its_language_and_its_source(fence: html.HtmlElement) -> None:
    german, hebrew, english = fence.findall("blockquote")
    first, translation, source, _ = german.iter("p")
    assert first.attrib == {"lang": "de", "dir": "ltr"}
    assert words(first) == "Im Mai blühten am Graben einundsechzig Arten, in den Beeten vierzig."
    assert words(translation).startswith("Translation: In May sixty-one species")
    assert words(source) == "—Weber 1912, S. 12 · primary document"
    assert source.find("a").get("href") == "../bibliography.html#source-weber1912graben"
    assert next(hebrew.iter("p")).attrib == {"lang": "he", "dir": "rtl"}
    assert not next(english.iter("p")).attrib, "the language of the edition"
    assert "primary" not in words(english)


def test_a_quotation_says_where_its_words_were_found_again(
    gardens_site: Path, fence: html.HtmlElement
) -> None:
    lines = fence.find_class("apparatus-lookup")
    assert [words(line) for line in lines] == [
        "found on this page on 2 August 1912",
        "the page was gone on 3 August 1912; found in an archived copy of 1 August 1912",
        "not yet looked up on the live web",
    ]
    assert lines[0].find("a").get("href") == "https://ditch.example/may"
    copy = lines[1].find("a").attrib
    address = "https://web.archive.org/web/19120801000000/https://ditch.example/july"
    assert (copy["href"], copy["data-originalurl"], copy["data-versiondate"]) == (
        address,
        "https://ditch.example/july",
        "1912-08-01",
    )
    (counts,) = page(gardens_site, "about/coverage").find_class("apparatus-lookups")
    assert [words(row) for row in counts.iter("tr")] == [
        "Quotations Number",
        "The words stand on the page once 1",
        "The host says that there is no such page 1",
        "Not yet looked up 4",
        "All 6",
    ]


def test_a_note_of_whose_quotations_none_was_looked_up_says_so_once(gardens_site: Path) -> None:
    root = page(gardens_site, "essays/1908-garden")
    note = root.get_element_by_id("note-forty-gardens")
    (line,) = note.find_class("apparatus-lookup")
    assert words(line) == "No quotation looked up on the live web yet."
    *_, last = note.iter("blockquote")
    assert line.getparent() is last.getparent() is note, "below the last quotation"
    assert none_looked_up([True, True]).startswith("Quotations read in archived copies;")
    assert none_looked_up([True, False]) == words(line), "read at its own address"


def test_later_developments_and_changes_are_dated_in_words(fence: html.HtmlElement) -> None:
    assert [words(each) for each in fence.find_class("apparatus-later")] == [
        "Later, September 1912: The town put the fence up again (Gray 1907).",
        "Later, 2 May 1913: The ditch was filled in (Weber 1912).",
    ]
    july = "The count of July was published."
    assert [words(each) for each in fence.find_class("apparatus-history")] == [
        f"Verdict changed on {change}"
        for change in (
            "1 June 1912 from ● Supported to ◕ Mostly supported: The beds had been counted twice.",
            f"1 August 1912 from ◕ Mostly supported to ◐ Partly supported: {july}",
        )
    ]


def test_a_withdrawn_note_says_so_before_its_answer(gardens_site: Path) -> None:
    note = page(gardens_site, "essays/1911-gate").get_element_by_id("note-windows")
    parts = [words(child) for child in note[1:]]
    assert parts[2] == "Withdrawn on 1 February 1912: The sentence is a joke and no claim."
    assert parts[3].startswith("No record says from which windows")
    assert words(note.find_class("apparatus-evidence-none")[0]).startswith(
        "No words to quote: The plans in the town’s archive"
    )


def test_a_note_without_summary_begins_with_its_finding(gardens_site: Path) -> None:
    note = page(gardens_site, "essays/1911-gate").get_element_by_id("note-letter")
    assert [child.get("class") for child in note[1:]] == [
        "apparatus-noted-words",
        "apparatus-note-head",
        None,
        "apparatus-note-meta",
    ]


def test_the_brief_stands_under_the_title(gardens_site: Path) -> None:
    front = page(gardens_site, "essays/1911-gate").find_class("apparatus-front")[0]
    assert front.getprevious().get("class").startswith("apparatus-block apparatus-head")
    assert front[0].get("class") == "apparatus-brief"
    assert words(front[0]).startswith("Green answers that a lock stops nobody’s eyes")


def test_a_theme_shows_its_question_and_where_each_text_stands(gardens_site: Path) -> None:
    theme = page(gardens_site, "themes/locks")
    assert words(theme.find_class("apparatus-question")[0]) == QUESTION
    (positions,) = theme.find_class("apparatus-positions")
    assert [words(each) for each in positions] == [
        "Gray, 1908",
        POSITIONS["1908-garden"],
        "Green, 1911",
        POSITIONS["1911-gate"],
    ]
    assert positions.find("dt/a").get("href") == "../essays/1908-garden.html#text"


def test_questions_stand_with_their_answers_on_any_page(gardens_site: Path) -> None:
    (asked,) = page(gardens_site, "bibliography").find_class("apparatus-asked")
    assert words(asked) == QUESTION
    assert asked.find("a").get("href") == "themes/locks.html#theme-locks"
    assert [words(each) for each in asked.getnext().iter("dt")] == ["Gray, 1908", "Green, 1911"]


def test_a_theme_shows_the_whole_note(gardens_site: Path) -> None:
    (note,) = page(gardens_site, "themes/locks").xpath("//details[summary//text()='Forty gardens']")
    assert note[1].get("class") == "apparatus-summary"
    assert words(note.find("blockquote")).startswith(QUOTE)


def test_corrections_have_changes_and_withdrawals(gardens_site: Path) -> None:
    (table,) = page(gardens_site, "about/corrections").find_class("apparatus-corrections")
    assert [[words(cell) for cell in row] for row in table.xpath(".//tbody/tr")] == [
        [
            "1 August 1912",
            "1911 n. 3",
            "Verdict: ◕ Mostly supported, now ◐ Partly supported",
            "The count of July was published.",
        ],
        ["1 June 1912", "1908 n. 4", "The note was withdrawn.", "Nobody can know."],
        [
            "1 June 1912",
            "1911 n. 3",
            "Verdict: ● Supported, now ◕ Mostly supported",
            "The beds had been counted twice.",
        ],
        [
            "2 April 1912",
            "1908 n. 1",
            "Verdict: ◐ Partly supported, now ◕ Mostly supported",
            "Two of *forty* are few.",
        ],
        [
            "3 February 1912",
            "1908 n. 1",
            "Verdict: ● Supported, now ◐ Partly supported",
            "The survey was found.",
        ],
        [
            "1 February 1912",
            "1911 n. 2",
            "The note was withdrawn.",
            "The sentence is a joke and no claim.",
        ],
    ]


CORRECTION = """\
- date: "1912-08-01"
  note: 1911-gate/fence
  what: >-
    The count of May stood alone.
  reason: >-
    That of July was published {cite:p}`weber1912graben`.
"""


def test_a_correction_that_is_listed_is_not_told_twice(garden: Path, tmp_path: Path) -> None:
    project = shutil.copytree(garden, tmp_path / "project")
    (project / "essays/_data/corrections.yml").write_text(CORRECTION)
    sphinx_build("html", project / "docs", tmp_path / "out", "-n", "-W")
    (table,) = page(tmp_path / "out", "about/corrections").find_class("apparatus-corrections")
    rows = [[words(cell) for cell in row] for row in table.xpath(".//tbody/tr")]
    assert [date for date, where, *_ in rows if where.startswith("1911")] == [
        "1 August 1912",
        "1 June 1912",
        "1 February 1912",
    ]
    assert rows[0][2:] == [
        "The count of May stood alone.",
        "That of July was published (Weber 1912).",
    ]


def test_owners_are_told_and_listed(gardens_site: Path) -> None:
    sources = page(gardens_site, "bibliography")
    entry = sources.get_element_by_id("source-weber1912graben")
    assert [words(part) for part in entry[1:]] == [
        "Verlag der Kirche · church: the church at the gate",
        "Cited in: 1911 n. 3.",
    ]
    target = entry.find_class("apparatus-owner")[0].find("a").get("href").removeprefix("#")
    assert words(sources.get_element_by_id(target)) == "Verlag der Kirche"
    (table,) = sources.find_class("apparatus-outlets")
    assert [words(cell) for cell in table.xpath(".//tbody/tr/td")] == [
        "Verlag der Kirche",
        "church: the church at the gate",
        "(Weber 1912)",
    ]


def test_a_source_that_is_only_quoted_is_in_the_bibliography(
    edition: Edition, gardens_site: Path
) -> None:
    note = edition.note_by_id["1911-gate/fence"]
    assert "gray1907gardens" not in [cited.key for cited in edition.body(note).citations]
    entry = page(gardens_site, "bibliography").get_element_by_id("source-gray1907gardens")
    assert "1911 n. 2, n. 3" in words(entry).replace("\u00a0", " ")


def test_the_window_of_new_notes_offers_what_notes_quote(edition: Edition) -> None:
    essay = edition.essay_by_id["1911-gate"]
    quoted = texts_of(edition, [essay])["1911-gate"]["quoted"]
    note = next(note for note in essay.notes if note.id == "fence")
    assert note.fact_check is not None
    assert any(each.primary for each in note.fact_check.evidence)
    for each in note.fact_check.evidence:
        there = next(words for words in quoted[each.source] if words["quote"] == each.quote)
        primary = "true" if each.primary else None
        assert there == {
            name: value
            for name, value in {**each.model_dump(exclude={"source"}), "primary": primary}.items()
            if value
        }
    assert any("language" in words and "translation" in words for words in quoted[each.source])
