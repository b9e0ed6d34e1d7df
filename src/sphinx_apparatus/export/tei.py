"""TEI P5: one file for each essay, and one for the edition.

*TEI P5: Guidelines for Electronic Text Encoding and Interchange*, chapters 2 (header),
12 (critical apparatus) and 16 (linking and stand-off).
The text has its edits in line (``choice``, ``supplied``, ``surplus``); everything that is said
about it stands apart, in ``standOff``, and points to spans between two anchors.
So notes may overlap, and a program that wants the text alone drops the anchors.

Texts are written from the stream, the words that quotes are matched against:
emphasis and links inside an essay have no form here.
Where the rights of a text do not allow it to be published, only the words quoted by notes
are written, with a ``gap`` for all others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.quotations import quoted
from sphinx_apparatus.export.prose import Content, Element, Prose
from sphinx_apparatus.export.publication import (
    GENERATOR,
    LICENSE,
    Publication,
    names_of,
    newest,
)
from sphinx_apparatus.export.web_annotation import MOTIVATIONS
from sphinx_apparatus.model.essays import CrossReference, Essay, Note, Span
from sphinx_apparatus.model.records import FactCheckHead, TextualHead
from sphinx_apparatus.model.version import VERSION
from sphinx_apparatus.model.vocabulary import BlockKind, Certainty, Change, Relation, Verdict
from sphinx_apparatus.sources.records import OTHERS, Date, Person, Source
from sphinx_apparatus.text.edits import Edit, Emended
from sphinx_apparatus.text.excerpts import gaps
from sphinx_apparatus.text.markdown import normalise

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
EDITION_FILE = "edition.tei.xml"
_CERTAINTY = {Certainty.CERTAIN: "high", Certainty.PROBABLE: "medium", Certainty.CONJECTURAL: "low"}
_PERIODICAL = frozenset({"article"})
_PARTS = frozenset({"inbook", "incollection", "inproceedings"})
_NAMES = {
    "p": "p",
    "em": "emph",
    "strong": "hi",
    "ul": "list",
    "ol": "list",
    "li": "item",
    "blockquote": "quote",
    "span": "foreign",
    "br": "lb",
    "a": "ref",
}

_EDITORIAL: tuple[tuple[str, dict[str, str], str], ...] = (
    (
        "correction",
        {"status": "high", "method": "markup"},
        (
            "The words of the base text are kept. Adopted corrections stand beside them in choice "
            "(sic, corr); words supplied in supplied; superfluous words in surplus."
        ),
    ),
    (
        "normalization",
        {"method": "markup"},
        (
            "Adopted regularizations stand beside the base text’s words in choice (orig, reg). "
            "Every run of white space is one space; characters are in normalization form C."
        ),
    ),
    ("quotation", {"marks": "all"}, "Quotation marks are kept as characters."),
    ("hyphenation", {"eol": "none"}, "Hyphens are kept as they stand."),
    (
        "interpretation",
        {},
        (
            "Fact-checks grade a claim by the verdicts of the taxonomy; the attribute cert of a "
            "finding is the confidence in it. Positions are anchors in the text; where a text may "
            "not be published, only quoted words are given, and gaps tell how many characters are "
            "left out."
        ),
    ),
)
"""Elements of editorialDecl with their attributes and words."""

Node = etree._Element


def file_name(essay: Essay) -> str:
    """Give the name of an essay's file."""
    return f"{essay.id}.tei.xml"


def essay_tei(edition: Edition, essay: Essay, publication: Publication) -> bytes:
    """Write one essay with its notes, cross-references and sources."""
    return _bytes(_Writer(edition, publication, alone=True).essay(essay))


def edition_tei(edition: Edition, publication: Publication) -> bytes:
    """Write all essays as one corpus; what they share stands in the corpus's own header."""
    return _bytes(_Writer(edition, publication, alone=False).corpus())


def _bytes(root: Node) -> bytes:
    _break_lines(root, "\n")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


