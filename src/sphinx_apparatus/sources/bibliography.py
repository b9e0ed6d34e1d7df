"""Bring in the bibliographies that other programs write: BibTeX, BibLaTeX, CSL-JSON.

Every field of every entry has a fate: it stays, becomes another field, goes into the note or is
left out, and the list that is printed says so. What only a person can decide is marked.
"""

from __future__ import annotations

import re
import tempfile
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pybtex.database.input.bibtex import (  # type: ignore[import-untyped]
    SkipEntry,
    month_names,
)
from pybtex.scanner import PybtexSyntaxError  # type: ignore[import-untyped]

from sphinx_apparatus.model.demands import Demands
from sphinx_apparatus.model.problems import Refusal
from sphinx_apparatus.sources.bibtex import write_entries
from sphinx_apparatus.sources.imported_csl import NoItems, items_of
from sphinx_apparatus.sources.imported_entry import LEFT_OUT, Imported, joined
from sphinx_apparatus.sources.imported_fields import WITHIN, converted
from sphinx_apparatus.sources.new_source import inserted, new_key
from sphinx_apparatus.sources.reader import (
    KEY_PATTERN,
    USABLE_KEY,
    EntryParser,
    read_references,
    same_page,
)
from sphinx_apparatus.sources.records import Source


@dataclass(frozen=True)
class Conversion:
    """A bibliography that was brought in."""

    entries: list[Imported]
    remarks: list[str]
    """What is said of the file as a whole: words outside entries, errors of syntax."""
    text: str
    """The edition's bibliography with the new entries."""

    @property
    def added(self) -> list[Imported]:
        """The entries that are new."""
        return [entry for entry in self.entries if entry.source]

    @property
    def needs_work(self) -> int:
        """How many fields and remarks a person has to look at."""
        marked = [fate for entry in self.entries for fate in entry.fates if fate.needs_work]
        return len(marked) + len(self.remarks)


# -- reading the file ------------------------------------------------------------------------------

_LONGEST = 10_000
"""Characters of a macro: strings made of strings double in each line."""


class _Macros(dict[str, str]):
    """Macros by names without case, the months among them."""

    def __init__(self) -> None:
        super().__init__(month_names)

    def __getitem__(self, name: str) -> str:
        return super().__getitem__(name.lower())

    def __setitem__(self, name: str, value: str) -> None:
        if len(value) > _LONGEST:
            raise Refusal(f"the macro ‘{name}’ has more than {_LONGEST} characters")
        super().__setitem__(name.lower(), value)


class _Parser(EntryParser):
    """Parser that keeps the names of macros that nothing defines."""

    def __init__(self, text: str, report: Any) -> None:
        super().__init__(text, report, _Macros())
        self.undefined: dict[tuple[str, str], str] = {}
        """Names of macros by key of the entry and field."""

    def parse_command(self) -> Any:
        """Pass over a remark as a whole: BibTeX would read what stands in it behind an ``@``."""
        try:
            return super().parse_command()
        except SkipEntry:
            with suppress(PybtexSyntaxError):
                list(self.parse_string(self.RBRACE))
            self._ended = self.pos
            raise

    def substitute_macro(self, name: str) -> str:
        """Return what a macro stands for; its name if nothing defines it."""
        try:
            return str(self.macros[name])
        except KeyError:
            place = (str(self.current_entry_key), str(self.current_field_name).lower())
            self.undefined[place] = name
            return name


