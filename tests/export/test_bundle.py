"""All files together: on the site, in the zip, against the pages, and after a change."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import tomllib
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html
from tests.support.exports import with_note
from tests.support.project import REPOSITORY

import sphinx_apparatus
from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.export.bundle import CITATION, SUMS, ZIP, Exported, exports, write
from sphinx_apparatus.export.publication import Publication
from sphinx_apparatus.model.essays import Note
from sphinx_apparatus.model.records import FactCheckHead

OF_NOTES = {
    ".tei.xml",
    ".annotations.jsonld",
    "claim-reviews.jsonld",
    "feed.atom",
    "fact-checks.csv",
}


def test_files_name_the_engine_as_it_is(exported: dict[str, Exported]) -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
    assert sphinx_apparatus.__version__ == project["version"]
    tei = exported["edition.tei.xml"].content.decode()
    assert f'version="{project["version"]}"' in tei


def test_the_site_has_the_files(gardens_site: Path, exported: dict[str, Exported]) -> None:
    found = {path.name: path.read_bytes() for path in (gardens_site / "data").iterdir()}
    assert found == {name: file.content for name, file in exported.items()}


def test_the_page_tells_the_checksums(gardens_site: Path, exported: dict[str, Exported]) -> None:
    page = html.fromstring((gardens_site / "about" / "data.html").read_bytes())
    words = page.text_content().replace(" ", "")
    links = set(page.xpath("//a/@href"))
    for file in exported.values():
        assert file.sha256 in words
        assert f"../data/{file.name}" in links


def test_checksums_and_zip(exported: dict[str, Exported]) -> None:
    lines = exported[SUMS].content.decode().splitlines()
    sums = dict(reversed(line.split("  ")) for line in lines)
    with zipfile.ZipFile(io.BytesIO(exported[ZIP].content)) as archive:
        assert archive.testzip() is None
        packed = {name.rpartition("/")[2]: archive.read(name) for name in archive.namelist()}
    assert packed.keys() == exported.keys() - {ZIP}
    assert sums.keys() == packed.keys() - {SUMS}
    for name, sum_ in sums.items():
        assert hashlib.sha256(packed[name]).hexdigest() == sum_


def test_same_records_give_the_same_bytes(
    garden: Path, tmp_path: Path, exported: dict[str, Exported]
) -> None:
    """In another process, with another seed for hashes, zone and folder."""
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati"}
    command = [sys.executable, "-m", "sphinx_apparatus", "export", "data", str(tmp_path)]
    subprocess.run(command, check=True, cwd=garden, env=environment, capture_output=True)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        name: file.content for name, file in exported.items()
    }


def test_unchanged_files_are_not_written(exported: dict[str, Exported], tmp_path: Path) -> None:
    assert len(write(exported.values(), tmp_path)) == len(exported)
    (tmp_path / "1999-gone.tei.xml").touch()
    assert write(exported.values(), tmp_path) == []
    assert not (tmp_path / "1999-gone.tei.xml").exists()


def _changed(
    before: dict[str, Exported], edition: Edition, publication: Publication, root: Path
) -> set[str]:
    after = {file.name: file for file in exports(edition, publication, root)}
    return {name for name, file in after.items() if before[name].content != file.content}


@pytest.mark.parametrize(
    "change", [{"body": "Another finding {cite:p}`gray1907gardens`."}, {"title": "Another"}]
)
def test_a_changed_note_changes_every_export_of_notes(
    edition: Edition,
    checked_note: Note,
    exported: dict[str, Exported],
    publication: Publication,
    garden: Path,
    change: dict[str, str],
) -> None:
    changed = _changed(exported, with_note(edition, checked_note, **change), publication, garden)
    essay = checked_note.essay
    assert changed == {
        *(f"{essay}.tei.xml", f"{essay}.annotations.jsonld", "edition.tei.xml"),
        *("claim-reviews.jsonld", "fact-checks.csv", "fact-checks.json", "feed.atom", SUMS, ZIP),
    }


def test_a_changed_verdict_changes_every_export_of_notes(
    corrected: Edition,
    exported: dict[str, Exported],
    publication: Publication,
    garden: Path,
) -> None:
    changed = _changed(exported, corrected, publication, garden)
    assert all(any(name.endswith(end) for name in changed) for end in OF_NOTES)


def test_a_changed_source_changes_every_bibliography(
    edition: Edition, exported: dict[str, Exported], publication: Publication, garden: Path
) -> None:
    source = edition.sources["gray1907gardens"]
    other = replace(source, fields={**source.fields, "title": "Another title"})
    sources = {**edition.sources, source.key: other}
    changed = _changed(exported, replace(edition, sources=sources), publication, garden)
    assert {"references.bib", "references.csl.json", "edition.tei.xml"} <= changed


def test_a_changed_cross_reference_changes_its_exports(
    edition: Edition, exported: dict[str, Exported], publication: Publication, garden: Path
) -> None:
    first, *rest = edition.cross_references
    other = replace(first, body="Another comment.")
    changed = _changed(
        exported, replace(edition, cross_references=(other, *rest)), publication, garden
    )
    names = {place.essay for place in first.head.between}
    assert {f"{name}.annotations.jsonld" for name in names} <= changed
    assert {f"{name}.tei.xml" for name in names} <= changed


# -- against the pages -----------------------------------------------------------------------------

_NOT_BODY = (
    *("note-head", "claim", "entry", "note-meta", "withdrawn"),
    *("summary", "evidence", "later", "history", "noted-words", "same-words", "lookup"),
)


def test_pages_and_exports_agree(
    gardens_site: Path, edition: Edition, exported: dict[str, Exported]
) -> None:
    """Numbers, verdicts, passages and the words of every note are those of its page."""
    for essay in edition.essays:
        page = html.fromstring((gardens_site / "essays" / f"{essay.id}.html").read_bytes())
        notes = {node.get("id"): node for node in page.xpath("//*[@role='doc-footnote']")}
        data = json.loads(exported[f"{essay.id}.annotations.jsonld"].content)
        items = {
            item["apparatus:id"].rpartition("/")[2]: item
            for item in data["first"]["items"]
            if item["motivation"] != "linking"
        }
        assert {f"note-{id}" for id in items} == notes.keys()
        for id, item in items.items():
            node = notes[f"note-{id}"]
            label = node.xpath("string(.//*[contains(@class, 'label')])")
            assert label.strip("[]") == item["apparatus:number"]
            head = edition.note_by_id[f"{essay.id}/{id}"].head
            if isinstance(head, FactCheckHead):
                verdict = item["apparatus:record"]["apparatus:verdict"]
                assert f"apparatus-verdict-{verdict}" in node.get("class").split()
                assert head.verdict.word in node.text_content()
                assert item["apparatus:record"]["apparatus:claim"] in _flat(node.text_content())
            finding = next(b for b in item["body"] if "items" in b and "apparatus:part" not in b)
            plain = finding["items"][1]["value"]
            assert _flat(plain) == _flat(_body(node))
            block = item["target"]["apparatus:block"]
            assert page.get_element_by_id(block) is not None


def _body(node: html.HtmlElement) -> str:
    """Return the words of a note's body as the page has them."""
    parts = []
    for child in node.iterchildren():
        classes = child.get("class") or ""
        if "label" in classes or any(f"apparatus-{name}" in classes for name in _NOT_BODY):
            continue
        if child.tag in ("p", "ul", "ol", "blockquote"):
            parts.append(child.text_content())
    return " ".join(parts)


def _flat(text: str) -> str:
    return " ".join(text.split())


def test_a_citation_file_has_the_addresses_of_the_settings(
    edition: Edition, tmp_path: Path
) -> None:
    (tmp_path / CITATION).write_text("cff-version: 1.2.0\nurl: https://doi.example/1")
    about = Publication("x", edition_url="https://e.example", repository_url="https://r.example/x")
    (made,) = (file for file in exports(edition, about, tmp_path) if file.name == CITATION)
    assert made.content.decode().splitlines()[1:] == [
        "url: https://doi.example/1",
        'repository-code: "https://r.example/x"',
    ]


def test_a_citation_file_that_is_a_link_is_not_published(edition: Edition, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("not ours to publish")
    (tmp_path / CITATION).symlink_to(tmp_path / "secret")
    made = exports(edition, Publication("x"), tmp_path)
    assert CITATION not in {file.name for file in made}
