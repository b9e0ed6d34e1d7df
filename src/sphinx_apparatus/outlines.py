"""What the rest of an edition asks about an essay or a cross-reference, and no more.

Outlines hold strings and numbers alone, so that they can be kept in a file from check to check.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import datetime as dt

    from sphinx_apparatus.bodies import Body
    from sphinx_apparatus.model import CrossReference, Essay, Note


class Link(NamedTuple):
    """A role of ours that points to a place in the edition."""

    role: str
    id: str
    path: str
    line: int


class NoteOutline(NamedTuple):
    """A note that has a place."""

    id: str
    path: str
    created: str
    """The day as ISO 8601 writes it; empty if the note does not give it."""
    created_line: int
    checked: str
    checked_line: int
    withdrawn: str
    withdrawn_line: int


class Outline(NamedTuple):
    """An essay."""

    id: str
    date: str
    words: str
    """Digest of the words of its blocks."""
    blocks: tuple[str, ...]
    """Ids."""
    notes: tuple[NoteOutline, ...]
    links: tuple[Link, ...]

    def has_note(self, id: str) -> bool:
        """Tell whether there is a note of this id."""
        return any(note.id == id for note in self.notes)

    @classmethod
    def of(cls, values: Sequence[Any]) -> Outline:
        """Make an outline of the lists that JSON made of it."""
        id, date, words, blocks, notes, links = values
        made = tuple(map(NoteOutline._make, notes))
        return cls(id, date, words, tuple(blocks), made, tuple(map(Link._make, links)))


class End(NamedTuple):
    """The essay at one end of a cross-reference."""

    essay: str
    line: int


class Crossing(NamedTuple):
    """A cross-reference."""

    path: str
    theme: str
    theme_line: int
    ends: tuple[End, ...]
    links: tuple[Link, ...]

    @classmethod
    def of(cls, values: Sequence[Any]) -> Crossing:
        """Make an outline of the lists that JSON made of it."""
        path, theme, line, ends, links = values
        made = tuple(map(End._make, ends))
        return cls(path, theme, line, made, tuple(map(Link._make, links)))


def outline_of(essay: Essay, bodies: Callable[[Note], Body]) -> Outline:
    """Give the outline of an essay.

    :param bodies: gives the body of a note, read.
    """
    return Outline(
        essay.id,
        essay.head.date.isoformat(),
        hashlib.sha256("\n".join(f"{b.id} {b.text}" for b in essay.blocks).encode()).hexdigest(),
        tuple(block.id for block in essay.blocks),
        tuple(
            NoteOutline(
                note.id,
                note.file.path,
                _day(note.head.created),
                note.file.line("created"),
                _day(note.head.checked),
                note.file.line("checked"),
                _day(note.head.withdrawn.date if note.head.withdrawn else None),
                note.file.line("withdrawn"),
            )
            for note in essay.notes
        ),
        tuple(
            link
            for note in essay.notes
            for link in links_of(bodies(note), note.file.path, note.file.body_line)
        ),
    )


def crossing_of(reference: CrossReference, bodies: Callable[[CrossReference], Body]) -> Crossing:
    """Give the outline of a cross-reference.

    :param bodies: gives its body, read.
    """
    head, file = reference.head, reference.file
    return Crossing(
        file.path,
        head.theme,
        file.line("theme"),
        tuple(
            End(place.essay, file.line("between", index, "essay"))
            for index, place in enumerate(head.between)
        ),
        tuple(links_of(bodies(reference), file.path, file.body_line)),
    )


def links_of(body: Body, path: str, first: int) -> Iterator[Link]:
    """Give where a text points to; *first* is the line of its file that it begins in."""
    for target in body.targets:
        yield Link(target.role, target.id, path, first + target.line - 1)


def _day(date: dt.date | None) -> str:
    return date.isoformat() if date else ""
