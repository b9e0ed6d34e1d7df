"""Quotations are looked up on pages of the web, and what was found is kept whole."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.support.project import LINT_BASE, Apparatus, Ran
from tests.support.web_pages import HOSTS, PAGE, PAGES, WORDS, Answer, served

from sphinx_apparatus.authoring.web_client import NotFetched, WebClient

SECONDS = "3"


@pytest.fixture(scope="module")
def web() -> Iterator[Any]:
    with served() as server:
        yield server


@pytest.fixture
def server(web: Any) -> Any:
    """The server, without what other tests made of it."""
    web.asked.clear()
    web.pages.clear()
    return web


def options(server: Any) -> list[str]:
    """Return the options by which the command finds the server."""
    place = f"127.0.0.1:{server.server_address[1]}"
    resolved = [f"--resolve={name}.example.org={place}" for name in HOSTS]
    return [*resolved, "--archive", "http://archive.example.org", "--seconds", SECONDS]


Edition = Callable[..., Path]


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    """An edition whose only note quotes the pages of some hosts."""

    def made(*names: str, quote: str = "") -> Path:
        folder = tmp_path / "edition"
        shutil.copytree(LINT_BASE, folder)
        (folder / "docs").mkdir()
        (folder / "docs" / "conf.py").write_text('project = "Animals"\n')
        note = folder / "essays" / "2001-fox" / "notes" / "jump.md"
        head, _, body = note.read_text().rpartition("---\n")
        quoted = "".join(
            f"- source: web2000{name}\n  quote: >-\n    {quote or PAGES[name][0]}\n"
            + ("  language: ru\n  translation: Gardens.\n" if "В" in PAGES[name][0] else "")
            for name in names
        )
        cited = "".join(f"So says {{cite:p}}`web2000{name}`.\n" for name in names)
        note.write_text(f"{head}evidence:\n{quoted}---\n{body}\n{cited}")
        with (folder / "references.bib").open("a") as references:
            for name in names:
                references.write(
                    f"@online{{web2000{name},\n  title = {{A page of {name}}},\n"
                    f"  url = {{http://{name}.example.org/page}},\n  date = {{2000}},\n"
                    "  urldate = {2002-01-01},\n  consulted = {full},\n}\n"
                )
        return folder

    return made


def outcomes(folder: Path) -> dict[str, str]:
    """Return the outcome of each host's page, as it was written."""
    records = yaml.safe_load((folder / "essays" / "_data" / "evidence.yml").read_text())
    return {record["source"].removeprefix("web2000"): record["outcome"] for record in records}


def lookup(folder: Path) -> dict[str, Any]:
    """Return the only look-up of an edition."""
    (record,) = yaml.safe_load((folder / "essays" / "_data" / "evidence.yml").read_text())
    assert isinstance(record, dict)
    return record


def test_each_page_has_its_outcome(server: Any, edition: Edition, apparatus: Apparatus) -> None:
    folder = edition(*PAGES)
    began = time.monotonic()
    ran = apparatus("evidence", "--project", folder, *options(server))
    assert ran.code == 1, ran.err
    assert outcomes(folder) == {name: outcome for name, (_, outcome, _) in PAGES.items()}
    # The slowest page ends when its time is over, not when the host likes.
    assert time.monotonic() - began < 120
    listed = (folder / "essays" / "_data" / "evidence.yml").read_text()
    assert WORDS not in listed, "of a page nothing is kept but a checksum"
    assert apparatus("check", "--project", folder).code == 0


def test_what_is_printed(server: Any, edition: Edition, apparatus: Apparatus) -> None:
    folder = edition("figure", "inside", "endless", "loop", "forbidden", "good")
    out = apparatus("evidence", "--project", folder, *options(server)).out
    path = "essays/2001-fox/notes/jump.md:"
    lines = {line.partition("example.org")[0].rpartition("/")[2]: line for line in out.split("\n")}
    assert lines["figure."].startswith(path)
    assert "nearest there: “The survey of 1907 counted eighty-three gardens" in lines["figure."]
    assert "not-read: the address is not public" in lines["inside."]
    assert "not-read: it has more than" in lines["endless."]
    assert "not-read: more than 5 redirects" in lines["loop."]
    assert "not-read: robots.txt of the host forbids it" in lines["forbidden."]
    assert out.endswith("6 quotations looked up: 1 found, 1 not-found, 4 not-read\n")


def test_an_archived_copy_is_found(server: Any, edition: Edition, apparatus: Apparatus) -> None:
    folder = edition("gone")
    apparatus("evidence", "--project", folder, *options(server))
    record = lookup(folder)
    assert record["outcome"] == "page-gone"
    copy = "http://archive.example.org/web/20260501120000/http://gone.example.org/page"
    assert (record["archive"], record["archived"]) == (copy, "2026-05-01")


