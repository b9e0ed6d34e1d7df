"""What a look-up of a quotation says to readers.

Robust Links: https://robustlinks.mementoweb.org/spec/ names the attributes of links.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sphinx_apparatus.model.dates import PartialDate, spelled
from sphinx_apparatus.model.records import Lookup
from sphinx_apparatus.model.vocabulary import Outcome

NEVER = "not yet looked up on the live web"
NEVER_READ_IN_COPY = f"{NEVER}; read in an archived copy"
_NONE = {
    (True, False): "Quotation read in an archived copy; not looked up on the live web yet.",
    (True, True): "Quotations read in archived copies; none looked up on the live web yet.",
    (False, False): "Quotation not looked up on the live web yet.",
    (False, True): "No quotation looked up on the live web yet.",
}
"""What is said of a note, by whether all its quotations are from copies, and are several."""


class Words(NamedTuple):
    """Words of the line, and where they lead."""

    text: str
    address: str = ""


def none_looked_up(are_from_copies: Sequence[bool]) -> str:
    """Return the line below a note of whose quotations none was looked up.

    :param are_from_copies: whether the editors read the source of each in an archived copy.
    """
    return _NONE[all(are_from_copies), len(are_from_copies) > 1]


def lookup_words(lookup: Lookup | None, is_from_copy: bool) -> list[Words]:
    """Return the line below a quotation: where its words were found again, and when.

    :param is_from_copy: whether the editors read the source in an archived copy.
    """
    if lookup is None:
        return [Words(NEVER_READ_IN_COPY if is_from_copy else NEVER)]
    day = spelled(PartialDate.of(lookup.date))
    if lookup.address is None:
        return [Words(f"no address to look at on {day}")]
    page = Words("this page", lookup.address)
    match lookup.outcome:
        case Outcome.FOUND | Outcome.SEVERAL:
            line = [Words("found on "), page, Words(f" on {day}")]
        case Outcome.NEARLY:
            line = [Words("found, but for spaces and quotation marks, on "), page]
            line.append(Words(f" on {day}"))
        case Outcome.GONE:
            line = [Words(f"the page was gone on {day}")]
        case Outcome.UNREAD:
            line = [page._replace(text="the page"), Words(f" could not be read on {day}")]
        case _:
            line = [Words("not found on "), page, Words(f" on {day}")]
    if lookup.outcome in (Outcome.FOUND, Outcome.SEVERAL, Outcome.NEARLY):
        return line
    if lookup.archive is None:
        return [*line, Words("; no archived copy with the words is known")]
    of = f" of {spelled(PartialDate.of(lookup.archived))}" if lookup.archived else ""
    return [*line, Words("; found in an "), Words("archived copy", lookup.archive), Words(of)]
