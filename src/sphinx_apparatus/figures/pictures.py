"""Pictures made from the records: SVG as text, each with its description.

Only ``currentColor`` is used, so that a picture is right on light and dark pages and in print;
shapes and line widths carry every distinction. Widths of words are estimated, for SVG cannot
wrap them: a sign counts for more than half of its height, which is on the safe side.
Ids are left out but for title and description: several pictures may share a file.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from sphinx_apparatus.model.dates import spelled
from sphinx_apparatus.model.records import Contribution, Event

WIDTH = 420
"""Of every picture, in its own units: words of 14 units can be read on a phone."""
SIZE, SMALL, LINE = 14, 12, 17
SIGN = 7.6
"""Estimated width of a sign of 14 units."""


class Picture(NamedTuple):
    """A picture and the words that stand in for it."""

    svg: str
    alt: str
    style: str = ""
    """What it does under the pointer and the focus, for pages: rules of CSS."""


class Box(NamedTuple):
    """A contribution in a picture."""

    contribution: Contribution
    is_ours: bool
    """Whether it is a text of the edition."""


def svg_of(
    id: str,
    title: str,
    alt: str,
    height: float,
    shapes: Iterable[str],
    *,
    width: float = WIDTH,
    links: bool = False,
) -> str:
    """Make a picture.

    :param links: whether some shapes are links: those of an image cannot be reached, so that
        the picture is a group then.
    """
    role = (
        f'id="{id}" role="group" aria-labelledby="{id}-title" aria-describedby="{id}-desc"'
        if links
        else f'role="img" aria-labelledby="{id}-title {id}-desc"'
    )
    size = f"{number_of(width)} {number_of(height)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" '
        f'{role} font-family="sans-serif" font-size="{SIZE}" fill="currentColor">'
        f'<title id="{id}-title">{escape(title)}</title><desc id="{id}-desc">{escape(alt)}</desc>'
        f"{''.join(shapes)}</svg>"
    )


def number_of(value: float) -> str:
    """Write a length, to a tenth."""
    return f"{value:.1f}".removesuffix(".0")


def element(name: str, **attributes: object) -> str:
    """Make an element without content; an underscore in a name stands for a hyphen."""
    given = "".join(
        f" {key.replace('_', '-')}={quoteattr(number_of(v) if isinstance(v, float) else str(v))}"
        for key, v in attributes.items()
    )
    return f"<{name}{given}/>"


def text_at(x: float, y: float, words: str, **attributes: object) -> str:
    """Make a line of words."""
    opened = element("text", x=number_of(x), y=number_of(y), **attributes)
    return f"{opened[:-2]}>{escape(words)}</text>"


# -- an exchange -----------------------------------------------------------------------------------

_LEFT, _GAP, _PAD, _LANE = 22, 10, 8, 13
_PAPER_WIDTHS = range(WIDTH, 600, 20)
_PAPER_SIGN = 6.8
"""Estimated width of a sign of 14 units: faces of books are narrower than those of screens."""
_PAGE_RATIO = 1.55
"""Height to width of what a page can hold."""


def exchange(debate: str, boxes: Sequence[Box]) -> Picture:
    """Draw who answers whom: boxes in order of time, an arrow from each answer to what it answers.

    :param boxes: the contributions, in order of time.
    """
    return _exchange(debate, boxes, WIDTH, SIGN)[0]


def exchange_on_paper(debate: str, boxes: Sequence[Box]) -> Picture:
    """Draw an exchange in the width at which its letters can be largest on one page.

    A page cannot be scrolled, and a high picture is made small to fit it: in wider boxes the
    words take fewer lines.
    """
    drawn = [_exchange(debate, boxes, width, _PAPER_SIGN) for width in _PAPER_WIDTHS]
    return min(drawn, key=lambda each: max(each[1], each[2] / _PAGE_RATIO))[0]


def _exchange(
    debate: str, boxes: Sequence[Box], width: int, sign: float
) -> tuple[Picture, float, float]:
    """Draw an exchange; give its width and height too."""
    by_id = {box.contribution.id: index for index, box in enumerate(boxes)}
    answers = [
        (index, by_id[id])
        for index, box in enumerate(boxes)
        for id in box.contribution.answers
        if id in by_id
    ]
    lanes = _lanes(answers)
    right = width - (max(lanes.values(), default=-1) + 1) * _LANE - 16
    tops, lines = _laid_out(boxes, right, sign)
    shapes = [*_axis(tops), *_arrows(answers, lanes, tops, right)]
    for box, (top, height), (author, words) in zip(boxes, tops, lines, strict=True):
        shapes += _box(box, top, height, author, words, right)
    last, height = tops[-1] if tops else (0.0, 0.0)
    alt = _exchange_alt(debate, boxes)
    title = f"The exchange of {debate}: who answers whom"
    bottom = last + height + 4
    svg = svg_of(f"exchange-{debate}", title, alt, bottom, shapes, width=width)
    return Picture(svg, alt), width, bottom


def titled(contribution: Contribution) -> str:
    """Give a title as it is printed: in quotation marks, descriptions in their brackets."""
    title = contribution.title
    return title if title.startswith("[") else f"“{title}”"


def _laid_out(
    boxes: Sequence[Box], right: int, sign: float
) -> tuple[list[tuple[float, float]], list[tuple[list[str], list[str]]]]:
    """Give top and height of each box, and its lines: author, title."""
    tops, lines = [], []
    top = 4.0
    signs = int((right - _LEFT - 2 * _PAD) / sign)
    for box in boxes:
        # Bold letters are wider.
        author = textwrap.wrap(box.contribution.author, int(signs * 0.92))
        title = textwrap.wrap(titled(box.contribution), signs)
        lines.append((author, title))
        height = _PAD * 2 + LINE * (1 + len(author) + len(title)) - 4
        tops.append((top, float(height)))
        top += height + _GAP
    return tops, lines


def _axis(tops: Sequence[tuple[float, float]]) -> Iterator[str]:
    if not tops:
        return
    first, last = tops[0], tops[-1]
    x = 8
    start, end = first[0] + 18, last[0] + 18
    yield element(
        "path",
        d=f"M{x} {number_of(start)}V{number_of(end)}",
        stroke="currentColor",
        stroke_opacity=0.5,
        fill="none",
    )
    for top, _ in tops:
        yield element("circle", cx=x, cy=top + 18, r=4)
        yield element(
            "path",
            d=f"M{x} {number_of(top + 18)}H{_LEFT}",
            stroke="currentColor",
            stroke_opacity=0.5,
        )


def _box(
    box: Box, top: float, height: float, author: list[str], title: list[str], right: int
) -> Iterator[str]:
    yield element(
        "rect",
        x=_LEFT,
        y=top,
        width=right - _LEFT,
        height=height,
        rx=4,
        fill="currentColor",
        fill_opacity=0.1 if box.is_ours else 0,
        stroke="currentColor",
        stroke_width=3 if box.is_ours else 1,
        stroke_opacity=1 if box.is_ours else 0.6,
    )
    x, y = _LEFT + _PAD, top + _PAD + 10
    ours = " · a text of this edition" if box.is_ours else ""
    yield text_at(x, y, spelled(box.contribution.date) + ours, font_size=SMALL)
    for line in author:
        y += LINE
        yield text_at(x, y, line, font_weight="bold")
    for line in title:
        y += LINE
        yield text_at(x, y, line)


def _lanes(answers: Sequence[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Give each arrow a lane beside the boxes; short ones nearest, none on another."""
    lanes: dict[tuple[int, int], int] = {}
    for answer in sorted(answers, key=lambda a: (abs(a[0] - a[1]), a)):
        low, high = sorted(answer)
        taken = {lane for other, lane in lanes.items() if min(other) <= high and max(other) >= low}
        lanes[answer] = next(lane for lane in range(len(answers)) if lane not in taken)
    return lanes


