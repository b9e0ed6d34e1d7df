"""Styles of bibliography and citations, as plugins of pybtex and sphinxcontrib-bibtex."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from pybtex.richtext import Tag, Text  # type: ignore[import-untyped]
from pybtex.style import FormattedEntry  # type: ignore[import-untyped]
from pybtex.style.formatting import BaseStyle  # type: ignore[import-untyped]
from sphinxcontrib.bibtex.domain import BibtexDomain
from sphinxcontrib.bibtex.style.referencing import (
    BaseReferenceStyle,
    BracketStyle,
)
from sphinxcontrib.bibtex.style.template import (
    entry_label,
    join,
    join2,
    node,
    post_text,
    pre_text,
    reference,
)

from sphinx_apparatus.sources.chicago import format_source
from sphinx_apparatus.sources.labels import Label, labels
from sphinx_apparatus.sources.reader import source_from_bibtex
from sphinx_apparatus.sources.records import (
    HeadKind,
    Source,
    TitleForm,
    cited_names,
)
from sphinx_apparatus.sources.styles import (
    full_note,
    heads_of_several,
    mla_citation,
    mla_entry,
    notes_entry,
    short_note,
)

STYLE = "apparatus"
"""Name of the formatting style and of the reference style for author and date."""
AUTHOR_DATE = "chicago-author-date"


class FormattedSource(FormattedEntry):  # type: ignore[misc]  # pybtex has no types
    """A formatted entry that still knows its source, for citations of it."""

    is_first = False
    """Whether the citation is the first of this source on its page."""

    def __init__(
        self, source: Source, text: Text, label: str, number: int = 0, needs_title: bool = False
    ) -> None:
        """Build an entry.

        :param number: its place in the bibliography, from 1.
        :param needs_title: whether another source has the same names.
        """
        super().__init__(source.key, text, label)
        self.source = source
        self.number = number
        self.needs_title = needs_title

    def as_first(self) -> FormattedSource:
        """Return the entry for the first citation of its source."""
        made = copy(self)
        made.is_first = True
        return made


class ChicagoStyle(BaseStyle):  # type: ignore[misc]
    """pybtex's formatting style: sorts, labels, formats.

    Labels have to be known before an entry is formatted, and all entries before a label:
    sphinxcontrib-bibtex calls the three methods in this order on one instance.
    """

    def __init__(self, **_settings: Any) -> None:
        # Not BaseStyle's: it would look for name, label and sorting styles among all packages.
        self._sources: dict[str, Source] = {}
        self._labels: dict[str, Label] = {}
        self._numbers: dict[str, int] = {}
        self._shared: frozenset[str] = frozenset()

    @classmethod
    def formatted(cls, sources: Iterable[Source]) -> dict[str, FormattedSource]:
        """Return sources as entries of a list, by their keys, in its order."""
        style = cls()
        style._sources = {source.key: source for source in sources}
        # The entries that pybtex would hand over; of each only its key is asked.
        entries = style.sort(SimpleNamespace(key=key) for key in style._sources)
        labels = style.format_labels(entries)
        made = map(style.format_entry, labels, entries)
        return {entry.key: entry for entry in made}

    def _source(self, entry: Any) -> Source:
        if entry.key not in self._sources:
            self._sources[entry.key] = source_from_bibtex(entry)
        return self._sources[entry.key]

    def sort(self, entries: Iterable[Any]) -> list[Any]:
        """Return pybtex's *entries* in the order of the bibliography."""
        return sorted(entries, key=lambda entry: self._source(entry).sort_key)

    def format_labels(self, entries: Iterable[Any]) -> list[str]:
        """Return what citations print, ``Fuller 2019a``, for each entry."""
        entries = list(entries)
        sources = [self._source(entry) for entry in entries]
        self._labels = labels(sources)
        self._numbers = {source.key: number for number, source in enumerate(sources, start=1)}
        self._shared = heads_of_several(sources)
        return [str(self._labels[entry.key]) for entry in entries]

    def format_entry(self, label: str, entry: Any, bib_data: Any = None) -> FormattedSource:
        """Return the entry; *label* may have got a prefix by the directive's option."""
        source = self._source(entry)
        number = self._numbers.get(entry.key, 0)
        text = self._text(source, number)
        return FormattedSource(source, text, label, number, source.head in self._shared)

    def _text(self, source: Source, number: int) -> Text:
        return format_source(source, self._labels.get(source.key))


