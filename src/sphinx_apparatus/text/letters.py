"""Letters that no font of the book has: Typst itself is asked.

Without Typst there is no book, and nothing to tell.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Collection, Iterable
from pathlib import Path

FONTS = Path(__file__).parents[1] / "typst" / "fonts"
_MISSING = re.compile(r'the text `"(?P<letter>.+?)"` could not be displayed')
_COMMON = re.compile(r"[\t\n\x20-\x7e\xa0-\u024f\u0391-\u03a1\u03a3-\u03c9\u0400-\u045f‘’“”–—…]+")
"""What every font of the book has; most editions hold nothing else, and Typst is not asked."""


def rare(text: str) -> set[str]:
    """Return the letters of a text that some fonts lack."""
    return set(_COMMON.sub("", text))


def without_font(letters: Collection[str], folders: Iterable[Path] = ()) -> set[str]:
    """Return which letters no font has: those of Typst, of the engine and of *folders*."""
    if not letters:
        return set()
    try:
        import typst
    except ImportError:
        return set()
    words = (f'#box[#text("\\u{{{ord(letter):x}}}")]' for letter in sorted(letters))
    with tempfile.TemporaryDirectory() as made:
        source = Path(made, "letters.typ")
        source.write_text("\n".join(words), encoding="utf-8")
        paths = [str(FONTS), *map(str, folders)]
        compiler = typst.Compiler(str(source), made, font_paths=paths, ignore_system_fonts=True)
        try:
            compiler.compile(format="pdf", pdf_standards=["a-2a"])
        except typst.TypstError as error:
            found = _MISSING.finditer(error.diagnostic or "")
            return {letter for each in found for letter in each["letter"]} & set(letters)
    return set()
