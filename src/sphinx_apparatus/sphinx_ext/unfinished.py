"""What a build leaves for the next one: pages with a warning, and that it has not ended.

Sphinx takes a page for up to date once it is read. A page that had a warning would then fail a
build with ``-W`` once only, and pages that were not written when a build was broken off would stay
as they were, or away, for good. A file beside the doctrees names the pages to do again; after a
build that did not end, the next one begins anew.
"""

from __future__ import annotations

import errno
import logging
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from docutils import nodes
from sphinx.application import ENV_PICKLE_FILENAME
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.logging import NAMESPACE, get_node_location, is_suppressed_warning

from sphinx_apparatus.text.file_writing import hold, remove_parts, write_whole

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

ALL = "*"
"""Stands for every page: in no page's name."""
_OF_THE_DISK = frozenset(
    getattr(errno, name, 0)
    for name in ("EACCES", "EDQUOT", "EFBIG", "EIO", "ELOOP", "ENOSPC", "EPERM", "EROFS")
)
"""Errors that the engine has no part in."""


def marker(app: Sphinx) -> Path:
    """Return the file that names the pages to do again."""
    return Path(app.doctreedir, f"unfinished-{app.builder.name}.txt")


def _lines(path: Path) -> set[str]:
    try:
        return set(path.read_text(encoding="utf-8").split("\n")) - {""}
    except FileNotFoundError:
        return set()


_held: dict[str, int | None] = {}
"""The folders of this process: one that a build did not let go of is still its own."""


# -- before the build --------------------------------------------------------------------------


def take_folders(app: Sphinx, *, wait: bool = False) -> None:
    """Take the folders that the build writes into, or end it in one sentence.

    :param wait: wait for another build to end.
    :raises SystemExit: another build has one, it cannot be written into, or holds a link: Sphinx
        would write through it.
    """
    for folder in (Path(app.outdir), Path(app.doctreedir)):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if not os.access(folder, os.W_OK | os.X_OK):
                raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
            for link in _links(folder):
                message = "this is a symbolic link, which a build does not write through; delete it"
                raise OSError(errno.ELOOP, message, link)
            if str(folder) not in _held:
                _held[str(folder)] = hold(folder, wait=wait)
        except BlockingIOError:
            _end(f"{folder}: another build is at work here; run this one when it has ended")
        except OSError as error:
            _end(f"{error.filename or folder}: {error.strerror}")
    app.connect("build-finished", let_go_folders, priority=1000)


def let_go_folders(app: Sphinx, _: Exception | None) -> None:
    """Let others build into the folders."""
    for folder in (app.outdir, app.doctreedir):
        if (handle := _held.pop(str(folder), None)) is not None:
            os.close(handle)


def _links(folder: Path) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_symlink():
                yield entry.path
            elif entry.is_dir():
                yield from _links(Path(entry.path))


def _end(message: str) -> NoReturn:
    logging.getLogger(f"{NAMESPACE}.{__name__}").error(message)
    raise SystemExit(2)


def begin_anew(app: Sphinx, config: Config) -> None:
    """Forget what was read before, if a build of these doctrees did not end.

    It may have written a part of a doctree, or the doctree of a state that is no more.
    """
    folder = Path(app.doctreedir)
    if any(ALL in _lines(path) for path in folder.glob("unfinished-*.txt")):
        Path(folder, ENV_PICKLE_FILENAME).unlink(missing_ok=True)
        # Sphinx cannot read an empty one.
        Path(app.outdir, ".buildinfo").unlink(missing_ok=True)
        for place in (folder, Path(app.outdir)):
            remove_parts(place.rglob(".*.part"))


# -- the build ---------------------------------------------------------------------------------


def unfinished_pages(app: Sphinx, env: BuildEnvironment) -> set[str]:
    """Return the pages that had a warning, and follow the warnings of this build.

    After a build that did not end all are new: ``begin_anew`` has seen to it.
    """
    logging.getLogger(NAMESPACE).addHandler(_Follower(app, env))
    return _lines(marker(app)) & env.found_docs


def begin_writing(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Mark all pages as unfinished before the first is read.

    What will be written is not known yet: other extensions add to it.
    """
    _remove_pages_gone(app, env)
    with marker(app).open("a", encoding="utf-8") as file:
        file.write(f"{ALL}\n")


def _remove_pages_gone(app: Sphinx, env: BuildEnvironment) -> None:
    """Remove the pages of documents that are gone; their doctrees say which there were."""
    folder = Path(app.doctreedir)
    for doctree in folder.rglob("*.doctree"):
        docname = doctree.relative_to(folder).with_suffix("").as_posix()
        if docname not in env.found_docs:
            if isinstance(app.builder, StandaloneHTMLBuilder):
                Path(app.builder.get_output_path(docname)).unlink(missing_ok=True)
                for source in Path(app.outdir, "_sources").glob(f"{docname}.*"):
                    source.unlink()
            doctree.unlink()


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Leave the pages that had a warning, now that the build is complete.

    :raises SystemExit: a file could not be written. Below any exception Sphinx prints a report
        for its developers.
    """
    logger = logging.getLogger(NAMESPACE)
    for handler in [each for each in logger.handlers if isinstance(each, _Follower)]:
        logger.removeHandler(handler)
        if exception is None:
            if handler.pages:
                write_whole(marker(app), "".join(f"{page}\n" for page in sorted(handler.pages)))
            else:
                marker(app).unlink(missing_ok=True)
    while exception is not None:
        _end_if_of_the_disk(exception)
        cause = exception.__cause__ or exception.__context__
        exception = cause if isinstance(cause, Exception) else None


def _end_if_of_the_disk(error: object) -> None:
    if isinstance(error, OSError) and error.errno in _OF_THE_DISK:
        _end(f"{error.filename}: {error.strerror}; the build is not complete")


class _Follower(logging.Handler):
    """Notes the pages that warnings are about."""

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        super().__init__(logging.WARNING)
        self.app = app
        self.env = env
        self.pages: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Note the pages of one warning.

        :raises SystemExit: it says that a page could not be written. Sphinx would go on.
        """
        for each in record.args if isinstance(record.args, tuple) else ():
            _end_if_of_the_disk(each)
        kind = getattr(record, "type", "") or ""
        subtype = getattr(record, "subtype", "") or ""
        if is_suppressed_warning(kind, subtype, self.app.config.suppress_warnings):
            return
        # A warning of no place, or of a file that no page is known to be made of, is of all pages.
        self.pages |= self._pages(getattr(record, "location", None)) or {ALL}

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
    if not getattr(app, "waits", False):
        take_folders(app)
    app.connect("config-inited", begin_anew)
    app.connect("env-before-read-docs", begin_writing)
    app.connect("build-finished", finish, priority=999)
