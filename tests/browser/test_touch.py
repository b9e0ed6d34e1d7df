"""The pages under a finger: notes, previews, the words that somebody marks."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from tests.support.browser import AFTER, NARROW, Open, hasten, unfold_headnote

pytestmark = pytest.mark.browser

ESSAY = "essays/1901-tide.html"
PHONE = {"has_touch": True, "is_mobile": True}
MARK_WORDS = """words => {
    const walker = document.createTreeWalker(document.querySelector("[data-essay]"), 4);
    while (walker.nextNode()) {
        const node = walker.currentNode, at = node.data.indexOf(words);
        if (at >= 0) {
            getSelection().setBaseAndExtent(node, at, node, at + words.length);
            return;
        }
    }
}"""


def test_a_tap_opens_a_note_and_another_closes_it(visit: Open) -> None:
    page = visit(ESSAY, NARROW, **PHONE)
    mark, panel = page.locator("#mark-boats-12"), page.locator(".apparatus-panel")
    mark.tap()
    assert panel.count() == 1
    panel.get_by_role("button", name="Close").tap()
    assert panel.count() == 0
    mark.tap()
    assert panel.count() == 1
    mark.tap()
    assert panel.count() == 0


@pytest.mark.parametrize(
    "link",
    ["details.apparatus-about a[href*='source-']", "details.apparatus-about a[href*='#note-']"],
)
def test_a_tap_shows_a_preview_a_second_follows_and_one_beside_it_closes(
    visit: Open, link: str
) -> None:
    page = visit(ESSAY, NARROW, **PHONE)
    unfold_headnote(page)
    preview = page.locator(".apparatus-preview")
    first = page.locator(link).first
    first.tap()
    preview.wait_for()
    expect(page).to_have_url(re.compile(re.escape(ESSAY) + "$"))
    page.locator("#h1").tap(position={"x": 5, "y": 5})
    assert preview.count() == 0
    first.tap()
    preview.wait_for()
    # What is in it can be used.
    preview.locator(".apparatus-preview-foot").tap()
    page.wait_for_function("location.hash.length > 1")


def test_a_finger_that_rests_on_a_link_does_not_point_at_it(visit: Open) -> None:
    page = visit(ESSAY, NARROW, **PHONE)
    link = page.locator(".apparatus-crossref a").first
    preview = page.locator(".apparatus-preview")
    link.tap(position={"x": 20, "y": 8})
    preview.wait_for()
    page.keyboard.press("Escape")
    assert preview.count() == 0
    hasten(page)
    box = link.bounding_box()
    assert box
    finger = page.context.new_cdp_session(page)
    at = {"x": box["x"] + 8, "y": box["y"] + 8}
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
    page.evaluate(AFTER, 300)
    # It would be open when the finger leaves, which would follow the link.
    assert preview.count() == 0
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    preview.wait_for()
    expect(page).to_have_url(re.compile(re.escape(ESSAY) + "$"))
    # Safari does not focus a link that is tapped.
    link.evaluate("one => one.blur()")
    preview.tap(position={"x": 15, "y": 8})
    page.evaluate(AFTER, 350)
    assert preview.count() == 1


def test_words_marked_with_a_finger_can_be_annotated(visit: Open) -> None:
    page = visit(ESSAY, NARROW, **PHONE)
    page.evaluate(MARK_WORDS, "The Harbor Board then")
    button = page.locator(".apparatus-annotate-button")
    button.wait_for()
    button.tap()
    window = page.locator("dialog.apparatus-annotate-window[open]")
    window.wait_for()
    assert "The Harbor Board then" in window.inner_text()


def test_switches_and_folds_answer_to_a_tap(visit: Open) -> None:
    page = visit(ESSAY, NARROW, **PHONE)
    page.locator(".apparatus-switches summary").tap()
    page.get_by_text("Just the text", exact=True).tap()
    assert page.locator(".apparatus-mark:visible").count() == 0
    page = visit("themes/money.html", NARROW, **PHONE)
    fold = page.locator("details.apparatus-fold").first
    fold.locator("summary").tap()
    assert fold.evaluate("fold => fold.open")
