"""Pictures: everything is drawn, told in words, and the same each time."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from sphinx_apparatus.figures.exchange import Box, exchange, exchange_on_paper
from sphinx_apparatus.figures.svg import listed
from sphinx_apparatus.figures.time_line import time_line
from sphinx_apparatus.model.dates import PartialDate
from sphinx_apparatus.model.records import Contribution, Event

SVG = "{http://www.w3.org/2000/svg}"


def one(id: str, date: str, *answers: str, author: str = "", title: str = "A title") -> Box:
    made = Contribution(
        id=id,
        debate="2001",
        author=author or f"Author {id}",
        title=title,
        published="Here",
        date=date,
        source="key",
        thesis="It is so.",
        answers=answers,
        consulted="full",
    )
    return Box(made, id == "a")


def event(date: str, end: str | None = None, *passages: str) -> Event:
    return Event(date=date, end=end, event="It was.", sources=("key",), passages=passages)


def words(svg: str) -> str:
    return " ".join("".join(t.itertext()) for t in ElementTree.fromstring(svg).iter(f"{SVG}text"))


def test_an_exchange_shows_each_contribution_and_each_answer() -> None:
    boxes = [one("a", "2001-01-01"), one("b", "2001-01-02", "a"), one("c", "2001-01", "a", "b")]
    drawn = exchange("2001", boxes)
    assert drawn.svg.count("<rect") == 3
    assert drawn.svg.count("<polygon") == 3, "an arrowhead for each answer"
    for text in ("Author a", "“A title”", "2 January 2001", "a text of this edition"):
        assert text in words(drawn.svg)
    assert "January 2001: Author c, “A title”; answers Author a and Author b." in drawn.alt
    assert drawn.alt in ElementTree.fromstring(drawn.svg).find(f"{SVG}desc").text  # type: ignore[union-attr,operator]


def test_arrows_lie_on_no_other() -> None:
    boxes = [one("a", "2001-01-01"), *(one(i, "2001-01-02", "a") for i in "bcde")]
    drawn = exchange("2001", boxes)
    bends = re.findall(r'd="M\d+ [\d.]+H(\d+)Q', drawn.svg)
    assert len(bends) == len(set(bends)) == 4
    ends = re.findall(r'points="\d+,([\d.]+) ', drawn.svg)
    assert len(ends) == len(set(ends)) == 4


def test_arrows_nest_and_do_not_cross() -> None:
    boxes = [one("a", "2001-01-01"), one("c", "2001-01-02"), one("d", "2001-01-03", "a", "c")]
    drawn = exchange("2001", [*boxes, one("e", "2001-01-04", "a")])
    path = r'd="M\d+ ([\d.]+)H(\d+)Q.*?H\d+"'
    arrows = [(int(x), float(y)) for y, x in re.findall(path, drawn.svg)]
    ends = [float(y) for y in re.findall(r'points="\d+,([\d.]+) ', drawn.svg)]
    to_a, to_c, from_e = range(3)
    assert arrows[to_c][0] < arrows[to_a][0] < arrows[from_e][0], "the shortest lies inside"
    assert arrows[to_c][1] < arrows[to_a][1], "and leaves above"
    assert ends[from_e] < ends[to_a], "the longest arrives above"


def test_words_are_escaped_and_titles_in_brackets_left() -> None:
    drawn = exchange("2001", [one("a", "2001", author="A & <B>", title="[Report]")])
    assert "A & <B>" in words(drawn.svg)
    assert "[Report]" in words(drawn.svg)
    assert "“[" not in drawn.svg


def test_on_paper_an_exchange_is_as_wide_as_makes_its_letters_large() -> None:
    long = [
        one(id, "2001-01-01", title="A title that is longer than a line of a phone, by some words")
        for id in "abcdefghijkl"
    ]
    screen, paper = exchange("2001", long), exchange_on_paper("2001", long)
    assert scale(paper.svg) > 1.15 * scale(screen.svg)
    assert words(paper.svg) == words(screen.svg)
    assert paper.alt == screen.alt


def scale(svg: str) -> float:
    """Return how large a unit of a picture is on a page of 300 by 465."""
    _, _, width, height = map(float, re.findall(r'viewBox="([^"]+)"', svg)[0].split())
    return min(300 / width, 465 / height)


def test_a_time_line_shows_each_event_once() -> None:
    events = [
        event("1823-12-02"),
        event("2001-05-01", None, "2001-fox/p1"),
        event("2001-05-02"),
        event("2001-06"),
    ]
    drawn = time_line(events, {PartialDate(2001, 5, 1)})
    legend = 1
    assert drawn.svg.count("<rect") == 3 + legend
    assert drawn.svg.count("<polygon") == 1 + legend
    assert "Year by year: 1 event in 1823; 3 events in 2001." in drawn.alt
    assert "touch on 1 of them" in drawn.alt
    assert "⋮" in words(drawn.svg), "the years left out are marked"


def test_events_of_one_day_stand_above_each_other() -> None:
    drawn = time_line(
        [event("2001-05-01"), event("2001-05-01"), event("2001-05-02")], {PartialDate(2001, 1, 1)}
    )
    heights = re.findall(r'<rect x="[\d.]+" y="([\d.]+)"', drawn.svg)
    legend = 1
    assert len(set(heights)) == 3 + legend


def test_lists_are_joined_as_in_a_sentence() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a and b", "c"]) == "a and b; and c"
