"""The map of the debate, the chart of verdicts, and the notes named beside a passage."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.figures.debate_map import HREF, debate_map
from sphinx_apparatus.figures.verdict_chart import verdict_chart
from sphinx_apparatus.model.essays import passage_label
from sphinx_apparatus.model.records import FactCheckHead
from sphinx_apparatus.model.vocabulary import VERDICTS, BlockKind

SVG = "{http://www.w3.org/2000/svg}"


def checks(edition: Edition) -> list[tuple[object, list[FactCheckHead]]]:
    return [
        (essay, [n.head for n in essay.notes if isinstance(n.head, FactCheckHead)])
        for essay in edition.essays
    ]


def words(svg: str) -> list[str]:
    return ["".join(t.itertext()) for t in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_the_map_has_every_cross_reference_passage_and_theme(edition: Edition) -> None:
    drawn, links = debate_map(edition)
    used = {one.head.theme for one in edition.cross_references}
    passages = {
        f"{essay.id}/{block.id}"
        for one in edition.cross_references
        for essay, block in edition.ends(one)
    }
    by_kind = {
        kind: [link.id for link in links if link.kind == kind]
        for kind in ("passage", "theme", "crossing")
    }
    assert sorted(by_kind["crossing"]) == sorted(one.id for one in edition.cross_references)
    assert by_kind["theme"] == [t.id for t in edition.shared.themes if t.id in used]
    assert set(by_kind["passage"]) == passages
    assert len(by_kind["passage"]) == len(passages)
    # Each link is drawn once, by its number, and is named.
    root = ElementTree.fromstring(drawn.svg)
    anchors = list(root.iter(f"{SVG}a"))
    assert sorted(a.get("href") for a in anchors) == sorted(f"{HREF}{n}" for n in range(len(links)))
    for anchor in anchors:
        number = int((anchor.get("href") or "").removeprefix(HREF))
        assert anchor.get("aria-label") == links[number].words
        shown = "".join(t.text or "" for t in anchor.iter(f"{SVG}text"))
        assert shown.replace(" ", "") in links[number].words.replace(" ", "")
    # All passages stand there, in the order of their text.
    for essay in edition.essays:
        numbers = [f"¶{b.number}" for b in essay.blocks if b.kind is BlockKind.PASSAGE]
        assert [w for w in words(drawn.svg) if w in numbers].count("¶1") == len(edition.essays)


def test_lines_of_the_map_end_at_their_passages(edition: Edition) -> None:
    drawn, links = debate_map(edition)
    root = ElementTree.fromstring(drawn.svg)
    heights = {}
    lines = {}
    for anchor in root.iter(f"{SVG}a"):
        link = links[int((anchor.get("href") or "").removeprefix(HREF))]
        if link.kind == "passage":
            box = next(anchor.iter(f"{SVG}rect"))
            heights[link.id] = float(box.get("y", "")) + float(box.get("height", "")) / 2
        elif link.kind == "crossing":
            starts = [
                re.match(r"M\S+ ([\d.]+)C", p.get("d", "")) for p in anchor.iter(f"{SVG}path")
            ]
            lines[link.id] = sorted(float(start[1]) for start in starts if start)
    for one in edition.cross_references:
        ends = sorted(heights[f"{essay.id}/{block.id}"] for essay, block in edition.ends(one))
        assert lines[one.id] == pytest.approx(ends, abs=0.11)


def test_the_map_is_told_in_words(edition: Edition) -> None:
    alt = debate_map(edition).picture.alt
    assert alt.startswith(f"{len(edition.cross_references)} lines")
    for one in edition.cross_references:
        for essay, block in edition.ends(one):
            assert passage_label(essay, block) in alt
        assert edition.theme_by_id[one.head.theme].title in alt


def test_the_map_does_not_depend_on_the_order_of_ends(edition: Edition) -> None:
    turned = tuple(
        replace(
            one,
            head=one.head.model_copy(update={"between": one.head.between[::-1]}),
            spans=one.spans[::-1],
        )
        for one in reversed(edition.cross_references)
    )
    assert debate_map(replace(edition, cross_references=turned)) == debate_map(edition)


def test_the_chart_has_every_verdict_as_long_as_it_is_frequent(edition: Edition) -> None:
    drawn = verdict_chart(checks(edition), VERDICTS).picture  # type: ignore[arg-type]
    root = ElementTree.fromstring(drawn.svg)
    bars = [
        (group.get("class", "").removeprefix("apparatus-verdict-"), float(bar.get("width", "")))
        for group in root.iter(f"{SVG}g")
        for bar in group.iter(f"{SVG}rect")
    ]
    expected = [
        (verdict.value, 420 * count / len(heads) - 2)
        for _, heads in checks(edition)
        for verdict in VERDICTS
        if (count := sum(head.verdict is verdict for head in heads))
    ]
    assert [name for name, _ in bars] == [name for name, _ in expected]
    assert [w for _, w in bars] == pytest.approx([w for _, w in expected], abs=0.06)
    for _, heads in checks(edition):
        for verdict in {head.verdict for head in heads}:
            count = sum(head.verdict is verdict for head in heads)
            assert f"{count} {verdict.word.lower()}" in words(drawn.svg)
            assert f"{count} {verdict.word.lower()}" in drawn.alt
    # Each part has its shape, and so has its line of words.
    assert len(list(root.iter(f"{SVG}g"))) == 3 * len(bars)


def test_pictures_take_the_color_of_the_page(edition: Edition) -> None:
    chart = verdict_chart(checks(edition), VERDICTS)  # type: ignore[arg-type]
    for svg in (debate_map(edition).picture.svg, chart.picture.svg):
        for part in ElementTree.fromstring(svg).iter():
            for name in ("fill", "stroke"):
                assert part.get(name, "currentColor") in ("currentColor", "none")


def test_related_notes_touch_the_words_or_stand_in_their_block(edition: Edition) -> None:
    kinds = set()
    for one in edition.cross_references:
        for end, at in enumerate(one.spans):
            assert at is not None
            essay, _ = edition.ends(one)[end]
            there = [n for n in essay.active_notes if n.span and n.span.block == at.block]
            words = set(range(at.start, at.end))
            touching = [n for n in there if n.span and words & set(range(n.span.start, n.span.end))]
            assert edition.related(one, end) == (touching or there)
            kinds.add(bool(touching))
    assert kinds == {True, False}


def test_withdrawn_notes_are_not_related(edition: Edition) -> None:
    one = edition.cross_references[0]
    essay, _ = edition.ends(one)[0]
    gone = edition.related(one, 0)[0]
    notes = tuple(
        replace(n, head=n.head.model_copy(update={"status": "withdrawn"})) if n == gone else n
        for n in essay.notes
    )
    others = tuple(replace(e, notes=notes) if e == essay else e for e in edition.essays)
    assert gone.id not in {n.id for n in replace(edition, essays=others).related(one, 0)}
