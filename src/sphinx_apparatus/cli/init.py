"""Create an edition: two short texts, a note of each kind, a cross-reference, a source, pages.

DIR is made, or must be empty; all files are written or none. What they hold is made up and shows
the forms; it builds without a warning, and is yours to change and to delete.
Pages and notes are in the language of the edition, if the engine has it; the texts are in English.
Exit status: 0 the edition was written, 2 the command was misused.

Example:
  sphinx-apparatus init two-gardens --title "Two Gardens"
"""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from sphinx_apparatus.authoring.transcription import Known, new_text
from sphinx_apparatus.cli.options import Misuse, language, today
from sphinx_apparatus.model.catalogue import (
    N_,
    _,
    current_language,
    has_catalogue,
    is_english,
    speaking,
    translate,
)
from sphinx_apparatus.model.date_words import spelled
from sphinx_apparatus.model.dates import PartialDate
from sphinx_apparatus.model.version import VERSION
from sphinx_apparatus.text.file_writing import write_together
from sphinx_apparatus.text.markdown import escape, normalise

_STARTER = files("sphinx_apparatus.cli") / "starter"
_HIDDEN = frozenset({"gitignore", "github"})
"""Names that begin with a point where they are written: packages leave such files out."""
MESSAGE = re.compile(r"@\((.+?)\)@")
"""Words of the edition in a file of the starter; ``write_catalogues.py`` finds them so, too."""
_IN_ENGLISH = re.compile(r"@EN\((.+?)\)@")
"""Words of its texts."""
_DAY = re.compile(r"@(\d{4}-\d{2}-\d{2})@")
_IF_OTHER = re.compile(r"^@OTHER@(.*\n)", re.MULTILINE)
"""Lines that an edition in English has not."""
_RIGHTS = N_("Made up for this example.")
_TEXTS = {
    "1908-garden": Known(
        author="A. Gray",
        short="Gray",
        brief=N_("Gray says that a locked garden is for one person, and asks who keeps the keys."),
        date="1908-05-14",
        published="The Town Gazette",
        rights=_RIGHTS,
        status="cleared",
        head=2,
    ),
    "1911-gate": Known(
        author="B. Green",
        short="Green",
        brief=N_("Green answers that a lock stops nobody’s eyes, and that flowers need no fence."),
        date="1911-03-02",
        published="The Town Gazette",
        rights=_RIGHTS,
        status="cleared",
    ),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")
    parser.add_argument("--title", help="title of the edition")
    parser.add_argument(
        "--language",
        type=language,
        default="en",
        metavar="CODE",
        help="language of notes and pages (en); the two texts are in English",
    )


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    folder: Path = options.folder
    title = normalise(options.title or "")
    if options.title is not None and not title:
        raise Misuse("--title is empty")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Misuse(f"{folder} is not empty; name a new folder")
    with speaking(options.language):
        written = _written(folder, title or _("A Small Edition"), options.language)
    write_together(folder, written)
    print(f"written: {len(written)} files in {folder}")
    if not (is_english(options.language) or has_catalogue(options.language)):
        print(f"The engine has no messages in ‘{options.language}’: pages and notes are in English")
    print(f"Then: cd {folder}, sphinx-apparatus check, make")
    return 0


def _written(folder: Path, title: str, language: str) -> dict[Path, bytes]:
    """Return the files of a new edition, in the language in use."""
    day = today().isoformat()
    values = {
        "@TITLE@": title,
        "@TITLE-MD@": escape(title),
        "@LANGUAGE@": language,
        "@VERSION@": VERSION,
        "@TODAY@": day,
        "@MONTH@": day[:7],
        "@YEAR@": day[:4],
    }
    return starter(folder, values)


def starter(folder: Path, values: dict[str, str]) -> dict[Path, bytes]:
    """Return the files of the starter edition.

    :param values: the value of each name between two ``@``.
    """
    made: dict[Path, bytes] = {}
    for parts, content in _all(_STARTER):
        place = Path(f".{parts[0]}" if parts[0] in _HIDDEN else parts[0], *parts[1:])
        if parts[-1] == "witness-S.txt":
            known = _TEXTS[parts[1]]
            known = replace(known, brief=translate(known.brief), rights=translate(known.rights))
            made |= new_text(content, folder / place.parent, str(place), known)
            continue
        text = _in_use(content.decode()).replace("{title}", "@TITLE@")
        for name, value in values.items():
            inside = json.dumps(value, ensure_ascii=False)[1:-1]  # as between Python's quotes
            text = text.replace(name, inside if parts[-1] == "conf.py" else value)
        made[folder / place] = text.encode()
    return made


def _in_use(text: str) -> str:
    """Return a file with its words and days in the language in use."""
    text = MESSAGE.sub(lambda found: translate(found[1]), text)
    text = _DAY.sub(lambda found: spelled(PartialDate.parse(found[1])), text)
    if is_english(current_language()):
        return _IN_ENGLISH.sub(r"\1", _IF_OTHER.sub("", text))
    return _IN_ENGLISH.sub(r"[\1]{.language-en}", _IF_OTHER.sub(r"\1", text))


def _all(folder: Traversable, above: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], bytes]]:
    """Return all files below a folder of the package, in order, with their paths."""
    found = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name == "__pycache__":
            continue
        parts = (*above, entry.name)
        found += _all(entry, parts) if entry.is_dir() else [(parts, entry.read_bytes())]
    return found
