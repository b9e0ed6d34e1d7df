"""Two panes: two texts, or a text before and after its corrections; and all textual notes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import ClassVar, NamedTuple

from docutils import nodes
from docutils.parsers.rst import directives

from sphinx_apparatus.edition.edition import quoted
from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.catalogue import _, translate
from sphinx_apparatus.model.essays import Block, CrossReference, Essay, Note, passage_label
from sphinx_apparatus.model.records import TextualHead
from sphinx_apparatus.model.vocabulary import BlockKind, View
from sphinx_apparatus.sphinx_ext.directives.base import ApparatusDirective
from sphinx_apparatus.sphinx_ext.node_helpers import (
    Cell,
    in_lines,
    inline,
    link,
    paragraph,
    plain_words,
    table,
)
from sphinx_apparatus.sphinx_ext.nodes import listing, pair, pair_side
from sphinx_apparatus.sphinx_ext.paging import Listing
from sphinx_apparatus.sphinx_ext.record_nodes import entry_parts
from sphinx_apparatus.text.apparatus_entry import certainty, entry
from sphinx_apparatus.text.edits import Emended
from sphinx_apparatus.text.excerpts import NOTICE, Ranges, excerpt


class TwoPanesDirective(ApparatusDirective):
    """A directive that sets words side by side, as far as the edition may show them."""

    def essay(self, id: str) -> Essay:
        """Return a text."""
        return self.found("essay", id, self.edition.essay_by_id)

    def ranges(self, essay: Essay) -> Sequence[Ranges | None]:
        """Return which words of each block are shown; none where all are."""
        if self.domain.quotes_only:
            return quoted(self.edition, essay)
        return [None for _ in essay.blocks]

    def panes(self, rows: list[nodes.Node]) -> list[nodes.Node]:
        """Build the box of all rows, which the search of the other pages leaves out."""
        box = nodes.container("", *rows, classes=[css.PARALLEL, "no-search"])
        return [paragraph(translate(NOTICE), css.NOTICE), box] if self.domain.quotes_only else [box]

    def passage(self, essay: Essay, block: Block) -> nodes.paragraph:
        """Build the line that leads to a passage."""
        words = passage_label(essay, block)
        return paragraph(
            link("passage", f"{essay.id}/{block.id}", words, self.env.docname), css.PAIR_HEAD
        )


class ParallelDirective(TwoPanesDirective):
    """``{apparatus:parallel} 2019-leigh 2026-social-movement``: a text, and what another says.

    With ``:by: theme`` the passages of both that a theme joins.
    """

    required_arguments = 2
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {
        "by": lambda value: directives.choice(value, ("passage", "theme"))
    }

    def run(self) -> list[nodes.Node]:
        """Build a row for each passage of the first text, or for each pair of passages."""
        one, other = map(self.essay, self.arguments)
        self.shows(f"parallel:{one.id}/{other.id}")
        rows = self._by_theme if self.options.get("by") == "theme" else self._by_passage
        return self.panes(list(rows(one, other)))

    def _by_passage(self, one: Essay, other: Essay) -> Iterator[nodes.Node]:
        for block, shown in zip(one.blocks, self.ranges(one), strict=True):
            answers = list(self._answers(one, block, other))
            if block.kind is not BlockKind.PASSAGE and not answers:
                continue
            left = pair_side(label=one.label, classes=[css.PAIR_SIDE])
            words = block.text if shown is None else excerpt(block.text, shown)
            seams = block.seams if shown is None else ()
            left += [self.passage(one, block), in_lines(plain_words(words), seams)]
            made = pair("", left, classes=[css.PAIR])
            if answers:
                made += pair_side("", *answers, label=other.label, classes=[css.PAIR_SIDE])
            yield made

    def _by_theme(self, one: Essay, other: Essay) -> Iterator[nodes.Node]:
        for theme in self.edition.shared.themes:
            found = [
                reference
                for reference in self.edition.cross_references
                if reference.head.theme == theme.id
                and {essay.id for essay, _ in self.edition.ends(reference)} == {one.id, other.id}
            ]
            if not found:
                continue
            name = link("theme", theme.id, theme.title, self.env.docname)
            yield nodes.rubric("", "", name, **{"heading-level": 2})
            if theme.question:
                yield plain_words(theme.question, css.DEFINITION)
            for reference in found:
                relation = reference.head.relation
                word = link("crossing", reference.id, relation.word.capitalize(), self.env.docname)
                said = nodes.Text(f": {relation.definition}")
                yield paragraph([inline("↔ ", css.ARROW), word, said], css.RELATION_LINE)
                sides = [self._whole(reference, essay) for essay in (one, other)]
                yield pair("", *sides, classes=[css.PAIR])

    def _whole(self, reference: CrossReference, essay: Essay) -> pair_side:
        """Build the whole passage at the end of a cross-reference; its words are marked."""
        ends = [end.id for end, _ in self.edition.ends(reference)]
        end = ends.index(essay.id)
        _, block = self.edition.ends(reference)[end]
        span = reference.spans[end]
        assert span is not None
        made = pair_side(label=essay.label, classes=[css.PAIR_SIDE])
        shown = self.ranges(essay)[essay.blocks.index(block)]
        words = plain_words("" if shown is None else excerpt(block.text, shown))
        if shown is None:
            words += [
                nodes.Text(block.text[: span.start]),
                inline(block.text[span.start : span.end], css.JOINED),
                nodes.Text(block.text[span.end :]),
            ]
        made += [self.passage(essay, block), in_lines(words, block.seams if shown is None else ())]
        return made

    def _answers(self, one: Essay, block: Block, other: Essay) -> Iterator[nodes.Node]:
        """Yield the words of the other text that speak to a passage, each with its theme."""
        for reference, end in self.edition.crossing.get((one.id, block.id), ()):
            essay, there = self.edition.ends(reference)[1 - end]
            span = reference.spans[1 - end]
            if essay is not other or span is None:
                continue
            head = self.passage(other, there)
            theme = self.edition.theme_by_id[reference.head.theme].title
            head += [
                nodes.Text(" · "),
                link("crossing", reference.id, theme, self.env.docname),
                nodes.Text(f" · {reference.head.relation.word}"),
            ]
            yield head
            yield nodes.block_quote("", plain_words(there.text[span.start : span.end]))


class TwoTextsDirective(TwoPanesDirective):
    """``{apparatus:two-texts} 2019-leigh``: base and reading text side by side."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Build a row for each block of the text."""
        essay = self.essay(self.arguments[0])
        self.shows(f"two-texts:{essay.id}")
        emended = self.edition.emended(essay)
        rows: list[nodes.Node] = []
        for block, both, shown in zip(essay.blocks, emended, self.ranges(essay), strict=True):
            sides = []
            for view, name in ((View.BASE, _("Base text")), (View.READING, _("Reading text"))):
                side = pair_side(label=name, classes=[css.PAIR_SIDE])
                head = self.passage(essay, block)
                head += nodes.Text(f" · {name.lower()}")
                side += head
                side += _words(both, view, shown, block.seams)
                sides.append(side)
            rows.append(pair("", *sides, classes=[css.PAIR]))
        return self.panes(rows)


