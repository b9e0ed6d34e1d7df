"""The printed book, read back from the PDF: every size of a small one.

The small book, tests/roots/test-print, holds every kind of block and an essay whose notes
are many and long. What a page shows is read with pypdf and not asked of Typst.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pymupdf
import pypdf
import pytest
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject
from tests.support.books import Book, can_be_read_aloud, faults, open_book, squeezed
from tests.support.project import built_once, run_sphinx

from sphinx_apparatus.typst.builder import TEMPLATE

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent / "roots" / "test-print"
EPOCH = "1700000000"
TRIMS = {
    "a5": (419.5, 595.3),
    "trade": (432, 648),
    "a4": (595.3, 841.9),
    "letter": (612, 792),
    "large": (595.3, 841.9),
}


def build(
    source: Path, out: Path, *options: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run Sphinx as a person does, in a process of its own."""
    command = ("-b", "typst", "-q", "-d", str(out / "doctrees"), *options, str(source), str(out))
    return run_sphinx(*command, **({"SOURCE_DATE_EPOCH": EPOCH} | environment))


def book_of(factory: pytest.TempPathFactory, trim: str, layout: str = "foot") -> Book:
    """Return the small book in a size and layout, built once for all tests."""

    def fill(out: Path) -> None:
        done = build(ROOT, out, "-W", "-D", f"typst_trim={trim}", "-D", f"typst_notes={layout}")
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""

    return open_book(built_once(factory, f"print-{layout}-{trim}", fill))


LAYOUTS = {
    **{f"foot-{trim}": ("foot", trim) for trim in ("a5", "trade", "large")},
    **{f"short-{trim}": ("short", trim) for trim in ("a5", "trade", "large")},
    **{f"margin-{trim}": ("margin", trim) for trim in ("a4", "letter")},
    **{f"end-{trim}": ("end", trim) for trim in ("a5", "a4")},
}


# The sizes and layouts of the default book and of the offprints; the others in “make test-all”.
TESTED = ("foot-a5", "margin-a4")


@pytest.fixture(
    scope="module",
    params=[
        name if name in TESTED else pytest.param(name, marks=pytest.mark.slow) for name in LAYOUTS
    ],
)
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The small book in each size and layout."""
    layout, trim = LAYOUTS[request.param]
    return book_of(tmp_path_factory, trim, layout)


def setting(book: Book, name: str) -> str:
    found: str = json.loads((book.folder / "settings.json").read_text(encoding="utf-8"))[name]
    return found


@pytest.fixture(scope="module")
def a5(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The small book in the default size."""
    return book_of(tmp_path_factory, "a5")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the small book's source, to be changed."""
    return Path(shutil.copytree(ROOT, tmp_path / "source"))


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_pdf_keeps_to_the_standard(book: Book, profile: str) -> None:
    assert faults(book.pdf, profile) == []


def test_the_pdf_can_be_read_aloud(a5: Book) -> None:
    can_be_read_aloud(a5)


def test_the_page_has_the_size(book: Book) -> None:
    box = book.reader.pages[0].mediabox
    wanted = TRIMS[setting(book, "trim")]
    assert (float(box.width), float(box.height)) == pytest.approx(wanted, abs=0.5)


def labels(letters: str, numbers: int, rounds: int) -> Iterator[str]:
    for offset in range(0, rounds * 100, 100):
        yield from (f"{letter}{offset or ''}" for letter in letters)
        yield from (str(number + offset) for number in range(1, numbers + 1))


def test_every_note_starts_on_the_page_of_its_mark(book: Book) -> None:
    # In the long essay each span ends in a word of its own, w and the label of its note,
    # then comes the mark. Notes 9 and d have no words: they share the place of note 8.
    layout = setting(book, "notes")
    if layout == "end":
        assert "Summary 1 in" not in book.text.partition("Commentary")[0]
        return
    wrong, seen = [], 0
    for label in labels("abce", 11, 6):
        if label.endswith("9"):
            continue
        shared = r"(?:,\d+,d\d*)?" if label.endswith("8") else ""
        mark = re.compile(rf"\bw{label}{label}{shared}(?![a-z\d])")
        title = f"Title {label} " if layout == "foot" else f"Summary {label} in"
        note = title if label[0].isdigit() else f"word {label}]"
        marks = {n for n, text in enumerate(book.pages) if mark.search(text)}
        notes = {n for n, text in enumerate(book.pages) if note in text}
        seen += bool(marks)
        if layout == "margin":  # the paragraph or the notes beside it may run over
            notes |= {page + near for page in notes for near in (-1, 1)}
        if not marks or not marks <= notes:
            wrong.append((label, marks, notes))
    assert wrong == []
    assert seen == 6 * 14


