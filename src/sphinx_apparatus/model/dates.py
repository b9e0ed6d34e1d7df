"""Partial dates: a day, a month or a year (level 0 of EDTF, without times)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import total_ordering

from sphinx_apparatus.model.languages import spell_date

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month or a year; a year sorts before its months, a month before its days."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Return the date that is written as ``2019``, ``2019-02`` or ``2019-02-27``.

        :raises ValueError: it is written otherwise or never was; the message is for people.
        """
        match = _ISO.fullmatch(text)
        if match is None:
            raise ValueError("expected 2019, 2019-02 or 2019-02-27")
        year, *rest = (int(part) for part in match.groups() if part)
        date = cls(year, *rest)
        try:
            dt.date(*[*date.parts, 1, 1][:3])
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

    def __str__(self) -> str:
        """Write the date as ISO 8601 has it."""
        year, *rest = self.parts
        return "-".join([f"{year:04}", *(f"{part:02}" for part in rest)])

    def __lt__(self, other: PartialDate) -> bool:
        return self.parts < other.parts

    def is_before(self, other: PartialDate) -> bool:
        """Return whether the date is certainly before another; a year is not before its months."""
        return self.parts < other.parts[: len(self.parts)]


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


def spelled(date: PartialDate, end: PartialDate | None = None) -> str:
    """Return a date or a span in words.

    3 January 2026, April 1977, 11–13 December 1981.

    :param end: the last day or month; what both share is said once.
    """
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
    return [*day, *month, f"{date.year:04}"]


def spelled_american(date: PartialDate, *, year: bool = True) -> str:
    """Return a date as Chicago writes it: February 27, 2019.

    :param year: whether the year is said.
    """
    if words := spell_date(date.parts):
        return words
    if date.month is None:
        return str(date.year)
    month = MONTHS[date.month - 1]
    if date.day is None:
        return f"{month} {date.year}" if year else month
    return f"{month} {date.day}, {date.year}" if year else f"{month} {date.day}"
