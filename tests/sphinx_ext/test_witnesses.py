"""The pages of witnesses: each whole beside the base, where texts are shown."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest
from lxml import html
from tests.support.project import REPOSITORY, WITH_UNITS, small_editions, sphinx_build

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.loader import open_edition

ROOT = REPOSITORY / "tests" / "editions" / "gettysburg"
FOLDER = "essays/1863-gettysburg"
SIGLA = ("N", "H", "E", "B", "A")

pytestmark = pytest.mark.build


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_editions(tmp_path_factory, "unit-sites", WITH_UNITS) / "gettysburg"


@pytest.fixture(scope="module")
def edition() -> Edition:
    return open_edition(ROOT / "essays", ROOT / "references.bib")


def page(path: Path) -> html.HtmlElement:
    return html.parse(str(path)).getroot()


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def column(root: html.HtmlElement, side: int) -> list[str]:
    """The paragraphs of a column, without the line above each."""
    (panes,) = root.find_class("apparatus-copied")
    return [
        words(each)
        for row in panes.find_class("apparatus-pair")
        for each in row[side][1:]
        if "apparatus-notice" not in each.get("class", "")
    ]


@pytest.mark.parametrize("siglum", SIGLA)
def test_a_page_has_the_whole_base_and_the_whole_witness(
    siglum: str, site: Path, edition: Edition
) -> None:
    (essay,) = edition.essays
    root = page(site / FOLDER / f"witness-{siglum}.html")
    assert " ".join(column(root, 0)) == " ".join(block.text for block in essay.blocks)
    assert " ".join(column(root, 1)) == " ".join(essay.transcripts[siglum])
    # What is struck on the left and added on the right is all that differs.
    (panes,) = root.find_class("apparatus-copied")
    for row in panes.xpath('.//div[@id and contains(@class, "apparatus-pair")]'):
        left, right = row[0][1], row[1][1]
        assert not left.xpath(".//ins")
        assert not right.xpath(".//del")
        for marked in (*left.xpath(".//del"), *right.xpath(".//ins")):
            marked.drop_tree()
        assert words(left).replace(" ", "") == words(right).replace(" ", "")


def test_differences_of_words_and_of_signs_are_marked_otherwise(site: Path) -> None:
    root = page(site / FOLDER / "witness-N.html")
    (first,) = root.xpath('//div[@id="p1"]')
    told = [(mark.tag, mark.get("class"), words(mark)) for mark in first.iter("del", "ins")]
    assert ("del", None, "on") in told
    assert ("ins", None, "upon") in told
    assert ("ins", "apparatus-signs", "liberty") in told


def test_pages_lead_to_the_text_and_to_one_another(site: Path) -> None:
    text = page(site / f"{FOLDER}.html")
    (line,) = text.find_class("apparatus-extant")
    assert words(line) == "Witnesses: S (base text) · N · H · E · B · A"
    assert [link.get("href") for link in line.iter("a")] == [
        f"1863-gettysburg/witness-{siglum}.html" for siglum in SIGLA
    ]
    root = page(site / FOLDER / "witness-H.html")
    links = {link.get("href") for link in root.xpath("//article//a")}
    assert {"witness-N.html", "witness-A.html", "../1863-gettysburg.html#text"} <= links
    assert "../1863-gettysburg.html#p3" in links


def test_what_a_witness_lacks_is_said_at_its_passage(site: Path) -> None:
    text = page(site / f"{FOLDER}.html")
    (line,) = text.find_class("apparatus-lacks")
    assert words(line) == "Not in N: rather, to be … be here"
    assert line.getprevious().get("id") == "p3" or "apparatus-margin" in line.getprevious().get(
        "class"
    )


def test_the_script_has_the_words_of_each_passage(site: Path, edition: Edition) -> None:
    (essay,) = edition.essays
    for siglum in SIGLA:
        script = (site / "_static/witnesses" / FOLDER / f"witness-{siglum}.js").read_text()
        named, there = json.loads(script.removeprefix("apparatusWitness(...").rstrip(");\n"))
        assert named == siglum
        assert list(there) == ["p1", "p2", "p3"]
        assert " ".join(there.values()) in " ".join(essay.transcripts[siglum])


def test_where_texts_are_not_shown_no_witness_is(tmp_path: Path) -> None:
    project = Path(shutil.copytree(ROOT, tmp_path / "edition"))
    out, trees = tmp_path / "site", tmp_path / "trees"
    sphinx_build("html", project / "docs", out, "-W", "-d", str(trees))
    pages = {f"{FOLDER}/witness-{siglum}.html" for siglum in SIGLA}
    assert {path.relative_to(out).as_posix() for path in out.rglob("witness-*.html")} == pages
    options = ("-W", "-d", str(trees), "-D", "apparatus_text=quotations")
    sphinx_build("html", project / "docs", out, *options)
    assert list(out.rglob("witness-*")) == []
    for path in out.rglob("*"):
        if path.is_file():
            said = re.sub(r"<[^>]*>", "", path.read_text(errors="replace"))
            assert "hallow, this ground" not in said, path
    # So does that of a witness whose file is gone.
    sphinx_build("html", project / "docs", out, "-W", "-d", str(trees))
    head = project / "essays" / "1863-gettysburg" / "essay.yml"
    text = re.sub(r"    file: witness-H.txt\n    sha256: \w+\n", "", head.read_text())
    head.write_text(text)
    (head.parent / "witness-H.txt").unlink()
    sphinx_build("html", project / "docs", out, "-W", "-d", str(trees))
    left = [siglum for siglum in SIGLA if siglum != "H"]
    names = {path.name for path in out.rglob("witness-*.*")}
    assert names == {f"witness-{siglum}.{end}" for siglum in left for end in ("html", "js")}


def test_of_two_texts_on_a_page_each_has_its_own_pages(tmp_path: Path) -> None:
    project = Path(shutil.copytree(ROOT.parent / "sonnets", tmp_path / "edition"))
    words = "A copy of other words.\n"
    digest = hashlib.sha256(words.encode()).hexdigest()
    ids = ("1609-sonnet-18", "1609-sonnet-130")
    for id in ids:
        folder = project / "essays" / id
        (folder / "witness-Q.txt").write_text(words)
        copy = "  - siglum: Q\n    title: a copy\n    language: en\n    extent: whole\n"
        copy += f"    file: witness-Q.txt\n    sha256: {digest}\n"
        head = folder / "essay.yml"
        head.write_text(head.read_text().replace("base: S\n", f"{copy}base: S\n"))
    page_of_both = project / "docs" / "two-texts.md"
    texts = "".join(f"```{{apparatus:essay}} {id}\n```\n\n" for id in ids)
    page_of_both.write_text(f"# Both\n\n{texts}")
    out = tmp_path / "site"
    sphinx_build("html", project / "docs", out, "-d", str(tmp_path / "trees"))
    names = {f"two-texts/witness-{id}-Q.html" for id in ids}
    names |= {f"essays/{id}/witness-Q.html" for id in ids}
    assert {path.relative_to(out).as_posix() for path in out.rglob("witness-*.html")} == names
    links = page(out / "two-texts.html").xpath('//p[contains(@class, "apparatus-extant")]/a/@href')
    assert links == [f"two-texts/witness-{id}-Q.html" for id in ids]
