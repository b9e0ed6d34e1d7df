"""From words selected in the page to a file that the check takes and that stands on those words."""

from __future__ import annotations

import json
import random
import re
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page
from tests.browser.conftest import Open

from sphinx_apparatus.annotating import host_of
from sphinx_apparatus.edition import Edition, open_edition
from sphinx_apparatus.problems import Rule

pytestmark = pytest.mark.browser
ESSAYS = ("2019-leigh", "2026-social-movement")
SELECTIONS = 50
# An oracle apart from the page's script: the browser itself copies what is selected, and everything
# that is no word of the base text is taken out of the copy.
SELECT = """
([block, from, to]) => {
  const other = ".apparatus-number, .apparatus-mark, .apparatus-mark-gap, .apparatus-reading";
  const element = document.getElementById(block);
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const points = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    for (let at = 0; at <= node.data.length; at += 1) points.push([node, at]);
  }
  const place = (share) => points[Math.min(points.length - 1, Math.floor(share * points.length))];
  const range = document.createRange();
  range.setStart(...place(from));
  range.setEnd(...place(to));
  const words = (part) => {
    const copy = document.createElement("div");
    copy.append(part.cloneContents());
    copy.querySelectorAll(other).forEach((found) => found.remove());
    return copy.textContent;
  };
  const before = document.createRange();
  before.setStart(element, 0);
  before.setEnd(range.startContainer, range.startOffset);
  // What lies inside a mark or a number is none of the words, though a copy loses its element.
  const inside = (node) => Boolean(node.parentElement.closest(other));
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  return {
    words: words(range), before: words(before),
    plain: !inside(range.startContainer) && !inside(range.endContainer),
  };
}
"""


def file_in(page: Page) -> tuple[str, str]:
    """Give path and text of the file that the window shows."""
    window = page.locator("dialog.apparatus-annotate-window")
    return (
        window.locator("details code").text_content() or "",
        window.locator("details textarea").input_value(),
    )


def annotate(page: Page, kind: str) -> tuple[str, str]:
    """Press the button at the selection, choose a kind, take the file, close."""
    page.locator(".apparatus-annotate-button").click()
    page.locator(f"input[name=apparatus-annotate-kind][value={kind}]").check()
    made = file_in(page)
    page.get_by_role("button", name="Close").click()
    return made


def edition_with(repository: Path, into: Path, files: dict[str, str]) -> Edition:
    """Give the real edition with some files more."""
    shutil.copytree(repository / "essays", into / "essays")
    shutil.copy(repository / "references.bib", into)
    for path, text in files.items():
        (into / path).write_text(text, encoding="utf-8")
    return open_edition(into / "essays", into / "references.bib")


def widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span to whole words, as a person would."""
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    for match in re.finditer(r"\w+(?:['’]\w+)*", text):
        if match.start() < start < match.end():
            start = match.start()
        if match.start() < end < match.end():
            end = match.end()
    return start, end


def test_fifty_random_selections_anchor_to_the_same_words(
    visit: Open, repository: Path, edition: Edition, tmp_path: Path
) -> None:
    chance = random.Random(20261122)
    files: dict[str, str] = {}
    expected: dict[str, tuple[str, int, str]] = {}
    pages = {id: visit(f"essays/{id}.html") for id in ESSAYS}
    while len(files) < SELECTIONS:
        essay = edition.essay_by_id[chance.choice(ESSAYS)]
        block = chance.choice(essay.blocks)
        start = chance.random()
        share = [start, min(1.0, start + chance.random() * min(1.0, 200 / len(block.text)))]
        page = pages[essay.id]
        got: dict[str, Any] = page.evaluate(SELECT, [block.id, *share])
        if not got["words"].strip() or not got["plain"]:
            continue
        first = len(re.sub(r"\s+", " ", got["before"]).lstrip())
        words = re.sub(r"\s+", " ", got["words"])
        if block.text[first : first + 1] != words[:1]:
            first = block.text.index(words.strip(), max(0, first - 1))
            words = words.strip()
        begin, end = widened(block.text, first, min(len(block.text), first + len(words)))
        _, text = annotate(page, chance.choice(("fact-check", "context", "textual")))
        # A title and a name of its own: the page does not know of the other forty-nine.
        id = f"random-{len(files)}"
        text = re.sub(r"title: >-\n  .*", f"title: Random {len(files)}", text)
        files[f"essays/{essay.id}/notes/{id}.md"] = text
        expected[f"{essay.id}/{id}"] = (block.id, begin, block.text[begin:end])
    made = edition_with(repository, tmp_path, files)
    allowed = {Rule.UNFILLED, Rule.DUPLICATE_NOTE, Rule.QUOTE_LENGTH}
    assert [str(p) for p in made.problems if p.rule not in allowed] == []
    for id, (block_id, begin, words) in expected.items():
        note = made.note_by_id[id]
        assert note.span is not None
        found = made.essay_by_id[note.essay].block_of(note.span)
        there = (found.id, note.span.start, found.text[note.span.start : note.span.end])
        assert there == (block_id, begin, words)


def test_the_page_reads_the_stream_that_the_check_reads(visit: Open, edition: Edition) -> None:
    for essay in edition.essays:
        page = visit(f"essays/{essay.id}.html")
        page.locator(".apparatus-annotate-start").click()
        # Script and settings are fetched on demand.
        page.locator("#apparatus-annotate-area").wait_for()
        options = page.locator("#apparatus-annotate-passage option")
        assert options.count() == len(essay.blocks)
        for index, block in enumerate(essay.blocks):
            page.locator("#apparatus-annotate-passage").select_option(str(index))
            assert page.locator("#apparatus-annotate-area").input_value() == block.text


def test_words_dragged_over_with_the_mouse(visit: Open) -> None:
    page = visit("essays/2019-leigh.html")
    block = page.locator("#p5")
    block.scroll_into_view_if_needed()
    box = block.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 60, box["y"] + 16)
    page.mouse.down()
    page.mouse.move(box["x"] + 260, box["y"] + 16, steps=5)
    page.mouse.up()
    page.locator(".apparatus-annotate-button").wait_for(state="visible")
    path, text = annotate(page, "context")
    assert path.startswith("essays/2019-leigh/notes/")
    assert "quote: >-\n  " in text


def test_over_two_paragraphs_is_refused_with_a_word(visit: Open) -> None:
    page = visit("essays/2019-leigh.html")
    page.evaluate(
        """() => {
          const range = document.createRange();
          range.setStart(document.getElementById("p4"), 2);
          range.setEnd(document.getElementById("p5"), 4);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )
    page.locator(".apparatus-annotate-button").click()
    window = page.locator("dialog.apparatus-annotate-window")
    assert "words of one paragraph" in (window.locator("[role=status]").text_content() or "")
    assert window.locator("details").is_hidden()


