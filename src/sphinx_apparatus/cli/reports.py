"""The sub-commands ``coverage`` and ``rights``: what an edition lacks."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sphinx_apparatus.cli.options import Project, today
from sphinx_apparatus.model.problems import safe
from sphinx_apparatus.review.coverage import coverage, waiting

# -- coverage -------------------------------------------------------------------------------------


def add_coverage_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ‘coverage’ takes."""
    parser.add_argument("--due", action="store_true", help="list the notes that wait for an editor")


def run_coverage(options: argparse.Namespace) -> int:
    """List every sentence of the texts with its notes, or the reason why it has none.

    With --due: the notes that wait for an editor, because they are due to be checked again
    (apparatus_recheck_months), disputed, or not yet reviewed.
    Exit status: 0 nothing is missing, 1 a sentence has neither or a note waits, 2 the command was
    misused.

    Example:
      sphinx-apparatus coverage --due
    """
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


# -- rights ---------------------------------------------------------------------------------------

_PUBLISHED = ("licensed", "cleared")


def add_rights_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ‘rights’ takes: nothing of its own."""


def run_rights(options: argparse.Namespace) -> int:
    """Check whether the texts may be published: their rights, and the owners of the repository.

    Exit status: 0 the rights in every text are licensed or cleared, and CODEOWNERS names somebody
    where there is one; 1 something is missing; 2 the command was misused.

    Example:
      sphinx-apparatus rights && sphinx-build -b html docs build/html
    """
    edition = options.project.edition_without_fault()
    if edition is None or not edition.essays:
        # The rights of a text that cannot be read are unknown.
        print("The edition has errors (listed above); nothing may be published.", file=sys.stderr)
        return 1
    held = [essay for essay in edition.essays if essay.head.rights.status not in _PUBLISHED]
    for essay in held:
        rights = essay.head.rights
        line = essay.file.line("rights", "status")
        message = f"the rights in ‘{essay.head.title}’ are {rights.status}: {rights.statement}"
        print(safe(f"{essay.file.path}:{line}: {message}"), file=sys.stderr)
    template = _unowned(options.project.folder)
    if template:
        print(
            f"{template.as_posix()}:1: the file names no owner; name at least one "
            "person or team, such as “* @name”",
            file=sys.stderr,
        )
    if held:
        print("These texts may not be published yet.", file=sys.stderr)
        return 1
    if template:
        return 1
    print("The rights in every essay are licensed or cleared.")
    return 0


def _unowned(project: Path) -> Path | None:
    """Return the file of code owners if there is one that names nobody.

    Source of its places and form: GitHub Docs, About code owners.
    """
    for folder in (".github", "", "docs"):
        path = Path(folder, "CODEOWNERS")
        if (project / path).is_file():
            lines = (project / path).read_text(encoding="utf-8", errors="replace").splitlines()
            named = any("@" in line and not line.lstrip().startswith("#") for line in lines)
            return None if named else path
    return None
