"""Turn the text of an issue that was made with the form “New note” into a file of a note.

Reads the issue's text from a file or, with -, from a pipe, and writes
essays/<essay-id>/notes/<id>.md for an editor to look over.
Exit status: 0 the note was written, 1 the issue does not make one, 2 the command was misused.

Example:
  sphinx-apparatus import issue issue.txt --by editors
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import yaml

from sphinx_apparatus.authoring.drafts import NoteRefused, essay_of, spot, write_draft
from sphinx_apparatus.authoring.note_file import evidence_of, fields_of_issue
from sphinx_apparatus.cli.options import Misuse, Project, text_of
from sphinx_apparatus.model.characters import odd_character
from sphinx_apparatus.model.problems import safe

_FORM = Path(".github", "ISSUE_TEMPLATE", "new-note.yml")
_SIZE = 256 * 1024
"""Bytes of an issue; its text has at most 65,536 characters."""
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
    labels = _labels(options.form or project.folder / _FORM)
    text = _from_pipe() if str(options.issue) == "-" else text_of(options.issue, _SIZE)
    issue = fields_of_issue(text, labels)
    answers = issue.by_id
    edition = project.edition()
    try:
        for id, answer in answers.items():
            if found := odd_character(answer, project.allowed):
                raise NoteRefused(f"the answer for {id} holds the invisible {found[1]}; delete it")
        if issue.above:
            first = " ".join(issue.above.split())[:60]
            raise NoteRefused(
                f"“{first}” stands above every heading of the form; expected the issue's text as "
                f"the form “New note” makes it, which begins with “### {next(iter(labels))}”"
            )
        if missing := [name for name in _NEEDED if name not in answers]:
            raise NoteRefused(
                f"the issue has no answer for {', '.join(missing)}; "
                "was it made with the form “New note”?"
            )
        place = spot(essay_of(edition, answers["essay"]), answers)
        given = answers | {"by": options.by}
        evidence, unknown = evidence_of(answers.get("evidence", ""), edition.sources)
        path = write_draft(edition, place, project.essays, given, id=options.id, evidence=evidence)
    except NoteRefused as refusal:
        print(safe(str(refusal)), file=sys.stderr)
        return 1
    for label, lines in issue.twice.items():
        stand = " and ".join(filter(None, [", ".join(map(str, lines[:-1])), str(lines[-1])]))
        told = (
            f"“### {label}” stands in lines {stand}; the last was taken for the form's, what is "
            "above it is a part of the answer before: look at both"
        )
        print(safe(told), file=sys.stderr)
    print(f"written: {path}")
    left = {
        "Evidence without a key of the bibliography": "\n\n".join(filter(None, unknown)),
        "Sources to enter": answers.get("sources", ""),
        "Name for people.yml": answers.get("name", ""),
    }
    for what, words in left.items():
        if words:
            print(f"{what}:\n  " + words.replace("\n", "\n  "))
    print(f"Then: sphinx-apparatus check {path}")
    return 0


def _labels(form: Path) -> dict[str, str]:
    """Return the labels of a form with the ids of their fields.

    :raises Misuse: the file is not such a form.
    """
    try:
        parts = yaml.safe_load(text_of(form, _SIZE))["body"]
        return {part["attributes"]["label"]: part["id"] for part in parts if "id" in part}
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise Misuse(f"{form}: this is not an issue form: {error}") from None


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
