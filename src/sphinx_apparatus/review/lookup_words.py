"""What a look-up of a quotation says to readers.

Robust Links: https://robustlinks.mementoweb.org/spec/ names the attributes of links.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sphinx_apparatus.model.catalogue import N_, _, translate
from sphinx_apparatus.model.date_words import spelled
from sphinx_apparatus.model.dates import PartialDate
from sphinx_apparatus.model.records import Lookup
from sphinx_apparatus.model.vocabulary import Outcome

NEVER = N_("not yet looked up on the live web")
NEVER_READ_IN_COPY = N_("not yet looked up on the live web; read in an archived copy")
_NONE = {
    (True, False): N_("Quotation read in an archived copy; not looked up on the live web yet."),
    (True, True): N_("Quotations read in archived copies; none looked up on the live web yet."),
    (False, False): N_("Quotation not looked up on the live web yet."),
    (False, True): N_("No quotation looked up on the live web yet."),
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
    return translate(_NONE[all(are_from_copies), len(are_from_copies) > 1])


def lookup_words(lookup: Lookup | None, is_from_copy: bool) -> list[Words]:
    """Return the line below a quotation: where its words were found again, and when.

    :param is_from_copy: whether the editors read the source in an archived copy.
    """
    if lookup is None:
        return [Words(translate(NEVER_READ_IN_COPY if is_from_copy else NEVER))]
    day = spelled(PartialDate.of(lookup.date))
    if lookup.address is None:
        return [Words(_("no address to look at on {day}", day=day))]
    page = Words(_("this page"), lookup.address)
    match lookup.outcome:
        case Outcome.FOUND | Outcome.SEVERAL:
            line = _around(_("found on {page} on {day}", page=_PLACE, day=day), page)
        case Outcome.NEARLY:
            said = _(
                "found, but for spaces and quotation marks, on {page} on {day}",
                page=_PLACE,
                day=day,
            )
            line = _around(said, page)
        case Outcome.GONE:
            line = [Words(_("the page was gone on {day}", day=day))]
        case Outcome.UNREAD:
            page = page._replace(text=_("the page"))
            line = _around(_("{page} could not be read on {day}", page=_PLACE, day=day), page)
        case _other:
            line = _around(_("not found on {page} on {day}", page=_PLACE, day=day), page)
    if lookup.outcome in (Outcome.FOUND, Outcome.SEVERAL, Outcome.NEARLY):
        return line
    if lookup.archive is None:
        return [*line, Words(_("; no archived copy with the words is known"))]
    copy = Words(_("archived copy"), lookup.archive)
    if not lookup.archived:
        return [*line, *_around(_("; found in an {copy}", copy=_PLACE), copy)]
    day = spelled(PartialDate.of(lookup.archived))
    return [*line, *_around(_("; found in an {copy} of {day}", copy=_PLACE, day=day), copy)]


_PLACE = "\0"
"""Where in a message a link stands."""


def _around(message: str, link: Words) -> list[Words]:
    """Return a message with a link at its place."""
    before, _place, after = message.partition(_PLACE)
    return [words for words in (Words(before), link, Words(after)) if words.text]
