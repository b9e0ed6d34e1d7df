"""Directives of essays, themes, tables and scales."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from docutils import nodes
from docutils.parsers.rst import directives

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.catalogue import _, translate
from sphinx_apparatus.model.essays import CrossReference, passage_label
from sphinx_apparatus.model.records import Theme
from sphinx_apparatus.sphinx_ext.directives.base import ApparatusDirective
from sphinx_apparatus.sphinx_ext.domain import Target
from sphinx_apparatus.sphinx_ext.node_helpers import (
    Cell,
    capitalized,
    link,
    paragraph,
    plain_words,
    table,
    verdict_inline,
)
from sphinx_apparatus.sphinx_ext.nodes import listing
from sphinx_apparatus.sphinx_ext.paging import Listing
from sphinx_apparatus.sphinx_ext.record_nodes import RecordNodes
from sphinx_apparatus.text.excerpts import NOTICE


class EssayDirective(ApparatusDirective):
    """``{apparatus:essay} 2019-leigh``: the text with its notes."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Build the text."""
        id = self.arguments[0]
        self.shows(f"essay:{id}")
        essay = self.found("essay", id, self.edition.essay_by_id)
        text = RecordNodes(self.domain, self.state.document, self.env.docname).essay(
            essay, self.config.apparatus_text_view
        )
        if self.domain.quotes_only:
            return [paragraph(translate(NOTICE), css.NOTICE), text]
        return [text]


def positions_of(directive: ApparatusDirective, theme: Theme) -> nodes.definition_list | None:
    """Build the list of where each text stands; none where nothing says."""
    made = nodes.definition_list(classes=[css.POSITIONS])
    for essay in directive.edition.essays:
        if clause := theme.positions.get(essay.id):
            name = f"{essay.speaker}, {essay.label}"
            term = nodes.term("", "", link("text", essay.id, name, directive.env.docname))
            stands = nodes.definition("", plain_words(clause))
            made += nodes.definition_list_item("", term, stands)
    return made if len(made) else None


class ThemeDirective(ApparatusDirective):
    """``{apparatus:theme} two-fronts``: question, positions, definition, pairs of passages."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Build the body of a theme's page."""
        id = self.arguments[0]
        self.shows(f"theme:{id}")
        theme = self.found("theme", id, self.edition.theme_by_id)
        record_nodes = RecordNodes(self.domain, self.state.document, self.env.docname)
        made = nodes.container(classes=[css.THEME], ids=[f"theme-{id}"])
        self.state.document.ids[f"theme-{id}"] = made
        target = Target(self.env.docname, f"theme-{id}", theme.title, "theme", "")
        self.domain.note_target("theme", id, target)
        if theme.question:
            made += plain_words(theme.question, css.QUESTION)
        if positions := positions_of(self, theme):
            made += positions
        definition = nodes.container(classes=[css.DEFINITION])
        file = self.edition.shared.files["themes"]
        index = self.edition.shared.themes.index(theme)
        line = file.line(index, "definition") + 1
        record_nodes.markup.render(theme.definition, definition, file.path, line)
        made += definition
        made += [
            record_nodes.crossing(reference)
            for reference in self.edition.cross_references
            if reference.head.theme == id
        ]
        return [made]


