#!/usr/bin/env python3
"""Say whether the essays may be published.

Exit status: 0 every essay's rights are licensed or cleared, 1 some are not, 2 misuse.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sphinx_apparatus.edition.edition import open_edition

_PUBLISHED = ("licensed", "cleared")


def main() -> int:
    """Run the command; give its exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    here = Path()
    home = here if (here / "essays").is_dir() else Path(__file__).resolve().parent.parent
    parser.add_argument("--project", type=Path, default=home, help="the folder that holds essays/")
    project = parser.parse_args().project
    if not (project / "essays").is_dir():
        parser.error(f"there is no folder ‘essays’ in {project}; name it with --project")
    edition = open_edition(project / "essays", project / "references.bib")
    for problem in edition.problems:
        if problem.stops:
            print(problem, file=sys.stderr)
    if not edition.essays or any(problem.stops for problem in edition.problems):
        # An essay that cannot be read has rights that nobody knows.
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


if __name__ == "__main__":
    sys.stderr.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main())
