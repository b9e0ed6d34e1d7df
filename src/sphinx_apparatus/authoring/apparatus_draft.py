"""The file of entries proposed for an apparatus, beside what the apparatus says already."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, islice
from typing import NamedTuple

from sphinx_apparatus.authoring.collation import (
    BaseText,
    Collation,
    Proposed,
    Reading,
    WitnessText,
)
from sphinx_apparatus.authoring.note_file import NOT_WORDS, write_field
from sphinx_apparatus.model.essays import Block, Essay, Span
from sphinx_apparatus.model.problems import Refusal
from sphinx_apparatus.model.records import TextualHead
from sphinx_apparatus.model.vocabulary import EntryClass
from sphinx_apparatus.text.anchors import occurrences, words_around
from sphinx_apparatus.text.markdown import normalise
from sphinx_apparatus.text.witnesses import Words, divided, is_compared

_QUOTED = 20
"""Words from which on a lemma is told by its first and last."""
_ENDS = 4
"""Words of each end of such a lemma."""

# -- what is said already --------------------------------------------------------------------------


class Said(NamedTuple):
    """What an apparatus says of a witness."""

    start: int
    end: int
    """Offsets in the joined text of all blocks."""
    words: str | None
    """None where it cannot be read; empty where it lacks the words."""
    is_moved: bool
    where: str
    """The file and the line."""


def said(essay: Essay) -> dict[str, list[Said]]:
    """Return what the apparatus and the textual notes of a text say, by sigla."""
    starts = _starts(essay.blocks)
    found: dict[str, list[Said]] = defaultdict(list)
    for entry in essay.entries:
        block, start, last, end = entry.place
        for reading in entry.head.readings:
            words = None if reading.gap else normalise(reading.reading or "")
            one = Said(
                starts[block] + start,
                starts[last] + end,
                words,
                reading.moved is not None,
                f"{entry.file.path}:{entry.line()}",
            )
            for siglum in reading.sigla:
                found[siglum].append(one)
    for note in essay.active_notes:
        if isinstance(note.head, TextualHead) and note.span is not None:
            start = starts[note.span.block]
            for witness in note.head.witnesses:
                found[witness.siglum].append(
                    Said(
                        start + note.span.start,
                        start + note.span.end,
                        normalise(witness.reading),
                        False,
                        note.file.path,
                    )
                )
    return found


def _starts(blocks: Sequence[Block]) -> list[int]:
    """Return where each block begins in all of them, joined by spaces."""
    return [0, *accumulate(len(block.text) + 1 for block in blocks)]


class Proposals(NamedTuple):
    """The differences of witnesses beside what an apparatus says of them."""

    new: list[Proposed]
    there: Counter[str]
    """How many readings of each witness are said already."""


class _Beside:
    """An apparatus beside the texts of the witnesses."""

    def __init__(self, collation: Collation, essay: Essay) -> None:
        self.collation = collation
        self.given = said(essay)
        self.starts = _starts(essay.blocks)
        self.text = " ".join(block.text for block in essay.blocks)
        base = collation.base
        self.begins = [
            self.starts[block] + word.outer
            for block, word in zip(base.block_of, base.words, strict=True)
        ]

    def near(self, siglum: str, start: int, end: int) -> list[Said]:
        """Return what is said of a witness at words of the base."""
        first, last = self.begins[start], self._end(end - 1)
        return [one for one in self.given.get(siglum, ()) if one.start < last and first < one.end]

    def has(self, siglum: str, entry: Proposed, *, is_moved: bool) -> bool:
        """Return whether a difference of a witness is said already."""
        start, end = entry.words
        near = self.near(siglum, start, end)
        if is_moved or any(one.words is None for one in near):
            return any(one.words is None or one.is_moved for one in near)
        # An addition may stand with the word before it or with that behind it.
        beside = (max(start - 1, 0), min(end + 1, len(self.begins)))
        return any(self._is_said(siglum, entry, *words) for words in (entry.words, beside))

    def _is_said(self, siglum: str, entry: Proposed, start: int, end: int) -> bool:
        each = self.collation.of(siglum)
        near: list[Said] = []
        before = (-1, -1)
        while (start, end) != before:
            # What is said may be cut otherwise: all of it is compared at once.
            before = (start, end)
            # What has moved says nothing of the words within it.
            near = [one for one in self.near(siglum, start, end) if not one.is_moved]
            if any(one.words is None for one in near):
                return False
            for one in near:
                start = min(start, self._word_at(one.start))
                end = max(end, self._word_at(one.end - 1) + 1)
            for change in each.within(start, end):
                start, end = min(start, change.a), max(end, change.b)
        if not near:
            return False
        first, last = each.range_of(start, end)
        ours = Words(self.collation.settings).of(normalise(self._with(near, start, end)))
        counts_signs = entry.kind is EntryClass.PUNCTUATION
        return self.collation.are_equal(ours, each.words[first:last], signs=counts_signs)

    def _with(self, near: Sequence[Said], start: int, end: int) -> str:
        """Return words of the base with what is said of a witness put in."""
        at, parts = self.begins[start], []
        for one in sorted(near, key=lambda one: (one.start, -one.end)):
            parts += [self.text[at : max(at, one.start)], one.words or ""]
            at = max(at, one.end)
        parts.append(self.text[at : max(at, self._end(end - 1))])
        return "".join(parts)

    def _end(self, place: int) -> int:
        """Return where a word of the base ends, with its signs."""
        base = self.collation.base
        return self.starts[base.block_of[place]] + base.words[place].rest

    def _word_at(self, offset: int) -> int:
        """Return the word of the base that begins last before an offset."""
        return max(bisect_right(self.begins, offset) - 1, 0)


def proposals(collation: Collation, essay: Essay) -> Proposals:
    """Return the entries that the apparatus of a text lacks, and how many readings it has."""
    beside = _Beside(collation, essay)
    lines = {entry.place: f"{entry.file.path}:{entry.line()}" for entry in essay.entries}
    notes = {
        (note.span.block, note.span.start, note.span.block, note.span.end): note
        for note in essay.active_notes
        if isinstance(note.head, TextualHead) and note.span is not None
    }
    there: Counter[str] = Counter()
    new = []
    for entry in collation.entries():
        place = (*entry.start, *entry.end)
        left, said, remarks = _left(entry, beside)
        note = notes.get(place) if place not in lines else None
        if left and note is not None:
            # Words have one entry: it takes what the note has.
            left = entry.readings
            remarks = [f"{note.file.path} is on the same words: delete its readings there."]
        else:
            there.update(said)
        if left and place in lines:
            remarks.append(f"{lines[place]} is on the same words: add the reading there.")
        if left:
            unique, id = tuple(dict.fromkeys(remarks)), note.id if note else ""
            new.append(entry._replace(readings=left, remarks=unique, note=id))
    return Proposals(new, there)


def _left(entry: Proposed, beside: _Beside) -> tuple[list[Reading], list[str], list[str]]:
    """Return the readings that are not said yet, the sigla of others, and remarks."""
    left, said, remarks = [], [], []
    for reading in entry.readings:
        sigla = []
        for siglum in reading.sigla:
            if beside.has(siglum, entry, is_moved=reading.behind is not None):
                said.append(siglum)
                continue
            sigla.append(siglum)
            if near := beside.near(siglum, *entry.words):
                remarks.append(f"{near[0].where} says otherwise of {siglum} here.")
        if sigla:
            left.append(reading._replace(sigla=sigla))
    return left, said, remarks


# -- a text and its draft --------------------------------------------------------------------------


def collate(essay: Essay, sigla: Sequence[str] = ()) -> Collation:
    """Compare the witnesses of a text that have a file with its base.

    :param sigla: those to compare; all if none is named.
    :raises Refusal: there is none, or one has no file.
    """
    head = essay.head
    with_file = [each for each in head.witnesses if each.siglum in essay.transcripts]
    names = [each.siglum for each in with_file]
    for siglum in sigla:
        if siglum in names:
            continue
        if siglum == head.base:
            message = f"{siglum} is the base text, with which the others are compared"
        elif siglum not in head.witness_by_siglum:
            known = ", ".join(each.siglum for each in head.witnesses)
            message = f"no witness has the siglum {siglum}; there are {known}"
        else:
            message = f"the witness {siglum} has no ‘file’, so its words are not known"
        raise Refusal(message)
    if not with_file:
        raise Refusal(
            "no witness but the base has a ‘file’; put the words of one into witness-N.txt, as "
            "plain text with a blank line between paragraphs, and name it in essay.yml"
        )
    reader = Words(head.collation)
    collated = [index for index, block in enumerate(essay.blocks) if is_compared(block)]
    base = BaseText.of(essay.blocks, reader, collated)
    witnesses = []
    for each in with_file:
        if sigla and each.siglum not in sigla:
            continue
        text = " ".join(divided(essay.transcripts[each.siglum], each.blocks)[1])
        own = head.collation_of(each)
        is_own = own != head.collation.model_copy(update={"line_ends": own.line_ends})
        witnesses.append(WitnessText(each.siglum, text, reader.of(text), own if is_own else None))
    return Collation(base, witnesses, head.collation)


def draft(
    title: str, blocks: Sequence[Block], entries: Iterable[Proposed], sigla: Sequence[str]
) -> tuple[str, int]:
    """Return the file of proposed entries, and how many have no place of their own.

    :param title: of which text it is.
    :param sigla: the witnesses that were compared.
    """
    head = (
        f"# Proposed for the apparatus of {title}, from the texts of {', '.join(sigla)}.\n"
        "# Look at each entry beside the witnesses: correct it, join it with another, delete it.\n"
        "# ‘class: spelling’ is the editor’s to write: the comparison does not know what is a\n"
        "# spelling. What counts is what stands in apparatus.yml.\n"
    )
    parts = [head]
    lost = 0
    for entry in entries:
        fields = _place_of(blocks, entry)
        if fields is None:
            lost += 1
            parts.append(f"# Left out, for these words stand here twice: {_told(blocks, entry)}\n")
            continue
        parts.append(_written(blocks, entry, fields))
    return "".join(parts), lost


def _told(blocks: Sequence[Block], entry: Proposed) -> str:
    readings = "; ".join(
        f"{reading.words or 'om.'} {' '.join(reading.sigla)}" for reading in entry.readings
    )
    return f"{lemma(blocks, entry)}] {readings}"


def lemma(blocks: Sequence[Block], entry: Proposed) -> str:
    """Return the words of the base text that an entry is about."""
    (first, start), (last, end) = entry.start, entry.end
    if first == last:
        return blocks[first].text[start:end]
    between = [block.text for block in blocks[first + 1 : last]]
    return " ".join([blocks[first].text[start:], *between, blocks[last].text[:end]])


def _place_of(blocks: Sequence[Block], entry: Proposed) -> dict[str, object] | None:
    """Return the fields that say which words an entry is about; none if nothing tells them."""
    (first, start), (last, end) = entry.start, entry.end
    text = blocks[first].text
    if first == last and len(text[start:end].split()) < _QUOTED:
        return _fields(blocks[first], Span(first, start, end))
    opening = _first_words(text, start, end if first == last else len(text))
    closing = _last_words(blocks[last].text, start if first == last else 0, end)
    fields = _fields(blocks[first], Span(first, start, opening))
    behind = opening if first == last else 0
    to = _fields(blocks[last], Span(last, max(closing, behind), end), behind)
    if fields is None or to is None:
        return None
    if first == last:
        del to["in"]
    return fields | {"to": to}


def _first_words(text: str, start: int, end: int) -> int:
    words = list(islice(re.finditer(r"\S+", text[start:end]), _ENDS))
    return start + words[-1].end()


def _last_words(text: str, start: int, end: int) -> int:
    words = list(re.finditer(r"\S+", text[start:end]))[-_ENDS:]
    return start + words[0].start()


def _fields(block: Block, span: Span, behind: int = 0) -> dict[str, object] | None:
    """Return the least fields that identify words of a block.

    :param behind: where the search for them begins.
    """
    quote = block.text[span.start : span.end]
    rivals = [
        Span(span.block, start, start + len(quote))
        for start in occurrences(quote, block.text)
        if start != span.start and start >= behind
    ]
    fields: dict[str, object] = {"in": block.id, "quote": quote}
    if not rivals:
        return fields
    around = words_around(block.text, span, rivals)
    if around is None:
        return None
    return fields | {
        name: words for name, words in zip(("before", "after"), around, strict=True) if words
    }


def _written(blocks: Sequence[Block], entry: Proposed, fields: Mapping[str, object]) -> str:
    """Return an entry as YAML."""
    lines = [f"# {remark}\n" for remark in entry.remarks]
    body = "".join(write_field(name, value, "  ") for name, value in fields.items())
    if entry.kind is not EntryClass.SUBSTANTIVE:
        body += f"  class: {entry.kind}\n"
    if entry.note:
        body += f"  note: {entry.note}\n"
    body += "  readings:\n"
    for reading in entry.readings:
        body += f"    - sigla: [{', '.join(map(_siglum, reading.sigla))}]\n"
        if reading.behind is not None:
            place = _behind(blocks, reading.behind)
            body += write_field("moved", place, "      ")
        elif reading.words:
            body += write_field("reading", reading.words, "      ")
        else:
            body += "      omits: true\n"
    return "".join(lines) + "-" + body[1:]


def _behind(blocks: Sequence[Block], span: Span) -> dict[str, object]:
    """Return the fields that identify the words behind which a passage stands."""
    block = blocks[span.block]
    start = span.start
    while True:
        fields = _fields(block, Span(span.block, start, span.end))
        if fields is not None or start == 0:
            return fields or {"in": block.id, "quote": block.text[start : span.end]}
        start = max(block.text.rfind(" ", 0, start - 1) + 1, 0)


def _siglum(siglum: str) -> str:
    """Return a siglum as YAML reads it in a list."""
    if re.fullmatch(r"[^\W\d_][\w.*’ -]*", siglum) and siglum.lower() not in NOT_WORDS - {"y", "n"}:
        return siglum
    return json.dumps(siglum, ensure_ascii=False)
