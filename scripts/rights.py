#!/usr/bin/env python3
"""Moved: use ``sphinx-apparatus rights``."""

from sphinx_apparatus.cli.main import moved

moved("rights")
