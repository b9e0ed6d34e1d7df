"""Files beside the pages: for a wrong address, for search engines, for reference managers."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ConfigError

from sphinx_apparatus.export.kept_versions import ABOUT, about
from sphinx_apparatus.export.publication import newest
from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.catalogue import _, n_
from sphinx_apparatus.model.problems import Refusal
from sphinx_apparatus.sources.bibtex import write_entries
from sphinx_apparatus.sphinx_ext.builders import HAVE_PAGES
from sphinx_apparatus.sphinx_ext.citations import pages_with_sources
from sphinx_apparatus.sphinx_ext.config import address_of, site_address, wants
from sphinx_apparatus.sphinx_ext.domain import apparatus_domain
from sphinx_apparatus.text.file_writing import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx


# -- the page that a server shows for a wrong address ---------------------------------------------
#
# Servers show it in the place of a page at any depth, so nothing in it may depend on where it
# stands: style and script are in the page. Its links are right
#
# * everywhere, if the site's address is known (``edition_url`` or ``html_baseurl``);
# * else, where scripts run, because a few lines look for the first folder above the wrong address
#   that is the site's;
# * else for wrong addresses at the top of the site only, and the page says so.

NOT_FOUND = "404.html"
_MOST = 12
"""Pages of the first level that are offered."""


def write_not_found(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write the page; not one of Sphinx's, which would give it links of the theme.

    ``dirhtml`` would write it as a folder, where no server looks for it.
    """
    if app.builder.name in HAVE_PAGES and wants(app.config, "apparatus_not_found"):
        root = app.config.root_doc
        pages = (root, *app.env.toctree_includes.get(root, ()))
        base = site_address(app.config)
        context = {
            "base": base,
            "search": _uri(app, "search"),
            "language": app.config.language,
            "title": app.config.html_title or app.config.project,
            "links": [
                ("" if base and page == root else _uri(app, page), app.env.titles[page].astext())
                for page in pages
                if page in app.env.titles
            ][:_MOST],
        }
        page = app.builder.templates.render("not-found.html", context)
        write_whole(Path(app.outdir, NOT_FOUND), page)
    yield from ()


def _uri(app: Sphinx, page: str) -> str:
    """Return the address of a page from the site's first; never empty, as in ``dirhtml``."""
    return app.builder.get_target_uri(page) or "./"


# -- list of pages for search engines, where the site's address is known --------------------------

SITE_MAP = "sitemap.xml"
ROBOTS = "robots.txt"
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write_site_map(app: Sphinx, exception: Exception | None) -> None:
    """Write the list and the file that names it; remove those of an earlier build."""
    builder = app.builder
    if exception is not None or builder.name not in HAVE_PAGES:
        return
    # A kept version is one page of the newest site; its own pages are not offered.
    root = "" if app.config.apparatus_kept else address_of(builder, app.config.root_doc)
    lines = [
        f"<url><loc>{escape(address_of(builder, page))}</loc></url>"
        for page in sorted(app.env.all_docs)
        if root and "orphan" not in app.env.metadata.get(page, {})
    ]
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_SPACE}">\n'
    _write(Path(app.outdir, SITE_MAP), head + "\n".join(lines) + "\n</urlset>\n" if root else "")
    # Robots ask for it at the top of a host only.
    is_top = urlsplit(root).path == "/"
    robots = f"User-agent: *\nAllow: /\nSitemap: {root}{SITE_MAP}\n" if is_top else ""
    _write(Path(app.outdir, ROBOTS), robots)


def _write(path: Path, text: str) -> None:
    if text:
        write_whole(path, text)
    else:
        path.unlink(missing_ok=True)


# -- what a site that is kept says of itself -------------------------------------------------------


def write_version(app: Sphinx, exception: Exception | None) -> None:
    """Write which release a kept site is of; remove what an earlier build wrote."""
    if exception is not None or app.builder.name not in HAVE_PAGES:
        return
    config = app.config
    said = ""
    if config.apparatus_kept:
        # Only then: a build of nothing new reads no records.
        day = newest(apparatus_domain(app.env).edition)
        try:
            said = about(config.release, str(day or ""), config.project)
        except Refusal as refusal:
            raise ConfigError(str(refusal)) from None
    _write(Path(app.outdir, ABOUT), said)


# -- each source as a small file of BibLaTeX, linked from its entry in the bibliography -----------
#
# Files, not a script: a click gives one to a reference manager, in a site opened from a folder too.

SOURCES = "_static/sources"
_ENTRY = re.compile(
    rf'(<li class="{css.SOURCE}" id="source-(?P<key>[a-z0-9-]+)"[^>]*><p>.*?)(?=</p>)', re.DOTALL
)

_LINK = re.compile(rf'"[^"]*{SOURCES}/([a-z0-9-]+)\.bib"')
_LETTERS = re.compile(rf'<p class="{css.LETTERS}">.*?</p>\n?', re.DOTALL)


def add_source_files(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Link the entries of a bibliography to their files, write these, and add the filter."""
    if app.builder.name not in HAVE_PAGES or doctree is None:
        return
    sources = apparatus_domain(app.env).edition.sources
    folder = context["pathto"](SOURCES, 1)

    def linked(found: re.Match[str]) -> str:
        key = found["key"]
        if key not in sources:
            return found[0]
        path = Path(app.outdir, SOURCES, f"{key}.bib")
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, write_entries([sources[key]]))
        link = f'<a class="{css.BIBTEX}" href="{folder}/{key}.bib" download>BibTeX</a>'
        return f"{found[0]} {link}"

    body, count = _ENTRY.subn(linked, context["body"])
    context["body"], is_long = _LETTERS.subn(rf"\g<0>{_filter(count)}", body)
    if is_long:
        # Sphinx adds what is added in this event to the one page only.
        app.add_js_file("apparatus-sources.js", loading_method="defer")


def remove_source_files(app: Sphinx, exception: Exception | None) -> None:
    """Remove the files that no page links any more."""
    builder, folder = app.builder, Path(app.outdir, SOURCES)
    if not isinstance(builder, StandaloneHTMLBuilder) or exception is not None:
        return
    linked: set[str] = set()
    for docname in pages_with_sources(app.env):
        page = Path(builder.get_output_path(docname))
        if page.is_file():
            linked.update(_LINK.findall(page.read_text(encoding="utf-8")))
    for path in folder.glob("*.bib"):
        if path.stem not in linked:
            path.unlink()


def _filter(count: int) -> str:
    """Return the form that narrows a list of sources down; a script shows it, for it needs one."""
    counted = n_("{count} source", "{count} sources", count)
    return (
        f'<form class="{css.FILTER}" aria-label="{_("Sources")}"><label>{_("Filter")} '
        '<input type="search" autocomplete="off"></label>'
        f'<p role="status">{counted}</p></form>\n'
    )


def setup(app: Sphinx) -> None:
    """Write them with each site; list of pages and version if all of it is the edition's."""
    app.connect("html-collect-pages", write_not_found)
    if app.config.apparatus_site:
        app.connect("build-finished", write_site_map)
        app.connect("build-finished", write_version)
    # After the previews have read the page.
    app.connect("html-page-context", add_source_files, priority=600)
    app.connect("build-finished", remove_source_files)
