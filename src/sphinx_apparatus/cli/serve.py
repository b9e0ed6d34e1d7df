"""Build the site, show it in a browser, and rebuild it whenever a file is saved.

Needs sphinx-autobuild: pip install 'sphinx-apparatus[serve]'
Ends with Ctrl-C. Exit status: 0 it was ended, 1 it could not go on, 2 the command was misused.

Example:
  sphinx-apparatus serve --port 8001 --open
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
from pathlib import Path

from sphinx_apparatus.cli.options import Misuse, Project


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--port", type=int, default=8000, help="port of the address (8000)")
    parser.add_argument("--open", action="store_true", help="open the site in the browser")
    parser.add_argument(
        "--watch",
        type=Path,
        action="append",
        default=[],
        metavar="DIR",
        help="rebuild when something changes here, too; may be repeated",
    )


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    if importlib.util.find_spec("sphinx_autobuild") is None:
        raise Misuse(
            "‘serve’ needs sphinx-autobuild; install it with: pip install 'sphinx-apparatus[serve]'"
        )
    project: Project = options.project
    build = project.folder / "build"
    command = [sys.executable, "-m", "sphinx_autobuild", "-n", "--port", str(options.port)]
    if options.open:
        command.append("--open-browser")
    for place in (project.essays, project.references, *options.watch):
        command += ["--watch", str(place)]
    command += ["-d", str(build / "doctrees" / "html"), str(project.docs), str(build / "html")]
    try:
        return int(subprocess.call(command) != 0)
    except KeyboardInterrupt:
        return 0
