"""The sub-commands that change a note: ``verdict`` and ``review``."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

from sphinx_apparatus.authoring.note_changes import (
    ChangeRefused,
    NewVerdict,
    faults,
    note_of,
    with_review,
    with_verdict,
)
from sphinx_apparatus.cli.options import Misuse, Project, asked, day, refuse, today
from sphinx_apparatus.model.records import FactCheckHead
from sphinx_apparatus.model.vocabulary import Confidence, Verdict
from sphinx_apparatus.text.file_writing import write_within

# -- verdict --------------------------------------------------------------------------------------


def add_verdict_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ‘verdict’ takes."""
    parser.add_argument("note", help="id of the note, such as 1908-garden/keys, or its file")
    parser.add_argument("verdict", choices=list(Verdict), help="the new verdict")
    parser.add_argument("--reason", help="why, in a sentence that readers see")
    parser.add_argument(
        "--on", type=day, metavar="DAY", help="the day the evidence was weighed; today if not given"
    )
    parser.add_argument(
        "--from",
        dest="before",
        choices=list(Verdict),
        help="the verdict before, if the file has the new one already",
    )
    parser.add_argument("--confidence", choices=list(Confidence), help="the new confidence")
    parser.add_argument("--through", metavar="MONTH", help="the new ‘evidence-through’")


def run_verdict(options: argparse.Namespace) -> int:
    """Change the verdict of a note: write its history with the reason, and the day it was checked.

    Readers see the history at the note and on the page of corrections, which is made from it.
    Nothing else in the file changes: read the summary, the evidence and the text again.
    The reason is asked for at a terminal if it is not given.
    Exit status: 0 the note was changed, 1 it cannot be changed so, 2 the command was misused.

    Example:
      sphinx-apparatus verdict 1908-garden/forty-gardens disputed --reason "A new count was found."
    """
    project: Project = options.project
    on = dt.date.fromisoformat(options.on) if options.on else today()
    if on > today():
        raise Misuse(f"--on {on} is in the future")
    edition = project.edition()
    try:
        note = note_of(edition, options.note)
        new = NewVerdict(
            Verdict(options.verdict),
            options.reason or asked("Reason, in a sentence that readers see", "--reason"),
            on,
            Verdict(options.before) if options.before else None,
            Confidence(options.confidence) if options.confidence else None,
            options.through or "",
        )
        path = project.essays / note.essay / "notes" / f"{note.id}.md"
        old = path.read_bytes().decode()
        text = with_verdict(old, note, new)
        if wrong := faults(text, note, project.allowed):
            raise ChangeRefused("; ".join(wrong))
    except ChangeRefused as refusal:
        return refuse(refusal)
    write_within(project.essays, path, text, old)
    print(f"written: {path}")
    assert isinstance(note.head, FactCheckHead)
    print("Read again what was written for the old verdict:")
    if note.head.summary:
        print(f"  summary: {note.head.summary}")
    print(f"  confidence: {new.confidence or note.head.confidence}")
    print(f"  evidence-through: {new.through or note.head.evidence_through}")
    print(f"Then: sphinx-apparatus check {_shown(path)}")
    return 0


def _shown(path: Path) -> str:
    return path.as_posix()


# -- review ---------------------------------------------------------------------------------------


def add_review_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ‘review’ takes."""
    parser.add_argument("note", help="id of the note, such as 1908-garden/keys, or its file")
    parser.add_argument("--by", metavar="KEY", help="who read it, a key of people.yml")
    parser.add_argument("--on", type=day, metavar="DAY", help="the day; today if not given")


def run_review(options: argparse.Namespace) -> int:
    """Record that somebody read a note against its sources: ‘reviewed-by’, the day in ‘checked’.

    Who wrote a note cannot review it. Who and when is asked for at a terminal if it is not given.
    Exit status: 0 the review is recorded, 1 it cannot be, 2 the command was misused.

    Example:
      sphinx-apparatus review 1908-garden/forty-gardens --by gray --on 1912-05-01
    """
    project: Project = options.project
    edition = project.edition()
    try:
        note = note_of(edition, options.note)
        known = ", ".join(key for key in edition.person_by_key if key not in note.head.by)
        who = f"Who read it against its sources ({known or 'nobody else is in people.yml'})"
        key = options.by or asked(who, "--by")
        on = options.on
        if not on and not options.by and sys.stdin.isatty():
            on = asked(f"On which day ({today()})", "--on", str(today()))
        try:
            when = dt.date.fromisoformat(on) if on else today()
        except ValueError:
            raise Misuse(f"‘{on}’ is not a day; expected one such as {today()}") from None
        if when > today():
            raise Misuse(f"{when} is in the future")
        path = project.essays / note.essay / "notes" / f"{note.id}.md"
        old = path.read_bytes().decode()
        text = with_review(old, note, key, when, edition)
    except ChangeRefused as refusal:
        return refuse(refusal)
    if text == old:
        print("nothing to do: the review is recorded already")
        return 0
    write_within(project.essays, path, text, old)
    print(f"written: {path}: reviewed by {key} on {when}")
    return 0
