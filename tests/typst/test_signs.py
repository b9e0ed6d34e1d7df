"""The page of sigla and signs has the texts that the book shows."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.support.project import sphinx_build


def test_a_page_may_have_any_name(tmp_path: Path, repository: Path) -> None:
    source = repository / "tests" / "roots" / "test-edition"
    project = shutil.copytree(source, tmp_path / "edition")
    essays = project / "docs" / "essays"
    (essays / "1900-kite.md").rename(essays / "the-kite.md")
    book = "typst_documents=essays/the-kite"
    sphinx_build("typst", project / "docs", tmp_path / "book", "-D", book)
    signs = json.loads((tmp_path / "book" / "settings.json").read_text())["signs"]
    assert [title for title, _ in signs][:2] == ["Witnesses of 1900", "The apparatus"]
    assert "Witnesses of 1950" not in dict(signs)
    apparatus = dict(dict(signs)["The apparatus"])
    assert apparatus["(certain)"] == "how sure the editors are of a reading: certain"
