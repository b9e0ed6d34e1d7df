"""The bibliography as BibLaTeX, one form for every entry: read again, it gives the same sources."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sphinx_apparatus.sources.records import OTHERS, PERSON_FIELDS, Person, Source

FILE = "references.bib"
_VERBATIM = frozenset({"url", "doi"})
"""Fields whose signs mean themselves."""


def write_entries(sources: Iterable[Source]) -> str:
    """Write all sources, in order of keys."""
    ordered = sorted(sources, key=lambda source: source.key)
    return "\n".join(_entry(source) for source in ordered)


def _entry(source: Source) -> str:
    lines = [f"@{source.type}{{{source.key},"]
    lines += [
        f"  {role} = {{{' and '.join(map(_name, source.persons[role]))}}},"
        for role in PERSON_FIELDS
        if source.persons.get(role)
    ]
    for name, value in source.fields.items():
        written = value if name in _VERBATIM else _escaped(value)
        lines.append(f"  {name} = {{{written}}},")
    return "\n".join([*lines, "}", ""])


def _name(person: Person) -> str:
    if person.family == OTHERS:
        return OTHERS
    if person.is_body:
        return f"{{{_escaped(person.family)}}}"
    parts = (person.family, person.suffix, person.given)
    return _escaped(", ".join(part for part in parts if part))


def _escaped(text: str) -> str:
    return re.sub(r"([&%#$_])", r"\\\1", text)
