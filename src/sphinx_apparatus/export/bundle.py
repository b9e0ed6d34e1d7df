"""All exports of an edition as files: ``data/`` of the site, and ``make data``.

The bytes depend on the records and the settings alone: not on the day, the folder, the machine.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_apparatus.export import (
    apparatus_table,
    claim_review,
    fact_checks,
    feed,
    tei,
    web_annotation,
)
from sphinx_apparatus.export.kept_versions import FIRST_DAY, zipped
from sphinx_apparatus.export.publication import Publication, newest
from sphinx_apparatus.model.catalogue import N_, _, translate
from sphinx_apparatus.model.vocabulary import STANDARD, declare
from sphinx_apparatus.sources import bibtex, csl
from sphinx_apparatus.text.collation import slug
from sphinx_apparatus.text.file_writing import alone, write_whole

if TYPE_CHECKING:
    from sphinx_apparatus.edition.edition import Edition

SCHEMAS = Path(__file__).parent / "schemas"
SUMS = "SHA256SUMS"
ZIP = "edition-data.zip"
CITATION = "CITATION.cff"
_RIGHTS = N_(
    "The texts belong to their authors; where their rights are not settled, "
    "only quotations and positions are given."
)


class Exported(NamedTuple):
    """An exported file with its description."""

    name: str
    content: bytes
    title: str
    format: str
    rights: str

    @property
    def sha256(self) -> str:
        """The checksum."""
        return hashlib.sha256(self.content).hexdigest()


def exports(edition: Edition, publication: Publication, root: Path) -> list[Exported]:
    """Return the files of every format.

    :param root: the project's folder, for its ``CITATION.cff``.
    :returns: the files; checksums and the zip of all files come last.
    """
    made = [
        *_essays(edition, publication),
        *_shared(edition, publication, root),
        *_schemas(edition),
    ]
    made.append(_readme(publication, made))
    made.append(
        Exported(
            SUMS,
            "".join(f"{file.sha256}  {file.name}\n" for file in made).encode(),
            _("Checksums of all files"),
            _("SHA-256, for sha256sum -c"),
            publication.license.name,
        )
    )
    day = newest(edition)
    folder = "-".join(
        part for part in (slug(publication.title, "edition"), publication.version) if part
    )
    files = ((file.name, file.content) for file in made)
    packed = zipped(files, folder, (day.year, day.month, day.day) if day else FIRST_DAY)
    made.append(Exported(ZIP, packed, _("All files of this list"), "ZIP", _("as each file")))
    return made


def _essays(edition: Edition, publication: Publication) -> Iterator[Exported]:
    for essay in edition.essays:
        shown = publication.shows_text(essay)
        text = (
            _("text: {rights}", rights=essay.head.rights.word)
            if shown
            else _("text: quotations only")
        )
        yield Exported(
            tei.file_name(essay),
            tei.essay_tei(edition, essay, publication),
            _("{label}: text, apparatus, notes and sources", label=essay.label),
            "TEI P5",
            f"{publication.license.name}; {text}",
        )
        yield Exported(
            web_annotation.file_name(essay),
            _json(web_annotation.collection(edition, essay, publication)),
            _("{label}: notes and cross-references", label=essay.label),
            "W3C Web Annotation",
            f"{publication.license.name}; {_('text: quotations only')}",
        )


def _shared(edition: Edition, publication: Publication, root: Path) -> Iterator[Exported]:
    license = publication.license.name
    whole = all(publication.shows_text(essay) for essay in edition.essays)
    yield Exported(
        tei.EDITION_FILE,
        tei.edition_tei(edition, publication),
        _("The whole edition"),
        "TEI P5",
        license if whole else f"{license}; {_('texts: quotations only')}",
    )
    if edition.scheme.verdicts:
        yield from _checks(edition, publication)
    if apparatus_table.has_entries(edition):
        entries = apparatus_table.table(edition, publication)
        title = _("All entries of the apparatus")
        rows = apparatus_table.written(entries)
        yield Exported(apparatus_table.CSV_FILE, rows, title, "CSV", license)
        yield Exported(apparatus_table.JSON_FILE, _json(entries), title, "JSON", license)
    sources = edition.sources.values()
    yield Exported(
        bibtex.FILE,
        bibtex.write_entries(sources).encode(),
        _("The bibliography"),
        "BibLaTeX",
        license,
    )
    yield Exported(
        csl.FILE,
        _json(csl.items(sources)),
        _("The bibliography"),
        "CSL-JSON",
        license,
    )
    yield Exported(
        feed.FILE,
        feed.feed(edition, publication),
        _("New notes, changed verdicts, withdrawals")
        if edition.scheme.verdicts
        else _("New notes, withdrawals"),
        "Atom",
        license,
    )
    citation = root / CITATION
    # A link may lead out of the project; its target must not be published.
    if citation.is_file() and not citation.is_symlink():
        yield Exported(
            CITATION,
            _addressed(citation.read_bytes().replace(b"\r\n", b"\n"), publication),
            _("How to cite the edition"),
            "Citation File Format",
            license,
        )


def _checks(edition: Edition, publication: Publication) -> Iterator[Exported]:
    """Yield the files of fact-checks; an edition without verdicts has none."""
    license = publication.license.name
    yield Exported(
        claim_review.FILE,
        _json(claim_review.claim_reviews(edition, publication)),
        _("All fact-checks"),
        "schema.org ClaimReview",
        license,
    )
    table = fact_checks.table(edition, publication)
    title = _("All fact-checks, a row each")
    yield Exported(fact_checks.CSV_FILE, fact_checks.written(table), title, "CSV", license)
    yield Exported(fact_checks.JSON_FILE, _json(table), title, "JSON", license)


def _addressed(citation: bytes, publication: Publication) -> bytes:
    """Return a citation file with the addresses of the settings, where it does not name them."""
    named = {line.partition(b":")[0] for line in citation.splitlines()}
    known = {"url": publication.base, "repository-code": publication.repository_url}
    more = [
        f"{name}: {json.dumps(address)}\n".encode()
        for name, address in known.items()
        if address and name.encode() not in named
    ]
    return b"".join([citation, b"" if citation.endswith(b"\n") or not more else b"\n", *more])


SCHEMA_TITLES = (
    N_("Schema of the annotations"),
    N_("Schema of the bibliography"),
    N_("Schema of the fact-checks"),
    N_("Schema of the table of fact-checks"),
)
"""What the files of schemas say of themselves, to be translated."""


def _schemas(edition: Edition) -> Iterator[Exported]:
    scheme = edition.scheme
    for path in sorted(SCHEMAS.glob("*.schema.json")):
        if not scheme.verdicts and path.name.startswith(("claim-reviews", "fact-checks")):
            continue
        content = path.read_bytes().replace(b"\r\n", b"\n")
        schema = json.loads(content)
        if scheme is not STANDARD:
            declare(schema, scheme)
            if "rating" in schema.get("$defs", {}):
                schema["$defs"]["rating"] = claim_review.rating_schema(scheme)
            for check in _with_rating(schema):
                worst, best = scheme.scale
                check["rating"] = {"type": "integer", "minimum": worst, "maximum": best}
            content = _json(schema)
        yield Exported(path.name, content, translate(schema["title"]), "JSON Schema", "MIT")


def _with_rating(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield the fields of a JSON Schema that say which number a fact-check has."""
    parts = schema.values() if isinstance(schema, dict) else schema
    if isinstance(schema, dict) and {"rating", "verdict"} <= schema.keys():
        yield schema
    for part in parts:
        if isinstance(part, dict | list):
            yield from _with_rating(part)


def _readme(publication: Publication, files: Iterable[Exported]) -> Exported:
    lines = [
        _("{title}, version {version}", title=publication.title, version=publication.version),
        publication.edition_url or _("(no address yet: names are tags, links are relative)"),
        "",
        _("Notes, apparatus and data: {license}", license=publication.license.address),
        translate(_RIGHTS),
        "",
        *(f"{file.name}: {file.title} ({file.format}; {file.rights})" for file in files),
    ]
    content = "\n".join(lines) + "\n"
    return Exported(
        "README.txt",
        content.encode(),
        _("What is in the files"),
        _("plain text"),
        publication.license.name,
    )


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def write(files: Iterable[Exported], folder: Path) -> list[Path]:
    """Write files whose content has changed, and delete exports that no longer exist.

    :returns: the files written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    wanted = set()
    with alone(folder):
        for file in files:
            path = folder / file.name
            wanted.add(path)
            if path.is_symlink() or not path.is_file() or path.read_bytes() != file.content:
                write_whole(path, file.content)
                written.append(path)
        for pattern in ("*.tei.xml", "*.annotations.jsonld", "*.schema.json"):
            for path in folder.glob(pattern):
                if path not in wanted:
                    path.unlink()
    return written
