#!/usr/bin/env python3
"""Moved: use ``sphinx-apparatus import annotations``."""

from sphinx_apparatus.cli.main import moved

moved("import annotations")
