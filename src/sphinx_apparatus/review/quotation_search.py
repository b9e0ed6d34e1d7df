"""Look for a quotation in the words of a page.

Only words that stand there count. Likeness finds the nearest words for a message, and decides
nothing: “12 percent” and “21 percent” are nearly alike.
"""

from __future__ import annotations

import re
import unicodedata

from sphinx_apparatus.model.vocabulary import Outcome
from sphinx_apparatus.text.markdown import normalise

_REFERENCE = re.compile(r"\[\d{1,3}\]")
"""The mark of a footnote on a page."""
_QUOTATION_MARKS = re.compile("[\"'`´‘’‚‛“”„‟«»‹›「」『』]")
_HYPHENS = re.compile("[‐‑‒–—―−]")
_DIVIDED = re.compile(r"(?<=[^\W\d_])-\s*(?=[^\W\d_])")
"""A hyphen between letters: it may stand at the end of a line."""
_LIKENESS = 60
"""Below this score of 100 the nearest words are no help."""
_LONGEST = 2_000_000
"""Characters of a page among which the nearest words are looked for."""


def look_for(quotation: str, text: str) -> Outcome:
    """Return how a quotation stands in a text.

    :param text: the words of a page; white space is that of the page.
    :returns: found, found several times, found but for spaces and quotation marks, or not found.
    """
    count = normalise(text).count(normalise(quotation))
    if count:
        return Outcome.FOUND if count == 1 else Outcome.SEVERAL
    return Outcome.NEARLY if _loose(quotation) in _loose(text) else Outcome.MISSING


def nearest(quotation: str, text: str) -> str:
    """Return the words of a text that are most like a quotation; empty if none are."""
    from rapidfuzz.fuzz import partial_ratio_alignment

    words, text = normalise(quotation), normalise(text)[:_LONGEST]
    if not text:
        return ""
    found = partial_ratio_alignment(words, text, score_cutoff=_LIKENESS)
    if found is None:
        return ""
    start, end = found.dest_start, found.dest_end
    # Whole words: back to the space before, on to the one after.
    start = text.rfind(" ", 0, start + 1) + 1
    end = text.find(" ", end - 1) if " " in text[end - 1 :] else len(text)
    return text[start:end]


def _loose(text: str) -> str:
    """Return a text without what printers and programs change: spaces, quotation marks, hyphens."""
    text = unicodedata.normalize("NFKC", text)
    text = _REFERENCE.sub("", _HYPHENS.sub("-", text))
    text = _DIVIDED.sub("", _QUOTATION_MARKS.sub("", text))
    return "".join(text.split())
