#!/usr/bin/env python3
"""Measure what readers wait for: blocking time, movement and weight of pages of a built site.

Chromium opens each page from the folder. A task of the page's main thread that takes more than 50
milliseconds blocks for the rest of its time; the sum is that of a device with a quarter of this
machine's speed. Counted is processor time, which does not grow while other programs run: Chromium's
own throttling stretches the clock, and would count them too. Of several runs the least is shown.
"""

from __future__ import annotations

import argparse
import gzip
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.table import Table

from measuring import browser_here

SLOWER = 4
LONG = 50
"""Milliseconds of a task that nobody notices."""
SIZES = ((1400, 900), (390, 844))
CATEGORIES = ["toplevel", "__metadata"]
MOVED = """
window.moved = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.moved += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
MAIN_THREAD, TASK = "CrRendererMain", "ThreadControllerImpl::RunTask"


def opened(browser: Browser, address: str, size: tuple[int, int]) -> tuple[float, float, int]:
    """Open a page; return milliseconds that it blocks, how much it moves, its bytes packed."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    page.add_init_script(MOVED)
    loaded: set[str] = set()
    page.on("request", lambda request: loaded.add(request.url))
    events: list[dict[str, Any]] = []
    session = context.new_cdp_session(page)
    session.on("Tracing.dataCollected", lambda found: events.extend(found["value"]))
    ended: list[object] = []
    session.on("Tracing.tracingComplete", lambda found: ended.append(found))
    session.send("Tracing.start", {"traceConfig": {"includedCategories": CATEGORIES}})
    page.goto(address)
    page.wait_for_timeout(2000)
    session.send("Tracing.end")
    while not ended:
        page.wait_for_timeout(20)
    moved = page.evaluate("window.moved")
    context.close()
    files = (Path(unquote(urlsplit(url).path)) for url in loaded if url.startswith("file:"))
    packed = sum(len(gzip.compress(file.read_bytes(), 9)) for file in files if file.is_file())
    return blocking(events), moved, packed


def blocking(events: list[dict[str, Any]]) -> float:
    """Return the milliseconds for which long tasks block, on the busiest main thread."""
    threads: dict[tuple[int, int], list[float]] = {
        (event["pid"], event["tid"]): []
        for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == MAIN_THREAD
    }
    for event in events:
        place = event["pid"], event["tid"]
        if place in threads and event["name"] == TASK and event["ph"] == "X":
            threads[place].append(SLOWER * event.get("tdur", 0) / 1000)
    busiest = max(threads.values(), key=sum, default=[])
    return sum(task - LONG for task in busiest if task > LONG)


def pages(
    site: Path, names: Sequence[str], runs: int
) -> Iterator[tuple[str, int, list[tuple[float, float, int]]]]:
    """Yield each page and width with what each run of :func:`opened` found.

    :param names: the pages; if there are none, the first page and the texts.
    """
    texts = sorted((site / "essays").glob("*.html"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_here())
        for name in names or ["index.html", *(f"essays/{text.name}" for text in texts)]:
            address = (site.resolve() / name).as_uri()
            for size in SIZES:
                yield name, size[0], [opened(browser, address, size) for _ in range(runs)]
        browser.close()


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, help="folder of the built site")
    parser.add_argument("pages", nargs="*", help="its pages; else the first page and the texts")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    table = Table("page", "width", "blocks, ms", "moves", "kB, packed", box=None)
    for name, width, runs in pages(options.site, options.pages, options.runs):
        blocks, moves, weight = (min(values) for values in zip(*runs, strict=True))
        table.add_row(name, str(width), f"{blocks:.0f}", f"{moves:.5f}", f"{weight / 1000:.0f}")
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
