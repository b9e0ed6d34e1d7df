"""Check an edition, and read again only what is not as it was at the last check.

An essay's folder is checked by itself. What was found holds as long as the bytes of its files are
the same, and as long as the rest of the edition gives the same answers to what was asked on its
behalf: how far a source was read, whether a name is declared.
What essays, cross-references and lists say of each other is looked at every time, from outlines.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, TypeVar

from sphinx_apparatus.bodies import Body, read_body
from sphinx_apparatus.checking import (
    Lists,
    Places,
    check_cross_reference,
    check_essay,
    check_together,
    today,
)
from sphinx_apparatus.edition import Edition, joined, placed
from sphinx_apparatus.keeping import Keep, pack, unpack
from sphinx_apparatus.model import Consulted, CrossReference, Essay, Note
from sphinx_apparatus.outlines import Crossing, Outline, crossing_of, outline_of
from sphinx_apparatus.problems import Problem, Rule, in_order
from sphinx_apparatus.reading import Reader
from sphinx_apparatus.references import read_references
from sphinx_apparatus.remembering import Memory, digest_of, engine_digest

_RULES = {rule.number: rule for rule in Rule}


class Found(NamedTuple):
    """What a check found."""

    problems: tuple[Problem, ...]
    outlines: tuple[Outline, ...]
    unread: frozenset[str]
    """Ids of what has a fault of its own."""


Record = tuple[Essay | CrossReference, dict[str, Body]]
"""A record with the bodies in it, by the ids of what they belong to."""


def recheck(project: Path, memory: Memory | None) -> Found:
    """Check an edition.

    :param project: the folder that holds ``essays`` and ``references.bib``.
    :param memory: where the last check is remembered; none to check everything anew.
    :returns: the same problems as :func:`~sphinx_apparatus.edition.open_edition` finds.
    """
    engine = engine_digest()
    last = memory.load() if memory else None
    check = _Check(project / "essays", last if last and last["engine"] == engine else None)
    check.remembers = memory is not None
    found = check.run(project / "references.bib")
    if memory and check.is_news:
        memory.save({"engine": engine, "parts": check.remembered})
    return found


def reopen(
    folder: Path, references: Path, keep: Keep, digests: Mapping[str, str] | None = None
) -> Edition:
    """Give an edition, reading again only what is not as it was when it was last given.

    :param folder: the folder of essays.
    :param references: the bibliography.
    :param keep: where records are kept.
    :param digests: of the files, by the names of their parts, if they are known.
    :returns: the same as :func:`~sphinx_apparatus.edition.open_edition`.
    """
    engine = engine_digest()
    last = keep.load()
    check = _Check(folder, last if last and last["engine"] == engine else None)
    check.digests.update(digests or {})
    found = check.run(references)
    records = [record for name in check.parts if (record := check.record(name))]
    essays = [record for record, _ in records if isinstance(record, Essay)]
    crossings = [record for record, _ in records if isinstance(record, CrossReference)]
    bodies = {id: body for _, read in records for id, body in read.items()}
    sources, _ = read_references(references)
    edition = Edition(
        tuple(sorted(essays, key=lambda essay: (essay.head.date, essay.id))),
        tuple(crossings),
        check.shared,
        sources,
        found.problems,
        found.unread,
        bodies,
    )
    if check.is_news:
        # Not what changed while it was read: its digest is that of other words.
        sure = [name for name in check.parts if name in check.remembered]
        kept = {name: (check.digests[name], check.packed(name)) for name in sure}
        keep.save({"engine": engine, "parts": check.remembered, "records": kept})
    return edition


# -- parts -----------------------------------------------------------------------------------------


@dataclass
class Part:
    """What was found in the bibliography, in an essay's folder or in a cross-reference."""

    problems: list[Problem]
    unread: set[str]
    """Ids of what has a fault of its own."""
    content: Any
    """What others ask of it, in the forms that JSON knows; none if it could not be read."""
    answers: dict[str, dict[str, list[Any]]] = field(default_factory=dict)
    """What was asked of each list for its sake, and the answers."""

    def packed(self) -> list[Any]:
        """Give it in the forms that JSON knows."""
        problems = [(problem.rule.number, *problem[1:]) for problem in self.problems]
        return [problems, sorted(self.unread), self.content, self.answers]

    @classmethod
    def unpacked(cls, packed: list[Any]) -> Part:
        """Give what was packed."""
        problems, unread, content, answers = packed
        found = [Problem(_RULES[number], *rest) for number, *rest in problems]
        return cls(found, set(unread), content, answers)


