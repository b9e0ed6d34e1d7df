"""The site while it is written: a fault is told on the page, and gone when it is corrected."""

from __future__ import annotations

import asyncio
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from lxml import html
from tests.support.project import Apparatus

from sphinx_apparatus.cli import serve
from sphinx_apparatus.cli.serve import Rebuild, bar, site


def page(rebuild: Rebuild, path: str) -> tuple[dict[bytes, bytes], bytes]:
    """Return the headers and the body of a page, as a browser would get them."""
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        # Nothing more comes from the browser.
        await asyncio.Event().wait()
        raise AssertionError

    scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b""}
    application = site(rebuild, [rebuild.docs], "127.0.0.1:8000")
    # In a thread of its own: the browser of other tests runs its loop in this one.
    with ThreadPoolExecutor(1) as thread:
        answer = application(scope | {"root_path": ""}, receive, send)
        thread.submit(asyncio.run, answer).result()
    return dict(sent[0]["headers"]), b"".join(message.get("body", b"") for message in sent)


@pytest.mark.build
def test_a_fault_is_told_in_a_bar_until_it_is_corrected(
    gardens_site: Path, garden: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    project = Path(shutil.copytree(garden, tmp_path / "edition"))
    rebuild = Rebuild(project / "docs", tmp_path / "build/html", tmp_path / "build/doctrees")
    shutil.copytree(gardens_site, rebuild.out)
    note = project / "essays/1908-garden/notes/forty-gardens.md"
    good = note.read_text()
    note.write_text(good.replace("The town has forty gardens\n", "The town has <b>fifty\n", 1))
    rebuild()
    headers, body = page(rebuild, "/index.html")
    assert int(headers[b"content-length"]) == len(body)
    (told,) = html.fromstring(body.decode()).xpath("//*[@role='alert']")
    assert "forty-gardens.md:4: " in told.text_content()
    assert "<b>fifty" in told.text_content()
    assert not told.xpath(".//b")
    out, err = capfd.readouterr()
    assert "the pages are as they were before" in out
    assert "forty-gardens.md:4: " in err
    note.write_text(good)
    rebuild()
    headers, body = page(rebuild, "/index.html")
    assert int(headers[b"content-length"]) == len(body)
    assert b"websocket-reload" in body
    assert b"alert" not in body.rpartition(b"</html>")[2]


def test_a_bar_is_of_a_few_lines() -> None:
    told = html.fromstring(bar("\n".join(f"line {number}" for number in range(30))))
    assert told.text_content().splitlines()[-1] == "… and 18 lines more in the terminal"
    assert bar("") == ""


def test_what_the_edition_is_made_of_is_watched(
    garden: Path, apparatus: Apparatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[object] = []
    monkeypatch.setattr(Rebuild, "__call__", lambda rebuild: started.append(rebuild))
    monkeypatch.setattr(serve, "site", lambda *arguments: arguments)
    monkeypatch.setattr(uvicorn, "run", lambda app, **options: started.extend([app, options]))
    assert apparatus("serve", "--project", garden, "--port", "8001").code == 0
    rebuild = started[0]
    watched = [garden / "docs", garden / "essays", garden / "references.bib"]
    assert started[1:] == [
        (rebuild, watched, "127.0.0.1:8001"),
        {"port": 8001, "log_level": "warning"},
    ]
