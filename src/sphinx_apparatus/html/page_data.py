"""Page data loaded on demand: previews of links, forms of citation, days and names of notes.

Few readers cite, and a reader opens one note of a hundred: the forms of citations, the names that
each note is about, and what refers to it, wait in a small classic script beside the page (a page
opened from a folder cannot fetch anything else) and add nothing to its weight.
"""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.date_words import spelled_american
from sphinx_apparatus.model.dates import PartialDate
from sphinx_apparatus.model.essays import Note
from sphinx_apparatus.sources.citation_forms import forms
from sphinx_apparatus.sphinx_ext.builders import HAVE_PAGES, SITES
from sphinx_apparatus.sphinx_ext.directives.citation import volume
from sphinx_apparatus.sphinx_ext.directives.names import NamesListing
from sphinx_apparatus.sphinx_ext.domain import apparatus_domain, is_own_page, shared_anchor
from sphinx_apparatus.sphinx_ext.paging import part_name, parts_of
from sphinx_apparatus.text.file_writing import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx

    from sphinx_apparatus.model.essays import Essay
    from sphinx_apparatus.sphinx_ext.domain import ApparatusDomain, Target


NOTES = "_static/notes"
_PARTS = ("passage", "note", "undated")


def places_of_names(app: Sphinx, domain: ApparatusDomain) -> dict[str, tuple[str, str]]:
    """Return the page and the anchor of each name; a long list stands on several pages."""
    page = next((page for page in sorted(domain.views) if "names:" in domain.views[page]), "")
    # One page for everything has no previews.
    if not page or app.builder.name == "singlehtml":
        return {}
    listing = NamesListing(domain, page)
    return {
        row.name: (part_name(page, number), row.anchor)
        for number, rows in enumerate(parts_of(listing, listing.rows()), 1)
        for row in rows
    }


def names_of_notes(
    essay: Essay, places: dict[str, tuple[str, str]], address: Callable[[str], str]
) -> dict[str, list[list[str]]]:
    """Return the names that each note is indexed to, with their addresses.

    :param address: gives the address of a page.
    """
    found = {
        note.id: [
            [term, f"{address(places[term][0])}#{places[term][1]}"]
            for term in note.head.index
            if term in places
        ]
        for note in essay.active_notes
    }
    return {id: names for id, names in found.items() if names}


def mentions_of_notes(app: Sphinx, essay: Essay, pagename: str) -> dict[str, list[list[str]]]:
    """Return what refers to each note: notes, cross-references, pages, with their addresses."""
    domain = apparatus_domain(app.env)
    found = {}
    for note in essay.notes:
        places = [
            ("note", record.full_id, domain.edition.note_label(record))
            if isinstance(record, Note)
            else ("crossing", record.id, domain.edition.theme_by_id[record.head.theme].title)
            for record in domain.edition.mentions.get(note.full_id, ())
        ]
        lines = [
            [words, _address(app, pagename, target)]
            for kind, id, words in places
            if (target := domain.targets.get(f"{kind}:{id}"))
        ]
        view = f"words:note:{note.full_id}"
        for page in sorted(page for page, views in domain.views.items() if view in views):
            title = app.env.titles[page].astext()
            # The page of a theme shows the cross-references that are named already.
            if page != pagename and all(words != title for words, _ in lines):
                lines.append([title, app.builder.get_relative_uri(pagename, page)])
        if lines:
            found[note.id] = lines
    return found


def _address(app: Sphinx, pagename: str, target: Target) -> str:
    page = app.builder.get_relative_uri(pagename, target.docname)
    return f"{page}#{shared_anchor(app.builder, target.essay, target.anchor)}"


def days_of_notes(essay: Essay) -> dict[str, tuple[str, str]]:
    """Return the day on which each note was checked, or else written: as a date and in words."""
    days = {note.id: note.head.checked or note.head.created for note in essay.notes}
    return {
        id: (str(day), spelled_american(PartialDate.of(day))) for id, day in days.items() if day
    }


