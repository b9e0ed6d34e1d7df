"""What people who listen to a text get: names and roles of marks, notes and links."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from tests.support.project import sphinx_build

PAGES = ("essays/1900-kite.html", "essays/1950-gull.html")


@pytest.fixture(scope="module")
def site(rootdir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    source = rootdir / "test-edition" / "docs"
    sphinx_build("html", source, out, "-d", str(out / ".doctrees"))
    return out


@pytest.fixture(params=PAGES)
def text(request: pytest.FixtureRequest, site: Path) -> html.HtmlElement:
    page = html.parse(str(site / request.param)).getroot()
    return page.xpath('//div[contains(@class, "apparatus-essay")]')[0]


KIND = "apparatus-note-"


def shown(mark: html.HtmlElement) -> str:
    """Return the label in a mark, without the sign that is not spoken."""
    return "".join(mark.xpath('.//text()[not(ancestor::*[@aria-hidden="true"])]'))


def test_a_mark_is_called_by_what_it_leads_to(text: html.HtmlElement) -> None:
    """Not “left bracket, twelve, right bracket”."""
    marks = text.xpath('.//a[@role="doc-noteref"]')
    assert marks
    for mark in marks:
        note = text.get_element_by_id(mark.get("href").removeprefix("#"))
        assert note.get("role") == "doc-footnote"
        label = note.xpath('.//*[@class="label"]')[0].text_content().strip()
        assert shown(mark) == label
        assert label.isalnum()
        kind = next(name for name in note.get("class").split() if name.startswith(KIND))
        assert mark.get("aria-label").startswith(f"Note {label}, {kind.removeprefix(KIND)}")
        verdict = note.xpath('.//p[contains(@class, "note-head")]/*[@class="apparatus-verdict"]')
        word = verdict[0].text_content()[1:].strip().lower() if verdict else ""
        assert mark.get("aria-label").partition(": ")[2] == word
        assert mark.get("aria-description")
        assert not mark.get("title")


def test_the_label_of_a_note_leads_back_to_its_mark(text: html.HtmlElement) -> None:
    notes = text.xpath('.//aside[@role="doc-footnote"]')
    assert len(notes) == len(text.xpath('.//a[@role="doc-noteref"]'))
    for note in notes:
        (back,) = note.xpath('.//a[@role="doc-backlink"]')
        mark = text.get_element_by_id(back.get("href").removeprefix("#"))
        assert mark.get("href") == f"#{note.get('id')}"
        assert back.text_content().strip() == shown(mark)
        assert note.get("aria-labelledby") == mark.get("id")


@pytest.mark.parametrize("page", [*PAGES, "fact-checks.html", "themes/place.html"])
def test_no_link_says_the_same_twice(site: Path, page: str) -> None:
    """A title that repeats the words of a link is spoken after them."""
    article = html.parse(str(site / page)).getroot()
    links = article.xpath('//a[contains(@href, "#")]')
    assert len(links) > 2
    for link in links:
        title = link.get("title", "")
        assert not title or title != link.text_content().strip(), html.tostring(link)
