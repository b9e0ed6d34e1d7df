"""The sources of an edition as records.

Entry types and fields are biblatex's (manual of biblatex 3.20, §2.1 and §2.2), with four fields of
the engine's own: ``consulted``, ``title-source`` and ``seen-at`` say how reliable an entry is,
``archive`` is the address of an archived copy.
What takes an author's place, how a citation reads and how entries follow each other is the
author-date system of *The Chicago Manual of Style* (18th ed., chapter 13; 17th ed., chapter 15).
Nothing here imports Sphinx: the command line, the exporters and the build share it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import quote

from sphinx_apparatus.model.catalogue import N_, _, is_english, translate
from sphinx_apparatus.model.date_words import year_words
from sphinx_apparatus.model.dates import PartialDate, parse_dates
from sphinx_apparatus.model.languages import and_list
from sphinx_apparatus.model.vocabulary import Consulted
from sphinx_apparatus.text.collation import TITLE_STOP_WORDS, source_key, without_article

NO_DATE = N_("n.d.")


_UNSPACED = re.compile(
    "[\u3005\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+"
)
"""Chinese, Japanese and Korean letters."""


class Person(NamedTuple):
    """Somebody named in a source: a person, or a body with a single name."""

    family: str
    """Family name with its particle, or the whole name of a body."""
    given: str = ""
    suffix: str = ""
    """Jr., III."""
    is_body: bool = False
    """Written in double braces: an organization, not to be taken apart."""

    @property
    def inverted(self) -> str:
        """The name as it begins an entry: ``Fuller, Nathan``, ``李华``."""
        if self._is_unspaced:
            return self.straight
        return ", ".join(part for part in (self.family, self.given, self.suffix) if part)

    @property
    def straight(self) -> str:
        """The name as it is spoken: ``Nathan Fuller``."""
        if self._is_unspaced:
            return self.family + self.given
        return " ".join(part for part in (self.given, self.family, self.suffix) if part)

    @property
    def _is_unspaced(self) -> bool:
        """Whether the name is in a script that writes the family name first, without a space."""
        return bool(self.given) and bool(_UNSPACED.fullmatch(self.family + self.given))

    @property
    def initials(self) -> str:
        """The first letters of the given names: ``J.-P.``, ``J. R.``; a Chinese name whole."""
        if self._is_unspaced:
            return self.given
        return " ".join(
            "-".join(f"{half[0]}." for half in name.split("-") if half)
            for name in self.given.split()
        )


_IN_DOI = "/:;()[]._-~!$'*+,=@%"
"""Characters of a DOI that an address has as they are."""
OTHERS = "others"
"""What biblatex writes for names left out: ``and others``."""


# -- types and fields --------------------------------------------------------------------------

_PAGED = frozenset(
    {"book", "collection", "inbook", "incollection", "inproceedings", "report", "thesis"}
)
_ONE_OF_ADDRESS = ("url", "doi", "note")

REQUIRED: Mapping[str, tuple[tuple[str, ...], ...]] = MappingProxyType(
    {
        "article": (("title",), ("journaltitle",)),
        "audio": (("title",),),
        "book": (("title",),),
        "collection": (("title",),),
        "dataset": (("title",),),
        "inbook": (("title",), ("booktitle",)),
        "incollection": (("title",), ("booktitle",)),
        "inproceedings": (("title",), ("booktitle",)),
        "jurisdiction": (("title",),),
        "legal": (("title",),),
        "legislation": (("title",),),
        "misc": (("title",),),
        "online": (("title",), _ONE_OF_ADDRESS),
        "report": (("title",), ("institution", "author")),
        "thesis": (("title",), ("author",), ("institution",)),
        "unpublished": (("title",), ("author",)),
        "video": (("title",),),
    }
)
"""Types we print, each with its required fields (one of each group).

