"""A rule on the letters of an edition: those that its book cannot show."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from sphinx_apparatus.edition.reader import TEXT_SIZE
from sphinx_apparatus.model.characters import printable
from sphinx_apparatus.model.problems import Problem, Rule
from sphinx_apparatus.text.letters import rare, without_font


def letters_without_font(
    essays: Path, references: Path, root: Path, fonts: Iterable[Path]
) -> Iterator[Problem]:
    """Yield a warning for each letter of a file that no font of the book has.

    :param essays: the folder of the essays.
    :param root: the folder that the paths of problems begin in.
    :param fonts: folders with fonts that the edition adds.
    """
    texts: dict[Path, str] = {}
    for path in (*sorted(essays.rglob("*.md")), *sorted(essays.rglob("*.yml")), references):
        # What cannot be read is reported by the reader.
        with suppress(OSError):
            if path.is_file() and not path.is_symlink() and path.stat().st_size <= TEXT_SIZE:
                texts[path] = path.read_text(encoding="utf-8", errors="ignore")
    letters = {path: found for path, text in texts.items() if (found := rare(text))}
    missing = without_font({letter for found in letters.values() for letter in found}, fonts)
    for path, found in letters.items():
        for letter in sorted(found & missing):
            line = texts[path].count("\n", 0, texts[path].index(letter)) + 1
            shown = printable(os.path.relpath(path, root).replace(os.sep, "/"))
            message = (
                f"no font of the book has ‘{printable(letter)}’ (U+{ord(letter):04X}), and the "
                "book cannot be made; write it otherwise, or add a font by typst_font_paths in "
                "conf.py"
            )
            yield Problem(Rule.LETTER, shown, line, message)
