"""Add a source to ``references.bib``: choose its key and its place, and refuse duplicates.

Only the lines of the new entry are written; all others stay as they are.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path

from sphinx_apparatus.model.problems import Problem
from sphinx_apparatus.sources.bibtex import write_entries
from sphinx_apparatus.sources.reader import KEY_PATTERN, read_references, source_from_fields
from sphinx_apparatus.sources.records import PERSON_FIELDS, Source
from sphinx_apparatus.text.collation import KEY_STOP_WORDS, ascii_only

_ENTRY = re.compile(r"^@\w+\s*\{\s*([^\s,]+)", re.MULTILINE)


class SourceRefused(Exception):
    """The source cannot be added; the message says why and what to do."""


def add_source(path: Path, type_: str, fields: Mapping[str, str], key: str = "") -> tuple[str, str]:
    """Return the bibliography with a new entry in its place; nothing is written.

    :param path: ``references.bib``.
    :param fields: as biblatex writes them, names of bodies in double braces.
    :param key: made of author, year and title if it is empty.
    :returns: the key, and the whole file.
    :raises SourceRefused: the entry is invalid or exists already.
    """
    known, _ = read_references(path)
    source, faults = source_from_fields("new", type_, {k: v for k, v in fields.items() if v})
    if faults:
        raise SourceRefused("\n".join(f"{name}: {message}" for name, message in faults))
    key = key or new_key(source, known)
    if not KEY_PATTERN.fullmatch(key):
        raise SourceRefused(
            f"‘{key}’ is no key; expected name, year (or ‘nd’) and a word of the title, such as "
            "fuller2019terms"
        )
    if twin := _twin(source, known):
        raise SourceRefused(
            f"‘{twin.key}’ in line {twin.line} has this title and year; cite that, "
            "or distinguish the two by their titles"
        )
    source = Source(key, type_, source.fields, source.persons)
    text = path.read_text(encoding="utf-8")
    new, line, length = _inserted(text, key, write_entries([source]))
    if found := _faults(new, line, length):
        raise SourceRefused("\n".join(problem.message for problem in found))
    return key, new


def new_key(source: Source, taken: Collection[str]) -> str:
    """Build a key: first author, body or outlet; year or ``nd``; a word of the title."""
    people = next((source.persons[role] for role in PERSON_FIELDS if role in source.persons), ())
    head = people[0].family if people else source.outlet or source.fields.get("organization", "")
    words = _words(head) or _words(source.title) or ["source"]
    name = "".join(words) if people and not people[0].is_body else words[0]
    if people and people[0].is_body and len(words) > 1:
        name = "".join(word[0] for word in words if word not in KEY_STOP_WORDS)
    year = source.dates[0].year if source.dates else "nd"
    words = [word for word in _words(source.title) if word not in KEY_STOP_WORDS] or ["source"]
    for word in [*words, *(f"{words[0]}{letter}" for letter in "bcdefghijklmnopqrstuvwxyz")]:
        if (key := f"{name}{year}{word}") not in taken:
            return key
    raise SourceRefused("every key of this form is taken; choose one with --key")


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", ascii_only(text))


def _twin(source: Source, known: Mapping[str, Source]) -> Source | None:
    same = (_comparable(source.title), source.year)
    return next(
        (other for other in known.values() if (_comparable(other.title), other.year) == same), None
    )


def _comparable(title: str) -> str:
    return re.sub(r"\W+", " ", title).casefold().strip()


def _inserted(text: str, key: str, entry: str) -> tuple[str, int, int]:
    """Insert an entry in the order of keys; return the text, its first line and its length."""
    place = next((match.start() for match in _ENTRY.finditer(text) if match[1] > key), len(text))
    before, after = text[:place].rstrip("\n"), text[place:]
    before = f"{before}\n\n" if before else ""
    new = f"{before}{entry.rstrip()}\n" + (f"\n{after}" if after else "")
    return new, before.count("\n") + 1, entry.rstrip().count("\n") + 1


def _faults(text: str, line: int, length: int) -> list[Problem]:
    """Return the problems of the new lines, and those of others that name the new entry."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "references.bib")
        path.write_text(text, encoding="utf-8", newline="\n")
        found = read_references(path, "references.bib")[1]
    return [
        problem
        for problem in found
        if line <= problem.line < line + length or f"in line {line}" in problem.message
    ]
