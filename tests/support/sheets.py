"""Pages of a book measured: lines of an edited text, the space above its notes, gaps of words.

Nothing is asked of Typst; PyMuPDF reads what is on the page.
"""

from __future__ import annotations

import functools
import itertools
from pathlib import Path
from typing import Any, NamedTuple

import pymupdf


class Sheet(NamedTuple):
    """A page with words of an edited text."""

    page: int
    lines: int
    """Of the text."""
    space: float
    """Between the last line of the text and the rule above the notes, in points."""
    gap: float
    """The widest space between two words of a line that is not its paragraph's last, in em."""
    words: str
    """Around that space."""


@functools.cache
def text_sheets(pdf: Path, size: float) -> list[Sheet]:
    """Return the pages that have words in *size*, the size of edited texts."""
    sheets = []
    with pymupdf.open(pdf) as book:
        for number, page in enumerate(book, 1):
            rows = rows_of(page, size)
            if not rows:
                continue
            lowest = max(rows)
            rules = [
                drawing["rect"].y0
                for drawing in page.get_drawings()
                if drawing["rect"].height < 1 and drawing["rect"].y0 > lowest
            ]
            space = min(rules) - lowest if rules else 0.0
            gap, words = max((widest(row) for row in rows.values()), key=lambda each: each[0])
            sheets.append(Sheet(number, len(rows), space, gap / size, words))
    return sheets


def rows_of(page: Any, size: float) -> dict[int, list[Any]]:
    """Return the characters in *size*, and the small ones of marks, by their lines."""
    rows: dict[int, list[Any]] = {}
    marks: list[Any] = []
    for block in page.get_text("rawdict")["blocks"]:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                if abs(span["size"] - size) < 0.05:
                    for char in span["chars"]:
                        rows.setdefault(round(char["origin"][1]), []).append(char)
                else:
                    marks += span["chars"]
    for char in marks:
        near = [y for y in rows if 0 <= y - char["origin"][1] < 0.6 * size]
        # The number of a passage is left of the first word.
        if near and char["bbox"][0] > min(c["bbox"][0] for c in rows[near[0]]):
            rows[near[0]].append(char)
    return {y: sorted(row, key=lambda c: c["bbox"][0]) for y, row in rows.items()}


def widest(row: list[Any]) -> tuple[float, str]:
    """Return the widest gap of a line and the words around it."""
    # The second letter of a ligature has no width, and its place is the end of the first.
    inked = [c for c in row if c["c"].strip() and c["bbox"][2] - c["bbox"][0] > 0.1]
    found = (0.0, "")
    for index, (one, other) in enumerate(itertools.pairwise(inked)):
        width = other["bbox"][0] - one["bbox"][2]
        if width > found[0]:
            around = "".join(char["c"] for char in inked[max(index - 9, 0) : index + 10])
            found = (width, around)
    return found
