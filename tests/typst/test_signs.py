"""The page of sigla and signs has the texts that the book shows."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.support.apparatus import edition_with, written
from tests.support.project import sphinx_build

from sphinx_apparatus.typst.signs import signs


def test_a_page_may_have_any_name(tmp_path: Path, repository: Path) -> None:
    source = repository / "tests" / "roots" / "test-edition"
    project = shutil.copytree(source, tmp_path / "edition")
    essays = project / "docs" / "essays"
    (essays / "1900-kite.md").rename(essays / "the-kite.md")
    book = "typst_documents=essays/the-kite"
    sphinx_build("typst", project / "docs", tmp_path / "book", "-D", book)
    found = json.loads((tmp_path / "book" / "settings.json").read_text())["signs"]
    assert [title for title, _ in found][:2] == ["Witnesses of The Kite", "The apparatus"]
    assert len([title for title, _ in found if title.startswith("Witnesses of")]) == 1
    apparatus = dict(dict(found)["The apparatus"])
    assert apparatus["(certain)"] == "how sure the editors are of a reading: certain"


def test_a_poem_has_the_signs_that_it_needs(tmp_path: Path) -> None:
    entries = written(
        {"in": "p1", "quote": "summer’s", "readings": [{"sigla": ["B"], "reading": "winter’s"}]}
    )
    poem = "Shall I compare thee to a summer’s day?\\\nThou art more lovely.\n"
    edition = edition_with(tmp_path, entries, "form: verse\n", text=poem)
    found = dict(signs(edition, ["1863-address"]))
    assert list(found) == ["Witnesses of Address", "The apparatus"]
    assert [sign for sign, _ in found["The apparatus"]] == ["l. 5", "word]"]
    left = written({"in": "p1", "quote": "Shall", "readings": [{"sigla": ["B"], "omits": True}]})
    edition = edition_with(tmp_path, left, text=poem)
    apparatus = dict(signs(edition, ["1863-address"]))["The apparatus"]
    assert [sign for sign, _ in apparatus] == ["¶", "word]", "om."]
