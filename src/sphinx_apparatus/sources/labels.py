"""Labels of sources, as citations print them: ``Fuller 2019a``; no two are equal.

And of the notes that cite them, as the bibliography prints these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sphinx_apparatus.model.essays import note_number
from sphinx_apparatus.sources.records import HeadKind, Person, Source, cited_names
from sphinx_apparatus.text.collation import letters


class Label(NamedTuple):
    """The parts of a source that a citation prints."""

    head: str
    year: str
    """With its letter, where two sources share head and year: ``2019a``, ``n.d.-a``."""

    def __str__(self) -> str:
        return f"{self.head} {self.year}"


def labels(sources: Iterable[Source]) -> dict[str, Label]:
    """Return the label of each source by its key; no two are equal.

    People of one family name get initials, or whole given names if these are the same
    (Chicago 17th ed. 15.22); what still shares head and year gets letters in the order of the
    bibliography (15.20).
    """
    ordered = sorted(sources, key=lambda source: source.sort_key)
    given: defaultdict[str, set[Person]] = defaultdict(set)
    for source in ordered:
        for person in source.authors[:1]:
            if not person.is_body and person.given:
                given[person.family].add(person)
    groups: defaultdict[tuple[str, str], list[Source]] = defaultdict(list)
    for source in ordered:
        groups[_head_apart(source, given), source.year].append(source)
    found: dict[str, Label] = {}
    for (head, year), group in groups.items():
        if len(group) == 1:
            found[group[0].key] = Label(head, year)
            continue
        dash = "" if year[-1:].isdigit() else "-"
        for number, source in enumerate(group, start=1):
            found[source.key] = Label(head, f"{year}{dash}{letters(number)}")
    return found


def _head_apart(source: Source, given: Mapping[str, set[Person]]) -> str:
    if source.head_kind is not HeadKind.NAMES or "shortauthor" in source.fields:
        return source.head
    person = source.authors[0]
    namesakes = given.get(person.family, set())
    if person not in namesakes or len(namesakes) == 1:
        return source.head
    initials = [other.initials for other in namesakes]
    short = person.given if initials.count(person.initials) > 1 else person.initials
    return cited_names(source.authors, first=person._replace(given=short, suffix="").straight)


# -- notes that cite a source ----------------------------------------------------------------------


@dataclass(frozen=True)
class CitingNote:
    """A place that cites a source, for “Cited in”."""

    essay_label: str
    """Groups the places: ``2019``."""
    note_label: str
    """``12``, ``b``, or words, for what is no note."""
    note_id: str
    """Full id, ``2019-leigh/iso``: the target of ``{apparatus:note}``."""
    kind: str
    """``fact-check``, ``context``, ``textual``, or another word for what is no note."""

    @property
    def text(self) -> str:
        """``n. 12`` with a no-break space; what is no note goes by its label."""
        is_note = self.kind in {"fact-check", "context", "textual"}
        if not is_note:
            return self.note_label
        return note_number(self.note_label).replace(" ", "\N{NO-BREAK SPACE}")

    @property
    def order(self) -> tuple[str, int, int, str]:
        """By essay, then 1, 2, 3 …, then a, b … z, aa …, then words."""
        if self.note_label.isdigit():
            return self.essay_label, 0, int(self.note_label), ""
        return self.essay_label, 1, len(self.note_label), self.note_label
