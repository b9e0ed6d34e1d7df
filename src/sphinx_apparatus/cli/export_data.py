"""Write the edition as data: TEI, Web Annotation, ClaimReview, CSV, CSL, BibLaTeX, a feed, a zip.

Exit status: 0 the files were written, 1 the edition has errors, 2 the command was misused.

Example:
  sphinx-apparatus export data build/data
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from sphinx_apparatus.cli.options import Project
from sphinx_apparatus.export.bundle import exports, write


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("out", type=Path, metavar="OUT", help="folder for the files")
    parser.add_argument(
        "--whole-texts",
        action="store_true",
        help="write the words of all texts, whatever their rights: not for publication",
    )


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    project = Project(options.project.folder.resolve())
    edition = project.edition_without_fault()
    if edition is None:
        return 1
    publication = replace(project.publication, whole_texts=options.whole_texts)
    files = exports(edition, publication, project.folder)
    written = write(files, options.out)
    print(f"{options.out}: {len(files)} files, {len(written)} of them new or changed")
    return 0
