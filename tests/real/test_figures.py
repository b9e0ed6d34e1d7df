"""The real edition: its pictures."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.figures.exchange import Box, exchange
from sphinx_apparatus.figures.time_line import time_line
from sphinx_apparatus.sphinx_ext.directives.debate import contributions, text_of

SVG = "{http://www.w3.org/2000/svg}"


def test_the_real_pictures_are_whole_and_bring_no_color(edition: Edition) -> None:
    debates = {each.debate for each in edition.shared.contributions}
    pictures = [time_line(edition.shared.events, {e.head.date.last for e in edition.essays})]
    for debate in sorted(debates):
        found = contributions(edition, debate)
        boxes = [Box(each, text_of(edition, each) is not None) for each in found]
        assert sum(box.is_ours for box in boxes) == 1, "one text of the edition in each debate"
        pictures.append(exchange(debate, boxes))
        assert pictures[-1].svg.count("<polygon") == sum(len(each.answers) for each in found)
        assert pictures[-1].svg.count("<rect") == len(found)
    for drawn in pictures:
        root = ElementTree.fromstring(drawn.svg)
        assert root.get("role") == "img"
        assert root.find(f"{SVG}title") is not None
        for part in root.iter():
            for name in ("fill", "stroke"):
                assert part.get(name, "currentColor") in ("currentColor", "none")
    assert len({id for p in pictures for id in re.findall(r' id="([^"]+)"', p.svg)}) == 2 * len(
        pictures
    )
