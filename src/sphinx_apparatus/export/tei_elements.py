"""Shared by the parts of a TEI document: names, ids and functions that add elements."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.export.prose import Prose
from sphinx_apparatus.export.publication import Publication
from sphinx_apparatus.model.dates import DateSpan
from sphinx_apparatus.model.essays import Essay, Note
from sphinx_apparatus.model.vocabulary import Certainty

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
EDITION_FILE = "edition.tei.xml"
_EDTF = "https://www.loc.gov/standards/datetime/"
CERTAINTY = {Certainty.CERTAIN: "high", Certainty.PROBABLE: "medium", Certainty.CONJECTURAL: "low"}

# NameChar of XML 1.0, fifth edition, without the colon.
_NOT_IN_NAMES = re.compile(
    "[^-.0-9A-Z_a-z\u00b7\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u037d\u037f-\u1fff\u203f\u2040"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff]"
)

Node = etree._Element


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document, written from one edition."""

    edition: Edition
    publication: Publication
    prose: Prose
    alone: bool
    """Whether each essay has a file of its own, which needs all declarations."""


def file_name(essay: Essay) -> str:
    """Return the name of an essay's file."""
    return f"{essay.id}.tei.xml"


def add(parent: Node, name: str, text: str = "", **attributes: str) -> Node:
    """Add an element; ``xml_id`` and ``xml_lang`` are the names with a colon."""
    made = etree.SubElement(parent, f"{{{TEI}}}{name}")
    for key, value in attributes.items():
        space, _, local = key.partition("_")
        made.set(f"{{{XML}}}{local}" if space == "xml" and local else key.rstrip("_"), value)
    made.text = text or None
    return made


def add_date(parent: Node, date: DateSpan) -> None:
    """Add a date or a span; what is masked lies between two years, what is open has one end."""
    ends = [end for end in (date.start, date.end) if end is not None]
    made: dict[str, str] = {}
    if len(ends) == 2 and date.start == date.end:
        made = {"when": ends[0].iso or str(ends[0])}
        if ends[0].masked:
            last = ends[0].year + 10 ** ends[0].masked - 1
            made = {"notBefore": f"{ends[0].year:04}", "notAfter": f"{last:04}"}
    else:
        made = {"from": date.start.iso} if date.start else {}
        made |= {"to": date.end.iso} if date.end else {}
    # TEI's own form has no year before the first of our era; that of ISO 8601 has.
    is_early = any(end.year < 1 or end.season for end in ends)
    named = {f"{name}-iso" if is_early else name: value for name, value in made.items()}
    if any(end.quality for end in ends):
        named["cert"] = "medium"
    if any(not end.is_plain for end in ends):
        # What the other attributes cannot say: seasons, decades, and in which way it is unsure.
        named |= {"when-custom": str(date), "datingMethod": _EDTF}
    add(parent, "date", **{f"{name}_" if name == "from" else name: v for name, v in named.items()})


def say(parent: Node, text: str) -> None:
    """Add words at the end of an element."""
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def local_id(essay: Essay, name: str) -> str:
    """Return an id that is unique where several texts share a file."""
    return f"e{essay.id}-{name}"


def note_id(note: Note) -> str:
    """Return the id of a note's annotation."""
    return f"e{note.essay}-note-{note.id}"


def witness_id(essay: Essay, siglum: str) -> str:
    """Return the id of a witness."""
    # A siglum may hold what an XML name may not: “S*”.
    name = _NOT_IN_NAMES.sub(lambda sign: f"_{ord(sign[0]):x}_", siglum)
    return local_id(essay, f"wit-{name}")


def person_id(key: str) -> str:
    """Return the id of a contributor."""
    return f"person-{key}"


def with_supplied(parent: Node, words: str) -> None:
    """Add words in which ⟨ ⟩ enclose what the editors supply."""
    for part in re.split(r"(⟨[^⟩]*⟩)", words):
        if part.startswith("⟨"):
            add(parent, "supplied", part[1:-1], reason="omitted")
        else:
            say(parent, part)
