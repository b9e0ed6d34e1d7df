"""All entries of the apparatus as one table: JSON for programs, CSV with a row for each reading.

Written for editions that have entries. Who agrees with the base text is reckoned here as it is
for pages and book.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx_apparatus.export.fact_checks import as_csv, known
from sphinx_apparatus.export.prose import Prose
from sphinx_apparatus.model.essays import passage_label, place_id
from sphinx_apparatus.text.apparatus import in_order, kind_of, language_of
from sphinx_apparatus.text.markdown import normalise

if TYPE_CHECKING:
    from sphinx_apparatus.edition.edition import Edition
    from sphinx_apparatus.export.publication import Publication
    from sphinx_apparatus.model.apparatus import Reading
    from sphinx_apparatus.model.essays import Essay, PlacedEntry

JSON_FILE = "apparatus.json"
CSV_FILE = "apparatus.csv"
COLUMNS = (
    *("id", "text", "date", "passage", "address", "class", "lemma", "agreeing", "absent"),
    *("kind", "reading", "language", "witnesses", "by", "source", "moved-behind", "gap"),
    *("adopted", "certainty", "uncertain", "comment", "note"),
)


def has_entries(edition: Edition) -> bool:
    """Return whether a text of the edition has an apparatus."""
    return any(essay.apparatus for essay in edition.essays)


def table(edition: Edition, publication: Publication) -> dict[str, Any]:
    """Return all entries with what is said of the edition as a whole."""
    prose = Prose(edition, publication)
    return {
        "edition": publication.title,
        "version": publication.version,
        "license": publication.license.address,
        "entries": [
            _entry(essay, entry, publication, prose)
            for essay in edition.essays
            for entry in essay.apparatus
        ],
    }


def _entry(
    essay: Essay, entry: PlacedEntry, publication: Publication, prose: Prose
) -> dict[str, Any]:
    block = essay.block_of(entry.spans[0])
    head = entry.head
    notes = {note.id: note for note in essay.notes}
    note = notes.get(head.note or "")
    return known(
        {
            "id": f"{essay.id}/{entry.id}",
            "text": essay.label,
            "date": str(essay.head.date),
            "passage": passage_label(essay, block, entry.spans[0]),
            "address": publication.passage(essay.id, place_id(block, entry.spans[0])),
            "class": head.class_.value,
            "lemma": head.quote if head.to is None else f"{head.quote} … {head.to.quote}",
            "agreeing": list(entry.agreeing),
            "absent": list(entry.absent),
            "readings": [_reading(essay, entry, reading) for reading in head.readings],
            "comment": prose.plain(head.comment) if head.comment else "",
            "note": note.full_id if note else "",
        }
    )


def _reading(essay: Essay, entry: PlacedEntry, reading: Reading) -> dict[str, Any]:
    return known(
        {
            "kind": kind_of(essay.words_of(entry), reading).value,
            "reading": normalise(reading.reading or ""),
            "language": language_of(essay, reading) if reading.reading else "",
            "witnesses": list(in_order(essay.head, reading.sigla)),
            "by": reading.by,
            "source": reading.source,
            "moved-behind": reading.moved.quote if reading.moved else "",
            "gap": reading.gap,
            "adopted": reading.adopt or None,
            "certainty": reading.certainty.value if reading.certainty else "",
            "uncertain": reading.uncertain or None,
        }
    )


def written(table: dict[str, Any]) -> bytes:
    """Return the table as CSV."""
    rows = (entry | reading for entry in table["entries"] for reading in entry["readings"])
    return as_csv(COLUMNS, ([_in_cell(row.get(name, "")) for name in COLUMNS] for row in rows))


def _in_cell(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)
