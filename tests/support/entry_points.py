"""What the installed packages offer is read once in a process, and not a dozen times in a build.

Each time Sphinx, pybtex or Pygments asks, Python reads a file of each package, a sixth of the work
of a small build. Imported before them (``addopts`` in pyproject.toml, and ``build_server.py``).
"""

from __future__ import annotations

import importlib.metadata

_OFFERED = importlib.metadata.entry_points()
importlib.metadata.entry_points = lambda **wanted: _OFFERED.select(**wanted)
