"""What stands around a text in HTML: counts of notes, controls, the strip of signs.

Counts, citations and strip work without scripts; the switches show only where scripts run.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.catalogue import N_, _, n_, translate
from sphinx_apparatus.model.essays import (
    Essay,
    Note,
    block_label,
    counted,
    line_label,
    note_number,
)
from sphinx_apparatus.model.records import FactCheckHead, TextualHead
from sphinx_apparatus.model.vocabulary import (
    BlockKind,
    Change,
    Kind,
    NoteKind,
    Verdict,
    View,
)
from sphinx_apparatus.sources.citation_forms import Volume, forms
from sphinx_apparatus.text.edits import adopted_edits

if TYPE_CHECKING:
    from sphinx_apparatus.edition.edition import Edition

_VIEWS = {
    View.BASE: (N_("Base"), N_("the words as the source has them")),
    View.READING: (N_("Reading"), N_("with gaps filled and errors corrected by the editors")),
}
"""The words of a switch, and what they mean."""
_CROSSINGS = "cross-references"
_UNDERLINE = "underline"
_ONE_OPEN = f'name="{css.CONTROLS}"'
"""Of the folds in the row, the browser keeps one open."""


def overview(
    edition: Edition,
    essay: Essay,
    view: str,
    prefix: str,
    volume: Volume,
    page: str,
    offers_notes: bool,
) -> str:
    """Return the row of controls above a text, and what its gaps are.

    :param view: the text shown first.
    :param prefix: what stands before ids where texts share a file.
    :param volume: the edition, as it is cited.
    :param page: name of the page, by which the script finds what it fetches.
    :param offers_notes: whether readers may propose a note in the page.
    """
    active = essay.active_notes
    name = escape(f"{_('Cite')}: {essay.label}")
    if active or essay.apparatus:
        name = escape(_("Notes to {label}", label=essay.label))
    place = f'data-for="{prefix}text" data-page="{escape(page)}"'
    # Scripts take the button away where nothing can be annotated: put in by them, it would push
    # the text down before the reader's eyes.
    annotate = _annotate() if offers_notes else ""
    parts = [
        f'<section class="{css.OVERVIEW}" aria-label="{name}" {place}>',
        f'<div class="{css.CONTROLS}">',
        _switches(edition, essay, view, prefix) if active else "",
        _readings_switch(essay, prefix),
        cite_block(essay, volume),
        annotate,
        "</div>",
        _gaps(essay, prefix) if view == View.BASE.value else "",
        _data(active),
        "</section>\n",
    ]
    return "\n".join(part for part in parts if part)


def _annotate() -> str:
    title = escape(_("Select words in the text, or choose a passage"))
    return (
        f'<span class="{css.ANNOTATE_BAR}"><button type="button" class="{css.ANNOTATE_START}" '
        f'title="{title}">{_("Annotate")}</button></span>'
    )


def counts(edition: Edition, essay: Essay) -> str:
    """Return how many notes of each kind a text has, and how many of each verdict."""
    reviews = ""
    if essay.active_notes and not essay.has_reviews:
        unread = _("No second person has yet read the notes against their sources.")
        reviews = f"<p>{unread}</p>"
    views = ""
    if _has_views(essay):
        meanings = "; ".join(
            f"{translate(words)}: {translate(meaning)}" for words, meaning in _VIEWS.values()
        )
        views = f"<p>{meanings}.</p>"
    summary = f"<p>{_summary(edition, essay)}</p>" if essay.active_notes else ""
    return f"{summary}{_totals(edition, _verdicts(essay))}{views}{reviews}"


def _has_views(essay: Essay) -> bool:
    """Return whether the editors read anything else than the base text has."""
    return bool(adopted_edits(essay))


def _verdicts(essay: Essay) -> Counter[Verdict]:
    return Counter(head.verdict for _, head in essay.fact_checks)


def _kinds(essay: Essay) -> Counter[NoteKind]:
    return Counter(note.head.kind for note in essay.active_notes)


def _crossings(edition: Edition, essay: Essay) -> int:
    there = (ends for (id, _), ends in edition.crossing.items() if id == essay.id)
    return len({reference.id for ends in there for reference, _ in ends})


def _summary(edition: Edition, essay: Essay) -> str:
    kinds = _kinds(essay)
    crossings = _crossings(edition, essay)
    found = (
        *(counted(kind, kinds[kind]) for kind in edition.scheme.kinds if kinds[kind]),
        crossings and n_("{count} cross-reference", "{count} cross-references", crossings),
    )
    return " · ".join(str(words) for words in found if words)


def _gaps(essay: Essay, prefix: str) -> str:
    """Return the line that says that the base text has gaps; empty if it has none."""
    gaps = sum(
        isinstance(note.head, TextualHead)
        and note.head.adopt
        and note.head.change is Change.SUPPLEMENT
        for note in essay.active_notes
    )
    if not gaps:
        return ""
    said = n_(
        "Words are missing in {count} place; {notes} supply them.",
        "Words are missing in {count} places; {notes} supply them.",
        gaps,
        notes=f'<a href="#{prefix}lettered-notes">{_("textual notes")}</a>',
    )
    button = f'<button type="button">{_("Show them in the text")}</button>'
    return f'<p class="{css.GAPS}">{said} {button}</p>'


def _sign(verdict: Verdict) -> str:
    return f'<span class="{css.SIGN}" aria-hidden="true">{verdict.sign}</span>'


def _totals(edition: Edition, verdicts: Counter[Verdict]) -> str:
    if not verdicts:
        return ""
    items = "".join(
        f'<li class="{css.verdict(verdict)}">{_sign(verdict)}'
        f" {verdicts[verdict]} {verdict.word.lower()}</li>"
        for verdict in edition.scheme.verdicts
        if verdicts[verdict]
    )
    return f'<ul class="{css.COUNTS}" aria-label="{_("Verdicts")}">{items}</ul>'


def _switches(edition: Edition, essay: Essay, view: str, prefix: str) -> str:
    name = f"{prefix}apparatus-"
    kinds, verdicts = _kinds(essay), _verdicts(essay)
    # One button for all of them.
    checks = [kind for kind in edition.scheme.kinds if kind.like is Kind.FACT_CHECK][:1]
    presets = "".join(
        _choice("radio", f"{name}show", value, words, value == "all")
        for value, words in (
            ("none", _("Just the text")),
            *(("fact-check", kind.several) for kind in checks if verdicts),
            ("all", _("Everything")),
        )
    )
    layers = [(kind.value, kind.several) for kind in edition.scheme.kinds if kinds[kind]]
    if _crossings(edition, essay):
        layers.append((_CROSSINGS, _("Cross-references")))
    boxes = "".join(_choice("checkbox", f"{name}layer", *layer, True) for layer in layers)
    if verdicts:
        boxes += _choice(
            "checkbox", f"{name}underline", _UNDERLINE, _("Underline checked words"), True
        )
    shown = _("What is shown of {label}", label=essay.label)
    parts = [
        f'<form class="{css.SWITCHES}" aria-label="{escape(shown)}">',
        f"<details {_ONE_OPEN}><summary>{_('Notes')}</summary>",
        f'<div class="{css.DROP}"><fieldset><legend>{_("Show")}</legend>{presets}</fieldset>',
        f"<fieldset><legend>{_('Kinds')}</legend>{boxes}</fieldset>",
    ]
    if verdicts:
        chips = "".join(
            _choice(
                "checkbox",
                f"{name}verdict",
                verdict.value,
                f"{verdict.word} {verdicts[verdict]}",
                True,
                f'<span class="{css.verdict(verdict)}">{_sign(verdict)}</span>',
            )
            for verdict in edition.scheme.verdicts
            if verdicts[verdict]
        )
        parts.append(f"<fieldset><legend>{_('Verdicts')}</legend>{chips}</fieldset>")
    parts.append(f'<button type="button" class="{css.RESET}">{_("Show everything")}</button>')
    parts.append("</div></details>")
    if _has_views(essay):
        texts = "".join(
            _choice(
                *("radio", f"{name}text", each.value, translate(words), each.value == view),
                title=translate(meaning),
            )
            for each, (words, meaning) in _VIEWS.items()
        )
        parts.append(
            f'<fieldset class="{css.TEXTS}"><legend>{_("Text")}</legend>{texts}</fieldset>'
        )
    parts.append("</form>")
    return "".join(parts)


def _readings_switch(essay: Essay, prefix: str) -> str:
    """Return the switch of the entries of the apparatus; empty for a text that has none."""
    if not essay.apparatus:
        return ""
    shown = essay.head.apparatus.print
    choices = [("wording", _("wording"))]
    if any(entry.head.class_ not in shown for entry in essay.apparatus):
        choices.append(("all", _("wording and signs")))
    choices.append(("off", _("off")))
    boxes = "".join(
        _choice("radio", f"{prefix}apparatus-readings", value, words, value == "wording")
        for value, words in choices
    )
    return (
        f'<div class="{css.SWITCHES} {css.READINGS_SWITCH}"><fieldset class="{css.TEXTS}">'
        f"<legend>{_('Apparatus')}</legend>{boxes}</fieldset></div>"
    )


def _choice(
    type: str,
    name: str,
    value: str,
    words: str,
    checked: bool,
    before: str = "",
    title: str = "",
) -> str:
    state = " checked" if checked else ""
    if title:
        state += f' title="{escape(title)}"'
    return (
        f'<label><input type="{type}" name="{name}" value="{value}"{state}>'
        f"{before}<span>{escape(words)}</span></label>"
    )


def strip(essay: Essay, prefix: str) -> str:
    """Return a link for each fact-check, in the order of the text."""
    checks = essay.fact_checks
    if not checks:
        return ""
    return (
        f'<nav class="{css.STRIP}" aria-label="{_("Verdicts along the text")}"><ol>'
        + "".join(_places(essay, checks, prefix))
        + "</ol></nav>\n"
    )


def _places(essay: Essay, checks: list[tuple[Note, FactCheckHead]], prefix: str) -> Iterator[str]:
    last = ""
    for note, head in checks:
        span = note.span
        assert span is not None
        block = essay.block_of(span)
        is_cited = block.kind is BlockKind.PASSAGE
        number = block_label(block, span) if is_cited else block.kind.value
        first = f' data-block="{number}"' if block.id != last else ""
        last = block.id
        # Titles would weigh two kilobytes more; the script adds them from the notes.
        words = f"{number} {note_number(note.label)}: {head.verdict.word}"
        yield (
            f'<li{first} class="{css.verdict(head.verdict)}">'
            f'<a href="#{prefix}mark-{note.id}">{_sign(head.verdict)}'
            f'<span class="{css.AWAY}">{escape(words)}</span></a></li>'
        )


def _data(notes: list[Note]) -> str:
    """Return the titles of textual notes, which their entries do not show; the margin does."""
    titles = {note.id: note.head.title for note in notes if note.kind is Kind.TEXTUAL}
    text = json.dumps(titles, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" class="{css.DATA}">{text}</script>'


def cite_block(essay: Essay, volume: Volume) -> str:
    """Return the HTML of “Cite this” above a text."""
    made = forms(essay, volume)
    lines = (each for block in essay.blocks for each in block.line_ids)
    place = next(lines, "p1")
    passage = f"{essay.label} ¶1"
    if place != "p1":
        block = next(each for each in essay.blocks if place in each.line_ids)
        passage = f"{essay.label} {line_label(block, block.line_ids[place].number)}"
    address = f"{volume.url}#{place}"
    how = _(
        "A passage is cited by its number, as {passage} ({address}).",
        passage=passage,
        address=address,
    )
    if essay.notes:
        how = _(
            "A passage is cited by its number, as {passage} ({address}); "
            "a note by its name, as {note}.",
            passage=passage,
            address=address,
            note=essay.notes[0].full_id,
        )
    return (
        f'<details class="{css.CITE}" {_ONE_OPEN}><summary>{_("Cite")}</summary>'
        f'<div class="{css.DROP}">'
        f"{form_list(made['text'], volume.url)}"
        f"<p>{escape(how)}</p>"
        "</div></details>"
    )


def form_list(made: dict[str, str], url: str) -> str:
    """Return the HTML of forms of a citation; a script gives each a button that copies it."""
    rows = "".join(
        f"<dt>{name}</dt><dd><pre>{escape(form.replace('{url}', url))}</pre></dd>"
        for name, form in made.items()
    )
    return f'<dl class="{css.FORMS}">{rows}</dl>'
