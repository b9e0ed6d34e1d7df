from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import yaml
from jsonschema import Draft7Validator, Draft202012Validator
from lxml import html
from tests.support.project import REPOSITORY
from tests.support.sources import WORDS, with_every_field

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.export.bundle import Exported
from sphinx_apparatus.export.publication import Publication
from sphinx_apparatus.sources import bibtex, csl
from sphinx_apparatus.sources.reader import read_references
from sphinx_apparatus.sources.records import Person, Source


def test_biblatex_comes_back(
    edition: Edition, exported: dict[str, Exported], tmp_path: Path
) -> None:
    path = tmp_path / "references.bib"
    path.write_bytes(exported[bibtex.FILE].content)
    back, problems = read_references(path)
    assert problems == []
    assert [replace(source, line=0) for source in back.values()] == [
        replace(edition.sources[key], line=0) for key in sorted(edition.sources)
    ]


def test_signs_and_names_come_back(tmp_path: Path) -> None:
    source = Source(
        "marx1867kapital",
        "book",
        {
            "title": "Profit & Loss: 100% of $_ #1",
            "publisher": "A and B",
            "date": "1867",
            "consulted": "no",
            "url": "https://example.org/a_b%20c?d=1&e=2#f",
        },
        {
            "author": (
                Person("de la Marx", "Karl", "Jr."),
                Person("Labor and Capital, Inc. & Sons", is_body=True),
                Person("others"),
            )
        },
    )
    path = tmp_path / "x.bib"
    path.write_text(bibtex.write_entries([source]), encoding="utf-8")
    back, problems = read_references(path)
    assert problems == []
    assert replace(back["marx1867kapital"], line=0) == source


def test_csl_follows_the_schema(exported: dict[str, Exported]) -> None:
    schema = json.loads(exported["references.schema.json"].content)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    data = json.loads(exported[csl.FILE].content)
    assert [error.message for error in validator.iter_errors(data)] == []
    data[0]["type"] = "leaflet"
    assert not validator.is_valid(data)


def test_csl_tells_what_the_sources_tell(edition: Edition, exported: dict[str, Exported]) -> None:
    data = {item["id"]: item for item in json.loads(exported[csl.FILE].content)}
    assert data.keys() == edition.sources.keys()
    for key, source in edition.sources.items():
        item = data[key]
        assert item["title"] == source.title
        assert item.get("URL") == source.fields.get("url")
        assert item["custom"]["consulted"] == source.consulted
        year = item["issued"]["date-parts"][0][0] if source.dates else None
        assert year == (source.dates[0].year if source.dates else None)
        names = [name.get("literal") or name["family"] for name in item.get("author", ())]
        wanted = [person.family for person in source.persons.get("author", ())]
        assert names == [family for family in wanted if family != "others"]


def test_csl_of_every_field_is_valid_and_loses_none(exported: dict[str, Exported]) -> None:
    validator = Draft202012Validator(json.loads(exported["references.schema.json"].content))
    bare = Source("Gray-1907", "misc", {"title": "Gardens"}, {})
    data = csl.items([*with_every_field().values(), bare])
    assert [error.message for error in validator.iter_errors(data)] == []
    for item in data[1:]:
        said = json.dumps(item, ensure_ascii=False)
        assert [name for name, words in WORDS.items() if words not in said] == [], item["type"]


def test_every_field_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "references.bib"
    sources = with_every_field()
    path.write_text(bibtex.write_entries(sources.values()), encoding="utf-8")
    back, _ = read_references(path)
    assert {key: replace(source, line=0) for key, source in back.items()} == sources


def test_citation_file_is_valid(exported: dict[str, Exported]) -> None:
    path = REPOSITORY / "tests" / "schemas" / "citation-file-format.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    content = exported["CITATION.cff"].content
    assert content == (REPOSITORY / "CITATION.cff").read_bytes()
    # Dates stay words: the schema is one of JSON.
    data = yaml.load(content, Loader=yaml.BaseLoader)
    assert [error.message for error in Draft7Validator(schema).iter_errors(data)] == []
    del data["authors"]
    assert not Draft7Validator(schema).is_valid(data)


def test_pages_can_be_cited(gardens_site: Path, edition: Edition, publication: Publication) -> None:
    for essay in edition.essays:
        tags = _tags(gardens_site / "essays" / f"{essay.id}.html")
        assert tags["citation_title"] == essay.head.title
        assert tags["citation_author"] == essay.head.author
        assert tags["citation_publication_date"] == str(essay.head.date).replace("-", "/")
        assert tags["citation_inbook_title"] == publication.title
        assert tags["citation_editor"] == publication.editors
    pages = [*gardens_site.glob("themes/*.html"), *gardens_site.glob("about/*.html")]
    assert pages
    for page in [*pages, gardens_site / "index.html"]:
        tags = _tags(page)
        assert tags["citation_title"]
        assert "<" not in tags["citation_title"]
        assert re.fullmatch(r"\d{4}/\d\d/\d\d", tags["citation_publication_date"])
    assert not _tags(gardens_site / "search.html")


def _tags(page: Path) -> dict[str, str]:
    tree = html.fromstring(page.read_bytes())
    names = tree.xpath("//meta[starts-with(@name, 'citation_')]")
    return {meta.get("name"): meta.get("content") for meta in names}
