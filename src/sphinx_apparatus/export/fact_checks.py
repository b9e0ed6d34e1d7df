"""All fact-checks as one table: CSV for spreadsheets, JSON for programs.

Each row has who makes the claim and what was found; no column has a claim without them.
Withdrawn notes are left out.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sphinx_apparatus.export.prose import Prose
from sphinx_apparatus.export.publication import Publication, names_of
from sphinx_apparatus.model.essays import Essay, Note, passage_label
from sphinx_apparatus.model.records import Evidence, FactCheckHead

if TYPE_CHECKING:
    from sphinx_apparatus.edition.edition import Edition

JSON_FILE = "fact-checks.json"
CSV_FILE = "fact-checks.csv"
COLUMNS = (
    *("id", "number", "title", "address", "text", "author", "date", "passage", "quote", "claim"),
    *("verdict", "rating", "confidence", "summary", "finding"),
    *("evidence-source", "evidence-quote", "evidence-language"),
    *("evidence-translation", "evidence-at", "evidence-lookup", "evidence-none"),
    *("later", "history", "created", "checked", "evidence-through", "by", "reviewed-by"),
)
"""The columns of the CSV file. The page on the data says what each holds."""
NOTHING = "–"
"""The line of a quotation that lacks what the column has: a cell begins with no empty line."""
_OF_THE_QUOTATION = {"note", "source", "words"}
"""Fields of a look-up that say which quotation it is of."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What begins a formula in some spreadsheet."""


def table(edition: Edition, publication: Publication) -> dict[str, Any]:
    """Return all fact-checks with what is said of the edition as a whole."""
    prose = Prose(edition, publication)
    return {
        "edition": publication.title,
        "version": publication.version,
        "license": publication.license.address,
        "language": publication.language,
        "fact-checks": [
            _fact_check(edition, essay, note, head, publication, prose)
            for essay, note, head in edition.fact_checks()
        ],
    }


def _fact_check(
    edition: Edition,
    essay: Essay,
    note: Note,
    head: FactCheckHead,
    publication: Publication,
    prose: Prose,
) -> dict[str, Any]:
    assert note.span is not None
    block = essay.block_of(note.span)
    return known(
        {
            "id": note.full_id,
            "number": edition.note_label(note),
            "title": head.title,
            "address": publication.note(note),
            "text": essay.head.title,
            "author": essay.head.author,
            "date": str(essay.head.date),
            "passage": passage_label(essay, block, note.span),
            "quote": block.text[note.span.start : note.span.end],
            "claim": head.claim,
            "verdict": head.verdict.value,
            "rating": head.verdict.rating,
            "confidence": head.confidence.value,
            "summary": head.summary,
            "finding": prose.plain(note.body),
            "evidence": [_evidence(edition, note, each) for each in head.evidence],
            "evidence-none": head.evidence_none,
            "later": [
                known(
                    {
                        "date": str(later.date),
                        "text": prose.plain(later.text),
                        "evidence": [_evidence(edition, note, each) for each in later.evidence],
                    }
                )
                for later in head.later
            ],
            "history": [
                {
                    "date": str(change.date),
                    "from": change.from_.value,
                    "to": change.to.value,
                    "reason": change.reason,
                }
                for change in head.history
            ],
            "created": str(head.created or ""),
            "checked": str(head.checked),
            "evidence-through": str(head.evidence_through),
            "by": names_of(edition, head.by),
            "reviewed-by": names_of(edition, head.reviewed_by),
        }
    )


def _evidence(edition: Edition, note: Note, evidence: Evidence) -> dict[str, Any]:
    source = edition.sources[evidence.source]
    lookup = edition.lookup(note, evidence)
    return known(
        {
            "source": evidence.source,
            "title": source.title,
            "address": source.address,
            "quote": evidence.quote,
            "language": edition.language_of(evidence),
            "translation": evidence.translation,
            "at": evidence.at,
            "primary": evidence.primary or None,
            "lookup": lookup
            and lookup.model_dump(
                mode="json", by_alias=True, exclude_none=True, exclude=_OF_THE_QUOTATION
            ),
        }
    )


def known(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that say something."""
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


# -- the CSV file ----------------------------------------------------------------------------------


def written(table: dict[str, Any]) -> bytes:
    """Return the table as CSV."""
    return as_csv(COLUMNS, map(_cells, table["fact-checks"]))


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as CSV (RFC 4180), with a byte order mark, which spreadsheets need.

    A cell that would begin a formula begins with an apostrophe.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _cells(row: dict[str, Any]) -> list[str]:
    cells: dict[str, Any] = dict(row)
    evidence = row.get("evidence", ())
    for name in ("source", "quote", "language", "translation", "at"):
        cells[f"evidence-{name}"] = _lines([each.get(name, "") for each in evidence])
    found = [each.get("lookup") for each in evidence]
    cells["evidence-lookup"] = _lines([f"{f['outcome']} {f['date']}" if f else "" for f in found])
    cells["later"] = _lines(
        [f"{each['date']}: {' '.join(each['text'].split())}" for each in row.get("later", ())]
    )
    cells["history"] = _lines(
        [
            f"{each['date']}: {each['from']} > {each['to']}: {' '.join(each['reason'].split())}"
            for each in row.get("history", ())
        ]
    )
    for name in ("by", "reviewed-by"):
        cells[name] = "; ".join(row.get(name, ()))
    return [str(cells.get(name, "")) for name in COLUMNS]


def _lines(parts: Sequence[str]) -> str:
    """Return a line for each part: those of one quotation have the same number in all columns."""
    return "\n".join(part or NOTHING for part in parts) if any(parts) else ""