def _parsed(text: str) -> tuple[list[Imported], list[str]]:
    """Return the entries of a file, and what is wrong with it."""
    entries: list[Imported] = []
    remarks: list[str] = []

    def report(error: PybtexSyntaxError) -> None:
        parser.is_broken = True
        message = str(error).removeprefix(f"{error.error_type} in line {error.lineno}: ")
        key = parser.current_entry_key
        where = f"in entry ‘{key}’: " if key else ""
        remarks.append(
            f"line {error.lineno}: {where}{message}; what follows up to the next @ is not read"
        )

    parser = _Parser(text, report)
    for command, body in parser:
        kind = command.lower()
        if kind == "string":
            continue
        if kind == "preamble":
            continue
        key, pairs = body
        if key is None:
            continue
        entry = Imported(key, kind, parser.entry_line, {})
        for name, parts in pairs:
            name, value = name.lower(), " ".join("".join(parts).split())
            if (key, name) in parser.undefined:
                macro = parser.undefined[key, name]
                remark = f"nothing defines the macro ‘{macro}’; its name stands for it"
                entry.tell(name, "see below", remark, needs_work=True)
            if name not in entry.raw:
                entry.raw[name] = value
            elif entry.raw[name] == value:
                entry.tell(name, LEFT_OUT, "the second field of this name says the same")
            else:
                entry.raw[f"{name}-2"] = value
        entries.append(entry)
    parser.finish()
    for line, words in parser.stray:
        remarks.append(f"line {line}: ‘{words[:60]}’ stands outside all entries and is left out")
    return entries, remarks


_NOT_INHERITED = frozenset(
    {
        *("crossref", "xref", "xdata", "ids", "entryset", "entrysubtype"),
        *("execute", "label", "options", "presort", "related", "relatedoptions"),
        *("relatedstring", "relatedtype", "shorthand", "shorthandintro", "sortkey", "sorttitle"),
        *("sortname", "doi", "url", "urldate", "eprint", "eprinttype"),
        *("eprintclass", "file", "abstract", "keywords", "note", "pages"),
        *("timestamp", "biburl", "bibsource", "shorttitle", "shortauthor"),
        *("key", "owner", "groups"),
    }
)


def _inherit(entries: list[Imported]) -> None:
    """Fill in what entries have from those that they refer to."""
    by_key = {entry.key.casefold(): entry for entry in reversed(entries)}
    for entry in entries:
        for name in ("crossref", "xdata"):
            for key in filter(None, (part.strip() for part in entry.raw.get(name, "").split(","))):
                parent = by_key.get(key.casefold())
                if parent is None or parent is entry:
                    remark = f"the file has no entry ‘{key}’"
                    entry.tell(name, LEFT_OUT, remark, needs_work=True)
                    continue
                taken = dict(_passed_on(parent, entry, is_data=name == "xdata"))
                new = {name: value for name, value in taken.items() if name not in entry.raw}
                entry.raw |= new
                entry.tell(name, f"from ‘{key}’: {', '.join(new) or 'nothing'}")


def _passed_on(parent: Imported, entry: Imported, *, is_data: bool) -> Iterator[tuple[str, str]]:
    for name, value in parent.raw.items():
        if name in _NOT_INHERITED or value == "":
            continue
        if is_data or not WITHIN.match(entry.type):
            if is_data or name not in ("title", "subtitle"):
                yield name, value
        elif name in ("title", "subtitle"):
            yield f"book{name}", value
        elif name != "author":
            yield name, value


# -- the whole file --------------------------------------------------------------------------------


def convert(raw: bytes, references: Path, text: str, demands: Demands) -> Conversion:
    """Bring in a file; nothing is written.

    :param raw: the file, as it is.
    :param references: the edition's bibliography.
    :param text: its content.
    :param demands: what the edition demands of its sources.
    :raises Refusal: the file has no entries.
    :raises ImportError: the extra ``import`` is not installed.
    """
    remarks: list[str] = []
    try:
        words = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        words = raw.decode("cp1252", errors="replace")
        remarks.append("the file is not UTF-8; it was read as Windows-1252: look at its accents")
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    try:
        items = items_of(words) if words.lstrip()[:1] in ("[", "{") else None
    except NoItems as error:
        raise Refusal(str(error)) from None
    entries, found = (items, []) if items else _parsed(words)
    remarks += found
    if not entries:
        raise Refusal("it has no entries; expected BibTeX, BibLaTeX or CSL-JSON")
    known, _ = read_references(references)
    _inherit(entries)
    keyed = _Keys(known, demands)
    for entry in entries:
        converted(entry)
        keyed.place(entry)
    written = {entry.source.key: write_entries([entry.source]) for entry in entries if entry.source}
    new = inserted(text, written)
    _tell_faults(new, entries, demands)
    return Conversion(entries, remarks, new)


