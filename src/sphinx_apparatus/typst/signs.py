"""The page of sigla and signs: only those that the records of the printed texts use."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from sphinx_apparatus.model.catalogue import _
from sphinx_apparatus.model.essays import Essay, cited_by
from sphinx_apparatus.model.languages import language_name
from sphinx_apparatus.model.records import FactCheckHead, TextualHead
from sphinx_apparatus.model.vocabulary import KINDS, Certainty, Change, Confidence, Verdict, View
from sphinx_apparatus.text.apparatus_entry import EDITORS, abbreviations, entry, printed

if TYPE_CHECKING:
    from sphinx_apparatus.edition.edition import Edition

Row = tuple[str, str]
"""A sign and what it means."""


def signs(edition: Edition, ids: Collection[str]) -> list[tuple[str, list[Row]]]:
    """Return titled lists of signs: sigla of each text, the apparatus, the verdicts.

    :param ids: the texts that the book has.
    """
    essays = [essay for essay in edition.essays if essay.id in ids]
    lists = [
        *((_("Witnesses of {label}", label=label), rows) for label, rows in _witnesses(essays)),
        (_("The apparatus"), list(_apparatus(edition, essays))),
        (_("Verdicts"), list(_verdicts(edition, essays))),
    ]
    return [(title, rows) for title, rows in lists if rows]


def _witnesses(essays: list[Essay]) -> Iterator[tuple[str, list[Row]]]:
    """Yield the sigla of each text; those of a work once, and again where a part has others."""
    last: tuple[str | None, list[Row]] = (None, [])
    for essay in essays:
        here = (essay.head.work, list(_sigla(essay)))
        if essay.head.work is None or here != last:
            is_same_work = essay.head.work is not None and essay.head.work == last[0]
            yield essay.label if is_same_work else essay.head.work or essay.name, here[1]
        last = here


def _sigla(essay: Essay) -> Iterator[Row]:
    for witness in essay.head.witnesses:
        words = f"{witness.title} ({language_name(witness.language)}); {witness.extent}"
        if witness.siglum == essay.head.base:
            words += f"; {_('the base text')}"
        yield witness.siglum, words
        yield from ((hand.siglum, f"{witness.siglum}: {hand.title}") for hand in witness.hands)
    for group in essay.head.groups:
        yield group.siglum, f"{', '.join(group.witnesses)}: {group.title}"


def _apparatus(edition: Edition, essays: list[Essay]) -> Iterator[Row]:
    notes = [note for essay in essays for note in essay.active_notes]
    heads = [note.head for note in notes]
    textual = [head for head in heads if isinstance(head, TextualHead)]
    has_paragraphs, has_lines = cited_by(essays)
    if has_paragraphs:
        yield "¶", _("a paragraph; its number is the same on screen")
    if has_lines:
        yield (
            _("l. {numbers}", numbers=5),
            _("a line of verse; its number is the same on screen"),
        )
    ids = {essay.id for essay in essays}
    if any(each.essay in ids for one in edition.cross_references for each in one.head.between):
        yield "\u2194", _("a passage of another text that bears on this one, with its page")
    if len(heads) > len(textual):
        is_standard = edition.scheme.kinds is KINDS
        yield "1, 2", _("a fact-check or a note of context") if is_standard else _("a note")
    if textual:
        yield "a, b", _("a textual note")
    said = [*_said(essays)]
    if said:
        yield f"{_('word')}]", _("the words of the text as printed; what follows is read elsewhere")
    for sign, meaning in (
        (EDITORS, _("the editors of this edition")),
        ("om.", _("left out")),
        (_("perhaps"), _("a reading that the editors propose and do not adopt")),
    ):
        if any(f" {sign} " in f" {words} " for words in said):
            yield sign, meaning
    given: set[Certainty | None] = {
        head.certainty for head in textual if head.change is not Change.NONE
    }
    given |= {
        each.certainty
        for essay in essays
        for placed in essay.entries
        for each in placed.head.readings
        if each.adopt
    }
    if degrees := [each.word for each in Certainty if each in given]:
        yield (
            f"({degrees[0]})",
            _("how sure the editors are of a reading: {degrees}", degrees=", ".join(degrees)),
        )
    yield from abbreviations(essays).items()
    checked = {head.confidence for head in heads if isinstance(head, FactCheckHead)}
    if lower := [each.word for each in Confidence if each in checked and each != "high"]:
        yield (
            f"({lower[0]})",
            _(
                "how sure they are of a finding, where it is not high: {degrees}",
                degrees=", ".join(lower),
            ),
        )
    cited = {key for note in notes for key in edition.cited_by(note)}
    cited |= {key for essay in essays for key in edition.cited_in_apparatus(essay)}
    if any(key in cited and not source.dates for key, source in edition.sources.items()):
        yield "n.d.", _("no date: a source that does not say when it appeared")
    if any("⟨" in (head.reading or "") for head in textual):
        yield "⟨ ⟩", _("words supplied by the editors")


def _said(essays: list[Essay]) -> Iterator[str]:
    """Yield what the entries of texts say beside words of the texts: signs and sigla."""
    for essay in essays:
        entries = [printed(essay, placed, view) for placed in essay.apparatus for view in View]
        entries += [
            entry(essay, note, note.head, view)
            for note in essay.active_notes
            if isinstance(note.head, TextualHead) and note.span is not None
            for view in View
        ]
        for part in chain.from_iterable(entries):
            if part.text == "om." or not (part.is_lemma or part.is_of_text or part.language):
                yield part.text


def verdicts_of(edition: Edition, essays: list[Essay]) -> list[Row]:
    """Return the signs of the verdicts on some texts, each with its word."""
    return [(verdict.sign, verdict.word) for verdict in _given(edition, essays)]


def _given(edition: Edition, essays: list[Essay]) -> list[Verdict]:
    heads = [note.head for essay in essays for note in essay.notes]
    given = {head.verdict for head in heads if isinstance(head, FactCheckHead)}
    return [verdict for verdict in edition.scheme.verdicts if verdict in given]


def _verdicts(edition: Edition, essays: list[Essay]) -> Iterator[Row]:
    for verdict in _given(edition, essays):
        yield verdict.sign, f"{verdict.word}: {verdict.definition}"
