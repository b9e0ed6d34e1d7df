"""The bibliography: Chicago's author-date style for pybtex, citations, and the list of sources.

Style: *The Chicago Manual of Style*, 18th ed., chapters 13 and 14 (17th ed., 14 and 15).
What is told by a source itself (its label, its place in the order) stands in
:mod:`sphinx_apparatus.sources.records`; here it becomes rich text, nodes and links.

sphinxcontrib-bibtex does the rest. Everything reaches it through public means: plugins registered
with pybtex and with it, its configuration values, and ``add_domain(override=True)``.
What we replace of it, and why, is gathered in :class:`SourcesDomain` and
:class:`ListSources`.
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

import pybtex.plugin  # type: ignore[import-untyped]
import pybtex_docutils
from docutils import nodes
from pybtex.richtext import HRef, Tag, Text  # type: ignore[import-untyped]
from pybtex.style import FormattedEntry  # type: ignore[import-untyped]
from pybtex.style.formatting import BaseStyle  # type: ignore[import-untyped]
from sphinx import addnodes
from sphinx.errors import ExtensionError
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinxcontrib.bibtex.citation_target import CitationTarget, parse_citation_targets
from sphinxcontrib.bibtex.directives import BibliographyKey
from sphinxcontrib.bibtex.domain import BibtexDomain, Citation
from sphinxcontrib.bibtex.nodes import bibliography as bibliography_node
from sphinxcontrib.bibtex.plugin import register_plugin as register_bibtex_plugin
from sphinxcontrib.bibtex.roles import CitationRef, CiteRole
from sphinxcontrib.bibtex.style.referencing import (
    BaseReferenceStyle,
    BracketStyle,
    format_references,
)
from sphinxcontrib.bibtex.style.template import (
    SphinxReferenceInfo,
    entry_label,
    join,
    join2,
    node,
    post_text,
    pre_text,
    reference,
)

from sphinx_apparatus.model.vocabulary import Consulted
from sphinx_apparatus.sources.records import (
    OTHERS,
    Date,
    HeadKind,
    Label,
    Person,
    Source,
    TitleForm,
    cited_names,
    enumerate_names,
    labels,
    parse_date,
    source_from_bibtex,
)
from sphinx_apparatus.sphinx_ext.nodes import cited_words

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.domains import Domain
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

STYLE = "apparatus"
"""Name of our formatting style and of our reference style."""


# -- rich text of one entry --------------------------------------------------------------------

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def spell_date(dates: Sequence[Date]) -> str:
    """Return a date or span in words: ``February 27, 2019``, ``January 28–30, 2019``."""
    if not dates:
        return ""
    if len(dates) == 1:
        return _spell_one(dates[0])
    first, last = dates
    if first[:2] == last[:2] and first.day and last.day:
        return f"{_spell_one(first, year=False)}–{last.day}, {last.year}"
    return f"{_spell_one(first, year=first.year != last.year)}–{_spell_one(last)}"


def _spell_one(date: Date, year: bool = True) -> str:
    if date.month is None:
        return str(date.year)
    month = _MONTHS[date.month - 1]
    if date.day is None:
        return f"{month} {date.year}" if year else month
    return f"{month} {date.day}, {date.year}" if year else f"{month} {date.day}"


def _fine_date(source: Source) -> str:
    """The date where it says more than the year, which stands after the names already."""
    return spell_date(source.dates) if any(date.month for date in source.dates) else ""


def _sentence(*parts: Any) -> Text:
    """One sentence with its period; empty if all *parts* are."""
    return _with_period(Text(*parts))


def _with_period(text: Text) -> Text:
    """Add a period unless *text* is empty or ends like a sentence, even inside quotation marks."""
    words = str(text)
    if not words or words.rstrip("”’)").endswith((".", "!", "?", "…")):
        return text
    return Text(text, ".")


def _commas(*parts: Any) -> Text:
    return Text(", ").join([part for part in parts if str(part)])


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]


def _title(source: Source, title: str, form: TitleForm) -> Text:
    """A title as set, marked with its language unless that is English."""
    if form is TitleForm.QUOTED:
        inner = title.translate({ord("“"): "‘", ord("”"): "’"})
        inner = re.sub(r'"([^"]*)"', "‘\\1’", inner)
        return Text("“", _in_language(source, _with_period(Text(inner))), "”")
    if form is TitleForm.ITALIC:
        return Text(_in_language(source, Tag("em", title)))
    return Text(_in_language(source, Text(title)))


def _in_language(source: Source, text: Any) -> Any:
    """Wrap *text* for screen readers and hyphenation.

    English is the language of the edition, and so of titles that it made itself, in brackets.
    """
    if source.language in {"", "en", "en-US", "en-GB"} or str(text).startswith("["):
        return text
    return Tag(f"language-{source.language}", text)


_LISTED_NAMES = 6
"""More names than this are cut to three (Chicago 18th ed. 13.107)."""


def _listed_names(persons: tuple[Person, ...]) -> str:
    """Names as they begin an entry: the first inverted, the others straight."""
    names = [persons[0].inverted, *(person.straight for person in persons[1:])]
    if names[-1] == OTHERS:
        return f"{', '.join(names[:-1])}, et al."
    if len(names) > _LISTED_NAMES:
        return f"{', '.join(names[:3])}, et al."
    if len(names) == 2:
        return f"{names[0]}, and {names[1]}" if persons[0].given else " and ".join(names)
    return enumerate_names(names)


def _straight_names(persons: tuple[Person, ...]) -> str:
    return enumerate_names([person.straight for person in persons])


def _head(source: Source) -> Text:
    match source.head_kind:
        case HeadKind.NAMES:
            names = _listed_names(source.authors)
            short = source.fields.get("shortauthor")
            names = f"{short} ({names})" if short else names
            editors = "" if "author" in source.persons else ", ed."
            editors = ", eds." if editors and len(source.authors) > 1 else editors
            return _sentence(names, editors)
        case HeadKind.OUTLET:
            return _sentence(Tag("em", source.head), _place(source))
        case HeadKind.BODY:
            return _sentence(source.head)
        case HeadKind.TITLE:
            return _title_sentence(source)


def _title_sentence(source: Source) -> Text:
    text = _title(source, source.title, source.title_form)
    return text if source.title_form is TitleForm.QUOTED else _with_period(text)


def _place(source: Source) -> str:
    """The city of a newspaper: ``Guardian (London)``."""
    location = source.fields.get("location")
    return f" ({location})" if location else ""


def _number(source: Source) -> str:
    number = source.fields.get("number", "")
    return f"no. {number}" if number[:1].isdigit() else number


def _pages(source: Source) -> str:
    return re.sub(r"\s*-+\s*", "–", source.fields.get("pages", ""))


def _is_head(source: Source, name: str) -> bool:
    """Whether *name* begins the entry already, as body or as only author."""
    author = source.authors[0].straight if len(source.authors) == 1 else ""
    return name in {author, source.fields.get("shortauthor")} or (
        source.head_kind in {HeadKind.BODY, HeadKind.OUTLET} and name == source.head
    )


def _unless_head(source: Source, name: str) -> str:
    value = source.fields.get(name, "")
    return "" if _is_head(source, value) else value


def _imprint(source: Source, house: str) -> str:
    """``Place: House``, or what there is of it."""
    return ": ".join(part for part in (source.fields.get("location", ""), house) if part)


def _edition(source: Source) -> str:
    edition = source.fields.get("edition", "")
    if not edition.isdigit():
        return edition
    number = int(edition)
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in {11, 12, 13} else ending} ed."


def _contributors(source: Source) -> Iterator[Text]:
    if "editor" in source.persons and "author" in source.persons:
        yield _sentence("Edited by ", _straight_names(source.persons["editor"]))
    yield from _translators(source)


def _translators(source: Source) -> Iterator[Text]:
    if "translator" in source.persons:
        yield _sentence("Translated by ", _straight_names(source.persons["translator"]))


def _periodical(source: Source) -> Text:
    """``Journal 12 (3): 45–67`` or ``Newspaper, February 27, 2019``."""
    fields = source.fields
    named = source.head_kind is HeadKind.OUTLET
    name = "" if named else Text(Tag("em", fields.get("journaltitle", "")), _place(source))
    volume, number, pages, date = (
        fields.get("volume", ""),
        _number(source),
        _pages(source),
        _fine_date(source),
    )
    if not volume:
        text = _commas(name, number, date)
        return Text(text, ": " if number else ", ", pages) if pages else text
    month_only = date and not any(one.day for one in source.dates)
    issue = fields.get("number") or (date.rpartition(" ")[0] if month_only else "")
    text = Text(name, " " if str(name) else "vol. ", volume, f" ({issue})" if issue else "")
    text = Text(text, f": {pages}") if pages else text
    return _commas(text, "" if month_only else date)


def _article(source: Source) -> Iterator[Text]:
    yield from _translators(source)
    yield _sentence(_periodical(source))


def _online(source: Source) -> Iterator[Text]:
    yield from _translators(source)
    journal = _unless_head(source, "journaltitle")
    yield _sentence(
        _commas(
            Tag("em", journal) if journal else "",
            _unless_head(source, "organization"),
            _unless_head(source, "institution"),
            _unless_head(source, "publisher"),
            _capitalized(_number(source)) if source.outlet == "" else _number(source),
            _fine_date(source),
        )
    )


def _report(source: Source) -> Iterator[Text]:
    yield from _contributors(source)
    yield _sentence(_capitalized(f"{source.fields.get('type', '')} {_number(source)}".strip()))
    yield from _book_details(source)
    house = _unless_head(source, "institution") or _unless_head(source, "organization")
    pages = _pages(source)
    yield _sentence(_commas(_imprint(source, house), _fine_date(source), pages))


def _book_details(source: Source) -> Iterator[Text]:
    fields = source.fields
    yield _sentence(_edition(source))
    yield _sentence(f"Vol. {fields['volume']}" if "volume" in fields else "")
    number = fields.get("number", "") if source.type != "report" else ""
    yield _sentence(f"{fields.get('series', '')} {number}".strip())


def _book(source: Source) -> Iterator[Text]:
    yield from _contributors(source)
    yield from _book_details(source)
    yield _sentence(_commas(_imprint(source, _house(source)), _pages(source)))


def _house(source: Source) -> str:
    return next(
        (
            value
            for name in ("publisher", "organization", "institution")
            if (value := _unless_head(source, name))
        ),
        "",
    )


def _chapter(source: Source) -> Iterator[Text]:
    yield from _translators(source)
    editors = source.persons.get("editor", ()) if "author" in source.persons else ()
    chapter = source.fields.get("chapter")
    yield _sentence(
        _commas(
            Text("In ", _in_language(source, Tag("em", source.booktitle))),
            f"edited by {_straight_names(editors)}" if editors else "",
            f"chap. {chapter}" if chapter else "",
            _pages(source),
        )
    )
    yield from _book_details(source)
    yield _sentence(_commas(_imprint(source, _house(source)), _fine_date(source)))


_THESES = {
    "phdthesis": "PhD diss.",
    "mathesis": "Master’s thesis",
    "bathesis": "Bachelor’s thesis",
    "": "Thesis",
}
"""biblatex's words for ``type`` (§4.9.2.13 of its manual)."""


