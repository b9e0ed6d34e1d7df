"""Fetch pages of the web: politely, within limits, and only from public hosts.

An address comes from a stranger's file, and a page may lead anywhere. So a host's name is looked up
once, every answer must be a public address, and the connection goes to that very address; each
redirect passes the same gate. Timeouts of libraries count each read anew: here a clock ends the
whole request. What is compressed is unpacked in pieces and counted.

Robots: RFC 9309. Special addresses: the registries of IANA, as in :mod:`ipaddress`.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from urllib3 import HTTPConnectionPool, HTTPResponse, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.util import Timeout, connection, parse_url

from sphinx_apparatus.model.fields import is_public, is_public_address
from sphinx_apparatus.model.version import VERSION

MOST_BYTES = 20 * 1024 * 1024
"""Bytes of a page after unpacking; reports as PDF are large."""
MOST_SECONDS = 30.0
"""Seconds for a page with its redirects, waiting for the host's turn not counted."""
MOST_REDIRECTS = 5
_READ_SECONDS = 10.0
_ROBOTS_BYTES = 500 * 1024
"""RFC 9309, 2.5: at least this much of the file is read."""
_PAUSE = 1.0
"""Seconds between two requests to a host."""
_LONGEST_PAUSE = 30.0
"""Seconds of a ``Crawl-delay`` that is kept; a host that asks for more is not asked."""
_CHUNK = 64 * 1024
_PORTS = {"http": 80, "https": 443}
_REDIRECTS = (301, 302, 303, 307, 308)
GONE = (404, 410)
"""Statuses that say that there is no such page."""


class NotFetched(Exception):
    """A page could not be read; the message says why, in words of this module alone."""

    def __init__(self, reason: str, status: int | None = None) -> None:
        super().__init__(reason)
        self.status = status


@dataclass(frozen=True, slots=True)
class Page:
    """What a host sent."""

    address: str
    """Where it was read, after redirects."""
    media_type: str
    """Without parameters, in small letters; empty if the host named none."""
    charset: str
    """As the host named it; empty if it did not."""
    content: bytes


