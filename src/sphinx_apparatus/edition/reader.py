"""From files to records.

Whatever is wrong with a file becomes a :class:`~sphinx_apparatus.model.problems.Problem`
with file and line; no file stops the others from being read.
"""

from __future__ import annotations

import difflib
import hashlib
import os
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from sphinx_apparatus.edition.edition import EditionData
from sphinx_apparatus.model.essays import Block, CrossReference, Essay, File, Note
from sphinx_apparatus.model.problems import Problem, Rule
from sphinx_apparatus.model.records import (
    ESSAY_ID_PATTERN,
    ID_PATTERN,
    LANGUAGE_PATTERN,
    LOOSE_DATE_PATTERN,
    AnyHead,
    ContestedWord,
    ContextHead,
    Contribution,
    Correction,
    CrossReferenceHead,
    EssayHead,
    Event,
    FactCheckHead,
    Name,
    Person,
    Place,
    TextualHead,
    Theme,
    is_id,
)
from sphinx_apparatus.model.vocabulary import BlockKind
from sphinx_apparatus.text.bodies import ALLOWED_IN_TEXT, refused
from sphinx_apparatus.text.characters import odd_character, printable
from sphinx_apparatus.text.markdown import StreamBlock, normalise, parsed, stream

NOTE_SIZE = 16 * 1024
"""Bytes that a note or cross-reference may have."""
TEXT_SIZE = 4 * 1024 * 1024
"""Bytes that any other file may have: a long book."""

_Loader: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in (
        *("str", "int", "float", "bool", "null", "timestamp", "merge", "value", "map", "seq"),
    )
)
_FRAME = (
    *(yaml.StreamStartEvent, yaml.StreamEndEvent),
    *(yaml.DocumentStartEvent, yaml.DocumentEndEvent),
)
"""Events that hold no value."""
_DEEPEST = 20
"""How far lists and mappings may be nested; the records themselves need four levels."""
_IN_BLOCK_FORM = frozenset({"quote", "reading", "before", "after"})
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)
_MOST_BRACKETS = 400
"""Opening brackets in a note; the parser takes time that grows with their square."""

UNFILLED = {
    "(author)": "the person or body that wrote the text",
    "(date)": "the day of the text, such as 1908-05-14",
    "(where it first appeared)": "where the text first appeared, such as a newspaper",
    "(who holds the rights, and what is known of them)": (
        "who holds the rights in the text, and what is known of them"
    ),
}
"""Words that a new ``essay.yml`` begins with, and what its editor is to write in their place."""

_FORMS = {
    ID_PATTERN: "an id: small letters, digits and hyphens, the first a letter",
    ESSAY_ID_PATTERN: "the id of an essay, such as 2019-leigh",
    r"^[hpft][1-9][0-9]*$": "the id of a block, such as p14",
    r"^[0-9]{4}(-(0[1-9]|1[0-2]))?$": "a year or month, such as 2026 or 2026-03",
    LOOSE_DATE_PATTERN: "a year, month or day, such as 2026-03-14",
    LANGUAGE_PATTERN: "the code of a language, such as en or pt-BR",
    r"^\S{1,4}$": "a siglum, such as S or K2",
    r"^[0-9]{4}$": "a year, such as 2019",
    r"^[0-9a-f]{64}$": "a checksum of 64 digits and letters from a to f",
}
"""The patterns of the model in words, for messages."""

_WHEN_NEEDED = ConfigDict(defer_build=True)
"""A class of records says so itself; what is made of several has to be told."""
_NOTE_HEAD: TypeAdapter[Any] = TypeAdapter(AnyHead, config=_WHEN_NEEDED)
_CROSS_REFERENCE_HEAD = TypeAdapter(CrossReferenceHead)
_ESSAY_HEAD = TypeAdapter(EssayHead)
_THEMES = TypeAdapter(list[Theme], config=_WHEN_NEEDED)
_NAMES = TypeAdapter(list[Name], config=_WHEN_NEEDED)
_PEOPLE = TypeAdapter(list[Person], config=_WHEN_NEEDED)
_CONTRIBUTIONS = TypeAdapter(list[Contribution], config=_WHEN_NEEDED)
_EVENTS = TypeAdapter(list[Event], config=_WHEN_NEEDED)
_CORRECTIONS = TypeAdapter(list[Correction], config=_WHEN_NEEDED)
_VOCABULARY = TypeAdapter(list[ContestedWord], config=_WHEN_NEEDED)


