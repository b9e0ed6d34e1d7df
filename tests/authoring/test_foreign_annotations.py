"""Annotations of other programs as drafts of notes."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.project import REPOSITORY, Apparatus

from sphinx_apparatus.authoring import foreign_annotations
from sphinx_apparatus.authoring.foreign_annotations import Draft, annotations_of, drafts
from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.model.problems import Refusal

GARDEN = "https://example.org/essays/1908-garden.html"
HYPOTHESIS = {
    "total": 1,
    "rows": [
        {
            "id": "jj1GRCdVEeqqpBvZ4UCk9w",
            "user": "acct:gray@example.org",
            "uri": GARDEN,
            "text": "A survey of 1907 counts *thirty-eight*.",
            "tags": ["gates", "Fact-check"],
            "target": [
                {
                    "source": GARDEN,
                    "selector": [
                        {"type": "RangeSelector", "startContainer": "/p[2]", "startOffset": 0},
                        {"type": "TextPositionSelector", "start": 138, "end": 160},
                        {
                            "type": "TextQuoteSelector",
                            "exact": "I have asked there",
                            "prefix": "kept at the\n old mill; ",
                            "suffix": " twice.\n\n The next paragraph",
                        },
                    ],
                }
            ],
        }
    ],
}


def w3c(exact: str, *, id: str = "", source: str = GARDEN, **more: Any) -> dict[str, Any]:
    selector = {"type": "TextQuoteSelector", "exact": exact}
    selector |= {name: more.pop(name) for name in ("prefix", "suffix") if name in more}
    return {
        "id": id or f"https://example.org/{len(exact)}",
        "type": "Annotation",
        "target": {"source": source, "selector": {"type": "FragmentSelector"}}
        | {"selector": {"type": "FragmentSelector", "value": "p2", "refinedBy": selector}},
        **more,
    }


def collection(*items: Any) -> dict[str, Any]:
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationCollection",
        "first": {"type": "AnnotationPage", "items": list(items)},
    }


def drafted(edition: Edition, item: Any, files: Mapping[str, Mapping[str, str]]) -> Draft:
    (made,) = drafts([item], edition, files, "editors", dt.date(2026, 11, 28))
    return made


def fault(edition: Edition, item: Any) -> str:
    return drafted(edition, item, {}).fault


def body(edition: Edition, text: str, format: str = "text/html") -> Draft:
    value = {"type": "TextualBody", "format": format, "value": text}
    return drafted(edition, w3c("the old mill", body=value), {})


def said(draft: Draft) -> str:
    """Return the text of a draft below its first sentence."""
    assert not draft.fault
    return draft.text.split("---\n")[2].partition("\n\n")[2].strip()


@pytest.fixture
def project(garden: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(garden, tmp_path / "edition"))


def test_the_command(project: Path, apparatus: Apparatus) -> None:
    one, two = project.parent / "rows.json", project.parent / "w3c.jsonld"
    one.write_text(json.dumps(HYPOTHESIS))
    two.write_text(
        json.dumps(
            collection(
                w3c("forty gardens", motivation="commenting", creator={"name": "Ann Gray"}),
                w3c("fifty gardens", id="https://example.org/lost"),
                w3c("no\x1b[2Jwhere", id="odd\x1b[2J\n::error::"),
            )
        )
    )
    command = ("import", "annotations", one, two, "--project", project, "--by", "editors")
    code, out, err = apparatus(*command)
    assert (code, err) == (1, "")
    assert (
        "not placed: annotation ‘https://example.org/lost’: “fifty gardens” was not found in "
        "1908-garden; nearest are:\n    1908-garden p2a: forty gardens,"
    ) in out
    assert "2 of 4 annotations are new drafts, 0 were notes already, 2 were not placed" in out
    assert "\x1b" not in out
    assert "\n::error::" not in out
    paths = [Path(path) for path in re.findall(r"^written: (\S+\.md)", out, re.MULTILINE)]
    check, note = (path.read_text() for path in paths)
    assert "kind: fact-check\n" in check
    assert "\nby: [editors]  # annotation jj1GRCdVEeqqpBvZ4UCk9w by gray@example.org\n" in check
    assert check.endswith("counts *thirty-eight*.\n")
    assert "kind: context\n" in note

    # A draft is no note before an editor has completed it.
    checked = apparatus("check", "--project", project)
    assert checked.code == 1
    for path in paths:
        assert re.search(rf"{path.name}:\d+: A065 ", checked.out)

    before = {path: path.read_bytes() for path in project.rglob("*.md")}
    again = apparatus(*command)
    assert "0 of 4 annotations are new drafts, 2 were notes already" in again.out
    assert {path: path.read_bytes() for path in project.rglob("*.md")} == before


def test_words_stand_once_between_those_named(edition: Edition) -> None:
    assert "stands in 3 places" in fault(edition, w3c("garden"))
    # What a page has before a paragraph is no word of the text.
    placed = drafted(edition, w3c("garden", prefix="Letters ¶1 A ", suffix=" kept by"), {})
    assert "  garden\nbefore: >-\n  A\n" in placed.text.replace("in: p1\n", "")
    moved = fault(edition, w3c("the old mill", prefix="in front of "))
    assert "stands there, but not between “in front of” and “”" in moved
    assert "the keys are kept at the old mill; I have asked there" in moved
    assert "cuts a word of 1908-garden; it is “the keys”" in fault(
        edition, w3c("the key", prefix="that ")
    )


def test_words_beyond_a_paragraph_tell_places_apart(edition: Edition) -> None:
    essay = edition.essay_by_id["1908-garden"]
    last = essay.blocks[-2].text.split()[-1]
    following = essay.blocks[-1].text[:20]
    placed = drafted(edition, w3c(last, suffix=f"\n\n {following}"), {})
    assert f"quote: >-\n  {last}" in placed.text or f"quote: {last}" in placed.text


def test_the_address_names_the_text(edition: Edition) -> None:
    elsewhere = w3c("the old mill", source="https://example.org/essays/1911-gate.html")
    assert "was not found in 1911-gate" in fault(edition, elsewhere)
    anywhere = drafted(edition, w3c("the old mill", source="urn:x"), {})
    assert anywhere.path[0] == "1908-garden"


def test_marks_of_notes_on_a_page_are_no_words(edition: Edition) -> None:
    note = edition.note_by_id["1908-garden/forty-gardens"]
    assert note.fact_check
    mark = f"{note.label}{note.fact_check.verdict.sign}"
    placed = drafted(edition, w3c(f"forty gardens,{mark} and most", prefix="The town has"), {})
    assert "quote: >-\n  forty gardens, and most\n" in placed.text
    assert "was not found" in fault(edition, w3c(f"forty gardens,9{mark} and most"))


@pytest.mark.parametrize(
    ("item", "message"),
    [
        (5, "expected an object"),
        ({"id": "x"}, "no quotation of the text"),
        ({"target": "https://example.org"}, "no quotation of the text"),
        (w3c("the old mill") | {"references": ["jj1"]}, "it answers another annotation"),
        (w3c("the old mill") | {"target": [w3c("the old mill")["target"]] * 2}, "2 quotations"),
        (w3c(" \n"), "has no words"),
        (w3c("x" * 10_001), "more than 10000 characters"),
        (w3c("the old mill", text="a \u202e b"), "U+202E"),
        (w3c("the old mill", text="a \ud800 b"), "U+D800"),
        (w3c("the old mill", text="word " * 20_000), "KiB, the limit"),
    ],
)
def test_what_is_no_note_is_told(edition: Edition, item: Any, message: str) -> None:
    assert message in fault(edition, item)


def test_html_becomes_plain_markdown(edition: Edition) -> None:
    made = body(
        edition,
        "<h1>Gates</h1><p>See <b>this</b>, <em>that</em> <script>alert(1)</script>"
        "<a href='javascript:x'>bad</a>, <a href='https://example.org/a b'>good</a>.<br>* no list"
        "<ul><li>one<li>two *x*</ul><blockquote>Q</blockquote><img src=x onerror=y>{cite:p}`x`",
    )
    assert said(made) == (
        "Gates\n\nSee **this**, *that* bad, [good](https://example.org/a%20b).\n\n\\* no list\n\n"
        "- one\n- two \\*x\\*\n\n> Q\n\n\\{cite:p\\}\\`x\\`"
    )
    assert made.remark == "<script> was left out; <img> was left out"


def test_markdown_that_a_note_cannot_have_is_plain_words(edition: Edition) -> None:
    assert said(body(edition, "- *a*\n- b", "text/markdown")) == "- *a*\n- b"
    made = body(edition, "![x](y.png) <b>c</b>", "text/markdown")
    assert said(made) == "\\!\\[x\\](y.png) \\<b\\>c\\</b\\>"
    assert "came in as plain words" in made.remark
    assert said(body(edition, "*a*", "text/plain")) == "\\*a\\*"


def test_the_name_of_an_annotation_stays_a_comment(edition: Edition) -> None:
    item = w3c("the old mill", id="a\nb: c\u0007", creator="x\n---\n")
    made = drafted(edition, item, {})
    assert r"# annotation a\nb: c\x07 by x\n---\n" in made.text
    assert made.text.count("\n---\n") == 1
    files = {"1908-garden": {made.path[1]: made.text}}
    assert list(drafts([item], edition, files, "editors", dt.date(2026, 11, 28))) == []


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "expected an annotation collection of W3C’s model"),
        ({"rows": 5}, "expected an annotation collection"),
        ({"first": "https://example.org/page1"}, "nothing is fetched"),
        (collection() | {"first": {"items": [], "next": "p2"}}, "one page of several"),
        ([5] * (foreign_annotations.MOST + 1), "at most 5000"),
    ],
)
def test_files_without_annotations_are_refused(data: Any, message: str) -> None:
    with pytest.raises(Refusal, match=message):
        annotations_of(data)


def test_forms_of_files() -> None:
    item = w3c("the old mill")
    for data in (collection(item), {"items": [item]}, [item], item, {"rows": [item]}):
        assert annotations_of(data) == [item]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_stands_in_an_annotation_is_a_draft_or_told(
    edition: Edition, data: st.DataObject
) -> None:
    anything = st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["value", "format", "items", "name", "x"]), inner)
        ),
        max_leaves=6,
    )
    names = ("id", "body", "text", "bodyValue", "tags", "motivation", "creator", "user", "target")
    item = w3c("the old mill") | data.draw(st.dictionaries(st.sampled_from(names), anything))
    made = drafted(edition, item, {})
    assert made.fault or made.text.startswith("---\nkind: ")


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        ("[]", 0, "nothing to do: there are no annotations"),
        ('{"rows": ' + "[" * 5000 + "]" * 5000 + "}", 1, "nested deeper"),
    ],
)
def test_collections_without_sense_are_told(
    tmp_path: Path, apparatus: Apparatus, content: str, code: int, said: str
) -> None:
    copy = shutil.copytree(REPOSITORY / "tests/editions/gettysburg", tmp_path / "gettysburg")
    path = tmp_path / "found.json"
    path.write_text(content)
    done = apparatus("import", "annotations", path, "--project", copy)
    assert (done.code, said in done.out + done.err) == (code, True)