def test_every_note_is_there_whole(book: Book) -> None:
    text = squeezed(book.text)
    missing = []
    for label in labels("abcde", 11, 6):
        wanted = f"Bodyoftheentry{label}infewwords" if label[0].isalpha() else f"Finding{label}The"
        if wanted not in text:
            missing.append(label)
    assert len(missing) <= 2  # where a page ends within these words
    # Said once where there is a commentary. Where a page ends between the two words they are
    # counted apart.
    count = text.count("Confidencehigh")
    assert 11 * 7 - 3 <= count <= 11 * 7 if setting(book, "notes") == "foot" else count == 0


def test_large_print_is_large_throughout(tmp_path_factory: pytest.TempPathFactory) -> None:
    large = book_of(tmp_path_factory, "large", "short")
    # No sources and no quotations were left out here; see below.
    assert "Sources" in large.text
    sizes: dict[float, str] = {}
    with pymupdf.open(large.pdf) as book:
        for page in book:
            for block in page.get_text("dict")["blocks"]:
                for line in block.get("lines", ()):
                    for span in line["spans"]:
                        # Raised marks are small in any book, and repeated at the foot;
                        # the letters of a picture shrink with it.
                        if not re.fullmatch(r"[\s\da-z,]{0,9}|The wall", span["text"]):
                            sizes[round(span["size"], 1)] = span["text"]
    assert {size: words for size, words in sizes.items() if size < 17.9} == {}


def test_quotations_and_sources_can_be_left_out(copied: Path, tmp_path: Path) -> None:
    options = ("-D", "typst_notes=short", "-D", "typst_sources=0", "-D", "typst_evidence=0")
    done = build(copied, tmp_path / "out", *options)
    assert done.returncode == 0, done.stderr
    out = open_book(tmp_path / "out")
    assert "Commentary" in out.text
    assert "Sources" not in out.text


def test_title_author_and_language_are_told(a5: Book) -> None:
    reader = a5.reader
    assert reader.metadata is not None
    assert reader.metadata.title == "Two Harbors"
    assert reader.metadata.author == "The editors"
    assert reader.trailer["/Root"]["/Lang"].startswith("en")
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.timestamp() == int(EPOCH)


def test_the_contents_are_bookmarks(a5: Book) -> None:
    def names(outline: list[object]) -> Iterator[str]:
        for item in outline:
            yield from names(item) if isinstance(item, list) else [str(item.title)]  # type: ignore[attr-defined]

    found = list(names(a5.reader.outline))
    assert found[:3] == ["Contents", "Introduction", "How to read"] or found[:2] == [
        "Introduction",
        "How to read",
    ]
    assert "The tide" in found
    assert found[-1] == "Index"


def annotations(reader: pypdf.PdfReader) -> Iterator[DictionaryObject]:
    for sheet in reader.pages:
        for annotation in sheet.get("/Annots", ArrayObject()):
            yield annotation.get_object()


def test_links_lead_to_pages_of_the_book_or_out_of_it(a5: Book) -> None:
    reader = a5.reader
    pages = {sheet.indirect_reference.idnum for sheet in reader.pages if sheet.indirect_reference}
    inside, outside = 0, set()
    for link in annotations(reader):
        assert link["/Subtype"] == "/Link"
        action = link.get("/A", DictionaryObject()).get_object()
        if "/URI" in action:
            outside.add(str(action["/URI"]))
            continue
        target = link.get("/Dest", action.get("/D"))
        target = target.get_object() if isinstance(target, IndirectObject) else target
        if not isinstance(target, ArrayObject):
            target = reader.named_destinations[str(target)].dest_array
        assert list.__getitem__(target, 0).idnum in pages
        inside += 1
    assert inside > 200
    assert (
        "https://example.org/a-very-long-address/that-goes-on/and-on/until-it-breaks.html"
        in outside
    )
    assert "https://example.org/two-harbors" in outside
    assert not [address for address in outside if not address.startswith("https://example.org/")]


def test_a_document_outside_the_book_is_named_without_a_link(a5: Book) -> None:
    assert "The document outside the book is no part of it." in a5.text
    assert "Not in the book." not in a5.text


