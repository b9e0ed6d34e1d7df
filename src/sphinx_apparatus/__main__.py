"""The command ``sphinx-apparatus``, also as ``python -m sphinx_apparatus``."""

from __future__ import annotations

import gc
import os
from typing import NoReturn


def command() -> NoReturn:
    """Run the command as a process of its own."""
    # Modules and records live to the end: the collector would traverse them again and again.
    gc.set_threshold(200_000, 50, 1000)
    # pydantic would look for plugins in the metadata of every installed package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # Imported here: importing makes most of what the collector would traverse.
    from sphinx_apparatus.cli import main

    main.command()


if __name__ == "__main__":
    command()
