"""The report of a change for reviewers, in Markdown and HTML."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape as html_escape

from sphinx_apparatus.model.essays import Note
from sphinx_apparatus.model.records import FactCheckHead
from sphinx_apparatus.review.diff import (
    Changes,
    Side,
    Touched,
    field_changes,
    list_changes,
    touched,
)
from sphinx_apparatus.text.anchors import short
from sphinx_apparatus.text.markdown import escape


@dataclass(frozen=True)
class Section:
    """A part of the report; lines and cells are plain text."""

    title: str
    level: int = 2
    lines: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def report(changes: Changes, base: str) -> list[Section]:
    """Build the report: what it is compared with, then notes, verdicts and texts."""
    parts = [
        *_verdicts(changes),
        *_notes("Notes added", changes.added, changes),
        *_changed(changes),
        *_withdrawn(changes),
        *_gone(changes),
        *_texts(changes),
        *_lists(changes),
    ]
    lines = [f"Compared with {base}: {_summary(changes)}."]
    if changes.unread:
        lines.append(
            f"Not compared, because the check finds problems there: {', '.join(changes.unread)}."
        )
    return [Section("What changes in the edition", 1, tuple(lines)), *parts]


def _summary(changes: Changes) -> str:
    entries = [entry for _, found in list_changes(changes) for entry in found]
    counts = [
        (len(changes.added), "note added", "notes added"),
        (len(changes.changed), "note changed", "notes changed"),
        (len(changes.withdrawn), "note withdrawn", "notes withdrawn"),
        (len(changes.gone), "note deleted", "notes deleted"),
        (len(changes.verdicts), "verdict changed", "verdicts changed"),
        (len(changes.texts), "text changed", "texts changed"),
        (len(entries), "other entry changed", "other entries changed"),
    ]
    said = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
    return ", ".join(said) or "no note and no text changed"


def _verdicts(changes: Changes) -> Iterator[Section]:
    rows = tuple(
        (
            f"{move.note.full_id}: {move.note.head.title}",
            f"“{short(move.note.head.quote)}”",
            move.old.word,
            move.new.word,
            move.reason or "no entry in the note's history",
        )
        for move in changes.verdicts
    )
    if rows:
        head = ("Note", "Words of the essay", "Old verdict", "New verdict", "Reason")
        yield Section("Verdicts changed", head=head, rows=rows)


def _notes(title: str, notes: list[Note], changes: Changes) -> Iterator[Section]:
    rows = tuple(
        (
            f"{note.full_id}: {note.head.title}",
            changes.new.place(note),
            f"“{short(note.head.quote, 120)}”",
            _grade(note),
            note.body.strip(),
        )
        for note in notes
    )
    if rows:
        head = ("Note", "Place", "Words of the essay", "Kind and verdict", "Text")
        yield Section(title, head=head, rows=rows)


def _grade(note: Note) -> str:
    if isinstance(note.head, FactCheckHead):
        return f"{note.kind.value}: {note.head.verdict.word}"
    return note.kind.value


def _changed(changes: Changes) -> Iterator[Section]:
    if changes.changed:
        yield Section("Notes changed")
    for old, new in changes.changed:
        yield Section(
            f"{new.full_id}: {new.head.title}",
            3,
            (f"On {changes.new.place(new)}, “{short(new.head.quote, 120)}”; {_grade(new)}.",),
            ("Field", "Old", "New"),
            tuple(_row(side) for side in field_changes(old, new)),
        )


def _withdrawn(changes: Changes) -> Iterator[Section]:
    rows = tuple(
        (
            f"{note.full_id}: {note.head.title}",
            _grade(note),
            str(note.head.withdrawn.date),
            note.head.withdrawn.reason,
        )
        for note in changes.withdrawn
        if note.head.withdrawn
    )
    if rows:
        yield Section("Notes withdrawn", head=("Note", "It was", "Date", "Reason"), rows=rows)


def _gone(changes: Changes) -> Iterator[Section]:
    rows = tuple((f"{note.full_id}: {note.head.title}", _grade(note)) for note in changes.gone)
    if rows:
        line = "A published note is withdrawn, with date and reason; its file stays."
        yield Section("Notes deleted", lines=(line,), head=("Note", "It was"), rows=rows)


def _lists(changes: Changes) -> Iterator[Section]:
    for title, entries in list_changes(changes):
        rows = tuple((entry.name, *_row(side)) for entry in entries for side in entry.sides)
        yield Section(title, head=("Entry", "What", "Old", "New"), rows=rows)


def _texts(changes: Changes) -> Iterator[Section]:
    for old, new in changes.texts:
        found = list(touched(changes, old, new))
        line = (
            f"{len(found)} notes and cross-references must be read again. "
            "None is moved automatically: a person decides whether each is still right."
            if found
            else "No note is about the words that changed."
        )
        yield Section(f"The text of {new.id} changed", lines=(line,))
        for touch in found:
            yield _touched(touch)


def _touched(touch: Touched) -> Section:
    lines = [f"“{short(touch.quote, 120)}”", touch.what]
    lines += [f"Proposed, in {block}: “{words}”" for block, words in touch.proposals]
    rows = tuple(_row(side) for side in touch.sides)
    return Section(touch.name, 3, tuple(lines), ("Passage", "Old", "New"), rows)


def _row(side: Side) -> tuple[str, str, str]:
    return side.name, *apart(side.old, side.new)


def apart(old: str, new: str) -> tuple[str, str]:
    """Return two wordings, each with the words missing from the other in 【】."""
    if not (old and new) or len(old.split()) == len(new.split()) == 1:
        return old or "(nothing)", new or "(nothing)"
    one, other = re.findall(r"\S+\s*", old), re.findall(r"\S+\s*", new)
    sides = ["", ""]
    steps = difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    for step, start, end, first, last in steps:
        for side, words in enumerate((one[start:end], other[first:last])):
            run = "".join(words)
            kept = run.rstrip()
            sides[side] += run if step == "equal" or not run else f"【{kept}】{run[len(kept) :]}"
    return sides[0], sides[1]


# -- forms ---------------------------------------------------------------------------------------


def as_markdown(sections: list[Section]) -> str:
    """Return the report as Markdown for a pull request; all markup of the files is escaped."""
    return "\n".join(part for section in sections for part in _markdown(section))


def _markdown(section: Section) -> Iterator[str]:
    yield f"{'#' * section.level} {_md(section.title)}\n"
    for line in section.lines:
        yield f"{_md(line)}\n"
    if section.rows:
        yield f"| {' | '.join(section.head)} |"
        yield f"|{' --- |' * len(section.head)}"
        for row in section.rows:
            yield f"| {' | '.join(_md(cell) for cell in row)} |"
        yield ""


def _md(text: str) -> str:
    lines = (escape(line) for line in text.splitlines() if line.strip())
    # Hosts turn addresses into links and @names into mentions.
    return "<br>".join(lines).replace("://", ":<!-- -->//")


_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%;table-layout:fixed;margin:1rem 0}"
    "th,td{border:1px solid #767676;padding:.4rem;vertical-align:top;text-align:left;"
    "overflow-wrap:anywhere;white-space:pre-line}"
)


def as_html(sections: list[Section]) -> str:
    """Return the report as a self-contained HTML page."""
    body = "".join(part for section in sections for part in _html(section))
    title = html_escape(sections[0].title)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<main>\n{body}</main>\n</body>\n</html>\n"
    )


def _html(section: Section) -> Iterator[str]:
    yield f"<h{section.level}>{html_escape(section.title)}</h{section.level}>\n"
    for line in section.lines:
        yield f"<p>{html_escape(line)}</p>\n"
    if section.rows:
        head = "".join(f'<th scope="col">{html_escape(cell)}</th>' for cell in section.head)
        yield f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n"
        for first, *rest in section.rows:
            cells = "".join(f"<td>{html_escape(cell)}</td>" for cell in rest)
            yield f'<tr><th scope="row">{html_escape(first)}</th>{cells}</tr>\n'
        yield "</tbody>\n</table>\n"
