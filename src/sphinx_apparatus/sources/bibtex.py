"""Write entries of a bibliography: for biblatex, and for pybtex's own styles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sphinx_apparatus.model.date_words import MONTHS, spelled_american
from sphinx_apparatus.model.dates import parse_access
from sphinx_apparatus.model.vocabulary import Consulted
from sphinx_apparatus.sources.records import OTHERS, PERSON_FIELDS, HeadKind, Person, Source

FILE = "references.bib"
_VERBATIM = frozenset({"url", "doi"})
"""Fields in which no character is escaped."""


NAMED_SIGNS = {"textasciitilde": "~", "textasciigrave": "`"}
"""Commands of TeX for characters that mean others without them."""
_NAMES = {sign: name for name, sign in NAMED_SIGNS.items()}


def write_entries(sources: Iterable[Source]) -> str:
    """Return all sources as BibLaTeX, in order of keys; read again, they are the same sources."""
    ordered = sorted(sources, key=lambda source: source.key)
    return "\n".join(_entry(source) for source in ordered)


def write_for_pybtex(sources: Iterable[Source]) -> str:
    """Return sources, in order of keys, as BibTeX that pybtex's own styles can print.

    These styles know neither most of biblatex's types nor its names of fields:
    what is no article or book becomes ``misc``.
    """
    ordered = sorted(sources, key=lambda source: source.key)
    return "\n".join(_for_pybtex(source) for source in ordered)


def write_entry(kind: str, key: str, fields: Iterable[tuple[str, str]]) -> str:
    """Return an entry with unchanged values."""
    lines = [f"  {name} = {{{value}}}," for name, value in fields]
    return "\n".join([f"@{kind}{{{key},", *lines, "}"])


def _entry(source: Source) -> str:
    people = (
        (role, " and ".join(map(_name, source.persons[role])))
        for role in PERSON_FIELDS
        if source.persons.get(role)
    )
    fields = (
        (name, value if name in _VERBATIM else escaped(value))
        for name, value in source.fields.items()
    )
    return f"{write_entry(source.type, source.key, [*people, *fields])}\n"


def _name(person: Person) -> str:
    if person.family == OTHERS:
        return OTHERS
    if person.is_body:
        return f"{{{escaped(person.family)}}}"
    parts = (person.family, person.suffix, person.given)
    return escaped(", ".join(part for part in parts if part))


def escaped(text: str) -> str:
    """Return words as a value of BibTeX, which has five characters of its own."""
    text = re.sub(r"([&%#$_])", r"\\\1", text)
    # Two of these would be a sign of TeX.
    text = re.sub(r"([-'])(?=\1)", r"\1{}", text)
    return "".join(f"\\{_NAMES[sign]}{{}}" if sign in _NAMES else sign for sign in text)


# -- for pybtex's own styles ---------------------------------------------------------------------


def _for_pybtex(source: Source) -> str:
    kind, fields = "misc", dict(_common(source))
    outlet = source.outlet
    if source.type == "article" and fields.keys() >= {"author", "year"}:
        kind = "article"
        fields["journal"] = source.fields["journaltitle"]
    elif source.type == "book" and "publisher" in source.fields and "year" in fields:
        kind = "book"
        fields["publisher"] = source.fields["publisher"]
    elif outlet != source.head:
        number = source.fields.get("number", "")
        fields["howpublished"] = ", ".join(part for part in (outlet, number) if part)
    if kind != "misc":
        for name in ("volume", "number", "pages", "series", "edition"):
            if name in source.fields:
                fields[name] = source.fields[name]
    written = [(name, _value(name, value)) for name, value in fields.items() if value]
    return f"{write_entry(kind, source.key, written)}\n"


def _common(source: Source) -> Iterator[tuple[str, str]]:
    if source.head_kind in (HeadKind.BODY, HeadKind.OUTLET):
        # As the edition's own citations do; otherwise whole titles would be in the text.
        yield "author", f"{{{_tex(source.head)}}}"
    for role in ("author", "editor", "translator"):
        if people := source.persons.get(role):
            yield role, " and ".join(_person(person) for person in people)
    yield "title", source.title
    if "booktitle" in source.fields:
        yield "booktitle", source.booktitle
    if source.dates:
        date = source.dates[0]
        yield "year", source.year
        if date.month:
            day = f"{date.day} " if date.day else ""
            yield "month", f"{day}{MONTHS[date.month - 1]}"
    yield "note", ". ".join(part.rstrip(".") for part in _remarks(source))
    yield "doi", source.fields.get("doi", "")
    yield "url", source.fields.get("url", "")


def _remarks(source: Source) -> Iterator[str]:
    if "note" in source.fields:
        yield source.fields["note"]
    if "urldate" in source.fields:
        day, is_last = parse_access(source.fields["urldate"])
        yield f"{'Read by' if is_last else 'Accessed'} {spelled_american(day)}"
    if "seen-at" in source.fields:
        yield f"Read at or in: {source.fields['seen-at']}"
    if "archive" in source.fields:
        yield f"Archived copy: {source.fields['archive']}"
    if source.consulted is Consulted.NO:
        yield "Not consulted"
    elif source.consulted is not None:
        yield f"Consulted: {source.consulted.value}"


def _person(person: Person) -> str:
    if person.is_body or not person.given:
        return person.family if person.family == OTHERS else f"{{{_tex(person.family)}}}"
    parts = (person.family, person.suffix, person.given)
    return ", ".join(_tex(part) for part in parts if part)


def _value(name: str, value: str) -> str:
    if name in ("author", "editor", "translator", "url", "doi", "year"):
        return value
    # The second braces keep capitals, which pybtex's styles would lower.
    return f"{{{_tex(value)}}}" if name in ("title", "booktitle") else _tex(value)


def _tex(text: str) -> str:
    """Return text with TeX's special characters escaped."""
    text = re.sub(r"[\\{}]", "", text)
    # Not the dollar: pybtex, for which this is written, would print the stroke before it.
    return re.sub(r"([&%#_])", r"\\\1", text).replace("~", "\\textasciitilde{}")
