"""ClaimReview (schema.org): every fact-check that is not withdrawn.

Verdicts that are off the scale carry their word alone: a number would be an invention.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sphinx_apparatus.export.prose import Prose
from sphinx_apparatus.export.publication import (
    Publication,
    is_collective,
    last_changed,
    names_of,
    speakers,
)
from sphinx_apparatus.model.catalogue import _
from sphinx_apparatus.model.essays import Essay, Note
from sphinx_apparatus.model.records import Evidence, FactCheckHead
from sphinx_apparatus.model.vocabulary import Scheme, Verdict

if TYPE_CHECKING:
    from sphinx_apparatus.edition.edition import Edition

CONTEXT = "https://schema.org"
FILE = "claim-reviews.jsonld"
_TYPES = {"person": "Person", "organization": "Organization"}
_TOGETHER = 10
"""Reviews in one script of a page: with their notes well within the 32 kB that gzip looks back."""
_IN_PAGE = ("@type", "url", "claimReviewed", "reviewRating", "datePublished")
"""What search engines ask of a review, besides who made it and what it reviews.

https://developers.google.com/search/docs/appearance/structured-data/factcheck
"""


def claim_reviews(edition: Edition, publication: Publication) -> dict[str, Any]:
    """Return all reviews with their findings and sources, for the exported file."""
    prose = Prose(edition, publication)
    graph = []
    for essay in edition.essays:
        for note, made in essay_reviews(edition, essay, publication):
            graph.append(made | _finding(edition, prose, note))
    return {"@context": CONTEXT, "@graph": graph}


def essay_reviews(
    edition: Edition, essay: Essay, publication: Publication
) -> Iterator[tuple[Note, dict[str, Any]]]:
    """Yield the review that each fact-check of an essay makes, without finding and sources."""
    found = speakers(edition, essay.head.author)
    author = _one_or_all([{"@type": _TYPES[kind], "name": name} for name, kind in found])
    appearance = _without_nothing(
        {
            "@type": "CreativeWork",
            "name": essay.head.title,
            "url": essay.head.url,
            "datePublished": essay.head.date.first.iso,
            "author": author,
            # Schema.org takes persons and bodies for authors, and words for those whom to credit.
            "creditText": "" if author else essay.head.author,
            "inLanguage": essay.head.language,
        }
    )
    for note, head in essay.fact_checks:
        yield note, _review(edition, essay, note, head, publication, appearance)


def _review(
    edition: Edition,
    essay: Essay,
    note: Note,
    head: FactCheckHead,
    publication: Publication,
    appearance: dict[str, Any],
) -> dict[str, Any]:
    assert note.span is not None
    text = essay.block_of(note.span).text
    return {
        "@type": "ClaimReview",
        "@id": publication.id(note.full_id, publication.note_place(note)),
        "url": publication.note(note),
        "name": head.title,
        "claimReviewed": head.claim,
        "itemReviewed": _without_nothing(
            {
                "@type": "Claim",
                "text": text[note.span.start : note.span.end],
                "author": appearance.get("author"),
                "datePublished": essay.head.date.first.iso,
                "appearance": appearance,
            }
        ),
        "reviewRating": rating(head.verdict, edition.scheme, head.summary),
        "author": [
            {"@type": "Organization" if is_collective(name) else "Person", "name": name}
            for name in names_of(edition, head.by)
        ],
        "datePublished": str(head.created or head.checked),
        "dateModified": str(last_changed(note)),
        "inLanguage": publication.language,
        "license": publication.license.address,
    }


def rating(verdict: Verdict, scheme: Scheme, summary: str | None = None) -> dict[str, Any]:
    """Return a verdict on the published scale, or its word alone, with the note's summary."""
    made: dict[str, Any] = {"@type": "Rating", "alternateName": verdict.word}
    if summary:
        made["ratingExplanation"] = summary
    if verdict.rating is not None:
        worst, best = scheme.scale
        made |= {"ratingValue": verdict.rating, "bestRating": best, "worstRating": worst}
    return made


