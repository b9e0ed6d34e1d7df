"""Create a note: find the words in the text, show them, write essays/<essay-id>/notes/<id>.md.

What is not given as an option is asked for at a terminal.
Exit status: 0 the note was written, 1 the words have no one place, 2 the command was misused.

Example:
  sphinx-apparatus new note --essay 1908-garden --quote "forty gardens" --kind fact-check
"""

from __future__ import annotations

import argparse
import sys

from rich.console import Console
from rich.text import Text

from sphinx_apparatus.authoring.drafts import (
    FIELDS,
    PLACE,
    NoteRefused,
    Spot,
    essay_of,
    spot,
    write_draft,
)
from sphinx_apparatus.cli.options import Misuse, Project, refuse
from sphinx_apparatus.model.essays import Essay, passage_label
from sphinx_apparatus.model.vocabulary import Kind


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--essay", help="id of the essay, such as 2019-leigh, or its year")
    parser.add_argument("--quote", help="the words of the text, exactly")
    parser.add_argument("--in", metavar="BLOCK", help="the block, where the words are in several")
    parser.add_argument("--before", help="words just before, where a block has the quote twice")
    parser.add_argument("--after", help="words just after")
    parser.add_argument("--kind", choices=list(Kind))
    parser.add_argument("--title", help="at most 60 characters")
    parser.add_argument("--id", help="name of the file, without .md")
    parser.add_argument("--by", default="editors", help="your key in people.yml")
    parser.add_argument("--source", help="key of the source to begin with")
    parser.add_argument("--body", help="the text of the note")
    for name in FIELDS:
        parser.add_argument(f"--{name}", help=f"the field ‘{name}’")


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    project: Project = options.project
    edition = project.edition()
    console = Console(highlight=False, soft_wrap=True)
    given = {name.replace("_", "-"): value for name, value in vars(options).items() if value}
    try:
        known = ", ".join(edition.essay_by_id)
        essay = essay_of(edition, options.essay or _asked(f"Essay ({known})", "--essay"))
        given["quote"] = options.quote or _asked(
            "Words of the text that the note is about", "--quote"
        )
        place = _spot(essay, given, may_ask=not options.quote)
        _show(place, console)
        given["kind"] = options.kind or _asked(f"Kind ({', '.join(Kind)})", "--kind")
        path = write_draft(
            edition,
            place,
            project.essays,
            given,
            id=options.id,
            source=options.source,
        )
    except NoteRefused as refusal:
        return refuse(NoteRefused(_with_options(str(refusal))))
    console.print(f"written: {path}")
    console.print(f"Fill it in, then: sphinx-apparatus check {path}")
    return 0


def _spot(essay: Essay, given: dict[str, str], *, may_ask: bool) -> Spot:
    """Return the place of the words; at a terminal a failure asks again."""
    while True:
        try:
            return spot(essay, given)
        except NoteRefused as refusal:
            if not may_ask or not sys.stdin.isatty():
                raise
            refuse(NoteRefused(_with_options(str(refusal))))
        answer = _asked("Quote other words or more, or name the paragraph, such as p9", "--quote")
        blocks = {block.id for block in essay.blocks}
        given["in" if answer in blocks else "quote"] = answer


def _show(place: Spot, console: Console) -> None:
    """Show the words in their passage."""
    block = place.essay.block_of(place.span)
    console.print(
        Text.assemble(
            (f"{passage_label(place.essay, block)}  ", "bold"),
            block.text[: place.span.start],
            ("【", "dim"),
            (block.text[place.span.start : place.span.end], "reverse"),
            ("】", "dim"),
            block.text[place.span.end :],
        )
    )


def _with_options(message: str) -> str:
    """Return a message with names of options in place of names of fields."""
    for name in PLACE:
        message = message.replace(f"‘{name}: >-’", f"--{name}").replace(f"‘{name}:", f"‘--{name}")
    return message


def _asked(question: str, option: str) -> str:
    """Ask at a terminal; elsewhere name the missing option."""
    if not sys.stdin.isatty():
        raise Misuse(f"{option} is missing")
    try:
        while not (answer := input(f"{question}: ").strip()):
            pass
    except (EOFError, KeyboardInterrupt):
        raise Misuse("nothing was written") from None
    return answer