As biblatex requires, but for names and ``date``: works of reference, news and web pages often name
neither, and a guess would be worse than a gap. An ``online`` entry may explain in ``note`` why it
has no address.
"""

BIBTEX_TYPES = MappingProxyType(
    {
        "techreport": "report",
        "phdthesis": "thesis",
        "mastersthesis": "thesis",
        "conference": "inproceedings",
        "electronic": "online",
        "www": "online",
        "booklet": "book",
        "manual": "report",
        "proceedings": "collection",
    }
)
BIBTEX_FIELDS = MappingProxyType(
    {
        "journal": "journaltitle",
        "year": "date",
        "month": "date",
        "day": "date",
        "address": "location",
        "school": "institution",
        "language": "langid",
        "howpublished": "organization",
    }
)

PERSON_FIELDS = ("author", "editor", "translator")
DATE_FIELDS = ("date", "eventdate", "urldate")
FIELDS = frozenset(
    {
        "author",
        "editor",
        "translator",
        "title",
        "subtitle",
        "shorttitle",
        "shortauthor",
        "booktitle",
        "booksubtitle",
        "journaltitle",
        "organization",
        "institution",
        "publisher",
        "location",
        "series",
        "edition",
        "volume",
        "number",
        "chapter",
        "pages",
        "type",
        "date",
        "eventdate",
        "urldate",
        "url",
        "doi",
        "isbn",
        "issn",
        "langid",
        "note",
        "keywords",
        "consulted",
        "title-source",
        "seen-at",
        "archive",
    }
)
TITLE_SOURCES = frozenset({"address"})

_IN_QUOTES = frozenset(
    {
        "article",
        "audio",
        "dataset",
        "inbook",
        "incollection",
        "inproceedings",
        "misc",
        "online",
        "thesis",
        "unpublished",
        "video",
    }
)
_LAW = frozenset({"jurisdiction", "legal", "legislation"})


class TitleForm(StrEnum):
    """How a title is set."""

    QUOTED = "quoted"
    ITALIC = "italic"
    PLAIN = "plain"


class HeadKind(StrEnum):
    """What begins an entry and its citations."""

    NAMES = "names"
    OUTLET = "outlet"
    """A newspaper or magazine, for its unsigned pieces; italic."""
    BODY = "body"
    """The organization that publishes or keeps the page."""
    TITLE = "title"


_TIME_OF_COPY = re.compile(r"/(\d{14})(?:id_|if_)?/")


class ArchivedCopy(NamedTuple):
    """A copy of a page in a web archive."""

    address: str
    day: dt.date | None
    """When it was made; none if the address does not say it."""

    @property
    def original(self) -> str:
        """The address of the copy without what the archive adds to it."""
        return _TIME_OF_COPY.sub(r"/\1id_/", self.address, count=1)


def archived_copy(address: str) -> ArchivedCopy:
    """Return the copy at an address; those of most archives hold its time in 14 digits."""
    found = _TIME_OF_COPY.search(address)
    day = None
    if found:
        with suppress(ValueError):
            day = dt.date(int(found[1][:4]), int(found[1][4:6]), int(found[1][6:8]))
    return ArchivedCopy(address, day)


# -- a source ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Source:
    """One entry of ``references.bib``."""

    key: str
    type: str
    fields: Mapping[str, str]
    """All fields but the names, as plain text without braces."""
    persons: Mapping[str, tuple[Person, ...]]
    """Names by role: author, editor, translator."""
    line: int = 0
    """Where the entry begins."""

    @property
    def authors(self) -> tuple[Person, ...]:
        """The authors; editors where there is no author."""
        return self.persons.get("author") or self.persons.get("editor", ())

    @property
    def consulted(self) -> Consulted | None:
        """How far the editors read it; None if the entry doesn't say."""
        value = self.fields.get("consulted", "")
        return Consulted(value) if value in set(Consulted) else None

    @property
    def was_consulted(self) -> bool:
        """Whether the editors may have seen its text: the entry doesn't deny it."""
        return self.consulted is not Consulted.NO

    @property
    def title(self) -> str:
        """Title and subtitle."""
        return _with_subtitle(self.fields.get("title", ""), self.fields.get("subtitle", ""))

    @property
    def booktitle(self) -> str:
        """Title and subtitle of the book that holds it."""
        return _with_subtitle(self.fields.get("booktitle", ""), self.fields.get("booksubtitle", ""))

    @property
    def title_form(self) -> TitleForm:
        """How the title is set; descriptions in square brackets are plain."""
        if self.fields.get("title", "").startswith("[") or self.type in _LAW:
            return TitleForm.PLAIN
        return TitleForm.QUOTED if self.type in _IN_QUOTES else TitleForm.ITALIC

    @cached_property
    def dates(self) -> tuple[PartialDate, ...]:
        """The date, or the ends of the span; empty if it isn't known."""
        for name in ("date", "eventdate"):
            if name in self.fields:
                try:
                    return parse_dates(self.fields[name])
                except ValueError:
                    return ()
        return ()

    @property
    def year(self) -> str:
        """``2019``, ``2019–2020``, ``751 BCE`` or ``n.d.``"""
        years = dict.fromkeys(
            str(date.year) if date.year > 0 else year_words(date) for date in self.dates
        )
        return "–".join(years) or translate(NO_DATE)

    @property
    def outlet(self) -> str:
        """Newspaper, site, publisher: where it came out."""
        names = ("journaltitle", "organization", "institution", "publisher")
        return next((self.fields[name] for name in names if name in self.fields), "")

    @property
    def has_pages(self) -> bool:
        """Whether a place in it can be cited by a page: books, reports, parts of books."""
        return self.type in _PAGED or "pages" in self.fields

    @property
    def publishers(self) -> frozenset[str]:
        """Everybody who published it: periodical, site, publisher, and bodies as authors."""
        names = ("journaltitle", "organization", "institution", "publisher")
        bodies = {person.family for person in self.authors if person.is_body}
        return frozenset({self.fields[name] for name in names if name in self.fields} | bodies)

    @property
    def address(self) -> str:
        """The address to link to; a DOI is preferred, as it lasts."""
        doi = self.fields.get("doi")
        if doi:
            return f"https://doi.org/{quote(doi, safe=_IN_DOI)}"
        return self.fields.get("url", "")

    @property
    def archived(self) -> ArchivedCopy | None:
        """The archived copy that the entry names."""
        return archived_copy(self.fields["archive"]) if "archive" in self.fields else None

    @property
    def is_from_copy(self) -> bool:
        """Whether the editors read it in a copy, not at its own address."""
        in_part = self.consulted in {Consulted.OPENING, Consulted.EXCERPT}
        return in_part or "seen-at" in self.fields

    @property
    def language(self) -> str:
        """The code for HTML's ``lang``: ``es``; empty if not given or unknown."""
        return LANGUAGES.get(self.fields.get("langid", ""), "")

    @property
    def head_kind(self) -> HeadKind:
        """What begins the entry.

        Authors or editors; for unsigned news the newspaper; for other pages and reports the body
        that published them; else the title (Chicago 17th ed. 15.34–36 and 15.49–50).
        """
        if self.authors:
            return HeadKind.NAMES
        if self.type == "article" and "journaltitle" in self.fields:
            return HeadKind.OUTLET
        if self.type not in _LAW and (self.fields.keys() & {"organization", "institution"}):
            return HeadKind.BODY
        return HeadKind.TITLE

    @property
    def head(self) -> str:
        """The first words of citations, before anything is done to keep two apart.

        ``Fuller``, ``Dean and Uzman``, ``Lander et al.``, ``New York Times``, or a short title.
        """
        match self.head_kind:
            case HeadKind.NAMES:
                return self.fields.get("shortauthor") or cited_names(self.authors)
            case HeadKind.OUTLET:
                return self.fields["journaltitle"]
            case HeadKind.BODY:
                return self.fields.get("organization") or self.fields["institution"]
            case HeadKind.TITLE:
                return self.short_title

    @property
    def short_title(self) -> str:
        """``shorttitle``, or the title cut at its first colon and then to a few words, as set."""
        title = self.fields.get("shorttitle") or _shorten(self.fields.get("title", ""))
        return f"“{with_inner_marks(title)}”" if self.title_form is TitleForm.QUOTED else title

    @property
    def sort_key(self) -> tuple[tuple[str, ...], int, str, str]:
        """Chicago's order: by names, then by year (undated last), then by title."""
        if self.head_kind is HeadKind.NAMES:
            short = self.fields.get("shortauthor")
            names = (short,) if short else tuple(person.inverted for person in self.authors)
        elif self.head_kind is HeadKind.TITLE:
            names = (self._sorting_title,)
        else:
            names = (without_article(self.head, "english"),)
        year = self.dates[0].year if self.dates else 9999
        return (
            tuple(source_key(name) for name in names),
            year,
            source_key(self._sorting_title),
            self.key,
        )

    @property
    def _sorting_title(self) -> str:
        return without_article(self.title, self.fields.get("langid", "english"))


LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "afrikaans": "af",
        "albanian": "sq",
        "amharic": "am",
        "arabic": "ar",
        "armenian": "hy",
        "basque": "eu",
        "belarusian": "be",
        "bengali": "bn",
        "bosnian": "bs",
        "breton": "br",
        "bulgarian": "bg",
        "catalan": "ca",
        "chinese": "zh",
        "croatian": "hr",
        "czech": "cs",
        "danish": "da",
        "dutch": "nl",
        "english": "en",
        "american": "en-US",
        "british": "en-GB",
        "esperanto": "eo",
        "estonian": "et",
        "finnish": "fi",
        "french": "fr",
        "galician": "gl",
        "georgian": "ka",
        "german": "de",
        "austrian": "de-AT",
        "greek": "el",
        "hebrew": "he",
        "hindi": "hi",
        "hungarian": "hu",
        "icelandic": "is",
        "indonesian": "id",
        "irish": "ga",
        "italian": "it",
        "japanese": "ja",
        "kazakh": "kk",
        "korean": "ko",
        "kurdish": "ku",
        "latin": "la",
        "latvian": "lv",
        "lithuanian": "lt",
        "macedonian": "mk",
        "malay": "ms",
        "norwegian": "no",
        "norsk": "nb",
        "nynorsk": "nn",
        "persian": "fa",
        "polish": "pl",
        "portuguese": "pt",
        "brazilian": "pt-BR",
        "romanian": "ro",
        "russian": "ru",
        "serbian": "sr",
        "slovak": "sk",
        "slovene": "sl",
        "spanish": "es",
        "swahili": "sw",
        "swedish": "sv",
        "tamil": "ta",
        "thai": "th",
        "turkish": "tr",
        "ukrainian": "uk",
        "urdu": "ur",
        "vietnamese": "vi",
        "welsh": "cy",
    }
)
"""``langid`` (names of babel's languages) to the codes of BCP 47."""


