"""``{apparatus:debate} 2019``: the contributions to a debate, and who answers whom."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes

from sphinx_apparatus.dates import spelled
from sphinx_apparatus.edition import Edition
from sphinx_apparatus.model import Contribution, Essay
from sphinx_apparatus.nodes import picture
from sphinx_apparatus.pictures import Box, exchange, titled
from sphinx_apparatus.showing import ApparatusDirective, separated
from sphinx_apparatus.tables import inline, link, paragraph


class DebateDirective(ApparatusDirective):
    """``{apparatus:debate} 2019``: a picture of the exchange, then every contribution."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Make the picture and the list."""
        debate = self.arguments[0]
        self.shows(f"debate:{debate}")
        found = contributions(self.edition, debate)
        if not found:
            known = sorted({each.debate for each in self.edition.shared.contributions})
            return self.unknown("debate", debate, known)
        boxes = [Box(each, text_of(self.edition, each) is not None) for each in found]
        drawn = exchange(debate, boxes)
        made: list[nodes.Node] = [
            picture(svg=drawn.svg, alt=drawn.alt, classes=["apparatus-exchange"])
        ]
        return made + [self._contribution(each, found) for each in found]

    def _contribution(self, one: Contribution, all_: Sequence[Contribution]) -> nodes.container:
        file = self.edition.shared.files["contributions"]
        index = self.edition.shared.contributions.index(one)
        made = nodes.container(classes=["apparatus-contribution"])
        self.target(made, anchor_of(one))
        made += paragraph(
            [
                nodes.strong("", one.author),
                nodes.Text(", "),
                inline(titled(one), "apparatus-contribution-title"),
            ],
            "apparatus-contribution-head",
        )
        published = f"{one.published}, {spelled(one.date)} {{cite:p}}`{one.source}`"
        line = file.line(index, "published")
        made += paragraph(self.words(published, file.path, line), "apparatus-published")
        thesis = self.words(one.thesis, file.path, file.line(index, "thesis") + 1)
        made += paragraph(thesis, "apparatus-thesis")
        made += paragraph(self._meta(one, all_), "apparatus-contribution-meta")
        return made

    def _meta(self, one: Contribution, all_: Sequence[Contribution]) -> list[nodes.Node]:
        """Make the line that tells whom it answers, who answers it, and how far it was read."""
        parts: list[nodes.Node] = []
        answered = [each for each in all_ if each.id in one.answers]
        answering = [each for each in all_ if one.id in each.answers]
        for words, others in (("Answers ", answered), ("Answered by ", answering)):
            if others:
                links: list[nodes.Node] = [_link(other) for other in others]
                parts += [
                    inline(words, "apparatus-label"),
                    *separated(links, "; "),
                    nodes.Text(" · "),
                ]
        if essay := text_of(self.edition, one):
            words = f"edited here as {essay.label}"
            parts += [link("text", essay.id, words, self.env.docname), nodes.Text(" · ")]
        phrase = one.consulted.phrase
        return [*parts, nodes.Text(phrase if parts else phrase.capitalize())]


def contributions(edition: Edition, debate: str) -> list[Contribution]:
    """Give the contributions to a debate in order of time; a month stands after its days."""
    found = [each for each in edition.shared.contributions if each.debate == debate]
    return sorted(found, key=lambda each: (each.date.ljust(10, "~"), each.id))


def text_of(edition: Edition, one: Contribution) -> Essay | None:
    """Give the text of the edition that a contribution is, if it is one."""
    for essay in edition.essays:
        if essay.label == one.debate and any(w.source == one.source for w in essay.head.witnesses):
            return essay
    return None


def anchor_of(one: Contribution) -> str:
    """Give the id by which links reach a contribution."""
    return f"contribution-{one.id}"


def _link(one: Contribution) -> nodes.reference:
    words = f"{one.author} ({spelled(one.date)})"
    return nodes.reference("", words, refid=anchor_of(one), internal=True)


DIRECTIVES = {"debate": DebateDirective}
