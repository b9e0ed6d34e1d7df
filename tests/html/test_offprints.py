"""Offprints in the site: linked from the page of their text where its rights allow."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.support.project import REPOSITORY, sphinx_build


@pytest.mark.build
@pytest.mark.parametrize("status", ["cleared", "unresolved"])
def test_offprints_are_linked_where_rights_allow(tmp_path: Path, status: str) -> None:
    project = tmp_path / "edition"
    shutil.copytree(REPOSITORY / "tests" / "roots" / "test-edition", project)
    record = project / "essays" / "1900-kite" / "essay.yml"
    words = record.read_text(encoding="utf-8").replace("status: cleared", f"status: {status}")
    record.write_text(words, encoding="utf-8")
    for name in ("1900-kite", "1950-gull"):
        folder = project / "build" / "offprint" / name
        folder.mkdir(parents=True)
        (folder / f"{name}-a4.pdf").write_bytes(b"%PDF-1.7")
    out = tmp_path / "html"
    theme = ["-D", "html_theme=sphinx_book_theme"]
    theme += ["-D", "html_theme_options.footer_content_items=apparatus-book.html"]
    sphinx_build("html", project / "docs", out, "-d", str(tmp_path / "doctrees"), *theme)
    page = (out / "essays" / "1900-kite.html").read_text(encoding="utf-8")
    allowed = status == "cleared"
    assert ('href="../offprints/1900-kite-a4.pdf"' in page) is allowed
    assert "Letter</a>" not in page
    made = {path.name for path in (out / "offprints").iterdir()}
    assert made == {"1950-gull-a4.pdf"} | ({"1900-kite-a4.pdf"} if allowed else set())
