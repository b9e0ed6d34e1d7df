"""The site while it is written: what was saved is shown, and what is wrong is told on the page."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from lxml import html
from tests.support.project import Apparatus
from tests.support.random_edits import differences

from sphinx_apparatus.cli import serve
from sphinx_apparatus.cli.serve import Builds, bar, page_of, site

NOTE = "essays/1908-garden/notes/forty-gardens.md"
PAGE = "essays/1908-garden"
RUN = asyncio.run
WORDS = "The town has forty gardens\n"
CITED = "Caracal {cite:p}`reed1909ponds`"
UNKNOWN = "Civet {cite:p}`nobody1900none`"
OTHER = """
@book{reed1909ponds,
  author = {Reed, Ann},
  title = {The ponds of the town},
  publisher = {Harbor Press},
  date = {1909},
  consulted = {full},
}
"""


def in_a_loop(work: Callable[[], Awaitable[Any]]) -> Any:
    """Run asynchronous work in a thread: the browser of other tests runs its loop in this one."""

    async def run() -> Any:
        return await work()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(RUN, run()).result()


def page(builds: Builds, path: str) -> tuple[dict[bytes, bytes], bytes]:
    """Return the headers and the body of a page, as a browser would get them."""
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        # Nothing more comes from the browser.
        await asyncio.Event().wait()
        raise AssertionError

    scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b""}
    application = site(builds, [builds.docs])
    in_a_loop(lambda: application(scope | {"root_path": ""}, receive, send))
    return dict(sent[0]["headers"]), b"".join(message.get("body", b"") for message in sent)


@pytest.fixture
def project(garden: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(garden, tmp_path / "edition"))


@pytest.mark.build
def test_a_fault_is_told_in_a_bar_until_it_is_corrected(
    gardens_site: Path, project: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    builds = Builds(project / "docs", tmp_path / "build/html", tmp_path / "build/doctrees")
    shutil.copytree(gardens_site, builds.out)
    note = project / NOTE
    good = note.read_text()
    note.write_text(good.replace(WORDS, "The town has <b>fifty\n", 1))
    in_a_loop(builds.first)
    headers, body = page(builds, "/index.html")
    assert int(headers[b"content-length"]) == len(body)
    (told,) = html.fromstring(body.decode()).xpath("//*[@role='alert']")
    assert "forty-gardens.md:4: " in told.text_content()
    assert "<b>fifty" in told.text_content()
    assert not told.xpath(".//b")
    out, err = capfd.readouterr()
    assert "the pages are as they were before" in out
    assert "forty-gardens.md:4: " in err
    note.write_text(good)
    in_a_loop(builds.first)
    headers, body = page(builds, "/index.html")
    assert int(headers[b"content-length"]) == len(body)
    assert b"/reload?" in body
    assert b"alert" not in body.rpartition(b"</html>")[2]


@pytest.mark.build
@pytest.mark.skipif(not hasattr(os, "fork"), reason="no page is written before the others")
def test_the_page_that_is_looked_at_comes_first_and_all_are_as_in_a_fresh_build(
    project: Path, tmp_path: Path
) -> None:
    docs = project / "docs"
    builds = Builds(docs, tmp_path / "build/html", tmp_path / "build/doctrees")
    builds.looked_at = PAGE
    said: list[tuple[str, str | None, bool]] = []
    # The entries of the bibliography are formatted before the change that cites another source.
    references = project / "references.bib"
    references.write_text(references.read_text() + OTHER)

    def save(word: str, name: str) -> None:
        path = project / name
        path.write_text(path.read_text().rstrip("\n") + f"\n\n{word}.\n")

    async def build(word: str, name: str, while_it_builds: Callable[[], None]) -> None:
        """Build once it is prepared, and note what is there when a page is named."""
        await builds.prepare()
        await asyncio.sleep(3)  # On a machine too slow for it the test passes and tests less.
        if word not in (project / name).read_text():
            save(word, name)
        before = ""
        async for shown in builds.build([project / name]):
            text = (builds.out / f"{PAGE}.html").read_text()
            said.append((word, shown, word in text))
            # What the browser has of the site, styles and scripts, is not loaded anew.
            assert text == before or not before
            before = text
            while_it_builds()
            while_it_builds = int

    async def work() -> None:
        await builds.first()
        # What is saved during a build is not in it, and is known to the next when it is prepared.
        await build("Aardvark", NOTE, lambda: save("Beaver", NOTE))
        await build("Beaver", NOTE, int)
        # A page is written while the records are checked, and shown only if they have no fault.
        good = (project / NOTE).read_text()
        await build(UNKNOWN, NOTE, int)
        (project / NOTE).write_text(good)
        # Somebody else builds while a build waits, which then knows that it has to begin anew.
        await builds.prepare()
        await asyncio.sleep(3)
        save("Bobcat", "docs/index.md")
        by_hand("-d", builds.doctrees, docs, builds.out)
        # Another page is looked at than the one that changes.
        builds.looked_at = "names"
        await build(CITED, "docs/bibliography.md", int)

    def by_hand(*places: str | Path) -> None:
        command = [sys.executable, "-m", "sphinx", "-n", "-q", "-b", "html"]
        subprocess.run([*command, *places], check=True)

    in_a_loop(work)
    assert said == [
        ("Aardvark", PAGE, True),
        ("Aardvark", None, True),
        ("Beaver", PAGE, True),
        ("Beaver", None, True),
        (UNKNOWN, None, False),
        (CITED, None, False),
    ]
    assert builds.faults == ""
    fresh = tmp_path / "fresh"
    by_hand("-d", tmp_path / "trees", docs, fresh)
    assert differences(builds.out, fresh) == []


def test_a_bar_is_of_a_few_lines() -> None:
    told = html.fromstring(bar("\n".join(f"line {number}" for number in range(30))))
    assert told.text_content().splitlines()[-1] == "… and 18 lines more in the terminal"
    assert bar("") == ""


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/", ""),
        ("/index.html", ""),
        ("/essays/1908-garden.html", "essays/1908-garden"),
        ("/themes/", "themes"),
        ("/themes/index.html", "themes"),
        ("/a%20page.html", "a page"),
    ],
)
def test_the_page_at_an_address(path: str, name: str) -> None:
    assert page_of(path) == name


def test_what_the_edition_is_made_of_is_watched(
    garden: Path, apparatus: Apparatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[object] = []

    async def first(builds: Builds) -> None:
        started.append(builds)

    monkeypatch.setattr(Builds, "first", first)
    monkeypatch.setattr(serve, "site", lambda *arguments: arguments)
    monkeypatch.setattr(uvicorn, "run", lambda app, **options: started.extend([app, options]))
    monkeypatch.setattr(asyncio, "run", lambda work: in_a_loop(lambda: work))
    assert apparatus("serve", "--project", garden, "--port", "8001").code == 0
    builds = started[0]
    watched = [garden / "docs", garden / "essays", garden / "references.bib"]
    assert started[1:] == [(builds, watched), {"port": 8001, "log_level": "warning"}]
