#!/usr/bin/env python3
"""Moved: use ``sphinx-apparatus export data``."""

from sphinx_apparatus.cli.main import moved

moved("export data", "build/data")
