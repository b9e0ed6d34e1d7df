"""``{apparatus:chronology}``: events before, between and after the texts; and corrections."""

from __future__ import annotations

from docutils import nodes

from sphinx_apparatus.figures.time_line import time_line
from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.dates import PartialDate, spelled
from sphinx_apparatus.model.records import Event
from sphinx_apparatus.sphinx_ext.directives.base import ApparatusDirective, separated
from sphinx_apparatus.sphinx_ext.node_helpers import Cell, link, paragraph, table
from sphinx_apparatus.sphinx_ext.nodes import picture


class ChronologyDirective(ApparatusDirective):
    """``{apparatus:chronology}``: a time line, then every event with its sources."""

    def run(self) -> list[nodes.Node]:
        """Build picture and table."""
        self.shows("chronology:")
        events = self.edition.shared.events
        if not events:
            return []
        essays = {PartialDate.of(essay.head.date) for essay in self.edition.essays}
        drawn = time_line(events, essays)
        rows = [self._row(index, event) for index, event in enumerate(events)]
        shown = table(["Date", "Event", "Passages"], rows, [20, 62, 18], css.CHRONOLOGY)
        return [picture(svg=drawn.svg, alt=drawn.alt, classes=[css.TIME_LINE]), shown]

    def _row(self, index: int, event: Event) -> list[Cell]:
        file = self.edition.shared.files["chronology"]
        date = nodes.inline("", spelled(event.date, event.end), classes=[css.DATE])
        same = [other.date for other in self.edition.shared.events[:index]].count(event.date)
        self.target(date, f"event-{event.date}" + (f"-{same + 1}" if same else ""))
        words = self.words(event.event, file.path, file.line(index, "event") + 1)
        words += self.citation(event.sources, file.path, file.line(index, "sources"))
        passages: list[nodes.Node] = []
        for id in event.passages:
            label = self.edition.label(*id.split("/"))
            passages.append(link("passage", id, label, self.env.docname))
        return [[date], words, separated(passages, ", ")]


class CorrectionsDirective(ApparatusDirective):
    """``{apparatus:corrections}``: what was changed after it was published, newest first."""

    def run(self) -> list[nodes.Node]:
        """Build the table, or say that there is nothing in it."""
        self.shows("corrections:")
        shared = self.edition.shared
        if not shared.corrections:
            return [paragraph("No correction has been made yet.", css.NO_CORRECTIONS)]
        file = shared.files["corrections"]
        rows: list[list[Cell]] = []
        for index, one in enumerate(shared.corrections):
            note = self.edition.note_by_id.get(one.note)
            where: Cell = [self.note_link(note)] if note else one.note
            texts = [
                self.words(text, file.path, file.line(index, field) + 1)
                for field, text in (("what", one.what), ("reason", one.reason))
            ]
            rows.append([spelled(PartialDate.of(one.date)), where, *texts])
        heads = ["Date", "Where", "What was changed", "Why"]
        return [table(heads, rows, [15, 15, 40, 30], css.CORRECTIONS)]
