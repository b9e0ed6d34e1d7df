"""Directives of essays, themes, tables and scales."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from docutils import nodes
from docutils.parsers.rst import directives

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.essays import CrossReference, Essay, Note, passage_label
from sphinx_apparatus.model.records import FactCheckHead, Theme
from sphinx_apparatus.model.vocabulary import Relation, Verdict
from sphinx_apparatus.sphinx_ext.directives.base import ApparatusDirective
from sphinx_apparatus.sphinx_ext.domain import Target
from sphinx_apparatus.sphinx_ext.node_helpers import (
    Cell,
    inline,
    link,
    paragraph,
    plain_words,
    table,
    verdict_inline,
)
from sphinx_apparatus.sphinx_ext.nodes import listing
from sphinx_apparatus.sphinx_ext.paging import Listing
from sphinx_apparatus.text.excerpts import NOTICE

COLUMNS = 8
"""Essays that have a column each in the table of totals; of more there are only the sums."""


class EssayDirective(ApparatusDirective):
    """``{apparatus:essay} 2019-leigh``: the text with its notes."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Build the text."""
        id = self.arguments[0]
        self.shows(f"essay:{id}")
        if id not in self.edition.essay_by_id:
            return self.unknown("essay", id, list(self.edition.essay_by_id))
        essay = self.edition.essay_by_id[id]
        text = self.record_nodes().essay(essay, self.config.apparatus_text_view)
        if self.domain.quotes_only:
            return [paragraph(NOTICE, css.NOTICE), text]
        return [text]


class ThemeDirective(ApparatusDirective):
    """``{apparatus:theme} two-fronts``: question, positions, definition, pairs of passages."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Build the body of a theme's page."""
        id = self.arguments[0]
        self.shows(f"theme:{id}")
        if id not in self.edition.theme_by_id:
            return self.unknown("theme", id, list(self.edition.theme_by_id))
        theme = self.edition.theme_by_id[id]
        record_nodes = self.record_nodes()
        made = nodes.container(classes=[css.THEME], ids=[f"theme-{id}"])
        self.state.document.ids[f"theme-{id}"] = made
        target = Target(self.env.docname, f"theme-{id}", theme.title, "theme", "")
        self.domain.note_target("theme", id, target)
        if theme.question:
            made += plain_words(theme.question, css.QUESTION)
        if positions := self._positions(theme):
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

    def _positions(self, theme: Theme) -> nodes.definition_list | None:
        """Build the list of where each text stands; none where nothing says."""
        made = nodes.definition_list(classes=[css.POSITIONS])
        for essay in self.edition.essays:
            if clause := theme.positions.get(essay.id):
                name = f"{essay.speaker}, {essay.label}"
                term = nodes.term("", "", link("text", essay.id, name, self.env.docname))
                stands = nodes.definition("", plain_words(clause))
                made += nodes.definition_list_item("", term, stands)
        return made if len(made) else None


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
            label, words = passage_label(essay, block), block.text[span.start : span.end]
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
        heads = ["Theme", "Relation", *(labels if len(labels) == 2 else ["One", "The other"])]
        return [table(heads, cells, [14, 10, 38, 38], css.CROSSINGS)]


class FactChecksDirective(ApparatusDirective):
    """``{apparatus:fact-checks}``: totals, then every check."""

    def run(self) -> list[nodes.Node]:
        """Build the table of totals, and leave the place of the other."""
        self.shows(FactChecksListing.view)
        return [self._totals(), listing(view=FactChecksListing.view)]

    def _totals(self) -> nodes.table:
        checks = self.edition.fact_checks()
        counts = Counter((essay.id, head.verdict) for essay, _, head in checks)
        together = Counter(head.verdict for _, _, head in checks)
        # A column for each of many essays would be no table.
        essays = self.edition.essays if len(self.edition.essays) <= COLUMNS else ()
        rows: list[list[Cell]] = []
        for verdict in Verdict:
            numbers = [*(counts[essay.id, verdict] for essay in essays), together[verdict]]
            rows.append([_verdict(verdict), *map(str, numbers)])
        totals = [sum(counts[essay.id, verdict] for verdict in Verdict) for essay in essays]
        rows.append(["All", *map(str, [*totals, len(checks)])])
        heads = ["Verdict", *(essay.label for essay in essays), "Together"]
        return table(heads, rows, [40, *(20 for _ in heads[1:])], css.TOTALS)


