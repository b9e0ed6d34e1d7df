"""How the answer of a note looks: in the margin, without scripts, on paper, in previews, found."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.support.browser import NARROW, WIDE, Open, violations

ESSAY = "essays/1911-gate.html"
SIZES = """note => Object.fromEntries(
    [".apparatus-summary", ".apparatus-evidence p", "p:not([class])"].map((part) =>
        [part, parseFloat(getComputedStyle(note.querySelector(part)).fontSize)]))"""
WAYS = [(WIDE, "light"), (768, "dark"), (NARROW, "dark")]


@pytest.fixture
def opened(visit: Open, gardens_site: Path, request: pytest.FixtureRequest) -> Page:
    """The page of a text, in one of the ways of looking at it."""
    return visit(ESSAY, site=gardens_site, **request.param)


def looked_at(width: int = WIDE, colors: str = "light", **more: object) -> dict[str, object]:
    return {"viewport": {"width": width, "height": 900}, "color_scheme": colors, **more}


@pytest.mark.parametrize(
    "opened",
    [
        *(looked_at(*way) for way in WAYS),
        pytest.param(looked_at(NARROW, "light"), marks=pytest.mark.slow),
    ],
    indirect=True,
)
def test_an_open_note_shows_the_summary_largest(opened: Page) -> None:
    opened.locator("#mark-fence").click()
    panel = opened.locator(".apparatus-panel")
    summary, evidence, finding = panel.evaluate(SIZES).values()
    assert summary > finding > evidence >= 12
    boxes = [
        panel.locator(part).first.bounding_box()
        for part in (
            ".apparatus-verdict",
            ".apparatus-summary",
            ".apparatus-claim",
            ".apparatus-evidence",
        )
    ]
    tops = [box["y"] for box in boxes if box]
    assert tops == sorted(tops)
    assert len(tops) == 4
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(opened, ".apparatus-panel") == []


@pytest.mark.parametrize("opened", [looked_at(java_script_enabled=False)], indirect=True)
def test_without_scripts_everything_is_there(opened: Page) -> None:
    note = opened.locator("#note-fence")
    for part in ("summary", "claim", "evidence", "later", "history"):
        assert note.locator(f".apparatus-{part}").first.is_visible()


@pytest.mark.parametrize("opened", [looked_at()], indirect=True)
def test_on_paper_everything_is_there(opened: Page) -> None:
    opened.emulate_media(media="print")
    note = opened.locator("#note-fence")
    summary, evidence, finding = note.evaluate(SIZES).values()
    assert summary > finding > evidence
    for part in ("evidence", "later", "history"):
        assert note.locator(f".apparatus-{part}").first.is_visible()


@pytest.mark.parametrize("opened", [looked_at()], indirect=True)
def test_a_preview_leaves_the_quotations_out(opened: Page) -> None:
    opened.locator("#note-letter a[href*='note-forty-gardens']").hover()
    preview = opened.locator(".apparatus-preview")
    preview.wait_for()
    assert preview.locator(".apparatus-summary").is_visible()
    assert preview.locator(".apparatus-evidence:visible").count() == 0


@pytest.mark.parametrize("opened", [looked_at()], indirect=True)
def test_search_finds_and_shows_the_summary(opened: Page, gardens_site: Path) -> None:
    opened.goto(f"{(gardens_site / 'search.html').as_uri()}?q=species")
    found = opened.locator(".apparatus-search-results li")
    found.first.wait_for()
    assert found.count() == 1
    assert found.locator(".apparatus-summary mark").inner_text() == "species"


@pytest.mark.parametrize("opened", [looked_at()], indirect=True)
def test_a_sign_of_the_strip_tells_the_answer(opened: Page) -> None:
    title = opened.locator(".apparatus-strip a").get_attribute("title")
    assert title == (
        "¶2 n. 3: Partly supported · In bloom along the ditch · Counts of 1912 found more species "
        "in bloom along the town ditch in May, but fewer in July."
    )
