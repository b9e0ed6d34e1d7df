"""Read files into records.

Whatever is wrong with a file becomes a :class:`~sphinx_apparatus.model.problems.Problem`
with file and line; no file stops the others from being read.
"""

from __future__ import annotations

import difflib
import hashlib
import os
import re
import shlex
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from pydantic import ConfigDict, TypeAdapter

from sphinx_apparatus.edition.edition import EditionData, Refused, unread_entries
from sphinx_apparatus.edition.safe_yaml import Lines, read_yaml
from sphinx_apparatus.edition.validation import unfilled, validate
from sphinx_apparatus.model.apparatus import Entry
from sphinx_apparatus.model.characters import MOST_BRACKETS, odd_character, printable, undecoded
from sphinx_apparatus.model.essays import Block, CrossReference, Essay, File, Note, PlacedEntry
from sphinx_apparatus.model.fields import is_reserved
from sphinx_apparatus.model.problems import Problem, Problems
from sphinx_apparatus.model.records import (
    AnyHead,
    ContestedWord,
    Contribution,
    Correction,
    CrossReferenceHead,
    EssayHead,
    Event,
    Lookup,
    Name,
    Outlet,
    Person,
    Place,
    SchemeFile,
    Theme,
    WitnessDescription,
    WitnessForm,
    is_id,
)
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.model.vocabulary import STANDARD, BlockKind, Form, Scheme, Unit
from sphinx_apparatus.text.bodies import PICTURE, read_body, refused_in_text
from sphinx_apparatus.text.file_reading import TEXT_SIZE, read_regular
from sphinx_apparatus.text.file_writing import JOURNAL
from sphinx_apparatus.text.markdown import excess
from sphinx_apparatus.text.units import (
    StreamBlock,
    TranscribedParagraph,
    Transcript,
    differences,
    form_of_prose,
    is_plain,
    joined_lines,
    marked,
    number_lines,
    paragraphs,
    paragraphs_of,
    parsed_text,
    stream,
)

_LOOKS = {Form.VERSE: "verse", Form.DRAMA: "a speech of a play"}
"""What a text without ‘form’ looks like, for messages."""
NOTE_SIZE = 16 * 1024
"""Bytes that a note or cross-reference may have."""

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)
_OF_ESSAYS = ("essay.yml", "text.md", "notes", "apparatus.yml", "apparatus")
"""Files and folders of an essay beside its transcriptions and pictures."""
DRAFT = "apparatus.draft.yml"
"""Entries that are proposed for an apparatus and not yet accepted: nothing reads them."""
_OF_TOOLS = re.compile(r"\.DS_Store|\.gitkeep|\..+\.(sw[a-p]|part)")
"""Hidden files that systems, editors and killed processes leave; none is of an edition."""
_MOST_BRACKETS_OF_LIST = 100_000
"""Opening brackets in a shared list; each of its texts may have a few hundred."""

_WHEN_NEEDED = ConfigDict(defer_build=True)
"""A class of records knows its own kind; a union of several does not."""
_NOTE_HEAD: TypeAdapter[Any] = TypeAdapter(AnyHead, config=_WHEN_NEEDED)
_CROSS_REFERENCE_HEAD = TypeAdapter(CrossReferenceHead)
_ESSAY_HEAD = TypeAdapter(EssayHead)
_PLACE = TypeAdapter(Place)
_ENTRIES = TypeAdapter(list[Entry], config=_WHEN_NEEDED)
_THEMES = TypeAdapter(list[Theme], config=_WHEN_NEEDED)
_NAMES = TypeAdapter(list[Name], config=_WHEN_NEEDED)
_PEOPLE = TypeAdapter(list[Person], config=_WHEN_NEEDED)
_CONTRIBUTIONS = TypeAdapter(list[Contribution], config=_WHEN_NEEDED)
_EVENTS = TypeAdapter(list[Event], config=_WHEN_NEEDED)
_CORRECTIONS = TypeAdapter(list[Correction], config=_WHEN_NEEDED)
_OUTLETS = TypeAdapter(list[Outlet], config=_WHEN_NEEDED)
_LOOKUPS = TypeAdapter(list[Lookup], config=_WHEN_NEEDED)
_VOCABULARY = TypeAdapter(list[ContestedWord], config=_WHEN_NEEDED)
_SCHEME = TypeAdapter(SchemeFile)
_QUOTING = ("quote", "in", "before", "after")
"""Fields that say where the words stand that a note is about."""
LISTS = (
    *("themes", "names", "people", "contributions", "chronology", "corrections"),
    *("outlets", "vocabulary", "evidence", "scheme"),
)
"""Files of ``_data`` that are read, without ``.yml``."""


