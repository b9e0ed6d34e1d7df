"""``{apparatus:book}``: links to the edition as a PDF and an EPUB, where the site has them."""

from __future__ import annotations

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from sphinx_apparatus.sphinx_ext.nodes import book_link


class BookDirective(SphinxDirective):
    """``{apparatus:book}``: links to the edition as a PDF and an EPUB."""

    def run(self) -> list[nodes.Node]:
        """Return a placeholder; whether there is a book is known when pages are written."""
        return [book_link()]