class PositionsDirective(ApparatusDirective):
    """``{apparatus:positions} two-fronts``: questions, and where each text stands."""

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Build a question and its answers for each theme that is named, or for all."""
        self.shows("positions:")
        known = self.edition.theme_by_id
        made: list[nodes.Node] = []
        for id in " ".join(self.arguments).split() or known:
            theme = self.found("theme", id, known)
            words = theme.question or theme.title
            made.append(paragraph(link("theme", id, words, self.env.docname), css.ASKED))
            if positions := positions_of(self, theme):
                made.append(positions)
        return made


class CrossReferencesDirective(ApparatusDirective):
    """``{apparatus:cross-references}``: all pairs of passages, by theme."""

    def run(self) -> list[nodes.Node]:
        """Return a placeholder of the table."""
        self.shows(CrossingsListing.view)
        return [listing(view=CrossingsListing.view)]


class CrossingEnd(NamedTuple):
    """One place of a cross-reference."""

    passage: str
    label: str
    words: str


class CrossingRow(NamedTuple):
    """A row of the table of cross-references."""

    id: str
    theme: str
    relation: str
    ends: tuple[CrossingEnd, ...]


class CrossingsListing(Listing[CrossingRow]):
    """All cross-references."""

    view = "crossings:"

    def rows(self) -> list[CrossingRow]:
        """Return the cross-references, by theme."""
        order = {theme.id: index for index, theme in enumerate(self.edition.shared.themes)}
        known = [one for one in self.edition.cross_references if one.head.theme in order]
        return [self._row(one) for one in sorted(known, key=lambda one: order[one.head.theme])]

    def _row(self, reference: CrossReference) -> CrossingRow:
        ends = []
        places = zip(self.edition.ends(reference), reference.spans, strict=True)
        for (essay, block), span in places:
            assert span is not None
            label, words = passage_label(essay, block, span), block.text[span.start : span.end]
            ends.append(CrossingEnd(f"{essay.id}/{block.id}", label, words))
        theme = self.edition.theme_by_id[reference.head.theme].title
        return CrossingRow(reference.id, theme, reference.head.relation.word, tuple(ends))

    def heading(self, row: CrossingRow) -> str:
        """Return the theme."""
        return row.theme

    def shown(self, rows: Sequence[CrossingRow]) -> list[nodes.Node]:
        """Build a table."""
        cells: list[list[Cell]] = []
        for row in rows:
            ends = []
            for end in row.ends:
                words = nodes.inline("", end.words, classes=[css.WORDS])
                words["support_smartquotes"] = False
                passage = link("passage", end.passage, end.label, self.docname)
                ends.append([passage, nodes.Text(" "), words])
            name = link("crossing", row.id, row.theme, self.docname)
            cells.append([name, row.relation, *ends])
        labels = [essay.label for essay in self.edition.essays]
        heads = [
            _("Theme"),
            _("Relation"),
            *(labels if len(labels) == 2 else [_("One"), _("The other")]),
        ]
        return [table(heads, cells, [14, 10, 38, 38], css.CROSSINGS)]


class VerdictsDirective(ApparatusDirective):
    """``{apparatus:verdicts}``: the scale, from the model."""

    def run(self) -> list[nodes.Node]:
        """Build the table."""
        self.needs_verdicts()
        rows: list[list[Cell]] = [
            [verdict_inline(verdict), str(verdict.rating or "–"), verdict.definition]
            for verdict in self.edition.scheme.verdicts
        ]
        return [table([_("Verdict"), _("Number"), _("Given when")], rows, [25, 10, 65], css.SCALE)]


class RelationsDirective(ApparatusDirective):
    """``{apparatus:relations}``: the kinds of cross-reference, from the model."""

    def run(self) -> list[nodes.Node]:
        """Build the table."""
        rows: list[list[Cell]] = [
            [relation.word, f"{relation.definition[0].upper()}{relation.definition[1:]}."]
            for relation in self.edition.scheme.relations
        ]
        return [table([_("Relation"), _("Said where")], rows, [25, 75], css.RELATIONS)]


class WitnessesDirective(ApparatusDirective):
    """``{apparatus:witnesses} 2019-leigh``: sigla and copies of a text, and its rights."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {"rights": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Build the table, or the statement of rights."""
        id = self.arguments[0]
        self.shows(f"witnesses:{id}")
        head = self.found("essay", id, self.edition.essay_by_id).head
        if "rights" in self.options:
            return [paragraph(f"{capitalized(head.rights.word)}. {head.rights.statement}")]
        rows: list[list[Cell]] = []
        for witness in head.witnesses:
            siglum = nodes.strong("", witness.siglum)
            rows.append([[siglum], witness.title, witness.language, witness.extent])
        heads = [_("Siglum"), _("Witness"), _("Language"), _("Seen")]
        return [table(heads, rows, [10, 40, 15, 35], css.WITNESSES)]