_MIXED = frozenset(
    {"ab", "catDesc", "choice", "corr", "emph", "foreign", "hi", "item", "lem", "note", "orig"}
    | {"p", "quote", "rdg", "ref", "reg", "sic", "span", "supplied", "surplus", "witness"}
)
"""Elements in which white space counts."""


def _break_lines(node: Node, line: str) -> None:
    """Begin a line with each element, except where white space counts."""
    if not len(node) or etree.QName(node).localname in _MIXED:
        return
    node.text = line + " "
    for child in node:
        _break_lines(child, line + " ")
        child.tail = line + " "
    node[-1].tail = line


def add(parent: Node, name: str, text: str = "", **attributes: str) -> Node:
    """Add an element; ``xml_id`` and ``xml_lang`` stand for the names with a colon."""
    made = etree.SubElement(parent, f"{{{TEI}}}{name}")
    for key, value in attributes.items():
        space, _, local = key.partition("_")
        made.set(f"{{{XML}}}{local}" if space == "xml" and local else key.rstrip("_"), value)
    made.text = text or None
    return made


def say(parent: Node, text: str) -> None:
    """Add words at the end of an element."""
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


@dataclass(frozen=True, slots=True)
class _Marked:
    """A span of a block that something points to."""

    key: str
    """Such as ``note-iso``; unique in its essay."""
    span: Span


