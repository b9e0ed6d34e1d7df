"""Each source as a small file of BibLaTeX, linked from its entry in the bibliography.

Files, not a script: a click gives one to a reference manager, in a site opened from a folder too.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.sources.bibtex import write_entries
from sphinx_apparatus.sphinx_ext.builders import HAVE_PAGES
from sphinx_apparatus.sphinx_ext.domain import apparatus_domain
from sphinx_apparatus.text.file_writing import write_whole

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FOLDER = "_static/sources"
_ENTRY = re.compile(
    rf'(<li class="{css.SOURCE}" id="source-(?P<key>[a-z0-9-]+)"[^>]*><p>.*?)(?=</p>)', re.DOTALL
)


def add_files(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Link the entries of a bibliography to their files, and write these."""
    if app.builder.name not in HAVE_PAGES or doctree is None:
        return
    sources = apparatus_domain(app.env).edition.sources
    folder = context["pathto"](FOLDER, 1)

    def linked(found: re.Match[str]) -> str:
        key = found["key"]
        if key not in sources:
            return found[0]
        path = Path(app.outdir, FOLDER, f"{key}.bib")
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, write_entries([sources[key]]))
        link = f'<a class="{css.BIBTEX}" href="{folder}/{key}.bib" download>BibTeX</a>'
        return f"{found[0]} {link}"

    context["body"] = _ENTRY.sub(linked, context["body"])


def setup(app: Sphinx) -> None:
    """Add to the bibliography, after the previews have read it."""
    app.connect("html-page-context", add_files, priority=600)
