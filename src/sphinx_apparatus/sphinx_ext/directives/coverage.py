"""What is counted: ``{apparatus:coverage}``, ``balance``, ``lookups``, and ``queue``."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from sphinx_apparatus.edition.edition import quoted
from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.catalogue import _, n_, translate
from sphinx_apparatus.model.date_words import spelled
from sphinx_apparatus.model.dates import PartialDate
from sphinx_apparatus.model.essays import Essay, Note, note_number, passage_label
from sphinx_apparatus.model.vocabulary import KINDS, Outcome, Verdict
from sphinx_apparatus.review.coverage import Waiting, coverage_of, due_day, waiting
from sphinx_apparatus.sphinx_ext.directives.base import (
    ApparatusDirective,
    separated,
)
from sphinx_apparatus.sphinx_ext.node_helpers import (
    Cell,
    inline,
    link,
    paragraph,
    table,
    verdict_inline,
)
from sphinx_apparatus.sphinx_ext.nodes import listing
from sphinx_apparatus.sphinx_ext.paging import Listing
from sphinx_apparatus.text.excerpts import Ranges, excerpt

if TYPE_CHECKING:
    from sphinx_apparatus.edition.edition import Edition


class CoverageDirective(ApparatusDirective):
    """``{apparatus:coverage}``: every sentence with its notes, or why it has none."""

    def run(self) -> list[nodes.Node]:
        """Return a placeholder of the tables."""
        self.shows(CoverageListing.view)
        return [listing(view=CoverageListing.view)]


class CoverageRow(NamedTuple):
    """A sentence with its notes, or the reason for none."""

    title: str
    """Of its text, with the text's short name before it."""
    essay: str
    counted: str
    """What is said of the whole text."""
    passage: str
    label: str
    words: str
    notes: tuple[tuple[str, str], ...]
    """Id and label of each."""
    reason: str
    """Why no note is on it; empty if there is one."""
    is_covered: bool


class CoverageListing(Listing[CoverageRow]):
    """Every sentence, a table for each text."""

    view = "coverage:"

    def rows(self) -> list[CoverageRow]:
        """Return the sentences in the order of the edition."""
        return [row for essay in self.edition.essays for row in self._essay(essay)]

    def _essay(self, essay: Essay) -> Iterator[CoverageRow]:
        found = coverage_of(essay)
        annotated = sum(sentence.is_annotated for sentence in found)
        reasons = sum(sentence.is_covered and not sentence.is_annotated for sentence in found)
        left = len(found) - annotated - reasons
        numbers = {"annotated": annotated, "reasons": reasons, "left": left}
        counted = n_(
            "{count} sentence or heading: {annotated} with a fact-check or context note, "
            "{reasons} without one for the reason given, {left} with neither.",
            "{count} sentences and headings: {annotated} with a fact-check or context note, "
            "{reasons} without one for the reason given, {left} with neither.",
            len(found),
            **numbers,
        )
        if self.edition.scheme.kinds is not KINDS:
            counted = n_(
                "{count} sentence or heading: {annotated} with a note, "
                "{reasons} without one for the reason given, {left} with neither.",
                "{count} sentences and headings: {annotated} with a note, "
                "{reasons} without one for the reason given, {left} with neither.",
                len(found),
                **numbers,
            )
        quotations: dict[str, Ranges] = {}
        if self.domain.quotes_only:
            shown = quoted(self.edition, essay)
            quotations = {block.id: each for block, each in zip(essay.blocks, shown, strict=True)}
        for sentence in found:
            block, words = sentence.block, sentence.text
            if self.domain.quotes_only:
                end = sentence.start + len(words)
                words = excerpt(block.text, quotations[block.id], sentence.start, end)
            yield CoverageRow(
                title=f"{essay.label}: {essay.head.title}",
                essay=essay.label,
                counted=counted,
                passage=f"{essay.id}/{block.id}",
                label=passage_label(essay, block),
                words=words,
                notes=tuple((note.full_id, note.label) for note in sentence.notes),
                reason=sentence.reason,
                is_covered=sentence.is_covered,
            )

    def heading(self, row: CoverageRow) -> str:
        """Return the passage."""
        return row.label

    def shown(self, rows: Sequence[CoverageRow]) -> list[nodes.Node]:
        """Build a table for each text."""
        made: list[nodes.Node] = []
        for (title, essay, counted), group in groupby(rows, key=lambda row: row[:3]):
            id = f"coverage-{essay}"
            made.append(nodes.rubric("", title, ids=[id], **{"heading-level": 2}))
            made.append(paragraph(counted, css.COUNTED))
            heads = [_("Passage"), _("Sentence"), _("Notes, or why there is none")]
            cells = [self._cells(row) for row in group]
            made.append(table(heads, cells, [14, 56, 30], css.COVERAGE))
        return made

    def _cells(self, row: CoverageRow) -> list[Cell]:
        words = nodes.inline("", row.words, classes=[css.WORDS])
        words["support_smartquotes"] = False
        links: list[nodes.Node] = [
            link("note", id, note_number(label).replace(" ", "\u00a0"), self.docname)
            for id, label in row.notes
        ]
        answer = separated(links, ", ")
        if row.reason:
            answer += [nodes.Text(" · ")] if answer else []
            answer.append(inline(row.reason, css.REASON))
        elif not row.is_covered and (self.edition.scheme.verdicts or not answer):
            answer += [nodes.Text(" · ")] if answer else []
            checks = self.edition.scheme.verdicts
            waits = _("no claim checked yet") if checks else _("no note yet")
            answer.append(inline(waits, css.UNCOVERED))
        return [[link("passage", row.passage, row.label, self.docname)], [words], answer]