class _Writer:
    """Writes files that share one edition.

    :param alone: whether each essay has a file of its own, which needs all declarations.
    """

    def __init__(self, edition: Edition, publication: Publication, *, alone: bool) -> None:
        self.edition = edition
        self.publication = publication
        self.alone = alone
        self.prose = Prose(edition, publication)

    # -- files ---------------------------------------------------------------------------------

    def corpus(self) -> Node:
        """Make the file of the whole edition."""
        root = etree.Element(f"{{{TEI}}}teiCorpus", nsmap={None: TEI})
        root.set(f"{{{XML}}}lang", self.publication.language)
        self._corpus_header(root)
        stand_off = add(root, "standOff")
        self._crossings(stand_off, self.edition.cross_references)
        self._sources(stand_off, list(self.edition.sources.values()))
        for essay in self.edition.essays:
            root.append(self.essay(essay))
        return root

    def essay(self, essay: Essay) -> Node:
        """Make the TEI element of one essay."""
        root = etree.Element(f"{{{TEI}}}TEI", nsmap={None: TEI})
        root.set(f"{{{XML}}}lang", self.publication.language)
        root.set(f"{{{XML}}}id", _id(essay, "text"))
        self._essay_header(root, essay)
        marked = list(self._marked(essay))
        stand_off = add(root, "standOff")
        self._spans(stand_off, essay, marked)
        self._notes(stand_off, essay)
        self._apparatus(stand_off, essay)
        if self.alone:
            crossings = [
                reference
                for reference in self.edition.cross_references
                if essay.id in {place.essay for place in reference.head.between}
            ]
            self._crossings(stand_off, crossings, essay)
            self._sources(stand_off, self._cited(essay, crossings))
        text = add(root, "text")
        text.set(f"{{{XML}}}lang", essay.head.language)
        _Text(self, essay, marked).write(add(text, "body"))
        return root

    def _cited(self, essay: Essay, crossings: Sequence[CrossReference]) -> list[Source]:
        records: list[Note | CrossReference] = [*essay.notes, *crossings]
        keys = {c.key for record in records for c in self.edition.body(record).citations}
        keys |= {witness.source for witness in essay.head.witnesses if witness.source}
        for theme in self.edition.shared.themes if crossings else ():
            keys |= {to for to in _links(self.prose.read(theme.definition)) if to}
        return [self.edition.sources[key] for key in sorted(keys)]

    # -- header --------------------------------------------------------------------------------

    def _corpus_header(self, root: Node) -> None:
        header = add(root, "teiHeader")
        description = add(header, "fileDesc")
        self._title(add(description, "titleStmt"), self.publication.title, "")
        self._published(description)
        source = add(add(description, "sourceDesc"), "listBibl")
        for essay in self.edition.essays:
            _bibl(source, essay)
        self._encoding(header)
        self._languages(header, self.edition.essays)
        self._revisions(header, self.edition.essays)

    def _essay_header(self, root: Node, essay: Essay) -> None:
        header = add(root, "teiHeader")
        description = add(header, "fileDesc")
        title = f"{essay.head.title}: an annotated edition"
        self._title(add(description, "titleStmt"), title, essay.head.author)
        self._published(description, essay)
        source = add(description, "sourceDesc")
        _bibl(source, essay)
        witnesses = add(source, "listWit")
        for witness in essay.head.witnesses:
            made = add(witnesses, "witness", xml_id=_wit(essay, witness.siglum), n=witness.siglum)
            made.text = f"{witness.title}. Seen: {witness.extent}."
            if witness.source:
                add(made, "ref", type="source", target=self._source_pointer(witness.source))
            if witness.url:
                add(made, "ptr", target=witness.url)
        if self.alone:
            self._encoding(header)
        self._languages(header, [essay])
        self._revisions(header, [essay])

    def _title(self, statement: Node, title: str, author: str) -> None:
        add(statement, "title", title)
        if author:
            add(statement, "author", author)
        if self.publication.editors:
            add(statement, "editor", self.publication.editors)
        if not self.alone and author:
            return
        for person in self.edition.shared.people:
            responsible = add(statement, "respStmt")
            add(responsible, "resp", person.role or "contributor")
            add(responsible, "name", person.name, xml_id=_person(person.key))

    def _published(self, description: Node, essay: Essay | None = None) -> None:
        if self.publication.version:
            add(
                add(description, "editionStmt"), "edition", n=self.publication.version
            ).text = f"Version {self.publication.version}"
        statement = add(description, "publicationStmt")
        add(statement, "authority", self.publication.editors or self.publication.title)
        if day := newest(self.edition):
            add(statement, "date", when=day.isoformat())
        name = file_name(essay) if essay else EDITION_FILE
        id = f"{essay.id}/tei" if essay else "tei"
        add(statement, "idno", self.publication.id(id, f"data/{name}"), type="URI")
        rights = add(statement, "availability")
        license = add(rights, "licence", target=LICENSE)
        add(license, "p", "Notes, apparatus, cross-references and data: CC BY 4.0.")
        essays = [essay] if essay else self.edition.essays
        for each in essays:
            held = each.head.rights
            add(rights, "p", f"“{each.head.title}”: {held.status}. {held.statement}")
        free = all(each.head.rights.status != "unresolved" for each in essays)
        rights.set("status", "free" if free else "restricted")

    def _encoding(self, header: Node) -> None:
        encoding = add(header, "encodingDesc")
        add(
            add(encoding, "projectDesc"),
            "p",
            f"{self.publication.title}: a critical edition whose notes are kept apart from its "
            "texts and anchored to them by quotation. This file is made from those records.",
        )
        self._editorial(add(encoding, "editorialDecl"))
        add(encoding, "variantEncoding", method="double-end-point", location="external")
        classes = add(encoding, "classDecl")
        verdicts = _taxonomy(
            classes, "verdicts", "Verdicts: on the words quoted, as of the date of the essay"
        )
        for verdict in Verdict:
            n = {"n": str(verdict.rating)} if verdict.rating else {}
            _category(verdicts, f"verdict-{verdict.value}", verdict.word, verdict.definition, **n)
        relations = _taxonomy(classes, "relations", "Relations between two passages")
        for relation in Relation:
            _category(relations, f"relation-{relation.value}", relation.word, relation.definition)
        themes = _taxonomy(classes, "themes", "Questions that the essays share")
        for theme in self.edition.shared.themes:
            words = " ".join(self.prose.plain(theme.definition).split())
            _category(themes, f"theme-{theme.id}", theme.title, words)
        application = add(add(encoding, "appInfo"), "application", ident=GENERATOR, version=VERSION)
        add(application, "label", GENERATOR)

    def _editorial(self, declaration: Node) -> None:
        for name, attributes, words in _EDITORIAL:
            add(add(declaration, name, **attributes), "p", words)

    def _languages(self, header: Node, essays: Sequence[Essay]) -> None:
        codes = {self.publication.language}
        for essay in essays:
            codes.add(essay.head.language)
            codes |= {witness.language for witness in essay.head.witnesses}
        usage = add(add(header, "profileDesc"), "langUsage")
        for code in sorted(codes):
            add(usage, "language", code, ident=code)

    def _revisions(self, header: Node, essays: Sequence[Essay]) -> None:
        notes = [note for essay in essays for note in essay.notes]
        written = Counter(note.head.created for note in notes if note.head.created)
        changes = [(day, f"{count} notes written.", "") for day, count in written.items()]
        for note in notes:
            target = f"#{_note_id(note)}"
            if isinstance(note.head, FactCheckHead):
                changes += [
                    (c.date, f"Verdict changed from {c.from_} to {c.to}: {c.reason}", target)
                    for c in note.head.history
                ]
            if note.head.withdrawn:
                gone = note.head.withdrawn
                changes.append((gone.date, f"Note withdrawn: {gone.reason}", target))
        if not changes:
            return
        revisions = add(header, "revisionDesc")
        for day, words, target in sorted(changes, reverse=True):
            made = add(revisions, "change", words, when=day.isoformat())
            if target:
                made.set("target", target)

    # -- what is said about the text -----------------------------------------------------------

    def _marked(self, essay: Essay) -> Iterator[_Marked]:
        for note in essay.notes:
            if note.span is not None:
                yield _Marked(f"note-{note.id}", note.span)
        for reference in self.edition.cross_references:
            for end, (place, span) in enumerate(
                zip(reference.head.between, reference.spans, strict=True)
            ):
                if place.essay == essay.id and span is not None:
                    yield _Marked(f"crossing-{reference.id}-{end + 1}", span)

    def _spans(self, stand_off: Node, essay: Essay, marked: Sequence[_Marked]) -> None:
        if not marked:
            return
        group = add(stand_off, "spanGrp", type="quotations")
        for each in marked:
            block = essay.block_of(each.span)
            add(
                group,
                "span",
                block.text[each.span.start : each.span.end],
                xml_id=_id(essay, f"span-{each.key}"),
                from_=f"#{_id(essay, f'from-{each.key}')}",
                to=f"#{_id(essay, f'to-{each.key}')}",
                corresp=f"#{_id(essay, block.id)}",
            )

    def _notes(self, stand_off: Node, essay: Essay) -> None:
        if not essay.notes:
            return
        annotations = add(stand_off, "listAnnotation")
        for note in essay.notes:
            self._note(annotations, essay, note)

    def _note(self, annotations: Node, essay: Essay, note: Note) -> None:
        head = note.head
        made = add(
            annotations,
            "annotation",
            xml_id=_note_id(note),
            n=note.label,
            motivation=MOTIVATIONS[note.kind],
            target=f"#{_id(essay, f'span-note-{note.id}')}",
        )
        resp = " ".join(f"#{_person(key)}" for key in head.by)
        responsible = add(made, "respStmt")
        add(responsible, "resp", "author of the note")
        for key, name in zip(head.by, names_of(self.edition, head.by), strict=True):
            add(responsible, "name", name, ref=f"#{_person(key)}")
        if head.reviewed_by:
            responsible = add(made, "respStmt")
            add(responsible, "resp", "reviewer")
            names = zip(head.reviewed_by, names_of(self.edition, head.reviewed_by), strict=True)
            for key, name in names:
                add(responsible, "name", name, ref=f"#{_person(key)}")
        self._revision_of(made, note)
        add(made, "note", note.kind.value, type="kind")
        add(made, "note", head.title, type="title")
        finding = {"type": "comment", "resp": resp}
        if isinstance(head, FactCheckHead):
            verdict = f"#verdict-{head.verdict.value}"
            made.set("ana", verdict)
            add(made, "note", head.claim, type="claim")
            add(made, "note", head.verdict.word, type="verdict", ana=verdict)
            finding |= {"type": "finding", "cert": head.confidence.value}
        self._prose(add(made, "note", **finding), note.body)
        if head.evidence_through:
            through = add(made, "note", type="evidence-through")
            add(through, "date", when=head.evidence_through)
        if head.index:
            terms = add(made, "note", type="index")
            for term in head.index:
                add(terms, "term", term)
        if head.withdrawn:
            add(made, "note", head.withdrawn.reason, type="withdrawn")

    def _revision_of(self, made: Node, note: Note) -> None:
        head = note.head
        changes = []
        if head.created:
            changes.append((head.created, "written"))
        if head.checked:
            changes.append((head.checked, "checked"))
        if isinstance(head, FactCheckHead):
            changes += [
                (c.date, f"verdict changed from {c.from_} to {c.to}: {c.reason}")
                for c in head.history
            ]
        if head.withdrawn:
            changes.append((head.withdrawn.date, "withdrawn"))
        if not changes:
            return
        revisions = add(made, "revisionDesc", status=head.status)
        for day, words in sorted(changes, key=lambda change: change[0], reverse=True):
            add(revisions, "change", words, when=day.isoformat())

    def _apparatus(self, stand_off: Node, essay: Essay) -> None:
        notes = [
            (note, note.head)
            for note in essay.notes
            if isinstance(note.head, TextualHead) and note.span is not None
        ]
        if not notes:
            return
        entries = add(stand_off, "listApp")
        for note, head in notes:
            assert note.span is not None
            text = essay.block_of(note.span).text
            quote = text[note.span.start : note.span.end]
            entry = add(
                entries,
                "app",
                xml_id=_id(essay, f"app-{note.id}"),
                n=note.label,
                type=head.change.value,
                from_=f"#{_id(essay, f'from-note-{note.id}')}",
                to=f"#{_id(essay, f'to-note-{note.id}')}",
                corresp=f"#{_note_id(note)}",
            )
            base = f"#{_wit(essay, essay.head.base)}"
            own = {
                "resp": " ".join(f"#{_person(key)}" for key in head.by),
                "cert": _CERTAINTY[head.certainty],
            }
            reading = None if head.reading is None else normalise(head.reading)
            if head.adopt and reading is not None:
                _with_supplied(add(entry, "lem", **own), reading)
                add(entry, "rdg", quote, wit=base)
            else:
                add(entry, "lem", quote, wit=base)
                if reading is not None:
                    _with_supplied(add(entry, "rdg", type="conjecture", **own), reading)
            for witness in head.witnesses:
                wit = f"#{_wit(essay, witness.siglum)}"
                add(entry, "rdg", witness.reading, wit=wit, xml_lang=witness.language)

    # -- what both essays share ----------------------------------------------------------------

    def _crossings(
        self, stand_off: Node, references: Sequence[CrossReference], here: Essay | None = None
    ) -> None:
        if not references:
            return
        links = add(stand_off, "linkGrp", type="cross-references")
        for reference in references:
            head = reference.head
            pointers = [
                self._crossing_end(reference, end, essay, here)
                for end, (essay, _) in enumerate(self.edition.ends(reference))
            ]
            add(
                links,
                "link",
                xml_id=f"crossing-{reference.id}",
                type=head.relation.value,
                ana=f"#relation-{head.relation.value} #theme-{head.theme}",
                target=" ".join(pointers),
            )
        comments = add(stand_off, "listAnnotation")
        for reference in references:
            made = add(
                comments,
                "annotation",
                xml_id=f"comment-{reference.id}",
                motivation="linking",
                target=f"#crossing-{reference.id}",
            )
            by = reference.head.by
            responsible = add(made, "respStmt")
            add(responsible, "resp", "author of the comment")
            for key, name in zip(by, names_of(self.edition, by), strict=True):
                add(responsible, "name", name, ref=f"#{_person(key)}")
            if reference.head.created:
                revisions = add(made, "revisionDesc")
                add(revisions, "change", "written", when=reference.head.created.isoformat())
            resp = " ".join(f"#{_person(key)}" for key in by)
            self._prose(add(made, "note", type="comment", resp=resp), reference.body)

    def _crossing_end(
        self, reference: CrossReference, end: int, essay: Essay, here: Essay | None
    ) -> str:
        id = _id(essay, f"span-crossing-{reference.id}-{end + 1}")
        return f"#{id}" if here is None or essay.id == here.id else f"{file_name(essay)}#{id}"

    def _sources(self, stand_off: Node, sources: Sequence[Source]) -> None:
        if not sources:
            return
        bibliography = add(stand_off, "listBibl")
        for source in sorted(sources, key=lambda source: source.sort_key):
            _bibl_struct(bibliography, source)

    def _source_pointer(self, key: str) -> str:
        return f"#source-{key}"

    # -- bodies --------------------------------------------------------------------------------

    def _prose(self, parent: Node, markdown: str) -> None:
        self._content(parent, self.prose.read(markdown))

    def _content(self, parent: Node, content: Content) -> None:
        for part in content:
            if isinstance(part, str):
                say(parent, part)
            else:
                self._part(parent, part)

    def _part(self, parent: Node, part: Element) -> None:
        made = add(parent, _NAMES[part.name])
        if part.name == "strong":
            made.set("rend", "bold")
        elif part.name == "ol":
            made.set("rend", "numbered")
        elif part.name == "span":
            made.set(f"{{{XML}}}lang", part.attributes["lang"])
        elif part.name == "a":
            kind, to = part.attributes["kind"], part.attributes["to"]
            made.set("type", kind)
            made.set("target", self._pointer(kind, to))
        self._content(made, part.content)

    def _pointer(self, kind: str, to: str) -> str:
        if kind == "address":
            return to
        if kind == "source":
            return self._source_pointer(to)
        essay, _, rest = to.partition("/")
        target = self.edition.essay_by_id[essay]
        name = {"note": f"note-{rest}", "passage": rest}.get(kind, "text")
        # Whole addresses: a note may point into the other essay, which has a file of its own.
        file = file_name(target) if self.alone else ""
        return f"{file}#{_id(target, name)}"


