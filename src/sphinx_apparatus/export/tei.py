"""TEI P5: one file for each essay, and one for the edition.

*TEI P5: Guidelines for Electronic Text Encoding and Interchange*, chapters 2 (header),
12 (critical apparatus) and 16 (linking and stand-off).
The text has its edits in line (``choice``, ``supplied``, ``surplus``); everything that is said
about it stands apart, in ``standOff``, and points to spans between two anchors.
So notes may overlap, and a program that wants the text alone drops the anchors.

Texts are written from the stream, the words that quotes are matched against; emphasis, languages
and links stand around them, and are divided where an anchor stands within them.
Where the rights of a text do not allow it to be published, only the words quoted by notes
are written, with a ``gap`` for all others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.export.prose import Content, Element, Prose
from sphinx_apparatus.export.publication import Publication
from sphinx_apparatus.export.tei_elements import (
    EDITION_FILE,
    TEI,
    XML,
    Node,
    add,
    file_name,
    local_id,
    witness_id,
)
from sphinx_apparatus.export.tei_header import Header
from sphinx_apparatus.export.tei_standoff import StandOff, lacunae
from sphinx_apparatus.export.tei_text import Text, marked_spans
from sphinx_apparatus.model.essays import CrossReference, Essay
from sphinx_apparatus.sources.records import Source

__all__ = ["EDITION_FILE", "TEI", "XML", "edition_tei", "essay_tei", "file_name"]


def essay_tei(edition: Edition, essay: Essay, publication: Publication) -> bytes:
    """Return one essay as TEI with its notes, cross-references and sources."""
    return _bytes(_Writer(edition, publication, alone=True).essay(essay))


def edition_tei(edition: Edition, publication: Publication) -> bytes:
    """Return all essays as one TEI corpus; what they share is in the corpus's own header."""
    return _bytes(_Writer(edition, publication, alone=False).corpus())


def _bytes(root: Node) -> bytes:
    _break_lines(root, "\n")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


_MIXED = frozenset(
    {"l", "speaker", "stage", "head", "cell", "label"}
    | {"ab", "catDesc", "choice", "corr", "emph", "foreign", "hi", "item", "lem", "note", "orig"}
    | {"p", "quote", "rdg", "ref", "reg", "sic", "span", "supplied", "surplus", "witness"}
)
"""Elements in which white space counts."""


def _break_lines(node: Node, line: str) -> None:
    """Start a line before each element, except where white space is significant."""
    if not len(node) or etree.QName(node).localname in _MIXED:
        return
    node.text = line + " "
    for child in node:
        _break_lines(child, line + " ")
        child.tail = line + " "
    node[-1].tail = line


class _Writer:
    """Writer of the files of one edition.

    :param alone: whether each essay has a file of its own, which needs all declarations.
    """

    def __init__(self, edition: Edition, publication: Publication, *, alone: bool) -> None:
        self.edition = edition
        self.publication = publication
        self.alone = alone
        self.prose = Prose(edition, publication)
        self.header = Header(edition, publication, self.prose, alone)
        self.stand_off = StandOff(edition, publication, self.prose, alone)

    def corpus(self) -> Node:
        """Build the file of the whole edition."""
        root = etree.Element(f"{{{TEI}}}teiCorpus", nsmap={None: TEI})
        root.set(f"{{{XML}}}lang", self.publication.language)
        self.header.corpus(root)
        stand_off = add(root, "standOff")
        self.stand_off.names(stand_off, self.edition.essays)
        self.stand_off.cross_references(stand_off, self.edition.cross_references)
        self.stand_off.sources(stand_off, list(self.edition.sources.values()))
        for essay in self.edition.essays:
            root.append(self.essay(essay))
        return root

    def essay(self, essay: Essay) -> Node:
        """Build the TEI element of one essay."""
        root = etree.Element(f"{{{TEI}}}TEI", nsmap={None: TEI})
        root.set(f"{{{XML}}}lang", self.publication.language)
        root.set(f"{{{XML}}}id", local_id(essay, "text"))
        self.header.essay(root, essay)
        marked = list(marked_spans(self.edition, essay))
        stand_off = add(root, "standOff")
        self.stand_off.spans(stand_off, essay, marked)
        self.stand_off.notes(stand_off, essay)
        # Where the words may not be exported, neither may the places of so many of them.
        missing = list(lacunae(self.edition, essay)) if self.publication.shows_text(essay) else []
        self.stand_off.apparatus(stand_off, essay, missing)
        if self.alone:
            self.stand_off.names(stand_off, [essay])
            crossings = [
                reference
                for reference in self.edition.cross_references
                if essay.id in {place.essay for place in reference.head.between}
            ]
            self.stand_off.cross_references(stand_off, crossings, essay)
            self.stand_off.sources(stand_off, self._cited(essay, crossings))
        text = add(root, "text")
        text.set(f"{{{XML}}}lang", essay.head.language)
        marked += [(lacuna.block, lacuna.words) for lacuna in missing]
        text.set("corresp", f"#{witness_id(essay, essay.head.base)}")
        Text(self.edition, self.publication, essay, marked).write(add(text, "body"))
        return root

    def _cited(self, essay: Essay, crossings: Sequence[CrossReference]) -> list[Source]:
        keys = {key for note in essay.notes for key in self.edition.cited_by(note)}
        keys |= {c.key for crossing in crossings for c in self.edition.body(crossing).citations}
        keys |= {witness.source for witness in essay.head.witnesses if witness.source}
        keys |= set(self.edition.cited_in_apparatus(essay))
        for theme in self.edition.shared.themes if crossings else ():
            keys |= {to for to in _links(self.prose.read(theme.definition)) if to}
        return [self.edition.sources[key] for key in sorted(keys)]


def _links(content: Content) -> Iterator[str]:
    for part in content:
        if isinstance(part, Element):
            if part.attributes.get("kind") == "source":
                yield part.attributes["to"]
            yield from _links(part.content)
