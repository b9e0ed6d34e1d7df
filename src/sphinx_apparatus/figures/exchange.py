"""The exchange of a debate: who answers whom."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sphinx_apparatus.figures.svg import (
    LINE,
    SIGN,
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
from sphinx_apparatus.model.date_words import spelled, year_words
from sphinx_apparatus.model.dates import PartialDate
from sphinx_apparatus.model.records import Contribution


class Box(NamedTuple):
    """A contribution in a picture."""

    contribution: Contribution
    is_ours: bool
    """Whether it is a text of the edition."""


_LEFT, _GAP, _PAD, _LANE = 22, 10, 8, 13
_PAPER_WIDTHS = range(WIDTH, 600, 20)
_PAPER_SIGN = 6.8
"""Estimated width of a character of 14 units: faces of books are narrower than those of screens."""
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
    """Draw an exchange; return its width and height too."""
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
    named = year_words(PartialDate(int(debate)))
    title = _("The exchange of {debate}: who answers whom", debate=named)
    bottom = last + height + 4
    svg = svg_of(f"exchange-{debate}", title, alt, bottom, shapes, width=width)
    return Picture(svg, alt), width, bottom


def titled(contribution: Contribution) -> str:
    """Return a title as it is printed: in quotation marks, descriptions in their brackets."""
    title = contribution.title
    return title if title.startswith("[") else f"“{title}”"


def _laid_out(
    boxes: Sequence[Box], right: int, sign: float
) -> tuple[list[tuple[float, float]], list[tuple[list[str], list[str]]]]:
    """Return top and height of each box, and its lines: author, title."""
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
    for top, _height in tops:
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
    own = f" · {_('a text of this edition')}" if box.is_ours else ""
    yield text_at(x, y, spelled(box.contribution.date) + own, font_size=SMALL)
    for line in author:
        y += LINE
        yield text_at(x, y, line, font_weight="bold")
    for line in title:
        y += LINE
        yield text_at(x, y, line)


def _lanes(answers: Sequence[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Return the lane of each arrow beside the boxes; short ones nearest, none on another."""
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
    """Return the picture in words."""
    by_id = {box.contribution.id: box.contribution for box in boxes}
    parts = [
        n_(
            "{count} contribution to the debate of {debate}.",
            "{count} contributions to the debate of {debate}, the earliest first.",
            len(boxes),
            debate=year_words(PartialDate(int(debate))),
        )
    ]
    for box in boxes:
        one = box.contribution
        own = f", {_('a text of this edition')}" if box.is_ours else ""
        answered = [by_id[id].author for id in one.answers if id in by_id]
        said = _("; answers {names}", names=listed(answered)) if answered else ""
        title = titled(one).removesuffix(".")
        parts.append(f"{spelled(one.date)}: {one.author}, {title}{own}{said}.")
    return " ".join(parts)
