"""A server of pages on the loopback address, good ones and hostile ones, one on each host."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

import typst

WORDS = "The survey of 1907 counted thirty-eight gardens in the town"
RUSSIAN = "В городе тридцать восемь садов"
PAGE = f"<html><head><title>A survey</title></head><body><p>{WORDS}, two fewer.</p></body></html>"
LONG = "<p>Nothing is said here of gardens, and it is said at length.</p>" * 20


class Answer(NamedTuple):
    """What a host answers."""

    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


Handler = BaseHTTPRequestHandler


def page(words: str, kind: str = "text/html; charset=utf-8", encoding: str = "utf-8") -> Answer:
    """Return a page with words in its body."""
    return Answer(f"<html><body>{words}</body></html>".encode(encoding), kind)


def moved(to: str, status: int = 302) -> Answer:
    """Return an answer that leads elsewhere."""
    return Answer(status=status, headers=(("Location", to),))


def pdf(words: str) -> bytes:
    """Return a PDF with words."""
    return bytes(typst.compile(words.encode(), format="pdf"))


def _endless(handler: Handler) -> None:
    _begin(handler, "text/html")
    while True:
        handler.wfile.write(b"<p>and so on</p>" * 4096)


def _huge_pdf(handler: Handler) -> None:
    _begin(handler, "application/pdf", ("Content-Length", str(200 * 1024 * 1024)))
    handler.wfile.write(b"%PDF-1.7\n")
    while True:
        handler.wfile.write(bytes(65536))


def _bomb(handler: Handler) -> None:
    packed = gzip.compress(bytes(60 * 1024 * 1024), 9)
    _begin(handler, "text/html", ("Content-Encoding", "gzip"))
    handler.wfile.write(packed)


def _slow(handler: Handler) -> None:
    _begin(handler, "text/html")
    while True:
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.3)


def _slow_head(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.0 200 OK\r\n")
    for number in range(1000):
        handler.wfile.write(f"X-{number}: a\r\n".encode())
        handler.wfile.flush()
        time.sleep(0.3)


def _ended(handler: Handler) -> None:
    handler.connection.close()


def _begin(handler: Handler, kind: str, *headers: tuple[str, str]) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", kind)
    for name, value in headers:
        handler.send_header(name, value)
    handler.end_headers()


_PAYWALL = f'<script type="application/ld+json">{{"isAccessibleForFree": false}}</script>{LONG}'
_DIVIDED = WORDS.replace("1907", "<b>19</b>07").replace(" counted ", "</div><div>counted ")
_COPY = {"available": True, "status": "200", "timestamp": "20260501120000", "url": "http://x.org/"}

PAGES: dict[str, tuple[str, str, Answer | Callable[[Handler], None]]] = {
    # host: the words that are quoted, the outcome that is expected, what the host answers
    "good": (WORDS, "found", Answer(PAGE.encode())),
    "twice": (WORDS, "found-several-times", page(f"<p>{WORDS}.</p><p>{WORDS}.</p>")),
    "marks": (f"“{WORDS}”", "found-but-for-spaces", page(f"<p>&laquo;&nbsp;{WORDS} &raquo;</p>")),
    "reference": (WORDS, "found-but-for-spaces", page(WORDS.replace("1907", "1907[3]"))),
    "divided": (WORDS, "found", page(f"<div>{_DIVIDED}</div>")),
    "hyphens": (WORDS, "found", page(WORDS.replace("counted", "coun&shy;ted"))),
    "reworded": (WORDS, "not-found", page(f"In 1907 thirty-eight gardens were counted.{LONG}")),
    "figure": (WORDS, "not-found", page(WORDS.replace("thirty-eight", "eighty-three") + LONG)),
    "hidden": (WORDS, "not-found", page(f'<p style="display: none">{WORDS}</p>{LONG}')),
    "paywall": (WORDS, "not-read", page(_PAYWALL)),
    "scripts": (WORDS, "not-read", page("<div id=app></div><script>app()</script>")),
    "loop": (WORDS, "not-read", moved("/page")),
    "moved": (WORDS, "found", moved("http://good.example.org/page")),
    "inside": (WORDS, "not-read", moved("http://127.0.0.2/page")),
    "file": (WORDS, "not-read", moved("file:///etc/passwd")),
    "endless": (WORDS, "not-read", _endless),
    "bomb": (WORDS, "not-read", _bomb),
    "slow": (WORDS, "not-read", _slow),
    "slowhead": (WORDS, "not-read", _slow_head),
    "charset": (RUSSIAN, "found", page(RUSSIAN, "text/html; charset=iso-8859-1", "cp1251")),
    "meta": (
        RUSSIAN,
        "found",
        page(f'<meta charset="koi8-r"><p>{RUSSIAN}</p>', "text/html", "koi8-r"),
    ),
    "pdf": (WORDS, "found", Answer(pdf(WORDS), "application/pdf")),
    "brokenpdf": (WORDS, "not-read", Answer(b"%PDF-1.7\n1 0 obj <<", "application/pdf")),
    "hugepdf": (WORDS, "not-read", _huge_pdf),
    "gone": (WORDS, "page-gone", Answer(status=404)),
    "gonetoo": (WORDS, "page-gone", Answer(status=410)),
    "broken": (WORDS, "not-read", Answer(status=500)),
    "forbidden": (WORDS, "not-read", Answer(PAGE.encode())),
    "norobots": (WORDS, "not-read", Answer(PAGE.encode())),
    "patient": (WORDS, "not-read", Answer(PAGE.encode())),
    "plain": (WORDS, "found", Answer(f"{WORDS}\n".encode(), "text/plain")),
    "picture": (WORDS, "not-read", Answer(b"\x89PNG", "image/png")),
    "ended": (WORDS, "not-read", _ended),
    "deep": (WORDS, "found", page("<div>" * 200 + WORDS)),
}
_ROBOTS = {
    "forbidden": Answer(b"User-agent: *\nDisallow: /*page$\n", "text/plain"),
    "norobots": Answer(status=503),
    "patient": Answer(b"User-agent: *\nCrawl-delay: 600\n", "text/plain"),
}
HOSTS = (*PAGES, "archive")


class _Handler(BaseHTTPRequestHandler):
    """One request; the host of its address says which page is meant."""

    def do_GET(self) -> None:
        """Answer a request."""
        assert self.headers["Cookie"] is None
        assert self.headers["User-Agent"].startswith("sphinx-apparatus/")
        name = self.headers["Host"].partition(".")[0]
        server = self.server
        assert isinstance(server, _Server)
        server.asked.append((name, self.path, time.monotonic()))
        with suppress(OSError):
            if self.path == "/robots.txt":
                answer: Answer | Callable[[Handler], None] = _ROBOTS.get(name, Answer(status=404))
            elif name == "archive":
                answer = _archived(self.path)
            else:
                answer = server.pages.get(name, PAGES[name][2])
            if isinstance(answer, Answer):
                self._send(answer)
            else:
                answer(self)

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Set-Cookie", "seen=1")
        for name, value in answer.headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, *words: object) -> None:
        """Print nothing."""


def _archived(path: str) -> Answer:
    """Answer as the Wayback Machine does: it has a copy of one page."""
    if path.startswith("/wayback/available?url=") and "gone.example.org" in path:
        closest = b'{"archived_snapshots": {"closest": {"available": true, "status": "200", '
        return Answer(closest + b'"timestamp": "20260501120000", "url": "http://127.0.0.2/"}}}')
    if path == "/web/20260501120000id_/http://gone.example.org/page":
        return Answer(PAGE.encode())
    if path == "/save/http://good.example.org/page":
        return moved("/web/20261128000000/http://good.example.org/page")
    if path == "/web/20261128000000id_/http://good.example.org/page":
        return Answer(PAGE.encode())
    return Answer(b'{"archived_snapshots": {}}', "application/json")


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, str, float]] = []
        self.pages: dict[str, Answer] = {}

    def handle_error(self, request: object, client_address: object) -> None:
        """Print nothing: clients end connections here."""


@contextmanager
def served() -> Iterator[_Server]:
    """Serve the pages as long as the context lasts."""
    server = _Server()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
