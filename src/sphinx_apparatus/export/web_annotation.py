"""W3C Web Annotation: one collection for each essay, as JSON-LD.

*Web Annotation Data Model* and *Vocabulary*, W3C Recommendations of 23 February 2017.
Positions count code points of the base text: the blocks' streams joined by one line feed.
Everything that a record holds and the standard has no term for stands in ``apparatus:record``,
under the name that the record's file gives it, so that an export can be read back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.export.prose import Prose
from sphinx_apparatus.export.publication import (
    GENERATOR,
    Publication,
    last_changed,
    moment,
    names_of,
    newest,
)
from sphinx_apparatus.model.catalogue import _
from sphinx_apparatus.model.essays import CrossReference, Essay, Note, Span
from sphinx_apparatus.model.records import (
    CrossReferenceHead,
    Evidence,
    FactCheckHead,
    NoteHead,
    TextualHead,
)
from sphinx_apparatus.model.vocabulary import Kind
from sphinx_apparatus.text.anchors import occurrences
from sphinx_apparatus.text.markdown import normalise

STANDARD = "http://www.w3.org/ns/anno.jsonld"
# ‘.invalid’ is nobody's domain (RFC 2606): the names below are the engine's without an address.
VOCABULARY = "tag:sphinx-apparatus.invalid,2026:vocabulary#"
PREFIX = "apparatus:"
_LISTS = ("by", "reviewed-by", "evidence", "later", "index", "history", "witnesses")
CONTEXT: list[Any] = [
    STANDARD,
    {
        "apparatus": VOCABULARY,
        # JSON-LD keeps no order unless @list says so.
        **{
            f"{PREFIX}{name}": {"@id": f"{VOCABULARY}{name}", "@container": "@list"}
            for name in _LISTS
        },
    },
]
MOTIVATIONS = {
    Kind.FACT_CHECK: "assessing",
    Kind.CONTEXT: "commenting",
    Kind.TEXTUAL: "editing",
}
PART = f"{PREFIX}part"
"""Says which part of a note a body is, where it is not the finding."""
SUMMARY, EVIDENCE, LATER = "summary", "evidence", "later"
"""These parts."""
ANCHORING = frozenset({"quote", "in", "before", "after"})
"""Fields of a record that selectors already express."""
BETWEEN_BLOCKS = "\n"
_AROUND = 32
"""Code points before and after a quotation, at least, as Hypothesis has them.

Only where the whole text may be shown: the surroundings of all quotations are most of a text.
"""


def file_name(essay: Essay) -> str:
    """Return the name of an essay's file."""
    return f"{essay.id}.annotations.jsonld"


def collection(edition: Edition, essay: Essay, publication: Publication) -> dict[str, Any]:
    """Return the notes and cross-references of an essay as an annotation collection.

    A cross-reference is in the collections of both its essays, each time the same.
    """
    writer = _Writer(edition, publication)
    items = [writer.note(essay, note) for note in essay.notes]
    items += [
        writer.crossing(reference)
        for reference in edition.cross_references
        if essay.id in {place.essay for place in reference.head.between}
    ]
    name = file_name(essay)
    id = publication.id(f"{essay.id}/annotations", f"data/{name}")
    last = newest(edition)
    return {
        "@context": CONTEXT,
        "id": id,
        "type": "AnnotationCollection",
        "label": _(
            "Notes on “{title}”, {edition}", title=essay.head.title, edition=publication.title
        ),
        **({"modified": moment(last)} if last else {}),
        "generator": {"type": "Software", "name": GENERATOR},
        "rights": publication.license.address,
        "total": len(items),
        "apparatus:edition": publication.title,
        "apparatus:version": publication.version,
        "apparatus:essay": essay.id,
        "apparatus:author": essay.head.author,
        **({"apparatus:brief": essay.head.brief} if essay.head.brief else {}),
        "apparatus:text-sha256": essay.head.sha256,
        "first": {
            "id": f"{id}#page" if publication.base else f"{id}/page",
            "type": "AnnotationPage",
            "partOf": id,
            "startIndex": 0,
            "items": items,
        },
    }


def offsets(essay: Essay) -> list[int]:
    """Return the offset of each block in the base text."""
    lengths = (len(block.text) + len(BETWEEN_BLOCKS) for block in essay.blocks)
    return list(accumulate(lengths, initial=0))[:-1]


def base_text(essay: Essay) -> str:
    """Return the text that positions count in."""
    return BETWEEN_BLOCKS.join(block.text for block in essay.blocks)


def surroundings(text: str, start: int, end: int, least: int = _AROUND) -> tuple[str, str]:
    """Return words before and after a quotation, enough to make it unique in the whole text.

    :param least: how many code points, where fewer would do.
    """
    quote = text[start:end]
    others = [place for place in occurrences(quote, text) if place != start]
    width = least
    while True:
        before, after = text[max(0, start - width) : start], text[end : end + width]
        if width > len(text) or not any(
            text[:place].endswith(before) and text[place + len(quote) :].startswith(after)
            for place in others
        ):
            return before, after
        width = max(1, width * 2)


