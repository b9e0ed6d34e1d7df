#!/usr/bin/env python3
"""Check an edition's essays, notes and sources.

Prints path:line: A012 message for everything that is wrong.
Exit status: 0 nothing stops the build, 1 something does, 2 the command was misused.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from rich.console import Console

from sphinx_apparatus.edition import open_edition
from sphinx_apparatus.reporting import FORMATS, about, show


def main() -> int:
    """Run the command; give its exit status."""
    options = _options()
    project = options.project.resolve()
    edition = open_edition(project / "essays", project / "references.bib")
    problems = about(edition.problems, options.files, project)
    console = Console()
    if options.format is None and console.is_terminal:
        show(problems, console)
    else:
        sys.stdout.write(FORMATS[options.format or "text"](problems))
    return int(any(problem.stops for problem in problems))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FILES",
        help="show only what concerns these files or folders; "
        "lost anchors and changed texts are always shown",
    )
    parser.add_argument("--format", choices=FORMATS, help="form of the output")
    parser.add_argument(
        "--project",
        type=Path,
        default=_project(),
        help="the folder that holds essays/ and references.bib",
    )
    options = parser.parse_args()
    if not (options.project / "essays").is_dir():
        parser.error(f"there is no folder ‘essays’ in {options.project}; name it with --project")
    for file in options.files:
        if not os.path.lexists(file):
            parser.error(f"there is no file {file}")
    return options


def _project() -> Path:
    """Give the folder to check: the present one if it is an edition, else that of this script."""
    here = Path()
    return here if (here / "essays").is_dir() else Path(__file__).resolve().parent.parent


if __name__ == "__main__":
    # Signs of verdicts and quotation marks stand in messages; a pipe on Windows is not UTF-8.
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main())
