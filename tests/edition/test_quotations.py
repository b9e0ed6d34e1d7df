"""``apparatus_text = "quotations"``: nothing built shows more than the edition quotes."""

from __future__ import annotations

import hashlib
import io
import itertools
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from pypdf import PdfReader
from sphinx.errors import ConfigError
from sphinx.testing.util import SphinxTestApp
from tests.support.project import Apparatus

from sphinx_apparatus.edition.edition import quoted
from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.text.excerpts import excerpt, gaps, joined

LEFT_OUT = (
    "Nobody had seen",
    "let it fly until evening",
    "The string broke at dusk, and the kite was found",
)
"""Words of the small edition's texts that nothing quotes; see the test that says so."""
QUOTED = ("two hundred yards", "boys of Elm Street", "first wind of March")
PAGES = {
    "coverage": "# Coverage\n\n```{apparatus:coverage}\n```\n",
    "data": "# Data\n\n```{apparatus:data}\n```\n",
    "parallel": "# Parallel\n\n```{apparatus:parallel} 1900-kite 1950-gull\n```\n",
    "textual-notes": "# Notes\n\n```{apparatus:textual-notes}\n```\n",
    "two-texts": "# Both\n\n```{apparatus:two-texts} 1900-kite\n```\n",
}


@pytest.fixture
def project(rootdir: Path, tmp_path: Path) -> Path:
    """The small edition with pages for coverage and data, and another copy of a text."""
    project = tmp_path / "project"
    shutil.copytree(rootdir / "test-edition", project)
    kite = project / "essays" / "1900-kite"
    copied = (kite / "witness-S.txt").read_bytes()
    (kite / "witness-N.txt").write_bytes(copied)
    record = kite / "essay.yml"
    before, base, after = record.read_text().partition("\nbase: S\n")
    copy = "\n  - siglum: N\n    title: a copy\n    language: en\n    extent: whole\n"
    copy += f"    file: witness-N.txt\n    sha256: {hashlib.sha256(copied).hexdigest()}"
    record.write_text(before + copy + base + after)
    for name, text in PAGES.items():
        (project / "docs" / f"{name}.md").write_text(text)
    index = project / "docs" / "index.md"
    names = "\n".join(PAGES)
    index.write_text(f"{index.read_text()}\n```{{toctree}}\n{names}\n```\n")
    return project


def build(project: Path, builder: str, text: str = "quotations", **more: object) -> Path:
    """Build without a warning; give the folder of what was built."""
    app = SphinxTestApp(
        buildername=builder,
        srcdir=project / "docs",
        builddir=project / "build",
        confoverrides={
            "nitpicky": True,
            "apparatus_text": text,
            "epub_copyright": "nobody",
            **more,
        },
    )
    try:
        app.build()
        assert app.warning.getvalue() == ""
        return Path(app.outdir)
    finally:
        app.cleanup()


def words(text: str) -> str:
    """Letters and digits alone, so that markup between words hides nothing."""
    return re.sub(r"[\W_]+", "", text)


def contents(path: Path) -> Iterator[tuple[str, str]]:
    """Every file of a folder, those in archives too, by name and words."""
    for file in sorted(path.rglob("*")):
        name = file.relative_to(path).as_posix()
        if file.suffix == ".pdf":
            pages = PdfReader(file).pages
            yield name, words("".join(page.extract_text() for page in pages))
        elif file.suffix in (".zip", ".epub"):
            with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as archive:
                for member in archive.namelist():
                    yield f"{name}: {member}", _plain(member, archive.read(member))
        elif file.is_file():
            yield name, _plain(name, file.read_bytes())


def _plain(name: str, data: bytes) -> str:
    text = data.decode(errors="replace")
    if name.endswith((".html", ".xhtml", ".xml", ".js")):
        text = re.sub(r"<[^>]*>", "", text)
    return words(text)


def leaks(path: Path) -> set[tuple[str, str]]:
    """The words that should not stand in what was built, and the files in which they do."""
    return {
        (name, left_out)
        for name, text in contents(path)
        for left_out in LEFT_OUT
        if words(left_out) in text
    }


def test_the_words_looked_for_are_in_the_text_and_in_no_quotation(rootdir: Path) -> None:
    edition = open_edition(rootdir / "test-edition/essays", rootdir / "test-edition/references.bib")
    (essay, *_) = edition.essays
    gone = [
        block.text[start:end]
        for block, ranges in zip(essay.blocks, quoted(edition, essay), strict=True)
        for start, end, _ in gaps(block.text, ranges)
    ]
    for left_out in LEFT_OUT:
        assert any(left_out in gap for gap in gone), gone