def test_a_page_is_saved_only_where_that_is_asked(
    server: Any, edition: Edition, apparatus: Apparatus
) -> None:
    folder = edition("good")
    assert apparatus("evidence", "--project", folder, *options(server)).code == 0
    assert "archive" not in lookup(folder)
    assert not [path for _, path, _ in server.asked if path.startswith("/save")]
    apparatus("evidence", "--project", folder, "--save", *options(server))
    assert lookup(folder)["archived"] == "2026-11-28"


def test_words_that_go_are_told_apart_from_words_never_there(
    server: Any, edition: Edition, apparatus: Apparatus, tmp_path: Path
) -> None:
    folder = edition("good")
    report = tmp_path / "report.md"

    def run() -> Ran:
        return apparatus("evidence", "--project", folder, "--report", report, *options(server))

    assert run().code == 0
    assert report.read_text() == "", "words found for the first time are no news"
    first = lookup(folder)
    assert (first["outcome"], first["found"]) == ("found", first["date"])
    server.pages["good"] = Answer(b"<p>@everyone ![](http://example.org/x) something else</p>")
    assert run().code == 1
    second = lookup(folder)
    assert second["outcome"] == "page-changed"
    assert second["found"] == first["date"]
    assert second["missing-since"] == second["date"]
    lines = report.read_text().split("\n")
    (told,) = [line for line in lines if "jump.md" in line]
    assert "page-changed" in told
    assert told.startswith("    essays/2001-fox/notes/jump.md:")
    assert told.endswith("(before: found)")
    assert run().code == 1
    assert report.read_text() == "", "what has not changed since is no news"
    server.pages["good"] = Answer(PAGE.encode())
    assert run().code == 0
    assert "missing-since" not in lookup(folder)


def test_one_request_a_second_to_a_host(
    server: Any, edition: Edition, apparatus: Apparatus
) -> None:
    folder = edition("good", "moved")
    apparatus("evidence", "--project", folder, *options(server))
    times = [when for name, _, when in server.asked if name == "good"]
    assert len(times) >= 3
    assert all(later - earlier > 0.9 for earlier, later in itertools.pairwise(times))


def test_look_ups_of_words_that_changed_are_dropped(
    server: Any, edition: Edition, apparatus: Apparatus
) -> None:
    folder = edition("good")
    apparatus("evidence", "--project", folder, *options(server))
    before = lookup(folder)["words"]
    note = folder / "essays" / "2001-fox" / "notes" / "jump.md"
    note.write_text(note.read_text().replace(WORDS, WORDS.replace("The survey", "survey")))
    apparatus("evidence", "--project", folder, *options(server))
    assert lookup(folder)["words"] != before


def test_an_unknown_note_is_refused(edition: Edition, apparatus: Apparatus) -> None:
    ran = apparatus("evidence", "2001-fox/jmp", "--project", edition("good"))
    assert ran.code == 2
    assert "there is no note ‘2001-fox/jmp’; did you mean ‘2001-fox/jump’?" in ran.err


def test_a_run_that_is_killed_leaves_a_whole_file(server: Any, edition: Edition) -> None:
    names = [name for name, (_, outcome, _) in PAGES.items() if outcome == "found"]
    folder = edition(*names)
    path = folder / "essays" / "_data" / "evidence.yml"
    command = [sys.executable, "-m", "sphinx_apparatus", "evidence", "--project", str(folder)]
    for _ in range(3):
        process = subprocess.Popen(
            [*command, *options(server)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        waited = time.monotonic() + 60
        while not path.exists() and time.monotonic() < waited:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        process.communicate()
        assert set(outcomes(folder)) <= set(names)
        path.unlink()
    assert not [each for each in path.parent.iterdir() if each.suffix == ".tmp"]


@pytest.mark.parametrize(
    "answers",
    [["10.0.0.1"], ["93.184.215.14", "127.0.0.1"], ["::ffff:169.254.0.1"], ["64:ff9b::7f00:1"]],
)
def test_a_name_with_any_private_address_is_not_asked(
    answers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def looked_up(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in answers]

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    with pytest.raises(NotFetched, match="not public"):
        WebClient().page("http://inner.example.org/")
    assert asked == ["inner.example.org"], "a name is looked up once"


@pytest.mark.parametrize(
    "address",
    [
        *("ftp://example.org/", "http://localhost/", "http://127.0.0.1/", "http://[::1]/"),
        *("http://example.org:8080/", "http://user@example.org/", "http://0x7f000001/"),
        *("http://2130706433/", "http://[::ffff:127.0.0.1]/", "http://a.internal/"),
    ],
)
def test_addresses_that_lead_to_no_public_page(address: str) -> None:
    with pytest.raises(NotFetched):
        WebClient().page(address)
