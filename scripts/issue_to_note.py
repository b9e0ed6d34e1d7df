#!/usr/bin/env python3
"""Turn the text of an issue that was made with the form “New note” into a file of a note.

Reads the issue's text from a file or, with -, from a pipe, and writes
essays/<essay-id>/notes/<id>.md for an editor to look over.
Exit status: 0 the note was written, 1 the issue does not make one, 2 the command was misused.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

import yaml
from pydantic import ValidationError

from sphinx_apparatus.anchoring import Fault
from sphinx_apparatus.edition import Edition, open_edition
from sphinx_apparatus.model import Kind, is_id
from sphinx_apparatus.writing import (
    NoPlace,
    example_source,
    fields_of_issue,
    find,
    least_fields,
    new_id,
    new_note,
    new_title,
)

_FORM = Path(".github", "ISSUE_TEMPLATE", "new-note.yml")
_PLACE = ("quote", "in", "before", "after")
_GIVEN = ("claim", "verdict", "confidence", "change", "reading")


class Refused(Exception):
    """The issue does not make a note; the message says why and what to do."""


def main() -> int:
    """Run the command; give its exit status."""
    options = _options()
    try:
        text = sys.stdin.read() if str(options.issue) == "-" else options.issue.read_text("utf-8")
        form = yaml.safe_load(options.form.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        print(f"cannot be read: {error}", file=sys.stderr)
        return 2
    labels = {part["attributes"]["label"]: part["id"] for part in form["body"] if "id" in part}
    edition = open_edition(options.project / "essays", options.project / "references.bib")
    answers = fields_of_issue(text, labels)
    try:
        path, note = _note(edition, answers, options)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    if path.exists():
        print(f"{path} exists; give another id with --id", file=sys.stderr)
        return 1
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(note, encoding="utf-8", newline="\n")
    print(f"written: {path}")
    for id, words in (("sources", "Sources to enter"), ("name", "Name for people.yml")):
        if id in answers:
            print(f"{words}:\n  " + answers[id].replace("\n", "\n  "))
    print(f"Then: python scripts/check.py {path}")
    return 0


def _note(
    edition: Edition, answers: dict[str, str], options: argparse.Namespace
) -> tuple[Path, str]:
    if missing := [name for name in ("essay", "kind", "quote", "body") if name not in answers]:
        raise Refused(
            f"the issue has no answer for {', '.join(missing)}; "
            "was it made with the form “New note”?"
        )
    essay = edition.essay_by_id.get(answers["essay"])
    if essay is None:
        known = ", ".join(edition.essay_by_id)
        raise Refused(f"there is no essay ‘{answers['essay']}’; there are {known}")
    if answers["kind"] not in list(Kind):
        raise Refused(f"‘{answers['kind']}’ is no kind of note; there are {', '.join(Kind)}")
    try:
        span = find({name: answers[name] for name in _PLACE if name in answers}, essay.blocks)
    except ValidationError:
        raise Refused(f"‘{answers['in']}’ is no paragraph; ¶9 is p9") from None
    if isinstance(span, Fault):
        raise Refused(span.message)
    try:
        place = least_fields(essay.blocks, span)
    except NoPlace as fault:
        raise Refused(str(fault)) from None
    kind = Kind(answers["kind"])
    folder = options.project / "essays" / essay.id / "notes"
    title = answers.get("title") or new_title(place["quote"], [n.head.title for n in essay.notes])
    id = options.id or new_id(title, {path.stem for path in folder.glob("*.md")})
    if not is_id(id):
        raise Refused(f"--id: ‘{id}’ is not an id: small letters, digits, hyphens; a letter first")
    given = {name: answers[name] for name in _GIVEN if name in answers}
    if kind is not Kind.TEXTUAL and given.get("change") == "none":
        del given["change"]  # what the form shows first, not an answer
    note = new_note(
        kind,
        place,
        title,
        example_source(edition, essay),
        dt.datetime.now().astimezone().date(),
        options.by,
        given,
        answers["body"],
    )
    return folder / f"{id}.md", note


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("issue", type=Path, help="file with the issue's text, or - for a pipe")
    parser.add_argument("--id", help="name of the file, without .md")
    parser.add_argument("--by", default="editors", help="key of the writer in people.yml")
    here = Path()
    home = here if (here / "essays").is_dir() else Path(__file__).resolve().parent.parent
    parser.add_argument("--project", type=Path, default=home, help="the folder that holds essays/")
    parser.add_argument("--form", type=Path, help="the form, if it is another")
    options = parser.parse_args()
    options.form = options.form or options.project / _FORM
    if not (options.project / "essays").is_dir():
        parser.error(f"there is no folder ‘essays’ in {options.project}; name it with --project")
    return options


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main())
