"""From a note, a passage or a source to its correction, by mouse, touch and keyboard."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from playwright.sync_api import Locator, Page
from tests.browser.test_annotate import ANSWERS, SELECT, site_with
from tests.support.browser import NARROW, WIDE, Open, load_anew, violations

from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.model.demands import Demands
from sphinx_apparatus.model.records import FactCheckHead
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.model.vocabulary import VERDICTS, Kind, Verdict

pytestmark = pytest.mark.browser
GITHUB = "https://github.com/owner/edition"
ESSAY = "essays/1908-answer.html"
REASON = "The minutes: 35 days, “no keeper”."
NAME = "Anna Gray"
ABOUT = "Report, read in part"
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
    window.locator("[name=source-1]").fill(SHOWN)
    assert window.locator(".apparatus-faults").inner_text() == ""
    # A source that is neither chosen nor described may be half a name.
    done = window.locator(".apparatus-annotate-foot .apparatus-annotate-done")
    assert done.inner_text().startswith(f"“{SHOWN}” is no source yet")
    assert download.get_attribute("href") is None
    window.locator("[name=about-1]").fill(ABOUT)
    assert done.inner_text() == ""
    by = window.locator("[name=by]")
    assert (by.input_value(), by.get_attribute("placeholder")) == ("", "your name (optional)")
    by.fill(NAME)
    said = window.locator(".apparatus-correct-change").inner_text()
    assert said.endswith(f" → Unsupported; reason: {REASON}; source: {SHOWN}: {ABOUT}")
    with page.expect_download() as downloaded:
        download.click()
    text = downloaded.value.path().read_text(encoding="utf-8")
    assert downloaded.value.suggested_filename == "keeper-5.md"
    assert done.inner_text() == "keeper-5.md goes to your downloads."
    copy.click()
    window.get_by_role("button", name="Copied").wait_for()
    assert done.inner_text() == "keeper-5.md is on the clipboard."
    window.locator("[name=by]").dispatch_event("input")
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
    why = f"{REASON} Source: {SHOWN}: {ABOUT}"
    change = {"date": day, "from": was, "to": "unsupported", "reason": why}
    assert head["history"] == [change]
    assert head["checked"] == day
    assert len(new) == 9, new
    assert f"by: [editors]  # corrected by {NAME}" in new
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
    assert f"### Name to be printed\n\n{NAME}" in body
    assert violations(page, ".apparatus-correct-window") == []
    # The name is asked once: clearing leaves it, and both windows have it again.
    window.get_by_role("button", name="Clear").click()
    assert (by.input_value(), window.locator("[name=reason]").input_value()) == (NAME, "")
    load_anew(page)
    page.evaluate(SELECT, ["p5", 0.3, 0.35])
    page.locator(".apparatus-annotate-button").click()
    window = page.locator("dialog.apparatus-annotate-window[open]")
    assert window.locator("[name=by]").input_value() == NAME
    window.locator(".apparatus-annotate-foot").get_by_role("button", name="Close").click()
    by = open_note(page, "keeper-5").locator("[name=by]")
    assert by.input_value() == NAME
    # Emptied, it is forgotten.
    by.fill("")
    assert page.evaluate("localStorage.getItem('apparatus-name')") is None


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
        told = window.locator(".apparatus-annotate-nowhere")
        assert told.inner_text() == "You will get a file to send to the editors."
        # What was written is there to be copied and downloaded, in one file.
        summary = window.locator("[name=summary]")
        summary.fill("The keeper stood 35 days.")
        window.locator("[name=reason]").fill(REASON)
        window.locator("[name=source-1]").fill(SHOWN)
        # What the bibliography does not have is described below its name.
        window.locator("[name=about-1]").fill("Report,\nread in part")
        with page.expect_download() as downloaded:
            window.locator(".apparatus-annotate-download").click()
        text = downloaded.value.path().read_text(encoding="utf-8")
        assert f" {REASON} Source: {SHOWN}: Report, read in part\n---\n" in text
        shutil.copytree(harbors / "essays", tmp_path / "checked" / "essays")
        shutil.copy(harbors / "references.bib", tmp_path / "checked")
        folder = tmp_path / "checked" / "essays"
        (folder / "1908-answer/notes/keeper-5.md").write_text(text, encoding="utf-8")
        edition = open_edition(folder, folder.parent / "references.bib")
        assert [str(problem) for problem in edition.problems] == []
        _choose_sources(window)
        window.get_by_role("button", name="Clear").click()
        assert "cleared" in window.locator(".apparatus-annotate-report").inner_text()
        assert window.locator("[name=reason]").input_value() == ""


def _choose_sources(window: Locator) -> None:
    """Choose one source after another: words and place stay with the one that has them."""
    field = {name: window.locator(f"[name={name}-1]") for name in ("source", "quote", "at")}
    # All that are found can be reached; those that the note cites come first.
    window.evaluate("""() => {
      for (let n = 0; n < 6; n += 1)
        apparatusSources["atlas" + n] = [`Board 190${n}. Atlas`, "en", "full"];
      const own = apparatusSources.board1907report;
      delete apparatusSources.board1907report;
      apparatusSources.board1907report = own;
    }""")
    field["source"].fill("")
    field["source"].press_sequentially("board")
    offered = window.locator("span.apparatus-offered")
    count = int(window.locator(".apparatus-known").inner_text().split()[0])
    assert f"4 of {count} shown" in offered.inner_text()
    assert offered.get_by_role("button").first.inner_text().startswith("Harbor Board 1907")
    offered.get_by_role("button", name="Show the rest").click()
    assert offered.get_by_role("button").count() == count
    field["source"].fill(BOARD)
    field["quote"].fill("thirty-five days")
    field["at"].fill("p. 9")
    change = window.locator(".apparatus-correct-change")
    window.locator("[name=sentence]").fill("Nobody kept it.")
    assert "text: “Nobody kept it (Harbor Board 1907, p. 9).”" in change.inner_text()
    field["source"].fill(LETTER)
    assert [each.input_value() for each in field.values()] == [LETTER, "", ""]
    window.get_by_role("button", name="Bring back").click()
    assert [each.input_value() for each in field.values()] == [BOARD, "thirty-five days", "p. 9"]
    # Of words somebody said who.
    field["source"].fill("")
    field["source"].press("Tab")
    field["quote"].fill("thirty-five days")
    assert "“Source”" in window.locator(".apparatus-annotate-done").inner_text()


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
    # In a sheet it is in the head as well, beside the button that closes it; once in the margin.
    panel = page.locator(".apparatus-panel")
    in_head = panel.get_by_role("button", name="Correct the note")
    assert in_head.count() == (width == NARROW)
    at_end = panel.get_by_role("button", name="Correct", exact=True)
    (in_head if width == NARROW else at_end).tap()
    window = window_of(page)
    verdict = window.locator("[name=verdict]")
    assert verdict.is_visible()
    # In the order of the scale; those off it stand apart.
    options = verdict.locator("> option, > optgroup > option")
    assert options.evaluate_all("all => all.map(one => one.value)") == list(VERDICTS)
    off = verdict.locator("optgroup option").evaluate_all("all => all.map(one => one.value)")
    assert off == [each for each in VERDICTS if each.rating is None]
    assert window.locator(".apparatus-count").inner_text() == "0 words of at most 25"
    assert window.evaluate("e => e.scrollWidth <= e.clientWidth")


def test_nothing_of_it_is_loaded_before_it_is_asked_for(visit: Open) -> None:
    page = visit(ESSAY)
    scripts = (
        "Array.from(document.scripts).filter(one => /contributing|correct/.test(one.src)).length"
    )
    assert page.evaluate(scripts) == 0
    open_note(page, "keeper-5")
    assert page.evaluate(scripts) == 4


BOARD, LETTER = "board1907report", "boyer1901tide"
SEARCHED = "The minutes of 1907 were searched on 3 May 1911."


def note(
    verdict: str,
    confidence: str,
    *sources: str,
    primary: bool = False,
    searched: str = "",
    history: str = "",
) -> str:
    """Return the file of a fact-check that the check accepts."""
    lines = [
        "---\nkind: fact-check\ntitle: A keeper\nquote: >-\n  stood 35 days without a keeper",
        f"claim: Nobody kept it.\nverdict: {verdict}\nconfidence: {confidence}",
        "summary: >-\n  The minutes of 1907 name thirty-five days without a keeper.",
    ]
    if sources:
        lines.append("evidence:")
    for number, source in enumerate(sources):
        lines.append(f"  - source: {source}\n    quote: >-\n      days of the {number}. book")
        lines += ["    primary: true"] * primary
    if searched:
        lines.append(f"evidence-none: >-\n  {searched}")
    if history:
        entry = f"date: 1912-01-01\n  from: {history}\n  to: {verdict}\n  reason: A book."
        lines.append(f"history:\n- {entry}")
    cited = ",".join(sorted({BOARD, *sources}))
    lines.append("created: 1912-01-01\nchecked: 1912-01-01\nevidence-through: 1911-12")
    return "\n".join([*lines, f"by: [editors]\n---\nIt stands there {{cite:p}}`{cited}`.\n"])


NOTES = {
    "bare": note("not-checkable", "high"),
    "one": note("supported", "medium", BOARD),
    "two": note("contradicted", "high", BOARD, LETTER),
    "same": note("disputed", "low", BOARD, BOARD),
    "primary": note("mostly-supported", "high", BOARD, primary=True, history="disputed"),
    "searched": note("unsupported", "medium", searched=SEARCHED, history="supported"),
    "both": note("unsupported", "low", BOARD, LETTER, searched=SEARCHED),
    "context": "---\nkind: context\ntitle: Boats\nquote: >-\n  counted 105 boats\n"
    "summary: >-\n  She counted boats.\nby: [editors]\n---\nHer list is lost.\n",
    "textual": "---\nkind: textual\ntitle: Twice\nquote: >-\n  that that the keys of 1893\n"
    "change: correction\nreading: >-\n  that the keys of 1893\ncertainty: certain\n"
    "by: [editors]\n---\nSet twice.\n",
    "none": note("partly-supported", "medium", searched=SEARCHED),
}
CORRECT_ALL = """
async ([ids, searched, source]) => {
  const dialog = document.querySelector("dialog.apparatus-correct-window");
  const input = (name) => dialog.querySelector(`[name='${name}']`);
  const made = [];
  for (const id of ids) {
    const detail = { kind: "note", essay: "1908-answer", id };
    document.dispatchEvent(new CustomEvent("apparatus-correct", { detail }));
    while (!dialog.querySelector("h2").textContent.endsWith(" " + id)) {
      await new Promise((done) => setTimeout(done, 5));
    }
    const was = input("evidence-none").value;
    const isCheck = !input("verdict").parentElement.hidden;
    const choices = Array.from(input("verdict").options, (one) => one.value);
    const verdicts = isCheck ? choices : [""];
    if (id === "context") input("summary").value = "She counted boats in 1893.";
    const said = Array.from(new Set(["", was, searched]));
    input("reason").value = "The minutes: “no”.";
    for (const verdict of verdicts) {
      for (const confidence of isCheck ? ["high", "medium", "low"] : [""]) {
        for (const words of said) {
          for (const shown of ["", source, "https://harbor.example/new"]) {
            input("sentence").value = words && "It is so.";
            input("about-1").value = shown && "A report.";
            input("at-1").value = shown && "p. 4";
            input("verdict").value = verdict;
            input("confidence").value = confidence;
            input("evidence-none").value = words;
            input("source-1").value = shown;
            input("quote-1").value = shown && "thirty-five days";
            input("verdict").dispatchEvent(new Event("input", { bubbles: true }));
            made.push({
              id,
              verdict: isCheck ? verdict : "",
              text: dialog.querySelector("details textarea").value,
              held: dialog.querySelector(".apparatus-annotate-take [aria-disabled]") !== null,
              why: dialog.querySelector(".apparatus-annotate-done").textContent,
              meant: input("verdict").parentElement.textContent,
            });
          }
        }
      }
    }
    dialog.close();
  }
  return made;
}
"""


def refused(harbors: Path, folder: Path, texts: list[str]) -> list[set[str]]:
    """Return the rules for which the check refuses each of some files of one text."""
    shutil.copytree(harbors / "essays", folder / "essays")
    shutil.copy(harbors / "references.bib", folder)
    for number, text in enumerate(texts):
        path = folder / "essays" / "1908-answer" / "notes" / f"case-{number}.md"
        path.write_text(text, encoding="utf-8")
    demands = Demands.of(["summary", "evidence"], [])
    edition = open_edition(folder / "essays", folder / "references.bib", demands=demands)
    found: dict[str, set[str]] = {}
    for problem in edition.problems:
        # All of them are about the same words.
        if problem.stops and problem.rule is not Rule.DUPLICATE_TITLE:
            found.setdefault(Path(problem.path).stem, set()).add(problem.rule.number)
    return [found.get(f"case-{number}", set()) for number in range(len(texts))]


def test_what_the_window_lets_go_the_check_accepts_and_nothing_else(
    visit: Open, site: Path, harbors: Path, tmp_path: Path
) -> None:
    strict = site_with(site, tmp_path / "site", "", "", demands=["evidence", "summary"])
    files = strict / "_static" / "contributing" / "1908-answer.js"
    files.unlink()
    shown = {id: [f"1908 {id}", text] for id, text in NOTES.items()}
    files.write_text(f"window.apparatusFiles={json.dumps(shown)};", encoding="utf-8")
    page = visit(ESSAY, site=strict)
    page.evaluate(
        """document.dispatchEvent(new CustomEvent("apparatus-correct", {
          detail: { kind: "note", essay: "1908-answer", id: "one" } }))"""
    )
    window_of(page)
    made = page.evaluate(CORRECT_ALL, [list(NOTES), SEARCHED, LETTER])
    assert {one["verdict"] for one in made} == {*VERDICTS, ""}
    assert len(made) >= (len(NOTES) - 2) * len(VERDICTS) * 3 * 2 * 3
    # What changes nothing in the file is a text for the editors.
    made = [one for one in made if one["text"].startswith("---")]
    texts = [*NOTES.values(), *dict.fromkeys(one["text"] for one in made)]
    rules = dict(zip(texts, refused(harbors, tmp_path, texts), strict=True))
    assert any(f"It is so {{cite:p}}`{LETTER}{{p. 4}}`." in text for text in texts)
    assert [rules[text] for text in NOTES.values()] == [set()] * len(NOTES)
    # Some are held and some are let go: else this would prove nothing.
    assert len({one["held"] for one in made}) == 2
    for one in made:
        assert bool(rules[one["text"]]) == one["held"], (one, rules[one["text"]])
        assert not one["verdict"] or Verdict(one["verdict"]).definition in one["meant"]
        assert bool(one["why"]) == one["held"]


ANNOTATE_ALL = """
(answers) => {
  const dialog = document.querySelector("dialog.apparatus-annotate-window");
  const input = (name) => dialog.querySelector(`[name='${name}']`);
  for (const [name, words] of Object.entries(answers)) input(name).value = words;
  const valuesOf = (name) =>
    Array.from(input(name).options, (one) => one.value).filter((value) => value);
  const made = [];
  const take = (kind, set) => {
    for (const [name, words] of Object.entries(set)) input(name).value = words;
    input("title").dispatchEvent(new Event("input", { bubbles: true }));
    made.push({
      kind,
      text: dialog.querySelector("details textarea").value,
      held: dialog.querySelector(".apparatus-annotate-take [aria-disabled]") !== null,
      why: dialog.querySelector(".apparatus-annotate-done").textContent,
    });
  };
  const choose = (kind) =>
    dialog.querySelector(`[name=apparatus-annotate-kind][value=${kind}]`).click();
  choose("fact-check");
  for (const verdict of valuesOf("verdict"))
    for (const confidence of valuesOf("confidence"))
      for (const none of ["", "The minutes of 1907 were searched on 3 May 1911."])
        for (const [one, two] of [["", ""], ["days", ""], ["days", "years"]])
          take("fact-check", {
            verdict, confidence, "evidence-none": none, "quote-1": one, "quote-2": two,
          });
  const fine = { verdict: "supported", confidence: "medium", "evidence-none": "" };
  for (const month of ["1900-01", "1908-03", "1908-04", "1911-11", "2999-01"])
    take("fact-check", { ...fine, "evidence-through": month });
  choose("context");
  take("context", {});
  take("context", { summary: "" });
  take("context", { summary: answers.summary });
  choose("textual");
  for (const change of valuesOf("change"))
    for (const reading of ["", "some ⟨other⟩ words", "some words", answers.quoted])
      for (const certainty of valuesOf("certainty"))
        take("textual", { change, reading, certainty });
  return made;
}
"""


def test_what_annotate_lets_go_the_check_accepts_and_nothing_else(
    visit: Open, site: Path, harbors: Path, tmp_path: Path
) -> None:
    strict = site_with(site, tmp_path / "site", "", "", demands=["evidence", "summary"])
    page = visit(ESSAY, site=strict)
    page.evaluate(SELECT, ["p5", 0.3, 0.35])
    page.locator(".apparatus-annotate-button").click()
    window = page.locator("dialog.apparatus-annotate-window[open]")
    answers = {**ANSWERS, "source-2": LETTER}
    quoted = window.locator("blockquote").inner_text()
    made = page.evaluate(ANNOTATE_ALL.replace("answers.quoted", json.dumps(quoted)), answers)
    assert {one["kind"] for one in made} == set(Kind)
    files = [one for one in made if one["text"].startswith("---")]
    # A variant names its witnesses, which an editor enters: what is taken along is for them.
    theirs = [one for one in made if one not in files]
    assert {(one["kind"], one["held"]) for one in theirs} == {("textual", False)}
    assert all("An editor enters what is missing" in one["why"] for one in theirs)
    texts = list(dict.fromkeys(one["text"] for one in files))
    rules = dict(zip(texts, refused(harbors, tmp_path, texts), strict=True))
    assert len({one["held"] for one in files}) == 2
    for one in files:
        assert bool(rules[one["text"]]) == one["held"], (one, rules[one["text"]])
