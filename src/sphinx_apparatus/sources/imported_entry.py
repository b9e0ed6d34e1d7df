"""An entry of another program's bibliography on its way into the edition, and its names.

Every field has a fate, which the list that is printed tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pybtex.bibtex.utils import split_name_list  # type: ignore[import-untyped]
from pybtex.database import Person as BibtexPerson  # type: ignore[import-untyped]
from pybtex.errors import capture  # type: ignore[import-untyped]

from sphinx_apparatus.sources.records import OTHERS, PERSON_FIELDS, Person, Source
from sphinx_apparatus.sources.tex_text import plain


class Fate(NamedTuple):
    """What became of a field."""

    name: str
    """The field in the file."""
    became: str
    """The field that it is now, or what was done with it."""
    remark: str = ""
    needs_work: bool = False
    """Whether a person has to look at it."""

    def __str__(self) -> str:
        said = f"{self.name}: {self.became}" + (f" – {self.remark}" if self.remark else "")
        return f"! {said}" if self.needs_work else f"  {said}"


KEPT = "as it is"
LEFT_OUT = "left out"


@dataclass
class Imported:
    """An entry of the file, and the source that it became."""

    key: str
    """As the file has it."""
    type: str
    line: int
    raw: dict[str, str]
    """The fields as written, names in lower case, with those of the entries that it refers to."""
    fates: list[Fate] = field(default_factory=list)
    source: Source | None = None
    """None if it is in the bibliography already."""
    notes: list[str] = field(default_factory=list)
    """What goes into the field ``note``."""
    names: dict[str, str] = field(default_factory=dict)
    """What the file calls fields that it calls otherwise than BibLaTeX."""

    def tell(self, name: str, became: str, remark: str = "", *, needs_work: bool = False) -> None:
        """Record what became of a field."""
        self.fates.append(Fate(name, became, remark, needs_work))

    @property
    def report(self) -> Iterator[str]:
        """The lines of the list on this entry."""
        if self.source is None:
            yield f"{self.key} (line {self.line}): not added"
        else:
            new = "" if self.source.key == self.key else f" is now {self.source.key}"
            kind = "" if self.source.type == self.type else f", @{self.type} is @{self.source.type}"
            yield f"{self.key} (line {self.line}){new}{kind}"
        fates = [self._in_its_words(fate) for fate in self.fates]
        kept = [fate.name for fate in fates if fate.became == KEPT and not fate.remark]
        if kept:
            yield f"    as they are: {', '.join(kept)}"
        for fate in fates:
            if fate.name not in kept or fate.became != KEPT or fate.remark:
                yield f"  {fate}"

    def _in_its_words(self, fate: Fate) -> Fate:
        if (name := self.names.get(fate.name)) is None:
            return fate
        became = fate.name if fate.became == KEPT else fate.became
        return fate._replace(name=name, became=became)


# -- what becomes of a field ---------------------------------------------------------------------

SAID = {
    "addendum": "{}",
    "archive": "{}",
    "archivelocation": "{}",
    "booktitleaddon": "{}",
    "collection": "{}",
    "callnumber": "Call number {}",
    "chapter": "Chap. {}",
    "cartographer": "Map by {}",
    "edition": "{} ed.",
    "dimensions": "{}",
    "eid": "Article {}",
    "eventtitle": "Presented at {}",
    "eventtitleaddon": "{}",
    "howpublished": "{}",
    "institution": "{}",
    "issuesubtitle": "{}",
    "issuetitle": "Issue title: {}",
    "issuetitleaddon": "{}",
    "journaltitle": "{}",
    "journaltitleaddon": "{}",
    "library": "{}",
    "location": "{}",
    "mainsubtitle": "{}",
    "maintitle": "Part of {}",
    "maintitleaddon": "{}",
    "medium": "{}",
    "meetingname": "Presented at {}",
    "mrnumber": "MR {}",
    "nameaddon": "{}",
    "number": "No. {}",
    "organization": "{}",
    "origdate": "Originally published {}",
    "origlanguage": "Original language: {}",
    "origlocation": "Original place: {}",
    "origpublisher": "Original publisher: {}",
    "origtitle": "Original title: {}",
    "pages": "Pp. {}",
    "pagetotal": "{} pp.",
    "numpages": "{} pp.",
    "part": "Part {}",
    "pmcid": "PMCID {}",
    "pmid": "PMID {}",
    "publisher": "{}",
    "pubstate": "{}",
    "reprinttitle": "Reprinted as {}",
    "repository": "{}",
    "section": "Section {}",
    "series": "{}",
    "status": "{}",
    "titleaddon": "{}",
    "translation": "{}",
    "venue": "{}",
    "version": "Version {}",
    "volume": "Vol. {}",
    "volumes": "In {} volumes",
    "zblnumber": "Zbl {}",
    "zbl": "Zbl {}",
}
"""How a note says a field that is not printed otherwise."""

_ABBREVIATED = {
    "inpress": "In press",
    "forthcoming": "Forthcoming",
    "submitted": "Submitted",
    "inpreparation": "In preparation",
    "prepublished": "Prepublished",
}


def shown(value: str) -> str:
    """Return a value as the list shows it, cut where it is long."""
    value = " ".join(value.split())
    return f"‘{value}’" if len(value) <= 200 else f"‘{value[:200]}…’, {len(value)} characters"


def text_of(entry: Imported, name: str, value: str) -> str:
    """Return the text of a field; what cannot be read of it is told."""
    found = plain(value)
    for remark in found.remarks:
        is_unknown = "not known" in remark
        entry.tell(name, KEPT if not is_unknown else "read", remark, needs_work=is_unknown)
    return found.text


def keep(entry: Imported, name: str, target: str, text: str, fields: dict[str, str]) -> None:
    """Set a field; what another field has set already goes into the note."""
    if not text:
        entry.tell(name, LEFT_OUT, "nothing of it can be printed")
    elif target in fields and fields[target] != text:
        if target == "keywords":
            fields[target] += f", {text}"
            entry.tell(name, target)
            return
        entry.notes.append(SAID.get(target, f"{name}: {{}}").format(text))
        entry.tell(name, "note", f"‘{target}’ says something else", needs_work=True)
    else:
        fields[target] = text
        if not any(fate.name == name and fate.became == KEPT for fate in entry.fates):
            entry.tell(name, KEPT if target == name else target)


def say(entry: Imported, name: str, value: str) -> None:
    """Put a field into the note."""
    text = text_of(entry, name, value)
    if name == "pubstate":
        text = _ABBREVIATED.get(text, text)
    form = SAID.get(name)
    entry.notes.append((form or f"{name}: {{}}").format(text))
    entry.tell(name, "note", "" if form else "this field is not known", needs_work=form is None)


def joined(parts: Iterable[str]) -> str:
    """Return parts of a note as sentences."""
    sentences = [part.strip().rstrip(".") for part in dict.fromkeys(parts) if part.strip()]
    joined = ". ".join(part[:1].upper() + part[1:] for part in sentences)
    return joined.replace(" : ", ": ")


# -- names ---------------------------------------------------------------------------------------

PERSONS = {
    "afterword": "Afterword by",
    "annotator": "Annotated by",
    "bookauthor": "Book by",
    "commentator": "With a commentary by",
    "editora": "With",
    "editorb": "With",
    "editorc": "With",
    "foreword": "Foreword by",
    "holder": "Held by",
    "introduction": "Introduction by",
    "namea": "With",
    "nameb": "With",
    "namec": "With",
    "director": "Directed by",
    "collaborator": "With",
    "inventor": "Invented by",
    "reviewer": "Reviewed by",
}
"""Fields of names that the engine has not, as a note says them."""

_SUFFIXES = re.compile(r"(jr|sr|[ivx]+|esq|ph\.?d|m\.?d)\.?", re.IGNORECASE)
_PARTS_OF_NAME = re.compile(r"(family|given|prefix|suffix|useprefix|[a-z]+-i)\s*=")


def names_of(
    entry: Imported,
    name: str,
    value: str,
    persons: dict[str, tuple[Person, ...]],
    fields: dict[str, str],
) -> None:
    """Read a field of names; what is no name there is told."""
    if name == "shortauthor":
        keep(entry, name, name, text_of(entry, name, value), fields)
        return
    people: list[Person] = []
    remarks: list[str] = []
    for part in _divided(value, remarks):
        people += _person(entry, name, part, remarks)
    if OTHERS in [person.family for person in people[:-1]]:
        remarks.append("‘others’ stands between names and is left out")
        people = [one for one in people[:-1] if one.family != OTHERS] + people[-1:]
    if not people or people == [Person(OTHERS)]:
        entry.tell(name, LEFT_OUT, f"no name in {shown(value)}", needs_work=True)
        return
    if name in PERSON_FIELDS:
        persons[name] = tuple(people)
    else:
        spoken = [one.straight.replace(OTHERS, "others") for one in people]
        entry.notes.append(f"{PERSONS[name]} {', '.join(spoken)}")
    became = KEPT if name in PERSON_FIELDS else "note"
    entry.tell(name, became, "; ".join(remarks), needs_work=bool(remarks))


def _divided(value: str, remarks: list[str]) -> list[str]:
    """Return the names of a field, parted by ``and`` or by what was written instead."""
    names = [part for part in split_name_list(value) if part.strip()]
    if re.match(r"(?i)and\s", value) or re.search(r"(?i)\sand$|\sand\s+and\s", value):
        remarks.append("an ‘and’ too many is left out")
        names = [re.sub(r"(?i)^(and\s+)+|(\s+and)+$", "", part) for part in names]
        names = [part for part in names if part and part.lower() != "and"]
    divided: list[str] = []
    for part in names:
        if part.startswith("{") and part.endswith("}"):
            divided.append(part)
        elif _outside(part, ";"):
            remarks.append(f"names in {shown(part)} were parted by ‘;’")
            divided += [one.strip() for one in part.split(";") if one.strip()]
        elif re.search(r"\s\\?&\s", part) and part.count(",") > 1:
            remarks.append(f"names in {shown(part)} were parted by ‘&’")
            divided += [one.strip(", ") for one in re.split(r"\s\\?&\s", part)]
        elif len(pieces := _by_commas(part)) > 2:
            remarks.append(f"names in {shown(part)} were parted by ‘,’")
            divided += pieces
        else:
            divided.append(part)
    return divided


def _by_commas(part: str) -> list[str]:
    """Return names with commas between them: each has given names, and none is a suffix."""
    pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
    is_several = all(" " in piece and "=" not in piece for piece in pieces)
    return pieces if is_several and "{" not in part else []


def _outside(text: str, sign: str) -> bool:
    """Return whether a sign stands outside all braces, and outside HTML's names of characters."""
    text = re.sub(r"&#?\w+;", "", text)
    depth = 0
    for each in text:
        depth += {"{": 1, "}": -1}.get(each, 0)
        if each == sign and depth == 0:
            return True
    return False


