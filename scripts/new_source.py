#!/usr/bin/env python3
"""Moved: use ``sphinx-apparatus new source``."""

from sphinx_apparatus.cli.main import moved

moved("new source")
