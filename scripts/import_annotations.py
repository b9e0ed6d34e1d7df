#!/usr/bin/env python3
"""Turn exported Web Annotations back into files of notes: essays/<essay-id>/notes/<id>.md."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sphinx_apparatus.authoring.annotations import AnnotationRefused, files_of, write_files
from sphinx_apparatus.edition.reader import Reader


def main() -> int:
    """Run the command; give its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+", help="…annotations.jsonld, as exported")
    parser.add_argument("--essays", type=Path, default=Path("essays"), help="folder of essays")
    parser.add_argument("--overwrite", action="store_true", help="replace files that differ")
    options = parser.parse_args()
    essays = {essay.id: essay for essay in Reader(options.essays).essays()}
    found = {}
    for path in options.files:
        try:
            found.update(files_of(path.read_text(encoding="utf-8"), essays))
        except (OSError, UnicodeDecodeError) as error:
            print(f"{path}: cannot be read: {error}", file=sys.stderr)
            return 2
        except AnnotationRefused as refusal:
            print(f"{path}: {refusal}", file=sys.stderr)
            return 1
    try:
        written = write_files(found, options.essays, options.overwrite)
    except AnnotationRefused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    for path in written:
        print(f"written: {path}")
    if not written:
        print("nothing to do: the files say what the annotations say")
    return 0


if __name__ == "__main__":
    sys.exit(main())
