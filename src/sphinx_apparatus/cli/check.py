"""Check an edition's texts, notes and sources.

Prints path:line: A012 message for everything that is wrong.
Exit status: 0 nothing stops the build, 1 something does, 2 the command was misused.

Example:
  sphinx-apparatus check essays/1908-garden/notes/forty-gardens.md
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sphinx_apparatus.cli.options import Misuse, Project
from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.pages import page_problems, page_texts
from sphinx_apparatus.edition.rules_notes import due
from sphinx_apparatus.edition.rules_sources import uncited, without_locator
from sphinx_apparatus.model.problems import Problem, Problems, Severity, in_order
from sphinx_apparatus.review.diff import BaseMissing, Changes, state_of, unpack
from sphinx_apparatus.review.diff import problems as changed
from sphinx_apparatus.review.output import FORMATS, about, as_github, show
from sphinx_apparatus.review.repository import tracked_problems
from sphinx_apparatus.text.file_names import odd_names, with_names
from sphinx_apparatus.text.letters import letters_without_font


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
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
        "--base",
        metavar="COMMIT",
        help="check what changed since a commit as well: verdicts moved, notes deleted",
    )


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    for file in options.files:
        if not os.path.lexists(file):
            raise Misuse(f"there is no file {file}")
    folder = options.project.folder.resolve()
    project = Project(folder)
    trust, allowed = project.trust, project.allowed
    found = Problems()
    if options.base:
        with _base(options.base, folder) as before:
            # What a change allows itself is not allowed yet.
            trust = trust.within(Project(before).trust)
            earlier = Project(before).allowed
            allowed &= earlier
            found += changed(Changes(state_of(before, earlier), state_of(folder, allowed)))
    edition = project.edition(allowed)
    names = odd_names([project.essays, project.docs], folder)
    found += with_names(edition.problems, names)
    found += _due(edition, project)
    found += page_problems(edition, project.docs, folder, trust)
    shown = os.path.relpath(project.references, folder).replace(os.sep, "/")
    found += letters_without_font(project.essays, project.references, folder, _fonts(project))
    found += uncited(edition, page_texts(project.docs), shown)
    found += without_locator(edition)
    listed = in_order([*found, *tracked_problems(folder)])
    problems = about(listed, options.files, folder)
    if options.format is None and sys.stdout.isatty():
        from rich.console import Console

        show(problems, Console())
    else:
        sys.stdout.write(FORMATS[options.format or "text"](problems))
    if options.format == "github":
        # Problems in other files do not refuse a change, but they are shown.
        rest = [problem for problem in listed if problem not in problems]
        sys.stdout.write(as_github(rest, Severity.NOTICE))
    return int(any(problem.stops for problem in problems))


def _fonts(project: Project) -> list[Path]:
    """Return the folders with fonts that the edition adds to the book's."""
    folders = project.settings.get("typst_font_paths")
    names = folders if isinstance(folders, list | tuple) else []
    return [project.docs / str(name) for name in names]


def _due(edition: Edition, project: Project) -> list[Problem]:
    """Return the notes that are due to be checked again, by a setting of the edition."""
    months = project.settings.get("apparatus_recheck_months")
    if not isinstance(months, int) or months <= 0:
        return []
    today = dt.datetime.now().astimezone().date()
    return list(due(edition.essays, months, today))


@contextmanager
def _base(base: str, folder: Path) -> Iterator[Path]:
    """Yield the folder of the earlier edition: *base* itself, or the files of a commit.

    :raises Misuse: there is no such base.
    """
    if Path(base).is_dir():
        yield Path(base)
        return
    with tempfile.TemporaryDirectory() as before:
        try:
            unpack(folder, base, Path(before))
        except BaseMissing as error:
            raise Misuse(f"--base: {error}") from None
        yield Path(before)
