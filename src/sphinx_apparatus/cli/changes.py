"""The sub-commands that change a note: ``verdict``, with its history, and ``review``.

Only the lines of the fields in question change; every other byte of the file stays.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sphinx_apparatus.authoring.field_lines import FieldLines
from sphinx_apparatus.authoring.note_file import write_field, write_item
from sphinx_apparatus.cli.options import Misuse, Project, asked, day, today
from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.reader import Reader
from sphinx_apparatus.edition.rules_common import did_you_mean
from sphinx_apparatus.model.essays import Note
from sphinx_apparatus.model.problems import Refusal
from sphinx_apparatus.model.records import FactCheckHead, one_of
from sphinx_apparatus.model.vocabulary import Confidence, Verdict
from sphinx_apparatus.text.file_writing import write_within

# -- verdict --------------------------------------------------------------------------------------


def add_verdict_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ‘verdict’ takes."""
    parser.add_argument("note", help="id of the note, such as 1908-garden/keys, or its file")
    parser.add_argument("verdict", help="the new verdict")
    parser.add_argument("--reason", help="why, in a sentence that readers see")
    parser.add_argument(
        "--on", type=day, metavar="DAY", help="the day the evidence was weighed; today if not given"
    )
    parser.add_argument(
        "--from",
        dest="before",
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
    note = note_of(edition, options.note)
    new = NewVerdict(
        _verdict(edition, options.verdict),
        options.reason or asked("Reason, in a sentence that readers see", "--reason"),
        on,
        _verdict(edition, options.before) if options.before else None,
        Confidence(options.confidence) if options.confidence else None,
        options.through or "",
    )
    path = project.essays / note.essay / "notes" / f"{note.id}.md"
    old = path.read_bytes().decode()
    text = with_verdict(old, note, new)
    if wrong := faults(text, note, edition):
        raise Refusal("; ".join(wrong))
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


def _verdict(edition: Edition, id: str) -> Verdict:
    known = edition.scheme.verdicts
    if id not in known:
        raise Misuse(f"‘{id}’ is not a verdict of the edition; expected {one_of(known)}")
    return known[known.index(id)]


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
    if text == old:
        print("nothing to do: the review is recorded already")
        return 0
    write_within(project.essays, path, text, old)
    print(f"written: {path}: reviewed by {key} on {when}")
    return 0


# -- the files ------------------------------------------------------------------------------------

_VALUE = re.compile(r"([\w-]+[ \t]*:[ \t]*)([\w-]+)(?=[ \t\r\n]|$)")
_IN_BRACKETS = re.compile(r"([\w-]+[ \t]*:[ \t]*\[)(.*)(\].*)", re.DOTALL)
_PARTS = re.compile(r"(---[ \t]*\r?\n)(.*?)(^---[ \t]*\r?$.*)", re.DOTALL | re.MULTILINE)
_BEFORE = {"history": "created", "reviewed-by": "index", "checked": "evidence-through"}
"""Fields that may be missing, with the field before which they are written."""


def note_of(edition: Edition, wanted: str) -> Note:
    """Return the note with this id, full or short, or in this file.

    :raises Refusal: there is none, or several.
    """
    notes = {**edition.note_by_id, **{note.full_id: note for note in edition.lost}}
    id = "/".join(Path(wanted).with_suffix("").parts[-3:]).replace("/notes/", "/")
    found = [n for n in notes.values() if n.full_id == id or (n.id == id and "/" not in id)]
    if len(found) == 1:
        return found[0]
    if found:
        several = " and ".join(note.full_id for note in found)
        raise Refusal(f"there are {several}; name one of them")
    if id in edition.unread or any(each.endswith(f"/{id}") for each in edition.unread):
        message = f"the fields of ‘{wanted}’ have a fault; correct what sphinx-apparatus check says"
        raise Refusal(message)
    known = notes if "/" in id else {note.id: note for note in notes.values()}
    raise Refusal(f"there is no note ‘{wanted}’{did_you_mean(id, known)}")


# -- a changed verdict -----------------------------------------------------------------------------


class NewVerdict(NamedTuple):
    """A verdict that a note is given, and why."""

    verdict: Verdict
    reason: str
    day: dt.date
    before: Verdict | None = None
    """The verdict before; what the note says if not given."""
    confidence: Confidence | None = None
    through: str = ""
    """The month of the newest source that was searched; as it is if empty."""


def with_verdict(text: str, note: Note, new: NewVerdict) -> str:
    """Return the file of a note with another verdict, its history and the day it was checked.

    :raises Refusal: the note is no fact-check that holds, or the change is none.
    """
    head = note.head
    if not isinstance(head, FactCheckHead) or not note.is_active:
        what = "is withdrawn" if not note.is_active else f"is a {note.head.kind} note"
        raise Refusal(f"‘{note.full_id}’ {what}: it has no verdict to change")
    before = new.before or head.verdict
    latest = head.history[-1].to if head.history else before
    if before is new.verdict or latest is new.verdict:
        also = "" if new.before else "; changed by hand? Name the old one with --from"
        if head.history and latest is new.verdict:
            also = "; a reason that is not yet published may be reworded in the file"
        raise Refusal(f"the verdict of ‘{note.full_id}’ is {new.verdict} already{also}")
    if latest is not before:
        raise Refusal(
            f"the history of ‘{note.full_id}’ ends with {latest}, not with {before}; "
            "an entry must follow from the one before"
        )
    last = max([head.checked, *(entry.date for entry in head.history)])
    if new.day < last:
        raise Refusal(
            f"‘{note.full_id}’ was last checked or changed on {last}, after {new.day}; "
            "a verdict moves when the evidence is weighed again"
        )
    entry = {"date": str(new.day), "from": before, "to": new.verdict, "reason": new.reason}
    entry = {name: " ".join(str(value).split()) for name, value in entry.items()}
    fields: dict[str, Any] = {"verdict": new.verdict.value, "checked": str(new.day)}
    if new.confidence:
        fields["confidence"] = new.confidence.value
    if new.through:
        fields["evidence-through"] = new.through
    return with_fields(with_item(text, "history", entry), fields)


# -- a review --------------------------------------------------------------------------------------


def with_review(text: str, note: Note, key: str, day: dt.date, edition: Edition) -> str:
    """Return the file of a note with one more reviewer, who weighed its evidence on a day.

    :param key: of people.yml.
    :raises Refusal: the reviewer is not known, or wrote the note.
    """
    head = note.head
    if key not in edition.person_by_key:
        near = did_you_mean(key, edition.person_by_key)
        raise Refusal(f"the key ‘{key}’ is not in people.yml{near}; add it there first")
    if key in head.by:
        raise Refusal(f"‘{key}’ wrote ‘{note.full_id}’; somebody else must review it")
    if not note.is_active:
        raise Refusal(f"‘{note.full_id}’ is withdrawn: there is nothing to review")
    if head.created and day < head.created:
        raise Refusal(f"‘{note.full_id}’ was written on {head.created}, after {day}")
    if key not in head.reviewed_by:
        text = with_item(text, "reviewed-by", key)
    if head.checked is None or day > head.checked:
        text = with_fields(text, {"checked": str(day)})
    return text


# -- lines of a file -------------------------------------------------------------------------------


def with_fields(text: str, fields: Mapping[str, str]) -> str:
    """Return a file with other values in fields of one word, and those that it lacks.

    :raises NoPlaceFor: a field is written in a form that cannot be changed without others.
    """
    opening, head, rest = _parted(text)
    for name, value in fields.items():
        place, written = head.place(name), write_field(name, value, "")
        if place is None:
            head.insert(written, _BEFORE.get(name, ""))
            continue
        start, end = place
        line, count = _VALUE.subn(rf"\g<1>{value}", head.lines[start], count=1)
        head.write(start, end, line if count and end == start + 1 else written)
    return opening + head.text(fields, _unusual(*fields)) + rest


def with_item(text: str, name: str, item: str | Mapping[str, str]) -> str:
    """Return a file with one more item at the end of a list, which may be missing.

    :raises NoPlaceFor: the list is written in a form to which nothing can be added.
    """
    opening, head, rest = _parted(text)
    items = [*(head.fields.get(name) or ()), item]
    start, end = head.place(name) or (0, 0)
    in_brackets = _IN_BRACKETS.fullmatch(head.lines[start])
    if not end:
        head.insert(write_field(name, [item], ""), _BEFORE[name])
    elif end > start + 1 and (bullet := re.match(r"[ \t]*(?=-)", head.lines[start + 1])):
        head.write(end, end, write_item(item, bullet[0]))
    elif in_brackets and end == start + 1 and isinstance(item, str):
        others = f"{in_brackets[2].rstrip()}, " if in_brackets[2].strip() else ""
        head.write(start, end, f"{in_brackets[1]}{others}{item}{in_brackets[3]}")
    else:
        head.write(start, end, write_field(name, items, ""))
    return opening + head.text({name: items}, _unusual(name)) + rest


def _parted(text: str) -> tuple[str, FieldLines, str]:
    """Return the fields of a note, with the line before them and what comes after them.

    :raises Refusal: there are none.
    """
    parts = _PARTS.match(text)
    if not parts or not (head := FieldLines(parts[2])).fields:
        raise Refusal("the file has no fields between two lines ---")
    return parts[1], head, parts[3]


def _unusual(*fields: str) -> str:
    names = ", ".join(f"‘{name}’" for name in fields)
    return f"the file is written in an unusual form; change {names} by hand"


def faults(text: str, note: Note, edition: Edition) -> Sequence[str]:
    """Return what is wrong with the fields of a note's file that is not written yet."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "essays", note.essay, "notes", f"{note.id}.md")
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8", newline="")
        reader = Reader(Path(folder, "essays"), edition.allowed)
        reader.scheme = edition.scheme
        list(reader.notes(path.parent.parent))
        return [problem.message for problem in reader.problems]
