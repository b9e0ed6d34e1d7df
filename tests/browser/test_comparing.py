"""Reading across the texts: passages side by side with their notes, and the map of the debate."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.support.browser import NARROW, WIDE, Open

from sphinx_apparatus.edition.edition import Edition

pytestmark = pytest.mark.browser

THEME, MAP = "themes/keepers.html", "cross-references.html"
BOX = """element => { const box = element.getBoundingClientRect();
    return [box.left, box.top, box.right, box.bottom] }"""
STROKES = """selector => Array.from(document.querySelectorAll(selector + " path"))
    .map(path => parseFloat(getComputedStyle(path).strokeWidth))"""


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_passages_stand_side_by_side_or_one_under_the_other(visit: Open, width: int) -> None:
    page = visit(THEME, width)
    for pair in page.locator(".apparatus-pair").all():
        one, other = (side.evaluate(BOX) for side in pair.locator(".apparatus-pair-side").all())
        if width == WIDE:
            assert one[1] == other[1]
            assert one[2] <= other[0]
        else:
            assert one[3] <= other[1]


@pytest.mark.parametrize("scripts", [True, False])
def test_the_notes_on_the_words_unfold_beside_them(
    visit: Open, edition: Edition, scripts: bool
) -> None:
    page = visit(THEME, java_script_enabled=scripts)
    reference = next(r for r in edition.cross_references if r.id == "keepers")
    notes = edition.touching(reference, 0)
    assert notes
    one, other = page.locator("#crossing-keepers .apparatus-pair-side").all()
    folds = one.locator("details.apparatus-fold")
    assert folds.count() == len(notes)
    for fold, note in zip(folds.all(), notes, strict=True):
        summary = fold.locator("summary")
        assert note.head.title in summary.inner_text()
        summary.focus()
        page.keyboard.press("Enter")
        words = fold.inner_text()
        assert getattr(note.head, "claim", "") in words
        assert fold.locator("a[href*='#note-']").last.is_visible()
    # Nothing is said of the other words, and nobody reads that nothing is.
    assert edition.touching(reference, 1) == []
    assert other.locator("details").count() == 0


@pytest.mark.parametrize("scripts", [True, False])
def test_on_paper_the_notes_are_unfolded(visit: Open, scripts: bool) -> None:
    page = visit(THEME, java_script_enabled=scripts)
    hidden = """() => Array.from(document.querySelectorAll(".apparatus-fold > *"))
        .filter(part => part.getBoundingClientRect().height < 8
            || !part.checkVisibility({contentVisibilityAuto: true})).length"""
    assert page.evaluate(hidden)
    page.emulate_media(media="print")
    assert page.evaluate(hidden) == 0
    one, other = (side.evaluate(BOX) for side in page.locator(".apparatus-pair-side").all()[:2])
    assert one[2] <= other[0]


@pytest.mark.parametrize("scripts", [True, False])
def test_tab_goes_through_the_map_and_each_link_leads_on(
    visit: Open, site: Path, scripts: bool
) -> None:
    page = visit(MAP, java_script_enabled=scripts)
    links = page.locator(".apparatus-map a")
    number = links.count()
    links.first.focus()
    reached = []
    for _ in range(number):
        reached.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        page.keyboard.press("Tab")
    assert reached == links.evaluate_all("all => all.map(a => a.getAttribute('aria-label'))")
    for target in links.evaluate_all("all => all.map(a => a.getAttribute('href'))"):
        name, _, id = target.partition("#")
        assert f'id="{id}"' in (site / name).read_text(encoding="utf-8")


def test_what_is_pointed_at_in_the_map_stands_out(visit: Open, edition: Edition) -> None:
    page = visit(MAP)
    reference = edition.cross_references[0]
    essay, block = edition.ends(reference)[0]
    place = f"{essay.id}-{block.id}"
    page.locator(f".apparatus-map .apparatus-at-{place}").hover()
    page.wait_for_timeout(200)
    assert set(page.evaluate(STROKES, f".apparatus-to-{place}")) == {2.5}
    assert 1 in page.evaluate(STROKES, f"a:not(.apparatus-to-{place})")
    # A theme shows all its lines, under the focus too.
    theme = page.locator(".apparatus-map-theme").nth(1)
    theme.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    page.mouse.move(0, 0)
    lines = theme.evaluate(
        """theme => Array.from(theme.parentNode.querySelectorAll("path"))
            .map(path => getComputedStyle(path).strokeWidth)"""
    )
    assert set(lines) == {"2.5px"}


def test_the_map_is_told_in_words(visit: Open, edition: Edition) -> None:
    page = visit(MAP)
    tree = page.locator(".apparatus-map").aria_snapshot()
    assert 'group "The map of the debate"' in tree
    told = page.locator(".apparatus-map desc").text_content() or ""
    assert all(theme.title in told for theme in edition.shared.themes)
    table = page.locator(".apparatus-crossings tbody tr")
    assert table.count() == len(edition.cross_references)


PICTURES = [MAP, "chronology.html", "fact-checks.html", "debates/1901.html"]
INK = "e => getComputedStyle(e.querySelector('text')).fill"


def test_pictures_follow_light_and_dark_and_fit_a_sheet(visit: Open, site: Path) -> None:
    page = visit("index.html")
    picture = page.locator(".apparatus-picture svg").first
    for name in PICTURES:
        page.emulate_media(media="screen", color_scheme="light")
        page.goto((site / name).as_uri())
        light = picture.evaluate(INK)
        page.emulate_media(media="screen", color_scheme="dark")
        for _ in range(100):
            if picture.evaluate(INK) != light:
                break
            page.wait_for_timeout(50)  # The theme follows in a script.
        assert picture.evaluate(INK) != light, name
        page.emulate_media(media="print")
        _, top, _, bottom = picture.evaluate(BOX)
        assert bottom - top <= 20 * 96 / 2.54 + 1, name
        assert picture.evaluate(INK) == "rgb(0, 0, 0)", name


def test_words_in_pictures_stay_in_them(visit: Open, site: Path) -> None:
    page = visit("index.html", NARROW)
    for name in PICTURES:
        page.goto((site / name).as_uri())
        assert words_outside(page) == [], name


def words_outside(page: Page) -> list[str]:
    """Return the words of pictures that are not within them."""
    out: list[str] = page.evaluate(
        """() => Array.from(document.querySelectorAll(".apparatus-picture text")).filter(words => {
            const box = words.getBoundingClientRect();
            const all = words.ownerSVGElement.getBoundingClientRect();
            return box.left < all.left - 1 || box.right > all.right + 1;
        }).map(words => words.textContent)"""
    )
    return out


def test_two_panes_on_wide_screens_only(visit: Open) -> None:
    page = visit("side-by-side.html")
    for width, columns in ((1400, 2), (900, 2), (390, 1)):
        page.set_viewport_size({"width": width, "height": 900})
        pair = page.locator(".apparatus-parallel .apparatus-pair").first
        shown = pair.evaluate("e => getComputedStyle(e).gridTemplateColumns.split(' ').length")
        assert shown == columns
        assert page.evaluate("document.documentElement.scrollWidth") <= width
