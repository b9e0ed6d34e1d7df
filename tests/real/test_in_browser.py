"""The real edition in a browser: its texts, whatever their notes say.

What scripts and styles do is tested on a small edition, in ``tests/browser``. Here are the first
page and those of the texts; with APPARATUS_ALL_PAGES set, every page of the site.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.support.browser import (
    ALL_PAGES,
    NARROW,
    WIDE,
    Open,
    places_found,
    shown_text,
    text_in_window,
    unread_notes,
    violations_on_pages,
    weight,
)

from sphinx_apparatus.edition.edition import Edition

pytestmark = pytest.mark.browser

ESSAYS = ("essays/2019-leigh.html", "essays/2026-social-movement.html")
WAYS = [(width, colors) for width in (WIDE, NARROW) for colors in ("light", "dark")]
HEAVIEST = 60_000
"""Bytes, packed, that the engine may add to the words of a text and of its notes."""
HEAVIEST_WHOLE = 170_000
"""Bytes of all that such a page loads beside these words, packed."""


@pytest.fixture(scope="module")
def names(site: Path) -> list[str]:
    """The pages to look at."""
    if not ALL_PAGES:
        return ["index.html", *ESSAYS]
    paths = [path.relative_to(site) for path in sorted(site.rglob("*.html"))]
    return [path.as_posix() for path in paths if "_static" not in path.parts]


@pytest.mark.parametrize(("width", "colors"), WAYS if ALL_PAGES else WAYS[:1])
def test_axe_finds_nothing(
    visit: Open, site: Path, names: list[str], width: int, colors: str
) -> None:
    page = visit("index.html", width, color_scheme=colors)
    assert violations_on_pages(page, site, names) == {}


@pytest.mark.java
def test_the_nu_checker_finds_no_error(
    site: Path, names: list[str], nu_errors: Callable[[Iterable[Path]], list[str]]
) -> None:
    assert nu_errors(site / name for name in names) == []


def test_nothing_is_off_screen_at_400_percent(visit: Open, site: Path, names: list[str]) -> None:
    page = visit("index.html", 320)
    wide = {}
    for name in names:
        page.goto((site / name).as_uri())
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[name] = width
    assert wide == {}


@pytest.mark.parametrize("name", ESSAYS)
def test_every_note_and_every_word_can_be_read(visit: Open, edition: Edition, name: str) -> None:
    essay = edition.essay_by_id[Path(name).stem]
    page = visit(name, NARROW)
    assert page.locator("aside.apparatus-note").count() == len(essay.notes)
    assert unread_notes(page) == []
    texts = [block.text for block in essay.blocks]
    assert text_in_window(page) == texts
    page = visit(f"{name}?hide=fact-check,context,textual,cross-references&text=base")
    assert shown_text(page) == texts


@pytest.mark.parametrize("name", ESSAYS)
def test_a_page_of_a_text_weighs_little(visit: Open, site: Path, name: str) -> None:
    found = weight(visit("index.html"), site / name)
    assert found.size - found.words < HEAVIEST
    assert found.whole - found.words < HEAVIEST_WHOLE


def test_search_loads_the_files_of_its_words_and_no_others(visit: Open, site: Path) -> None:
    page = visit("search.html?q=zzz")
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto((site / "search.html").as_uri() + "?q=workers+intervention")
    assert places_found(page) > 0
    page.locator(".apparatus-search-results li").first.wait_for()
    index = [Path(url).name for url in loaded if "/_static/search/" in url]
    files = [name for name in index if not name.startswith("text-")]
    assert len(files) == 3, files
    whole = sum(1 for _ in (site / "_static" / "search").glob("*.js"))
    assert len(index) < whole / 3


@pytest.mark.parametrize("name", ESSAYS)
@pytest.mark.parametrize(("width", "height", "most"), [(1400, 900, 700), (390, 844, 844)])
def test_a_text_begins_on_the_first_screen(
    visit: Open, name: str, width: int, height: int, most: int
) -> None:
    page = visit(name, width, viewport={"width": width, "height": height})
    assert page.locator("#p1").evaluate("e => e.getBoundingClientRect().top") <= most
    assert page.locator("h1:visible").count() == page.locator("h1.apparatus-block").count() == 1


@pytest.mark.parametrize("name", ESSAYS)
def test_every_sign_of_the_strip_can_be_hit(visit: Open, edition: Edition, name: str) -> None:
    page = visit(name)
    signs = page.locator(".apparatus-strip a:visible")
    signs.first.wait_for()  # They have no place until the page was drawn.
    assert signs.count() == len(edition.essay_by_id[Path(name).stem].fact_checks)
    assert signs.evaluate_all(
        """all => all.every(one => {
            const box = one.getBoundingClientRect();
            const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            return box.height >= 11 && one.contains(hit);
        })"""
    )


def test_a_text_with_gaps_says_so_and_offers_them_filled(visit: Open) -> None:
    page = visit(ESSAYS[0])
    gaps = page.locator(".apparatus-gaps")
    assert "missing in 8 places" in gaps.inner_text()
    gaps.get_by_role("button").click()
    assert gaps.is_hidden()
    assert "⟨SocialistWorker.org⟩" in page.locator("#p1").inner_text()
    assert page.get_by_label("Reading", exact=True).is_checked()
    assert visit(ESSAYS[1]).locator(".apparatus-gaps").count() == 0


def test_verdict_and_confidence_lead_to_what_they_mean(visit: Open) -> None:
    page = visit(ESSAYS[1])
    # Before the text there is no stop more for the keyboard.
    assert not page.locator("a.apparatus-defined").count()
    page.locator(".apparatus-mark-fact-check").first.click()
    links = page.locator(".apparatus-panel a.apparatus-defined")
    assert links.all_inner_texts() == ["● Supported", "confidence high"]
    links.first.hover()
    preview = page.locator(".apparatus-preview")
    preview.wait_for()
    assert "bears out the claim" in preview.inner_text()


def test_a_source_is_found_by_its_words(visit: Open) -> None:
    page = visit("bibliography.html")
    entries = page.locator(".apparatus-bibliography > li:visible")
    count = entries.count()
    page.get_by_label("Filter").fill("TELESUR lavrov")
    assert 0 < entries.count() < 10
    assert page.get_by_role("status").inner_text() == f"{entries.count()} of {count} sources"
    assert page.locator(".apparatus-letters").is_hidden()
    expect(page).to_have_url(re.compile(re.escape("source=TELESUR")))
    page.get_by_label("Filter").fill("")
    assert entries.count() == count
