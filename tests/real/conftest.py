"""The real edition: all that opens it is here, and in ``tests/browser``."""

from __future__ import annotations

import pytest

from sphinx_apparatus.edition.edition import Edition


@pytest.fixture(scope="session")
def edition(real_edition: Edition) -> Edition:
    """The real edition, whose pages these tests open."""
    return real_edition
