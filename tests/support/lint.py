"""The folders of ``tests/lint``, and the editions that they describe."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import yaml

LINT = Path(__file__).parents[1] / "lint"
FOLDERS = sorted(path for path in LINT.iterdir() if path.name[0] == "A")


def made(folder: Path, into: Path) -> Path:
    """Build the edition that a folder describes."""
    shutil.copytree(LINT / "base", into)
    if (folder / "in").is_dir():
        shutil.copytree(folder / "in", into, dirs_exist_ok=True)
    recipe = folder / "recipe.yml"
    steps = yaml.safe_load(recipe.read_text()) if recipe.exists() else {}
    for path in steps.get("delete", ()):
        gone = into / path
        # A folder without files is in no clone: it may be gone already.
        shutil.rmtree(gone) if gone.is_dir() else gone.unlink(missing_ok=not gone.suffix)
    for path, words in steps.get("replace", {}).items():
        text = (into / path).read_text()
        for old, new in words.items():
            assert text.count(old) == 1, f"{recipe}: {old!r} is not in {path} once"
            text = text.replace(old, new)
        (into / path).write_text(text)
    for path, text in steps.get("bytes", {}).items():
        (into / path).parent.mkdir(parents=True, exist_ok=True)
        (into / path).write_bytes(text.encode().decode("unicode_escape").encode("latin-1"))
    for path, target in steps.get("links", {}).items():
        (into / path).symlink_to(target)
    if tracked := steps.get("tracked"):
        subprocess.run(["git", "init", "-q", into], check=True)
        subprocess.run(["git", "add", "-f", "--", *tracked], cwd=into, check=True)
    return into
