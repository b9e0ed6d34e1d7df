"""Bring the files of an existing edition to fields that came later.

What the records already say is written down: the numbers that passages have, and by which day
the pages of sources were read. All other lines stay as they are. What a person has to write is
counted, and never made up. Textual notes on variants that say little else become entries of the
apparatus.
"""

from __future__ import annotations

import datetime as dt
import re
import tempfile
import textwrap
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import yaml

from sphinx_apparatus.authoring.note_file import least_fields, write_field
from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.rules_demands import lacking
from sphinx_apparatus.model.dates import OPEN_START, PartialDate
from sphinx_apparatus.model.essays import Essay, Note
from sphinx_apparatus.model.records import TextualHead
from sphinx_apparatus.model.vocabulary import Change
from sphinx_apparatus.sources.reader import read_references
from sphinx_apparatus.sources.records import Source
from sphinx_apparatus.text.apparatus import joined

_WIDTH = 100
_BY_PEOPLE = ("summary", "evidence", "brief", "short", "question", "positions")
"""What nobody but a person can write, by the names of demands."""


class NoPlaceFor(Exception):
    """A field cannot be added without touching other lines; the message says what to write."""


class Missing(NamedTuple):
    """What records of one place lack."""

    what: str
    where: str
    records: int
    """How many of them."""


# -- numbers of passages ---------------------------------------------------------------------------


def with_passages(text: str, numbers: Sequence[str]) -> str:
    """Return an ``essay.yml`` that stores the numbers of its passages.

    :raises NoPlaceFor: it is written in a form in which no line can be added.
    """
    field = textwrap.fill(
        f"passages: [{', '.join(numbers)}]", _WIDTH, subsequent_indent="  ", break_on_hyphens=False
    )
    lines = text.splitlines(keepends=True)
    end = "\r\n" if text.count("\r\n") > text.count("\n") // 2 else "\n"
    place, end_of_field = _stored(lines)
    if place and not lines[place - 1].endswith("\n"):
        lines[place - 1] += end
    new = "".join(
        [*lines[:place], *(line + end for line in field.split("\n")), *lines[end_of_field:]]
    )
    if _fields(new) != _fields(text) | {"passages": list(numbers)}:
        raise NoPlaceFor(f"add this line to the fields by hand: {' '.join(field.split())}")
    return new


def _stored(lines: list[str]) -> tuple[int, int]:
    """Return the lines of the field, or the place where it goes: behind ‘blocks’, or at the end."""
    start = next((at for at, line in enumerate(lines) if re.match(r"passages\s*:", line)), None)
    if start is not None:
        end = start + 1
        while end < len(lines) and re.match(r"[ \t\]-]", lines[end]):
            end += 1
        return start, end
    keys = [(number, line) for number, line in enumerate(lines) if re.match(r"[\w-]+\s*:", line)]
    after = [number for number, line in keys if line.startswith("blocks")]
    place = next((number for number, _ in keys if after and number > after[0]), len(lines))
    # Comments belong to the field below them.
    while place and (not lines[place - 1].strip() or lines[place - 1].startswith("#")):
        place -= 1
    return place, place


def with_witness(text: str, fields: Mapping[str, object]) -> str:
    """Return an ``essay.yml`` with a further witness, behind the others.

    :raises NoPlaceFor: it has one of this siglum, or is written in a form in which none can be
        added.
    """
    before = _fields(text)
    witnesses = before.get("witnesses")
    listed = witnesses if isinstance(witnesses, list) else []
    if any(isinstance(each, dict) and each.get("siglum") == fields["siglum"] for each in listed):
        raise NoPlaceFor(
            f"nothing was written; it has a witness {fields['siglum']} already. Put its file "
            f"beside text.md and name it there: ‘file: {fields['file']}’; ‘--replace’ corrects one"
        )
    item = write_field("witnesses", [fields], "").partition("\n")[2]
    lines = text.splitlines(keepends=True)
    end = "\r\n" if text.count("\r\n") > text.count("\n") // 2 else "\n"
    place = next((at for at, line in enumerate(lines) if line.startswith("witnesses:")), None)
    place = len(lines) if place is None else place + 1
    while place < len(lines) and re.match(r"[ \t-]|\s*$", lines[place]):
        place += 1
    while place and not lines[place - 1].strip():
        place -= 1
    if place and not lines[place - 1].endswith("\n"):
        lines[place - 1] += end
    new = "".join([*lines[:place], item.replace("\n", end), *lines[place:]])
    if _fields(new) != before | {"witnesses": [*listed, _as_read(fields)]}:
        shown = textwrap.indent(item.rstrip(), "  ")
        raise NoPlaceFor(f"nothing was written; add this to ‘witnesses’ by hand:\n{shown}")
    return new


def with_checksum(text: str, siglum: str, checksum: str) -> str:
    """Return an ``essay.yml`` with another checksum of the file of a witness.

    :raises NoPlaceFor: it has none in a form that can be changed.
    """
    before = _fields(text)
    witnesses = before.get("witnesses")
    listed = witnesses if isinstance(witnesses, list) else []
    listed = [each for each in listed if isinstance(each, dict)]
    wanted = [
        each | {"sha256": checksum} if each.get("siglum") == siglum else each for each in listed
    ]
    one: dict[str, object] = next((each for each in listed if each.get("siglum") == siglum), {})
    if old := str(one.get("sha256", "")):
        new = text.replace(old, checksum) if text.count(old) == 1 else text
    else:
        file = re.escape(str(one.get("file", "")))
        line = re.compile(rf"^([ -]*)file:[ \t]*{file}[ \t]*(\r?\n)", re.MULTILINE)
        new = line.sub(
            lambda at: f"{at[0]}{' ' * len(at[1])}sha256: {checksum}{at[2]}", text, count=1
        )
    if _fields(new) != before | {"witnesses": wanted}:
        told = f"write ‘sha256: {checksum}’ below the witness {siglum} by hand, and then its file"
        raise NoPlaceFor(f"nothing was written; {told}")
    return new


def _as_read(value: object) -> object:
    """Return a value as the loader reads it, which knows words alone."""
    if isinstance(value, Mapping):
        return {name: _as_read(part) for name, part in value.items()}
    return [_as_read(part) for part in value] if isinstance(value, list) else str(value)


def _fields(text: str) -> dict[str, object]:
    try:
        found = yaml.load(text, yaml.BaseLoader)
    except yaml.YAMLError:
        return {}
    return found if isinstance(found, dict) else {}


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

SHORT = 12
"""Words of a note on a variant that are a comment and no prose, if nobody says otherwise."""
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
    first, *rest = (write_field(name, value, "  ") for name, value in fields.items())
    return f"- {first.lstrip()}{''.join(rest)}"


# -- what is left ----------------------------------------------------------------------------------


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
