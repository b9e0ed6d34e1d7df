"""Insert marks, spans and both texts into the blocks of a rendered essay.

The words of a block are dealt out again to its text nodes, segment by segment,
as flat pieces that end wherever a span or an edit does.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from docutils import nodes

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.catalogue import _
from sphinx_apparatus.model.essays import Note
from sphinx_apparatus.model.records import FactCheckHead
from sphinx_apparatus.model.vocabulary import View
from sphinx_apparatus.sphinx_ext.nodes import author_call, piece, span_start
from sphinx_apparatus.text.edits import Edit, Emended
from sphinx_apparatus.text.excerpts import Ranges
from sphinx_apparatus.text.markdown import normalise
from sphinx_apparatus.text.segments import (
    Added,
    Begin,
    Gap,
    Leaf,
    Mark,
    Marked,
    Segment,
    Words,
    cut,
    leaves_of,
    marked,
    segments,
)

_SPACE = re.compile(r"\s+")
_BEGINNING = 5


class Mismatch(Exception):
    """The rendered block does not have the words of the normalized text."""


def splice(
    block: nodes.Element,
    emended: Emended,
    notes: Sequence[Note],
    quoted: Ranges | None = None,
    read: Sequence[Marked] = (),
    minor: Collection[str] = (),
) -> None:
    """Insert the notes' marks and both texts into a rendered block.

    :param block: a block of the essay as MyST rendered it, without notes.
    :param emended: the same block of the records.
    :param notes: the notes of the block, in order of their labels.
    :param quoted: the words that are shown, all others being left out; none to show every word.
    :param read: the words that entries of the apparatus are about.
    :param minor: the ids of entries that are not shown at first.
    :raises Mismatch: the rendered words are not those of the record.
    """
    texts = list(_texts(block))
    words = [text.astext() if text else " " for text in texts]
    if normalise("".join(words)) != emended.base:
        raise Mismatch(block.astext())
    if not notes and not emended.edits and quoted is None and not read:
        return
    leaves = leaves_of(_SPACE.sub(_first_sign, each) for each in words)
    dealt = _dealt(segments(emended, [*marked(notes), *read], quoted), leaves)
    for index, text in enumerate(texts):
        if text is None:
            dealt[index - 1] += [part for part in dealt[index] if not isinstance(part, Words)]
    known = _Known(
        {note.id: note for note in notes}, {each.key: each.owner for each in read}, minor
    )
    # From the last to the first: what is put behind a link then follows in reading order.
    for text, there in zip(reversed(texts), reversed(dealt), strict=True):
        if text is None:
            continue
        parent = text.parent
        _replace(text, [node for segment in there for node in _nodes(segment, known)])
        while quoted is not None and not parent.children and parent is not block:
            parent, empty = parent.parent, parent
            parent.remove(empty)


def _texts(block: nodes.Element) -> Iterator[nodes.Text | None]:
    """Yield the text nodes of a block, and None for the space between two paragraphs."""
    before: nodes.Element | None = None
    for text in block.findall(nodes.Text):
        paragraph: nodes.Element = text.parent
        while isinstance(paragraph, nodes.Inline) and not isinstance(paragraph, author_call):
            paragraph = paragraph.parent
        if isinstance(paragraph, author_call):
            continue
        if before is not None and paragraph is not before:
            yield None
        before = paragraph
        yield text


def _first_sign(space: re.Match[str]) -> str:
    return space[0][0]


def _dealt(walk: Iterator[Segment], leaves: Sequence[Leaf]) -> list[list[Segment]]:
    """Return the segments that go into each text node.

    What stands between two nodes goes into the first if it belongs to the words before it.
    """
    dealt: list[list[Segment]] = [[] for _ in leaves]
    last = next(index for index, words in enumerate(leaves) if words)
    following: list[Segment] = []
    for leaf, segment in cut(walk, leaves):
        if leaf is not None:
            last = leaf
            dealt[last] += [*following, segment]
            following = []
        elif isinstance(segment, Begin) or (isinstance(segment, Added) and not segment.is_before):
            following.append(segment)
        else:
            dealt[last].append(segment)
    dealt[last] += following
    return dealt


class _Known(NamedTuple):
    """What the keys of the spans of a block stand for."""

    notes: Mapping[str, Note]
    entries: Mapping[str, str]
    """Ids of entries of the apparatus, by the keys of their words."""
    minor: Collection[str]


def _nodes(segment: Segment, known: _Known) -> Iterator[nodes.Node]:
    match segment:
        case Words(words=words, spans=spans, edit=edit):
            yield _words(words, spans, edit, View.BASE, known)
        case Added(edit=edit, spans=spans):
            yield _words(edit.words, spans, edit, View.READING, known)
        case Gap(words=words):
            yield nodes.inline("", words, classes=[css.OMITTED])
        case Begin(span=span) if span.key in known.notes:
            yield span_start(note=span.key)
        case Begin(span=span) if span.key == known.entries[span.key]:
            # The entry leads here, in whichever text is shown.
            yield nodes.inline(ids=[f"words-{span.key}"])
        case Mark(span=span):
            yield mark(known.notes[span.key])


def _words(
    text: str,
    covering: Sequence[str],
    edit: Edit | None,
    view: View,
    known: _Known,
) -> nodes.Node:
    if not covering and edit is None:
        return nodes.Text(text)
    shown = "both" if edit is None else view.value
    notes = [key for key in covering if key in known.notes]
    classes = [css.SPAN] if notes else []
    if any(known.notes[id].fact_check for id in notes):
        classes.append(css.CHECKED)
    entries = list(dict.fromkeys(known.entries[key] for key in covering if key in known.entries))
    if entries:
        classes.append(css.READ)
        if all(id in known.minor for id in entries):
            classes.append(css.MINOR)
    if edit is not None:
        classes.append(css.view(view))
    emendation = edit.owner if edit else ""
    made = piece(text, text, notes=notes, view=shown, emendation=emendation, classes=classes)
    if entries:
        made["entries"] = entries
    return made


def mark(note: Note) -> nodes.footnote_reference:
    """Return the mark of a note: an ordinary footnote reference with a preset label."""
    return nodes.footnote_reference(
        "",
        note.label,
        ids=[f"mark-{note.id}"],
        refid=f"note-{note.id}",
        note=note.full_id,
        series=note.kind.series.value,
        spoken=spoken(note),
        beginning=beginning(note.head.quote),
        sign=note.fact_check.verdict.sign if note.fact_check else "",
        classes=[css.MARK, *css.mark(note.head.kind), *_verdict_class(note)],
    )


def spoken(note: Note) -> str:
    """Return what a mark is called: “Note 13, fact-check: partly supported”.

    >>> beginning("it’s our job to do everything we can")
    'it’s our job to do …'
    """
    label, kind = note.label, note.head.kind.noun
    if note.fact_check is None:
        return _("Note {label}, {kind}", label=label, kind=kind)
    verdict = note.fact_check.verdict.word.lower()
    return _("Note {label}, {kind}: {verdict}", label=label, kind=kind, verdict=verdict)


def beginning(quote: str) -> str:
    """Return the first words of a quotation, by which a listener knows where a note begins."""
    words = quote.split()
    return " ".join(words) if len(words) <= _BEGINNING else " ".join([*words[:_BEGINNING], "…"])


def _verdict_class(note: Note) -> list[str]:
    """Return what a page filters the marks of fact-checks by."""
    head = note.head
    return [css.verdict(head.verdict)] if isinstance(head, FactCheckHead) else []


def _gap() -> nodes.inline:
    """Return what keeps marks at one point apart: 12 13."""
    return nodes.inline("", " ", classes=[css.MARK_GAP])


def _replace(text: nodes.Text, items: Sequence[nodes.Node]) -> None:
    """Replace a text node by nodes; marks go behind a link, not into it."""
    link = text.parent
    while link is not None and not isinstance(link, nodes.reference):
        link = link.parent
    inside: list[nodes.Node] = []
    marks = [item for item in items if isinstance(item, nodes.footnote_reference)]
    for item in items:
        if isinstance(item, nodes.footnote_reference):
            if link is not None:
                continue
            if inside and isinstance(inside[-1], nodes.footnote_reference):
                inside.append(_gap())
        inside.append(item)
    # Not `replace`: it looks for an equal text, and line ends are all equal.
    place = next(i for i, child in enumerate(text.parent.children) if child is text)
    text.parent[place : place + 1] = inside
    if link is not None:
        place = link.parent.index(link) + 1
        for made in reversed(marks):
            if isinstance(link.next_node(descend=False, siblings=True), nodes.footnote_reference):
                link.parent.insert(place, _gap())
            link.parent.insert(place, made)
