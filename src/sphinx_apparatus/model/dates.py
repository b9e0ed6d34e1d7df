"""Dates as readers see them: 3 January 2026, April 1977, 11–13 December 1981."""

from __future__ import annotations

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def spelled(date: str, end: str | None = None) -> str:
    """Spell a date, or the time from one date to another.

    :param date: ISO, as exact as known: a year, a month or a day.
    :param end: the last day or month; what both share is said once.
    """
    if not end:
        return " ".join(_parts(date))
    first, last = _parts(date), _parts(end)
    shared = 0
    while shared < min(len(first), len(last)) - 1 and first[-1 - shared] == last[-1 - shared]:
        shared += 1
    first = first[: len(first) - shared]
    # Set close between two figures or words, apart where one of the two has several words.
    dash = "–" if len(first) == 1 and len(last) - shared == 1 else " – "
    return f"{' '.join(first)}{dash}{' '.join(last)}"


def _parts(date: str) -> list[str]:
    """Give day, month and year, as many as there are."""
    year, *rest = date.split("-")
    month = [MONTHS[int(rest[0]) - 1]] if rest else []
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    return [*day, *month, year]
