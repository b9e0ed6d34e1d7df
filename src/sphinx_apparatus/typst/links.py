"""Links within a book, made after Typst has set it.

To Typst, the target of a link is unknown in its first pass, so that every paragraph with one is
set twice: a quarter of the time of a book with some two thousand links. With the input ``links``
set to ``later``, the template (``book.typ``) writes an address of the scheme ``book`` in their
place, and tells with ``<places>`` where each target is. Here they become links within the file,
named after their target for who hears them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

INPUTS = {"links": "later"}
"""What tells the template that links are made here."""
_LINK = re.compile(
    rb"/A<</Type/Action/S/URI/URI(\(book:.*\)|<626F6F6B3A[0-9A-F]*>)>>"
    rb"(/F 4/StructParent \d+)/Contents(?:\(.*\)|<[0-9A-F]*>)>>\Z",
    re.DOTALL,
)
"""A link as Typst writes it: an address of letters is plain, one with others in hexadecimal."""
_ABOVE = 10
"""Points that stay visible above a target, as Typst leaves them."""


class Place(NamedTuple):
    """Where a target is, from the left and the top of its page, and how it is called."""

    page: int
    x: float
    y: float
    name: str


class Page(NamedTuple):
    """A page of the file."""

    number: int
    """Of its object."""
    height: float


def pages_of(objects: Mapping[int, bytes], trailer: bytes) -> list[Page]:
    """Return the pages of a file in order."""

    def under(number: int) -> list[Page]:
        body = objects[number]
        if kids := re.search(rb"/Kids\s*\[([^\]]*)\]", body):
            return [page for n in re.findall(rb"(\d+) 0 R", kids[1]) for page in under(int(n))]
        box = re.search(rb"/MediaBox\s*\[\s*[\d.]+\s+[\d.]+\s+[\d.]+\s+([\d.]+)", body)
        return [Page(number, float(box[1]) if box else 0)]

    root = re.search(rb"/Root (\d+) 0 R", trailer)
    pages = root and re.search(rb"/Pages (\d+) 0 R", objects[int(root[1])])
    return under(int(pages[1])) if pages else []


def finished(body: bytes, places: Mapping[str, Place], pages: list[Page]) -> bytes:
    """Return an object of the file; if it is a link whose target is known, it leads there."""
    link = _LINK.search(body)
    if link is None:
        return body
    place = places.get(_decoded(link[1]).removeprefix("book:"))
    if place is None:
        return body
    page = pages[place.page - 1]
    y = page.height - max(place.y - _ABOVE, 0)
    to = b"/Dest[%d 0 R/XYZ %.1f %.1f 0]" % (page.number, place.x, y)
    return body[: link.start()] + to + link[2] + b"/Contents" + _string(place.name) + b">>"


def _decoded(string: bytes) -> str:
    if string.startswith(b"<"):
        return bytes.fromhex(string[1:-1].decode()).decode()
    return re.sub(r"\\(.)", r"\1", string[1:-1].decode())


def _string(words: str) -> bytes:
    if words.isascii():
        return b"(" + re.sub(rb"([()\\])", rb"\\\1", words.encode()) + b")"
    return b"<" + ("\ufeff" + words).encode("utf-16-be").hex().upper().encode() + b">"
