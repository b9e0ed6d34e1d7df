#!/usr/bin/env python3
"""Write each essay as one portable MyST document, with the sources cited, into a folder."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sphinx_apparatus.edition.edition import open_edition
from sphinx_apparatus.export.myst import export
from sphinx_apparatus.export.publication import publication_of
from sphinx_apparatus.model.records import View


def main() -> int:
    """Run the command; give its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("build/myst"))
    parser.add_argument("--essays", type=Path, default=Path("essays"), help="folder of essays")
    parser.add_argument("--references", type=Path, default=Path("references.bib"))
    parser.add_argument("--conf", type=Path, default=Path("docs/conf.py"), help="apparatus_text")
    parser.add_argument(
        "--reading", action="store_true", help="write the reading text, not the base text"
    )
    options = parser.parse_args()
    edition = open_edition(options.essays, options.references)
    stopping = [problem for problem in edition.problems if problem.stops]
    for problem in stopping:
        place = f"{problem.path}:{problem.line}"
        print(f"{place}: {problem.rule.number} {problem.message}", file=sys.stderr)
    if stopping:
        return 1
    view = View.READING if options.reading else View.BASE
    quotes_only = publication_of(options.conf).quotes_only
    for path in export(edition, options.folder, view, quotes_only=quotes_only):
        print(f"written: {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
