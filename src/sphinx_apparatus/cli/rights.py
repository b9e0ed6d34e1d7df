"""Check whether the texts may be published: their rights, and the owners of the repository.

Exit status: 0 the rights in every text are licensed or cleared, and CODEOWNERS names somebody
where there is one; 1 something is missing; 2 the command was misused.

Example:
  sphinx-apparatus rights && sphinx-build -b html docs build/html
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sphinx_apparatus.model.problems import safe

_PUBLISHED = ("licensed", "cleared")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes: nothing of its own."""


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    edition = options.project.edition_without_fault()
    if edition is None or not edition.essays:
        # The rights of a text that cannot be read are unknown.
        print("The edition has errors (listed above); nothing may be published.", file=sys.stderr)
        return 1
    held = [essay for essay in edition.essays if essay.head.rights.status not in _PUBLISHED]
    for essay in held:
        rights = essay.head.rights
        line = essay.file.line("rights", "status")
        message = f"the rights in ‘{essay.head.title}’ are {rights.status}: {rights.statement}"
        print(safe(f"{essay.file.path}:{line}: {message}"), file=sys.stderr)
    template = _unowned(options.project.folder)
    if template:
        print(
            f"{template.as_posix()}:1: the file names no owner; name at least one "
            "person or team, such as “* @name”",
            file=sys.stderr,
        )
    if held:
        print("These texts may not be published yet.", file=sys.stderr)
        return 1
    if template:
        return 1
    print("The rights in every essay are licensed or cleared.")
    return 0


def _unowned(project: Path) -> Path | None:
    """Return the file of code owners if there is one that names nobody.

    Source of its places and form: GitHub Docs, About code owners.
    """
    for folder in (".github", "", "docs"):
        path = Path(folder, "CODEOWNERS")
        if (project / path).is_file():
            lines = (project / path).read_text(encoding="utf-8", errors="replace").splitlines()
            named = any("@" in line and not line.lstrip().startswith("#") for line in lines)
            return None if named else path
    return None