V = TypeVar("V")


class Asking(Mapping[str, V]):
    """A list that notes down what it was asked, and what it answered."""

    def __init__(self, of: Mapping[str, V]) -> None:
        self._of = of
        self.answers: dict[str, list[Any]] = {}

    def __getitem__(self, key: str) -> V:
        """Answer, or raise KeyError; either is noted."""
        self.answers[key] = answer(self._of, key)
        return self._of[key]

    def __iter__(self) -> NoReturn:
        """Refuse: who goes through all keys asks for everything."""
        raise TypeError("a rule on one record asks for single keys")

    def __len__(self) -> NoReturn:
        """Refuse likewise."""
        raise TypeError("a rule on one record asks for single keys")


def answer(of: Mapping[str, Any], key: str) -> list[Any]:
    """Give what a list holds for a key: one value, or none."""
    return [of[key]] if key in of else []


class _Check:
    """Checks the parts of an edition, each by itself.

    :param folder: the folder of the essays.
    :param last: what the last check left, under ``parts`` and, for builds, ``records``.
    """

    def __init__(self, folder: Path, last: Mapping[str, Any] | None) -> None:
        self.reader = Reader(folder)
        self.folder = folder
        self.known: Mapping[str, list[Any]] = last["parts"] if last else {}
        """By name: digests, then what :meth:`Part.packed` gave."""
        self.kept: Mapping[str, tuple[str, bytes]] = last.get("records", {}) if last else {}
        self.remembers = True
        """Whether there is a next time."""
        self.remembered: dict[str, list[Any]] = {}
        self.is_news = False
        self.general = ""
        self.words: dict[str, str] = {}
        """Digest of each essay's words."""
        self.texts: dict[str, Essay] = {}
        """Essays that were read, without their notes."""
        self.parts: list[str] = []
        """Names of the essays and cross-references."""
        self.digests: dict[str, str] = {}
        self.records: dict[str, Record] = {}
        """What was read."""

    def run(self, references: Path) -> Found:
        """Check everything."""
        reader = self.reader
        self.shared = reader.shared()
        bibliography = self.bibliography(references)
        sources = {key: Consulted(to) if to else None for key, to in bibliography.content.items()}
        lists = Lists.of(self.shared, sources, reader.unread.union(bibliography.unread))
        self.begin(lists)
        essays = [self.essay(folder) for folder in reader.essay_folders()]
        crossings = [self.crossing(path) for path in reader.cross_reference_files()]

        parts = [bibliography, *essays, *crossings]
        unread = reader.unread.union(*(part.unread for part in parts))
        outlines = [part.content for part in essays if part.content]
        outlines.sort(key=lambda outline: (outline.date, outline.id))
        between = [Crossing.of(part.content) for part in crossings if part.content]
        together = check_together(lists, self.shared, Places(outlines, unread), between, today())
        problems = [*reader.problems, *together, *(p for part in parts for p in part.problems)]
        return Found(tuple(in_order(problems)), tuple(outlines), frozenset(unread))

    def record(self, name: str) -> Record | None:
        """Give what was read of a part, now or the last time; none if it has a fault."""
        if name in self.records:
            return self.records[name]
        record: Record | None = unpack(self.kept[name][1]) if self._is_kept(name) else None
        return record

    def packed(self, name: str) -> bytes:
        """Give a record as it is kept; one that was kept before need not be packed again."""
        return self.kept[name][1] if self._is_kept(name) else pack(self.records.get(name))

    def _is_kept(self, name: str) -> bool:
        return name not in self.records and self.kept.get(name, ("",))[0] == self.digests[name]

    def begin(self, lists: Lists) -> None:
        """Take up what the rules may ask."""
        self.lists = lists
        # Whoever asks for these hangs on the whole of them.
        vocabulary = digest_of(self.folder / "_data" / "vocabulary.yml")
        self.general = " ".join((vocabulary, *sorted(lists.unread)))

    def bibliography(self, path: Path) -> Part:
        """Check the bibliography; its content tells of each source how far it was read."""
        return self._part(path.name, (path,), lambda: self._read_bibliography(path))

    def essay(self, folder: Path) -> Part:
        """Check the essay in *folder*; its content is an outline."""
        files = (folder, folder / "notes")
        name = f"essays/{folder.name}"
        self.parts.append(name)
        part = self._part(name, files, lambda: self._read_essay(name, folder))
        if part.content:
            part.content = Outline.of(part.content)
            self.words[folder.name] = part.content.words
        return part

    def crossing(self, path: Path) -> Part:
        """Check a cross-reference; its content is an outline."""
        name = f"essays/{path.parent.name}/{path.name}"
        self.parts.append(name)
        return self._part(name, (path,), lambda: self._read_crossing(name, path))

    def _part(self, name: str, files: tuple[Path, ...], read: Callable[[], Part]) -> Part:
        """Give what is known of a part if all is as it was, else what a check of it finds."""
        if not self.remembers:
            return read()
        if name not in self.digests:
            self.digests[name] = digest_of(*files)
        state = [self.general, self.digests[name]]
        last = self.known.get(name)
        if last and last[0] == state:
            part = Part.unpacked(last[1])
            if self._is_answered(part.answers):
                self.remembered[name] = last
                return part
        part = read()
        self.is_news = True
        # What changed while it was read is not remembered, nor what has no digest.
        if state[1] and state[1] == digest_of(*files):
            self.remembered[name] = [state, part.packed()]
        return part

    def _is_answered(self, answers: Mapping[str, Mapping[str, list[Any]]]) -> bool:
        """Tell whether the lists still answer as they did."""
        return all(
            answer(self._list(name), key) == before
            for name, asked in answers.items()
            for key, before in asked.items()
        )

    def _list(self, name: str) -> Mapping[str, Any]:
        return self.words if name == "words" else getattr(self.lists, name)

    # -- reading -----------------------------------------------------------------------------------

    def _read_bibliography(self, path: Path) -> Part:
        sources, problems = read_references(path, self.reader.shown(path))
        unread = {"references"} if problems and not sources else set()
        return Part(problems, unread, {key: s.consulted or "" for key, s in sources.items()})

    def _read_essay(self, name: str, folder: Path) -> Part:
        reader = Reader(self.folder)
        read = reader.essay(folder)
        if read is None:
            return Part(reader.problems, reader.unread, None)
        essay = placed(read, reader.problems, reader.unread)
        lists, answers = self._asking()
        bodies = _bodies()
        reader.problems += check_essay(lists, essay, bodies)
        self.texts[essay.id] = replace(essay, notes=(), markdown="")
        self.records[name] = essay, {note.full_id: bodies(note) for note in essay.notes}
        return Part(reader.problems, reader.unread, outline_of(essay, bodies), answers)

    def _read_crossing(self, name: str, path: Path) -> Part:
        reader = Reader(self.folder)
        read = reader.cross_reference(path)
        if read is None:
            return Part(reader.problems, reader.unread, None)
        words = Asking(self.words)
        essays = {
            place.essay: self._text(place.essay)
            for place in read.head.between
            if place.essay in words
        }
        reference = joined(read, essays, reader.problems)
        lists, answers = self._asking()
        bodies = _bodies()
        reader.problems += check_cross_reference(lists, reference, bodies)
        answers["words"] = words.answers
        self.records[name] = reference, {reference.id: bodies(reference)}
        return Part(reader.problems, reader.unread, crossing_of(reference, bodies), answers)

    def _text(self, id: str) -> Essay:
        """Give an essay without its notes."""
        if id not in self.texts:
            essay = Reader(self.folder).essay(self.folder / id)
            assert essay is not None, "its words are known"
            self.texts[id] = replace(essay, notes=(), markdown="")
        return self.texts[id]

    def _asking(self) -> tuple[Lists, dict[str, dict[str, list[Any]]]]:
        """Give the lists, and where they note down what is asked."""
        sources, names = Asking(self.lists.sources), Asking(self.lists.names)
        people = Asking(self.lists.people)
        lists = replace(self.lists, sources=sources, names=names, people=people)
        answers = {"sources": sources.answers, "names": names.answers, "people": people.answers}
        return lists, answers


def _bodies() -> Callable[[Note | CrossReference], Body]:
    """Give what reads the bodies of one essay, each once."""
    read = cache(read_body)
    return lambda record: read(record.body)
