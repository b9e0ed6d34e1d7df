"""List every sentence of the texts with its notes, or the reason why it has none.

With --due: the notes that wait for an editor, because they are due to be checked again
(apparatus_recheck_months), disputed, or not yet reviewed.
Exit status: 0 nothing is missing, 1 a sentence has neither or a note waits, 2 the command was
misused.

Example:
  sphinx-apparatus coverage --due
"""

from __future__ import annotations

import argparse

from sphinx_apparatus.cli.options import Project, today
from sphinx_apparatus.model.problems import safe
from sphinx_apparatus.review.coverage import coverage, waiting


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--due", action="store_true", help="list the notes that wait for an editor")


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    project: Project = options.project
    edition = project.edition()
    if options.due:
        listed = waiting(edition, project.recheck_months, today())
        for note, reasons in listed:
            named = f"{edition.note_label(note)}, {note.head.title}"
            print(safe(f"{note.file.path}:1: {named}: {', '.join(reasons)}"))
        total = len(edition.note_by_id)
        print(f"{len(listed)} of {total} notes wait; then: sphinx-apparatus review NOTE")
        return int(bool(listed))
    sentences = coverage(edition)
    for sentence in sentences:
        print(sentence)
    return int(any(not sentence.is_covered for sentence in sentences))
