"""Read ``references.bib`` into records; every error becomes a problem with its line."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, urlsplit

from pybtex.bibtex.utils import split_name_list  # type: ignore[import-untyped]
from pybtex.database import Person as BibtexPerson  # type: ignore[import-untyped]
from pybtex.database.input.bibtex import (  # type: ignore[import-untyped]
    LowLevelParser,
    UndefinedMacro,
)
from pybtex.errors import capture  # type: ignore[import-untyped]
from pybtex.scanner import PybtexSyntaxError  # type: ignore[import-untyped]

from sphinx_apparatus.model.characters import odd_characters, undecoded
from sphinx_apparatus.model.dates import PartialDate, parse_access, parse_dates
from sphinx_apparatus.model.demands import NO_DEMANDS, Demands
from sphinx_apparatus.model.fields import MAX_ADDRESS, is_public
from sphinx_apparatus.model.problems import MOST_FAULTS, Problem, Problems
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.model.vocabulary import Consulted
from sphinx_apparatus.sources.bibtex import NAMED_SIGNS
from sphinx_apparatus.sources.chicago import unprinted
from sphinx_apparatus.sources.records import (
    BIBTEX_FIELDS,
    BIBTEX_TYPES,
    DATE_FIELDS,
    FIELDS,
    LANGUAGES,
    OTHERS,
    PERSON_FIELDS,
    REQUIRED,
    TITLE_SOURCES,
    Person,
    Source,
)
from sphinx_apparatus.text.file_reading import read_regular

KEY_PATTERN = re.compile(r"[a-z]+(\d{4}|nd)[a-z]+")
"""Name, year or ``nd``, word of the title: ``un1993madness``."""
USABLE_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,99}")
"""What citations, addresses, file names and XML take as a key."""


def read_references(
    path: Path,
    shown: str | None = None,
    allowed: frozenset[str] = frozenset(),
    demands: Demands = NO_DEMANDS,
    *,
    is_checked: bool = True,
) -> tuple[dict[str, Source], list[Problem]]:
    """Read *path*; return its sources by key and everything that is wrong, in order of lines.

    *shown* is the path as problems print it. An entry with problems is still returned as far as it
    can be read, so that notes that cite it aren't blamed as well.
    """
    reader = _Reader(shown or path.as_posix(), allowed, demands, is_checked)
    if path.is_symlink():
        reader.report(Rule.SYMLINK, 1, "found a symbolic link; put the file itself here")
        return {}, reader.problems
    try:
        raw = read_regular(path, _SIZE)
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
        line, odd = undecoded(error)
        reader.report(Rule.ENCODING, line, f"{odd}; save it as UTF-8")
        return {}, reader.problems
    sources, problems = _sources(text, reader.shown, allowed, demands, is_checked)
    return dict(sources), list(problems)


# A build that waits for a change reads the records before and after it; the bibliography takes more
# than a third of that, and is the same: for a changed one the build begins anew.
@lru_cache(maxsize=1)
def _sources(
    text: str, shown: str, allowed: frozenset[str], demands: Demands, is_checked: bool
) -> tuple[dict[str, Source], list[Problem]]:
    """Return the sources in a text by key, and its problems in order of lines."""
    reader = _Reader(shown, allowed, demands, is_checked)
    reader.read(text.replace("\r\n", "\n").replace("\r", "\n"))
    return reader.sources, sorted(reader.problems, key=lambda problem: problem.line)


def source_from_fields(
    key: str, type_: str, fields: Mapping[str, str], line: int = 0
) -> tuple[Source, list[tuple[str, str]]]:
    """Return a source with a parsed entry's fields, and problems of names as (field, message)."""
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


_SIGNS = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("~", "\u00a0"))
"""What TeX writes for signs; pages are printed with the dash as well."""