def _arrows(
    answers: Sequence[tuple[int, int]],
    lanes: Mapping[tuple[int, int], int],
    tops: Sequence[tuple[float, float]],
    right: int,
) -> Iterator[str]:
    ends: dict[int, list[tuple[int, int]]] = {}
    for answer in answers:
        for box in answer:
            ends.setdefault(box, []).append(answer)
    for box in ends:
        # Arrows that go up leave above those that come from below; outer lanes outside.
        ends[box].sort(key=lambda a, box=box: _order(a, box, lanes))  # type: ignore[misc]

    def height(box: int, answer: tuple[int, int]) -> float:
        top, size = tops[box]
        return top + size * (ends[box].index(answer) + 1) / (len(ends[box]) + 1)

    for answer in answers:
        start, end = height(answer[0], answer), height(answer[1], answer)
        x = right + 14 + lanes[answer] * _LANE
        turn = 6 if end < start else -6
        path = (
            f"M{right} {number_of(start)}"
            f"H{x - 6}Q{x} {number_of(start)} {x} {number_of(start - turn)}"
            f"V{number_of(end + turn)}Q{x} {number_of(end)} {x - 6} {number_of(end)}H{right + 7}"
        )
        yield element("path", d=path, fill="none", stroke="currentColor", stroke_width=1.5)
        corners = ((right + 1, end), (right + 9, end - 4), (right + 9, end + 4))
        points = " ".join(f"{x},{number_of(y)}" for x, y in corners)
        yield element("polygon", points=points)


def _order(
    answer: tuple[int, int], box: int, lanes: Mapping[tuple[int, int], int]
) -> tuple[bool, int]:
    other = answer[1] if answer[0] == box else answer[0]
    upward = other < box
    return (not upward, lanes[answer] if upward else -lanes[answer])


