"""Text that every output prints alike: the apparatus entry of a note, and its authors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sphinx_apparatus.model.catalogue import _
from sphinx_apparatus.model.date_words import spelled
from sphinx_apparatus.model.dates import PartialDate
from sphinx_apparatus.model.essays import Essay, Note
from sphinx_apparatus.model.records import Person, TextualHead
from sphinx_apparatus.model.vocabulary import Change, View
from sphinx_apparatus.text.edits import Edit, Emended, edits_of, smallest_edits
from sphinx_apparatus.text.markdown import normalise

EDITORS = "edd."
"""The siglum of the edition's own readings."""
_LEMMA_WORDS = 7
"""A lemma of more words is given by its first and last."""
_WORDS = 24
"""Words of a note's own that are repeated whole."""


class Part(NamedTuple):
    """A run of words of an apparatus entry."""

    text: str
    is_lemma: bool = False
    language: str = ""
    """Language of a witness's words; empty for all else."""
    is_of_text: bool = False
    """Whether these are words of the text, or words that are read in their place."""


def entry(essay: Essay, note: Note, head: TextualHead, view: View) -> list[Part]:
    """Return the entry of the apparatus: lemma, bracket, reading, siglum.

    Where the note changes the text, base and reading text have entries of different forms,
    for the lemma is the text as shown; other entries are the same for both.

    :param view: the text shown.
    """
    assert note.span is not None
    block = essay.block_of(note.span)
    text, base = block.text, essay.head.base
    if edits := edits_of(note, text, block.seams):
        lemma, reading = _shortest(text, note, edits)
        if view is View.BASE:
            return _form(lemma, reading or "om.", EDITORS)
        return _form(reading or "—", lemma or "om.", base)
    lemma, reading = text[note.span.start : note.span.end], ""
    if head.reading:
        proposed = smallest_edits(lemma, normalise(head.reading), note.id, note.span.start)
        lemma, reading = _shortest(text, note, proposed)
    parts = [Part(_abridged(lemma), is_lemma=True, is_of_text=True), Part(f"] {base}")]
    if reading:
        parts += [
            Part(f"; {_('perhaps')} "),
            Part(_abridged(reading), is_of_text=True),
            Part(f" {EDITORS}"),
        ]
    for witness in head.witnesses:
        parts += [
            Part("; "),
            Part(witness.reading or "om.", language=witness.language),
            Part(f" {witness.siglum}"),
        ]
    return parts


def words_of(essay: Essay, note: Note) -> str:
    """Return the words of the text that a note is about; of many the first and the last."""
    assert note.span is not None
    text = essay.block_of(note.span).text[note.span.start : note.span.end]
    words = text.split()
    if len(words) <= _WORDS:
        return text
    return f"{' '.join(words[:12])} … {' '.join(words[-8:])}"


def certainty(head: TextualHead) -> str:
    """Return the certainty at the end of an entry; empty where nothing is changed."""
    return f" ({head.certainty.word})" if head.change is not Change.NONE else ""


def _form(lemma: str, reading: str, siglum: str) -> list[Part]:
    return [
        Part(_abridged(lemma), is_lemma=True, is_of_text=True),
        Part("] "),
        Part(_abridged(reading), is_of_text=True),
        Part(f" {siglum}"),
    ]


def _shortest(text: str, note: Note, edits: Sequence[Edit]) -> tuple[str, str]:
    """Return the words changed and the words they become, as whole words.

    Where words are only added, the word before or after joins them, as apparatus entries do.
    """
    assert note.span is not None
    emended = Emended.of(text, edits)
    start, end = edits[0].start, edits[-1].end
    while start > note.span.start and not text[start - 1].isspace():
        start -= 1
    while end < note.span.end and not text[end].isspace():
        end += 1
    if not text[start:end].strip():
        start = text.rfind(" ", 0, max(start - 1, 0)) + 1 if start > note.span.start else start
    if start == end:
        following = text.find(" ", end + 1)
        end = following if 0 <= following <= note.span.end else note.span.end
    first, last = emended.to_reading(start, end, note.id)
    return text[start:end].strip(), emended.reading[first:last].strip()


def _abridged(words: str) -> str:
    """Return a long lemma by its first and last words, as printed apparatus do."""
    parts = words.split()
    if len(parts) <= _LEMMA_WORDS:
        return words
    return f"{' '.join(parts[:3])} … {' '.join(parts[-2:])}"


def meta(note: Note, people: Mapping[str, Person], says_unreviewed: bool = True) -> str:
    """Return the line below a note: when it was checked, who wrote and who reviewed it.

    :param says_unreviewed: whether it says that nobody has reviewed the note.
    """
    head = note.head
    parts = []
    if head.checked:
        parts.append(_("Checked {date}", date=spelled(PartialDate.of(head.checked))))
    if head.evidence_through:
        parts.append(_("evidence to {date}", date=spelled(head.evidence_through)))
    parts.append(_("by {names}", names=_names(head.by, people)))
    if head.reviewed_by:
        parts.append(_("reviewed by {names}", names=_names(head.reviewed_by, people)))
    elif says_unreviewed:
        parts.append(_("not yet reviewed"))
    line = " · ".join(parts)
    return line[:1].upper() + line[1:]


def _names(keys: tuple[str, ...], people: Mapping[str, Person]) -> str:
    names = [people[key].name for key in keys]
    return ", ".join(
        name[0].lower() + name[1:] if name.startswith("The ") else name for name in names
    )
