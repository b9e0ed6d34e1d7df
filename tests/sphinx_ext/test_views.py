"""Base and reading text: one of them by setting wherever a page cannot switch, both in HTML."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from lxml import html
from sphinx.testing.util import SphinxTestApp

BUILDERS = {
    "text": "text/essays/1900-kite.txt",
    "latex": "latex/*.tex",
    "man": "man/*.1",
    "xml": "xml/essays/1900-kite.xml",
    "epub": "epub/essays/1900-kite.xhtml",
}


@contextmanager
def built(source: Path, out: Path, builder: str, view: str) -> Iterator[Path]:
    """Build without a warning."""
    app = SphinxTestApp(
        buildername=builder,
        srcdir=source,
        builddir=out,
        confoverrides={"nitpicky": True, "apparatus_text_view": view, "epub_copyright": "nobody"},
    )
    try:
        app.build()
        assert app.warning.getvalue() == ""
        yield out
    finally:
        app.cleanup()


def squeezed(path: Path) -> str:
    """The words of a file without markup: letters, digits, brackets."""
    text = path.read_text(encoding="utf-8")
    if path.suffix in (".xml", ".xhtml"):
        text = html.fromstring(text.encode()).text_content()
    text = re.sub(r"\\(?:DUrole\{[^}]*\}|f[A-Z]|[A-Za-z@]+)", "", text)
    return re.sub(r"[^\w\[\]]+", "", text)


@pytest.mark.parametrize("builder", BUILDERS)
def test_the_setting_decides(builder: str, rootdir: Path, tmp_path: Path) -> None:
    source = rootdir / "test-edition" / "docs"
    words = {}
    for view in ("base", "reading"):
        with built(source, tmp_path / view, builder, view) as out:
            (path,) = out.glob(BUILDERS[builder])
            words[view] = squeezed(path)
    assert "foundininthenexttown" in words["base"]
    assert "foundinthenexttown" not in words["base"]
    assert "foundinthenexttown" in words["reading"]
    assert "foundininthenexttown" not in words["reading"]
    # The entry's lemma is in the words of the text that is shown.
    assert "inin]inedd" in words["base"]
    assert "in]ininS" in words["reading"]
    # What the reading text leaves out is told by the note.
    assert words["base"].count("Advertisementforsoap") == 2
    assert words["reading"].count("Advertisementforsoap") == 1
    assert "Furnitureofthepage" in words["reading"]


@pytest.mark.parametrize("view", ["base", "reading"])
@pytest.mark.parametrize(
    ("builder", "name"),
    [("html", "html/essays/1900-kite.html"), ("singlehtml", "singlehtml/index.html")],
)
def test_both_in_html(builder: str, name: str, view: str, rootdir: Path, tmp_path: Path) -> None:
    source = rootdir / "test-edition" / "docs"
    with built(source, tmp_path, builder, view):
        body = html.fromstring((tmp_path / name).read_bytes())
    text = body.xpath('//*[@data-essay="1900-kite"]')[0]
    assert text.get("data-text-view") == view
    (twice,) = text.xpath('.//p[contains(@class, "apparatus-passage")][last()]')
    assert {del_.text_content() for del_ in text.xpath(".//p//del")} >= {"Advertisement for soap"}
    whole = " ".join(twice.text_content().split())
    assert "found in in the next town" in whole
    for dropped in twice.xpath(".//del"):
        dropped.drop_tree()
    assert "found in the next town" in " ".join(twice.text_content().split())


def test_a_block_that_the_reading_text_leaves_out(rootdir: Path, tmp_path: Path) -> None:
    """Of furniture only the mark stays, which leads to the note that tells of it."""
    source = rootdir / "test-edition" / "docs"
    with built(source, tmp_path, "xml", "reading"):
        root = html.fromstring((tmp_path / "xml/essays/1900-kite.xml").read_bytes())
    (block,) = root.xpath('//paragraph[@ids="f1"]')
    assert block.text_content().strip() == "b"
    assert block.xpath("./footnote_reference/@refid") == ["note-soap"]


def test_each_essay_says_what_it_shows_first(rootdir: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(rootdir / "test-edition", tmp_path / "project"))
    record = project / "essays" / "1900-kite" / "essay.yml"
    text = record.read_text()
    assert text.count("text-view: base") == 1
    record.write_text(text.replace("text-view: base", "text-view: reading"))
    name = BUILDERS["text"]
    with built(project / "docs", tmp_path / "own", "text", "") as out:
        assert "foundinthenexttown" in squeezed(out / name)
    with built(project / "docs", tmp_path / "set", "text", "base") as out:
        assert "foundininthenexttown" in squeezed(out / name)
