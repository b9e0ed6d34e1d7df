"""Search in texts and notes with facets, from one script file: it works from a folder.

The theme's own search stays; this stands above its results on the same page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sphinx_apparatus.model import FactCheckHead, Note, TextualHead, passage_label

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_apparatus.domain import ApparatusDomain

FILE = "_static/apparatus-search-data.js"
_SITES = frozenset({"html", "dirhtml"})
_CITATION = re.compile(r"\s*\{cite:[a-z]+\}`[^`]*`")
_ROLE = re.compile(r"\{[^}]*\}`([^`<]*)(?:<[^>]*>)?`")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)|\[([^\]]*)\]\{[^}]*\}")
_EMPHASIS = re.compile(r"(?<!\w)[*_]{1,2}|[*_]{1,2}(?!\w)")


def plain(body: str) -> str:
    """Give the words of a note's body, without citations and markup.

    >>> plain("A *big* ship {cite:p}`smith1901`, see [here](https://example.org).")
    'A big ship, see here.'
    """
    text = _ROLE.sub(r"\1", _CITATION.sub("", body))
    text = _LINK.sub(lambda match: match[1] or match[2] or "", text)
    return " ".join(_EMPHASIS.sub("", text).split())


def entries(domain: ApparatusDomain, app: Sphinx) -> Iterator[list[str]]:
    """Give what can be found: kind, verdict, essay, label, address, title, words."""

    def address(kind: str, id: str) -> str:
        target = domain.targets.get(f"{kind}:{id}")
        if target is None:
            return ""
        return f"{app.builder.get_target_uri(target.docname)}#{target.anchor}"

    for essay in domain.edition.essays:
        for block in essay.blocks:
            label = passage_label(essay, block)
            place = address("passage", f"{essay.id}/{block.id}")
            yield ["text", "", essay.label, label, place, essay.head.title, block.text]
        for note in essay.notes:
            verdict = note.head.verdict.value if isinstance(note.head, FactCheckHead) else ""
            label = f"{essay.label} n. {note.label}"
            place = address("note", note.full_id)
            yield [
                note.kind.value,
                verdict,
                essay.label,
                label,
                place,
                note.head.title,
                _said(note),
            ]


def _said(note: Note) -> str:
    """Give the words of a note; a claim only with who makes it."""
    parts = []
    if isinstance(note.head, FactCheckHead):
        parts.append(f"The essay says: {note.head.claim}")
    if isinstance(note.head, TextualHead):
        parts.append(note.head.quote)
    return " ".join([*parts, plain(note.body)])


def write_index(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write what the search page reads; no page of its own."""
    if app.builder.name in _SITES:
        domain = cast("ApparatusDomain", app.env.domains["apparatus"])
        found = [entry for entry in entries(domain, app) if entry[4]]
        data = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
        path = Path(app.outdir, FILE)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"window.apparatusEntries={data};\n", encoding="utf-8")
    yield from ()
