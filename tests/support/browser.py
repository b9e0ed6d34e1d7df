"""Pages in a browser: widths, and what axe-core finds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

WIDE, NARROW = 1400, 360
NOTES = 300  # of the crowded essay
Open = Callable[..., Page]
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
AXE_OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


def violations(page: Page, within: str = "html") -> list[str]:
    page.evaluate(AXE.read_text())
    run = "([within, options]) => axe.run(within, options)"
    found = page.evaluate(run, [within, AXE_OPTIONS])["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]
