"""Long lists, divided into parts.

A page holds a list as one empty node; its rows are made when the page is written. So the
page is quickly read again after any change, and each writer takes what it needs: a site
has the first part on the page itself and the others on pages beside it, all other writers the
whole list. A list that is not long stays one page, at the address it always had.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from docutils import nodes

if TYPE_CHECKING:
    from sphinx_apparatus.edition.edition import Edition
    from sphinx_apparatus.sphinx_ext.domain import ApparatusDomain

WHOLE = 500
"""Rows that a page shows at most without being divided."""
PART = 200
"""Rows of a part."""

Row = TypeVar("Row")


class Listing(ABC, Generic[Row]):
    """A list of rows, plain values with everything that is shown of them.

    :param docname: the page that the list is on.
    """

    view: ClassVar[str]
    """What the page shows of the records, as the domain names it."""
    is_searched_apart: ClassVar[bool] = True
    """Whether the search of the texts finds the words of its rows."""
    is_divided: ClassVar[bool] = True
    """Whether it stands on several pages where it is long."""

    def __init__(self, domain: ApparatusDomain, docname: str) -> None:
        self.domain = domain
        self.edition: Edition = domain.edition
        self.docname = docname

    @abstractmethod
    def rows(self) -> Sequence[Row]:
        """Return all rows."""

    @abstractmethod
    def heading(self, row: Row) -> str:
        """Return what a part is called that begins with a row."""

    @abstractmethod
    def shown(self, rows: Sequence[Row]) -> list[nodes.Node]:
        """Build the nodes of some rows that follow each other."""

    def above(self) -> list[nodes.Node]:
        """Build what stands once above all rows."""
        return []

    def weight(self, row: Row) -> int:
        """Return how many lines a row counts for."""
        return 1


def parts_of(listing: Listing[Row], rows: Sequence[Row]) -> list[Sequence[Row]]:
    """Return the rows in parts, if they are too many for a page."""
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
    """Return the name of the page with a part; the first is on the page of the list.

    In the same folder, so that links lead to the same places from each.
    """
    return docname if number == 1 else f"{docname}-part-{number}"
