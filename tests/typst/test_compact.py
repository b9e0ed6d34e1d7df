"""A PDF packed into object streams has the same objects, with shorter numbers."""

from __future__ import annotations

import io
import json
import re
import zlib
from pathlib import Path

import pymupdf
import pypdf
import pytest
import typst
from tests.support.books import lengths_are_right

from sphinx_apparatus.typst.compact import compacted

ADDRESS = '#link("https://example.org/")[#box[https://]#box[#"1.2345 (3.14159)";]#box[/more]]'
SOURCE = '#set document(title: "Headings")\n'
SOURCE += "\n".join(f"= Heading {n}\n#link(<a>)[Words {n}]" for n in range(120))
SOURCE += f"\n#[x]<a> #block(width: 5cm, par(justify: true)[{ADDRESS} #lorem(90)])"

# A picture is drawn through a matrix, which places far from its corner feel most.
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 560 908"><path d="M0 841h9v9z"/></svg>'
SOURCE += f'\n#image(bytes({json.dumps(SVG)}), format: "svg", alt: "Far", width: 7.77cm)'


@pytest.fixture(scope="module")
def pdf() -> bytes:
    made = typst.compile(
        SOURCE.encode(), format="pdf", pdf_standards="ua-1", ignore_system_fonts=True, timestamp=0
    )
    assert isinstance(made, bytes)
    return made


def test_every_object_is_the_same_and_the_file_is_smaller(pdf: bytes) -> None:
    small = compacted(pdf)
    assert len(small) < 0.6 * len(pdf)
    one, other = pypdf.PdfReader(io.BytesIO(pdf)), pypdf.PdfReader(io.BytesIO(small))
    count = one.trailer["/Size"]
    for number in range(1, count):
        # pypdf prints the address of the reader with each reference.
        theirs, ours = (
            re.sub(r", \d{9,}\)", ")", str(each.get_object(number))) for each in (one, other)
        )
        theirs, ours = (shortened(words) for words in (theirs, ours))
        assert theirs == ours, number
    assert [page.extract_text() for page in one.pages] == [p.extract_text() for p in other.pages]


def shortened(words: str) -> str:
    """Return an object as printed, without rectangles of links and with shorter numbers."""
    short = re.sub(r"'/QuadPoints': \[.*?\]|(\.\d)\d+", r"\1", words)
    return re.sub(r"\.0\b", "", short)


def test_every_word_is_at_its_place(pdf: bytes) -> None:
    everything, drawings = "", 0
    with pymupdf.open(stream=pdf) as one, pymupdf.open(stream=compacted(pdf)) as other:
        for page, theirs in zip(one, other, strict=True):
            everything += theirs.get_text()
            words, others = page.get_text("words"), theirs.get_text("words")
            assert [word[4:] for word in words] == [word[4:] for word in others]
            for word, there in zip(words, others, strict=True):
                assert word[:4] == pytest.approx(there[:4], abs=0.05)
            drawn, there = ([each["rect"] for each in p.get_drawings()] for p in (page, theirs))
            for place, other_place in zip(drawn, there, strict=True):
                assert tuple(place) == pytest.approx(tuple(other_place), abs=0.05)
            drawings += len(drawn)
    assert "1.2345 (3.14159)" in everything
    assert drawings


def test_rectangles_that_touch_become_one(pdf: bytes) -> None:
    def quads(data: bytes) -> list[list[float]]:
        pages = pypdf.PdfReader(io.BytesIO(data)).pages
        links = (link.get_object() for page in pages for link in page.get("/Annots", ()))
        return [list(map(float, link["/QuadPoints"])) for link in links if "/QuadPoints" in link]

    (before,), (after,) = quads(pdf), quads(compacted(pdf))
    assert len(before) == 3 * 8
    assert len(after) == 8
    assert (after[0], after[1], after[2], after[5]) == pytest.approx(
        (before[0], before[1], before[-6], before[5]), abs=0.1
    )


def test_every_length_is_exact(pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "small.pdf"
    path.write_bytes(compacted(pdf))
    assert lengths_are_right(path)
    path.write_bytes(re.sub(rb"/Length (\d)", rb"/Length 1\1", path.read_bytes(), count=1))
    assert not lengths_are_right(path)


def test_the_same_bytes_give_the_same_bytes(pdf: bytes) -> None:
    assert compacted(pdf) == compacted(pdf)


def test_what_is_packed_already_stays(pdf: bytes) -> None:
    small = compacted(pdf)
    assert compacted(small) == small
    assert compacted(b"%PDF-1.7 and no table") == b"%PDF-1.7 and no table"
    assert zlib.crc32(small) != zlib.crc32(pdf)
