"""A text on a page of a project with another theme: its margin, its notes, the rest of the page."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.html.test_guest import THEMES, built, host
from tests.support.browser import NARROW, WIDE, Open

pytestmark = pytest.mark.browser
PAGE = "garden.html"
LOOKS = """() => JSON.stringify([...document.querySelectorAll(
    "body, h1:not(.apparatus-guest *), h2:not(.apparatus-guest *), nav a, form, #after p"
)].filter(part => !part.closest(".apparatus-guest")).map(part => {
    const { color, backgroundColor, font, margin, padding, display } = getComputedStyle(part);
    return [part.tagName, color, backgroundColor, font, margin, padding, display];
}))"""


@pytest.mark.parametrize("theme", THEMES)
def test_notes_beside_the_text_and_below_it(
    visit: Open, garden: Path, tmp_path: Path, theme: str
) -> None:
    if importlib.util.find_spec(theme) is None:
        pytest.skip(f"{theme} is not installed")
    built(host(tmp_path, theme, garden))
    site = tmp_path / "html"

    page = visit(PAGE, WIDE, site=site)
    lines = page.locator(".apparatus-margin .apparatus-line")
    expect(lines.first).to_be_visible()
    line, text = lines.first.bounding_box(), page.locator("#p1").bounding_box()
    assert line and text
    assert line["x"] > text["x"] + 0.8 * text["width"]
    assert line["x"] + line["width"] <= WIDE
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDE
    lines.first.click()
    expect(page.locator(".apparatus-panel:visible")).to_have_count(1)
    with_style = json.loads(page.evaluate(LOOKS))
    page.evaluate("document.querySelectorAll('link[href*=guest]').forEach(one => one.remove())")
    assert json.loads(page.evaluate(LOOKS)) == with_style

    page = visit(PAGE, NARROW, site=site)
    expect(page.locator(".apparatus-margin .apparatus-line").first).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
    page.locator(".apparatus-mark").first.click()
    expect(page.locator(".apparatus-panel:visible")).to_have_count(1)
