"""Record that somebody read a note against its sources: ‘reviewed-by’, and the day in ‘checked’.

Who wrote a note cannot review it. Who and when is asked for at a terminal if it is not given.
Exit status: 0 the review is recorded, 1 it cannot be, 2 the command was misused.

Example:
  sphinx-apparatus review 1908-garden/forty-gardens --by gray --on 1912-05-01
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys

from sphinx_apparatus.authoring.note_changes import ChangeRefused, note_of, with_review
from sphinx_apparatus.cli.options import Misuse, Project, asked, day, refuse, today
from sphinx_apparatus.text.file_writing import write_within


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("note", help="id of the note, such as 1908-garden/keys, or its file")
    parser.add_argument("--by", metavar="KEY", help="who read it, a key of people.yml")
    parser.add_argument("--on", type=day, metavar="DAY", help="the day; today if not given")


def run(options: argparse.Namespace) -> int:
    """Run the command."""
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
    write_within(project.essays, path, text)
    print(f"written: {path}: reviewed by {key} on {when}")
    return 0
