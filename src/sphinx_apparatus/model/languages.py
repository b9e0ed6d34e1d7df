"""What Babel knows of languages: direction of writing, names, lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from babel import Locale, UnknownLocaleError
from babel.lists import format_list

from sphinx_apparatus.model.catalogue import current_language, is_english, locale_of

_RIGHT_TO_LEFT = re.compile(
    r"(?:ar|arc|ckb|dv|fa|he|khw|ks|ku|lrc|mzn|nqo|ota|pal|ps|sam|sd|syc|syr|ug|ur|yi)(?:-|$)"
    r"|[a-z]+-(?:[a-z]+-)*(?:arab|hebr|syrc|thaa|nkoo|samr)(?:-|$)",
    re.IGNORECASE,
)
"""Languages and scripts that are written from right to left, those that Babel lacks among them."""
_LEFT_TO_RIGHT = re.compile(r"[a-z]+-(?:[a-z]+-)*(?:latn|cyrl)(?:-|$)", re.IGNORECASE)


def is_right_to_left(tag: str) -> bool:
    """Return whether a language is written from right to left."""
    tag = tag.replace("_", "-")
    return bool(_RIGHT_TO_LEFT.match(tag)) and not _LEFT_TO_RIGHT.match(tag)


def direction(tag: str) -> str:
    """Return the direction of a language as HTML has it."""
    return "rtl" if is_right_to_left(tag) else "ltr"


def language_name(tag: str) -> str:
    """Return the name of a language; where Babel knows none, the tag itself.

    Babel knows the languages of CLDR, which are some hundreds of the thousands that have a tag.
    """
    try:
        return Locale.parse(tag, sep="-").get_display_name(locale_of(current_language())) or tag
    except (UnknownLocaleError, ValueError):
        names = locale_of(current_language()).languages
        return str(names.get(tag, tag))


def and_list(words: Sequence[str]) -> str:
    """Join words as a sentence does: “a, b y c”."""
    if is_english():
        # No comma before “and”.
        return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
    return format_list(list(words), locale=locale_of(current_language()))