def test_nothing_of_a_text_is_lost_or_acts_as_markup(a5: Book) -> None:
    assert "Mind #import" in a5.text or 'Mind `#import "x"`' in a5.text or "#let" in a5.text
    assert "never printed" not in a5.text
    assert "raw typst" in a5.text
    for words in ("Its definition.", "set apart.", "An aside.", "a table with a title", "value"):
        assert words.lower() in a5.text.lower()
    assert "\ufffd" not in a5.text


def test_essays_open_on_the_right_and_numbers_of_the_front_are_roman(a5: Book) -> None:
    assert a5.reader.page_labels[:3] == ["i", "ii", "iii"]
    for title in ("The Tide of 1901", "The Answer of 1908"):
        # Opening pages have no running head.
        first = next(n for n, text in enumerate(a5.pages) if text.startswith(title))
        assert int(a5.reader.page_labels[first]) % 2 == 1
        assert first % 2 == 0


def test_the_index_tells_pages(a5: Book) -> None:
    introduction = next(n for n, text in enumerate(a5.pages) if "Two essays speak" in text)
    number = a5.reader.page_labels[introduction]
    assert re.search(rf"spring, {number}\b", a5.pages[-1])
    assert "flood. see tide" in a5.pages[-1]


def test_a_cross_reference_tells_the_page(a5: Book) -> None:
    there = next(n for n, text in enumerate(a5.pages) if "Seven years are long" in text)
    assert f"1908 ¶1, p. {a5.reader.page_labels[there]}" in a5.text


def test_two_builds_are_the_same_bytes(a5: Book, tmp_path: Path) -> None:
    done = build(ROOT, tmp_path / "other", "-j", "4", PYTHONHASHSEED="7")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "other" / "edition.pdf").read_bytes() == a5.pdf.read_bytes()
    assert (tmp_path / "other" / "edition.typ").read_bytes() == (
        a5.folder / "edition.typ"
    ).read_bytes()


# --- Faults ------------------------------------------------------------------------------


def test_an_unknown_node_warns_with_its_place_and_prints(copied: Path, tmp_path: Path) -> None:
    options = ("-D", "exclude_patterns=none", "-D", "typst_documents=introduction,gadget")
    done = build(copied, tmp_path / "out", *options)
    assert done.returncode == 0, done.stderr
    assert re.search(r"gadget\.md:\d+: WARNING: .*'Gadget'.*typst_unknown_node", done.stderr)
    assert "What the gadget holds." in open_book(tmp_path / "out").text


