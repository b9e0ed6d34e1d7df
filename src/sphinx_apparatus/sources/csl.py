"""The bibliography as CSL-JSON (Citation Style Language 1.0.2)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sphinx_apparatus.model.date_words import spelled
from sphinx_apparatus.model.dates import PartialDate, parse_access, parse_dates
from sphinx_apparatus.sources.records import OTHERS, Person, Source

FILE = "references.csl.json"
_TYPES = {
    "audio": "song",
    "book": "book",
    "collection": "book",
    "dataset": "dataset",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "jurisdiction": "legal_case",
    "legal": "legal_case",
    "legislation": "legislation",
    "misc": "document",
    "online": "webpage",
    "report": "report",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "video": "motion_picture",
}
_OWN = frozenset({"archive", "consulted", "title-source", "seen-at"})
_SAID = frozenset({"title", "subtitle", "date", "eventdate", "urldate", "note"})
"""Fields that are variables in another form, or in every item."""
_VARIABLES = {
    "shorttitle": "title-short",
    "publisher": "publisher",
    "location": "publisher-place",
    "series": "collection-title",
    "edition": "edition",
    "volume": "volume",
    "chapter": "chapter-number",
    "pages": "page",
    "type": "genre",
    "url": "URL",
    "doi": "DOI",
    "isbn": "ISBN",
    "issn": "ISSN",
    "keywords": "keyword",
}


def items(sources: Iterable[Source]) -> list[dict[str, Any]]:
    """Return each source as an item, in order of keys."""
    return [item(source) for source in sorted(sources, key=lambda source: source.key)]


def item(source: Source) -> dict[str, Any]:
    """Return a source as a CSL item.

    What has no variable, such as how far the editors read it, is in ``custom``.
    """
    fields = source.fields
    made: dict[str, Any] = {"id": source.key, "type": _type(source), "title": source.title}
    made |= {to: fields[name] for name, to in _VARIABLES.items() if name in fields}
    for role in ("author", "editor", "translator"):
        # ‘and others’ has no form in CSL; names that are not known are left out.
        people = [person for person in source.persons.get(role, ()) if person.family != OTHERS]
        if people:
            made[role] = [_name(person) for person in people]
    if container := _container(source):
        made["container-title"] = container
    if "publisher" not in made and (house := _house(source)):
        made["publisher"] = house
    if "number" in fields:
        made["issue" if source.type == "article" else "number"] = fields["number"]
    if source.dates:
        made["issued"] = dates(source.dates)
    if "eventdate" in fields:
        made["event-date"] = dates(parse_dates(fields["eventdate"]))
    if "urldate" in fields:
        day, is_last = parse_access(fields["urldate"])
        # Only the last possible day is known: CSL has words for what is no date.
        made["accessed"] = {"literal": f"by {day}"} if is_last else dates((day,))
    if source.language:
        made["language"] = source.language
    if "note" in fields:
        made["note"] = fields["note"]
    said = {str(value) for value in made.values()}
    if container and container == source.booktitle:
        said |= {fields.get("booktitle", ""), fields.get("booksubtitle", "")}
    if custom := {
        name: value
        for name, value in fields.items()
        if name not in _SAID and (value not in said or name in _OWN)
    }:
        made["custom"] = custom
    return made


def _type(source: Source) -> str:
    if source.type != "article":
        return _TYPES[source.type]
    # BibLaTeX has one type for both; volume, number and pages identify a journal.
    journal = source.fields.keys() & {"volume", "issn", "doi"}
    return "article-journal" if journal else "article-newspaper"


def _container(source: Source) -> str:
    if source.type == "online":
        return source.fields.get("organization", "")
    return source.fields.get("journaltitle", "") or source.booktitle


def _house(source: Source) -> str:
    if source.type == "online":
        return source.fields.get("institution", "")
    return source.fields.get("institution", "") or source.fields.get("organization", "")


def _name(person: Person) -> dict[str, str]:
    if person.is_body or not person.given:
        return literal(person.family)
    made = {"family": person.family, "given": person.given}
    return made | ({"suffix": person.suffix} if person.suffix else {})


def dates(dates: Iterable[PartialDate]) -> dict[str, Any]:
    """Return a date or the ends of a span as a CSL variable."""
    listed = list(dates)
    if any(date.masked for date in listed):
        return literal("/".join(map(spelled, listed)))
    made: dict[str, Any] = {"date-parts": [list(date.parts) for date in listed]}
    if any(date.quality for date in listed):
        made["circa"] = True
    if listed and listed[0].season:
        made["season"] = listed[0].season - 20
    return made


def literal(name: str) -> dict[str, str]:
    """Return a name as a literal CSL variable, which is not split into parts."""
    return {"literal": name}


def write_item(item: Mapping[str, Any]) -> str:
    """Return an item in one line, without its empty fields."""
    return json.dumps({k: value for k, value in item.items() if value != ""}, ensure_ascii=False)
