#!/usr/bin/env python3
"""Write the help pages of the rules into docs/contributing/rules/."""

from __future__ import annotations

from pathlib import Path

from sphinx_apparatus.review.generated_files import FOLDER, pages


def main() -> None:
    """Run the command."""
    root = Path(__file__).resolve().parent.parent
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    made = pages(root / "tests" / "lint")
    for path in folder.glob("*.md"):
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"written: {len(made)} pages in {FOLDER}/")


if __name__ == "__main__":
    main()
