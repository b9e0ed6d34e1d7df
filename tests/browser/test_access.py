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

import axe_playwright_python
import pytest
from tests.browser.conftest import NARROW, WIDE, Open

pytestmark = pytest.mark.browser

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
ESSAY = "essays/2019-leigh.html"
KINDS = [
    "index.html",
    "themes/two-fronts.html",
    "fact-checks.html",
    "chronology.html",
    "names.html",
    "search.html?q=sanctions",
    "404.html",
]
ALL = bool(os.environ.get("APPARATUS_ALL_PAGES"))
CASES = [(ESSAY, width, colors) for width in (WIDE, NARROW) for colors in ("light", "dark")]
CASES += [(page, *case) for page in KINDS for case in ((WIDE, "light"), (NARROW, "dark"))]
NPM, JAVA = shutil.which("npm"), shutil.which("java")
VNU = "vnu-jar@26.9.27"
VNU_SHA256 = "5970d3ffca91a627cf0965e5d91bb2e4242307c29292998de0b419d6a901b2b7"


@pytest.mark.parametrize(("name", "width", "colors"), CASES)
def test_axe_finds_nothing(visit: Open, name: str, width: int, colors: str) -> None:
    page = visit(name, width, color_scheme=colors)
    if name == ESSAY:
        page.locator(".apparatus-switches summary").click()
        page.locator(".apparatus-mark").first.click()
    assert _violations(page) == []


@pytest.mark.skipif(not ALL, reason="every page only with APPARATUS_ALL_PAGES=1 (make test-all)")
def test_axe_finds_nothing_on_any_page(visit: Open, html_site: Path) -> None:
    for path in sorted(html_site.rglob("*.html")):
        name = path.relative_to(html_site).as_posix()
        if "_static" not in name:
            assert (name, _violations(visit(name))) == (name, [])


def _violations(page) -> list[str]:  # type: ignore[no-untyped-def]
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run()")["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]


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
    names = [name.partition("?")[0] for name in [ESSAY, *KINDS]]
    pages = [path for path in html_site.rglob("*.html") if "_static" not in path.parts]
    if not ALL:
        pages = [html_site / name for name in names]
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
