"""Quotations are looked up on pages of the web, and what was found is kept whole."""

from __future__ import annotations

import itertools
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from tests.support.project import LINT_BASE, REPOSITORY, Apparatus, Ran
from tests.support.web_pages import HOSTS, PAGE, PAGES, WORDS, Answer, served

from sphinx_apparatus.review import web_client
from sphinx_apparatus.review.web_client import NotFetched, WebClient

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


@pytest.fixture
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a host be asked again at once; that it is spared has a test of its own."""
    clock = SimpleNamespace(sleep=lambda _: None, monotonic=time.monotonic)
    monkeypatch.setattr(web_client, "time", clock)


# The command in a process of its own, without pauses.
HURRIED = """\
import sys, time, types
from sphinx_apparatus.cli.main import main
from sphinx_apparatus.review import web_client
web_client.time = types.SimpleNamespace(sleep=lambda _: None, monotonic=time.monotonic)
sys.exit(main(sys.argv[1:]))
"""


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


@pytest.mark.usefixtures("without_pauses")
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
    records = {each["source"]: each for each in yaml.safe_load(listed)}
    copy = "http://archive.example.org/web/20260501120000/http://gone.example.org/page"
    assert records["web2000gone"]["archive"] == copy
    assert records["web2000gone"]["archived"] == "2026-05-01"
    assert [each for each in records if "archive" in records[each]] == ["web2000gone"]
    # What is printed: file and line, what was found, and what stands there instead.
    lines = {line.partition(".example")[0].rpartition("/")[2]: line for line in ran.out.split("\n")}
    assert re.match(r"essays/2001-fox/notes/jump\.md:\d+: not-found: ", lines["figure"])
    assert "nearest there: “The survey of 1907 counted eighty-three gardens" in lines["figure"]
    for name, reason in (
        ("inside", "the address is not public"),
        ("endless", "it has more than"),
        ("loop", "more than 5 redirects"),
        ("forbidden", "robots.txt of the host forbids it"),
        ("slow", f"it took more than {SECONDS} seconds"),
        ("picture", "it is neither a page, a PDF nor plain text"),
        ("paywall", "the page says that it is not free to read"),
    ):
        assert f"not-read: {reason}" in lines[name]
    assert ran.out.split("\n")[-2].startswith(f"{len(PAGES)} quotations looked up: ")
    assert apparatus("check", "--project", folder).code == 0


@pytest.mark.usefixtures("without_pauses")
def test_a_page_is_saved_only_where_that_is_asked(
    server: Any, edition: Edition, apparatus: Apparatus
) -> None:
    folder = edition("good")
    assert apparatus("evidence", "--project", folder, *options(server)).code == 0
    assert "archive" not in lookup(folder)
    assert not [path for _, path, _ in server.asked if path.startswith("/save")]
    apparatus("evidence", "--project", folder, "--save", *options(server))
    assert lookup(folder)["archived"] == "2026-11-28"


@pytest.mark.usefixtures("without_pauses")
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


@pytest.mark.usefixtures("without_pauses")
def test_addresses_of_sources_without_a_quotation_are_opened_where_that_is_asked(
    server: Any, edition: Edition, apparatus: Apparatus
) -> None:
    folder = edition("good", "gone")
    note = folder / "essays" / "2001-fox" / "notes" / "jump.md"
    quoted = f"- source: web2000gone\n  quote: >-\n    {WORDS}\n"
    assert note.read_text().count(quoted) == 1
    note.write_text(note.read_text().replace(quoted, ""))
    assert apparatus("evidence", "--project", folder, *options(server)).code == 0
    ran = apparatus("evidence", "--addresses", "--project", folder, *options(server))
    assert ran.code == 1
    (line,) = [line for line in ran.out.split("\n") if "gone.example.org" in line]
    assert "references.bib:" in line
    assert "HTTP status 404: http://gone.example.org/page" in line


@pytest.mark.usefixtures("without_pauses")
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
    names = ["good", "divided", "plain", "hyphens", "moved", "deep"]
    folder = edition(*names)
    path = folder / "essays" / "_data" / "evidence.yml"
    command = [sys.executable, "-c", HURRIED, "evidence", "--project", str(folder)]
    for _ in range(2):
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


def test_the_weekly_workflow_says_what_changed(
    server: Any, edition: Edition, tmp_path: Path
) -> None:
    workflow = yaml.safe_load((REPOSITORY / ".github" / "workflows" / "evidence.yml").read_text())
    steps = workflow["jobs"]["look-up"]["steps"]
    (run,) = [step["run"] for step in steps if step.get("id") == "look-up"]
    folder = edition("good", "gone")
    command = folder / ".venv" / "bin" / "sphinx-apparatus"
    command.parent.mkdir(parents=True)
    given = " ".join(options(server))
    start = shlex.join([sys.executable, "-c", HURRIED])
    command.write_text(f'#!/bin/sh\nexec {start} "$@" {given}\n')
    command.chmod(0o755)

    def report() -> str:
        output = tmp_path / "output"
        output.unlink(missing_ok=True)
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", run]
        subprocess.run(
            shell, cwd=folder, env=os.environ | {"GITHUB_OUTPUT": str(output)}, check=True
        )
        first, *lines = output.read_text().split("\n")
        end = first.removeprefix("report<<")
        return "\n".join(lines[: lines.index(end)]).strip()

    told = report().split("\n")
    assert told[0].startswith("Words that notes quote were looked up")
    assert all(line.startswith("    essays/") for line in told[2:-2])
    assert "page-gone: HTTP status 404: http://gone.example.org/page" in told[2]
    assert (folder / "build" / "evidence" / "evidence.yml").is_file()
    assert report() == "", "nothing changed, so no issue is opened"
