"""The real edition in print: its notes compared with the records, its pages measured.

Notes are read from the tags of the PDF, as a screen reader does, and never asked of Typst.
"""

from __future__ import annotations

import itertools
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pymupdf
import pypdf
import pytest
import typst
from tests.support.books import Book, faults, open_book, squeezed
from tests.support.project import REPOSITORY, sphinx_build
from tests.support.sheets import Sheet, text_sheets

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.model.essays import Note
from sphinx_apparatus.model.records import FactCheckHead, TextualHead
from sphinx_apparatus.typst.builder import FONTS, SOURCE

pytest.importorskip("outloud", reason="outloud has no wheels for this machine")

from outloud.content import TextRun
from outloud.findings import Result
from outloud.model import Document, StructElem
from outloud.registry import run_rules

_PASSAGE_SIZE = 11.0
"""Size of the edited texts at A5; no other words have it."""


@dataclass
class Entry:
    """A note as tagged."""

    label: str
    """Its number or letter."""
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


def marks_before(note: StructElem) -> StructElem | None:
    """Return the mark that a note follows in the tags."""
    assert note.parent is not None
    siblings = note.parent.children
    here = siblings.index(note)
    before = siblings[here - 1] if here else None
    return before if before is not None and before.type == "Lbl" else None


@pytest.fixture(scope="module")
def at_foot(edition: Edition) -> list[Note]:
    """The notes that have a mark, in the order of the texts: all but readings not adopted."""
    return [
        note
        for essay in edition.essays
        for note in essay.notes
        if not isinstance(note.head, TextualHead) or note.head.adopt
    ]


def test_every_note_has_its_number_verdict_and_summary_at_the_foot(
    entries: list[Entry], at_foot: list[Note]
) -> None:
    assert sorted(each.label for each in entries) == sorted(each.label for each in at_foot)
    wrong = []
    by_label: dict[str, list[Entry]] = {}  # of each text one, in the order of the texts
    for entry in entries:
        by_label.setdefault(entry.label, []).append(entry)
    for note in at_foot:
        entry, head = by_label[note.label].pop(0), note.head
        if isinstance(head, TextualHead):
            right = "]" in entry.text and "edd." in entry.text
        else:
            right = entry.text.endswith(folded(head.summary))
        if isinstance(head, FactCheckHead):
            right &= entry.text.startswith(folded(f"{head.verdict.sign} {head.verdict.word}"))
        if not right:
            wrong.append((note.full_id, entry.text))
    assert wrong == []


def test_every_note_follows_its_mark_in_the_tags_and_starts_on_its_page(
    document: Document, entries: list[Entry]
) -> None:
    for entry in entries:
        mark = marks_before(entry.element)
        assert mark is not None, entry
        (page, _, words), *_ = pieces(document, mark)
        assert (page, words.strip()) == (entry.page, entry.label)


def test_the_commentary_has_every_note_whole(real: Book, edition: Edition) -> None:
    _, _, commentary = real.text.rpartition("Where a note does not say otherwise")
    commentary = squeezed(commentary)

    def is_missing(words: str) -> bool:
        # A page may end within them.
        return not any(
            words[:cut] in commentary and words[cut:] in commentary for cut in range(len(words))
        )

    missing = []
    for essay in edition.essays:
        for note in essay.notes:
            head = note.head
            parts = [note.full_id.partition("/")[2]]
            if isinstance(head, FactCheckHead):
                parts += [head.title + head.verdict.sign + head.verdict.word]
            parts += [evidence.quote for evidence in head.evidence]
            missing += [(note.full_id, words) for words in parts if is_missing(squeezed(words))]
    assert missing == []


def test_links_lead_from_the_foot_to_the_commentary_and_back(pdf_book: Path) -> None:
    text = text_sheets(pdf_book, _PASSAGE_SIZE)[2].page - 1
    with pymupdf.open(pdf_book) as book:
        opening = next(n for n, page in enumerate(book) if "Where a note does" in page.get_text())

        def leads(page: int) -> set[int]:
            return {link.get("page", -1) for link in book[page].get_links()}

        assert text in leads(text), "between mark and foot"
        behind = {page for page in leads(text) if page > opening}
        assert behind
        assert text in set().union(*map(leads, behind))