@pytest.mark.build
@pytest.mark.parametrize(
    "builder", ["html", "dirhtml", "singlehtml", "text", "epub", "xml", "latex", "man", "typst"]
)
def test_no_builder_shows_more(builder: str, project: Path) -> None:
    out = build(project, builder)
    assert leaks(out) == set()
    whole = "".join(text for _, text in contents(out))
    for quotation in QUOTED:
        assert words(quotation) in whole
    assert words("The text itself is not reproduced here") in whole


@pytest.mark.build
def test_notes_stay_at_their_passages(project: Path) -> None:
    body = html.fromstring((build(project, "html") / "essays/1900-kite.html").read_bytes())
    (passage,) = body.xpath('//p[@id="p2"]')
    assert [mark.get("href") for mark in passage.xpath('.//a[@role="doc-noteref"]')]
    text = " ".join(passage.text_content().split())
    assert text.startswith("¶2 […] ")
    full = html.fromstring((build(project, "html", "full") / "essays/1900-kite.html").read_bytes())
    for page in (body, full):
        for omitted in page.xpath('//*[contains(@class, "apparatus-omitted")]'):
            omitted.drop_tree()
    marks = '//div[@data-essay]//*[starts-with(@id, "mark-") or starts-with(@id, "note-")]'
    assert [one.get("id") for one in body.xpath(marks)] == [
        one.get("id") for one in full.xpath(marks)
    ]


@pytest.mark.build
def test_a_site_that_showed_the_texts_shows_them_no_more(project: Path) -> None:
    """The folder of an earlier build holds nothing of it."""
    book = project / "build" / "typst"
    pdf = {"apparatus_pdf": "../build/typst/edition.pdf"}
    build(project, "typst", "full")
    before = leaks(build(project, "html", "full", **pdf))
    told = {name for name, _ in before}
    assert told >= {"essays/1900-kite.html", "coverage.html", "edition.pdf"}
    assert told >= {"parallel.html", "two-texts.html", "essays/1900-kite/witness-N.html"}
    assert any(name.startswith("_static/previews/") for name in told)
    assert any("search" in name for name in told)
    # The book still has the texts: it is not offered.
    out = build(project, "html", **pdf)
    assert leaks(out) == set()
    assert not (out / "edition.pdf").exists()
    build(project, "typst")
    assert leaks(book) == set()
    out = build(project, "html", **pdf)
    assert (out / "edition.pdf").is_file()
    assert leaks(out) == set()
    # And back.
    assert leaks(build(project, "html", "full", **pdf)) >= {("essays/1900-kite.html", LEFT_OUT[0])}


@pytest.mark.build
def test_a_new_quotation_of_a_cross_reference_is_shown(project: Path) -> None:
    build(project, "html")
    path = project / "essays" / "cross-references" / "paper.md"
    text = path.read_text()
    quote = re.search(r"essay: 1900-kite\n    quote: >-\n      (.*)\n", text)
    assert quote is not None
    path.write_text(text.replace(quote[1], "Nobody had seen such a kite before"))
    page = (build(project, "html") / "essays/1900-kite.html").read_text()
    assert words(LEFT_OUT[0]) in words(re.sub(r"<[^>]*>", "", page))


def test_a_misspelled_setting_is_refused(project: Path) -> None:
    with pytest.raises(ConfigError, match="apparatus_text is 'quotation'"):
        build(project, "html", "quotation")


@pytest.mark.parametrize("what", ["myst", "data"])
def test_exports_read_the_setting(what: str, project: Path, apparatus: Apparatus) -> None:
    conf = project / "docs" / "conf.py"
    for text in ("full", "quotations"):
        conf.write_text(f'{conf.read_text()}\napparatus_text = "{text}"\n')
        # Where rights are clear, data has the texts: only the setting keeps them back.
        record = project / "essays" / "1900-kite" / "essay.yml"
        record.write_text(record.read_text().replace("status: unresolved", "status: cleared"))
        out = project / text
        assert apparatus("export", what, out, "--project", project).code == 0
        assert bool(leaks(out)) == (text == "full")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text("ab .", max_size=40), st.data())
def test_excerpts(text: str, data: st.DataObject) -> None:
    place = st.integers(0, len(text))
    ends = data.draw(st.lists(st.tuples(place, place).map(sorted), max_size=5))
    ranges = joined(text, [(a, b) for a, b in ends if a < b])
    assert all(a[1] < b[0] for a, b in itertools.pairwise(ranges))
    covered = {i for a, b in ranges for i in range(a, b)}
    left_out = {i for a, b, _ in gaps(text, ranges) for i in range(a, b)}
    assert covered | left_out == set(range(len(text)))
    assert not covered & left_out
    shown = excerpt(text, ranges)
    assert words(shown) == words("".join(text[i] for i in sorted(covered)))
    assert shown.count("[…]") == len(list(gaps(text, ranges)))
