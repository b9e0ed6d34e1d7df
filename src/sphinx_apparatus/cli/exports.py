"""The sub-commands ``export …``: all data, portable MyST."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from sphinx_apparatus.cli.options import Project
from sphinx_apparatus.export.bundle import exports, write
from sphinx_apparatus.export.myst import export
from sphinx_apparatus.model.catalogue import OWN, use_language
from sphinx_apparatus.model.vocabulary import View

# -- export data ----------------------------------------------------------------------------------


def add_data_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ‘export data’ takes."""
    parser.add_argument("out", type=Path, metavar="OUT", help="folder for the files")
    parser.add_argument(
        "--whole-texts",
        action="store_true",
        help="write the words of all texts, whatever their rights: not for publication",
    )


def run_data(options: argparse.Namespace) -> int:
    """Write the edition as data: TEI, annotations, ClaimReview, CSV, CSL, BibLaTeX, a feed, a zip.

    Exit status: 0 the files were written, 1 the edition has errors, 2 the command was misused.

    Example:
      sphinx-apparatus export data build/data
    """
    project = Project(options.project.folder.resolve())
    edition = project.edition_without_fault()
    if edition is None:
        return 1
    use_language(edition.language, project.docs / OWN)
    publication = replace(project.publication, whole_texts=options.whole_texts)
    files = exports(edition, publication, project.folder)
    written = write(files, options.out)
    print(f"{options.out}: {len(files)} files, {len(written)} of them new or changed")
    return 0


# -- export myst ----------------------------------------------------------------------------------


def add_myst_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ‘export myst’ takes."""
    parser.add_argument("out", type=Path, metavar="OUT", help="folder for the documents")
    parser.add_argument(
        "--reading", action="store_true", help="write the reading text, not the base text"
    )


def run_myst(options: argparse.Namespace) -> int:
    """Write each text as one portable MyST document, with the sources cited, into a folder.

    Exit status: 0 the files were written, 1 the edition has errors, 2 the command was misused.

    Example:
      sphinx-apparatus export myst build/myst
    """
    project: Project = options.project
    edition = project.edition_without_fault()
    if edition is None:
        return 1
    use_language(edition.language, project.docs / OWN)
    view = View.READING if options.reading else View.BASE
    quotes_only = project.publication.quotes_only
    for path in export(edition, options.out, view, quotes_only=quotes_only):
        print(f"written: {path}")
    return 0
