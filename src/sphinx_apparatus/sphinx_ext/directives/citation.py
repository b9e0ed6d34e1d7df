"""How to cite an essay, a passage, a note: Chicago, BibTeX, CSL-JSON, a link; with the version.

Forms follow the page “How to cite” of an edition: a passage by its number, a note by its name.
What depends on the place stands in braces ({place}, {title}, {name}, {url}) and is filled in
by the script, which fetches these forms (:mod:`sphinx_apparatus.html.page_data`); those for
the whole text stand in the page, readable without.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from sphinx_apparatus.model.essays import Essay
from sphinx_apparatus.sphinx_ext.node_helpers import paragraph


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
    link = f"{{url}} (version {volume.version})"
    work = f"{head.author}, “{head.title}” ({head.date.year})"
    return {
        "text": {
            "Chicago": f"{work}, {inside}",
            "BibTeX": _bibtex(essay, volume, ""),
            "CSL-JSON": _csl(essay, volume, ""),
            "Link": link,
        },
        "passage": {
            "Chicago": f"{work}, {{place}}, {inside}",
            "BibTeX": _bibtex(essay, volume, "{place}"),
            "CSL-JSON": _csl(essay, volume, "{place}"),
            "Link": link,
        },
        "note": {
            "Chicago": f"{volume.editors}, “{{title}}” ({{name}}), {inside}",
            "BibTeX": _entry(
                "{name}",
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
            "Link": link,
        },
    }


def edition_forms(volume: Volume, title: str, year: int) -> dict[str, str]:
    """Give the forms for the edition as a whole."""
    record: dict[str, object] = {
        "id": "edition",
        "type": "book",
        "editor": [{"literal": volume.editors}],
        "title": title,
        "version": volume.version,
        "issued": {"date-parts": [[year]]},
    }
    fields = {
        "editor": f"{{{volume.editors}}}",
        "title": title,
        "version": volume.version,
        "date": str(year),
    }
    address = {"url": volume.url} if volume.url else {}
    said = f"{volume.editors}. {title}. Version {volume.version}. {year}. {volume.url}"
    made = {
        "Chicago": said.strip(),
        "BibTeX": _entry("edition", "book", **fields, **address),
        "CSL-JSON": _record(record | {name.upper(): value for name, value in address.items()}),
    }
    return made | ({"Link": f"{volume.url} (version {volume.version})"} if volume.url else {})


class CitationDirective(SphinxDirective):
    """``{apparatus:citation} <title>``: the forms by which the edition is cited."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = {"year": directives.nonnegative_int}

    def run(self) -> list[nodes.Node]:
        """Make a list of them; an address stands in them once there is one."""
        config = self.config
        about = Volume(
            config.project,
            f"{config.author} of {config.project}",
            config.release,
            getattr(config, "edition_url", "") or config.html_baseurl,
        )
        made = nodes.definition_list(classes=["apparatus-forms"])
        for name, form in edition_forms(about, self.arguments[0], self.options["year"]).items():
            # Plain words, not a line of code that is cut at the edge of a printed page.
            words: nodes.Element = paragraph(form)
            if name in ("BibTeX", "CSL-JSON"):
                words = nodes.literal_block(form, form, language="none")
            item = nodes.definition_list_item("", nodes.term("", name), nodes.definition("", words))
            made += item
        return [made]


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
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@{kind}{{{key},", *lines, "}"])


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
    return (
        '<details class="apparatus-cite"><summary>Cite this text</summary>'
        f'<dl class="apparatus-forms">{rows}</dl>'
        f"<p>A passage is cited by its number, as {escape(essay.label)} ¶1 "
        f"({escape(volume.url)}#p1); a note by its name, as {escape(_example(essay))}.</p>"
        "</details>"
    )


def _example(essay: Essay) -> str:
    return essay.notes[0].full_id if essay.notes else f"{essay.id}/note"


DIRECTIVES = {"citation": CitationDirective}
