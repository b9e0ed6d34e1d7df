"""Accounts of the edition's own work: ``{apparatus:coverage}`` and ``{apparatus:balance}``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from docutils import nodes

from sphinx_apparatus.coverage import Sentence, coverage_of
from sphinx_apparatus.edition import Edition
from sphinx_apparatus.model import Essay, FactCheckHead, Verdict
from sphinx_apparatus.names import in_order
from sphinx_apparatus.showing import ApparatusDirective, separated, verdict_inline
from sphinx_apparatus.tables import SPOKEN, Cell, inline, paragraph, table


class CoverageDirective(ApparatusDirective):
    """``{apparatus:coverage}``: every sentence with its notes, or why it has none."""

    def run(self) -> list[nodes.Node]:
        """Make a table for each text."""
        self.shows("coverage:")
        return [node for essay in self.edition.essays for node in self._essay(essay)]

    def _essay(self, essay: Essay) -> list[nodes.Node]:
        found = coverage_of(essay)
        annotated = sum(sentence.is_annotated for sentence in found)
        reasons = sum(sentence.is_covered and not sentence.is_annotated for sentence in found)
        left = len(found) - annotated - reasons
        counted = (
            f"{len(found)} sentences and headings: {annotated} with a fact-check or context note, "
            f"{reasons} without one for the reason given, {left} with neither."
        )
        title = nodes.rubric(
            "",
            f"{essay.label}: {essay.head.title}",
            ids=[f"coverage-{essay.label}"],
            **{"heading-level": 2},
        )
        rows = [self._row(sentence) for sentence in found]
        heads = ["Passage", "Sentence", "Notes, or why there is none"]
        shown = table(heads, rows, [14, 56, 30], "apparatus-coverage")
        return [title, paragraph(counted, "apparatus-counted"), shown]

    def _row(self, sentence: Sentence) -> list[Cell]:
        words = nodes.inline("", sentence.text, classes=["apparatus-words"])
        words["support_smartquotes"] = False
        links: list[nodes.Node] = [
            self.note_link(note, f"n.\u00a0{note.label}") for note in sentence.notes
        ]
        told = separated(links, ", ")
        if sentence.reason:
            told += [nodes.Text(" · ")] if told else []
            told.append(inline(sentence.reason, "apparatus-reason"))
        elif not sentence.is_covered:
            told += [nodes.Text(" · ")] if told else []
            told.append(inline("no claim checked yet", "apparatus-uncovered"))
        return [[self.passage_link(sentence.essay, sentence.block)], [words], told]


class BalanceDirective(ApparatusDirective):
    """``{apparatus:balance}``: verdicts by text, by subject and by person spoken of."""

    def run(self) -> list[nodes.Node]:
        """Count the records anew and make three tables."""
        self.shows("balance:")
        legend = paragraph(
            separated([verdict_inline(verdict) for verdict in Verdict], " · "), "apparatus-legend"
        )
        made: list[nodes.Node] = [legend]
        essays = {essay.label: essay.id for essay in self.edition.essays}
        by_essay = [(label, by_text(self.edition, id)) for label, id in essays.items()]
        together: Counter[Verdict] = sum((counts for _, counts in by_essay), Counter())
        made += self._counted("By text", "Text", [*by_essay, ("Together", together)])
        for kind, title, head in (
            ("subject", "By subject", "Subject"),
            ("person", "By person spoken of", "Person"),
        ):
            made += self._counted(title, head, list(by_term(self.edition, kind).items()))
        return made

    def _counted(
        self, title: str, head: str, rows: Sequence[tuple[str, Mapping[Verdict, int]]]
    ) -> list[nodes.Node]:
        cells: list[list[Cell]] = [
            [term, *(str(counts.get(v, 0) or "–") for v in Verdict), str(sum(counts.values()))]
            for term, counts in rows
        ]
        # A reader who hears the table hears words; only signs fit its columns.
        group = table(
            [head, *("" for _ in Verdict), "All"],
            cells,
            [37, *(7 for _ in Verdict), 8],
            "apparatus-balance",
        )
        heads = next(iter(group.findall(nodes.row)))
        for entry, verdict in zip(list(heads.children)[1:-1], Verdict, strict=True):
            cell = next(iter(entry.findall(nodes.paragraph)))
            cell += [inline(verdict.sign, "apparatus-sign"), inline(f" {verdict.word}", SPOKEN)]
        id = f"balance-{head.lower()}"
        return [nodes.rubric("", title, ids=[id], **{"heading-level": 2}), group]


def by_text(edition: Edition, essay_id: str) -> Counter[Verdict]:
    """Count the verdicts of a text's fact-checks that still hold."""
    return Counter(verdict for essay, verdict, _ in _verdicts(edition) if essay == essay_id)


def by_term(edition: Edition, kind: str) -> dict[str, Counter[Verdict]]:
    """Count the verdicts for each heading of a kind; a note counts under each of its headings."""
    counts: dict[str, Counter[Verdict]] = {}
    for name in in_order(edition.shared.names):
        found = Counter(verdict for _, verdict, index in _verdicts(edition) if name.name in index)
        if name.kind == kind and found:
            counts[name.name] = found
    return counts


def _verdicts(edition: Edition) -> list[tuple[str, Verdict, tuple[str, ...]]]:
    return [
        (essay.id, note.head.verdict, note.head.index)
        for essay in edition.essays
        for note in essay.notes
        if isinstance(note.head, FactCheckHead) and note.head.status == "active"
    ]


DIRECTIVES = {"coverage": CoverageDirective, "balance": BalanceDirective}
