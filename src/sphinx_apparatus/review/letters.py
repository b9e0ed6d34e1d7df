"""Letters that no font of the book has: Typst itself is asked.

Without Typst there is no book, and nothing to report.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from sphinx_apparatus.model.characters import printable
from sphinx_apparatus.model.problems import Problem
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.text.file_reading import TEXT_SIZE

FONTS = Path(__file__).parents[1] / "typst" / "fonts"
_TEMPLATE = FONTS.with_name("book.typ")
_MISSING = re.compile(r'the text `"(?P<letter>.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
FAMILIES = ("Libertinus Serif",)
"""The default of ``typst_fonts``."""
_COMMON = re.compile(r"[\t\n\x20-\x7e\xa0-\u024f\u0391-\u03a1\u03a3-\u03c9\u0400-\u045f‘’“”–—…]+")
"""What every font of the book has; most editions hold nothing else, and Typst is not asked."""


def rare(text: str) -> set[str]:
    """Return the letters of a text that some fonts lack."""
    return set(_COMMON.sub("", text))


def without_font(
    letters: Collection[str], folders: Iterable[Path] = (), families: Iterable[str] = FAMILIES
) -> set[str]:
    """Return which letters no font of the book has.

    :param folders: folders with fonts beside those of Typst and of the engine.
    :param families: families of the text, as ``typst_fonts`` names them.
    """
    if not letters:
        return set()
    try:
        import typst
    except ImportError:
        return set()
    # As the book is set: from these faces alone.
    template = _TEMPLATE.read_text(encoding="utf-8")
    faces = re.search(r"^#let faces = \($.*?^\)$", template, re.MULTILINE | re.DOTALL)
    assert faces is not None
    names = ", ".join(json.dumps(name) for name in families)
    head = (
        f"#let settings = (fonts: ({names},))\n{faces[0]}\n#set text(font: faces, fallback: false)"
    )
    words = (f'#box[#text("\\u{{{ord(letter):x}}}")]' for letter in sorted(letters))
    with tempfile.TemporaryDirectory() as made:
        source = Path(made, "letters.typ")
        source.write_text("\n".join([head, *words]), encoding="utf-8")
        paths = [str(FONTS), *map(str, folders)]
        compiler = typst.Compiler(str(source), made, font_paths=paths, ignore_system_fonts=True)
        try:
            compiler.compile(format="pdf", pdf_standards=["a-2a"])
        except typst.TypstError as error:
            found = _MISSING.finditer(error.diagnostic or "")
            shown = (_ESCAPED.sub(lambda c: chr(int(c[1], 16)), each["letter"]) for each in found)
            return {letter for each in shown for letter in each} & set(letters)
    return set()


def letters_without_font(
    essays: Path,
    references: Path,
    root: Path,
    fonts: Iterable[Path],
    families: Iterable[str] = FAMILIES,
    only: Collection[str] = (),
) -> Iterator[Problem]:
    """Yield a warning for each file with letters that no font of the book has.

    :param essays: the folder of the essays.
    :param root: the folder that the paths of problems begin in.
    :param fonts: folders with fonts that the edition adds.
    :param families: families of the text, as ``typst_fonts`` names them.
    :param only: the files to look at, as problems show them; all if none are named.
    """
    texts: dict[Path, str] = {}
    paths = (*sorted(essays.rglob("*.md")), *sorted(essays.rglob("*.yml")), references)
    for path in [root / name for name in only] or paths:
        # What cannot be read is reported by the reader.
        with suppress(OSError):
            if path.is_file() and not path.is_symlink() and path.stat().st_size <= TEXT_SIZE:
                texts[path] = path.read_text(encoding="utf-8", errors="ignore")
    letters = {path: found for path, text in texts.items() if (found := rare(text))}
    missing = without_font(
        {letter for found in letters.values() for letter in found}, fonts, families
    )
    for path, found in letters.items():
        if lacking := found & missing:
            text = texts[path]
            line = text.count("\n", 0, min(map(text.index, lacking))) + 1
            shown = printable(os.path.relpath(path, root).replace(os.sep, "/"))
            yield Problem(Rule.LETTER, shown, line, _message(sorted(lacking)))


_SHOWN = 5
"""Letters that a message names."""


def _message(letters: Sequence[str]) -> str:
    """Return what is said of the letters of a file."""
    named = ", ".join(f"‘{printable(each)}’ (U+{ord(each):04X})" for each in letters[:_SHOWN])
    more = f" and {len(letters) - _SHOWN} more of this file" if len(letters) > _SHOWN else ""
    return (
        f"no font of the book has {named}{more}: the PDF cannot be made, pages and EPUB can; "
        "write the words in other letters, or put a font with them into a folder beside conf.py "
        "and name folder and family there: typst_font_paths = [‘fonts’], typst_fonts = "
        f"[‘{FAMILIES[0]}’, ‘the family’]"
    )
