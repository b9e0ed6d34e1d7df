"""The sub-commands ``new …``: a note, a source, a witness."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from rich.console import Console
from rich.text import Text

from sphinx_apparatus.authoring.drafts import (
    FIELDS,
    PLACE,
    Spot,
    essay_of,
    spot,
    write_draft,
    written,
)
from sphinx_apparatus.authoring.transcription import add_witness, replace_witness
from sphinx_apparatus.cli.options import (
    Misuse,
    Project,
    asked,
    content_of,
    language,
    put_in_place,
    refuse,
    today,
)
from sphinx_apparatus.model.catalogue import OWN, use_language
from sphinx_apparatus.model.essays import Essay, passage_label
from sphinx_apparatus.model.fields import Siglum
from sphinx_apparatus.model.problems import Refusal
from sphinx_apparatus.model.vocabulary import Consulted
from sphinx_apparatus.review.repository import to_send
from sphinx_apparatus.sources.new_source import AnswerCheck, add_source
from sphinx_apparatus.sources.records import FIELDS as SOURCE_FIELDS
from sphinx_apparatus.sources.records import REQUIRED
from sphinx_apparatus.text.file_reading import TEXT_SIZE
from sphinx_apparatus.text.file_writing import write_within

# -- new note -------------------------------------------------------------------------------------


def add_note_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ‘new note’ takes."""
    parser.add_argument("--essay", help="id of the essay, such as 2019-leigh, or its year")
    parser.add_argument("--quote", help="the words of the text, exactly")
    parser.add_argument("--in", metavar="BLOCK", help="the block, where the words are in several")
    parser.add_argument("--before", help="words just before, where a block has the quote twice")
    parser.add_argument("--after", help="words just after")
    parser.add_argument("--kind", help="fact-check, context or textual, or as scheme.yml has it")
    parser.add_argument("--title", help="at most 60 characters")
    parser.add_argument("--id", help="name of the file, without .md")
    parser.add_argument("--by", default="editors", help="your key in people.yml")
    parser.add_argument("--source", help="key of the source to begin with")
    parser.add_argument("--body", help="the text of the note")
    for name in FIELDS:
        parser.add_argument(f"--{name}", help=f"the field ‘{name}’")


def run_note(options: argparse.Namespace) -> int:
    """Create a note: find the words in the text, show them, write essays/<essay-id>/notes/<id>.md.

    What is not given as an option is asked for at a terminal.
    Exit status: 0 the note was written, 1 the words have no one place, 2 the command was misused.

    Example:
      sphinx-apparatus new note --essay 1908-garden --quote "forty gardens" --kind fact-check
    """
    project: Project = options.project
    edition = project.edition()
    console = Console(highlight=False, soft_wrap=True)
    given = {name.replace("_", "-"): value for name, value in vars(options).items() if value}
    try:
        known = ", ".join(edition.essay_by_id)
        essay = essay_of(edition, options.essay or asked(f"Essay ({known})", "--essay"))
        given["quote"] = options.quote or asked(
            "Words of the text that the note is about", "--quote"
        )
        place = _place(essay, given, may_ask=not options.quote)
        _show(place, console)
        kinds = ", ".join(edition.scheme.kinds)
        given["kind"] = options.kind or asked(f"Kind ({kinds})", "--kind")
        path = write_draft(
            edition,
            place,
            project.essays,
            given,
            id=options.id,
            source=options.source,
        )
    except Refusal as refusal:
        raise Refusal(_with_options(str(refusal))) from None
    console.print(written(path))
    console.print(f"Fill it in, then: sphinx-apparatus check {path}")
    new = os.path.relpath(path, project.folder)
    subject = f"{path.stem}: new note"
    console.print(
        to_send(project.folder, project.branch, f"note-{path.stem}", subject, new), end=""
    )
    return 0


def _place(essay: Essay, given: dict[str, str], *, may_ask: bool) -> Spot:
    """Return the place of the words; at a terminal a failure asks again."""
    while True:
        try:
            return spot(essay, given)
        except Refusal as refusal:
            if not may_ask or not sys.stdin.isatty():
                raise
            refuse(Refusal(_with_options(str(refusal))))
        answer = asked("Quote other words or more, or name the paragraph, such as p9", "--quote")
        blocks = {block.id for block in essay.blocks}
        given["in" if answer in blocks else "quote"] = answer


def _show(place: Spot, console: Console) -> None:
    """Show the words in their passage."""
    block = place.essay.block_of(place.span)
    console.print(
        Text.assemble(
            (f"{passage_label(place.essay, block)}  ", "bold"),
            block.text[: place.span.start],
            ("⟦", "dim"),
            (block.text[place.span.start : place.span.end], "reverse"),
            ("⟧", "dim"),
            block.text[place.span.end :],
        )
    )


def _with_options(message: str) -> str:
    """Return a message with names of options in place of names of fields."""
    for name in PLACE:
        message = message.replace(f"‘{name}: >-’", f"--{name}").replace(f"‘{name}:", f"‘--{name}")
    return message


# -- new source -----------------------------------------------------------------------------------

_ASKED = {
    "title": "Title, as printed",
    "author": "Author, ‘Family, Given and Family, Given’; a body in braces (or nothing)",
    "date": "Date, such as 2019-02-27 (or nothing)",
    "url": "Address of the page (or nothing)",
    "journaltitle": "Newspaper, magazine or journal (or nothing)",
    "organization": "Who keeps the page (or nothing)",
    "langid": "Language, such as english or spanish",
    "consulted": f"How far you read it: {', '.join(Consulted)}",
}


