"""What an edition quotes of each text: in notes, cross-references and adopted readings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_apparatus.text.edits import edits_of
from sphinx_apparatus.text.excerpts import Ranges, joined

if TYPE_CHECKING:
    from sphinx_apparatus.edition.edition import Edition
    from sphinx_apparatus.model.essays import Essay


def quoted(edition: Edition, essay: Essay) -> list[Ranges]:
    """Return the words of each block that the edition quotes."""
    found: list[list[tuple[int, int]]] = [[] for _ in essay.blocks]
    for note in essay.notes:
        if note.span is not None:
            found[note.span.block].append((note.span.start, note.span.end))
            edits = edits_of(note, essay.block_of(note.span).text)
            found[note.span.block] += [(edit.start, edit.end) for edit in edits]
    for reference in edition.cross_references:
        for place, span in zip(reference.head.between, reference.spans, strict=True):
            if place.essay == essay.id and span is not None:
                found[span.block].append((span.start, span.end))
    return [joined(block.text, ranges) for block, ranges in zip(essay.blocks, found, strict=True)]