def rating_schema(scheme: Scheme) -> dict[str, Any]:
    """Return the JSON Schema of :func:`rating`, for the verdicts that an edition declares."""
    forms = []
    for verdict in scheme.verdicts:
        made = rating(verdict, scheme)
        fields: dict[str, Any] = {name: {"const": value} for name, value in made.items()}
        fields["ratingExplanation"] = {"type": "string", "minLength": 1}
        forms.append(
            {
                "type": "object",
                "properties": fields,
                "required": sorted(made),
                "additionalProperties": False,
            }
        )
    return {"oneOf": forms}


def _finding(edition: Edition, prose: Prose, note: Note) -> dict[str, Any]:
    head = note.head
    changes = head.history if isinstance(head, FactCheckHead) else ()
    return _without_nothing(
        {
            "reviewBody": prose.plain(note.body),
            "correction": [
                {
                    "@type": "CorrectionComment",
                    "datePublished": str(change.date),
                    "text": _(
                        "Verdict changed from “{before}” to “{after}”: {reason}",
                        before=change.from_.word,
                        after=change.to.word,
                        reason=change.reason,
                    ),
                }
                for change in changes
            ],
            "citation": [_source(edition, note, key) for key in edition.cited_by(note)],
        }
    )


def _source(edition: Edition, note: Note, key: str) -> dict[str, Any]:
    """Return a source with the words of it that the note quotes."""
    source = edition.sources[key]
    quoted = [_quotation(edition, each) for each in note.quotations if each.source == key]
    return _without_nothing(
        {
            "@type": "CreativeWork",
            "name": source.title,
            "url": source.address,
            "hasPart": quoted,
        }
    )


def _quotation(edition: Edition, evidence: Evidence) -> dict[str, Any]:
    translation = {
        "@type": "Quotation",
        "text": evidence.translation,
        "inLanguage": edition.language,
    }
    return _without_nothing(
        {
            "@type": "Quotation",
            "text": evidence.quote,
            "inLanguage": edition.language_of(evidence),
            "description": evidence.at,
            "workTranslation": translation if evidence.translation else None,
        }
    )


def _one_or_all(found: Sequence[Any]) -> Any:
    return found[0] if len(found) == 1 else found


def _without_nothing(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def in_page(edition: Edition, essay: Essay, publication: Publication) -> Iterator[tuple[Note, str]]:
    """Yield the reviews of one essay as contents of script elements, each with its last note.

    Every reader of the page pays for them. So what many reviews share stands once and is referred
    to, what search engines do not ask for is left to the file, and the scripts are so short that
    compression finds their claims and ids again in the notes, if each stands after its last note.
    """
    reviews = iter(essay_reviews(edition, essay, publication))
    while some := list(islice(reviews, _TOGETHER)):
        graph = _lean([made for _, made in some])
        text = json.dumps(
            {"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, separators=(",", ":")
        )
        # A script element ends at the first “</”, and “<!--” changes how it is read.
        yield some[-1][0], text.replace("<", "\\u003c")


def _lean(reviews: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what search engines ask for; what reviews share comes first."""
    shared: dict[str, Any] = {}
    lean = []
    for made in reviews:
        claim = made["itemReviewed"]
        speakers = {}
        if "author" in claim:
            found = claim["author"] if isinstance(claim["author"], list) else [claim["author"]]
            speakers["author"] = _one_or_all([_once(shared, each, "speaker") for each in found])
        reviewed = {
            "@type": claim["@type"],
            **speakers,
            "datePublished": claim["datePublished"],
            "appearance": _once(shared, claim["appearance"] | speakers, "work"),
        }
        by = [_once(shared, reviewer, "by") for reviewer in made["author"]]
        asked = {name: made[name] for name in _IN_PAGE}
        lean.append(asked | {"itemReviewed": reviewed, "author": by})
    return [*shared.values(), *lean]


def _once(shared: dict[str, Any], thing: dict[str, Any], role: str) -> dict[str, str]:
    """Return a reference to a thing, which is kept under one id for all scripts if it is new."""
    id = f"#{role}-{quote(thing['name'])}"
    shared.setdefault(id, {"@id": id} | thing)
    return {"@id": id}
