"""Partial dates and spans: EDTF, levels 0 and 1, without times.

Source: Library of Congress, *Extended Date/Time Format (EDTF) Specification*, 2019.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import total_ordering

from sphinx_apparatus.model.catalogue import N_, translate
from sphinx_apparatus.model.languages import spell_date

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

EDTF_DATE = (
    r"(?:-?[0-9]{4}|Y-?[1-9][0-9]{4,8}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:-(?:(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]|XX))?|XX(?:-XX)?|2[1-4]))?[?~%]?"
)
"""A date of EDTF, levels 0 and 1, without times."""
_EDTF = re.compile(
    r"(?P<year>-?[0-9]{4}|Y-?[0-9]{5,9}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?(?P<quality>[?~%]?)",
    re.ASCII,
)
_SEASONS = {21: N_("spring {year}"), 22: N_("summer {year}"), 23: N_("autumn {year}")}
_SEASONS |= {24: N_("winter {year}")}
_QUALITIES = {"?": N_("{date} (?)"), "~": N_("c. {date}"), "%": N_("c. {date} (?)")}


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month or a year; a year sorts before its months, a month before its days.

    The year 0 is 1 BCE, as in ISO 8601.
    """

    year: int
    month: int | None = None
    day: int | None = None
    season: int | None = None
    """21 for spring to 24 for winter."""
    masked: int = 0
    """How many digits at the end of the year are not known: 1 for a decade, 2 for a century."""
    quality: str = ""
    """``?`` for uncertain, ``~`` for approximate, ``%`` for both."""

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Return the date that is written as ``2019``, ``2019-02`` or ``2019-02-27``.

        Further forms of EDTF, level 1: ``-0750``, ``1300?``, ``13XX``, ``2019-21`` (a spring),
        ``2019-XX``, ``Y17000``.

        :raises ValueError: it is written otherwise or never was; the message is for people.
        """
        match = _EDTF.fullmatch(text)
        if match is None:
            raise ValueError("expected 2019, 2019-02 or 2019-02-27")
        given = match["year"]
        year = int(given.removeprefix("Y").replace("X", "0"))
        month = int(match["month"]) if match["month"] not in (None, "XX") else None
        day = int(match["day"]) if match["day"] not in (None, "XX") else None
        if month is None and day is not None:
            raise ValueError("a day needs its month")
        season = month if month in _SEASONS else None
        if season:
            if day is not None:
                raise ValueError("a season has no days")
            month = None
        date = cls(year, month, day, season, given.count("X"), match["quality"])
        try:
            # The calendar of the leap years repeats itself after 400 years.
            dt.date(year % 400 + 400, *[*date.parts[1:], 1, 1][:2])
        except ValueError:
            raise ValueError("there is no such day") from None
        return date

    @classmethod
    def of(cls, day: dt.date) -> PartialDate:
        """Return a day of the calendar as such a date."""
        return cls(day.year, day.month, day.day)

    @property
    def parts(self) -> tuple[int, ...]:
        """Year, month and day, as many as are known."""
        return tuple(part for part in (self.year, self.month, self.day) if part is not None)

    @property
    def is_plain(self) -> bool:
        """Whether it is a year, month or day of our era, without more."""
        return self.year > 0 and not (self.season or self.masked or self.quality)

    @property
    def iso(self) -> str:
        """The date as ISO 8601 has it; empty where it has no form for it."""
        return "" if self.masked or abs(self.year) > 9999 else _numbers(self.parts)

    def __str__(self) -> str:
        """Write the date as EDTF has it."""
        text = _numbers(self.parts)
        if abs(self.year) > 9999:
            text = f"Y{text}"
        if self.masked:
            text = text[: -self.masked] + "X" * self.masked
        return f"{text}{f'-{self.season}' if self.season else ''}{self.quality}"

    def __lt__(self, other: PartialDate) -> bool:
        return (self.parts, str(self)) < (other.parts, str(other))

    def is_before(self, other: PartialDate) -> bool:
        """Return whether the date is certainly before another; a year is not before its months."""
        last = self.parts
        if self.masked:
            last = (self.year + 10**self.masked - 1,)
        return last < other.parts[: len(last)]


def _numbers(parts: Sequence[int]) -> str:
    year, *rest = parts
    written = f"-{-year:04}" if year < 0 else f"{year:04}"
    return "-".join([written, *(f"{part:02}" for part in rest)])


@total_ordering
@dataclass(frozen=True, slots=True)
class DateSpan:
    """When something was made: a date, or a span of which one end may be open or unknown."""

    text: str
    """As EDTF has it: ``1863-11-19/1863-11-22``, ``../1900``, ``1900/``."""
    start: PartialDate | None
    end: PartialDate | None
    """The same as ``start`` for a date."""

    @classmethod
    def parse(cls, text: str) -> DateSpan:
        """Return a date or a span.

        :raises ValueError: it is neither; the message is for people.
        """
        first, slash, last = text.partition("/")
        if not slash:
            date = PartialDate.parse(text)
            return cls(text, date, date)
        ends = [None if end in ("", "..") else PartialDate.parse(end) for end in (first, last)]
        start, end = ends
        if start is None and end is None:
            raise ValueError("a span needs one end that is known")
        if start and end and not start < end:
            raise ValueError("the span ends before it begins")
        return cls(text, start, end)

    @property
    def first(self) -> PartialDate:
        """The beginning; the end where the beginning is not known. What is sorted by."""
        date = self.start or self.end
        assert date is not None, "a span has one end"
        return date

    @property
    def last(self) -> PartialDate:
        """The end; the beginning where the end is not known."""
        return self.end or self.first

    @property
    def year(self) -> int:
        """The year in which it ends."""
        return self.last.year

    @property
    def dates(self) -> tuple[PartialDate, ...]:
        """The ends that are known: one for a date."""
        known = [date for date in (self.start, self.end) if date is not None]
        return tuple(dict.fromkeys(known))

    def __str__(self) -> str:
        """Write the date as EDTF has it."""
        return self.text

    def __lt__(self, other: DateSpan) -> bool:
        return (self.first, self.text) < (other.first, other.text)


def parse_dates(value: str) -> tuple[PartialDate, ...]:
    """Return one date, or the two ends of a span such as ``2019-01-28/2019-01-30``.

    :raises ValueError: it is neither; the message is for people.
    """
    found = tuple(PartialDate.parse(part) for part in value.split("/"))
    if len(found) > 2:
        raise ValueError("a span has two ends")
    if len(found) == 2 and found[0] >= found[1]:
        raise ValueError("the span ends before it begins")
    return found


OPEN_START = "../"
"""What stands before a date that is only known to be the last possible (EDTF, level 1)."""


def parse_access(value: str) -> tuple[PartialDate, bool]:
    """Return the day on which a page was read, and whether only the last possible day is known.

    ``2026-11-28`` is a day, ``../2026-11-22`` says that it was read by that day.

    :raises ValueError: it is neither; the message is for people.
    """
    found = PartialDate.parse(value.removeprefix(OPEN_START))
    return found, value.startswith(OPEN_START)


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
