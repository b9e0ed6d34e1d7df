"""The real edition in print: its notes compared with the pages, its lines with the apparatus.

Notes are read from the tags of the PDF, as a screen reader does, and never asked of Typst.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from pathlib import Path

import pypdf
import pytest
from lxml import html
from tests.support.books import faults

from sphinx_apparatus.edition.edition import Edition

pytest.importorskip("outloud", reason="outloud has no wheels for this machine")

from outloud import check
from outloud.content import TextRun
from outloud.model import Document, StructElem

_PASSAGE_SIZE = 11.0
"""Size of the edited texts at A5; no other words have it."""


@dataclass
class Entry:
    """A note as tagged."""

    label: str
    """Its number, or for textual notes its lines."""
    text: str
    """Without any white space."""
    page: int
    element: StructElem = field(repr=False)


@pytest.fixture(scope="module")
def document(pdf_book: Path) -> Document:
    return Document(str(pdf_book))


def folded(words: str) -> str:
    """Return *words* without white space, and without hyphens: lines may end in one."""
    return re.sub(r"[\s\u00ad-]+", "", words)


def pieces(document: Document, element: StructElem) -> list[tuple[int, int, str]]:
    """Return what an element and those in it hold: page, number, words."""
    return sorted(
        (ref.page, ref.mcid, document.content(ref.page).mcid_text.get((ref.stream, ref.mcid), ""))
        for each in (element, *element.descendants())
        for ref in each.mcrefs
        if ref.page is not None
    )


@pytest.fixture(scope="module")
def entries(document: Document) -> list[Entry]:
    """All notes in the order of the tags, which is that of the texts."""
    found = []
    for element in document.elements_of("Note"):
        (page, _, label), *rest = pieces(document, element)
        text = folded("".join(words for _, _, words in rest))
        found.append(Entry(label.strip(), text, page, element))
    return found


def is_numbered(entry: Entry) -> bool:
    return marks_before(entry.element) is not None


def marks_before(note: StructElem) -> StructElem | None:
    """Return the mark that a note follows in the tags; textual notes have none."""
    assert note.parent is not None
    siblings = note.parent.children
    here = siblings.index(note)
    before = siblings[here - 1] if here else None
    return before if before is not None and before.type == "Lbl" else None


@pytest.fixture(scope="module")
def on_screen(site: Path, edition: Edition) -> dict[str, dict[str, str]]:
    """For each essay its notes as the page has them: label and words."""
    found = {}
    for essay in edition.essays:
        other = "reading" if essay.head.rights.text_view.value == "base" else "base"
        page = site / "essays" / f"{essay.id}.html"
        tree = html.parse(page, html.HTMLParser(encoding="utf-8"))
        notes = {}
        for note in tree.xpath("//aside[contains(@class, 'apparatus-note-')]"):
            label = note.xpath("./*[@class='label']")[0]
            number = label.text_content().strip("[]")
            for hidden in [label, *note.xpath(f".//span[@class='apparatus-{other}']")]:
                hidden.drop_tree()
            notes[number] = folded(note.text_content())
        found[essay.id] = notes
    return found


def test_every_note_has_the_same_number_and_words_on_screen_and_in_print(
    entries: list[Entry], on_screen: dict[str, dict[str, str]]
) -> None:
    numbered = [entry for entry in entries if is_numbered(entry)]
    starts = [index for index, entry in enumerate(numbered) if entry.label == "1"]
    assert len(starts) == len(on_screen)
    bounds = itertools.pairwise([*starts, len(numbered)])
    for notes, (first, last) in zip(on_screen.values(), bounds, strict=True):
        printed = {entry.label: entry.text for entry in numbered[first:last]}
        wanted = {label: text for label, text in notes.items() if label.isdigit()}
        assert printed.keys() == wanted.keys()
        # One by one: pytest would take minutes to show how two long lists differ.
        assert [label for label in wanted if printed[label] != wanted[label]] == []
    textual = {entry.text for entry in entries if not is_numbered(entry)}
    for notes in on_screen.values():
        letters = {label: text for label, text in notes.items() if label.isalpha()}
        assert [label for label, text in letters.items() if text not in textual] == []
    assert len(entries) == sum(map(len, on_screen.values()))


def test_every_note_follows_its_mark_in_the_tags_and_starts_on_its_page(
    document: Document, entries: list[Entry]
) -> None:
    for entry in entries:
        mark = marks_before(entry.element)
        if mark is None:
            assert re.fullmatch(r"\d+(–\d+)?", entry.label), entry.label
            continue
        (page, _, words), *_ = pieces(document, mark)
        assert (page, words.strip()) == (entry.page, entry.label)


def lines_of(document: Document, page: int) -> list[str]:
    """Return the numbered lines of a page without white space, from above."""
    rows: dict[float, list[TextRun]] = {}
    for run in document.content(page).runs:
        if abs(run.size - _PASSAGE_SIZE) < 0.05 and run.text.strip() and not run.artifact:
            rows.setdefault(round(run.bbox[1] / 2), []).append(run)
    return [
        folded("".join(run.text for run in sorted(runs, key=lambda run: run.bbox[0])))
        for _, runs in sorted(rows.items(), reverse=True)
    ]


def test_textual_notes_name_the_lines_of_their_words(
    document: Document, entries: list[Entry]
) -> None:
    checked = 0
    for entry in entries:
        if is_numbered(entry):
            continue
        words = "".join(part for _, _, part in pieces(document, entry.element)[1:])
        lemma = words.partition("]")[0].strip()
        first, _, last = entry.label.partition("–")
        lines = lines_of(document, entry.page)
        # The lines are those of all words that the note is about, and hold the lemma.
        there = "".join(lines[int(first) - 1 : int(last or first)])
        whole = "".join(lines)
        for word in {lemma.split()[0], lemma.split()[-1]}:
            if lemma == "—" or folded(word) not in whole:
                continue  # nothing stands in its place, or a page ends within the words
            if first == "1" and word == lemma.split()[0] and folded(word) not in there:
                continue  # the words begin on the page before, and this is another “the”
            assert folded(word) in there, (entry.label, lemma, lines)
            checked += 1
    assert checked > 0.9 * sum(not is_numbered(entry) for entry in entries)


def test_no_lines_overlap_and_nothing_runs_off_the_page(document: Document) -> None:
    for page in document.pages:
        runs = [run for run in document.content(page.index).runs if run.text.strip()]
        for run in runs:
            left, bottom, right, top = run.bbox
            assert left > 20, (page.number, run.text)
            assert right < page.width - 20, (page.number, run.text)
            assert bottom > 20, (page.number, run.text)
            assert top < page.height - 20, (page.number, run.text)
            assert "\ufffd" not in run.text
        for one, other in itertools.combinations([run for run in runs if not run.in_form], 2):
            wide = min(one.bbox[2], other.bbox[2]) - max(one.bbox[0], other.bbox[0])
            high = min(one.bbox[3], other.bbox[3]) - max(one.bbox[1], other.bbox[1])
            least = min(one.bbox[3] - one.bbox[1], other.bbox[3] - other.bbox[1])
            assert wide < 1 or high < 0.5 * least, (page.number, one.text, other.text)


def test_texts_leave_little_of_their_pages_empty(document: Document, entries: list[Entry]) -> None:
    # Between the text and the notes; where the notes of one line are long it can't be helped.
    empty = []
    for page in sorted({entry.page for entry in entries}):
        runs = [run for run in document.content(page).runs if run.text.strip()]
        text = [run.bbox[1] for run in runs if run.size > 9 and run.bbox[1] > 40]
        notes = [run.bbox[3] for run in runs if run.size < 8.5 and 40 < run.bbox[3] < min(text)]
        if text and notes:
            empty.append(min(text) - max(notes))
    assert len(empty) > 30
    # Notes with the words of their sources are long; two of one line rarely fit beside it.
    assert sorted(empty)[len(empty) // 2] < 25
    assert sum(empty) / len(empty) < 55
    assert sum(room > 100 for room in empty) <= len(empty) / 5


def test_no_page_of_a_text_begins_with_the_first_cross_reference_of_a_passage(
    document: Document, entries: list[Entry]
) -> None:
    # Under the words of a passage stands at least one; the others may go to the next page.
    pages = sorted({entry.page for entry in entries})
    for before, page in itertools.pairwise(pages):
        if page != before + 1 or not arrows(document, page):
            continue
        words = [run.bbox[1] for run in document.content(page).runs if is_text(run)]
        if max(arrows(document, page)) > max(words):
            last = min(run.bbox[1] for run in document.content(before).runs if is_text(run))
            assert min(arrows(document, before), default=last) < last, page


def test_no_page_holds_the_rest_of_a_note_alone(document: Document, entries: list[Entry]) -> None:
    after = {entry.page + 1 for entry in entries}
    for page in sorted(after):
        sizes = {
            round(run.size, 1)
            for run in document.content(page).runs
            if run.text.strip() and not run.artifact
        }
        assert not sizes or max(sizes) > 10, page


def is_text(run: TextRun) -> bool:
    return abs(run.size - _PASSAGE_SIZE) < 0.05 and bool(run.text.strip()) and not run.artifact


def arrows(document: Document, page: int) -> list[float]:
    """Return the heights of the cross-references on a page."""
    return [run.bbox[1] for run in document.content(page).runs if run.text.startswith("↔")]


def rows_of(document: Document, page: int, size: float) -> list[list[TextRun]]:
    """Return the lines of a page that are set in *size*, each from the left."""
    rows: dict[int, list[TextRun]] = {}
    for run in document.content(page).runs:
        if abs(run.size - size) < 0.05 and run.text.strip() and not run.artifact:
            rows.setdefault(round(run.bbox[1] / 2), []).append(run)
    return [sorted(row, key=lambda run: run.bbox[0]) for _, row in sorted(rows.items())]


def test_no_mark_stands_alone_in_a_line(document: Document, entries: list[Entry]) -> None:
    for page in sorted({entry.page for entry in entries}):
        for line in lines_of(document, page):
            assert any(letter.isalpha() for letter in line), (page, line)


def test_signs_of_verdicts_come_from_a_face_that_draws_them_right(
    document: Document, edition: Edition
) -> None:
    # Libertinus has one quarter black in ◕, which means that three are.
    signs = [
        run
        for page in document.pages
        for run in document.content(page.index).runs
        if re.fullmatch("[●◕◐○■◆△]+", run.text.strip())
    ]
    checks = [note for each in edition.essays for note in each.notes if note.kind == "fact-check"]
    assert len(signs) >= len(checks) > 0
    faces = {run.font.base_font.partition("+")[2] for run in signs if run.font is not None}
    assert faces == {"DejaVuSansMono"}, "upright, among words in italics too"


def test_the_entries_of_the_bibliography_hang(document: Document) -> None:
    last = [page.index for page in document.pages][-10]
    lefts = [round(row[0].bbox[0]) for row in rows_of(document, last, 8.1)]
    first, *further = sorted(set(lefts))
    assert len(further) == 1, lefts
    assert 10 <= further[0] - first <= 13
    assert lefts.count(further[0]) > lefts.count(first)


def test_links_to_notes_and_sources_tell_where_they_lead(pdf_book: Path, edition: Edition) -> None:
    # To whoever hears the page: the number of a page would tell nothing.
    said = {
        str(link.get_object().get("/Contents"))
        for page in pypdf.PdfReader(pdf_book).pages
        for link in page.get("/Annots") or ()
    }
    assert "Source Leigh 2019" in said
    assert not said & {"Source", "Source ", "Note", "Note "}
    cited = {note.label for essay in edition.essays for note in essay.notes}
    assert len({f"Note {label}" for label in cited} & said) > 20


ALLOWED = {
    "ORD-001": "notes are painted at the foot and read at their mark, as they should be",
    "NOTE-003": "a textual note is labeled with its lines, and “2–3” is taken for no label",
    "PAG-001": "notes and sources end in like words, and at the foot of pages these look like"
    " running feet",
}
"""Rules of `outloud` that the book need not keep, with the reason."""


def test_all_that_could_keep_the_book_from_being_read_aloud_is_known(pdf_book: Path) -> None:
    findings = check(str(pdf_book)).findings
    found = {each.rule: each.message for each in findings}
    assert {rule: words for rule, words in found.items() if rule not in ALLOWED} == {}
    assert found.keys() == ALLOWED.keys(), "what is not found any more need not be allowed"
    assert {each.rule for each in findings if each.severity == "error"} <= {"ORD-001"}


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_edition_keeps_to_the_standard(pdf_book: Path, profile: str) -> None:
    assert faults(pdf_book, profile) == []
