"""``{apparatus:essays}``: all texts in groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import ClassVar, NamedTuple

from docutils import nodes
from docutils.parsers.rst import directives

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.date_words import spelled_span, year_words
from sphinx_apparatus.model.dates import DateSpan, PartialDate
from sphinx_apparatus.model.essays import Essay
from sphinx_apparatus.sphinx_ext.directives.base import ApparatusDirective
from sphinx_apparatus.sphinx_ext.node_helpers import link, paragraph
from sphinx_apparatus.sphinx_ext.nodes import listing
from sphinx_apparatus.sphinx_ext.paging import Listing

VIEW = "essays:"
_JUMPS = 3
"""Groups from which on a line above them leads to each."""


def is_of_all(view: str) -> bool:
    """Return whether a page with this view has all texts; the sidebar links to it."""
    return view.startswith(VIEW)


class EssaysDirective(ApparatusDirective):
    """``{apparatus:essays}``: every text by debate or, with ``:by: year``, by year."""

    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {
        "by": lambda value: directives.choice(value, ("debate", "year"))
    }

    def run(self) -> list[nodes.Node]:
        """Return a placeholder of the lists."""
        view = f"{VIEW}{self.options.get('by', 'debate')}"
        self.shows(view)
        return [listing(view=view)]


class EssayRow(NamedTuple):
    """A text as it is listed."""

    group: PartialDate
    """A year."""
    id: str
    title: str
    author: str
    date: DateSpan


class EssaysByDebate(Listing[EssayRow]):
    """All texts by debate."""

    view = f"{VIEW}debate"

    def rows(self) -> list[EssayRow]:
        """Return the texts, in each group by date."""
        rows = [
            EssayRow(self.group(e), e.id, e.head.title, e.head.author, e.head.date)
            for e in self.edition.essays
        ]
        return sorted(rows, key=lambda row: (row.group, row.date, row.id))

    def group(self, essay: Essay) -> PartialDate:
        """Return the group of a text."""
        return essay.year

    def heading(self, row: EssayRow) -> str:
        """Return the group."""
        return year_words(row.group)

    def shown(self, rows: Sequence[EssayRow]) -> list[nodes.Node]:
        """Build a list for each group."""
        groups = [(year, list(group)) for year, group in groupby(rows, key=lambda row: row.group)]
        made: list[nodes.Node] = []
        if len(groups) >= _JUMPS:
            jumps = paragraph("", css.PARTS)
            for year, _ in groups:
                jumps += [nodes.Text(" · ")] if len(jumps) else []
                name = year_words(year)
                jumps += nodes.reference("", name, refid=f"group-{year}", internal=True)
            made.append(jumps)
        for year, group in groups:
            given = {"ids": [f"group-{year}"], "heading-level": 2}
            made.append(nodes.rubric("", year_words(year), **given))
            made.append(nodes.bullet_list("", *map(self._item, group), bullet="-"))
        return made

    def _item(self, row: EssayRow) -> nodes.list_item:
        title = link("text", row.id, row.title, self.docname)
        said = nodes.Text(f" · {row.author}, {spelled_span(row.date)}")
        return nodes.list_item("", paragraph([title, said]))


class EssaysByYear(EssaysByDebate):
    """All texts by year."""

    view = f"{VIEW}year"

    def group(self, essay: Essay) -> PartialDate:
        """Return the year."""
        last = essay.head.date.last
        return PartialDate(last.year, masked=last.masked)
