"""Items of CSL-JSON, as Zotero, Better BibTeX and the engine itself export them.

An item becomes an entry of BibLaTeX as another program would write it, and goes its way; the list
that is printed names its variables.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from sphinx_apparatus.sources.bibtex import escaped
from sphinx_apparatus.sources.imported_entry import LEFT_OUT, Imported, shown

_TYPES = {
    **dict.fromkeys(("article-journal", "article-magazine", "article-newspaper"), "article"),
    **dict.fromkeys(("bill", "legislation", "regulation", "treaty"), "legislation"),
    **dict.fromkeys(("broadcast", "motion_picture"), "video"),
    **dict.fromkeys(("chapter", "entry", "entry-dictionary", "entry-encyclopedia"), "incollection"),
    **dict.fromkeys(("classic", "book"), "book"),
    **dict.fromkeys(("graphic", "figure"), "image"),
    **dict.fromkeys(("post", "post-weblog", "webpage"), "online"),
    **dict.fromkeys(("hearing", "legal_case"), "jurisdiction"),
    **dict.fromkeys(("review", "review-book"), "review"),
    **dict.fromkeys(("manuscript", "article"), "unpublished"),
    "collection": "collection",
    "document": "misc",
    "musical_score": "music",
    "pamphlet": "booklet",
    "paper-conference": "inproceedings",
    "personal_communication": "letter",
    "song": "audio",
    "speech": "presentation",
}
"""Types of CSL, each as a type of BibLaTeX or one like it; others are called the same."""

_FIELDS = {
    "authority": "institution",
    "archive_location": "archivelocation",
    "call-number": "callnumber",
    "chapter-number": "chapter",
    "collection-number": "number",
    "collection-title": "series",
    "container-title-short": "shortjournal",
    "event-date": "eventdate",
    "event-place": "venue",
    "event-title": "eventtitle",
    "event": "eventtitle",
    "genre": "type",
    "issue": "number",
    "issued": "date",
    "journalabbreviation": "shortjournal",
    "number-of-pages": "pagetotal",
    "number-of-volumes": "volumes",
    "original-date": "origdate",
    "original-publisher": "origpublisher",
    "original-publisher-place": "origlocation",
    "original-title": "origtitle",
    "page": "pages",
    "part-number": "part",
    "publisher-place": "location",
    "shorttitle": "shorttitle",
    "status": "pubstate",
    "title-short": "shorttitle",
    "accessed": "urldate",
    "container-author": "bookauthor",
    "collection-editor": "editora",
    "interviewer": "editorb",
    "recipient": "editorc",
    "reviewed-author": "namea",
}
"""Variables of CSL as fields of BibLaTeX; others are called the same."""
_CONTAINERS = {
    **dict.fromkeys(("article", "review", "legislation", "jurisdiction"), "journaltitle"),
    **dict.fromkeys(("dataset", "misc", "unpublished"), "journaltitle"),
    "online": "organization",
}
_HOUSES = frozenset({"report", "thesis"})
_WITHOUT_WORDS = frozenset({"id", "type", "citation-key", "citation-label", "categories"})


_SEASONS = {
    name: 21 + number // 2
    for number, name in enumerate(
        ("1", "spring", "2", "summer", "3", "autumn", "4", "winter"),
    )
} | {"fall": 23}
"""Seasons of CSL as those of EDTF."""


class NoItems(ValueError):
    """The text is JSON, but no items of CSL."""


def items_of(text: str) -> list[Imported] | None:
    """Return the items of a file as entries; none if it is no JSON.

    :raises NoItems: it is JSON of another kind.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(data, Mapping):
        data = data.get("items", [data])
    if not isinstance(data, list) or not data:
        raise NoItems("it has no items of CSL-JSON; expected a list of objects")
    for number, item in enumerate(data, start=1):
        if not isinstance(item, Mapping) or not isinstance(item.get("type"), str):
            raise NoItems(f"item {number} has no ‘type’; expected items of CSL-JSON")
    return [_entry(item, text) for item in data]


def _entry(item: Mapping[str, Any], text: str) -> Imported:
    id = str(item.get("citation-key") or item.get("id") or "")
    place = text.find(json.dumps(item.get("id"), ensure_ascii=False))
    kind = _TYPES.get(item["type"], re.sub(r"\W", "", item["type"].lower()))
    entry = Imported(id, kind, text.count("\n", 0, max(place, 0)) + 1, {})
    custom = item.get("custom")
    fields = dict(item)
    if isinstance(custom, Mapping):
        # The engine's own exports have there what CSL has no variable for.
        del fields["custom"]
        fields |= custom
    for name, value in fields.items():
        target = _target(name, kind, fields)
        if name in _WITHOUT_WORDS:
            continue
        if not (words := _words(value)):
            entry.tell(name, LEFT_OUT, "it is empty" if not value else shown(json.dumps(value)))
        elif target in entry.raw:
            entry.raw[f"{target}-2"] = words
        else:
            entry.raw[target] = words
            if target != name.lower():
                entry.names[target] = name
    return entry


def _target(name: str, kind: str, item: Mapping[str, Any]) -> str:
    """Return the field that a variable of an item is."""
    if name == "container-title":
        usual = _CONTAINERS.get(kind, "booktitle")
        return next((each for each in (usual, "journaltitle") if each not in item), usual)
    if name == "publisher" and kind in _HOUSES and "institution" not in item:
        return "institution"
    return _FIELDS.get(name.lower(), name.lower())


def _words(value: Any) -> str:
    """Return a value as BibLaTeX writes it."""
    if isinstance(value, list):
        if all(isinstance(each, Mapping) for each in value):
            return " and ".join(filter(None, map(_name, value)))
        return ", ".join(filter(None, map(_words, value)))
    if isinstance(value, Mapping):
        return _date(value)
    if isinstance(value, bool) or value is None:
        return ""
    return escaped(" ".join(str(value).split()))


def _name(name: Mapping[str, Any]) -> str:
    parts = {key: _words(part) for key, part in name.items() if isinstance(part, str)}
    literal, given = parts.get("literal", ""), parts.get("given", "")
    family = " ".join(
        filter(None, (parts.get("non-dropping-particle"), parts.get("family"))),
    )
    given = " ".join(filter(None, (given, parts.get("dropping-particle"))))
    if literal or not (family and given):
        return f"{{{literal or family or given}}}"
    parts_of_name = (family, parts.get("suffix", ""), given)
    return ", ".join(
        f"{{{part}}}" if "," in part or " and " in part else part for part in parts_of_name if part
    )


def _date(value: Mapping[str, Any]) -> str:
    """Return a date, the ends of a span, or the words of one that is no date."""
    ends = value.get("date-parts")
    words = "/".join(filter(None, map(_day, ends if isinstance(ends, list) else ())))
    words = words or _words(value.get("raw") or value.get("literal"))
    words = re.sub(r"^by (?=\d)", "../", words)
    if words and (season := _words(value.get("season")).casefold()):
        number = _SEASONS.get(season)
        words = f"{words}-{number}" if number and words.isdecimal() else f"{season} {words}"
    return f"{words}~" if words[-1:].isdecimal() and value.get("circa") else words


def _day(parts: object) -> str:
    """Return year, month and day as far as they are known."""
    known = (
        [str(part) for part in parts if str(part).isdecimal()] if isinstance(parts, list) else []
    )
    return "-".join(part.zfill(2 if place else 4) for place, part in enumerate(known[:3]))
