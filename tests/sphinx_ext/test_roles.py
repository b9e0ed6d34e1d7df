"""Roles: words from the records, links to their places, warnings that tell where; intersphinx."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_escape_sequences

ADDRESS = "https://edition.example/"


@pytest.fixture(scope="module")
def roles(rootdir: Path, tmp_path_factory: pytest.TempPathFactory) -> SphinxTestApp:
    """The root with roles, built as a project that is not nitpicky."""
    app = SphinxTestApp(srcdir=rootdir / "test-roles", builddir=tmp_path_factory.mktemp("roles"))
    try:
        app.build()
    finally:
        app.cleanup()
    return app


def test_words_and_links(roles: SphinxTestApp) -> None:
    body = html.fromstring((roles.outdir / "index.html").read_bytes())
    links = body.xpath('//ul[contains(@class, "simple")]/li/p//a[not(contains(@href, "unknown"))]')
    # The essay's own link before: the passage 1950 ¶2 is on no page of this project.
    assert [(link.text_content(), link.get("href")) for link in links[:9]] == [
        ("1900", "#text"),
        ("the kite", "#text"),
        ("1900 ¶2", "#p2"),
        ("1900 head 1", "#h1"),
        ("here", "#p3"),
        ("1900 n. 1", "#note-march"),
        ("1900 n. c", "#note-twice"),
        ("of paper", "#note-newspapers"),
        ("by its id", "#note-march"),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (3, "apparatus:note reference target not found: 1900-kite/nothing"),
        (5, "apparatus:passage reference target not found: 1900-kite/p9"),
        (7, "apparatus:text reference target not found: 1800-boat"),
        (9, "there is no essay ‘1800-boat’; there are 1900-kite, 1950-gull"),
        (12, "there is no theme ‘fire’; there are material, place"),
    ],
)
def test_unknown_ids_are_told_with_their_place(
    line: int, message: str, roles: SphinxTestApp
) -> None:
    warnings = strip_escape_sequences(roles.warning.getvalue()).splitlines()
    found = [text for text in warnings if message in text]
    assert len(found) == 1, warnings
    assert f"unknown.md:{line}: " in found[0]


def test_words_of_an_unknown_target_stay(roles: SphinxTestApp) -> None:
    body = html.fromstring((roles.outdir / "unknown.html").read_bytes())
    assert "Nobody wrote 1900-kite/nothing." in " ".join(body.text_content().split())


# -- from other projects -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def inventory(rootdir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The inventory of the small edition."""
    folder = tmp_path_factory.mktemp("inventory")
    app = SphinxTestApp(srcdir=rootdir / "test-edition" / "docs", builddir=folder)
    try:
        app.build()
    finally:
        app.cleanup()
    return Path(app.outdir) / "objects.inv"


def linked(folder: Path, conf: str, page: str, inventory: Path) -> list[tuple[str, str]]:
    """Build another project that links to the edition; give its links."""
    folder.mkdir()
    mapping = f"intersphinx_mapping = {{'edition': ({ADDRESS!r}, {str(inventory)!r})}}\n"
    (folder / "conf.py").write_text(conf + mapping + "html_theme = 'basic'\n")
    (folder / "index.md").write_text(page)
    app = SphinxTestApp(srcdir=folder, confoverrides={"nitpicky": True})
    try:
        app.build()
        assert app.warning.getvalue() == ""
        body = html.fromstring((app.outdir / "index.html").read_bytes())
        return [
            (link.text_content(), link.get("href"))
            for link in body.xpath(f'//a[starts-with(@href, "{ADDRESS}")]')
        ]
    finally:
        app.cleanup()


def test_intersphinx_without_our_engine(inventory: Path, tmp_path: Path) -> None:
    conf = "extensions = ['myst_parser', 'sphinx.ext.intersphinx']\n"
    page = (
        "# Other\n\n"
        "- [](inv:edition:apparatus:note#1900-kite/march)\n"
        "- [words](inv:edition:apparatus:passage#1950-gull/p2)\n"
        "- [](inv:edition:apparatus:theme#material)\n"
    )
    assert linked(tmp_path / "other", conf, page, inventory) == [
        ("1900 n. 1", f"{ADDRESS}essays/1900-kite.html#note-march"),
        ("words", f"{ADDRESS}essays/1950-gull.html#p2"),
        ("What things are made of", f"{ADDRESS}themes/material.html#theme-material"),
    ]


def test_intersphinx_from_another_edition(inventory: Path, rootdir: Path, tmp_path: Path) -> None:
    edition = rootdir / "test-edition"
    conf = (
        "extensions = ['sphinx_apparatus', 'sphinx.ext.intersphinx']\n"
        "apparatus_site = True\n"
        f"apparatus_essays = {str(edition / 'essays')!r}\n"
        f"apparatus_references = {str(edition / 'references.bib')!r}\n"
        f"bibtex_bibfiles = [{str(edition / 'references.bib')!r}]\n"
    )
    page = (
        "# Other\n\n"
        "- {external+edition:apparatus:note}`1900-kite/twice`\n"
        "- {external:apparatus:text}`the gull <1950-gull>`\n"
        "- {apparatus:passage}`1900-kite/p2`\n"
    )
    assert linked(tmp_path / "other", conf, page, inventory) == [
        ("1900 n. c", f"{ADDRESS}essays/1900-kite.html#note-twice"),
        ("the gull", f"{ADDRESS}essays/1950-gull.html#text"),
        ("1900 ¶2", f"{ADDRESS}essays/1900-kite.html#p2"),
    ]