class Reading(NamedTuple):
    """What was read of an essay while its files had one digest."""

    digest: str
    essay: Essay | None
    problems: Problems
    unread: set[str]
    refused: list[Refused]


class Reader:
    """Reader of the folder of essays; collects problems.

    :param folder: the folder of the essays.
    :param allowed: characters that the edition allows beside those of every edition.
    :param digests: those of the parts of the edition, where they are known.
    :param readings: what was read of each essay before; what has its digest is not read again.
    """

    def __init__(
        self,
        folder: Path,
        allowed: frozenset[str] = frozenset(),
        digests: Mapping[str, str] = MappingProxyType({}),
        readings: dict[str, Reading] | None = None,
    ) -> None:
        self.folder = folder
        self.allowed = allowed
        self._digests = digests
        self._readings = {} if readings is None else readings
        self._root = f"{folder.parent.as_posix().rstrip('/')}/"
        self.problems = Problems()
        self.unread: set[str] = set()
        """Ids of essays, notes (with their essay's) and shared lists whose files have a fault:
        that they are missing among the records is no further fault of those who name them."""
        self.refused: list[Refused] = []
        """Notes and cross-references whose fields have a fault."""

    # -- the parts of an edition ---------------------------------------------------------------

    @cached_property
    def scheme(self) -> Scheme | None:
        """The lists that the edition declares; none if they have a fault."""
        path = self.folder / "_data" / "scheme.yml"
        if not path.exists() and not path.is_symlink():
            return STANDARD
        self.unread.add("scheme")
        read = self._mapping(path, TEXT_SIZE)
        if read is None:
            return None
        data, file = read
        record, problems = validate(_SCHEME, data, file, (), self.allowed)
        self.problems += problems
        if record is None:
            return None
        faults = list(record.faults())
        for where, message in faults:
            problem = Problem(Rule.SCHEME, file.path, file.line(*where), message)
            self.problems.append(problem)
        if faults:
            return None
        self.unread.discard("scheme")
        scheme: Scheme = record.scheme
        return scheme

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
        """Read the essay in *folder* with its notes; none if its text cannot be read."""
        # What an essay may hold is in the lists of the edition.
        parts = [self._digests.get(f"essays/{name}", "") for name in (folder.name, "_data")]
        digest = " ".join(parts) if all(parts) else ""
        known = self._readings.get(folder.name)
        if not digest or known is None or known.digest != digest:
            known = self._readings[folder.name] = self._reading(folder, digest)
        self.problems += known.problems
        self.unread |= known.unread
        self.refused += known.refused
        return known.essay

    def _reading(self, folder: Path, digest: str) -> Reading:
        """Read an essay, with its problems apart from those of others."""
        _ = self.scheme  # whose problems are those of no essay
        before = self.problems, self.unread, self.refused
        self.problems, self.unread, self.refused = Problems(), set(), []
        essay = self._essay(folder)
        if essay is None:
            self.unread.add(folder.name)
        made = Reading(digest, essay, self.problems, self.unread, self.refused)
        self.problems, self.unread, self.refused = before
        return made

    def _essay(self, folder: Path) -> Essay | None:
        read = self._mapping(folder / "essay.yml", TEXT_SIZE)
        self._check_names(folder, read and read[0])
        if read is None:
            return None
        data, file = read
        left = dict(unfilled(data))
        for where, message in left.items():
            self.problems.append(Problem(Rule.UNFILLED, file.path, file.line(*where), message))
        head = self._validated(_ESSAY_HEAD, data, file, left)
        markdown = self._text(folder / "text.md", TEXT_SIZE)
        notes = list(self.notes(folder))
        entries = list(self.entries(folder))
        if not isinstance(head, EssayHead) or markdown is None:
            return None
        if not re.fullmatch(r"[0-9]{4}-[a-z0-9-]+", folder.name):
            message = f"the folder ‘{folder.name}’ is not named year-word, such as 2019-leigh"
            self._report(Rule.FILE_NAME, folder / "essay.yml", 1, message)
        if more := excess(markdown):
            self._report(Rule.FILE_SIZE, folder / "text.md", more.line, more.message)
            return None
        plain = {*head.blocks.head, *head.blocks.furniture, *head.blocks.tail}
        words = stream(markdown, head.form, plain)
        for fault in refused_in_text(markdown, parsed_text(markdown)):
            self._report(fault.rule, folder / "text.md", fault.line, fault.message)
        witness = self._check_lock(folder, head, markdown, words, file)
        if "form" not in data and (seems := form_of_prose(words, markdown, plain, witness)):
            form, block = seems
            base = head.witness_by_siglum.get(head.base)
            how = "mark up text.md"
            if is_plain(markdown) and base and base.file:
                how = f"then: {_replacing(self.shown(folder / base.file), folder.name)}"
            message = (
                f"the field ‘form’ is missing, and {self.shown(folder / 'text.md')}:{block.line} "
                f"looks like {_LOOKS[form]}; write ‘form: {form}’, {how}; or ‘form: prose’ if it "
                "is none, with a backslash at the end of each line that is to stay one"
            )
            self.problems.append(Problem(Rule.FIELD_MISSING, file.path, file.line(), message))
        blocks = self._blocks(head, words, file)
        self._check_pictures(folder, blocks)
        found = dict(self._transcripts(folder, head, file, markdown))
        transcripts = {siglum: tuple(one.words for one in there) for siglum, there in found.items()}
        lines = {
            siglum: tuple(one.lines for one in found[siglum])
            for siglum in found
            if head.form is Form.VERSE
            and head.collation_of(head.witness_by_siglum[siglum]).line_ends != "joined"
        }
        parts = blocks, tuple(notes), file, tuple(entries), transcripts
        return Essay(folder.name, head, markdown, *parts, transcript_lines=lines)

    def _check_names(self, folder: Path, data: Any) -> None:
        """Refuse what stands in the folder of an essay and belongs to no part of it.

        :param data: what ``essay.yml`` says, none if it cannot be read.
        """
        listed = data.get("witnesses") if isinstance(data, dict) else None
        witnesses = listed if isinstance(listed, list) else []
        named = {str(each.get("file")) for each in witnesses if isinstance(each, dict)}
        for path in self._listed(folder, {*_OF_ESSAYS, DRAFT, *named}):
            if PICTURE.fullmatch(path.name) and path.is_file():
                continue
            is_witness = path.name.startswith("witness-") and path.suffix == ".txt"
            if is_witness and listed is None:
                continue
            if is_witness and path.is_file():
                message = (
                    f"no witness in essay.yml has ‘file: {printable(path.name)}’; "
                    "name the file there, or delete it"
                )
                self._report(Rule.FILE_NAME, path, 1, message)
            else:
                expected = (*_OF_ESSAYS, "witness-S.txt")
                self._report_stray(path, expected)

    def _report_stray(self, path: Path, expected: Sequence[str]) -> None:
        """Report a file or folder that nothing reads."""
        near = difflib.get_close_matches(path.name.lower(), expected, n=1)
        wanted = f"did you mean ‘{near[0]}’?" if near else f"there are {', '.join(expected)}."
        what = "folder" if path.is_dir() else "file"
        message = f"this {what} is not read; {wanted} Rename it, move it or delete it"
        self._report(Rule.FILE_NAME, path, 1, message)

    def notes(self, folder: Path) -> Iterator[Note]:
        """Read the notes of the essay in *folder*."""
        for path in self._named_by_id(folder / "notes"):
            if read := self._with_front_matter(path, _NOTE_HEAD):
                head, body, file = read
                if "![" in body and self.scheme and "picture" in self.scheme.blocks:
                    for name, line in read_body(body, (), self.scheme.blocks).pictures:
                        self._check_picture(folder, name, path, file.body_line + line - 1)
                yield Note(folder.name, path.stem, head, body, file)

    def entries(self, folder: Path) -> Iterator[PlacedEntry]:
        """Read the entries of the apparatus of the essay in *folder*, not yet anchored."""
        whole, parts = folder / "apparatus.yml", folder / "apparatus"
        if not parts.exists() and not parts.is_symlink():
            paths = [whole] if whole.exists() or whole.is_symlink() else []
        elif whole.exists():
            message = "there is a folder ‘apparatus’ as well; keep the file or the folder"
            self._report(Rule.FILE_NAME, whole, 1, message)
            paths = []
        else:
            paths = list(self._named_by_id(parts, ".yml", "an apparatus"))
        for path in paths:
            faults = len(self.problems)
            if read := self._mapping(path, TEXT_SIZE):
                data, file = read
                heads = self._validated(_ENTRIES, data, file) or ()
                for index, head in enumerate(heads):
                    yield PlacedEntry(folder.name, index, head, file)
            if len(self.problems) > faults:
                self.unread.add(unread_entries(folder.name))

    def cross_references(self) -> Iterator[CrossReference]:
        """Read the cross-references, in order of names."""
        for path in self._named_by_id(self.folder / "cross-references"):
            if read := self._with_front_matter(path, _CROSS_REFERENCE_HEAD):
                head, body, file = read
                yield CrossReference(path.stem, head, body, file)

    def shared(self) -> EditionData:
        """Read what all essays share; the files named last are optional."""
        files: dict[str, File] = {}
        known = [f"{name}.yml" for name in LISTS]
        if (self.folder / "_data").is_dir():
            for path in self._listed(self.folder / "_data", known):
                self._report_stray(path, known)
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
            outlets=tuple(self._list("outlets", _OUTLETS, files, False)),
            vocabulary=tuple(self._list("vocabulary", _VOCABULARY, files, False)),
            lookups=tuple(self._list("evidence", _LOOKUPS, files, False)),
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
        if text.count("[") > _MOST_BRACKETS_OF_LIST:
            message = f"found more than {_MOST_BRACKETS_OF_LIST} opening brackets; divide the list"
            self._report(Rule.FILE_SIZE, path, 1, message)
            return []
        data, lines = self._yaml(text, path)
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
        passages = sum(
            kinds.get(position, block.kind) is BlockKind.PASSAGE
            for position, block in enumerate(words, start=1)
        )
        stored = self._stored_numbers(head, passages, file)
        blocks = []
        for position, block in enumerate(words, start=1):
            kind = kinds.get(position, block.kind)
            number = str(counts[kind] + 1)
            if stored and kind is BlockKind.PASSAGE:
                number = stored[counts[kind]]
            counts[kind] += 1
            blocks.append(made(block, kind, number))
        return tuple(number_lines(blocks, head.form, head.numbering))

    def _check_pictures(self, folder: Path, blocks: Sequence[Block]) -> None:
        """Report pictures that are not in the folder of the text."""
        for block in blocks:
            if name := block.attributes.get("src", ""):
                self._check_picture(folder, name, folder / "text.md", block.line)

    def _check_picture(self, folder: Path, name: str, path: Path, line: int) -> None:
        if re.fullmatch(r"[\w.-]+", name) and not (folder / name).is_file():
            message = f"there is no picture ‘{name}’ in the folder of the text"
            self._report(Rule.FILE_MISSING, path, line, message)

    def _stored_numbers(self, head: EssayHead, passages: int, file: File) -> tuple[str, ...]:
        """Return the numbers of the passages, if they are stored and fit the text."""
        numbers = head.passages
        if numbers and len(numbers) != passages:
            message = (
                f"‘passages’ lists {len(numbers)} numbers, the text has {passages} passages; "
                "give a new passage its own number, such as 3a, and keep those of the others"
            )
            line = file.line("passages")
            self.problems.append(Problem(Rule.TEXT_BLOCKS, file.path, line, message))
            return ()
        # A number given twice is an error of its own (A103).
        return numbers if len(set(numbers)) == len(numbers) else ()

    def _check_lock(
        self,
        folder: Path,
        head: EssayHead,
        markdown: str,
        words: Sequence[StreamBlock],
        file: File,
    ) -> str:
        """Compare the text with its witness and its checksum; return the words of the witness."""
        path = folder / "text.md"
        base = next((w for w in head.witnesses if w.siglum == head.base), None)
        found = hashlib.sha256(markdown.encode()).hexdigest()
        by_hand = _is_by_hand(words, base)
        if found != head.sha256:
            message = (
                f"the checksum of text.md is {found}, essay.yml says {head.sha256}; "
                "the text must not be changed"
            )
            if base and base.file:
                message += ". Restore it; or record what was intended, words in the transcription "
                message += (
                    "too: write its checksum into essay.yml"
                    if by_hand
                    else f"too: {_replacing(self.shown(folder / base.file), folder.name)}"
                )
            line = file.line("sha256")
            self.problems.append(Problem(Rule.TEXT_HASH, file.path, line, message))
        if base is None or base.file is None:
            message = f"no witness ‘{head.base}’ with a file; the base text needs its transcription"
            line = file.line("witnesses")
            self.problems.append(Problem(Rule.SIGLUM_UNKNOWN, file.path, line, message))
            return ""
        witness = self._text(folder / base.file, TEXT_SIZE)
        if witness is None:
            return ""
        if difference := _difference(witness, words, base):
            block, message = difference
            line = words[min(block, len(words) - 1)].line if words else 1
            told = f"block {block + 1} differs from the witness {base.siglum}:{message}"
            if found == head.sha256:
                changed = self.shown(folder / base.file)
                told += "\n    " + _what_was_changed(head, markdown, witness, base, changed, folder)
            self._report(Rule.TEXT_LOCK, path, line, told)
        return witness

    def _transcripts(
        self, folder: Path, head: EssayHead, file: File, base: str
    ) -> Iterator[tuple[str, list[TranscribedParagraph]]]:
        """Yield the paragraphs of each witness that has a file, except the base, by its siglum.

        Each has its checksum, as the base text has: what is shown of a witness stays as it was
        compared. One that is not read for a fault of its own has no paragraphs.
        """
        if head.base not in head.witness_by_siglum:
            # Which of them the text follows is not known.
            return
        for index, each in enumerate(head.witnesses):
            # That of the base text is compared word by word.
            if each.file is None or each.siglum == head.base:
                continue

            def report(rule: Rule, message: str, *where: str, index: int = index) -> None:
                line = file.line("witnesses", index, *where)
                self.problems.append(Problem(rule, file.path, line, message))

            path = folder / each.file
            if not path.is_symlink() and not path.exists():
                report(
                    Rule.FILE_MISSING,
                    f"‘file’ names {each.file}, which is not in this folder",
                    "file",
                )
                continue
            text = self._text(path, TEXT_SIZE)
            if text is None:
                continue
            found = hashlib.sha256(text.encode()).hexdigest()
            if each.sha256 is None:
                message = f"the checksum of {each.file} is missing; write ‘sha256: {found}’"
                report(Rule.TEXT_HASH, message, "file")
            elif found != each.sha256:
                message = (
                    f"the checksum of {each.file} is {found}, its witness says {each.sha256}; "
                    "restore the file, or read it again beside its entries and write the new one: "
                    f"sphinx-apparatus new witness {shlex.quote(self.shown(path))} {folder.name} "
                    f"--siglum {shlex.quote(each.siglum)} --replace"
                )
                report(Rule.TEXT_HASH, message, "sha256")
            if head.collation_of(each).line_ends == "joined":
                text = joined_lines(text, base)
            paragraphs = paragraphs_of(text, each.reading)
            for part in ("head", "tail"):
                if more := [n for n in getattr(each.blocks, part) if not 0 < n <= len(paragraphs)]:
                    message = (
                        f"‘{part}’ names paragraph {more[0]} of {each.file}; "
                        f"it has paragraphs 1 to {len(paragraphs)}"
                    )
                    report(Rule.TEXT_BLOCKS, message, "blocks", part)
            yield each.siglum, paragraphs

    # -- files ---------------------------------------------------------------------------------

    def shown(self, path: Path) -> str:
        """Return *path* as messages show it: from the project's folder, with slashes."""
        return printable(path.as_posix().removeprefix(self._root))

    def _report(self, rule: Rule, path: Path, line: int, message: str) -> None:
        self.problems.append(Problem(rule, self.shown(path), line, message))

    def _listed(self, folder: Path, known: Collection[str] = ()) -> list[Path]:
        """List a folder in a fixed order; links and hidden files are refused.

        :param known: names to leave out.
        """
        paths = []
        try:
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            message = f"the folder cannot be read: {error.strerror}"
            self._report(Rule.FILE_MISSING, folder, 1, message)
            return []
        for entry in listed:
            if entry.name in known:
                continue
            path = folder / entry.name
            if entry.is_symlink():
                message = "found a symbolic link; put the file itself here"
                self._report(Rule.SYMLINK, path, 1, message)
            elif not entry.name.startswith("."):
                paths.append(path)
            elif entry.name == JOURNAL:
                message = "an import was broken off while it wrote; run ‘import text’ again"
                self._report(Rule.FILE_NAME, path, 1, message)
            elif not _OF_TOOLS.fullmatch(entry.name):
                message = "hidden files and folders have no place among the essays; delete it"
                self._report(Rule.FILE_NAME, path, 1, message)
        return paths

    def _text(self, path: Path, size: int) -> str | None:
        """Read a text file; none if it is missing, too large, not UTF-8 or has odd characters."""
        if path.is_symlink():
            self._report(Rule.SYMLINK, path, 1, "found a symbolic link; put the file itself here")
            return None
        try:
            raw = read_regular(path, size)
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
            line, odd = undecoded(error)
            self._report(Rule.ENCODING, path, line, f"{odd}; save the file as UTF-8")
            return None
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if bad := odd_character(text, self.allowed):
            line, name = bad
            message = f"found the invisible character {name}; delete it"
            self._report(Rule.CHARACTER, path, line, message)
            return None
        return text

    def _named_by_id(
        self, folder: Path, suffix: str = ".md", what: str = "a note"
    ) -> Iterator[Path]:
        """Yield the files of a folder of notes; files with other names are refused.

        :param what: what each of the files is.
        """
        if folder.is_symlink():
            message = "found a symbolic link; put the folder itself here"
            self._report(Rule.SYMLINK, folder, 1, message)
            return
        if not folder.is_dir():
            if folder.exists():
                message = f"‘{folder.name}’ is a file; expected a folder"
                message += " of notes" if suffix == ".md" else f" of files *{suffix}"
                self._report(Rule.FILE_NAME, folder, 1, message)
            return
        for path in self._listed(folder):
            if path.suffix == suffix and is_id(path.stem):
                yield path
                continue
            name = printable(path.name)
            message = (
                f"‘{name}’ is not the name of {what}: expected an id of small letters, digits "
                f"and hyphens, and {suffix}"
            )
            if is_reserved(name):
                message += f"; Windows keeps ‘{path.stem}’ for a device"
            self._report(Rule.FILE_NAME, path, 1, message)

    def _with_front_matter(
        self, path: Path, adapter: TypeAdapter[Any]
    ) -> tuple[Any, str, File] | None:
        """Read fields and the text below them: record, text and place; none if invalid."""
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
        body = text[match.end() :]
        file = File(self.shown(path), lines, text.count("\n", 0, match.end()) + 1)
        if body.count("[") > MOST_BRACKETS:
            message = f"found more than {MOST_BRACKETS} opening brackets; a note needs few"
            self._report(Rule.BODY_MARKUP, path, file.body_line, message)
            return None
        head = None if data is None else self._validated(adapter, data, file)
        if head is None:
            self.refused.append(Refused(file, body, self._place(path, data)))
            return None
        self.unread.discard(id)
        return head, body, file

    def _place(self, path: Path, data: Any) -> Place | None:
        """Return the words that a note quotes, whatever its other fields are."""
        fields = data if isinstance(data, dict) else {}
        quoting = {name: fields[name] for name in _QUOTING if name in fields}
        place = {"essay": path.parent.parent.name, **quoting}
        return validate(_PLACE, place, File("", {}), (), self.allowed)[0]

    def _mapping(self, path: Path, size: int) -> tuple[Any, File] | None:
        text = self._text(path, size)
        if text is None:
            return None
        data, lines = self._yaml(text, path)
        return None if data is None else (data, File(self.shown(path), lines))

    def _yaml(self, text: str, path: Path, above: int = 0) -> tuple[Any | None, Lines]:
        value, lines, problems = read_yaml(text, self.shown(path), above)
        self.problems += problems
        return value, lines

    def _validated(
        self,
        adapter: TypeAdapter[Any],
        data: Any,
        file: File,
        reported: Collection[tuple[str | int, ...]] = (),
    ) -> Any | None:
        """Return the record of *data*, or report each of its problems and return None.

        :param reported: fields with a fault that was reported before.
        """
        record, problems = validate(adapter, data, file, reported, self.allowed, self.scheme)
        self.problems += problems
        return record