def _plain(value: str) -> str:
    """Remove braces, which protect capitals in other styles, and resolve the five escapes.

    TeX’s signs become the characters that they mean.
    """
    if "`" in value:
        value = re.sub(r"(?<![\w`])`([^`']+)'(?!\w)", r"‘\1’", value)
    for sign, character in _SIGNS:
        value = value.replace(sign, character)
    if "\\" in value:
        value = re.sub(r"\\([&%#$_])", r"\1", value)
        for name, character in NAMED_SIGNS.items():
            value = re.sub(rf"\\{name}(?![a-z])(?:\{{\}})?", character, value)
    return value.replace("{", "").replace("}", "")


def _unescaped(address: str) -> str:
    return re.sub(r"\\(.)", r"\1", address)


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


_MARKUP = re.compile(r"(?<!\\)\$[^$]*(?<!\\)\$|</?(?:i|b|em|strong|sub|sup|span)>|(?<!\\)&#?\w+;")
"""Formulas of TeX, and markup and entities of HTML."""
_COMMAND = re.compile(rf"\\(?![&%#$_]|(?:{'|'.join(NAMED_SIGNS)})(?![a-z]))\S{{0,9}}")
_MOST_NAMES = 1000
"""Names of a field."""
_MOST_CHARACTERS = 4000
"""Characters of a field, and of a name."""


def _persons(value: str) -> tuple[tuple[Person, ...], list[str]]:
    people: list[Person] = []
    faults: list[str] = []
    if value.count(" and ") >= _MOST_NAMES:
        return (), [f"more than {_MOST_NAMES} names; give the first, and 'others'"]
    names = split_name_list(value)
    if re.search(r"(?i)^\s*and\b|\band\s*$|\sand\s+and\s", value):
        faults.append("an 'and' has no name beside it; delete it")
    if OTHERS in names[:-1] or names == [OTHERS]:
        faults.append("'others' stands last, behind at least one name")
    for name in names:
        if fault := _name_fault(name):
            faults.append(fault)
        elif "," not in name and " " in name and not (name[0] == "{" and name[-1] == "}"):
            faults.append(
                f"'{_plain(name)}': write a person as 'Family, Given'"
                f" and an organization in double braces, '{{{{{_plain(name)}}}}}'"
            )
        with capture() as too_many_commas:
            parsed = BibtexPerson(name)
        if too_many_commas:
            faults.append(f"too many commas in '{name}'; join names with 'and'")
        if len(name) > _MOST_CHARACTERS:
            faults.append(f"a name of {len(name)} characters; at most {_MOST_CHARACTERS}")
        people.append(_person(parsed))
    return tuple(people), faults


_SUFFIX = re.compile(r"(jr|sr|[ivx]+|esq|ph\.?d|m\.?d)\.?", re.IGNORECASE)


def _name_fault(name: str) -> str:
    """Return what is wrong with the form of one name; nothing if it is a name."""
    # What stands in braces belongs to a body.
    bare = re.sub(r"\{[^{}]*\}", "x", re.sub(r"\{[^{}]*\}", "x", name))
    parts = [part.strip() for part in bare.split(",")]
    if ";" in bare:
        return f"'{name}': names are joined with 'and', not with ';'"
    if re.search(r"\\?&", bare):
        return f"'{name}': names are joined with 'and', not with '&'; a body stands in braces"
    if re.search(r"(?i)\bet\.?\s+al\b", bare):
        return f"'{name}': write 'and others' for 'et al.'"
    if re.search(r"\b(family|given|prefix|suffix)\s*=", bare):
        return f"'{name}': write a name as 'van den Hoven, Jan' or 'King, Jr., Martin'"
    if not parts[0]:
        return f"'{name}' has no family name; write 'Family, Given'"
    if len(parts) == 3 and not (_SUFFIX.fullmatch(parts[1]) or parts[1].islower()):
        if _SUFFIX.fullmatch(parts[2]):
            return f"'{name}': write '{parts[0]}, {parts[2]}, {parts[1]}'"
        return f"'{name}' has two commas; join names with 'and'"
    return ""


def _person(parsed: Any) -> Person:
    family = " ".join(parsed.prelast_names + parsed.last_names)
    given = _plain(" ".join(parsed.first_names + parsed.middle_names))
    return Person(
        family=_plain(family),
        given=given,
        suffix=_plain(" ".join(parsed.lineage_names)),
        # Braces around a family name alone, as in “{van Gogh}, Vincent”, keep it together.
        is_body=family.startswith("{") and family.endswith("}") and not given,
    )


