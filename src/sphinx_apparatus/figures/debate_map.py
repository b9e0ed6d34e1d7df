"""The map of a debate: passages and the cross-references between them."""

from __future__ import annotations

import textwrap
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import quoteattr

from sphinx_apparatus.figures.svg import (
    HREF,
    LINE,
    SMALL,
    Picture,
    element,
    listed,
    number_of,
    svg_of,
    text_at,
)
from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.catalogue import _, n_
from sphinx_apparatus.model.essays import CrossReference, Essay, passage_label
from sphinx_apparatus.model.records import Theme
from sphinx_apparatus.model.vocabulary import BlockKind

if TYPE_CHECKING:
    from sphinx_apparatus.edition.edition import Edition


class Link(NamedTuple):
    """The target of a shape of the map."""

    kind: str
    """passage, theme or crossing."""
    id: str
    words: str


class Map(NamedTuple):
    """The map, and its links in the order of their numbers."""

    picture: Picture
    links: list[Link]


class _Joint(NamedTuple):
    """A cross-reference with its two ends, that of the earlier text first."""

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


MAP_WIDTH = 360.0
"""Narrower than other pictures: its words are links, to be read and tapped on a phone."""
_PILL, _PILL_HEIGHT = 40.0, 24.0
_BOX_LEFT, _BOX_RIGHT = 94.0, 266.0
_ROW, _PAD, _GAP = 25, 7, 10
_LEAST = 18
"""From passage to passage of a text: the numbers of fewer would run into each other."""
_TITLE_SIGNS, _NAME_SIGNS = 21, 18


def debate_map(edition: Edition, id: str = "debate-map") -> Map:
    """Draw the cross-references of a debate: texts at the sides, themes between them.

    The first text is at the left, all others are at the right.

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
    bottom = max(bottom, top + _LEAST * max(map(len, columns)))
    heights: dict[str, float] = {}
    for column in columns:
        step = (bottom - top) / max(len(column), 1)
        heights |= {id: top + step * (n + 0.5) for n, (id, _, _) in enumerate(column)}
    left, right = (
        list(_pills(column, x, used, heights, links))
        for column, x in zip(columns, (0.0, MAP_WIDTH - _PILL), strict=True)
    )
    at_left = {id for id, _, _ in columns[0]}
    # The keyboard goes through the links in this order.
    shapes = [*heads, *left]
    for group in groups:
        shapes += _group(group, heights, at_left, links)
    alt = _map_alt(edition, groups)
    shapes += right
    title = _("The map of the debate")
    svg = svg_of(id, title, alt, bottom + 2, shapes, width=MAP_WIDTH, links=True)
    return Map(Picture(svg, alt, _style(id, links)), links)


def _style(id: str, links: Sequence[Link]) -> str:
    """Return the style that highlights the lines of a passage under the pointer."""
    places = [link.id for link in links if link.kind == "passage"]
    return "".join(
        f"#{id}:has(.{_class('at', place)}:is(:hover,:focus-visible)) .{_class('to', place)} path"
        "{stroke:var(--apparatus-link);stroke-width:2.5;stroke-opacity:1}"
        for place in places
    )


def _class(start: str, place: str) -> str:
    return f"apparatus-{start}-{place.replace('/', '-')}"


def _joints(edition: Edition) -> list[_Joint]:
    """Return the cross-references in the order of their first passages."""
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
    """Return all passages of a column, and blocks where a line ends: id, label, short label."""
    return [
        (id, label, label.removeprefix(f"{essay.label} ") if len(essays) == 1 else label)
        for essay in essays
        for block in essay.blocks
        for id, label in [(f"{essay.id}/{block.id}", passage_label(essay, block))]
        if block.kind is BlockKind.PASSAGE or id in used
    ]


def _heads(sides: Sequence[Sequence[Essay]]) -> tuple[list[str], float]:
    """Return the names above the columns, and the height at which these begin."""
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
    """Return the places of the themes that have cross-references, one under the other."""
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


def _group(
    group: _Group, heights: Mapping[str, float], left: Container[str], links: list[Link]
) -> Iterator[str]:
    """Draw a theme, and a line from passage to passage through its box for each of its rows.

    :param left: the passages of the column on the left.
    """
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
    yield _linked(links, theme, [css.MAP_THEME], *title)
    for joint, y in group.rows:
        relation = joint.reference.head.relation.word
        one, other = joint.labels
        link = Link(
            "crossing",
            joint.reference.id,
            _("{one} and {other}: {relation}", one=one, other=other, relation=relation),
        )
        gap = len(relation) * 3.4 + 8
        curves = [
            _curve(_PILL, heights[id], _BOX_LEFT, y, middle - gap)
            if id in left
            else _curve(MAP_WIDTH - _PILL, heights[id], _BOX_RIGHT, y, middle + gap)
            for id in joint.ids
        ]
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
    """Return the map in words."""
    names = [f"{essay.label} ({essay.head.author})" for essay in edition.essays]
    count = sum(len(group.rows) for group in groups)
    parts = [
        n_(
            "{count} line between passages of {texts}, by theme.",
            "{count} lines between passages of {texts}, by theme.",
            count,
            texts=listed(names),
        )
    ]
    for group in groups:
        lines = [
            _(
                "{one} and {other}, {relation}",
                one=joint.labels[0],
                other=joint.labels[1],
                relation=joint.reference.head.relation.word,
            )
            for joint, _row in group.rows
        ]
        parts.append(f"{group.theme.title}: {'; '.join(lines)}.")
    return " ".join(parts)
