"""CETEIcean, the TEI's own viewer, shows an essay with its apparatus in a browser."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.export import tei
from sphinx_apparatus.export.publication import Publication

PACKAGE = "CETEIcean@1.9.5"
SHA256 = "7533112c49a0db6db8d062f20a6a29fa067a4d062d89056124949ac6ea8c33c4"
NPM = shutil.which("npm")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(NPM is None, reason="needs npm: apt-get install npm"),
]


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The viewer, from its package on npm."""
    folder = tmp_path_factory.mktemp("npm")
    subprocess.run([str(NPM), "pack", PACKAGE, "--silent"], cwd=folder, check=True, timeout=120)
    path = next(folder.glob("*.tgz"))
    assert hashlib.sha256(path.read_bytes()).hexdigest() == SHA256
    with tarfile.open(path) as archive:
        member = archive.extractfile("package/dist/CETEI.js")
        assert member is not None
        return member.read().decode()


def test_shows_text_and_emendations(
    edition: Edition,
    publication: Publication,
    script: str,
    tmp_path: Path,
    browser: Browser,
) -> None:
    whole = replace(publication, whole_texts=True)
    written = {each.id: tei.essay_tei(edition, each, whole).decode() for each in edition.essays}
    essay = next(each for each in edition.essays if "<supplied" in written[each.id])
    content = written[essay.id]
    xml = json.dumps(content.partition("?>")[2]).replace("</", "<\\/")
    page_file = tmp_path / "page.html"
    page_file.write_text(
        "<!DOCTYPE html><meta charset=utf-8><div id=text></div>"
        f"<script>{script}</script><script>"
        f"new CETEI().makeHTML5({xml}, "
        "made => document.getElementById('text').append(made))</script>",
        encoding="utf-8",
    )
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(page_file.as_uri())
    page.wait_for_selector("tei-body", state="attached")
    assert page.locator("tei-body tei-p").count() == sum(
        block.kind == "passage" for block in essay.blocks
    )
    assert page.locator("tei-annotation").count() >= len(essay.notes)
    first = page.locator("tei-body tei-p").first.inner_text()
    passage = next(block for block in essay.blocks if block.kind == "passage")
    assert first.startswith(passage.text[:12])
    assert page.locator("tei-body tei-supplied").count() > 0
    assert faults == []
    page.close()
