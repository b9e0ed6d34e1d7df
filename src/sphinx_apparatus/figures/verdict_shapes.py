"""The shapes of verdicts' symbols: in drawings, and through “make scripts” in the style of pages.

The characters that stand for them in words, in the book and without styles are
:attr:`sphinx_apparatus.model.vocabulary.Verdict.sign`.
"""

from __future__ import annotations

from sphinx_apparatus.model.vocabulary import Verdict

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
