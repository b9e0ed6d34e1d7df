"""Partial dates and spans: EDTF, levels 0 and 1, without times.

:mod:`sphinx_apparatus.model.date_words` puts them into words.
Source: Library of Congress, *Extended Date/Time Format (EDTF) Specification*, 2019.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import total_ordering

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
_SEASONS = range(21, 25)


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
