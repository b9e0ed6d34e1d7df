#!/usr/bin/env python3
"""Begin a note: find the words in the text, show them, write essays/<essay-id>/notes/<id>.md.

What is not given as an option is asked for at a terminal.
Exit status: 0 the note was written, 1 the words have no one place, 2 the command was misused.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

from pydantic import ValidationError
from rich.console import Console
from rich.text import Text

from sphinx_apparatus.anchoring import Fault
from sphinx_apparatus.edition import Edition, open_edition, project_of
from sphinx_apparatus.model import Essay, Kind, Span, is_id, passage_label
from sphinx_apparatus.writing import (
    NoPlace,
    example_source,
    find,
    least_fields,
    new_id,
    new_note,
    new_title,
)

_PLACE = ("in", "before", "after")
_GIVEN = ("claim", "verdict", "confidence", "evidence-through", "change", "reading", "certainty")


class Refused(Exception):
    """The note cannot be begun; the message says why and what to do."""


def main() -> int:
    """Run the command; give its exit status."""
    options = _options()
    edition = open_edition(options.project / "essays", options.project / "references.bib")
    console = Console(highlight=False, soft_wrap=True)
    try:
        essay = _essay(edition, options)
        span, place = _place(essay, options, console)
        path, text = _file(edition, essay, span, place, options)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    if path.exists():
        print(f"{path} exists; give another id with --id", file=sys.stderr)
        return 1
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    console.print(f"written: {path}")
    console.print(f"Fill it in, then: python scripts/check.py {path}")
    return 0


def _essay(edition: Edition, options: argparse.Namespace) -> Essay:
    known = ", ".join(edition.essay_by_id)
    wanted = options.essay or _asked(f"Essay ({known})", "--essay")
    near = [essay for essay in edition.essays if wanted in (essay.id, essay.label)]
    if len(near) != 1:
        raise Refused(f"there is no essay ‘{wanted}’; there are {known}")
    return near[0]


def _place(
    essay: Essay, options: argparse.Namespace, console: Console
) -> tuple[Span, dict[str, str]]:
    """Find the words; show them in their passage."""
    given = {
        "quote": options.quote or _asked("Words of the text that the note is about", "--quote")
    }
    given |= {name: vars(options)[name] for name in _PLACE if vars(options)[name]}
    try:
        found = find(given, essay.blocks)
    except ValidationError as error:
        raise Refused(f"--in: {options.__dict__['in']!r} is no block, such as p14") from error
    if isinstance(found, Fault):
        message = found.message
        for name in _PLACE:
            message = message.replace(f"‘{name}: >-’", f"--{name}").replace(
                f"‘{name}:", f"‘--{name}"
            )
        raise Refused(message)
    block = essay.block_of(found)
    console.print(
        Text.assemble(
            (f"{passage_label(essay, block)}  ", "bold"),
            block.text[: found.start],
            ("【", "dim"),
            (block.text[found.start : found.end], "reverse"),
            ("】", "dim"),
            block.text[found.end :],
        )
    )
    try:
        return found, least_fields(essay.blocks, found)
    except NoPlace as fault:
        raise Refused(f"{fault}; quote more words") from None


def _file(
    edition: Edition,
    essay: Essay,
    span: Span,
    place: dict[str, str],
    options: argparse.Namespace,
) -> tuple[Path, str]:
    kinds = ", ".join(Kind)
    kind = options.kind or _asked(f"Kind ({kinds})", "--kind")
    if kind not in list(Kind):
        raise Refused(f"‘{kind}’ is no kind of note; there are {kinds}")
    # All files of the folder: a note with a fault has its id and its file, too.
    folder = options.project / "essays" / essay.id / "notes"
    taken = {path.stem for path in folder.glob("*.md")}
    title = options.title or new_title(place["quote"], [note.head.title for note in essay.notes])
    id = options.id or new_id(options.title or place["quote"], taken)
    if not is_id(id):
        raise Refused(f"--id: ‘{id}’ is not an id: small letters, digits, hyphens; a letter first")
    given = {name: vars(options)[name.replace("-", "_")] for name in _GIVEN}
    text = new_note(
        Kind(kind),
        place,
        title,
        options.source or example_source(edition, essay),
        dt.datetime.now().astimezone().date(),
        options.by,
        given,
        options.body or "",
    )
    return folder / f"{id}.md", text


def _asked(question: str, option: str) -> str:
    """Ask at a terminal; elsewhere say which option is missing."""
    if not sys.stdin.isatty():
        print(f"{option} is missing", file=sys.stderr)
        sys.exit(2)
    try:
        while not (answer := input(f"{question}: ").strip()):
            pass
    except (EOFError, KeyboardInterrupt):
        sys.exit("\nnothing was written")
    return answer


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--essay", help="id of the essay, such as 2019-leigh, or its year")
    parser.add_argument("--quote", help="the words of the text, exactly")
    parser.add_argument("--in", metavar="BLOCK", help="the block, where the words stand in several")
    parser.add_argument("--before", help="words just before, where a block has the quote twice")
    parser.add_argument("--after", help="words just after")
    parser.add_argument("--kind", choices=list(Kind))
    parser.add_argument("--title", help="at most 60 characters")
    parser.add_argument("--id", help="name of the file, without .md")
    parser.add_argument("--by", default="editors", help="your key in people.yml")
    parser.add_argument("--source", help="key of the source to begin with")
    parser.add_argument("--body", help="the text of the note")
    for name in _GIVEN:
        parser.add_argument(f"--{name}", help=f"the field ‘{name}’")
    parser.add_argument(
        "--project",
        type=Path,
        default=project_of(__file__),
        help="the folder that holds essays/ and references.bib",
    )
    options = parser.parse_args()
    if not (options.project / "essays").is_dir():
        parser.error(f"there is no folder ‘essays’ in {options.project}; name it with --project")
    return options


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main())