@dataclass
class _Turn:
    """The turn of a host: one request at a time, with a pause between two."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    last: float = -1e9
    pause: float = _PAUSE


@dataclass(frozen=True, slots=True)
class _Request:
    """One request: where it may connect to, and when it must have ended."""

    host: str
    port: int
    resolved: tuple[str, int] | None
    """The address and port that a test names in place of those of the host."""
    end: float


class WebClient:
    """A client for pages of public hosts.

    :param contact: an address that a host's keeper finds in the requests; empty for none.
    :param resolved: addresses and ports to connect to for hosts, as ``--resolve`` of curl: for
        tests, the only way to an address that is not public.
    :param seconds: how long a page may take.
    :param most: bytes that it may have.
    """

    def __init__(
        self,
        contact: str = "",
        resolved: Mapping[str, tuple[str, int]] | None = None,
        seconds: float = MOST_SECONDS,
        most: int = MOST_BYTES,
    ) -> None:
        self.agent = f"sphinx-apparatus/{VERSION}" + (f" (+{contact})" if contact else "")
        self._resolved = dict(resolved or {})
        self._seconds = seconds
        self._most = most
        self._turns: dict[str, _Turn] = {}
        self._robots: dict[str, Any] = {}
        self._lock = threading.Lock()

    def page(self, address: str) -> Page:
        """Return the page at an address.

        Cookies are neither sent nor kept, no proxy of the environment is used.

        :raises NotFetched: it is not public, robots.txt forbids it, or it is no page that ends.
        """
        return self._followed(address, self._seconds, self._most, self._ask_robots)

    def location(self, address: str) -> str:
        """Return where a page leads to: its own address if it does not redirect.

        :raises NotFetched: as :meth:`page`.
        """
        parts = self._checked(address)
        self._ask_robots(parts)
        with self._turn(parts.hostname or ""):
            status, headers, _ = self._exchange(parts, self._seconds, self._most)
        if status >= 400:
            raise NotFetched(f"HTTP status {status}", status)
        return urljoin(address, headers.get("location") or headers.get("content-location") or "")

    def _followed(
        self,
        address: str,
        seconds: float,
        most: int,
        before: Callable[[SplitResult], None] = lambda _: None,
    ) -> Page:
        """Return a page, redirects followed.

        :param before: raises what forbids a request.
        """
        for _ in range(MOST_REDIRECTS + 1):
            parts = self._checked(address)
            before(parts)
            with self._turn(parts.hostname or ""):
                begun = time.monotonic()
                status, headers, content = self._exchange(parts, seconds, most)
                seconds -= time.monotonic() - begun
            if status in _REDIRECTS and headers.get("location"):
                address = urljoin(address, headers["location"])
                continue
            if status != 200:
                raise NotFetched(f"HTTP status {status}", status)
            kind, _, rest = headers.get("content-type", "").partition(";")
            charset = rest.lower().partition("charset=")[2].split(";")[0].strip(" \"'")
            return Page(address, kind.strip().lower(), charset, content)
        raise NotFetched(f"more than {MOST_REDIRECTS} redirects")

    def _checked(self, address: str) -> SplitResult:
        """Return the parts of an address that may be asked."""
        try:
            # Letters beyond ASCII are written as hosts and servers read them.
            parts = urlsplit(parse_url(address).url)
            port = parts.port
        except (HTTPError, ValueError):
            raise NotFetched("the address cannot be read") from None
        if parts.scheme not in _PORTS or not parts.hostname:
            raise NotFetched("the address is not one of the web")
        if parts.username is not None:
            raise NotFetched("the address holds a name of a user")
        if parts.hostname in self._resolved:
            return parts
        if port not in (None, _PORTS[parts.scheme]):
            raise NotFetched("the address names another port than that of the web")
        if not is_public(parts.hostname):
            raise NotFetched("the address is not public")
        return parts

    @contextmanager
    def _turn(self, host: str) -> Iterator[None]:
        """Wait for the turn of a host."""
        with self._lock:
            turn = self._turns.setdefault(host, _Turn())
        with turn.lock:
            time.sleep(max(0.0, turn.last + turn.pause - time.monotonic()))
            try:
                yield
            finally:
                turn.last = time.monotonic()

    def _exchange(
        self, parts: SplitResult, seconds: float, most: int
    ) -> tuple[int, Mapping[str, str], bytes]:
        too_slow = NotFetched(f"it took more than {self._seconds:g} seconds")
        if seconds <= 0:
            raise too_slow
        host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
        end = time.monotonic() + seconds
        request = _Request(host, port, self._resolved.get(host), end)
        made = HTTPSConnectionPool if parts.scheme == "https" else HTTPConnectionPool
        timeout = Timeout(connect=min(seconds, _READ_SECONDS), read=_READ_SECONDS)
        pool = made(host, port, timeout=timeout, retries=False, maxsize=1, request=request)
        pool.ConnectionCls = _Guarded if parts.scheme == "http" else _GuardedTls
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {
            "User-Agent": self.agent,
            "Accept": "text/html, application/xhtml+xml, application/pdf, text/plain, */*;q=0.1",
            "Accept-Encoding": "gzip, deflate",
        }
        try:
            with pool:
                response = pool.urlopen(
                    "GET", target, headers=headers, redirect=False, preload_content=False
                )
                try:
                    content = _content(response, most, end, too_slow)
                finally:
                    response.close()
                return response.status, _headers(response), content
        except NotFetched:
            raise
        except (HTTPError, OSError, ValueError) as error:
            if time.monotonic() >= end:
                raise too_slow from None
            raise NotFetched(_why(error)) from None

    # -- robots.txt ----------------------------------------------------------------------------

    def _ask_robots(self, parts: SplitResult) -> None:
        """Ask a host's robots.txt once.

        :raises NotFetched: it forbids the page, or cannot be read (RFC 9309, 2.3.1.4).
        """
        origin = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            rules = self._robots.get(origin)
        if rules is None:
            rules = self._rules_of(origin)
            delay = rules.crawl_delay(self.agent) or 0
            with self._lock:
                self._robots[origin] = rules
                self._turns.setdefault(parts.hostname or "", _Turn()).pause = max(
                    _PAUSE, min(delay, _LONGEST_PAUSE)
                )
        delay = rules.crawl_delay(self.agent) or 0
        if not rules.can_fetch(parts.geturl(), self.agent) or delay > _LONGEST_PAUSE:
            raise NotFetched("robots.txt of the host forbids it")

    def _rules_of(self, origin: str) -> Any:
        from protego import Protego  # type: ignore[import-untyped,unused-ignore]

        try:
            page = self._followed(f"{origin}/robots.txt", _READ_SECONDS, _ROBOTS_BYTES)
        except NotFetched as error:
            if error.status is not None and 400 <= error.status < 500:
                return Protego.parse("")
            raise NotFetched(f"robots.txt of the host: {error}", error.status) from None
        return Protego.parse(page.content.decode(errors="replace"))


# -- connections -----------------------------------------------------------------------------------


class _Watched(HTTPConnection):
    """A connection to the address that was looked up and found public, with an end."""

    def __init__(self, *args: Any, request: _Request, **options: Any) -> None:
        super().__init__(*args, **options)
        self._request = request
        self._clock: threading.Timer | None = None
        self._twin: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        request = self._request
        made = connection.create_connection(
            request.resolved or (_public_address(request.host, request.port), request.port),
            self.timeout,
            socket_options=self.socket_options,
        )
        # TLS takes the socket over; its twin still ends the connection.
        self._twin = made.dup()
        left = max(0.0, request.end - time.monotonic())
        self._clock = threading.Timer(left, _shut, (self._twin,))
        self._clock.daemon = True
        self._clock.start()
        return made

    def close(self) -> None:
        """End the connection and its clock."""
        if self._clock:
            self._clock.cancel()
        if self._twin:
            self._twin.close()
        self._clock = self._twin = None
        super().close()


class _Guarded(_Watched):
    """The connection of an address without encryption."""


class _GuardedTls(_Watched, HTTPSConnection):
    """The connection of an encrypted address; the certificate is that of the host's name."""