class _Writer:
    def __init__(self, edition: Edition, publication: Publication) -> None:
        self.edition = edition
        self.publication = publication
        self.prose = Prose(edition, publication)
        self.offsets = {essay.id: offsets(essay) for essay in edition.essays}
        self.texts = {essay.id: base_text(essay) for essay in edition.essays}

    def note(self, essay: Essay, note: Note) -> dict[str, Any]:
        """Return a note as an annotation."""
        head = note.head
        assert note.span is not None
        address = self.publication.note_place(note)
        return {
            "id": self.publication.id(note.full_id, address),
            "type": "Annotation",
            "motivation": MOTIVATIONS[note.kind],
            **self._life(head, head.created, last_changed(note)),
            "target": self._place(essay, note.span),
            "body": list(self._bodies(note)),
            f"{PREFIX}id": note.full_id,
            f"{PREFIX}number": note.label,
            f"{PREFIX}record": record(head),
        }

    def _bodies(self, note: Note) -> Iterator[dict[str, Any]]:
        """Yield the answer first: summary, grade, finding, evidence, what happened since."""
        head = note.head
        if head.summary:
            purpose = "assessing" if isinstance(head, FactCheckHead) else "commenting"
            yield self._plain(head.summary, purpose, self.publication.language, SUMMARY)
        yield from _gradings(note)
        yield self._choice(note.body, "commenting")
        yield from map(self._evidence, head.evidence)
        for later in head.later:
            yield {**self._choice(later.text, "commenting"), PART: LATER}
            yield from map(self._evidence, later.evidence)

    def _evidence(self, evidence: Evidence) -> dict[str, Any]:
        language = self.edition.language_of(evidence)
        said = {f"{PREFIX}source": evidence.source}
        if address := self.edition.sources[evidence.source].address:
            said[f"{PREFIX}address"] = address
        return self._plain(evidence.quote, "commenting", language, EVIDENCE) | said

    def _plain(self, value: str, purpose: str, language: str, part: str) -> dict[str, Any]:
        return {**_words(value, purpose), "language": language, PART: part}

    def crossing(self, reference: CrossReference) -> dict[str, Any]:
        """Return a cross-reference as an annotation that links its first place to its second."""
        head = reference.head
        first, second = (
            self._place(self.edition.essay_by_id[place.essay], span)
            for place, span in zip(head.between, reference.spans, strict=True)
            if span is not None
        )
        address = self.publication.crossing_place(reference)
        return {
            "id": self.publication.id(f"cross-references/{reference.id}", address),
            "type": "Annotation",
            "motivation": "linking",
            **self._life(head, head.created, head.created),
            "target": first,
            "body": [
                {**second, "purpose": "linking"},
                _words(head.relation.value, "classifying"),
                _words(self.edition.theme_by_id[head.theme].title, "tagging"),
                self._choice(reference.body, "describing"),
            ],
            f"{PREFIX}id": f"cross-references/{reference.id}",
            f"{PREFIX}record": record(head),
        }

    def _life(
        self,
        head: NoteHead | CrossReferenceHead,
        created: dt.date | None,
        changed: dt.date | None,
    ) -> dict[str, Any]:
        return {
            "creator": [{"name": name} for name in names_of(self.edition, head.by)],
            **({"created": moment(created)} if created else {}),
            **({"modified": moment(changed)} if changed else {}),
            "rights": self.publication.license.address,
        }

    def _place(self, essay: Essay, span: Span) -> dict[str, Any]:
        block = essay.block_of(span)
        first = self.offsets[essay.id][span.block]
        start, end = first + span.start, first + span.end
        least = _AROUND if self.publication.shows_text(essay) else 0
        before, after = surroundings(self.texts[essay.id], start, end, least)
        around = {name: words for name, words in (("prefix", before), ("suffix", after)) if words}
        return {
            "type": "SpecificResource",
            "source": self.publication.text(essay.id),
            "scope": self.publication.passage(essay.id, block.id),
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": block.text[span.start : span.end],
                    **around,
                },
                {
                    "type": "TextPositionSelector",
                    "start": start,
                    "end": end,
                },
            ],
            f"{PREFIX}essay": essay.id,
            f"{PREFIX}block": block.id,
        }

    def _choice(self, body: str, purpose: str) -> dict[str, Any]:
        """Return a body in three forms, of which a program takes the first that it can show."""
        forms = {
            "text/html": self.prose.html(body),
            "text/plain": self.prose.plain(body),
            "text/markdown": body,
        }
        language = self.publication.language
        return {
            "type": "Choice",
            "items": [
                {
                    "type": "TextualBody",
                    "purpose": purpose,
                    "format": format,
                    "language": language,
                    "value": value,
                }
                for format, value in forms.items()
            ],
        }


def _gradings(note: Note) -> Iterator[dict[str, Any]]:
    head = note.head
    if isinstance(head, FactCheckHead):
        yield _words(head.verdict.value, "classifying")
    elif isinstance(head, TextualHead) and head.reading is not None:
        yield _words(normalise(head.reading), "editing")


def _words(value: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}


def record(head: NoteHead | CrossReferenceHead) -> dict[str, Any]:
    """Return the fields of a record that no selector expresses, under prefixed names."""
    fields = head.model_dump(mode="json", by_alias=True, exclude_none=True)
    fields.pop("between", None)
    return _prefixed({k: v for k, v in fields.items() if k not in ANCHORING and v != []})


def _prefixed(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{PREFIX}{name}": _value(value) for name, value in fields.items()}


def _value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _prefixed(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_value(part) for part in value]
    return value
