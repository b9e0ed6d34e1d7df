#!/usr/bin/env python3
"""Turn the text of an issue that was made with the form “New note” into a file of a note.

Reads the issue's text from a file or, with -, from a pipe, and writes
essays/<essay-id>/notes/<id>.md for an editor to look over.
Exit status: 0 the note was written, 1 the issue does not make one, 2 the command was misused.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import yaml

from sphinx_apparatus.authoring.drafts import NoteRefused, essay_of, spot, write_draft
from sphinx_apparatus.authoring.note_file import fields_of_issue
from sphinx_apparatus.edition.edition import open_edition, project_of

_FORM = Path(".github", "ISSUE_TEMPLATE", "new-note.yml")
_NEEDED = ("essay", "kind", "quote", "body")


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
    answers = fields_of_issue(text, labels)
    edition = open_edition(options.project / "essays", options.project / "references.bib")
    try:
        if missing := [name for name in _NEEDED if name not in answers]:
            raise NoteRefused(
                f"the issue has no answer for {', '.join(missing)}; "
                "was it made with the form “New note”?"
            )
        place = spot(essay_of(edition, answers["essay"]), answers)
        given = answers | {"by": options.by}
        path = write_draft(edition, place, options.project / "essays", given, id=options.id)
    except NoteRefused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    print(f"written: {path}")
    for id, words in (("sources", "Sources to enter"), ("name", "Name for people.yml")):
        if id in answers:
            print(f"{words}:\n  " + answers[id].replace("\n", "\n  "))
    print(f"Then: python scripts/check.py {path}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("issue", type=Path, help="file with the issue's text, or - for a pipe")
    parser.add_argument("--id", help="name of the file, without .md")
    parser.add_argument("--by", default="editors", help="key of the writer in people.yml")
    parser.add_argument(
        "--project",
        type=Path,
        default=project_of(__file__),
        help="the folder that holds essays/ and references.bib",
    )
    parser.add_argument("--form", type=Path, help="the form, if it is another")
    options = parser.parse_args()
    options.form = options.form or options.project / _FORM
    if not (options.project / "essays").is_dir():
        parser.error(f"there is no folder ‘essays’ in {options.project}; name it with --project")
    return options


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main())