class FactCheckRow(NamedTuple):
    """A row of the table of fact-checks."""

    note: str
    words: str
    essay: str
    speaker: str
    claim: str
    verdict: Verdict
    summary: str
    passage: str
    label: str
    sources: int
    checked: str


class FactChecksListing(Listing[FactCheckRow]):
    """Every fact-check."""

    view = "fact-checks:"

    def rows(self) -> list[FactCheckRow]:
        """Return the fact-checks that still hold, in the order of the edition."""
        return [self._row(*check) for check in self.edition.fact_checks()]

    def _row(self, essay: Essay, note: Note, head: FactCheckHead) -> FactCheckRow:
        assert note.span is not None
        block = essay.block_of(note.span)
        return FactCheckRow(
            note=note.full_id,
            words=self.edition.note_label(note),
            essay=essay.label,
            speaker=f"{essay.speaker}:",
            claim=head.claim,
            verdict=head.verdict,
            summary=head.summary or "",
            passage=f"{essay.id}/{block.id}",
            label=passage_label(essay, block),
            sources=len(self.edition.cited_by(note)),
            checked=str(head.checked),
        )

    def heading(self, row: FactCheckRow) -> str:
        """Return the essay."""
        return row.essay

    def shown(self, rows: Sequence[FactCheckRow]) -> list[nodes.Node]:
        """Build a table."""
        cells: list[list[Cell]] = [
            [
                [link("note", row.note, row.words, self.docname)],
                [inline(row.speaker, css.SPEAKER), nodes.Text(f" {row.claim}")],
                _verdict_and_summary(row),
                [link("passage", row.passage, row.label, self.docname)],
                str(row.sources),
                row.checked,
            ]
            for row in rows
        ]
        finding = "Verdict and summary" if any(row.summary for row in rows) else "Verdict"
        claim = "Claim, as the essay makes it"
        heads = ["Note", claim, finding, "Passage", "Sources", "Checked"]
        return [table(heads, cells, [9, 28, 33, 10, 7, 13], css.CHECKS)]


class VerdictsDirective(ApparatusDirective):
    """``{apparatus:verdicts}``: the scale, from the model."""

    def run(self) -> list[nodes.Node]:
        """Build the table."""
        rows: list[list[Cell]] = [
            [_verdict(verdict), str(verdict.rating or "–"), verdict.definition]
            for verdict in Verdict
        ]
        return [table(["Verdict", "Number", "Given when"], rows, [25, 10, 65], css.SCALE)]


class RelationsDirective(ApparatusDirective):
    """``{apparatus:relations}``: the kinds of cross-reference, from the model."""

    def run(self) -> list[nodes.Node]:
        """Build the table."""
        rows: list[list[Cell]] = [
            [relation.word, f"{relation.definition[0].upper()}{relation.definition[1:]}."]
            for relation in Relation
        ]
        return [table(["Relation", "Said where"], rows, [25, 75], css.RELATIONS)]


class WitnessesDirective(ApparatusDirective):
    """``{apparatus:witnesses} 2019-leigh``: sigla and copies of a text, and its rights."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {"rights": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Build the table, or the statement of rights."""
        id = self.arguments[0]
        self.shows(f"witnesses:{id}")
        if id not in self.edition.essay_by_id:
            return self.unknown("essay", id, list(self.edition.essay_by_id))
        head = self.edition.essay_by_id[id].head
        if "rights" in self.options:
            return [paragraph(f"{head.rights.status.capitalize()}. {head.rights.statement}")]
        rows: list[list[Cell]] = []
        for witness in head.witnesses:
            siglum = nodes.strong("", witness.siglum)
            rows.append([[siglum], witness.title, witness.language, witness.extent])
        heads = ["Siglum", "Witness", "Language", "Seen"]
        return [table(heads, rows, [10, 40, 15, 35], css.WITNESSES)]


def _verdict_and_summary(row: FactCheckRow) -> list[nodes.Node]:
    """Return the verdict, with the sentence that says why where the note has one."""
    if not row.summary:
        return _verdict(row.verdict)
    summary = inline(row.summary, css.SUMMARY)
    summary["support_smartquotes"] = False
    return [verdict_inline(row.verdict), nodes.Text(". "), summary]


def _verdict(verdict: Verdict) -> list[nodes.Node]:
    return [verdict_inline(verdict)]
