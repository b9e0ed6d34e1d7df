"""A process that has imported Sphinx, and runs each build or command in a fork of itself.

Half of a small build is the import of Sphinx, its theme and MyST, and the tests run some two
hundred builds. Each still has a process of its own, in which nothing was built before.

Reads a request a line from standard input: program, arguments, environment, folder, and the files
that take what it prints; answers with the exit status.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import json
import os
import sys
import traceback

IMPORTED = (
    "entry_points",  # of this folder, and before the others
    *("sphinx.cmd.build", "sphinx_book_theme", "sphinx.domains.c._parser", "pygments.styles.tango"),
    *("babel.numbers", "docutils.languages.en", "doctest", "jinja2.ext"),
    *("myst_parser.sphinx_ext.main", "myst_parser.sphinx_ext.directives"),
    *("myst_parser.sphinx_ext.myst_refs", "myst_parser.sphinx_ext.mathjax", "sphinx.ext.mathjax"),
    *("myst_parser.parsers.sphinx_", "sphinxcontrib.serializinghtml.jsonimpl"),
    *("sphinxcontrib.bibtex", "sphinxcontrib.bibtex.style.names.last"),
    *("sphinxcontrib.bibtex.style.referencing.basic_foot", "sphinx_apparatus.extension"),
    *("sphinx_apparatus.edition.loader", "sphinx_apparatus.typst.translator"),
    *("sphinx_apparatus.export.bundle", "sphinx_apparatus.export.apparatus_table"),
    *("sphinx_apparatus.cli.main", "sphinx_apparatus.cli.check", "sphinx_apparatus.trial"),
)
MAINS = {"sphinx-build": "sphinx.cmd.build", "sphinx-apparatus": "sphinx_apparatus.cli.main"}


def run(
    program: str, arguments: list[str], environment: dict[str, str], cwd: str, out: str, err: str
) -> int:
    """Run a program in a fork; return its exit status."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status)
    code = 1
    try:
        os.chdir(cwd)
        os.environ.clear()
        os.environ.update(environment)
        for path, descriptor in ((out, 1), (err, 2)):
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), descriptor)
        sys.argv = [program, *arguments]
        code = sys.modules[MAINS[program]].main(arguments)
    except SystemExit as stop:
        # As Python does at the end of a process.
        if isinstance(stop.code, str):
            print(stop.code, file=sys.stderr)
        code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def prepare() -> None:
    """Import what builds import."""
    for name in IMPORTED:
        importlib.import_module(name)
    for name in sys.modules["sphinx.application"].builtin_extensions:
        importlib.import_module(name)
    # The themes offer a choice of styles, and to know them each is imported.
    for style in importlib.metadata.entry_points(group="pygments.styles"):
        style.load()


if __name__ == "__main__":
    prepare()
    for line in sys.stdin:
        print(run(**json.loads(line)), flush=True)
