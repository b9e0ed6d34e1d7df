"""Write each text as one portable MyST document, with the sources cited, into a folder.

Exit status: 0 the files were written, 1 the edition has errors, 2 the command was misused.

Example:
  sphinx-apparatus export myst build/myst
"""

from __future__ import annotations

import argparse
from pathlib import Path

from sphinx_apparatus.cli.options import Project
from sphinx_apparatus.export.myst import export
from sphinx_apparatus.model.vocabulary import View


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("out", type=Path, metavar="OUT", help="folder for the documents")
    parser.add_argument(
        "--reading", action="store_true", help="write the reading text, not the base text"
    )


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    project: Project = options.project
    edition = project.edition_without_fault()
    if edition is None:
        return 1
    view = View.READING if options.reading else View.BASE
    quotes_only = project.publication.quotes_only
    for path in export(edition, options.out, view, quotes_only=quotes_only):
        print(f"written: {path}")
    return 0