class _Text:
    """Writes the text of one essay with its edits and anchors."""

    def __init__(self, writer: _Writer, essay: Essay, marked: Sequence[_Marked]) -> None:
        self.essay = essay
        self.marked = marked
        self.whole = writer.publication.shows_text(essay)
        self.quoted = quoted(writer.edition, essay)
        self.emended = writer.edition.emended(essay)
        self.notes = {note.id: note for note in essay.notes}

    def write(self, body: Node) -> None:
        """Write all blocks."""
        division = add(body, "div", type="essay", n=self.essay.label)
        for index, block in enumerate(self.essay.blocks):
            id = _id(self.essay, block.id)
            if block.kind is BlockKind.PASSAGE:
                made = add(division, "p", xml_id=id, n=str(block.number))
            else:
                made = add(division, "ab", type=block.kind.value, xml_id=id, n=str(block.number))
            _BlockText(self, made, index, self.emended[index]).write()


class _BlockText:
    """Writes one block: words, anchors, edits and gaps, in order of the base text."""

    def __init__(self, text: _Text, node: Node, index: int, emended: Emended) -> None:
        self.text = text
        self.node = node
        self.emended = emended
        self.words = emended.base
        here = [each for each in text.marked if each.span.block == index]
        self.gaps = [] if text.whole else list(gaps(self.words, text.quoted[index]))
        self.points: list[tuple[int, int, str]] = sorted(
            [
                *((each.span.end, 0, each.key) for each in here),
                *((each.span.start, 1, each.key) for each in here),
            ]
        )
        # Words added at the end of their note's own span stand inside it.
        self.held = {
            (edit.start, f"note-{edit.note}") for edit in emended.edits if edit.start == edit.end
        }

    def write(self) -> None:
        """Write the block."""
        done = 0
        for edit in self.emended.edits:
            self._run(self.node, done, edit.start)
            if edit.start == edit.end:
                self._anchors(self.node, edit.start, 1, own=edit.note)
                self._edit(edit)
                self._anchors(self.node, edit.start, 0, own=edit.note)
            else:
                self._anchors(self.node, edit.start, 1)
                self._edit(edit)
                self._anchors(self.node, edit.end, 0)
            done = edit.end
        self._run(self.node, done, len(self.words))

    def _run(self, parent: Node, start: int, end: int) -> None:
        """Write base words with the anchors at their start, inside them and at their end."""
        if start == end:
            return
        self._anchors(parent, start, 1)
        self._inside(parent, start, end)
        self._anchors(parent, end, 0)

    def _inside(self, parent: Node, start: int, end: int) -> None:
        done = start
        for point, _, _ in self.points:
            if done < point < end:
                self._words(parent, done, point)
                self._anchors(parent, point, 0)
                self._anchors(parent, point, 1)
                done = point
        self._words(parent, done, end)

    def _anchors(self, parent: Node, point: int, opening: int, own: str | None = None) -> None:
        """Write the anchors that open or close spans at a point.

        :param own: only those of the note that adds words here; without it, all others.
        """
        for at, opens, key in self.points:
            if at != point or opens != opening:
                continue
            if (own is None) == ((point, key) in self.held):
                continue
            if own is not None and key != f"note-{own}":
                continue
            name = "from" if opens else "to"
            add(parent, "anchor", xml_id=_id(self.text.essay, f"{name}-{key}"))

    def _words(self, parent: Node, start: int, end: int) -> None:
        # No anchor and no edit lies inside a gap.
        for first, last, _ in self.gaps:
            if start <= first < end:
                say(parent, self.words[start:first])
                add(parent, "gap", reason="rights", unit="chars", quantity=str(last - first))
                start = last
        say(parent, self.words[start:end])

    def _edit(self, edit: Edit) -> None:
        note = self.text.notes[edit.note]
        head = note.head
        assert isinstance(head, TextualHead)
        attributes = {
            "resp": " ".join(f"#{_person(key)}" for key in head.by),
            "cert": _CERTAINTY[head.certainty],
            "corresp": f"#{_note_id(note)}",
        }
        if edit.start == edit.end and head.change is Change.SUPPLEMENT:
            # Spaces around the words supplied are as much the editors' as the words.
            words = edit.words.replace("⟨", "").replace("⟩", "")
            add(self.node, "supplied", words, reason="omitted", **attributes)
            return
        if not edit.words and head.change is Change.OMISSION:
            self._inside(add(self.node, "surplus", **attributes), edit.start, edit.end)
            return
        regular = head.change is Change.REGULARIZATION
        choice = add(self.node, "choice", corresp=attributes.pop("corresp"))
        before = add(choice, "orig" if regular else "sic")
        self._inside(before, edit.start, edit.end)
        _with_supplied(add(choice, "reg" if regular else "corr", **attributes), edit.words)


