"""``python -m sphinx_apparatus``: the same as the command ``sphinx-apparatus``."""

from __future__ import annotations

from sphinx_apparatus.cli.main import command

if __name__ == "__main__":
    command()
