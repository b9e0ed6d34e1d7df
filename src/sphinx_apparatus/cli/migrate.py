"""Bring an existing edition to the fields that came later.

Stores the numbers that passages have in each essay.yml, and writes into the bibliography by
which day the pages were read (urldate = {../DAY}). No other line changes, and nothing is made
up: what a person has to write is listed. Run again, the command finds nothing to do.
With ‘variants’, textual notes on variants that say little else become entries of apparatus.yml:
equal readings are joined, a short text becomes the comment, the notes are deleted. Notes that are
published stay, since their letters are public; so do those that others refer to.
Exit status: 0 done, 1 something is in error or is left for you, 2 the command was misused.

Example:
  sphinx-apparatus migrate --read-by 2026-11-22 --dry-run
  sphinx-apparatus migrate variants --words 20
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

from sphinx_apparatus.authoring.migration import (
    SHORT,
    NoPlaceFor,
    to_write,
    variants,
    with_days,
    with_passages,
)
from sphinx_apparatus.cli.options import Misuse, Project, day, today
from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.model.problems import safe
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.model.vocabulary import BlockKind
from sphinx_apparatus.review.repository import BaseMissing, files_at, published
from sphinx_apparatus.text.file_writing import write_within


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "what",
        nargs="?",
        choices=("variants",),
        help="variants: turn textual notes on variants into entries; all else if not given",
    )
    parser.add_argument(
        "--words",
        type=int,
        default=SHORT,
        metavar="COUNT",
        help=f"the most words of a note that become a comment; {SHORT} if not given",
    )
    parser.add_argument(
        "--drop-index",
        action="store_true",
        help="turn notes with terms of the index into entries as well, without the terms",
    )
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
    # What is demanded and lacking is what this command is for, and so is a note without a text.
    own = {Rule.DEMANDED} | ({Rule.BODY_EMPTY} if options.what == "variants" else set())
    stopping = [p for p in edition.problems if p.stops and p.rule not in own]
    if stopping:
        print("\n".join(map(str, stopping)), file=sys.stderr)
        return 1
    if options.what == "variants":
        return _variants(project, edition, options)
    status, count = _passages(project, edition, dry_run=options.dry_run)
    found, more = _days(project, edition, read_by, dry_run=options.dry_run)
    if not count + more:
        print("nothing to do")
    _say_what_is_left(edition)
    return max(status, found)


def _variants(project: Project, edition: Edition, options: argparse.Namespace) -> int:
    """Turn textual notes on variants into entries; return the exit status."""
    published_, dry_run = _published(project), options.dry_run
    count = 0
    for essay in edition.essays:
        keeps = not options.drop_index
        found = list(variants(edition, essay, published_, options.words, keeps_index=keeps))
        for each in found:
            if each.why:
                print(safe(f"{each.note.file.path}: stays: {each.why}"))
        turned = [each for each in found if each.entry]
        if not turned:
            continue
        count += len(turned)
        folder = project.essays / essay.id
        path = folder / "apparatus.yml"
        if (folder / "apparatus").is_dir():
            path = folder / "apparatus" / "notes.yml"
        old = _text(path) if path.is_file() else None
        before = old if old and old.strip() != "[]" else ""
        gap = "" if not before or before.endswith("\n") else "\n"
        new = before + gap + "".join(each.entry for each in turned)
        if not dry_run:
            write_within(project.essays, path, new, old)
            for each in turned:
                (folder / "notes" / f"{each.note.id}.md").unlink()
        done = "would be written" if dry_run else "written"
        print(f"{done}: {path}: entries: {len(turned)}")
        gone = "would be deleted" if dry_run else "deleted"
        for each in turned:
            print(safe(f"{gone}: {each.note.file.path}"))
    if not count:
        print("nothing to do")
        return 0
    left = [] if dry_run else [p for p in project.edition().problems if p.stops]
    print("\n".join(map(str, left)), end="\n" if left else "", file=sys.stderr)
    return int(bool(left))


def _published(project: Project) -> frozenset[str]:
    """Return the files of texts and notes that are published, as far as that is known."""
    branch = project.settings.get("repository_branch")
    try:
        commit = published(project.folder, branch if isinstance(branch, str) else "main")
        return files_at(project.folder, commit, project.places.essays) if commit else frozenset()
    except BaseMissing as error:
        print(safe(f"What is published is not known: {error}."), file=sys.stderr)
        return frozenset()


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
