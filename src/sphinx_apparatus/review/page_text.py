"""The text of a page of the web, made in a process of its own.

Parsers of HTML and PDF meet whatever a stranger puts on the web. So they run in a child process
that may take so much memory and so many seconds; if it dies, the page could not be read.

All words are kept, not what an extractor takes for the article: captions and asides are quoted
too. Left out are scripts, styles and what is hidden by an attribute.
"""

from __future__ import annotations

import codecs
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sphinx_apparatus.review.web_client import NotFetched, Page
from sphinx_apparatus.text.markdown import normalise

MOST_MEMORY = 600 * 1024 * 1024
"""Bytes of memory of the child process."""
_MOST_SECONDS = 30
"""Seconds of a processor that the child process may take."""
_MOST_WAITING = 180
"""Seconds after which it is ended, however busy the machine is."""
_SHORT = 400
"""Characters below which a page with scripts is taken for one that scripts fill."""

_HTML = frozenset({"text/html", "application/xhtml+xml", ""})
_PDF = "application/pdf"
_LEFT_OUT = frozenset({"script", "style", "noscript", "template", "svg", "math"})
_INLINE = frozenset(
    {
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn"),
        *("em", "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s"),
        *("samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var"),
        "wbr",
    }
)
"""Elements that do not part words (HTML, 4.5); at every other one a line ends."""
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.I)
_BOUGHT = re.compile(r"\"isAccessibleForFree\"\s*:\s*\"?false", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ENCODINGS = (
    *("utf-8", "cp1252", "cp1251", "koi8-r", "iso8859-5", "koi8-u", "cp1250", "iso8859-2"),
    *("cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "iso8859-15", "gb18030", "big5"),
    *("shift_jis", "euc-jp", "euc-kr", "cp866", "mac-roman"),
)
"""Tried where a quotation is not found: some pages name a wrong encoding."""


@dataclass(frozen=True, slots=True)
class PageText:
    """The words of a page."""

    text: str
    """Line ends where the page has them, nothing invisible."""
    is_bought: bool = False
    """Whether the page says that it is not free to read."""
    is_script: bool = False
    """Whether the page holds few words and scripts."""


def page_text(page: Page, quotations: Sequence[str] = ()) -> PageText:
    """Return the words of a page.

    :param quotations: words that are looked for; where the encoding that the page names does not
        show them, others are tried.
    :raises NotFetched: it cannot be read within the limits, or is of another kind.
    """
    if page.media_type not in (*_HTML, _PDF) and not page.media_type.startswith("text/"):
        raise NotFetched("it is neither a page, a PDF nor plain text")
    asked = {"kind": page.media_type, "charset": page.charset, "quotations": list(quotations)}
    command = [sys.executable, "-P", "-m", __name__]
    try:
        done = subprocess.run(
            command,
            input=json.dumps(asked).encode() + b"\n" + page.content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_MOST_WAITING,
            check=False,
        )
        answer = json.loads(done.stdout) if done.returncode == 0 else {}
    except (subprocess.TimeoutExpired, ValueError):
        answer = {}
    if "text" not in answer:
        raise NotFetched("its content cannot be read within the limits")
    return PageText(answer["text"], answer["bought"], answer["script"])


def main() -> None:
    """Read a page from standard input and write its words; the work of the child process."""
    _limit()
    asked = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    found = _read(content, asked["kind"], asked["charset"], asked["quotations"])
    said = {"text": found.text, "bought": found.is_bought, "script": found.is_script}
    sys.stdout.write(json.dumps(said))


def _limit() -> None:
    """Limit what this process may take; on Windows only the time is limited, by its parent."""
    with suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))


def _read(content: bytes, kind: str, charset: str, quotations: Sequence[str]) -> PageText:
    """Return the words of a page, in the encoding that shows the quotations."""
    if kind == _PDF or content.startswith(b"%PDF-"):
        return PageText(_visible(_of_pdf(content)))
    is_html = kind in _HTML
    wanted = [normalise(quotation) for quotation in quotations]
    first: PageText | None = None
    words = [max(each.split(), key=len) for each in wanted if each]
    for encoding in _encodings(content, charset):
        with suppress(UnicodeError, LookupError):
            if first and not any(word.encode(encoding) in content for word in words):
                continue
            text = content.decode(encoding)
            made = _of_html(text) if is_html else PageText(_visible(text))
            if not wanted or any(each in normalise(made.text) for each in wanted):
                return made
            first = first or made
            if content.isascii():
                break
    return first or PageText("")


def _encodings(content: bytes, charset: str) -> Iterator[str]:
    """Yield encodings, the likeliest first: mark, header, the page's own word, then others."""
    yield from (name for mark, name in _MARKS if content.startswith(mark))
    if charset:
        yield charset
    if named := _META.search(content[:4096]):
        yield named[1].decode()
    yield from _ENCODINGS


def _visible(text: str) -> str:
    return _INVISIBLE.sub("", text)


def _of_html(text: str) -> PageText:
    from lxml import html
    from lxml.etree import ParserError

    # A declaration of an encoding is refused where the text has been decoded already.
    text = re.sub(r"\A\s*<\?xml[^>]*\?>", "", text).replace("\x00", "")
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(huge_tree=False))
    except (ParserError, ValueError):
        return PageText("")
    words = _visible("".join(_words(root)))
    is_short = len(" ".join(words.split())) < _SHORT
    return PageText(
        words, _BOUGHT.search(text) is not None, is_short and root.find(".//script") is not None
    )


def _words(root: Any) -> Iterator[str]:
    """Yield the words of a tree, and a line end wherever a block begins or ends."""
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, is_closed = stack.pop()
        name = element.tag if isinstance(element.tag, str) else None
        if is_closed:
            if name not in _INLINE:
                yield "\n"
            yield element.tail or ""
            continue
        if name is None or name in _LEFT_OUT or _is_hidden(element):
            yield element.tail or ""
            continue
        if name not in _INLINE:
            yield "\n"
        yield element.text or ""
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))


def _is_hidden(element: Any) -> bool:
    hidden = element.get("hidden")
    return (hidden is not None and hidden != "until-found") or bool(
        _HIDDEN.search(element.get("style") or "")
    )


def _of_pdf(content: bytes) -> str:
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


if __name__ == "__main__":
    main()
