"""Accessibility: what axe-core and the Nu HTML checker find, which should be nothing.

One page of each kind; with APPARATUS_ALL_PAGES set, every page of the site.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest
from tests.support.browser import NARROW, WIDE, Open, violations

pytestmark = pytest.mark.browser

ESSAY = "essays/2019-leigh.html"
KINDS = [
    "index.html",
    "themes/main-enemy.html",
    "fact-checks.html",
    "cross-references.html",
    "chronology.html",
    "debates/2019.html",
    "names.html",
    "coverage.html",
    "bibliography.html",
    "about/rights.html",
    "about/data.html",
    "contributing/index.html",
    "contributing/rules/A044.html",
    "search.html?q=sanctions",
    "genindex.html",
    "404.html",
]
ALL = bool(os.environ.get("APPARATUS_ALL_PAGES"))
WAYS = [(width, colors) for width in (WIDE, NARROW) for colors in ("light", "dark")]
NPM, JAVA = shutil.which("npm"), shutil.which("java")
VNU = "vnu-jar@26.9.27"
VNU_SHA256 = "5970d3ffca91a627cf0965e5d91bb2e4242307c29292998de0b419d6a901b2b7"


def names_of(site: Path) -> list[str]:
    """Return the pages to look at: one of each kind, or all."""
    if not ALL:
        return [ESSAY, *KINDS]
    paths = [path.relative_to(site) for path in sorted(site.rglob("*.html"))]
    return [path.as_posix() for path in paths if "_static" not in path.parts]


@pytest.mark.parametrize(("width", "colors"), WAYS if ALL else (WAYS[0], WAYS[3]))
def test_axe_finds_nothing(visit: Open, html_site: Path, width: int, colors: str) -> None:
    page = visit("index.html", width, color_scheme=colors)
    found = {}
    for name in names_of(html_site):
        address, _, query = name.partition("?")
        page.goto(f"{(html_site / address).as_uri()}{query and '?' + query}")
        found[name] = violations(page)
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize(("width", "colors"), WAYS)
def test_axe_finds_nothing_in_an_open_note(visit: Open, width: int, colors: str) -> None:
    page = visit(ESSAY, width, color_scheme=colors)
    page.locator(".apparatus-switches summary").click()
    page.locator(".apparatus-mark").first.click()
    assert violations(page) == []


@pytest.mark.parametrize(("width", "colors"), [WAYS[0], WAYS[3]])
def test_axe_finds_nothing_in_unfolded_notes(visit: Open, width: int, colors: str) -> None:
    page = visit("themes/main-enemy.html", width, color_scheme=colors)
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    assert violations(page) == []


# WCAG 2.2 asks for targets of 24 pixels; axe leaves the rule off unless told.
@pytest.fixture(scope="module")
def nu_checker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Nu HTML checker, from its package on npm."""
    folder = tmp_path_factory.mktemp("npm")
    subprocess.run([str(NPM), "pack", VNU, "--silent"], cwd=folder, check=True, timeout=240)
    (packed,) = folder.glob("*.tgz")
    assert hashlib.sha256(packed.read_bytes()).hexdigest() == VNU_SHA256
    with tarfile.open(packed) as archive:
        archive.extract("package/build/dist/vnu.jar", folder, filter="data")
    return folder / "package" / "build" / "dist" / "vnu.jar"


@pytest.mark.java
@pytest.mark.skipif(NPM is None, reason="needs npm: apt-get install npm")
@pytest.mark.skipif(JAVA is None, reason="needs Java: apt-get install default-jre-headless")
def test_the_nu_checker_finds_no_error(html_site: Path, nu_checker: Path) -> None:
    pages = [html_site / name.partition("?")[0] for name in names_of(html_site)]
    command = [
        "java",
        "-jar",
        str(nu_checker),
        "--format",
        "json",
        "--errors-only",
        *map(str, pages),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(done.stderr)["messages"]
    assert [f"{m['url']}: {m['message']}" for m in messages] == []


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


@pytest.mark.parametrize("name", [ESSAY, "cross-references.html", "themes/main-enemy.html"])
def test_nothing_moves_for_those_who_ask_for_stillness(visit: Open, name: str) -> None:
    assert visit(name, reduced_motion="reduce").evaluate(MOVING) == []


@pytest.mark.parametrize("scripts", [True, False])
def test_nothing_is_off_screen_at_400_percent(visit: Open, html_site: Path, scripts: bool) -> None:
    """A window of 1280 by 1024 pixels at 400 %, WCAG 1.4.10; the same width as a small phone."""
    page = visit("index.html", 320, java_script_enabled=scripts)
    page.set_viewport_size({"width": 320, "height": 256})
    wide = {}
    for name in names_of(html_site):
        page.goto((html_site / name.partition("?")[0]).as_uri())
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[name] = width
    assert wide == {}
