"""``{apparatus:book}``: a link to the edition as a PDF, where the site has one."""

from __future__ import annotations

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from sphinx_apparatus.sphinx_ext.nodes import book_link


class BookDirective(SphinxDirective):
    """``{apparatus:book}``: a link to the edition as a PDF."""

    def run(self) -> list[nodes.Node]:
        """Return a placeholder; whether there is a book is known when pages are written."""
        return [book_link()]
