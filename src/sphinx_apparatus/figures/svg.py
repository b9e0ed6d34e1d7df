"""Build figures as SVG, each with its description.

Only ``currentColor`` is used, so that a figure is right on light and dark pages and in print;
shapes and line widths carry every distinction. Widths of words are estimated, for SVG cannot
wrap them: a character counts for more than half of its height, which is on the safe side.
Ids are left out but for title and description: several figures may share a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from sphinx_apparatus.model.catalogue import _
from sphinx_apparatus.model.languages import and_list

HREF = "apparatus:"
"""The prefix of the number of a link, in place of an address.

Links are written as ``href="apparatus:0"``: the number of one of the links that the node of the
picture has for children, which are resolved when pages are written.
"""
WIDTH = 420
"""Of every picture, in its own units: words of 14 units can be read on a phone."""
SIZE, SMALL, LINE = 14, 12, 17
SIGN = 7.6
"""Estimated width of a character of 14 units."""


class Picture(NamedTuple):
    """A picture and its text alternative."""

    svg: str
    alt: str
    style: str = ""
    """What it does under the pointer and the focus, for pages: rules of CSS."""


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
    """Build a picture.

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
    """Return a length to one decimal place."""
    return f"{value:.1f}".removesuffix(".0")


def element(name: str, **attributes: object) -> str:
    """Build an element without content; an underscore in a name becomes a hyphen."""
    given = "".join(
        f" {key.replace('_', '-')}={quoteattr(number_of(v) if isinstance(v, float) else str(v))}"
        for key, v in attributes.items()
    )
    return f"<{name}{given}/>"


def text_at(x: float, y: float, words: str, **attributes: object) -> str:
    """Build a line of words."""
    opened = element("text", x=number_of(x), y=number_of(y), **attributes)
    return f"{opened[:-2]}>{escape(words)}</text>"


def listed(words: Sequence[str]) -> str:
    """Join words as a sentence does; by semicolons if they have commas or “and” themselves."""
    if any("," in word or " and " in word for word in words):
        return _("; and ").join(words)
    return and_list(words)
