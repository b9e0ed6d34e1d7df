"""Add a source to ``references.bib``: choose its key and its place, and refuse duplicates.

Only the lines of the new entry are written; all others stay as they are.
"""

from __future__ import annotations

import re
import tempfile
from collections import defaultdict
from collections.abc import Collection, Mapping
from itertools import chain, count
from pathlib import Path

from sphinx_apparatus.model.demands import NO_DEMANDS, Demands
from sphinx_apparatus.model.problems import Problem, Refusal
from sphinx_apparatus.sources.bibtex import write_entries
from sphinx_apparatus.sources.reader import (
    KEY_PATTERN,
    USABLE_KEY,
    read_references,
    same_page,
    source_from_fields,
)
from sphinx_apparatus.sources.records import PERSON_FIELDS, REQUIRED, Source
from sphinx_apparatus.text.collation import KEY_STOP_WORDS, ascii_only, letters

_ENTRY = re.compile(r"^@\w+\s*\{\s*([^\s,]+)", re.MULTILINE)


def add_source(
    path: Path,
    type_: str,
    fields: Mapping[str, str],
    key: str = "",
    demands: Demands = NO_DEMANDS,
) -> tuple[str, str]:
    """Return the bibliography with a new entry in its place; nothing is written.

    :param path: ``references.bib``.
    :param fields: as biblatex writes them, names of bodies in double braces.
    :param key: made of author, year and title if it is empty.
    :param demands: what the edition demands of its sources.
    :returns: the key, and the whole file.
    :raises Refusal: the entry is invalid or exists already.
    """
    known, _ = read_references(path)
    source, faults = source_from_fields("new", type_, {k: v for k, v in fields.items() if v})
    if faults:
        first, *rest = (f"{name}: {message}" for name, message in faults)
        raise Refusal(first, rest)
    key = key or new_key(source, known)
    if demands.rule("keys") and not KEY_PATTERN.fullmatch(key):
        raise Refusal(
            f"‘{key}’ is no key; expected name, year (or ‘nd’) and a word of the title, such as "
            "fuller2019terms"
        )
    if not USABLE_KEY.fullmatch(key):
        raise Refusal(
            f"‘{key}’ is no key; expected a letter, then letters, digits, ‘-’, ‘_’ and ‘.’"
        )
    _refuse_twin(source, known)
    source = Source(key, type_, source.fields, source.persons)
    entry = write_entries([source])
    new = inserted(path.read_text(encoding="utf-8"), {key: entry})
    line = new.count("\n", 0, new.index(entry)) + 1
    if found := _faults(new, line, entry.count("\n"), demands):
        raise Refusal(found[0].message, [problem.message for problem in found[1:]])
    return key, new


class AnswerCheck:
    """The check of answers, one by one, while a source is described.

    :param path: ``references.bib``.
    """

    def __init__(self, path: Path, type_: str) -> None:
        self.known, _ = read_references(path)
        self.type = type_

    def faults(self, fields: Mapping[str, str], name: str) -> list[str]:
        """Return what is wrong with the answer for a field, after those before it.

        :raises Refusal: the source is in the bibliography already.
        """
        if not fields[name]:
            # One of a group can be the other.
            alone = (name,) in REQUIRED[self.type]
            return [f"a source of the type {self.type} has a ‘{name}’"] if alone else []
        given = {each: value for each, value in fields.items() if value}
        source, faults = source_from_fields("new", self.type, given)
        found = [message for field, message in faults if field == name]
        if not found and name in ("title", "date", "url"):
            _refuse_twin(source, self.known)
        before = self._messages({each: given[each] for each in given if each != name})
        return found or [m for m in self._messages(given) if m not in before]

    def _messages(self, fields: Mapping[str, str]) -> list[str]:
        source, _ = source_from_fields("new2000source", self.type, fields)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "references.bib")
            path.write_text(write_entries([source]), encoding="utf-8", newline="\n")
            # The entry has no name yet that anybody knows.
            named = "entry 'new2000source': "
            return [found.message.removeprefix(named) for found in read_references(path)[1]]


def new_key(source: Source, taken: Collection[str]) -> str:
    """Build a key: first author, body or outlet; year or ``nd``; a word of the title."""
    people = next((source.persons[role] for role in PERSON_FIELDS if role in source.persons), ())
    head = people[0].family if people else source.outlet or source.fields.get("organization", "")
    words = _words(head) or _words(source.title) or ["source"]
    if not people:
        words = [word for word in words if word not in KEY_STOP_WORDS] or words
    name = "".join(words) if people and not people[0].is_body else words[0]
    if people and people[0].is_body and len(words) > 1:
        name = "".join(word[0] for word in words if word not in KEY_STOP_WORDS)
    year = f"{abs(source.dates[0].year):04}" if source.dates else "nd"
    words = [word for word in _words(source.title) if word not in KEY_STOP_WORDS] or ["source"]
    more = (f"{words[0]}{letters(number)}" for number in count(2))
    return next(key for word in chain(words, more) if (key := f"{name}{year}{word}") not in taken)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", ascii_only(text))


def _twin(source: Source, known: Mapping[str, Source]) -> Source | None:
    same = (_comparable(source.title), source.year)
    return next(
        (other for other in known.values() if (_comparable(other.title), other.year) == same), None
    )


def _refuse_twin(source: Source, known: Mapping[str, Source]) -> None:
    """Refuse a source that is there already.

    :raises Refusal: one has the same address, or the same title and year.
    """
    page = same_page(source.fields.get("url"))
    for other in known.values() if page else ():
        if same_page(other.fields.get("url")) == page:
            raise Refusal(f"‘{other.key}’ in line {other.line} has this address; cite that")
    if twin := _twin(source, known):
        raise Refusal(
            f"‘{twin.key}’ in line {twin.line} has this title and year; cite that, "
            "or distinguish the two by their titles"
        )


def _comparable(title: str) -> str:
    return re.sub(r"\W+", " ", title).casefold().strip()


def inserted(text: str, entries: Mapping[str, str]) -> str:
    """Return a bibliography with more entries, by their keys, in the order of keys."""
    starts = [(match[1], match.start()) for match in _ENTRY.finditer(text)]
    places: defaultdict[int, list[str]] = defaultdict(list)
    for key in sorted(entries):
        place = next((start for other, start in starts if other > key), len(text))
        places[place].append(entries[key].strip("\n"))
    parts, done = [], 0
    for place, new in sorted(places.items()):
        parts += [text[done:place].strip("\n"), *new]
        done = place
    parts.append(text[done:].strip("\n"))
    return "\n\n".join(part for part in parts if part) + "\n"


def _faults(text: str, line: int, length: int, demands: Demands) -> list[Problem]:
    """Return the problems of the new lines, and those of others that name the new entry."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "references.bib")
        path.write_text(text, encoding="utf-8", newline="\n")
        found = read_references(path, "references.bib", demands=demands)[1]
    return [
        problem
        for problem in found
        if line <= problem.line < line + length or f"in line {line}" in problem.message
    ]