def add_source_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ‘new source’ takes."""
    parser.add_argument(
        "entry", nargs="?", choices=sorted(REQUIRED), help="biblatex's type of the source"
    )
    parser.add_argument("--key", help="name, year, word: un1993madness; made if not given")
    for name in sorted(SOURCE_FIELDS):
        parser.add_argument(f"--{name}", help=_ASKED.get(name, f"the field ‘{name}’"))


def run_source(options: argparse.Namespace) -> int:
    r"""Add a source to references.bib, in its place, unless it is there already.

    What is needed and not given as an option is asked for at a terminal.
    Exit status: 0 the entry was added, 1 it is invalid or there already, 2 the command was misused.

    Example:
      sphinx-apparatus new source book --author "Gray, Ann" --title "The Town Gardens" \
          --publisher "Town Press" --date 1907 --langid english --consulted full
    """
    project: Project = options.project
    if not project.references.is_file():
        raise Misuse(f"there is no {project.references.name} in {project.folder}")
    fields = {name: (vars(options)[name.replace("-", "_")] or "").strip() for name in SOURCE_FIELDS}
    path = project.references
    type_ = options.entry
    if sys.stdin.isatty():
        type_ = type_ or _asked_type()
        _ask(path, type_, fields)
    elif not type_:
        raise Misuse("the type of the source is missing, such as online")
    if fields["url"] and not fields["urldate"]:
        fields["urldate"] = today().isoformat()
    ordered = {name: fields[name] for name in [*_ASKED, *sorted(SOURCE_FIELDS - set(_ASKED))]}
    for name in ("langid", "consulted", "title-source", "seen-at", "archive"):
        ordered[name] = ordered.pop(name)
    before = path.read_bytes()
    key, text = add_source(path, type_, ordered, options.key or "", project.demands)
    write_within(path.parent, path, text, before)
    print(f"added to {path.name}: cite it with {{cite:p}}`{key}`")
    return 0


def _asked_type() -> str:
    """Ask for the type of a source until it is one."""
    types = ", ".join(sorted(REQUIRED))
    while (answer := asked(f"Type ({types})", "TYPE")) not in REQUIRED:
        print(f"‘{answer}’ is no type; expected one of {types}", file=sys.stderr)
    return answer


def _ask(path: Path, type_: str, fields: dict[str, str]) -> None:
    """Ask for the fields that are not given; each answer is checked before the next question.

    :raises Refusal: the source is in the bibliography already.
    """
    check = AnswerCheck(path, type_)
    groups = [group for group in REQUIRED[type_] if SOURCE_FIELDS.issuperset(group)]
    needed = {name for group in groups for name in group}
    more = {name: f"The field ‘{name}’ (or nothing)" for name in sorted(needed - _ASKED.keys())}
    for name, question in (_ASKED | more).items():
        is_answered = any(name in group and any(map(fields.get, group)) for group in groups)
        if fields[name] or (name in more and is_answered):
            continue
        while True:
            fields[name] = asked(question, f"--{name}", "")
            if not (faults := check.faults(fields, name)):
                break
            print("\n".join(faults), file=sys.stderr)


# -- new witness ----------------------------------------------------------------------------------


def add_witness_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ‘new witness’ takes."""
    parser.add_argument(
        "transcription", type=Path, metavar="FILE", help="a text file, UTF-8, as received"
    )
    parser.add_argument("essay", metavar="ESSAY", help="id or label of the text")
    parser.add_argument("--siglum", required=True, help="the short name of the witness, such as H")
    parser.add_argument("--title", help="what it is: the copy of John Hay")
    parser.add_argument(
        "--language", type=language, metavar="CODE", help="such as es; that of the text"
    )
    parser.add_argument(
        "--head",
        type=int,
        choices=range(20),
        metavar="N",
        help="how many paragraphs at its beginning are title and heading, not compared (0)",
    )
    parser.add_argument(
        "--replace", action="store_true", help="correct the file of a witness that is there"
    )


def run_witness(options: argparse.Namespace) -> int:
    """Add another copy of a text, with its words: its file beside the text, and its description.

    The file is copied as it is; essay.yml gets a witness with its checksum, and no other line of
    it changes. With --replace the file of the witness is replaced, and its checksum alone changes.
    Exit status: 0 the witness was written, 1 it was refused, 2 the command was misused.

    Example:
      sphinx-apparatus new witness hay.txt 1908-garden --siglum H --title "the copy of John Hay"
    """
    project: Project = options.project
    described = (options.title, options.language, options.head)
    if options.replace and any(each is not None for each in described):
        raise Misuse("--replace changes words alone; leave out --title, --language and --head")
    if not options.replace and options.title is None:
        raise Misuse("--title is missing; expected what the witness is: the copy of John Hay")
    raw = content_of(options.transcription, TEXT_SIZE)
    name = str(options.transcription)
    try:
        siglum = TypeAdapter(Siglum).validate_python(options.siglum)
        edition = project.edition()
        essay = essay_of(edition, options.essay)
        folder = project.essays / essay.id
        if put_in_place(folder):
            edition = project.edition()
            essay = essay_of(edition, essay.id)
        # What readers will see of it is in the language of the edition.
        use_language(edition.language, project.docs / OWN)
        if options.replace:
            written = replace_witness(raw, essay, folder, name, siglum, project.allowed)
        else:
            written = add_witness(
                raw,
                folder,
                name,
                siglum,
                options.title,
                options.language or essay.head.language,
                project.allowed,
                options.head or 0,
            )
    except ValidationError:
        expected = "expected letters and figures, such as H or “Add. 4321”"
        raise Misuse(f"--siglum ‘{options.siglum}’ is no siglum; {expected}") from None
    for path in written:
        print(f"written: {path}")
    shown = f"collate {essay.id} --show --witness {shlex.quote(siglum)}"
    print(f"Next: sphinx-apparatus {'check' if options.replace else shown}")
    return 0
