"""What a text's page fetches when a note is first opened or a place is cited.

Few readers cite, and a reader opens one note of a hundred: the forms of citations, and the names
that each note is about, wait in a small classic script beside the page (a page opened from a
folder cannot fetch anything else) and add nothing to its weight.
"""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_apparatus.sources.citation_forms import Volume, forms
from sphinx_apparatus.sphinx_ext.builders import SITES
from sphinx_apparatus.sphinx_ext.directives.names import NamesListing
from sphinx_apparatus.sphinx_ext.paging import part_name, parts_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from sphinx_apparatus.model.essays import Essay
    from sphinx_apparatus.sphinx_ext.domain import ApparatusDomain

FOLDER = "_static/notes"
_PARTS = ("passage", "note")


def volume(builder: Builder, page: str) -> Volume:
    """Give what citations name of the edition, and of a page of it."""
    config = builder.config
    base = getattr(config, "edition_url", "") or config.html_baseurl
    path = builder.get_target_uri(page)
    url = f"{base.rstrip('/')}/{path}" if base else path
    return Volume(config.project, f"{config.author} of {config.project}", config.release, url)


def places_of_names(app: Sphinx, domain: ApparatusDomain) -> dict[str, tuple[str, str]]:
    """Give the page and the anchor of each name; made for the first text that is written.

    A long list of names stands on several pages. Where it is divided can move when names are
    added; texts that are not written again then lead to the page next to the right one until
    the site is built anew.
    """
    made: dict[str, tuple[str, str]] | None = getattr(app.builder, "apparatus_names", None)
    if made is None:
        made = {}
        page = next((page for page in sorted(domain.views) if "names:" in domain.views[page]), "")
        # One page for everything has no previews.
        if page and app.builder.name != "singlehtml":
            listing = NamesListing(domain, page)
            for number, rows in enumerate(parts_of(listing, listing.rows()), 1):
                made |= {row.name: (part_name(page, number), row.anchor) for row in rows}
        app.builder.apparatus_names = made  # type: ignore[attr-defined]
    return made


def names_of_notes(
    essay: Essay, places: dict[str, tuple[str, str]], address: Callable[[str], str]
) -> dict[str, list[list[str]]]:
    """Give the names that each note is indexed to, with their addresses.

    :param address: gives the address of a page.
    """
    found = {
        note.id: [
            [term, f"{address(places[term][0])}#{places[term][1]}"]
            for term in note.head.index
            if term in places
        ]
        for note in essay.notes
        if note.head.status == "active"
    }
    return {id: names for id, names in found.items() if names}


def write_more(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Leave it beside the page; in the worker that writes the page."""
    if doctree is None or app.builder.name not in SITES:
        return
    domain: ApparatusDomain = app.env.domains["apparatus"]  # type: ignore[assignment]
    pages = sorted(domain.views) if app.builder.name == "singlehtml" else [pagename]
    ids = [id for page in pages for id in domain.texts_on(page)]
    if not ids:
        return
    places = places_of_names(app, domain)
    made: dict[str, dict[str, Any]] = {}
    for id in ids:
        essay = domain.edition.essay_by_id[id]
        about = volume(app.builder, pagename)
        made[essay.id] = {"url": about.url, "version": about.version}
        made[essay.id] |= {part: forms(essay, about)[part] for part in _PARTS}
        if places:
            address = partial(app.builder.get_relative_uri, pagename)
            made[essay.id]["names"] = names_of_notes(essay, places, address)
    path = Path(app.outdir, FOLDER, f"{pagename}.js")
    path.parent.mkdir(parents=True, exist_ok=True)
    data = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    path.write_text(f"window.apparatusMore={data};\n", encoding="utf-8")
