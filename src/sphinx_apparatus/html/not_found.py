"""The page that a server shows for a wrong address.

Servers show it in the place of a page at any depth, so nothing in it may depend on where it
stands: style and script are in the page. Its links are right

* everywhere, if the site's address is known (``edition_url`` or ``html_baseurl``);
* else, where scripts run, because a few lines look for the first folder above the wrong address
  that is the site's;
* else for wrong addresses at the top of the site only, and the page says so.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_apparatus.sphinx_ext.builders import HAVE_PAGES
from sphinx_apparatus.text.file_writing import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

FILE = "404.html"
"""Builders of sites with many addresses; a single page has one."""
_MOST = 12
"""Pages of the first level that are offered."""


def write_not_found(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write the page; not one of Sphinx's, which would give it links of the theme.

    ``dirhtml`` would write it as a folder, where no server looks for it.
    """
    if app.builder.name in HAVE_PAGES:
        root = app.config.root_doc
        pages = (root, *app.env.toctree_includes.get(root, ()))
        base = getattr(app.config, "edition_url", "") or app.config.html_baseurl
        context = {
            "base": f"{base.rstrip('/')}/" if base else "",
            "search": _uri(app, "search"),
            "language": app.config.language,
            "title": app.config.html_title or app.config.project,
            "links": [
                (_uri(app, page), app.env.titles[page].astext())
                for page in pages
                if page in app.env.titles
            ][:_MOST],
        }
        page = app.builder.templates.render("not-found.html", context)
        write_whole(Path(app.outdir, FILE), page)
    yield from ()


def _uri(app: Sphinx, page: str) -> str:
    """Return the address of a page from the site's first; never empty, as in ``dirhtml``."""
    return app.builder.get_target_uri(page) or "./"


def setup(app: Sphinx) -> None:
    """Write it with each site."""
    app.connect("html-collect-pages", write_not_found)
