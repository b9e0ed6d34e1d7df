"""``{apparatus:map}`` and ``{apparatus:verdict-chart}``: both debates in one picture each."""

from __future__ import annotations

from docutils import nodes
from docutils.nodes import make_id

from sphinx_apparatus.figures.debate_map import debate_map
from sphinx_apparatus.figures.verdict_chart import verdict_chart
from sphinx_apparatus.model import classes as css
from sphinx_apparatus.sphinx_ext.directives.base import ApparatusDirective
from sphinx_apparatus.sphinx_ext.directives.fact_checks import sum_in_words, verdict_link
from sphinx_apparatus.sphinx_ext.node_helpers import link
from sphinx_apparatus.sphinx_ext.nodes import picture


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