def _thesis(source: Source) -> Iterator[Text]:
    kind = source.fields.get("type", "")
    yield _sentence(_commas(_THESES.get(kind, kind), _imprint(source, source.outlet)))


def _law(source: Source) -> Iterator[Text]:
    yield from _translators(source)
    if "journaltitle" in source.fields:
        yield _sentence(_unless_head(source, "institution"))
        yield _sentence(_periodical(source))
        return
    yield _sentence(
        _commas(
            _unless_head(source, "institution") or _unless_head(source, "organization"),
            _number(source) if _house(source) else _capitalized(_number(source)),
            _fine_date(source),
            _pages(source),
        )
    )


_KINDS = {
    "audio": "Audio",
    "dataset": "Data set",
    "unpublished": "Unpublished manuscript",
    "video": "Video",
}


def _work(source: Source) -> Iterator[Text]:
    """Broadcasts, films, data sets, papers: what it is, from where, when."""
    yield from _contributors(source)
    yield _sentence(_capitalized(source.fields.get("type", _KINDS.get(source.type, ""))))
    yield from _book_details(source)
    yield _sentence(_commas(_imprint(source, _house(source)), _fine_date(source), _pages(source)))


_BODIES = {
    "article": _article,
    "book": _book,
    "collection": _book,
    "inbook": _chapter,
    "incollection": _chapter,
    "inproceedings": _chapter,
    "jurisdiction": _law,
    "legal": _law,
    "legislation": _law,
    "online": _online,
    "report": _report,
    "thesis": _thesis,
}

