"""The last lines of a page: which state of the edition it is, and on paper what it cites.

Who prints a page from the browser has author and date of a source in the text; the entries stand
on another page. So each page carries the entries that it cites, for paper only.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any, cast

from sphinx_apparatus.export.kept_versions import FOLDER
from sphinx_apparatus.export.publication import newest
from sphinx_apparatus.html.essay_header import form_list
from sphinx_apparatus.html.metadata import plain
from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.catalogue import _
from sphinx_apparatus.model.date_words import spelled
from sphinx_apparatus.model.dates import PartialDate
from sphinx_apparatus.sources.citation_forms import page_forms
from sphinx_apparatus.sphinx_ext.builders import HAVE_PAGES, SITES
from sphinx_apparatus.sphinx_ext.citations import listed_sources
from sphinx_apparatus.sphinx_ext.config import address_of
from sphinx_apparatus.sphinx_ext.directives.citation import volume
from sphinx_apparatus.sphinx_ext.domain import apparatus_domain
from sphinx_apparatus.text.collation import slug

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

_CITED = re.compile(r'href="([^"#]+)#(source-[a-z0-9-]+)"')


_LINK = re.compile(r"</?a\b[^>]*>")


class Foot:
    """The last lines of all pages of a build; an entry is rendered once."""

    _entries: dict[str, str] | None = None

    def add(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Add them to the body of a page that was written by people."""
        if doctree is None or app.builder.name not in SITES:
            return
        if app.builder.name not in HAVE_PAGES:
            context["body"] += _imprint(app, pagename)
            return
        sources = self._sources(app, context["body"])
        foot = sources + _imprint(app, pagename) + _cite(app, pagename, context)
        context["body"] = _kept(app, pagename) + context["body"] + foot

    def _sources(self, app: Sphinx, body: str) -> str:
        cited = {id for _, id in _CITED.findall(body)}
        if not cited:
            return ""
        entries = self._rendered(app)
        items = "".join(f"<li>{words}</li>\n" for id, words in entries.items() if id in cited)
        if not items:
            return ""
        return (
            f'<div class="{css.PAPER}"><p class="rubric">{_("Sources cited")}</p>\n'
            f"<ul>\n{items}</ul></div>\n"
        )

    def _rendered(self, app: Sphinx) -> dict[str, str]:
        """Return by its id each source as paper has it.

        Author, year and address are enough to find it, and weigh a third of the entry; what has
        no address has its entry. Nothing is a link: nobody clicks on paper.
        """
        if self._entries is None:
            builder = cast("StandaloneHTMLBuilder", app.builder)
            self._entries = {
                source.id: escape(f"{source.label.removesuffix('.')}. {source.address}")
                if source.address
                else _LINK.sub("", builder.render_partial(source.entry)["fragment"]).strip()
                for source in listed_sources(app.env)
            }
        return self._entries


def _imprint(app: Sphinx, pagename: str) -> str:
    """Return the line that says which state of the edition a page belongs to."""
    config = app.config
    domain = apparatus_domain(app.env)
    version = _("version {version}", version=config.release) if config.release else ""
    revision = ""
    if config.edition_revision:
        revision = _("revision {revision}", revision=config.edition_revision)
    day = newest(domain.edition)
    words = [config.project, version, revision, spelled(PartialDate.of(day)) if day else ""]
    line = escape(", ".join(word for word in words if word))
    address = address_of(app.builder, pagename)
    shown = f' <span class="{css.PAPER}">{escape(address)}</span>' if address else ""
    return f'<p class="{css.IMPRINT}">{line}.{_versions(app, pagename)}{shown}</p>\n'


def _cite(app: Sphinx, pagename: str, context: dict[str, Any]) -> str:
    """Return how a page is cited; nothing if it says how its text or the edition is."""
    title = plain(context.get("title", ""))
    if css.FORMS in context["body"] or not title:
        return ""
    day = newest(apparatus_domain(app.env).edition)
    about = volume(app.config, app.builder.get_target_uri(pagename))
    made = page_forms(about, slug(pagename, "page"), title, PartialDate.of(day) if day else None)
    return (
        f'<details class="{css.CITE}"><summary>{_("Cite this page")}</summary>'
        f"{form_list(made, about.url)}</details>\n"
    )


def _versions(app: Sphinx, pagename: str) -> str:
    """Return the link to the list of versions, where they are kept."""
    if not app.config.apparatus_versions or app.builder.name not in HAVE_PAGES:
        return ""
    top = _top(app, pagename) + ("../" if app.config.apparatus_kept else f"{FOLDER}/")
    return f' <a href="{top}index.html">{_("All versions")}</a>'


def _kept(app: Sphinx, pagename: str) -> str:
    """Return the line by which a page of a kept version says what it is."""
    if not app.config.apparatus_kept:
        return ""
    kept = _("Version {version}, kept as it was published.", version=app.config.release)
    newest_page = f"{_top(app, pagename)}../../{app.builder.get_target_uri(pagename)}"
    return (
        f'<p class="{css.KEPT}" role="note">{escape(kept)} '
        f'<a href="{escape(newest_page)}">{_("This page in its newest state")}</a></p>\n'
    )


def _top(app: Sphinx, pagename: str) -> str:
    """Return the way from a page to the folder of the site's first page."""
    return "../" * app.builder.get_target_uri(pagename).count("/")


def setup(app: Sphinx) -> None:
    """Add to every page, before the search and the previews read it."""
    app.connect("html-page-context", Foot().add)
