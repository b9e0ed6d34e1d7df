"""The chart of verdicts: a bar for each text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import starmap
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from sphinx_apparatus.figures.svg import (
    HREF,
    LINE,
    SMALL,
    WIDTH,
    Picture,
    element,
    number_of,
    svg_of,
    text_at,
)
from sphinx_apparatus.figures.verdict_shapes import SHAPES
from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.catalogue import _
from sphinx_apparatus.model.essays import Essay, counted
from sphinx_apparatus.model.records import FactCheckHead
from sphinx_apparatus.model.vocabulary import SIGNS, Verdict

_SHADES = dict(zip(SIGNS, (0.9, 0.6, 0.35, 0.1, 0.9, 0.6, 0.1), strict=True))
"""The opacity of each part of a bar; the symbol above it identifies the verdict."""
_BAR, _SIGN_SIZE = 20, 11.0


class CountLink(NamedTuple):
    """What a count leads to: the fact-checks of a text with a verdict."""

    essay: str
    verdict: Verdict
    words: str


class Chart(NamedTuple):
    """The chart, and its links in the order of their numbers."""

    picture: Picture
    links: list[CountLink]


def verdict_chart(
    checks: Sequence[tuple[Essay, Sequence[FactCheckHead]]],
    verdicts: Sequence[Verdict],
    id: str = "verdict-chart",
) -> Chart:
    """Draw a bar for each text, with a part for each verdict, and describe each in words.

    :param checks: the texts with their fact-checks.
    :param verdicts: those of the edition, in their order.
    :param id: the id of the picture in its page; two pages may become one.
    """
    shapes: list[str] = []
    links: list[CountLink] = []
    sentences = []
    y = 14.0
    for essay, heads in checks:
        counts = Counter(head.verdict for head in heads)
        number = " · ".join(starmap(counted, Counter(head.kind for head in heads).items()))
        name = f"{essay.label} · {essay.head.author}"
        shapes += [
            text_at(0, y, name, font_weight="bold"),
            text_at(WIDTH, y, number, font_size=SMALL, text_anchor="end"),
        ]
        shown = [(verdict, counts[verdict]) for verdict in verdicts if counts[verdict]]
        y += 10
        shapes += _bar(shown, len(heads), y)
        y += _SIGN_SIZE + 4 + _BAR + 18
        half = (len(shown) + 1) // 2
        for index, (verdict, count) in enumerate(shown):
            x, row = WIDTH / 2 * (index // half), y + LINE * (index % half)
            shapes.append(_shape(verdict, x, row - 10, _SIGN_SIZE))
            words = f"{count} {verdict.word.lower()}"
            given = f'class="{css.COUNTED}" aria-label={quoteattr(f"{words}, {essay.label}")}'
            shown_words = text_at(x + 18, row, words, font_size=SMALL + 1)
            shapes.append(f'<a href="{HREF}{len(links)}" {given}>{shown_words}</a>')
            links.append(CountLink(essay.id, verdict, words))
        y += LINE * half + 18
        parts = [f"{count} {verdict.word.lower()}" for verdict, count in shown]
        sentences.append(f"{name}, {number}: {', '.join(parts) or _('none')}.")
    alt = " ".join(sentences)
    svg = svg_of(id, _("The verdicts on each text"), alt, y - 24, shapes, links=True)
    return Chart(Picture(svg, alt), links)


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
                fill_opacity=_SHADES[verdict.sign],
                stroke="currentColor",
            ),
        )
        x += width


def _shape(verdict: Verdict, x: float, y: float, size: float) -> str:
    place = f"translate({number_of(x)} {number_of(y)}) scale({size / 16:.3f})"
    return _colored(verdict, SHAPES[SIGNS[verdict.sign]], place)


def _colored(verdict: Verdict, shapes: str, transform: str = "") -> str:
    """Return shapes in a group that a style sheet may color."""
    moved = f" transform={quoteattr(transform)}" if transform else ""
    return f'<g class="{css.verdict(verdict)}"{moved}>{shapes}</g>'
