"""Links within a book are made after it is set, with a name for who hears them."""

from __future__ import annotations

import io

import pypdf
import pytest
import typst

from sphinx_apparatus.typst.compact import compacted
from sphinx_apparatus.typst.links import Place

IDS = {"a(b) c\\#n": "Note (1)", "тест#n": "Джерело 2", "plain#x": "page 2"}
PLACES = {id: Place(2, 70.0, 90.0, name) for id, name in IDS.items()}


@pytest.fixture(scope="module")
def pdf() -> bytes:
    links = "\n\n".join(f"#link({json_of('book:' + id)})[Words]" for id in [*IDS, "unknown#x"])
    source = f'#set document(title: "T")\n= T\n{links}\n\n#link("https://a.org")[Away]\n'
    made = typst.compile(
        f"{source}#pagebreak()\nTarget".encode(),
        format="pdf",
        pdf_standards="ua-1",
        ignore_system_fonts=True,
        timestamp=0,
    )
    assert isinstance(made, bytes)
    return made


def json_of(words: str) -> str:
    """Return words as a literal of Typst."""
    return '"' + words.replace("\\", "\\\\") + '"'


def test_a_link_leads_to_its_target_and_has_its_name(pdf: bytes) -> None:
    pages = pypdf.PdfReader(io.BytesIO(compacted(pdf, PLACES))).pages
    links = [link.get_object() for link in pages[0]["/Annots"]]
    made = [link for link in links if "/Dest" in link]
    assert [link["/Contents"] for link in made] == list(IDS.values())
    for link in made:
        page, kind, x, y, _zoom = link["/Dest"]
        assert page.get_object() == pages[1].get_object()
        assert (kind, x, y) == ("/XYZ", 70, pytest.approx(841.9 - 80, abs=0.1))
        assert "/A" not in link


def test_other_links_stay(pdf: bytes) -> None:
    pages = pypdf.PdfReader(io.BytesIO(compacted(pdf, PLACES))).pages
    links = [link.get_object() for link in pages[0]["/Annots"]]
    assert [link["/A"]["/URI"] for link in links if "/A" in link] == [
        "book:unknown#x",
        "https://a.org",
    ]
