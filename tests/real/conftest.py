"""The real edition: all that opens it is here."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_apparatus.edition.edition import Edition


@pytest.fixture(scope="session")
def edition(real_edition: Edition) -> Edition:
    """The real edition, whose pages these tests open."""
    return real_edition


@pytest.fixture(scope="session")
def site(html_site: Path) -> Path:
    """The site whose pages these tests open in a browser."""
    return html_site
