"""What tests of every kind share: the repository, the command, a browser."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

import pytest
from sphinx.util.docutils import additional_nodes
from tests.support.project import REPOSITORY, SET_UP, Apparatus, Ran

from sphinx_apparatus.cli.main import main

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, CDPSession, Page
    from tests.support.browser import Open

# Their assertions tell as much as those of tests.
pytest.register_assert_rewrite(
    "tests.support.books",
    "tests.support.files",
    "tests.support.gardens",
    "tests.support.harbors",
    "tests.support.lint",
)
pytest_plugins = [
    "sphinx.testing.fixtures",
    "tests.support.records",
    "tests.support.gardens",
    "tests.support.harbors",
    "tests.support.nu",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what rewrites expected output."""
    parser.addoption("--write-lint", action="store_true", help="write tests/lint/*/out.txt anew")


@pytest.fixture(autouse=True)
def nothing_registered() -> Iterator[None]:
    """Fail where a test ran Sphinx in this process and left its nodes registered.

    Whatever ran next would be warned that each of them is there already.
    """
    yield
    assert not additional_nodes, "an application was not cleaned up"


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of the project."""
    return REPOSITORY


@pytest.fixture(scope="session")
def rootdir() -> Path:
    """The folder of the small Sphinx projects that tests build."""
    return REPOSITORY / "tests" / "roots"


@pytest.fixture
def apparatus(capsys: pytest.CaptureFixture[str]) -> Apparatus:
    """The command ``sphinx-apparatus``, run in this process, which saves its start."""

    def run(*arguments: str | Path) -> Ran:
        code = main(list(map(str, arguments)))
        return Ran(code, *capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def synthetic() -> ModuleType:
    """The module that writes synthetic editions, which the benchmark uses as well."""
    spec = importlib.util.spec_from_file_location(
        "synthetic", REPOSITORY / "scripts" / "synthetic.py"
    )
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules["synthetic"] = made  # Its dataclasses look themselves up there.
    spec.loader.exec_module(made)
    return made


# What takes long: these are built, and “make test-fast” does without them.
BUILDS = {
    *("gardens_site", "harbors_site", "site", "pdf_book", "portable", "crowd"),
    *("browser", "nu_errors"),
}
# With these a module of tests builds by itself, or serves pages that it fetches.
BY_HAND = {"sphinx_build", "run_sphinx", "SphinxTestApp", "compare_after_edits", "served"}
ALL = bool(os.environ.get("APPARATUS_ALL_PAGES"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that need a build, and skip the slow ones unless all are asked for."""
    for item in items:
        if BUILDS.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.build)
        if not ALL and item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="runs in “make test-all”"))
    # Files with builds first: a long one at the end would be left to one process.
    building = {
        item.path
        for item in items
        if item.get_closest_marker("build") or BY_HAND & vars(item.module).keys()  # type: ignore[attr-defined]
    }
    items.sort(key=lambda item: item.path not in building)


# The one without windows of its own shows a page for a third of the other's work.
CHROMIUM = next(
    filter(
        None,
        map(
            shutil.which,
            ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"),
        ),
    ),
    None,
)
# Nothing may leave the machine: Chromium's own services are off as well.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--in-process-gpu",
    "--renderer-process-limit=1",
    "--process-per-site",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    if CHROMIUM is None:
        pytest.skip("needs Chromium: apt-get install chromium-headless-shell, or chromium")
    # Imported here: tests that need no browser run without its driver.
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def letters() -> None:
    """Letters of the widths of Arial, in which lines and pages are measured."""
    program = shutil.which("fc-match")
    if program is None:
        return
    found = subprocess.run(
        [program, "-f", "%{family}", "Arial"], capture_output=True, text=True, check=True
    ).stdout
    if not {"Arial", "Arimo", "Helvetica", "Liberation Sans"} & set(found.split(",")):
        pytest.skip("needs letters of the widths of Arial: apt-get install fonts-liberation")


class Context(NamedTuple):
    """A context of the browser."""

    context: BrowserContext
    empty: Page
    """A page that stays open."""
    client: CDPSession


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Callable[..., Context]:
    """Contexts by their options, each opened once: to open one takes as long as two pages."""
    opened: dict[str, Context] = {}

    def context(**options: object) -> Context:
        key = repr(sorted(options.items()))
        if key not in opened:
            made = browser.new_context(**options)  # type: ignore[arg-type]
            empty = made.new_page()
            opened[key] = Context(made, empty, made.new_cdp_session(empty))
        return opened[key]

    return context


@pytest.fixture
def visit(contexts: Callable[..., Context], site: Path) -> Iterator[Open]:
    """Open a page of a site from its folder, with the network off.

    The site is that of the folder of tests: ``site`` of its ``conftest.py``. A page finds nothing
    that others have kept in the browser.
    """
    used: list[Context] = []
    kept = {"origin": "file://", "storageTypes": "local_storage"}

    def opened(
        page: str,
        width: int = 1400,
        site: Path = site,
        viewport: dict[str, int] | None = None,
        **options: object,
    ) -> Page:
        size = viewport or {"width": width, "height": 900}
        if options.get("is_mobile"):
            # A phone does not change its size.
            options["viewport"] = size
        used.append(contexts(**{"offline": True} | options))
        used[-1].client.send("Storage.clearDataForOrigin", kept)
        made = used[-1].context.new_page()
        made.set_viewport_size(size)  # type: ignore[arg-type]
        address, _, rest = page.partition("?")
        made.goto(f"{(site / address).as_uri()}{'?' + rest if rest else ''}")
        if options.get("java_script_enabled", True):
            made.wait_for_function(SET_UP)
        return made

    yield opened
    for each in used:
        for page in each.context.pages:
            if page is not each.empty:
                page.close()
