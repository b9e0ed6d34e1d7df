#!/usr/bin/env python3
"""Moved: use ``sphinx-apparatus import issue``."""

from sphinx_apparatus.cli.main import moved

moved("import issue")