def _exchange_alt(debate: str, boxes: Sequence[Box]) -> str:
    """Say all that the picture shows."""
    by_id = {box.contribution.id: box.contribution for box in boxes}
    parts = [f"{len(boxes)} contributions to the debate of {debate}, the earliest first."]
    for box in boxes:
        one = box.contribution
        ours = ", a text of this edition" if box.is_ours else ""
        answered = [by_id[id].author for id in one.answers if id in by_id]
        said = f"; answers {listed(answered)}" if answered else ""
        title = titled(one).removesuffix(".")
        parts.append(f"{spelled(one.date)}: {one.author}, {title}{ours}{said}.")
    return " ".join(parts)


def listed(words: Sequence[str]) -> str:
    """Join words as a sentence does; by semicolons if they have commas or “and” themselves."""
    if any("," in word or " and " in word for word in words):
        return "; and ".join(words)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


# -- a time line -----------------------------------------------------------------------------------

_FROM, _TO, _DOT = 48.0, 384.0, 5.0


def time_line(events: Sequence[Event], essays: Collection[str]) -> Picture:
    """Draw events as points, a line for each year that has some.

    :param events: in order of time.
    :param essays: the days of the texts.
    """
    shapes = list(_months(14))
    y = 24.0
    before = 0
    for year, group in groupby(events, key=lambda event: int(event.date[:4])):
        if before and year - before > 1:
            shapes.append(text_at(8, y + 6, "⋮", fill_opacity=0.6))
            y += 12
        before = year
        points = _stacked(list(group))
        height = 22 + 12 * max(level for _, _, _, level in points)
        middle = y + height - 11
        shapes.append(text_at(0, middle + 5, str(year)))
        line = f"M{number_of(_FROM)} {number_of(middle)}H{number_of(_TO)}"
        shapes.append(element("path", d=line, stroke="currentColor", stroke_opacity=0.35))
        shapes.append(text_at(WIDTH - 4, middle + 5, str(len(points)), text_anchor="end"))
        for event, start, end, level in points:
            shapes.append(_point(event, start, end, middle - 12 * level, event.date in essays))
        y += height
    shapes += _legend(y + 16)
    alt = _time_line_alt(events, essays)
    svg = svg_of("time-line", "The events by year and month", alt, y + 64, shapes)
    return Picture(svg, alt)


def _months(y: int) -> Iterator[str]:
    width = (_TO - _FROM) / 12
    for index, letter in enumerate("JFMAMJJASOND"):
        x = _FROM + width * (index + 0.5)
        yield text_at(x, y, letter, text_anchor="middle", font_size=SMALL, fill_opacity=0.8)


def _place(date: str, last: bool = False) -> float:
    """Give where in its year a date begins or, for a year or month, ends."""
    _, *rest = (int(part) for part in date.split("-"))
    width = (_TO - _FROM) / 12
    month = rest[0] - 1 if rest else (11 if last else 0)
    part = (rest[1] - 0.5) / 31 if len(rest) > 1 else float(last)
    return _FROM + width * (month + part)


def _stacked(events: Sequence[Event]) -> list[tuple[Event, float, float, int]]:
    """Give each event of a year its place, and the level on which it touches no other."""
    ends: list[float] = []
    placed = []
    for event in events:
        start, end = _place(event.date), _place(event.end or event.date, last=True)
        level = next((n for n, at in enumerate(ends) if at + 2 * _DOT + 1 <= start), len(ends))
        ends[level : level + 1] = [end]
        placed.append((event, start, end, level))
    return placed


def _point(event: Event, start: float, end: float, y: float, is_essay: bool) -> str:
    filled = 1 if event.passages or is_essay else 0
    if is_essay:
        return _diamond(start, y)
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
    yield text_at(24, y + 4, "a text of this edition appears", font_size=SMALL)
    yield element("circle", cy=y + 18, **filled)
    yield text_at(24, y + 22, "passages touch on it", font_size=SMALL)
    yield element("circle", cy=y + 36, fill_opacity=0, **filled)
    yield text_at(
        24,
        y + 40,
        "no passage does; long shapes: the day is not known, or several days",
        font_size=SMALL,
    )


def _time_line_alt(events: Sequence[Event], essays: Collection[str]) -> str:
    years: dict[int, list[str]] = {}
    for year, count in Counter(event.date[:4] for event in events).items():
        years.setdefault(count, []).append(year)
    # By number, not by year: read aloud, “1977: 1, 1981: 1” is no sentence.
    counts = [
        f"{number} event{'s' * (number > 1)}{' each' * (len(found) > 1)} in {listed(found)}"
        for number, found in sorted(years.items())
    ]
    days = listed([spelled(day) for day in sorted(essays)])
    touched = sum(bool(event.passages) for event in events)
    return (
        f"{len(events)} events as points, a line for each year, from {spelled(events[0].date)} to "
        f"{spelled(events[-1].date)}; passages of the texts touch on {touched} of them, "
        f"and their points are filled. Diamonds stand for the texts, which appeared on {days}. "
        f"Year by year: {'; '.join(counts)}. "
        "The table has all of them in words."
    )
