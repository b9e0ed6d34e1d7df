#!/usr/bin/env python3
"""Write the JSON Schemas of the files that people write into schemas/."""

from __future__ import annotations

from pathlib import Path

from sphinx_apparatus.authoring.json_schemas import schemas


def main() -> None:
    """Run the command."""
    folder = Path(__file__).parent.parent / "schemas"
    folder.mkdir(exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"written: schemas/{name}")


if __name__ == "__main__":
    main()
