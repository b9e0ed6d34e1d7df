"""Word documents: the archive, read within limits, and its XML; styles and lists.

The archive is untrusted: size, ratio, number and paths of its members are limited, nothing of it is
unpacked to disk, and its XML may have no document type.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from lxml import etree

from sphinx_apparatus.export.tei_parser import strict_parser
from sphinx_apparatus.model.problems import Refusal
from sphinx_apparatus.text.markdown import normalise

MOST_PACKED = 32 * 1024 * 1024
"""Bytes of a document."""
MOST_UNPACKED = 96 * 1024 * 1024
"""Bytes of its members together, as the archive names them and as they are read."""
MOST_MEMBERS = 2000
MOST_RATIO = 200
"""To how many times its size a member of more than :data:`_MIB` may be unpacked."""
_MIB = 1024 * 1024
_MOST_XML = 24 * _MIB
"""Bytes of a part that is parsed: more than a long book."""
_DOCTYPE = re.compile(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E", re.IGNORECASE)


# -- the archive ---------------------------------------------------------------------------------


class Archive:
    """The members of a document, read within limits."""

    def __init__(self, raw: bytes) -> None:
        if raw.startswith(b"\xd0\xcf\x11\xe0"):
            raise Refusal(
                "this is a document of old Word (.doc), or one with a password; save it as .docx"
            )
        # Counted before the list of members is read, which takes memory for each.
        if raw.count(b"PK\x01\x02") > MOST_MEMBERS:
            raise Refusal(f"the archive has more than {MOST_MEMBERS} members, the limit")
        try:
            self._file = zipfile.ZipFile(io.BytesIO(raw))
            members = self._file.infolist()
        except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError):
            raise Refusal("this is not a Word document (.docx); save it anew") from None
        self.members = {member.filename: member for member in members}
        if len(members) > MOST_MEMBERS or len(self.members) < len(members):
            raise Refusal("the archive has too many members, or two of one name")
        for member in members:
            _refuse_member(member)
        if sum(member.file_size for member in members) > MOST_UNPACKED:
            raise Refusal(
                f"unpacked, the document has more than {MOST_UNPACKED // _MIB} MiB, the limit"
            )
        self._left = MOST_UNPACKED

    def read(self, name: str, most: int) -> bytes | None:
        """Return a member, none if there is none.

        :raises Refusal: it is damaged or too large.
        """
        if name not in self.members:
            return None
        try:
            with self._file.open(name) as stream:
                content = stream.read(min(most, self._left) + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
            raise Refusal(f"{name} of the document is damaged; save it anew") from None
        if len(content) > min(most, self._left):
            raise Refusal(f"{name} of the document has more than {most // _MIB} MiB")
        self._left -= len(content)
        return content

    def xml(self, name: str) -> Any:
        """Return the root of a part that is XML, none if there is no such part.

        :raises Refusal: it is no XML, or has a document type, whose entities could read
            other files or grow without end.
        """
        content = self.read(name, _MOST_XML)
        if content is None:
            return None
        try:
            if _DOCTYPE.search(content):
                raise Refusal(f"{name} of the document has a document type, as no Word does")
            root = etree.fromstring(content, strict_parser())
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Refusal(f"{name} of the document is not XML: {error}") from None
        if root.getroottree().docinfo.doctype:
            raise Refusal(f"{name} of the document has a document type, as no Word does")
        return root


def _refuse_member(member: zipfile.ZipInfo) -> None:
    """Raise where a member of an archive is none of a document."""
    name = member.filename
    parts = PurePosixPath(name).parts
    if name.startswith(("/", "\\")) or ".." in parts or "\\" in name or ":" in name:
        raise Refusal(f"the archive has a member ‘{name}’, which leads out of it")
    if member.flag_bits & 1:
        raise Refusal("the document has a password; save it without")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refusal(f"‘{name}’ of the document is packed in a way that Word does not use")
    if member.file_size > max(_MIB, MOST_RATIO * member.compress_size):
        raise Refusal(f"‘{name}’ of the document would be unpacked to {member.file_size} bytes")


def relations_of(archive: Archive, part: str) -> dict[str, tuple[str, str, bool]]:
    """Return what a part refers to: by id, the last word of its type, its target, if outside."""
    path = PurePosixPath(part)
    root = archive.xml(str(path.parent / "_rels" / f"{path.name}.rels"))
    found = {}
    for each in () if root is None else root:
        target = each.get("Target", "")
        is_outside = each.get("TargetMode") == "External"
        if not is_outside:
            # An absolute target replaces the folder; members begin without a stroke.
            target = str("/" / path.parent / target)[1:]
        found[each.get("Id", "")] = each.get("Type", "").rpartition("/")[2], target, is_outside
    return found


# -- parts of XML --------------------------------------------------------------------------------


def name_of(element: Any) -> str:
    """Return the name of an element without its namespace: strict and usual ones differ."""
    return str(element.tag).rpartition("}")[2]


def value_of(element: Any, name: str) -> str:
    """Return an attribute whatever its namespace; empty if there is none."""
    if element is not None:
        for key, value in element.attrib.items():
            if key.rpartition("}")[2] == name:
                return str(value)
    return ""


def child_of(element: Any, *names: str) -> Any:
    """Return the first child of a name, and so on down; none where there is none."""
    for name in names:
        if element is not None:
            element = next((each for each in element if name_of(each) == name), None)
    return element


def words_of(element: Any, *names: str) -> str:
    """Return the words of an element, for a message."""
    names = names or ("t",)
    return normalise("".join(each.text or "" for each in element.iter() if name_of(each) in names))


def number_of(text: str) -> int:
    """Return a whole number as it is written, -1 for other words."""
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else -1


def is_on(element: Any) -> bool:
    """Return whether a property is there, and is not switched off."""
    return element is not None and value_of(element, "val") not in ("0", "false", "off", "none")


_LOOKS = {"i": "i", "b": "b", "smallCaps": "small-caps", "u": "underline"}
_VERTICAL = {"superscript": "sup", "subscript": "sub"}
_SPACED = 40
"""Twentieths of a point between letters that are more than a matter of setting."""


def looks_of(properties: Any, inherited: frozenset[str]) -> frozenset[str]:
    """Return the looks of a run, with those that its style gives."""
    looks = set(inherited)
    for each in () if properties is None else properties:
        name = name_of(each)
        if name in _LOOKS:
            (looks.add if is_on(each) else looks.discard)(_LOOKS[name])
        elif name == "vertAlign":
            looks -= {"sup", "sub"}
            looks |= {_VERTICAL[v] for v in [value_of(each, "val")] if v in _VERTICAL}
        elif name == "spacing" and number_of(value_of(each, "val")) >= _SPACED:
            looks.add("spaced")
    return frozenset(looks)


class _Style(NamedTuple):
    name: str
    base: str
    looks: Any
    list: tuple[str, str]
    outline: str


_LONGEST = 12
"""Styles that are based on each other; more are a circle."""


class Styles:
    """The styles of a document: what paragraphs and words of them are."""

    def __init__(self, root: Iterable[Any]) -> None:
        self._by_id: dict[str, _Style] = {}
        for each in root:
            if name_of(each) == "style":
                paragraph = child_of(each, "pPr")
                self._by_id[value_of(each, "styleId")] = _Style(
                    value_of(child_of(each, "name"), "val").lower(),
                    value_of(child_of(each, "basedOn"), "val"),
                    child_of(each, "rPr"),
                    list_of(paragraph),
                    value_of(child_of(paragraph, "outlineLvl"), "val"),
                )

    def chain(self, id: str) -> list[_Style]:
        """Return a style and those that it is based on."""
        found: list[_Style] = []
        while (style := self._by_id.get(id)) and len(found) < _LONGEST:
            found.append(style)
            id = style.base
        return found

    def looks(self, id: str) -> frozenset[str]:
        """Return the looks that a style gives to words."""
        looks: frozenset[str] = frozenset()
        for style in reversed(self.chain(id)):
            # Links look alike everywhere; how is no matter of the text.
            looks = looks_of(style.looks, looks) if style.name != "hyperlink" else looks
        return looks


def list_of(properties: Any) -> tuple[str, str]:
    """Return the list that a paragraph is an item of, and its level."""
    numbers = child_of(properties, "numPr")
    id, level = (value_of(child_of(numbers, name), "val") for name in ("numId", "ilvl"))
    return id, level or "0"


_LEVELS = 16
"""Parts of a list that are read: nine levels, and what stands before them."""


class Lists:
    """The lists of a document, and where each has got to."""

    def __init__(self, root: Iterable[Any]) -> None:
        self._levels: dict[tuple[str, str], tuple[str, int, str]] = {}
        self._counts: dict[tuple[str, int], int] = {}
        abstract: dict[str, Any] = {}
        for each in root:
            if name_of(each) == "abstractNum":
                abstract[value_of(each, "abstractNumId")] = each
            elif name_of(each) == "num":
                id = value_of(each, "numId")
                of = abstract.get(value_of(child_of(each, "abstractNumId"), "val"))
                overrides = [o for o in each[:_LEVELS] if name_of(o) == "lvlOverride"]
                for level in [] if of is None else of[:_LEVELS]:
                    self._read(id, level, child_of(level, "start"))
                for override in overrides:
                    level = child_of(override, "lvl")
                    started = child_of(override, "startOverride")
                    self._read(id, level if level is not None else override, started)

    def _read(self, id: str, level: Any, start: Any) -> None:
        if name_of(level) in ("lvl", "lvlOverride"):
            key = id, value_of(level, "ilvl")
            form, first, text = self._levels.get(key, ("", 1, ""))
            given = number_of(value_of(start, "val"))
            self._levels[key] = (
                value_of(child_of(level, "numFmt"), "val") or form,
                given if given >= 0 else first,
                value_of(child_of(level, "lvlText"), "val") or text,
            )

    def label(self, id: str, level: str) -> tuple[str, bool]:
        """Return the label of the next item, empty for a dot, and whether Word shows another."""
        form, first, text = self._levels.get((id, level), ("bullet", 1, ""))
        if form in ("bullet", "none", ""):
            return "", False
        depth = int(level)
        key = id, depth
        self._counts[key] = self._counts.get(key, first - 1) + 1
        for deeper in range(depth + 1, _LEVELS):
            self._counts.pop((id, deeper), None)
        is_plain = form == "decimal" and re.fullmatch(r"%\d[.)]", text) is not None
        return f"{self._counts[key]}{')' if text.endswith(')') else '.'}", not is_plain
