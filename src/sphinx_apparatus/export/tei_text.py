"""The text of a TEI document: words, anchors, edits in line, gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.quotations import quoted
from sphinx_apparatus.export.publication import Publication
from sphinx_apparatus.export.tei_elements import (
    CERTAINTY,
    Node,
    add,
    local_id,
    note_id,
    person_id,
    say,
    with_supplied,
)
from sphinx_apparatus.model.essays import Essay, Span
from sphinx_apparatus.model.records import TextualHead
from sphinx_apparatus.model.vocabulary import BlockKind, Change
from sphinx_apparatus.text.edits import Edit, Emended
from sphinx_apparatus.text.excerpts import gaps


@dataclass(frozen=True, slots=True)
class Marked:
    """A span of a block that something points to."""

    key: str
    """Such as ``note-iso``; unique in its essay."""
    span: Span


def marked_spans(edition: Edition, essay: Essay) -> Iterator[Marked]:
    """Yield the spans of an essay that notes and cross-references point to."""
    for note in essay.notes:
        if note.span is not None:
            yield Marked(f"note-{note.id}", note.span)
    for reference in edition.cross_references:
        for end, (place, span) in enumerate(
            zip(reference.head.between, reference.spans, strict=True)
        ):
            if place.essay == essay.id and span is not None:
                yield Marked(f"crossing-{reference.id}-{end + 1}", span)


class Text:
    """Writes the text of one essay with its edits and anchors."""

    def __init__(
        self,
        edition: Edition,
        publication: Publication,
        essay: Essay,
        marked: Sequence[Marked],
    ) -> None:
        self.essay = essay
        self.marked = marked
        self.whole = publication.shows_text(essay)
        self.quoted = quoted(edition, essay)
        self.emended = edition.emended(essay)
        self.notes = {note.id: note for note in essay.notes}

    def write(self, body: Node) -> None:
        """Write all blocks."""
        division = add(body, "div", type="essay", n=self.essay.label)
        for index, block in enumerate(self.essay.blocks):
            id = local_id(self.essay, block.id)
            if block.kind is BlockKind.PASSAGE:
                made = add(division, "p", xml_id=id, n=str(block.number))
            else:
                made = add(division, "ab", type=block.kind.value, xml_id=id, n=str(block.number))
            _BlockText(self, made, index, self.emended[index]).write()


class _BlockText:
    """Writes one block: words, anchors, edits and gaps, in order of the base text."""

    def __init__(self, text: Text, node: Node, index: int, emended: Emended) -> None:
        self.text = text
        self.node = node
        self.emended = emended
        self.words = emended.base
        here = [each for each in text.marked if each.span.block == index]
        self.gaps = [] if text.whole else list(gaps(self.words, text.quoted[index]))
        self.points: list[tuple[int, int, str]] = sorted(
            [
                *((each.span.end, 0, each.key) for each in here),
                *((each.span.start, 1, each.key) for each in here),
            ]
        )
        # Words added at the end of their note's own span stand inside it.
        self.held = {
            (edit.start, f"note-{edit.note}") for edit in emended.edits if edit.start == edit.end
        }

    def write(self) -> None:
        """Write the block."""
        done = 0
        for edit in self.emended.edits:
            self._run(self.node, done, edit.start)
            if edit.start == edit.end:
                self._anchors(self.node, edit.start, 1, own=edit.note)
                self._edit(edit)
                self._anchors(self.node, edit.start, 0, own=edit.note)
            else:
                self._anchors(self.node, edit.start, 1)
                self._edit(edit)
                self._anchors(self.node, edit.end, 0)
            done = edit.end
        self._run(self.node, done, len(self.words))

    def _run(self, parent: Node, start: int, end: int) -> None:
        """Write base words with the anchors at their start, inside them and at their end."""
        if start == end:
            return
        self._anchors(parent, start, 1)
        self._inside(parent, start, end)
        self._anchors(parent, end, 0)

    def _inside(self, parent: Node, start: int, end: int) -> None:
        done = start
        for point, _, _ in self.points:
            if done < point < end:
                self._words(parent, done, point)
                self._anchors(parent, point, 0)
                self._anchors(parent, point, 1)
                done = point
        self._words(parent, done, end)

    def _anchors(self, parent: Node, point: int, opening: int, own: str | None = None) -> None:
        """Write the anchors that open or close spans at a point.

        :param own: only those of the note that adds words here; without it, all others.
        """
        for at, opens, key in self.points:
            if at != point or opens != opening:
                continue
            if (own is None) == ((point, key) in self.held):
                continue
            if own is not None and key != f"note-{own}":
                continue
            name = "from" if opens else "to"
            add(parent, "anchor", xml_id=local_id(self.text.essay, f"{name}-{key}"))

    def _words(self, parent: Node, start: int, end: int) -> None:
        # No anchor and no edit lies inside a gap.
        for first, last, _ in self.gaps:
            if start <= first < end:
                say(parent, self.words[start:first])
                add(parent, "gap", reason="rights", unit="chars", quantity=str(last - first))
                start = last
        say(parent, self.words[start:end])

    def _edit(self, edit: Edit) -> None:
        note = self.text.notes[edit.note]
        head = note.head
        assert isinstance(head, TextualHead)
        attributes = {
            "resp": " ".join(f"#{person_id(key)}" for key in head.by),
            "cert": CERTAINTY[head.certainty],
            "corresp": f"#{note_id(note)}",
        }
        if edit.start == edit.end and head.change is Change.SUPPLEMENT:
            # Spaces around the words supplied are as much the editors' as the words.
            words = edit.words.replace("⟨", "").replace("⟩", "")
            add(self.node, "supplied", words, reason="omitted", **attributes)
            return
        if not edit.words and head.change is Change.OMISSION:
            self._inside(add(self.node, "surplus", **attributes), edit.start, edit.end)
            return
        regular = head.change is Change.REGULARIZATION
        choice = add(self.node, "choice", corresp=attributes.pop("corresp"))
        before = add(choice, "orig" if regular else "sic")
        self._inside(before, edit.start, edit.end)
        with_supplied(add(choice, "reg" if regular else "corr", **attributes), edit.words)