def test_from_the_keyboard_alone(visit: Open, edition: Edition) -> None:
    page = visit("essays/2019-leigh.html")
    page.locator(".apparatus-annotate-start").focus()
    page.keyboard.press("Enter")
    page.locator("#apparatus-annotate-area").wait_for()
    page.keyboard.type("3")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+Home")
    for _ in range(3):
        page.keyboard.press("Control+Shift+ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    _, text = file_in(page)
    block = next(b for b in edition.essay_by_id["2019-leigh"].blocks if b.id == "p3")
    quote = re.search(r"quote: >-\n  (.*)\n", text)
    assert quote is not None
    assert block.text.startswith(quote[1])
    assert len(quote[1].split()) == 3
    assert "kind: context" in text
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "apparatus-annotate-start"


def test_words_of_the_reading_text_give_those_of_the_base_text(
    visit: Open, edition: Edition
) -> None:
    page = visit("essays/2026-social-movement.html?text=reading")
    found = page.evaluate(
        """() => {
          const added = Array.from(document.querySelectorAll("ins.apparatus-reading"))
            .find((one) => one.previousElementSibling
              && one.previousElementSibling.matches("del.apparatus-base"));
          const range = document.createRange();
          range.selectNodeContents(added.firstChild);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
          return [added.previousElementSibling.textContent, added.closest(".apparatus-block").id];
        }"""
    )
    _, text = annotate(page, "textual")
    quote = re.search(r"quote: >-\n  (.*)\n", text)
    assert quote is not None
    block = next(b for b in edition.essay_by_id[ESSAYS[1]].blocks if b.id == found[1])
    assert found[0].strip() in quote[1]
    assert quote[1] in block.text


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://github.com/owner/edition", ""),
        ("https://code.example.org/owner/edition", "gitea"),
        ("https://codeberg.org/owner/edition", ""),
        ("https://gitlab.com/owner/edition", ""),
        ("", ""),
    ],
)
def test_what_is_sent_where(
    visit: Open, html_site: Path, tmp_path: Path, address: str, host: str
) -> None:
    page = visit("essays/2019-leigh.html", site=site_with(html_site, tmp_path, address, host))
    page.evaluate(SELECT, ["p5", 0.1, 0.2])
    page.locator(".apparatus-annotate-button").click()
    path, text = file_in(page)
    link = page.locator(".apparatus-annotate-send a")
    folder, _, name = path.rpartition("/")
    if not address:
        assert link.count() == 0
        assert (
            "no address for contributions" in page.locator(".apparatus-annotate-steps").inner_text()
        )
        assert page.locator(".apparatus-annotate-download").is_visible()
        return
    asked = urlsplit(link.get_attribute("href") or "")
    query = parse_qs(asked.query)
    if "gitlab" in address:
        assert asked.path == "/owner/edition/-/new/main"
        assert query == {"file_name": [path]}
    elif "github" in address:
        assert asked.path == "/owner/edition/new/main"
        assert query == {"filename": [path], "value": [text]}
    else:
        assert asked.path == f"/owner/edition/_new/main/{folder}"
        assert query == {"filename": [name], "value": [text]}


def test_a_long_address_is_not_sent(visit: Open, html_site: Path, tmp_path: Path) -> None:
    site = site_with(html_site, tmp_path, "https://github.com/owner/" + "e" * 6000, "")
    page = visit("essays/2019-leigh.html", site=site)
    page.evaluate(SELECT, ["p5", 0.1, 0.2])
    page.locator(".apparatus-annotate-button").click()
    href = page.locator(".apparatus-annotate-send a").get_attribute("href") or ""
    assert "value=" not in href
    assert page.locator(".apparatus-annotate-window details textarea").is_visible()


def test_only_essays_have_the_script(html_site: Path) -> None:
    with_script = {
        path.relative_to(html_site).as_posix()
        for path in html_site.rglob("*.html")
        if "annotate.js" in path.read_text(encoding="utf-8")
    }
    assert with_script == {f"essays/{id}.html" for id in ESSAYS}


def site_with(site: Path, folder: Path, address: str, host: str) -> Path:
    """Give one page of the site as a build with these settings would have it."""
    name = "annotate/essays/2019-leigh.js"
    start, _, text = (site / "_static" / name).read_text(encoding="utf-8").partition("=")
    settings = json.loads(text.removesuffix(";\n"))
    config: Any = SimpleNamespace(repository_url=address, repository_host=host)
    settings |= {"repository": address, "host": host_of(config)}
    (folder / "essays").mkdir()
    shutil.copy(site / "essays" / "2019-leigh.html", folder / "essays")
    (folder / "_static" / "annotate" / "essays").mkdir(parents=True)
    for path in (site / "_static").iterdir():
        if path.name != "annotate":
            (folder / "_static" / path.name).symlink_to(path)
    (folder / "_static" / name).write_text(f"{start}={json.dumps(settings)};", encoding="utf-8")
    return folder