# -- parts -----------------------------------------------------------------------------------------


def _id(essay: Essay, name: str) -> str:
    """Give an id as it is where several texts share a file."""
    return f"e{essay.id}-{name}"


def _note_id(note: Note) -> str:
    return f"e{note.essay}-note-{note.id}"


def _wit(essay: Essay, siglum: str) -> str:
    return _id(essay, f"wit-{siglum}")


def _person(key: str) -> str:
    return f"person-{key}"


def _links(content: Content) -> Iterator[str]:
    for part in content:
        if isinstance(part, Element):
            if part.attributes.get("kind") == "source":
                yield part.attributes["to"]
            yield from _links(part.content)


def _with_supplied(parent: Node, words: str) -> None:
    """Write words in which ⟨ ⟩ enclose what the editors supply."""
    for part in re.split(r"(⟨[^⟩]*⟩)", words):
        if part.startswith("⟨"):
            add(parent, "supplied", part[1:-1], reason="omitted")
        else:
            say(parent, part)


def _taxonomy(classes: Node, id: str, words: str) -> Node:
    made = add(classes, "taxonomy", xml_id=id)
    add(made, "desc", words)
    return made


def _category(taxonomy: Node, id: str, word: str, definition: str, **attributes: str) -> None:
    made = add(taxonomy, "category", xml_id=id, **attributes)
    description = add(made, "catDesc")
    add(description, "term", word)
    say(description, f": {definition}")


