"""Directives: an essay, and the pages that are made from the records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from sphinx_apparatus import accounts, chronology, comparing, debates, names
from sphinx_apparatus.domain import Target, note_words
from sphinx_apparatus.model import (
    Essay,
    FactCheckHead,
    Note,
    Relation,
    Verdict,
    passage_label,
)
from sphinx_apparatus.showing import ApparatusDirective, verdict_inline
from sphinx_apparatus.tables import Cell, inline, link, paragraph, table

if TYPE_CHECKING:
    from sphinx_apparatus.edition import Edition


class EssayDirective(ApparatusDirective):
    """``{apparatus:essay} 2019-leigh``: the text with its notes."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Make the text."""
        id = self.arguments[0]
        self.shows(f"essay:{id}")
        if id not in self.edition.essay_by_id:
            return self.unknown("essay", id, list(self.edition.essay_by_id))
        essay = self.edition.essay_by_id[id]
        return [self.rendering().essay(essay, self.config.apparatus_text_view)]


class ThemeDirective(ApparatusDirective):
    """``{apparatus:theme} two-fronts``: the definition and the pairs of passages."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Make the body of a theme's page."""
        id = self.arguments[0]
        self.shows(f"theme:{id}")
        if id not in self.edition.theme_by_id:
            return self.unknown("theme", id, list(self.edition.theme_by_id))
        theme = self.edition.theme_by_id[id]
        rendering = self.rendering()
        made = nodes.container(classes=["apparatus-theme"], ids=[f"theme-{id}"])
        self.state.document.ids[f"theme-{id}"] = made
        target = Target(self.env.docname, f"theme-{id}", theme.title, "theme", "")
        self.domain.note_target("theme", id, target)
        definition = nodes.container(classes=["apparatus-definition"])
        file = self.edition.shared.files["themes"]
        index = self.edition.shared.themes.index(theme)
        line = file.line(index, "definition") + 1
        rendering.markup.render(theme.definition, definition, file.path, line)
        made += definition
        made += [
            rendering.crossing(reference)
            for reference in self.edition.cross_references
            if reference.head.theme == id
        ]
        return [made]


class CrossReferencesDirective(ApparatusDirective):
    """``{apparatus:cross-references}``: all pairs of passages, by theme."""

    def run(self) -> list[nodes.Node]:
        """Make one table."""
        self.shows("crossings:")
        labels = [essay.label for essay in self.edition.essays]
        rows: list[list[Cell]] = []
        for theme in self.edition.shared.themes:
            for reference in self.edition.cross_references:
                if reference.head.theme != theme.id:
                    continue
                ends = []
                for (essay, block), span in zip(
                    self.edition.ends(reference), reference.spans, strict=True
                ):
                    assert span is not None
                    label = passage_label(essay, block)
                    passage = link("passage", f"{essay.id}/{block.id}", label, self.env.docname)
                    words = nodes.inline(
                        "", block.text[span.start : span.end], classes=["apparatus-words"]
                    )
                    words["support_smartquotes"] = False
                    ends.append([passage, nodes.Text(" "), words])
                name = link("crossing", reference.id, theme.title, self.env.docname)
                rows.append([name, reference.head.relation.word, *ends])
        heads = ["Theme", "Relation", *(labels if len(labels) == 2 else ["One", "The other"])]
        return [table(heads, rows, [14, 10, 38, 38], "apparatus-crossings")]


class FactChecksDirective(ApparatusDirective):
    """``{apparatus:fact-checks}``: totals, then every check."""

    def run(self) -> list[nodes.Node]:
        """Make both tables."""
        self.shows("fact-checks:")
        return [self._totals(), self._checks()]

    def _totals(self) -> nodes.table:
        checks = fact_checks(self.edition)
        counts = Counter((essay.id, head.verdict) for essay, _, head in checks)
        rows: list[list[Cell]] = []
        for verdict in Verdict:
            numbers = [counts[essay.id, verdict] for essay in self.edition.essays]
            row = [str(number) for number in (*numbers, sum(numbers))]
            rows.append([_verdict(verdict), *row])
        totals = [
            sum(counts[essay.id, verdict] for verdict in Verdict) for essay in self.edition.essays
        ]
        rows.append(["All", *(str(total) for total in (*totals, sum(totals)))])
        labels = [essay.label for essay in self.edition.essays]
        widths = [40, *(20 for _ in (*labels, "Both"))]
        return table(["Verdict", *labels, "Together"], rows, widths, "apparatus-totals")

    def _checks(self) -> nodes.table:
        rows: list[list[Cell]] = []
        for essay, note, head in fact_checks(self.edition):
            assert note.span is not None
            block = essay.block_of(note.span)
            docname = self.env.docname
            passage = link(
                "passage", f"{essay.id}/{block.id}", passage_label(essay, block), docname
            )
            number = link("note", note.full_id, note_words(self.edition, note), docname)
            sources = len({citation.key for citation in self.edition.body(note).citations})
            claim: Cell = [
                inline(f"{essay.head.author}:", "apparatus-speaker"),
                nodes.Text(f" {head.claim}"),
            ]
            rows.append(
                [
                    [number],
                    claim,
                    _verdict(head.verdict),
                    [passage],
                    str(sources),
                    str(head.checked),
                ]
            )
        heads = ["Note", "Claim, as the essay makes it", "Verdict", "Passage", "Sources", "Checked"]
        return table(heads, rows, [9, 45, 16, 10, 7, 13], "apparatus-checks")


class VerdictsDirective(ApparatusDirective):
    """``{apparatus:verdicts}``: the scale, from the model."""

    def run(self) -> list[nodes.Node]:
        """Make the table."""
        rows: list[list[Cell]] = [
            [_verdict(verdict), str(verdict.rating or "–"), verdict.definition]
            for verdict in Verdict
        ]
        return [table(["Verdict", "Number", "Given when"], rows, [25, 10, 65], "apparatus-scale")]


class RelationsDirective(ApparatusDirective):
    """``{apparatus:relations}``: the kinds of cross-reference, from the model."""

    def run(self) -> list[nodes.Node]:
        """Make the table."""
        rows: list[list[Cell]] = [
            [relation.word, f"{relation.definition[0].upper()}{relation.definition[1:]}."]
            for relation in Relation
        ]
        return [table(["Relation", "Said where"], rows, [25, 75], "apparatus-relations")]


class WitnessesDirective(ApparatusDirective):
    """``{apparatus:witnesses} 2019-leigh``: sigla and copies of a text, and its rights."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {"rights": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Make the table, or the statement of rights."""
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
        return [table(heads, rows, [10, 40, 15, 35], "apparatus-witnesses")]


def fact_checks(edition: Edition) -> list[tuple[Essay, Note, FactCheckHead]]:
    """Give every fact-check of the edition that still holds, in order."""
    return [
        (essay, note, note.head)
        for essay in edition.essays
        for note in essay.notes
        if isinstance(note.head, FactCheckHead) and note.head.status == "active"
    ]


def _verdict(verdict: Verdict) -> list[nodes.Node]:
    return [verdict_inline(verdict)]


DIRECTIVES = {
    "essay": EssayDirective,
    "theme": ThemeDirective,
    "cross-references": CrossReferencesDirective,
    "fact-checks": FactChecksDirective,
    "verdicts": VerdictsDirective,
    "relations": RelationsDirective,
    "witnesses": WitnessesDirective,
    **comparing.DIRECTIVES,
    **debates.DIRECTIVES,
    **chronology.DIRECTIVES,
    **names.DIRECTIVES,
    **accounts.DIRECTIVES,
}