class Reader:
    """Reads the folder of essays and gathers what is wrong.

    :param folder: the folder of the essays.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._root = f"{folder.parent.as_posix().rstrip('/')}/"
        self.problems: list[Problem] = []
        self.unread: set[str] = set()
        """Ids of essays, notes (with their essay's) and shared lists whose files have a fault:
        that they are missing among the records is no further fault of those who name them."""

    # -- the parts of an edition ---------------------------------------------------------------

    def essays(self) -> Iterator[Essay]:
        """Read every essay, in order of folder names."""
        for folder in self._essay_folders():
            if essay := self.essay(folder):
                yield essay

    def _essay_folders(self) -> Iterator[Path]:
        """Yield the folder of each essay, in order of names."""
        if self.folder.is_symlink():
            message = "found a symbolic link; put the folder itself here"
            self._report(Rule.SYMLINK, self.folder, 1, message)
            return
        if not self.folder.is_dir():
            self._report(Rule.FILE_MISSING, self.folder, 1, "there is no folder of essays here")
            return
        for folder in self._listed(self.folder):
            if folder.name in ("_data", "cross-references"):
                continue
            if not folder.is_dir():
                message = "expected only folders of essays here; move the file or delete it"
                self._report(Rule.FILE_NAME, folder, 1, message)
            else:
                yield folder

    def essay(self, folder: Path) -> Essay | None:
        """Read the essay in *folder* with its notes; none if its text cannot be had."""
        essay = self._essay(folder)
        if essay is None:
            self.unread.add(folder.name)
        return essay

    def _essay(self, folder: Path) -> Essay | None:
        read = self._mapping(folder / "essay.yml", TEXT_SIZE)
        if read is None:
            return None
        data, file = read
        unfilled = dict(_unfilled(data))
        for where, message in unfilled.items():
            self.problems.append(Problem(Rule.UNFILLED, file.path, file.line(*where), message))
        head = self._validated(_ESSAY_HEAD, data, file, unfilled)
        markdown = self._text(folder / "text.md", TEXT_SIZE)
        notes = list(self.notes(folder))
        if not isinstance(head, EssayHead) or markdown is None:
            return None
        if not re.fullmatch(r"[0-9]{4}-[a-z0-9-]+", folder.name):
            message = f"the folder ‘{folder.name}’ is not named year-word, such as 2019-leigh"
            self._report(Rule.FILE_NAME, folder / "essay.yml", 1, message)
        words = stream(markdown)
        for fault in refused(parsed(markdown), ALLOWED_IN_TEXT):
            self._report(fault.rule, folder / "text.md", fault.line, fault.message)
        self._check_lock(folder, head, markdown, words, file)
        blocks = self._blocks(head, words, file)
        return Essay(folder.name, head, markdown, blocks, tuple(notes), file)

    def notes(self, folder: Path) -> Iterator[Note]:
        """Read the notes of the essay in *folder*."""
        for path in self._named_by_id(folder / "notes"):
            if read := self._with_front_matter(path, _NOTE_HEAD):
                head, body, file = read
                yield Note(folder.name, path.stem, head, body, file)

    def cross_references(self) -> Iterator[CrossReference]:
        """Read the cross-references, in order of names."""
        for path in self._named_by_id(self.folder / "cross-references"):
            if read := self._with_front_matter(path, _CROSS_REFERENCE_HEAD):
                head, body, file = read
                yield CrossReference(path.stem, head, body, file)

    def shared(self) -> EditionData:
        """Read what all essays share; an edition may do without the files named last."""
        files: dict[str, File] = {}
        themes = self._list("themes", _THEMES, files)
        names = self._list("names", _NAMES, files)
        people = self._list("people", _PEOPLE, files)
        return EditionData(
            themes=tuple(themes),
            names=tuple(names),
            people=tuple(people),
            contributions=tuple(self._list("contributions", _CONTRIBUTIONS, files, False)),
            events=tuple(self._list("chronology", _EVENTS, files, False)),
            corrections=tuple(self._list("corrections", _CORRECTIONS, files, False)),
            vocabulary=tuple(self._list("vocabulary", _VOCABULARY, files, False)),
            files=files,
        )

    def _list(
        self, name: str, adapter: TypeAdapter[Any], files: dict[str, File], needed: bool = True
    ) -> list[Any]:
        path = self.folder / "_data" / f"{name}.yml"
        if not needed and not path.exists() and not path.is_symlink():
            return []
        self.unread.add(name)
        text = self._text(path, TEXT_SIZE)
        if text is None:
            return []
        data, lines = self._yaml(text, path, 0)
        files[name] = file = File(self.shown(path), lines)
        if data is None:
            return []
        records: list[Any] | None = self._validated(adapter, data, file)
        if records is None:
            return []
        self.unread.discard(name)
        return records

    # -- the text ------------------------------------------------------------------------------

    def _blocks(
        self, head: EssayHead, words: Sequence[StreamBlock], file: File
    ) -> tuple[Block, ...]:
        kinds: dict[int, BlockKind] = {}
        for kind in (BlockKind.HEAD, BlockKind.FURNITURE, BlockKind.TAIL):
            for number in getattr(head.blocks, kind.value):
                if not 1 <= number <= len(words):
                    there_are = f"the text has blocks 1 to {len(words)}"
                    message = f"‘{kind.value}’ names block {number}; {there_are}"
                elif number in kinds:
                    message = f"block {number} is named twice, as {kinds[number]} and as {kind}"
                else:
                    kinds[number] = kind
                    continue
                line = file.line("blocks", kind.value)
                self.problems.append(Problem(Rule.TEXT_BLOCKS, file.path, line, message))
        counts = dict.fromkeys(BlockKind, 0)
        blocks = []
        for number, block in enumerate(words, start=1):
            kind = kinds.get(number, BlockKind.PASSAGE)
            counts[kind] += 1
            id = f"{kind.letter}{counts[kind]}"
            blocks.append(Block(id, kind, counts[kind], block.text, block.line))
        return tuple(blocks)

    def _check_lock(
        self,
        folder: Path,
        head: EssayHead,
        markdown: str,
        words: Sequence[StreamBlock],
        file: File,
    ) -> None:
        """Compare the text with its witness and its checksum."""
        path = folder / "text.md"
        found = hashlib.sha256(markdown.encode()).hexdigest()
        if found != head.sha256:
            message = (
                f"the checksum of text.md is {found}, essay.yml says {head.sha256}; "
                "the text must not be changed"
            )
            line = file.line("sha256")
            self.problems.append(Problem(Rule.TEXT_HASH, file.path, line, message))
        base = next((w for w in head.witnesses if w.siglum == head.base), None)
        if base is None or base.file is None:
            message = f"no witness ‘{head.base}’ with a file; the base text needs its transcription"
            line = file.line("witnesses")
            self.problems.append(Problem(Rule.SIGLUM_UNKNOWN, file.path, line, message))
            return
        if Path(base.file).name != base.file:
            message = f"‘{base.file}’ is not a file of the essay's own folder"
            line = file.line("witnesses")
            self.problems.append(Problem(Rule.FILE_NAME, file.path, line, message))
            return
        witness = self._text(folder / base.file, TEXT_SIZE)
        if witness is None:
            return
        expected = paragraphs(witness)
        for number in range(max(len(expected), len(words))):
            old = expected[number] if number < len(expected) else ""
            new = words[number].text if number < len(words) else ""
            if old != new:
                line = words[min(number, len(words) - 1)].line if words else 1
                message = (
                    f"block {number + 1} differs from the witness {base.siglum}:\n"
                    f"    witness: {marked(old, new)}\n"
                    f"    text.md: {marked(new, old)}"
                )
                self._report(Rule.TEXT_LOCK, path, line, message)
                return

    # -- files ---------------------------------------------------------------------------------

    def shown(self, path: Path) -> str:
        """Give *path* as messages show it: from the project's folder, with slashes."""
        return printable(path.as_posix().removeprefix(self._root))

    def _report(self, rule: Rule, path: Path, line: int, message: str) -> None:
        self.problems.append(Problem(rule, self.shown(path), line, message))

    def _listed(self, folder: Path) -> list[Path]:
        """List a folder in a fixed order, without hidden files; links are refused."""
        paths = []
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
        for entry in listed:
            path = folder / entry.name
            if entry.is_symlink():
                message = "found a symbolic link; put the file itself here"
                self._report(Rule.SYMLINK, path, 1, message)
            elif not entry.name.startswith("."):
                paths.append(path)
        return paths

    def _text(self, path: Path, size: int) -> str | None:
        """Read a file of text; none if it is missing, too large, not UTF-8 or has odd signs."""
        if path.is_symlink():
            self._report(Rule.SYMLINK, path, 1, "found a symbolic link; put the file itself here")
            return None
        try:
            with path.open("rb") as stream_:
                raw = stream_.read(size + 1)
        except FileNotFoundError:
            self._report(Rule.FILE_MISSING, path, 1, "the file is missing")
            return None
        except OSError as error:
            self._report(Rule.FILE_MISSING, path, 1, f"the file cannot be read: {error.strerror}")
            return None
        if len(raw) > size:
            message = f"the file has more than {size // 1024} KiB, which is the limit"
            self._report(Rule.FILE_SIZE, path, 1, message)
            return None
        try:
            text = raw.decode()
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            message = f"byte 0x{raw[error.start]:02x} is not UTF-8; save the file as UTF-8"
            self._report(Rule.ENCODING, path, line, message)
            return None
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if bad := odd_character(text):
            line, name = bad
            message = f"found the invisible character {name}; delete it"
            self._report(Rule.CHARACTER, path, line, message)
            return None
        return text

    def _named_by_id(self, folder: Path) -> Iterator[Path]:
        """Give the files of a folder of notes; those that are named otherwise are refused."""
        if folder.is_symlink():
            message = "found a symbolic link; put the folder itself here"
            self._report(Rule.SYMLINK, folder, 1, message)
            return
        if not folder.is_dir():
            return
        for path in self._listed(folder):
            if path.suffix == ".md" and is_id(path.stem):
                yield path
                continue
            name = printable(path.name)
            message = (
                f"‘{name}’ is not the name of a note: expected an id of small letters, digits "
                "and hyphens, and .md"
            )
            self._report(Rule.FILE_NAME, path, 1, message)

    def _with_front_matter(
        self, path: Path, adapter: TypeAdapter[Any]
    ) -> tuple[Any, str, File] | None:
        """Read fields and a text below them: record, text and place; none if there is a fault."""
        id = f"{path.parent.parent.name}/{path.stem}"
        self.unread.add(id)
        text = self._text(path, NOTE_SIZE)
        if text is None:
            return None
        match = _FRONT_MATTER.match(text)
        if match is None:
            message = "expected a line ---, the fields, a second line ---, and the text"
            self._report(Rule.FRONT_MATTER, path, 1, message)
            return None
        data, lines = self._yaml(match[1] or "", path, 1)
        if data is None:
            return None
        body_line = text.count("\n", 0, match.end()) + 1
        if text.count("[", match.end()) > _MOST_BRACKETS:
            message = f"found more than {_MOST_BRACKETS} opening brackets; a note needs few"
            self._report(Rule.BODY_MARKUP, path, body_line, message)
            return None
        file = File(self.shown(path), lines, body_line)
        head = self._validated(adapter, data, file)
        if head is None:
            return None
        self.unread.discard(id)
        return head, text[match.end() :], file

    def _mapping(self, path: Path, size: int) -> tuple[Any, File] | None:
        text = self._text(path, size)
        if text is None:
            return None
        data, lines = self._yaml(text, path, 0)
        return None if data is None else (data, File(self.shown(path), lines))

    # -- YAML ----------------------------------------------------------------------------------

    def _yaml(
        self, text: str, path: Path, above: int
    ) -> tuple[Any | None, dict[tuple[str | int, ...], int]]:
        """Read YAML into plain values, every scalar as the text that stands there.

        :param above: how many lines of the file precede *text*.
        :returns: the value, none after a fault, and the line of each field.
        """
        lines: dict[tuple[str | int, ...], int] = {}
        before = len(self.problems)
        try:
            value = self._document(_events(text), lines, path, above)
        except _Refused as refused_:
            del self.problems[before:]
            self._report(Rule.YAML_FORBIDDEN, path, refused_.line + above, refused_.message)
            return None, lines
        except yaml.MarkedYAMLError as error:
            del self.problems[before:]
            mark = error.problem_mark or error.context_mark
            line = (mark.line if mark else 0) + above + 1
            said = error.problem or error.context or "unknown fault"
            message = f"YAML cannot be read here: {said}; words with : or # go in block form, ‘>-’"
            self._report(Rule.YAML, path, line, message)
            return None, lines
        except (yaml.YAMLError, ValueError) as error:
            del self.problems[before:]
            self._report(Rule.YAML, path, above + 1, f"YAML cannot be read: {error}")
            return None, lines
        if value is None and len(self.problems) == before:
            self._report(Rule.YAML, path, above + 1, "found no fields")
        return (value if len(self.problems) == before else None), lines

    def _document(
        self,
        events: Iterator[Any],
        lines: dict[tuple[str | int, ...], int],
        path: Path,
        above: int,
    ) -> Any:
        """Build the value of the one document; none if there is no document.

        The value is built from the parser's events, which are looked at one by one:
        what nests too deep or names itself is refused before anything is built of it.
        """
        value = None
        starts: list[Any] = []
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                starts.append(event)
            elif not isinstance(event, _FRAME) and len(starts) == 1:
                value = self._value(event, events, (), lines, path, above)
        if len(starts) > 1:
            message = "but found another document"
            raise yaml.MarkedYAMLError(problem=message, problem_mark=starts[1].start_mark)
        return value

    def _value(
        self,
        event: Any,
        events: Iterator[Any],
        where: tuple[str | int, ...],
        lines: dict[tuple[str | int, ...], int],
        path: Path,
        above: int,
    ) -> Any:
        """Build the value that begins with *event*."""
        line = event.start_mark.line + above + 1
        lines.setdefault(where, line)
        tag = event.tag or "!"
        if tag != "!" and tag not in _PLAIN_TAGS:
            message = f"found the YAML tag ‘{tag}’; write the value plainly"
            self._report(Rule.YAML_FORBIDDEN, path, line, message)
            _skip(event, events)
            return None
        if isinstance(event, yaml.MappingStartEvent):
            return self._fields(events, where, lines, path, above)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Any] = []
            while not isinstance(item := next(events), yaml.SequenceEndEvent):
                items.append(self._value(item, events, (*where, len(items)), lines, path, above))
            return items
        assert isinstance(event, yaml.ScalarEvent)
        if event.value and where and where[-1] in _IN_BLOCK_FORM and event.style not in ("|", ">"):
            message = (
                f"‘{where[-1]}’ is not in block form; write ‘{where[-1]}: >-’ and the words "
                "indented on the next line: elsewhere YAML drops quotation marks, # and :"
            )
            self._report(Rule.BLOCK_FORM, path, line, message)
        # Without quotation marks, or with the tag of nothing.
        is_plain = event.implicit[0] if tag == "!" else tag.endswith(":null")
        return None if is_plain and event.value in ("", "~", "null") else event.value

    def _fields(
        self,
        events: Iterator[Any],
        where: tuple[str | int, ...],
        lines: dict[tuple[str | int, ...], int],
        path: Path,
        above: int,
    ) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        while not isinstance(name := next(events), yaml.MappingEndEvent):
            line = name.start_mark.line + above + 1
            if not isinstance(name, yaml.ScalarEvent):
                self._report(Rule.YAML, path, line, "a field's name must be a word")
                _skip(name, events)
                _skip(next(events), events)
                continue
            key = name.value
            if key in fields:
                first = lines[(*where, key)]
                message = f"the field ‘{key}’ is given twice, first in line {first}; keep one"
                self._report(Rule.YAML_DUPLICATE, path, line, message)
                _skip(next(events), events)
                continue
            lines[(*where, key)] = line
            fields[key] = self._value(next(events), events, (*where, key), lines, path, above)
        return fields

    # -- models --------------------------------------------------------------------------------

    def _validated(
        self,
        adapter: TypeAdapter[Any],
        data: Any,
        file: File,
        reported: Collection[tuple[str | int, ...]] = (),
    ) -> Any | None:
        """Return the record that *data* makes, or report each of its faults and return nothing.

        :param reported: fields with a fault that was reported before.
        """
        try:
            return adapter.validate_python(data)
        except ValidationError as error:
            details = error.errors(include_url=False)
            places = [detail["loc"] for detail in details]
            for detail in details:
                # A list counts only its items without a fault; that these are few is no news.
                inner = any(place[:-1] == detail["loc"] for place in places)
                if detail["loc"] in reported:
                    continue
                if detail["type"] != "too_short" or not inner:
                    self.problems.append(_problem(detail, data, file))
            return None


