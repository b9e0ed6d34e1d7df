"""``{apparatus:fact-checks}``: the verdicts counted, then every fact-check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from docutils import nodes

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.essays import Essay, Note, passage_label
from sphinx_apparatus.model.records import FactCheckHead
from sphinx_apparatus.model.vocabulary import Verdict
from sphinx_apparatus.sphinx_ext.directives.base import ApparatusDirective
from sphinx_apparatus.sphinx_ext.node_helpers import (
    Cell,
    inline,
    link,
    table,
    verdict_inline,
)
from sphinx_apparatus.sphinx_ext.nodes import listing
from sphinx_apparatus.sphinx_ext.paging import Listing

COLUMNS = 8
"""Essays that have a column each in the table of totals; of more there are only the sums."""


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


def _verdict_and_summary(row: FactCheckRow) -> list[nodes.Node]:
    """Return the verdict, with the sentence that says why where the note has one."""
    if not row.summary:
        return _verdict(row.verdict)
    summary = inline(row.summary, css.SUMMARY)
    summary["support_smartquotes"] = False
    return [verdict_inline(row.verdict), nodes.Text(". "), summary]


def _verdict(verdict: Verdict) -> list[nodes.Node]:
    return [verdict_inline(verdict)]
