"""The map of the debate and the chart of verdicts: SVG as text, each with its description.

Links stand in the map as ``href="apparatus:0"``: the number of one of the links that the node
of the picture has for children, which are resolved when pages are written.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from sphinx_apparatus.edition import Edition
from sphinx_apparatus.model import (
    Block,
    BlockKind,
    CrossReference,
    Essay,
    FactCheckHead,
    Verdict,
    passage_label,
)
from sphinx_apparatus.pictures import (
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

HREF = "apparatus:"
"""What stands in the map for an address, before the number of its link."""


class Link(NamedTuple):
    """Where a shape of the map leads."""

    kind: str
    """passage, theme or crossing."""
    id: str
    label: str
    """The passages, the theme: the link in words."""


class Map(NamedTuple):
    """The map, and its links in the order of their numbers."""

    picture: Picture
    links: tuple[Link, ...]


class _Joint(NamedTuple):
    """A cross-reference between two columns."""

    reference: CrossReference
    ends: tuple[str, str]
    """Full ids of the passages, that of the earlier text first."""
    labels: tuple[str, str]


class _Stop(NamedTuple):
    """A passage in a column."""

    id: str
    label: str
    shown: str


# -- the map ---------------------------------------------------------------------------------------

_PILL, _PILL_HEIGHT = 46.0, 22.0
_BOX_LEFT, _BOX_RIGHT = 116.0, 304.0
_ROW, _PAD, _GAP = 22, 6, 10
_TITLE_SIGNS = 25
_NAME_SIGNS = 20


def debate_map(edition: Edition) -> Map:
    """Draw which passages speak to which: texts at the sides, the themes between them.

    :param edition: its first text stands left, with more than two the others right.
    """
    joints = _joints(edition)
    used = {id for joint in joints for id in joint.ends}
    lefts = [essay for essay in edition.essays if essay is edition.essays[0]]
    rights = [essay for essay in edition.essays if essay is not edition.essays[0]]
    columns = (_stops(lefts, used), _stops(rights, used))
    links: list[Link] = []
    heads, top = _heads(lefts, rights)
    boxes, lines, bottom, ports = _themes(edition, joints, columns, top, links)
    height = bottom - top
    shapes = [*heads, *_drawn_lines(lines, columns, ports, top, height), *boxes]
    for side, stops in enumerate(columns):
        shapes += _pills(stops, side, used, top, height, links)
    alt = _map_alt(edition, joints)
    svg = svg_of(
        "debate-map", "The map of the debate", alt, bottom + 2, shapes, links=bool(links)
    )
    return Map(Picture(svg, alt), tuple(links))


def _joints(edition: Edition) -> list[_Joint]:
    order = {essay.id: index for index, essay in enumerate(edition.essays)}
    found = []
    for reference in edition.cross_references:
        ends = sorted(edition.ends(reference), key=lambda end: order[end[0].id])
        ids = tuple(f"{essay.id}/{block.id}" for essay, block in ends)
        labels = tuple(passage_label(essay, block) for essay, block in ends)
        places = [(order[essay.id], essay.blocks.index(block)) for essay, block in ends]
        found.append((places, reference.id, _Joint(reference, ids, labels)))  # type: ignore[arg-type]
    return [joint for _, _, joint in sorted(found, key=lambda each: each[:2])]


def _stops(essays: Sequence[Essay], used: set[str]) -> list[_Stop]:
    """Give the passages of a column: all of them, and other blocks where a line ends."""
    return [
        _Stop(id, label, label.removeprefix(f"{essay.label} ") if len(essays) == 1 else label)
        for essay in essays
        for block in essay.blocks
        for id, label in [(f"{essay.id}/{block.id}", passage_label(essay, block))]
        if _is_passage(block) or id in used
    ]


def _is_passage(block: Block) -> bool:
    return block.kind is BlockKind.PASSAGE


def _heads(lefts: Sequence[Essay], rights: Sequence[Essay]) -> tuple[list[str], float]:
    """Give the names above the columns, and where these begin."""
    shapes = []
    lowest = 14
    for x, anchor, essays in ((0, "start", lefts), (WIDTH, "end", rights)):
        y = 14
        for essay in essays:
            shapes.append(text_at(x, y, essay.label, font_weight="bold", text_anchor=anchor))
            for line in textwrap.wrap(essay.head.author, _NAME_SIGNS):
                y += 15
                shapes.append(text_at(x, y, line, font_size=SMALL, text_anchor=anchor))
            lowest = max(lowest, y)
            y += LINE
    return shapes, lowest + 12.0


def _themes(
    edition: Edition,
    joints: Sequence[_Joint],
    columns: tuple[Sequence[_Stop], Sequence[_Stop]],
    top: float,
    links: list[Link],
) -> tuple[list[str], list[tuple[_Joint, float, int]], float, None]:
    """Draw the themes, one under the other, a row for each cross-reference.

    :returns: shapes; each cross-reference with the height of its row and its link; the bottom.
    """
    shapes: list[str] = []
    rows: list[tuple[_Joint, float, int]] = []
    y = top
    middle = (_BOX_LEFT + _BOX_RIGHT) / 2
    for theme in edition.shared.themes:
        own = [joint for joint in joints if joint.reference.head.theme == theme.id]
        if not own:
            continue
        title = textwrap.wrap(theme.title, _TITLE_SIGNS)
        height = _PAD + 15 * len(title) + 3 + _ROW * len(own)
        shapes.append(
            element(
                "rect",
                x=_BOX_LEFT,
                y=y,
                width=_BOX_RIGHT - _BOX_LEFT,
                height=height,
                rx=4,
                fill_opacity=0.06,
                stroke="currentColor",
                stroke_opacity=0.5,
            )
        )
        words = [
            text_at(middle, y + _PAD + 12 + 15 * n, line, font_size=13, font_weight="bold",
                    text_anchor="middle")
            for n, line in enumerate(title)
        ]
        shapes.append(_linked(links, Link("theme", theme.id, theme.title), words))
        for n, joint in enumerate(own):
            at = y + _PAD + 15 * len(title) + 3 + _ROW * (n + 0.5)
            rows.append((joint, at, len(links)))
            relation = joint.reference.head.relation.word
            one, other = joint.labels
            link = Link("crossing", joint.reference.id, f"{one} and {other}: {relation}")
            links.append(link)
        y += height + _GAP
    return shapes, rows, y - _GAP, None


def _linked(links: list[Link], link: Link, shapes: Sequence[str]) -> str:
    links.append(link)
    return _link(len(links) - 1, link, shapes)


def _link(number: int, link: Link, shapes: Sequence[str]) -> str:
    return f'<a href="{HREF}{number}" aria-label={quoteattr(link.label)}>{"".join(shapes)}</a>'
