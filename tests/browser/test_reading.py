"""The page of an essay as readers have it: eyes, keys, touch, paper; with scripts and without."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.support.browser import (
    NARROW,
    WIDE,
    Open,
    hasten,
    load_anew,
    set_up,
    shown_text,
    unfold_headnote,
    unread_notes,
    weight,
)

from sphinx_apparatus.edition.edition import Edition

pytestmark = pytest.mark.browser

ESSAY = "essays/1901-tide.html"
OTHER = "essays/1908-answer.html"
HIDE_ALL = "hide=fact-check,context,textual,cross-references"
BOX = """element => { const box = element.getBoundingClientRect();
    return [box.left, box.top, box.right, box.bottom] }"""


def number(edition: Edition, essay: str) -> int:
    return len(edition.essay_by_id[essay].notes)


@pytest.mark.parametrize("scripts", [True, False])
def test_every_note_can_be_read_at_the_end(visit: Open, edition: Edition, scripts: bool) -> None:
    page = visit(ESSAY, java_script_enabled=scripts)
    assert page.locator("aside.apparatus-note").count() == number(edition, "1901-tide")
    assert unread_notes(page) == []
    page.set_viewport_size({"width": NARROW, "height": 900})
    assert unread_notes(page) == []


def test_paper_has_the_notes_that_the_switches_show(visit: Open, edition: Edition) -> None:
    page = visit(ESSAY)
    page.emulate_media(media="print")
    assert unread_notes(page) == []
    assert page.locator(".apparatus-mark:visible").count() == number(edition, "1901-tide")
    page = visit(f"{ESSAY}?{HIDE_ALL}")
    page.emulate_media(media="print")
    assert page.locator(":is(.apparatus-mark, aside.apparatus-note):visible").count() == 0


@pytest.mark.parametrize("scripts", [True, False])
def test_paper_is_black_on_white_with_its_sources(visit: Open, scripts: bool) -> None:
    page = visit(ESSAY, color_scheme="dark", java_script_enabled=scripts)
    paper = page.locator("div.apparatus-paper")
    assert not paper.is_visible()
    page.emulate_media(media="print")
    assert "https://example.org/tide" in paper.inner_text()
    light = """() => [...document.querySelectorAll(
        ".bd-article :is(h1, h2, p, a, .apparatus-sign, .apparatus-lemma)")]
        .map((one) => getComputedStyle(one).color.match(/[0-9]+/g).slice(0, 3).map(Number))
        .filter((color) => Math.max(...color) > 0x66).length"""
    assert page.evaluate(light) == 0
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_no_page_scrolls_sideways(visit: Open, site: Path) -> None:
    """At 320 pixels neither: see ``test_access.py``."""
    page = visit(ESSAY)
    for name in (ESSAY, "fact-checks.html", "themes/money.html"):
        page.goto((site / name).as_uri())
        for width in (WIDE, 768, NARROW):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)


@pytest.mark.usefixtures("letters")
def test_a_line_has_60_to_75_signs(visit: Open) -> None:
    page = visit(ESSAY)
    lines = page.evaluate(
        """() => {
        const range = document.createRange(), counts = [];
        document.querySelectorAll(".apparatus-passage").forEach(block => {
            range.selectNodeContents(block);
            const box = block.getBoundingClientRect();
            const height = parseFloat(getComputedStyle(block).lineHeight);
            const rows = Math.round(box.height / height);
            if (rows > 4) counts.push(block.innerText.length / rows);
        });
        return counts;
    }"""
    )
    assert 60 <= sum(lines) / len(lines) <= 78


# -- the text without notes ------------------------------------------------------------------------


def test_clean_text_has_no_trace_of_marks(visit: Open, edition: Edition) -> None:
    page = visit(f"{ESSAY}?{HIDE_ALL}")
    assert shown_text(page) == [block.text for block in edition.essay_by_id["1901-tide"].blocks]
    assert page.locator(".apparatus-mark:visible, .apparatus-line:visible").count() == 0
    decorated = page.evaluate(
        """() => Array.from(document.querySelectorAll(":is(del, ins, .apparatus-span)"))
            .filter(words => getComputedStyle(words).textDecorationLine !== "none").length"""
    )
    assert decorated == 0


def test_words_of_crossing_spans_are_said_once(visit: Open, crowd: Path, edition: Edition) -> None:
    page = visit("essays/1900-crowd.html", site=crowd)
    tree = page.locator("#p1").aria_snapshot()
    words = page.evaluate(
        """() => {
            const text = document.querySelector("#p1").cloneNode(true);
            // Their numbers would be taken for the end of the words before them.
            text.querySelectorAll(".apparatus-mark").forEach(mark => mark.remove());
            return text.textContent.match(/[a-z]+0x\\d+/g);
        }"""
    )
    assert len(words) == len(set(words)) == 60
    assert re.findall(r"[a-z]+0x\d+", tree) == words


# -- notes in the margin and in place --------------------------------------------------------------


def overlaps(page: Page) -> list[float]:
    boxes = page.evaluate(
        """() => Array.from(document.querySelectorAll(".apparatus-margin > li"))
            .map(line => line.getBoundingClientRect()).map(box => [box.top, box.bottom])
            .sort((one, other) => one[0] - other[0])"""
    )
    return [below[0] - above[1] for above, below in pairwise(boxes)]


def test_margin_lines_stand_beside_their_words_and_never_overlap(visit: Open) -> None:
    page = visit(ESSAY)
    assert min(overlaps(page)) >= -0.5
    far = page.evaluate(
        """() => Array.from(document.querySelectorAll(".apparatus-margin > li")).map(line => {
            const label = line.querySelector(".apparatus-line-label").textContent;
            const mark = Array.from(document.querySelectorAll(".apparatus-mark"))
                .find(mark => mark.textContent.replace(/[^0-9a-z]/g, "") === label);
            return line.getBoundingClientRect().top - mark.getBoundingClientRect().top;
        })"""
    )
    assert min(far) > -30
    assert max(far) < 250
    # None reaches into the text.
    text = page.locator("#p3").evaluate(BOX)
    line = page.locator(".apparatus-margin > li").first.evaluate(BOX)
    assert line[0] > text[2]


def test_nothing_moves_while_the_page_is_made_ready(visit: Open, site: Path) -> None:
    page = visit("index.html")
    page.add_init_script(
        """window.moved = 0;
        new PerformanceObserver(list => list.getEntries().forEach(entry => {
            const ours = entry.sources.some(source => source.node && source.node.parentElement
                && source.node.parentElement.closest(".apparatus-essay, .apparatus-overview"));
            if (ours) window.moved += entry.value;
        })).observe({type: "layout-shift", buffered: true});"""
    )
    page.goto((site / ESSAY).as_uri())
    page.wait_for_timeout(300)
    # A hundredth of what Core Web Vitals call good; the row of controls is set by a script.
    assert page.evaluate("window.moved") < 0.001


def test_who_acts_before_the_page_is_ready_does_not_wait(visit: Open, site: Path) -> None:
    page = visit("index.html")
    # Nothing is drawn, so the steps that make the page ready would never come.
    page.add_init_script("window.requestAnimationFrame = () => 0")
    page.goto((site / ESSAY).as_uri())
    lines = page.locator(".apparatus-margin > li:visible .apparatus-line-title")
    assert (lines.count(), page.locator(".apparatus-strip-placed").count()) == (0, 0)
    page.locator("#mark-boats-12").dispatch_event("click")
    assert page.locator(".apparatus-panel").count() == 1
    assert lines.count() > 1
    assert page.locator(".apparatus-strip-placed").count() == 1


def test_lines_of_the_margin_stand_in_places_that_the_page_has(visit: Open) -> None:
    """What a script puts between passages has every one of them styled anew."""
    places = 'document.querySelectorAll("ul.apparatus-margin").length'
    without = visit(ESSAY, java_script_enabled=False).evaluate(places)
    assert visit(ESSAY).evaluate(places) == without > 5


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_note_opens_whole_in_place_and_closes(visit: Open, width: int) -> None:
    page = visit(ESSAY, width)
    mark = page.locator("#mark-boats-12")
    mark.click()
    panel = page.locator(".apparatus-panel")
    assert panel.count() == 1
    said = "p:not(.apparatus-note-head, .apparatus-noted-words)"
    whole = page.locator(f"#note-boats-12 {said}").all_inner_texts()
    shown = panel.inner_text()
    assert all(paragraph in shown for paragraph in whole)
    left, top, right, _ = panel.evaluate(BOX)
    text = page.locator("#p12").evaluate(BOX)
    if width == WIDE:
        assert left > text[2]
        assert min(overlaps(page)) >= -0.5
    else:
        # Over the foot of the screen, the words above it.
        assert top > page.locator("#mark-boats-12").evaluate(BOX)[1]
        assert right <= width
    panel.get_by_role("button", name="Close").click()
    assert panel.count() == 0
    assert page.evaluate("document.activeElement.id") == "mark-boats-12"


def test_a_tap_opens_a_note(visit: Open) -> None:
    page = visit(ESSAY, NARROW, has_touch=True)
    page.locator("#mark-boats-12").tap()
    assert page.locator(".apparatus-panel").count() == 1


def test_a_margin_line_opens_its_note_and_lights_its_words(visit: Open) -> None:
    page = visit(ESSAY)
    line = page.locator(".apparatus-line", has_text="Boats of 1893")
    line.hover()
    lit = page.locator(".apparatus-span.apparatus-is-lit")
    assert "counted 112 boats" in "".join(lit.all_inner_texts())
    line.click()
    assert page.locator(".apparatus-panel").get_attribute("data-note") == "boats-12"


@pytest.mark.parametrize("name", [ESSAY, pytest.param(OTHER, marks=pytest.mark.slow)])
def test_tab_reaches_every_note(visit: Open, edition: Edition, name: str) -> None:
    page = visit(name, NARROW)
    essay = Path(name).stem
    expected = {f"mark-{note.id}" for note in edition.essay_by_id[essay].notes}
    page.evaluate("document.querySelector('#h1').tabIndex = -1")
    page.locator("#h1").focus()
    reached: set[str] = set()
    for _ in range(len(expected) * 3):
        page.keyboard.press("Tab")
        where = page.evaluate("document.activeElement.id")
        if where in expected and where not in reached:
            reached.add(where)
            if len(reached) % 5 == 1:
                page.keyboard.press("Enter")
                note = where.removeprefix("mark-")
                focused = page.evaluate("document.activeElement.dataset.note || ''")
                assert focused == note
                page.keyboard.press("Escape")
                assert page.evaluate("document.activeElement.id") == where
        if reached == expected:
            break
    assert reached == expected


def test_links_in_an_open_note_follow_it_in_the_order_of_tab(visit: Open) -> None:
    page = visit(ESSAY, NARROW)
    page.locator("#mark-boats-12").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('.apparatus-panel')")


# -- switches --------------------------------------------------------------------------------------


def test_one_switch_leaves_the_text_and_is_kept(visit: Open, edition: Edition) -> None:
    page = visit(ESSAY)
    page.locator(".apparatus-switches summary").click()
    page.get_by_label("Just the text").check()
    assert page.locator(".apparatus-mark:visible").count() == 0
    expect(page).to_have_url(re.compile(re.escape("hide=")))
    load_anew(page)
    assert page.locator(".apparatus-mark:visible").count() == 0
    page.locator(".apparatus-switches summary").click()
    assert page.get_by_label("Just the text").is_checked()
    page.get_by_label("Everything").check()
    assert page.locator(".apparatus-mark:visible").count() == number(edition, "1901-tide")
    expect(page).not_to_have_url(re.compile(re.escape("hide")))
    page.reload()
    set_up(page)
    assert page.locator(".apparatus-mark:visible").count() == number(edition, "1901-tide")


def test_one_switch_leaves_the_fact_checks(visit: Open) -> None:
    page = visit(ESSAY)
    page.locator(".apparatus-switches summary").click()
    page.locator(".apparatus-switches input[value=fact-check][type=radio]").check()
    kinds = page.evaluate(
        """() => Array.from(document.querySelectorAll(".apparatus-mark"))
            .filter(mark => mark.checkVisibility()).map(mark => mark.className)"""
    )
    assert kinds
    assert all("apparatus-mark-fact-check" in kind for kind in kinds)


def test_base_and_reading_text(visit: Open) -> None:
    page = visit(ESSAY)
    word = page.locator("#h4")
    assert "Movment" in word.inner_text()
    page.get_by_label("Reading", exact=True).check()
    assert "Movement" in word.inner_text()
    assert "Movment" not in word.inner_text()
    # The change is still to be seen.
    assert page.locator("#h4 ins").evaluate("e => getComputedStyle(e).textDecorationLine") != "none"
    expect(page).to_have_url(re.compile(re.escape("text=reading")))
    page.reload()
    set_up(page)
    assert "Movement" in word.inner_text()


def test_filter_by_verdict(visit: Open, edition: Edition) -> None:
    page = visit(ESSAY)
    page.locator(".apparatus-switches summary").click()
    for verdict in ("supported", "mostly-supported", "partly-supported", "disputed"):
        page.locator(f"input[value={verdict}]").uncheck()
    left = page.locator(".apparatus-mark-fact-check:visible").count()
    graded = [getattr(n.head, "verdict", "") for n in edition.essay_by_id["1901-tide"].notes]
    assert left == sum(v in ("unsupported", "contradicted", "not-checkable") for v in graded)
    assert page.locator(".apparatus-strip a:visible").count() == left


def test_the_strip_is_one_stop_and_arrows_go_along_it(visit: Open, edition: Edition) -> None:
    page = visit(ESSAY)
    assert page.locator(".apparatus-strip a[tabindex='0']").count() == 1
    page.locator(".apparatus-strip a").first.focus()
    page.keyboard.press("ArrowDown")
    second = page.locator(".apparatus-strip a").nth(1)
    assert second.evaluate("e => e === document.activeElement")
    page.keyboard.press("Enter")
    opened = page.locator(".apparatus-panel").get_attribute("data-note")
    assert second.get_attribute("href") == f"#mark-{opened}"


def test_totals_can_be_unfolded_without_scripts(visit: Open, edition: Edition) -> None:
    page = visit(ESSAY, java_script_enabled=False)
    checks = [n for n in edition.essay_by_id["1901-tide"].notes if n.kind == "fact-check"]
    page.locator(".apparatus-about summary").click()
    assert f"{len(checks)} fact-checks" in page.locator(".apparatus-about").inner_text()
    assert page.locator(".apparatus-switches").is_hidden()
    assert page.locator(".apparatus-strip a").count() == len(checks)


# -- previews --------------------------------------------------------------------------------------


def inside(page: Page) -> bool:
    left, top, right, bottom = page.locator(".apparatus-preview").evaluate(BOX)
    size = page.viewport_size
    assert size
    return left >= 0 and top >= 0 and right <= size["width"] and bottom <= size["height"]


PREVIEWED = {
    "details.apparatus-about a[href*='source-']": "Boyer, Ana",
    "#p2 + .apparatus-crossref a": "The Harbor Board then voted",
    "#p2 + .apparatus-crossref a:nth-of-type(2)": "contrasts",
    "details.apparatus-about a[href*='#note-']": "Boats of 1882",
}


@pytest.mark.parametrize("size", [(WIDE, 900), (320, 256)])
def test_a_preview_opens_on_pointing(visit: Open, size: tuple[int, int]) -> None:
    page = visit(ESSAY, size[0])
    hasten(page)
    preview = page.locator(".apparatus-preview")
    for link, words in PREVIEWED.items():
        page.set_viewport_size({"width": size[0], "height": 900})
        page.evaluate("document.querySelector('details.apparatus-about').open = true")
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.locator(link).first.hover()
        preview.wait_for()
        assert words.lower() in preview.inner_text().lower()
        assert inside(page)
        # Hoverable: the pointer may go into it; dismissible: Escape; persistent until then.
        preview.hover(position={"x": 20, "y": 10})
        page.wait_for_timeout(150)
        assert preview.count() == 1
        page.keyboard.press("Escape")
        assert preview.count() == 0
        page.mouse.move(0, 0)


def test_a_preview_opens_on_focus_and_its_links_can_be_reached(visit: Open) -> None:
    page = visit(ESSAY)
    unfold_headnote(page)
    link = page.locator(".apparatus-about a[href*='source-']").first
    page.keyboard.press("Tab")
    link.focus()
    page.locator(".apparatus-preview").wait_for()
    # A reader who passes by does not stop at its links.
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('.apparatus-preview')")
    link.focus()
    page.locator(".apparatus-preview").wait_for()
    page.keyboard.press("Alt+ArrowDown")
    assert page.evaluate("!!document.activeElement.closest('.apparatus-preview')")
    page.keyboard.press("Escape")
    assert link.evaluate("e => e === document.activeElement")


def test_a_first_tap_shows_and_a_second_follows(visit: Open) -> None:
    page = visit(ESSAY, NARROW, has_touch=True)
    unfold_headnote(page)
    link = page.locator(".apparatus-about a[href*='source-']").first
    link.tap()
    page.locator(".apparatus-preview").wait_for()
    expect(page).to_have_url(re.compile(re.escape(ESSAY) + "$"))
    link.tap()
    page.wait_for_url("**/bibliography.html**")


# -- weight and silence ------------------------------------------------------------------------


def test_a_page_of_a_text_weighs_little(visit: Open, site: Path) -> None:
    found = weight(visit("index.html"), site / ESSAY)
    assert not [name for name in found.loaded if name.endswith(".woff2") or "awesome" in name]
    assert found.whole < 220_000
    scripts = {"apparatus-early.js", "apparatus.css", "apparatus.js"}
    # A browser that has seen the site does not ask for its icon again.
    assert found.files - {"apparatus-icon.svg"} == scripts
    assert found.size < 32_000, "bytes, packed; the page has 50 notes"


def test_icons_are_drawn_without_a_script_or_a_font(visit: Open) -> None:
    page = visit(ESSAY)
    icons = page.locator("i.fa-solid:visible, span.fa-solid:visible")
    assert icons.count() >= 3
    for index in range(icons.count()):
        mask = icons.nth(index).evaluate("one => getComputedStyle(one, '::before').maskImage")
        assert mask.startswith('url("data:image/svg+xml,')


def test_previews_are_fetched_when_somebody_points_at_a_link(visit: Open) -> None:
    page = visit(ESSAY)
    unfold_headnote(page)
    fetched = "Array.from(document.scripts).filter(one => /previews/.test(one.src)).length"
    page.locator("#mark-boats-12").hover()
    assert page.evaluate(fetched) == 0
    page.locator("details.apparatus-about a[href*='#note-']").first.hover()
    page.locator(".apparatus-preview").wait_for()
    assert page.evaluate(fetched) == 1


def test_a_link_that_is_touched_leads_on_if_there_are_no_previews(visit: Open) -> None:
    page = visit(ESSAY, NARROW, has_touch=True)
    unfold_headnote(page)
    # Requests for files cannot be stopped, but led astray.
    page.evaluate("document.documentElement.dataset.content_root = './nowhere/'")
    page.locator("details.apparatus-about a[href*='source-']").first.tap()
    page.wait_for_url("**/bibliography.html**")


def test_what_annotates_is_fetched_when_it_is_asked_for(visit: Open) -> None:
    page = visit(ESSAY)
    scripts = "Array.from(document.scripts).filter(one => /annotate/.test(one.src)).length"
    assert page.evaluate(scripts) == 0
    page.locator(".apparatus-annotate-start").focus()
    page.keyboard.press("Enter")
    page.locator("dialog.apparatus-annotate-window[open]").wait_for()
    assert page.evaluate(scripts) == 2


def test_no_request_leaves_the_folder_and_no_script_fails(visit: Open) -> None:
    page = visit("fact-checks.html")
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    here = page.url.rpartition("/")[0]
    for name in ("index.html", ESSAY, "themes/money.html", "fact-checks.html"):
        page.goto(f"{here}/{name}")
        page.wait_for_load_state("load")
    page.goto(f"{here}/search.html?q=dues")
    page.wait_for_timeout(200)
    assert len(asked) > 5
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert faults == []


# -- citing ----------------------------------------------------------------------------------------


def test_the_text_can_be_cited_without_scripts(visit: Open) -> None:
    page = visit(ESSAY, java_script_enabled=False)
    page.locator(".apparatus-cite summary").click()
    forms = page.locator(".apparatus-cite pre").all_inner_texts()
    assert len(forms) == 4
    assert "version 0.3" in forms[0]
    record = json.loads(forms[2])
    assert record["issued"] == {"date-parts": [[1901, 3, 2]]}
    assert forms[3].endswith("1901-tide.html")


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_passage_is_cited_with_one_key(visit: Open, width: int) -> None:
    page = visit(ESSAY, width)
    page.locator("#p9 .apparatus-number a").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape("#p9") + "$"))
    page.wait_for_function(
        "document.activeElement.getAttribute('aria-label') === 'Copy Chicago'", timeout=3000
    )
    forms = page.locator(".apparatus-citation pre").all_inner_texts()
    assert "¶9" in forms[0]
    assert json.loads(forms[2])["note"] == "¶9"
    assert forms[3].endswith("1901-tide.html#p9")
    page.keyboard.press("Enter")
    page.wait_for_function(
        "document.activeElement.textContent === 'Copied' || String(getSelection()).includes('¶9')"
    )


def test_a_note_is_cited_by_its_name_and_its_day(visit: Open, edition: Edition) -> None:
    page = visit(ESSAY)
    page.locator("#mark-boats-12").click()
    page.locator(".apparatus-panel").get_by_role("button", name="Cite").click()
    page.locator(".apparatus-citation pre").first.wait_for()
    forms = page.locator(".apparatus-citation pre").all_inner_texts()
    assert "1901-tide/boats-12" in forms[0]
    record = json.loads(forms[2])
    assert record["id"] == "1901-tide/boats-12"
    head = edition.essay_by_id["1901-tide"].note("boats-12").head
    day = head.checked or head.created
    assert day
    assert record["issued"] == {"date-parts": [[day.year, day.month, day.day]]}
    assert f"date = {{{day}}}" in forms[1]
    assert f", checked {day:%B} {day.day}, {day.year}, in" in forms[0]
    assert forms[3].endswith("#note-boats-12")
    assert min(overlaps(page)) >= -0.5


# -- names -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_an_open_note_tells_whom_it_is_about(visit: Open, edition: Edition, width: int) -> None:
    """Each name has a preview: who it is, and where else the notes speak of it."""
    page = visit(ESSAY, width)
    page.locator("#mark-boats-9").click()
    names = page.locator(".apparatus-panel a[href*='#name-']")
    names.first.wait_for()
    kinds = {name.name: name.kind for name in edition.shared.names}
    note = edition.essay_by_id["1901-tide"].note("boats-9")
    about = [term for term in note.head.index if kinds[term] != "subject"]
    assert names.all_inner_texts() == about
    names.first.hover()
    preview = page.locator(".apparatus-preview")
    preview.wait_for()
    assert about[0] in preview.inner_text()
    assert preview.locator("a[href*='#note-']").count()
    assert preview.locator("a[href*='#p']").count()
    assert inside(page)
    assert min([0, *overlaps(page)]) >= -0.5


def test_names_leave_no_trace_in_the_text(visit: Open) -> None:
    page = visit(ESSAY)
    assert page.locator(".apparatus-block a[href*='#name-']").count() == 0


@pytest.mark.parametrize(("name", "forms"), [(ESSAY, 4), ("about/citing.html", 3)])
def test_a_text_and_the_edition_are_cited_with_one_key(visit: Open, name: str, forms: int) -> None:
    page = visit(name)
    if name == ESSAY:
        page.locator(".apparatus-cite summary").click()
    buttons = page.locator(".apparatus-forms button")
    assert buttons.count() == forms
    buttons.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(
        "document.activeElement.textContent === 'Copied' || String(getSelection()).includes('0.3')"
    )


# -- proposing a note ------------------------------------------------------------------------------


def test_the_button_at_the_head_proposes_a_note(visit: Open) -> None:
    page = visit(ESSAY)
    page.get_by_role("link", name="Propose a note").click()
    page.locator("dialog.apparatus-annotate-window[open]").wait_for()
    page = visit(ESSAY, java_script_enabled=False)
    page.get_by_role("link", name="Propose a note").click()
    expect(page).to_have_url(re.compile(re.escape("contributing/index.html") + "$"))
