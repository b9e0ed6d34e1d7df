from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pyld import jsonld
from tests.support.contexts import ANNOTATION, TERMS
from tests.support.gardens import BRIEF, QUOTE, SUMMARY
from tests.support.project import Apparatus

from sphinx_apparatus.authoring.annotations import files_of, json_of, write_files
from sphinx_apparatus.authoring.note_file import write_field
from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.export import web_annotation
from sphinx_apparatus.export.bundle import Exported
from sphinx_apparatus.export.publication import Publication
from sphinx_apparatus.model.problems import Refusal

COLLECTIONS = ("1908-garden.annotations.jsonld", "1911-gate.annotations.jsonld")


@pytest.fixture(params=COLLECTIONS)
def data(request: pytest.FixtureRequest, exported: dict[str, Exported]) -> dict[str, Any]:
    return json.loads(exported[request.param].content)


def test_follows_the_schema(data: dict[str, Any], exported: dict[str, Exported]) -> None:
    schema = json.loads(exported["annotations.schema.json"].content)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [error.message for error in validator.iter_errors(data)] == []
    data["first"]["items"][0]["apparatus:record"]["apparatus:title"] = ""
    assert not validator.is_valid(data)


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (key for key in value if not key.startswith("@"))
        for part in value.values():
            yield from keys(part)
    elif isinstance(value, list):
        for part in value:
            yield from keys(part)


