"""Problems of tracked files: ignored files and symbolic links."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from sphinx_apparatus.model.characters import printable
from sphinx_apparatus.model.problems import Problem, Rule

_LINK = "120000"
"""Mode of a symbolic link in git's index."""


def tracked_problems(project: Path) -> Iterator[Problem]:
    """Yield a problem for each tracked file that does not belong in an edition.

    A tracked file that is ignored takes the place of one that a build writes: a cache that a
    build reads is code. A symbolic link can lead to any file of the machine that builds.

    Nothing is found where the folder is not in a repository of git.
    """
    for path in _listed(project, "-c", "-i", "--exclude-standard"):
        message = "the file is ignored by git and tracked all the same: a build would read it"
        yield Problem(Rule.TRACKED, printable(path), 1, message)
    for entry in _listed(project, "-s"):
        head, _, path = entry.partition("\t")
        # Where the pages and records are, the rules on files have found it already.
        if head.startswith(_LINK) and not path.startswith(("docs/", "essays/")):
            message = "found a symbolic link; put the file itself here"
            yield Problem(Rule.SYMLINK, printable(path), 1, message)


def _listed(project: Path, *options: str) -> list[str]:
    try:
        done = subprocess.run(
            ["git", "ls-files", "-z", *options], cwd=project, capture_output=True, check=False
        )
    except OSError:  # there is no git
        return []
    if done.returncode:  # there is no repository
        return []
    return [name for name in done.stdout.decode(errors="surrogateescape").split("\0") if name]
