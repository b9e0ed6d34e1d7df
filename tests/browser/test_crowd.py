"""The worst case: 300 notes on one page, their spans nested, crossing and equal."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Page
from tests.support.browser import NARROW, NOTES, WIDE, Open

pytestmark = pytest.mark.browser

CROWD = "essays/1900-crowd.html"


def gaps(page: Page) -> list[float]:
    """Return the room between the lines in the margin; below zero they overlap."""
    boxes = page.evaluate(
        """() => Array.from(document.querySelectorAll(".apparatus-margin > li"))
            .map(line => line.getBoundingClientRect()).map(box => [box.top, box.bottom])
            .sort((one, other) => one[0] - other[0])"""
    )
    return [below[0] - above[1] for above, below in pairwise(boxes)]


def test_they_are_placed_quickly_and_without_overlap_and_nothing_moves(
    visit: Open, crowd: Path
) -> None:
    page = visit("index.html", site=crowd)
    page.add_init_script(
        """window.moved = 0;
        new PerformanceObserver(list => list.getEntries().forEach(entry => {
            if (!entry.hadRecentInput) window.moved += entry.value;
        })).observe({type: "layout-shift", buffered: true});"""
    )
    client = page.context.new_cdp_session(page)
    client.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto((crowd / CROWD).as_uri())
    page.wait_for_load_state("load")
    page.wait_for_timeout(300)
    assert page.locator(".apparatus-margin > li").count() == NOTES
    assert page.evaluate("window.moved") < 0.005
    assert min(gaps(page)) >= -0.5
    took = page.evaluate("performance.getEntriesByName('apparatus-place').map(e => e.duration)")
    assert median(took) < 100


def test_the_margin_keeps_its_order_when_notes_are_open(visit: Open, crowd: Path) -> None:
    page = visit(CROWD, site=crowd)
    for number in (0, 1, 40, 299):
        page.locator(f"#mark-note-{number}").click()
        page.get_by_role("button", name="Keep open", pressed=False).click()
    assert page.locator(".apparatus-margin .apparatus-panel").count() == 4
    assert min(gaps(page)) >= -0.5
    # No open note reaches into the text.
    text = page.locator("#p1").bounding_box()
    panel = page.locator(".apparatus-panel").first.bounding_box()
    assert text
    assert panel
    assert panel["x"] > text["x"] + text["width"]


@pytest.mark.parametrize("scripts", [True, False])
def test_lines_keep_their_height_and_nothing_is_wide(
    visit: Open, crowd: Path, scripts: bool
) -> None:
    page = visit(CROWD, site=crowd, java_script_enabled=scripts)
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        # The marks do not disturb the lines: a passage is a whole number of them.
        assert max(abs(row - round(row)) for row in rows_of_passages(page)) < 0.05


def rows_of_passages(page: Page) -> list[float]:
    """Return the height of each passage, in lines."""
    rows: list[float] = page.evaluate(
        """() => Array.from(document.querySelectorAll(".apparatus-passage")).map(block => {
            const height = block.getBoundingClientRect().height;
            return height / parseFloat(getComputedStyle(block).lineHeight);
        })"""
    )
    return rows


def test_every_note_leads_to_its_mark_and_back(visit: Open, crowd: Path) -> None:
    page = visit(CROWD, NARROW, site=crowd, java_script_enabled=False)
    lost = page.evaluate(
        """() => Array.from(document.querySelectorAll("aside.apparatus-note")).filter(note => {
            const id = note.id.replace("note-", "mark-"), mark = document.getElementById(id);
            return !note.querySelector(`a[href="#${id}"]`) || !mark || mark.hash !== "#" + note.id
                || !mark.checkVisibility() || !note.checkVisibility();
        }).length"""
    )
    assert lost == 0


@pytest.mark.parametrize("name", ["1900-crowd", "1901-tide"])
def test_no_line_breaks_elsewhere_while_words_are_lit(
    visit: Open, crowd: Path, site: Path, name: str
) -> None:
    page = visit(f"essays/{name}.html", site=crowd if name == "1900-crowd" else site)
    moved = page.evaluate(
        """() => {
        const marks = Array.from(document.querySelectorAll(".apparatus-mark"));
        const places = () => marks.map(mark => mark.getBoundingClientRect().left);
        const before = places(), spans = document.querySelectorAll(".apparatus-span, ins, del");
        spans.forEach(span => span.classList.add("apparatus-is-lit"));
        marks.forEach(mark => mark.classList.add("apparatus-is-lit"));
        return places().filter((left, index) => left !== before[index]).length;
    }"""
    )
    assert moved == 0


def test_crossing_words_light_up_for_their_own_note_alone(visit: Open, crowd: Path) -> None:
    page = visit(CROWD, site=crowd)
    for number in (0, 20, 40):
        page.locator(f"#mark-note-{number}").hover()
        lit = page.locator(".apparatus-span.apparatus-is-lit")
        notes = lit.evaluate_all("all => all.map(piece => piece.dataset.notes.split(' '))")
        assert notes
        assert all(f"note-{number}" in each for each in notes)
        every = page.locator(f'[data-notes~="note-{number}"]')
        assert lit.count() == every.count()
