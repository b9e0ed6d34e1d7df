"""An edition with the theme that somebody has chosen: nothing of another theme is in its pages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.support.project import sphinx_build

OF_THE_BOOK_THEME = ("bd-links", "search-button", "article-header-buttons", "fa-solid")


@pytest.mark.parametrize(
    "theme",
    [
        *("alabaster", "pydata_sphinx_theme"),
        # Other tests build with these all the time.
        *(pytest.param(name, marks=pytest.mark.slow) for name in ("basic", "sphinx_book_theme")),
    ],
)
def test_the_pages_are_those_of_the_theme(rootdir: Path, tmp_path: Path, theme: str) -> None:
    project = shutil.copytree(rootdir / "test-edition", tmp_path / "project")
    out = tmp_path / "out"
    options = ["-D", f"html_theme={theme}", "-D", "apparatus_pdf=", "-n", "-W"]
    sphinx_build("html", project / "docs", out, "-d", str(tmp_path / "trees"), *options)
    text = (out / "essays" / "1900-kite.html").read_text(encoding="utf-8")
    assert 'class="apparatus-essay' in text
    search = (out / "search.html").read_text(encoding="utf-8")
    assert search.count('id="apparatus-search"') == 1
    assert search.count("apparatus-search.js") == 1
    if theme in ("alabaster", "basic"):
        for name in OF_THE_BOOK_THEME:
            assert name not in text, name
            assert name not in search, name
