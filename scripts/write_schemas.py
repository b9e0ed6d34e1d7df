#!/usr/bin/env python3
"""Moved: use ``sphinx-apparatus schemas``."""

from sphinx_apparatus.cli.main import moved

moved("schemas")
