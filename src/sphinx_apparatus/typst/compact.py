"""A smaller PDF of the same content: plain objects packed into object streams, short numbers.

Typst writes each of tens of thousands of small objects, links and tags for the most part, by
itself and uncompressed. PDF 1.5 packs them by hundreds into streams that are compressed
(ISO 32000-1, 7.5.7), with a table of places that is a stream as well (7.5.8). PDF/A-2 and
PDF/UA-1 allow both.

Places and spaces have up to nine digits. Two after the point are a thousandth of a millimeter; one
is enough for spaces, which count thousandths of a letter, and for what links and targets cover.
Codes of letters have two bytes, and the first, a zero, is written with four.
A link has a rectangle to each piece of its words; those that touch in a line become one.
What a matrix enlarges by keeps its digits. Nothing else changes.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from sphinx_apparatus.typst.links import finished, pages_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_apparatus.typst.links import Place

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])")
_NUMBER = re.compile(rb"\s*(\d+) 0 obj\s")
_TRAILER = re.compile(rb"trailer\s*<<(.*)>>\s*\Z", re.DOTALL)
_LONG = re.compile(rb"(?<=[\d\s)\[-])(\d*\.\d\d)\d+(?=[\s(\]/])")
"""A number with more than two digits after its point, outside of a string: there, codes of letters
have two bytes, the first of which is no digit."""
_SPACE = re.compile(rb"(?<=\))(-?\d*\.\d)\d+(?=[(\]])")
"""A space between letters, in thousandths of their size."""
_MATRIX = re.compile(rb"(q (?:-?[\d.]+ ){3}-?[\d.]+)(?= -?[\d.]+ -?[\d.]+ cm\b)")
"""What a matrix enlarges by, which applies to all places within."""
_PLACE = re.compile(rb"(?<=[\s\[])(\d*\.\d)\d+(?=[\s\]])")
_PLACES = re.compile(rb"/(?:Rect|QuadPoints)\[[^\]]*\]|/XYZ [^\]]*\]")
_QUADS = re.compile(rb"/QuadPoints\[([^\]]*)\]")
_CONTENT = re.compile(rb"<<\s*/Length \d+\s*/Filter\s*/FlateDecode\s*>>\s*stream\r?\n")
"""A stream that says nothing of itself: what a page shows."""
_TABLE = b"/Type /XRef /W [1 4 2] /DecodeParms <</Predictor 12 /Columns 7>> "
_PACKED = 200
"""Objects to a stream: more gain nothing, and a reader unpacks all for one."""


def compacted(pdf: bytes, targets: Mapping[str, Place] | None = None) -> bytes:
    """Return the PDF with its plain objects in object streams, and with its links finished.

    One that is not in the plain form that Typst writes is returned as it is.
    """
    start = _START.search(pdf)
    if start is None or not pdf.startswith(b"xref", int(start[1])):
        return pdf
    table = pdf[int(start[1]) : start.start()]
    trailer = _TRAILER.search(table)
    if trailer is None or b"/Encrypt" in trailer[1] or b"/Prev" in trailer[1]:
        return pdf
    places = sorted(int(at) for at, _, kind in _ENTRY.findall(table) if kind == b"n")
    out = bytearray(pdf[: places[0]])
    found: dict[int, tuple[int, int, int]] = {}  # as the table has it: kind, place, index
    plain: list[tuple[int, bytes]] = []
    for at, end in zip(places, [*places[1:], int(start[1])], strict=True):
        head = _NUMBER.match(pdf, at)
        if head is None:
            return pdf
        number = int(head[1])
        body = pdf[head.end() : pdf.rindex(b"endobj", at, end)].strip()
        if body.endswith(b"endstream"):
            found[number] = (1, len(out), 0)
            if content := _CONTENT.match(body):
                data = zlib.decompress(body[content.end() :])
                parts = _MATRIX.split(data)
                parts[::2] = map(_shortened, parts[::2])
                data = b"".join(parts)
                out += _stream(number, b"", data)
            else:
                out += pdf[at:end].rstrip() + b"\n"
        else:
            plain.append((number, body))
    pages = pages_of(dict(plain), trailer[1]) if targets else []
    plain = [(number, _packed(finished(body, targets or {}, pages))) for number, body in plain]
    following = max([*found, *(number for number, _ in plain)]) + 1
    for first in range(0, len(plain), _PACKED):
        part = plain[first : first + _PACKED]
        heads, bodies, length = [], [], 0
        for index, (number, body) in enumerate(part):
            found[number] = (2, following, index)
            heads.append(b"%d %d" % (number, length))
            bodies.append(body)
            length += len(body) + 1
        head_words = b" ".join(heads) + b"\n"
        options = b"/Type /ObjStm /N %d /First %d" % (len(part), len(head_words))
        found[following] = (1, len(out), 0)
        out += _stream(following, options, head_words + b"\n".join(bodies))
        following += 1
    place = len(out)
    found[following] = (1, place, 0)
    rows = [
        found.get(number, (0, 0, 65535 if number == 0 else 0)) for number in range(following + 1)
    ]
    # Each row as its difference from the one before (PNG's filter 2).
    packed, last = [], bytes(7)
    for kind, at, index in rows:
        row = kind.to_bytes(1, "big") + at.to_bytes(4, "big") + index.to_bytes(2, "big")
        packed.append(
            b"\2" + bytes((one - other) & 255 for one, other in zip(row, last, strict=True))
        )
        last = row
    data = b"".join(packed)
    entries = re.sub(rb"/Size \d+", b"/Size %d" % (following + 1), trailer[1].strip())
    out += _stream(following, _TABLE + entries, data)
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % place


def _shortened(words: bytes) -> bytes:
    """Return what a page shows with short numbers and short codes of letters."""
    words = _LONG.sub(rb"\1", _SPACE.sub(rb"\1", words))
    parts = words.split(rb"\\")  # an escaped backslash and what follows stay apart
    return rb"\\".join(part.replace(rb"\000", b"\0") for part in parts)


def _packed(body: bytes) -> bytes:
    return _PLACES.sub(lambda m: _PLACE.sub(rb"\1", m[0]), _QUADS.sub(_merged, body))


def _merged(quads: re.Match[bytes]) -> bytes:
    """Return the rectangles of a link, those that touch within a line as one.

    Each is left and right below, then right and left above.
    """
    numbers = quads[1].split()
    rows: list[list[bytes]] = []
    for one in (numbers[i : i + 8] for i in range(0, len(numbers), 8)):
        last = rows[-1] if rows else None
        if last and last[1::4] == one[1::4] and abs(float(last[2]) - float(one[0])) < 0.1:
            last[2], last[4] = one[2], one[4]
        else:
            rows.append(one)
    return b"/QuadPoints[" + b" ".join(b" ".join(row) for row in rows) + b"]"


def _stream(number: int, options: bytes, data: bytes) -> bytes:
    packed = zlib.compress(data, 9)
    head = b"%d 0 obj\n<<%s /Filter /FlateDecode /Length %d>>\nstream\n" % (
        number,
        options,
        len(packed),
    )
    return head + packed + b"\nendstream\nendobj\n"
