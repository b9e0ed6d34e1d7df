"""Style and scripts as readers load them: whole, told apart by versions, no more than needed."""

from __future__ import annotations

import re
import shutil
import subprocess
import zlib
from pathlib import Path

import pytest

from sphinx_apparatus.html.translator import STATIC

SCRIPTS = sorted(path.name for path in STATIC.glob("*.js"))
STYLES = sorted(path.name for path in STATIC.glob("*.css"))
NODE = shutil.which("node") or shutil.which("nodejs")
ESSAY = "essays/1908-garden.html"


@pytest.mark.skipif(NODE is None, reason="needs node: apt-get install nodejs")
@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_a_program(name: str) -> None:
    assert NODE is not None
    command = [NODE, "--check", str(STATIC / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", [*SCRIPTS, *STYLES])
def test_every_file_is_in_the_site_as_it_is_here(name: str, gardens_site: Path) -> None:
    assert (gardens_site / "_static" / name).read_bytes() == (STATIC / name).read_bytes()


@pytest.mark.parametrize("name", [ESSAY, "index.html"])
def test_the_version_of_a_file_is_that_of_its_content(gardens_site: Path, name: str) -> None:
    """Sphinx takes the version from the file that lies in the site when a page is written."""
    page = (gardens_site / name).read_text(encoding="utf-8")
    asked = re.findall(r'_static/((?:apparatus|records)[a-z-]*\.(?:js|css))\?v=([0-9a-f]+)"', page)
    assert {"apparatus.js", "apparatus.css"} <= {file for file, _ in asked}
    for file, version in asked:
        content = (gardens_site / "_static" / file).read_bytes()
        assert version == f"{zlib.crc32(content):08x}", file


def test_a_text_does_without_the_style_of_tables_and_pictures(gardens_site: Path) -> None:
    assert "_static/records.css" not in (gardens_site / ESSAY).read_text(encoding="utf-8")
    for name in ("index.html", "fact-checks.html", "search.html"):
        assert "_static/records.css" in (gardens_site / name).read_text(encoding="utf-8"), name
