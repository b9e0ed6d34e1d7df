"""Bring an existing edition to the fields that came later.

Stores the numbers that passages have in each essay.yml, and writes into the bibliography by
which day the pages were read (urldate = {../DAY}). No other line changes, and nothing is made
up: what a person has to write is listed. Run again, the command finds nothing to do.
Exit status: 0 done, 1 something is in error or is left for you, 2 the command was misused.

Example:
  sphinx-apparatus migrate --read-by 2026-11-22 --dry-run
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

from sphinx_apparatus.authoring.migration import NoPlaceFor, to_write, with_days, with_passages
from sphinx_apparatus.cli.options import Misuse, Project, day, today
from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.model.problems import Rule, safe
from sphinx_apparatus.model.vocabulary import BlockKind
from sphinx_apparatus.text.file_writing import write_within


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "--read-by",
        type=day,
        metavar="DAY",
        help="the day by which all pages in the bibliography had been read; today if not given",
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be written")


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    project: Project = options.project
    read_by = dt.date.fromisoformat(options.read_by) if options.read_by else today()
    if read_by > today():
        raise Misuse(f"--read-by {read_by} is in the future; name a day by which they were read")
    edition = project.edition()
    # What is demanded and lacking is what this command is for.
    stopping = [p for p in edition.problems if p.stops and p.rule is not Rule.DEMANDED]
    if stopping:
        print("\n".join(map(str, stopping)), file=sys.stderr)
        return 1
    status, count = _passages(project, edition, dry_run=options.dry_run)
    found, more = _days(project, edition, read_by, dry_run=options.dry_run)
    if not count + more:
        print("nothing to do")
    _say_what_is_left(edition)
    return max(status, found)


def _passages(project: Project, edition: Edition, *, dry_run: bool) -> tuple[int, int]:
    """Store the numbers of passages; return the exit status and how many files changed."""
    status = count = 0
    for essay in edition.essays:
        path = project.essays / essay.id / "essay.yml"
        old = _text(path)
        try:
            numbers = [b.number for b in essay.blocks if b.kind is BlockKind.PASSAGE]
            is_due = numbers and not essay.head.passages
            new = with_passages(old, numbers) if is_due else old
        except NoPlaceFor as fault:
            print(safe(f"{essay.file.path}:1: {fault}"), file=sys.stderr)
            status = 1
            continue
        if new != old:
            count += 1
            _write(project.essays, path, old, new, "the numbers of its passages", dry_run=dry_run)
    return status, count


def _days(
    project: Project, edition: Edition, read_by: dt.date, *, dry_run: bool
) -> tuple[int, int]:
    """Store by which day pages were read; return the exit status and how many files changed."""
    path = project.references
    if not path.is_file():
        return 0, 0
    old = _text(path)
    try:
        new, keys, later = with_days(old, edition.sources, read_by)
    except NoPlaceFor as fault:
        print(safe(f"{path.name}:1: {fault}"), file=sys.stderr)
        return 1, 0
    for key in later:
        line = edition.sources[key].line
        message = f"‘{key}’ is dated after {read_by}; write ‘urldate’ yourself"
        print(safe(f"{path.name}:{line}: {message}"), file=sys.stderr)
    if keys:
        what = f"urldate = {{../{read_by}}}, entries: {len(keys)}"
        _write(path.parent, path, old, new, what, dry_run=dry_run)
    return int(bool(later)), int(bool(keys))


def _text(path: Path) -> str:
    # Line ends stay as they are.
    return path.read_bytes().decode("utf-8")


def _write(folder: Path, path: Path, old: str, text: str, what: str, *, dry_run: bool) -> None:
    if not dry_run:
        write_within(folder, path, text, old)
    print(f"{'would be written' if dry_run else 'written'}: {path}: {what}")


def _say_what_is_left(edition: Edition) -> None:
    left = list(to_write(edition))
    if not left:
        return
    print("Still to be written by a person:")
    for missing in left:
        print(f"  {missing.what}: {missing.records} in {missing.where}")
    names = ", ".join(f'"{name}"' for name in dict.fromkeys(missing.what for missing in left))
    print(f"For each with its line: apparatus_expect = [{names}] in docs/conf.py, then")
    print("sphinx-apparatus check")
