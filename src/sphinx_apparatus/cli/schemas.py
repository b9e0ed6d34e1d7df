"""Write the JSON Schemas of the files that people write, into schemas/ of the edition.

Text editors that know YAML complete and check essay.yml and notes with them.
What the edition declares in scheme.yml is what they offer.
Exit status: 0 they were written, 2 the command was misused.

Example:
  sphinx-apparatus schemas
"""

from __future__ import annotations

import argparse

from sphinx_apparatus.edition.reader import Reader
from sphinx_apparatus.model.vocabulary import STANDARD
from sphinx_apparatus.review.json_schemas import schemas
from sphinx_apparatus.text.file_writing import alone, write_whole


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes: nothing of its own."""


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    folder = options.project.folder / "schemas"
    folder.mkdir(exist_ok=True)
    scheme = Reader(options.project.essays, options.project.allowed).scheme or STANDARD
    with alone(folder):
        for name, text in schemas(scheme).items():
            write_whole(folder / name, text)
            print(f"written: schemas/{name}")
    return 0
