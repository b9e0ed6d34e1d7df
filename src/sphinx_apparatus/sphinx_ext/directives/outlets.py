"""``{apparatus:outlets}``: which publishers a state, party, church or owner directs."""

from __future__ import annotations

from docutils import nodes

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.catalogue import _
from sphinx_apparatus.model.records import Outlet
from sphinx_apparatus.sphinx_ext.directives.base import ApparatusDirective
from sphinx_apparatus.sphinx_ext.domain import Target
from sphinx_apparatus.sphinx_ext.node_helpers import Cell, inline, paragraph, table


class OutletsDirective(ApparatusDirective):
    """``{apparatus:outlets}``: every publisher that has a label."""

    def run(self) -> list[nodes.Node]:
        """Build the table."""
        self.shows("outlets:")
        outlets = self.edition.shared.outlets
        if not outlets:
            return [paragraph(_("No publisher has a label yet."))]
        rows = [self._row(index, outlet) for index, outlet in enumerate(outlets)]
        heads = [_("Publisher"), _("Label"), _("Who says so")]
        return [table(heads, rows, [30, 40, 30], css.OUTLETS)]

    def _row(self, index: int, outlet: Outlet) -> list[Cell]:
        file = self.edition.shared.files["outlets"]
        name = inline(outlet.name)
        id = f"outlet-{index + 1}"
        self.target(name, id)
        target = Target(self.env.docname, id, outlet.name, "outlet", "")
        self.domain.note_target("outlet", outlet.name, target)
        source = self.citation([outlet.source], file.path, file.line(index, "source"))
        return [[name], outlet.label, source[1:]]
