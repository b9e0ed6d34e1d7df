"""Marks, spans and both texts, put into the blocks of a rendered essay.

The records know places as code points of the stream; a doctree knows text nodes.
Each character of the text nodes is given its place in the stream;
then the text is dealt out again as flat pieces that end wherever a span or an edit does,
so that spans may nest and cross and no word is lost or doubled.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from docutils import nodes

from sphinx_apparatus.emending import Edit, Emended
from sphinx_apparatus.model import FactCheckHead, Note, Span, View
from sphinx_apparatus.nodes import piece, span_start


class Mismatch(Exception):
    """The rendered block does not have the words of the stream."""


class _Char(NamedTuple):
    sign: str
    place: int
    """Code point of the stream; the signs of a run of white space share one."""
    text: int
    """Index of the text node it stands in."""


class _Item(NamedTuple):
    """Something to put at a point of the text, or words of it."""

    node: nodes.Node
    text: int
    """Index of the text node it goes into."""
    is_mark: bool = False


def splice(block: nodes.Element, emended: Emended, notes: Sequence[Note]) -> None:
    """Put the notes' marks and both texts into a rendered block.

    :param block: a block of the essay as MyST rendered it, without notes.
    :param emended: the same block of the records.
    :param notes: the notes of the block, in order of their labels.
    :raises Mismatch: the rendered words are not those of the record.
    """
    texts = list(block.findall(nodes.Text))
    chars = _places(texts)
    if _stream(chars) != emended.base:
        raise Mismatch(block.astext())
    if not notes and not emended.edits:
        return
    dealt: dict[int, list[_Item]] = {index: [] for index in range(len(texts))}
    for item in _items(chars, emended, notes):
        dealt[item.text].append(item)
    # From the last to the first: what is put behind a link then follows in reading order.
    for index in reversed(range(len(texts))):
        _replace(texts[index], dealt[index])


def _places(texts: Sequence[nodes.Text]) -> list[_Char]:
    """Give each character its place in the stream; white space at the ends is left out."""
    chars: list[_Char] = []
    place, in_space = -1, False
    for index, text in enumerate(texts):
        for sign in unicodedata.normalize("NFC", text.astext()):
            if not (sign.isspace() and (in_space or place < 0)):
                place += 1
            in_space = sign.isspace()
            if place >= 0:
                chars.append(_Char(sign, place, index))
    while chars and chars[-1].sign.isspace():
        chars.pop()
    return chars


def _stream(chars: Sequence[_Char]) -> str:
    runs = (next(run) for _, run in groupby(chars, key=lambda char: char.place))
    return "".join(" " if char.sign.isspace() else char.sign for char in runs)


def _items(chars: Sequence[_Char], emended: Emended, notes: Sequence[Note]) -> Iterator[_Item]:
    """Give the words and everything between them, in reading order."""
    spans = {note.id: note.span for note in notes if note.span is not None}
    points = sorted(
        {0, len(emended.base)}
        | {point for span in spans.values() for point in (span.start, span.end)}
        | {point for edit in emended.edits for point in (edit.start, edit.end)}
    )
    position = 0
    before = chars[0].text if chars else 0
    for point, following in [*pairwise(points), (points[-1], points[-1])]:
        after = chars[position].text if position < len(chars) else before
        yield from _at_point(point, emended.edits, notes, spans, before, after)
        edit = next((e for e in emended.edits if e.start <= point < e.end), None)
        covering = [id for id, span in spans.items() if span.start <= point < span.end]
        end = position
        while end < len(chars) and chars[end].place < following:
            end += 1
        for index, run in groupby(chars[position:end], key=lambda char: char.text):
            yield _Item(_words("".join(char.sign for char in run), covering, edit, False), index)
            before = index
        position = end


def _at_point(
    point: int,
    edits: Sequence[Edit],
    notes: Sequence[Note],
    spans: dict[str, Span],
    before: int,
    after: int,
) -> Iterator[_Item]:
    """Give what stands between two words.

    In this order: words that replace those before, marks of spans that end,
    words that are added, beginnings of spans.
    Words that a note adds at an end of its own span belong to the span.
    """
    # Words replaced may end where others are added: two edits at most, sorted by their starts.
    here = [edit for edit in edits if edit.end == point and edit.words]
    closing = [edit for edit in here if edit.start < point or spans[edit.note].end == point]
    for edit in closing:
        yield _Item(_added(edit, spans), before)
    ending = [note for note in notes if note.span is not None and note.span.end == point]
    for note in ending:
        if note is not ending[0]:
            yield _Item(_gap(), before, True)
        yield _Item(mark(note), before, True)
    beginning = [note.id for note in notes if note.span is not None and note.span.start == point]
    for edit in here:
        if edit in closing:
            continue
        if edit.note in beginning:
            beginning.remove(edit.note)
            yield _Item(span_start(note=edit.note), after)
        yield _Item(_added(edit, spans), after)
    for id in beginning:
        yield _Item(span_start(note=id), after)


def _added(edit: Edit, spans: dict[str, Span]) -> nodes.Node:
    """Give the words of the reading text that an edit brings in."""
    covering = [
        id
        for id, span in spans.items()
        if id == edit.note
        or (span.start < edit.end and span.end > edit.start)
        or (span.start < edit.start == edit.end < span.end)
    ]
    return _words(edit.words, covering, edit, True)


def _words(text: str, covering: list[str], edit: Edit | None, added: bool) -> nodes.Node:
    if not covering and edit is None:
        return nodes.Text(text)
    view = "both" if edit is None else View.READING.value if added else View.BASE.value
    classes = ["apparatus-span"] if covering else []
    if edit is not None:
        classes.append(f"apparatus-{view}")
    emendation = edit.note if edit else ""
    return piece(text, text, notes=covering, view=view, emendation=emendation, classes=classes)


def mark(note: Note) -> nodes.footnote_reference:
    """Give the mark of a note: an ordinary footnote reference with a label of ours."""
    return nodes.footnote_reference(
        "",
        note.label,
        ids=[f"mark-{note.id}"],
        refid=f"note-{note.id}",
        note=note.full_id,
        series=note.kind.series.value,
        classes=["apparatus-mark", f"apparatus-mark-{note.kind.value}", *_verdict_class(note)],
    )


def _gap() -> nodes.inline:
    """Give what keeps marks at one point apart: 12 13."""
    return nodes.inline("", " ", classes=["apparatus-mark-gap"])


def _verdict_class(note: Note) -> list[str]:
    """Give what a page filters the marks of fact-checks by."""
    head = note.head
    return [f"apparatus-verdict-{head.verdict.value}"] if isinstance(head, FactCheckHead) else []


def _replace(text: nodes.Text, items: Sequence[_Item]) -> None:
    """Put items in the place of a text node; marks go behind a link, not into it."""
    link = text.parent
    while link is not None and not isinstance(link, nodes.reference):
        link = link.parent
    inside = [item.node for item in items if link is None or not item.is_mark]
    marks = [item.node for item in items if isinstance(item.node, nodes.footnote_reference)]
    # Not `replace`: it looks for an equal text, and line ends are all equal.
    place = next(i for i, child in enumerate(text.parent.children) if child is text)
    text.parent[place : place + 1] = inside
    if link is not None:
        place = link.parent.index(link) + 1
        for made in reversed(marks):
            if isinstance(link.next_node(descend=False, siblings=True), nodes.footnote_reference):
                link.parent.insert(place, _gap())
            link.parent.insert(place, made)
