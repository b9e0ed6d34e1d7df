"""Metadata of the edition as a whole: title, version, addresses, rights."""

from __future__ import annotations

import ast
import datetime as dt
import io
import re
import tokenize
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sphinx_apparatus.model.essays import CrossReference, Essay, Note
from sphinx_apparatus.text.collation import slug
from sphinx_apparatus.text.excerpts import QUOTATIONS
from sphinx_apparatus.text.pages import Directive, parts, rst_parts

if TYPE_CHECKING:
    from sphinx_apparatus.edition.edition import Edition


GENERATOR = "sphinx-apparatus"
DATA = "data"
"""Folder of the site that holds the exports."""
_SCHEME_YEAR = 2026
SETTINGS = (
    *("project", "author", "version", "release", "language", "apparatus_language"),
    *("edition_url", "repository_url", "apparatus_text", "apparatus_license"),
)
"""Settings of Sphinx that exports read."""
_SHOWING = {"apparatus:essay": "text", "apparatus:theme": "theme"}
"""Directives that show a text or a theme."""


class License(NamedTuple):
    """The license of notes, comments and data; texts have rights of their own."""

    name: str
    address: str


LICENSE = License("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")
"""The default of ``apparatus_license``."""


def license_of(value: object) -> License:
    """Return the license that a setting names.

    :raises ValueError: it is not a name and an address.
    """
    match value:
        case [str(name), str(address)] if name and address:
            return License(name, address)
    raise ValueError(
        f"apparatus_license is {value!r}; expected a name and an address, such as {[*LICENSE]}"
    )


@dataclass(frozen=True)
class Publication:
    """Title, version and addresses of an edition.

    A text or theme that no page shows is taken to stand at ``essays/<essay-id>`` and
    ``themes/<theme-id>``.
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
    license: License = LICENSE
    pages: Mapping[str, str] = field(default_factory=dict, hash=False)
    """The page of the site that shows a text or a theme, by ``text:<id>`` or ``theme:<id>``."""
    up: str = "../"
    """The way from an exported file, or from a page that has its data in it, to the first page."""

    @property
    def base(self) -> str:
        """The address of the site with a final slash, or nothing."""
        return self.edition_url.rstrip("/") + "/" if self.edition_url else ""

    def page(self, name: str) -> str:
        """Return the address of a page, seen from an exported file."""
        return f"{self.base or self.up}{name}"

    def file(self, name: str) -> str:
        """Return the address of an exported file, seen from another."""
        return f"{self.base}{DATA}/{name}" if self.base else name

    def id(self, name: str, address: str = "") -> str:
        """Return the permanent identifier of a thing: its address, or a tag (RFC 4151) without one.

        :param name: such as ``2019-leigh/iso``.
        :param address: where the site has it, from its first page.
        """
        if self.base:
            return self.base + (address or name)
        # ‘.invalid’ is the domain that nobody can own (RFC 2606): no address is claimed.
        return f"tag:{slug(self.title, 'edition')}.invalid,{_SCHEME_YEAR}:{name}"

    def text_place(self, essay: str) -> str:
        """Return where the site has a text, from its first page."""
        return f"{self.pages.get(f'text:{essay}', f'essays/{essay}')}.html"

    def note_place(self, note: Note) -> str:
        """Return where the site has a note, from its first page."""
        return f"{self.text_place(note.essay)}#note-{note.id}"

    def crossing_place(self, reference: CrossReference) -> str:
        """Return where the site has a cross-reference, from its first page."""
        theme = reference.head.theme
        page = self.pages.get(f"theme:{theme}", f"themes/{theme}")
        return f"{page}.html#crossing-{reference.id}"

    def note(self, note: Note) -> str:
        """Return the address of a note on its essay's page."""
        return self.page(self.note_place(note))

    def passage(self, essay: str, block: str) -> str:
        """Return the address of a block on its essay's page."""
        return self.page(f"{self.text_place(essay)}#{block}")

    def text(self, essay: str) -> str:
        """Return the address of an essay's page."""
        return self.page(self.text_place(essay))

    def shows_text(self, essay: Essay) -> bool:
        """Return whether exports may carry the whole text."""
        free = essay.head.rights.status in ("licensed", "cleared")
        return self.whole_texts or (free and not self.quotes_only)


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


