"""What tests of every kind share: the repository, the real edition, and its built forms."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from tests.support.project import REPOSITORY, Apparatus, Ran, sphinx_build

from sphinx_apparatus.cli.main import main
from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.loader import open_edition

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytest_plugins = ["sphinx.testing.fixtures", "tests.support.records"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what rewrites expected output."""
    parser.addoption("--write-lint", action="store_true", help="write tests/lint/*/out.txt anew")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of the project."""
    return REPOSITORY


@pytest.fixture(scope="session")
def rootdir() -> Path:
    """The folder of the small Sphinx projects that tests build."""
    return REPOSITORY / "tests" / "roots"


@pytest.fixture(scope="session")
def edition() -> Edition:
    """The real edition's records."""
    return open_edition(REPOSITORY / "essays", REPOSITORY / "references.bib")


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


@pytest.fixture(scope="session")
def html_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real edition as HTML, built once, without a warning."""
    out = tmp_path_factory.mktemp("html")
    sphinx_build("html", REPOSITORY / "docs", out, "-n", "-W", "-d", str(out / ".doctrees"))
    return out


@pytest.fixture(scope="session")
def pdf_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real edition as PDF, built once, without a warning."""
    out = tmp_path_factory.mktemp("pdf")
    sphinx_build("typst", REPOSITORY / "docs", out, "-n", "-W", "-d", str(out / ".doctrees"))
    return out / "edition.pdf"


CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
# Nothing may leave the machine: Chromium's own services are off as well.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    if CHROMIUM is None:
        pytest.skip("needs Chromium: apt-get install chromium")
    # Imported here: tests that need no browser run without its driver.
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()
