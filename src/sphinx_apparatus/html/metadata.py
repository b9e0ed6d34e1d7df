"""Metadata of pages: tags for reference managers, other forms, ClaimReview, icon, address, card."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from html import escape, unescape
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_apparatus.export import claim_review
from sphinx_apparatus.export.publication import DATA, Publication, newest
from sphinx_apparatus.model.catalogue import _
from sphinx_apparatus.sphinx_ext.builders import HAVE_PAGES, SITES
from sphinx_apparatus.sphinx_ext.config import address_of
from sphinx_apparatus.sphinx_ext.directives.data import publication_of_build
from sphinx_apparatus.sphinx_ext.domain import ApparatusDomain, apparatus_domain, is_own_page

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_apparatus.model.essays import Essay, Note


def add_metadata(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add tags to the head of a page that was written by people (not search, not the index)."""
    # Other builders name pages otherwise, or want XHTML.
    if doctree is None or app.builder.name != "html" or not _has_tags(app, pagename):
        return
    domain = apparatus_domain(app.env)
    publication = replace(publication_of_build(domain), up="../" * pagename.count("/"))
    essay = _essay_of(domain, pagename)
    lines = [
        f'<meta name="{name}" content="{escape(value)}">'
        for name, value in _tags(domain, publication, essay, pagename, context)
    ]
    if domain.offers_data:
        lines += _alternates(essay, "../" * pagename.count("/") + DATA)
    if essay is not None:
        for note, reviews in claim_review.in_page(domain.edition, essay, publication):
            script = f'<script type="application/ld+json">{reviews}</script>\n'
            context["body"] = _after_note(context["body"], note, script)
    context["metatags"] = context.get("metatags", "") + "\n".join(lines) + "\n"


def _has_tags(app: Sphinx, pagename: str) -> bool:
    is_wanted = app.config.apparatus_metadata
    return is_own_page(app, pagename) if is_wanted is None else bool(is_wanted)


def _after_note(body: str, note: Note, script: str) -> str:
    start, id, rest = body.partition(f'id="note-{note.id}"')
    inside, end, rest = rest.partition("</aside>\n")
    return f"{start}{id}{inside}{end}{script}{rest}"


def _essay_of(domain: ApparatusDomain, pagename: str) -> Essay | None:
    for view in domain.views.get(pagename, ()):
        kind, _, id = view.partition(":")
        if kind == "essay":
            return domain.edition.essay_by_id.get(id)
    return None


def _tags(
    domain: ApparatusDomain,
    publication: Publication,
    essay: Essay | None,
    pagename: str,
    context: dict[str, Any],
) -> list[tuple[str, str]]:
    """Return the tags by which Zotero and Google Scholar know a page, as a part of a book."""
    if essay is not None:
        title, author, date = essay.head.title, essay.head.author, essay.head.date.first
        # A year before our era has no form there.
        parts = [f"{date.year:04}", *(f"{part:02}" for part in date.parts[1:])]
        published = "/".join(parts) if date.year > 0 else ""
        language = essay.head.language
    else:
        title, author = plain(context.get("title", "")), publication.editors
        published = (newest(domain.edition) or dt.date(1970, 1, 1)).strftime("%Y/%m/%d")
        language = publication.language
    tags = [
        ("citation_title", title or publication.title),
        ("citation_author", author),
        ("citation_publication_date", published.rstrip("/")),
        ("citation_language", language),
        ("citation_inbook_title", publication.title),
    ]
    if essay is not None:
        tags.append(("citation_editor", publication.editors))
    if publication.base:
        tags.append(("citation_public_url", f"{publication.base}{pagename}.html"))
    return [(name, value) for name, value in tags if value]


def plain(title: str) -> str:
    """Return a title of Sphinx's, which is HTML, as words."""
    return unescape(re.sub(r"<[^>]*>", "", title))


def _alternates(essay: Essay | None, folder: str) -> list[str]:
    # Imported here: without the page of downloads a site has no use for them.
    from sphinx_apparatus.export import feed, tei, web_annotation

    links = [("application/atom+xml", feed.FILE, escape(_("Notes and corrections")))]
    if essay is not None:
        links += [
            ("application/tei+xml", tei.file_name(essay), "TEI P5"),
            ("application/ld+json", web_annotation.file_name(essay), "Web Annotation"),
        ]
    return [
        f'<link rel="alternate" type="{kind}" href="{folder}/{escape(name)}" title="{title}">'
        for kind, name, title in links
    ]


# -- icon, address and card: no picture is named, for none is made --------------------------------

ICON = "_static/apparatus-icon.svg"
_LEAST = 30
"""Characters of a paragraph that says something: not those of a date or a name."""
_MOST = 300
"""Characters of a description; services show fewer."""


def add_card(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add icon, canonical address, description and card."""
    builder = app.builder
    if builder.name not in SITES:
        return
    if app.config.apparatus_site and not context.get("favicon_url"):
        context["favicon_url"] = context["pathto"](ICON, 1)
    if builder.name not in HAVE_PAGES or not _has_tags(app, pagename):
        return
    address = address_of(builder, pagename)
    if address:
        # Sphinx's templates make the link of it.
        context["pageurl"] = address
    if doctree is None:
        return
    domain = apparatus_domain(app.env)
    about = description(domain, pagename, doctree)
    title = unescape(re.sub(r"<[^>]*>", "", context.get("title", "")))
    properties = {
        "og:title": title,
        "og:description": about,
        "og:type": "article" if domain.texts_on(pagename) else "website",
        "og:site_name": app.config.project,
        "og:url": address,
    }
    lines = [f'<meta name="description" content="{escape(about)}">'] if about else []
    lines += [
        f'<meta property="{name}" content="{escape(value)}">'
        for name, value in properties.items()
        if value
    ]
    lines.append('<meta name="twitter:card" content="summary">')
    context["metatags"] = context.get("metatags", "") + "\n".join(lines) + "\n"


def description(domain: ApparatusDomain, pagename: str, doctree: nodes.document) -> str:
    """Return the brief of the text on a page; of another page its first paragraph."""
    for id in domain.texts_on(pagename):
        return _short(domain.edition.essay_by_id[id].head.brief or "")
    first = next((p for p in doctree.findall(nodes.paragraph) if len(p.astext()) > _LEAST), None)
    return _short(first.astext()) if first is not None else ""


def _short(words: str) -> str:
    """Return the beginning of a text that is too long, to the end of a word."""
    words = " ".join(words.split())
    return words if len(words) <= _MOST else words[: _MOST - 1].rsplit(" ", 1)[0] + "…"


def setup(app: Sphinx) -> None:
    """Add to every page."""
    app.connect("html-page-context", add_card)
    app.connect("html-page-context", add_metadata)
