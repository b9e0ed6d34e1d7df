#!/usr/bin/env python3
"""Write the edition as data: TEI, Web Annotation, ClaimReview, CSL, BibLaTeX, a feed, a zip."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from sphinx_apparatus.edition.edition import open_edition
from sphinx_apparatus.export.bundle import exports, write
from sphinx_apparatus.export.publication import publication_of


def main() -> int:
    """Run the command; give its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("build/data"))
    parser.add_argument("--essays", type=Path, default=Path("essays"), help="folder of essays")
    parser.add_argument("--references", type=Path, default=Path("references.bib"))
    parser.add_argument("--conf", type=Path, default=Path("docs/conf.py"), help="title, version")
    parser.add_argument(
        "--whole-texts",
        action="store_true",
        help="write the words of all texts, whatever their rights: not for publication",
    )
    options = parser.parse_args()
    edition = open_edition(options.essays.resolve(), options.references.resolve())
    stopping = [problem for problem in edition.problems if problem.stops]
    for problem in stopping:
        print(f"{problem.path}:{problem.line}: {problem.message}", file=sys.stderr)
    if stopping:
        return 1
    publication = replace(publication_of(options.conf), whole_texts=options.whole_texts)
    files = exports(edition, publication, options.essays.resolve().parent)
    written = write(files, options.folder)
    print(f"{options.folder}: {len(files)} files, {len(written)} of them new or changed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
