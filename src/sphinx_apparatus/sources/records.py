"""The sources of an edition: ``references.bib`` as records, every fault as a problem with its line.

Entry types and fields are biblatex's (manual of biblatex 3.20, §2.1 and §2.2), with three fields of
our own, which tell readers how far a source can be relied on: ``consulted``, ``title-source`` and
``seen-at``.
What stands in an author's place, how a citation reads and how entries follow each other is the
author-date system of *The Chicago Manual of Style* (18th ed., chapter 13; 17th ed., chapter 15).
Nothing here imports Sphinx: the command line, the exporters and the build share it.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import SplitResult, parse_qsl, urlsplit

from pybtex.bibtex.utils import split_name_list  # type: ignore[import-untyped]
from pybtex.database import Person as BibtexPerson  # type: ignore[import-untyped]
from pybtex.database.input.bibtex import LowLevelParser  # type: ignore[import-untyped]
from pybtex.errors import capture  # type: ignore[import-untyped]
from pybtex.scanner import PybtexSyntaxError  # type: ignore[import-untyped]

from sphinx_apparatus.model.problems import Problem, Rule
from sphinx_apparatus.model.vocabulary import Consulted
from sphinx_apparatus.text.bodies import MAX_ADDRESS
from sphinx_apparatus.text.characters import odd_characters

KEY_PATTERN = re.compile(r"[a-z]+(\d{4}|nd)[a-z]+")
"""Name, year or ``nd``, word of the title: ``un1993madness``."""

NO_DATE = "n.d."


class Person(NamedTuple):
    """Somebody named in a source: a human being, or a body under its one name."""

    family: str
    """Family name with its particle, or the whole name of a body."""
    given: str = ""
    suffix: str = ""
    """Jr., III."""
    is_body: bool = False
    """Written in double braces: an organization, not to be taken apart."""

    @property
    def inverted(self) -> str:
        """The name as it begins an entry: ``Fuller, Nathan``."""
        return ", ".join(part for part in (self.family, self.given, self.suffix) if part)

    @property
    def straight(self) -> str:
        """The name as it is spoken: ``Nathan Fuller``."""
        return " ".join(part for part in (self.given, self.family, self.suffix) if part)

    @property
    def initials(self) -> str:
        """The first letters of the given names: ``J.-P.``, ``J. R.``"""
        return " ".join(
            "-".join(f"{half[0]}." for half in name.split("-") if half)
            for name in self.given.split()
        )


OTHERS = "others"
"""What biblatex writes for names left out: ``and others``."""


# -- types and fields --------------------------------------------------------------------------

_ONE_OF_ADDRESS = ("url", "doi", "note")

REQUIRED: Mapping[str, tuple[tuple[str, ...], ...]] = MappingProxyType(
    {
        "article": (("title",), ("journaltitle",)),
        "audio": (("title",),),
        "book": (("title",), ("author", "editor")),
        "collection": (("title",), ("editor",)),
        "dataset": (("title",),),
        "inbook": (("title",), ("booktitle",), ("author",)),
        "incollection": (("title",), ("booktitle",), ("author",)),
        "inproceedings": (("title",), ("booktitle",), ("author",)),
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

As biblatex requires, but for ``author`` and ``date``: news and web pages often name neither, and a
guess would be worse than a gap. An ``online`` entry may explain in ``note`` why it has no address.
"""

