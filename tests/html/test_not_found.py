"""The page for wrong addresses hangs on nothing beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.support.project import sphinx_build

BASE = "https://example.org/kites/"


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("setting", ["", "edition_url", "html_baseurl"])
def test_it_loads_nothing_and_its_links_are_whole_where_the_address_is_known(
    tmp_path: Path, repository: Path, builder: str, setting: str
) -> None:
    source = repository / "tests" / "roots" / "test-edition" / "docs"
    options = ["-D", f"{setting}={BASE.rstrip('/')}"] if setting else []
    sphinx_build(builder, source, tmp_path / "html", "-d", str(tmp_path / "doctrees"), *options)
    page = (tmp_path / "html" / "404.html").read_text(encoding="utf-8")
    assert not re.search(r"<link|<img|\bsrc=", page)
    links = re.findall(r'href="([^"]*)"', page)
    assert len(links) > 3
    assert all(links)
    assert all(link.startswith(BASE) for link in links) is bool(setting)
    # Without an address a few lines of script look for it; with one there is nothing to look for.
    assert ("<script" in page) is not bool(setting)
    if builder == "html":
        for link in links:
            assert (tmp_path / "html" / link.removeprefix(BASE)).is_file(), link
