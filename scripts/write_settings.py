#!/usr/bin/env python3
"""Write the page of the settings, docs/engine/settings.md, from the tables that register them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from sphinx_apparatus.sphinx_ext.config import BOOK, EDITION, SITE, Setting

PAGE = Path(__file__).resolve().parent.parent / "docs" / "engine" / "settings.md"
_HEAD = """\
# Settings

Sphinx reads them from `conf.py`.
The command `sphinx-apparatus` reads the plain values among them without running the file.
A value of another type than the default’s is a warning of Sphinx.
A value that is not listed, or a misspelled setting of the book, stops the build.

*Rebuild* says which pages the next build processes after a change:
all are read, all are written, or none.
"""
_GROUPS = (("The edition", EDITION), ("The site", SITE), ("The book", BOOK))
_REBUILD = {"env": "read", "html": "written", "": "none"}


def page() -> str:
    """Return the page."""
    return "\n".join([_HEAD, *(line for group in _GROUPS for line in _table(*group))])


def _table(title: str, settings: tuple[Setting, ...]) -> Iterator[str]:
    yield f"## {title}\n"
    yield "| Setting | Default | Rebuild | Meaning |\n|---|---|---|---|"
    for setting in settings:
        default = _python(setting.default)
        choices = " or ".join(f"`{choice}`" for choice in setting.choices if choice)
        meaning = f"{setting.description} Values: {choices}." if choices else setting.description
        yield f"| `{setting.name}` | `{default}` | {_REBUILD[setting.rebuild]} | {meaning} |"
    yield ""


def _python(value: object) -> str:
    """Return a default as it is written in ``conf.py``."""
    return json.dumps(value) if isinstance(value, str | list | dict) else repr(value)


def main() -> None:
    """Run the command."""
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    print(f"written: {PAGE.relative_to(PAGE.parent.parent.parent)}")


if __name__ == "__main__":
    main()
