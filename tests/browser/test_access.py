"""Accessibility: what axe-core and the Nu HTML checker find in a page of each kind: nothing.

``tests/real`` does the same with the real edition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from tests.support.browser import (
    ALL_PAGES,
    NARROW,
    WIDE,
    Open,
    violations,
    violations_on_pages,
)

pytestmark = pytest.mark.browser

ESSAY = "essays/1901-tide.html"
NAMES = [
    ESSAY,
    "index.html",
    "themes/money.html",
    "fact-checks.html",
    "chronology.html",
    "search.html?q=harbor",
    "side-by-side.html",
    "cross-references.html",
    "debates/1901.html",
    "names.html",
    "bibliography.html",
    "about/data.html",
    "404.html",
    "textual-notes.html",
    "coverage.html",
    "about/rights.html",
    "contributing/index.html",
    "contributing/A044.html",
    "genindex.html",
]
"""A page of each kind; those behind the first have less and less that no other has."""
WAYS = [(width, colors) for width in (WIDE, NARROW) for colors in ("light", "dark")]
NAMES_BY_WAY = {WAYS[0]: NAMES[:13], WAYS[3]: NAMES[:6]}
if ALL_PAGES:
    NAMES_BY_WAY = dict.fromkeys(WAYS, NAMES)


@pytest.mark.parametrize(("width", "colors"), NAMES_BY_WAY)
def test_axe_finds_nothing(visit: Open, site: Path, width: int, colors: str) -> None:
    page = visit("index.html", width, color_scheme=colors)
    assert violations_on_pages(page, site, NAMES_BY_WAY[width, colors]) == {}


@pytest.mark.parametrize(("width", "colors"), [WAYS[0], WAYS[3]])
def test_axe_finds_nothing_in_unfolded_notes(visit: Open, width: int, colors: str) -> None:
    page = visit("themes/money.html", width, color_scheme=colors)
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    assert violations(page) == []


@pytest.mark.java
def test_the_nu_checker_finds_no_error(
    site: Path, nu_errors: Callable[[Iterable[Path]], list[str]]
) -> None:
    assert nu_errors(site / name.partition("?")[0] for name in NAMES) == []


def test_focus_is_not_hidden_under_the_head_of_the_page(visit: Open) -> None:
    page = visit(ESSAY, NARROW)
    head = page.locator(".bd-header-article").bounding_box()
    assert head
    page.locator("#mark-" + page.locator(".apparatus-mark").nth(20).get_attribute("id")[5:]).focus()  # type: ignore[index]
    page.keyboard.press("Enter")
    top = page.evaluate("document.activeElement.getBoundingClientRect().top")
    assert top >= head["height"] - 1


def test_colors_are_not_forced_away(visit: Open) -> None:
    page = visit(ESSAY, forced_colors="active")
    sign = page.locator(".apparatus-sign").first
    assert sign.evaluate("e => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"
    page.locator(".apparatus-line").first.hover()
    lit = page.locator(".apparatus-span.apparatus-is-lit").first
    assert lit.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


MOVING = """() => Array.from(document.querySelectorAll("*")).filter(element => {
    const style = getComputedStyle(element);
    const long = (times) => times.split(",").some((time) => parseFloat(time) > 0.01);
    return element.closest("main") && (style.scrollBehavior === "smooth"
        || (style.transitionProperty !== "none" && long(style.transitionDuration))
        || (style.animationName !== "none" && long(style.animationDuration)));
}).map(element => element.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("name", [ESSAY, "cross-references.html", "themes/money.html"])
def test_nothing_moves_for_those_who_ask_for_stillness(visit: Open, name: str) -> None:
    assert visit(name, reduced_motion="reduce").evaluate(MOVING) == []


@pytest.mark.parametrize("scripts", [True, False])
def test_nothing_is_off_screen_at_400_percent(visit: Open, site: Path, scripts: bool) -> None:
    """A window of 1280 by 1024 pixels at 400 %, WCAG 1.4.10; the same width as a small phone."""
    page = visit("index.html", 320, java_script_enabled=scripts)
    page.set_viewport_size({"width": 320, "height": 256})
    wide = {}
    # Without scripts there is less on a page, and nothing that could be wider.
    for name in NAMES if scripts or ALL_PAGES else NAMES[:6]:
        page.goto((site / name.partition("?")[0]).as_uri())
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[name] = width
    assert wide == {}
