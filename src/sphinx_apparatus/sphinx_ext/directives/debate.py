"""The debates: ``{apparatus:debate}``, who answers whom; ``map``, ``verdict-chart``: pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.nodes import make_id

from sphinx_apparatus.figures.debate_map import debate_map
from sphinx_apparatus.figures.exchange import Box, exchange, exchange_on_paper, titled
from sphinx_apparatus.figures.verdict_chart import verdict_chart
from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.catalogue import _
from sphinx_apparatus.model.date_words import spelled
from sphinx_apparatus.model.dates import PartialDate
from sphinx_apparatus.model.essays import Essay
from sphinx_apparatus.model.records import Contribution
from sphinx_apparatus.sphinx_ext.directives.base import ApparatusDirective, separated
from sphinx_apparatus.sphinx_ext.directives.fact_checks import sum_in_words, verdict_link
from sphinx_apparatus.sphinx_ext.node_helpers import capitalized, inline, link, paragraph
from sphinx_apparatus.sphinx_ext.nodes import picture

if TYPE_CHECKING:
    from sphinx_apparatus.edition.edition import Edition


class DebateDirective(ApparatusDirective):
    """``{apparatus:debate} 2019``: a picture of the exchange, then every contribution."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Build the picture and the list."""
        debate = self.arguments[0]
        self.shows(f"debate:{debate}")
        debates = sorted({each.debate for each in self.edition.shared.contributions})
        self.found("debate", debate, dict.fromkeys(debates))
        found = contributions(self.edition, debate)
        boxes = [Box(each, text_of(self.edition, each) is not None) for each in found]
        drawn = exchange(debate, boxes)
        paper = exchange_on_paper(debate, boxes)
        items = [self._contribution(each, found) for each in found]
        return [
            picture(svg=drawn.svg, alt=drawn.alt, paper=paper.svg, classes=[css.EXCHANGE]),
            nodes.definition_list("", *items, classes=[css.CONTRIBUTIONS]),
        ]

    def _contribution(
        self, one: Contribution, all_: Sequence[Contribution]
    ) -> nodes.definition_list_item:
        file = self.edition.shared.files["contributions"]
        index = self.edition.shared.contributions.index(one)
        term = nodes.term("", f"{one.author}, ", inline(titled(one), css.CONTRIBUTION_TITLE))
        self.target(term, anchor_of(one))
        where = [
            # As plain words, never as MyST: nothing that somebody writes here can be markup.
            nodes.Text(f"{spelled(one.date)} · {one.published}"),
            *self.citation([one.source], file.path, file.line(index, "source")),
        ]
        thesis = self.words(one.thesis, file.path, file.line(index, "thesis") + 1)
        definition = nodes.definition(
            "",
            paragraph(where, css.PUBLISHED),
            paragraph(thesis, css.THESIS),
            paragraph(self._meta(one, all_), css.CONTRIBUTION_META),
        )
        return nodes.definition_list_item("", term, definition)

    def _meta(self, one: Contribution, all_: Sequence[Contribution]) -> list[nodes.Node]:
        """Build the line that says whom it answers, who answers it, and how far it was read."""
        parts: list[nodes.Node] = []
        answered = [each for each in all_ if each.id in one.answers]
        answering = [each for each in all_ if one.id in each.answers]
        for words, others in ((_("Answers"), answered), (_("Answered by"), answering)):
            if others:
                links: list[nodes.Node] = [_link(other) for other in others]
                parts += [
                    inline(f"{words} ", css.LABEL),
                    *separated(links, "; "),
                    nodes.Text(" · "),
                ]
        if essay := text_of(self.edition, one):
            words = _("edited here as {label}", label=essay.label)
            parts += [link("text", essay.id, words, self.env.docname), nodes.Text(" · ")]
        phrase = one.consulted.phrase
        return [*parts, nodes.Text(phrase if parts else capitalized(phrase))]


def contributions(edition: Edition, debate: str) -> list[Contribution]:
    """Return the contributions to a debate in order of time; a month stands after its days."""
    found = [each for each in edition.shared.contributions if each.debate == debate]
    return sorted(found, key=lambda each: (_last_moment(each.date), each.id))


def _last_moment(date: PartialDate) -> tuple[int, int, int]:
    return date.year, date.month or 13, date.day or 32


def text_of(edition: Edition, one: Contribution) -> Essay | None:
    """Return the text of the edition that a contribution is, if it is one."""
    for essay in edition.essays:
        if essay.head.debate == one.debate and any(
            w.source == one.source for w in essay.head.witnesses
        ):
            return essay
    return None


def anchor_of(one: Contribution) -> str:
    """Return the id by which links reach a contribution."""
    return f"contribution-{one.id}"


def _link(one: Contribution) -> nodes.reference:
    words = f"{one.author} ({spelled(one.date)})"
    return nodes.reference("", words, refid=anchor_of(one), internal=True)


class MapDirective(ApparatusDirective):
    """``{apparatus:map}``: the cross-references between passages, by theme."""

    def run(self) -> list[nodes.Node]:
        """Build the picture, or nothing where no passage speaks to another."""
        self.shows("map:")
        if not self.edition.cross_references:
            return []
        drawn, links = debate_map(self.edition, f"debate-map-{make_id(self.env.docname)}")
        made = picture(svg=drawn.svg, alt=drawn.alt, style=drawn.style, classes=[css.MAP])
        made += [link(one.kind, one.id, one.words, self.env.docname) for one in links]
        return [made]


class VerdictChartDirective(ApparatusDirective):
    """``{apparatus:verdict-chart}``: the verdicts, counted in words and as a bar for each text."""

    def run(self) -> list[nodes.Node]:
        """Build the picture, or nothing where there is no fact-check."""
        self.shows("verdict-chart:")
        self.needs_verdicts()
        checks = [(essay, [head for _, head in essay.fact_checks]) for essay in self.edition.essays]
        checks = [(essay, heads) for essay, heads in checks if heads]
        if not checks:
            return []
        id = f"verdict-chart-{make_id(self.env.docname)}"
        drawn = verdict_chart(checks, self.edition.scheme.verdicts, id)
        svg, alt, _ = drawn.picture
        made = picture(svg=svg, alt=alt, classes=[css.VERDICT_CHART])
        made += [
            verdict_link(one.verdict, one.words, self.env.docname, one.essay) for one in drawn.links
        ]
        return [sum_in_words(self.edition, self.env.docname), made]
