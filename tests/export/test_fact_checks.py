"""The table of fact-checks, as a spreadsheet and as a program read it."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.support.exports import with_note
from tests.support.gardens import NOT_FOUND, QUOTE, SUMMARY, TRANSLATION

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.export import fact_checks
from sphinx_apparatus.export.bundle import Exported
from sphinx_apparatus.export.publication import Publication
from sphinx_apparatus.model.essays import Note


def rows(content: bytes) -> list[dict[str, str]]:
    """Read a file as a program for tables does."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_follows_the_schema(exported: dict[str, Exported]) -> None:
    schema = json.loads(exported["fact-checks.schema.json"].content)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    data = json.loads(exported[fact_checks.JSON_FILE].content)
    assert [error.message for error in validator.iter_errors(data)] == []
    for name in ("author", "verdict", "claim"):  # A claim has its speaker and its verdict.
        less = {key: value for key, value in data["fact-checks"][0].items() if key != name}
        assert not validator.is_valid(data | {"fact-checks": [less]})


def test_every_fact_check_has_a_row(exported: dict[str, Exported]) -> None:
    data = json.loads(exported[fact_checks.JSON_FILE].content)["fact-checks"]
    reviews = json.loads(exported["claim-reviews.jsonld"].content)["@graph"]
    table = rows(exported[fact_checks.CSV_FILE].content)
    assert [row["claim"] for row in table] == [one["claimReviewed"] for one in reviews]
    assert [row["id"] for row in table] == [one["id"] for one in data] != []
    for row in table:
        assert tuple(row) == fact_checks.COLUMNS
        assert row["author"]
        assert row["verdict"]


def test_the_answer_and_its_evidence(exported: dict[str, Exported]) -> None:
    data: list[dict[str, Any]]
    data = json.loads(exported[fact_checks.JSON_FILE].content)["fact-checks"]
    first, second = data[:2]
    assert (first["id"], second["id"]) == ("1908-garden/forty-gardens", "1908-garden/keys")
    assert first["summary"] == SUMMARY
    assert first["evidence"] == [
        {
            "source": "gray1907gardens",
            "title": "The Town Gardens",
            "quote": QUOTE,
            "language": "de",
            "translation": TRANSLATION,
            "at": "p. 4",
            "primary": True,
        },
        {
            "source": "town1909survey",
            "title": "A Survey of the Gardens",
            "address": "https://town.example/survey?a=1&b=2",
            "quote": "=SUM(38)",
            "language": "en",
        },
    ]
    assert [each["date"] for each in first["later"]] == ["1910-05", "1911"]
    assert first["later"][0]["text"] == "The town laid out two more (Town Council 1910)."
    assert [each["to"] for each in first["history"]] == ["partly-supported", "mostly-supported"]
    assert second["evidence-none"] == NOT_FOUND
    row, other, *_ = rows(exported[fact_checks.CSV_FILE].content)
    assert row["summary"] == SUMMARY
    assert row["evidence-source"].split("\n") == ["gray1907gardens", "town1909survey"]
    assert row["evidence-quote"].split("\n") == [QUOTE, "=SUM(38)"]
    assert row["evidence-translation"].split("\n") == [TRANSLATION, "–"]
    assert row["evidence-at"].split("\n") == ["p. 4", "–"]
    assert row["later"].split("\n") == [
        "1910-05: The town laid out two more (Town Council 1910).",
        "1911: One was built over (Town Council 1910).",
    ]
    assert row["history"].split("\n")[0] == (
        "1912-02-03: supported > partly-supported: The survey was found."
    )
    assert other["evidence-none"] == NOT_FOUND
    assert other["evidence-quote"] == other["later"] == other["history"] == ""


@pytest.mark.parametrize(
    "claim", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", '=HYPERLINK("//x","y")']
)
def test_no_cell_is_a_formula(
    edition: Edition, checked_note: Note, publication: Publication, claim: str
) -> None:
    changed = with_note(edition, checked_note, claim=claim)
    table = fact_checks.table(changed, publication)
    (row, *_) = rows(fact_checks.written(table))
    assert row["claim"] == f"'{claim}"
    assert table["fact-checks"][0]["claim"] == claim


def test_lines_of_one_quotation_have_one_number(
    edition: Edition, checked_note: Note, publication: Publication
) -> None:
    source = {"source": next(iter(edition.sources))}
    quotations = edition.note_by_id["1908-garden/forty-gardens"].head.evidence
    evidence = tuple(each.model_copy(update=source) for each in reversed(quotations))
    changed = with_note(edition, checked_note, evidence=evidence)
    (row, *_) = rows(fact_checks.written(fact_checks.table(changed, publication)))
    assert row["evidence-quote"] == f"'=SUM(38)\n{QUOTE}"
    assert row["evidence-translation"] == f"–\n{TRANSLATION}"
    assert row["evidence-at"] == "–\np. 4"


def test_the_first_quotation_is_no_formula(
    edition: Edition, checked_note: Note, publication: Publication
) -> None:
    evidence = edition.note_by_id["1908-garden/forty-gardens"].head.evidence[1]
    quoted = evidence.model_copy(update={"source": next(iter(edition.sources))})
    changed = with_note(edition, checked_note, evidence=(quoted,))
    (row, *_) = rows(fact_checks.written(fact_checks.table(changed, publication)))
    assert row["evidence-quote"] == "'=SUM(38)"


def test_what_was_found_on_the_web(exported: dict[str, Exported]) -> None:
    data = json.loads(exported[fact_checks.JSON_FILE].content)["fact-checks"]
    (fence,) = [each for each in data if each["id"] == "1911-gate/fence"]
    found, gone = (each["lookup"] for each in fence["evidence"])
    assert found == {
        "outcome": "found",
        "date": "1912-08-02",
        "address": "https://ditch.example/may",
        "found": "1912-08-02",
    }
    assert gone["archived"] == "1912-08-01"
    (row,) = [r for r in rows(exported[fact_checks.CSV_FILE].content) if r["id"] == fence["id"]]
    assert row["evidence-lookup"].split("\n") == ["found 1912-08-02", "page-gone 1912-08-03"]
