"""Say whether the texts may be published.

Exit status: 0 the rights in every text are licensed or cleared, 1 some are not, 2 the command
was misused.

Example:
  sphinx-apparatus rights && sphinx-build -b html docs build/html
"""

from __future__ import annotations

import argparse
import sys

_PUBLISHED = ("licensed", "cleared")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes: nothing of its own."""


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    edition = options.project.edition_without_fault()
    if edition is None or not edition.essays:
        # A text that cannot be read has rights that nobody knows.
        print("The edition has faults; nothing may be published.", file=sys.stderr)
        return 1
    held = [essay for essay in edition.essays if essay.head.rights.status not in _PUBLISHED]
    for essay in held:
        rights = essay.head.rights
        line = essay.file.line("rights", "status")
        print(
            f"{essay.file.path}:{line}: the rights in ‘{essay.head.title}’ are {rights.status}: "
            f"{rights.statement}",
            file=sys.stderr,
        )
    if held:
        print("These texts may not be published yet.", file=sys.stderr)
        return 1
    print("The rights in every essay are licensed or cleared.")
    return 0
