"""Turn exported Web Annotations back into files of notes: essays/<essay-id>/notes/<id>.md.

Exit status: 0 the notes say what the annotations say, 1 an annotation was refused,
2 the command was misused.

Example:
  sphinx-apparatus import annotations build/data/1908-garden.annotations.jsonld
"""

from __future__ import annotations

import argparse
from pathlib import Path

from sphinx_apparatus.authoring.annotations import AnnotationRefused, files_of, write_files
from sphinx_apparatus.cli.options import Project, refuse, text_of
from sphinx_apparatus.edition.reader import Reader

_SIZE = 64 * 1024 * 1024
"""Bytes of a collection: some thirty thousand notes."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "files", type=Path, nargs="+", metavar="FILES", help="…annotations.jsonld, as exported"
    )
    parser.add_argument("--overwrite", action="store_true", help="replace files that differ")


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    project: Project = options.project
    essays = {essay.id: essay for essay in Reader(project.essays, project.allowed).essays()}
    found = {}
    for path in options.files:
        try:
            found.update(files_of(text_of(path, _SIZE), essays))
        except AnnotationRefused as refusal:
            return refuse(AnnotationRefused(f"{path}: {refusal}"))
    try:
        written = write_files(found, project.essays, options.overwrite)
    except AnnotationRefused as refusal:
        return refuse(refusal)
    for path in written:
        print(f"written: {path}")
    if not written:
        print("nothing to do: the files have the content of the annotations already")
    return 0