def _bibl(parent: Node, essay: Essay) -> None:
    """Describe where an essay first appeared."""
    made = add(parent, "bibl")
    add(made, "title", essay.head.title)
    add(made, "author", essay.head.author)
    add(made, "publisher", essay.head.published)
    add(made, "date", when=essay.head.date.isoformat())
    if essay.head.url:
        add(made, "ptr", target=essay.head.url)


def _bibl_struct(parent: Node, source: Source) -> None:
    fields = source.fields
    made = add(parent, "biblStruct", xml_id=f"source-{source.key}", type=source.type)
    if source.language:
        made.set(f"{{{XML}}}lang", source.language)
    whole = source.title
    if source.type in _PERIODICAL | _PARTS:
        analytic = add(made, "analytic")
        _people(analytic, "author", source.persons.get("author", ()))
        add(analytic, "title", source.title, level="a")
        whole = fields.get("journaltitle", "") or source.booktitle
    monograph = add(made, "monogr")
    if source.type not in _PERIODICAL | _PARTS:
        _people(monograph, "author", source.persons.get("author", ()))
    _people(monograph, "editor", source.persons.get("editor", ()))
    add(monograph, "title", whole, level="j" if source.type in _PERIODICAL else "m")
    for role in ("translator",):
        for editor in _people(monograph, "editor", source.persons.get(role, ())):
            editor.set("role", role)
    if "edition" in fields:
        add(monograph, "edition", fields["edition"])
    imprint = add(monograph, "imprint")
    for name in ("publisher", "institution", "organization"):
        if name in fields:
            add(imprint, "publisher", fields[name])
    if "location" in fields:
        add(imprint, "pubPlace", fields["location"])
    _date(imprint, source.dates)
    for name, unit in (("volume", "volume"), ("number", "issue"), ("pages", "page")):
        if name in fields:
            add(monograph, "biblScope", fields[name], unit=unit)
    if "series" in fields:
        add(add(made, "series"), "title", fields["series"], level="s")
    if source.address:
        add(made, "ptr", target=source.address)
    if "note" in fields:
        add(made, "note", fields["note"])
    for name in ("consulted", "seen-at", "title-source"):
        if name in fields:
            add(made, "note", fields[name], type=name)


def _people(parent: Node, role: str, people: Sequence[Person]) -> list[Node]:
    made = []
    for person in people:
        node = add(parent, role)
        made.append(node)
        if person.family == OTHERS:
            node.text = "and others"
        elif person.is_body:
            add(node, "orgName", person.family)
        else:
            name = add(node, "persName")
            add(name, "surname", person.family)
            if person.given:
                add(name, "forename", person.given)
            if person.suffix:
                add(name, "genName", person.suffix)
    return made


def _date(imprint: Node, dates: tuple[Date, ...]) -> None:
    if not dates:
        add(imprint, "date", "n.d.")
    elif len(dates) == 1:
        add(imprint, "date", when=_iso(dates[0]))
    else:
        add(imprint, "date", from_=_iso(dates[0]), to=_iso(dates[1]))


def _iso(date: Date) -> str:
    parts = [f"{date.year:04}", *(f"{part:02}" for part in date[1:] if part)]
    return "-".join(parts)
