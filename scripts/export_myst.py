#!/usr/bin/env python3
"""Moved: use ``sphinx-apparatus export myst``."""

from sphinx_apparatus.cli.main import moved

moved("export myst", "build/myst")
