"""The map of the debate and the chart of verdicts: SVG as text, each with its description.

Links stand in the map as ``href="apparatus:0"``: the number of one of the links that the node
of the picture has for children, which are resolved when pages are written.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from sphinx_apparatus.figures.pictures import (
    LINE,
    SMALL,
    WIDTH,
    Picture,
    element,
    listed,
    number_of,
    svg_of,
    text_at,
)
from sphinx_apparatus.model.essays import CrossReference, Essay, passage_label
from sphinx_apparatus.model.records import FactCheckHead, Theme
from sphinx_apparatus.model.vocabulary import BlockKind, Verdict

if TYPE_CHECKING:
    from sphinx_apparatus.edition.edition import Edition

HREF = "apparatus:"
"""What stands in the map for an address, before the number of its link."""


class Link(NamedTuple):
    """Where a shape of the map leads."""

    kind: str
    """passage, theme or crossing."""
    id: str
    words: str


class Map(NamedTuple):
    """The map, and its links in the order of their numbers."""

    picture: Picture
    links: list[Link]


class _Joint(NamedTuple):
    """A cross-reference: its ends, that of the earlier text first."""

    reference: CrossReference
    ids: list[str]
    labels: list[str]


class _Group(NamedTuple):
    """A theme in the map: its box, and its cross-references with the heights of their rows."""

    theme: Theme
    title: list[str]
    top: float
    height: float
    rows: list[tuple[_Joint, float]]


# -- the map ---------------------------------------------------------------------------------------

MAP_WIDTH = 360.0
"""Narrower than other pictures: its words are links, to be read and tapped on a phone."""
_PILL, _PILL_HEIGHT = 40.0, 24.0
_BOX_LEFT, _BOX_RIGHT = 94.0, 266.0
_ROW, _PAD, _GAP = 25, 7, 10
_TITLE_SIGNS, _NAME_SIGNS = 21, 18


def debate_map(edition: Edition, id: str = "debate-map") -> Map:
    """Draw which passages speak to which: texts at the sides, the themes between them.

    The first text stands at the left; where there are more than two, the others at the right.

    :param id: begins the ids of the drawing; where pages share a file, each needs its own.
    """
    joints = _joints(edition)
    used = {id for joint in joints for id in joint.ids}
    sides = edition.essays[:1], edition.essays[1:]
    links: list[Link] = []
    heads, top = _heads(sides)
    groups = _groups(edition, joints, top)
    bottom = groups[-1].top + groups[-1].height if groups else top
    columns = [_stops(essays, used) for essays in sides]
    heights: dict[str, float] = {}
    for column in columns:
        step = (bottom - top) / max(len(column), 1)
        heights |= {id: top + step * (n + 0.5) for n, (id, _, _) in enumerate(column)}
    left, right = (
        list(_pills(column, x, used, heights, links))
        for column, x in zip(columns, (0.0, MAP_WIDTH - _PILL), strict=True)
    )
    # The keyboard goes through the links in this order.
    shapes = [*heads, *left]
    for group in groups:
        shapes += _group(group, heights, links)
    alt = _map_alt(edition, groups)
    shapes += right
    title = "The map of the debate"
    svg = svg_of(id, title, alt, bottom + 2, shapes, width=MAP_WIDTH, links=True)
    return Map(Picture(svg, alt, _style(id, links)), links)


def _style(id: str, links: Sequence[Link]) -> str:
    """Let the lines of a passage stand out while it is pointed at."""
    places = [link.id for link in links if link.kind == "passage"]
    return "".join(
        f"#{id}:has(.{_class('at', place)}:is(:hover,:focus-visible)) .{_class('to', place)} path"
        "{stroke:var(--apparatus-link);stroke-width:2.5;stroke-opacity:1}"
        for place in places
    )


def _class(start: str, place: str) -> str:
    return f"apparatus-{start}-{place.replace('/', '-')}"


def _joints(edition: Edition) -> list[_Joint]:
    """Give the cross-references in the order of the passages that they begin at."""
    order = {essay.id: index for index, essay in enumerate(edition.essays)}
    found = []
    for reference in edition.cross_references:
        ends = sorted(edition.ends(reference), key=lambda end: order[end[0].id])
        ids = [f"{essay.id}/{block.id}" for essay, block in ends]
        labels = [passage_label(essay, block) for essay, block in ends]
        places = [(order[essay.id], essay.blocks.index(block)) for essay, block in ends]
        found.append((places, reference.id, _Joint(reference, ids, labels)))
    return [joint for *_, joint in sorted(found, key=lambda each: each[:2])]


def _stops(essays: Sequence[Essay], used: set[str]) -> list[tuple[str, str, str]]:
    """Give all passages of a column, and other blocks where a line ends: id, label, short label."""
    return [
        (id, label, label.removeprefix(f"{essay.label} ") if len(essays) == 1 else label)
        for essay in essays
        for block in essay.blocks
        for id, label in [(f"{essay.id}/{block.id}", passage_label(essay, block))]
        if block.kind is BlockKind.PASSAGE or id in used
    ]


def _heads(sides: Sequence[Sequence[Essay]]) -> tuple[list[str], float]:
    """Give the names above the columns, and the height at which these begin."""
    shapes = []
    lowest = 0
    for x, anchor, essays in zip((0.0, MAP_WIDTH), ("start", "end"), sides, strict=True):
        y = 14
        for essay in essays:
            shapes.append(text_at(x, y, essay.label, font_weight="bold", text_anchor=anchor))
            for line in textwrap.wrap(essay.head.author, _NAME_SIGNS):
                y += 15
                shapes.append(text_at(x, y, line, font_size=SMALL, text_anchor=anchor))
            lowest = max(lowest, y)
            y += LINE + 3
    return shapes, lowest + 12.0


def _groups(edition: Edition, joints: Sequence[_Joint], top: float) -> list[_Group]:
    """Give the themes that have cross-references their places, one under the other."""
    groups = []
    for theme in edition.shared.themes:
        own = [joint for joint in joints if joint.reference.head.theme == theme.id]
        if own:
            title = textwrap.wrap(theme.title, _TITLE_SIGNS)
            first = top + _PAD + 15 * len(title) + 3
            rows = [(joint, first + _ROW * (n + 0.5)) for n, joint in enumerate(own)]
            height = first - top + _ROW * len(own)
            groups.append(_Group(theme, title, top, height, rows))
            top += height + _GAP
    return groups


def _linked(links: list[Link], link: Link, classes: Sequence[str], *shapes: str) -> str:
    links.append(link)
    given = f'class="{" ".join(classes)}" aria-label={quoteattr(link.words)}'
    return f'<a href="{HREF}{len(links) - 1}" {given}>{"".join(shapes)}</a>'


def _pills(
    column: Sequence[tuple[str, str, str]],
    x: float,
    used: set[str],
    heights: Mapping[str, float],
    links: list[Link],
) -> Iterator[str]:
    """Draw the passages; those that no line leads to are faint."""
    for id, label, short in column:
        y = heights[id]
        middle = x + _PILL / 2
        if id not in used:
            yield text_at(
                middle, y + 4, short, font_size=SMALL, text_anchor="middle", fill_opacity=0.75
            )
            continue
        size = {"x": x, "y": y - _PILL_HEIGHT / 2, "width": _PILL, "height": _PILL_HEIGHT}
        edge = element("rect", **size, rx=11, fill_opacity=0.1, stroke="currentColor")
        words = text_at(
            middle, y + 4, short, font_size=SMALL, font_weight="bold", text_anchor="middle"
        )
        yield _linked(links, Link("passage", id, label), [_class("at", id)], edge, words)


def _group(group: _Group, heights: Mapping[str, float], links: list[Link]) -> Iterator[str]:
    """Draw a theme, and a line from passage to passage through its box for each of its rows."""
    middle = MAP_WIDTH / 2
    yield "<g>"
    yield element(
        "rect",
        x=_BOX_LEFT,
        y=group.top,
        width=_BOX_RIGHT - _BOX_LEFT,
        height=group.height,
        rx=4,
        fill_opacity=0.06,
        stroke="currentColor",
        stroke_opacity=0.5,
    )
    title = [
        text_at(
            middle,
            group.top + _PAD + 12 + 15 * n,
            line,
            font_size=13,
            font_weight="bold",
            text_anchor="middle",
        )
        for n, line in enumerate(group.title)
    ]
    theme = Link("theme", group.theme.id, group.theme.title)
    yield _linked(links, theme, ["apparatus-map-theme"], *title)
    for joint, y in group.rows:
        relation = joint.reference.head.relation.word
        one, other = joint.labels
        link = Link("crossing", joint.reference.id, f"{one} and {other}: {relation}")
        gap = len(relation) * 3.4 + 8
        curves = (
            _curve(_PILL, heights[joint.ids[0]], _BOX_LEFT, y, middle - gap),
            _curve(MAP_WIDTH - _PILL, heights[joint.ids[1]], _BOX_RIGHT, y, middle + gap),
        )
        words = text_at(middle, y + 4, relation, font_size=SMALL, text_anchor="middle")
        yield _linked(links, link, [_class("to", id) for id in joint.ids], *curves, words)
    yield "</g>"


def _curve(x: float, y: float, edge: float, row: float, end: float) -> str:
    """Draw a line from a passage to the edge of a box, and on to the word in it."""
    half = (x + edge) / 2
    points = (x, y, half, y, half, row, edge, row)
    path = "M{} {}C{} {} {} {} {} {}H{}".format(*map(number_of, (*points, end)))
    return element("path", d=path, fill="none", stroke="currentColor", stroke_opacity=0.65)


def _map_alt(edition: Edition, groups: Sequence[_Group]) -> str:
    """Say all that the map shows."""
    names = [f"{essay.label} ({essay.head.author})" for essay in edition.essays]
    count = sum(len(group.rows) for group in groups)
    parts = [f"{count} lines between passages of {listed(names)}, by theme."]
    for group in groups:
        lines = [
            f"{joint.labels[0]} and {joint.labels[1]}, {joint.reference.head.relation.word}"
            for joint, _ in group.rows
        ]
        parts.append(f"{group.theme.title}: {'; '.join(lines)}.")
    return " ".join(parts)


# -- the chart -------------------------------------------------------------------------------------

SHAPES = {
    Verdict.SUPPORTED: '<circle cx="8" cy="8" r="7.5"/>',
    Verdict.MOSTLY_SUPPORTED: (
        '<circle cx="8" cy="8" r="6.7" fill="none" stroke="currentColor" stroke-width="1.6"/>'
        '<path d="M8 8V1a7 7 0 1 1-7 7z"/>'
    ),
    Verdict.PARTLY_SUPPORTED: (
        '<circle cx="8" cy="8" r="6.7" fill="none" stroke="currentColor" stroke-width="1.6"/>'
        '<path d="M8 1a7 7 0 0 0 0 14z"/>'
    ),
    Verdict.UNSUPPORTED: (
        '<circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="2"/>'
    ),
    Verdict.CONTRADICTED: '<path d="M1.5 1.5h13v13h-13z"/>',
    Verdict.DISPUTED: '<path d="M8 0l8 8-8 8-8-8z"/>',
    Verdict.NOT_CHECKABLE: (
        '<path d="M8 2.5L14.5 14h-13z" fill="none" stroke="currentColor" stroke-width="2"/>'
    ),
}
"""The signs of verdicts in a square of 16 units; “make scripts” puts them into the style."""
_SHADES = dict(zip(Verdict, (0.9, 0.6, 0.35, 0.1, 0.9, 0.6, 0.1), strict=True))
"""How dark a part of the bar is; its shape above it tells which verdict it is."""
_BAR, _SIGN_SIZE = 20, 11.0


def verdict_chart(checks: Sequence[tuple[Essay, Sequence[FactCheckHead]]]) -> Picture:
    """Draw a bar for each text, its parts as long as verdicts are many, and say each in words.

    :param checks: the texts with their fact-checks.
    """
    shapes: list[str] = []
    told = []
    y = 14.0
    for essay, heads in checks:
        counts = Counter(head.verdict for head in heads)
        number = f"{len(heads)} fact-check{'' if len(heads) == 1 else 's'}"
        name = f"{essay.label} · {essay.head.author}"
        shapes += [
            text_at(0, y, name, font_weight="bold"),
            text_at(WIDTH, y, number, font_size=SMALL, text_anchor="end"),
        ]
        shown = [(verdict, counts[verdict]) for verdict in Verdict if counts[verdict]]
        y += 10
        shapes += _bar(shown, len(heads), y)
        y += _SIGN_SIZE + 4 + _BAR + 18
        half = (len(shown) + 1) // 2
        for index, (verdict, count) in enumerate(shown):
            x, row = WIDTH / 2 * (index // half), y + LINE * (index % half)
            shapes.append(_shape(verdict, x, row - 10, _SIGN_SIZE))
            words = f"{count} {verdict.word.lower()}"
            shapes.append(text_at(x + 18, row, words, font_size=SMALL + 1))
        y += LINE * half + 18
        parts = [f"{count} {verdict.word.lower()}" for verdict, count in shown]
        told.append(f"{name}, {number}: {', '.join(parts) or 'none'}.")
    alt = " ".join(told)
    return Picture(svg_of("verdict-chart", "The verdicts on each text", alt, y - 24, shapes), alt)


def _bar(shown: Sequence[tuple[Verdict, int]], total: int, y: float) -> Iterator[str]:
    x = 0.0
    for verdict, count in shown:
        width = WIDTH * count / total
        size = min(_SIGN_SIZE, width - 1)
        yield _shape(verdict, x + (width - size) / 2, y + (_SIGN_SIZE - size) / 2, size)
        yield _colored(
            verdict,
            element(
                "rect",
                x=x + 1,
                y=y + _SIGN_SIZE + 4,
                width=width - 2,
                height=_BAR,
                fill_opacity=_SHADES[verdict],
                stroke="currentColor",
            ),
        )
        x += width


def _shape(verdict: Verdict, x: float, y: float, size: float) -> str:
    place = f"translate({number_of(x)} {number_of(y)}) scale({size / 16:.3f})"
    return _colored(verdict, SHAPES[verdict], place)


def _colored(verdict: Verdict, shapes: str, transform: str = "") -> str:
    """Put shapes into a group that a style sheet may color."""
    moved = f" transform={quoteattr(transform)}" if transform else ""
    return f'<g class="apparatus-verdict-{escape(verdict.value)}"{moved}>{shapes}</g>'
