"""Archived copies of pages: those of the Wayback Machine, or of a service that answers alike.

Availability: https://archive.org/help/wayback_api.php (``/wayback/available``). A copy without the
banner of the archive has ``id_`` after its time in its address.
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

from sphinx_apparatus.review.web_client import NotFetched, WebClient
from sphinx_apparatus.sources.records import ArchivedCopy, archived_copy

_SERVICE, _COPIES = "https://archive.org", "https://web.archive.org"


class Archive:
    """A web archive.

    :param client: what asks it.
    :param service: its address; if not given, that of the Wayback Machine.
    """

    def __init__(self, client: WebClient, service: str = "") -> None:
        self._client = client
        self._service = service.rstrip("/") or _SERVICE
        self._copies = service.rstrip("/") or _COPIES

    def copy_of(self, address: str) -> ArchivedCopy | None:
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
        return archived_copy(f"{self._copies}/web/{time}/{address}")

    def save(self, address: str) -> ArchivedCopy | None:
        """Ask the archive to keep a page; return the copy, none if it was not made."""
        try:
            made = self._client.location(f"{self._copies}/save/{address}")
        except NotFetched:
            return None
        copy = archived_copy(made)
        return copy if made.startswith(f"{self._copies}/web/") and copy.day else None
