"""Check an edition's texts, notes and sources.

Prints path:line: A012 message for everything that is wrong, then what to do about it.
In a repository of git what changed since the published state is checked as well: a verdict that
changed without a reason, a note deleted, a passage that lost its number.
Exit status: 0 nothing stops the build, 1 something does, 2 the command was misused.

Example:
  sphinx-apparatus check essays/1908-garden/notes/forty-gardens.md
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sphinx_apparatus.cli.options import Misuse, Project, today
from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.pages import can_be_read, page_problems, page_texts
from sphinx_apparatus.edition.rules_answers import lost
from sphinx_apparatus.edition.rules_demands import uncited, without_locator
from sphinx_apparatus.edition.rules_notes import due
from sphinx_apparatus.export.publication import pages_of_book
from sphinx_apparatus.model.problems import Problem, Problems, in_order
from sphinx_apparatus.model.rules import Severity
from sphinx_apparatus.review.diff import Changes, State
from sphinx_apparatus.review.diff import problems as changed
from sphinx_apparatus.review.file_names import odd_names, with_names
from sphinx_apparatus.review.letters import FAMILIES, letters_without_font
from sphinx_apparatus.review.output import FORMATS, about, advice, as_github, counted, show, summary
from sphinx_apparatus.review.repository import (
    BaseMissing,
    changed_files,
    published,
    tracked_problems,
    unpack,
    untracked_files,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FILES",
        help="show only what concerns these files or folders; "
        "lost anchors and changed texts are always shown, pages are read if they are among them; "
        "where all of them are notes, other records are read and not checked",
    )
    parser.add_argument("--format", choices=FORMATS, help="form of the output")
    parser.add_argument(
        "--base",
        metavar="COMMIT",
        help="the commit to compare with, as for a pull request: what a change trusts or allows "
        "itself does not count; if not given, the work is compared with its upstream",
    )


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    for file in options.files:
        if not os.path.lexists(file):
            raise Misuse(f"there is no file {file}")
    folder = options.project.folder.resolve()
    project = Project(folder)
    trust, allowed = project.trust, project.allowed
    extensions, is_guest = _extensions(project), project.is_guest
    found = Problems()
    before: State | None = None
    left = ""
    if options.base:
        with _base(options.base, project) as base:
            # What a change allows itself is not allowed yet.
            trust = trust.within(Project(base).trust)
            earlier = Project(base).allowed
            allowed &= earlier
            extensions = [name for name in extensions if name in _extensions(Project(base))]
            is_guest &= Project(base).is_guest
            before = State(project.state(base, earlier))
    else:
        try:
            before = _published(project)
        except BaseMissing as error:
            left = f"Not compared with what is published: {error}."
    only = _only_notes(options, project)
    edition = project.edition(allowed, only)
    if before:
        found += changed(Changes(before, State(edition)))
    names = odd_names([project.essays, *([] if is_guest else [project.docs])], folder)
    found += with_names(edition.problems, names)
    if months := project.recheck_months:
        found += due(edition.essays, months, today())
    if days := project.lookup_days:
        found += lost(edition, days, today())
    is_whole = not any(problem.stops for problem in found)
    is_about_pages = not is_guest and _is_about_pages(options, project)
    pages = list(page_problems(edition, project.docs, folder, trust)) if is_about_pages else []
    found += pages
    shown = os.path.relpath(project.references, folder).replace(os.sep, "/")
    fonts = _fonts(project), _families(project)
    found += letters_without_font(project.essays, project.references, folder, *fonts, only)
    if not only:
        found += uncited(edition, page_texts(project.docs), shown)
        found += tracked_problems(folder)
    found += without_locator(edition, only)
    is_known = "sphinx_apparatus" in _extensions(project)  # how Sphinx reads the pages
    if is_whole and is_about_pages and is_known and can_be_read(pages):
        # Imported here: only a check of pages takes the time that Sphinx takes.
        from sphinx_apparatus.trial import page_warnings

        known = {(problem.path, problem.line) for problem in pages}
        settings = {**project.settings, "extensions": extensions}
        book = pages_of_book(project.conf)
        warnings = page_warnings(edition, project.docs, folder, settings, book)
        found += (problem for problem in warnings if problem[1:3] not in known)
    listed = in_order(found)
    problems = about(listed, options.files, folder)
    if options.format is None and sys.stdout.isatty():
        from rich.console import Console

        show(problems, Console(), folder)
    else:
        sys.stdout.write(FORMATS[options.format or "text"](problems))
    rest = [problem for problem in listed if problem not in problems]
    if options.format == "github":
        # Problems in other files do not refuse a change, but they are shown.
        sys.stdout.write(as_github(rest, Severity.NOTICE))
    sys.stdout.flush()
    told = "" if sys.stdout.isatty() or options.format else advice(problems, folder)
    stops = any(problem.stops for problem in problems)
    well = "no errors; " if problems and not stops else ""
    told += f"{_read(edition, options.files, project)}: {well}{summary(problems)}"
    if rest:
        told += f"; elsewhere {summary(rest)}"
    elif only:
        told += "; nothing else was checked"
    elif problems and not (options.base or left):
        if _is_of_others(problems, project):
            told += " that you did not change"
        elif stops and _is_of_others([each for each in problems if each.stops], project):
            told += "; what stops the build is in files that you did not change"
    print("\n".join(filter(None, [f"{told}.", left])), file=sys.stderr)
    return int(stops)


def _read(edition: Edition, files: Sequence[Path], project: Project) -> str:
    """Return what was checked, in words: the notes of the files named, or the whole edition."""
    records = [*edition.note_by_id.values(), *edition.lost]
    if not files:
        return f"{counted(len(edition.essays), 'text')}, {counted(len(records), 'note')}"
    named = [Path(os.path.realpath(file)) for file in files]
    parts = [os.path.realpath(p) for p in (project.essays, project.references, project.docs)]
    if not any(file.is_relative_to(part) for file in named for part in parts):
        return "nothing of the edition is in the files named"
    paths = [Path(os.path.realpath(project.folder / record.file.path)) for record in records]
    count = sum(any(path.is_relative_to(file) for file in named) for path in paths)
    return counted(count, "note") if count else ", ".join(map(str, files))


def _is_of_others(problems: Sequence[Problem], project: Project) -> bool:
    """Return whether work has changed other files only than those with problems.

    :raises BaseMissing: what is published is not known.
    """
    commit = _commit(project)
    mine = changed_files(project.folder, commit) if commit else []
    mine += untracked_files(project.folder) if commit else []
    return bool(mine) and not {problem.path for problem in problems} & {*mine}


def _commit(project: Project) -> str:
    """Return the commit at which the work left what is published; empty without a repository.

    :raises BaseMissing: it is not known.
    """
    return published(project.folder, project.branch)


def _published(project: Project) -> State | None:
    """Return the published state of the texts and notes that are not as they were published.

    :raises BaseMissing: it is not known.
    """
    commit = _commit(project)
    places = project.places
    names = changed_files(project.folder, commit, places.essays) if commit else []
    if not names:
        return None
    parts = set(names)
    for name in names:
        # A note is compared by its text, whose witness is of no concern.
        head = "/".join(name.split("/")[: places.essays.count("/") + 2])
        parts |= {f"{head}/essay.yml", f"{head}/text.md"}
    with tempfile.TemporaryDirectory() as folder:
        unpack(project.folder, commit, Path(folder), places, parts)
        return State(project.state(Path(folder)))


def _extensions(project: Project) -> list[str]:
    """Return the extensions that an edition names in its settings."""
    names = project.settings.get("extensions")
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []


def _is_about_pages(options: argparse.Namespace, project: Project) -> bool:
    """Return whether pages are among what is checked."""
    files = [Path(os.path.realpath(file)) for file in options.files]
    docs = Path(os.path.realpath(project.docs))
    return (
        not files
        or bool(options.base)
        or any(file.is_relative_to(docs) or docs.is_relative_to(file) for file in files)
    )


def _only_notes(options: argparse.Namespace, project: Project) -> frozenset[str]:
    """Return the files to check, as problems show them; none if they are not all notes."""
    if options.base or options.format:
        return frozenset()
    folder, essays = (Path(os.path.realpath(path)) for path in (project.folder, project.essays))
    files = [Path(os.path.realpath(file)) for file in options.files]
    if not essays.is_relative_to(folder) or not all(
        file.match("*/notes/*.md") and file.is_relative_to(essays) for file in files
    ):
        return frozenset()
    return frozenset(file.relative_to(folder).as_posix() for file in files)


def _families(project: Project) -> list[str]:
    """Return the families of the book's text."""
    names = project.settings.get("typst_fonts")
    return [str(name) for name in names] if isinstance(names, list | tuple) else [*FAMILIES]


def _fonts(project: Project) -> list[Path]:
    """Return the folders with fonts that the edition adds to the book's."""
    folders = project.settings.get("typst_font_paths")
    names = folders if isinstance(folders, list | tuple) else []
    return [project.docs / str(name) for name in names]


@contextmanager
def _base(base: str, project: Project) -> Iterator[Path]:
    """Yield the folder of the earlier edition: *base* itself, or the files of a commit.

    :raises Misuse: there is no such base.
    """
    with tempfile.TemporaryDirectory() as before:
        try:
            places = project.places
            if not (is_folder := Path(base).is_dir()):
                unpack(project.folder, base, Path(before), places)
        except BaseMissing as error:
            raise Misuse(f"--base: {error}") from None
        yield Path(base if is_folder else before)
