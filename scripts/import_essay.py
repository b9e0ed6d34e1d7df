#!/usr/bin/env python3
"""Turn a transcription into the folder of an essay: essays/<essay-id>/."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sphinx_apparatus.authoring.transcription import ImportRefused, import_essay


def main() -> int:
    """Run the command; give its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("transcription", type=Path, help="a text file, UTF-8, as received")
    parser.add_argument("essay", help="id of the essay, such as 2019-leigh")
    parser.add_argument("--essays", type=Path, default=Path("essays"), help="folder of essays")
    options = parser.parse_args()
    try:
        raw = options.transcription.read_bytes()
        written = import_essay(raw, options.essays / options.essay, str(options.transcription))
    except OSError as error:
        print(f"{options.transcription}: cannot be read: {error.strerror}", file=sys.stderr)
        return 2
    except ImportRefused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    for path in written:
        print(f"written: {path}")
    if not written:
        print("nothing to do: this transcription was imported before")
    return 0


if __name__ == "__main__":
    sys.exit(main())