def test_a_missing_letter_stops_the_build_and_names_the_file(copied: Path, tmp_path: Path) -> None:
    path = copied / "introduction.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n\nA word: नमस्ते.\n", encoding="utf-8")
    line = path.read_text(encoding="utf-8").splitlines().index("A word: नमस्ते.") + 1
    done = build(copied, tmp_path / "out")
    assert done.returncode != 0
    assert f"introduction.md:{line}: " in done.stderr
    assert "could not be displayed with font" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out" / "edition.pdf").exists()


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ('typst_trim = "b5"', "typst_trim is 'b5'; choose from a5, trade, a4, letter, large"),
        ('typst_notes = "foots"', "typst_notes is 'foots'; choose from short, foot, end, margin"),
        ('typst_notes = "margin"', "needs paper of the size a4 or letter; typst_trim is 'a5'"),
        ('typst_trm = "a5"', "unknown setting 'typst_trm'; did you mean 'typst_trim'?"),
        ('typst_documents = ["1902"]', "there is no document '1902'; did you mean '190"),
        ('typst_documents = ["1901", "1901"]', "'1901' is in the list twice"),
        ('typst_target = "book"', "expected a file name that ends in .pdf"),
        ('typst_template = "none.typ"', "typst settings name 'none.typ', which is not in"),
        ('typst_pdf_standards = ["ua-9"]', "typst_pdf_standards: 'ua-9' is not known"),
    ],
)
def test_a_wrong_setting_is_told_plainly(
    copied: Path, tmp_path: Path, setting: str, message: str
) -> None:
    with (copied / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(f"\n{setting}\n")
    done = build(copied, tmp_path / "out")
    assert done.returncode != 0
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_template_of_ones_own_builds_on_ours(copied: Path, tmp_path: Path) -> None:
    (copied / "design.typ").write_text(
        '#import "book.typ": *\n#let mark-of-design(body) = body\n'
        "#let rubric(body) = block[Ours: #body]\n",
        encoding="utf-8",
    )
    with (copied / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('\ntypst_template = "design.typ"\n')
    done = build(copied, tmp_path / "out", "-W")
    assert done.returncode == 0, done.stderr
    assert "Ours: A rubric" in open_book(tmp_path / "out").text


def test_a_fault_of_the_template_is_told_plainly(copied: Path, tmp_path: Path) -> None:
    (copied / "design.typ").write_text(
        '#import "book.typ": *\n#let rubric(body) = 1 + "a"\n', encoding="utf-8"
    )
    with (copied / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('\ntypst_template = "design.typ"\n')
    done = build(copied, tmp_path / "out")
    assert done.returncode != 0
    assert "cannot add integer and string" in done.stderr
    assert re.search(r"everything\.md:\d+", done.stderr)
    assert "Traceback" not in done.stderr


def test_notes_on_another_page_are_reported(copied: Path, tmp_path: Path) -> None:
    # A template that asks for no room brings back the fault that `need` cures.
    ours = TEMPLATE.read_text(encoding="utf-8")
    broken = re.sub(r"#let need\(id, after, out\) = \{", r"\g<0>\n  return 0pt", ours)
    assert broken != ours
    (copied / "book.typ").write_text(broken, encoding="utf-8")
    with (copied / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('\ntypst_template = "book.typ"\n')
    done = build(copied, tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "[apparatus.typst_note_page]" in done.stderr
    assert "1908" in done.stderr


# --- Other books from the same files -----------------------------------------------------


def test_names_in_four_scripts_are_set(copied: Path, tmp_path: Path) -> None:
    names = "Ім’я Соціальний рух, José Ñáñez, فنزويلا, 委内瑞拉"
    path = copied / "introduction.md"
    path.write_text(path.read_text(encoding="utf-8") + f"\n\nNames: {names}.\n", encoding="utf-8")
    done = build(copied, tmp_path / "out", "-W", "-D", "typst_documents=introduction")
    assert done.returncode == 0, done.stderr
    text = open_book(tmp_path / "out").text
    for name in ("Соціальний рух", "José Ñáñez", "委内瑞拉"):
        assert name in text
    assert re.search("[\u0600-\u06ff\ufe70-\ufeff]{4}", text)


def test_the_imprint_names_version_date_and_revision(copied: Path, tmp_path: Path) -> None:
    options = ("-D", "typst_revision=abc1234", "-D", "typst_documents=introduction")
    cite = ("-D", "typst_cite=Cite it so.", "-D", "typst_colophon=Set by hand.")
    done = build(copied, tmp_path / "out", *options, *cite)
    assert done.returncode == 0, done.stderr
    book = open_book(tmp_path / "out")
    for words in ("Version 0.3", "Revision abc1234", "Cite it so.", "Printed by no one."):
        assert words in book.pages[3]
    assert "Set by hand." in book.pages[-1]


def test_an_offprint_holds_one_text_and_the_sources_it_cites(harbors: Path, tmp_path: Path) -> None:
    # A source that only the other text cites.
    project = shutil.copytree(harbors, tmp_path / "harbors")
    note = project / "essays" / "1908-answer" / "notes" / "boats-2.md"
    note.write_text(note.read_text().replace("boyer1901tide", "map1890harbor"))
    with (project / "references.bib").open("a") as sources:
        sources.write(MAP)
    documents = "typst_documents=essays/1901-tide,bibliography"
    options = ("-W", "-D", documents, "-D", "typst_offprint=1", "-D", "typst_cited_only=1")
    done = build(project / "docs", tmp_path / "out", *options, "-D", "typst_trim=large")
    assert done.returncode == 0, done.stderr
    offprint = open_book(tmp_path / "out")
    assert offprint.reader.metadata is not None
    assert "The Tide of the Year" in str(offprint.reader.metadata.title)
    assert "Offprint from" in offprint.text
    assert "An Answer to the Tide" not in offprint.text
    assert "Harbor Board. 1907. Report" in offprint.text
    assert "A Map of the Harbor" not in offprint.text
    assert faults(offprint.pdf, "ua1") == []


MAP = """
@report{map1890harbor,
  title = {A Map of the Harbor},
  institution = {Harbor Board},
  date = {1890},
  consulted = {full},
}
"""