def paragraphs(text: str) -> list[str]:
    """Give the paragraphs of a transcription as the stream has them; blank lines part them."""
    parts = re.split(r"\n[^\S\n]*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    return [words for part in parts if (words := normalise(part))]


def marked(text: str, other: str, width: int = 30) -> str:
    """Give the part of *text* that differs from *other*, in 【】, with some words around it."""
    if not text:
        return "(nothing)"
    start = next(
        (i for i, (a, b) in enumerate(zip(text, other, strict=False)) if a != b),
        min(len(text), len(other)),
    )
    same = 0
    while same < min(len(text), len(other)) - start and text[-1 - same] == other[-1 - same]:
        same += 1
    end = len(text) - same
    before = ("…" if start > width else "") + text[max(0, start - width) : start]
    after = text[end : end + width] + ("…" if end + width < len(text) else "")
    return f"{before}【{text[start:end]}】{after}"


class _Refused(Exception):
    """YAML that our files do without."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


def _events(text: str) -> Iterator[Any]:
    """Give the events of a text of YAML as long as they are of a kind that our files have.

    :raises _Refused: found an anchor, an alias or what is nested too deep.
    :raises yaml.YAMLError: the text cannot be read.
    """
    loader: Any = _Loader(text)
    depth = 0
    while (event := loader.get_event()) is not None:
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if getattr(event, "anchor", None):  # an alias has one as well
            message = "found a YAML anchor or alias (& or *); write the value out, or quote it"
            raise _Refused(event.start_mark.line + 1, message)
        if depth > _DEEPEST:
            message = f"found lists within lists, more than {_DEEPEST} deep"
            raise _Refused(event.start_mark.line + 1, message)
        yield event


def _skip(event: Any, events: Iterator[Any]) -> None:
    """Leave out the value that begins with *event*."""
    depth = isinstance(event, yaml.CollectionStartEvent) + 0
    while depth:
        event = next(events)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)


def _unfilled(
    data: Any, where: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the place of each value that is still to be filled in, and a message."""
    if isinstance(data, str) and data.strip() in UNFILLED:
        yield where, f"found “{data.strip()}”; expected {UNFILLED[data.strip()]}"
    elif isinstance(data, dict | list):
        parts = data.items() if isinstance(data, dict) else enumerate(data)
        for name, value in parts:
            yield from _unfilled(value, (*where, name))


def _problem(detail: ErrorDetails, data: Any, file: File) -> Problem:
    """Say in our words what the model refused."""
    kind, found = detail["type"], detail.get("input")
    where = _in_file(detail["loc"], data, missing=kind == "missing")
    name = next((part for part in reversed(where) if isinstance(part, str)), "")
    line = file.line(*where)
    rule = Rule.FIELD_VALUE
    shown = {list: "a list", dict: "a mapping", type(None): "nothing"}.get(
        type(found), f"‘{found}’"
    )
    if kind == "missing":
        rule = Rule.FIELD_MISSING
        message = f"the field ‘{name}’ is missing"
    elif kind == "union_tag_not_found":
        rule = Rule.FIELD_MISSING
        message = "the field ‘kind’ is missing; expected fact-check, context or textual"
        line = file.line()
    elif kind == "extra_forbidden":
        rule = Rule.FIELD_UNKNOWN
        message = f"there is no field ‘{name}’ here"
        known = _field_names()
        if name in known:
            message += ", only in records of another kind"
        elif near := difflib.get_close_matches(name, sorted(known), n=1):
            message += f"; did you mean ‘{near[0]}’?"
    elif kind == "union_tag_invalid":
        message = f"‘kind’ is ‘{detail['ctx']['tag']}’; expected fact-check, context or textual"
        line = file.line("kind")
    elif kind in ("enum", "literal_error"):
        message = f"‘{name}’ is {shown}; expected {detail['ctx']['expected'].replace(chr(39), '')}"
    elif kind.startswith("date"):
        message = f"‘{name}’ is {shown}; expected a date such as 2026-11-22"
    elif kind.startswith("bool"):
        message = f"‘{name}’ is {shown}; expected true or false"
    elif kind == "string_too_long":
        limit = detail["ctx"]["max_length"]
        message = f"‘{name}’ has {len(str(found))} characters, at most {limit} are allowed"
    elif kind in ("string_too_short", "string_type"):
        message = f"‘{name}’ is {shown}; expected words"
    elif kind == "string_pattern_mismatch":
        pattern = detail["ctx"]["pattern"]
        message = f"‘{name}’ is {shown}; expected {_FORMS.get(pattern, f'the form {pattern}')}"
    elif kind in ("too_short", "too_long"):
        least, most = detail["ctx"].get("min_length"), detail["ctx"].get("max_length")
        wanted = f"at least {least}" if least else f"at most {most}"
        message = f"‘{name}’ lists {detail['ctx']['actual_length']}; expected {wanted}"
    elif kind.startswith("int"):
        message = f"‘{name}’ holds {shown}; expected whole numbers"
    elif kind in ("tuple_type", "list_type"):
        message = f"‘{name}’ is {shown}; expected a list, such as [one, two]"
    elif kind in ("model_type", "dict_type", "model_attributes_type"):
        found_here = f"‘{name}’ is {shown}" if name else f"found {shown}"
        message = f"{found_here}; expected fields with names, each in a line: ‘name: value’"
    else:
        said = detail["msg"].removeprefix("Value error, ")
        message = f"‘{name}’: {said}" if name else said
    return Problem(rule, file.path, line, message)


def _in_file(
    loc: tuple[str | int, ...], data: Any, *, missing: bool = False
) -> tuple[str | int, ...]:
    """Leave out of pydantic's place what is not in the file: the tag of a union.

    :param missing: whether the last part of the place is a field that should be there.
    """
    where: list[str | int] = []
    for position, part in enumerate(loc):
        present = (isinstance(data, dict) and part in data) or (
            isinstance(data, list) and isinstance(part, int) and part < len(data)
        )
        if present:
            where.append(part)
            data = data[part]
        elif missing and position == len(loc) - 1:
            where.append(part)
    return tuple(where)


def _field_names() -> set[str]:
    heads = (FactCheckHead, ContextHead, TextualHead, CrossReferenceHead, EssayHead)
    shared = (Theme, Name, Person, Contribution, Event, Correction, ContestedWord)
    models = (*heads, Place, *shared)
    return {info.alias or name for model in models for name, info in model.model_fields.items()}
