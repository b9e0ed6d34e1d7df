"""``{apparatus:chronology}``: events before, between and after the texts; and corrections."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from docutils import nodes

from sphinx_apparatus.figures.time_line import time_line
from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.catalogue import _
from sphinx_apparatus.model.date_words import spelled
from sphinx_apparatus.model.dates import PartialDate
from sphinx_apparatus.model.records import Event, FactCheckHead
from sphinx_apparatus.sphinx_ext.directives.base import ApparatusDirective, separated
from sphinx_apparatus.sphinx_ext.node_helpers import (
    Cell,
    filled,
    link,
    paragraph,
    table,
    verdict_inline,
)
from sphinx_apparatus.sphinx_ext.nodes import picture


class ChronologyDirective(ApparatusDirective):
    """``{apparatus:chronology}``: a time line, then every event with its sources."""

    def run(self) -> list[nodes.Node]:
        """Build picture and table."""
        self.shows("chronology:")
        events = self.edition.shared.events
        if not events:
            return []
        essays = {essay.head.date.last for essay in self.edition.essays}
        drawn = time_line(events, essays)
        rows = [self._row(index, event) for index, event in enumerate(events)]
        shown = table([_("Date"), _("Event"), _("Passages")], rows, [20, 62, 18], css.CHRONOLOGY)
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
        found = [*self._listed(), *self._of_notes()]
        if not found:
            return [paragraph(_("No correction has been made yet."), css.NO_CORRECTIONS)]
        found.sort(key=lambda each: each.date, reverse=True)
        rows = [
            [spelled(PartialDate.of(each.date)), each.where, each.what, each.reason]
            for each in found
        ]
        heads = [_("Date"), _("Where"), _("What was changed"), _("Why")]
        return [table(heads, rows, [15, 15, 40, 30], css.CORRECTIONS)]

    def _listed(self) -> Iterator[_Corrected]:
        """Yield the corrections of the list."""
        file = self.edition.shared.files.get("corrections")
        for index, one in enumerate(self.edition.shared.corrections):
            assert file is not None
            note = self.edition.note_by_id.get(one.note)
            where: Cell = [self.note_link(note)] if note else one.note
            what, reason = (
                self.words(text, file.path, file.line(index, field) + 1)
                for field, text in (("what", one.what), ("reason", one.reason))
            )
            yield _Corrected(one.date, where, what, reason)

    def _of_notes(self) -> Iterator[_Corrected]:
        """Yield changes of verdicts and withdrawals, unless the list has the note on that day."""
        listed = {(one.date, one.note) for one in self.edition.shared.corrections}
        for note in self.edition.note_by_id.values():
            head = note.head
            for change in head.history if isinstance(head, FactCheckHead) else ():
                if (change.date, note.full_id) not in listed:
                    was, now = verdict_inline(change.from_), verdict_inline(change.to)
                    what = filled(_("Verdict: {before}, now {after}"), before=was, after=now)
                    yield _Corrected(change.date, [self.note_link(note)], what, change.reason)
            if head.withdrawn and (head.withdrawn.date, note.full_id) not in listed:
                gone = head.withdrawn
                what = [nodes.Text(_("The note was withdrawn."))]
                yield _Corrected(gone.date, [self.note_link(note)], what, gone.reason)


class _Corrected(NamedTuple):
    """A row of the table."""

    date: dt.date
    where: Cell
    what: Cell
    reason: Cell
