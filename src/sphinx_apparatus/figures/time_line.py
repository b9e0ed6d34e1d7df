"""The time line: events by year and month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from sphinx_apparatus.figures.svg import (
    SMALL,
    WIDTH,
    Picture,
    element,
    listed,
    number_of,
    svg_of,
    text_at,
)
from sphinx_apparatus.model.catalogue import _, n_
from sphinx_apparatus.model.date_words import month_letters, spelled, year_words
from sphinx_apparatus.model.dates import PartialDate
from sphinx_apparatus.model.records import Event

_FROM, _TO, _DOT = 48.0, 384.0, 5.0


def time_line(events: Sequence[Event], essays: Collection[PartialDate]) -> Picture:
    """Draw events as points, a line for each year that has some.

    :param events: in order of time.
    :param essays: the days of the texts.
    """
    shapes = list(_months(14))
    y = 24.0
    before = 0
    for year, group in groupby(events, key=lambda event: event.date.year):
        if before and year - before > 1:
            shapes.append(text_at(8, y + 6, "⋮", fill_opacity=0.6))
            y += 12
        before = year
        points = _stacked(list(group))
        height = 22 + 12 * max(level for _, _, _, level in points)
        if year < 1:  # Longer words stand above their line.
            height += 14
        middle = y + height - 11
        at = y + 9 if year < 1 else middle + 5
        shapes.append(text_at(0, at, year_words(PartialDate(year))))
        line = f"M{number_of(_FROM)} {number_of(middle)}H{number_of(_TO)}"
        shapes.append(element("path", d=line, stroke="currentColor", stroke_opacity=0.35))
        shapes.append(text_at(WIDTH - 4, middle + 5, str(len(points)), text_anchor="end"))
        for event, start, end, level in points:
            shapes.append(_point(event, start, end, middle - 12 * level, event.date in essays))
        y += height
    shapes += _legend(y + 16)
    alt = _time_line_alt(events, essays)
    svg = svg_of("time-line", _("The events by year and month"), alt, y + 82, shapes)
    return Picture(svg, alt)


def _months(y: int) -> Iterator[str]:
    width = (_TO - _FROM) / 12
    for index, month in enumerate(month_letters()):
        x = _FROM + width * (index + 0.5)
        yield text_at(x, y, month, text_anchor="middle", font_size=SMALL, fill_opacity=0.8)


def _place(date: PartialDate, last: bool = False) -> float:
    """Return where in its year a date begins or, for a year or month, ends."""
    _, *rest = date.parts
    width = (_TO - _FROM) / 12
    month = rest[0] - 1 if rest else (11 if last else 0)
    part = (rest[1] - 0.5) / 31 if len(rest) > 1 else float(last)
    return _FROM + width * (month + part)


def _stacked(events: Sequence[Event]) -> list[tuple[Event, float, float, int]]:
    """Return the place of each event of a year, and the level on which it touches no other."""
    ends: list[float] = []
    placed = []
    for event in events:
        start, end = _place(event.date), _place(event.end or event.date, last=True)
        level = next((n for n, at in enumerate(ends) if at + 2 * _DOT + 1 <= start), len(ends))
        ends[level : level + 1] = [end]
        placed.append((event, start, end, level))
    return placed


def _point(event: Event, start: float, end: float, y: float, is_essay: bool) -> str:
    filled = 1 if event.passages else 0
    return _diamond(start, y) if is_essay else _long(start, end, y, filled)


def _long(start: float, end: float, y: float, filled: int) -> str:
    """Return the shape of an event between two places, a point if they are one."""
    return element(
        "rect",
        x=start - _DOT,
        y=y - _DOT,
        width=end - start + 2 * _DOT,
        height=2 * _DOT,
        rx=_DOT,
        fill="currentColor",
        fill_opacity=filled,
        stroke="currentColor",
        stroke_width=1.5,
    )


def _diamond(x: float, y: float) -> str:
    size = _DOT + 3
    points = ((x, y - size), (x + size, y), (x, y + size), (x - size, y))
    return element("polygon", points=" ".join(f"{number_of(a)},{number_of(b)}" for a, b in points))


def _legend(y: float) -> Iterator[str]:
    filled = {"cx": 8, "r": _DOT, "stroke": "currentColor", "stroke_width": 1.5}
    yield _diamond(8, y)
    yield text_at(24, y + 4, _("a text of this edition appears"), font_size=SMALL)
    yield element("circle", cy=y + 18, **filled)
    yield text_at(24, y + 22, _("passages touch on it"), font_size=SMALL)
    yield element("circle", cy=y + 36, fill_opacity=0, **filled)
    yield text_at(24, y + 40, _("no passage does"), font_size=SMALL)
    yield _long(_DOT, 13, y + 54, 1)
    yield text_at(24, y + 58, _("the day is not known, or several days"), font_size=SMALL)


def _time_line_alt(events: Sequence[Event], essays: Collection[PartialDate]) -> str:
    years: dict[int, list[str]] = {}
    for year, count in Counter(event.date.year for event in events).items():
        years.setdefault(count, []).append(year_words(PartialDate(year)))
    # By number, not by year: read aloud, “1977: 1, 1981: 1” is no sentence.
    counts = [
        n_("{count} event in {years}", "{count} events in {years}", number, years=listed(found))
        if len(found) == 1
        else n_(
            "{count} event each in {years}",
            "{count} events each in {years}",
            number,
            years=listed(found),
        )
        for number, found in sorted(years.items())
    ]
    days = listed([spelled(day) for day in sorted(essays)])
    touched = sum(bool(event.passages) for event in events)
    return n_(
        "{count} event as a point, a line for each year, from {first} to {last}; passages of the "
        "texts touch on {touched} of them, and their points are filled. Diamonds stand for the "
        "texts, which appeared on {days}. Year by year: {years}. "
        "The table has all of them in words.",
        "{count} events as points, a line for each year, from {first} to {last}; passages of the "
        "texts touch on {touched} of them, and their points are filled. Diamonds stand for the "
        "texts, which appeared on {days}. Year by year: {years}. "
        "The table has all of them in words.",
        len(events),
        first=spelled(events[0].date),
        last=spelled(events[-1].date),
        touched=touched,
        days=days,
        years="; ".join(counts),
    )
