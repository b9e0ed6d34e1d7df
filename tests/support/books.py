"""A book read back from its PDF."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pymupdf
import pypdf
import pytest
from page import validate_pdf


class Book(NamedTuple):
    folder: Path
    pdf: Path
    pages: list[str]
    """Text of each page, without line ends."""

    @property
    def text(self) -> str:
        return " ".join(self.pages)

    @property
    def reader(self) -> pypdf.PdfReader:
        return pypdf.PdfReader(self.pdf)


def open_book(folder: Path) -> Book:
    # PyMuPDF reads a page in a hundredth of pypdf’s time.
    pdf = folder / "edition.pdf"
    with pymupdf.open(pdf) as book:
        return Book(folder, pdf, [" ".join(page.get_text().split()) for page in book])


def squeezed(words: str) -> str:
    """Return letters and figures only: hyphenation, quotation marks and spaces apart."""
    return re.sub(r"[\W_]+", "", words)


def lengths_are_right(pdf: Path) -> bool:
    """Return whether the length of every stream is right; see the check below."""
    data = pdf.read_bytes()
    found = list(re.finditer(rb"/Length (\d+)[^>]*>>\s*?stream\r?\n", data))
    ends = (data[f.end() + int(f[1]) :].lstrip(b"\r\n")[:9] for f in found)
    return bool(found) and all(end == b"endstream" for end in ends)


def faults(pdf: Path, profile: str) -> list[str]:
    """Return the rules of a standard for PDF that a book breaks."""
    failed = [f.rule_id for f in validate_pdf(pdf, profile=profile).failures]
    # A false alarm where a compressed stream happens to end in a line feed's byte.
    if failed == ["PDFA2A-STREAM-LENGTH-001"] and lengths_are_right(pdf):
        failed = []
    return failed


def can_be_read_aloud(book: Book) -> None:
    """Read a book as a screen reader does, and find no error."""
    pytest.importorskip("outloud", reason="outloud has no wheels for this machine")
    program = Path(sys.executable).with_name("outloud")
    # ORD-001: notes are painted at the foot and read at their mark, as they should be.
    done = subprocess.run(
        [program, "--skip", "ORD-001", "--fail-on", "error", "-q", book.pdf],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert " 0 error(s)" in done.stdout