_PLAIN_FIELD = re.compile(r"(\s*([A-Za-z]+)\s*=)(\s*\{([^{}]*)\})(?=\s*[,}])")
"""A field whose words stand in braces and have none: most are of this form."""


class _NoMacros(dict[str, str]):
    """Macros, all dropped: strings made of strings double in each line."""

    def __setitem__(self, name: str, value: str) -> None:
        """Keep nothing."""


class EntryParser(LowLevelParser):  # type: ignore[misc]  # pybtex has no types
    """pybtex's parser, which also notes where entries and fields begin.

    :param report: called with each error; what it does not raise is passed over.
    :param macros: what ``@string`` fills; dropped if not given.
    """

    pos: int

    def __init__(self, text: str, report: Any, macros: dict[str, str] | None = None) -> None:
        # The default is one dictionary for the whole process.
        super().__init__(
            text, handle_error=report, macros=_NoMacros() if macros is None else macros
        )
        self.field_lines: dict[str, int] = {}
        self.entry_line = 1
        self.is_broken = False
        self.stray: list[tuple[int, str]] = []
        """Words outside all entries, each with its line."""
        self._counted = 0
        self._ended = 0

    def parse_command(self) -> Any:
        """Note the line of the ``@``, then parse what follows."""
        self._note_stray(self.command_start)
        self.entry_line += self.text.count("\n", self._counted, self.command_start)
        self._counted = self.command_start
        self.field_lines = {}
        self.is_broken = False
        try:
            return super().parse_command()
        finally:
            self._ended = self.pos

    @property
    def is_cut(self) -> bool:
        """Whether words follow the entry that was read last: a brace too many may end it."""
        end = self.text.find("@", self._ended)
        following = self.text[self._ended : end if end >= 0 else None].split("\n")
        return any(line.strip() and not line.lstrip().startswith("%") for line in following)

    def finish(self) -> None:
        """Note what stands behind the last entry."""
        self._note_stray(len(self.text))

    def _note_stray(self, end: int) -> None:
        """Note the first words between two entries; after a broken one they are a part of it."""
        line = self.entry_line + self.text.count("\n", self._counted, self._ended)
        for words in () if self.is_broken else self.text[self._ended : end].split("\n"):
            if words.strip() and not words.lstrip().startswith("%"):
                self.stray.append((line, words.strip()))
                return
            line += 1

    def parse_field(self) -> None:
        """Parse a field of the usual form at once, another token by token."""
        match = _PLAIN_FIELD.match(self.text, self.pos)
        if match is None:
            super().parse_field()
            return
        head, self.current_field_name, rest, value = match.groups()
        self.update_lineno(head)
        self.field_lines.setdefault(self.current_field_name.lower(), self.lineno)
        self.current_value = [value]
        self.update_lineno(rest)
        self.pos = match.end()

    def parse_value(self) -> None:
        """Note the line of the field, then parse its value."""
        self.field_lines.setdefault(str(self.current_field_name).lower(), self.lineno)
        super().parse_value()


_MOST_ENTRIES = 50_000
"""Entries of a file."""


class _TooMuch(Exception):
    """A file has more entries or errors than are read; the message says of what."""


