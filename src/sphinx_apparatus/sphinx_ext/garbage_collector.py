"""The garbage collector, kept from looking for what is not there.

Modules, records and trees of pages come in by the thousand and stay to the end. Going through them
as they come took half of the time that unpacking a thousand essays takes; going through them each
time that the nodes of some pages are dropped, a seventh of a build; and going through them a last
time when the process ends, half a second. What stays is set aside. So the memory that workers
share with this process stays shared, too.
"""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sphinx_apparatus.sphinx_ext.builders import HAVE_PAGES

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Let no garbage be collected meanwhile."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def set_aside() -> None:
    """Let the collector leave alone what there is now: nearly nothing of it is garbage."""
    gc.freeze()


def end_without_search() -> None:
    """Let the process end without a search for garbage: all that it holds goes with it."""
    atexit.register(gc.freeze)


def free(tree: nodes.Node) -> None:
    """Take nodes apart that nobody needs any more.

    They hold each other, and would wait for the collector; those that were set aside, for ever.
    """
    for node in list(tree.findall()):
        node.parent = None
        node.children = []


def free_page(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Free the nodes of a page whose body is written."""
    if doctree is not None and app.builder.name in HAVE_PAGES:
        free(doctree)


def set_aside_imports(app: Sphinx, config: Config) -> None:
    """Set aside what was imported, before the environment is unpickled."""
    set_aside()
    end_without_search()


def set_aside_pages(app: Sphinx, builder: Builder) -> None:
    """Set aside what is known of the pages, before they are written."""
    set_aside()


def thaw(app: Sphinx, exception: Exception | None) -> None:
    """Let the collector look at everything again: a process may build twice."""
    gc.unfreeze()


def setup(app: Sphinx) -> None:
    """Follow a build."""
    app.connect("config-inited", set_aside_imports)
    app.connect("write-started", set_aside_pages)
    # After all others that may look at the nodes.
    app.connect("html-page-context", free_page, priority=10_000)
    app.connect("build-finished", thaw)
