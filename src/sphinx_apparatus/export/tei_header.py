"""Headers of TEI documents: description of the file, source of the text, encoding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sphinx_apparatus.export.publication import GENERATOR, newest
from sphinx_apparatus.export.tei_elements import (
    EDITION_FILE,
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
    witness_id,
)
from sphinx_apparatus.model.catalogue import N_, _, n_, translate
from sphinx_apparatus.model.essays import Essay
from sphinx_apparatus.model.records import FactCheckHead
from sphinx_apparatus.model.version import VERSION

_EDITORIAL: tuple[tuple[str, dict[str, str], str], ...] = (
    (
        "correction",
        {"status": "high", "method": "markup"},
        N_(
            "The words of the base text are kept. Adopted corrections stand beside them in choice "
            "(sic, corr); words supplied in supplied; superfluous words in surplus."
        ),
    ),
    (
        "normalization",
        {"method": "markup"},
        N_(
            "Adopted regularizations stand beside the base text’s words in choice (orig, reg). "
            "Every run of white space is one space; characters are in normalization form C."
        ),
    ),
    ("quotation", {"marks": "all"}, N_("Quotation marks are kept as characters.")),
    ("hyphenation", {"eol": "none"}, N_("Hyphens are kept as they stand.")),
    (
        "interpretation",
        {},
        N_(
            "Fact-checks grade a claim by the verdicts of the taxonomy; the attribute cert of a "
            "finding is the confidence in it. Positions are anchors in the text; where a text may "
            "not be published, only quoted words are given, and gaps tell how many characters are "
            "left out."
        ),
    ),
)
"""Elements of editorialDecl with their attributes and words."""
_WITHOUT_VERDICTS = N_(
    "Positions are anchors in the text; where a text may not be published, only quoted words are "
    "given, and gaps tell how many characters are left out."
)
"""The words on interpretation of an edition that gives no verdicts."""


class Header(Part):
    """Writer of the header of a corpus or of an essay."""

    def corpus(self, root: Node) -> None:
        """Add the header that all essays share."""
        header = add(root, "teiHeader")
        description = add(header, "fileDesc")
        self._title(add(description, "titleStmt"), self.publication.title, "")
        self._published(description)
        source = add(add(description, "sourceDesc"), "listBibl")
        for essay in self.edition.essays:
            _bibl(source, essay)
        self._encoding(header)
        self._profile(header, self.edition.essays)
        self._revisions(header, self.edition.essays)

    def essay(self, root: Node, essay: Essay) -> None:
        """Add the header of one essay."""
        header = add(root, "teiHeader")
        description = add(header, "fileDesc")
        title = f"{essay.head.title}: an annotated edition"
        self._title(add(description, "titleStmt"), title, essay.head.author)
        self._published(description, essay)
        source = add(description, "sourceDesc")
        _bibl(source, essay)
        witnesses = add(source, "listWit")
        for witness in essay.head.witnesses:
            made = add(
                witnesses,
                "witness",
                xml_id=witness_id(essay, witness.siglum),
                n=witness.siglum,
                corresp=f"#{local_id(essay, f'language-{witness.language}')}",
            )
            made.text = _("{title}. Seen: {extent}.", title=witness.title, extent=witness.extent)
            if witness.source:
                add(made, "ref", type="source", target=f"#source-{witness.source}")
            if witness.url:
                add(made, "ptr", target=witness.url)
            for hand in witness.hands:
                id = witness_id(essay, hand.siglum)
                whose = f"#{witness_id(essay, witness.siglum)}"
                add(witnesses, "witness", hand.title, xml_id=id, n=hand.siglum, corresp=whose)
        for group in essay.head.groups:
            together = add(witnesses, "listWit", n=group.siglum)
            add(together, "head", group.title)
            for siglum in group.witnesses:
                add(together, "witness", sameAs=f"#{witness_id(essay, siglum)}")
        if self.alone:
            self._encoding(header)
        self._profile(header, [essay], essay)
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
            add(responsible, "resp", person.role or _("contributor"))
            add(responsible, "name", person.name, xml_id=person_id(person.key))

    def _published(self, description: Node, essay: Essay | None = None) -> None:
        if self.publication.version:
            add(add(description, "editionStmt"), "edition", n=self.publication.version).text = _(
                "Version {version}", version=self.publication.version
            )
        statement = add(description, "publicationStmt")
        add(statement, "authority", self.publication.editors or self.publication.title)
        if day := newest(self.edition):
            add(statement, "date", when=day.isoformat())
        name = file_name(essay) if essay else EDITION_FILE
        id = f"{essay.id}/tei" if essay else "tei"
        add(statement, "idno", self.publication.id(id, f"data/{name}"), type="URI")
        rights = add(statement, "availability")
        license = add(rights, "licence", target=self.publication.license.address)
        name = self.publication.license.name
        add(
            license, "p", _("Notes, apparatus, cross-references and data: {license}.", license=name)
        )
        essays = [essay] if essay else self.edition.essays
        for each in essays:
            held = each.head.rights
            words = f"“{each.head.title}”: {held.word}. {held.statement}"
            add(rights, "p", words, n=held.status)
        free = all(each.head.rights.status != "unresolved" for each in essays)
        rights.set("status", "free" if free else "restricted")

    def _encoding(self, header: Node) -> None:
        encoding = add(header, "encodingDesc")
        add(
            add(encoding, "projectDesc"),
            "p",
            _(
                "{title}: a critical edition whose notes are kept apart from its "
                "texts and anchored to them by quotation. This file is made from those records.",
                title=self.publication.title,
            ),
        )
        self._editorial(add(encoding, "editorialDecl"))
        add(encoding, "variantEncoding", method="double-end-point", location="external")
        classes = add(encoding, "classDecl")
        scheme = self.edition.scheme
        if scheme.verdicts:
            words = _("Verdicts: on the words quoted, as of the date of the essay")
            verdicts = _taxonomy(classes, "verdicts", words)
        for verdict in scheme.verdicts:
            n = {"n": str(verdict.rating)} if verdict.rating else {}
            _category(verdicts, f"verdict-{verdict.value}", verdict.word, verdict.definition, **n)
        relations = _taxonomy(classes, "relations", _("Relations between two passages"))
        for relation in scheme.relations:
            _category(relations, f"relation-{relation.value}", relation.word, relation.definition)
        themes = _taxonomy(classes, "themes", _("Questions that the essays share"))
        for theme in self.edition.shared.themes:
            words = " ".join(self.prose.plain(theme.definition).split())
            made = _category(themes, f"theme-{theme.id}", theme.title, words)
            if theme.question:
                add(made, "catDesc", theme.question, n="question")
            for essay in self.edition.essays:
                if position := theme.positions.get(essay.id):
                    file = file_name(essay) if self.alone else ""
                    place = f"{file}#{local_id(essay, 'text')}"
                    taken = add(made, "category", n="position", corresp=place)
                    add(taken, "catDesc", position)
        application = add(add(encoding, "appInfo"), "application", ident=GENERATOR, version=VERSION)
        add(application, "label", GENERATOR)

    def _editorial(self, declaration: Node) -> None:
        for name, attributes, words in _EDITORIAL:
            if name == "interpretation" and not self.edition.scheme.verdicts:
                words = _WITHOUT_VERDICTS
            add(add(declaration, name, **attributes), "p", translate(words))

    def _profile(self, header: Node, essays: Sequence[Essay], essay: Essay | None = None) -> None:
        """Add what a text argues, and the languages of texts, witnesses and quotations.

        :param essay: whose header it is; none for that of the edition.
        """
        codes = {self.publication.language}
        for each in essays:
            for note in each.notes:
                codes |= {self.edition.language_of(quotation) for quotation in note.quotations}
            codes.add(each.head.language)
            codes |= {witness.language for witness in each.head.witnesses}
        profile = add(header, "profileDesc")
        if essay and essay.head.brief:
            add(add(profile, "abstract"), "p", essay.head.brief)
        usage = add(profile, "langUsage")
        of_witnesses = {witness.language for witness in essay.head.witnesses} if essay else ()
        for code in sorted(codes):
            made = add(usage, "language", code, ident=code)
            if essay and code in of_witnesses:
                made.set(f"{{{XML}}}id", local_id(essay, f"language-{code}"))

    def _revisions(self, header: Node, essays: Sequence[Essay]) -> None:
        notes = [note for essay in essays for note in essay.notes]
        written = Counter(note.head.created for note in notes if note.head.created)
        changes = [
            (day, n_("{count} note written.", "{count} notes written.", count), "")
            for day, count in written.items()
        ]
        for note in notes:
            target = f"#{note_id(note)}"
            if isinstance(note.head, FactCheckHead):
                changes += [
                    (
                        c.date,
                        _(
                            "Verdict changed from {before} to {after}: {reason}",
                            before=c.from_,
                            after=c.to,
                            reason=c.reason,
                        ),
                        target,
                    )
                    for c in note.head.history
                ]
            if note.head.withdrawn:
                gone = note.head.withdrawn
                changes.append(
                    (gone.date, _("Note withdrawn: {reason}", reason=gone.reason), target)
                )
        if not changes:
            return
        revisions = add(header, "revisionDesc")
        changes.sort(key=lambda change: change[0])
        for day, words, target in reversed(changes):
            made = add(revisions, "change", words, when=day.isoformat())
            if target:
                made.set("target", target)


def _taxonomy(classes: Node, id: str, words: str) -> Node:
    made = add(classes, "taxonomy", xml_id=id)
    add(made, "desc", words)
    return made


def _category(taxonomy: Node, id: str, word: str, definition: str, **attributes: str) -> Node:
    made = add(taxonomy, "category", xml_id=id, **attributes)
    description = add(made, "catDesc")
    add(description, "term", word)
    say(description, f": {definition}")
    return made


def _bibl(parent: Node, essay: Essay) -> None:
    """Describe where an essay first appeared."""
    made = add(parent, "bibl")
    add(made, "title", essay.head.title)
    short = {"n": essay.head.short} if essay.head.short else {}
    add(made, "author", essay.head.author, **short)
    add(made, "publisher", essay.head.published)
    add_date(made, essay.head.date)
    if essay.head.url:
        add(made, "ptr", target=essay.head.url)
