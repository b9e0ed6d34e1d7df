"""Import a TEI file as the folder of a text: its words, witnesses, notes and apparatus.

Exports of the engine come back whole; of other files what has a form here comes in, and all else is
listed. Nothing is made up: what a header does not say is left to the editor.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sphinx_apparatus.authoring.note_file import (
    NOT_WORDS,
    NoPlace,
    least_fields,
    new_id,
    new_title,
    note_text,
    write_field,
)
from sphinx_apparatus.authoring.plain_text import Written, raw, written
from sphinx_apparatus.authoring.tei_records import (
    Bodies,
    Described,
    described,
    own_entries,
    own_entry,
    own_notes,
    unused_siglum,
)
from sphinx_apparatus.authoring.tei_text import TeiText, numbered
from sphinx_apparatus.authoring.tei_words import Entry, Reading
from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.reader import Reader
from sphinx_apparatus.edition.rules_notes import MAX_QUOTED
from sphinx_apparatus.edition.validation import UNFILLED_ESSAY
from sphinx_apparatus.export.publication import GENERATOR
from sphinx_apparatus.export.tei_parser import (
    Node,
    Remarks,
    find,
    find_all,
    line_of,
    name_of,
    pointers,
    read,
    words_of,
    xml_id,
)
from sphinx_apparatus.model.catalogue import _
from sphinx_apparatus.model.characters import odd_character
from sphinx_apparatus.model.date_words import year_words
from sphinx_apparatus.model.dates import PartialDate
from sphinx_apparatus.model.essays import Essay, Span, cited_year, note_number, passage_label
from sphinx_apparatus.model.problems import Refusal
from sphinx_apparatus.model.records import Collation, EssayHead, Place
from sphinx_apparatus.text.anchors import anchor
from sphinx_apparatus.text.bodies import PICTURE
from sphinx_apparatus.text.collation import word_keys
from sphinx_apparatus.text.file_reading import TEXT_SIZE, read_regular
from sphinx_apparatus.text.markdown import escape, excess

_AUTHOR, _DATE, _PUBLISHED, _RIGHTS = UNFILLED_ESSAY
_EXTENT = "not said in the TEI file"
_ID = re.compile(r"[0-9]{4}-[a-z0-9-]+")
_OWN_ID = re.compile(r"e([0-9]{4}-[a-z0-9-]+)-text")
_EDITORS = re.compile(r"ed\b|edit", re.IGNORECASE)
_LONG_LEMMA = 20
"""Words of a lemma of which the first and the last are quoted."""
_MOST_OF_PICTURE = 8 * 1024 * 1024


@dataclass(frozen=True)
class Given:
    """What the editor says of the text; what is empty is taken from the file."""

    essay: str = ""
    author: str = ""
    date: str = ""
    published: str = ""
    rights: str = ""
    language: str = ""
    form: str = ""
    base: str = ""
    """The siglum of the witness whose words are the text."""
    notes: str = ""
    """Whose the notes in the text are: ``author``, ``editors``; as each says, if empty."""


@dataclass
class Imported:
    """What comes of a file; nothing is written yet."""

    essay: str
    files: dict[Path, bytes]
    """The files of the text, by their paths."""
    shared: dict[Path, bytes] = field(default_factory=dict)
    """Lists of the edition that gain entries."""
    remarks: Remarks = field(default_factory=Remarks)
    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    needs: list[str] = field(default_factory=list)
    """What a person has to do before the check passes."""


def import_tei(
    content: bytes,
    path: Path,
    folder: Path,
    edition: Edition,
    given: Given,
    *,
    has_schema: bool = False,
    allowed: Collection[str] = (),
) -> Imported:
    """Return the files that a TEI file becomes.

    :param path: the file; pictures are looked for beside it.
    :param folder: the folder of the texts.
    :param edition: the edition, for its sources, people and other texts.
    :raises Refusal: it is not TEI, or its text cannot be written.
    """
    return _Import(read(content, str(path)), path, folder, edition, given, has_schema, allowed).made


class _Import:
    def __init__(
        self,
        root: Node,
        path: Path,
        folder: Path,
        edition: Edition,
        given: Given,
        has_schema: bool,
        allowed: Collection[str],
    ) -> None:
        self.root, self.path, self.edition, self.given = root, path, edition, given
        self.remarks = Remarks()
        self.is_own = any(
            node.get("ident") == GENERATOR for node in find_all(root, "teiHeader//application")
        )
        essay = self._id()
        self.folder = folder / essay
        self.made = Imported(essay, {}, remarks=self.remarks)
        self._refuse_gaps()
        self.head = described(root, self.remarks, is_own=self.is_own)
        self._choose_base()
        self.text = TeiText(
            root,
            self.remarks,
            is_own=self.is_own,
            is_editors=self._is_editors,
            base=[id for id, siglum in self.head.sigla.items() if siglum == self.head.base],
        ).read()
        self._collated()
        if self.text.missed:
            raise Refusal(
                f"{path}: {abs(self.text.missed)} signs would be lost on the way; "
                "this is a fault of the engine, please report it with the file"
            )
        self._pictures()
        self._check_characters(allowed)
        self.form = given.form or self._form()
        self.numbering = numbered(self.text.units, self.form, self.remarks, self.root)
        self.written = self._written()
        self._drop_faults()
        self.essay = self._essay()
        self.bodies = Bodies(self.edition, self._label)
        notes = list(self._own_notes() if self.is_own else self._notes())
        for id, fields, body in notes:
            self.made.files[self.folder / "notes" / f"{id}.md"] = note_text(fields, body).encode()
        entries = list(self._own_entries()) if self.is_own else self._entries()
        if entries:
            text = "".join(_item(entry) for entry in entries)
            self.made.files[self.folder / "apparatus.yml"] = text.encode()
        self._drop_faults()
        self.made.files |= {
            self.folder / f"witness-{self._base_file()}.txt": self.written.transcription.encode(),
            self.folder / "text.md": self.written.markdown.encode(),
            self.folder / "essay.yml": self._record(has_schema, self.head).encode(),
        }
        self._shared([fields for _, fields, _ in notes])
        for made, content in {**self.made.files, **self.made.shared}.items():
            is_text = made.suffix in (".md", ".yml")
            if is_text and (bad := odd_character(content.decode(), allowed)):
                raise Refusal(
                    f"{path}: found the invisible character {bad[1]}, which would stand in "
                    f"{made.name}:{bad[0]}; delete it, or allow it (apparatus_allowed_characters)"
                )
        self.made.counts = {
            ("block", "blocks"): len(self.essay.blocks),
            ("witness", "witnesses"): len(self.head.witnesses),
            ("note", "notes"): len(notes),
            ("entry", "entries"): len(entries),
        }

    def _id(self) -> str:
        """Return the id of the text.

        :raises Refusal: neither the editor nor the file gives one.
        """
        id = self.given.essay
        if not id and self.is_own and (found := _OWN_ID.fullmatch(xml_id(self.root))):
            id = found[1]
        if not _ID.fullmatch(id):
            what = (
                f"‘{id}’ is not the id of a text" if id else "the file names no text of an edition"
            )
            raise Refusal(f"{self.path}: {what}; expected year-word behind the file: 1604-hamlet")
        return id

    def _refuse_gaps(self) -> None:
        for node in find_all(self.root, "text//gap") if self.is_own else ():
            if node.get("reason") == "rights":
                raise Refusal(
                    f"{self.path}:{line_of(node)}: the export left out what its rights do not "
                    "allow to be published, so the text is not whole"
                )

    def _is_editors(self, node: Node) -> bool:
        """Return whether a note is the editors'."""
        if self.is_own:
            return False
        if self.given.notes:
            return self.given.notes == "editors"
        if _EDITORS.match(node.get("type", "")) or _EDITORS.match(node.get("resp", "").lstrip("#")):
            return True
        return any(id in self.head.people for id in pointers(node.get("resp")))

    def _choose_base(self) -> None:
        head, wanted = self.head, self.given.base
        if wanted:
            if wanted not in head.sigla.values():
                named = ", ".join(head.sigla.values()) or "none"
                raise Refusal(f"{self.path}: there is no witness ‘{wanted}’; there are: {named}")
            head.base = wanted
        if head.base:
            return
        apps = find_all(self.root, "text//app")
        if apps and not find_all(self.root, "//lem"):
            named = ", ".join(head.sigla.values())
            raise Refusal(
                f"{self.path}:{line_of(apps[0])}: the entries have no lemmas; "
                + (
                    f"say whose words are the text with --base, one of: {named}"
                    if named
                    else "declare the witnesses in <listWit>, then name that of the text by --base"
                )
            )
        if self.is_own and head.witnesses:
            head.base = head.witnesses[0]["siglum"]
            return
        taken = {siglum.casefold() for siglum in head.sigla.values()}
        head.base = next(s for s in ("S", "TEI", "Text", "Base") if s.casefold() not in taken)
        title = f"the text of the TEI file {self.path.name}"
        witness = {"siglum": head.base, "title": title, "language": "", "extent": _("whole")}
        head.witnesses.insert(0, witness)

    def _base_file(self) -> str:
        return re.sub(r"[^A-Za-z0-9]+", "-", self.head.base).strip("-") or "base"

    # -- the text ------------------------------------------------------------------------------

    def _pictures(self) -> None:
        """Take the pictures of the text from beside the file; a figure without one is its words."""
        for place, unit in enumerate(self.text.units):
            if unit.kind != "figure":
                continue
            name = unit.given["src"]
            if picture := self._picture(name):
                self.made.files[self.folder / name] = picture
                continue
            node = next(n for n in find_all(self.root, "//figure") if line_of(n) == unit.line)
            why = f"there is no picture ‘{name[:80]}’ beside the file; its caption is a paragraph"
            self.remarks.add(node, why)
            self.text.units[place] = replace(unit, kind="paragraph", given={})
        self.text.units = [u for u in self.text.units if raw([u]).strip() or u.kind == "figure"]
        for node in find_all(self.root, "standOff//graphic") if self.is_own else ():
            name = node.get("url", "")
            if picture := self._picture(name):
                self.made.files[self.folder / name] = picture

    def _picture(self, name: str) -> bytes:
        """Return a picture beside the file; empty if there is none that can be taken."""
        with suppress(OSError):
            if PICTURE.fullmatch(name):
                found = read_regular(self.path.parent / name, _MOST_OF_PICTURE)
                return found if len(found) <= _MOST_OF_PICTURE else b""
        return b""

    def _check_characters(self, allowed: Collection[str]) -> None:
        for unit in self.text.units:
            if bad := odd_character(raw([unit]), allowed):
                raise Refusal(
                    f"{self.path}:{unit.line}: found the invisible character {bad[1]} in "
                    f"‘{unit.name}’; delete it, or allow it (apparatus_allowed_characters)"
                )
        if not any(raw([unit]).strip() for unit in self.text.units):
            raise Refusal(f"{self.path}:1: found no words in <text>; expected the text")

    def _form(self) -> str:
        kinds = [unit.kind for unit in self.text.units if not unit.part]
        if "speech" in kinds:
            return "drama"
        return "verse" if kinds.count("verse") > kinds.count("paragraph") else "prose"

    def _written(self) -> Written:
        made = written(self.text.units, self.form)
        if more := excess(made.markdown):
            raise Refusal(f"{self.path}: the check would refuse this text: {more.message}")
        if len(made.markdown.encode()) > TEXT_SIZE:
            raise Refusal(
                f"{self.path}: as Markdown the text has more than {TEXT_SIZE // 1024} KiB, which "
                "is the limit; divide it"
            )
        return made

    def _blocks(self) -> dict[str, list[int]]:
        """Return the numbers, from 1, of the blocks that are no passages."""
        parts: dict[str, list[int]] = {}
        number = 0
        for unit in self.text.units:
            if not raw([unit]).strip() and unit.kind != "figure":
                continue
            number += 1
            if unit.kind == "figure" and not raw([unit]).strip():
                number -= 1  # A picture alone has no words.
            elif unit.part:
                parts.setdefault(unit.part, []).append(number)
        return parts

    def _passages(self) -> list[str]:
        """Return the numbers of the passages of an export, by which readers have cited them."""
        id = re.escape(f"e{self.made.essay}-p")
        body = find(self.root, "text/body") if self.is_own else None
        ids = () if body is None else map(xml_id, body.iter())
        pattern = re.compile(rf"{id}([1-9][0-9]*[a-z]?)")
        return [found[1] for found in map(pattern.fullmatch, ids) if found]

    def _essay(self) -> Essay:
        """Read the text as the edition will.

        :raises Refusal: the check would refuse it.
        """
        dummy = replace(
            self.head,
            title="x",
            author="x",
            published="x",
            rights="x",
            date=self.head.date or f"{self.made.essay[:4]}",
            url="",
            brief="",
            short="",
        )
        given, self.given = self.given, Given(language=self.given.language)
        record = self._record(has_schema=False, head=dummy)
        self.given = given
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary, self.made.essay)
            folder.mkdir()
            (folder / "text.md").write_bytes(self.written.markdown.encode())
            witness = folder / f"witness-{self._base_file()}.txt"
            witness.write_bytes(self.written.transcription.encode())
            (folder / "essay.yml").write_bytes(record.encode())
            for path, picture in self.made.files.items():
                (folder / path.name).write_bytes(picture)
            reader = Reader(Path(temporary))
            essay = reader.essay(folder)
            faults = [str(p).replace(f"{temporary}/", "") for p in reader.problems if p.stops]
        expected = sum(bool(raw([unit]).strip()) for unit in self.text.units)
        if essay is not None and not faults and len(essay.blocks) != expected:
            faults = ["its blocks are others than those of the file; please report it"]
        if essay is None or faults:
            raise Refusal(
                f"{self.path}: the check would refuse what the text becomes:", faults[:20]
            )
        return essay

    # -- essay.yml -----------------------------------------------------------------------------

    def _drop_faults(self) -> None:
        """Leave to the editor what the header says and ``essay.yml`` cannot hold."""
        try:
            EssayHead.model_validate(self._fields(self.head) | {"sha256": "0" * 64})
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                name, *where = map(str, fault["loc"])
                if name == "witnesses":
                    witness = self.head.witnesses[int(where[0])]
                    field_, otherwise = where[1], {"title": witness["siglum"]}
                    said = witness.get(field_, "")
                    witness[field_] = otherwise.get(field_, "")
                else:
                    said = getattr(self.head, name, "")
                    if said:
                        setattr(self.head, name, "")
                if said:
                    why = f"‘{str(said)[:60]}’ cannot be a ‘{name}’: {fault['msg']}"
                    self.remarks.add(self.root, why, what="the header")

    def _record(self, has_schema: bool, head: Described) -> str:
        """Return ``essay.yml``."""
        schema = "# yaml-language-server: $schema=../../schemas/essay.json\n" if has_schema else ""
        lines = "".join(_field(name, value) for name, value in self._fields(head).items())
        checksum = hashlib.sha256(self.written.markdown.encode()).hexdigest()
        return f"{schema}{lines}sha256: {checksum}\n"

    def _fields(self, head: Described) -> dict[str, Any]:
        """Return the fields of ``essay.yml`` but for the checksum."""
        given, id = self.given, self.made.essay
        language = given.language or head.language or self.edition.language
        witnesses = []
        for each in head.witnesses:
            witness: dict[str, Any] = {
                name: each[name]
                for name in ("siglum", "title", "language", "url", "source")
                if each.get(name)
            }
            witness |= {"collated": each["collated"]} if "collated" in each else {}
            witness.setdefault("language", language)
            witness["extent"] = each.get("extent") or _EXTENT
            witness |= {"hands": each["hands"]} if "hands" in each else {}
            if each["siglum"] == head.base:
                witness["file"] = f"witness-{self._base_file()}.txt"
                if read := self.written.reading.model_dump(exclude_defaults=True):
                    witness["reading"] = read
            witnesses.append(witness)
        date = given.date or head.date or _DATE
        year = cited_year(id, date)
        cited = (year, id[:4], year_words(PartialDate(int(year))))
        fields: dict[str, Any] = {
            "title": head.title or "(title)",
            "author": given.author or head.author or _AUTHOR,
            "short": head.short,
            "brief": head.brief,
            "date": date,
            "debate": year,
            "label": head.label if head.label not in cited else "",
            "form": self.form if self.form != "prose" else given.form,
            "numbering": self.numbering,
            "language": language,
            "published": given.published or head.published or _PUBLISHED,
            "url": head.url,
            "witnesses": witnesses,
            "groups": head.groups,
            "base": head.base,
            "blocks": self._blocks(),
            "passages": self._passages(),
            "rights": {
                "status": head.status,
                "statement": given.rights or head.rights or _RIGHTS,
                "text-view": "base",
            },
        }
        return {name: value for name, value in fields.items() if value}

    # -- notes ---------------------------------------------------------------------------------

    @cached_property
    def _block_numbers(self) -> list[int]:
        """Return for each unit the index of its block; a picture without words is none."""
        has_words = (bool(raw([unit]).strip()) for unit in self.text.units)
        return [max(number - 1, 0) for number in accumulate(has_words)]

    def _span(self, first: str, last: str) -> Span | None:
        """Return the words between the point of one id and the point of another."""
        start, end = self.written.ends.get(("start", first)), self.written.ends.get(("end", last))
        if start is None or end is None:
            return None
        blocks = self._block_numbers
        block, begin = start
        other, stop = end
        if stop == 0 and other > block:
            other, stop = other - 1, _signs(self.essay.blocks[blocks[other - 1]].text)
        if block != other:
            return None
        text = self.essay.blocks[blocks[block]].text
        places = _places(text)
        if not 0 <= begin < stop <= len(places):
            return None
        return Span(blocks[block], places[begin], places[stop - 1] + 1)

    def _word_at(self, key: str) -> Span | None:
        """Return the word before a point, or the first of the block where there is none."""
        found = self._point(key)
        if found is None:
            return None
        block, count = found
        text = self.essay.blocks[block].text
        at = _places(text)[count - 1] + 1 if count else 0
        words = [match.span() for match in re.finditer(r"\S+", text)]
        place = next((w for w in reversed(words) if w[0] < at), words[0])
        start, end = place
        while end - start > 1 and not text[end - 1].isalnum():
            end -= 1
        while end - start > 1 and not text[start].isalnum():
            start += 1
        return Span(block, start, end)

    def _place(self, span: Span | None, node: Node, what: str) -> dict[str, str] | None:
        """Return the fields that name a place; where there is none, the loss is listed."""
        if span is not None:
            words = list(re.finditer(r"\S+", self.essay.blocks[span.block].text[: span.end]))
            words = [word for word in words if word.start() >= span.start]
            if len(words) > MAX_QUOTED:
                self.remarks.add(node, f"the note quotes {MAX_QUOTED} words of those that it is on")
                span = replace(span, end=words[MAX_QUOTED - 1].end())
            with suppress(NoPlace, ValidationError):
                return least_fields(self.essay.blocks, span)
        self.remarks.add(node, f"no words of one block, found once, are those of {what}", lost=True)
        return None

    def _place_in(self, span: Span, node: Node) -> dict[str, Any] | None:
        """Return the fields that name a place as entries have them, always with the block."""
        block = self.essay.blocks[span.block]
        with suppress(NoPlace, ValidationError):
            return {"in": block.id} | least_fields([block], Span(0, span.start, span.end))
        why = "no words of one block, found once, are those of the entry"
        self.remarks.add(node, why, lost=True)
        return None

    def _label(self, kind: str, id: str) -> str:
        """Return the words by which a note, passage or text is cited."""
        essay, _, rest = id.partition("/")
        if essay != self.made.essay:
            try:
                return self.edition.words(kind, id)
            except KeyError:
                return ""
        label = self.essay.label
        if kind == "text":
            return label
        if kind == "note":
            for node in find_all(self.root, "standOff/listAnnotation/annotation"):
                if xml_id(node) == f"e{essay}-note-{rest}":
                    return f"{label} {note_number(node.get('n', ''))}"
        for block in self.essay.blocks:
            if block.id == rest:
                return passage_label(self.essay, block)
        return ""

    def _own_notes(self) -> Iterator[tuple[str, dict[str, Any], str]]:
        bodies = self.bodies
        spans = {xml_id(n): n for n in find_all(self.root, "standOff/spanGrp/span")}
        nodes = {xml_id(n): n for n in find_all(self.root, "standOff/listAnnotation/annotation")}
        language = self.edition.language
        for id, fields, body in own_notes(self.root, bodies, self.head.sigla, language):
            node = nodes[f"e{self.made.essay}-note-{id}"]
            span = spans.get(f"e{self.made.essay}-span-note-{id}")
            ends = ["", ""] if span is None else [span.get(n, "")[1:] for n in ("from", "to")]
            place = self._place(self._span(ends[0], ends[1]), node, "the note")
            if place is not None:
                first = {name: fields.pop(name) for name in ("kind", "title")}
                yield id, {**first, **place, **fields}, body
        if missing := sorted(bodies.unknown - self.edition.sources.keys()):
            self.made.needs.append(
                f"the notes cite {len(missing)} sources that the bibliography does not have "
                f"({', '.join(missing[:5])}{' …' if len(missing) > 5 else ''}); bring them in with "
                "‘sphinx-apparatus import bibliography’, then import this file again"
            )

    def _notes(self) -> Iterator[tuple[str, dict[str, Any], str]]:
        """Yield the notes of the editors that stand in the text or apart from it."""
        ids: set[str] = set()
        titles: set[str] = set()
        found: list[tuple[Node, Span | None]] = [
            (remark.node, self._marked_by(remark.node) or self._word_at(remark.key))
            for remark in self.text.notes
        ]
        found += [
            (node, self._marked_by(node))
            for node in find_all(self.root, "standOff//note")
            if node.get("target") and not any(name_of(n) == "app" for n in node.iterancestors())
        ]
        for node, span in found:
            place = self._place(span, node, "the note")
            body = self._body(node)
            if place is None or not body:
                continue
            title = new_title(place["quote"], titles)
            id = new_id(place["quote"], ids)
            ids.add(id)
            titles.add(title)
            by = [self._person(i) for i in pointers(node.get("resp")) if i in self.head.people]
            fields = {"kind": "context", "title": title, **place, "by": by or ["editors"]}
            named = [self._names[p][0] for n in node.iter() for p in _refs(n) if p in self._names]
            index = {"index": sorted(set(named))} if named else {}
            yield id, {**fields, **index}, body + "\n"

    @cached_property
    def _names(self) -> dict[str, tuple[str, str]]:
        """The persons, places and bodies that the file lists, with their kinds, by their ids."""
        kinds = {"person": "person", "place": "place", "org": "organization"}
        found = {}
        for element, kind in kinds.items():
            for node in find_all(self.root, f"//{element}"):
                named = next((n for n in node if name_of(n).endswith("Name")), None)
                family = "" if named is None else words_of(find(named, "surname"))
                given = "" if named is None else words_of(find(named, "forename"))
                name = f"{family}, {given}" if family and given else words_of(named)
                if name and xml_id(node):
                    found[xml_id(node)] = (name[:200], kind)
        return found

    def _listed_names(self) -> Iterator[dict[str, Any]]:
        """Yield what an export says of the names that its notes are indexed to."""
        for element in ("person", "org", "place"):
            for node in find_all(self.root, f"standOff//{element}"):
                said = find(node, "note")
                files = {
                    file.lower(): words_of(id)
                    for id in find_all(node, "idno")
                    if (file := id.get("type") or "").lower() in ("wikidata", "viaf", "gnd")
                }
                yield {
                    "name": node.get("n") or "",
                    **({"identification": words_of(said)} if said is not None else {}),
                    **({"authorities": files} if files else {}),
                }

    def _marked_by(self, node: Node) -> Span | None:
        """Return the words that a note points to."""
        first = pointers(node.get("target"))
        last = pointers(node.get("targetEnd")) or first
        return self._span(first[0], last[-1]) if first else None

    def _body(self, node: Node) -> str:
        """Return the words of a note of other editors, paragraph by paragraph."""
        blocks = [n for n in node.iter() if name_of(n) in ("p", "lg", "item", "ab")]
        parts = blocks if blocks and not (node.text or "").strip() else [node]
        return "\n\n".join(escape(words) for part in parts if (words := words_of(part)))

    def _person(self, id: str) -> str:
        return new_id(id.removeprefix("person-"), ())

    def _own_entries(self) -> Iterator[dict[str, Any]]:
        """Yield the entries of an export."""
        essay = self.made.essay
        for node in own_entries(self.root):
            words, readings, more = own_entry(node, self.bodies, self.head.sigla, self.head.base)
            spans = self._spans(*("".join(pointers(node.get(n))[:1]) for n in ("from", "to")))
            place = None if spans is None else self._quoted(spans, words, node)
            if place is None:
                self.remarks.add(node, "an entry whose words are not found", lost=True)
                continue
            for reading in readings:
                if to := reading.get("moved"):
                    behind = self._span(to.replace("-to-moved-", "-from-moved-"), to)
                    reading["moved"] = None if behind is None else self._place_in(behind, node)
            id = xml_id(node).removeprefix(f"e{essay}-app-")
            fields = {} if re.fullmatch(r"a-[a-z0-9-]+-\d+-\d+", id) else {"id": id}
            if (kind := node.get("type", "")) != "substantive":
                fields["class"] = kind
            yield {**place, **fields, "readings": readings, **more}
        if lacunae := [n for n in find_all(self.root, "//app") if n.get("type") == "lacuna"]:
            why = "what a witness does not have follows from its transcription, which TEI has not"
            for node in lacunae:
                self.remarks.add(node, why)

    def _quoted(self, spans: tuple[Span, ...], words: str, node: Node) -> dict[str, Any] | None:
        """Return the lemma of an exported entry, by its first and last words if it has these."""
        first, last = spans[0], spans[-1]
        whole = self.essay.blocks[first.block].text[first.start : first.end]
        opening, _, closing = words.partition(" … ")
        if not closing or (len(spans) == 1 and words == whole):
            return self._lemma_fields(spans, node)
        one = self._place_in(replace(first, end=first.start + len(opening)), node)
        other = self._place_in(replace(last, start=last.end - len(closing)), node)
        return None if one is None or other is None else one | {"to": other}

    # -- the apparatus -------------------------------------------------------------------------

    def _entries(self) -> list[dict[str, Any]]:
        """Return the entries of ``apparatus.yml``, in the order of the text."""
        made: dict[tuple[Span, ...], dict[str, Any]] = {}
        lost = "an entry whose words are not found, or not once"
        for entry in self.text.entries:
            found = self._lemma(entry)
            if found is None:
                self.remarks.add(entry.node, lost, lost=True)
                continue
            spans, lemma, readings = found
            fields = self._entry_fields(entry, spans, lemma, readings)
            if fields is None:
                self.remarks.add(entry.node, "an entry without another reading of these words")
                continue
            if spans in made or self._crosses(made, spans, fields):
                why = "an entry on words that have one, or that crosses another"
                self.remarks.add(entry.node, why, lost=True)
                continue
            made[spans] = fields
        return [made[spans] for spans in sorted(made, key=lambda s: (s[0], -len(s), -s[-1].end))]

    def _lemma(
        self, entry: Entry
    ) -> tuple[tuple[Span, ...], str, list[tuple[Reading, str]]] | None:
        """Return where the words of an entry stand, these words, and each reading in their place.

        Words are whole: what a file marks within a word is read with the rest of the word. Where
        a reading only adds, the word before joins it.
        """
        if entry.loc and not entry.first:
            span = self._located(entry)
            spans: tuple[Span, ...] | None = None if span is None else (span,)
        else:
            key = entry.key or entry.first
            spans = self._spans(key, entry.key or entry.last or entry.first)
            if spans is None and (at := self._point(key)):
                return self._added(entry, *at)
        if spans is None:
            return None
        first, last = spans[0], spans[-1]
        text, end_text = (self.essay.blocks[s.block].text for s in (first, last))
        start, end = first.start, last.end
        while start and _is_letter(text[start - 1]) and _is_letter(text[start]):
            start -= 1
        while end < len(end_text) and _is_letter(end_text[end]) and _is_letter(end_text[end - 1]):
            end += 1
        before, after = text[start : first.start], end_text[last.end : end]
        if len(spans) == 1:
            wide: tuple[Span, ...] = (Span(first.block, start, end),)
            lemma = text[start:end]
        else:
            wide = (replace(first, start=start), *spans[1:-1], replace(last, end=end))
            lemma = " ".join(self.essay.blocks[s.block].text[s.start : s.end] for s in wide)
        readings = [
            (r, f"{before}{r.words}{after}" if r.words or before or after else "")
            for r in entry.readings
        ]
        return wide, lemma, readings

    def _spans(self, first: str, last: str) -> tuple[Span, ...] | None:
        """Return the words between two points, in each block that they go over."""
        start, end = self.written.ends.get(("start", first)), self.written.ends.get(("end", last))
        if start is None or end is None:
            return None
        blocks = self._block_numbers
        (one, begin), (other, stop) = start, end
        if one == other:
            span = self._span(first, last)
            return None if span is None else (span,)
        if one > other or blocks[one] == blocks[other]:
            return None
        text, end_text = (self.essay.blocks[blocks[i]].text for i in (one, other))
        places, end_places = _places(text), _places(end_text)
        if begin >= len(places) or not 0 < stop <= len(end_places):
            return self._span(first, last) and (self._span(first, last),)  # type: ignore[return-value]
        between = range(blocks[one] + 1, blocks[other])
        return (
            Span(blocks[one], places[begin], len(text)),
            *(Span(b, 0, len(self.essay.blocks[b].text)) for b in between),
            Span(blocks[other], 0, end_places[stop - 1] + 1),
        )

    def _point(self, key: str) -> tuple[int, int] | None:
        """Return the block of a point, and how many of its signs stand before it."""
        found = self.written.ends.get(("start", key))
        return None if found is None else (self._block_numbers[found[0]], found[1])

    def _added(
        self, entry: Entry, block: int, count: int
    ) -> tuple[tuple[Span, ...], str, list[tuple[Reading, str]]]:
        """Return the word that words which others add stand beside, or in."""
        text = self.essay.blocks[block].text
        places = _places(text)
        at = places[count - 1] + 1 if count else 0
        is_within = 0 < count < len(places) and places[count] == at
        start = text.rfind(" ", 0, at) + 1
        end = text.find(" ", at)
        end = len(text) if end < 0 else end
        if not count or is_within:
            lemma = text[start:end]
            sides = (lemma[: at - start], lemma[at - start :])
            gap = "" if is_within else " "
        else:
            end, gap = at, " "
            lemma = text[start:end]
            sides = (lemma, "")
        readings = []
        for reading in entry.readings:
            if reading.words:
                left = sides[0] + (gap if sides[0] else "")
                right = (gap if sides[1] and not is_within else "") + sides[1]
                readings.append((reading, f"{left}{reading.words}{right}"))
        return (Span(block, start, end),), lemma, readings

    def _located(self, entry: Entry) -> Span | None:
        """Return the words of an entry that names a place: those that stand there once."""
        if not entry.words:
            return None
        blocks = self._block_numbers
        inside: set[str] = set()
        for index, unit in enumerate(self.text.units):
            block = self.essay.blocks[blocks[index]]
            if entry.loc in (unit.loc, unit.loc.rpartition(".")[2], block.id):
                inside.add(block.id)
            ids = {line.number: id for id, line in block.line_ids.items()}
            for line in unit.lines:
                if entry.loc in (line.n, f"{unit.loc}.{line.n}") and line.n in ids:
                    inside.add(ids[line.n])
        found = {
            span
            for id in inside
            for span in [
                anchor(
                    Place.model_validate({"essay": "2001-any", "quote": entry.words, "in": id}),
                    self.essay.blocks,
                )
            ]
        }
        spans = {span for span in found if isinstance(span, Span)}
        return spans.pop() if len(found) == 1 and spans else None

    def _entry_fields(
        self,
        entry: Entry,
        spans: tuple[Span, ...],
        lemma: str,
        readings: Sequence[tuple[Reading, str]],
    ) -> dict[str, Any] | None:
        place = self._lemma_fields(spans, entry.node)
        if place is None:
            return None
        keys = [word_keys(words, Collation()) for _, words in readings if words]
        is_plain = len({*keys, word_keys(lemma, Collation())}) == len(set(keys)) + 1
        texts = {words for _, words in readings if words}
        kind = "" if is_plain and len(texts) == len(set(keys)) else "spelling"
        if kind and len({re.sub(r"[\W_]", "", words) for words in (*texts, lemma)}) == 1:
            kind = "punctuation"
        grouped: dict[str, dict[str, Any]] = {}
        for reading, words in readings:
            if words == lemma:
                continue
            sigla = [s for s in map(self._siglum, reading.wit) if s and s != self.head.base]
            form: dict[str, Any] = {"reading": words} if words else {"omits": True}
            if reading.gap:
                form = {"gap": reading.gap}
            by = ", ".join(self._name(each) for each in reading.resp)
            if reading.adopt or (not sigla and not by):
                by = by or "edd."
            same = grouped.setdefault(str(form), {"sigla": [], "form": form})
            same["sigla"] += [siglum for siglum in sigla if siglum not in same["sigla"]]
            if by and (reading.adopt or not sigla):
                same["by"] = by
            if reading.adopt and len(spans) == 1 and not reading.gap:
                same["adopt"] = True
            if reading.cert == "low" and sigla:
                same["uncertain"] = True
        taken: set[str] = set()
        made = []
        for each in grouped.values():
            sigla = [siglum for siglum in each["sigla"] if siglum not in taken]
            taken |= set(sigla)
            if len(sigla) < len(each["sigla"]):
                self.remarks.add(entry.node, "a witness with two readings keeps the first")
            if sigla or "by" in each:
                order = {"sigla": sigla} if sigla else {}
                rest = {n: each[n] for n in ("adopt", "uncertain") if n in each}
                whose = {"by": each["by"]} if "by" in each else {}
                made.append({**order, **whose, **each["form"], **rest})
        if not made:
            return None
        fields: dict[str, Any] = {**place}
        if kind:
            fields["class"] = kind
        fields["readings"] = made
        if entry.comment:
            fields["comment"] = escape(entry.comment)[:300]
            if len(escape(entry.comment)) > 300:
                self.remarks.add(entry.node, "a comment is cut to 300 characters", lost=True)
        return fields

    def _lemma_fields(self, spans: tuple[Span, ...], node: Node) -> dict[str, Any] | None:
        text = self.essay.blocks[spans[0].block].text
        lemma = text[spans[0].start : spans[0].end]
        if len(spans) == 1 and lemma.count(" ") < _LONG_LEMMA:
            return self._place_in(spans[0], node)
        first, last = spans[0], spans[-1]
        text, end_text = (self.essay.blocks[s.block].text for s in (first, last))
        end = text.find(" ", first.start)
        start = end_text.rfind(" ", 0, last.end) + 1
        one = self._place_in(replace(first, end=len(text) if end < 0 else end), node)
        other = self._place_in(replace(last, start=start), node)
        return None if one is None or other is None else one | {"to": other}

    def _crosses(
        self,
        made: Mapping[tuple[Span, ...], Mapping[str, Any]],
        spans: tuple[Span, ...],
        fields: Mapping[str, Any],
    ) -> bool:
        """Return whether a witness would have readings of words that cross."""

        def ends(of: tuple[Span, ...]) -> tuple[tuple[int, int], tuple[int, int]]:
            return (of[0].block, of[0].start), (of[-1].block, of[-1].end)

        start, end = ends(spans)
        mine = {s for r in fields["readings"] for s in r.get("sigla", ())}
        for other, its in made.items():
            begin, stop = ends(other)
            if start < stop and begin < end:
                is_nested = (begin <= start and end <= stop) or (start <= begin and stop <= end)
                theirs = {s for r in its["readings"] for s in r.get("sigla", ())}
                both = any(r.get("adopt") for r in fields["readings"]) and any(
                    r.get("adopt") for r in its["readings"]
                )
                if both or (not is_nested and mine & theirs):
                    return True
        return False

    def _siglum(self, pointer: str) -> str:
        """Return the siglum of a witness; one that the file does not declare gets an entry."""
        head = self.head
        if pointer in head.sigla:
            return head.sigla[pointer]
        if pointer in head.sigla.values():
            return pointer
        node = next(n for n in find_all(self.root, "//app"))
        self.remarks.add(node, "the file does not say what the witness is", what=f"wit ‘{pointer}’")
        siglum = unused_siglum([pointer, pointer[-4:]], {s.casefold() for s in head.sigla.values()})
        head.sigla[pointer] = siglum
        head.witnesses.append({"siglum": siglum, "title": pointer, "language": ""})
        return siglum

    @cached_property
    def _named(self) -> dict[str, Node]:
        kinds = ("bibl", "biblStruct", "person", "persName", "name", "editor", "author")
        return {xml_id(n): n for kind in kinds for n in find_all(self.root, f"//{kind}")}

    def _name(self, pointer: str) -> str:
        """Return the name of somebody that a reading points to."""
        id = pointer.removeprefix("#")
        if person := self.head.people.get(id):
            return person["name"]
        node = self._named.get(id)
        for name in ("surname", "persName", "author", "editor", "title"):
            if node is not None and (words := words_of(find(node, f"//{name}"))):
                return words[:80]
        return id

    def _collated(self) -> None:
        """Say which witnesses were compared throughout: those that every entry names."""
        if self.is_own:
            nodes = [n for app in own_entries(self.root) for n in app]
            wits = [{self.head.sigla.get(p) for p in pointers(n.get("wit"))} for n in nodes]
            agreeing = {siglum for named in wits if self.head.base in named for siglum in named}
            for witness in self.head.witnesses:
                if witness["siglum"] in agreeing - {self.head.base}:
                    witness["collated"] = "whole"
            return
        named = [
            {*entry.lemma, *(wit for reading in entry.readings for wit in reading.wit)}
            for entry in self.text.entries
            if name_of(entry.node) == "app"
        ]
        agreeing = {wit for entry in self.text.entries for wit in entry.lemma}
        for id, siglum in self.head.sigla.items():
            if id in agreeing and all(id in wits for wits in named):
                for witness in self.head.witnesses:
                    if witness["siglum"] == siglum and siglum != self.head.base:
                        witness["collated"] = "whole"
            elif id in agreeing:
                node = next(e.node for e in self.text.entries if id in e.lemma)
                why = "that a witness agrees is not kept where other entries do not name it"
                self.remarks.add(node, why, what="<lem>/@wit")

    # -- what texts share ----------------------------------------------------------------------

    def _shared(self, notes: Sequence[Mapping[str, Any]]) -> None:
        """Add people and names that notes need and the edition does not have."""
        people = {person.key for person in self.edition.shared.people}
        wanted = {
            key: person
            for id, person in self.head.people.items()
            for key in [id.removeprefix("person-") if self.is_own else self._person(id)]
        }
        used = {key for note in notes for key in (*note["by"], *note.get("reviewed-by", ()))}
        new = [
            {"key": key, "name": wanted.get(key, {}).get("name") or key}
            | ({"role": role} if (role := wanted.get(key, {}).get("role")) else {})
            for key in sorted(used - people)
        ]
        self._list("people", new)
        names = {name.name for name in self.edition.shared.names}
        kinds = {
            words_of(term): term.get("type", "") for term in find_all(self.root, "standOff//term")
        } | dict(self._names.values())
        told = {name.pop("name"): name for name in self._listed_names()}
        terms = sorted({term for note in notes for term in note.get("index", ())} - names)
        found = [{"name": t, "kind": kinds.get(t) or "subject"} | told.get(t, {}) for t in terms]
        self._list("names", found)
        if new:
            self.made.needs.append(f"people.yml has gained {len(new)}; look at them")
        if terms:
            self.made.needs.append(f"names.yml has gained {len(terms)}; look at their kinds")

    def _list(self, name: str, entries: Sequence[Mapping[str, Any]]) -> None:
        """Add entries to a list of the edition."""
        if not entries:
            return
        path = self.folder.parent / "_data" / f"{name}.yml"
        try:
            before = read_regular(path, TEXT_SIZE).decode()
        except OSError:
            before = ""
        if re.fullmatch(r"(\s*#[^\n]*\n|\s)*\[\]\s*", before):
            before = before.rstrip().removesuffix("[]")
        if before and not before.endswith("\n"):
            before += "\n"
        made = "".join(map(_item, entries))
        self.made.shared[path] = (before + made).encode()


