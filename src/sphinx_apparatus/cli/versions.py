"""The sub-commands ``version …``: pack the site of a release, put kept sites into a site."""

from __future__ import annotations

import argparse
from pathlib import Path

from sphinx_apparatus.export.kept_versions import FOLDER, add, pack

# -- version keep ---------------------------------------------------------------------------------


def add_keep_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ‘version keep’ takes."""
    parser.add_argument("site", type=Path, metavar="SITE", help="folder of the built site")
    parser.add_argument("file", type=Path, metavar="FILE", help="the zip file to write")


def run_keep(options: argparse.Namespace) -> int:
    """Pack a site that was built to be kept; add the file to the release, and keep it.

    Exit status: 0 the file was written, 1 the site was not built to be kept, 2 the command was
    misused.

    Example:
      sphinx-apparatus version keep build/version/1.0.0 build/version/site-1.0.0.zip
    """
    version = pack(options.site, options.file)
    print(f"written: {options.file}, version {version.release}")
    return 0


# -- version add ----------------------------------------------------------------------------------


def add_add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ‘version add’ takes."""
    parser.add_argument("site", type=Path, metavar="SITE", help="folder of the newest site")
    parser.add_argument("files", type=Path, nargs="*", metavar="FILES", help="kept sites")


def run_add(options: argparse.Namespace) -> int:
    """Put kept sites into a site, each at v/VERSION/, and write the list of them.

    Exit status: 0 all were put there, 1 one was refused, 2 the command was misused.

    Example:
      sphinx-apparatus version add build/html kept/site-0.9.0.zip kept/site-1.0.0.zip
    """
    versions = add(options.site, options.files)
    for version in versions:
        print(f"written: {options.site / FOLDER / version.release}")
    return 0
