#!/usr/bin/env python3
"""Record what a checkout writes, and compare two records byte by byte.

``golden.py record DIR`` builds the edition of a checkout and one of 50 made-up essays: the site,
the exported data, the portable MyST and the source of the book. ``golden.py compare A B`` lists
every file that differs, with the first place, and exits with 1 if there is one. A change that only
moves code leaves no difference.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from synthetic import essays, write_edition

ESSAYS, NOTES = 50, 20

SPHINX = """
import sys
from sphinx.application import Sphinx
builder, docs, out, trees = sys.argv[1:]
# Whether the book was built before makes no difference.
settings = {"apparatus_pdf": ""}
app = Sphinx(docs, docs, out, trees, builder, settings, status=None, warningiserror=True)
app.builder.compile = lambda: None  # the source of the book is enough
app.build(force_all=True)
sys.exit(app.statuscode)
"""

WRITERS: dict[str, list[str]] = {
    "html": ["-c", SPHINX, "html", "{edition}/docs", "{out}", "{trees}"],
    "typst": ["-c", SPHINX, "typst", "{edition}/docs", "{out}", "{trees}"],
    "data": ["-m", "sphinx_apparatus", "export", "data", "{out}", "--project", "{edition}"],
    "myst": ["-m", "sphinx_apparatus", "export", "myst", "{out}", "--project", "{edition}"],
}
"""The Python arguments that write each output; commands are named nowhere else in this script."""

NOT_COMPARED = {".buildinfo"}
"""Files that hold paths of the machine."""


def main() -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    record_parser = commands.add_parser("record", help="write the outputs of a checkout")
    record_parser.add_argument("folder", type=Path)
    here = Path(__file__).resolve().parent.parent
    record_parser.add_argument("--project", type=Path, default=here, help="the checkout")
    record_parser.add_argument("--only", choices=WRITERS, action="append", help="one output")
    compare_parser = commands.add_parser("compare", help="list the differences of two records")
    compare_parser.add_argument("first", type=Path)
    compare_parser.add_argument("second", type=Path)
    options = parser.parse_args()
    if options.command == "record":
        record(options.project.resolve(), options.folder.resolve(), options.only or [*WRITERS])
        return 0
    for folder in (options.first, options.second):
        if not folder.is_dir():
            parser.error(f"there is no folder {folder}")
    lines = list(differences(options.first, options.second))
    print("\n".join([*lines, f"{len(lines)} differences"]))
    return 1 if lines else 0


def record(project: Path, folder: Path, names: list[str]) -> None:
    """Write the outputs of both editions into a folder; earlier records are deleted."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(project / "src"),
        "SOURCE_DATE_EPOCH": "1795305600",
        "EDITION_REVISION": "golden",
    }
    with tempfile.TemporaryDirectory() as temporary:
        synthetic = Path(temporary, "synthetic")
        write_edition(synthetic, list(essays(ESSAYS, NOTES)))
        for label, edition in (("real", project), ("synthetic", synthetic)):
            for name in names:
                out = folder / label / name
                shutil.rmtree(out, ignore_errors=True)
                out.parent.mkdir(parents=True, exist_ok=True)
                trees = str(Path(temporary, label, name))
                values = {"project": project, "edition": edition, "out": out, "trees": trees}
                arguments = [
                    argument if argument is SPHINX else argument.format(**values)
                    for argument in WRITERS[name]
                ]
                subprocess.run(
                    [sys.executable, *arguments],
                    cwd=edition,
                    env=environment,
                    check=True,
                    stdout=subprocess.DEVNULL,
                )
                for left_out in NOT_COMPARED:
                    (out / left_out).unlink(missing_ok=True)
                count = sum(1 for path in out.rglob("*") if path.is_file())
                print(f"{label}/{name}: {count} files", flush=True)


def differences(first: Path, second: Path) -> Iterator[str]:
    """Yield a line for each file that is missing on one side or differs."""
    files = [
        {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
        for folder in (first, second)
    ]
    for file in sorted(files[0] | files[1]):
        if file not in files[0]:
            yield f"{file}: only in {second}"
        elif file not in files[1]:
            yield f"{file}: only in {first}"
        else:
            before, after = ((folder / file).read_bytes() for folder in (first, second))
            if before != after:
                yield f"{file}:{_place(before, after)}"


def _place(before: bytes, after: bytes) -> str:
    """Return the line and column of the first difference, and what both have there."""
    pairs = enumerate(zip(before, after, strict=False))
    at = next((place for place, (a, b) in pairs if a != b), min(len(before), len(after)))
    line = before.count(b"\n", 0, at) + 1
    column = at - before.rfind(b"\n", 0, at)
    start = max(0, at - 20)
    return f"{line}:{column}: {before[start : at + 40]!r} became {after[start : at + 40]!r}"


if __name__ == "__main__":
    sys.exit(main())