def _words(
    both: Emended, view: View, shown: Ranges | None, seams: Collection[int]
) -> nodes.Element:
    """Build the words of a block in one of both texts; those that differ are marked."""
    is_base = view is View.BASE
    if shown is not None:
        if is_base:
            return plain_words(excerpt(both.base, shown))
        spans = [both.to_reading(start, end) for start, end in shown]
        return plain_words(excerpt(both.reading, spans))
    made = plain_words("")
    done = 0
    for edit in both.edits:
        made += nodes.Text(both.base[done : edit.start])
        words = both.base[edit.start : edit.end] if is_base else edit.words
        if words:
            made += inline(words, css.CHANGED)
        done = edit.end
    made += nodes.Text(both.base[done:])
    return in_lines(made, seams if is_base else [both.to_reading(seam, seam)[0] for seam in seams])


class TextualNotesDirective(ApparatusDirective):
    """``{apparatus:textual-notes}``: every note on the wording."""

    def run(self) -> list[nodes.Node]:
        """Leave the place of the table."""
        self.shows(TextualNotesListing.view)
        return [listing(view=TextualNotesListing.view)]


class TextualNoteRow(NamedTuple):
    """A row of the list of textual notes."""

    essay: Essay
    note: Note
    head: TextualHead


class TextualNotesListing(Listing[TextualNoteRow]):
    """Every textual note that still holds; entries have the words that they quote, no others."""

    view = "textual-notes:"

    def rows(self) -> list[TextualNoteRow]:
        """Return the notes in the order of the edition."""
        return [
            TextualNoteRow(essay, note, note.head)
            for essay in self.edition.essays
            for note in essay.active_notes
            if isinstance(note.head, TextualHead)
        ]

    def heading(self, row: TextualNoteRow) -> str:
        """Return the text."""
        return row.essay.label

    def shown(self, rows: Sequence[TextualNoteRow]) -> list[nodes.Node]:
        """Build a table."""
        cells: list[list[Cell]] = []
        for essay, note, head in rows:
            assert note.span is not None
            block = essay.block_of(note.span)
            language = essay.head.language
            foreign = "" if language == self.edition.language else language
            parts = list(entry_parts(entry(essay, note, head, View.BASE), foreign))
            about: list[nodes.Node] = [nodes.Text(head.title)]
            if head.summary:
                about += [nodes.Text(". "), inline(head.summary, css.SUMMARY)]
            passage = passage_label(essay, block)
            cells.append(
                [
                    [link("mark", note.full_id, self.edition.note_label(note), self.docname)],
                    [
                        nodes.inline("", "", *parts, classes=[css.WORDS]),
                        nodes.Text(certainty(head)),
                    ],
                    about,
                    [link("passage", f"{essay.id}/{block.id}", passage, self.docname)],
                ]
            )
        heads = [_("Note"), _("Text] reading, witness"), _("On"), _("Passage")]
        made = table(heads, cells, [12, 40, 36, 12], css.TEXTUAL_NOTES)
        made["support_smartquotes"] = False
        return [made]
