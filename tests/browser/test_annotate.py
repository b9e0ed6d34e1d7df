"""From words selected in the page to a file that the check takes and that stands on those words."""

from __future__ import annotations

import hashlib
import json
import random
import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from playwright.sync_api import Page
from tests.support.browser import (
    ALL_PAGES,
    NARROW,
    WIDE,
    Open,
    load_anew,
    text_in_window,
    violations,
)
from tests.support.project import sphinx_build

from sphinx_apparatus.authoring.note_file import new_id, new_title
from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.model.essays import Block, Span
from sphinx_apparatus.model.hosts import host_of
from sphinx_apparatus.model.records import Place
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.text.anchors import anchor

pytestmark = pytest.mark.browser
ESSAYS = ("1908-answer", "1901-tide")
SELECTIONS = 50 if ALL_PAGES else 20
STEP = 5 if ALL_PAGES else 15
# An oracle apart from the page's script: the browser itself copies what is selected, and everything
# that is no word of the base text is taken out of the copy.
ORACLE = """
  const other = ".apparatus-number, .apparatus-mark, .apparatus-mark-gap, .apparatus-reading";
  const pointsOf = (element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const points = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      for (let at = 0; at <= node.data.length; at += 1) points.push([node, at]);
    }
    return points;
  };
  const words = (part) => {
    const copy = document.createElement("div");
    copy.append(part.cloneContents());
    copy.querySelectorAll(other).forEach((found) => found.remove());
    return copy.textContent;
  };
  // What lies inside a mark or a number is none of the words, though a copy loses its element.
  const inside = (node) => Boolean(node.parentElement.closest(other));
  const select = (element, from, to) => {
    const range = document.createRange();
    range.setStart(...from);
    range.setEnd(...to);
    const before = document.createRange();
    before.setStart(element, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return {
      words: words(range), before: words(before),
      plain: !inside(range.startContainer) && !inside(range.endContainer),
    };
  };
"""
SELECT = f"""
([block, from, to]) => {{
  {ORACLE}
  const element = document.getElementById(block);
  const points = pointsOf(element);
  const place = (share) => points[Math.min(points.length - 1, Math.floor(share * points.length))];
  return select(element, place(from), place(to));
}}
"""
# From each STEPth place to each eleventh after it; the button takes a selection at once.
EVERYTHING = f"""
() => {{
  {ORACLE}
  const button = document.querySelector("button.apparatus-annotate-button");
  const dialog = document.querySelector("dialog.apparatus-annotate-window");
  const made = [];
  document.querySelectorAll(".apparatus-block").forEach((block) => {{
    const points = pointsOf(block);
    for (let from = 0; from < points.length; from += {STEP}) {{
      for (let to = from + 1; to < points.length; to += 11) {{
        const got = select(block, points[from], points[to]);
        if (!got.plain || !got.words.trim()) continue;
        button.click();
        const file = dialog.querySelector("details textarea").value;
        made.push({{ ...got, block: block.id, file }});
        dialog.close();
      }}
    }}
  }});
  return made;
}}
"""


def file_in(page: Page) -> tuple[str, str]:
    """Return path and text of the file that the window shows."""
    window = page.locator("dialog.apparatus-annotate-window")
    return (
        window.locator("details code").text_content() or "",
        window.locator("details textarea").input_value(),
    )


def span_of(block: Block, got: dict[str, Any]) -> tuple[int, int]:
    """Return the place of the words of a selection, widened to whole words."""
    first = len(re.sub(r"\s+", " ", got["before"]).lstrip())
    words = re.sub(r"\s+", " ", got["words"])
    if block.text[first : first + 1] != words[:1]:
        words = words.strip()
        first = block.text.index(words, max(0, first - 1))
    return widened(block.text, first, min(len(block.text), first + len(words)))


def annotate(page: Page, kind: str) -> tuple[str, str]:
    """Press the button at the selection, choose a kind, take the file, close."""
    page.locator(".apparatus-annotate-button").click()
    page.locator(f"input[name=apparatus-annotate-kind][value={kind}]").check()
    made = file_in(page)
    page.get_by_role("button", name="Close").click()
    return made


def edition_with(harbors: Path, into: Path, files: dict[str, str]) -> Edition:
    """Return the edition with some files more."""
    shutil.copytree(harbors / "essays", into / "essays")
    shutil.copy(harbors / "references.bib", into)
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


