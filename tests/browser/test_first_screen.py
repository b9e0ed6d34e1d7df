"""The text on the first screen, marks that say what they lead to, the strip, the keyboard."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect
from tests.support.browser import WIDE, Open

from sphinx_apparatus.edition.edition import Edition

pytestmark = pytest.mark.browser

ESSAY = "essays/1901-tide.html"
OTHER = "essays/1908-answer.html"


@pytest.mark.parametrize("name", [ESSAY, OTHER])
@pytest.mark.parametrize(("width", "height", "most"), [(1400, 900, 700), (390, 844, 844)])
def test_the_text_begins_on_the_first_screen(
    visit: Open, name: str, width: int, height: int, most: int
) -> None:
    page = visit(name, width, viewport={"width": width, "height": height})
    assert page.locator("#p1").evaluate("e => e.getBoundingClientRect().top") <= most
    tops = page.locator(
        ".apparatus-controls > :visible, .apparatus-switches > :visible"
    ).evaluate_all(
        "parts => parts.map(part => part.getBoundingClientRect()).filter(box => box.height)"
        ".map(box => box.top + box.height / 2)"
    )
    assert max(tops) - min(tops) < 4, "the controls are one row"


def test_the_head_of_the_text_is_the_title_of_the_page(visit: Open, edition: Edition) -> None:
    page = visit(ESSAY)
    assert page.locator("h1:visible").count() == 1
    assert page.locator("h1.apparatus-block#h1").count() == 1
    assert page.locator("main").inner_text().count(edition.essay_by_id["1901-tide"].head.title) == 1


def test_what_is_said_of_a_text_unfolds_without_scripts(visit: Open) -> None:
    page = visit(ESSAY, java_script_enabled=False)
    about = page.locator(".apparatus-about")
    assert about.locator("p:visible").count() == 0
    about.locator("summary").click()
    assert about.locator("p").count() == about.locator("p:visible").count() > 1


@pytest.mark.parametrize("scripts", [True, False])
def test_a_mark_says_what_it_leads_to(visit: Open, edition: Edition, scripts: bool) -> None:
    page = visit(ESSAY, java_script_enabled=scripts)
    for note in edition.essay_by_id["1901-tide"].notes:
        name = f"Note {note.label}, {note.head.kind.noun}"
        if note.fact_check:
            name += f": {note.fact_check.verdict.word.lower()}"
        mark = page.locator(f"#mark-{note.id}")
        assert mark.get_attribute("aria-label") == name
        start = " ".join(note.head.quote.split()[:5])
        assert start in (mark.get_attribute("aria-description") or "")
        assert mark.locator(".apparatus-sign").count() == bool(note.fact_check)


def test_what_is_copied_has_no_marks(visit: Open, edition: Edition) -> None:
    page = visit(ESSAY)
    block = next(b for b in edition.essay_by_id["1901-tide"].blocks if b.id == "p1")
    copied = page.evaluate(
        "getSelection().selectAllChildren(document.querySelector('#p1')), String(getSelection())"
    )
    assert " ".join(copied.split()) == block.text


def test_checked_words_are_underlined_until_somebody_says_no(visit: Open) -> None:
    page = visit(ESSAY)
    lines = "e => getComputedStyle(e).textDecorationLine"
    checked = page.locator("span.apparatus-checked").first
    assert checked.evaluate(lines) == "underline"
    page.locator(".apparatus-switches summary").click()
    page.get_by_label("Underline checked words").uncheck()
    assert checked.evaluate(lines) == "none"
    expect(page).to_have_url(re.compile(re.escape("hide=underline")))
    page.get_by_label("Underline checked words").check()
    page.get_by_label("Fact-checks").last.uncheck()
    assert checked.evaluate(lines) == "none"


def test_folds_over_the_text_close_with_escape_and_a_click_elsewhere(visit: Open) -> None:
    page = visit(ESSAY)
    fold = page.locator(".apparatus-switches details")
    fold.locator("summary").click()
    page.keyboard.press("Escape")
    assert fold.get_attribute("open") is None
    assert fold.locator("summary").evaluate("e => e === document.activeElement")
    fold.locator("summary").click()
    page.locator(".apparatus-cite summary").click()
    assert fold.get_attribute("open") is None
    page.mouse.click(5, 895)
    assert page.locator(".apparatus-cite").get_attribute("open") is None


def stops_to_the_third_mark(page: Page) -> int:
    """Return how often somebody who begins at the top presses a key until the third mark."""
    marks = 0
    for stops in range(1, 40):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if "Skip to the text" in focused:
            page.keyboard.press("Enter")
        marks += 'role="doc-noteref"' in focused
        if marks == 3:
            return stops
    return 99


@pytest.mark.parametrize("width", [WIDE, 390])
def test_the_third_mark_is_at_most_twelve_stops_away(visit: Open, width: int) -> None:
    assert stops_to_the_third_mark(visit(ESSAY, width)) <= 12


def test_text_and_notes_are_sections_with_headings(visit: Open) -> None:
    page = visit(ESSAY, java_script_enabled=False)
    for name in ("The text", "Notes"):
        assert page.get_by_role("heading", name=name, exact=True).count() == 1
    assert page.get_by_role("region", name="The text").locator(".apparatus-passage").count() > 1
    assert page.get_by_role("region", name="Notes", exact=True).locator("aside").count() > 1


# -- the strip -------------------------------------------------------------------------------------


def test_every_sign_of_the_strip_can_be_hit(visit: Open, edition: Edition) -> None:
    page = visit(ESSAY)
    signs = page.locator(".apparatus-strip a:visible")
    assert signs.count() == len(edition.essay_by_id["1901-tide"].fact_checks)
    tops = signs.evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
    assert min(below - above for above, below in pairwise(tops)) >= 11 - 0.1
    assert signs.evaluate_all(
        """all => all.every(one => {
            const box = one.getBoundingClientRect();
            const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            return one.contains(hit);
        })"""
    )


def test_a_strip_without_room_has_the_worst_sign_of_each_passage(
    visit: Open, edition: Edition
) -> None:
    essay = edition.essay_by_id["1901-tide"]
    page = visit(ESSAY, viewport={"width": WIDE, "height": 220})
    signs = page.locator(".apparatus-strip a:visible")
    checks = essay.fact_checks
    blocks = {note.span.block for note, _ in checks if note.span}
    assert signs.count() == len(blocks)
    counts = signs.evaluate_all("all => all.map(one => Number(one.dataset.count || 1))")
    assert sum(counts) == len(checks)
    worst = [note.id for note, head in checks if head.verdict.value == "contradicted"]
    shown = signs.evaluate_all("all => all.map(one => one.hash)")
    assert any(f"#mark-{id}" in shown for id in worst)


def test_a_sign_opens_its_note_with_the_words_in_the_upper_third(visit: Open) -> None:
    page = visit(ESSAY, viewport={"width": WIDE, "height": 500})
    last = page.locator(".apparatus-strip a:visible").last
    id = (last.get_attribute("href") or "").removeprefix("#mark-")
    last.click()
    assert page.locator(".apparatus-panel").get_attribute("data-note") == id
    middle = page.locator(f"#mark-{id}").evaluate("e => e.getBoundingClientRect().top")
    assert 100 < middle < 400


def test_the_strip_shows_what_is_on_the_screen(visit: Open) -> None:
    page = visit(ESSAY, viewport={"width": WIDE, "height": 500})
    bar = page.locator(".apparatus-strip-view")
    before = bar.bounding_box()
    page.evaluate("scrollTo({top: 900, behavior: 'instant'})")
    page.wait_for_timeout(100)
    after = bar.bounding_box()
    assert before
    assert after
    assert after["y"] > before["y"]
