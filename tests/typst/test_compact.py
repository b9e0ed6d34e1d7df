"""A PDF packed into object streams has the same objects."""

from __future__ import annotations

import io
import re
import zlib

import pypdf
import pytest
import typst

from sphinx_apparatus.typst.compact import compacted

SOURCE = "\n".join(f"= Heading {n}\n#link(<a>)[Words {n}]" for n in range(300)) + "\n#[x]<a>"


@pytest.fixture(scope="module")
def pdf() -> bytes:
    made = typst.compile(SOURCE.encode(), format="pdf", ignore_system_fonts=True, timestamp=0)
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
        assert theirs == ours, number
    assert [page.extract_text() for page in one.pages] == [p.extract_text() for p in other.pages]


def test_the_same_bytes_give_the_same_bytes(pdf: bytes) -> None:
    assert compacted(pdf) == compacted(pdf)


def test_what_is_packed_already_stays(pdf: bytes) -> None:
    small = compacted(pdf)
    assert compacted(small) == small
    assert compacted(b"%PDF-1.7 and no table") == b"%PDF-1.7 and no table"
    assert zlib.crc32(small) != zlib.crc32(pdf)