_COPY_WORDS = re.compile(
    r"(abstract|archive|copy|excerpt|extract|forum|mirror|quotation|reprint|repost|republication"
    r"|scan|summary|transcript|transcription|translation)\b.* "
)


def _remarks(source: Source) -> Iterator[Text]:
    """What readers should know of how the editors know the source."""
    fields = source.fields
    if fields.get("title-source") == "address":
        yield Text("Title rebuilt from the address.")
    if "seen-at" in fields:
        where = fields["seen-at"]
        lead = "Read in the " if _COPY_WORDS.match(where) else "Read in the copy at "
        yield _sentence(lead, *_linked(where))
    if source.consulted in {Consulted.OPENING, Consulted.EXCERPT}:
        yield Text(f"Consulted in an archived copy: {source.consulted} only.")
    if source.consulted is Consulted.NO:
        yield Text("Not consulted.")


def _linked(text: str) -> Iterator[Any]:
    for part in re.split(r"(https?://[^\s,;)]+)", text):
        yield HRef(part, part) if part.startswith(("http://", "https://")) else part


def format_source(source: Source, label: Label | None = None) -> Text:
    """Return the entry of *source* in the bibliography; *label* brings the letter of its year."""
    fields = source.fields
    year = label.year if label else source.year
    parts = [_head(source), _sentence(year)]
    if source.head_kind is not HeadKind.TITLE:
        parts.append(_title_sentence(source))
    parts.extend(_BODIES.get(source.type, _work)(source))
    if "eventdate" in fields and "date" in fields:
        parts.append(_sentence("Event of ", spell_date(parse_date(fields["eventdate"]))))
    parts.append(_sentence(_capitalized(fields.get("note", ""))))
    if "urldate" in fields:
        parts.append(_sentence("Accessed ", spell_date(parse_date(fields["urldate"]))))
    if source.address:
        parts.append(Text(HRef(source.address, source.address), "."))
    remarks = list(_remarks(source))
    if remarks:
        parts.append(Tag("apparatus-remark", Text(" ").join(remarks)))
    return Text(" ").join([part for part in parts if str(part)])