def _field(name: str, value: Any, indent: str = "") -> str:
    """Return a field of ``essay.yml``; numbers of blocks in one line."""
    if isinstance(value, list) and all(isinstance(each, int | str) for each in value):
        quoted = ", ".join(map(_in_brackets, value))
        return f"{indent}{name}: [{quoted}]\n"
    if isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
        return f"{indent}{name}:\n{''.join(_item(each, f'{indent}  ') for each in value)}"
    if name == "lines":
        return f"{indent}lines: {value}\n"
    if name == "date" and re.fullmatch(r"[\w~?%./-]+", str(value)):
        return f"{indent}date: {value}\n"
    if isinstance(value, Mapping):
        inner = "".join(_field(key, part, f"{indent}  ") for key, part in value.items())
        return f"{indent}{name}:\n{inner}"
    if name in ("debate", "label") and str(value).removeprefix("-").isdigit():
        return f'{indent}{name}: "{value}"\n'
    return write_field(name, value, indent)


def _places(text: str) -> list[int]:
    """Return the offsets of all signs that are not spaces."""
    return [index for index, sign in enumerate(text) if sign != " "]


def _refs(node: Node) -> list[str]:
    """Return the ids that the name of somebody or something points to."""
    is_name = name_of(node) in ("persName", "placeName", "orgName", "name", "rs")
    return pointers(node.get("ref")) if is_name else []


def _is_letter(sign: str) -> bool:
    """Return whether a sign can stand within a word."""
    return sign.isalnum() or unicodedata.category(sign)[0] == "M"


def _in_brackets(value: int | str) -> str:
    """Return a number or a word as an item of a list in one line."""
    text = str(value)
    is_plain = re.fullmatch(r"[A-Za-z][A-Za-z0-9]*|[0-9]+", text) and text.lower() not in NOT_WORDS
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def _item(fields: Mapping[str, Any], indent: str = "") -> str:
    """Return a record as an item of a list."""
    first, *rest = (_field(name, value, f"{indent}  ") for name, value in fields.items())
    return f"{indent}- {first.lstrip()}{''.join(rest)}"


def _signs(text: str) -> int:
    return len(text.replace(" ", ""))