def _with_subtitle(title: str, subtitle: str) -> str:
    if not subtitle:
        return title
    return f"{title} {subtitle}" if title.endswith(("?", "!", ":")) else f"{title}: {subtitle}"


def with_inner_marks(title: str) -> str:
    """Return a title as it stands within quotation marks: its own are single."""
    inner = title.translate({ord("“"): "‘", ord("”"): "’"})
    return re.sub(r'"([^"]*)"', "‘\\1’", inner)


_WORDS_OF_SHORT_TITLE = 5


def _shorten(title: str) -> str:
    described = title.startswith("[")
    title = title.strip("[]")
    words = re.split(r"[:;]\s|\s[–—]\s", title)[0].split()
    if len(words) > _WORDS_OF_SHORT_TITLE:
        words = words[:_WORDS_OF_SHORT_TITLE]
        while len(words) > 1 and words[-1].casefold().strip(",.") in TITLE_STOP_WORDS:
            words.pop()
    short = " ".join(words).rstrip(",.")
    return f"[{short}]" if described else short


# -- names -------------------------------------------------------------------------------------


def cited_names(persons: tuple[Person, ...], full: bool = False, first: str = "") -> str:
    """Return names as citations have them: one, two with “and”, the first of three with “et al.”

    *full* gives all of them; *first* replaces the first name, to distinguish two people.
    """
    names = [first or persons[0].family, *(person.family for person in persons[1:])]
    if names[-1] == OTHERS:
        shown = names[:-1] if full else names[:1]
        return f"{', '.join(shown)} {_('et al.')}"
    if len(names) > 2 and not full:
        return f"{names[0]} {_('et al.')}"
    return enumerate_names(names)


def enumerate_names(names: list[str]) -> str:
    """Join names with commas and “and”."""
    if len(names) < 3 or not is_english():
        return and_list(names)
    return f"{', '.join(names[:-1])}, and {names[-1]}"
