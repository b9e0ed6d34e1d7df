"""The shapes of verdicts' symbols: in drawings, and through “make scripts” in the style of pages.

Verdicts and kinds of notes that an edition declares have rules of their own (:func:`styles_of`).

The characters that stand for them in words, in the book and without styles are
:attr:`sphinx_apparatus.model.vocabulary.Verdict.sign`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.vocabulary import SIGNS, Kind, NoteKind, Scheme, Series, Verdict

SHAPES = {
    Verdict.SUPPORTED: '<circle cx="8" cy="8" r="7.5"/>',
    Verdict.MOSTLY_SUPPORTED: (
        '<circle cx="8" cy="8" r="6.7" fill="none" stroke="currentColor" stroke-width="1.6"/>'
        '<path d="M8 8V1a7 7 0 1 1-7 7z"/>'
    ),
    Verdict.PARTLY_SUPPORTED: (
        '<circle cx="8" cy="8" r="6.7" fill="none" stroke="currentColor" stroke-width="1.6"/>'
        '<path d="M8 1a7 7 0 0 0 0 14z"/>'
    ),
    Verdict.UNSUPPORTED: (
        '<circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="2"/>'
    ),
    Verdict.CONTRADICTED: '<path d="M1.5 1.5h13v13h-13z"/>',
    Verdict.DISPUTED: '<path d="M8 0l8 8-8 8-8-8z"/>',
    Verdict.NOT_CHECKABLE: (
        '<path d="M8 2.5L14.5 14h-13z" fill="none" stroke="currentColor" stroke-width="2"/>'
    ),
}
"""The contents of an SVG of 16 by 16 units for each verdict."""


def styles_of(scheme: Scheme) -> str:
    """Return the style of what an edition declares: colors and shapes, and what switches hide."""
    rules = [*_verdicts(scheme), *_kinds(scheme.kinds)]
    return "\n".join([*rules, ""])


def _verdicts(scheme: Scheme) -> Iterator[str]:
    last = len(SHAPES) - 1
    noted = f":is(.{css.MARK}, .{css.NOTE}, .{css.MARGIN} > li)"
    for verdict in scheme.verdicts:
        like = SIGNS[verdict.sign]
        name, place = f".{css.verdict(verdict)}", list(SHAPES).index(like)
        yield (
            f"{name} {{ --verdict: var(--{css.PREFIX}{like.value}); "
            f"--{css.PREFIX}shape: calc({place} / {last} * 100%); }}"
        )
        hidden = _hidden(verdict)
        essay, strip = f"{hidden} .{css.ESSAY}", f"{hidden} .{css.STRIP}"
        yield _rule(f"{essay} {noted}{name}:not(:target), {strip} {name}")


def _kinds(kinds: Sequence[NoteKind]) -> Iterator[str]:
    for kind in kinds:
        if kind.value != kind.like.value:
            mark, note, line = css.mark(kind)[0], css.note(kind)[0], css.line(kind)
            names = f".{mark}, .{note}:not(:target), .{line}"
            yield _rule(f"{_hidden(kind)} .{css.ESSAY} :is({names})")
    for series in Series:
        heading = f".{css.ESSAY} #{series.value}-notes"
        there = [kind for kind in kinds if kind.like.series is series]
        # The rules of the engine's kinds know nothing of the others.
        for kind in there:
            yield _rule(f"{_HIDES}:not([{_HIDE}~='{kind}']) {heading}", "revert")
        if there:
            yield _rule(f"{_hidden(*there)} {heading}")
    if checks := [kind for kind in kinds if kind.like is Kind.FACT_CHECK]:
        yield _rule(f"{_hidden(*checks)} .{css.STRIP}")


_HIDE = "data-apparatus-hide"
_HIDES = f"html[{_HIDE}]"


def _hidden(*ids: str) -> str:
    """Return the selector of a page on which all of these are hidden."""
    return "html" + "".join(f'[data-apparatus-hide~="{id!s}"]' for id in ids)


def _rule(selector: str, display: str = "none") -> str:
    return f"@media screen, print {{ {selector} {{ display: {display}; }} }}"
