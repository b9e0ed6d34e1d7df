"""Whatever is rendered as MyST was checked first: no other way leads from a record to markup."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from sphinx.testing.util import SphinxTestApp
from tests.support.animals import CORRECTION, made

from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.sphinx_ext.myst import Markup
from sphinx_apparatus.text import bodies

CITATION = re.compile(r"\{cite:p\}`[^`]+`")


@pytest.mark.build
def test_what_is_rendered_was_checked(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = made(repository, tmp_path)
    (project / "essays/_data/corrections.yml").write_text(CORRECTION)
    rendered: set[str] = set()
    checked: set[str] = set()
    render = Markup.render

    def note_rendered(self: Markup, markdown: str, *rest: object) -> None:
        rendered.add(markdown)
        render(self, markdown, *rest)  # type: ignore[arg-type]

    read_body = bodies.read_body

    def note_checked(markdown: str, *rest: object) -> bodies.Body:
        checked.add(markdown)
        return read_body(markdown, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Markup, "render", note_rendered)
    for name, module in sorted(sys.modules.items()):
        if name.startswith("sphinx_apparatus") and hasattr(module, "read_body"):
            monkeypatch.setattr(module, "read_body", note_checked)
    edition = open_edition(project / "essays", project / "references.bib")
    app = SphinxTestApp("html", project / "docs", tmp_path / "out")
    try:
        app.build()
    finally:
        app.cleanup()
    # The words of a text are those of its locked witness, and were checked when it was read.
    checked |= {essay.markdown for essay in edition.essays}
    sources = {key for words in rendered if CITATION.fullmatch(words) for key in _keys(words)}
    assert sources <= edition.sources.keys()
    unchecked = {words for words in rendered - checked if not CITATION.fullmatch(words)}
    assert unchecked == set()
    assert {"Foxes are quick.", "The hens are counted.", "It said lazily."} <= rendered


def _keys(citation: str) -> list[str]:
    return citation.partition("`")[2].rstrip("`").split(",")
