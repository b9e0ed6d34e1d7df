"""The header of a text in HTML: counts of notes, the strip, the switches.

Totals and strip work without scripts; the switches show only where scripts run.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from html import escape
from itertools import accumulate
from typing import TYPE_CHECKING

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.essays import Essay, Note, note_number
from sphinx_apparatus.model.records import FactCheckHead
from sphinx_apparatus.model.vocabulary import BlockKind, Kind, Verdict, View
from sphinx_apparatus.sources.citation_forms import Volume, forms
from sphinx_apparatus.text.edits import edits_of

if TYPE_CHECKING:
    from sphinx_apparatus.edition.edition import Edition

_KINDS = {
    Kind.FACT_CHECK: ("fact-check", "Fact-checks"),
    Kind.CONTEXT: ("context note", "Context"),
    Kind.TEXTUAL: ("textual note", "Textual notes"),
}
_VIEWS = {View.BASE: "Base text", View.READING: "Reading text"}
_CROSSINGS = "cross-references"


def overview(
    edition: Edition, essay: Essay, view: str, prefix: str, volume: Volume, page: str
) -> str:
    """Return the HTML that stands above a text.

    :param view: the text shown first.
    :param prefix: what stands before ids where texts share a file.
    :param volume: the edition, as it is cited.
    :param page: name of the page, by which the script finds what it fetches.
    """
    active = essay.active_notes
    if not active:
        return ""
    checks = essay.fact_checks
    verdicts = Counter(head.verdict for _, head in checks)
    kinds = Counter(note.kind for note in active)
    crossings = sum(
        len(ends) for (essay_id, _), ends in edition.crossing.items() if essay_id == essay.id
    )
    name = f"Notes to {escape(essay.label)}"
    place = f'data-for="{prefix}text" data-page="{escape(page)}"'
    parts = [
        f'<section class="{css.OVERVIEW}" aria-label="{name}" {place}>',
        f"<p>{_summary(kinds, crossings)}</p>",
        _totals(verdicts),
        _switches(essay, kinds, verdicts, crossings, view, prefix),
        _strip(essay, checks, prefix),
        _data(active),
        cite_block(essay, volume),
        "</section>\n",
    ]
    return "\n".join(part for part in parts if part)


def _summary(kinds: Counter[Kind], crossings: int) -> str:
    counts = [(kinds[kind], noun) for kind, (noun, _) in _KINDS.items()]
    counts.append((crossings, "cross-reference"))
    return " · ".join(f"{n} {noun}{'' if n == 1 else 's'}" for n, noun in counts if n)


def _sign(verdict: Verdict) -> str:
    return f'<span class="{css.SIGN}" aria-hidden="true">{verdict.sign}</span>'


def _totals(verdicts: Counter[Verdict]) -> str:
    if not verdicts:
        return ""
    items = "".join(
        f'<li class="{css.verdict(verdict)}">{_sign(verdict)}'
        f" {verdicts[verdict]} {verdict.word.lower()}</li>"
        for verdict in Verdict
        if verdicts[verdict]
    )
    return f'<ul class="{css.COUNTS}" aria-label="Verdicts">{items}</ul>'


def _switches(
    essay: Essay,
    kinds: Counter[Kind],
    verdicts: Counter[Verdict],
    crossings: int,
    view: str,
    prefix: str,
) -> str:
    name = f"{prefix}apparatus-"
    presets = "".join(
        _choice("radio", f"{name}show", value, words, value == "all")
        for value, words in (
            ("none", "Just the text"),
            ("fact-check", "Fact-checks"),
            ("all", "Everything"),
        )
    )
    layers = [(kind.value, words) for kind, (_, words) in _KINDS.items() if kinds[kind]]
    if crossings:
        layers.append((_CROSSINGS, "Cross-references"))
    boxes = "".join(_choice("checkbox", f"{name}layer", *layer, True) for layer in layers)
    parts = [
        f'<form class="{css.SWITCHES}" aria-label="What is shown of {escape(essay.label)}">',
        f"<fieldset><legend>Show</legend>{presets}</fieldset>",
    ]
    if any(edits_of(note, essay.block_of(note.span).text) for note in essay.notes if note.span):
        texts = "".join(
            _choice("radio", f"{name}text", each.value, words, each.value == view)
            for each, words in _VIEWS.items()
        )
        parts.append(f"<fieldset><legend>Text</legend>{texts}</fieldset>")
    parts.append("<details><summary>Kinds of notes, verdicts</summary>")
    parts.append(f"<fieldset><legend>Kinds</legend>{boxes}</fieldset>")
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
            for verdict in Verdict
            if verdicts[verdict]
        )
        parts.append(f"<fieldset><legend>Verdicts</legend>{chips}</fieldset>")
    parts.append(f'<button type="button" class="{css.RESET}">Show everything</button>')
    parts.append("</details></form>")
    return "".join(parts)


def _choice(type: str, name: str, value: str, words: str, checked: bool, before: str = "") -> str:
    state = " checked" if checked else ""
    return (
        f'<label><input type="{type}" name="{name}" value="{value}"{state}>'
        f"{before}<span>{escape(words)}</span></label>"
    )


def _strip(essay: Essay, checks: list[tuple[Note, FactCheckHead]], prefix: str) -> str:
    """Return a link for each fact-check, at its place along the text."""
    if not checks:
        return ""
    before = [0, *accumulate(len(block.text) for block in essay.blocks)]
    return (
        f'<nav class="{css.STRIP}" aria-label="Verdicts along the text"><ol>'
        + "".join(_places(essay, checks, before, prefix))
        + "</ol></nav>"
    )


def _places(
    essay: Essay, checks: list[tuple[Note, FactCheckHead]], before: list[int], prefix: str
) -> Iterator[str]:
    last = ""
    for note, head in checks:
        span = note.span
        assert span is not None
        block = essay.block_of(span)
        number = f"¶{block.number}" if block.kind is BlockKind.PASSAGE else block.kind.value
        first = f' data-block="{number}"' if block.id != last else ""
        last = block.id
        at = (before[span.block] + span.end) / before[-1]
        # Titles would weigh two kilobytes more; the script adds them from the notes.
        words = f"{number} {note_number(note.label)}: {head.verdict.word}"
        yield (
            f'<li style="--at:{at:.3f}"{first} class="{css.verdict(head.verdict)}">'
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
    rows = "".join(
        f"<dt>{name}</dt><dd><pre>{escape(form.replace('{url}', volume.url))}</pre></dd>"
        for name, form in made["text"].items()
    )
    return (
        f'<details class="{css.CITE}"><summary>Cite this text</summary>'
        f'<dl class="{css.FORMS}">{rows}</dl>'
        f"<p>A passage is cited by its number, as {escape(essay.label)} ¶1 "
        f"({escape(volume.url)}#p1); a note by its name, as {escape(_example(essay))}.</p>"
        "</details>"
    )


def _example(essay: Essay) -> str:
    return essay.notes[0].full_id if essay.notes else f"{essay.id}/note"
