"""MyST to doctree, inside a document that is being read.

Notes and texts are rendered into the page's own document: nodes of separate documents
would number their ids alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from docutils import nodes
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser

from sphinx_apparatus.markdown import CONFIG


class Markup:
    """Renders MyST into a document, with the fixed configuration of the text stream.

    :param document: the document that is being read.
    """

    def __init__(self, document: nodes.document) -> None:
        self.document = document
        md = create_md_parser(CONFIG, SphinxRenderer)
        md.options.update(document=document)
        assert isinstance(md.renderer, SphinxRenderer)
        self._renderer = md.renderer
        # Once for all texts of the page: each call makes a document with settings of its own.
        self._renderer.setup_render(dict(md.options), {})

    def render(self, markdown: str, into: nodes.Element, path: str, line: int) -> None:
        """Append the nodes that *markdown* makes.

        :param path: the file that messages about it name.
        :param line: the line of the file in which it begins.
        """
        self._renderer.current_node = into
        with self._reading_from(path):
            self._renderer.nested_render_text(markdown, line - 1)

    @contextmanager
    def _reading_from(self, path: str) -> Iterator[None]:
        """Blame *path* for nodes made meanwhile."""
        source = self.document["source"]
        self.document["source"] = path
        try:
            yield
        finally:
            self.document["source"] = source
            # Otherwise nodes made later inherit the last line of the note.
            self.document.current_line = None
