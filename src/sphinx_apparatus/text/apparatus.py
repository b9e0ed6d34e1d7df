"""What is reckoned of the entries of an apparatus: who agrees, who is absent, what a reading is.

A reading names its witnesses; who has the lemma follows from all entries together and is never
written, so that the two cannot contradict each other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from sphinx_apparatus.model.apparatus import Entry, Reading
from sphinx_apparatus.model.essays import Essay, PlacedEntry
from sphinx_apparatus.model.records import EssayHead, TextualHead, WitnessReading
from sphinx_apparatus.model.vocabulary import Change, EntryClass, ReadingKind
from sphinx_apparatus.text.markdown import normalise

_INVERTED = (2, 3)
"""Words that a reading has in another order, for it to be an inversion and no more."""


def with_support(essay: Essay, entries: Iterable[PlacedEntry]) -> list[PlacedEntry]:
    """Return entries in order of their places, each with those that have and that lack its lemma.

    A witness lacks it that has a reading, other than the run moved, of a larger lemma around it.
    """
    found: list[PlacedEntry] = []
    around: list[PlacedEntry] = []
    for entry in sorted(entries, key=_order):
        block, start, last, end = entry.place
        around = [other for other in around if other.place[2:] > (block, start)]
        absent = {
            siglum
            for other in around
            # Those before begin no later: they enclose the lemma if they end no earlier.
            if other.place[2:] >= (last, end) and other.place != entry.place
            for reading in other.head.readings
            if not reading.moved
            for siglum in reading.sigla
        }
        named = {siglum for reading in entry.head.readings for siglum in reading.sigla}
        agreeing = tuple(_agreeing(essay.head, named, absent))
        absent_ = in_order(essay.head, absent - named)
        found.append(replace(entry, agreeing=agreeing, absent=absent_))
        around.append(entry)
    return found


def _order(entry: PlacedEntry) -> tuple[int, int, int, int, bool]:
    """Return what entries are sorted by: longer before shorter, signs last."""
    block, start, last, end = entry.place
    is_signs = entry.head.class_ is EntryClass.PUNCTUATION
    return block, start, -last, -end, is_signs


def of_notes(essay: Essay) -> Iterator[PlacedEntry]:
    """Yield the textual notes that record variants as entries, but for those that have one."""
    for note in essay.active_notes:
        head = note.head
        if (
            not isinstance(head, TextualHead)
            or head.change is not Change.VARIANT
            or note.span is None
            or note.id in essay.noted
            or not head.witnesses
        ):
            continue
        readings = tuple(
            Reading.model_construct(
                sigla=sigla, reading=words or None, omits=not words, language=language
            )
            for (words, language), sigla in joined(head.witnesses)
        )
        made = Entry.model_construct(quote=head.quote, readings=readings, note=note.id)
        yield PlacedEntry(note.essay, -1, made, note.file, (note.span,), id=note.id)


def joined(
    witnesses: Iterable[WitnessReading],
) -> list[tuple[tuple[str, str], tuple[str, ...]]]:
    """Return the readings of a textual note, each once, with the sigla that have it.

    :returns: words and language, and the sigla.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for each in witnesses:
        found.setdefault((normalise(each.reading), each.language), []).append(each.siglum)
    return [(words, tuple(sigla)) for words, sigla in found.items()]


def _agreeing(head: EssayHead, named: Collection[str], absent: Collection[str]) -> Iterator[str]:
    """Yield the sigla of those that have the lemma.

    If hands of a witness have readings, its other hands have the lemma, else the witness itself.
    """
    for witness in head.witnesses:
        if witness.siglum != head.base and not witness.is_collated:
            continue
        hands = [hand.siglum for hand in witness.hands]
        own = [witness.siglum]
        if any(hand in named for hand in hands):
            own += hands
        yield from (siglum for siglum in own if siglum not in named and siglum not in absent)


def in_order(head: EssayHead, sigla: Collection[str]) -> tuple[str, ...]:
    """Return sigla in the order in which the witnesses are declared."""
    return tuple(siglum for siglum in head.witness_by_siglum if siglum in sigla)


def grouped(head: EssayHead, sigla: Collection[str], absent: Collection[str]) -> list[str]:
    """Return sigla in order, those of a group replaced by its own where all its members agree.

    :param absent: the witnesses that lack the place; they are no reason against a group.
    """
    ordered = in_order(head, sigla)
    left = list(ordered)
    for group in sorted(head.groups, key=lambda group: -len(group.witnesses)):
        there = [siglum for siglum in group.witnesses if siglum not in absent]
        if len(there) > 1 and all(siglum in left for siglum in there):
            left[left.index(min(there, key=left.index))] = group.siglum
            left = [siglum for siglum in left if siglum not in there]
    return left


def language_of(essay: Essay, reading: Reading) -> str:
    """Return the language of a reading: its own, or that of its first witness."""
    witnesses = essay.head.witness_by_siglum
    witness = witnesses.get(reading.sigla[0]) if reading.sigla else None
    return reading.language or (witness.language if witness else essay.head.language)


def kind_of(lemma: str, reading: Reading) -> ReadingKind:
    """Return what a reading is to the lemma."""
    if reading.omits:
        return ReadingKind.OMISSION
    if reading.moved is not None:
        return ReadingKind.MOVED
    if reading.gap is not None:
        return ReadingKind.GAP
    words = normalise(reading.reading or "")
    if words.startswith(f"{lemma} ") or words.endswith(f" {lemma}"):
        return ReadingKind.ADDITION
    one, two = lemma.split(), words.split()
    if len(one) in _INVERTED and one != two and sorted(one) == sorted(two):
        return ReadingKind.INVERSION
    return ReadingKind.SUBSTITUTION