def made(block: StreamBlock, kind: BlockKind, number: str) -> Block:
    """Return a block of a text with its number."""
    return Block(
        f"{kind.letter}{number}",
        kind,
        number,
        block.text,
        block.line,
        block.unit,
        block.parts,
        block.milestones,
        block.looks,
        block.attributes,
    )


# -- the lock --------------------------------------------------------------------------------------


def _is_by_hand(words: Sequence[StreamBlock], base: WitnessDescription | None) -> bool:
    """Return whether a text has more than plain paragraphs, which an import could write anew."""
    has_units = any(
        block.unit is not Unit.PARAGRAPH or block.parts or block.milestones for block in words
    )
    return has_units or (base is not None and base.reading != WitnessForm())


def _replacing(transcription: str, essay: str) -> str:
    """Return the command that writes a text of plain paragraphs anew."""
    return f"sphinx-apparatus import text {transcription} {essay} --replace"


def _difference(
    witness: str, words: Sequence[StreamBlock], base: WitnessDescription
) -> tuple[int, str] | None:
    """Return the index of the first block that is not as its witness has it, and how."""
    if not _is_by_hand(words, base):
        expected = paragraphs(witness)
        for number in range(max(len(expected), len(words))):
            old = expected[number] if number < len(expected) else ""
            new = words[number].text if number < len(words) else ""
            if old != new:
                message = f"\n    witness: {marked(old, new)}\n    text.md: {marked(new, old)}"
                return number, message
        return None
    # Words, paragraphs, lines, the author's notes and pages are compared.
    for block, message in differences(Transcript.of(witness, base.reading), words):
        message = message if message.startswith("\n") else f" {message}"
        units = {point.unit for each in words for point in each.milestones}
        for unit, name, how in (("call", "notes", "brackets"), ("page", "pages", "braces")):
            if unit in units and getattr(base.reading, name) == "none":
                message += f"\n    how the witness marks {name} is not said: ‘reading:’ with "
                message += f"‘{name}: {how}’ or the like below the witness in essay.yml"
        return block, message
    return None


