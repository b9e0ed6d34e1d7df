"""Marks, spans and both texts, put into the blocks of a rendered essay.

The records know places as code points of the stream; a doctree knows text nodes.
The words of each text node are given their place in the stream;
then the text is dealt out again as flat pieces that end wherever a span or an edit does,
so that spans may nest and cross and no word is lost or doubled.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from docutils import nodes

from sphinx_apparatus.model.essays import Note, Span
from sphinx_apparatus.model.records import FactCheckHead
from sphinx_apparatus.model.vocabulary import View
from sphinx_apparatus.sphinx_ext.nodes import piece, span_start
from sphinx_apparatus.text.edits import Edit, Emended
from sphinx_apparatus.text.excerpts import Ranges, gaps


class Mismatch(Exception):
    """The rendered block does not have the words of the stream."""


_SPACE = re.compile(r"\s+")


class _Run(NamedTuple):
    """The words of one text node."""

    words: str
    """As many signs as code points of the stream."""
    place: int
    """Code point of the stream at which they begin."""
    text: int
    """Index of the text node."""


class _Item(NamedTuple):
    """Something to put at a point of the text, or words of it."""

    node: nodes.Node
    text: int
    """Index of the text node it goes into."""
    is_mark: bool = False


def splice(
    block: nodes.Element,
    emended: Emended,
    notes: Sequence[Note],
    quoted: Ranges | None = None,
) -> None:
    """Put the notes' marks and both texts into a rendered block.

    :param block: a block of the essay as MyST rendered it, without notes.
    :param emended: the same block of the records.
    :param notes: the notes of the block, in order of their labels.
    :param quoted: the words that are shown, all others being left out; none to show every word.
    :raises Mismatch: the rendered words are not those of the record.
    """
    texts = list(block.findall(nodes.Text))
    runs = _runs(texts)
    if _stream(runs) != emended.base:
        raise Mismatch(block.astext())
    if not notes and not emended.edits and quoted is None:
        return
    omitted = [] if quoted is None else list(gaps(emended.base, quoted))
    dealt: dict[int, list[_Item]] = {index: [] for index in range(len(texts))}
    for item in _items(runs, emended, notes, omitted):
        dealt[item.text].append(item)
    # From the last to the first: what is put behind a link then follows in reading order.
    for index in reversed(range(len(texts))):
        parent = texts[index].parent
        _replace(texts[index], dealt[index])
        while omitted and not parent.children and parent is not block:
            parent, empty = parent.parent, parent
            parent.remove(empty)


def _runs(texts: Sequence[nodes.Text]) -> list[_Run]:
    """Give the words of each text node with their place; a run of white space counts as one sign.

    White space at the ends of the block is left out, and the nodes that hold nothing else.
    """
    runs: list[_Run] = []
    place, in_space = 0, True
    for index, text in enumerate(texts):
        words = _SPACE.sub(_first_sign, unicodedata.normalize("NFC", text.astext()))
        if in_space:
            words = words.lstrip()
        if words:
            runs.append(_Run(words, place, index))
            place += len(words)
            in_space = words[-1].isspace()
    if runs and in_space:
        last = runs.pop()
        if words := last.words.rstrip():
            runs.append(last._replace(words=words))
    return runs


def _first_sign(space: re.Match[str]) -> str:
    return space[0][0]


def _stream(runs: Sequence[_Run]) -> str:
    return _SPACE.sub(" ", "".join(run.words for run in runs))


def _items(
    runs: Sequence[_Run],
    emended: Emended,
    notes: Sequence[Note],
    omitted: Sequence[tuple[int, int, str]],
) -> Iterator[_Item]:
    """Give the words and everything between them, in reading order."""
    instead = {start: words for start, _, words in omitted}
    spans = {note.id: note.span for note in notes if note.span is not None}
    points = sorted(
        {0, len(emended.base)}
        | {point for span in spans.values() for point in (span.start, span.end)}
        | {point for edit in emended.edits for point in (edit.start, edit.end)}
        | {point for start, end, _ in omitted for point in (start, end)}
    )
    at = 0
    before = runs[0].text if runs else 0
    for point, following in [*pairwise(points), (points[-1], points[-1])]:
        while at < len(runs) and runs[at].place + len(runs[at].words) <= point:
            at += 1
        after = runs[at].text if at < len(runs) else before
        yield from _at_point(point, emended.edits, notes, spans, before, after)
        edit = next((e for e in emended.edits if e.start <= point < e.end), None)
        covering = [id for id, span in spans.items() if span.start <= point < span.end]
        is_omitted = point in instead and point < following
        if is_omitted:
            yield _Item(nodes.inline("", instead[point], classes=["apparatus-omitted"]), after)
        for run in runs[at:]:
            if run.place >= following:
                break
            before = run.text
            if not is_omitted:
                words = run.words[max(0, point - run.place) : following - run.place]
                yield _Item(_words(words, covering, edit, False), run.text)


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
