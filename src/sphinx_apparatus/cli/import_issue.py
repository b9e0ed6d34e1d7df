"""Turn the text of an issue that was made with the form “New note” into a file of a note.

Reads the issue's text from a file or, with -, from a pipe, and writes
essays/<essay-id>/notes/<id>.md for an editor to look over.
Exit status: 0 the note was written, 1 the issue does not make one, 2 the command was misused.

Example:
  sphinx-apparatus import issue issue.txt --by editors
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import yaml

from sphinx_apparatus.authoring.drafts import (
    FIELDS,
    PLACE,
    NoteRefused,
    essay_of,
    spot,
    write_draft,
)
from sphinx_apparatus.authoring.note_file import evidence_of, fields_of_issue
from sphinx_apparatus.cli.options import Misuse, Project, refuse, text_of
from sphinx_apparatus.model.characters import odd_character
from sphinx_apparatus.model.problems import safe

_FORM = Path(".github", "ISSUE_TEMPLATE", "new-note.yml")
_SIZE = 256 * 1024
"""Bytes of an issue; its text has at most 65,536 characters."""
_WRITTEN = frozenset({*PLACE, *FIELDS, "essay", "kind", "title", "body", "evidence"})
"""Ids of fields that a note's file has."""
_TO_ENTER = {"sources": "Sources to enter", "name": "Name for people.yml"}
_BOX, _TICKED = re.compile(r"\s*- \[[ xX]\].*"), re.compile(r"\s*- \[[xX]\]")
_NEEDED = ("essay", "kind", "quote", "body")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "issue", type=Path, metavar="FILE", help="file with the issue's text, or - for a pipe"
    )
    parser.add_argument("--id", help="name of the file, without .md")
    parser.add_argument("--by", default="editors", help="key of the writer in people.yml")
    parser.add_argument(
        "--form", type=Path, metavar="FILE", help=f"the form; {_FORM.as_posix()} if not given"
    )


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    project: Project = options.project
    form = _form(options.form or project.folder / _FORM)
    text = _from_pipe() if str(options.issue) == "-" else text_of(options.issue, _SIZE)
    issue = fields_of_issue(text, form.labels)
    answers = issue.by_id
    edition = project.edition()
    try:
        if issue.above:
            first = " ".join(issue.above.split())[:60]
            raise NoteRefused(
                f"“{first}” stands above every heading of the form; expected the issue's text as "
                f"the form “New note” makes it, which begins with “### {next(iter(form.labels))}”"
            )
        if missing := [name for name in _NEEDED if name not in answers]:
            raise NoteRefused(
                f"the issue has no answer for {', '.join(missing)}; "
                "was it made with the form “New note”?"
            )
        for fault in _faults(answers, form, project.allowed):
            raise NoteRefused(fault)
        place = spot(essay_of(edition, answers["essay"]), answers)
        given = answers | {"by": options.by}
        evidence, unknown = evidence_of(answers.get("evidence", ""), edition.sources)
        path = write_draft(edition, place, project.essays, given, id=options.id, evidence=evidence)
    except NoteRefused as refusal:
        return refuse(refusal)
    for label, lines in issue.twice.items():
        stand = " and ".join(filter(None, [", ".join(map(str, lines[:-1])), str(lines[-1])]))
        told = (
            f"“### {label}” stands in lines {stand}; the last was taken for the form's, what is "
            "above it is a part of the answer before: look at both"
        )
        print(safe(told), file=sys.stderr)
    print(f"written: {path}")
    left = {"Evidence without a key of the bibliography": "\n\n".join(filter(None, unknown))}
    for label, id in form.labels.items():
        # What is in the file, or said yes to, needs no second look.
        if id not in _WRITTEN | form.boxes.keys():
            left[_TO_ENTER.get(id, label)] = answers.get(id, "")
    for what, words in left.items():
        if words:
            print(f"{what}:\n  " + words.replace("\n", "\n  "))
    print(f"Then: sphinx-apparatus check {path}")
    return 0


class _Form(NamedTuple):
    """What a form asks for."""

    labels: dict[str, str]
    """Its labels in its order, with the ids of their fields."""
    lines: frozenset[str]
    """Ids of fields of one line."""
    boxes: dict[str, bool]
    """Ids of fields of boxes, and whether all of them are to be ticked."""


def _form(path: Path) -> _Form:
    """Return what a form asks for.

    :raises Misuse: the file is not such a form.
    """
    try:
        parts = [part for part in yaml.safe_load(text_of(path, _SIZE))["body"] if "id" in part]
        labels = {part["attributes"]["label"]: part["id"] for part in parts}
        lines = frozenset(part["id"] for part in parts if part["type"] in ("input", "dropdown"))
        boxes = {
            part["id"]: any(box.get("required") for box in part["attributes"]["options"])
            for part in parts
            if part["type"] == "checkboxes"
        }
    except (yaml.YAMLError, AttributeError, KeyError, TypeError) as error:
        raise Misuse(f"{path}: this is not an issue form: {error}") from None
    return _Form(labels, lines, boxes)


def _faults(answers: Mapping[str, str], form: _Form, allowed: Collection[str]) -> Iterator[str]:
    """Yield what is wrong with the answers of an issue, whatever they say of the note."""
    for label, id in form.labels.items():
        answer = answers.get(id, "")
        if found := odd_character(answer, allowed):
            yield f"the answer for “{label}” holds the invisible character {found[1]}; delete it"
        elif id in form.lines and "\n" in answer:
            yield (
                f"the answer for “{label}” has several lines, from “{_second(answer)}” on; "
                "expected one: put the others where they belong"
            )
        elif id in form.boxes:
            given = [line for line in answer.split("\n") if line.strip()]
            if more := next((line for line in given if not _BOX.fullmatch(line)), ""):
                yield (
                    f"“{more[:60]}” stands below the boxes of “{label}” and belongs to no answer; "
                    "put it where it belongs"
                )
            elif form.boxes[id] and not (given and all(map(_TICKED.match, given))):
                yield f"“{label}” is not ticked; ask the contributor to tick it, then try again"


def _second(answer: str) -> str:
    """Return the beginning of the second line of an answer that has words."""
    return answer.partition("\n")[2].split("\n\n")[-1].strip().split("\n")[0][:60]


def _from_pipe() -> str:
    """Return the issue's text from a pipe.

    :raises Misuse: it is too large, or not UTF-8.
    """
    try:
        text = sys.stdin.read(_SIZE + 1)
    except UnicodeDecodeError:
        raise Misuse("the issue's text is not UTF-8") from None
    if len(text) > _SIZE:
        raise Misuse(f"the issue's text has more than {_SIZE // 1024} KiB, which is the limit")
    return text
