"""Dates in words, in the language in use."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from babel import Locale
from babel.dates import format_date, format_skeleton

from sphinx_apparatus.model.catalogue import N_, current_language, is_english, locale_of, translate
from sphinx_apparatus.model.dates import DateSpan, PartialDate

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SEASONS = {21: N_("spring {year}"), 22: N_("summer {year}"), 23: N_("autumn {year}")}
_SEASONS |= {24: N_("winter {year}")}
_QUALITIES = {"?": N_("{date} (?)"), "~": N_("c. {date}"), "%": N_("c. {date} (?)")}


def spelled_span(date: DateSpan) -> str:
    """Return a date or a span in words: 19–22 November 1863, until 1900, from 1900."""
    if date.start is None:
        return translate(N_("until {date}"), date=spelled(date.last))
    if date.end is None:
        return translate(N_("from {date}"), date=spelled(date.first))
    return spelled(date.start, date.end if date.end != date.start else None)


def spelled(date: PartialDate, end: PartialDate | None = None) -> str:
    """Return a date or a span in words.

    3 January 2026, April 1977, 11–13 December 1981, c. 1300, 751 BCE.

    :param end: the last day or month; what both share is said once.
    """
    if end and not (date.is_plain and end.is_plain):
        return f"{spelled(date)} – {spelled(end)}"
    if date.quality:
        plain = spelled(replace(date, quality=""))
        return translate(_QUALITIES[date.quality], date=plain)
    if date.season:
        return translate(_SEASONS[date.season], year=year_words(date))
    if not date.is_plain:
        return " ".join(_words(date))
    if words := spell_date(date.parts, end.parts if end else ()):
        return words
    if not end:
        return " ".join(_words(date))
    first, last = _words(date), _words(end)
    shared = 0
    while shared < min(len(first), len(last)) - 1 and first[-1 - shared] == last[-1 - shared]:
        shared += 1
    first = first[: len(first) - shared]
    # Set close between two figures or words, apart where one of the two has several words.
    dash = "–" if len(first) == 1 and len(last) - shared == 1 else " – "
    return f"{' '.join(first)}{dash}{' '.join(last)}"


def _words(date: PartialDate) -> list[str]:
    """Return day, month and year, as many as are known."""
    day = [str(date.day)] if date.day else []
    month = [MONTHS[date.month - 1]] if date.month else []
    return [*day, *month, year_words(date)]


def year_words(date: PartialDate) -> str:
    """Return the year of a date in words: 1863, 751 BCE, 1300s."""
    if date.masked:
        return f"{date.year}–{date.year + 10**date.masked - 1}"
    return f"{date.year:04}" if date.year > 0 else translate(N_("{year} BCE"), year=1 - date.year)


def spelled_american(date: PartialDate, *, year: bool = True) -> str:
    """Return a date as Chicago writes it: February 27, 2019.

    :param year: whether the year is said.
    """
    if not date.is_plain:
        return spelled(date)
    if words := spell_date(date.parts):
        return words
    if date.month is None:
        return str(date.year)
    month = MONTHS[date.month - 1]
    if date.day is None:
        return f"{month} {date.year}" if year else month
    return f"{month} {date.day}, {date.year}" if year else f"{month} {date.day}"


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
