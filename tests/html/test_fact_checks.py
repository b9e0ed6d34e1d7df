"""Which claims hold: the list by verdict, the list by text, and the counts that lead there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html
from sphinx.testing.util import SphinxTestApp

from sphinx_apparatus.model.vocabulary import STANDARD
from sphinx_apparatus.sphinx_ext import paging


def page(site: Path, name: str) -> html.HtmlElement:
    return html.parse(str(site / name)).getroot()


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def groups(root: html.HtmlElement) -> list[html.HtmlElement]:
    return root.find_class("apparatus-checks-group")


def test_the_worst_verdict_comes_first(harbors_site: Path) -> None:
    root = page(harbors_site, "fact-checks.html")
    headings = [group[0] for group in groups(root)]
    assert [heading.get("id") for heading in headings] == [
        f"verdict-{verdict.value}" for verdict in STANDARD.worst_first
    ]
    assert words(headings[0]).startswith("■ Contradicted")
    for group, verdict in zip(groups(root), STANDARD.worst_first, strict=True):
        rows = group.xpath(".//tbody/tr")
        assert words(group.find_class("apparatus-counted")[0]) == str(len(rows)) != "0"
        assert all(verdict.word in words(row) for row in rows)


def test_counts_lead_to_the_first_check_that_they_count(harbors_site: Path) -> None:
    root = page(harbors_site, "fact-checks.html")
    totals, chart = (
        root.find_class(f"apparatus-{name}")[0] for name in ("totals", "verdict-chart")
    )
    (in_words,) = root.xpath('//p[starts-with(., "Of ")]')
    numbers = [int(number) for number in re.findall(r"\d+", words(in_words))]
    assert numbers[0] == sum(numbers[1:]) == int(words(totals.xpath(".//tr[last()]/td[last()]")[0]))
    assert "hold wholly or mostly" in words(in_words)
    for counted, least in ((totals, 14), (chart, 14), (in_words, 6)):
        addresses = [a.get("href") for a in counted.iter("a", "{*}a")]
        assert len(addresses) >= least
        for address in addresses:
            assert address.startswith("#verdict-")
            target = root.get_element_by_id(address[1:])
            for label in ("1901", "1908"):
                if f"-{label}-" in address:
                    (row,) = target.xpath("ancestor::tr")
                    assert words(row[0]).startswith(label)


def test_the_order_of_the_texts(harbors_site: Path) -> None:
    root = page(harbors_site, "fact-checks-in-order.html")
    assert [words(group[0]).rpartition(" ")[0] for group in groups(root)] == [
        "1901 · Ana Boyer",
        "1908 · Béla Cañas",
    ]
    passages = [
        int(words(row[3]).rpartition("¶")[2]) for row in groups(root)[0].xpath(".//tbody/tr")
    ]
    assert passages == sorted(passages)


def test_a_row_leads_to_the_words_of_the_essay(harbors_site: Path) -> None:
    for name in ("fact-checks.html", "fact-checks-in-order.html"):
        for row in page(harbors_site, name).xpath('//table[contains(@class,"checks")]/tbody/tr'):
            address, _, anchor = row[0].xpath(".//a")[0].get("href").partition("#")
            assert anchor.startswith("mark-")
            mark = page(harbors_site, address).get_element_by_id(anchor)
            assert mark.get("role") == "doc-noteref"
            break


def test_each_list_leads_to_the_other_and_to_the_table(harbors_site: Path) -> None:
    for name, other in (
        ("fact-checks.html", "fact-checks-in-order.html"),
        ("fact-checks-in-order.html", "fact-checks.html"),
    ):
        line = page(harbors_site, name).find_class("apparatus-parts")[0]
        addresses = [link.get("href") for link in line.iter("a")]
        assert addresses == [other, "data/fact-checks.csv"]
        assert (harbors_site / addresses[1]).is_file()


def test_counts_lead_to_the_part_that_has_the_checks(
    harbors: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "WHOLE", 10)
    monkeypatch.setattr(paging, "PART", 10)
    app = SphinxTestApp(srcdir=harbors / "docs", builddir=tmp_path)
    try:
        app.build()
    finally:
        app.cleanup()
    site = Path(app.outdir)
    totals = page(site, "fact-checks.html").find_class("apparatus-totals")[0]
    addresses = {link.get("href") for link in totals.iter("a")}
    assert any("-part-" in address for address in addresses)
    for address in addresses:
        name, _, anchor = address.partition("#")
        assert page(site, name or "fact-checks.html").get_element_by_id(anchor) is not None
