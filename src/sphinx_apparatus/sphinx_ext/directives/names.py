"""Lists of names: ``{apparatus:names}``, with their notes; ``outlets``, who directs publishers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.catalogue import _
from sphinx_apparatus.model.essays import Block, Essay, Note, note_number, passage_label
from sphinx_apparatus.model.records import Outlet
from sphinx_apparatus.model.vocabulary import NameKind
from sphinx_apparatus.sphinx_ext.directives.base import ApparatusDirective, separated
from sphinx_apparatus.sphinx_ext.domain import Target
from sphinx_apparatus.sphinx_ext.node_helpers import Cell, inline, link, paragraph, table
from sphinx_apparatus.sphinx_ext.nodes import listing
from sphinx_apparatus.sphinx_ext.paging import Listing
from sphinx_apparatus.text.collation import index_key

if TYPE_CHECKING:
    from sphinx_apparatus.edition.edition import Edition
    from sphinx_apparatus.model.records import Name

_SIGNS = re.compile(r"[^\w\s,.;:()\[\]/'’‘“”\"„«»·–—-]")
"""Signs of a heading that its id leaves out, and that can distinguish it from another."""


class NamesDirective(ApparatusDirective):
    """``{apparatus:names}``: a list for each kind of name, with identifications."""

    def run(self) -> list[nodes.Node]:
        """Return a placeholder of the lists."""
        self.shows(NamesListing.view)
        return [listing(view=NamesListing.view)]


class NamePlace(NamedTuple):
    """A passage with notes that are indexed under a name."""

    passage: str
    label: str
    notes: tuple[tuple[str, str], ...]
    """Id and label of each."""


class NameRow(NamedTuple):
    """A name with its places."""

    kind: NameKind
    name: str
    anchor: str
    identification: str
    authorities: tuple[tuple[str, str], ...]
    """Name and address of each authority file that has it."""
    places: tuple[NamePlace, ...]


class NamesListing(Listing[NameRow]):
    """People, organizations and places."""

    view = "names:"

    def rows(self) -> list[NameRow]:
        """Return the names by kind; those that no note speaks of lead nowhere and are left out."""
        places = indexed(self.edition)
        ids = anchors(name.name for name in self.edition.shared.names)
        return [
            NameRow(
                kind,
                name.name,
                ids[name.name],
                name.identification or "",
                _addresses(name),
                tuple(_places(places[name.name])),
            )
            for kind in self.edition.scheme.names
            for name in self.edition.shared.names_in_order
            if kind.word and name.kind == kind and name.name in places
        ]

    def heading(self, row: NameRow) -> str:
        """Return the name."""
        return row.name

    def weight(self, row: NameRow) -> int:
        """Return the lines that its passages take, about ten in one."""
        return 1 + len(row.places) // 10

    def shown(self, rows: Sequence[NameRow]) -> list[nodes.Node]:
        """Build a list for each kind."""
        made: list[nodes.Node] = []
        for kind, group in groupby(rows, key=lambda row: row.kind):
            id = f"names-{kind}"
            made.append(nodes.rubric("", kind.word, ids=[id], **{"heading-level": 2}))
            items = [self._item(row) for row in group]
            made.append(nodes.definition_list("", *items, classes=[css.NAMES]))
        return made

    def _item(self, row: NameRow) -> nodes.definition_list_item:
        term = nodes.term("", row.name, ids=[row.anchor])
        definition = nodes.definition()
        if row.identification:
            said = f"{row.identification[0].upper()}{row.identification[1:]}."
            definition += paragraph(said, css.IDENTIFICATION)
        if row.authorities:
            named: list[nodes.Node] = [
                nodes.reference("", name, refuri=address, internal=False)
                for name, address in row.authorities
            ]
            definition += paragraph(list(separated(named, " · ")), css.AUTHORITIES)
        definition += paragraph(list(self._places(row.places)), css.PLACES)
        return nodes.definition_list_item("", term, definition)

    def _places(self, places: Sequence[NamePlace]) -> Iterator[nodes.Node]:
        """Yield passages, each with its notes: 2019 ¶1 (n. 3, n. c), 2019 ¶6 (n. 20)."""
        for number, place in enumerate(places):
            if number:
                yield nodes.Text(", ")
            yield link("passage", place.passage, place.label, self.docname)
            yield nodes.Text(" (")
            notes: list[nodes.Node] = [
                link("note", id, note_number(label).replace(" ", "\u00a0"), self.docname)
                for id, label in place.notes
            ]
            yield from separated(notes, ", ")
            yield nodes.Text(")")


def _addresses(name: Name) -> tuple[tuple[str, str], ...]:
    found = name.authorities.addresses if name.authorities else {}
    return tuple((file, address) for file, (_, address) in found.items())


def _places(found: Iterable[tuple[Essay, Block, Note]]) -> Iterator[NamePlace]:
    for (essay_id, block_id), group in groupby(found, key=lambda p: (p[0].id, p[1].id)):
        there = list(group)
        essay, block, _ = there[0]
        notes = tuple((note.full_id, note.label) for _, _, note in there)
        yield NamePlace(f"{essay_id}/{block_id}", passage_label(essay, block), notes)


def indexed(edition: Edition) -> dict[str, list[tuple[Essay, Block, Note]]]:
    """Return for each name the notes that are indexed to it, in order of the texts."""
    found: dict[str, list[tuple[Essay, Block, Note]]] = {}
    for essay in edition.essays:
        for note in essay.notes:
            if note.span is not None and note.is_active:
                place = essay, essay.block_of(note.span), note
                for name in dict.fromkeys(note.head.index):
                    found.setdefault(name, []).append(place)
    return found


def anchors(names: Iterable[str]) -> dict[str, str]:
    """Return the id by which links reach each of the headings of an index.

    It is made of the words of the heading. Where others have the same, as with “C++” and “C#”,
    or “Müller” beside “Muller”, some digits of a checksum follow.
    """
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault("-".join(index_key(name)), []).append(name)
    made = {}
    for words, group in groups.items():
        plain = [name for name in group if words and not _SIGNS.search(name)]
        exact = [name for name in plain if name.casefold() == words.replace("-", " ")]
        for name in group:
            is_plain = name in plain and (len(plain) == 1 or exact == [name])
            digits = hashlib.sha256(name.encode()).hexdigest()[:8]
            made[name] = f"name-{words}" if is_plain else f"name-{words}-{digits}"
    return made


class OutletsDirective(ApparatusDirective):
    """``{apparatus:outlets}``: every publisher that has a label."""

    def run(self) -> list[nodes.Node]:
        """Build the table."""
        self.shows("outlets:")
        outlets = self.edition.shared.outlets
        if not outlets:
            return [paragraph(_("No publisher has a label yet."))]
        rows = [self._row(index, outlet) for index, outlet in enumerate(outlets)]
        heads = [_("Publisher"), _("Label"), _("Who says so")]
        return [table(heads, rows, [30, 40, 30], css.OUTLETS)]

    def _row(self, index: int, outlet: Outlet) -> list[Cell]:
        file = self.edition.shared.files["outlets"]
        name = inline(outlet.name)
        id = f"outlet-{index + 1}"
        self.target(name, id)
        target = Target(self.env.docname, id, outlet.name, "outlet", "")
        self.domain.note_target("outlet", outlet.name, target)
        source = self.citation([outlet.source], file.path, file.line(index, "source"))
        return [[name], outlet.label, source[1:]]
