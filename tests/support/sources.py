"""Sources with every field, one of each type."""

from __future__ import annotations

from sphinx_apparatus.sources.records import (
    FIELDS,
    OTHERS,
    PERSON_FIELDS,
    REQUIRED,
    Person,
    Source,
)

_FORMED = {
    "date": "1907-05",
    "eventdate": "1906-02-03",
    "urldate": "2021-05-06",
    "url": "https://example.org/gardens?a=1&b=<2>",
    "archive": "https://web.archive.org/web/20200102030405/https://example.org/gardens",
    "doi": "10.1234/<gardens>",
    "langid": "german",
    "consulted": "opening",
    "title-source": "address",
}
WORDS = {name: f"Words & {name}" for name in FIELDS - set(PERSON_FIELDS) if name not in _FORMED}
"""The fields that have words, each with its own."""


def with_every_field() -> dict[str, Source]:
    """Return a source of each type with every field, by key."""
    people = (Person("Gray", "Ann", "Jr."), Person("Town & Land", is_body=True), Person(OTHERS))
    return {
        f"gray1907{type_}": Source(
            f"gray1907{type_}",
            type_,
            WORDS | _FORMED,
            dict.fromkeys(PERSON_FIELDS, people),
        )
        for type_ in REQUIRED
    }
