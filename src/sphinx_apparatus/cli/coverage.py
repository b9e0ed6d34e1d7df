"""List every sentence of the texts with its notes, or the reason why it has none.

Exit status: 0 every sentence has one of the two, 1 some have neither, 2 the command was misused.

Example:
  sphinx-apparatus coverage
"""

from __future__ import annotations

import argparse

from sphinx_apparatus.review.coverage import coverage


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes: nothing of its own."""


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    sentences = coverage(options.project.edition())
    for sentence in sentences:
        print(sentence)
    return int(any(not sentence.is_covered for sentence in sentences))
