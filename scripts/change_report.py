#!/usr/bin/env python3
"""Tell what changed in the edition since a commit, in Markdown: notes, verdicts, texts.

Exit status: 0 the report was written, 2 the command was misused.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from sphinx_apparatus.review.diff import BaseMissing, Changes, state_of, unpack
from sphinx_apparatus.review.diff_report import as_html, as_markdown, report


def main() -> int:
    """Run the command; give its exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    here = Path()
    home = here if (here / "essays").is_dir() else Path(__file__).resolve().parent.parent
    parser.add_argument("base", metavar="BASE", help="the commit to compare with, such as main")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write it as a page as well")
    parser.add_argument("--project", type=Path, default=home, help="the folder that holds essays/")
    options = parser.parse_args()
    project = options.project.resolve()
    if not (project / "essays").is_dir():
        parser.error(f"there is no folder ‘essays’ in {options.project}; name it with --project")
    with tempfile.TemporaryDirectory() as folder:
        try:
            commit = unpack(project, options.base, Path(folder))
        except BaseMissing as error:
            parser.error(str(error))
        told = report(Changes(state_of(Path(folder)), state_of(project)), commit)
    sys.stdout.write(as_markdown(told))
    if options.html:
        options.html.parent.mkdir(parents=True, exist_ok=True)
        options.html.write_text(as_html(told), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main())
