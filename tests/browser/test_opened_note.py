"""An opened note and its words: in the margin, in a sheet, by mouse, finger and keys."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, TimeoutError, expect
from tests.support.browser import AFTER, NARROW, WIDE, Open, hasten, set_up, violations

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.model.records import FactCheckHead

pytestmark = pytest.mark.browser

ESSAY = "essays/1901-tide.html"
CROWD = "essays/1900-crowd.html"
NOTE = "keeper-3"
PHONE = {"has_touch": True, "is_mobile": True, "viewport": {"width": 390, "height": 844}}
SIZES = [(1024, 800), (768, 1024), (390, 844), (320, 640), (844, 390)]
EXTENT = """elements => { const boxes = elements.flatMap(one => Array.from(one.getClientRects()));
    return [Math.min(...boxes.map(box => box.top)), Math.max(...boxes.map(box => box.bottom))] }"""


def opened(page: Page) -> list[str]:
    """Return the notes whose panels are seen."""
    return page.locator(".apparatus-panel").evaluate_all(
        "all => all.filter(one => one.checkVisibility()).map(one => one.dataset.note)"
    )


def none_opened(page: Page) -> None:
    """Assert that no panel is seen, once the browser has told of what was done."""
    expect(page.locator(".apparatus-panel").locator("visible=true")).to_have_count(0)


def lit(page: Page) -> str:
    words = page.locator(".apparatus-span.apparatus-is-open").all_inner_texts()
    return "".join(words)


def extent(these: Locator) -> tuple[float, float]:
    top, bottom = these.evaluate_all(EXTENT)
    return top, bottom


def note_and_words_are_seen(page: Page) -> bool:
    """Return whether the words of the open note are on the screen, and not under the note."""
    size = page.viewport_size
    assert size
    top, bottom = extent(page.locator(".apparatus-span.apparatus-is-open"))
    panel, _ = extent(page.locator(".apparatus-panel:visible"))
    covers = page.locator(".apparatus-sheet").count()
    end = panel if covers else size["height"]
    root = "getComputedStyle(document.documentElement)"
    header = page.evaluate(f"parseFloat({root}.scrollPaddingTop)")
    return min(header, size["height"] / 4) <= top and bottom <= end and panel < size["height"]


# -- one at a time, and its words ------------------------------------------------------------------


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_opening_a_note_closes_the_other(visit: Open, width: int) -> None:
    page = visit(ESSAY, width)
    page.locator(f"#mark-{NOTE}").click()
    page.locator("#mark-boats-2").click()
    assert opened(page) == ["boats-2"]
    assert lit(page) == "counted 102 boats on a single day"


def test_a_pinned_note_stays(visit: Open) -> None:
    page = visit(ESSAY)
    page.locator(f"#mark-{NOTE}").click()
    pin = page.get_by_role("button", name="Keep open")
    pin.click()
    assert pin.get_attribute("aria-pressed") == "true"
    page.locator("#mark-boats-2").click()
    assert sorted(opened(page)) == ["boats-2", NOTE]
    assert "stood 33 days" in lit(page)
    page.locator("#mark-crowns-3").click()
    assert sorted(opened(page)) == ["crowns-3", NOTE]
    page.get_by_role("button", name="Keep open", pressed=True).click()
    page.locator("#mark-boats-2").click()
    assert opened(page) == ["boats-2"]


def test_words_stay_lit_wherever_the_pointer_goes(visit: Open) -> None:
    page = visit(ESSAY)
    page.locator(f"#mark-{NOTE}").click()
    words = lit(page)
    assert words.startswith("stood 33 days")
    page.locator("#mark-crowns-3").hover()
    assert lit(page) == words
    page.get_by_role("button", name="Close").click()
    assert lit(page) == ""


def test_a_note_in_view_does_not_scroll_the_page(visit: Open) -> None:
    page = visit(ESSAY)
    mark = page.locator(f"#mark-{NOTE}")
    mark.evaluate("one => one.scrollIntoView({block: 'center'})")
    before = page.evaluate("scrollY")
    mark.click()
    assert page.locator(".apparatus-panel").evaluate("one => one.offsetHeight") > 300
    assert page.evaluate("scrollY") == before


def test_an_opened_note_stands_level_with_its_mark(visit: Open) -> None:
    page = visit(ESSAY)
    for mark in page.locator("#p3 .apparatus-mark, #p5 .apparatus-mark").all():
        mark.click()
        page.wait_for_timeout(50)
        top = page.locator(".apparatus-panel").evaluate("one => one.getBoundingClientRect().top")
        at = mark.evaluate("one => one.getBoundingClientRect().top")
        assert abs(top - at) < 12
        assert note_and_words_are_seen(page)
        mark.click()


# -- the sheet ---------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
def test_note_and_words_are_seen_together_on_every_screen(
    visit: Open, size: tuple[int, int]
) -> None:
    width, height = size
    page = visit(ESSAY, width, viewport={"width": width, "height": height}, has_touch=True)
    for name in (NOTE, "crowns-12", "twice-7", "boats-2"):
        page.locator(f"#mark-{name}").tap()
        sheet = page.locator(".apparatus-sheet")
        assert opened(page) == [name]
        # Names have been added to it.
        page.wait_for_function("window.apparatusMore")
        assert note_and_words_are_seen(page), name
        box = sheet.bounding_box()
        assert box
        assert box["height"] <= height * (0.5 if height < 500 else 0.6) + 1
        assert box["y"] + box["height"] == pytest.approx(height, abs=1)
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        page.get_by_role("button", name="Close").tap()
        assert page.evaluate("document.activeElement.id") == f"mark-{name}"
        top, bottom = extent(page.locator(f"#mark-{name}"))
        assert top > 0
        assert bottom < height


def test_a_sheet_scrolls_by_itself_and_its_buttons_stay(visit: Open) -> None:
    page = visit(ESSAY, **PHONE | {"viewport": {"width": 390, "height": 480}})
    page.locator(f"#mark-{NOTE}").tap()
    sheet = page.locator(".apparatus-sheet")
    before = page.evaluate("scrollY")
    sheet.evaluate("one => one.scrollTo(0, one.scrollHeight)")
    assert sheet.evaluate("one => one.scrollTop") > 100
    assert page.evaluate("scrollY") == before
    assert page.get_by_role("button", name="Close").is_visible()
    sizes = sheet.locator("button").evaluate_all(
        """all => all.filter(one => one.checkVisibility()).map(one => {
            const box = one.getBoundingClientRect(); return Math.min(box.width, box.height) })"""
    )
    assert len(sizes) >= 4
    assert min(sizes) >= 24


def test_previous_and_next_go_through_the_text(visit: Open) -> None:
    page = visit(ESSAY, **PHONE)
    marks = page.locator("#p3 .apparatus-mark").evaluate_all(
        "all => all.map(one => one.id.slice('mark-'.length))"
    )
    page.locator(f"#mark-{marks[0]}").tap()
    for name in marks[1:]:
        page.get_by_role("button", name="Next note").tap()
        assert opened(page) == [name]
        assert note_and_words_are_seen(page)
    page.get_by_role("button", name="Previous note").tap()
    assert opened(page) == [marks[-2]]


def test_the_first_note_has_none_before_it_and_hidden_ones_are_passed_over(visit: Open) -> None:
    page = visit(f"{ESSAY}?hide=context,textual", **PHONE)
    shown = page.locator(".apparatus-mark:visible")
    shown.first.tap()
    assert page.get_by_role("button", name="Previous note").is_disabled()
    page.get_by_role("button", name="Next note").tap()
    assert opened(page) == [(shown.nth(1).get_attribute("id") or "").removeprefix("mark-")]


def test_a_tap_on_words_opens_the_note_on_the_fewest(visit: Open, crowd: Path) -> None:
    page = visit(CROWD, site=crowd, **PHONE)
    piece = page.locator("#p1 .apparatus-span").first
    names = (piece.get_attribute("data-notes") or "").split()
    lengths = {
        name: len("".join(page.locator(f"#p1 [data-notes~='{name}']").all_inner_texts()))
        for name in names
    }
    assert len(names) > 1
    piece.tap(position={"x": 25, "y": 10})
    assert lengths[opened(page)[0]] == min(lengths.values())
    page.get_by_role("button", name="Close").tap()
    # Words that are selected are not tapped.
    piece.evaluate("one => getSelection().selectAllChildren(one)")
    piece.dispatch_event("click")
    none_opened(page)


def test_a_mouse_selects_words_and_opens_nothing(visit: Open) -> None:
    page = visit(ESSAY)
    page.locator("[data-notes~='boats-2']").first.click()
    none_opened(page)


@pytest.mark.usefixtures("letters")
def test_a_note_that_opens_under_the_pointer_shows_no_preview(visit: Open) -> None:
    page = visit(ESSAY, 390)
    mark = page.locator("#mark-crowns-4")
    link = page.locator(".apparatus-panel a[href*='#source-']").first
    preview = page.locator(".apparatus-preview")
    close = page.get_by_role("button", name="Close")

    def open_under_the_pointer() -> None:
        # The mark is put where the link will be. A busy browser may overlook a pointer that rests.
        for _ in range(5):
            mark.click()
            box = link.bounding_box()
            assert box
            close.click()
            mark.evaluate(
                "(one, y) => scrollBy(0, one.getBoundingClientRect().y - y)", box["y"] - 6
            )
            page.evaluate(
                """() => {
                    window.arrived = false;
                    document.addEventListener("pointerover", event => {
                        if (event.target.closest(".apparatus-panel a")) window.arrived = true;
                    }) }"""
            )
            mark.click()
            with suppress(TimeoutError):
                page.wait_for_function("window.arrived", timeout=5_000)
                return
            close.click()
        pytest.fail("no link was put under the pointer")

    open_under_the_pointer()
    assert page.locator("script[src*='apparatus-previews']").count() == 0
    # Somebody who points there is shown it.
    page.mouse.move(5, 5)
    link.hover()
    preview.wait_for()
    page.mouse.move(5, 5)
    preview.wait_for(state="detached")
    close.click()
    # Now the script is there, and the source.
    hasten(page)
    open_under_the_pointer()
    page.evaluate(AFTER, 300)
    assert link.evaluate("one => one.matches(':hover')")
    assert preview.count() == 0


def test_the_focus_is_never_under_the_sheet(visit: Open) -> None:
    page = visit(ESSAY, 390, viewport={"width": 390, "height": 844})
    page.locator(f"#mark-{NOTE}").click()
    seen = 0
    for _ in range(60):
        page.keyboard.press("Tab")
        where = page.evaluate(
            """() => { const one = document.activeElement;
                const sheet = document.querySelector(".apparatus-sheet");
                if (one.closest(".apparatus-sheet, .apparatus-preview")) return null;
                return [one.getBoundingClientRect().bottom, sheet.getBoundingClientRect().top] }"""
        )
        if where:
            seen += 1
            assert where[0] <= where[1]
    assert seen > 20


def test_a_note_moves_between_margin_and_sheet(visit: Open) -> None:
    page = visit(ESSAY)
    page.locator(f"#mark-{NOTE}").click()
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(150)
    assert page.locator(".apparatus-sheet").count() == 1
    assert note_and_words_are_seen(page)
    page.set_viewport_size({"width": WIDE, "height": 900})
    page.wait_for_timeout(150)
    assert page.locator(".apparatus-margin .apparatus-panel:visible").count() == 1
    assert page.locator(".apparatus-sheet").count() == 0


# -- links, Back, Escape ---------------------------------------------------------------------------


@pytest.mark.parametrize("width", [WIDE, 390])
def test_the_address_of_a_note_opens_it_at_its_words(visit: Open, width: int) -> None:
    page = visit("index.html", width)
    page.goto(page.url.replace("index.html", f"{ESSAY}#note-crowns-12"))
    page.wait_for_timeout(200)
    assert opened(page) == ["crowns-12"]
    assert lit(page) == "voted 14 thousand crowns"
    assert note_and_words_are_seen(page)


def test_back_restores_what_was_open(visit: Open) -> None:
    page = visit(ESSAY)
    page.locator(f"#mark-{NOTE}").click()
    page.get_by_role("button", name="Keep open").click()
    page.locator("#mark-boats-4").click()
    expect(page).to_have_url(re.compile(re.escape("#note-boats-4") + "$"))
    page.locator(".apparatus-panel a[href*='source-']").first.click()
    page.wait_for_url("**/bibliography.html**")
    page.go_back()
    page.wait_for_timeout(200)
    assert sorted(opened(page)) == ["boats-4", NOTE]
    assert page.get_by_role("button", name="Keep open", pressed=True).count() == 1
    page.reload()
    set_up(page)
    assert sorted(opened(page)) == ["boats-4", NOTE]


def test_notes_on_the_same_words_name_each_other_and_lead_there(visit: Open, crowd: Path) -> None:
    page = visit(CROWD, site=crowd)
    page.locator("#mark-note-0").click()
    others = page.locator(".apparatus-panel .apparatus-same-words a")
    other = (others.first.get_attribute("href") or "").removeprefix("#note-")
    assert other
    others.first.click()
    assert opened(page) == [other]
    page.locator(".apparatus-panel .apparatus-same-words a[href$='#note-note-0']").click()
    assert opened(page) == ["note-0"]
    page.go_back()
    page.wait_for_timeout(100)
    assert opened(page) == [other]


def test_a_note_names_what_refers_to_it(visit: Open) -> None:
    page = visit(ESSAY)
    page.locator("#mark-boats-2").click()
    line = page.locator(".apparatus-panel .apparatus-note-meta", has_text="Referred to in")
    line.get_by_role("link", name="Introduction").click()
    page.wait_for_url("**/introduction.html")


def test_a_note_leads_to_the_list_and_the_list_back(visit: Open) -> None:
    page = visit(ESSAY, **PHONE)
    page.locator(f"#mark-{NOTE}").tap()
    page.get_by_role("link", name="Among all notes").tap()
    none_opened(page)
    label = page.locator(f"#note-{NOTE} > .label")
    expect(label).to_be_focused()
    label.tap()
    expect(page.locator(f"#mark-{NOTE}")).to_be_in_viewport(ratio=1)


def test_escape_closes_a_note_wherever_the_focus_is(visit: Open) -> None:
    page = visit(ESSAY)
    page.locator(f"#mark-{NOTE}").click()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Escape")
    none_opened(page)
    assert page.evaluate("document.activeElement.id") == f"mark-{NOTE}"


def test_escape_closes_every_window(visit: Open) -> None:
    page = visit(ESSAY)
    page.locator(".apparatus-annotate-start").click()
    annotate = page.locator("dialog.apparatus-annotate-window[open]")
    annotate.wait_for()
    # On nothing, where a script of Sphinx prevents what browsers do.
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Escape")
    annotate.wait_for(state="hidden")
    page.keyboard.press("Control+k")
    search = page.locator("dialog:modal")
    search.wait_for()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Escape")
    search.wait_for(state="detached")


# -- the list at the end, and those who hear or print it -------------------------------------------


@pytest.mark.parametrize("scripts", [True, False])
def test_the_list_repeats_the_words_of_each_note(visit: Open, scripts: bool) -> None:
    page = visit(ESSAY, java_script_enabled=scripts)
    words = page.locator(f"#note-{NOTE} > .apparatus-noted-words")
    assert words.is_visible()
    said = " ".join((words.text_content() or "").split())
    assert said == "stood 33 days without a keeper"
    page.emulate_media(media="print")
    assert words.is_visible()


@pytest.mark.parametrize(
    ("width", "colors"),
    [
        (WIDE, "light"),
        (390, "dark"),
        pytest.param(WIDE, "dark", marks=pytest.mark.slow),
        pytest.param(390, "light", marks=pytest.mark.slow),
    ],
)
def test_axe_finds_nothing_in_an_opened_note(
    visit: Open, edition: Edition, width: int, colors: str
) -> None:
    page = visit(ESSAY, width, color_scheme=colors)
    page.locator(f"#mark-{NOTE}").click()
    name = page.locator(".apparatus-panel").get_attribute("aria-label")
    note = edition.essay_by_id["1901-tide"].note(NOTE)
    assert isinstance(note.head, FactCheckHead)
    assert name == f"Note {note.label}, fact-check: {note.head.verdict.word.lower()}"
    # The page around them is looked at in ``test_access.py``.
    assert violations(page, ".apparatus-panel") == []
    page.locator(".apparatus-switches summary").click()
    assert violations(page, ".apparatus-switches") == []


def test_nothing_opened_is_printed(visit: Open) -> None:
    page = visit(ESSAY, 390)
    page.locator(f"#mark-{NOTE}").click()
    page.emulate_media(media="print")
    assert page.locator(".apparatus-panel:visible").count() == 0
