"""``{apparatus:names}``: people, organizations and places, and where the notes speak of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby

from docutils import nodes

from sphinx_apparatus.edition import Edition
from sphinx_apparatus.model import Block, Essay, Name, Note
from sphinx_apparatus.showing import ApparatusDirective, separated
from sphinx_apparatus.tables import paragraph

_KINDS = {"person": "People", "organization": "Organizations", "place": "Places"}
"""Subjects stand in the general index."""
# Letters that Unicode does not take apart, as English indexes sort them.
_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe"}
)


class NamesDirective(ApparatusDirective):
    """``{apparatus:names}``: a list for each kind of name, with identifications."""

    def run(self) -> list[nodes.Node]:
        """Make the lists; names that no note speaks of lead nowhere and are left out."""
        self.shows("names:")
        made: list[nodes.Node] = []
        for kind, title in _KINDS.items():
            entries = [
                self._entry(name, places)
                for name in in_order(self.edition.shared.names)
                if name.kind == kind and (places := indexed(self.edition, name))
            ]
            if entries:
                made.append(nodes.rubric("", title, ids=[f"names-{kind}"], **{"heading-level": 2}))
                made.append(nodes.definition_list("", *entries, classes=["apparatus-names"]))
        return made

    def _entry(
        self, name: Name, places: list[tuple[Essay, Block, Note]]
    ) -> nodes.definition_list_item:
        term = nodes.term("", name.name)
        self.target(term, anchor_of(name))
        definition = nodes.definition()
        if name.identification:
            said = f"{name.identification[0].upper()}{name.identification[1:]}."
            definition += paragraph(said, "apparatus-identification")
        definition += paragraph(list(self._places(places)), "apparatus-places")
        return nodes.definition_list_item("", term, definition)

    def _places(self, places: list[tuple[Essay, Block, Note]]) -> Iterator[nodes.Node]:
        """Give passages, each with its notes: 2019 ¶1 (n. 3, n. c), 2019 ¶6 (n. 20)."""
        by_block = groupby(places, key=lambda place: (place[0].id, place[1].id))
        for number, (_, group) in enumerate(by_block):
            if number:
                yield nodes.Text(", ")
            there = list(group)
            essay, block, _ = there[0]
            yield self.passage_link(essay, block)
            yield nodes.Text(" (")
            notes: list[nodes.Node] = [
                self.note_link(note, f"n.\u00a0{note.label}") for _, _, note in there
            ]
            yield from separated(notes, ", ")
            yield nodes.Text(")")


def indexed(edition: Edition, name: Name) -> list[tuple[Essay, Block, Note]]:
    """Give the notes that are indexed to a name, with their passages, in order of the texts."""
    return [
        (essay, essay.block_of(note.span), note)
        for essay in edition.essays
        for note in essay.notes
        if note.span is not None and note.head.status == "active" and name.name in note.head.index
    ]


def in_order(names: Iterable[Name]) -> list[Name]:
    """Sort names as an English index does."""
    return sorted(names, key=lambda name: (sort_key(name.sort or name.name), name.name))


def sort_key(heading: str) -> tuple[str, ...]:
    """Give the key of a heading: word by word, accents and capitals as plain letters.

    The Unicode collation algorithm would do the same for these headings; the package for it,
    pyuca, has had no release since 2017, and the rules of one language need no table of 10,000
    lines. What stands in brackets after a heading counts last.
    """
    folded = unicodedata.normalize("NFKD", heading.casefold().translate(_LETTERS))
    # Accents, now signs of their own, are no letters and fall away with the punctuation.
    words = "".join(sign if sign.isalnum() else " " if sign in " ,-–/(" else "" for sign in folded)
    return tuple(words.split())


def anchor_of(name: Name) -> str:
    """Give the id by which links reach a name."""
    return "name-" + "-".join(sort_key(name.name))


DIRECTIVES = {"names": NamesDirective}
