"""Previews of the places of a text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.support.project import sphinx_build


@pytest.mark.build
def test_a_passage_whose_number_has_a_letter_has_a_preview(answers: Path, tmp_path: Path) -> None:
    sphinx_build("html", answers / "docs", tmp_path, "-W", "-n", "-d", f"{tmp_path}/.doctrees")
    script = (tmp_path / "_static/previews/essays/1908-garden.js").read_text()
    places = re.findall(r'"([hp][0-9][^"]*)":', script)
    assert places == ["h1", "h2", "p1", "p2a"]
