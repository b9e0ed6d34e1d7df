"""Draft a note from input at a terminal, from options, or from an issue."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from sphinx_apparatus.authoring.note_file import (
    TITLE_LENGTH,
    NoPlace,
    example_source,
    find,
    least_fields,
    new_id,
    new_note,
    new_title,
)
from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.reader import NOTE_SIZE
from sphinx_apparatus.model.essays import Essay, Note, Span
from sphinx_apparatus.model.problems import Refusal
from sphinx_apparatus.model.records import is_id
from sphinx_apparatus.text.anchors import Fault, cut_words, short
from sphinx_apparatus.text.file_writing import write_within

PLACE = ("quote", "in", "before", "after")
"""Fields that identify the words a note is about."""
FIELDS = (
    "summary",
    "claim",
    "verdict",
    "confidence",
    "evidence-none",
    "evidence-through",
    "change",
    "reading",
    "certainty",
)
"""Other fields that may be given; those of another kind are kept, and the check reports them."""


class Spot(NamedTuple):
    """The place of a new note."""

    essay: Essay
    span: Span
    fields: dict[str, str]
    """The fewest fields that identify the words."""


def essay_of(edition: Edition, wanted: str) -> Essay:
    """Return the essay of this id or label.

    :raises Refusal: there is none, or several.
    """
    near = [essay for essay in edition.essays if wanted in (essay.id, essay.label)]
    if len(near) != 1:
        known = ", ".join(edition.essay_by_id)
        raise Refusal(f"there is no essay ‘{wanted}’; there are {known}")
    return near[0]


def spot(essay: Essay, given: Mapping[str, str]) -> Spot:
    """Return the place of the words that *given* describes.

    :param given: ‘quote’, and perhaps ‘in’, ‘before’, ‘after’; other names are ignored.
    :raises Refusal: the words are not in the text, are in several places, or cross the end
        of a paragraph.
    """
    try:
        span = find({name: given[name] for name in PLACE if given.get(name)}, essay.blocks)
    except ValidationError as error:
        first = error.errors()[0]
        if first["loc"] == ("in",):
            raise Refusal(f"‘{given['in']}’ is not a paragraph; write p9 for ¶9") from None
        name = ".".join(map(str, first["loc"]))
        raise Refusal(f"‘{name}’: {first['msg']}") from None
    if isinstance(span, Fault):
        raise Refusal(span.message)
    text = essay.block_of(span).text
    if whole := cut_words(text, span):
        cut = short(text[span.start : span.end])
        raise Refusal(f"“{cut}” cuts a word; quote “{short(whole)}”")
    try:
        return Spot(essay, span, least_fields(essay.blocks, span))
    except NoPlace as fault:
        raise Refusal(f"{fault}; quote more words") from None


def write_draft(
    edition: Edition,
    spot: Spot,
    essays: Path,
    given: Mapping[str, str],
    *,
    id: str = "",
    source: str = "",
    evidence: Sequence[Mapping[str, str]] = (),
) -> Path:
    """Write the file of a new note.

    :param essays: folder of the texts.
    :param given: ‘kind’, and perhaps ‘title’, ‘by’, ‘body’ and some of :data:`FIELDS`.
    :param id: name of the file; made of the title or the words if not given.
    :param source: key of a source for the example; an often cited one if not given.
    :param evidence: quotations from sources, as fields of the record.
    :returns: where it was written.
    :raises Refusal: the kind or the id is invalid, or the file exists.
    """
    kind = given["kind"]
    known = next((each for each in edition.scheme.kinds if each == kind), None)
    if known is None:
        kinds = ", ".join(edition.scheme.kinds)
        raise Refusal(f"‘{kind}’ is not a kind of note; expected one of {kinds}")
    if (given_title := given.get("title", "")) and (fault := _title_fault(given_title)):
        raise Refusal(fault)
    # All files of the folder: an invalid note has its id and its file, too.
    folder = essays / spot.essay.id / "notes"
    taken = {path.stem for path in folder.glob("*.md")}
    quote, title = spot.fields["quote"], given.get("title")
    if not id and (twin := _twin(spot, kind)):
        raise Refusal(
            f"‘{twin.full_id}’ is a {kind} note on the same words; put what is new into that, "
            "or name another note with --id"
        )
    id = id or new_id(title or quote, taken)
    if not is_id(id):
        raise Refusal(
            f"--id: ‘{id}’ is not an id; use lower-case letters, digits and hyphens, a letter first"
        )
    path = folder / f"{id}.md"
    if path.exists():
        raise Refusal(f"{path} exists; give another id with --id")
    text = new_note(
        known,
        spot.fields,
        title or new_title(quote, [note.head.title for note in spot.essay.notes]),
        source or example_source(edition, spot.essay),
        dt.datetime.now().astimezone().date(),
        given.get("by") or "editors",
        {name: given.get(name) for name in FIELDS} | {"evidence": list(evidence)},
        given.get("body") or "",
        needs_summary="summary" in edition.demands,
        verdicts=edition.scheme.verdicts,
    )
    if len(text.encode()) > NOTE_SIZE:
        raise Refusal(
            f"the note would have {len(text.encode()) // 1024} KiB, at most "
            f"{NOTE_SIZE // 1024} KiB are allowed; shorten it"
        )
    write_within(essays, path, text, None)
    return path


def _twin(spot: Spot, kind: str) -> Note | None:
    """Return the note of a kind that is on the same words."""
    notes = (note for note in spot.essay.active_notes if note.head.kind == kind)
    return next((note for note in notes if note.span == spot.span), None)


def written(path: Path) -> str:
    """Return a line that names the file of a new note, and the note whose name it nearly has."""
    first = re.sub(r"-[0-9]+$", "", path.stem)
    has_twin = first != path.stem and path.with_name(f"{first}.md").exists()
    return f"written: {path}" + (f" (‘{first}’ is another note)" if has_twin else "")


def _title_fault(title: str) -> str:
    """Return what keeps words from being the title of a note; empty if nothing does."""
    if "\n" in title or "\t" in title:
        return "the title has several lines, or a tabulator; expected words in one line"
    if len(title) > TITLE_LENGTH:
        return f"the title has {len(title)} characters, at most {TITLE_LENGTH} are allowed"
    return ""
