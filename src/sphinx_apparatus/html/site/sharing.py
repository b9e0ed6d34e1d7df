"""What others see of a page: its icon, its one address, and the card where a link is shared.

No picture is named: none is made for it.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_apparatus.sphinx_ext.builders import HAVE_PAGES, SITES
from sphinx_apparatus.sphinx_ext.domain import apparatus_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from sphinx_apparatus.sphinx_ext.domain import ApparatusDomain

ICON = "_static/apparatus-icon.svg"
_LEAST = 30
"""Characters of a paragraph that says something: not those of a date or a name."""
_MOST = 300
"""Characters of a description; services show fewer."""


def address_of(builder: Builder, pagename: str) -> str:
    """Return the address of a page, empty where the site's is not known."""
    config = builder.config
    base = getattr(config, "edition_url", "") or config.html_baseurl
    if not base:
        return ""
    path = "" if pagename == config.root_doc else builder.get_target_uri(pagename)
    return f"{base.rstrip('/')}/{path}"


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
    if not context.get("favicon_url"):
        context["favicon_url"] = context["pathto"](ICON, 1)
    if builder.name not in HAVE_PAGES:
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