def pages_of_book(conf: Path) -> list[tuple[str, int]]:
    """Return the names that the list ``typst_documents`` spells out, each with its line.

    Others are computed, as those of all texts: they name pages that are there.
    """
    found: list[tuple[str, int]] = []
    for statement in _parsed(conf).body:
        match statement:
            case ast.Assign(
                targets=[ast.Name(id="typst_documents")],
                value=ast.List(elts=names) | ast.Tuple(elts=names),
            ):
                found = [
                    (each.value, each.lineno)
                    for each in names
                    if isinstance(each, ast.Constant) and isinstance(each.value, str)
                ]
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


def of_settings(settings: Mapping[str, object], pages: Mapping[str, str]) -> Publication:
    """Build a publication of Sphinx's settings by their names.

    :param pages: the page that shows a text or a theme, by ``text:<id>`` or ``theme:<id>``.
    :raises ValueError: a setting has a value that means nothing.
    """
    words = {name: str(settings.get(name) or "") for name in SETTINGS}
    return Publication(
        title=words["project"],
        version=words["release"] or words["version"],
        editors=words["author"],
        language=words["apparatus_language"] or words["language"] or "en",
        edition_url=words["edition_url"],
        repository_url=words["repository_url"],
        quotes_only=words["apparatus_text"] == QUOTATIONS,
        license=license_of(settings.get("apparatus_license", LICENSE)),
        pages=pages,
    )


def pages_of_records(docs: Path, excluded: object = ()) -> dict[str, str]:
    """Return the page that shows each text and theme, by ``text:<id>`` or ``theme:<id>``.

    That is the first by name that has the directive, as for links in the site.

    :param docs: the folder of the pages.
    :param excluded: ``exclude_patterns`` of Sphinx.
    """
    patterns = excluded if isinstance(excluded, list | tuple) else ()
    found: dict[str, str] = {}
    for docname, text, is_markdown in sorted(_pages(docs, tuple(map(str, patterns)))):
        for part in parts(text) if is_markdown else rst_parts(text):
            if isinstance(part, Directive) and part.name in _SHOWING:
                found.setdefault(f"{_SHOWING[part.name]}:{part.argument}", docname)
    return found


def _pages(docs: Path, excluded: Sequence[str]) -> Iterator[tuple[str, str, bool]]:
    """Yield the name and the source of each page, and whether it is Markdown."""
    for path in docs.rglob("*"):
        name = path.relative_to(docs).as_posix()
        parents = (name, *(parent.as_posix() for parent in path.relative_to(docs).parents))
        if path.suffix not in (".md", ".rst") or not path.is_file() or path.is_symlink():
            continue
        if not any(fnmatchcase(part, pattern) for part in parents for pattern in excluded):
            text = path.read_text(encoding="utf-8", errors="replace")
            yield name.rpartition(".")[0], text, path.suffix == ".md"


# -- dates: only those that stand in the records, so that the same records give the same bytes ---


def last_changed(note: Note) -> dt.date | None:
    """Return the day of the last change that a note records."""
    return max(note.days, default=None)


def newest(edition: Edition) -> dt.date | None:
    """Return the day of the newest record."""
    return edition.newest_day


def moment(day: dt.date) -> str:
    """Return the beginning of a day in UTC, as a timestamp."""
    return f"{day.isoformat()}T00:00:00Z"


# -- people --------------------------------------------------------------------------------------


def names_of(edition: Edition, keys: tuple[str, ...]) -> list[str]:
    """Return the names of editors and contributors by their keys."""
    people = edition.person_by_key
    return [people[key].name if key in people else key for key in keys]


def is_collective(name: str) -> bool:
    """Return whether a name is that of a group: it begins with an article, “The editors”."""
    return name.startswith("The ")


def speakers(edition: Edition, author: str) -> list[tuple[str, str]]:
    """Return the authors of a text, each with its kind in the index: person or organization.

    ``Steve Leigh`` is found under “Leigh, Steve”, a body also with a gloss in brackets after it,
    and several where all are there, as in “Ann Gray and Bob Brown”; none where one is not.
    """
    for names in ([author], re.split(r",? (?:and|&) |, |; ", author)):
        found = [(name, _kind_of_speaker(edition, name)) for name in names]
        if all(kind in ("person", "organization") for _, kind in found):
            return found
    return []


def _kind_of_speaker(edition: Edition, name: str) -> str:
    for entry in edition.shared.names:
        family, _, given = entry.name.partition(", ")
        straight = f"{given} {family}".strip()
        if name in (entry.name, straight, entry.name.partition(" (")[0]):
            return entry.kind.like
    return ""
