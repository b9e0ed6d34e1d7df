#!/usr/bin/env python3
"""Moved: use ``sphinx-apparatus check``."""

from sphinx_apparatus.cli.main import moved

moved("check")
