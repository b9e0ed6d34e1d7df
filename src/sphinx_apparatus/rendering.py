"""Records to nodes: a note, a cross-reference, an essay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from docutils import nodes
from sphinx.errors import ExtensionError

from sphinx_apparatus.domain import ApparatusDomain, Target, note_words
from sphinx_apparatus.emending import Edit, Emended, edits_of, smallest_edits
from sphinx_apparatus.markdown import normalise
from sphinx_apparatus.markup import Markup
from sphinx_apparatus.model import (
    Block,
    BlockKind,
    Change,
    CrossReference,
    Essay,
    FactCheckHead,
    Note,
    Series,
    TextualHead,
    View,
    passage_label,
)
from sphinx_apparatus.nodes import essay as essay_node
from sphinx_apparatus.nodes import pair, pair_side, passage_number, piece
from sphinx_apparatus.splicing import Mismatch, splice
from sphinx_apparatus.tables import inline, link, paragraph

EDITORS = "edd."
"""The siglum of the edition's own readings."""
_LEMMA_WORDS = 7
"""A lemma of more words is given by its first and last."""
_SERIES_TITLES = {Series.NUMBERED: "Notes", Series.LETTERED: "Textual notes"}


class Rendering:
    """Makes the nodes of one page.

    :param domain: with the records; told of every target.
    :param document: the page that is being read.
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
        """Make a text with its marks, cross-reference lines and notes.

        :param view: the text shown first; empty for what the essay's own record says.
        """
        made = essay_node(
            essay=essay.id,
            label=essay.label,
            title=essay.head.title,
            author=essay.head.author,
            lang=essay.head.language,
            view=view or essay.head.rights.text_view.value,
            classes=["apparatus-essay"],
            # The words of a text are shown as they stand: no smart quotes.
            support_smartquotes=False,
            ids=["text"],
        )
        self._target("text", essay.id, "text", essay.label, essay.id)
        rendered = nodes.container()
        self.markup.render(essay.markdown, rendered, _text_path(essay), 1)
        blocks = [child for child in rendered.children if isinstance(child, nodes.Element)]
        if len(blocks) != len(essay.blocks):
            raise ExtensionError(f"{_text_path(essay)}: the blocks rendered are not those read")
        by_block = groupby(essay.notes, key=lambda note: note.span.block if note.span else -1)
        notes = {index: list(there) for index, there in by_block}
        emended = self.edition.emended(essay)
        for index, (block, node) in enumerate(zip(essay.blocks, blocks, strict=True)):
            self._block(essay, block, node, emended[index], notes.get(index, []))
            made += node
            for reference, end in self.edition.crossing.get((essay.id, block.id), ()):
                made += self.crossing_line(reference, end)
        made += self._notes(essay)
        return made

    def _block(
        self, essay: Essay, block: Block, node: nodes.Element, emended: Emended, notes: list[Note]
    ) -> None:
        try:
            splice(node, emended, notes)
        except Mismatch as error:
            raise ExtensionError(
                f"{_text_path(essay)}:{block.line}: the words rendered are not those read: {error}"
            ) from error
        full_id = f"{essay.id}/{block.id}"
        label = passage_label(essay, block)
        node["ids"] = [block.id]
        node["apparatus_block"] = full_id
        node["number"] = block.number if block.kind is BlockKind.PASSAGE else None
        node["classes"] += ["apparatus-block", f"apparatus-{block.kind.value}"]
        self.document.ids[block.id] = node
        self._target("passage", full_id, block.id, label, essay.id)
        if block.kind is BlockKind.PASSAGE:
            number = passage_number(number=block.number, classes=["apparatus-number"])
            number += nodes.reference(
                "", f"¶{block.number}", refid=block.id, internal=True, reftitle=label
            )
            first = next(iter(node.findall(nodes.paragraph)), node)
            first.insert(0, [number, nodes.Text(" ")])

    def _notes(self, essay: Essay) -> nodes.container:
        made = nodes.container(classes=["apparatus-notes"])
        for series, title in _SERIES_TITLES.items():
            notes = [note for note in essay.notes if note.kind.series is series]
            if notes:
                made += nodes.rubric(
                    "", title, ids=[f"{series.value}-notes"], **{"heading-level": 2}
                )
                made += [self.note(essay, note) for note in notes]
        return made

    # -- notes ---------------------------------------------------------------------------------

    def note(self, essay: Essay, note: Note) -> nodes.footnote:
        """Make a note: an ordinary footnote with a label of ours."""
        id = f"note-{note.id}"
        head = note.head
        made = nodes.footnote(
            ids=[id],
            backrefs=[f"mark-{note.id}"],
            note=note.full_id,
            series=note.kind.series.value,
            kind=note.kind.value,
            verdict=head.verdict.value if isinstance(head, FactCheckHead) else "",
            block=essay.block_of(note.span).id if note.span else "",
            classes=["apparatus-note", f"apparatus-note-{note.kind.value}"],
        )
        if isinstance(head, FactCheckHead):
            made["classes"].append(f"apparatus-verdict-{head.verdict.value}")
        self.document.ids[id] = made
        self._target("note", note.full_id, id, note_words(self.edition, note), essay.id)
        made += nodes.label("", note.label)
        made += list(self._note_head(essay, note))
        if head.withdrawn is not None:
            made += paragraph(
                f"Withdrawn on {head.withdrawn.date}: {head.withdrawn.reason}",
                "apparatus-withdrawn",
            )
        self.markup.render(note.body, made, note.file.path, note.file.body_line)
        if meta := self._meta(note):
            made += paragraph(meta, "apparatus-note-meta")
        return made

    def _note_head(self, essay: Essay, note: Note) -> Iterator[nodes.Node]:
        head = note.head
        if isinstance(head, TextualHead):
            yield self._entry(essay, note, head)
            return
        title: list[nodes.Node] = [inline(head.title, "apparatus-note-title")]
        if isinstance(head, FactCheckHead):
            verdict = nodes.inline(
                classes=["apparatus-verdict", f"apparatus-verdict-{head.verdict.value}"]
            )
            verdict += inline(head.verdict.sign, "apparatus-sign")
            verdict += nodes.Text(f" {head.verdict.word}")
            confidence = inline(f"confidence {head.confidence.value}", "apparatus-confidence")
            title += [nodes.Text(" · "), verdict, nodes.Text(" · "), confidence]
        yield paragraph(title, "apparatus-note-head")
        if isinstance(head, FactCheckHead):
            says = inline("The essay says:", "apparatus-says")
            yield paragraph([says, nodes.Text(f" {head.claim}")], "apparatus-claim")

    def _entry(self, essay: Essay, note: Note, head: TextualHead) -> nodes.paragraph:
        """Make the entry of the apparatus: lemma, bracket, reading, siglum.

        The lemma is the text as shown, so an entry has a form for each of both texts.
        """
        assert note.span is not None
        text = essay.block_of(note.span).text
        quote = text[note.span.start : note.span.end]
        base = essay.head.base
        made = paragraph("", "apparatus-entry")
        made["support_smartquotes"] = False
        if edits := edits_of(note, text):
            lemma, reading = _shortest(text, note, edits)
            made += _form(View.BASE, lemma, reading or "om.", EDITORS)
            made += _form(View.READING, reading or "—", lemma or "om.", base)
        else:
            lemma, reading = quote, ""
            if head.reading:
                proposed = smallest_edits(quote, normalise(head.reading), note.id, note.span.start)
                lemma, reading = _shortest(text, note, proposed)
            made += inline(_abridged(lemma), "apparatus-lemma")
            made += nodes.Text(f"] {base}")
            if reading:
                made += nodes.Text(f"; perhaps {_abridged(reading)} {EDITORS}")
            for witness in head.witnesses:
                made += nodes.Text("; ")
                words = witness.reading or "om."
                made += inline(words, "apparatus-variant", f"language-{witness.language}")
                made += nodes.Text(f" {witness.siglum}")
        certainty = f" ({head.certainty.value})" if head.change is not Change.NONE else ""
        made += nodes.Text(certainty)
        return made

    def _meta(self, note: Note) -> str:
        head = note.head
        parts = []
        if head.checked:
            parts.append(f"Checked {head.checked}")
        if head.evidence_through:
            parts.append(f"evidence to {head.evidence_through}")
        parts.append("by " + self._people(head.by))
        parts.append(
            f"reviewed by {self._people(head.reviewed_by)}"
            if head.reviewed_by
            else "not yet reviewed"
        )
        line = " · ".join(parts)
        return line[:1].upper() + line[1:]

    def _people(self, keys: tuple[str, ...]) -> str:
        names = [self.edition.person_by_key[key].name for key in keys]
        return ", ".join(
            name[0].lower() + name[1:] if name.startswith("The ") else name for name in names
        )

    # -- cross-references ----------------------------------------------------------------------

    def crossing_line(self, reference: CrossReference, end: int) -> nodes.paragraph:
        """Make the line under a passage: ↔ 2026 ¶9 · Two fronts · contrasts."""
        essay, block = self.edition.ends(reference)[1 - end]
        theme = self.edition.theme_by_id[reference.head.theme]
        return paragraph(
            [
                inline("↔ ", "apparatus-arrow"),
                link(
                    "passage", f"{essay.id}/{block.id}", passage_label(essay, block), self.docname
                ),
                nodes.Text(" · "),
                link("crossing", reference.id, theme.title, self.docname),
                nodes.Text(f" · {reference.head.relation.word}"),
            ],
            "apparatus-crossref",
        )

    def crossing(self, reference: CrossReference) -> nodes.container:
        """Make a cross-reference: both wordings side by side, then the comment."""
        id = f"crossing-{reference.id}"
        made = nodes.container(ids=[id], classes=["apparatus-crossing"])
        self.document.ids[id] = made
        theme = self.edition.theme_by_id[reference.head.theme]
        self._target("crossing", reference.id, id, theme.title, "")
        sides = pair(classes=["apparatus-pair"])
        ends = zip(
            self.edition.ends(reference), reference.head.between, reference.spans, strict=True
        )
        for (essay, block), _place, span in ends:
            assert span is not None
            side = pair_side(label=essay.label, classes=["apparatus-pair-side"])
            label = passage_label(essay, block)
            side += paragraph(
                [
                    link("passage", f"{essay.id}/{block.id}", label, self.docname),
                    nodes.Text(f" · {essay.head.author}"),
                ],
                "apparatus-pair-head",
            )
            words = nodes.paragraph("", block.text[span.start : span.end])
            side += nodes.block_quote("", words, support_smartquotes=False)
            sides += side
        made += sides
        made += paragraph(
            [inline(reference.head.relation.word.capitalize(), "apparatus-relation")],
            "apparatus-relation-line",
        )
        self.markup.render(reference.body, made, reference.file.path, reference.file.body_line)
        return made

    def _target(self, kind: str, id: str, anchor: str, title: str, essay: str) -> None:
        self.domain.note_target(kind, id, Target(self.docname, anchor, title, kind, essay))


def _text_path(essay: Essay) -> str:
    return essay.file.path.replace("essay.yml", "text.md")


def _shortest(text: str, note: Note, edits: Sequence[Edit]) -> tuple[str, str]:
    """Give the words changed and the words they become, as whole words.

    Where words are only added, the word before or after joins them, as apparatus entries do.
    """
    assert note.span is not None
    emended = Emended.of(text, edits)
    start, end = edits[0].start, edits[-1].end
    while start > note.span.start and not text[start - 1].isspace():
        start -= 1
    while end < note.span.end and not text[end].isspace():
        end += 1
    if not text[start:end].strip():
        start = text.rfind(" ", 0, max(start - 1, 0)) + 1 if start > note.span.start else start
    if start == end:
        following = text.find(" ", end + 1)
        end = following if 0 <= following <= note.span.end else note.span.end
    first, last = emended.to_reading(start, end, note.id)
    return text[start:end].strip(), emended.reading[first:last].strip()


def _abridged(words: str) -> str:
    """Give a long lemma by its first and last words, as printed apparatus do."""
    parts = words.split()
    if len(parts) <= _LEMMA_WORDS:
        return words
    return f"{' '.join(parts[:3])} … {' '.join(parts[-2:])}"


def _form(view: View, lemma: str, reading: str, siglum: str) -> piece:
    """Make the form that an entry has where one of both texts is shown."""
    made = piece(notes=[], view=view.value, emendation="", classes=[f"apparatus-{view.value}"])
    made += inline(_abridged(lemma), "apparatus-lemma")
    made += nodes.Text(f"] {_abridged(reading)} {siglum}")
    return made
