"""From a note, a passage or a source to its correction, by mouse, touch and keyboard."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from playwright.sync_api import Locator, Page
from tests.browser.test_annotate import site_with
from tests.support.browser import NARROW, WIDE, Open, violations

from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.model.records import FactCheckHead
from sphinx_apparatus.model.vocabulary import Verdict

pytestmark = pytest.mark.browser
GITHUB = "https://github.com/owner/edition"
ESSAY = "essays/1908-answer.html"
REASON = "The minutes: 35 days, “no keeper”."
SHOWN = "https://harbor.example/report-1907, p. 4"


def window_of(page: Page) -> Locator:
    window = page.locator("dialog.apparatus-correct-window[open]")
    window.wait_for()
    return window


def links_of(window: Locator) -> list[str]:
    """Return the addresses that the window offers, in their order."""
    links = window.locator(".apparatus-annotate-send a").all()
    return [link.get_attribute("href") or "" for link in links]


def open_note(page: Page, id: str) -> Locator:
    page.evaluate(f"location.hash = 'note-{id}'")
    page.locator(".apparatus-panel").get_by_role("button", name="Correct", exact=True).click()
    return window_of(page)


def test_a_changed_verdict_makes_the_file_that_the_check_accepts(
    visit: Open, site: Path, harbors: Path, tmp_path: Path
) -> None:
    page = visit(ESSAY, site=site_with(site, tmp_path / "site", GITHUB, ""))
    window = open_note(page, "keeper-5")
    old = (harbors / "essays/1908-answer/notes/keeper-5.md").read_text(encoding="utf-8")
    assert window.locator("h2").inner_text().startswith("Correct 1908 n. ")
    assert "Claim: " in window.locator(".apparatus-correct-claim").inner_text()
    fits = window.get_by_text("Does the summary still fit?")
    assert fits.count() == 0
    window.locator("[name=verdict]").select_option("unsupported")
    assert fits.is_visible()
    confidence = window.locator("[name=confidence]")
    was_sure = confidence.input_value()
    confidence.select_option("low")
    assert f"confidence: {was_sure} → low" in (
        window.locator(".apparatus-correct-change").inner_text()
    )
    confidence.select_option(was_sure)
    # Without a reason the check would refuse the file: it is held back.
    copy = window.get_by_role("button", name="Copy", exact=True)
    download = window.locator(".apparatus-annotate-foot .apparatus-annotate-download")
    for way in (copy, download, window.locator(".apparatus-annotate-send .apparatus-second")):
        assert way.get_attribute("aria-disabled") == "true"
        assert way.get_attribute("href") is None
        reason = page.locator(f"#{way.get_attribute('aria-describedby')}")
        assert "What is wrong, and what shows it" in reason.inner_text()
    assert "Say what is wrong" in window.locator(".apparatus-faults").inner_text()
    window.locator("[name=reason]").fill(REASON)
    window.locator("[name=sources]").fill(SHOWN)
    assert window.locator(".apparatus-faults").inner_text() == ""
    said = window.locator(".apparatus-correct-change").inner_text()
    assert said.endswith(f" → Unsupported; reason: {REASON} {SHOWN}")
    with page.expect_download() as downloaded:
        download.click()
    text = downloaded.value.path().read_text(encoding="utf-8")
    assert downloaded.value.suggested_filename == "keeper-5.md"
    status = window.locator(".apparatus-annotate-foot .apparatus-annotate-done").inner_text()
    assert status.startswith("keeper-5.md")
    # All of it is in one file: there is nothing else to take along.
    ways = window.locator("button:visible, .apparatus-annotate-download:visible")
    takes = [name for name in ways.all_inner_texts() if "Cop" in name or "Down" in name]
    assert takes == ["Copy", "Download"]
    # Nothing else is touched.
    new = [line for line in text.splitlines() if line not in old.splitlines()]
    today = dt.datetime.now().astimezone().date().isoformat()
    head = yaml.safe_load(text.split("---\n")[1])
    was = yaml.safe_load(old.split("---\n")[1])["verdict"]
    day = dt.date.fromisoformat(today)
    change = {"date": day, "from": was, "to": "unsupported", "reason": f"{REASON} {SHOWN}"}
    assert head["history"] == [change]
    assert head["checked"] == day
    assert len(new) == 8, new
    shutil.copytree(harbors / "essays", tmp_path / "essays")
    shutil.copy(harbors / "references.bib", tmp_path)
    (tmp_path / "essays/1908-answer/notes/keeper-5.md").write_text(text, encoding="utf-8")
    edition = open_edition(tmp_path / "essays", tmp_path / "references.bib")
    assert [str(problem) for problem in edition.problems] == []
    changed = edition.note_by_id["1908-answer/keeper-5"].head
    assert isinstance(changed, FactCheckHead)
    assert changed.verdict is Verdict.UNSUPPORTED

    form, editor = links_of(window)
    asked = parse_qs(urlsplit(form).query)
    assert urlsplit(form).path == "/owner/edition/issues/new"
    number = page.locator("#note-keeper-5 .label").text_content()
    assert asked["title"] == [f"Correction: 1908 n. {number}"]
    assert editor == f"{GITHUB}/edit/main/essays/1908-answer/notes/keeper-5.md"
    # This edition has no form of its own: the text has its headings.
    body = asked["body"][0]
    assert f"### Note\n\n1908-answer/keeper-5 (1908 n. {number})" in body
    assert f"### What is wrong, and what it should say\n\n{REASON}" in body
    assert "### Verdict\n\nunsupported" in body
    assert violations(page, ".apparatus-correct-window") == []


@pytest.mark.parametrize(
    ("address", "host", "paths"),
    [
        ("https://gitlab.com/o/e", "", ["/-/issues/new", "/-/edit/main/"]),
        ("https://codeberg.org/o/e", "", ["/issues/new", "/_edit/main/"]),
        ("https://git.example/o/e", "gitea", ["/issues/new", "/_edit/main/"]),
        ("", "", []),
    ],
)
def test_where_a_correction_goes(
    visit: Open,
    site: Path,
    harbors: Path,
    tmp_path: Path,
    address: str,
    host: str,
    paths: list[str],
) -> None:
    page = visit(ESSAY, site=site_with(site, tmp_path, address, host))
    window = open_note(page, "keeper-5")
    links = links_of(window)
    assert len(links) == len(paths)
    for link, path in zip(links, paths, strict=True):
        assert link.startswith(address + path), link
    if not address:
        assert "no address for contributions" in window.inner_text()
        # What was written is there to be copied and downloaded, in one file.
        summary = window.locator("[name=summary]")
        summary.fill("The keeper stood 35 days.")
        window.locator("[name=reason]").fill(REASON)
        window.locator("[name=sources]").fill(SHOWN)
        with page.expect_download() as downloaded:
            window.locator(".apparatus-annotate-download").click()
        text = downloaded.value.path().read_text(encoding="utf-8")
        assert f" {REASON} {SHOWN}\n---\n" in text
        shutil.copytree(harbors / "essays", tmp_path / "checked" / "essays")
        shutil.copy(harbors / "references.bib", tmp_path / "checked")
        folder = tmp_path / "checked" / "essays"
        (folder / "1908-answer/notes/keeper-5.md").write_text(text, encoding="utf-8")
        edition = open_edition(folder, folder.parent / "references.bib")
        assert [str(problem) for problem in edition.problems] == []
        window.get_by_role("button", name="Clear").click()
        assert "cleared" in window.locator(".apparatus-annotate-report").inner_text()
        assert window.locator("[name=reason]").input_value() == ""


def test_in_tables_lists_and_search_by_mouse_and_keyboard(visit: Open) -> None:
    page = visit("fact-checks.html")
    row = page.locator(".apparatus-checks tbody tr").nth(2)
    row.hover()
    button = page.locator(".apparatus-row-correct")
    assert button.count() == 1
    name = row.locator("a").first.inner_text()
    assert button.get_attribute("aria-label") == f"Correct {name}"
    button.click()
    window = window_of(page)
    assert window.locator("h2").inner_text() == f"Correct {name}"
    assert window.locator("[name=verdict]").input_value()
    page.keyboard.press("Escape")
    # With the keyboard it is the last stop of the row.
    other = page.locator(".apparatus-checks tbody tr").nth(3)
    other.locator("a").last.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "apparatus-row-correct"
    page.keyboard.press("Enter")
    assert window.locator("h2").inner_text() == f"Correct {other.locator('a').first.inner_text()}"
    assert button.count() == 1

    page.goto(page.url.replace("fact-checks.html", "bibliography.html"))
    page.locator("li.apparatus-source").first.hover()
    button.click()
    key = (page.locator("li.apparatus-source").first.get_attribute("id") or "")[len("source-") :]
    assert window_of(page).locator("h2").inner_text() == f"Correct {key}"

    page.goto(page.url.replace("bibliography.html", "search.html?q=keeper"))
    hit = page.locator(".apparatus-search-results li").nth(1)
    hit.hover()
    button.click()
    assert window_of(page).locator("h2").inner_text().startswith("Correct 190")


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_by_touch_on_a_phone(visit: Open, width: int) -> None:
    page = visit(ESSAY, width, has_touch=True, is_mobile=width == NARROW)
    page.locator("#p5 .apparatus-number a").tap()
    page.locator(".apparatus-cite-box").get_by_role("button", name="Correct").tap()
    window = window_of(page)
    assert window.locator("h2").inner_text() == "Correct 1908 ¶5"
    assert "stood 35 days" in window.locator("blockquote").inner_text()
    assert window.evaluate("e => e.scrollWidth <= e.clientWidth")
    # The focused field is clear of the buttons, which stand in one row.
    foot = window.locator(".apparatus-annotate-foot")
    field = window.locator("[name=sources]")
    field.focus()
    assert foot.evaluate(
        "(foot, field) => field.getBoundingClientRect().bottom <= foot.getBoundingClientRect().top",
        field.element_handle(),
    )
    tops = {
        round(box["y"] + box["height"] / 2)
        for part in foot.locator("button:visible, a").all()
        if (box := part.bounding_box())
    }
    assert len(tops) == 1, tops
    for button in window.locator("button:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    window.get_by_role("button", name="Close").tap()
    page.locator("#mark-keeper-5").tap()
    page.locator(".apparatus-panel").get_by_role("button", name="Correct", exact=True).tap()
    assert window_of(page).locator("[name=verdict]").is_visible()


def test_nothing_of_it_is_loaded_before_it_is_asked_for(visit: Open) -> None:
    page = visit(ESSAY)
    scripts = (
        "Array.from(document.scripts).filter(one => /contributing|correct/.test(one.src)).length"
    )
    assert page.evaluate(scripts) == 0
    open_note(page, "keeper-5")
    assert page.evaluate(scripts) == 3