class QueueDirective(ApparatusDirective):
    """``{apparatus:queue}``: the notes that wait for an editor."""

    def run(self) -> list[nodes.Node]:
        """Return a placeholder of the table."""
        self.shows(QueueListing.view)
        return [listing(view=QueueListing.view)]


class QueueListing(Listing[Waiting]):
    """The notes that are not reviewed, disputed, or to be checked again; the next due first.

    A build does not ask for the day: a note is listed with the day on which it is due.
    """

    view = "queue:"

    def rows(self) -> list[Waiting]:
        """Return the notes."""
        last = dt.date.max
        return sorted(
            waiting(self.edition, self._months, last), key=lambda row: self._due(row.note) or last
        )

    @property
    def _months(self) -> int:
        return int(self.domain.env.config.apparatus_recheck_months)

    def _due(self, note: Note) -> dt.date | None:
        return due_day(note, self._months)

    def heading(self, row: Waiting) -> str:
        """Return the day on which the note is due."""
        return str(self._due(row.note) or "–")

    def above(self) -> list[nodes.Node]:
        """Build the line that counts them by reason."""
        counts = Counter(reason for row in self.rows() for reason in row.reasons)
        said = [f"{counts[each]} {translate(each)}" for each in sorted(counts) if each != "due"]
        total = sum(len(essay.active_notes) for essay in self.edition.essays)
        words = n_(
            "Of {count} note: {reasons}.",
            "Of {count} notes: {reasons}.",
            total,
            reasons=", ".join(said) or _("all reviewed"),
        )
        return [paragraph(words, css.COUNTED)]

    def shown(self, rows: Sequence[Waiting]) -> list[nodes.Node]:
        """Build a table."""
        cells: list[list[Cell]] = []
        for note, reasons in rows:
            check, day = note.fact_check, self._due(note)
            label = link("note", note.full_id, self.edition.note_label(note), self.docname)
            why = [translate(reason) for reason in reasons if reason != "due"]
            cells.append(
                [
                    [label],
                    [nodes.Text(note.head.title)],
                    [verdict_inline(check.verdict)] if check else "",
                    spelled(PartialDate.of(day)) if day else "–",
                    ", ".join(why) or "–",
                ]
            )
        heads = [_("Note"), _("Title"), _("Verdict"), _("Due"), _("Why it waits")]
        widths = [14, 36, 18, 16, 16]
        if not self.edition.scheme.verdicts:
            heads, widths = [*heads[:2], *heads[3:]], [*widths[:2], *widths[3:]]
            cells = [[*row[:2], *row[3:]] for row in cells]
        return [table(heads, cells, widths, css.QUEUE)] if cells else []


