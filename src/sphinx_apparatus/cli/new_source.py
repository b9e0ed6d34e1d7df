r"""Add a source to references.bib, in its place, unless it is there already.

What is needed and not given as an option is asked for at a terminal.
Exit status: 0 the entry was added, 1 it is invalid or there already, 2 the command was misused.

Example:
  sphinx-apparatus new source book --author "Gray, Ann" --title "The Town Gardens" \
      --publisher "Town Press" --date 1907 --langid english --consulted full
"""

from __future__ import annotations

import argparse
import sys

from sphinx_apparatus.authoring.new_source import SourceRefused, add_source
from sphinx_apparatus.cli.options import Misuse, Project, refuse
from sphinx_apparatus.model.vocabulary import Consulted
from sphinx_apparatus.sources.records import FIELDS, REQUIRED
from sphinx_apparatus.text.file_writing import write_whole

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


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "entry", nargs="?", choices=sorted(REQUIRED), help="biblatex's type of the source"
    )
    parser.add_argument("--key", help="name, year, word: un1993madness; made if not given")
    for name in sorted(FIELDS):
        parser.add_argument(f"--{name}", help=_ASKED.get(name, f"the field ‘{name}’"))


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    project: Project = options.project
    if not project.references.is_file():
        raise Misuse(f"there is no {project.references.name} in {project.folder}")
    fields = {name: (vars(options)[name.replace("-", "_")] or "").strip() for name in FIELDS}
    if sys.stdin.isatty():
        type_ = options.entry or _asked(f"Type ({', '.join(sorted(REQUIRED))})")
        fields |= {name: _asked(words) for name, words in _ASKED.items() if not fields[name]}
    elif not options.entry:
        raise Misuse("the type of the source is missing, such as online")
    else:
        type_ = options.entry
    ordered = {name: fields[name] for name in [*_ASKED, *sorted(FIELDS - set(_ASKED))]}
    for name in ("langid", "consulted", "title-source", "seen-at"):
        ordered[name] = ordered.pop(name)
    path = project.references
    try:
        key, text = add_source(path, type_, ordered, options.key or "")
    except SourceRefused as refusal:
        return refuse(refusal)
    write_whole(path, text)
    print(f"added to {path.name}: cite it with {{cite:p}}`{key}`")
    return 0


def _asked(question: str) -> str:
    try:
        return input(f"{question}: ").strip()
    except (EOFError, KeyboardInterrupt):
        raise Misuse("nothing was written") from None
