"""Report what changed in the edition since a commit: notes, verdicts, texts.

At a terminal it is plain text, in a file or pipe Markdown.

Exit status: 0 the report was written, 2 the command was misused.

Example:
  sphinx-apparatus diff main --html build/changes.html
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from sphinx_apparatus.cli.options import Misuse
from sphinx_apparatus.review.diff import Changes, State
from sphinx_apparatus.review.diff_report import as_html, as_markdown, as_text, report
from sphinx_apparatus.review.repository import BaseMissing, unpack
from sphinx_apparatus.text.file_writing import write_whole


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("base", metavar="BASE", help="the commit to compare with, such as main")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write it as a page as well")


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    project = options.project
    folder = project.folder.resolve()
    with tempfile.TemporaryDirectory() as before:
        try:
            commit = unpack(folder, options.base, Path(before), project.places)
        except BaseMissing as error:
            raise Misuse(f"{options.base}: {error}") from None
        old, new = State(project.state(Path(before))), State(project.state(folder))
        sections = report(Changes(old, new), commit)
    sys.stdout.write(as_text(sections) if sys.stdout.isatty() else as_markdown(sections))
    if options.html:
        options.html.parent.mkdir(parents=True, exist_ok=True)
        write_whole(options.html, as_html(sections))
    return 0
