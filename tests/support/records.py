"""Records made by hand, for tests of the core; nothing here reads a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from sphinx_apparatus.model.essays import Block, File, Note, Span
from sphinx_apparatus.model.records import ContextHead, FactCheckHead, TextualHead
from sphinx_apparatus.model.vocabulary import BlockKind
from sphinx_apparatus.text.units import stream

_COMMON: dict[str, Any] = {"title": "A title", "quote": "words", "by": ("editors",)}
_BY_KIND: dict[str, tuple[type[Any], dict[str, Any]]] = {
    "fact-check": (
        FactCheckHead,
        {
            "claim": "A claim.",
            "verdict": "supported",
            "confidence": "high",
            "checked": dt.date(2003, 1, 1),
            "evidence-through": "2002",
        },
    ),
    "context": (ContextHead, {}),
    "textual": (TextualHead, {"change": "correction", "certainty": "certain", "adopt": True}),
}


def _blocks(*markdown: str) -> tuple[Block, ...]:
    return tuple(
        Block(f"p{number}", BlockKind.PASSAGE, number, found.text, found.line)
        for number, found in enumerate(stream("\n\n".join(markdown)), start=1)
    )


def _note(
    id: str = "one",
    quote: str = "words",
    kind: str = "context",
    span: tuple[int, int] | tuple[int, int, int] | None = None,
    **fields: Any,
) -> Note:
    head, more = _BY_KIND[kind]
    record = head.model_validate(_COMMON | more | {"kind": kind, "quote": quote} | fields)
    place = None if span is None else Span(*((0, *span) if len(span) == 2 else span))
    return Note("2001-fox", id, record, "A body.", File(f"notes/{id}.md"), place, label=id)


@pytest.fixture(scope="session")
def blocks() -> Callable[..., tuple[Block, ...]]:
    """Build the blocks of a text: one for each paragraph of MyST."""
    return _blocks


@pytest.fixture(scope="session")
def note() -> Callable[..., Note]:
    """Build a note: id, quote, kind, span (start and end, or block, start and end), fields."""
    return _note
