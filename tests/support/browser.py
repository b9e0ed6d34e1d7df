"""Pages in a browser: widths, and what axe-core finds."""

from __future__ import annotations

import gzip
import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import axe_playwright_python
from playwright.sync_api import Page, expect
from tests.support.project import SET_UP

import sphinx_apparatus

WIDE, NARROW = 1400, 360
NOTES = 300  # of the crowded essay
ALL_PAGES = bool(os.environ.get("APPARATUS_ALL_PAGES"))
"""Whether every page of a site is looked at in every way, as in ``make test-all``."""
Open = Callable[..., Page]
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
AXE_OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}

AFTER = "delay => new Promise(done => setTimeout(done, delay))"
"""Waits, on the clock of the page, for what its scripts do in less than a time."""


def set_up(page: Page) -> None:
    """Wait until the scripts of a page that was loaded anew have done what they do at its start."""
    page.wait_for_function(SET_UP)


def load_anew(page: Page) -> None:
    """Leave a page and come back, without what its address asks for, with what it has kept.

    A busy Chromium forgets now and then what pages of files keep, all of it: then it is put back.
    """
    kept = page.evaluate("({...localStorage})")
    assert kept
    address = page.url.partition("?")[0].partition("#")[0]
    for _ in range(3):
        page.goto("about:blank")
        page.goto(address)
        set_up(page)
        if page.evaluate("kept => Object.keys(kept).every(name => name in localStorage)", kept):
            return
        page.evaluate("kept => void Object.assign(localStorage, kept)", kept)


def violations(page: Page, within: str = "html") -> list[str]:
    page.evaluate(AXE.read_text())
    # Steps of the set-up that are still to come are done at once.
    page.evaluate("void window.dispatchEvent(new Event('pointerdown'))")
    run = "([within, options]) => axe.run(within, options)"
    found = page.evaluate(run, [within, AXE_OPTIONS])["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]


def violations_on_pages(page: Page, site: Path, names: Iterable[str]) -> dict[str, list[str]]:
    """Return what axe finds on pages of a site, opened one after the other."""
    found = {}
    for name in names:
        address, _, query = name.partition("?")
        page.goto(f"{(site / address).as_uri()}{query and '?' + query}")
        if faults := violations(page):
            found[name] = faults
    return found


def hasten(page: Page) -> None:
    """Have the scripts of a page wait a tenth of the time from now on."""
    page.evaluate(
        """() => {
            const { setTimeout } = window;
            window.setTimeout = (work, delay = 0) => setTimeout.call(window, work, delay / 10);
        }"""
    )


def places_found(page: Page) -> int:
    """Return the number of places that the search reports."""
    status = page.locator(".apparatus-search-count")
    expect(status).to_contain_text("in texts and notes")
    return int(status.inner_text().split()[0])


def unread_notes(page: Page) -> list[str]:
    """Return the notes that a reader cannot see."""
    found: list[str] = page.evaluate(
        """() => Array.from(document.querySelectorAll("aside.apparatus-note")).filter(note => {
            const box = note.getBoundingClientRect();
            return box.height < 15 || !note.checkVisibility({visibilityProperty: true})
                || box.right > document.documentElement.clientWidth + 1;
        }).map(note => note.id)"""
    )
    return found


def shown_text(page: Page) -> list[str]:
    """Return the words of the blocks of a text as a reader sees them."""
    found: list[str] = page.evaluate(
        """() => Array.from(document.querySelectorAll(".apparatus-block"))
            .map(block => block.innerText.replace(/^¶\\d+\\s*/, "").replace(/\\s+/g, " ").trim())"""
    )
    return found


def text_in_window(page: Page) -> list[str]:
    """Return the words of the blocks of a text as the window of *Annotate* has them."""
    # On phones the button is at the head of the page.
    page.locator(":is(.apparatus-annotate-start, .apparatus-propose):visible").first.click()
    # Script and settings are fetched on demand.
    area = page.locator("#apparatus-annotate-area")
    area.wait_for()
    passages = page.locator("#apparatus-annotate-passage")
    found = []
    for index in range(passages.locator("option").count()):
        passages.select_option(str(index))
        found.append(area.input_value())
    return found


class Weight(NamedTuple):
    """What a page of a text loads; bytes are counted packed."""

    loaded: set[str]
    """Names of all files."""
    whole: int
    """Bytes of all files."""
    files: set[str]
    """Names of the files that are the engine's."""
    size: int
    """Bytes of these, of the article, and of what the engine writes into the head."""
    words: int
    """Bytes of the words of the article, without any markup."""


def weight(page: Page, path: Path) -> Weight:
    """Load a page of a text; return all that it loads, and what of it is the engine's."""
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url))
    page.goto(path.as_uri())
    page.wait_for_load_state("load")
    page.wait_for_timeout(200)
    loaded = {Path(unquote(urlsplit(url).path)) for url in asked if url.startswith("file:")}
    files = {found.name for found in Path(sphinx_apparatus.__file__).parent.rglob("static/*")}
    own = [found for found in loaded if found.name in files or "annotate" in found.parts]
    text = path.read_text(encoding="utf-8")
    # The frame around the article is the theme's, but for what we put into the head.
    article = text[text.index("<article") : text.index("</article>")]
    head = re.search(
        r'<meta name="citation_title".*<script [^>]*id="apparatus-annotate">.*?</script>',
        text,
        re.DOTALL,
    )
    assert head is not None
    assert "citation_title" in head[0]
    page_parts = head[0] + article
    assert page_parts.count('application/ld+json">') == text.count('application/ld+json">') > 0
    parts = [page_parts.encode(), *(found.read_bytes() for found in own)]
    names = [{found.name for found in some} for some in (loaded, own)]
    words = re.sub(r"<script.*?</script>|<[^>]+>", "", article, flags=re.DOTALL)
    return Weight(
        names[0],
        packed(found.read_bytes() for found in loaded),
        names[1],
        packed(parts),
        packed([words.encode()]),
    )


def packed(parts: Iterable[bytes]) -> int:
    """Return how many bytes some files have when a server sends them."""
    return sum(len(gzip.compress(part, 9)) for part in parts)


def unfold_headnote(page: Page) -> None:
    """Unfold what the page of a text says of it."""
    page.locator(".apparatus-about > summary").click()