class BalanceDirective(ApparatusDirective):
    """``{apparatus:balance}``: verdicts by text, by subject and by person spoken of."""

    def run(self) -> list[nodes.Node]:
        """Count the records and build three tables."""
        self.shows("balance:")
        self.needs_verdicts()
        verdicts = self.edition.scheme.verdicts
        legend = paragraph(
            separated([verdict_inline(verdict) for verdict in verdicts], " · "), css.LEGEND
        )
        made: list[nodes.Node] = [legend]
        essays = {essay.label: essay.id for essay in self.edition.essays}
        by_essay = [(label, by_text(self.edition, id)) for label, id in essays.items()]
        together: Counter[Verdict] = sum((counts for _, counts in by_essay), Counter())
        made += self._counted(
            "text", _("By text"), _("Text"), [*by_essay, (_("Together"), together)]
        )
        for kind, title, head in (
            ("subject", _("By subject"), _("Subject")),
            ("person", _("By person spoken of"), _("Person")),
        ):
            made += self._counted(kind, title, head, list(by_term(self.edition, kind).items()))
        return made

    def _counted(
        self, kind: str, title: str, head: str, rows: Sequence[tuple[str, Mapping[Verdict, int]]]
    ) -> list[nodes.Node]:
        verdicts = self.edition.scheme.verdicts
        cells: list[list[Cell]] = [
            [term, *(str(counts.get(v, 0) or "–") for v in verdicts), str(sum(counts.values()))]
            for term, counts in rows
        ]
        # A reader who hears the table hears words; only symbols fit its columns.
        group = table(
            [head, *("" for _ in verdicts), _("All")],
            cells,
            [37, *(7 for _ in verdicts), 8],
            css.BALANCE,
        )
        heads = next(iter(group.findall(nodes.row)))
        for entry, verdict in zip(list(heads.children)[1:-1], verdicts, strict=True):
            cell = next(iter(entry.findall(nodes.paragraph)))
            cell += [inline(verdict.sign, css.SIGN), inline(f" {verdict.word}", css.SPOKEN)]
        id = f"balance-{kind}"
        return [nodes.rubric("", title, ids=[id], **{"heading-level": 2}), group]


class LookupsDirective(ApparatusDirective):
    """``{apparatus:lookups}``: what was found when quotations were looked up on the web."""

    def run(self) -> list[nodes.Node]:
        """Count the records and build a table."""
        self.shows("balance:")
        edition = self.edition
        quoted = [(n, each) for n in edition.note_by_id.values() for each in n.quotations]
        found = [edition.lookup(note, each) for note, each in quoted]
        counts = Counter(each.outcome for each in found if each)
        cells: list[list[Cell]] = [
            [f"{outcome.definition[:1].upper()}{outcome.definition[1:]}", str(counts[outcome])]
            for outcome in Outcome
            if counts[outcome]
        ]
        if None in found:
            cells.append([_("Not yet looked up"), str(found.count(None))])
        cells.append([_("All"), str(len(found))])
        return [table([_("Quotations"), _("Number")], cells, [80, 20], css.LOOKUPS)]


def by_text(edition: Edition, essay_id: str) -> Counter[Verdict]:
    """Return the number of each verdict among a text's active fact-checks."""
    return Counter(verdict for essay, verdict, _ in _verdicts(edition) if essay == essay_id)


def by_term(edition: Edition, kind: str) -> dict[str, Counter[Verdict]]:
    """Return the verdicts counted for each heading of a kind; a note counts under all its own."""
    counts: dict[str, Counter[Verdict]] = {}
    for name in edition.shared.names_in_order:
        found = Counter(verdict for _, verdict, index in _verdicts(edition) if name.name in index)
        if name.kind.like == kind and found:
            counts[name.name] = found
    return counts


def _verdicts(edition: Edition) -> list[tuple[str, Verdict, tuple[str, ...]]]:
    return [(essay.id, head.verdict, head.index) for essay, _, head in edition.fact_checks()]
