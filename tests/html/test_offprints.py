"""Offprints in the site: linked from the page of their text where its rights allow."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from tests.support.project import REPOSITORY, sphinx_build


@pytest.mark.build
def test_offprints_are_linked_where_rights_allow(tmp_path: Path) -> None:
    project = tmp_path / "edition"
    shutil.copytree(REPOSITORY / "tests" / "roots" / "test-edition", project)
    record = project / "essays" / "1900-kite" / "essay.yml"
    words = record.read_text(encoding="utf-8").replace("status: cleared", "status: unresolved")
    record.write_text(words, encoding="utf-8")
    for name in ("1900-kite", "1950-gull"):
        folder = project / "build" / "offprint" / name
        folder.mkdir(parents=True)
        for size in ("a4", "letter"):
            (folder / f"{name}-{size}.pdf").write_bytes(b"%PDF-1.7")
    out = tmp_path / "html"
    theme = ["-D", "html_theme=sphinx_book_theme"]
    theme += ["-D", "html_theme_options.footer_content_items=apparatus-book.html"]
    sphinx_build("html", project / "docs", out, "-d", str(tmp_path / "doctrees"), *theme)
    for name, allowed in (("1900-kite", False), ("1950-gull", True)):
        page = (out / "essays" / f"{name}.html").read_text(encoding="utf-8")
        assert (f'href="../offprints/{name}-a4.pdf"' in page) is allowed
        # A4 first; a script that knows the reader's country exchanges the two.
        sizes = re.findall(r'data-paper="(\w+)"', page)
        assert sizes == (["A4", "Letter"] if allowed else [])
    names = {path.name for path in (out / "offprints").iterdir()}
    assert names == {"1950-gull-a4.pdf", "1950-gull-letter.pdf"}