def _what_was_changed(
    head: EssayHead,
    markdown: str,
    witness: str,
    base: WitnessDescription,
    changed: str,
    folder: Path,
) -> str:
    """Return what was changed of a text whose ``text.md`` was not, and what to do.

    :param changed: the path of the transcription.
    """
    command = _replacing(changed, folder.name)
    remedy = command if is_plain(markdown) else "mark it up"
    plain = {*head.blocks.head, *head.blocks.furniture, *head.blocks.tail}
    for form, reading in product(Form, (base.reading, WitnessForm())):
        words = stream(markdown, form, plain)
        other = base.model_copy(update={"reading": reading})
        if (form, reading) == (head.form, base.reading) or _difference(witness, words, other):
            continue
        ways = [f"as ‘form: {form}’"] * (form is not head.form)
        ways += ["without ‘reading’"] * (reading != base.reading)
        return (
            f"text.md has its checksum, and agrees with {changed} {' and '.join(ways)}: "
            f"change that back in essay.yml, or bring text.md up to it: {remedy}"
        )
    told = f"text.md has its checksum, so {changed} was changed: restore it, or "
    if is_plain(markdown):
        return told + f"correct the text by it: {command}"
    return told + (
        "correct text.md as well; if ‘blocks’ or ‘reading’ of essay.yml were changed, restore them"
    )
