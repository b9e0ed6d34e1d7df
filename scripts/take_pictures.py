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
from pathlib import Path

from PIL import Image
from playwright.sync_api import FloatRect, Page, sync_playwright

_ESSAY, _BLOCK, _NOTE = "2026-social-movement", "p14", "panama-marines"
_WORDS = "the 1989 invasion by US Marines"
# Wide enough for the margin, small enough to be read in a column of text.
_WIDTH, _HEIGHT = 1120, 700
_MOST_COLORS = 48

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
    block = page.locator(f"#{_BLOCK}").bounding_box()
    assert block is not None
    _keep(page, into / "select.png", block, around=12)
    button.click()
    window = page.locator("dialog.apparatus-annotate-window").bounding_box()
    assert window is not None
    _keep(page, into / "window.png", window, around=24)
    page.get_by_role("button", name="Close").click()
    page.evaluate("getSelection().removeAllRanges()")
    page.locator(f"#mark-{_NOTE}").click()
    note = page.locator(f".apparatus-panel[data-note={_NOTE}]")
    note.wait_for(state="visible")
    page.evaluate("scrollBy(0, 160)")
    box = note.bounding_box()
    assert box is not None
    above = 180  # the lines that the note is about
    whole = FloatRect(
        x=box["x"], y=box["y"] - above, width=box["width"], height=box["height"] + above
    )
    _keep(page, into / "note.png", whole, around=12)


def _keep(page: Page, path: Path, box: FloatRect, around: int) -> None:
    """Write a part of the page as a picture with few colors."""
    x, y = max(0, box["x"] - around), max(0, box["y"] - around)
    clip = FloatRect(
        x=x,
        y=y,
        width=min(_WIDTH, box["x"] + box["width"] + around) - x,
        height=min(_HEIGHT, box["y"] + box["height"] + around) - y,
    )
    shot = Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")
    path.parent.mkdir(exist_ok=True)
    shot.quantize(_MOST_COLORS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name}: {shot.width} × {shot.height}, {path.stat().st_size / 1024:.0f} kB")


if __name__ == "__main__":
    sys.exit(main())
