"""The lists of the directives, inserted when their pages are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.transforms.post_transforms import ReferencesResolver, SphinxPostTransform
from sphinx.util.docutils import new_document

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.catalogue import _, n_
from sphinx_apparatus.sphinx_ext.builders import HAVE_PAGES
from sphinx_apparatus.sphinx_ext.directives.comparison import TextualNotesListing
from sphinx_apparatus.sphinx_ext.directives.coverage import CoverageListing, QueueListing
from sphinx_apparatus.sphinx_ext.directives.data import DataListing
from sphinx_apparatus.sphinx_ext.directives.essays import EssaysByDebate, EssaysByYear
from sphinx_apparatus.sphinx_ext.directives.fact_checks import FactChecksByText, FactChecksListing
from sphinx_apparatus.sphinx_ext.directives.names import NamesListing
from sphinx_apparatus.sphinx_ext.directives.records import CrossingsListing
from sphinx_apparatus.sphinx_ext.domain import apparatus_domain
from sphinx_apparatus.sphinx_ext.node_helpers import detach, paragraph
from sphinx_apparatus.sphinx_ext.nodes import listing as listing_node
from sphinx_apparatus.sphinx_ext.paging import Listing, Row, part_name, parts_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_apparatus.sphinx_ext.domain import ApparatusDomain

_CLASSES: tuple[type[Listing[Any]], ...] = (
    CoverageListing,
    CrossingsListing,
    DataListing,
    EssaysByDebate,
    EssaysByYear,
    FactChecksByText,
    FactChecksListing,
    NamesListing,
    QueueListing,
    TextualNotesListing,
)
LISTINGS = {each.view: each for each in _CLASSES}
"""Every list by its view."""


class FillListings(SphinxPostTransform):
    """Insert the rows of a list, or the first part of them, into its page.

    Before: ``listing(view)``. After: tables and lists of standard nodes.
    """

    # Before texts are filled (1), in which there is no list: they are most of a page.
    default_priority = 0

    def run(self, **kwargs: object) -> None:
        """Fill every list of the page."""
        found = list(self.document.findall(listing_node))
        domain = apparatus_domain(self.env)
        for node in found:
            docname = self.env.current_document.docname
            listing = LISTINGS[node["view"]](domain, docname)
            rows = listing.rows()
            parts = [rows]
            if domain.builder in HAVE_PAGES and _divided(domain, docname) == node["view"]:
                parts = parts_of(listing, rows)
            made = listing.shown(parts[0])
            if len(parts) > 1:
                made = [_contents(listing, parts), *made, _steps(listing, 1, len(parts))]
            made = [*listing.above(), *made]
            for top in made:
                if isinstance(top, nodes.Element) and listing.is_searched_apart:
                    top["classes"].append("no-search")
            node.replace_self(made)


def _divided(domain: ApparatusDomain, docname: str) -> str:
    """Return the view of the list of a page that may be divided: of two lists on a page none is."""
    views = [view for view in domain.views.get(docname, {}) if view in LISTINGS]
    return views[0] if len(views) == 1 and LISTINGS[views[0]].is_divided else ""


def _link(listing: Listing[Row], number: int, words: str) -> nodes.reference:
    docname = listing.docname
    to = listing.domain.relative_uri(docname, part_name(docname, number))
    return nodes.reference("", words, refuri=to or "#", internal=True)


def _contents(listing: Listing[Row], parts: Sequence[Sequence[Row]]) -> nodes.Element:
    """Build the line that says how many rows there are, and how each part begins."""
    total = sum(map(len, parts))
    counted = n_(
        "{count} entry in {parts} parts, which begin with:",
        "{count} entries in {parts} parts, which begin with:",
        total,
        parts=len(parts),
    )
    made = paragraph(f"{counted} ")
    for number, part in enumerate(parts, 1):
        if number > 1:
            made += nodes.Text(" · ")
        words = f"{number}\u00a0{listing.heading(part[0])}"
        made += _link(listing, number, words)
    made["classes"].append(css.PARTS)
    return made


def _steps(listing: Listing[Row], number: int, count: int) -> nodes.Element:
    """Build the line that leads from part to part."""
    steps = [
        (1, _("First part"), number > 2),  # of the second it is the one before
        (number - 1, _("Previous part"), number > 1),
        (number + 1, _("Next part"), number < count),
        (count, _("Last part"), number < count - 1),
    ]
    made = paragraph(_("Part {number} of {count}", number=number, count=count), css.PARTS)
    for to, words, is_shown in steps:
        if is_shown:
            made += [nodes.Text(" · "), _link(listing, to, words)]
    return made


def pages_of_parts(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the pages of all parts but the first, unless no page is written either."""
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder) or builder.name not in HAVE_PAGES:
        return
    domain = apparatus_domain(app.env)
    if domain.is_idle:
        return
    for docname in sorted(domain.views):
        view = _divided(domain, docname)
        if not view:
            continue
        listing = LISTINGS[view](domain, docname)
        parts = parts_of(listing, listing.rows())
        for number, rows in enumerate(parts[1:], 2):
            page = _page(listing, rows, number, len(parts), builder)
            yield part_name(docname, number), page, "page.html"
        _delete_others(builder, docname, len(parts))


def _page(
    listing: Listing[Row],
    rows: Sequence[Row],
    number: int,
    count: int,
    builder: StandaloneHTMLBuilder,
) -> dict[str, Any]:
    env, docname = builder.env, listing.docname
    title = _(
        "{title}, part {number} of {count}",
        title=env.titles[docname].astext(),
        number=number,
        count=count,
    )
    document = new_document(docname)
    document.settings = builder.docsettings
    steps = _steps(listing, number, count)
    document += [steps, *listing.shown(rows), steps.deepcopy()]
    # Of all transforms this alone has something to do here.
    ReferencesResolver(document).apply()
    visitor = cast("HTML5Translator", builder.create_translator(document, builder))
    document.walkabout(visitor)
    detach(document)
    fragment = "".join(visitor.fragment)
    return {
        "title": escape(title),
        "body": f"<section><h1>{escape(title)}</h1>\n{fragment}</section>",
        "apparatus_branch": docname,
        "display_toc": False,
    }


def _delete_others(builder: StandaloneHTMLBuilder, docname: str, count: int) -> None:
    """Delete the pages of parts that no longer exist."""
    number = max(count, 1) + 1
    while (file := Path(builder.get_outfilename(part_name(docname, number)))).is_file():
        file.unlink()
        number += 1
