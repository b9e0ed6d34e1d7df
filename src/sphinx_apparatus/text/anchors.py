"""Anchor quotations: find the place of their words.

A quotation anchors exactly once or not at all.
Nothing is placed by likeness: a fuzzy matcher finds “12 percent” and “21 percent” nearly equal.
Likeness only orders the suggestions in a message.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from typing import NamedTuple

from sphinx_apparatus.model.apparatus import End, Entry, Moved
from sphinx_apparatus.model.characters import odd_character
from sphinx_apparatus.model.essays import Block, PlacedEntry, Span
from sphinx_apparatus.model.records import NoClaim, NoteHead, Place
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.text.collation import WITHOUT_SPACES
from sphinx_apparatus.text.markdown import normalise

SUGGESTED = 3
"""How many near passages a message shows."""
_LISTED = 12
"""How many places of a quotation a message lists."""
_LONGEST = 500
"""Characters of a quotation for which near passages are looked for."""
_MOST_PLACES = 1000
"""Places of a quotation that are counted."""
_MOST_WORDS = 12
"""Words around a place that a message offers to distinguish it from others."""
_NEAR = 200
"""Characters around a place in which these words stand."""
_LIKENESS = 60
"""Below this score of 100 a passage is no help to the contributor."""

_JOINERS = "\u200c\u200d"
_WITHOUT_SPACES = re.compile(f"[{WITHOUT_SPACES}]")

Quoting = NoteHead | Place | NoClaim | Entry | End | Moved
"""Records that quote words of an essay."""


class Fault(NamedTuple):
    """Why a quotation has no place."""

    rule: Rule
    field: str
    """The field of the record to look at."""
    message: str


def anchor(record: Quoting, blocks: Sequence[Block]) -> Span | Fault:
    """Return the only place of the words of *record*, or why there is none.

    :param record: what quotes: ``quote``, and ``in``, ``before``, ``after`` to distinguish places.
    :param blocks: the base text of the essay.
    :returns: the span, in code points of the block's stream, or why there is none.
    """
    quote = normalise(record.quote)
    before = normalise(getattr(record, "before", None) or "")
    after = normalise(getattr(record, "after", None) or "")
    if not quote:
        return Fault(
            Rule.ANCHOR_EMPTY,
            "quote",
            "the quotation is empty; expected the words of the text that the note is about",
        )
    searched: Sequence[tuple[int, Block]] = list(enumerate(blocks))
    if record.in_ is not None:
        # A line is looked for only where no block is named: an apparatus asks thousands of times.
        searched = [each for each in enumerate(blocks) if each[1].id == record.in_] or [
            each for each in enumerate(blocks) if record.in_ in each[1].line_ids
        ]
        if not searched:
            return Fault(
                Rule.BLOCK_UNKNOWN,
                "in",
                f"there is no block ‘{record.in_}’; the blocks are {_ids(blocks)}",
            )
    places = (
        Span(index, start, start + len(quote))
        for index, block in searched
        for start in occurrences(quote, block.text)
        if _stands_between(block.text, start, start + len(quote), before, after)
        and _begins_in(block, record.in_, start)
    )
    found = _uncut(list(islice(places, _MOST_PLACES + 1)), blocks)
    if len(found) == 1:
        return found[0]
    if found:
        return Fault(Rule.ANCHOR_AMBIGUOUS, "quote", _several(quote, found, blocks))
    return _not_found(record, quote, before, after, blocks)


def anchor_lemma(entry: Entry, blocks: Sequence[Block]) -> tuple[Span, ...] | Fault:
    """Return the place of the lemma of an entry: a span in each block that it goes over."""
    first = anchor(entry, blocks)
    if isinstance(first, Fault):
        return first
    if entry.to is None:
        return (first,)
    last = _end(entry.to, first, blocks)
    if isinstance(last, Fault):
        return last
    if first.block == last.block:
        return (Span(first.block, first.start, last.end),)
    between = range(first.block + 1, last.block)
    return (
        Span(first.block, first.start, len(blocks[first.block].text)),
        *(Span(index, 0, len(blocks[index].text)) for index in between),
        Span(last.block, 0, last.end),
    )


def quoted_ends(entry: PlacedEntry) -> list[Span]:
    """Return the places of the words that an entry quotes: of a long lemma both ends."""
    first, last, to = entry.spans[0], entry.spans[-1], entry.head.to
    if to is None:
        return [first]
    end = first.start + len(normalise(entry.head.quote))
    start = last.end - len(normalise(to.quote))
    return [Span(first.block, first.start, end), Span(last.block, start, last.end)]


def _end(to: End, first: Span, blocks: Sequence[Block]) -> Span | Fault:
    """Return the only place of the last words of a lemma behind its first words."""
    quote, before = normalise(to.quote), normalise(to.before or "")
    after, wanted = normalise(to.after or ""), to.in_ or blocks[first.block].id
    found = [
        Span(index, start, start + len(quote))
        for index, block in enumerate(blocks)
        if wanted == block.id or wanted in block.line_ids
        for start in islice(occurrences(quote, block.text), _MOST_PLACES)
        if quote
        and (index, start) >= (first.block, first.end)
        and _stands_between(block.text, start, start + len(quote), before, after)
        and _begins_in(block, to.in_, start)
    ]
    found = _uncut(found, blocks)
    if len(found) == 1:
        return found[0]
    expected = "expected words that stand there once"
    where = f"behind the quote in {wanted}"
    if found:
        message = f"‘to’ quotes “{short(quote)}”, which stands {where} {len(found)} times"
        return Fault(Rule.ENTRY_END, "to", f"{message}; {expected}: add ‘before’ or ‘after’")
    message = f"‘to’ quotes “{short(quote)}”, which does not stand {where}; {expected}"
    return Fault(Rule.ENTRY_END, "to", message)


def occurrences(quote: str, text: str) -> Iterator[int]:
    """Yield each offset of *quote* in *text*, overlapping ones too."""
    start = text.find(quote)
    while start >= 0:
        yield start
        start = text.find(quote, start + 1)


def _uncut(found: list[Span], blocks: Sequence[Block]) -> list[Span]:
    """Return the places of a quotation that cut no word, if any do not: others are refused.

    Where too many were found to look at all, they stay several.
    """
    if len(found) == 1:
        return found
    whole = [span for span in found if not cut_words(blocks[span.block].text, span)]
    return whole if whole and len(found) <= _MOST_PLACES else found


def _begins_in(block: Block, line: str | None, start: int) -> bool:
    """Return whether a place begins in a line, where one is named and not the whole block."""
    named = block.line_ids.get(line or "")
    return named is None or named.start <= start < named.end


def _stands_between(text: str, start: int, end: int, before: str, after: str) -> bool:
    # The words around may be set apart from the quote by a space or by nothing: in the stream of a
    # text every run of white space is one space.
    start -= text.endswith(" ", 0, start)
    end += text.startswith(" ", end)
    return text.endswith(before, 0, start) and text.startswith(after, end)


def _ids(blocks: Sequence[Block]) -> str:
    """Return the ids of blocks, with runs of one kind abbreviated: h1–h3, p1–p14."""
    runs: list[tuple[Block, Block]] = []
    for block in sorted(blocks, key=lambda block: "hpftsdn".index(block.kind.letter)):
        if runs and runs[-1][1].kind is block.kind:
            runs[-1] = (runs[-1][0], block)
        else:
            runs.append((block, block))
    return ", ".join(a.id if a is b else f"{a.id}–{b.id}" for a, b in runs)


# -- messages --------------------------------------------------------------------------------------


def _several(quote: str, found: Sequence[Span], blocks: Sequence[Block]) -> str:
    """Return the places of a quote, and for each the words that identify it."""
    many = f"more than {_MOST_PLACES}" if len(found) > _MOST_PLACES else f"{len(found)}"
    lines = [f"the quotation “{short(quote)}” stands in {many} places, expected one:"]
    for span in found[:_LISTED]:
        words = context(blocks[span.block].text, span)
        place = _named(span, blocks)
        lines.append(f"    {place}: …{words}… → {_single_out(span, found, blocks)}")
    if len(found) > _LISTED:
        lines.append("    and elsewhere")
    return "\n".join(lines)


def _named(span: Span, blocks: Sequence[Block]) -> str:
    """Return what ‘in’ names a place by: the line that it begins in, if lines are counted."""
    block = blocks[span.block]
    lines = block.line_ids.items()
    return next((id for id, line in lines if line.start <= span.start < line.end), block.id)


def _single_out(span: Span, found: Sequence[Span], blocks: Sequence[Block]) -> str:
    """Return the fields that identify this place alone."""
    place = _named(span, blocks)
    near = [other for other in found if other.block == span.block and other != span]
    rivals = [other for other in near if place in (_named(other, blocks), blocks[other.block].id)]
    if not rivals:
        return f"add ‘in: {place}’"
    around = words_around(blocks[span.block].text, span, rivals)
    if around is None:
        return "quote more words"
    fields = [
        f"‘{name}: >-’ “{words}”"
        for name, words in zip(("before", "after"), around, strict=True)
        if words
    ]
    return f"add ‘in: {place}’ and {' and '.join(fields)}"


def words_around(text: str, span: Span, rivals: Sequence[Span]) -> tuple[str, str] | None:
    """Return the fewest words before or after a place that distinguish it from others."""
    return next(
        (
            (before, after)
            for before, after in _surroundings(text, span)
            if not any(_stands_between(text, s.start, s.end, before, after) for s in rivals)
        ),
        None,
    )


def _surroundings(text: str, span: Span) -> Iterator[tuple[str, str]]:
    """Yield words before and after a place, few of one side first, at last those of both."""
    start, end = max(0, span.start - _NEAR), span.end + _NEAR
    left = text[start : span.start].split()[-_MOST_WORDS:]
    right = text[span.end : end].split()[:_MOST_WORDS]
    yield from ((" ".join(left[-count:]), "") for count in range(1, len(left) + 1))
    yield from (("", " ".join(right[:count])) for count in range(1, len(right) + 1))
    yield " ".join(left), " ".join(right)


def _not_found(
    record: Quoting, quote: str, before: str, after: str, blocks: Sequence[Block]
) -> Fault:
    places = (
        Span(index, start, start + len(quote))
        for index, block in enumerate(blocks)
        for start in occurrences(quote, block.text)
    )
    elsewhere = list(islice(places, SUGGESTED))
    if elsewhere:
        named = "; ".join(
            f"{_named(s, blocks)}: …{context(blocks[s.block].text, s)}…" for s in elsewhere
        )
        given = {"before": before, "after": after, "in": record.in_}
        fields = [name for name, words in given.items() if words]
        return Fault(
            Rule.ANCHOR_MISSING,
            fields[0],
            f"the quotation “{short(quote)}” does not stand as ‘{'’ and ‘'.join(fields)}’ "
            f"say{'s' if len(fields) == 1 else ''}; it stands in {named}",
        )
    if pair := _across(quote, blocks):
        return Fault(
            Rule.ANCHOR_ACROSS,
            "quote",
            f"the quotation “{short(quote)}” runs from {pair[0].id} into {pair[1].id}; "
            "quote words of one block only",
        )
    message = f"the quotation “{short(quote)}” was not found in the text"
    if found := odd_character(quote):
        message += f"; it holds the invisible character {found[1]}, which the text does not have"
    elif same := _in_other_characters(quote, blocks):
        id, characters = same
        message += (
            f"; {id} has these words with {characters}: copy them from the text as they stand, "
            "or correct the transcription"
        )
    near = suggestions(quote, blocks) if len(quote) <= _LONGEST else []
    if near:
        message += "; nearest are:" + "".join(f"\n    {id}: {words}" for id, words in near)
    return Fault(Rule.ANCHOR_MISSING, "quote", message)


def _in_other_characters(quote: str, blocks: Sequence[Block]) -> tuple[str, str] | None:
    """Return the block that holds a quote in other characters, ligatures for example, and those."""
    plain = unicodedata.normalize("NFKC", quote)
    for block in blocks:
        if plain in unicodedata.normalize("NFKC", block.text):
            odd = dict.fromkeys(
                character
                for character in block.text + quote
                if unicodedata.normalize("NFKC", character) != character
            )
            return block.id, ", ".join(f"‘{character}’" for character in list(odd)[:5])
    return None


def _across(quote: str, blocks: Sequence[Block]) -> tuple[Block, Block] | None:
    """Return the first and last of the neighboring blocks that contain *quote* only together."""
    start = " ".join(block.text for block in blocks).find(quote)
    if start < 0:
        return None
    ends = list(accumulate(len(block.text) + 1 for block in blocks))
    return blocks[bisect_right(ends, start)], blocks[bisect_right(ends, start + len(quote) - 1)]


def suggestions(quote: str, blocks: Sequence[Block]) -> list[tuple[str, str]]:
    """Return the passages most similar to *quote*: block id and words, best first.

    Compared in the form of compatibility: ligatures, and letters of another width, are the same.
    """
    # Imported here: a check that finds every quotation has no use for it.
    from rapidfuzz import fuzz, process, utils

    ranked = process.extract(
        quote,
        [block.text for block in blocks],
        scorer=fuzz.partial_ratio,
        processor=lambda text: utils.default_process(unicodedata.normalize("NFKC", text)),
        score_cutoff=_LIKENESS,
        limit=2 * SUGGESTED,
    )
    near = []
    for text, _, index in ranked:
        # The processor changes lengths, so the place is looked up in the words as they stand.
        parts = [unicodedata.normalize("NFKC", character) for character in text]
        ends = list(accumulate(map(len, parts)))
        match = fuzz.partial_ratio_alignment(unicodedata.normalize("NFKC", quote), "".join(parts))
        # Blocks of a few words are like a part of almost anything.
        if match is not None and 2 * (match.dest_end - match.dest_start) >= len(quote):
            places = (bisect_right(ends, match.dest_start), bisect_left(ends, match.dest_end) + 1)
            start, end = whole_words(text, *places)
            near.append((blocks[index].id, short(text[start:end], 120)))
    return near[:SUGGESTED]


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span widened to whole words."""
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def cut_words(text: str, span: Span) -> str:
    """Return the whole words of a span that cuts one at either end; empty if it cuts none.

    Where no spaces divide words nothing is cut.
    """
    start, end = span.start, span.end
    while 0 < start < len(text) and _is_within(text[start - 1], text[start]):
        start -= 1
    while 0 < end < len(text) and _is_within(text[end - 1], text[end]):
        end += 1
    return "" if (start, end) == (span.start, span.end) else text[start:end]


def _is_within(before: str, after: str) -> bool:
    """Return whether two characters stand within one word."""
    return not any(map(_WITHOUT_SPACES.match, (before, after))) and all(
        sign in _JOINERS or unicodedata.category(sign)[0] in "LMN" for sign in (before, after)
    )


def context(text: str, span: Span, width: int = 24) -> str:
    """Return the words of a span with some of their surroundings."""
    start, end = whole_words(text, max(0, span.start - width), min(len(text), span.end + width))
    return short(text[start:end], 90)


def short(text: str, length: int = 60) -> str:
    """Return *text*, cut in the middle if it is too long for a message."""
    if len(text) <= length:
        return text
    half = (length - 3) // 2
    return f"{text[:half].rstrip()} … {text[-half:].lstrip()}"