class NotesStyle(ChicagoStyle):
    """Chicago’s bibliography beside notes: the date stands with the imprint."""

    def _text(self, source: Source, number: int) -> Text:
        return notes_entry(source)


class MlaStyle(ChicagoStyle):
    """MLA’s works cited."""

    def _text(self, source: Source, number: int) -> Text:
        return mla_entry(source)


class NumbersStyle(ChicagoStyle):
    """Entries with numbers, in the order of the names."""

    def _text(self, source: Source, number: int) -> Text:
        return Text(f"[{number}] ", notes_entry(source))


def _cited_source(data: Mapping[str, Any]) -> Source:
    formatted = data["formatted_entry"]
    if isinstance(formatted, FormattedSource):
        return formatted.source
    return source_from_bibtex(data["entry"])  # the bibliography has another style


def _divided(data: Mapping[str, Any]) -> tuple[str, str]:
    """Return head and year of a label, which may have a prefix by the directive's option."""
    source, label = _cited_source(data), str(data["formatted_entry"].label)
    # A year may have spaces: 751 BCE, or o. D. for n.d.
    head, space, letter = label.rpartition(f" {source.year}")
    return (head, source.year + letter) if space else (source.head, label or source.year)


@node  # type: ignore[untyped-decorator]
def cited_head(children: list[Any], data: Mapping[str, Any], full: bool) -> Text:
    """Return names, newspaper or short title, set as in the bibliography."""
    source = _cited_source(data)
    if full and source.head_kind is HeadKind.NAMES:
        return Text(cited_names(source.authors, full=True))
    head, _ = _divided(data)
    italic = source.head_kind is HeadKind.OUTLET or (
        source.head_kind is HeadKind.TITLE and source.title_form is TitleForm.ITALIC
    )
    return Text(Tag("em", head) if italic else head)


@node  # type: ignore[untyped-decorator]
def cited_year(children: list[Any], data: Mapping[str, Any]) -> Text:
    """Return the year with its letter."""
    _, year = _divided(data)
    return Text(year)


_ROLE = re.compile(
    r"(?P<capital>c?)(?P<kind>empty|author|year|label|alp|p|t)(?P<brackets>par)?(?P<full>s?)"
)


@dataclass
class AuthorDateReferences(BaseReferenceStyle):
    """Citations with author and year: ``(see Fuller 2019, p. 5; Dean and Uzman 2019)``.

    For all roles of sphinxcontrib-bibtex: ``p`` in brackets, ``t`` in the sentence, ``alp``
    without brackets, and ``author``, ``year``, ``label`` alone; ``…s`` gives all names.
    """

    bracket: BracketStyle = field(default_factory=lambda: BracketStyle("(", ")", "; "))

    def role_names(self) -> Iterable[str]:
        """Return the roles of this style: all."""
        return list(BibtexDomain.roles)

    def outer(self, role_name: str, children: list[Any]) -> Any:
        """Join the citations of one role."""
        role = _parse_role(role_name)
        if role["kind"] == "empty":
            return join
        brackets = role["kind"] == "p" or bool(role["brackets"])
        return self.bracket.outer(children, brackets=brackets, capfirst=bool(role["capital"]))

    def inner(self, role_name: str) -> Any:
        """Return the template of one citation."""
        role = _parse_role(role_name)
        head = cited_head(full=bool(role["full"]))
        match role["kind"]:
            case "empty":
                return join
            case "author":
                return reference[head]
            case "year":
                return reference[cited_year]
            case "label":
                return reference[entry_label]
            case "t":
                year = join2(sep1=" ", sep2=", ")[pre_text, reference[cited_year], post_text]
                return join(sep=" ")[head, join["(", year, ")"]]
            case _:
                citation = reference[join(sep=" ")[head, cited_year]]
                return join2(sep1=" ", sep2=", ")[pre_text, citation, post_text]