def write_more(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write it beside every text, if any page is written; it shows what other pages hold."""
    domain = apparatus_domain(app.env)
    if app.builder.name in SITES and not domain.is_idle:
        places = places_of_names(app, domain)
        for pagename, ids in domain.pages_of_texts(app.builder.name).items():
            made = {id: _more(app, domain.edition.essay_by_id[id], pagename, places) for id in ids}
            path = Path(app.outdir, NOTES, f"{pagename}.js")
            path.parent.mkdir(parents=True, exist_ok=True)
            data = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
            write_whole(path, f"window.apparatusMore={data};\n")
    yield from ()


def _more(
    app: Sphinx, essay: Essay, pagename: str, places: dict[str, tuple[str, str]]
) -> dict[str, Any]:
    about = volume(app.config, app.builder.get_target_uri(pagename))
    made: dict[str, Any] = {"url": about.url, "version": about.version}
    found = forms(essay, about)
    made |= {part: found[part] for part in _PARTS}
    if mentions := mentions_of_notes(app, essay, pagename):
        made["mentions"] = mentions
    made["checked"] = days_of_notes(essay)
    if places:
        address = partial(app.builder.get_relative_uri, pagename)
        made["names"] = names_of_notes(essay, places, address)
    return made


# -- previews of links: sources, passages, notes, cross-references, names -------------------------
#
# Each page that has such places leaves them in a script of its own, which is loaded when somebody
# first points at a link to it. Sources and names are many: those with one initial share a script.

PREVIEWS = "_static/previews"
PLACE_ID = "[hpftsdn][0-9]+[a-z]?|(?:note|crossing|source|name|key)-[a-z0-9-]+"
"""The ids of places that can be previewed, as a regular expression; the script has the same."""
_PLACE = re.compile(rf'<(?P<tag>aside|div|dt|h[1-6]|li|p|tr) [^>]*\bid="(?P<id>{PLACE_ID})"[^>]*>')
_IDS = re.compile(r' id="[^"]*"')
_NUMBER = re.compile(rf'<span class="{css.NUMBER}">.*?</span> ?', re.DOTALL)
_CITED_IN = re.compile(rf'<p class="{css.CITED_IN}">.*?</p>', re.DOTALL)
_FOLD = re.compile(r"<details .*?</details>", re.DOTALL)


def places(body: str) -> dict[str, str]:
    """Return the places of a page that can be previewed: HTML by id, without ids or folds in it.

    >>> places('<p class="x" id="p1">One <b id="q">word</b></p>')
    {'p1': '<p class="x">One <b>word</b></p>'}
    """
    found = {}
    for match in _PLACE.finditer(body):
        tag = match["tag"]
        end = _end(body, match.end(), tag)
        if tag == "dt":
            # A heading of the index, with what follows it.
            end = _end(body, body.find("<dd", end) + 1, "dd")
        html = body[match.start() : end]
        for left_out in (_NUMBER, _CITED_IN, _FOLD):
            html = left_out.sub("", html)
        if tag[0] in "lh":
            html = f"<div{html[3:-5]}</div>"
        found[match["id"]] = _IDS.sub("", html)
    return found


def _end(body: str, position: int, tag: str) -> int:
    """Return where the element ends whose start tag ends at *position*."""
    depth = 1
    for match in re.compile(rf"<(/?){tag}[ >]").finditer(body, position):
        depth += -1 if match[1] else 1
        if not depth:
            return match.start() + len(tag) + 3
    return len(body)


def write_places(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Write the previews of a page beside it, in the worker that writes the page."""
    if app.builder.name not in HAVE_PAGES or not doctree or not is_own_page(app, pagename):
        return
    files: dict[str, dict[str, str]] = {}
    for id, html in places(context.get("body", "")).items():
        files.setdefault(_file(pagename, id), {})[id] = html
    folder = Path(app.outdir, PREVIEWS)
    page = folder / pagename
    # The page may have had others when it was last written.
    for path in (page.with_name(f"{page.name}.js"), *page.parent.glob(f"{page.name}.?.js")):
        if path.relative_to(folder).as_posix().removesuffix(".js") not in files:
            path.unlink(missing_ok=True)
    for name, found in files.items():
        page.parent.mkdir(parents=True, exist_ok=True)
        data = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
        write_whole(folder / f"{name}.js", f"apparatusPlaces({json.dumps(name)},{data});\n")


def _file(pagename: str, id: str) -> str:
    """Return the script that has a place; the script of the pages knows it too (content.js)."""
    kind, _, name = id.partition("-")
    return f"{pagename}.{name[0]}" if kind in ("source", "name") else pagename


def setup(app: Sphinx) -> None:
    """Write both with each site."""
    app.connect("html-page-context", write_places)
    app.connect("html-collect-pages", write_more)