class _Keys:
    """The keys, addresses and titles that are taken."""

    def __init__(self, known: Mapping[str, Source], demands: Demands) -> None:
        self.is_ruled = demands.rule("keys") is not None
        self.keys = {key.casefold() for key in known}
        self.works = {_work(source): source.key for source in known.values()}
        self.addresses: dict[str, str] = {}
        for source in known.values():
            self.addresses |= dict.fromkeys(_addresses(source), source.key)

    def place(self, entry: Imported) -> None:
        """Find the key of an entry; one that is there already is dropped."""
        source = entry.source
        assert source is not None
        if twin := self.works.get(_work(source)):
            entry.tell(
                "title",
                f"is ‘{twin}’",
                "this source is there already: cite that, or distinguish the two by their titles",
                needs_work=True,
            )
            entry.source = None
            return
        source = self._with_its_own_address(entry, source)
        pattern = KEY_PATTERN if self.is_ruled else USABLE_KEY
        key = source.key
        if not pattern.fullmatch(key) or key.casefold() in self.keys:
            key = new_key(source, self.keys)
        entry.source = source = replace(source, key=key)
        self.keys.add(key.casefold())
        self.works[_work(source)] = key
        self.addresses |= dict.fromkeys(_addresses(source), key)

    def _with_its_own_address(self, entry: Imported, source: Source) -> Source:
        """Return the source without an address that another has: it goes into the note."""
        fields = dict(source.fields)
        for name in ("url", "doi"):
            value = fields.get(name)
            taken = value and ((same_page(value) or value) if name == "url" else value.casefold())
            if other := self.addresses.get(taken or ""):
                del fields[name]
                fields["note"] = joined([fields.get("note", ""), f"{name}: {value}"])
                entry.tell(name, "note", f"it is the address of ‘{other}’, too", needs_work=True)
        return replace(source, fields=fields)


def _addresses(source: Source) -> Iterator[str]:
    if url := source.fields.get("url"):
        yield same_page(url) or url
    if doi := source.fields.get("doi"):
        yield doi.casefold()


_OF_WORK = ("volume", "number", "pages", "edition", "journaltitle", "booktitle", "publisher")


def _work(source: Source) -> tuple[str, ...]:
    """Return what two entries for the same source share."""
    title = re.sub(r"\W+", " ", source.title).casefold().strip()
    # A description in brackets, and a title without letters, fit many.
    own = source.key if source.title.startswith("[") or not title else ""
    names = source.head if source.authors else ""
    rest = (source.fields.get(name, "") for name in _OF_WORK)
    return (source.type, names, source.fields.get("date", ""), title, own, *rest)


def _tell_faults(text: str, entries: list[Imported], demands: Demands) -> None:
    """Read the bibliography with its new entries; what is wrong with them is told."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "references.bib")
        path.write_text(text, encoding="utf-8", newline="\n")
        sources, problems = read_references(path, "references.bib", demands=demands)
    new = {entry.source.key: entry for entry in entries if entry.source}
    lines = {source.line: key for key, source in sources.items()}
    starts = sorted(lines)
    for problem in problems:
        above = bisect_right(starts, problem.line)
        entry = new.get(lines[starts[above - 1]]) if above else None
        if entry is not None:
            message = problem.message.partition(": ")[2] or problem.message
            entry.tell(f"{problem.rule.number}", "to correct", message, needs_work=True)
