"""The real edition: the same bytes with one job or four, under any hash seed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.files import same
from tests.support.project import REPOSITORY, sphinx_build


@pytest.mark.slow
def test_the_edition_with_four_jobs(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", "42")
    options = ("-n", "-W", "-j", "4", "-d", str(tmp_path / ".doctrees"))
    sphinx_build("html", REPOSITORY / "docs", tmp_path, *options)
    assert same(site, tmp_path)
