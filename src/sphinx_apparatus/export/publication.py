"""What exports say of the edition as a whole: title, version, addresses, rights."""

from __future__ import annotations

import ast
import datetime as dt
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_apparatus.model.essays import CrossReference, Essay, Note
from sphinx_apparatus.model.records import FactCheckHead
from sphinx_apparatus.text.collation import slug
from sphinx_apparatus.text.excerpts import QUOTATIONS

if TYPE_CHECKING:
    from sphinx_apparatus.edition.edition import Edition

LICENSE = "https://creativecommons.org/licenses/by/4.0/"
"""License of notes, comments and data; texts have rights of their own."""
GENERATOR = "sphinx-apparatus"
DATA = "data"
"""Folder of the site that holds the exports."""
_SCHEME_YEAR = 2026
SETTINGS = (
    *("project", "author", "version", "release", "language"),
    *("edition_url", "repository_url", "apparatus_text"),
)
"""Settings of Sphinx that exports read."""


@dataclass(frozen=True)
class Publication:
    """Title, version and addresses of an edition.

    Pages stand where the site's source has them: ``essays/<essay-id>`` and ``themes/<theme-id>``.
    """

    title: str
    version: str = ""
    editors: str = ""
    language: str = "en"
    edition_url: str = ""
    """Address of the site's first page, or empty: then links are relative and ids are tags."""
    repository_url: str = ""
    whole_texts: bool = False
    """Export the words of every text, whatever its rights: for tests and for private use."""
    quotes_only: bool = False
    """Export no more of any text than the edition quotes: the setting ``apparatus_text``."""

    @property
    def base(self) -> str:
        """The address of the site with a slash at its end, or nothing."""
        return self.edition_url.rstrip("/") + "/" if self.edition_url else ""

    def page(self, name: str) -> str:
        """Return the address of a page, seen from a folder of the site: data, essays, themes."""
        return f"{self.base or '../'}{name}"

    def file(self, name: str) -> str:
        """Return the address of an exported file, seen from another."""
        return f"{self.base}{DATA}/{name}" if self.base else name

    def id(self, name: str, address: str = "") -> str:
        """Return the lasting name of a thing: its address, or a tag (RFC 4151) while there is none.

        :param name: such as ``2019-leigh/iso``.
        :param address: where the site has it, from its first page.
        """
        if self.base:
            return self.base + (address or name)
        # ‘.invalid’ is the domain that nobody can own (RFC 2606): no address is claimed.
        return f"tag:{slug(self.title, 'edition')}.invalid,{_SCHEME_YEAR}:{name}"

    def note(self, note: Note) -> str:
        """Return the address of a note on its essay's page."""
        return self.page(f"essays/{note.essay}.html#note-{note.id}")

    def passage(self, essay: str, block: str) -> str:
        """Return the address of a block on its essay's page."""
        return self.page(f"essays/{essay}.html#{block}")

    def text(self, essay: str) -> str:
        """Return the address of an essay's page."""
        return self.page(f"essays/{essay}.html")

    def crossing(self, reference: CrossReference) -> str:
        """Return the address of a cross-reference on its theme's page."""
        return self.page(f"themes/{reference.head.theme}.html#crossing-{reference.id}")

    def shows_text(self, essay: Essay) -> bool:
        """Return whether exports may carry the whole text."""
        free = essay.head.rights.status in ("licensed", "cleared")
        return self.whole_texts or (free and not self.quotes_only)


def publication_of(conf: Path) -> Publication:
    """Read the plain settings of a Sphinx configuration, without running it.

    :param conf: ``conf.py``; only assignments of literal values are seen.
    """
    found = literals(conf)
    return of_settings({name: str(found.get(name, "")) for name in SETTINGS})


def literals(conf: Path) -> dict[str, object]:
    """Return the settings of a Sphinx configuration that are plain values, without running it.

    :raises SyntaxError: the file is not Python; the error has its line.
    """
    found: dict[str, object] = {}
    for statement in _parsed(conf).body:
        match statement:
            case ast.Assign(targets=targets, value=value):
                pass
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                targets = [target]
            case _:
                continue
        try:
            plain = ast.literal_eval(value)
        except (ValueError, TypeError):  # computed, or not hashable
            continue
        found.update((target.id, plain) for target in targets if isinstance(target, ast.Name))
    return found


def _parsed(conf: Path) -> ast.Module:
    source = conf.read_bytes()
    try:
        encoding = tokenize.detect_encoding(io.BytesIO(source).readline)[0]
    except SyntaxError:  # nothing that Python knows; what is no UTF-8 is found below
        encoding = "utf-8"
    try:
        text = source.decode(encoding)
    except UnicodeDecodeError as error:
        message = (
            f"byte 0x{source[error.start]:02x} cannot be read as {encoding}; save the file as UTF-8"
        )
        raise _syntax_error(conf, source[: error.start], message) from None
    before, nul, _ = source.partition(b"\0")
    if nul:
        raise _syntax_error(conf, before, "a NUL byte; expected text")
    try:
        return ast.parse(text, str(conf))
    except (MemoryError, RecursionError):
        raise _syntax_error(conf, b"", "nested too deeply") from None


def _syntax_error(conf: Path, before: bytes, message: str) -> SyntaxError:
    """Return the error of what stands behind some bytes."""
    return SyntaxError(message, (str(conf), before.count(b"\n") + 1, None, None))


def of_settings(settings: dict[str, str]) -> Publication:
    """Build a publication of Sphinx's settings by their names."""
    return Publication(
        title=settings["project"],
        version=settings["release"] or settings["version"],
        editors=settings["author"],
        language=settings["language"] or "en",
        edition_url=settings["edition_url"],
        repository_url=settings["repository_url"],
        quotes_only=settings["apparatus_text"] == QUOTATIONS,
    )


# -- dates: only those that stand in the records, so that the same records give the same bytes ---


def last_changed(note: Note) -> dt.date | None:
    """Return the day of the last change that a note records."""
    return max(_dates(note), default=None)


def newest(edition: Edition) -> dt.date | None:
    """Return the day of the newest record."""
    dates = [day for essay in edition.essays for note in essay.notes for day in _dates(note)]
    dates += [ref.head.created for ref in edition.cross_references if ref.head.created]
    return max(dates, default=None)


def _dates(note: Note) -> Iterator[dt.date]:
    head = note.head
    yield from (day for day in (head.created, head.checked) if day)
    if head.withdrawn is not None:
        yield head.withdrawn.date
    if isinstance(head, FactCheckHead):
        yield from (change.date for change in head.history)


def moment(day: dt.date) -> str:
    """Write a day as the moment at which it begins, in universal time."""
    return f"{day.isoformat()}T00:00:00Z"


# -- people --------------------------------------------------------------------------------------


def names_of(edition: Edition, keys: tuple[str, ...]) -> list[str]:
    """Return the names of editors and contributors by their keys."""
    people = edition.person_by_key
    return [people[key].name if key in people else key for key in keys]


def is_collective(name: str) -> bool:
    """Return whether a name is that of a body: it begins with an article, “The editors”."""
    return name.startswith("The ")


def kind_of_speaker(edition: Edition, name: str) -> str:
    """Return whether the index has a name as a person or as an organization; empty if it has not.

    ``Steve Leigh`` is found under “Leigh, Steve”, a body also with a gloss in brackets after it.
    """
    for entry in edition.shared.names:
        family, _, given = entry.name.partition(", ")
        straight = f"{given} {family}".strip()
        if name in (entry.name, straight, entry.name.partition(" (")[0]):
            return entry.kind
    return ""
