"""The text of a TEI document: words, anchors, edits in line, gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sphinx_apparatus.edition.edition import Edition, quoted
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
from sphinx_apparatus.model.essays import Block, Essay, Span
from sphinx_apparatus.model.records import TextualHead
from sphinx_apparatus.model.vocabulary import BlockKind, Change
from sphinx_apparatus.text.edits import Edit
from sphinx_apparatus.text.segments import (
    Added,
    Begin,
    End,
    Gap,
    Marked,
    Segment,
    Words,
    segments,
)


def marked_spans(edition: Edition, essay: Essay) -> Iterator[tuple[Block, Marked]]:
    """Yield the spans of an essay that notes and cross-references point to, with their blocks.

    Keys, such as ``note-iso``, are unique in the essay.
    """

    def marked(key: str, span: Span, note: str = "") -> tuple[Block, Marked]:
        return essay.block_of(span), Marked(key, span.start, span.end, note)

    for note in essay.notes:
        if note.span is not None:
            yield marked(f"note-{note.id}", note.span, note.id)
    for reference in edition.cross_references:
        for end, (place, span) in enumerate(
            zip(reference.head.between, reference.spans, strict=True)
        ):
            if place.essay == essay.id and span is not None:
                yield marked(f"crossing-{reference.id}-{end + 1}", span)


class Text:
    """Writer of the text of one essay with its edits and anchors."""

    def __init__(
        self,
        edition: Edition,
        publication: Publication,
        essay: Essay,
        marked: Sequence[tuple[Block, Marked]],
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
            spans = sorted(span for there, span in self.marked if there is block)
            shown = None if self.whole else self.quoted[index]
            self._block(made, segments(self.emended[index], spans, shown))

    def _block(self, node: Node, walk: Iterator[Segment]) -> None:
        parent = node  # an element of words that are replaced, while these are written
        for segment in walk:
            match segment:
                case Words(edit=None, words=words):
                    say(node, words)
                case Words(edit=Edit() as edit, words=words):
                    if segment.start == edit.start:
                        parent = self._edit(node, edit)
                    say(parent, words)
                    if segment.end == edit.end:
                        parent = node
                case Added(edit=edit):
                    if edit.start == edit.end:
                        self._edit(node, edit)
                case Gap(start=start, end=end):
                    add(node, "gap", reason="rights", unit="chars", quantity=str(end - start))
                case Begin(span=span):
                    add(parent, "anchor", xml_id=local_id(self.essay, f"from-{span.key}"))
                case End(span=span):
                    add(parent, "anchor", xml_id=local_id(self.essay, f"to-{span.key}"))

    def _edit(self, parent: Node, edit: Edit) -> Node:
        """Add an edit with its new words; return the element for the words it replaces."""
        note = self.notes[edit.note]
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
            return add(parent, "supplied", words, reason="omitted", **attributes)
        if not edit.words and head.change is Change.OMISSION:
            return add(parent, "surplus", **attributes)
        regular = head.change is Change.REGULARIZATION
        choice = add(parent, "choice", corresp=attributes.pop("corresp"))
        before = add(choice, "orig" if regular else "sic")
        with_supplied(add(choice, "reg" if regular else "corr", **attributes), edit.words)
        return before
