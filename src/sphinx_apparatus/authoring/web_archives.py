"""Archived copies of pages: those of the Wayback Machine, or of a service that answers alike.

Availability: https://archive.org/help/wayback_api.php (``/wayback/available``). A copy without the
banner of the archive has ``id_`` after its time in its address.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from sphinx_apparatus.authoring.web_client import NotFetched, WebClient

_TIME = re.compile(r"/(\d{14})(?:id_|if_)?/")
_SERVICE, _COPIES = "https://archive.org", "https://web.archive.org"


@dataclass(frozen=True, slots=True)
class Copy:
    """An archived copy of a page."""

    address: str
    day: dt.date | None
    """When it was archived; none if the address does not say it."""

    @property
    def original(self) -> str:
        """The address of the copy without what the archive adds to it."""
        return _TIME.sub(r"/\1id_/", self.address, count=1)


def copy_at(address: str) -> Copy:
    """Return the copy that an address names: the day stands in those of most archives."""
    day = None
    if found := _TIME.search(address):
        try:
            day = dt.datetime.strptime(found[1][:8], "%Y%m%d").date()
        except ValueError:
            day = None
    return Copy(address, day)


class Archive:
    """A web archive.

    :param client: what asks it.
    :param service: its address; if not given, that of the Wayback Machine.
    """

    def __init__(self, client: WebClient, service: str = "") -> None:
        self._client = client
        self._service = service.rstrip("/") or _SERVICE
        self._copies = service.rstrip("/") or _COPIES

    def copy_of(self, address: str) -> Copy | None:
        """Return the newest copy of a page; none if there is none, or the archive says nothing."""
        asked = f"{self._service}/wayback/available?url={quote(address, safe='')}"
        try:
            answer: Any = json.loads(self._client.page(asked).content)
            closest = answer["archived_snapshots"]["closest"]
            time = closest["timestamp"]
            has_page = closest["available"] is True and closest["status"] == "200"
        except (NotFetched, ValueError, LookupError, TypeError):
            return None
        if not has_page or not isinstance(time, str) or not re.fullmatch(r"\d{14}", time):
            return None
        # Not the address of the answer: it may lead anywhere.
        return copy_at(f"{self._copies}/web/{time}/{address}")

    def save(self, address: str) -> Copy | None:
        """Ask the archive to keep a page; return the copy, none if it was not made."""
        try:
            made = self._client.location(f"{self._copies}/save/{address}")
        except NotFetched:
            return None
        is_copy = made.startswith(f"{self._copies}/web/") and _TIME.search(made)
        return copy_at(made) if is_copy else None
