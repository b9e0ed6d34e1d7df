"""Excerpts: the words that are shown where the whole text is not.

One rule for every writer: what a note or a cross-reference quotes, and what an adopted reading
changes, stands at its place; ``[…]`` stands for the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sphinx_apparatus.model.catalogue import N_

FULL, QUOTATIONS = "full", "quotations"
"""Values of the setting ``apparatus_text``."""
OMITTED = "[…]"
NOTICE = N_(
    "The text itself is not reproduced here. "
    "Shown, at their places, are the words that the notes and cross-references quote; "
    "[…] stands for the rest."
)
"""What a page says that shows quotations alone."""
Ranges = Sequence[tuple[int, int]]
"""Code points of a block's stream, in order, none touching another; each end is left out."""

_WORD = re.compile(r"\w")


def joined(text: str, ranges: Ranges) -> Ranges:
    """Join ranges that have no word between them, only punctuation and spaces."""
    made: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        last = made[-1][1] if made else 0
        if start <= last or not _WORD.search(text, last, start):
            first = made.pop()[0] if made else 0
            made.append((first, max(last, end)))
        else:
            made.append((start, end))
    if made and not _WORD.search(text, made[-1][1]):
        made[-1] = (made[-1][0], len(text))
    return made


def gaps(text: str, ranges: Ranges) -> Iterator[tuple[int, int, str]]:
    """Yield each gap: start, end, and the words that replace it."""
    done = 0
    for start, end in [*ranges, (len(text), len(text))]:
        if done < start:
            before, after = " " if done else "", " " if start < len(text) else ""
            yield done, start, f"{before}{OMITTED}{after}"
        done = end


def excerpt(text: str, ranges: Ranges, start: int = 0, end: int | None = None) -> str:
    """Return the part of a block from *start* to *end* as it is shown."""
    end = len(text) if end is None else end
    inside = [(max(a, start) - start, min(b, end) - start) for a, b in ranges if a < end > start]
    part = text[start:end]
    kept = joined(part, [(a, b) for a, b in inside if a < b])
    shown, done = "", 0
    for first, last, words in gaps(part, kept):
        shown += part[done:first].strip() + words
        done = last
    return (shown + part[done:].strip()).strip()
