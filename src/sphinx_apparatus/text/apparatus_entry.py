"""Text that every output prints alike: the apparatus entry of a note, and its authors."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from sphinx_apparatus.model.apparatus import Reading
from sphinx_apparatus.model.catalogue import N_, _, n_, translate
from sphinx_apparatus.model.date_words import spelled
from sphinx_apparatus.model.dates import PartialDate
from sphinx_apparatus.model.essays import Block, Essay, Note, PlacedEntry, Span, block_label
from sphinx_apparatus.model.records import EssayHead, Person, TextualHead
from sphinx_apparatus.model.vocabulary import Change, EntryClass, ReadingKind, View
from sphinx_apparatus.text.anchors import cut_words
from sphinx_apparatus.text.apparatus import grouped, joined, kind_of, language_of
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
    source: str = ""
    """Key of the source that is cited here, in place of words."""


def entry(essay: Essay, note: Note, head: TextualHead, view: View) -> list[Part]:
    """Return the entry of the apparatus of a textual note: lemma, bracket, reading, siglum.

    Where the note changes the text, base and reading text have entries of different forms,
    for the lemma is the text as shown; other entries are the same for both.

    :param view: the text shown.
    """
    if (placed := essay.entry_of(note)) is not None:
        return printed(essay, placed, view)
    assert note.span is not None
    block = essay.block_of(note.span)
    text, base = block.text, essay.head.base
    variants = joined(head.witnesses)
    if edits := edits_of(note, text, block.seams):
        own = normalise(head.reading or "")
        having = [
            siglum for (words, _language), sigla in variants if words == own for siglum in sigla
        ]
        # Who has the base's words says no more than the base.
        said = {own, text[note.span.start : note.span.end]}
        others = [variant for variant in variants if variant[0][0] not in said]
        if others:
            # What they have stands in the place of the whole quote.
            lemma, reading = text[note.span.start : note.span.end], own
        else:
            lemma, reading = _shortest(text, note, edits)
        who = f"{_sigla(essay.head, having)}, {EDITORS}" if having else EDITORS
        if view is View.BASE:
            parts = _form(lemma, reading or "om.", who)
        else:
            parts = _form(reading or "—", lemma or "om.", base, _sigla(essay.head, having))
        return parts + _variants(essay.head, others)
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
    return parts + _variants(essay.head, variants)


def _variants(
    head: EssayHead, variants: Iterable[tuple[tuple[str, str], tuple[str, ...]]]
) -> list[Part]:
    """Return the readings of the witnesses of a textual note."""
    parts: list[Part] = []
    for (words, language), sigla in variants:
        parts += [
            Part("; "),
            Part(words or "om.", language=language),
            Part(f" {_sigla(head, sigla)}"),
        ]
    return parts


# -- entries of readings ---------------------------------------------------------------------------


class _Words(NamedTuple):
    """What printed entries say of a reading."""

    omitted: str
    added: str
    added_before: str
    inverted: str
    moved: tuple[str, str]
    """What stands before and behind the words that the lemma follows."""
    gap: str


_PRINTED = {
    "en": _Words("om.", "add.", "pref.", "transp.", ("transp. after", ""), "lac."),
    "la": _Words("om.", "add.", "praem.", "transp.", ("post", "transp."), "deest"),
}
_DOUBTFUL = "ut vid."
_OUTER = re.compile(r"^(?P<before>[^\w⟨⟩]*)(?P<words>.*?)(?P<after>[^\w⟨⟩]*)$", re.DOTALL)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LONG_SIGLUM = 3
"""Characters of a siglum from which on a comma parts it from the next."""


def printed(essay: Essay, placed: PlacedEntry, view: View) -> list[Part]:
    """Return an entry of the apparatus as it is printed, but for its comment.

    :param view: the text shown: the lemma of an adopted reading is that reading where it is shown.
    """
    made = _Printed(essay, placed)
    adopted = next((each for each in placed.head.readings if each.adopt), None)
    parts = made.whole(adopted if view is View.READING else None)
    if adopted is not None and adopted.certainty is not None:
        parts.append(Part(f" ({adopted.certainty.word})"))
    return parts


def support(essay: Essay, placed: PlacedEntry) -> str:
    """Return who has the lemma, where the entry does not say it, and who lacks the passage."""
    head = essay.head
    parts = []
    if head.apparatus.form == "negative" and placed.agreeing:
        who = _sigla(head, placed.agreeing, placed.absent)
        parts.append(_("as here: {sigla}", sigla=who))
    if placed.absent:
        parts.append(_("the passage is not in {sigla}", sigla=_sigla(head, placed.absent)))
    return f"({'; '.join(parts)})" if parts else ""


_MEANINGS = {
    ReadingKind.ADDITION: (N_("Words are added behind the lemma."), "added"),
    ReadingKind.INVERSION: (N_("The words stand in another order."), "inverted"),
    ReadingKind.GAP: (N_("The witness cannot be read here."), "gap"),
}


def abbreviations(essays: Iterable[Essay]) -> dict[str, str]:
    """Return the words of printed entries that texts use, beside “om.”, and what they mean."""
    found: dict[str, str] = {}
    for essay in essays:
        said = _PRINTED[essay.head.apparatus.words]
        for placed in essay.apparatus:
            lemma = essay.words_of(placed)
            for reading in placed.head.readings:
                kind = kind_of(lemma, reading)
                words = normalise(reading.reading or "")
                if kind is ReadingKind.ADDITION and words.endswith(lemma):
                    found[said.added_before] = _("Words are added before the lemma.")
                elif kind in _MEANINGS:
                    meaning, name = _MEANINGS[kind]
                    found[getattr(said, name)] = translate(meaning)
                elif kind is ReadingKind.MOVED:
                    sign = " … ".join(filter(None, said.moved))
                    found[sign] = _("The lemma stands behind other words.")
                if reading.uncertain:
                    found[_DOUBTFUL] = _("The letters are doubtful.")
    return found


def entries_title(block: Block, count: int) -> str:
    """Return what stands above the entries to a block."""
    return n_(
        "Apparatus to {place} ({count} entry)",
        "Apparatus to {place} ({count} entries)",
        count,
        place=block_label(block),
    )


class _Printed:
    """The words of one entry."""

    def __init__(self, essay: Essay, placed: PlacedEntry) -> None:
        self.essay = essay
        self.placed = placed
        self.form = essay.head.apparatus
        self.said = _PRINTED[self.form.words]
        self.lemma = essay.words_of(placed)
        self.opening, self.closing = ": ", "] "
        if self.form.style == "colon":
            self.opening = self.closing = " : "
        self.before, self.after = self._outer_signs()

    def whole(self, adopted: Reading | None) -> list[Part]:
        """Return the whole entry.

        :param adopted: the reading that the text has as it is shown, if it is not the base's.
        """
        placed = self.placed
        others = [each for each in placed.head.readings if each is not adopted]
        if adopted is None:
            who = self.sigla(placed.agreeing) if self.form.form == "positive" else ""
            items = [self._reading(each, is_to_base=True) for each in others]
            return self._joined(self.bare(self.lemma), who, items, within=self.lemma)
        words = normalise(adopted.reading or "")
        base = self.sigla(placed.agreeing or (self.essay.head.base,))
        who = self._who(adopted) or EDITORS
        if not others and kind_of(self.lemma, adopted) is ReadingKind.ADDITION:
            _, added = self._added(words)
            left = [[Part(f"{self.said.omitted} {base}")]]
            return self._joined(added, who, left, within=words)
        first = [Part(self.bare(self.lemma), is_of_text=True), Part(f" {base}")]
        items = [first, *(self._reading(each, is_to_base=False) for each in others)]
        return self._joined(self.bare(words) or "—", who, items, within=words)

    def _joined(
        self, lemma: str, who: str, items: Sequence[list[Part]], *, within: str
    ) -> list[Part]:
        """Return an entry.

        :param within: what the text has at the place of the entry: the lemma and its outer signs.
        """
        shown = _abridged(lemma) + self._ordinal(lemma, within)
        parts = [Part(shown, is_lemma=True, is_of_text=True)]
        if who:
            parts.append(Part(f" {who}"))
        for index, item in enumerate(items):
            parts += [Part(self.opening if index else self.closing), *item]
        return parts

    def _ordinal(self, lemma: str, within: str) -> str:
        """Return which of several is meant, where a line of verse has the lemma more than once."""
        block = self.essay.block_of(self.placed.spans[0])
        _, start, last, end = self.placed.place
        lines = [line for line in block.counted if line.start < end and line.end > start]
        if not lines or last != self.placed.spans[0].block or not lemma.strip():
            return ""
        before = block.text[lines[0].start : start]
        text = before + within + block.text[end : max(end, lines[-1].end)]
        here = len(before) + within.find(lemma)
        places = [
            place.start()
            for place in re.finditer(f"(?={re.escape(lemma)})", text)
            if not cut_words(text, Span(0, place.start(), place.start() + len(lemma)))
        ]
        if len(places) < 2 or here not in places:
            return ""
        return str(places.index(here) + 1).translate(_RAISED)

    def _reading(self, reading: Reading, *, is_to_base: bool) -> list[Part]:
        """Return a reading with its witnesses.

        :param is_to_base: whether the lemma has the words that it is told against.
        """
        said, kind = self.said, kind_of(self.lemma, reading)
        words = normalise(reading.reading or "")
        parts: list[Part]
        if kind is ReadingKind.OMISSION:
            parts = [Part(said.omitted)]
        elif kind is ReadingKind.GAP:
            parts = [Part(said.gap)]
        elif kind is ReadingKind.MOVED:
            assert reading.moved is not None
            begin, end = said.moved
            there = _OUTER.sub(r"\g<words>", normalise(reading.moved.quote))
            parts = [Part(f"{begin} "), Part(_abridged(there), is_of_text=True)]
            parts += [Part(f" {end}")] if end else []
        elif kind is ReadingKind.ADDITION and is_to_base:
            name, added = self._added(words)
            parts = [Part(f"{name} "), self._of(reading, added)]
        elif kind is ReadingKind.INVERSION and is_to_base:
            parts = [Part(said.inverted)]
        else:
            parts = [self._of(reading, self.bare(words))]
        if reading.uncertain:
            parts.append(Part(f" {_DOUBTFUL}"))
        who = self._who(reading)
        if reading.adopt and EDITORS not in who:
            who = f"{who}, {EDITORS}" if who else EDITORS
        parts.append(Part(f" {who}"))
        if reading.source:
            parts.append(Part("", source=reading.source))
        if reading.gap:
            parts.append(Part(f" ({reading.gap})"))
        return parts

    def _added(self, words: str) -> tuple[str, str]:
        """Return how an addition is told, and the words added."""
        if words.startswith(f"{self.lemma} "):
            added = words[len(self.lemma) :].strip()
            return self.said.added, added.removesuffix(self.after) if self.after else added
        added = words[: -len(self.lemma)].strip()
        return self.said.added_before, added.removeprefix(self.before) if self.before else added

    def _of(self, reading: Reading, words: str) -> Part:
        """Return words of a reading in their language."""
        language = language_of(self.essay, reading)
        if language == self.essay.head.language:
            return Part(words, is_of_text=True)
        return Part(words, language=language)

    def _who(self, reading: Reading) -> str:
        """Return who has a reading."""
        names = [self.sigla(reading.sigla)] if reading.sigla else []
        return ", ".join(names + ([no_break(reading.by)] if reading.by else []))

    def sigla(self, sigla: Collection[str]) -> str:
        """Return sigla as they are printed."""
        return _sigla(self.essay.head, sigla, self.placed.absent)

    def _outer_signs(self) -> tuple[str, str]:
        """Return the signs at both ends of the lemma, if all readings have the same ones there."""
        if self.placed.head.class_ is EntryClass.PUNCTUATION:
            return "", ""
        before, after = _outer(self.lemma)
        for reading in self.placed.head.readings:
            if reading.reading:
                other_before, other_after = _outer(normalise(reading.reading))
                before = before if before == other_before else ""
                after = after if after == other_after else ""
        return before, after

    def bare(self, words: str) -> str:
        """Return words without the signs that all have in common."""
        return words.removeprefix(self.before).removesuffix(self.after)


def _outer(words: str) -> tuple[str, str]:
    found = _OUTER.match(words)
    assert found is not None
    return (found["before"], found["after"]) if found["words"] else ("", "")


def no_break(name: str) -> str:
    """Return a siglum or a name that stays in one line."""
    return name.replace(" ", "\u00a0")


def _sigla(head: EssayHead, sigla: Collection[str], absent: Collection[str] = ()) -> str:
    """Return sigla as they are printed: in order, those of a group together."""
    known = [*head.witness_by_siglum, *(group.siglum for group in head.groups)]
    is_long = any(" " in siglum or len(siglum) > _LONG_SIGLUM for siglum in known)
    return (", " if is_long else " ").join(map(no_break, grouped(head, sigla, absent)))


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


def _form(lemma: str, reading: str, siglum: str, having: str = "") -> list[Part]:
    return [
        Part(_abridged(lemma), is_lemma=True, is_of_text=True),
        Part(f" {having}] " if having else "] "),
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
