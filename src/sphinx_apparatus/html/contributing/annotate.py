"""Data that the script of *Annotate* needs on the page of a text.

The file is that of :mod:`sphinx_apparatus.authoring.note_file`; the script fills in place,
title and day.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_apparatus.authoring.note_file import example_source, template
from sphinx_apparatus.html.contributing.settings import SETTINGS, SOURCES, offers_notes
from sphinx_apparatus.html.page_data import pages_of_texts
from sphinx_apparatus.model.essays import Essay
from sphinx_apparatus.model.vocabulary import Kind
from sphinx_apparatus.sphinx_ext.builders import SITES
from sphinx_apparatus.sphinx_ext.domain import apparatus_domain
from sphinx_apparatus.text.file_writing import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinx_apparatus.edition.edition import Edition


def texts_of(edition: Edition, essays: list[Essay]) -> dict[str, Any]:
    """Return what the script reads of the texts of a page, by their ids."""
    person = next((person.key for person in edition.shared.people), "editors")
    return {
        essay.id: {
            "ids": [note.id for note in essay.notes],
            "titles": [note.head.title for note in essay.notes],
            "labels": [note.label for note in essay.notes],
            "templates": {
                kind.value: template(
                    kind,
                    example_source(edition, essay),
                    person,
                    needs_summary="summary" in edition.demands,
                )
                for kind in Kind
            },
        }
        for essay in essays
    }


def write_settings(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write them for every text, if any page is written: a source or person may be another."""
    domain = apparatus_domain(app.env)
    # Where a page shows excerpts, it does not know whether words stand in the text once.
    if domain.quotes_only or not offers_notes(app.env):
        return
    if app.builder.name in SITES and not domain.is_idle:
        for page, ids in pages_of_texts(app, domain).items():
            essays = [domain.edition.essay_by_id[id] for id in ids]
            folder = Path(app.srcdir).name
            document = f"{folder}/{app.env.doc2path(page, base=False)}"
            settings = {"document": document, "texts": texts_of(domain.edition, essays)}
            data = json.dumps(settings, ensure_ascii=False, separators=(",", ":"))
            path = Path(app.outdir, _file(page))
            path.parent.mkdir(parents=True, exist_ok=True)
            # A script, not JSON: pages opened from a folder may not read files.
            write_whole(path, f"window.apparatusAnnotate={data};\n")
    yield from ()


def _file(page: str) -> str:
    return f"_static/annotate/{page}.js"


def add_script(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add the addresses of its style, settings and script to pages of essays, and to these alone.

    ``apparatus.js`` fetches them when somebody selects words or presses the button: few do.
    """
    if doctree is None or app.builder.name not in SITES:
        return
    domain = apparatus_domain(app.env)
    # Where a page shows excerpts, it does not know whether words stand in the text once.
    if domain.quotes_only or not offers_notes(app.env):
        return
    if pagename not in pages_of_texts(app, domain):
        return
    files = ("_static/annotate.css", SETTINGS, SOURCES, _file(pagename), "_static/annotate.js")
    addresses = json.dumps([context["pathto"](file, 1) for file in files]).replace("<", "\\u003c")
    context["metatags"] = (
        context.get("metatags", "")
        + f'<script type="application/json" id="apparatus-annotate">{addresses}</script>\n'
    )


def setup(app: Sphinx) -> None:
    """Register the settings and the script of the pages."""
    app.connect("html-page-context", add_script)
    app.connect("html-collect-pages", write_settings)
