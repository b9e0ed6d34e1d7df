"""Compare the witnesses of a text with its base, and propose entries of the apparatus.

Each witness that has a file in essay.yml is aligned with the base text word by word, as
‘collation’ in essay.yml says what counts. What differs is written as entries into
apparatus.draft.yml beside the text, for an editor to correct and accept; what apparatus.yml and
textual notes say already is left out. Nothing else is written, and no draft is overwritten.
Exit status: 0 the draft was written or there is nothing to propose, 1 it cannot be, 2 the command
was misused.

Example:
  sphinx-apparatus collate 1908-garden
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sphinx_apparatus.authoring.apparatus_draft import Proposals, collate, draft, lemma, proposals
from sphinx_apparatus.authoring.collation import Collation, Proposed, Reading
from sphinx_apparatus.authoring.drafts import essay_of
from sphinx_apparatus.cli.options import Project
from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.reader import DRAFT
from sphinx_apparatus.model.essays import Essay, Span, block_label
from sphinx_apparatus.model.problems import safe
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.model.vocabulary import EntryClass
from sphinx_apparatus.text.anchors import short
from sphinx_apparatus.text.file_writing import write_within


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("essay", metavar="ESSAY", help="id or label of the text")
    parser.add_argument(
        "--witness",
        action="append",
        default=[],
        metavar="SIGLUM",
        help="compare this witness only; may be given several times",
    )
    parser.add_argument(
        "--show",
        action="store_true",
        help="print the differences, those in the apparatus too, and write nothing",
    )


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    project: Project = options.project
    edition = project.edition()
    folder = _folder(project, edition, options.essay)
    faults = [
        problem
        for problem in edition.problems
        if problem.stops and folder and problem.path.startswith(f"{_shown(folder)}/")
        if "/notes/" not in problem.path
        # That an entry is missing is what this command is for.
        and not (problem.rule is Rule.UNPROVED and problem.path.endswith("essay.yml"))
    ]
    if faults:
        print("\n".join(map(str, faults)), file=sys.stderr)
    # Neither a checksum nor what an entry says changes a word of the texts.
    if any(
        problem.rule is not Rule.TEXT_HASH and not problem.rule.number.startswith("A11")
        for problem in faults
    ):
        print("Correct these first; then the texts can be compared.", file=sys.stderr)
        return 1
    essay = essay_of(edition, options.essay)
    collation = collate(essay, list(dict.fromkeys(options.witness)))
    found = proposals(collation, essay)
    for hint in _hints(collation):
        print(safe(hint), file=sys.stderr)
    if options.show:
        _show(essay, collation)
        return 0
    for line in _counts(essay, collation, found):
        print(safe(line))
    if not found.new:
        print("nothing to propose: the apparatus has every difference")
        return 0
    return _write(project, essay, collation, found)


def _folder(project: Project, edition: Edition, wanted: str) -> Path | None:
    """Return the folder of a text, whether it can be read or not."""
    id = next((essay.id for essay in edition.essays if wanted in (essay.id, essay.label)), wanted)
    folder = project.essays / id
    return folder if folder.name == id and folder.is_dir() else None


def _shown(folder: Path) -> str:
    # As problems name it: from the folder of the edition.
    return f"{folder.parent.name}/{folder.name}"


def _hints(collation: Collation) -> Iterator[str]:
    """Yield a line on each witness that has another text, or words around it."""
    for each in collation.collated:
        shared, whole = len(each.alignment.pairs), len(collation.base.words)
        if 2 * shared < whole:
            yield (
                f"{each.witness.siglum} has {shared} of the {whole} words of the base; is "
                "its file of this text?"
            )
            continue
        for words, where, part in zip(
            each.outside(),
            ("before its beginning", "behind its end"),
            ("head", "tail"),
            strict=True,
        ):
            if words:
                yield (
                    f"{each.witness.siglum} has “{short(words)}” {where}; if that is no part of "
                    f"the text, name its paragraph in essay.yml: ‘blocks’ of the witness, ‘{part}’"
                )


def _counts(essay: Essay, collation: Collation, found: Proposals) -> list[str]:
    """Return a line on the base, and one on each witness."""
    lines = [f"{essay.head.base}: {len(collation.base.words)} words, the base text"]
    of_words: Counter[str] = Counter()
    of_signs: Counter[str] = Counter()
    moved: Counter[str] = Counter()
    for entry in found.new:
        for reading in entry.readings:
            signs = entry.kind is EntryClass.PUNCTUATION
            kind = moved if reading.behind else of_signs if signs else of_words
            kind.update(reading.sigla)
    for each in collation.collated:
        siglum = each.witness.siglum
        parts = [
            f"{of_words[siglum]} readings of words",
            f"{of_signs[siglum]} of signs",
            f"{moved[siglum]} moved" if moved[siglum] else "",
            f"{found.there[siglum]} more in the apparatus already" if found.there[siglum] else "",
        ]
        lines.append(f"{siglum}: {len(each.words)} words; {', '.join(filter(None, parts))}")
    return lines


def _write(project: Project, essay: Essay, collation: Collation, found: Proposals) -> int:
    folder = project.essays / essay.id
    path = folder / DRAFT
    sigla = [each.witness.siglum for each in collation.collated]
    text, lost = draft(essay.id, essay.blocks, found.new, sigla)
    if path.exists() or path.is_symlink():
        message = (
            f"{path}: this draft is there already and is not overwritten; move what you accept to "
            f"{_accepted(folder).name}, delete the draft, and run the command again"
        )
        print(safe(message), file=sys.stderr)
        return 1
    write_within(project.essays, path, text, None)
    print(f"written: {path}, entries: {len(found.new) - lost}")
    if lost:
        print(f"left out: {lost}, whose words stand twice with nothing to tell them by")
    said = sum(bool(entry.remarks) for entry in found.new)
    if said:
        print(f"with a remark, because something is said there already: {said}")
    accepted = _accepted(folder)
    print("Next: look at each entry beside the witnesses; correct it, join it or delete it.")
    if accepted.exists():
        print(f"Move what you accept to {accepted}, delete the draft, then:")
    else:
        print(f"Rename the file to {accepted.name}, then:")
    print("  sphinx-apparatus check")
    return 0


def _accepted(folder: Path) -> Path:
    parts = folder / "apparatus"
    return parts if parts.is_dir() else folder / "apparatus.yml"


def _show(essay: Essay, collation: Collation) -> None:
    """Print each difference in a line."""
    entries = collation.entries()
    for entry in entries:
        print(safe(_line(essay, entry)))
    print(f"{len(entries)} differences; nothing was written")


def _line(essay: Essay, entry: Proposed) -> str:
    block = essay.blocks[entry.start[0]]
    place = Span(entry.start[0], entry.start[1], entry.start[1] + 1)
    readings = [f"{_words(essay, each)} {' '.join(each.sigla)}" for each in entry.readings]
    words = short(lemma(essay.blocks, entry))
    return f"{block_label(block, place)}  {words}] {': '.join(readings)}"


def _words(essay: Essay, reading: Reading) -> str:
    if reading.behind is None:
        return short(reading.words) or "om."
    behind = essay.block_of(reading.behind).text[reading.behind.start : reading.behind.end]
    return f"moved behind “{behind}”"
