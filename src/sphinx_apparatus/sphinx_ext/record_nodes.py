"""Nodes of records: an essay, a note, a cross-reference.

An essay is rendered twice over. When its page is read, only an empty ``essay`` node goes into the
doctree, and the environment learns what others refer to: targets, citations, index entries.
The words and notes follow when the page is written. They come from records that were checked
before; nothing that Sphinx does to a source while reading concerns them, and to keep the doctrees
of all essays from reading to writing is what would take most of the memory of a build.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import ExtensionError
from sphinx.util.docutils import sphinx_domains
from sphinxcontrib.bibtex.citation_target import CitationTarget
from sphinxcontrib.bibtex.domain import BibtexDomain
from sphinxcontrib.bibtex.roles import CitationRef

from sphinx_apparatus.edition.edition import quoted
from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.catalogue import N_, _, current_language, translate
from sphinx_apparatus.model.date_words import spelled
from sphinx_apparatus.model.dates import PartialDate
from sphinx_apparatus.model.essays import (
    Block,
    CrossReference,
    Essay,
    Note,
    PlacedEntry,
    block_label,
    counted_lines,
    line_label,
    note_number,
    passage_label,
)
from sphinx_apparatus.model.languages import is_right_to_left
from sphinx_apparatus.model.records import Evidence, FactCheckHead, TextualHead, VerdictChange
from sphinx_apparatus.model.vocabulary import BlockKind, Series, View
from sphinx_apparatus.review.lookup_words import lookup_words, none_looked_up
from sphinx_apparatus.sphinx_ext.builders import LIST_NOTES, SITES
from sphinx_apparatus.sphinx_ext.domain import ApparatusDomain, Target, apparatus_domain
from sphinx_apparatus.sphinx_ext.myst import Markup
from sphinx_apparatus.sphinx_ext.node_helpers import (
    capitalized,
    citation,
    filled,
    inline,
    introduced,
    link,
    paragraph,
    plain_words,
    spoken,
    verdict_inline,
    words_of_interface,
)
from sphinx_apparatus.sphinx_ext.nodes import (
    author_call,
    fold,
    fold_head,
    milestone,
    pair,
    pair_side,
    passage_number,
    piece,
    quoted_words,
    verse_line,
)
from sphinx_apparatus.sphinx_ext.nodes import essay as essay_node
from sphinx_apparatus.sphinx_ext.splicing import Mismatch, splice
from sphinx_apparatus.text.apparatus_entry import (
    Part,
    certainty,
    entries_title,
    entry,
    meta,
    printed,
    support,
    words_of,
)
from sphinx_apparatus.text.collation import GREEK_SEMICOLON
from sphinx_apparatus.text.edits import Emended
from sphinx_apparatus.text.excerpts import Ranges
from sphinx_apparatus.text.segments import Marked, underlined

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_PICTURE = re.compile(r"!\[[^\]]*\]\(([\w.-]+)\)")
_SERIES_TITLES = {Series.NUMBERED: N_("Notes"), Series.LETTERED: N_("Textual notes")}


class RecordNodes:
    """Builder of the nodes of one page.

    :param domain: has the records; every target is recorded in it.
    :param document: the page that is being read or written.
    :param docname: its name.
    """

    def __init__(self, domain: ApparatusDomain, document: nodes.document, docname: str) -> None:
        self.domain = domain
        self.edition = domain.edition
        self.document = document
        self.docname = docname
        self.markup = Markup(document)

    # -- essays --------------------------------------------------------------------------------

    def essay(self, essay: Essay, view: str) -> essay_node:
        """Build the place of a text, and record in the environment what will stand there.

        :param view: the text shown first; empty for what the essay's own record says.
        :returns: a node for :meth:`fill`; its children are entries of the index.
        """
        made = essay_node(
            essay=essay.id,
            docname=self.docname,
            label=essay.label,
            title=essay.head.title,
            author=essay.head.author,
            goes_on=essay.id in self.edition.later_parts,
            lang=essay.head.language,
            view=view or essay.head.rights.text_view.value,
            # Found by the search of the texts; "no-search" keeps them out of the theme's index.
            classes=[css.ESSAY, "no-search"],
            # The words of a text are shown as they stand: no smart quotes.
            support_smartquotes=False,
            ids=["text"],
        )
        self._target("text", essay.id, "text", essay.label, essay.id)
        for uri in self._pictures(essay).values():
            # While the page is read: builders copy what they know of then.
            self.domain.env.images.add_file(self.docname, uri)
        for block in essay.blocks:
            label = passage_label(essay, block)
            self._target("passage", f"{essay.id}/{block.id}", block.id, label, essay.id)
            for id, line in block.line_ids.items():
                label = f"{essay.label} {line_label(block, line.number)}"
                self._target("passage", f"{essay.id}/{id}", id, label, essay.id)
        cited = []
        entries = []
        for note in essay.notes:
            id = f"note-{note.id}"
            self._target("note", note.full_id, id, self.edition.note_label(note), essay.id)
            cited += self.edition.cited_by(note)
            entries += _index(note)
        cited += self.edition.cited_in_apparatus(essay)
        # The index of a project where the engine is a guest, and its bibliography, are its own.
        if self.domain.env.config.apparatus_site:
            if entries:
                made += addnodes.index(entries=entries)
            _record_citations(self.domain.env, self.docname, cited)
        return made

    def fill(self, made: essay_node) -> None:
        """Insert a text with its marks, cross-reference lines and notes."""
        with sphinx_domains(self.domain.env):
            self._fill(made)

    def _fill(self, made: essay_node) -> None:
        made.clear()
        essay = self.edition.essay_by_id[made["essay"]]
        rendered = self.markup.text(essay.markdown, _text_path(essay), essay.blocks)
        if essay.blocks and not rendered:
            raise ExtensionError(f"{_text_path(essay)}: the blocks rendered are not those read")
        by_block = groupby(essay.notes, key=lambda note: note.span.block if note.span else -1)
        notes = {index: list(there) for index, there in by_block}
        emended = self.edition.emended(essay)
        shown: Sequence[Ranges | None] = (
            quoted(self.edition, essay) if self.domain.quotes_only else [None for _ in essay.blocks]
        )
        words_read = underlined(essay)
        entries = essay.apparatus_by_block
        pictures = self._pictures(essay)
        for index, node in rendered:
            for picture in node.findall(nodes.image):
                _place(picture, pictures)
            if index is None:
                made += node
                continue
            block = essay.blocks[index]
            read = words_read.get(index, [])
            self._block(
                essay, block, node, emended[index], notes.get(index, []), shown[index], read
            )
            made += node
            if index in entries:
                made += self._readings(essay, block, entries[index])
            for reference, end in self.edition.crossing.get((essay.id, block.id), ()):
                made += self.crossing_line(reference, end)
        made += self._notes(essay)

    def _block(
        self,
        essay: Essay,
        block: Block,
        node: nodes.Element,
        emended: Emended,
        notes: list[Note],
        shown: Ranges | None,
        read: list[Marked],
    ) -> None:
        try:
            splice(node, emended, notes, shown, read, _minor(essay) if read else ())
        except Mismatch as error:
            raise ExtensionError(
                f"{_text_path(essay)}:{block.line}: the words rendered are not those read: {error}"
            ) from error
        full_id = f"{essay.id}/{block.id}"
        label = passage_label(essay, block)
        node["ids"] = [block.id]
        node["apparatus_block"] = full_id
        is_cited = block.kind is BlockKind.PASSAGE and not block.counted
        node["number"] = block.number if is_cited else None
        node["cited"] = block_label(block)
        node["classes"] += [css.BLOCK, css.block(block.kind)]
        if is_right_to_left(essay.head.language) != is_right_to_left(current_language()):
            # Its direction is that of the block; the place of the text keeps that of the page.
            node["classes"].append(f"language-{essay.head.language}")
        self.document.ids[block.id] = node
        self._units(essay, block, node)
        if is_cited:
            number = passage_number(number=block.number, classes=[css.NUMBER])
            number += nodes.reference(
                "", f"¶{block.number}", refid=block.id, internal=True, reftitle=label
            )
            first = next(iter(node.findall(_holds_number)), node)
            assert isinstance(first, nodes.Element)
            first.insert(0, [number, nodes.Text(" ")])

    def _pictures(self, essay: Essay) -> dict[str, str]:
        """Return the pictures of a text, by their names, as files seen from the pages."""
        notes = essay.notes if "picture" in self.edition.scheme.blocks else ()
        words = "\n".join([essay.markdown, *(note.body for note in notes)])
        if not _PICTURE.search(words):
            return {}
        folder = Path(self.domain.env.srcdir, self.domain.env.config.apparatus_essays, essay.id)
        names = {name for name in _PICTURE.findall(words) if (folder / name).is_file()}
        here = self.domain.env.srcdir
        return {
            name: Path(os.path.relpath(folder / name, here)).as_posix() for name in sorted(names)
        }

    def _units(self, essay: Essay, block: Block, node: nodes.Element) -> None:
        """Name what the parts of a block lead to: lines, notes of the author and their calls."""
        ids = {line.number: id for id, line in block.line_ids.items()}
        for line in node.findall(verse_line):
            if line["number"] and not line["joins"]:
                line["ids"] = [ids[line["number"]]]
                line["place"] = line_label(block, line["number"])
                line["cited"] = f"{essay.label} {line['place']}"
        for point in node.findall(milestone):
            numbers = (point["unit"], point["wit"], point["n"])
            point["ids"] = [nodes.make_id("-".join(filter(None, numbers)))]
        for call in node.findall(author_call):
            label = call["label"]
            noted = next(each for each in essay.blocks if each.attributes.get("label") == label)
            call["refid"], call["ids"] = noted.id, [f"call-{noted.id}"]
        if block.kind is BlockKind.NOTE:
            sign = block.attributes["label"].partition(":")[0]
            back = nodes.reference("", sign, refid=f"call-{block.id}", internal=True)
            first = next(iter(node.findall(nodes.TextElement)), node)
            first.insert(0, [nodes.inline("", "", back, classes=[css.CALL]), nodes.Text(" ")])

    def _notes(self, essay: Essay) -> nodes.container:
        made = nodes.container(classes=[css.NOTES])
        for series, title in _SERIES_TITLES.items():
            notes = [note for note in essay.notes if note.kind.series is series]
            if notes:
                made += nodes.rubric(
                    "",
                    translate(title),
                    ids=[f"{series.value}-notes"],
                    classes=spoken(),
                    **{"heading-level": 2},
                )
                made += [self.note(essay, note) for note in notes]
        return made

    # -- notes ---------------------------------------------------------------------------------

    def note(self, essay: Essay, note: Note) -> nodes.footnote:
        """Build a note: an ordinary footnote with a preset label."""
        id = f"note-{note.id}"
        head = note.head
        made = nodes.footnote(
            ids=[id],
            backrefs=[f"mark-{note.id}"],
            note=note.full_id,
            series=note.kind.series.value,
            kind=note.head.kind.value,
            cited=self.edition.note_label(note),
            verdict=head.verdict.value if isinstance(head, FactCheckHead) else "",
            confidence=head.confidence.value if isinstance(head, FactCheckHead) else "",
            adopted=isinstance(head, TextualHead) and head.adopt,
            block=essay.block_of(note.span).id if note.span else "",
            docname=self.docname,
            classes=[css.NOTE, *css.note(note.head.kind)],
        )
        if isinstance(head, FactCheckHead):
            made["classes"].append(css.verdict(head.verdict))
        if self._foreign(essay):
            # A note stands within its text, and is in the language of the edition.
            made["classes"].append(f"language-{self.edition.language}")
        self.document.ids[id] = made
        made += nodes.label("", note.label)
        if entries := _index(note):
            made += addnodes.index(entries=entries)
        if self.domain.builder in LIST_NOTES and not isinstance(head, TextualHead) and note.span:
            made += self._words(essay, note)
        made += list(self._note_head(essay, note))
        self._findings(note, made)
        if self.domain.builder in LIST_NOTES and (others := self.edition.on_same_words(note)):
            made += self._on_same_words(others)
        made += paragraph(self._meta(note), css.NOTE_META, *spoken())
        return made

    def _meta(self, note: Note) -> str:
        """Return the line below a note.

        A site says once of each text that none of its notes is reviewed; the book has a place
        of its own for what all notes have in common.
        """
        essay = self.edition.essay_by_id[note.essay]
        says_unreviewed = essay.has_reviews or self.domain.builder not in SITES
        return meta(note, self.edition.person_by_key, says_unreviewed)

    def _note_head(self, essay: Essay, note: Note) -> Iterator[nodes.Node]:
        """Yield what is read first: title and verdict, the summary, the claim with its speaker."""
        head = note.head
        if isinstance(head, TextualHead):
            yield self._entry(essay, note, head)
            yield from _answer(note)
            return
        title: list[nodes.Node] = [inline(head.title, css.NOTE_TITLE)]
        if isinstance(head, FactCheckHead):
            # Its color and shape are those of the whole note.
            verdict = nodes.inline(classes=[css.VERDICT, *spoken()])
            verdict += inline(head.verdict.sign, css.SIGN)
            verdict += nodes.Text(f" {head.verdict.word}")
            confidence = words_of_interface(f" · {head.confidence.phrase}")
            title += [nodes.Text(" · "), verdict, confidence]
        yield paragraph(title, css.NOTE_HEAD)
        yield from _answer(note)
        if isinstance(head, FactCheckHead):
            yield introduced(
                essay.says, head.claim, css.CLAIM, language=[] if essay.head.short else spoken()
            )

    def _words(self, essay: Essay, note: Note) -> quoted_words:
        """Build the words of the text that a note is about, as a textual note has its lemma."""
        lang, classes = self._foreign(essay), [css.NOTED_WORDS]
        made = quoted_words("", "", lang=lang, classes=classes, support_smartquotes=False)
        made += inline(words_of(essay, note), css.LEMMA)
        return made

    def _on_same_words(self, others: Sequence[Note]) -> nodes.paragraph:
        """Build the line that names the other notes on the words of a note."""
        made = paragraph(inline(f"{_('On the same words:')} ", css.SAYS, *spoken()), css.SAME_WORDS)
        for index, other in enumerate(others):
            if index:
                made += nodes.Text(" · ")
            made += self._note_line(other)
        return made

    def _findings(self, note: Note, made: nodes.Element) -> None:
        """Append the finding, the evidence for it, what happened since, changes of the verdict."""
        head, file = note.head, note.file
        self.markup.render(note.body, made, file.path, file.body_line)
        if "picture" in self.edition.scheme.blocks:
            pictures = self._pictures(self.edition.essay_by_id[note.essay])
            for picture in made.findall(nodes.image):
                _place(picture, pictures)
                # A page of pairs is read with its notes; a text has them when it is written.
                self.domain.env.images.add_file(self.docname, picture["uri"])
        evidence = [*head.evidence, *(each for later in head.later for each in later.evidence)]
        # A line for each would say the same many times.
        says_lookups = any(self.edition.lookup(note, each) for each in evidence)
        made += [self._evidence(note, each, says_lookups) for each in head.evidence]
        if head.evidence_none:
            made += introduced(
                _("No words to quote:"), head.evidence_none, css.EVIDENCE_NONE, language=spoken()
            )
        for index, later in enumerate(head.later):
            text = nodes.container()
            line = file.line("later", index, "text") + 1
            self.markup.render(later.text, text, file.path, line)
            if not isinstance(text[0], nodes.paragraph):
                text.insert(0, nodes.paragraph())
            first = text[0]
            assert isinstance(first, nodes.paragraph)
            first["classes"].append(css.LATER)
            date = inline(_("Later, {date}:", date=spelled(later.date)), css.SAYS, *spoken())
            first.insert(0, [date, nodes.Text(" ")])
            made += text.children
            made += [self._evidence(note, each, says_lookups) for each in later.evidence]
        if evidence and not says_lookups:
            copies = [self._is_from_copy(each) for each in evidence]
            made += paragraph(none_looked_up(copies), css.LOOKUP, css.NOT_LOOKED_UP, *spoken())
        if isinstance(head, FactCheckHead):
            made += [_change(change) for change in head.history]

    def _evidence(self, note: Note, evidence: Evidence, says_lookup: bool) -> nodes.block_quote:
        """Build a block quotation: words of a source, their translation, the source and place.

        :param says_lookup: whether it says where its words were found again.
        """
        language = self.edition.language_of(evidence)
        words = quoted_words(
            "",
            evidence.quote,
            lang="" if language == self.edition.language else language,
            support_smartquotes=False,
        )
        made = nodes.block_quote("", words, classes=[css.EVIDENCE])
        if evidence.translation:
            made += introduced(
                _("Translation:"), evidence.translation, css.TRANSLATION, language=spoken()
            )
        source = nodes.attribution("", "", citation(evidence.source, self.docname))
        if evidence.at:
            source += nodes.Text(f", {evidence.at}")
        if evidence.primary:
            source += [nodes.Text(" · "), inline(_("primary document"), css.PRIMARY, *spoken())]
        made += source
        if says_lookup:
            made += self._looked_up(note, evidence)
        return made

    def _is_from_copy(self, evidence: Evidence) -> bool:
        return self.edition.sources[evidence.source].is_from_copy

    def _looked_up(self, note: Note, evidence: Evidence) -> nodes.paragraph:
        """Build the line that says where the words of a quotation were found again."""
        lookup = self.edition.lookup(note, evidence)
        made = paragraph("", css.LOOKUP, *spoken())
        if lookup is None:
            made["classes"].append(css.NOT_LOOKED_UP)
        for words in lookup_words(lookup, self._is_from_copy(evidence)):
            plain = nodes.Text(words.text)
            made += nodes.reference("", "", plain, refuri=words.address) if words.address else plain
        return made

    def _entry(self, essay: Essay, note: Note, head: TextualHead) -> nodes.paragraph:
        """Build the entry of the apparatus: lemma, bracket, reading, siglum.

        The lemma is the text as shown, so an entry has a form for each of both texts.
        """
        made = paragraph("", css.ENTRY)
        made["support_smartquotes"] = False
        base, reading = (entry(essay, note, head, view) for view in View)
        if base == reading:
            made += entry_parts(base, self._foreign(essay))
        else:
            made += _form(View.BASE, base, self._foreign(essay))
            made += _form(View.READING, reading, self._foreign(essay))
        made += nodes.Text(certainty(head))
        return made

    def _readings(
        self, essay: Essay, block: Block, entries: Sequence[PlacedEntry]
    ) -> nodes.container:
        """Build the entries of the apparatus to a passage; each leads to its words."""
        minor = _minor(essay)
        wording = sum(each.id not in minor for each in entries)
        is_site = self.domain.builder in SITES
        items = []
        last, last_of_wording = "", ""
        for each in entries:
            is_minor = each.id in minor
            said = self._read_entry(essay, each)
            # Each line once: among all entries, and on a site among those of the wording alone.
            number = _lines(essay, each)
            classes = [css.ENTRY_LINE]
            if number == last and is_site and not is_minor and number != last_of_wording:
                classes.append(css.OF_WORDING)
            if number and (number != last or css.OF_WORDING in classes):
                # With its space, so that both go where it is not shown.
                said.insert(0, inline(f"{number}\u2002", *classes))
            last = number
            if not is_minor:
                last_of_wording = number
            ids, of_class = [f"entry-{each.id}"], [css.MINOR] if is_minor else []
            items.append(nodes.list_item("", said, ids=ids, classes=of_class))
        made = fold() if is_site else nodes.container()
        made["classes"].append(css.READINGS)
        if not wording:
            made["classes"].append(css.MINOR)
        made["support_smartquotes"] = False
        title = entries_title(block, len(entries))
        said_above: list[nodes.Node] = [nodes.Text(title)]
        if is_site and 0 < wording < len(entries):
            of_wording = entries_title(block, wording)
            said_above = [inline(of_wording, css.OF_WORDING), inline(title, css.MINOR)]
        head = fold_head if is_site else nodes.paragraph
        made += head("", "", *said_above, classes=spoken())
        made += nodes.bullet_list("", *items)
        return made

    def _read_entry(self, essay: Essay, entry: PlacedEntry) -> nodes.paragraph:
        """Build an entry of the apparatus, with its comment and its note."""
        made = paragraph("", css.ENTRY)
        own = {note.id: note for note in essay.notes}
        note = own.get(entry.head.note or "")
        # Words that a note is about have a mark, where they are known by.
        to = f"words-{entry.id}" if entry.index >= 0 else f"mark-{entry.id}"
        base, reading = (printed(essay, entry, view) for view in View)
        if base == reading:
            made += self._parts(base, essay, to)
        else:
            for view, parts in ((View.BASE, base), (View.READING, reading)):
                form = piece(notes=[], view=view.value, emendation="", classes=[css.view(view)])
                form += self._parts(parts, essay, to)
                made += form
        if entry.head.comment:
            comment = nodes.container()
            line = entry.line("comment") + 1
            self.markup.render(entry.head.comment, comment, entry.file.path, line)
            made += [nodes.Text(". "), *comment[0].children] if comment.children else []
        if note is not None:
            number = note_number(note.label)
            made += [
                nodes.Text(" ("),
                link("note", note.full_id, number, self.docname),
                nodes.Text(")"),
            ]
        if self.domain.builder in SITES and (said := support(essay, entry)):
            made += [nodes.Text(" "), inline(said, css.SUPPORT, *spoken())]
        return made

    def _parts(self, parts: Iterable[Part], essay: Essay, to: str) -> Iterator[nodes.Node]:
        """Yield the nodes of an entry, its lemma as a link, and what its readings cite."""
        for part in parts:
            if part.source:
                yield from (nodes.Text(" ("), citation(part.source, self.docname), nodes.Text(")"))
                continue
            made = list(entry_parts([part], self._foreign(essay)))
            if part.is_lemma:
                made = [nodes.reference("", "", *made, refid=to, internal=True)]
            yield from made

    def _foreign(self, essay: Essay) -> str:
        """Return the language of a text; empty where it is that of the notes."""
        language = essay.head.language
        return "" if language == self.edition.language else language

    # -- cross-references ----------------------------------------------------------------------

    def crossing_line(self, reference: CrossReference, end: int) -> nodes.paragraph:
        """Build the line under a passage: ↔ 2026 ¶9 · Two fronts · contrasts."""
        essay, block = self.edition.ends(reference)[1 - end]
        theme = self.edition.theme_by_id[reference.head.theme]
        return paragraph(
            [
                inline("↔ ", css.ARROW),
                link(
                    "passage", f"{essay.id}/{block.id}", passage_label(essay, block), self.docname
                ),
                nodes.Text(" · "),
                link("crossing", reference.id, theme.title, self.docname),
                nodes.Text(f" · {reference.head.relation.word}"),
            ],
            css.CROSSREF,
        )

    def crossing(self, reference: CrossReference) -> nodes.container:
        """Build a cross-reference: both wordings side by side, then the comment."""
        id = f"crossing-{reference.id}"
        made = nodes.container(ids=[id], classes=[css.CROSSING])
        self.document.ids[id] = made
        theme = self.edition.theme_by_id[reference.head.theme]
        self._target("crossing", reference.id, id, theme.title, "")
        sides = pair(classes=[css.PAIR])
        ends = zip(self.edition.ends(reference), reference.spans, strict=True)
        for end, ((essay, block), span) in enumerate(ends):
            assert span is not None
            side = pair_side(label=essay.label, classes=[css.PAIR_SIDE])
            label = passage_label(essay, block)
            side += paragraph(
                [
                    link("passage", f"{essay.id}/{block.id}", label, self.docname),
                    nodes.Text(f" · {essay.head.author}"),
                ],
                css.PAIR_HEAD,
            )
            words = nodes.paragraph("", block.text[span.start : span.end])
            if self._foreign(essay):
                words["classes"].append(f"language-{essay.head.language}")
            side += nodes.block_quote("", words, support_smartquotes=False)
            related = self.edition.related(reference, end)
            if related:
                items = [nodes.list_item("", paragraph(self._note_line(each))) for each in related]
                lines = nodes.bullet_list("", *items, classes=[css.RELATED])
                side += addnodes.only("", lines, expr="not format_html")
                folds = [self._folded(note) for note in self.edition.touching(reference, end)]
                side += addnodes.only("", *folds, expr="format_html")
            sides += side
        made += sides
        made += paragraph(
            [inline(capitalized(reference.head.relation.word), css.RELATION)],
            css.RELATION_LINE,
        )
        self.markup.render(reference.body, made, reference.file.path, reference.file.body_line)
        return made

    def _folded(self, note: Note) -> fold:
        """Build a whole note that unfolds under a passage; its words are those of the base text."""
        essay = self.edition.essay_by_id[note.essay]
        head = note.head
        made = fold(classes=[css.FOLD, *css.note(note.head.kind)])
        if isinstance(head, FactCheckHead):
            made["classes"].append(css.verdict(head.verdict))
        if isinstance(head, TextualHead):
            title: Sequence[nodes.Node] = [inline(head.title, css.NOTE_TITLE)]
            first = paragraph("", css.ENTRY)
            first["support_smartquotes"] = False
            first += entry_parts(entry(essay, note, head, View.BASE), self._foreign(essay))
            first += nodes.Text(certainty(head))
            rest: list[nodes.Node] = [first, *_answer(note)]
        else:
            line, *rest = self._note_head(essay, note)
            title = line.children
        made += fold_head("", "", nodes.Text(f"{note_number(note.label)} "), *title)
        made += rest
        self._findings(note, made)
        place = link("note", note.full_id, self.edition.note_label(note), self.docname)
        made += paragraph([place, nodes.Text(f" · {self._meta(note)}")], css.NOTE_META)
        return made

    def _note_line(self, note: Note) -> addnodes.pending_xref:
        """Build a link to a note: n. 12 ◐ The 90 percent."""
        made = link("note", note.full_id, f"{note_number(note.label)} ", self.docname)
        words = made[0]
        assert isinstance(words, nodes.inline)
        if isinstance(note.head, FactCheckHead):
            verdict = note.head.verdict
            words += nodes.inline(
                "",
                "",
                inline(verdict.sign, css.SIGN),
                inline(f" {verdict.word}:", css.SPOKEN),
                classes=[css.VERDICT, css.verdict(verdict)],
            )
            words += nodes.Text(" ")
        words += nodes.Text(note.head.title)
        return made

    def _target(self, kind: str, id: str, anchor: str, title: str, essay: str) -> None:
        self.domain.note_target(kind, id, Target(self.docname, anchor, title, kind, essay))


def add_headings(app: Sphinx, doctree: nodes.document) -> None:
    """Append the headings of texts to the contents of their page, which Sphinx made before."""
    env = app.env
    domain = apparatus_domain(env)
    docname = env.current_document.docname
    for text in doctree.findall(essay_node):
        essay = domain.edition.essay_by_id[text["essay"]]
        headings = [block for block in essay.blocks if "level" in block.attributes]
        contents = next(iter(env.tocs[docname].findall(nodes.list_item)), None)
        if contents is None or not headings:
            continue
        levels: list[tuple[int, nodes.Element]] = [(0, contents)]
        for block in headings:
            level = int(block.attributes["level"])
            while levels[-1][0] >= level:
                levels.pop()
            link = nodes.reference(
                "", block.text, internal=True, refuri=docname, anchorname=f"#{block.id}"
            )
            item = nodes.list_item("", addnodes.compact_paragraph("", "", link))
            above = levels[-1][1]
            below = above[-1]
            if not isinstance(below, nodes.bullet_list):
                below = nodes.bullet_list()
                above += below
            below += item
            levels.append((level, item))
        env.toc_num_entries[docname] += len(headings)


def _answer(note: Note) -> Iterator[nodes.paragraph]:
    """Yield that and why a note was withdrawn, and its summary."""
    if gone := note.head.withdrawn:
        date = spelled(PartialDate.of(gone.date))
        yield introduced(
            _("Withdrawn on {date}:", date=date), gone.reason, css.WITHDRAWN, language=spoken()
        )
    if note.head.summary:
        yield plain_words(note.head.summary, css.SUMMARY)


def _change(change: VerdictChange) -> nodes.paragraph:
    """Build the line on a change of the verdict."""
    date = spelled(PartialDate.of(change.date))
    made = paragraph(
        inline(_("Verdict changed on {date}", date=date), css.SAYS, *spoken()), css.HISTORY
    )
    made += nodes.Text(" ")
    made += filled(
        _("from {before} to {after}: {reason}"),
        before=verdict_inline(change.from_),
        after=verdict_inline(change.to),
        reason=nodes.Text(change.reason),
    )
    return made


def _index(note: Note) -> list[tuple[str, str, str, str, None]]:
    """Return ordinary entries: Sphinx makes its index of them, print adds the pages."""
    # Sphinx divides an entry at a semicolon. The Greek question mark looks the same, by its
    # look and in Unicode (NFC makes the one of the other), and keeps the heading whole.
    return [
        ("single", term.replace(";", GREEK_SEMICOLON), f"note-{note.id}", "", None)
        for term in (note.head.index if note.is_active else ())
    ]


def _holds_number(node: nodes.Node) -> bool:
    """Return whether the number of a passage can stand at the beginning of a node."""
    return isinstance(node, nodes.paragraph | nodes.caption | verse_line)


def _place(picture: nodes.image, pictures: Mapping[str, str]) -> None:
    """Set the file of a picture as builders look for it, by its name in the folder of its text."""
    picture["uri"] = pictures.get(picture["uri"], picture["uri"])
    picture["candidates"] = {"*": picture["uri"]}


def _text_path(essay: Essay) -> str:
    return essay.file.path.replace("essay.yml", "text.md")


def _minor(essay: Essay) -> frozenset[str]:
    """Return the ids of the entries of classes that are not shown at first."""
    shown = essay.head.apparatus.print
    return frozenset(each.id for each in essay.apparatus if each.head.class_ not in shown)


def _lines(essay: Essay, entry: PlacedEntry) -> str:
    """Return the numbers of the lines that an entry is about, as 3 or 3–4; else empty."""
    spans = (entry.spans[0], entry.spans[-1])
    found = [line.number for span in spans for line in counted_lines(essay.block_of(span), span)]
    if not found:
        return ""
    return found[0] if found[0] == found[-1] else f"{found[0]}–{found[-1]}"


def _record_citations(env: BuildEnvironment, docname: str, keys: Sequence[str]) -> None:
    """Record that a page cites sources, for notes that are rendered when it is written."""
    domain = env.get_domain("cite")
    assert isinstance(domain, BibtexDomain)
    targets = [CitationTarget(key, "", "") for key in dict.fromkeys(keys)]
    if targets:
        domain.citation_refs.append(CitationRef("", docname, 0, targets))


def entry_parts(parts: Iterable[Part], language: str) -> Iterator[nodes.Node]:
    """Yield the nodes of an entry of the apparatus.

    :param language: that of the text, if it is not the edition's.
    """
    own = [f"language-{language}"] if language else []
    for part in parts:
        if part.is_lemma:
            yield inline(part.text, css.LEMMA, *own)
        elif part.is_of_text and own:
            yield inline(part.text, *own)
        elif part.language:
            yield inline(part.text, css.VARIANT, f"language-{part.language}")
        else:
            yield nodes.Text(part.text)


def _form(view: View, parts: Iterable[Part], language: str) -> piece:
    """Build the form that an entry has where one of both texts is shown."""
    made = piece(notes=[], view=view.value, emendation="", classes=[css.view(view)])
    made += entry_parts(parts, language)
    return made