# -- pybtex's style ----------------------------------------------------------------------------


class FormattedSource(FormattedEntry):  # type: ignore[misc]  # pybtex has no types
    """A formatted entry that still knows its source, for citations of it."""

    def __init__(self, source: Source, text: Text, label: str) -> None:
        super().__init__(source.key, text, label)
        self.source = source


class ChicagoStyle(BaseStyle):  # type: ignore[misc]
    """pybtex's formatting style: sorts, labels, formats.

    Labels have to be known before an entry is formatted, and all entries before a label:
    sphinxcontrib-bibtex calls the three methods in this order on one instance.
    """

    def __init__(self, **_settings: Any) -> None:
        # Not BaseStyle's: it would look for name, label and sorting styles among all packages.
        self._sources: dict[str, Source] = {}
        self._labels: dict[str, Label] = {}

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
        self._labels = labels(self._source(entry) for entry in entries)
        return [str(self._labels[entry.key]) for entry in entries]

    def format_entry(self, label: str, entry: Any, bib_data: Any = None) -> FormattedSource:
        """Return the entry; *label* may have got a prefix by the directive's option."""
        source = self._source(entry)
        return FormattedSource(source, format_source(source, self._labels.get(entry.key)), label)


# -- citations ---------------------------------------------------------------------------------


def _cited_source(data: Mapping[str, Any]) -> Source:
    formatted = data["formatted_entry"]
    if isinstance(formatted, FormattedSource):
        return formatted.source
    return source_from_bibtex(data["entry"])  # the bibliography has another style


@node  # type: ignore[untyped-decorator]
def cited_head(children: list[Any], data: Mapping[str, Any], full: bool) -> Text:
    """Names, newspaper or short title, set as in the bibliography."""
    source = _cited_source(data)
    if full and source.head_kind is HeadKind.NAMES:
        return Text(cited_names(source.authors, full=True))
    head = str(data["formatted_entry"].label).rpartition(" ")[0] or source.head
    italic = source.head_kind is HeadKind.OUTLET or (
        source.head_kind is HeadKind.TITLE and source.title_form is TitleForm.ITALIC
    )
    return Text(Tag("em", head) if italic else head)


@node  # type: ignore[untyped-decorator]
def cited_year(children: list[Any], data: Mapping[str, Any]) -> Text:
    """The year with its letter: what follows the last space of a label."""
    label = str(data["formatted_entry"].label)
    return Text(label.rpartition(" ")[2] or _cited_source(data).year)


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
        """The roles that this style serves: all."""
        return list(BibtexDomain.roles)

    def outer(self, role_name: str, children: list[Any]) -> Any:
        """Join citations that stand in one role."""
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


# -- notes that cite a source ------------------------------------------------------------------


