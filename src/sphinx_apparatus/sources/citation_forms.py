"""How to cite an essay, a passage, a note: Chicago, BibTeX, CSL-JSON, a link.

All but the link, which is the address alone, name the version. Forms follow the page “How to cite”
of an edition: a passage by its number, a note by its name and the day it was checked. What depends
on the place is in braces ({place}, {title}, {name}, {url}; of a date {date}, {day}, {parts}) and is
filled in by the script of a page; those for the whole text are in the page, and need no script.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sphinx_apparatus.model.catalogue import _
from sphinx_apparatus.model.date_words import year_words
from sphinx_apparatus.model.dates import PartialDate
from sphinx_apparatus.model.essays import Essay
from sphinx_apparatus.sources import csl
from sphinx_apparatus.sources.bibtex import escaped, write_entry
from sphinx_apparatus.sources.records import with_inner_marks


@dataclass(frozen=True)
class Volume:
    """The fields of the edition that every citation names."""

    title: str
    editors: str
    version: str
    url: str
    """Address of the page of the text, or a placeholder without one."""


def forms(essay: Essay, volume: Volume) -> dict[str, dict[str, str]]:
    """Return the forms for the text, a passage of it, a note to it, and a note without a date."""
    head = essay.head
    version = _("version {version}", version=volume.version) if volume.version else ""
    where = ", ".join(filter(None, (volume.title, version)))
    inside = f"{_('in')} {where}. {{url}}"
    work = f"{head.author}, “{with_inner_marks(head.title)}” ({year_words(head.date.last)})"
    return {
        "text": {
            "Chicago": f"{work}, {inside}",
            "BibTeX": _bibtex(essay, volume, ""),
            "CSL-JSON": _csl(essay, volume, ""),
            _("Link"): "{url}",
        },
        "passage": {
            "Chicago": f"{work}, {{place}}, {inside}",
            "BibTeX": _bibtex(essay, volume, "{place}"),
            "CSL-JSON": _csl(essay, volume, "{place}"),
            _("Link"): "{url}",
        },
        "note": _note(volume, inside, is_dated=True),
        "undated": _note(volume, inside, is_dated=False),
    }


def _note(volume: Volume, inside: str, *, is_dated: bool) -> dict[str, str]:
    """Return the forms for a note."""
    record: dict[str, object] = {
        "id": "{name}",
        "type": "entry",
        "author": [csl.literal(volume.editors)],
        "title": "{title}",
        "container-title": volume.title,
        "version": volume.version,
    }
    if is_dated:
        record["issued"] = {"date-parts": "{parts}"}
    item = csl.write_item(record | {"URL": "{url}"})
    day = f", {_('checked {day}')}" if is_dated else ""
    return {
        "Chicago": f"{volume.editors}, “{{title}}” ({{name}}){day}, {inside}",
        "BibTeX": _entry(
            "{name}",
            author=f"{{{volume.editors}}}",
            title="{title}",
            date="{date}" if is_dated else "",
            booktitle=volume.title,
            version=volume.version,
            note="{name}",
            url="{url}",
        ),
        # The parts of a date are numbers, and stand in no string.
        "CSL-JSON": item.replace('"{parts}"', "{parts}"),
        _("Link"): "{url}",
    }


def page_forms(volume: Volume, key: str, title: str, day: PartialDate | None) -> dict[str, str]:
    """Return the forms for a page that the editors wrote, such as the introduction."""
    version = _("version {version}", version=volume.version) if volume.version else ""
    where = ", ".join(filter(None, (volume.title, version)))
    record: dict[str, object] = {
        "id": key,
        "type": "chapter",
        "author": [csl.literal(volume.editors)],
        "title": title,
        "container-title": volume.title,
        "version": volume.version,
    }
    if day:
        record["issued"] = csl.dates([day])
    fields = {
        "author": f"{{{volume.editors}}}",
        "title": title,
        "date": str(day or ""),
        "booktitle": volume.title,
        "version": volume.version,
        "url": volume.url,
    }
    inside = f"{_('in')} {where}. {volume.url}"
    return {
        "Chicago": f"{volume.editors}, “{with_inner_marks(title)}”, {inside}",
        "BibTeX": _entry(key, **fields),
        "CSL-JSON": csl.write_item(record | {"URL": volume.url}),
        _("Link"): volume.url,
    }


def edition_forms(volume: Volume, title: str, year: int) -> dict[str, str]:
    """Return the forms for the edition as a whole."""
    record: dict[str, object] = {
        "id": "edition",
        "type": "book",
        "editor": [csl.literal(volume.editors)],
        "title": title,
        "version": volume.version,
        "issued": csl.dates([PartialDate(year)]),
    }
    fields = {
        "editor": f"{{{volume.editors}}}",
        "title": title,
        "version": volume.version,
        "date": str(year),
    }
    address = {"url": volume.url} if volume.url else {}
    version = f"{_('Version {version}', version=volume.version)}. " if volume.version else ""
    said = f"{volume.editors}. {title}. {version}{year}. {volume.url}"
    made = {
        "Chicago": said.strip(),
        "BibTeX": _entry("edition", "book", **fields, **address),
        "CSL-JSON": csl.write_item(
            record | {name.upper(): value for name, value in address.items()}
        ),
    }
    if volume.url:
        made[_("Link")] = volume.url
    return made


def _bibtex(essay: Essay, volume: Volume, place: str) -> str:
    head = essay.head
    fields = {
        "author": f"{{{head.author}}}",
        "title": head.title,
        "date": str(head.date),
        "booktitle": volume.title,
        "version": volume.version,
    }
    if place:
        fields["note"] = place
    return _entry(essay.id, **fields, url="{url}")


def _entry(key: str, /, kind: str = "incollection", **fields: str) -> str:
    return write_entry(
        kind, key, [(name, _value(value)) for name, value in fields.items() if value]
    )


def _value(value: str) -> str:
    """Return a value for BibTeX; what the script of a page fills in is escaped there."""
    return value if re.fullmatch(r"\{\w+\}", value) else escaped(value)


def _csl(essay: Essay, volume: Volume, place: str) -> str:
    head = essay.head
    record: dict[str, object] = {
        "id": essay.id,
        "type": "chapter",
        "author": [csl.literal(head.author)],
        "title": head.title,
        "container-title": volume.title,
        "version": volume.version,
        "issued": csl.dates(head.date.dates),
    }
    if place:
        record["note"] = place
    return csl.write_item(record | {"URL": "{url}"})
