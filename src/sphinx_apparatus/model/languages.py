"""What Babel knows of languages: direction of writing, names, dates, lists."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list

from sphinx_apparatus.model.catalogue import current_language, locale_of

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


def is_english(tag: str = "") -> bool:
    """Return whether a language, or the one in use, is English."""
    return (tag or current_language()).partition("-")[0] == "en"


def language_name(tag: str) -> str:
    """Return the name of a language; where Babel knows none, the tag itself.

    Babel knows the languages of CLDR, which are some hundreds of the thousands that have a tag.
    """
    try:
        return Locale.parse(tag, sep="-").get_display_name(locale_of(current_language())) or tag
    except (UnknownLocaleError, ValueError):
        names = locale_of(current_language()).languages
        return str(names.get(tag, tag))


def spell_date(first: Sequence[int], last: Sequence[int] = ()) -> str | None:
    """Return a date or a span in the words of the language in use; None where that is English.

    Babel shortens the months of a span; here they stay whole, and two days of one month share it.

    :param first: year, month and day, as many as are known.
    :param last: the end of a span, likewise.
    """
    language = current_language()
    if is_english(language) or first[0] < 1:
        return None
    locale = locale_of(language)
    if not last:
        return _spelled(first, locale)
    if len(first) == len(last) == 3 and first[:2] == last[:2]:
        pattern = re.sub(
            r"'[^']*'|d+(\.?)",
            # “11.–13.” where a stop makes a figure an ordinal.
            lambda part: (
                part[0] if part[0].startswith("'") else f"'{first[2]}{part[1]}–{last[2]}{part[1]}'"
            ),
            str(locale.date_formats["long"].pattern),
        )
        return format_date(dt.date(*last), pattern, locale)
    if len(first) == len(last) == 1:
        return f"{_spelled(first, locale)}–{_spelled(last, locale)}"
    return f"{_spelled(first, locale)} – {_spelled(last, locale)}"


def _spelled(parts: Sequence[int], locale: Locale) -> str:
    if len(parts) == 1:
        return str(parts[0])
    day = dt.date(*[*parts, 1][:3])
    if len(parts) == 2:
        return format_skeleton("yMMMM", day, locale=locale)
    return format_date(day, "long", locale)


def month_letters() -> list[str]:
    """Return the initial of each month in the language in use."""
    names = locale_of(current_language()).months["stand-alone"]["narrow"]
    return [str(names[number]) for number in range(1, 13)]


def and_list(words: Sequence[str]) -> str:
    """Join words as a sentence does: “a, b y c”."""
    if is_english():
        # No comma before “and”.
        return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
    return format_list(list(words), locale=locale_of(current_language()))
