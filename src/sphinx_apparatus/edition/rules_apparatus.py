"""Rules over the apparatus of a text: its sigla, its entries, and all of them together."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_apparatus.edition.rules_common import (
    References,
    TargetIndex,
    check_source,
    check_text,
    check_words,
    did_you_mean,
)
from sphinx_apparatus.edition.rules_style import own_voice
from sphinx_apparatus.model.apparatus import Reading
from sphinx_apparatus.model.essays import Essay, File, PlacedEntry, Span
from sphinx_apparatus.model.problems import Problem
from sphinx_apparatus.model.records import TextualHead
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.model.vocabulary import EntryClass
from sphinx_apparatus.text.anchors import short
from sphinx_apparatus.text.collation import without_case, word_keys
from sphinx_apparatus.text.markdown import normalise, parsed
from sphinx_apparatus.text.witnesses import Stated, Unproved, divided, unproved

WORDS_OF_PRINT = frozenset(
    {
        *("add.", "deest", "edd.", "lac.", "om.", "post", "praem.", "pref.", "transp."),
        *("after", "ut", "vid.", "ut vid."),
    }
)
"""Words of printed entries, which no siglum may be."""

_Where = tuple[str | int, ...]
"""The place of a field."""


def problem_in(rule: Rule, entry: PlacedEntry, message: str, *where: str | int) -> Problem:
    """Return a problem at the line of a field of an entry."""
    return Problem(rule, entry.file.path, entry.line(*where), message)


def check_sigla(essay: Essay) -> Iterator[Problem]:
    """Check that each siglum stands for one witness, hand or group."""
    head, file = essay.head, essay.file
    given: list[tuple[str, _Where]] = []
    for index, witness in enumerate(head.witnesses):
        given.append((witness.siglum, ("witnesses", index, "siglum")))
        for at, hand in enumerate(witness.hands):
            given.append((hand.siglum, ("witnesses", index, "hands", at, "siglum")))
    for index, group in enumerate(head.groups):
        given.append((group.siglum, ("groups", index, "siglum")))
    first: dict[str, tuple[str, _Where]] = {}
    for siglum, where in given:
        other, kind = first.setdefault(without_case(siglum), (siglum, where))
        message, rule = "", Rule.DUPLICATE_ID
        if siglum in WORDS_OF_PRINT:
            rule = Rule.FIELD_VALUE
            message = f"‘{siglum}’ is a word of printed entries; choose another siglum"
        elif other != siglum:
            message = f"the sigla {other} and {siglum} differ only in case; choose another"
        elif kind != where:
            message = f"the siglum {siglum} is given twice, first to a {_holder(kind)}"
        if message:
            yield Problem(rule, file.path, file.line(*where), message)
    for index, group in enumerate(head.groups):
        for at, siglum in enumerate(group.witnesses):
            if siglum not in head.witness_by_siglum:
                line = file.line("groups", index, "witnesses", at)
                message = not_declared(essay, siglum)
                yield Problem(Rule.SIGLUM_UNKNOWN, file.path, line, message)


def _holder(where: _Where) -> str:
    """Return what has the siglum at a place."""
    return {"witnesses": "witness", "groups": "group", "hands": "hand"}[str(where[-3])]


def not_declared(essay: Essay, siglum: str) -> str:
    """Return the message on a siglum that no witness or hand has."""
    known = sorted(essay.head.witness_by_siglum)
    return f"the siglum {siglum} is not declared; the witnesses are {', '.join(known)}"


def _declared(lists: References, essay: Essay, entry: PlacedEntry) -> Iterator[Problem]:
    """Check that sigla and sources are declared, and that none has two readings."""
    first: set[str] = set()
    for index, reading in enumerate(entry.head.readings):
        for at, siglum in enumerate(reading.sigla):
            where = ("readings", index, "sigla", at)
            if siglum not in essay.head.witness_by_siglum:
                message = not_declared(essay, siglum)
                message += did_you_mean(siglum, essay.head.witness_by_siglum)
                yield problem_in(Rule.SIGLUM_UNKNOWN, entry, message, *where)
            elif siglum == essay.head.base:
                message = f"the siglum {siglum} is that of the base text, which has the lemma"
                yield problem_in(Rule.READING_EQUAL, entry, message, *where)
            elif siglum in first and siglum not in reading.sigla[:at]:
                message = f"the siglum {siglum} has two readings; keep one"
                yield problem_in(Rule.DUPLICATE_ID, entry, message, *where)
            first.add(siglum)
        if reading.source is not None:
            place = (entry.index, "readings", index, "source")
            yield from check_source(lists, reading.source, entry.file, *place)


def _forms(essay: Essay, entry: PlacedEntry) -> Iterator[Problem]:
    """Check that each reading has one form, and somebody who has it."""
    for index, reading in enumerate(entry.head.readings):
        forms = [
            name
            for name, value in (
                ("reading", reading.reading is not None),
                ("omits", reading.omits),
                ("moved", reading.moved),
                ("gap", reading.gap),
            )
            if value
        ]
        message, field = "", "sigla"
        if not forms:
            message = "the reading has no words; write one of ‘reading’, ‘omits’, ‘moved’, ‘gap’"
        elif len(forms) > 1:
            field, named = forms[1], "’ and ‘".join(forms)
            message = f"the reading has ‘{named}’; keep one of them"
        elif reading.reading == "":
            field, message = "reading", "the reading is empty; write ‘omits: true’ in its place"
        elif not reading.sigla and reading.by is None:
            field = forms[0]
            message = "nobody has the reading; name witnesses by ‘sigla’, or who conjectured it"
        elif reading.adopt and (reading.moved or reading.gap):
            field, message = "adopt", f"‘{forms[0]}’ is no reading of words that can be adopted"
        elif reading.adopt and len(entry.spans) > 1:
            field = "adopt"
            message = "the lemma goes over the end of a paragraph; adopt words of one only"
        if message:
            yield problem_in(Rule.READING_FORM, entry, message, "readings", index, field)
    adopted = [i for i, reading in enumerate(entry.head.readings) if reading.adopt]
    for index in adopted[1:]:
        message = f"reading {adopted[0] + 1} of the entry is adopted as well; adopt one"
        yield problem_in(Rule.ADOPTED_TWICE, entry, message, "readings", index, "adopt")


def _equal(essay: Essay, entry: PlacedEntry) -> Iterator[Problem]:
    """Check that readings differ from the lemma and from one another.

    What a class other than the first says on purpose is not set aside by the collation.
    """

    def key(words: str) -> object:
        if entry.head.class_ is not EntryClass.SUBSTANTIVE:
            return words
        return word_keys(words, essay.head.collation)

    def form(reading: Reading) -> object:
        if reading.reading:
            return key(normalise(reading.reading))
        return "omits" if reading.omits else reading.moved or reading.gap

    lemma = key(essay.words_of(entry))
    first: dict[object, int] = {}
    for index, reading in enumerate(entry.head.readings):
        field = "omits" if reading.omits else "reading"
        its = form(reading)
        if its is None:
            continue
        other = first.setdefault(its, index)
        # What somebody conjectured and a witness has is told once, with both.
        if other != index:
            message = f"the reading is equal to reading {other + 1}; join their sigla"
            yield problem_in(Rule.READING_EQUAL, entry, message, "readings", index, field)
        elif its == lemma:
            message = "the reading is equal to the lemma, as this text is collated; leave it out"
            yield problem_in(Rule.READING_EQUAL, entry, message, "readings", index, field)


def _note(places: TargetIndex, essay: Essay, entry: PlacedEntry) -> Iterator[Problem]:
    """Check the note that an entry is printed with."""
    if entry.head.note is None:
        return
    notes = {note.id: note for note in essay.notes}
    note = notes.get(entry.head.note)
    message = ""
    if note is None and f"{essay.id}/{entry.head.note}" in places.unread:
        # It is there, and has a fault of its own.
        return
    if note is None:
        command = (
            f"; create it: sphinx-apparatus new note --essay {essay.id} --kind textual "
            f"--id {entry.head.note}"
        )
        remedy = did_you_mean(entry.head.note, notes) or command
        message = f"there is no note ‘{entry.head.note}’{remedy}"
    elif not isinstance(note.head, TextualHead):
        message = f"‘{note.id}’ is no textual note; entries are printed with textual notes only"
    elif note.head.reading is not None or note.head.witnesses:
        message = f"the note ‘{note.id}’ has readings of its own; let the entry have them"
    if message:
        yield problem_in(Rule.ENTRY_NOTE, entry, message, "note")


def _twice(essay: Essay) -> Iterator[Problem]:
    """Check that words have one entry, and no textual note beside it that it does not name."""
    first: dict[tuple[Span, ...], PlacedEntry] = {}
    ids: dict[str, str] = {note.id: f"the note {note.file.path}" for note in essay.notes}
    notes = {
        note.span: note
        for note in essay.notes
        if isinstance(note.head, TextualHead) and note.is_active and note.span is not None
    }
    for entry in essay.entries:
        other = first.setdefault(entry.spans, entry)
        if other is not entry:
            message = f"an entry on the same words is in {_line_of(other)}; join them"
            yield problem_in(Rule.ENTRY_TWICE, entry, message, "quote")
        elif entry.id in ids:
            message = f"the id ‘{entry.id}’ is also that of {ids[entry.id]}"
            yield problem_in(Rule.DUPLICATE_ID, entry, message, "id")
        ids.setdefault(entry.id, _line_of(entry))
        note = notes.get(entry.spans[0]) if len(entry.spans) == 1 else None
        if note is not None and entry.head.note != note.id:
            message = (
                f"‘{note.id}’ is a textual note on the same words; write ‘note: {note.id}’ and "
                "let the entry have its readings"
            )
            yield problem_in(Rule.ENTRY_TWICE, entry, message, "quote")


def _line_of(entry: PlacedEntry) -> str:
    return f"{entry.file.path}:{entry.line()}"


def _crossing(essay: Essay) -> Iterator[Problem]:
    """Check that no witness has readings of two lemmas of which neither encloses the other."""
    open_: dict[str, list[PlacedEntry]] = {}
    for entry in essay.entries:
        block, start, last, end = entry.place
        for index, reading in enumerate(entry.head.readings):
            for at, siglum in enumerate(reading.sigla):
                around = open_.setdefault(siglum, [])
                while around and around[-1].place[2:] <= (block, start):
                    around.pop()
                if around and around[-1].place[2:] < (last, end):
                    other = around[-1]
                    message = (
                        f"{siglum} has a reading of “{short(essay.words_of(entry))}” and of "
                        f"“{short(essay.words_of(other))}” ({_line_of(other)}), and neither "
                        "encloses the other: what it reads cannot be told"
                    )
                    where = ("readings", index, "sigla", at)
                    yield problem_in(Rule.READINGS_CROSS, entry, message, *where)
                    continue
                around.append(entry)


def _proves(essay: Essay) -> Iterator[Problem]:
    """Check that base text and readings together are what the files of witnesses have."""
    for index, witness in enumerate(essay.head.witnesses):
        if witness.siglum not in essay.transcripts:
            continue
        said = list(_stated(essay, witness.siglum))
        # Longer lemmas before those that lie within them.
        said.sort(key=lambda each: (each[0].place[:2], *(-end for end in each[0].place[2:])))
        is_complete = essay.head.apparatus.complete
        if not said and not is_complete:
            continue
        _, words, _ = divided(essay.transcripts[witness.siglum], witness.blocks)
        numbered = [each._replace(owner=at) for at, (each, _, _, _) in enumerate(said)]
        rules = essay.head.collation_of(witness)
        for place in unproved(essay.blocks, words, numbered, rules):
            if place.owner is not None:
                _, file, where, moved = said[place.owner]
                message = f"{witness.siglum} is said to have "
                its = f"its file {witness.file} has {_named(place.found)}"
                if moved:
                    message += f"{moved}; {its}"
                    message += " there" if place.said else " where nothing is expected"
                else:
                    message += f"{_named(place.said)} here, {its}"
                yield Problem(Rule.UNPROVED, file.path, file.line(*where), message)
            elif is_complete:
                message = _missing(essay, witness.siglum, place)
                line = essay.file.line("witnesses", index, "file")
                yield Problem(Rule.UNPROVED, essay.file.path, line, message)


def _stated(essay: Essay, siglum: str) -> Iterator[tuple[Stated, File, _Where, str]]:
    """Yield what entries and notes say that a witness has, with their places, and what it moved."""
    for entry in essay.entries:
        for at, reading in enumerate(entry.head.readings):
            if siglum not in reading.sigla:
                continue
            field = "reading" if reading.reading else "omits" if reading.omits else "sigla"
            where: _Where = (entry.index, "readings", at, field)
            words: str | None = normalise(reading.reading or "")
            behind, moved = None, ""
            if reading.moved is not None:
                if (to := entry.moved[at]) is None:
                    continue
                words, behind = None, (to.block, to.end)
                lemma, before = essay.words_of(entry), normalise(reading.moved.quote)
                moved = f"moved {_named(lemma)} behind {_named(before)}"
            is_unread = reading.gap is not None
            yield Stated(0, entry.place, words, behind, is_unread), entry.file, where, moved
    for note in essay.active_notes:
        if isinstance(note.head, TextualHead) and (span := note.span):
            for at, each in enumerate(note.head.witnesses):
                if each.siglum == siglum:
                    place = (span.block, span.start, span.block, span.end)
                    where = ("witnesses", at, "reading")
                    yield Stated(0, place, normalise(each.reading)), note.file, where, ""


def _named(words: str) -> str:
    """Return words between quotation marks, where they have none of their own at an end."""
    if not words:
        return "nothing"
    said = short(words)
    before, after = "" if said.startswith("“") else "“", "" if said.endswith("”") else "”"
    return f"{before}{said}{after}"


def _missing(essay: Essay, siglum: str, place: Unproved) -> str:
    """Return the message on a difference that no entry has, with the entry to add."""
    block = essay.blocks[place.block]
    quote = block.text[place.start : place.end]
    words = place.found
    if not quote:
        # What is added stands with the word before it.
        before = block.text[: place.start].rsplit(None, 1)
        quote = before[-1] if before else block.text.split(None, 1)[0]
        words = f"{quote} {words}" if before else f"{words} {quote}"
    reading = f"reading: >-\n            {words}" if words else "omits: true"
    return (
        f"{siglum} has {_named(place.found)} for {_named(place.said)}, and no entry says so; "
        f"add it to apparatus.yml:\n    - in: {block.id}\n      quote: >-\n        {quote}\n"
        f"      readings:\n        - sigla: [{siglum}]\n          {reading}"
    )


def _comment(lists: References, places: TargetIndex, entry: PlacedEntry) -> Iterator[Problem]:
    """Check that a comment is words within a line, and what it cites and says."""
    comment = entry.head.comment
    if comment is None:
        return
    yield from check_text(lists, places, comment, entry.file, entry.index, "comment")
    yield from own_voice(entry.file, entry.line("comment"), comment, lists.vocabulary)
    if [token.type for token in parsed(comment)] != ["paragraph_open", "inline", "paragraph_close"]:
        message = "the comment is a list, a quotation or the like; write plain sentences"
        yield problem_in(Rule.BODY_MARKUP, entry, message, "comment")


def check_apparatus(lists: References, places: TargetIndex, essay: Essay) -> Iterator[Problem]:
    """Yield the problems of the apparatus of a text."""
    yield from check_sigla(essay)
    for entry in essay.entries:
        yield from _declared(lists, essay, entry)
        yield from _forms(essay, entry)
        yield from _equal(essay, entry)
        yield from _note(places, essay, entry)
        file = File(entry.file.path, {(): entry.line("quote")})
        for span in entry.spans:
            yield from check_words(essay, span, file)
        yield from _comment(lists, places, entry)
    yield from _twice(essay)
    yield from _crossing(essay)
    # What is missing for a fault of its own would be missed by every witness that has it.
    if not any(id.startswith(f"{essay.id}/") for id in places.unread):
        yield from _proves(essay)
