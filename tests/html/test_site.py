"""What pages have because they belong to a site: card, address, icon, site map, foot, groups."""

from __future__ import annotations

import json
import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from lxml import html
from tests.support.project import sphinx_build

ADDRESS = "https://example.org/harbors"
BRIEF = "Ana Boyer asks where the dues have gone, & who has the “keys”."
PAGE = "essays/1901-tide.html"
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def published(harbors: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("published")
    edition = shutil.copytree(harbors, tmp_path_factory.mktemp("edition") / "harbors")
    with (edition / "essays" / "1901-tide" / "essay.yml").open("a", encoding="utf-8") as record:
        record.write(f"brief: >-\n  {BRIEF}\n")
    add_sources(edition)
    settings = ("-D", f"edition_url={ADDRESS}", "-D", "edition_revision=<abc>")
    sphinx_build("html", edition / "docs", out, "-d", str(out / ".doctrees"), *settings)
    return out


def add_sources(edition: Path) -> None:
    """Add forty sources, and cite them."""
    names = ["Éluard", "The Ebel", "Zola", "24 Horas", "Радіо"]
    keys = [f"more1900{one}{two}" for one in "abcd" for two in "abcdefghij"]
    with (edition / "references.bib").open("a", encoding="utf-8") as sources:
        for number, key in enumerate(keys):
            name = names[number % 5]
            # A publisher in the place of an author is sorted without its article.
            author = "" if name.startswith("The") else f"  author = {{{{{name}}}}},\n"
            sources.write(
                f"\n@online{{{key},\n{author}  title = {{T{number}}},\n"
                f"  organization = {{{name}}},\n  date = {{1900}},\n"
                f"  consulted = {{full}},\n  url = {{https://example.org/{number}}},\n}}\n"
            )
    with (edition / "docs" / "introduction.md").open("a", encoding="utf-8") as page:
        page.write(f"\nMore {{cite:p}}`{','.join(keys)}`.\n")


def head(site: Path, page: str) -> html.HtmlElement:
    return html.fromstring((site / page).read_text(encoding="utf-8"))


def test_a_shared_link_has_a_card_without_a_picture(published: Path) -> None:
    page = head(published, PAGE)
    card = {one.get("property"): one.get("content") for one in page.xpath("//meta[@property]")}
    assert card == {
        "og:title": "The Tide of the Year",
        "og:description": BRIEF,
        "og:type": "article",
        "og:site_name": "Two Harbors",
        "og:url": f"{ADDRESS}/{PAGE}",
    }
    assert page.xpath('//meta[@name="twitter:card"]/@content') == ["summary"]
    assert page.xpath('//meta[@name="description"]/@content') == [BRIEF]
    (other,) = head(published, "introduction.html").xpath('//meta[@name="description"]/@content')
    assert other.startswith("Two letters of one harbor (Boyer 1901)")


def test_each_page_has_one_address(published: Path, harbors_site: Path) -> None:
    for name in (PAGE, "names.html"):
        assert head(published, name).xpath('//link[@rel="canonical"]/@href') == [
            f"{ADDRESS}/{name}"
        ]
    # Servers show the first page at the folder.
    assert head(published, "index.html").xpath('//link[@rel="canonical"]/@href') == [f"{ADDRESS}/"]
    assert head(harbors_site, PAGE).xpath('//link[@rel="canonical"]') == []
    assert head(harbors_site, PAGE).xpath('//meta[@property="og:url"]') == []


def test_the_icon_is_a_file(harbors_site: Path) -> None:
    for name in (PAGE, "index.html", "search.html"):
        (address,) = head(harbors_site, name).xpath('//link[@rel="icon"]/@href')
        icon = (harbors_site / name).parent / address
        assert ET.fromstring(icon.read_text(encoding="utf-8")).tag.endswith("svg")


def test_the_site_map_lists_every_page_that_is_there(published: Path, harbors_site: Path) -> None:
    listed = [place.text or "" for place in ET.parse(published / "sitemap.xml").iter(f"{SPACE}loc")]
    assert f"{ADDRESS}/" in listed
    assert f"{ADDRESS}/{PAGE}" in listed
    for address in listed:
        name = address.removeprefix(f"{ADDRESS}/") or "index.html"
        assert (published / name).is_file(), address
    # No robot asks for it in a folder.
    assert not (published / "robots.txt").exists()
    assert not (harbors_site / "sitemap.xml").exists()


def test_at_the_top_of_a_host_robots_find_the_site_map(repository: Path, tmp_path: Path) -> None:
    source = repository / "tests" / "roots" / "test-edition" / "docs"
    trees = ("-d", str(tmp_path / "trees"))
    address = ("-D", "edition_url=https://example.org")
    sphinx_build("html", source, tmp_path / "html", *trees, *address)
    robots = (tmp_path / "html" / "robots.txt").read_text()
    assert robots.endswith("Sitemap: https://example.org/sitemap.xml\n")
    # What an earlier build wrote is no longer true.
    sphinx_build("html", source, tmp_path / "html", *trees)
    assert not (tmp_path / "html" / "robots.txt").exists()
    assert not (tmp_path / "html" / "sitemap.xml").exists()


@pytest.mark.parametrize("is_published", [True, False])
def test_the_page_for_wrong_addresses_needs_nothing_beside_it(
    published: Path, harbors_site: Path, is_published: bool
) -> None:
    site = published if is_published else harbors_site
    page = (site / "404.html").read_text(encoding="utf-8")
    assert not re.search(r"<link|<img|\bsrc=", page)
    links = re.findall(r'href="([^"]*)"', page)
    assert len(links) > 3
    assert all(links)
    base = f"{ADDRESS}/"
    assert all(link.startswith(base) for link in links) is is_published
    # Without an address a few lines of script look for it; with one there is nothing to look for.
    assert ("<script" in page) is not is_published
    assert (base if is_published else "index.html") in links
    for link in links:
        assert (site / (link.removeprefix(base) or "index.html")).is_file(), link


def test_it_is_a_file_where_pages_are_folders(repository: Path, tmp_path: Path) -> None:
    source = repository / "tests" / "roots" / "test-edition" / "docs"
    base = "https://example.org/kites/"
    settings = ("-D", f"html_baseurl={base}", "-d", str(tmp_path / "trees"))
    sphinx_build("dirhtml", source, tmp_path / "html", *settings)
    links = re.findall(r'href="([^"]*)"', (tmp_path / "html" / "404.html").read_text())
    assert all(link.startswith(base) for link in links)
    for link in links:
        assert (tmp_path / "html" / link.removeprefix(base) / "index.html").is_file(), link


def test_the_foot_says_which_state_of_the_edition_it_is(published: Path) -> None:
    for name in (PAGE, "names.html"):
        (foot,) = head(published, name).find_class("apparatus-imprint")
        words = "Two Harbors, version 0.3, revision <abc>, 1 January 1912."
        assert " ".join(foot.text_content().split()) == f"{words} {ADDRESS}/{name}"


def test_every_page_says_how_it_is_cited(published: Path) -> None:
    for name, title in (("introduction.html", "Introduction"), ("fact-checks.html", None)):
        (fold,) = head(published, name).xpath("//details[@class='apparatus-cite']")
        words = [pre.text for pre in fold.iter("pre")]
        assert [term.text for term in fold.iter("dt")] == ["Chicago", "BibTeX", "CSL-JSON", "Link"]
        assert words[-1] == f"{ADDRESS}/{name}"
        assert all(words[-1] in form for form in words)
        if title:
            assert f"“{title}”, in " in words[0]
            assert json.loads(words[2])["title"] == title
    # A text says it above its words, once.
    (fold,) = head(published, PAGE).find_class("apparatus-cite")
    assert fold.xpath("ancestor::section[@class='apparatus-overview']")


def test_paper_has_the_sources_that_a_page_cites(harbors_site: Path) -> None:
    (paper,) = head(harbors_site, PAGE).find_class("apparatus-paper")
    items = [item.text_content() for item in paper.iter("li")]
    # One has an address; the other has none, and so its entry.
    assert items[0] == "Boyer 1901. https://example.org/tide"
    assert re.match(r"Harbor Board\. 1907\. Report", items[1])
    assert len(items) == 2
    assert not list(paper.iter("a"))
    assert head(harbors_site, "names.html").find_class("apparatus-paper") == []


def test_groups_of_pages_are_folded_but_that_of_the_page(repository: Path, tmp_path: Path) -> None:
    project = shutil.copytree(repository / "tests" / "roots" / "test-edition", tmp_path / "root")
    groups = {
        "Texts": "essays/1900-kite\nessays/1950-gull",
        "Themes": "themes/place",
        "Rest": "about",
    }
    (project / "docs" / "index.md").write_text(
        "# Kites\n\n"
        + "".join(
            f"```{{toctree}}\n:caption: {caption}\n\n{pages}\n```\n"
            for caption, pages in groups.items()
        )
    )
    settings = ("-D", "html_theme=sphinx_book_theme", "-D", "apparatus_open_groups=1")
    sphinx_build("html", project / "docs", tmp_path / "html", *settings)

    def folded(page: str) -> list[str]:
        found = head(tmp_path / "html", page).find_class("apparatus-group")
        return [group.find("summary").text_content() for group in found]

    assert folded("essays/1900-kite.html") == ["Themes", "Rest"]
    assert folded("about.html") == ["Themes"]


def test_a_source_can_be_taken_as_bibtex(harbors_site: Path) -> None:
    links = head(harbors_site, "bibliography.html").find_class("apparatus-bibtex")
    assert [link.get("href") for link in links] == [
        "_static/sources/boyer1901tide.bib",
        "_static/sources/board1907report.bib",
    ]
    entry = (harbors_site / links[0].get("href")).read_text(encoding="utf-8")
    assert entry.startswith("@online{boyer1901tide,")
    assert entry.count("@") == 1
    # Two entries need no letters.
    assert head(harbors_site, "bibliography.html").find_class("apparatus-letters") == []


def test_a_long_bibliography_has_letters(published: Path) -> None:
    shown = head(published, "bibliography.html")
    (letters,) = shown.find_class("apparatus-letters")
    links = {link.text_content(): link.get("href") for link in letters.iter("a")}
    assert list(links) == ["0–9", "B", "E", "H", "Z", "Р"]
    # It looks like a Latin P.
    assert letters.text_content().endswith("Z Cyrillic: Р")
    (status,) = shown.xpath("//form[@class='apparatus-filter']//p[@role='status']")
    sources = shown.xpath("//li[@class='apparatus-source']")
    assert status.text == f"{len(sources)} sources"
    assert shown.xpath("//script[contains(@src, 'apparatus-sources.js')]")
    first = {key: shown.get_element_by_id(to[1:]).text_content() for key, to in links.items()}
    assert first["E"].startswith("The Ebel")
    assert first["Z"].startswith("Zola")


def test_tables_are_those_of_the_theme(harbors_site: Path) -> None:
    pages = [html.fromstring(page.read_text()) for page in harbors_site.rglob("*.html")]
    tables = [each for page in pages for each in page.xpath("//table") if of_records(each)]
    assert tables
    assert {"table" in table.get("class").split() for table in tables} == {True}


def of_records(table: html.HtmlElement) -> bool:
    return "apparatus-table" in (table.get("class") or "")
