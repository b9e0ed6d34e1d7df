"""Turn a transcription into the folder of a text, or correct a text by a better transcription.

Writes essays/ID/: the transcription as it is, its words as Markdown, and essay.yml with what is
known; what is not known is a placeholder in parentheses, and nothing is built before it is
replaced.
With --replace the words of a text that was imported before are corrected: the transcription, the
Markdown and the checksum are written anew, all of them or none, and a report names every note
whose words moved, changed or are lost.
Exit status: 0 the text was written, 1 it was refused or notes have to be changed, 2 the command
was misused.

Example:
  sphinx-apparatus import text letter.txt 1908-garden --author "A. Gray" --date 1908-05-14
  sphinx-apparatus import text corrected.txt 1908-garden --replace
"""

from __future__ import annotations

import argparse
from pathlib import Path

from sphinx_apparatus.authoring.transcription import (
    Effect,
    ImportRefused,
    Known,
    Replacement,
    effects,
    import_essay,
    mentions,
    replacement,
    write_together,
)
from sphinx_apparatus.cli.options import Misuse, Project, content_of, day, language, refuse
from sphinx_apparatus.edition.reader import Reader
from sphinx_apparatus.model.problems import safe
from sphinx_apparatus.text.file_reading import TEXT_SIZE

_KNOWN = ("author", "date", "published", "rights", "language", "head")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "transcription", type=Path, metavar="FILE", help="a text file, UTF-8, as received"
    )
    parser.add_argument("essay", metavar="ID", help="id of the text: year-word, as 2019-leigh")
    parser.add_argument("--date", type=day, metavar="YYYY-MM-DD", help="the day of the text")
    parser.add_argument("--author", help="the person or body that wrote the text")
    parser.add_argument("--published", metavar="WHERE", help="where it first appeared")
    parser.add_argument("--rights", metavar="STATEMENT", help="what is known of its rights")
    parser.add_argument(
        "--language", type=language, metavar="CODE", help="such as es; that of the edition"
    )
    parser.add_argument(
        "--head",
        type=int,
        choices=range(20),
        metavar="N",
        help="how many paragraphs at the beginning are title and heading (1)",
    )
    parser.add_argument("--replace", action="store_true", help="correct the text that is there")


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    project: Project = options.project
    given = {name: getattr(options, name) for name in _KNOWN if getattr(options, name) is not None}
    raw = content_of(options.transcription, TEXT_SIZE)
    folder = project.essays / options.essay
    try:
        if options.replace:
            if given:
                raise Misuse("--replace keeps what essay.yml says; change it there")
            return _replace(project, raw, folder, str(options.transcription))
        written = import_essay(
            raw,
            folder,
            str(options.transcription),
            Known(**({"language": str(project.settings.get("language") or "en")} | given)),
            has_schema=(project.essays.parent / "schemas" / "essay.json").is_file(),
            allowed=project.allowed,
        )
    except ImportRefused as refusal:
        return refuse(refusal)
    for path in written:
        print(f"written: {path}")
    if not written:
        print("nothing to do: this transcription was imported before")
    elif folder / "essay.yml" in written:
        print(f"Fill in {folder / 'essay.yml'}, then: sphinx-apparatus check")
    return 0


def _replace(project: Project, raw: bytes, folder: Path, name: str) -> int:
    """Correct a text.

    :raises ImportRefused: it cannot be corrected; nothing was written.
    """
    if not (folder / "essay.yml").is_file():
        raise ImportRefused(f"there is no text in {folder} to correct; import it without --replace")
    reader = Reader(project.essays, project.allowed)
    essay = reader.essay(folder)
    if essay is None:
        faults = [str(problem) for problem in reader.problems if problem.stops]
        raise ImportRefused("correct the text that is there first; nothing was written:", faults)
    made = replacement(raw, essay, folder, name, project.allowed)
    new = {path: text for path, text in made.files.items() if path.read_bytes() != text}
    if not new:
        print("nothing to do: this transcription was imported before")
        return 0
    found = effects(made, list(reader.cross_references()))
    write_together(new)
    for path in new:
        print(f"written: {path}")
    return _report(project, made, found)


def _report(project: Project, made: Replacement, found: list[Effect]) -> int:
    """Print the effect of a correction on notes, cross-references and links."""
    for effect in found:
        if effect.what != "untouched":
            print(safe(str(effect)))
    for line in made.plain:
        print(
            f"{Path(made.essay.file.path).with_name('text.md').as_posix()}:{line}: "
            "the markup of this paragraph was removed; add it again"
        )
    pages = [*project.essays.rglob("*.md"), *project.essays.rglob("*.yml")]
    pages += project.docs.rglob("*.md") if project.docs.is_dir() else []
    named = list(mentions(made, sorted(pages)))
    for path, line, old, new in named:
        print(f"{path}:{line}: changed: {old} is {f'now {new}' if new else 'gone'}")
    same = [effect for effect in found if effect.what == "untouched"]
    names = ", ".join(dict.fromkeys(Path(effect.path).stem for effect in same))
    print(f"untouched: {len(same)} of {len(found)} quotations{f' ({names})' if same else ''}")
    if any(effect.needs_work for effect in found) or made.plain or named:
        print("Correct what is listed above, then: sphinx-apparatus check")
        return 1
    return 0
