#!/usr/bin/env python3
"""Check an edition's essays, notes and sources.

Prints path:line: A012 message for everything that is wrong.
Exit status: 0 nothing stops the build, 1 something does, 2 the command was misused.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import tempfile
from pathlib import Path

from sphinx_apparatus.edition.coverage import coverage
from sphinx_apparatus.edition.edition import Edition, open_edition, project_of
from sphinx_apparatus.edition.file_names import odd_names, with_names
from sphinx_apparatus.edition.rules import due
from sphinx_apparatus.export.publication import literals
from sphinx_apparatus.model.problems import Problem, Severity, in_order
from sphinx_apparatus.review.output import FORMATS, about, as_github, show


def main() -> int:
    """Run the command; give its exit status."""
    options = _options()
    project = options.project.resolve()
    edition = open_edition(project / "essays", project / "references.bib")
    if options.coverage:
        sentences = coverage(edition)
        for sentence in sentences:
            print(sentence)
        return int(any(not sentence.is_covered for sentence in sentences))
    names = odd_names([project / "essays", project / "docs"], project)
    found = [*with_names(edition.problems, names), *_due(edition, project)]
    if options.base:
        since = _since(options.base, project)
        if since is None:
            return 2
        found = in_order([*found, *since])
    problems = about(found, options.files, project)
    if options.format is None and sys.stdout.isatty():
        from rich.console import Console

        show(problems, Console())
    else:
        sys.stdout.write(FORMATS[options.format or "text"](problems))
    if options.format == "github":
        # Others' faults are no reason to refuse a change, and none to keep silent.
        rest = [problem for problem in found if problem not in problems]
        sys.stdout.write(as_github(rest, Severity.NOTICE))
    return int(any(problem.stops for problem in problems))


def _due(edition: Edition, project: Path) -> list[Problem]:
    """Give the notes that are due to be checked again, by a setting of the edition."""
    conf = project / "docs" / "conf.py"
    months = literals(conf).get("apparatus_recheck_months") if conf.is_file() else None
    if not isinstance(months, int) or months <= 0:
        return []
    today = dt.datetime.now().astimezone().date()
    return list(due(edition.essays, months, today))


def _since(base: str, project: Path) -> list[Problem] | None:
    """Give what a change since *base*, a folder or a commit, may not do; none if there is none."""
    from sphinx_apparatus.review.diff import BaseMissing, Changes, problems, state_of, unpack

    new = state_of(project)
    if Path(base).is_dir():
        return list(problems(Changes(state_of(Path(base)), new)))
    with tempfile.TemporaryDirectory() as folder:
        try:
            unpack(project, base, Path(folder))
        except BaseMissing as error:
            print(f"--base: {error}", file=sys.stderr)
            return None
        return list(problems(Changes(state_of(Path(folder)), new)))


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
        "--base",
        metavar="COMMIT",
        help="check what changed since a commit as well: verdicts moved, notes deleted",
    )
    parser.add_argument(
        "--coverage",
        action="store_true",
        help="list each sentence with its notes or the reason why it has none; "
        "exit status 1 if a sentence has neither",
    )
    parser.add_argument(
        "--project",
        type=Path,
        default=project_of(__file__),
        help="the folder that holds essays/ and references.bib",
    )
    options = parser.parse_args()
    if not (options.project / "essays").is_dir():
        parser.error(f"there is no folder ‘essays’ in {options.project}; name it with --project")
    for file in options.files:
        if not os.path.lexists(file):
            parser.error(f"there is no file {file}")
    return options


if __name__ == "__main__":
    # Signs of verdicts and quotation marks stand in messages; a pipe on Windows is not UTF-8.
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        sys.exit(main())
    except BrokenPipeError:
        # Whoever read the pipe has seen enough; nothing may be flushed into it at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
