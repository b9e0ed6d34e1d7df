"""The version of the engine."""

from __future__ import annotations

from importlib.metadata import version

VERSION = version("sphinx-apparatus")
"""As ``pyproject.toml`` has it, from the metadata of the installed package."""