class _Reader:
    """Reader of one file; collects sources and problems."""

    def __init__(
        self, shown: str, allowed: frozenset[str], demands: Demands, is_checked: bool
    ) -> None:
        self.shown = shown
        self.is_checked = is_checked
        self.allowed = allowed
        self.demands = demands
        self.sources: dict[str, Source] = {}
        self.problems = Problems()
        self.errors = 0
        """Errors of syntax so far."""
        self.keys: dict[str, Source] = {}
        self.addresses: dict[str, Source] = {}
        self.titles: dict[tuple[str, ...], Source] = {}

    def report(self, rule: Rule, line: int, message: str) -> None:
        self.problems.append(Problem(rule, self.shown, line, message))

    def read(self, text: str) -> None:
        self.check_characters(text)
        parser = EntryParser(text, self.syntax_error)
        self.parser = parser
        try:
            self.commands(parser)
        except _TooMuch as error:
            # What was not read is no fault of those who cite it.
            self.sources = {}
            message = f"{error}; what stands below line {parser.entry_line} was not read"
            stopped = Problem(Rule.REFERENCE_SYNTAX, self.shown, 1, message)
            self.problems = Problems([stopped, *self.problems])
            return
        parser.finish()
        for line, words in parser.stray:
            self.report(
                Rule.REFERENCE_SYNTAX,
                line,
                f"'{words[:60]}' stands outside all entries and is not read; delete the brace too "
                "many that ends the entry above, or begin a remark with %",
            )

    def commands(self, parser: EntryParser) -> None:
        """Check one entry after the other.

        :raises _TooMuch: there are more entries, or errors of syntax, than are read.
        """
        for count, (command, body) in enumerate(parser):
            if count >= _MOST_ENTRIES:
                raise _TooMuch(f"the file has more than {_MOST_ENTRIES} entries")
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
        self.errors += 1
        if self.errors > MOST_FAULTS:
            raise _TooMuch(f"the file has more than {MOST_FAULTS} errors of syntax")
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
        if isinstance(error, UndefinedMacro):
            form = "date = {1907-01}" if field == "month" else f"{field} = {{{message}}}"
            message = f"'{message}' stands without braces; write {form}"
            self.report(Rule.REFERENCE_SYNTAX, error.lineno, f"{where}{message}")
            return
        hint = f"; is a comma missing after field '{field}'?" if field and "'}'" in message else ""
        self.report(Rule.REFERENCE_SYNTAX, error.lineno, f"{where}{message}{hint}")

    def check_characters(self, text: str) -> None:
        for line, name in odd_characters(text, self.allowed):
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
        # A field that seems missing may be after the error.
        if not self.is_checked or self.parser.is_broken or self.parser.is_cut:
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
        rule = self.demands.rule("keys", Rule.REFERENCE_KEY)
        if rule and not KEY_PATTERN.fullmatch(source.key):
            message = "a key is name, year (or 'nd') and a word of the title: fuller2019terms"
            yield rule, "", message
        elif not USABLE_KEY.fullmatch(source.key):
            message = "a key is a letter, then letters, digits, '-', '_' and '.', at most 100"
            yield Rule.REFERENCE_KEY, "", message
        first = self.keys.setdefault(source.key.casefold(), source)
        if first is not source:
            is_same = first.key == source.key
            message = f"the key is already that of the entry in line {first.line}"
            message += "" if is_same else f", '{first.key}': capitals do not distinguish keys"
            yield Rule.REFERENCE_DUPLICATE, "", message

    def type_problems(self, source: Source) -> _Findings:
        if source.type in REQUIRED:
            return
        hint = BIBTEX_TYPES.get(source.type) or _closest(source.type, REQUIRED)
        also = f"; write @{hint}" if hint else f"; use one of {', '.join(sorted(REQUIRED))}"
        yield Rule.REFERENCE_TYPE, "", f"unknown type @{source.type}{also}"

    def field_problems(self, source: Source, fields: Mapping[str, str]) -> _Findings:
        for name, value in fields.items():
            if name not in FIELDS:
                hint = BIBTEX_FIELDS.get(name) or _closest(name, FIELDS)
                also = f"; write '{hint}'" if hint else ""
                yield Rule.REFERENCE_FIELD, name, f"unknown field '{name}'{also}"
            elif not value.strip("{} "):
                yield Rule.REFERENCE_FIELD, name, f"'{name}' is empty; fill it in or delete it"
            elif len(value) > _MOST_CHARACTERS and name not in PERSON_FIELDS:
                most = f"at most {_MOST_CHARACTERS} are allowed"
                yield Rule.REFERENCE_FIELD, name, f"'{name}' has {len(value)} characters; {most}"
            elif name != "url" and (command := _COMMAND.search(value)):
                yield (
                    Rule.REFERENCE_FIELD,
                    name,
                    f"'{name}' has a LaTeX command, '{command.group()}'; write the character",
                )
            elif name not in ("url", "doi") and (markup := _MARKUP.search(value)):
                yield (
                    Rule.REFERENCE_FIELD,
                    name,
                    (
                        f"'{name}' has '{markup.group()}', which is printed as it stands; "
                        "write the characters, a dollar as \\$"
                    ),
                )
        for group in REQUIRED.get(source.type, ()):
            if not any(fields.get(name) for name in group):
                wanted = " or ".join(f"'{name}'" for name in group)
                yield Rule.REFERENCE_FIELD, "", f"a @{source.type} needs {wanted}"
        if source.type in REQUIRED:
            held = frozenset(name for name, value in fields.items() if value and name in FIELDS)
            for name in sorted(unprinted(source.type, held)):
                yield (
                    Rule.REFERENCE_FIELD,
                    name,
                    (
                        f"'{name}' is not printed for a @{source.type} with these fields; "
                        "write it in 'note', or delete it"
                    ),
                )
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
        rule = self.demands.rule("keys", Rule.REFERENCE_FIELD)
        if rule and not dated and not re.match(r"[a-z]+nd[a-z]", source.key):
            message = "'date' is missing; give it, or say that none is known by 'nd' in the key"
            yield rule, "", message
        for name in DATE_FIELDS:
            value = source.fields.get(name)
            if value is None:
                continue
            try:
                last = parse_access(value)[0] if name == "urldate" else parse_dates(value)[-1]
            except ValueError as error:
                yield Rule.REFERENCE_FIELD, name, f"'{name}' is '{value}': {error}"
                continue
            # A page was read by tomorrow at the latest, wherever; print is dated ahead.
            latest = dt.datetime.now(dt.UTC).date() + dt.timedelta(1 if name == "urldate" else 366)
            if PartialDate.of(latest).is_before(last):
                yield Rule.DATE_ORDER, name, f"'{name}' is '{value}', in the future"

    def consulted_problems(self, source: Source) -> _Findings:
        value = source.fields.get("consulted")
        found = f"'consulted' is '{value}'" if value else "'consulted' is missing"
        demanded = self.demands.rule("consulted", Rule.REFERENCE_CONSULTED)
        rule = Rule.REFERENCE_CONSULTED if value else demanded
        if rule and source.consulted is None:
            message = f"{found}; say how far it was read: {', '.join(Consulted)}"
            yield rule, "consulted", message

    def title_problems(self, source: Source) -> _Findings:
        """Find works entered twice under two addresses; a ``note`` can distinguish two editions.

        Only the day distinguishes: a column or a report has one title for many years.
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
                    "keep one, or distinguish two editions in 'note'"
                ),
            )

    def address_problems(self, source: Source) -> _Findings:
        doi = source.fields.get("doi")
        if doi is not None and not re.fullmatch(r"10\.\d{4,9}/\S+", doi):
            yield Rule.REFERENCE_ADDRESS, "doi", f"'{doi}' is no DOI; expected the form 10.1234/abc"
        elif doi is not None and "\\" in doi:
            message = f"'{doi}' is escaped; write '{_unescaped(doi)}'"
            yield Rule.REFERENCE_ADDRESS, "doi", message
        url = source.fields.get("url")
        for field in ("url", "archive"):
            if (address := source.fields.get(field)) is not None:
                faults = url_faults(address)
                yield from ((Rule.REFERENCE_ADDRESS, field, fault) for fault in faults)
        for name, value in (("url", same_page(url)), ("doi", doi and doi.casefold())):
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

TRACKING = re.compile(
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


def url_faults(url: str) -> Iterator[str]:
    """Yield what is wrong with the address of a source."""
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
    if not is_public(parts.hostname or ""):
        yield f"'{url}' names no public host"
        return
    if parts.path in {"", "/"} and not parts.query:
        yield f"'{url}' is only a host; give the page, or drop the address and say so in 'note'"
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if TRACKING.fullmatch(name) or (name == _MOBILE[0] and value in _MOBILE[1]):
            yield f"'{name}={value}' in the address only tracks readers; delete it"


def same_page(url: str | None) -> str | None:
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