def _parse_role(role_name: str) -> dict[str, str | None]:
    match = _ROLE.fullmatch(role_name)
    return match.groupdict() if match else {"kind": "p", "brackets": "", "capital": "", "full": ""}


@node  # type: ignore[untyped-decorator]
def cited_note(children: list[Any], data: Mapping[str, Any]) -> Text:
    """Return a note of Chicago: whole where it is the first of its source, else short."""
    formatted = data["formatted_entry"]
    source, locator = _cited_source(data), _locator(data)
    is_first = isinstance(formatted, FormattedSource) and formatted.is_first
    return full_note(source, locator) if is_first else short_note(source, locator)


@node  # type: ignore[untyped-decorator]
def cited_in_mla(children: list[Any], data: Mapping[str, Any]) -> Text:
    """Return a citation of MLA: names, a title where they have several, the place."""
    formatted = data["formatted_entry"]
    needs_title = isinstance(formatted, FormattedSource) and formatted.needs_title
    return mla_citation(_cited_source(data), _locator(data), needs_title=needs_title)


@node  # type: ignore[untyped-decorator]
def cited_number(children: list[Any], data: Mapping[str, Any]) -> Text:
    """Return the number of an entry."""
    formatted = data["formatted_entry"]
    return Text(str(formatted.number if isinstance(formatted, FormattedSource) else ""))


def _locator(data: Mapping[str, Any]) -> str:
    return str(data["reference_info"].post_text or "")


@dataclass
class NoteReferences(AuthorDateReferences):
    """Citations as Chicago’s notes have them: whole the first time on a page, then short.

    No *ibid.*: the 18th edition advises against it, and notes are not read in their order.
    """

    def inner(self, role_name: str) -> Any:
        """Return the template of one citation."""
        if _parse_role(role_name)["kind"] not in ("p", "alp", "t"):
            return super().inner(role_name)
        # The entry that a citation links to is in the bibliography, as in every style.
        return join2(sep1=" ")[pre_text, reference[cited_note]]


@dataclass
class MlaReferences(AuthorDateReferences):
    """Citations with author and page: ``(Fuller 5; Dean and Uzman 12)``."""

    def inner(self, role_name: str) -> Any:
        """Return the template of one citation."""
        if _parse_role(role_name)["kind"] not in ("p", "alp", "t"):
            return super().inner(role_name)
        return join2(sep1=" ")[pre_text, reference[cited_in_mla]]


@dataclass
class NumberReferences(AuthorDateReferences):
    """Citations by number: ``[12, p. 5; 3]``; in a sentence ``Fuller [12, p. 5]``."""

    bracket: BracketStyle = field(default_factory=lambda: BracketStyle("[", "]", "; "))

    def outer(self, role_name: str, children: list[Any]) -> Any:
        """Join the citations of one role; a bare number would be read as one of the text."""
        is_bare = _parse_role(role_name)["kind"] == "alp"
        return super().outer("p" if is_bare else role_name, children)

    def inner(self, role_name: str) -> Any:
        """Return the template of one citation."""
        role = _parse_role(role_name)
        number = join2(sep1=" ", sep2=", ")[pre_text, reference[cited_number], post_text]
        match role["kind"]:
            case "p" | "alp" | "label":
                return number
            case "t":
                return join(sep=" ")[cited_head(full=bool(role["full"])), join["[", number, "]"]]
            case _:
                return super().inner(role_name)


STYLES: Mapping[str, tuple[str, type[ChicagoStyle], type[BaseReferenceStyle]]] = {
    AUTHOR_DATE: (STYLE, ChicagoStyle, AuthorDateReferences),
    "chicago-notes": (f"{STYLE}-notes", NotesStyle, NoteReferences),
    "mla": (f"{STYLE}-mla", MlaStyle, MlaReferences),
    "numbers": (f"{STYLE}-numbers", NumbersStyle, NumberReferences),
}
"""The styles that a setting can name: their name as plugins, entries, citations."""