_BIBTEX_TYPES = MappingProxyType(
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
_BIBTEX_FIELDS = MappingProxyType(
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


# -- dates -------------------------------------------------------------------------------------

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Date(NamedTuple):
    """A day, a month or a year."""

    year: int
    month: int | None = None
    day: int | None = None


def parse_date(value: str) -> tuple[Date, ...]:
    """Return one date, or the two ends of a span such as ``2019-01-28/2019-01-30``.

    The format is the plain part of ISO 8601 that biblatex takes (§2.3.8 of its manual).
    Raises ValueError, with a message for people, for anything else and for days that never were.
    """
    found = tuple(_one_date(part) for part in value.split("/"))
    if len(found) > 2:
        raise ValueError("a span has two ends")
    if len(found) == 2 and _bounds(found[0]) >= _bounds(found[1]):
        raise ValueError("the span ends before it begins")
    return found


def _one_date(value: str) -> Date:
    match = _DATE.fullmatch(value)
    if match is None:
        raise ValueError("expected 2019, 2019-02 or 2019-02-27")
    date = Date(*(int(part) if part else None for part in match.groups()))  # type: ignore[arg-type]
    try:
        dt.date(date.year, date.month or 1, date.day or 1)
    except ValueError:
        raise ValueError("there is no such day") from None
    return date


def _bounds(date: Date) -> tuple[int, int, int]:
    return (date.year, date.month or 0, date.day or 0)


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
        """How far the editors read it; None if the entry doesn't tell (which is a problem)."""
        value = self.fields.get("consulted", "")
        return Consulted(value) if value in set(Consulted) else None

    @property
    def was_consulted(self) -> bool:
        """Whether the editors saw any of its text."""
        return self.consulted not in {None, Consulted.NO}

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
        """How the title is set; descriptions in square brackets stand plain."""
        if self.fields.get("title", "").startswith("[") or self.type in _LAW:
            return TitleForm.PLAIN
        return TitleForm.QUOTED if self.type in _IN_QUOTES else TitleForm.ITALIC

    @cached_property
    def dates(self) -> tuple[Date, ...]:
        """The date, or the ends of the span; empty if it isn't known."""
        for name in ("date", "eventdate"):
            if name in self.fields:
                try:
                    return parse_date(self.fields[name])
                except ValueError:
                    return ()
        return ()

    @property
    def year(self) -> str:
        """``2019``, ``2019–2020`` or ``n.d.``"""
        years = dict.fromkeys(str(date.year) for date in self.dates)
        return "–".join(years) or NO_DATE

    @property
    def outlet(self) -> str:
        """Newspaper, site, publisher: where it came out."""
        names = ("journaltitle", "organization", "institution", "publisher")
        return next((self.fields[name] for name in names if name in self.fields), "")

    @property
    def address(self) -> str:
        """The address to link to; a DOI is preferred, as it lasts."""
        doi = self.fields.get("doi")
        return f"https://doi.org/{doi}" if doi else self.fields.get("url", "")

    @property
    def language(self) -> str:
        """The code for HTML's ``lang``: ``es``; empty if not given or not known to us."""
        return LANGUAGES.get(self.fields.get("langid", ""), "")

    @property
    def head_kind(self) -> HeadKind:
        """What stands first.

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
        return f"“{title}”" if self.title_form is TitleForm.QUOTED else title

    @property
    def sort_key(self) -> tuple[tuple[str, ...], int, str, str]:
        """Chicago's order: by names, then by year (undated last), then by title."""
        if self.head_kind is HeadKind.NAMES:
            short = self.fields.get("shortauthor")
            names = (short,) if short else tuple(person.inverted for person in self.authors)
        elif self.head_kind is HeadKind.TITLE:
            names = (self._sorting_title,)
        else:
            names = (_without_article(self.head, "english"),)
        year = self.dates[0].year if self.dates else 9999
        return (
            tuple(_collate(name) for name in names),
            year,
            _collate(self._sorting_title),
            self.key,
        )

    @property
    def _sorting_title(self) -> str:
        return _without_article(self.title, self.fields.get("langid", "english"))


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

_ARTICLES = MappingProxyType(
    {
        "english": ("the", "a", "an"),
        "french": ("le", "la", "les", "un", "une"),
        "german": ("der", "die", "das", "ein", "eine"),
        "italian": ("il", "lo", "la", "i", "gli", "le", "un", "una"),
        "portuguese": ("o", "a", "os", "as", "um", "uma"),
        "spanish": ("el", "la", "los", "las", "un", "una"),
    }
)


def _with_subtitle(title: str, subtitle: str) -> str:
    if not subtitle:
        return title
    return f"{title} {subtitle}" if title.endswith(("?", "!", ":")) else f"{title}: {subtitle}"


def _without_article(text: str, langid: str) -> str:
    first, _, rest = text.lstrip("“‘«„¿¡[(").partition(" ")
    return rest if rest and first.casefold() in _ARTICLES.get(langid, ()) else text


def _collate(text: str) -> str:
    """Letters and digits only, without accents and capitals; Chicago sorts letter by letter."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in plain if char.isalnum() or char == ",")


_WORDS_OF_SHORT_TITLE = 5
_LOOSE_ENDS = (
    "a an and are as at by for from in is it of on or over after says that the their "
    "this to was what which why with without de del e el en la las los o para por que "
    "su sobre un una y da do das dos em no na di il lo i gli per che der die das des "
    "dem den ein eine für im in mit und von zu zur le les du et "
)
"""Words that a short title doesn't end with."""


def _shorten(title: str) -> str:
    described = title.startswith("[")
    title = title.strip("[]")
    words = re.split(r"[:;]\s|\s[–—]\s", title)[0].split()
    if len(words) > _WORDS_OF_SHORT_TITLE:
        words = words[:_WORDS_OF_SHORT_TITLE]
        while len(words) > 1 and words[-1].casefold().strip(",.") in _LOOSE_ENDS.split():
            words.pop()
    short = " ".join(words).rstrip(",.")
    return f"[{short}]" if described else short


# -- names and labels --------------------------------------------------------------------------


def cited_names(persons: tuple[Person, ...], full: bool = False, first: str = "") -> str:
    """Return names as citations have them: one, two with “and”, the first of three with “et al.”

    *full* gives all of them; *first* replaces the first name, to tell two people apart.
    """
    names = [first or persons[0].family, *(person.family for person in persons[1:])]
    if names[-1] == OTHERS:
        return f"{names[0]} et al." if not full else f"{', '.join(names[:-1])} et al."
    if len(names) > 2 and not full:
        return f"{names[0]} et al."
    return enumerate_names(names)


def enumerate_names(names: list[str]) -> str:
    """Join names with commas and “and”."""
    if len(names) < 3:
        return " and ".join(names)
    return f"{', '.join(names[:-1])}, and {names[-1]}"


class Label(NamedTuple):
    """What a citation prints of a source."""

    head: str
    year: str
    """With its letter, where two sources share head and year: ``2019a``, ``n.d.-a``."""

    def __str__(self) -> str:
        return f"{self.head} {self.year}"


def labels(sources: Iterable[Source]) -> dict[str, Label]:
    """Return the label of each source by its key; no two are equal.

    People of one family name get initials, or whole given names if these are the same
    (Chicago 17th ed. 15.22); what still shares head and year gets letters in the order of the
    bibliography (15.20).
    """
    ordered = sorted(sources, key=lambda source: source.sort_key)
    given: defaultdict[str, set[Person]] = defaultdict(set)
    for source in ordered:
        for person in source.authors[:1]:
            if not person.is_body and person.given:
                given[person.family].add(person)
    groups: defaultdict[tuple[str, str], list[Source]] = defaultdict(list)
    for source in ordered:
        groups[_head_apart(source, given), source.year].append(source)
    found: dict[str, Label] = {}
    for (head, year), group in groups.items():
        if len(group) == 1:
            found[group[0].key] = Label(head, year)
            continue
        dash = "-" if year == NO_DATE else ""
        for number, source in enumerate(group):
            found[source.key] = Label(head, f"{year}{dash}{_letters(number)}")
    return found


def _head_apart(source: Source, given: Mapping[str, set[Person]]) -> str:
    if source.head_kind is not HeadKind.NAMES or "shortauthor" in source.fields:
        return source.head
    person = source.authors[0]
    namesakes = given.get(person.family, set())
    if person not in namesakes or len(namesakes) == 1:
        return source.head
    initials = [other.initials for other in namesakes]
    first = person.given if initials.count(person.initials) > 1 else person.initials
    return cited_names(source.authors, first=f"{first} {person.family}")


def _letters(number: int) -> str:
    """a … z, aa, ab …"""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


# -- reading -----------------------------------------------------------------------------------


def read_references(
    path: Path, shown: str | None = None
) -> tuple[dict[str, Source], list[Problem]]:
    """Read *path*; return its sources by key and everything that is wrong, in order of lines.

    *shown* is the path as problems print it. An entry with faults is still returned as far as it
    can be read, so that notes that cite it aren't blamed as well.
    """
    reader = _Reader(shown or path.as_posix())
    if path.is_symlink():
        reader.report(Rule.SYMLINK, 1, "found a symbolic link; put the file itself here")
        return {}, reader.problems
    try:
        with path.open("rb") as file:
            raw = file.read(_SIZE + 1)
    except OSError as error:
        reader.report(Rule.FILE_MISSING, 1, f"cannot be read: {error.strerror or error}")
        return {}, reader.problems
    if len(raw) > _SIZE:
        message = f"the file has more than {_SIZE // 1024} KiB, which is the limit"
        reader.report(Rule.FILE_SIZE, 1, message)
        return {}, reader.problems
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        reader.report(
            Rule.ENCODING, line, f"byte {raw[error.start]:#04x} is not UTF-8; save it as UTF-8"
        )
        return {}, reader.problems
    reader.read(text.replace("\r\n", "\n").replace("\r", "\n"))
    reader.problems.sort(key=lambda problem: problem.line)
    return reader.sources, reader.problems


def source_from_fields(
    key: str, type_: str, fields: Mapping[str, str], line: int = 0
) -> tuple[Source, list[tuple[str, str]]]:
    """Return a source made of a parsed entry's fields, and faults in names as (field, message)."""
    faults: list[tuple[str, str]] = []
    persons: dict[str, tuple[Person, ...]] = {}
    plain: dict[str, str] = {}
    for name, value in fields.items():
        if name in PERSON_FIELDS:
            people, found = _persons(value)
            faults.extend((name, message) for message in found)
            if people:
                persons[name] = people
        elif value:
            plain[name] = value if name in {"url", "doi"} else _plain(value)
    return Source(key, type_, plain, persons, line), faults


def _plain(value: str) -> str:
    """Drop braces, which only protect capitals from styles unlike ours, and the five escapes."""
    return re.sub(r"\\([&%#$_])", r"\1", value).translate({ord("{"): None, ord("}"): None})


def source_from_bibtex(entry: Any) -> Source:
    """Return the source that pybtex (``pybtex.database.Entry``) has parsed already."""
    persons = {
        role: tuple(_person(person) for person in people)
        for role, people in entry.persons.items()
        if people
    }
    source, _ = source_from_fields(
        entry.key, entry.type, {name.lower(): value for name, value in entry.fields.items()}
    )
    return replace(source, persons=persons | dict(source.persons))


def _persons(value: str) -> tuple[tuple[Person, ...], list[str]]:
    people: list[Person] = []
    faults: list[str] = []
    for name in split_name_list(value):
        if "," not in name and " " in name and not (name[0] == "{" and name[-1] == "}"):
            faults.append(
                f"'{_plain(name)}': write a person as 'Family, Given'"
                f" and an organization in double braces, '{{{{{_plain(name)}}}}}'"
            )
        with capture() as too_many_commas:
            parsed = BibtexPerson(name)
        if too_many_commas:
            faults.append(f"too many commas in '{name}'; join names with 'and'")
        people.append(_person(parsed))
    return tuple(people), faults


def _person(parsed: Any) -> Person:
    family = " ".join(parsed.prelast_names + parsed.last_names)
    return Person(
        family=_plain(family),
        given=_plain(" ".join(parsed.first_names + parsed.middle_names)),
        suffix=_plain(" ".join(parsed.lineage_names)),
        is_body=family.startswith("{") and family.endswith("}"),
    )


class _Parser(LowLevelParser):  # type: ignore[misc]  # pybtex has no types
    """pybtex's parser, which also notes where entries and fields begin."""

    def __init__(self, text: str, report: Any) -> None:
        # Macros of our own: the default is one dictionary for the whole process.
        super().__init__(text, handle_error=report, macros={})
        self.field_lines: dict[str, int] = {}
        self.entry_line = 1
        self.is_broken = False
        self._counted = 0

    def parse_command(self) -> Any:
        """Note the line of the ``@``, then parse what follows."""
        self.entry_line += self.text.count("\n", self._counted, self.command_start)
        self._counted = self.command_start
        self.field_lines = {}
        self.is_broken = False
        return super().parse_command()

    def parse_value(self) -> None:
        """Note the line of the field, then parse its value."""
        self.field_lines.setdefault(str(self.current_field_name).lower(), self.lineno)
        super().parse_value()


class _Reader:
    """Reads one file; collects sources and problems."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.sources: dict[str, Source] = {}
        self.problems: list[Problem] = []
        self.addresses: dict[str, Source] = {}
        self.titles: dict[tuple[str, ...], Source] = {}

    def report(self, rule: Rule, line: int, message: str) -> None:
        self.problems.append(Problem(rule, self.shown, line, message))

    def read(self, text: str) -> None:
        self.check_characters(text)
        parser = _Parser(text, self.syntax_error)
        self.parser = parser
        for command, body in parser:
            line, lines = parser.entry_line, parser.field_lines
            match command.lower():
                case "string" | "preamble":
                    self.report(
                        Rule.REFERENCE_SYNTAX,
                        line,
                        f"@{command} is not read here; write the words in each entry",
                    )
                case _:
                    key, fields = body
                    self.entry(command.lower(), key, fields, line, lines)

    def syntax_error(self, error: PybtexSyntaxError) -> None:
        """Report pybtex's error; one that ran to the end of the file is blamed on its entry."""
        self.parser.is_broken = True
        message = str(error).removeprefix(f"{error.error_type} in line {error.lineno}: ")
        key = self.parser.current_entry_key
        where = f"in entry '{key}': " if key else ""
        if "premature end" in message:
            self.report(
                Rule.REFERENCE_SYNTAX,
                self.parser.entry_line,
                f"{where}a brace that is opened here is never closed",
            )
            return
        field = self.parser.current_field_name
        hint = f"; is a comma missing after field '{field}'?" if field and "'}'" in message else ""
        self.report(Rule.REFERENCE_SYNTAX, error.lineno, f"{where}{message}{hint}")

    def check_characters(self, text: str) -> None:
        for line, name in odd_characters(text):
            self.report(Rule.CHARACTER, line, f"found the invisible character {name}; delete it")

    def entry(
        self,
        type_: str,
        key: str | None,
        raw_fields: list[tuple[str, list[str]]],
        line: int,
        lines: dict[str, int],
    ) -> None:
        """Check one entry and keep it."""
        if key is None:
            return  # the syntax error is reported
        fields: dict[str, str] = {}
        for name, parts in raw_fields:
            name = name.lower()
            if name in fields:
                self.report(
                    Rule.REFERENCE_FIELD, lines[name], f"entry '{key}' gives '{name}' twice"
                )
            else:
                fields[name] = " ".join("".join(parts).split())
        source, faults = source_from_fields(key, type_, fields, line)
        if self.parser.is_broken:  # what it seems to lack may only stand after the error
            self.sources.setdefault(key, source)
            return
        checks = (
            self.key_problems(source),
            self.type_problems(source),
            self.field_problems(source, fields),
            ((Rule.REFERENCE_FIELD, name, message) for name, message in faults),
            self.date_problems(source),
            self.consulted_problems(source),
            self.address_problems(source),
            self.title_problems(source),
        )
        for check in checks:
            for rule, name, message in check:
                self.report(rule, lines.get(name, line), f"entry '{key}': {message}")
        self.sources.setdefault(key, source)

    def key_problems(self, source: Source) -> _Findings:
        if not KEY_PATTERN.fullmatch(source.key):
            yield (
                Rule.REFERENCE_KEY,
                "",
                "a key is name, year (or 'nd') and a word of the title: fuller2019terms",
            )
        first = self.sources.get(source.key)
        if first is not None:
            yield (
                Rule.REFERENCE_DUPLICATE,
                "",
                f"the key is already that of the entry in line {first.line}",
            )

    def type_problems(self, source: Source) -> _Findings:
        if source.type in REQUIRED:
            return
        hint = _BIBTEX_TYPES.get(source.type) or _closest(source.type, REQUIRED)
        also = f"; write @{hint}" if hint else f"; use one of {', '.join(sorted(REQUIRED))}"
        yield Rule.REFERENCE_TYPE, "", f"unknown type @{source.type}{also}"

    def field_problems(self, source: Source, fields: Mapping[str, str]) -> _Findings:
        for name, value in fields.items():
            if name not in FIELDS:
                hint = _BIBTEX_FIELDS.get(name) or _closest(name, FIELDS)
                also = f"; write '{hint}'" if hint else ""
                yield Rule.REFERENCE_FIELD, name, f"unknown field '{name}'{also}"
            elif not value:
                yield Rule.REFERENCE_FIELD, name, f"'{name}' is empty; fill it in or delete it"
            elif name != "url" and (command := re.search(r"\\(?![&%#$_])\S{0,9}", value)):
                yield (
                    Rule.REFERENCE_FIELD,
                    name,
                    f"'{name}' has a LaTeX command, '{command.group()}'; write the character",
                )
        for group in REQUIRED.get(source.type, ()):
            if not any(fields.get(name) for name in group):
                wanted = " or ".join(f"'{name}'" for name in group)
                yield Rule.REFERENCE_FIELD, "", f"a @{source.type} needs {wanted}"
        langid = source.fields.get("langid")
        if langid and langid not in LANGUAGES:
            hint = _closest(langid, LANGUAGES)
            also = f"; write '{hint}'" if hint else ", such as 'spanish'"
            yield Rule.REFERENCE_FIELD, "langid", f"'{langid}' is no language we know{also}"
        origin = source.fields.get("title-source")
        if origin and origin not in TITLE_SOURCES:
            yield (
                Rule.REFERENCE_FIELD,
                "title-source",
                f"'title-source' is '{origin}'; it can only be 'address'",
            )

    def date_problems(self, source: Source) -> _Findings:
        dated = bool(source.fields.keys() & {"date", "eventdate"})
        if not dated and not re.match(r"[a-z]+nd[a-z]", source.key):
            yield (
                Rule.REFERENCE_FIELD,
                "",
                "'date' is missing; give it, or say that none is known by 'nd' in the key",
            )
        for name in DATE_FIELDS:
            value = source.fields.get(name)
            if value is None:
                continue
            try:
                parse_date(value)
            except ValueError as error:
                yield Rule.REFERENCE_FIELD, name, f"'{name}' is '{value}': {error}"

    def consulted_problems(self, source: Source) -> _Findings:
        if source.consulted is None:
            value = source.fields.get("consulted")
            found = f"'consulted' is '{value}'" if value else "'consulted' is missing"
            yield (
                Rule.REFERENCE_CONSULTED,
                "consulted",
                f"{found}; say how far it was read: {', '.join(Consulted)}",
            )

    def title_problems(self, source: Source) -> _Findings:
        """Find works entered twice under two addresses; a ``note`` can tell two editions apart.

        Only the day tells: a column or a report has one title for many years.
        """
        date = source.fields.get("date", "")
        if not source.title or len(date) < len("2019-02-27"):
            return
        work = (source.head, source.title, date, source.fields.get("note", ""))
        first = self.titles.setdefault(tuple(map(str.casefold, work)), source)
        if first.key != source.key:
            yield (
                Rule.REFERENCE_DUPLICATE,
                "title",
                (
                    f"author, title and day are those of '{first.key}' in line {first.line}; "
                    "keep one, or tell two editions apart in 'note'"
                ),
            )

    def address_problems(self, source: Source) -> _Findings:
        doi = source.fields.get("doi")
        if doi is not None and not re.fullmatch(r"10\.\d{4,9}/\S+", doi):
            yield Rule.REFERENCE_ADDRESS, "doi", f"'{doi}' is no DOI; they begin with 10."
        url = source.fields.get("url")
        if url is not None:
            yield from ((Rule.REFERENCE_ADDRESS, "url", fault) for fault in _url_faults(url))
        for name, value in (("url", _same_page(url)), ("doi", doi and doi.casefold())):
            if not value:
                continue
            first = self.addresses.setdefault(value, source)
            if first is not source:
                yield (
                    Rule.REFERENCE_DUPLICATE,
                    name,
                    f"the address is that of '{first.key}' in line {first.line}",
                )


_SIZE = 4 * 1024 * 1024
"""Bytes that the bibliography may have: ten thousand sources."""

_Findings = Iterator[tuple[Rule, str, str]]
"""Rule, field (or nothing for the whole entry), message."""

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|igsh|twclid|mc_cid|mc_eid"
    r"|_hs(enc|mi)|ocid|cmpid|smid|smtyp|xtor|at_(medium|campaign)|ref_src|ref_url|spm",
    re.IGNORECASE,
)
_MOBILE = ("m", {"0", "1"})
"""Blogger's switch between its desktop and its mobile page."""


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts


def _url_faults(url: str) -> Iterator[str]:
    parts = _split(url)
    if parts is None or re.search(r"[\s<>\"{}\\^`]", url):
        yield f"'{url}' cannot be read as an address"
        return
    if len(url) > MAX_ADDRESS:
        yield f"the address has {len(url)} characters; at most {MAX_ADDRESS} are allowed"
    if parts.username is not None:
        yield f"'{url}' has a name before '@' and leads to '{parts.hostname}'; leave it out"
    if parts.scheme not in {"http", "https"}:
        yield f"'{url}' does not begin with http:// or https://"
        return
    if "." not in (parts.hostname or ""):
        yield f"'{url}' names no public host"
        return
    if parts.path in {"", "/"} and not parts.query:
        yield f"'{url}' is only a host; give the page, or drop the address and say so in 'note'"
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if _TRACKING.fullmatch(name) or (name == _MOBILE[0] and value in _MOBILE[1]):
            yield f"'{name}={value}' in the address only tracks readers; delete it"


def _same_page(url: str | None) -> str | None:
    """Return what two addresses of one page share; None if there is nothing to compare."""
    parts = _split(url) if url else None
    if parts is None or not parts.hostname:
        return None
    host = parts.hostname.removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"{host}{parts.path.rstrip('/')}{query}{fragment}"


def _closest(word: str, known: Iterable[str]) -> str:
    return next(iter(difflib.get_close_matches(word, sorted(known), 1, 0.75)), "")
