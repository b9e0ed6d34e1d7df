"""Characters that no file of an edition may hold, because nobody sees them.

They turn words round, hide words among others, or keep a quotation from being found in a text
that looks the same. Source: Unicode Standard 15, chapter 23 (special areas and format
characters), and its property Default_Ignorable_Code_Point; UAX 9 for directions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_INVISIBLE = frozenset(
    # Soft hyphen, joiners of graphemes, fillers, vowel signs without a shape, empty Braille.
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u2800\u3164\uffa0"
    # Zero-width space, marks and overrides of direction, line and paragraph separators.
    "\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e"
    # Word joiner, invisible signs of mathematics, isolates, retired format signs, byte order mark.
    "\u2060\u2061\u2062\u2063\u2064\u2065\u2066\u2067\u2068\u2069"
    "\u206a\u206b\u206c\u206d\u206e\u206f\ufeff"
)
# Invisible doubles of ASCII letters (Unicode block “Tags”), which carry words that nobody sees.
_TAGS = frozenset(map(chr, range(0xE0000, 0xE0080)))
# Scripts from Persian to Hindi need them between letters, emoji to make one sign of several;
# ours does not.
_JOINERS = frozenset("\u200c\u200d") | frozenset(map(chr, range(0xFE00, 0xFE10)))
_WITHOUT_JOINERS = ("LATIN", "GREEK", "CYRILLIC")
_NOT_ASCII = re.compile(r"[^\x20-\x7e\n\t]")


def odd_characters(text: str) -> Iterator[tuple[int, str]]:
    """Yield line and name of each disallowed character."""
    for match in _NOT_ASCII.finditer(text):
        sign = match[0]
        if _is_odd(sign) or (sign in _JOINERS and not _joins(text, match.start())):
            name = unicodedata.name(sign, "without a name").lower()
            yield text.count("\n", 0, match.start()) + 1, f"U+{ord(sign):04X} ({name})"


def odd_character(text: str) -> tuple[int, str] | None:
    """Return line and name of the first disallowed character; none if there is none."""
    return next(odd_characters(text), None)


def _is_odd(sign: str) -> bool:
    return (
        sign in _INVISIBLE
        or sign in _TAGS
        or unicodedata.category(sign) in ("Cc", "Cn", "Co", "Cs")
    )


def _joins(text: str, place: int) -> bool:
    """Return whether a joiner stands behind a sign that can be joined."""
    before = text[place - 1] if place else " "
    name = unicodedata.name(before, "")
    return not before.isascii() and not name.startswith(_WITHOUT_JOINERS)


def printable(text: str) -> str:
    """Return *text* with everything that does not print written as an escape: ``\\x1b``."""
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)
