"""The stand-off part of a TEI document: spans, notes, apparatus, cross-references, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.export.prose import Content, Element
from sphinx_apparatus.export.publication import names_of
from sphinx_apparatus.export.tei_elements import (
    CERTAINTY,
    XML,
    Node,
    Part,
    add,
    add_date,
    file_name,
    local_id,
    note_id,
    person_id,
    say,
    with_supplied,
    witness_id,
)
from sphinx_apparatus.export.web_annotation import MOTIVATIONS
from sphinx_apparatus.model.apparatus import Reading
from sphinx_apparatus.model.catalogue import _
from sphinx_apparatus.model.date_words import spelled
from sphinx_apparatus.model.dates import DateSpan, PartialDate, parse_access
from sphinx_apparatus.model.essays import Block, CrossReference, Essay, Note, PlacedEntry
from sphinx_apparatus.model.records import Evidence, FactCheckHead, TextualHead
from sphinx_apparatus.sources.records import OTHERS, Person, Source
from sphinx_apparatus.text.apparatus import in_order, language_of
from sphinx_apparatus.text.markdown import normalise
from sphinx_apparatus.text.segments import Marked
from sphinx_apparatus.text.witnesses import is_compared, siglum_id

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
    "table": "table",
    "tr": "row",
    "th": "cell",
    "td": "cell",
    "pre": "eg",
    "code": "code",
    "img": "figure",
}

_INDEXED = {
    "person": ("listPerson", "person", "persName"),
    "organization": ("listOrg", "org", "orgName"),
    "place": ("listPlace", "place", "placeName"),
}
"""List, element and heading of each kind of name that has one; subjects are terms."""


class Lacuna(NamedTuple):
    """Words of a block that a witness does not have, with the elements that say so."""

    siglum: str
    block: Block
    words: Marked
    elements: tuple[str, ...]


def lacunae(edition: Edition, essay: Essay) -> Iterator[Lacuna]:
    """Yield the longer parts of a text that witnesses with a file do not have.

    One that goes over the ends of blocks has a part in each.
    """
    blocks = essay.blocks
    compared = [index for index, block in enumerate(blocks) if is_compared(block)]
    following = dict(pairwise(compared))
    for siglum in essay.transcripts:
        parts = list(edition.comparison(essay, siglum).gaps())
        for number, (index, start, end) in enumerate(parts):
            before, after = parts[number - 1] if number else None, (*parts, None)[number + 1]
            is_first = not (before and _meet(blocks, following, before, (index, start, end)))
            is_last = not (after and _meet(blocks, following, (index, start, end), after))
            begins = index == compared[0] and start == 0
            ends = index == compared[-1] and end == len(blocks[index].text)
            elements = ("lacunaStart",) * is_first + ("lacunaEnd",) * is_last
            if begins or ends:
                elements = ("witStart" if begins else "witEnd",)
            words = Marked(f"lacuna-{siglum_id(siglum)}-{number + 1}", start, end)
            yield Lacuna(siglum, blocks[index], words, elements)


def _meet(
    blocks: Sequence[Block],
    following: Mapping[int, int],
    one: tuple[int, int, int],
    other: tuple[int, int, int],
) -> bool:
    """Return whether the second of two parts goes on where the first ends with its block."""
    is_at_end = one[2] == len(blocks[one[0]].text)
    return is_at_end and following.get(one[0]) == other[0] and other[1] == 0


class StandOff(Part):
    """Writer of the stand-off annotation."""

    def spans(self, stand_off: Node, essay: Essay, marked: Sequence[tuple[Block, Marked]]) -> None:
        """Add the words that notes and cross-references quote, each with its anchors."""
        marked = [each for each in marked if not each[1].key.startswith(("entry-", "moved-"))]
        if not marked:
            return
        group = add(stand_off, "spanGrp", type="quotations")
        for block, each in marked:
            add(
                group,
                "span",
                block.text[each.start : each.end],
                xml_id=local_id(essay, f"span-{each.key}"),
                from_=f"#{local_id(essay, f'from-{each.key}')}",
                to=f"#{local_id(essay, f'to-{each.key}')}",
                corresp=f"#{local_id(essay, block.id)}",
            )

    def notes(self, stand_off: Node, essay: Essay) -> None:
        """Add the notes as annotations."""
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
            xml_id=note_id(note),
            n=note.label,
            motivation=MOTIVATIONS[note.kind],
            target=f"#{local_id(essay, f'span-note-{note.id}')}",
        )
        resp = " ".join(f"#{person_id(key)}" for key in head.by)
        responsible = add(made, "respStmt")
        add(responsible, "resp", _("author of the note"))
        for key, name in zip(head.by, names_of(self.edition, head.by), strict=True):
            add(responsible, "name", name, ref=f"#{person_id(key)}")
        if head.reviewed_by:
            responsible = add(made, "respStmt")
            add(responsible, "resp", "reviewer")
            names = zip(head.reviewed_by, names_of(self.edition, head.reviewed_by), strict=True)
            for key, name in names:
                add(responsible, "name", name, ref=f"#{person_id(key)}")
        self._revision_of(made, note)
        add(made, "note", note.head.kind.value, type="kind")
        add(made, "note", head.title, type="title")
        if head.summary:
            add(made, "note", head.summary, type="summary")
        finding = {"type": "comment", "resp": resp}
        if isinstance(head, FactCheckHead):
            verdict = f"#verdict-{head.verdict.value}"
            made.set("ana", verdict)
            add(made, "note", head.claim, type="claim")
            add(made, "note", head.verdict.word, type="verdict", ana=verdict)
            finding |= {"type": "finding", "cert": head.confidence.value}
        self._prose(add(made, "note", **finding), note.body)
        if head.evidence:
            self._evidence(add(made, "note", type="evidence"), note, head.evidence)
        if head.evidence_none:
            add(made, "note", head.evidence_none, type="evidence-none")
        for later in head.later:
            since = add(made, "note", type="later")
            add(since, "date", spelled(later.date), when=str(later.date))
            self._prose(since, later.text)
            self._evidence(since, note, later.evidence)
        if head.evidence_through:
            through = add(made, "note", type="evidence-through")
            add(through, "date", when=str(head.evidence_through))
        if head.index:
            terms = add(made, "note", type="index")
            kinds = {name.name: name.kind for name in self.edition.shared.names}
            for term in head.index:
                add(terms, "term", term, **({"type": kinds[term]} if term in kinds else {}))
        if head.withdrawn:
            add(made, "note", head.withdrawn.reason, type="withdrawn")

    def _evidence(self, parent: Node, note: Note, evidence: Sequence[Evidence]) -> None:
        """Add words of sources, each with its source, its place and its translation."""
        for each in evidence:
            language = self.edition.language_of(each)
            cited = add(parent, "cit", type="primary" if each.primary else "evidence")
            add(cited, "quote", each.quote, xml_lang=language)
            if each.translation:
                own = self.edition.language
                add(cited, "quote", each.translation, type="translation", xml_lang=own)
            source = add(cited, "bibl", corresp=f"#source-{each.source}")
            add(source, "title", self.edition.sources[each.source].title)
            if each.at:
                add(source, "biblScope", each.at)
            if lookup := self.edition.lookup(note, each):
                found = add(cited, "note", type="lookup", subtype=lookup.outcome.value)
                add(found, "date", when=str(lookup.date))
                if lookup.archive:
                    add(found, "ptr", type="archive", target=lookup.archive)

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
        # The last stands first, also among those of one day.
        changes.sort(key=lambda change: change[0])
        for day, words in reversed(changes):
            add(revisions, "change", words, when=day.isoformat())

    def apparatus(self, stand_off: Node, essay: Essay, lacunae: Sequence[Lacuna]) -> None:
        """Add the entries of the critical apparatus, and what witnesses do not have."""
        notes = [
            (note, note.head)
            for note in essay.notes
            if isinstance(note.head, TextualHead)
            and note.span is not None
            and note.id not in essay.noted
        ]
        if not notes and not essay.entries and not lacunae:
            return
        entries = add(stand_off, "listApp")
        for lacuna in lacunae:
            entry = add(
                entries,
                "app",
                type="lacuna",
                from_=f"#{local_id(essay, f'from-{lacuna.words.key}')}",
                to=f"#{local_id(essay, f'to-{lacuna.words.key}')}",
            )
            lacking = add(entry, "rdg", wit=f"#{witness_id(essay, lacuna.siglum)}")
            for name in lacuna.elements:
                add(lacking, name)
        for note, head in notes:
            assert note.span is not None
            text = essay.block_of(note.span).text
            quote = text[note.span.start : note.span.end]
            entry = add(
                entries,
                "app",
                xml_id=local_id(essay, f"app-{note.id}"),
                n=note.label,
                type=head.change.value,
                from_=f"#{local_id(essay, f'from-note-{note.id}')}",
                to=f"#{local_id(essay, f'to-note-{note.id}')}",
                corresp=f"#{note_id(note)}",
            )
            base = f"#{witness_id(essay, essay.head.base)}"
            own = {
                "resp": " ".join(f"#{person_id(key)}" for key in head.by),
                "cert": CERTAINTY[head.certainty],
            }
            reading = None if head.reading is None else normalise(head.reading)
            if head.adopt and reading is not None:
                with_supplied(add(entry, "lem", **own), reading)
                add(entry, "rdg", quote, wit=base)
            else:
                add(entry, "lem", quote, wit=base)
                if reading is not None:
                    with_supplied(add(entry, "rdg", type="conjecture", **own), reading)
            for witness in head.witnesses:
                wit = f"#{witness_id(essay, witness.siglum)}"
                add(entry, "rdg", witness.reading, wit=wit, xml_lang=witness.language)
        by_id = {note.id: note for note in essay.notes}
        for placed in essay.entries:
            self._entry(entries, essay, placed, by_id.get(placed.head.note or ""))

    def _entry(self, entries: Node, essay: Essay, placed: PlacedEntry, note: Note | None) -> None:
        """Add an entry of readings.

        An adopted reading is the lemma, as it is in textual notes; the base then has a reading.
        """
        head = placed.head
        named = {"n": note.label, "corresp": f"#{note_id(note)}"} if note else {}
        made = add(
            entries,
            "app",
            xml_id=local_id(essay, f"app-{placed.id}"),
            type=head.class_.value,
            from_=f"#{local_id(essay, f'from-entry-{placed.id}')}",
            to=f"#{local_id(essay, f'to-entry-{placed.id}')}",
            **named,
        )
        words = essay.words_of(placed) if head.to is None else f"{head.quote} … {head.to.quote}"
        base = {"wit": _witnesses(essay, placed.agreeing or (essay.head.base,))}
        adopted = next((each for each in head.readings if each.adopt), None)
        if adopted is None:
            add(made, "lem", words, **base)
        else:
            self._reading(made, "lem", essay, placed, adopted)
            add(made, "rdg", words, **base)
        for reading in head.readings:
            if reading is not adopted:
                self._reading(made, "rdg", essay, placed, reading)
        if head.comment:
            said = add(made, "note", type="comment")
            for part in self.prose.read(head.comment):
                self._content(said, part.content if isinstance(part, Element) else (part,))

    def _reading(
        self, parent: Node, name: str, essay: Essay, placed: PlacedEntry, reading: Reading
    ) -> None:
        attributes = {}
        if reading.sigla:
            attributes["wit"] = _witnesses(essay, reading.sigla)
        if reading.source:
            attributes["source"] = f"#source-{reading.source}"
        if reading.by:
            attributes |= {"type": "conjecture", "n": reading.by}
        if reading.moved is not None:
            attributes["type"] = "transposition"
        if reading.certainty:
            attributes["cert"] = CERTAINTY[reading.certainty]
        elif reading.uncertain:
            attributes["cert"] = "low"
        language = language_of(essay, reading)
        if reading.reading and language != essay.head.language:
            attributes["xml_lang"] = language
        made = add(parent, name, normalise(reading.reading or ""), **attributes)
        if reading.gap:
            add(made, "gap", reason=reading.gap)
        if reading.moved is not None:
            index = placed.head.readings.index(reading) + 1
            to = local_id(essay, f"to-moved-{placed.id}-{index}")
            add(made, "ptr", type="behind", target=f"#{to}")

    # -- what both essays share ----------------------------------------------------------------

    def cross_references(
        self, stand_off: Node, references: Sequence[CrossReference], here: Essay | None = None
    ) -> None:
        """Add the cross-references and their comments.

        :param here: the essay whose file this is; None for the file of all essays.
        """
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
            add(responsible, "resp", _("author of the comment"))
            for key, name in zip(by, names_of(self.edition, by), strict=True):
                add(responsible, "name", name, ref=f"#{person_id(key)}")
            if reference.head.created:
                revisions = add(made, "revisionDesc")
                add(revisions, "change", "written", when=reference.head.created.isoformat())
            resp = " ".join(f"#{person_id(key)}" for key in by)
            self._prose(add(made, "note", type="comment", resp=resp), reference.body)

    def _crossing_end(
        self, reference: CrossReference, end: int, essay: Essay, here: Essay | None
    ) -> str:
        id = local_id(essay, f"span-crossing-{reference.id}-{end + 1}")
        return f"#{id}" if here is None or essay.id == here.id else f"{file_name(essay)}#{id}"

    def names(self, stand_off: Node, essays: Sequence[Essay]) -> None:
        """Add the people, organizations and places that the notes of texts are indexed to."""
        terms = {term for essay in essays for note in essay.notes for term in note.head.index}
        named = [name for name in self.edition.shared.names_in_order if name.name in terms]
        for kind, (group, element, heading) in _INDEXED.items():
            there = [name for name in named if name.kind == kind]
            if not there:
                continue
            listed = add(stand_off, group)
            for name in there:
                made = add(listed, element, n=name.name)
                add(made, heading, name.name)
                if name.identification:
                    add(made, "note", name.identification, type="identification")
                addresses = name.authorities.addresses if name.authorities else {}
                for file, (id, _address) in addresses.items():
                    add(made, "idno", id, type=file)

    def sources(self, stand_off: Node, sources: Sequence[Source]) -> None:
        """Add the sources as a bibliography."""
        if not sources:
            return
        bibliography = add(stand_off, "listBibl")
        for source in sorted(sources, key=lambda source: source.sort_key):
            _bibl_struct(bibliography, source)

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
        if part.name in ("thead", "tbody"):
            self._content(parent, part.content)
            return
        made = add(parent, _NAMES[part.name])
        if part.name == "img":
            add(made, "graphic", url=part.attributes["src"])
            add(made, "figDesc", part.attributes["alt"])
        elif part.name == "th":
            made.set("role", "label")
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
            return f"#source-{to}"
        essay, _, rest = to.partition("/")
        target = self.edition.essay_by_id[essay]
        name = {"note": f"note-{rest}", "passage": rest}.get(kind, "text")
        # Whole addresses: a note may point into the other essay, which has a file of its own.
        file = file_name(target) if self.alone else ""
        return f"{file}#{local_id(target, name)}"


_OWN = frozenset({"archive", "consulted", "seen-at", "title-source"})
_SAID = frozenset({"title", "subtitle", "date", "urldate", "note", "langid"})
"""Fields that have elements of their own, or an attribute."""


def _witnesses(essay: Essay, sigla: Iterable[str]) -> str:
    """Return pointers to witnesses, in their order."""
    ids = (witness_id(essay, siglum) for siglum in in_order(essay.head, frozenset(sigla)))
    return " ".join(f"#{id}" for id in ids)


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
    if "urldate" in fields:
        day, is_last = parse_access(fields["urldate"])
        when = {"notAfter" if is_last else "when": str(day)}
        add(add(made, "note", type="accessed"), "date", **when)
    said = {*made.itertext(), source.address}
    if whole == source.booktitle:
        said |= {fields.get("booktitle", ""), fields.get("booksubtitle", "")}
    for name, value in fields.items():
        if name not in _SAID and (name in _OWN or value not in said):
            add(made, "note", value, type=name)


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


def _date(imprint: Node, dates: tuple[PartialDate, ...]) -> None:
    if not dates:
        add(imprint, "date", "n.d.")
    else:
        add_date(imprint, DateSpan("/".join(map(str, dates)), dates[0], dates[-1]))
