#!/usr/bin/env python3
"""Take the pictures of CONTRIBUTING anew, from a built site: docs/contributing/pictures/.

They show the site as a reader of an edition with a repository sees it; the drawing of the host's
steps, host.svg, is made by hand. Needs the test tools and Chromium.
"""

from __future__ import annotations

import argparse
import io
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from PIL import Image
from playwright.sync_api import FloatRect, Locator, Page, sync_playwright

_ESSAY, _BLOCK, _NOTE = "2026-social-movement", "p14", "panama-marines"
_WORDS = "the 1989 invasion by US Marines"
# Narrow, so that the words can be read on a phone as well.
_WIDTH, _HEIGHT, _WHOLE = 640, 780, 1500
_MOST_COLORS = 24

# The page as a build with an address would have it.
_WITH_REPOSITORY = """
Object.defineProperty(window, "apparatusContributing", {
  set(settings) {
    this.kept = { ...settings, repository: "https://github.com/owner/edition", host: "github" };
  },
  get() { return this.kept; },
});
"""
_SELECT = r"""
([id, words]) => {
  const block = document.getElementById(id);
  block.scrollIntoView({ block: "center" });
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let text = "";
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest(".apparatus-number, .apparatus-mark, .apparatus-mark-gap")) {
      continue;
    }
    nodes.push([node, text.length]);
    text += node.data.replace(/\s/g, " ");
  }
  const at = text.indexOf(words), end = at + words.length;
  const [first, firstAt] = nodes.findLast(([, start]) => start <= at);
  const [last, lastAt] = nodes.findLast(([, start]) => start < end);
  const range = document.createRange();
  range.setStart(first, at - firstAt);
  range.setEnd(last, end - lastAt);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}
"""


def main() -> int:
    """Run the command; return its exit status."""
    project = Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("site", nargs="?", type=Path, default=project / "build" / "html")
    site = parser.parse_args().site.resolve()
    address = site / "essays" / f"{_ESSAY}.html"
    if not address.is_file():
        parser.error(f"there is no {address}; build the site first, with make html")
    into = project / "docs" / "contributing" / "pictures"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=["--no-sandbox"],
        )
        context = browser.new_context(
            viewport={"width": _WIDTH, "height": _HEIGHT},
            device_scale_factor=1.5,
            color_scheme="light",
            reduced_motion="reduce",
            offline=True,
        )
        page = context.new_page()
        page.add_init_script(_WITH_REPOSITORY)
        page.goto(address.as_uri())
        _take(page, into)
        browser.close()
    return 0


def _take(page: Page, into: Path) -> None:
    page.evaluate(_SELECT, [_BLOCK, _WORDS])
    button = page.locator(".apparatus-annotate-button")
    button.wait_for(state="visible")
    _keep(page, into / "select.png", [page.locator(f"#{_BLOCK}"), button], around=12)
    button.click()
    _keep(page, into / "window.png", [page.locator("dialog[open]")], around=24)
    page.get_by_role("button", name="Close").click()
    page.evaluate("getSelection().removeAllRanges()")
    # The whole note, and the words above it.
    page.set_viewport_size({"width": _WIDTH, "height": _WHOLE})
    mark = page.locator(f"#mark-{_NOTE}")
    mark.click()
    note = page.locator(f".apparatus-panel[data-note={_NOTE}]")
    note.wait_for(state="visible")
    page.mouse.move(0, 0)
    page.evaluate(
        "([mark, note]) => scrollBy(0, mark.getBoundingClientRect().y"
        " - note.getBoundingClientRect().y + 84)",
        [mark.element_handle(), note.element_handle()],
    )
    _keep(page, into / "note.png", [mark, note], around=24)


def _keep(page: Page, path: Path, parts: Sequence[Locator], around: int) -> None:
    """Write the part of the page that holds these as a picture with few colors."""
    boxes = [box for part in parts if (box := part.bounding_box())]
    assert len(boxes) == len(parts), path.name
    size = page.viewport_size
    assert size is not None
    x = max(0, min(box["x"] for box in boxes) - around)
    y = max(0, min(box["y"] for box in boxes) - around)
    right = min(size["width"], max(box["x"] + box["width"] for box in boxes) + around)
    bottom = min(size["height"], max(box["y"] + box["height"] for box in boxes) + around)
    clip = FloatRect(x=x, y=y, width=right - x, height=bottom - y)
    shot = Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")
    path.parent.mkdir(exist_ok=True)
    shot.quantize(_MOST_COLORS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name}: {shot.width} × {shot.height}, {path.stat().st_size / 1024:.0f} kB")


if __name__ == "__main__":
    sys.exit(main())