@pytest.fixture(scope="module")
def trade_book(pdf_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same book on the other paper, set from the same source."""
    return set_again(pdf_book.parent, tmp_path_factory.mktemp("trade"), "trade")


def set_again(folder: Path, out: Path, trim: str) -> Path:
    """Set a book on another paper."""
    pdf = out / "edition.pdf"
    compiler = typst.Compiler(
        str(folder / SOURCE),
        root=str(folder),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"trim": trim},
    )
    data = compiler.compile(format="pdf")
    assert isinstance(data, bytes)
    pdf.write_bytes(data)
    return pdf


_SIZES = {"a5": _PASSAGE_SIZE, "trade": 11.25}


def full_pages(pdf: Path, trim: str) -> list[Sheet]:
    """Return the pages of the texts but the last of each; no gap between words is wide on any."""
    sheets = text_sheets(pdf, _SIZES[trim])
    assert [sheet for sheet in sheets if sheet.gap > 0.6] == []
    return [one for one, other in itertools.pairwise(sheets) if other.page == one.page + 1]


@pytest.mark.parametrize("trim", _SIZES)
def test_pages_of_the_texts_are_filled_with_text(request: pytest.FixtureRequest, trim: str) -> None:
    book = request.getfixturevalue({"a5": "pdf_book", "trade": "trade_book"}[trim])
    full = full_pages(book, trim)
    assert len(full) > 8
    # How many lines there are, and how often the last ones move, depends on the summaries.
    assert sum(sheet.lines for sheet in full) / len(full) >= 16
    assert [sheet for sheet in full if sheet.space > 60] == []
    assert len([sheet for sheet in full if sheet.space > 40]) <= 3


@pytest.mark.slow
def test_with_whole_notes_at_the_foot_no_page_is_left_empty(tmp_path: Path) -> None:
    options = ("-n", "-W", "-d", str(tmp_path / "doctrees"), "-D", "typst_notes=foot")
    sphinx_build("typst", REPOSITORY / "docs", tmp_path / "a5", *options)
    books = {
        "a5": tmp_path / "a5" / "edition.pdf",
        "trade": set_again(tmp_path / "a5", tmp_path, "trade"),
    }
    for trim, book in books.items():
        full = full_pages(book, trim)
        assert len(full) > 40
        # A note that begins on the next page leaves some lines; how often depends on the notes.
        assert [(trim, sheet) for sheet in full if sheet.space > 100] == []
        assert len([sheet for sheet in full if sheet.space > 40]) <= 3


def test_the_book_is_small_enough_to_be_mailed(pdf_book: Path) -> None:
    assert pdf_book.stat().st_size < 1_600_000


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
        rising = sorted((run for run in runs if not run.in_form), key=lambda run: run.bbox[1])
        for index, one in enumerate(rising):
            for other in itertools.islice(rising, index + 1, None):
                if other.bbox[1] >= one.bbox[3]:
                    break  # It and all after it stand higher.
                wide = min(one.bbox[2], other.bbox[2]) - max(one.bbox[0], other.bbox[0])
                high = min(one.bbox[3], other.bbox[3]) - max(one.bbox[1], other.bbox[1])
                least = min(one.bbox[3] - one.bbox[1], other.bbox[3] - other.bbox[1])
                assert wide < 1 or high < 0.5 * least, (page.number, one.text, other.text)


def test_no_line_ends_within_a_number_or_at_a_hyphen_of_an_address(pdf_book: Path) -> None:
    with pymupdf.open(pdf_book) as book:
        lines = [line.strip() for page in book for line in page.get_text().splitlines()]
    assert [line for line in lines if re.search(r"(n\.d\.|\d|https?://\S*)-$", line)] == []
    # A hyphen that a line breaks at stands in the words all the same.
    text = re.sub(r"\s+", "", "".join(lines))
    assert (
        "https://www.aljazeera.com/features/2013/3/6/timeline-venezuela-during-the-chavez-era"
        in text
    )


def heights(pdf: Path, words: str) -> dict[str, set[float]]:
    """Return how high letters are on the page with *words*, in em: zeros by where they stand."""
    found: dict[str, set[float]] = {"address": set(), "year": set(), "x": set()}
    with pymupdf.open(pdf) as book:
        page = next(page for page in book if words in page.get_text())
        blocks = page.get_text("rawdict")["blocks"]
        spans = [span for b in blocks for line in b.get("lines", ()) for span in line["spans"]]
        for span in spans:
            text = "".join(char["c"] for char in span["chars"])
            for token in re.finditer(r"\S+", text):
                kind = "address" if "/" in token[0] else "year"
                if kind == "year" and not re.fullmatch(r"(19|20)\d\d[a-z]?\.?", token[0]):
                    kind = "x"
                for char in span["chars"][token.start() : token.end()]:
                    if char["c"] == ("x" if kind == "x" else "0"):
                        found[kind].add(round(height(page, char["bbox"]) / span["size"], 2))
    return found


def height(page: pymupdf.Page, bbox: tuple[float, float, float, float]) -> float:
    """Return how high a letter is drawn, in points."""
    drawn = page.get_pixmap(dpi=900, clip=pymupdf.Rect(bbox), colorspace="gray")
    rows = [drawn.samples[y * drawn.stride :][: drawn.width] for y in range(drawn.height)]
    return sum(min(row) < 128 for row in rows) / 900 * 72


def test_zeros_in_addresses_are_no_letters(pdf_book: Path) -> None:
    found = heights(pdf_book, "/2013/3/6/")
    small = max(found["x"])  # of small letters; old-style zeros are as high
    assert min(found["address"]) > 1.3 * small, "as high as a capital"
    assert found["year"]
    assert max(found["year"]) < 1.15 * small, "old-style"


def heads(pdf: Path) -> list[tuple[int, str, str]]:
    """Return of each page its number, its running head and its foot."""
    with pymupdf.open(pdf) as book:
        return [
            (
                page.number,
                " ".join(page.get_text(clip=(0, 0, page.rect.width, 45)).split()),
                " ".join(page.get_text(clip=(0, page.rect.height - 45, 999, 999)).split()),
            )
            for page in book
        ]


def test_the_way_from_a_note_to_its_evidence_stands_at_the_edge_of_pages(
    pdf_book: Path, document: Document, edition: Edition
) -> None:
    pages = heads(pdf_book)
    first = next(n for n, head, _ in pages if head.startswith("Notes "))
    numbered = [
        (number, int(found[1]), int(found[2] or found[1]))
        for number, head, _ in pages
        if (found := re.search(r"\bNotes? (\d+)(?:–(\d+))? to 2026 ", head))
    ]
    label = max(int(n.label) for n in edition.essays[-1].notes if n.label.isdigit())
    covered = {n for _, begin, end in numbered for n in range(begin, end + 1)}
    assert covered >= set(range(numbered[0][1], label + 1))
    for number, begin, end in numbered:
        words = squeezed("".join(run.text for run in document.content(number).runs))
        assert begin == end or str(end) in words
    # A page of the text says where its notes are, in folios: front matter has its own.
    text = text_sheets(pdf_book, _PASSAGE_SIZE)[2].page - 1
    found = re.search(r"full notes pp?\. (\d+)", pages[text][2])
    assert found is not None
    opening = int(pages[first][2])
    assert opening - 1 <= int(found[1]) <= opening + len(numbered) + 40
    # The foot names the pages of the notes that are marked above it, and no others.
    seen = 0
    with pymupdf.open(pdf_book) as book:
        for page in (sheet.page - 1 for sheet in text_sheets(pdf_book, _PASSAGE_SIZE)[5:]):
            labels = re.findall(r"\n(\d+)\s[●◕◐○■◆△]", book[page].get_text())
            range_ = re.search(r"full notes pp?\. (\d+)(?:–(\d+))?", pages[page][2])
            if not labels or range_ is None:
                continue
            there = [
                [int(pages[n][2]) for n, begin, end in numbered if begin <= int(label) <= end]
                for label in labels
            ]
            first_page, last_page = int(range_[1]), int(range_[2] or range_[1])
            assert there[0][0] - 1 <= first_page <= there[0][0], page + 1
            assert there[-1][0] <= last_page <= there[-1][-1] + 1, page + 1
            seen += 1
    assert seen > 5


def test_running_heads_of_the_bibliography_are_in_the_order_of_the_alphabet(
    pdf_book: Path,
) -> None:
    names = [
        found[1]
        for _, head, _ in heads(pdf_book)
        if (found := re.search(r"(?:Two Januaries |^)(.+? – .+?)(?: Bibliography|$)", head))
        and not re.search(r"¶|\bNotes? ", head)
    ]
    firsts = [re.sub("^The ", "", name)[:1] for name in names]
    latin = [letter for letter in firsts if letter.isascii()]
    assert len(latin) > 20
    assert latin[0] == "A"
    assert latin[-1] in "UVWXYZ"


def test_what_leads_nowhere_on_paper_is_not_printed(real: Book) -> None:
    text = squeezed(real.text)
    assert "fact-checks.csv" not in text
    bracketed = re.search(r"\([^()]*\(p\.\s\d+\)\)", real.text)
    assert bracketed is None, "a page within brackets has none of its own"
    # Quotations within quotations have the other marks.
    assert "““" not in real.text.rpartition("Where a note does not say otherwise")[2]
    # Every fact-check is named under its verdict.
    assert re.search(r"Contradicted\d+Reliableevidencesaysotherwise20\d\dnn?\d", text)


def test_no_page_holds_the_rest_of_a_note_alone(document: Document, entries: list[Entry]) -> None:
    after = {entry.page + 1 for entry in entries}
    for page in sorted(after):
        sizes = {
            round(run.size, 1)
            for run in document.content(page).runs
            if run.text.strip() and not run.artifact
        }
        assert not sizes or max(sizes) > 10, page


def lines_of(document: Document, page: int) -> list[str]:
    """Return the lines of the text on a page without white space, from above."""
    rows: dict[float, list[TextRun]] = {}
    for run in document.content(page).runs:
        if abs(run.size - _PASSAGE_SIZE) < 0.05 and run.text.strip() and not run.artifact:
            rows.setdefault(round(run.bbox[1] / 2), []).append(run)
    return [
        folded("".join(run.text for run in sorted(runs, key=lambda run: run.bbox[0])))
        for _, runs in sorted(rows.items(), reverse=True)
    ]


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
    assert faces <= {"DejaVuSansMono", "DejaVuSansMono-Bold"}, "upright, among italics too"


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
    assert [words for words in said if words.startswith("book:")] == [], "each leads somewhere"
    assert not said & {"Source", "Source ", "Note", "Note "}
    cited = {note.label for essay in edition.essays for note in essay.notes}
    assert len({f"Note {label}" for label in cited} & said) > 20


ALLOWED = {
    "ORD-001": "notes are painted at the foot and read at their mark, as they should be",
    "PAG-001": "entries of the bibliography end alike, “2026 n. 28”, some at the foot of a page",
}
"""Rules of `outloud` that the book need not keep, with the reason."""


def test_all_that_could_keep_the_book_from_being_read_aloud_is_known(
    pdf_book: Path, document: Document
) -> None:
    # As outloud.check does, with the pages that other tests have read.
    result = Result(path=str(pdf_book))
    run_rules(document, result)
    assert [run for run in result.runs if run.status == "crashed"] == []
    findings = result.findings
    found = {each.rule: each.message for each in findings}
    assert {rule: words for rule, words in found.items() if rule not in ALLOWED} == {}
    # How pages end changes with the words, so the other may be found or not.
    assert "ORD-001" in found, "what is not found any more need not be allowed"
    assert {each.rule for each in findings if each.severity == "error"} <= {"ORD-001"}


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_edition_keeps_to_the_standard(pdf_book: Path, profile: str) -> None:
    assert faults(pdf_book, profile) == []


@pytest.fixture(scope="module")
def real(pdf_book: Path) -> Book:
    return open_book(pdf_book.parent)


@pytest.mark.build
@pytest.mark.parametrize(
    ("essay", "trim", "pages"),
    [
        ("2019-leigh", "a4", (3, 6)),
        pytest.param("2026-social-movement", "letter", (6, 22), marks=pytest.mark.slow),
    ],
)
def test_an_offprint_has_its_text_its_commentary_and_the_sources(
    tmp_path: Path,
    pdf_book: Path,
    essay: str,
    trim: str,
    pages: tuple[int, int],
    edition: Edition,
) -> None:
    documents = f"typst_documents=essays/{essay},bibliography"
    options = ["typst_offprint=1", "typst_cited_only=1", "typst_index=0", "typst_notes=margin"]
    chosen = [documents, f"typst_trim={trim}", *options]
    flags = [flag for option in chosen for flag in ("-D", option)]
    # As “make offprint” does, with the pages that were read for the book.
    read = shutil.copytree(pdf_book.with_name(".doctrees"), tmp_path / "doctrees")
    sphinx_build("typst", REPOSITORY / "docs", tmp_path, "-W", "-d", str(read), *flags)
    offprint = open_book(tmp_path)
    commentary = next(n for n, page in enumerate(offprint.pages) if "Where a note does" in page)
    sources = next(n for n, page in enumerate(offprint.pages) if page.startswith("Bibliography"))
    assert commentary <= pages[0]
    assert sources - commentary <= pages[1]
    head = edition.essay_by_id[essay].head
    first = offprint.pages[0]
    for words in (head.title, head.author, head.published, "How to cite", "CC BY 4.0", "Version"):
        assert words in first
    assert offprint.reader.metadata is not None
    assert offprint.reader.metadata.author == head.author
    assert "Contents" not in first
    assert [page for page in offprint.pages if not page] == []
    assert "↔" not in offprint.text, "the other text is not in it"
    assert faults(offprint.pdf, "ua1") == []
    assert faults(offprint.pdf, "2a") == []
