"""The command ``sphinx-apparatus``: options, sub-commands, and the handling of failures."""

from __future__ import annotations

import argparse
import gc
import importlib
import inspect
import io
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

from sphinx_apparatus.cli.options import Misuse, project_at, refuse
from sphinx_apparatus.model.catalogue import speaking
from sphinx_apparatus.model.problems import Refusal, safe

COMMANDS = {
    "init": "begin an edition in a new folder",
    "check": "check texts, notes and sources",
    "new note": "write the file of a new note",
    "new source": "add a source to the bibliography",
    "new witness": "add another copy of a text, with its words",
    "verdict": "change a note's verdict, with its history",
    "review": "record that somebody reviewed a note",
    "import text": "bring in a text, or correct its transcription",
    "import docx": "bring in a text from a Word document",
    "import tei": "bring in a text in TEI P5, with its notes and apparatus",
    "import annotations": "turn annotations into notes, exported ones and those of others",
    "import issue": "turn an issue made with the form “New note” into a note",
    "import bibliography": "bring in a bibliography of another program",
    "collate": "propose entries of the apparatus from the texts of the witnesses",
    "export data": "write TEI, Web Annotation, ClaimReview, CSV, CSL, BibLaTeX and a feed",
    "export myst": "write each text as one portable MyST document",
    "migrate": "bring an existing edition to fields that came later",
    "evidence": "look up the words that notes quote, on the pages of their sources",
    "version keep": "pack the site of a release, to be kept as it is",
    "version add": "put kept sites into a site, at v/VERSION/",
    "diff": "report what changed since a commit",
    "serve": "build the site, show it, and rebuild it while you write",
    "coverage": "list every sentence with its notes, or the notes that wait for an editor",
    "rights": "say whether the texts may be published",
    "schemas": "write the JSON Schemas of the files that people write",
}
"""Each sub-command with what it does, in the order in which they are listed."""
_GROUPS = {
    "new": "write a new file",
    "import": "bring something in",
    "export": "write copies",
    "version": "keep the sites of releases",
}
"""The first words of sub-commands of two words, with what these do."""
_SHARED = {
    "new": "new",
    "import": "imports",
    "export": "exports",
    "version": "versions",
    "verdict": "changes",
    "review": "changes",
    "coverage": "reports",
    "rights": "reports",
}
"""The first words of sub-commands that share a module, with its name."""
_WITHOUT_PROJECT = frozenset({"init", "version keep", "version add"})
_NAME = "sphinx-apparatus"
_DESCRIPTION = "Make an annotated critical edition: check, write, import, export."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    :param arguments: those of the process if none are given.
    :returns: the exit status: 0 clean, 1 something was found or refused, 2 misused.
    """
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    try:
        options = _parsed(arguments)
        _refuse_odd_words(options)
        if options.command not in _WITHOUT_PROJECT:
            options.project = project_at(options.project)
        # A command may speak the language of its edition; the next one in the process does not.
        with speaking("en"):
            return int(_parts(options.command).run(options))
    except SystemExit as ended:  # argparse has printed the usage, or the help
        return ended.code if isinstance(ended.code, int) else 2
    except Refusal as refusal:
        return refuse(refusal)
    except Misuse as error:
        print(safe(f"{_NAME}: {error}"), file=sys.stderr)
        return 2
    except BrokenPipeError:
        raise
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        print(safe(f"{_NAME}: {place}{error.strerror or error}"), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"{_NAME}: stopped", file=sys.stderr)
        return 2
    except Exception as error:
        return _fault(error)


def _refuse_odd_words(options: argparse.Namespace) -> None:
    """Refuse words that are not UTF-8: they could not be written into a file.

    :raises Misuse: an option has such words. Names of files may be anything.
    """
    for name, value in vars(options).items():
        if isinstance(value, str) and not value.isprintable():
            try:
                value.encode()
            except UnicodeEncodeError:
                option = name.replace("_", "-")
                raise Misuse(f"--{option} ‘{value}’ is not UTF-8; type it anew") from None


def command() -> NoReturn:
    """Run the command as a process of its own."""
    for stream in (sys.stdout, sys.stderr):
        # Messages hold symbols and quotation marks; a pipe on Windows is not UTF-8.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has closed the pipe; nothing may be flushed into it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    # At the end Python would look for cycles among all objects, which end with the process.
    gc.freeze()
    sys.exit(status)


def moved(name: str, *defaults: str) -> NoReturn:
    """Print the command that replaces a script, and run it with the same arguments.

    :param defaults: arguments of a call without any.
    """
    old = Path(sys.argv[0]).name
    print(f"scripts/{old} has moved: use ‘{_NAME} {name}’", file=sys.stderr)
    sys.argv[1:] = [*name.split(), *(sys.argv[1:] or defaults)]
    command()


def _fault(error: Exception) -> int:
    """Print that the engine has a defect, and where the details are."""
    with tempfile.NamedTemporaryFile(
        "w", prefix=f"{_NAME}-", suffix=".log", encoding="utf-8", delete=False
    ) as log:
        log.write("".join(traceback.format_exception(error)))
    print(
        f"{_NAME}: this is a fault of the engine, not of your files.\n"
        f"Please report it with the file {log.name}",
        file=sys.stderr,
    )
    return 2


class _Parts(NamedTuple):
    """What a sub-command consists of."""

    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
    help: str


def _parts(name: str) -> _Parts:
    """Import a sub-command: ``check`` is all of a module, ``new note`` is a part of ``new``."""
    first, _, last = name.partition(" ")
    module = importlib.import_module(f"sphinx_apparatus.cli.{_SHARED.get(first, first)}")
    if first not in _SHARED:
        return _Parts(module.add_arguments, module.run, inspect.getdoc(module) or "")
    word = last or first
    run = getattr(module, f"run_{word}")
    return _Parts(getattr(module, f"add_{word}_arguments"), run, inspect.getdoc(run) or "")


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options; only the sub-command that is called is imported."""
    called = _called(arguments)
    parser = argparse.ArgumentParser(
        prog=_NAME,
        description=_DESCRIPTION,
        epilog=f"‘{_NAME} COMMAND --help’ explains a command and has an example.",
    )
    parser.add_argument("--version", action="version", version=_version())
    sub = parser.add_subparsers(metavar="COMMAND", required=True)
    groups: dict[str, argparse._SubParsersAction[argparse.ArgumentParser]] = {}
    for name, what in COMMANDS.items():
        group, _, last = name.rpartition(" ")
        place = sub
        if group:
            if group not in groups:
                words = ", ".join(n.partition(" ")[2] for n in COMMANDS if n.startswith(group))
                above = sub.add_parser(group, help=f"{_GROUPS[group]}: {words}")
                groups[group] = above.add_subparsers(metavar="WHAT", required=True)
            place = groups[group]
        _add(place, last, name, what, is_called=name == called)
    return parser.parse_args(arguments)


def _add(
    place: argparse._SubParsersAction[argparse.ArgumentParser],
    word: str,
    name: str,
    what: str,
    *,
    is_called: bool,
) -> None:
    if not is_called:
        place.add_parser(word, help=what)
        return
    parts = _parts(name)
    description, _, example = parts.help.partition("\n\nExample:\n")
    parser = place.add_parser(
        word,
        help=what,
        description=description,
        epilog=f"example:\n{example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(command=name)
    parts.add_arguments(parser)
    if name not in _WITHOUT_PROJECT:
        parser.add_argument(
            "--project",
            type=Path,
            metavar="DIR",
            help="the folder that holds docs/conf.py; "
            "if not given, the nearest one from the current folder upwards",
        )


def _called(arguments: Sequence[str]) -> str:
    """Return the sub-command that is called; empty if there is none of this name."""
    words = []
    for argument in arguments:
        if argument.startswith("-"):
            break
        words.append(argument)
    return next(
        (name for name in (" ".join(words[:1]), " ".join(words[:2])) if name in COMMANDS), ""
    )


def _version() -> str:
    from sphinx_apparatus.model.version import VERSION

    return f"{_NAME} {VERSION}"
