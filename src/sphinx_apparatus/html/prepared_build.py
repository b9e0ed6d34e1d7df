"""A build of the site that waits for a change, with everything read that does not change.

``sphinx-apparatus serve`` starts it as a process: Python, Sphinx, the theme and the engine take
more than a second to start, for which nobody waits who has just saved a file. It waits for one line
on its standard input, the name of the page that is looked at, empty for the first; it then builds,
and ends. Where processes can be forked, that page is written before all others, and the line is
printed once it is there.
"""

from __future__ import annotations

import importlib
import os
import shutil
import signal
import sys
import tempfile
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from jinja2 import TemplateError
from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import SphinxError

from sphinx_apparatus.sphinx_ext.citations import SourcesDomain
from sphinx_apparatus.sphinx_ext.domain import apparatus_domain
from sphinx_apparatus.sphinx_ext.loading import open_records
from sphinx_apparatus.sphinx_ext.unfinished import take_folders
from sphinx_apparatus.text.file_writing import write_whole

if TYPE_CHECKING:
    from sphinx_apparatus.edition.edition import Edition
    from sphinx_apparatus.edition.reader import Reading


class Prepared(Sphinx):
    """Sphinx, started before the files are as they will be built."""

    waits = True
    """Whether the change is yet to come: a record that cannot be read now may be corrected."""
    only = ""
    """The only page to read, if not all that are out of date."""
    asked = ""
    """The page that is looked at."""
    child = 0
    """The process that writes this page, once it has begun."""
    found: dict[str, tuple[int, int]]
    """What builds had left in the folder of the doctrees."""

    @cached_property
    def readings(self) -> dict[str, Reading]:
        """What was read of each essay before the change, by its id."""
        return {}

    @cached_property
    def sound(self) -> tuple[int, int]:
        """The ends of a pipe, which says that no record has a fault."""
        return os.pipe()

    def begin_page(self, edition: Edition | None = None) -> None:
        """Begin to write the page that is looked at, in a process of its own.

        :param edition: the records, which this process goes on to check; none if none has changed.
        """
        if self.waits or self.child or not hasattr(os, "fork") or not self.env.all_docs:
            return
        _ = self.sound
        self.child = os.fork()
        if not self.child:
            if edition:
                vars(apparatus_domain(self.env))["edition"] = edition
            _write_first(self, self.asked)


def state(doctrees: Path) -> dict[str, tuple[int, int]]:
    """Return time and size of what a build leaves for the next one."""
    found = {}
    for path in (doctrees / ENV_PICKLE_FILENAME, *doctrees.glob("unfinished-*.txt")):
        with suppress(FileNotFoundError):
            stat = path.stat()
            found[path.name] = stat.st_mtime_ns, stat.st_size
    return found


def prepare(docs: Path, out: Path, doctrees: Path) -> Prepared:
    """Start Sphinx, and read what the next build will need."""
    found = state(doctrees)
    app = Prepared(
        *(docs, docs, out, doctrees, "html"), {"nitpicky": True}, None, sys.stderr, False
    )
    app.found = found
    domain = apparatus_domain(app.env)
    if domain.is_unchanged:
        domain.read_now()
    sources = app.env.domains.get("cite")
    if isinstance(sources, SourcesDomain):
        sources.format_now()
    # The theme looks for elements of a page by selectors; what reads these is compiled only then.
    with suppress(ImportError):
        importlib.import_module("soupsieve").compile("li")
    templates = app.builder.templates
    for loader in getattr(templates, "loaders", ()):
        for name in loader.list_templates():
            if name.endswith(".html"):
                try:
                    templates.environment.get_template(name)
                except TemplateError:
                    continue  # of a part of the theme that is not used here
    return app


def build(app: Prepared, page: str) -> int:
    """Build what is out of date, a page before the others; return the exit status.

    :raises SystemExit: a record has a fault.
    """
    app.waits, app.asked = False, page
    take_folders(app, wait=True)
    if app.found != state(Path(app.doctreedir)):
        # Somebody else has built here: what was read is no longer so.
        os.execv(sys.executable, [sys.executable, "-m", __spec__.name, *sys.argv[1:], page])
    try:
        open_records(app)
        app.begin_page()
        os.write(app.sound[1], b"\n")
    except SystemExit:
        if app.child:
            os.kill(app.child, signal.SIGTERM)
        raise
    finally:
        os.close(app.sound[1])
        if app.child:
            os.waitpid(app.child, 0)
    app.build()
    return app.statuscode


def _write_first(app: Prepared, asked: str) -> None:
    """Write one page, if it is out of date, and end this process.

    What it notes of this build is lost with it; the whole build writes the page again, the same.
    """
    with tempfile.TemporaryDirectory() as folder:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit())
        # What it says is said again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        try:
            app.only = page = asked or app.config.root_doc
            sources = app.env.domains.get("cite")
            if isinstance(sources, SourcesDomain):
                sources.only = page
            builder = cast("StandaloneHTMLBuilder", app.builder)
            # Doctrees are read where they are, and kept where nobody finds them.
            app.doctreedir = builder.doctreedir = type(app.doctreedir)(folder)
            if page in builder.read():
                builder.prepare_writing({page})
                target = Path(builder.get_output_path(page))
                # Beside the site, whose files the page names with their digests.
                made = type(builder.outdir)(folder, "page.html")
                builder.get_output_path = lambda _: made  # type: ignore[method-assign]
                doctree = app.env.get_and_resolve_doctree(page, builder, tags=app.tags)
                builder.write_doc(page, doctree)
                os.close(app.sound[1])
                if not os.read(app.sound[0], 1):
                    return
                write_whole(target, Path(made).read_bytes())
                os.write(1, f"{asked}\n".encode())
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            os._exit(0)


def main() -> int:
    """Prepare a build, wait for the name of a page, and build."""
    docs, out, doctrees, *asked = sys.argv[1:]
    try:
        app = prepare(Path(docs), Path(out), Path(doctrees))
        line = f"{asked[0]}\n" if asked else sys.stdin.readline()
        # Without a line nobody waits any more.
        return build(app, line.strip()) if line else 0
    except SphinxError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main())