def test_random_selections_anchor_to_the_same_words(
    visit: Open, harbors: Path, edition: Edition, tmp_path: Path
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
        begin, end = span_of(block, got)
        # By events and not by the pointer: the button moves from selection to selection, and
        # each real press waits until the page is drawn and still.
        kind = chance.choice(("fact-check", "context", "textual"))
        page.locator(".apparatus-annotate-button").dispatch_event("click")
        page.locator(f"input[name=apparatus-annotate-kind][value={kind}]").evaluate(
            "e => e.click()"
        )
        path, text = file_in(page)
        page.locator("dialog.apparatus-annotate-window").evaluate("e => e.close()")
        # As scripts would call it, and put it into the same words.
        quote = yaml.safe_load(text.split("---\n")[1])["quote"]
        assert Path(path).stem == new_id(quote, [note.id for note in essay.notes])
        titles = [note.head.title for note in essay.notes]
        assert f"title: >-\n  {new_title(quote, titles)}\n" in text
        # A title and a name of its own: the page does not know of the others.
        id = f"random-{len(files)}"
        text = re.sub(r"title: >-\n  .*", f"title: Random {len(files)}", text)
        files[f"essays/{essay.id}/notes/{id}.md"] = text
        expected[f"{essay.id}/{id}"] = (block.id, begin, block.text[begin:end])
    made = edition_with(harbors, tmp_path, files)
    allowed = {Rule.UNFILLED, Rule.DUPLICATE_NOTE, Rule.QUOTE_LENGTH}
    assert [str(p) for p in made.problems if p.rule not in allowed] == []
    for id, (block_id, begin, words) in expected.items():
        note = made.note_by_id[id]
        assert note.span is not None
        found = made.essay_by_id[note.essay].block_of(note.span)
        there = (found.id, note.span.start, found.text[note.span.start : note.span.end])
        assert there == (block_id, begin, words)


@pytest.mark.parametrize("view", ["base", "reading"])
def test_every_selection_gives_the_words_that_the_check_anchors(
    visit: Open, kites: Path, view: str
) -> None:
    page = visit(f"essays/1900-kite.html?text={view}", site=kites / "html")
    assert page.locator("#p1 em").count()
    page.locator(".apparatus-annotate-start").click()
    page.get_by_role("button", name="Close").click()
    edition = open_edition(kites / "essays", kites / "references.bib")
    blocks = edition.essay_by_id["1900-kite"].blocks
    made = page.evaluate(EVERYTHING)
    assert len(made) > 1500 / STEP
    for got in made:
        index = next(i for i, block in enumerate(blocks) if block.id == got["block"])
        fields = yaml.safe_load(got["file"].split("---\n")[1])
        place = {
            name: fields[name] for name in ("quote", "in", "before", "after") if name in fields
        }
        record = Place.model_validate({"essay": "1900-kite", **place})
        assert anchor(record, blocks) == Span(index, *span_of(blocks[index], got)), got


@pytest.fixture(scope="module")
def kites(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """A site with all that can lie in a selection: emphasis, crossing spans, an emendation."""
    root = tmp_path_factory.mktemp("kites")
    shutil.copytree(repository / "tests" / "roots" / "test-edition", root, dirs_exist_ok=True)
    conf = root / "docs" / "conf.py"
    conf.write_text(
        re.sub('html_theme = ".*"', 'html_theme = "sphinx_book_theme"', conf.read_text())
        + "apparatus_annotate = True\n"
    )
    folder = root / "essays" / "1900-kite"
    text = folder / "text.md"
    text.write_text(
        text.read_text()
        .replace("rose over the harbour in", "*rose over the **harbour** in*")
        .replace("who had built it", "who *had built* it")
    )
    digest = hashlib.sha256(text.read_bytes()).hexdigest()
    about = folder / "essay.yml"
    about.write_text(re.sub("sha256: .*", f"sha256: {digest}", about.read_text()))
    note = (folder / "notes" / "newspapers.md").read_text()
    for id, quote in (
        ("cross-one", "who had built it of old"),
        ("cross-two", "it of old newspapers, let"),
    ):
        changed = re.sub(r"quote: >-\n.*", f"quote: >-\n  {quote}", note)
        changed = re.sub(r"title: .*", f"title: {id}", changed)
        (folder / "notes" / f"{id}.md").write_text(changed)
    sphinx_build("html", root / "docs", root / "html")
    return root


def test_the_page_reads_the_stream_that_the_check_reads(visit: Open, edition: Edition) -> None:
    for essay in edition.essays:
        texts = text_in_window(visit(f"essays/{essay.id}.html"))
        assert texts == [block.text for block in essay.blocks]


def test_words_dragged_over_with_the_mouse(visit: Open) -> None:
    page = visit("essays/1908-answer.html")
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
    assert path.startswith("essays/1908-answer/notes/")
    assert "quote: >-\n  " in text


SPAN = """([from, at, to, end]) => {
  const range = document.createRange();
  range.setStart(document.querySelector(from).lastChild, at);
  range.setEnd(document.querySelector(to).lastChild, end);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


def test_over_two_paragraphs_the_part_in_each_is_offered(visit: Open, edition: Edition) -> None:
    page = visit("essays/1908-answer.html")
    page.evaluate(SPAN, ["#p4", 10, "#p5", 20])
    page.locator(".apparatus-annotate-button").click()
    window = page.locator("dialog.apparatus-annotate-window")
    assert "words of one paragraph" in (
        window.locator(".apparatus-annotate-report").text_content() or ""
    )
    assert window.locator("details").is_hidden()
    parts = window.locator(".apparatus-annotate-parts button")
    assert [one.split(" ")[0] for one in parts.all_inner_texts()] == ["¶4", "¶5"]
    # The focus is there already: the keyboard chooses with Tab and Enter.
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    quote = yaml.safe_load(file_in(page)[1].split("---\n")[1])["quote"]
    block = next(b for b in edition.essay_by_id["1908-answer"].blocks if b.id == "p5")
    assert block.text.startswith(quote) or quote in block.text


def test_notes_on_the_same_words_are_named_and_corrected_instead(visit: Open) -> None:
    page = visit("essays/1908-answer.html")
    page.evaluate(
        """() => {
          const piece = document.querySelector("#p5 [data-notes='keeper-5']");
          getSelection().selectAllChildren(piece);
        }"""
    )
    page.locator(".apparatus-annotate-button").click()
    window = page.locator("dialog.apparatus-annotate-window.apparatus-annotate-window[open]")
    number = page.locator("#note-keeper-5 .label").text_content()
    hint = window.locator(".apparatus-annotate-others p")
    assert hint.count() == 1
    assert hint.inner_text().startswith(f"Note {number} is about these words")
    hint.get_by_role("button").click()
    correct = page.locator("dialog.apparatus-correct-window[open]")
    correct.wait_for()
    assert correct.locator("h2").inner_text() == f"Correct 1908 n. {number}"


def test_words_that_are_not_the_text_s_get_an_answer(visit: Open) -> None:
    page = visit("essays/1908-answer.html")
    page.evaluate("location.hash = 'note-keeper-5'")
    page.locator(".apparatus-panel .apparatus-note-title").wait_for()
    page.evaluate(
        "getSelection().selectAllChildren(document.querySelector('.apparatus-panel p + p'))"
    )
    said = page.evaluate("getSelection().toString().trim()")
    button = page.locator(".apparatus-annotate-button")
    button.wait_for(state="visible")
    assert button.inner_text() == "Correct"
    button.click()
    correct = page.locator("dialog.apparatus-correct-window[open]")
    correct.wait_for()
    assert correct.locator("blockquote").inner_text() == said
    correct.get_by_role("button", name="Close").click()
    page.locator(".apparatus-about summary").click()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.apparatus-about p'))")
    button.click()
    window = page.locator("dialog.apparatus-annotate-window[open]")
    assert (
        "the editors’, not the text’s" in window.locator(".apparatus-annotate-report").inner_text()
    )
    assert window.locator("code").first.inner_text() == "docs/essays/1908-answer.md"


ANSWERS = {
    "claim": "The ships waited for the tide.",
    "summary": "The minutes of 1907 name thirty-five days without a keeper.",
    "source-1": "Harbor Board 1907",
    "at-1": "p. 4",
    "quote-1": "thirty-five days",
    "body": "The minutes count the days. The ships waited.",
    "title": "Ships at the bar",
    "evidence-through": "1911-11",
}


def test_a_fact_check_without_yaml(visit: Open, site: Path, harbors: Path, tmp_path: Path) -> None:
    strict = site_with(site, tmp_path / "site", "", "", demands=["evidence"])
    page = visit("essays/1908-answer.html", site=strict)
    page.evaluate(SELECT, ["p5", 0.3, 0.35])
    page.locator(".apparatus-annotate-button").click()
    window = page.locator("dialog.apparatus-annotate-window[open]")
    missing = window.locator(".apparatus-faults")
    lines = missing.inner_text().splitlines()
    assert lines[0] == "Say in one sentence what the text asserts."
    for name in ("verdict", "confidence"):
        # Nothing is chosen for the writer, and nothing is sent without a choice.
        assert window.locator(f"[name={name}]").input_value() == ""
        assert f"Choose a {name}." in lines
    download = window.locator(".apparatus-annotate-foot .apparatus-annotate-download")
    assert download.get_attribute("href") is None
    window.locator("[name=verdict]").select_option("mostly-supported")
    window.locator("[name=confidence]").select_option("medium")
    # What high confidence needs is said where it is chosen.
    needs = window.locator("[name=confidence] ~ .apparatus-asked")
    window.locator("[name=confidence]").select_option("high")
    assert "two independent sources" in needs.inner_text()
    window.locator("[name=confidence]").select_option("medium")
    assert needs.inner_text() == ""
    # A source that is not known is told of at once, and cannot be cited.
    window.locator("[name=source-1]").fill("https://harbor.example")
    known = window.locator(".apparatus-known").first
    assert known.inner_text() == "no such source in the bibliography"
    assert window.locator(".apparatus-cites button").count() == 0
    by = window.locator("[name=by]")
    assert (by.input_value(), by.get_attribute("placeholder")) == ("", "your name (optional)")
    for name, answer in ANSWERS.items():
        window.locator(f"[name={name}]").fill(answer)
    assert missing.inner_text() == ""
    assert "Harbor Board 1907. Report" in window.locator(".apparatus-known").first.inner_text()
    added = window.get_by_text("Cited at the end")
    assert added.inner_text().endswith("yet: Harbor Board 1907.")
    window.locator("[name=body]").evaluate("e => e.setSelectionRange(27, 27)")
    window.get_by_role("button", name="Cite Harbor Board 1907").click()
    assert added.count() == 0
    path, text = file_in(page)
    with page.expect_download() as downloaded:
        window.locator(".apparatus-annotate-foot .apparatus-annotate-download").click()
    assert downloaded.value.path().read_text(encoding="utf-8") == text
    fields = yaml.safe_load(text.split("---\n")[1])
    assert "index" not in fields
    assert fields["by"] == ["editors"]
    assert "written by" not in text
    assert fields["evidence"] == [
        {"source": "board1907report", "quote": "thirty-five days", "at": "p. 4"}
    ]
    # The source is cited without a word on how that is written.
    body = "The minutes count the days {cite:p}`board1907report`.\nThe ships waited.\n"
    assert text.endswith(body)
    assert (fields["title"], fields["evidence-through"]) == ("Ships at the bar", "1911-11")
    made = edition_with(harbors, tmp_path, {path: text})
    assert [str(problem) for problem in made.problems] == []
    assert made.note_by_id[f"1908-answer/{Path(path).stem}"].head.summary == ANSWERS["summary"]


QUOTED = {
    "board1907report": [
        {
            "quote": "treinta y cinco días",
            "language": "es",
            "at": "p. 4",
            "translation": "thirty-five days",
            "primary": "true",
        }
    ]
}


def test_words_taken_from_a_note_stay_with_their_source(
    visit: Open, site: Path, tmp_path: Path
) -> None:
    hosted = site_with(site, tmp_path, "https://github.com/owner/edition", "")
    page = visit("essays/1908-answer.html", site=hosted)
    page.evaluate(SELECT, ["p5", 0.3, 0.35])
    page.locator(".apparatus-annotate-button").click()
    page.evaluate("quoted => { apparatusAnnotate.texts['1908-answer'].quoted = quoted; }", QUOTED)
    window = page.locator("dialog.apparatus-annotate-window[open]")
    source, group = window.locator("[name=source-1]"), window.locator(".apparatus-source-inputs")
    known, missing = window.locator(".apparatus-known").first, window.locator(".apparatus-faults")
    window.locator("[name=body]").fill("It is so.")
    # What is typed may be the beginning of a name: it is no fault yet.
    source.press_sequentially("board")
    assert known.inner_text() == "1 source matches:"
    assert window.locator("[name=about-1]").is_hidden()
    # Nothing opens, and moves the list, while a source is being pressed.
    group.first.get_by_role("button", name="Harbor Board 1907").hover()
    page.mouse.down()
    assert window.locator("[name=about-1]").is_hidden()
    page.mouse.up()
    # It is shown as the page cites it, and its words come next.
    assert source.input_value() == "Harbor Board 1907"
    assert page.evaluate("document.activeElement.name") == "quote-1"
    asked = window.get_by_text("It has pages: on which?")
    assert asked.count() == 1
    group.first.get_by_role("button", name="treinta").click()
    assert asked.count() == 0
    assert "translation" not in missing.inner_text()
    window.get_by_role("button", name="Cite Harbor Board 1907").click()
    assert "is a reference" in window.locator("[name=body] ~ .apparatus-hint").first.inner_text()
    fields, body = file_in(page)[1].removeprefix("---\n").split("---\n")
    assert yaml.safe_load(fields)["evidence"] == [
        {"source": "board1907report", **QUOTED["board1907report"][0], "primary": True}
    ]
    assert body == "It is so {cite:p}`board1907report`.\n"
    # Another source did not say these words, and is not the one cited.
    source.fill("Smith 2024")
    source.press("Tab")
    assert known.inner_text() == "no such source in the bibliography"
    for name in ("quote", "language", "at", "translation", "primary"):
        assert window.locator(f"[name={name}-1]").input_value() == ""
    assert window.locator("[name=body]").input_value() == "It is so."
    assert "taken from Harbor Board 1907 is out" in group.first.inner_text()
    # It is described where it is named, and goes to the editors as a text.
    assert "describe it" in missing.inner_text()
    window.locator("[name=about-1]").fill("Ann Smith, Days at the bar, 2024,\nread in full")
    for name in ("claim", "summary", "quote-1"):
        window.locator(f"[name={name}]").fill(ANSWERS.get(name, "some words"))
    window.locator("[name=verdict]").select_option("supported")
    window.locator("[name=confidence]").select_option("low")
    path, text = file_in(page)
    assert path == "new-note.md"
    assert "\n\nSmith 2024: Ann Smith, Days at the bar, 2024, read in full\n" in text
    assert "cite:p" not in text
    (link,) = window.locator(".apparatus-annotate-send a").all()
    assert link.inner_text() == "Send it as a form at GitHub"
    assert "Days%20at%20the%20bar" in (link.get_attribute("href") or "")


def test_a_draft_is_kept_and_brought_back(visit: Open) -> None:
    page = visit("essays/1908-answer.html")
    window = page.locator("dialog.apparatus-annotate-window[open]")

    def open_window() -> None:
        page.evaluate(SELECT, ["p6", 0.3, 0.35])
        page.locator(".apparatus-annotate-button").click()

    open_window()
    window.locator("[name=claim]").fill("The keys belong to the town.")
    page.keyboard.press("Escape")
    kept = page.locator(".apparatus-annotate-kept")
    kept.wait_for(state="visible")
    assert "select words in ¶6 to go on" in kept.inner_text()
    assert page.evaluate("getSelection().toString()") != ""
    kept.get_by_role("button", name="Go on").click()
    page.keyboard.press("Escape")
    # Words of another passage begin with no answers.
    page.evaluate(SELECT, ["p5", 0.3, 0.35])
    page.locator(".apparatus-annotate-button").click()
    assert window.locator("[name=claim]").input_value() == ""
    load_anew(page)
    open_window()
    claim = window.locator("[name=claim]")
    assert claim.input_value() == "The keys belong to the town."
    assert "last time" in window.locator(".apparatus-annotate-report").inner_text()
    window.get_by_role("button", name="Clear").click()
    assert claim.input_value() == ""
    window.get_by_role("button", name="Bring back").click()
    assert claim.input_value() == "The keys belong to the town."


def test_from_the_keyboard_alone(visit: Open, edition: Edition) -> None:
    page = visit("essays/1908-answer.html")
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
    block = next(b for b in edition.essay_by_id["1908-answer"].blocks if b.id == "p3")
    quote = re.search(r"quote: >-\n  (.*)\n", text)
    assert quote is not None
    assert block.text.startswith(quote[1])
    assert len(quote[1].split()) == 3
    assert "kind: context" in text
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "apparatus-annotate-start"


def test_by_touch_alone(visit: Open) -> None:
    page = visit("essays/1908-answer.html", 390, has_touch=True, is_mobile=True)
    # The long press itself belongs to the system; what follows is ours.
    got = page.evaluate(SELECT, ["p5", 0.1, 0.2])
    button = page.locator(".apparatus-annotate-button")
    button.wait_for(state="visible")
    last = page.evaluate("getSelection().getRangeAt(0).getBoundingClientRect().bottom")
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert box["y"] >= last + 24  # below the handles
    button.tap()
    page.locator("input[name=apparatus-annotate-kind][value=context]").tap()
    _, text = file_in(page)
    assert "kind: context" in text
    assert got["words"].strip()[4:-4] in text
    # What takes the file along is always in sight, in one row.
    page.locator("[name=body]").fill("A harbor.")
    foot = page.locator("dialog.apparatus-annotate-window .apparatus-annotate-foot")
    row = foot.locator("button:visible, a")
    assert row.all_inner_texts() == ["Copy", "Download", "Clear", "Close"]
    boxes = [part.bounding_box() for part in row.all()]
    assert len({round(box["y"]) for box in boxes if box}) == 1, boxes
    page.get_by_role("button", name="Close").tap()
    assert page.locator("dialog.apparatus-annotate-window").is_hidden()


def test_by_touch_from_the_number_of_a_passage(visit: Open, edition: Edition) -> None:
    page = visit("essays/1908-answer.html", 390, has_touch=True, is_mobile=True)
    page.locator(".apparatus-propose").tap()
    passages = page.locator("#apparatus-annotate-passage")
    passages.wait_for()
    block = next(b for b in edition.essay_by_id["1908-answer"].blocks if b.id == "p3")
    passages.select_option(label=f"3 · {block.text[:40]}…")
    page.get_by_role("button", name="Use the selected words").tap()
    told = page.locator("dialog.apparatus-annotate-window .apparatus-annotate-report")
    assert told.inner_text() == "No words are selected yet."
    area = page.locator("#apparatus-annotate-area")
    area.tap(position={"x": 20, "y": 18})
    assert area.evaluate("e => e.value.slice(e.selectionStart, e.selectionEnd)") == "In"
    area.tap(position={"x": 200, "y": 42})
    page.get_by_role("button", name="Use the selected words").tap()
    quote = yaml.safe_load(file_in(page)[1].split("---\n")[1])["quote"]
    assert block.text.startswith(quote)
    assert len(quote.split()) > 4
    assert not block.text[len(quote)].isalnum()


SLOW = pytest.mark.slow
WAYS = [
    (WIDE, "light"),
    (NARROW, "dark"),
    *(pytest.param(*way, marks=SLOW) for way in ((WIDE, "dark"), (NARROW, "light"))),
]


@pytest.mark.parametrize(("width", "colors"), WAYS)
def test_the_window_is_accessible(
    visit: Open, site: Path, tmp_path: Path, width: int, colors: str
) -> None:
    site = site_with(site, tmp_path, "https://github.com/owner/edition", "")
    page = visit("essays/1908-answer.html", width, site, color_scheme=colors)
    page.evaluate(SELECT, ["p5", 0.1, 0.2])
    page.locator(".apparatus-annotate-button").wait_for(state="visible")
    assert violations(page, ".apparatus-annotate-button") == []
    page.locator(".apparatus-annotate-button").click()
    scrolled = page.evaluate("scrollY")
    assert scrolled
    window = page.locator("dialog.apparatus-annotate-window")
    window.locator("summary").click()
    assert violations(page, ".apparatus-annotate-window") == []
    assert window.evaluate("e => e.scrollWidth <= e.clientWidth")
    # Focus goes round in the window, or out to the browser's own bars: never into the page behind.
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body"
            " || Boolean(document.activeElement.closest('.apparatus-annotate-window'))"
        )
    page.get_by_role("button", name="Choose other words").click()
    assert violations(page, ".apparatus-annotate-window") == []
    page.keyboard.press("Escape")
    assert window.is_hidden()
    # The reader is where they were.
    assert page.evaluate("scrollY") == scrolled


def test_words_of_the_reading_text_give_those_of_the_base_text(
    visit: Open, edition: Edition
) -> None:
    page = visit("essays/1901-tide.html?text=reading")
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
    visit: Open, site: Path, tmp_path: Path, address: str, host: str
) -> None:
    page = visit("essays/1908-answer.html", site=site_with(site, tmp_path, address, host))
    page.evaluate(SELECT, ["p5", 0.1, 0.2])
    page.locator(".apparatus-annotate-button").click()
    path, text = file_in(page)
    link = page.locator(".apparatus-annotate-send a").first
    folder, _, name = path.rpartition("/")
    if not address:
        assert page.locator(".apparatus-annotate-send a").count() == 0
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


def test_an_address_of_more_than_6000_signs_is_not_sent(
    visit: Open, site: Path, tmp_path: Path
) -> None:
    def address(owner: str, folder: Path) -> str:
        there = site_with(site, folder, f"https://github.com/{owner}/edition", "")
        page = visit("essays/1908-answer.html", site=there)
        page.evaluate(SELECT, ["p5", 0.1, 0.2])
        page.locator(".apparatus-annotate-button").click()
        shown = page.locator(".apparatus-annotate-window details textarea").is_visible()
        href = page.locator(".apparatus-annotate-send a").first.get_attribute("href") or ""
        assert shown == ("value=" not in href)
        return href

    short = address("o", tmp_path / "short")
    most = 6001 - len(short)
    longest = address("o" * most, tmp_path / "longest")
    assert ("value=" in longest, len(longest)) == (True, 6000)
    assert "value=" not in address("o" * (most + 1), tmp_path / "longer")


def test_a_branch_may_have_strokes(visit: Open, site: Path, tmp_path: Path) -> None:
    site = site_with(site, tmp_path, "https://gitlab.com/owner/edition", "", branch="new/notes")
    page = visit("essays/1908-answer.html", site=site)
    page.evaluate(SELECT, ["p5", 0.1, 0.2])
    page.locator(".apparatus-annotate-button").click()
    href = page.locator(".apparatus-annotate-send a").first.get_attribute("href") or ""
    assert "/-/new/new/notes?file_name=" in href


def test_the_window_leads_to_the_page_for_contributors(visit: Open) -> None:
    page = visit("essays/1908-answer.html")
    page.locator(".apparatus-annotate-start").click()
    link = page.get_by_role("link", name="How to write a note")
    assert (link.get_attribute("href") or "").endswith("/contributing/index.html")


def test_only_essays_have_the_script(site: Path) -> None:
    with_script = {
        path.relative_to(site).as_posix()
        for path in site.rglob("*.html")
        if "annotate.js" in path.read_text(encoding="utf-8")
    }
    assert with_script == {f"essays/{id}.html" for id in ESSAYS}


def site_with(
    site: Path, folder: Path, address: str, host: str, branch: str = "main", **others: object
) -> Path:
    """Return one page of the site as a build with these settings would have it."""
    name = "contributing/settings.js"
    start, _, text = (site / "_static" / name).read_text(encoding="utf-8").partition("=")
    settings = json.loads(text.removesuffix(";\n"))
    settings |= {"repository": address, "host": host_of(address, host), "branch": branch, **others}
    (folder / "essays").mkdir(parents=True)
    shutil.copy(site / "essays" / "1908-answer.html", folder / "essays")
    (folder / "_static" / "contributing").mkdir(parents=True)
    for path in (site / "_static").iterdir():
        if path.name != "contributing":
            (folder / "_static" / path.name).symlink_to(path)
    for path in (site / "_static" / "contributing").iterdir():
        (folder / "_static" / "contributing" / path.name).symlink_to(path)
    (folder / "_static" / name).unlink()
    (folder / "_static" / name).write_text(f"{start}={json.dumps(settings)};", encoding="utf-8")
    return folder
