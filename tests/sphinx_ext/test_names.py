"""The index of names: sorted by the rules of the language, complete, leading to notes."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree, html

from sphinx_apparatus.edition.edition import EditionData
from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.export.publication import Publication
from sphinx_apparatus.export.tei import edition_tei
from sphinx_apparatus.model.records import Name
from sphinx_apparatus.sphinx_ext.directives.coverage import by_term, by_text
from sphinx_apparatus.sphinx_ext.directives.names import indexed


def names(*headings: str) -> list[Name]:
    return [Name(name=heading, kind="person") for heading in headings]


@pytest.mark.parametrize(
    "headings",
    [
        ("Abrams", "Ångström", "Azaña"),
        ("María, Eva", "Marx, Karl"),
        ("Gómez, Gonzalo", "González, Rubén", "González Urrutia, Edmundo"),
        ("López, Leopoldo", "Łukasz, Jan", "Lutnick, Howard"),
        ("New York", "Newark"),
        ("PDVSA", "Premise"),
        ("teleSUR", "Transparency International"),
        ("Workers World", "Workers’ Voice"),
        ("United Nations", "United Nations human rights office (OHCHR)"),
    ],
)
def test_headings_are_sorted_as_a_reader_looks_for_them(headings: tuple[str, ...]) -> None:
    order = ("Workers’ Voice", "Workers World") if "Workers World" in headings else headings
    assert [
        name.name for name in EditionData(names=tuple(names(*reversed(headings)))).names_in_order
    ] == list(order)


def test_a_sort_form_goes_before_the_heading() -> None:
    found = [Name(name="The Hague", kind="place", sort="Hague"), *names("Iraq", "Guinea")]
    assert [name.name for name in EditionData(names=tuple(found)).names_in_order] == [
        "Guinea",
        "The Hague",
        "Iraq",
    ]


def test_withdrawn_notes_are_neither_indexed_nor_counted(repository: Path, tmp_path: Path) -> None:
    small = shutil.copytree(repository / "tests" / "lint" / "base", tmp_path / "edition")

    def opened() -> tuple[int, int, int]:
        edition = open_edition(small / "essays", small / "references.bib")
        (name,) = edition.shared.names
        counts = by_term(edition, "subject").get(name.name, Counter())
        found = len(indexed(edition).get(name.name, ()))
        return found, counts.total(), by_text(edition, "2001-fox").total()

    assert opened() == (1, 1, 1)
    note = small / "essays/2001-fox/notes/jump.md"
    withdrawn = "status: withdrawn\nwithdrawn:\n  date: 2003-02-01\n  reason: Wrong.\n"
    note.write_text(note.read_text().replace("by: [editors]\n", f"by: [editors]\n{withdrawn}"))
    assert opened() == (0, 0, 0)


ADDRESSES = {
    "Wikidata": "https://www.wikidata.org/entity/Q999999990",
    "VIAF": "https://viaf.org/viaf/999999991",
    "GND": "https://d-nb.info/gnd/99999999-X",
}


def test_authority_files_are_linked_and_exported(harbors: Path, harbors_site: Path) -> None:
    page = html.parse(harbors_site / "names.html")
    links = page.xpath("//dd//p[contains(@class, 'apparatus-authorities')]/a")
    assert {link.text_content(): link.get("href") for link in links} == ADDRESSES
    edition = open_edition(harbors / "essays", harbors / "references.bib")
    exported = etree.fromstring(edition_tei(edition, Publication("Harbors")))
    tei = {"t": "http://www.tei-c.org/ns/1.0"}
    (board,) = exported.xpath("//t:listOrg/t:org", namespaces=tei)
    assert board.findtext("t:orgName", namespaces=tei) == "Harbor Board"
    ids = {id.get("type"): id.text for id in board.findall("t:idno", tei)}
    assert {name: address.rpartition("/")[2] for name, address in ADDRESSES.items()} == ids


@pytest.mark.parametrize(
    "authorities", [{}, {"wikidata": "91"}, {"viaf": "x1"}, {"gnd": "1"}, {"isni": "1"}]
)
def test_other_ids_are_refused(authorities: dict[str, str]) -> None:
    with pytest.raises(ValueError):
        Name.model_validate({"name": "A", "kind": "person", "authorities": authorities})