@dataclass(frozen=True)
class CitingNote:
    """A place that cites a source, for “Cited in”."""

    essay_label: str
    """Groups the places: ``2019``."""
    note_label: str
    """``12``, ``b``, or words, for what is no note."""
    note_id: str
    """Full id, ``2019-leigh/iso``: the target of ``{apparatus:note}``."""
    kind: str
    """``fact-check``, ``context``, ``textual``, or another word for what is no note."""

    @property
    def text(self) -> str:
        """``n. 12`` with a no-break space; what is no note goes by its label."""
        is_note = self.kind in {"fact-check", "context", "textual"}
        return f"n.\N{NO-BREAK SPACE}{self.note_label}" if is_note else self.note_label

    @property
    def order(self) -> tuple[str, int, int, str]:
        """By essay, then 1, 2, 3 …, then a, b … z, aa …, then words."""
        if self.note_label.isdigit():
            return self.essay_label, 0, int(self.note_label), ""
        return self.essay_label, 1, len(self.note_label), self.note_label


def citing_notes(env: BuildEnvironment) -> Mapping[str, Sequence[CitingNote]]:
    """Return the notes that cite each source, by its key.

    Asks the domain ``apparatus`` (its method ``citing_notes()``), if it is there and can tell.
    It must be able to from the event ``env-updated`` on.
    """
    tell = getattr(_apparatus(env), "citing_notes", None)
    return cast("Mapping[str, Sequence[CitingNote]]", tell()) if tell else {}


def _has_note_role(env: BuildEnvironment) -> bool:
    domain = _apparatus(env)
    return domain is not None and "note" in domain.roles


def _apparatus(env: BuildEnvironment) -> Domain | None:
    try:
        return env.get_domain("apparatus")
    except ExtensionError:  # somebody uses the bibliography alone
        return None


# -- what we replace of sphinxcontrib-bibtex ---------------------------------------------------


def note_citations(env: BuildEnvironment, docname: str, keys: Sequence[str]) -> None:
    """Record that a page cites sources, for notes that are rendered when it is written."""
    domain = env.get_domain("cite")
    assert isinstance(domain, SourcesDomain)
    targets = [CitationTarget(key, "", "") for key in dict.fromkeys(keys)]
    if targets:
        domain.citation_refs.append(CitationRef("", docname, 0, targets))


