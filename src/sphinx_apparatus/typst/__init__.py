"""The printed edition: ``sphinx-build -b typst`` writes one tagged PDF.

``builder`` assembles and compiles, ``translator`` turns the doctree into Typst source,
``markup`` knows Typst's syntax, ``book.typ`` is the design. Registered by ``setup``.
A note at the foot of a page: ``notes`` says what it holds, ``entry`` in ``book.typ`` sets it.
The full notes behind the texts, and the apparatus, are in ``commentary``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_apparatus.model.version import VERSION
from sphinx_apparatus.sphinx_ext.config import BOOK, register
from sphinx_apparatus.typst.builder import TypstBuilder, check_settings

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder ``typst`` and its settings; all of them begin with ``typst_``."""
    app.add_builder(TypstBuilder)
    register(app, BOOK)
    app.connect("config-inited", check_settings)
    return {"version": VERSION, "parallel_read_safe": True, "parallel_write_safe": True}
