"""Bring an existing edition to the fields that came later.

Stores the numbers that passages have in each essay.yml, and writes into the bibliography by
which day the pages were read (urldate = {../DAY}). No other line changes, and nothing is made
up: what a person has to write is listed. Run again, the command finds nothing to do.
With ‘variants’, textual notes on variants that say little else become entries of apparatus.yml:
equal readings are joined, a short text becomes the comment, the notes are deleted. Notes that are
published stay, since their letters are public; so do those that others refer to.
Exit status: 0 done, 1 something is in error or is left for you, 2 the command was misused.

Example:
  sphinx-apparatus migrate --read-by 2026-11-22 --dry-run
  sphinx-apparatus migrate variants --words 20
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from sphinx_apparatus.authoring.field_lines import NoPlaceFor, with_passages
from sphinx_apparatus.authoring.note_file import least_fields, write_item
from sphinx_apparatus.cli.options import Misuse, Project, day, today
from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.rules_demands import lacking
from sphinx_apparatus.model.dates import OPEN_START, PartialDate
from sphinx_apparatus.model.essays import Essay, Note
from sphinx_apparatus.model.problems import safe
from sphinx_apparatus.model.records import TextualHead
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.model.vocabulary import BlockKind, Change
from sphinx_apparatus.review.repository import BaseMissing, files_at, published
from sphinx_apparatus.sources.reader import read_references
from sphinx_apparatus.sources.records import Source
from sphinx_apparatus.text.apparatus import joined
from sphinx_apparatus.text.file_writing import write_within

SHORT = 12
"""Words of a note on a variant that are a comment and no prose, if nobody says otherwise."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "what",
        nargs="?",
        choices=("variants",),
        help="variants: turn textual notes on variants into entries; all else if not given",
    )
    parser.add_argument(
        "--words",
        type=int,
        default=SHORT,
        metavar="COUNT",
        help=f"the most words of a note that become a comment; {SHORT} if not given",
    )
    parser.add_argument(
        "--drop-index",
        action="store_true",
        help="turn notes with terms of the index into entries as well, without the terms",
    )
    parser.add_argument(
        "--read-by",
        type=day,
        metavar="DAY",
        help="the day by which all pages in the bibliography had been read; today if not given",
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be written")


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    project: Project = options.project
    read_by = dt.date.fromisoformat(options.read_by) if options.read_by else today()
    if read_by > today():
        raise Misuse(f"--read-by {read_by} is in the future; name a day by which they were read")
    edition = project.edition()
    # What is demanded and lacking is what this command is for, and so is a note without a text.
    own = {Rule.DEMANDED} | ({Rule.BODY_EMPTY} if options.what == "variants" else set())
    stopping = [p for p in edition.problems if p.stops and p.rule not in own]
    if stopping:
        print("\n".join(map(str, stopping)), file=sys.stderr)
        return 1
    if options.what == "variants":
        return _variants(project, edition, options)
    status, count = _passages(project, edition, dry_run=options.dry_run)
    found, more = _days(project, edition, read_by, dry_run=options.dry_run)
    if not count + more:
        print("nothing to do")
    _say_what_is_left(edition)
    return max(status, found)


def _variants(project: Project, edition: Edition, options: argparse.Namespace) -> int:
    """Turn textual notes on variants into entries; return the exit status."""
    published_, dry_run = _published(project), options.dry_run
    count = 0
    for essay in edition.essays:
        keeps = not options.drop_index
        found = list(variants(edition, essay, published_, options.words, keeps_index=keeps))
        for each in found:
            if each.why:
                print(safe(f"{each.note.file.path}: stays: {each.why}"))
        turned = [each for each in found if each.entry]
        if not turned:
            continue
        count += len(turned)
        folder = project.essays / essay.id
        path = folder / "apparatus.yml"
        if (folder / "apparatus").is_dir():
            path = folder / "apparatus" / "notes.yml"
        old = _text(path) if path.is_file() else None
        before = old if old and old.strip() != "[]" else ""
        gap = "" if not before or before.endswith("\n") else "\n"
        new = before + gap + "".join(each.entry for each in turned)
        if not dry_run:
            write_within(project.essays, path, new, old)
            for each in turned:
                (folder / "notes" / f"{each.note.id}.md").unlink()
        done = "would be written" if dry_run else "written"
        print(f"{done}: {path}: entries: {len(turned)}")
        gone = "would be deleted" if dry_run else "deleted"
        for each in turned:
            print(safe(f"{gone}: {each.note.file.path}"))
    if not count:
        print("nothing to do")
        return 0
    left = [] if dry_run else [p for p in project.edition().problems if p.stops]
    print("\n".join(map(str, left)), end="\n" if left else "", file=sys.stderr)
    return int(bool(left))


def _published(project: Project) -> frozenset[str]:
    """Return the files of texts and notes that are published, as far as that is known."""
    try:
        commit = published(project.folder, project.branch)
        return files_at(project.folder, commit, project.places.essays) if commit else frozenset()
    except BaseMissing as error:
        print(safe(f"What is published is not known: {error}."), file=sys.stderr)
        return frozenset()


def _passages(project: Project, edition: Edition, *, dry_run: bool) -> tuple[int, int]:
    """Store the numbers of passages; return the exit status and how many files changed."""
    status = count = 0
    for essay in edition.essays:
        path = project.essays / essay.id / "essay.yml"
        old = _text(path)
        try:
            numbers = [b.number for b in essay.blocks if b.kind is BlockKind.PASSAGE]
            is_due = numbers and not essay.head.passages
            new = with_passages(old, numbers) if is_due else old
        except NoPlaceFor as fault:
            print(safe(f"{essay.file.path}:1: {fault}"), file=sys.stderr)
            status = 1
            continue
        if new != old:
            count += 1
            _write(project.essays, path, old, new, "the numbers of its passages", dry_run=dry_run)
    return status, count


def _days(
    project: Project, edition: Edition, read_by: dt.date, *, dry_run: bool
) -> tuple[int, int]:
    """Store by which day pages were read; return the exit status and how many files changed."""
    path = project.references
    if not path.is_file():
        return 0, 0
    old = _text(path)
    try:
        new, keys, later = with_days(old, edition.sources, read_by)
    except NoPlaceFor as fault:
        print(safe(f"{path.name}:1: {fault}"), file=sys.stderr)
        return 1, 0
    for key in later:
        line = edition.sources[key].line
        message = f"‘{key}’ is dated after {read_by}; write ‘urldate’ yourself"
        print(safe(f"{path.name}:{line}: {message}"), file=sys.stderr)
    if keys:
        what = f"urldate = {{../{read_by}}}, entries: {len(keys)}"
        _write(path.parent, path, old, new, what, dry_run=dry_run)
    return int(bool(later)), int(bool(keys))


def _text(path: Path) -> str:
    # Line ends stay as they are.
    return path.read_bytes().decode("utf-8")


def _write(folder: Path, path: Path, old: str, text: str, what: str, *, dry_run: bool) -> None:
    if not dry_run:
        write_within(folder, path, text, old)
    print(f"{'would be written' if dry_run else 'written'}: {path}: {what}")


def _say_what_is_left(edition: Edition) -> None:
    left = list(to_write(edition))
    if not left:
        return
    print("Still to be written by a person:")
    for missing in left:
        print(f"  {missing.what}: {missing.records} in {missing.where}")
    names = ", ".join(f'"{name}"' for name in dict.fromkeys(missing.what for missing in left))
    print(f"For each with its line: apparatus_expect = [{names}] in docs/conf.py, then")
    print("sphinx-apparatus check")


# -- days of access --------------------------------------------------------------------------------


class Dated(NamedTuple):
    """A bibliography in which pages that were read have the last possible day."""

    text: str
    keys: list[str]
    """Keys of the entries that got the day."""
    later: list[str]
    """Keys of sources that are dated after that day; they are left alone."""


def with_days(text: str, sources: Mapping[str, Source], day: dt.date) -> Dated:
    """Return a bibliography with the day by which its pages had been read.

    :param text: the file.
    :raises NoPlaceFor: an entry is written in a form in which no line can be added.
    """
    later: list[str] = []
    due: list[Source] = []
    for source in sources.values():
        if "url" in source.fields and "urldate" not in source.fields and source.was_consulted:
            if any(PartialDate.of(day).is_before(date) for date in source.dates):
                later.append(source.key)
            else:
                due.append(source)
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    new_text = text
    for source in sorted(due, key=lambda source: source.line, reverse=True):
        place, added = _place_of_day(text, starts[source.line - 1], f"{OPEN_START}{day}")
        new_text = new_text[:place] + added + new_text[place:]
    back, wanted = _read(new_text), _read(text)
    for source in due:
        fields = {**source.fields, "urldate": f"{OPEN_START}{day}"}
        wanted[source.key] = replace(source, line=0, fields=fields)
    if odd := [key for key in {**wanted, **back} if wanted.get(key) != back.get(key)]:
        raise NoPlaceFor(f"‘{odd[0]}’ is written in an unusual form; add ‘urldate’ by hand")
    return Dated(new_text, [source.key for source in due], later)


_ENTRY = re.compile(r"@\w+\s*\{[^,]*,")
_FIELD = re.compile(r"\s*?(?P<line>(\r?\n)?[ \t]*)(?P<name>[\w-]+)\s*=\s*")
_COMMA = re.compile(r"\s*,")


def _place_of_day(text: str, start: int, value: str) -> tuple[int, str]:
    """Return where the field goes in the entry that begins at *start*, and what is added."""
    found = _ENTRY.search(text, start)
    place = found.end() if found else len(text)
    while field := _FIELD.match(text, place):
        end = _end_of_value(text, field.end())
        comma = _COMMA.match(text, end)
        place = comma.end() if comma else end
        if field["name"].lower() == "url":
            # In a line of its own where ‘url’ is, in the same line where it is not.
            gap = field["line"] or " "
            added = f"{gap}urldate = {{{value}}}"
            return place, f"{added}," if comma else f",{added}"
        if not comma:
            break
    raise NoPlaceFor("an entry is written in an unusual form; add ‘urldate’ by hand")


def _end_of_value(text: str, start: int) -> int:
    """Return where a value in braces, in quotation marks or without either ends."""
    opening = text[start : start + 1]
    if opening == '"':
        return text.find('"', start + 1) + 1
    if opening != "{":
        bare = re.compile(r"[^\s,}]*").match(text, start)
        return bare.end() if bare else start
    depth = 0
    for brace in re.compile("[{}]").finditer(text, start):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return brace.end()
    return len(text)


def _read(text: str) -> dict[str, Source]:
    """Return the sources of a file, without their lines."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "references.bib")
        path.write_text(text, encoding="utf-8", newline="")
        return {key: replace(each, line=0) for key, each in read_references(path)[0].items()}


# -- variants --------------------------------------------------------------------------------------

_MOST_COMMENT = 300


class Variant(NamedTuple):
    """A textual note on a variant, and the entry of the apparatus that says as much."""

    note: Note
    entry: str
    """As a file has it; empty where the note stays."""
    why: str
    """Why it stays."""


def variants(
    edition: Edition,
    essay: Essay,
    published: Collection[str] = (),
    words: int = SHORT,
    *,
    keeps_index: bool = True,
) -> Iterator[Variant]:
    """Yield the textual notes on variants of a text in order, with the entries they become.

    :param published: the files that are published: their notes stay, for letters are public.
    :param words: the most words of a note that become the comment of its entry.
    :param keeps_index: whether a note with terms of the index stays: an entry has none.
    """
    for note in essay.active_notes:
        head = note.head
        if not isinstance(head, TextualHead) or head.change is not Change.VARIANT:
            continue
        body = " ".join(note.body.split())
        why = ""
        more = [name for name in ("summary", "evidence", "later") if getattr(head, name)]
        more += ["index"] if head.index and keeps_index else []
        if not head.witnesses:
            why = "an entry has its readings" if note.id in essay.noted else "it names no witness"
        elif note.file.path in published:
            why = "it is published, and its letter with it"
        elif note.full_id in edition.mentions:
            why = "others refer to it"
        elif more:
            why = f"it has ‘{'’ and ‘'.join(more)}’, which an entry cannot have"
        elif len(re.findall(r"\w+", body)) > words or len(body) > _MOST_COMMENT:
            why = f"its text has more than {words} words"
        elif len(note.body.strip().split("\n\n")) > 1:
            why = "its text has several paragraphs"
        elif any(note.span in each.spans for each in essay.entries):
            why = "an entry stands on the same words"
        yield Variant(note, "" if why else _entry_of(essay, note, head, body), why)


def _entry_of(essay: Essay, note: Note, head: TextualHead, body: str) -> str:
    assert note.span is not None
    place = {"in": essay.block_of(note.span).id, **least_fields(essay.blocks, note.span)}
    own = {witness.siglum: witness.language for witness in essay.head.witnesses}
    readings = []
    for (words, language), sigla in joined(head.witnesses):
        reading: dict[str, Any] = {"sigla": list(sigla)}
        reading |= {"reading": words} if words else {"omits": True}
        if language != own.get(sigla[0], language):
            reading["language"] = language
        readings.append(reading)
    names = [name for name in ("in", "quote", "before", "after") if name in place]
    fields: dict[str, Any] = {name: place[name] for name in names} | {"readings": readings}
    if re.search(r"\w", body):
        fields["comment"] = body
    return write_item(fields, "")


# -- what is left ----------------------------------------------------------------------------------

_BY_PEOPLE = ("summary", "evidence", "brief", "short", "question", "positions")
"""What nobody but a person can write, by the names of demands."""


class Missing(NamedTuple):
    """What records of one place lack."""

    what: str
    where: str
    records: int
    """How many of them."""


def to_write(edition: Edition) -> Iterator[Missing]:
    """Yield what a person has still to write, by field and place; notes by their folder."""
    counts: Counter[tuple[str, str]] = Counter()
    for name, file, _, _ in lacking(edition, ""):
        path = PurePosixPath(file.path)
        folder = path.parent if path.parent.name == "notes" else path
        counts[name, folder.as_posix()] += 1
    for what in _BY_PEOPLE:
        for (name, where), records in sorted(counts.items()):
            if name == what:
                yield Missing(name, where, records)
