"""How to cite an essay, a passage, a note: Chicago, BibTeX, CSL-JSON, a link; with the version.

Forms follow the page “How to cite” of an edition: a passage by its number, a note by its name.
What depends on the place stands in braces ({place}, {title}, {name}, {url}) and is filled in
by the script; the form for the whole text stands in the page, readable without.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape

from sphinx_apparatus.model import Essay


@dataclass(frozen=True)
class Volume:
    """What every citation names of the edition."""

    title: str
    editors: str
    version: str
    url: str
    """Address of the page of the text, or what stands for it while there is none."""


def forms(essay: Essay, volume: Volume) -> dict[str, dict[str, str]]:
    """Give the forms for the text, a passage of it, and a note to it."""
    head = essay.head
    inside = f"in {volume.title}, version {volume.version}. {{url}}"
    work = f"{head.author}, “{head.title}” ({head.date.year})"
    return {
        "text": {
            "Chicago": f"{work}, {inside}",
            "BibTeX": _bibtex(essay, volume, ""),
            "CSL-JSON": _csl(essay, volume, ""),
            "Link": "{url}",
        },
        "passage": {
            "Chicago": f"{work}, {{place}}, {inside}",
            "BibTeX": _bibtex(essay, volume, "{place}"),
            "CSL-JSON": _csl(essay, volume, "{place}"),
            "Link": "{url}",
        },
        "note": {
            "Chicago": f"{volume.editors}, “{{title}}” ({{name}}), {inside}",
            "BibTeX": _entry(
                f"{essay.id}-{{place}}",
                author=f"{{{volume.editors}}}",
                title="{title}",
                booktitle=volume.title,
                version=volume.version,
                note="{name}",
                url="{url}",
            ),
            "CSL-JSON": _record(
                {
                    "id": "{name}",
                    "type": "entry",
                    "author": [{"literal": volume.editors}],
                    "title": "{title}",
                    "container-title": volume.title,
                    "version": volume.version,
                    "URL": "{url}",
                }
            ),
            "Link": "{url}",
        },
    }


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


def _entry(key: str, **fields: str) -> str:
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@incollection{{{key},", *lines, "}"])


def _csl(essay: Essay, volume: Volume, place: str) -> str:
    head = essay.head
    date = head.date
    record: dict[str, object] = {
        "id": essay.id,
        "type": "chapter",
        "author": [{"literal": head.author}],
        "title": head.title,
        "container-title": volume.title,
        "version": volume.version,
        "issued": {"date-parts": [[date.year, date.month, date.day]]},
    }
    if place:
        record["note"] = place
    return _record(record | {"URL": "{url}"})


def _record(record: dict[str, object]) -> str:
    return json.dumps(record, ensure_ascii=False)


def cite_block(essay: Essay, volume: Volume) -> str:
    """Give the HTML of “Cite this” above a text."""
    made = forms(essay, volume)
    rows = "".join(
        f"<dt>{name}</dt><dd><pre>{escape(form.replace('{url}', volume.url))}</pre></dd>"
        for name, form in made["text"].items()
    )
    data = json.dumps(
        {"essay": essay.id, "url": volume.url, "passage": made["passage"], "note": made["note"]},
        ensure_ascii=False,
        separators=(",", ":"),
    ).replace("<", "\\u003c")
    return (
        '<details class="apparatus-cite"><summary>Cite this text</summary>'
        f'<dl class="apparatus-forms">{rows}</dl>'
        f"<p>A passage is cited by its number, as {escape(essay.label)} ¶1 "
        f"({escape(volume.url)}#p1); a note by its name, as {escape(_example(essay))}.</p>"
        f'<script type="application/json" class="apparatus-cite-data">{data}</script></details>'
    )


def _example(essay: Essay) -> str:
    return essay.notes[0].full_id if essay.notes else f"{essay.id}/note"
