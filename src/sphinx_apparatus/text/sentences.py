"""Split English prose into sentences.

A stop ends a sentence only where white space and a capital, a figure or an opening mark follow.
Initials and abbreviations make the stop doubtful; then the next word decides.
No library is used: those that split well need trained data, and the essays are short enough
that tests can hold every cut in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_CANDIDATE = re.compile(
    # Not from within a run: each of many stops would be tried to the end of all.
    r"(?<![.!?…])(?P<stop>[.!?…]+)(?P<close>[”’\"')\]⟩]*)\s+(?=[“‘\"'(\[⟨–—-]*\s?[^\W_a-zß-öø-ÿ])"
)
_WORD_BEFORE = re.compile(r"[\w.’'-]*$")
_WORD_AFTER = re.compile(r"[\w’'-]+")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
BEFORE_NAMES = frozenset(
    {
        *("mr", "mrs", "ms", "dr", "prof", "st", "sen", "gov", "rep", "gen", "col", "lt", "sgt"),
        *("capt", "rev", "hon", "pres", "no", "nos", "vol", "vols", "p", "pp", "cf", "ed", "eds"),
        *("vs", "v", "ca", "c", "fig", "ch", "art", "sec", "jan", "feb", "mar", "apr", "jun"),
        *("jul", "aug", "sept", "sep", "oct", "nov", "dec", "e.g", "i.e"),
    }
)
"""Followed by a name or a figure: never the end of a sentence."""
DOUBTFUL = frozenset({"inc", "co", "corp", "ltd", "jr", "sr", "etc", "al", "a.m", "p.m"})
"""These end sentences as well."""
OPENERS = frozenset(
    {
        *("a", "all", "although", "an", "and", "any", "as", "at", "because", "before", "both"),
        *("but", "by", "despite", "during", "each", "even", "every", "few", "for", "from"),
        *("given", "he", "her", "here", "his", "how", "however", "if", "in", "instead", "it"),
        *("its", "just", "many", "more", "most", "much", "my", "neither", "no", "nor", "not"),
        *("now", "of", "on", "once", "one", "only", "or", "our", "she", "since", "so", "some"),
        *("still", "such", "than", "that", "the", "their", "then", "there", "these", "they"),
        *("this", "those", "though", "through", "thus", "to", "under", "unless", "until", "we"),
        *("what", "when", "where", "whether", "which", "while", "who", "why", "with", "without"),
        *("yet", "you", "your"),
    }
)
"""Words that begin a sentence far more often than a name: after “U.S.” they decide."""


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the start and end of each sentence of a paragraph, without white space.

    :param text: the words of one block; several spaces or line ends between words do no harm.
    """
    found = []
    start = 0
    for end, following in _ends(text):
        found.append((start, end))
        start = following
    found.append((start, len(text.rstrip())))
    return [
        (begin + len(text[begin:end]) - len(text[begin:end].lstrip()), end)
        for begin, end in found
        if text[begin:end].strip()
    ]


def _ends(text: str) -> Iterator[tuple[int, int]]:
    for match in _CANDIDATE.finditer(text):
        if _ends_here(text, match):
            yield match.end("close"), match.end()


def _ends_here(text: str, match: re.Match[str]) -> bool:
    """Return whether a stop before a capital ends its sentence."""
    if match["stop"] != "." or match["close"]:
        return True
    before = _WORD_BEFORE.search(text[: match.start()])
    word = before[0].casefold() if before else ""
    after = _WORD_AFTER.search(text, match.end())
    opens = after is not None and after[0].casefold() in OPENERS
    if word in BEFORE_NAMES:
        return False
    if word in DOUBTFUL:
        return opens
    if _INITIALS.fullmatch(word) and word != "i":
        return opens and "." in word
    return True
