"""Passages whose number has a letter, on the page and in its previews."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import html


def test_a_passage_whose_number_has_a_letter(gardens_site: Path) -> None:
    script = (gardens_site / "_static/previews/essays/1908-garden.js").read_text()
    places = re.findall(r'"([hp][0-9][^"]*)":', script)
    assert places == ["h1", "h2", "p1", "p2a"]
    page = html.parse(str(gardens_site / "essays/1908-garden.html")).getroot()
    passage = page.get_element_by_id("p2a")
    assert "¶2a" in passage.text_content()
    assert page.xpath("//a[@href='#p2a']")
