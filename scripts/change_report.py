#!/usr/bin/env python3
"""Moved: use ``sphinx-apparatus diff``."""

from sphinx_apparatus.cli.main import moved

moved("diff")