def values(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from values(part)
    elif isinstance(value, list):
        for part in value:
            yield from values(part)
    elif isinstance(value, str):
        yield value


def test_expansion_loses_no_key(data: dict[str, Any]) -> None:
    def load(url: str, options: Any) -> dict[str, Any]:
        assert url == web_annotation.STANDARD, "no other context may be needed"
        return {"contextUrl": None, "documentUrl": url, "document": ANNOTATION}

    options = {"documentLoader": load, "base": "https://edition.example/data/x.jsonld"}
    expanded = jsonld.expand(data, options)
    context = data.pop("@context")
    prefix = context[1]["apparatus"]
    expected: Counter[str] = Counter()
    for key in keys(data):
        term = TERMS.get(key) or prefix + key.removeprefix(web_annotation.PREFIX)
        iri = term if isinstance(term, str) else term["@id"]
        if not iri.startswith("@"):
            expected[iri] += 1
    assert Counter(keys(expanded)) == expected
    texts = {body["value"] for body in _bodies(data)}
    assert texts <= set(values(expanded))


def _bodies(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for item in data["first"]["items"]:
        for body in item["body"]:
            yield from body.get("items", ())


def test_selectors_find_one_place(data: dict[str, Any], edition: Edition) -> None:
    texts = {essay.id: "\n".join(b.text for b in essay.blocks) for essay in edition.essays}
    targets = [item["target"] for item in data["first"]["items"]]
    targets += [
        body
        for item in data["first"]["items"]
        for body in item["body"]
        if body.get("purpose") == "linking"
    ]
    for target in targets:
        quotation, position = target["selector"]
        text = texts[target["apparatus:essay"]]
        exact = quotation["exact"]
        assert text[position["start"] : position["end"]] == exact
        # Where rights are open, no more of the text is given than one place needs.
        before, after = quotation.get("prefix", ""), quotation.get("suffix", "")
        whole = before + exact + after
        assert text.count(whole) == 1, whole
        assert text.index(whole) + len(before) == position["start"]


def test_motivations(data: dict[str, Any], edition: Edition) -> None:
    names = {
        "fact-check": "assessing",
        "context": "commenting",
        "textual": "editing",
        None: "linking",
    }
    for item in data["first"]["items"]:
        kind = item["apparatus:record"].get("apparatus:kind")
        assert item["motivation"] == names[kind]
    assert data["total"] == len(data["first"]["items"])


def test_address_gives_addresses(edition: Edition, published: Publication) -> None:
    data = web_annotation.collection(edition, edition.essays[0], published)
    ids = {item["id"] for item in data["first"]["items"]} | {data["id"], data["first"]["id"]}
    assert len(ids) == data["total"] + 2
    assert all(id.startswith("https://edition.example/venezuela/") for id in ids)
    assert not any(value.startswith("../") for value in values(data))


def test_the_answer_comes_first(edition: Edition, publication: Publication) -> None:
    collection = web_annotation.collection(edition, edition.essays[0], publication)
    assert collection["apparatus:author"] == "A. Gray"
    assert collection["apparatus:brief"] == BRIEF
    bodies = collection["first"]["items"][0]["body"]
    assert [(b.get("apparatus:part"), b.get("purpose"), b.get("language")) for b in bodies] == [
        ("summary", "assessing", "en"),
        (None, "classifying", None),
        (None, None, None),
        ("evidence", "commenting", "de"),
        ("evidence", "commenting", "en"),
        ("later", None, None),
        ("evidence", "commenting", "en"),
        ("later", None, None),
    ]
    assert bodies[0]["value"] == SUMMARY
    assert bodies[3]["value"] == QUOTE
    assert bodies[4]["apparatus:source"] == "town1909survey"
    assert bodies[4]["apparatus:address"] == "https://town.example/survey?a=1&b=2"
    assert bodies[5]["items"][0]["value"].startswith("<p>The town laid out <em>two</em> more")


# -- back again ------------------------------------------------------------------------------------


@pytest.fixture
def emptied(garden: Path, tmp_path: Path) -> Path:
    """The edition's folder without notes and cross-references."""
    folder = tmp_path / "essays"
    shutil.copytree(garden / "essays", folder)
    for path in [*folder.glob("*/notes/*.md"), *folder.glob("cross-references/*.md")]:
        path.unlink()
    return folder


def test_round_trip_is_byte_identical(
    garden: Path,
    emptied: Path,
    exported: dict[str, Exported],
    publication: Publication,
    apparatus: Apparatus,
) -> None:
    paths = []
    for name in COLLECTIONS:
        paths.append(emptied.parent / name)
        paths[-1].write_bytes(exported[name].content)
    command = ["import", "annotations", *paths, "--project", emptied.parent]
    done = apparatus(*command)
    assert done.code == 0, done.err
    back = open_edition(emptied, garden / "references.bib")
    assert [problem for problem in back.problems if problem.stops] == []
    for essay, name in zip(back.essays, COLLECTIONS, strict=True):
        made = web_annotation.collection(back, essay, publication)
        text = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
        assert text.encode() == exported[name].content
    assert apparatus(*command).out.startswith("nothing to do")


def test_an_export_read_into_its_own_edition_changes_nothing(
    garden: Path,
    edition: Edition,
    exported: dict[str, Exported],
    tmp_path: Path,
    apparatus: Apparatus,
) -> None:
    span = edition.note_by_id["1911-gate/fence"].span
    assert span
    block = edition.essay_by_id["1911-gate"].blocks[span.block].id
    project = Path(shutil.copytree(garden, tmp_path / "edition"))
    notes = project / "essays/1911-gate/notes"
    fence = notes / "fence.md"
    # In another form, with more context than is needed: it says the same.
    text = fence.read_text().replace("summary: >-", f"in: {block}\nsummary: >-")
    fence.write_text(text.replace("by: [editors]", "by:\n- editors"))
    assert fence.read_text() != text
    before = {path: path.read_bytes() for path in (project / "essays").rglob("*.md")}
    paths = []
    for name in COLLECTIONS:
        paths.append(tmp_path / name)
        paths[-1].write_bytes(exported[name].content)
    command = ["import", "annotations", *paths, "--project", project]
    for options in ([], ["--overwrite"]):
        done = apparatus(*command, *options)
        assert (done.code, done.out[:13]) == (0, "nothing to do"), done.err
    assert {path: path.read_bytes() for path in (project / "essays").rglob("*.md")} == before
    fence.write_text(fence.read_text().replace("confidence: high", "confidence: medium"))
    done = apparatus(*command)
    assert done.code == 1
    assert re.findall(r"notes/(\w+)\.md", done.err) == ["fence"]
    done = apparatus(*command, "--overwrite")
    assert re.findall(r"notes/(\w+)\.md", done.out) == ["fence"]


def test_every_field_comes_back(
    edition: Edition, garden: Path, publication: Publication, emptied: Path
) -> None:
    for essay in edition.essays:
        data = web_annotation.collection(edition, essay, publication)
        for item in data["first"]["items"]:
            item["body"].reverse()  # Bodies have no order in JSON-LD.
        write_files(files_of(data, edition.essay_by_id), emptied, overwrite=False)
    for path in (garden / "essays").glob("**/*.yml"):
        shutil.copy(path, emptied / path.relative_to(garden / "essays"))
    back = open_edition(emptied, garden / "references.bib")
    assert back.problems == ()
    assert set(back.note_by_id) == set(edition.note_by_id)
    for id, note in edition.note_by_id.items():
        again = back.note_by_id[id]
        for name in type(note.head).model_fields:
            if name not in AROUND:
                assert getattr(again.head, name) == getattr(note.head, name), (id, name)
        assert (again.body, again.span) == (note.body, note.span)
    assert len(back.note_by_id["1908-garden/forty-gardens"].head.later[0].evidence) == 1


def test_history_and_withdrawal_come_back(
    corrected: Edition, withdrawn: Edition, publication: Publication, emptied: Path
) -> None:
    for edition in (corrected, withdrawn):
        for essay in edition.essays:
            data = web_annotation.collection(edition, essay, publication)
            write_files(files_of(data, edition.essay_by_id), emptied, overwrite=True)
        back = open_edition(emptied, emptied.parent / "none.bib")
        assert [note.head for note in back.note_by_id.values()] == [
            note.head.model_copy(
                update={
                    "quote": " ".join(note.head.quote.split()),
                    **{name: getattr(back.note_by_id[note.full_id].head, name) for name in AROUND},
                }
            )
            for note in edition.note_by_id.values()
        ]


AROUND = ("in_", "before", "after", "quote")


def test_a_changed_quotation_is_refused(edition: Edition, exported: dict[str, Exported]) -> None:
    data = json.loads(exported[COLLECTIONS[0]].content)
    selector = data["first"]["items"][1]["target"]["selector"][0]
    selector["exact"] = selector["exact"].swapcase()
    with pytest.raises(Refusal, match="are not at"):
        files_of(data, edition.essay_by_id)


@pytest.mark.parametrize(
    "id", ["../../etc/passwd", "1908-garden/../../x", "1908-garden/x.md", "1908-garden", "no/x", ""]
)
def test_ids_lead_nowhere_else(edition: Edition, exported: dict[str, Exported], id: str) -> None:
    data = json.loads(exported[COLLECTIONS[0]].content)
    data["first"]["items"][0]["apparatus:id"] = id
    with pytest.raises(Refusal, match="is not the id"):
        files_of(data, edition.essay_by_id)


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"type": "AnnotationCollection"}'])
def test_other_files_are_refused(edition: Edition, text: str) -> None:
    with pytest.raises(Refusal):
        files_of(json_of(text), edition.essay_by_id)


def test_unknown_fields_are_refused(edition: Edition, exported: dict[str, Exported]) -> None:
    data = json.loads(exported[COLLECTIONS[0]].content)
    data["first"]["items"][0]["apparatus:record"]["apparatus:color"] = "red"
    with pytest.raises(Refusal, match="color"):
        files_of(data, edition.essay_by_id)


def test_files_that_differ_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "1908-garden" / "notes" / "iso.md"
    path.parent.mkdir(parents=True)
    path.write_text("mine", encoding="utf-8")
    files = {PurePosixPath("1908-garden/notes/iso.md"): "theirs"}
    with pytest.raises(Refusal, match=r"iso\.md"):
        write_files(files, tmp_path, overwrite=False)
    assert path.read_text(encoding="utf-8") == "mine"
    assert write_files(files, tmp_path, overwrite=True) == [path]


WORDS = st.text(
    st.characters(exclude_categories=["C", "Z"], include_characters=" \n"), max_size=60
).map(str.strip)


# The first draw builds a table of all characters, which takes a second.
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(WORDS, st.lists(WORDS.filter(bool), max_size=3), st.sampled_from(["quote", "title"]))
def test_yaml_says_what_was_meant(words: str, terms: list[str], key: str) -> None:
    words = "\n".join(line.strip() for line in words.split("\n") if line.strip())
    terms = [" ".join(term.split()) for term in terms]
    fields = {key: words, "index": terms, "history": [{"date": "2026-11-22", "reason": words}]}
    text = "".join(write_field(name, value, "") for name, value in fields.items())
    assert yaml.load(text, Loader=yaml.BaseLoader) == fields
