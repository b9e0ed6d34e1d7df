"""Lists that grow with the edition, in parts: ten thousand fact-checks are no page.

A page holds a list as one empty node; its rows are made when the page is written. So the
page is quickly read again after any change, and each writer takes what it needs: a site
has the first part on the page itself and the others on pages beside it, all other writers the
whole list. A list that is not long stays one page, at the address it always had.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.transforms.post_transforms import ReferencesResolver, SphinxPostTransform
from sphinx.util.docutils import new_document

from sphinx_apparatus.sphinx_ext.builders import HAVE_PAGES
from sphinx_apparatus.sphinx_ext.node_helpers import paragraph
from sphinx_apparatus.sphinx_ext.nodes import listing as listing_node

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_apparatus.edition.edition import Edition
    from sphinx_apparatus.sphinx_ext.domain import ApparatusDomain

WHOLE = 500
"""Rows that a page shows at most without being divided."""
PART = 200
"""Rows of a part."""

Row = TypeVar("Row")


class Listing(ABC, Generic[Row]):
    """A list of rows, which are plain values that hold all that is shown of them.

    :param docname: the page that the list is on.
    """

    view: ClassVar[str]
    """What the page shows of the records, as the domain names it."""

    def __init__(self, domain: ApparatusDomain, docname: str) -> None:
        self.domain = domain
        self.edition: Edition = domain.edition
        self.docname = docname

    @abstractmethod
    def rows(self) -> Sequence[Row]:
        """Give all rows."""

    @abstractmethod
    def heading(self, row: Row) -> str:
        """Give what a part is called that begins with a row."""

    @abstractmethod
    def shown(self, rows: Sequence[Row]) -> list[nodes.Node]:
        """Make the nodes of some rows that follow each other."""

    def weight(self, row: Row) -> int:
        """Give how many lines a row counts for."""
        return 1


LISTINGS: dict[str, type[Listing[Any]]] = {}
"""Every list by its view; filled where they are written."""


def parts_of(listing: Listing[Row], rows: Sequence[Row]) -> list[Sequence[Row]]:
    """Divide rows that are too many for a page."""
    weights = [listing.weight(row) for row in rows]
    if sum(weights) <= WHOLE:
        return [rows]
    starts, filled = [0], 0
    for index, weight in enumerate(weights):
        if filled and filled + weight > PART:
            starts.append(index)
            filled = 0
        filled += weight
    return [rows[a:b] for a, b in zip(starts, [*starts[1:], len(rows)], strict=True)]


def part_name(docname: str, number: int) -> str:
    """Give the name of the page with a part; the first is on the page of the list.

    In the same folder, so that links lead to the same places from each.
    """
    return docname if number == 1 else f"{docname}-part-{number}"


class FillListings(SphinxPostTransform):
    """Put the rows, or the first part of them, where a page has a list.

    Before: ``listing(view)``. After: tables and lists of standard nodes.
    """

    # Before references are resolved (10), which rows hold.
    default_priority = 4

    def run(self, **kwargs: object) -> None:
        """Fill every list of the page."""
        found = list(self.document.findall(listing_node))
        domain = cast("ApparatusDomain", self.env.domains["apparatus"])
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
            for top in made:
                if isinstance(top, nodes.Element):
                    # The words of rows are found by the search of the texts.
                    top["classes"].append("no-search")
            node.replace_self(made)


def _divided(domain: ApparatusDomain, docname: str) -> str:
    """Give the view of the list of a page that may be divided: of two lists on a page none is."""
    views = [view for view in domain.views.get(docname, {}) if view in LISTINGS]
    return views[0] if len(views) == 1 else ""


def _link(listing: Listing[Row], number: int, words: str) -> nodes.reference:
    docname = listing.docname
    to = listing.domain.relative_uri(docname, part_name(docname, number))
    return nodes.reference("", words, refuri=to or "#", internal=True)


def _contents(listing: Listing[Row], parts: Sequence[Sequence[Row]]) -> nodes.Element:
    """Tell how many rows there are, and in which part which begin."""
    total = sum(map(len, parts))
    made = paragraph(f"{total:,} entries in {len(parts)} parts, which begin with: ")
    for number, part in enumerate(parts, 1):
        if number > 1:
            made += nodes.Text(" · ")
        words = f"{number}\u00a0{listing.heading(part[0])}"
        made += _link(listing, number, words)
    made["classes"].append("apparatus-parts")
    return made


def _steps(listing: Listing[Row], number: int, count: int) -> nodes.Element:
    """Make the line that leads from part to part."""
    steps = [
        (1, "First part", number > 2),  # of the second it is the one before
        (number - 1, "Previous part", number > 1),
        (number + 1, "Next part", number < count),
        (count, "Last part", number < count - 1),
    ]
    made = paragraph(f"Part {number} of {count}", "apparatus-parts")
    for to, words, is_shown in steps:
        if is_shown:
            made += [nodes.Text(" · "), _link(listing, to, words)]
    return made


def pages_of_parts(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Give the pages of all parts but the first, unless no page is written either."""
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder) or builder.name not in HAVE_PAGES:
        return
    domain = cast("ApparatusDomain", app.env.domains["apparatus"])
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
    title = f"{env.titles[docname].astext()}, part {number} of {count}"
    document = new_document(docname)
    document.settings = builder.docsettings
    steps = _steps(listing, number, count)
    document += [steps, *listing.shown(rows), steps.deepcopy()]
    # Of all transforms this alone has something to do here.
    ReferencesResolver(document).apply()
    visitor = cast("HTML5Translator", builder.create_translator(document, builder))
    document.walkabout(visitor)
    fragment = "".join(visitor.fragment)
    return {
        "title": escape(title),
        "body": f"<section><h1>{escape(title)}</h1>\n{fragment}</section>",
        "apparatus_branch": docname,
        "display_toc": False,
    }


def _delete_others(builder: StandaloneHTMLBuilder, docname: str, count: int) -> None:
    """Delete the pages of parts that are no more."""
    number = max(count, 1) + 1
    while (file := Path(builder.get_outfilename(part_name(docname, number)))).is_file():
        file.unlink()
        number += 1
