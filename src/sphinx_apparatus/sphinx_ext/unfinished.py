"""What a build leaves for the next one: pages with a warning, and pages that it did not write.

Sphinx takes a page for up to date once it is read. A page that had a warning would then fail a
build with ``-W`` once only, and pages that were not written when a build was broken off would stay
as they were, or away, for good. A file beside the doctrees names the pages to do again.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Set
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.logging import NAMESPACE, get_node_location, is_suppressed_warning

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

ALL = "*"
"""Stands for every page: in no page's name."""


def marker(app: Sphinx) -> Path:
    """Return the file that names the pages to do again."""
    return Path(app.doctreedir, f"unfinished-{app.builder.name}.txt")


def unfinished_pages(app: Sphinx, env: BuildEnvironment) -> set[str]:
    """Return the pages that the last build left, and follow the warnings of this one."""
    logging.getLogger(NAMESPACE).addHandler(_Follower(app, env))
    try:
        left = set(marker(app).read_text(encoding="utf-8").split("\n")) - {""}
    except FileNotFoundError:
        return set()
    if ALL not in left:
        return left & env.found_docs
    if isinstance(app.builder, StandaloneHTMLBuilder):
        # It may lack pages, and Sphinx would take over what it has.
        Path(app.outdir, app.builder.searchindex_filename).unlink(missing_ok=True)
    return set(env.found_docs)


def begin_writing(app: Sphinx, env: BuildEnvironment) -> None:
    """Mark all pages as unfinished before the environment is saved and pages are written.

    Which pages will be written is not known yet: other extensions add to them. Other builders
    than those of pages write the whole each time.
    """
    if isinstance(app.builder, StandaloneHTMLBuilder):
        _add(app, {ALL})


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Leave the pages that had a warning, now that the build is complete."""
    logger = logging.getLogger(NAMESPACE)
    for handler in [each for each in logger.handlers if isinstance(each, _Follower)]:
        logger.removeHandler(handler)
        if exception is None:
            marker(app).unlink(missing_ok=True)
            if handler.pages:
                _add(app, handler.pages)


def _add(app: Sphinx, pages: Set[str]) -> None:
    with marker(app).open("a", encoding="utf-8") as file:
        file.writelines(f"{page}\n" for page in sorted(pages))


class _Follower(logging.Handler):
    """Notes the pages that a warning is about, as soon as it is given."""

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        super().__init__(logging.WARNING)
        self.app = app
        self.env = env
        self.pages: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Note the pages of one warning."""
        kind = getattr(record, "type", "") or ""
        subtype = getattr(record, "subtype", "") or ""
        if is_suppressed_warning(kind, subtype, self.app.config.suppress_warnings):
            return
        # A warning of no place, or of a file that no page is known to be made of, is of all pages.
        pages = self._pages(getattr(record, "location", None)) or {ALL}
        self.pages |= pages
        _add(self.app, pages)

    def _pages(self, location: object) -> set[str]:
        """Return the page that a place lies in, or the pages that are made of its file.

        :param location: in any of the forms that Sphinx takes.
        """
        if isinstance(location, tuple):
            location = location[0]
        elif isinstance(location, nodes.Node):
            location = get_node_location(location)
        path = re.sub(r"(:\d*)+$", "", str(location or ""))
        if not path:
            return set()
        if path in self.env.found_docs:
            return {path}
        if (docname := self.env.path2doc(path)) in self.env.found_docs:
            return {docname}
        file = next(
            (
                whole
                for root in (Path.cwd(), Path(self.env.srcdir).parent)
                if (whole := (root / path).resolve()).exists()
            ),
            None,
        )
        return {
            docname
            for docname, files in self.env.dependencies.items()
            if any(Path(self.env.srcdir, each).resolve() == file for each in files)
        }


def setup(app: Sphinx) -> None:
    """Register it for every builder."""
    app.connect("env-updated", begin_writing, priority=999)
    app.connect("build-finished", finish, priority=999)