class CitationRole(CiteRole):
    """A citation; those of notes, made when a page is written, were recorded before."""

    def result_nodes(
        self, document: nodes.document, env: BuildEnvironment, node: Element, is_ref: bool
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Record the citation while its page is read."""
        if not getattr(_apparatus(env), "is_reading", True):
            return [node], []
        made: tuple[list[nodes.Node], list[nodes.system_message]]
        made = super().result_nodes(document, env, node, is_ref)  # type: ignore[no-untyped-call]
        return made


class SourcesDomain(BibtexDomain):
    """sphinxcontrib-bibtex's domain ``cite``, without its quadratic loops and stale pages.

    Upstream (2.7.0) walks all citations of the project for each entry of the bibliography, all
    entries three times for each citation, and all documents for each citation; and it searches the
    entry points of every installed package for a backend at each citation. At a thousand texts
    this is most of a build. It also never asks for pages to be written again whose labels change
    because a second source of the same author and year came in.
    Here each of the four is an index made once.
    """

    data_version = BibtexDomain.data_version * 1000 + 1
    initial_data: ClassVar[dict[str, Any]] = {**BibtexDomain.initial_data, "signatures": {}}
    roles: ClassVar[dict[str, Any]] = {name: CitationRole() for name in BibtexDomain.roles}

    _by_key: dict[str, list[Citation]] | None = None
    _cited_in: dict[str, set[str]] | None = None
    _rendered: dict[tuple[str, ...], Element]
    """Citations as they are printed."""

    def __init__(self, env: BuildEnvironment) -> None:
        """Take up what the environment holds."""
        super().__init__(env)
        self._rendered = {}

    # Reading is over: labels are made.

    def env_updated(self) -> Iterable[str]:
        """Make citations and their labels; return documents to write again."""
        self._rendered.clear()
        if getattr(_apparatus(self.env), "is_idle", False):
            return []  # they came with the environment
        self._by_key = None
        self._cited_in = None
        super().env_updated()
        before: dict[str, str] = self.data["signatures"]
        now = self._signatures()
        self.data["signatures"] = now
        if not before:
            return []
        return sorted(docname for docname, mark in now.items() if before.get(docname) != mark)

    def _signatures(self) -> dict[str, str]:
        """What citations and bibliographies print in each document, as one hash a document."""
        labels_by_key = {
            citation.key: str(citation.formatted_entry.label) for citation in self.citations
        }
        printed: defaultdict[str, set[str]] = defaultdict(set)
        for ref in self.citation_refs:
            printed[ref.docname].update(
                f"{target.key} {labels_by_key.get(target.key)}" for target in ref.targets
            )
        notes = citing_notes(self.env)
        for citation in self.citations:
            cited_in = sorted(notes.get(citation.key, ()), key=lambda note: note.order)
            printed[citation.bibliography_key.docname].add(
                f"{citation.key} {citation.formatted_entry.text} {cited_in}"
            )
        return {
            docname: hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
            for docname, lines in printed.items()
        }

    def cited_docnames(self, key: str) -> set[str]:
        """Return the documents that cite *key*."""
        if self._cited_in is None:
            self._cited_in = {}
            for ref in self.citation_refs:
                for target in ref.targets:
                    self._cited_in.setdefault(target.key, set()).add(ref.docname)
        return self._cited_in.get(key, set())

    def get_filtered_entries(self, bibliography_key: BibliographyKey) -> Iterable[tuple[str, Any]]:
        """Choose entries as upstream does; its own way only for filters in words."""
        bibliography = self.bibliographies[bibliography_key]
        plain = {"True": None, "cited": True, "not cited": False}
        words = ast.unparse(bibliography.filter_).strip()
        if words not in plain:
            yield from super().get_filtered_entries(bibliography_key)
            return
        wanted = plain[words]
        listed = set(bibliography.keys)
        for entry in self.get_entries(bibliography.bibfiles):
            key = bibliography.keyprefix + cast("str", entry.key)
            is_cited = bool(self.cited_docnames(key))
            if wanted is None or is_cited is wanted or entry.key in listed:
                yield key, entry

    def get_all_cited_keys(self, docnames: list[str]) -> Iterator[str]:
        """Return cited keys in the order of the documents, for styles that keep it."""
        place = {docname: number for number, docname in enumerate(docnames)}
        for ref in sorted(self.citation_refs, key=lambda ref: place[ref.docname]):
            for target in ref.targets:
                yield target.key

    def check_consistency(self) -> None:
        """Warn of sources that nothing cites: neither a note nor a page.

        Only the build can see it, since pages cite as well; a list of all sources cites none.
        """
        super().check_consistency()
        if not self.bibliographies:  # nothing lists them, so nothing is listed in vain
            return
        for bibfile in self.bibdata.bibfiles:
            for entry in self.get_entries([bibfile]):
                if not self.cited_docnames(cast("str", entry.key)):
                    logger.warning(
                        "the source '%s' is cited nowhere; cite it or delete the entry",
                        entry.key,
                        location=f"{bibfile}:1",
                        type="apparatus",
                        subtype="source_unused",
                    )

    # Writing: citations become links.

    def _citation(self, key: str, fromdocname: str) -> Citation | None:
        if self._by_key is None:
            self._by_key = {}
            for citation in self.citations:
                if self.bibliographies[citation.bibliography_key].list_ == "citation":
                    self._by_key.setdefault(citation.key, []).append(citation)
        found = self._by_key.get(key, [])
        here = [one for one in found if one.bibliography_key.docname == fromdocname]
        return next(reversed(here or found), None)

    def resolve_xref(  # type: ignore[override]  # upstream's type is narrower than Sphinx's
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: addnodes.pending_xref,
        contnode: Element,
    ) -> Element:
        """Return the citation, its sources in the order of the role, linked to their entries.

        Links have no ``title``: screen readers would speak the whole entry after each citation.
        """
        references = []
        for cited in parse_citation_targets(target):
            citation = self._citation(cited.key, fromdocname)
            if citation is None:
                logger.warning(
                    'could not find bibtex key "%s"',
                    cited.key,
                    location=node,
                    type="bibtex",
                    subtype="key_not_found",
                )
                continue
            info = SphinxReferenceInfo(
                builder=builder,
                fromdocname=fromdocname,
                todocname=citation.bibliography_key.docname,
                citation_id=citation.citation_id,
                title=None,
                pre_text=cited.pre,
                post_text=cited.post,
            )
            references.append((citation.entry, citation.formatted_entry, info))
        if not references:
            return contnode
        # The same on all pages from which the bibliographies have the same address.
        pages = {info.todocname for _, _, info in references}
        addresses = (builder.get_relative_uri(fromdocname, page) for page in sorted(pages))
        here = fromdocname if fromdocname in pages else ""
        made = typ, target, builder.name, here, *addresses
        if made not in self._rendered:
            result = cited_words("", "", classes=["bibtex-citation"])
            result += format_references(self.reference_style, typ, references).render(self.backend)
            self._rendered[made] = result
        return self._rendered[made].deepcopy()

    def resolve_any_xref(  # type: ignore[override]
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: addnodes.pending_xref,
        contnode: Element,
    ) -> list[tuple[str, Element]]:
        """Serve ``{any}`` and MyST's ``[](#key)``, which ask every domain."""
        keys = [key.strip() for key in target.split(",")]
        if not any(self._citation(key, fromdocname) for key in keys):
            return []
        resolved = self.resolve_xref(env, fromdocname, builder, "p", target, node, contnode)
        return [("cite:p", resolved)]


class _Backend(pybtex_docutils.Backend):
    """pybtex's docutils backend, which also knows tags that become classes."""

    def format_tag(self, tag_name: str, text: list[nodes.Node]) -> list[nodes.Node]:
        """Return an inline with a class for our tags; ``language-es`` becomes ``lang="es"``."""
        if tag_name.startswith(("language-", "apparatus-")):
            return [nodes.inline("", "", *text, classes=[tag_name])]
        return super().format_tag(tag_name, text)


class ListSources(SphinxPostTransform):
    """Render bibliographies as lists of sources.

    Before::

        <bibliography ids="id1" docname="bibliography">

    After::

        <bullet_list ids="id1" classes="apparatus-bibliography">
            <list_item ids="source-fuller2019terms" classes="apparatus-source">
                <paragraph> Fuller, Nathan. 2019. “Anti-imperialism on our own terms.” …
                <paragraph classes="apparatus-cited-in"> Cited in: 2019 n. 3, n. 7; 2026 n. 12.

    Upstream makes ``citation`` nodes instead. Docutils writes these with the role
    ``doc-biblioentry`` inside a plain ``list``, which ARIA doesn't allow (checkers fail it), puts a
    label in brackets that author-date lists don't have, and fills nodes that are kept in the
    environment, so that a second writing of the page in one process would print all entries twice.
    """

    default_priority = 4
    """Before upstream's own transform (5), which finds nothing left to do; before
    ReferencesResolver (10), which resolves the links to the notes."""

    def run(self, **_kwargs: Any) -> None:
        """Replace each bibliography of the document; lists of other kinds stay upstream's."""
        domain = self.env.get_domain("cite")
        assert isinstance(domain, SourcesDomain)
        found = [
            (place, BibliographyKey(docname=place["docname"], id_=place["ids"][0]))
            for place in self.document.findall(bibliography_node)
        ]
        found = [
            (place, key) for place, key in found if domain.bibliographies[key].list_ == "citation"
        ]
        if not found:
            return
        backend = _Backend()
        notes = citing_notes(self.env)
        linked = _has_note_role(self.env)
        by_bibliography: defaultdict[BibliographyKey, list[Citation]] = defaultdict(list)
        for citation in domain.citations:
            by_bibliography[citation.bibliography_key].append(citation)
        for place, key in found:
            items = [
                _item(citation, backend, notes.get(citation.key, ()), linked)
                for citation in by_bibliography[key]
            ]
            if not items:
                place.replace_self(nodes.target("", "", ids=place["ids"]))
                continue
            listed = nodes.bullet_list("", *items, classes=["apparatus-bibliography"], bullet="-")
            listed["ids"] = place["ids"]
            listed.source, listed.line = place.source, place.line
            place.replace_self(listed)


def _item(
    citation: Citation, backend: _Backend, notes: Iterable[CitingNote], linked: bool
) -> nodes.list_item:
    docname = citation.bibliography_key.docname
    item = nodes.list_item(
        "",
        backend.paragraph(citation.formatted_entry),
        ids=[citation.citation_id],
        classes=["apparatus-source"],
        docname=docname,
        # By which a reader of a screen knows where a link in the book leads.
        label=str(citation.formatted_entry.label),
    )
    # Two essays of one year may have notes of one number: these stay in the edition's order.
    ordered = sorted(dict.fromkeys(notes), key=lambda note: note.order)
    if ordered:
        item += _cited_in(ordered, docname, linked)
    return item


def _cited_in(ordered: Iterable[CitingNote], docname: str, linked: bool) -> nodes.paragraph:
    """“Cited in: 2019 n. 3, n. 7; 2026 n. 12.”"""
    paragraph = nodes.paragraph("", "Cited in: ", classes=["apparatus-cited-in"])
    for essay, group in groupby(ordered, key=lambda note: note.essay_label):
        if len(paragraph) > 1:
            paragraph += nodes.Text("; ")
        for number, note in enumerate(group):
            if number:
                paragraph += nodes.Text(", ")
            text = note.text if number or not essay else f"{essay} {note.text}"
            paragraph += _note_link(note, text, docname) if linked else nodes.Text(text)
    paragraph += nodes.Text(".")
    return paragraph


def _note_link(note: CitingNote, text: str, docname: str) -> addnodes.pending_xref:
    """A reference as the role ``{apparatus:note}`` makes it; the domain resolves it."""
    return addnodes.pending_xref(
        "",
        # No class "xref" as roles give it: the text writer would print asterisks.
        nodes.inline("", text, classes=["apparatus-note"]),
        refdomain="apparatus",
        reftype="note",
        reftarget=note.note_id,
        refexplicit=True,
        refdoc=docname,
        refwarn=True,
    )


class DropCitationIds(SphinxPostTransform):
    """Take the ids off citations.

    Upstream gives each an id for links back from the bibliography, which ours doesn't have
    (it tells the notes instead). They are ``id1``, ``id2`` in every document, so that all texts in
    one file (``singlehtml``) would have each of them twice.
    """

    default_priority = 3
    """Before ReferencesResolver (10), which hands the ids on."""

    def run(self, **_kwargs: Any) -> None:
        """Clear the ids of all citations."""
        for citation in self.document.findall(addnodes.pending_xref):
            if citation.get("refdomain") == "cite":
                citation["ids"] = []


class AnchorSourcesForLatex(SphinxPostTransform):
    """Give entries the anchors that upstream's citations link to in LaTeX.

    Upstream writes ``\\hyperlink{cite.<document>:<id>}`` and relies on ``\\bibitem`` for the other
    end, which a plain list doesn't have.
    """

    default_priority = 6
    """After :class:`ListSources`."""
    formats = ("latex",)

    def run(self, **_kwargs: Any) -> None:
        """Put an anchor at the beginning of each entry."""
        for item in self.document.findall(nodes.list_item):
            if "apparatus-source" in item["classes"]:
                anchor = f"\\hypertarget{{cite.{item['docname']}:{item['ids'][0]}}}{{}}"
                cast("Element", item[0]).insert(0, nodes.raw("", anchor, format="latex"))


# -- set up ------------------------------------------------------------------------------------

_DEFAULTS: Mapping[str, tuple[object, object]] = {
    "bibtex_default_style": ("alpha", STYLE),
    "bibtex_reference_style": ("label", STYLE),
    "bibtex_tooltips": (True, False),
    "bibtex_cite_id": ("", "source-{key}"),
    "bibtex_bibliography_id": ("", "sources-{bibliography_count}"),
}
"""Settings of sphinxcontrib-bibtex: its default, and ours in the place of it.

A ``conf.py`` still decides, except that it cannot ask for upstream's own defaults.
"""


def set_defaults(app: Sphinx, config: Config) -> None:
    """Replace upstream's defaults by ours, wherever ``conf.py`` left them alone.

    The file of sources is the one that the edition's records are checked against.
    """
    for name, (theirs, ours) in _DEFAULTS.items():
        if config[name] == theirs:
            config[name] = ours
    if config.bibtex_bibfiles is None and "apparatus_references" in config:
        config.bibtex_bibfiles = [str(Path(app.srcdir, config.apparatus_references))]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up sphinxcontrib-bibtex with our styles, our domain and our list."""
    # Known to every writer; pages leave its element out (lean.py).
    app.add_node(cited_words, override=True)
    pybtex.plugin.register_plugin("pybtex.style.formatting", STYLE, ChicagoStyle, force=True)
    register_bibtex_plugin(
        "sphinxcontrib.bibtex.style.referencing", STYLE, AuthorDateReferences, force=True
    )
    app.setup_extension("sphinxcontrib.bibtex")
    app.add_domain(SourcesDomain, override=True)
    app.connect("config-inited", set_defaults)
    app.add_post_transform(DropCitationIds)
    app.add_post_transform(ListSources)
    app.add_post_transform(AnchorSourcesForLatex)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