def _person(entry: Imported, name: str, part: str, remarks: list[str]) -> Iterator[Person]:
    if part.strip().lower() in ("others", "et al", "et al.", "{others}"):
        yield Person(OTHERS)
        return
    if found := re.search(r"(?i),?\s+et\.?\s+al\.?$", part):
        yield from _person(entry, name, part[: found.start()], remarks)
        yield Person(OTHERS)
        return
    if _PARTS_OF_NAME.search(part):
        yield _from_parts(entry, name, part)
        return
    if _is_one_group(part):
        yield Person(text_of(entry, name, part), is_body=True)
        return
    if (whole := part.rstrip(", ")) != part:
        remarks.append(f"a comma ends {shown(part)}: is it one name?")
        part = whole
    pieces = [piece.strip() for piece in part.split(",")]
    is_suffixed = (
        len(pieces) < 3
        or pieces[1].islower()
        or any(_SUFFIXES.fullmatch(piece) for piece in pieces[1:])
    )
    if part.count(",") > 2 or not is_suffixed:
        remarks.append(f"{shown(part)} has too many commas and is taken for one body")
        yield Person(text_of(entry, name, part), is_body=True)
        return
    if found := re.search(r"\s+(\d{4})$", part):
        part = part[: found.start()]
        entry.tell(
            name,
            KEPT,
            f"without the number {found[1]}, by which DBLP tells {shown(part)} from others",
        )
    with capture():
        parsed = BibtexPerson(part)
    family = text_of(entry, name, " ".join(parsed.prelast_names + parsed.last_names))
    given = text_of(entry, name, " ".join(parsed.first_names + parsed.middle_names))
    suffix = text_of(entry, name, " ".join(parsed.lineage_names))
    if suffix and _SUFFIXES.fullmatch(given) and not _SUFFIXES.fullmatch(suffix):
        given, suffix = suffix, given
    if not family:
        family, given = given, ""
        remarks.append(f"{shown(part)} has no family name")
    if family:
        # A family name of several words without given names would be read as a person and refused.
        yield Person(family, given, suffix, is_body=not given and " " in family)


def _is_one_group(part: str) -> bool:
    """Return whether braces hold a name together as a whole; an accent in braces is none."""
    part = part.strip()
    if not part.startswith("{") or not part.endswith("}") or part.startswith("{\\"):
        return False
    depth = 0
    for place, sign in enumerate(part):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth == 0:
            return place == len(part) - 1
    return False


def _from_parts(entry: Imported, name: str, part: str) -> Person:
    """Return a name in parts, as Better BibTeX and biber write them."""
    parts: dict[str, str] = {}
    last = ""
    for piece in part.split(","):
        key, equals, value = piece.partition("=")
        if equals and re.fullmatch(r"\s*[a-z-]+\s*", key):
            last = key.strip()
            parts[last] = value.strip().strip('"')
        elif last:
            parts[last] += f", {piece.strip()}"
    texts = {key: text_of(entry, name, value) for key, value in parts.items()}
    family = f"{texts.get('prefix', '')} {texts.get('family', '')}".strip()
    given, suffix = texts.get("given", ""), texts.get("suffix", "")
    return Person(family or given, given if family else "", suffix, is_body=not given)
