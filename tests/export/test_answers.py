"""One sentence everywhere: the summary of each note in every file that has notes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree, html
from tests.support.gardens import SUMMARY

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.export import myst
from sphinx_apparatus.export.bundle import Exported
from sphinx_apparatus.export.feed import ATOM
from sphinx_apparatus.export.tei_elements import TEI
from sphinx_apparatus.text.markdown import escape

Summaries = dict[str, str]


@pytest.fixture(scope="module")
def summaries(edition: Edition) -> Summaries:
    """The summary of each note, as its record has it."""
    found = {note.full_id: note.head.summary or "" for note in edition.note_by_id.values()}
    found = {id: words for id, words in found.items() if words}
    assert found["1908-garden/forty-gardens"] == SUMMARY
    assert len(found) >= 3
    return found


def of_tei(content: bytes) -> Iterator[tuple[str, str]]:
    ns = {"t": TEI}
    for note in etree.fromstring(content).iterfind(".//t:annotation", ns):
        id = note.get("{http://www.w3.org/XML/1998/namespace}id", "")
        for summary in note.iterfind("t:note[@type='summary']", ns):
            yield id.removeprefix("e").replace("-note-", "/", 1), summary.text or ""


def of_annotations(content: bytes) -> Iterator[tuple[str, str]]:
    for item in json.loads(content)["first"]["items"]:
        first = item["body"][0]
        if first.get("apparatus:part") == "summary":
            assert item["apparatus:record"]["apparatus:summary"] == first["value"]
            yield item["apparatus:id"], first["value"]


def of_reviews(content: bytes) -> Iterator[tuple[str, str]]:
    for review in json.loads(content)["@graph"]:
        yield review["@id"].rpartition(":")[2], review["reviewRating"]["ratingExplanation"]


def of_table(content: bytes) -> Iterator[tuple[str, str]]:
    for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")):
        yield row["id"], row["summary"]


def of_json(content: bytes) -> Iterator[tuple[str, str]]:
    for row in json.loads(content)["fact-checks"]:
        yield row["id"], row["summary"]


def of_feed(content: bytes) -> Iterator[tuple[str, str]]:
    ns = {"a": ATOM}
    for entry in etree.fromstring(content).iterfind("a:entry", ns):
        words = entry.findtext("a:content", namespaces=ns)
        if words:
            id = entry.findtext("a:id", "", ns).rpartition(":")[2].rpartition("/")[0]
            yield id, html.fromstring(words).xpath("string(//p[1])")


READERS: dict[str, Callable[[bytes], Iterator[tuple[str, str]]]] = {
    ".tei.xml": of_tei,
    ".annotations.jsonld": of_annotations,
    "claim-reviews.jsonld": of_reviews,
    "fact-checks.csv": of_table,
    "fact-checks.json": of_json,
    "feed.atom": of_feed,
}
WITHOUT_NOTES = ("README.txt", "SHA256SUMS", ".zip", "references.bib", ".csl.json", ".schema.json")


def test_every_file_has_the_same_sentences(
    exported: dict[str, Exported], summaries: Summaries, edition: Edition
) -> None:
    read = 0
    for name, file in exported.items():
        if name.endswith(WITHOUT_NOTES) or name == "CITATION.cff":
            continue
        # A new format has to be read here, or to be named as one without notes.
        (reader,) = (reader for end, reader in READERS.items() if name.endswith(end))
        found = {id: words for id, words in reader(file.content) if id in summaries}
        expected = {
            id: words
            for id, words in summaries.items()
            if (not name[:4].isdigit() or name.startswith(id.partition("/")[0]))
            and (reader in (of_tei, of_annotations) or edition.note_by_id[id].is_active)
        }
        assert found == expected != {}, name
        read += 1
    assert read == len(READERS) + 2 + 1  # Two formats have a file for each text, and one more.


def test_a_passage_keeps_the_number_that_is_stored(
    exported: dict[str, Exported], edition: Edition, tmp_path: Path
) -> None:
    root = etree.fromstring(exported["1908-garden.tei.xml"].content)
    assert root.xpath("//t:text//t:p/@n", namespaces={"t": TEI}) == ["1", "2a"]
    annotations = json.loads(exported["1908-garden.annotations.jsonld"].content)
    assert any("#p2a" in json.dumps(item["target"]) for item in annotations["first"]["items"])
    myst.export(edition, tmp_path)
    assert "(e1908-garden-p2a)=" in (tmp_path / "1908-garden.md").read_text()


def test_portable_texts_have_them(edition: Edition, summaries: Summaries) -> None:
    for essay in edition.essays:
        lines = myst.essay_document(edition, essay).splitlines()
        for id, words in summaries.items():
            if id.startswith(f"{essay.id}/"):
                assert lines.count(f"    {escape(words)}") == 1, id
