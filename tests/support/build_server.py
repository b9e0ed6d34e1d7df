"""A process that has imported Sphinx, and runs each build in a fork of itself.

Half of a small build is the import of Sphinx, its theme and MyST, and the tests run some two
hundred builds. Each still has a process of its own, in which nothing was built before.

Reads a request a line from standard input: arguments, environment, folder, and the files that
take what the build prints; answers with the exit status.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import traceback

IMPORTED = (
    *("sphinx.cmd.build", "sphinx.builders.html", "sphinx_book_theme", "sphinxcontrib.bibtex"),
    *("myst_parser.sphinx_ext.main", "myst_parser.parsers.sphinx_"),
    *("sphinx_apparatus.extension", "sphinx_apparatus.edition.loader"),
    "sphinx_apparatus.typst.translator",
)


def build(arguments: list[str], environment: dict[str, str], cwd: str, out: str, err: str) -> int:
    """Run Sphinx in a fork; return its exit status."""
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
        sys.argv = ["sphinx-build", *arguments]
        code = sys.modules["sphinx.cmd.build"].main(arguments)
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


if __name__ == "__main__":
    for name in IMPORTED:
        importlib.import_module(name)
    for line in sys.stdin:
        print(build(**json.loads(line)), flush=True)
