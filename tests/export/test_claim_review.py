from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pyld import jsonld
from tests.support.exports import with_note
from tests.support.gardens import QUOTE, SUMMARY, TRANSLATION

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.export import claim_review
from sphinx_apparatus.export.bundle import Exported
from sphinx_apparatus.export.publication import Publication
from sphinx_apparatus.model.essays import Note
from sphinx_apparatus.model.records import FactCheckHead
from sphinx_apparatus.model.vocabulary import NAME_KINDS, STANDARD, VERDICTS, Verdict


def test_follows_the_schema(exported: dict[str, Exported]) -> None:
    schema = json.loads(exported["claim-reviews.schema.json"].content)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    data = json.loads(exported[claim_review.FILE].content)
    assert [error.message for error in validator.iter_errors(data)] == []
    rating = next(r["reviewRating"] for r in data["@graph"] if "ratingValue" in r["reviewRating"])
    rating["ratingValue"] += 1
    assert not validator.is_valid(data)


def test_every_fact_check_is_there(edition: Edition, exported: dict[str, Exported]) -> None:
    data = json.loads(exported[claim_review.FILE].content)
    checks = [
        (essay, note, note.head)
        for essay in edition.essays
        for note in essay.notes
        if isinstance(note.head, FactCheckHead) and note.head.status == "active"
    ]
    assert len(data["@graph"]) == len(checks) > 0
    for review, (essay, note, head) in zip(data["@graph"], checks, strict=True):
        assert review["claimReviewed"] == head.claim
        assert review["url"].endswith(f"essays/{essay.id}.html#note-{note.id}")
        claim = review["itemReviewed"]
        assert claim["appearance"]["creditText"] == essay.head.author
        assert "author" not in claim
        assert claim["appearance"]["name"] == essay.head.title
        assert claim["datePublished"] == str(essay.head.date)
        assert review["reviewRating"]["alternateName"] == head.verdict.word
        assert review["reviewRating"].get("ratingValue") == head.verdict.rating


def test_the_answer_and_its_evidence(exported: dict[str, Exported]) -> None:
    graph = json.loads(exported[claim_review.FILE].content)["@graph"]
    assert [review["name"] for review in graph[:2]] == ["Forty gardens", "The keys"]
    review = graph[0]
    assert review["reviewRating"]["ratingExplanation"] == SUMMARY
    assert review["citation"] == [
        {
            "@type": "CreativeWork",
            "name": "The Town Gardens",
            "hasPart": [
                {
                    "@type": "Quotation",
                    "text": QUOTE,
                    "inLanguage": "de",
                    "description": "p. 4",
                    "workTranslation": {
                        "@type": "Quotation",
                        "text": TRANSLATION,
                        "inLanguage": "en",
                    },
                }
            ],
        },
        {
            "@type": "CreativeWork",
            "name": "A Survey of the Gardens",
            "url": "https://town.example/survey?a=1&b=2",
            "hasPart": [{"@type": "Quotation", "text": "=SUM(38)", "inLanguage": "en"}],
        },
        {
            "@type": "CreativeWork",
            "name": "Minutes",
            "url": "https://town.example/minutes",
            "hasPart": [
                {"@type": "Quotation", "text": "two gardens at the ditch", "inLanguage": "en"}
            ],
        },
    ]
    first, second = review["correction"]
    assert (first["datePublished"], second["datePublished"]) == ("1912-02-03", "1912-04-02")
    assert first["text"] == (
        "Verdict changed from “Supported” to “Partly supported”: The survey was found."
    )
    for review in graph:  # A claim never stands alone.
        assert review["itemReviewed"]["appearance"]["creditText"] in ("A. Gray", "B. Green")
        assert review["reviewRating"]["alternateName"]


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("A. Gray", {"@type": "Person", "name": "A. Gray"}),
        ("Garden Union", {"@type": "Organization", "name": "Garden Union"}),
        (
            "A. Gray and Garden Union",
            [
                {"@type": "Person", "name": "A. Gray"},
                {"@type": "Organization", "name": "Garden Union"},
            ],
        ),
        ("A. Gray and nobody", None),
        ("gardens", None),
    ],
)
def test_who_speaks_is_a_person_or_a_body(
    edition: Edition, publication: Publication, author: str, expected: object
) -> None:
    """No type of thing stands in for one that the names do not tell."""
    entries = [
        entry.model_copy(update={"name": name, "kind": kind})
        for entry, (name, kind) in zip(
            edition.shared.names * 2,
            [("Gray, A.", NAME_KINDS[0]), ("Garden Union (of 1900)", NAME_KINDS[1])],
            strict=False,
        )
    ]
    shared = replace(edition.shared, names=(*edition.shared.names, *entries))
    essay = next(essay for essay in edition.essays if essay.fact_checks)
    essay = replace(essay, head=essay.head.model_copy(update={"author": author}))
    changed = replace(edition, shared=shared)
    ((_, made), *_) = claim_review.essay_reviews(changed, essay, publication)
    claim = made["itemReviewed"]
    assert claim.get("author") == claim["appearance"].get("author") == expected
    assert claim["appearance"].get("creditText") == (None if expected else author)
    ((_, script), *_) = claim_review.in_page(changed, essay, publication)
    assert '"Thing"' not in script
    assert script.count('"@id":"#speaker-') >= (0 if expected is None else 1)


