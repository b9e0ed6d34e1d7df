"""Render MyST into a document that is being read or written.

Notes and texts are rendered into the page's own document: nodes of separate documents
would number their ids alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from docutils import nodes
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser

from sphinx_apparatus.text.markdown import CONFIG


@cache
def _renderer() -> SphinxRenderer:
    """Return the renderer of this process: to make one takes as long as to render a page."""
    md = create_md_parser(CONFIG, SphinxRenderer)
    assert isinstance(md.renderer, SphinxRenderer)
    # MyST counts words for readers; it takes as long as all the rest of a parse.
    md.disable("wordcount")
    md.renderer.setup_render(dict(md.options), {})
    return md.renderer


class Markup:
    """Renderer of MyST into a document, with the fixed configuration of the texts.

    :param document: the document that is being read or written.
    """

    def __init__(self, document: nodes.document) -> None:
        self.document = document

    def render(self, markdown: str, into: nodes.Element, path: str, line: int) -> None:
        """Append the nodes of *markdown*.

        :param path: the file that messages about it name.
        :param line: the line of the file in which it begins.
        """
        renderer = _renderer()
        renderer.document = self.document
        renderer.reporter = self.document.reporter
        renderer.current_node = into
        # What one text defines, such as the address of a link, is not known to the next.
        renderer.md_env = {}
        with self._reading_from(path):
            renderer.nested_render_text(markdown, line - 1)

    @contextmanager
    def _reading_from(self, path: str) -> Iterator[None]:
        """Set *path* as the source of nodes built meanwhile."""
        source = self.document["source"]
        self.document["source"] = path
        try:
            yield
        finally:
            self.document["source"] = source
            # Otherwise nodes made later inherit the last line of the note.
            self.document.current_line = None