def _shut(twin: socket.socket) -> None:
    with suppress(OSError):
        twin.shutdown(socket.SHUT_RDWR)


def _public_address(host: str, port: int) -> str:
    """Return the address of a host.

    :raises NotFetched: it has none, or one that is not public.
    """
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotFetched("the host is not known") from None
    found = [str(answer[4][0]) for answer in answers]
    if not found or not all(
        is_public_address(ip_address(each.partition("%")[0])) for each in found
    ):
        raise NotFetched("the address is not public")
    return found[0]


def _content(response: Any, most: int, end: float, too_slow: NotFetched) -> bytes:
    """Return the body of a response.

    :raises NotFetched: it is larger than *most* bytes, or takes too long.
    """
    read: list[bytes] = []
    size = 0
    while True:
        piece = response.read1(_CHUNK)
        if time.monotonic() >= end:
            raise too_slow
        if not piece:
            return b"".join(read)
        size += len(piece)
        if size > most:
            raise NotFetched(f"it has more than {most // 1024:,} kB")
        read.append(piece)


def _headers(response: HTTPResponse | Any) -> dict[str, str]:
    return {name.lower(): value for name, value in response.headers.items()}


def _why(error: Exception) -> str:
    """Return why a request failed, without words of the host."""
    name = type(error).__name__
    if "SSL" in name or "Certificate" in name:
        return "its certificate is not valid"
    if "Timeout" in name:
        return "the host does not answer in time"
    return "the host cannot be reached, or ends the connection"