def test_verdicts_off_the_scale_have_no_number() -> None:
    for verdict in VERDICTS:
        made = claim_review.rating(verdict, STANDARD)
        assert made["alternateName"] == verdict.word
        if verdict in (Verdict.DISPUTED, Verdict.NOT_CHECKABLE):
            assert set(made) == {"@type", "alternateName"}
        else:
            assert (made["worstRating"], made["bestRating"]) == (1, 5)


def test_withdrawn_notes_are_no_reviews(
    edition: Edition, withdrawn: Edition, publication: Publication
) -> None:
    before = claim_review.claim_reviews(edition, publication)["@graph"]
    after = claim_review.claim_reviews(withdrawn, publication)["@graph"]
    assert len(after) == len(before) - 1


def test_no_claim_ends_the_script(
    edition: Edition, checked_note: Note, publication: Publication
) -> None:
    claim = "</script><script>alert(1)</script><!-- & “quotes”"
    changed = with_note(edition, checked_note, claim=claim)
    essay = changed.essay_by_id[checked_note.essay]
    texts = [text for _, text in claim_review.in_page(changed, essay, publication)]
    assert not any("<" in text for text in texts)
    parts = [part for text in texts for part in json.loads(text)["@graph"]]
    assert claim in [part["claimReviewed"] for part in parts if "claimReviewed" in part]


def test_pages_say_what_the_records_say(
    gardens_site: Path, edition: Edition, publication: Publication
) -> None:
    for essay in edition.essays:
        page = (gardens_site / "essays" / f"{essay.id}.html").read_text(encoding="utf-8")
        found = jsonld.load_html(page, "", None, {"extractAllScripts": True})
        assert all(part["@context"] == "https://schema.org" for part in found)
        reviews = [review for part in found for review in _whole_reviews(part["@graph"])]
        made = [made for _, made in claim_review.essay_reviews(edition, essay, publication)]
        for review in made:
            for left_out in ("@id", "name", "dateModified", "inLanguage", "license"):
                del review[left_out]
            del review["itemReviewed"]["text"]
            assert f'id="{review["url"].partition("#")[2]}"' in page
        assert reviews == made


def _whole_reviews(graph: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the reviews of one script with what they refer to in their places."""
    named = {part["@id"]: part for part in graph if "@id" in part}

    def whole(part: Any) -> Any:
        if isinstance(part, list):
            return [whole(each) for each in part]
        if not isinstance(part, dict):
            return part
        part = named[part["@id"]] if set(part) == {"@id"} else part
        return {name: whole(value) for name, value in part.items() if name != "@id"}

    return [whole(part) for part in graph if part["@type"] == "ClaimReview"]
