"""Words to Markdown: the paragraphs of plain text, and words with looks of other formats.

What a paragraph of plain text is can only be guessed; the editor reads the result, and the lock
keeps the words and the lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple
from urllib.parse import quote

from sphinx_apparatus.model.records import WitnessForm
from sphinx_apparatus.model.vocabulary import Form
from sphinx_apparatus.text.bodies import read_body
from sphinx_apparatus.text.markdown import escape, normalise
from sphinx_apparatus.text.units import CALL, PAGES, SET_IN

_FEWEST = 4
"""Lines of a paragraph that are enough to tell verse from prose."""
_OFTEN, _NEARLY_ALWAYS, _HALF = 0.6, 0.9, 0.5
_DIVISION = re.compile(r"(?:ACT|SCENE|CHAPTER|BOOK|PART|PROLOGUE|EPILOGUE)\b.*", re.IGNORECASE)
_DEEPER = re.compile(r"SCENE\b", re.IGNORECASE)
_DIRECTION = re.compile(r"(?:Re-)?(?:Enter|Exit|Exeunt|Manet|Manent)\b.*|[\[(_].*[\])_]", re.DOTALL)
_RUN_IN = re.compile(
    r"(?P<name>[A-Z][A-Z’' -]*[A-Z][.:]|[A-Z][\w’']{0,12}\.)(?P<rest>\s+.*)", re.DOTALL
)
_OPENING = "‘“\"'(«¿¡"


def looks_like_a_play(paragraphs: Sequence[str]) -> bool:
    """Return whether many paragraphs begin with a name in capitals."""
    named = 0
    for paragraph in paragraphs:
        first, *rest = paragraph.strip().split("\n")
        found = _RUN_IN.fullmatch(first)
        named += found["name"][:-1].isupper() if found else bool(rest) and first.isupper()
    return named >= _FEWEST and 3 * named >= len(paragraphs)


def looks_like_verse(paragraphs: Sequence[str]) -> int:
    """Return the number, from 1, of the first paragraph whose lines seem to be verse; 0 for none.

    Where the first word of a line would have had room on the line before, the line ends there on
    purpose; most lines of verse begin with a capital.
    """
    lengths = sorted(len(line) for paragraph in paragraphs for line in paragraph.split("\n"))
    measure = lengths[int(0.98 * (len(lengths) - 1))] if lengths else 0
    for number, paragraph in enumerate(paragraphs, start=1):
        lines = [line.strip() for line in paragraph.split("\n")]
        if len(lines) < _FEWEST:
            continue
        pairs = list(pairwise(lines))
        fits = sum(len(a) + 1 + len(b.split()[0]) <= measure for a, b in pairs if b) / len(pairs)
        capitals = sum(b.lstrip(_OPENING)[:1].isupper() for _, b in pairs) / len(pairs)
        if (fits >= _OFTEN and capitals >= _HALF) or max(fits, capitals) >= _NEARLY_ALWAYS:
            return number
    return 0


def as_markdown(parts: Sequence[str], form: Form, reading: WitnessForm, head: int = 0) -> str:
    """Return the paragraphs of a transcription as the Markdown of a text.

    :param head: how many paragraphs at the beginning are title and heading, and prose.
    """
    notes: dict[str, list[str]] = {}
    steps = _steps(parts)
    blocks: list[str] = []
    note = ""
    for index, part in enumerate(parts):
        call = CALL.match(part.lstrip()) if reading.notes == "brackets" else None
        if call:
            note = _unused(call[1], notes)
            # The block is filled when all paragraphs of the note are known.
            notes[note] = [str(len(blocks)), part.lstrip()[call.end() :]]
            blocks.append("")
        elif note and SET_IN.match(part):
            notes[note].append(part)
        else:
            note = ""
            kind = Form.PROSE if index < head else form
            blocks.append(_marked(_block(_set_aside(part, reading), kind, steps)))
    for label, (place, *paragraphs) in notes.items():
        texts = [_marked(escape(_set_aside(each.strip("\n"), reading))) for each in paragraphs]
        whole = "\n\n".join(texts).strip().replace("\n", "\n    ").replace("\n    \n", "\n\n")
        blocks[int(place)] = f"[^{label}]: {whole}"
    return "\n\n".join(blocks) + "\n"


def _unused(label: str, notes: dict[str, list[str]]) -> str:
    count = 1
    while (label if count == 1 else f"{label}:{count}") in notes:
        count += 1
    return label if count == 1 else f"{label}:{count}"


def _steps(parts: Sequence[str]) -> dict[int, int]:
    """Return how many steps each indentation of the file is."""
    widths = {_width(line) for part in parts for line in part.split("\n") if line.strip()}
    return {width: step for step, width in enumerate(sorted(widths))}


def _width(line: str) -> int:
    line = line.expandtabs(4)
    return len(line) - len(line.lstrip())


def _block(part: str, form: Form, steps: dict[int, int]) -> str:
    if form is Form.PROSE:
        return escape(part)
    lines = [line for line in part.split("\n") if normalise(line)]
    if len(lines) == 1 and _DIVISION.fullmatch(lines[0].strip()):
        level = "##" if _DEEPER.match(lines[0].strip()) else "#"
        return f"{level} {escape(lines[0].strip())}"
    if form is Form.VERSE:
        return _verse(lines, steps)
    if _DIRECTION.fullmatch(part.strip()):
        return "{.stage}\n" + escape(part.strip())
    first, *rest = lines
    if rest and first.strip().rstrip(".:").isupper():
        return f"**{escape(first.strip())}**\\\n{_verse(rest, steps)}"
    if found := _RUN_IN.fullmatch(first.strip()):
        said = [found["rest"].strip(), *(line.strip() for line in rest)]
        if rest and all(line.lstrip(_OPENING)[:1].isupper() for line in said):
            return f"**{escape(found['name'])}**\\\n" + "\\\n".join(map(escape, said))
        return f"**{escape(found['name'])}** " + "\n".join(map(escape, said))
    return _verse(lines, steps) if rest else escape(part)


def _verse(lines: Sequence[str], steps: dict[int, int]) -> str:
    return "\\\n".join("&emsp;" * steps[_width(line)] + escape(line.strip()) for line in lines)


def _set_aside(part: str, reading: WitnessForm) -> str:
    """Return a paragraph in which marks of pages and notes are signs that nothing escapes."""
    if pages := PAGES.get(reading.pages):
        part = pages.sub("\ue000\\1\ue001", part)
    if reading.notes == "brackets":
        part = CALL.sub("\ue002\\1\ue003", part)
    return part


_ASIDE = re.compile("([\ue000\ue002])([^\ue001\ue003]*)[\ue001\ue003]")


def _marked(words: str) -> str:
    """Return Markdown with the marks that were set aside."""

    def made(match: re.Match[str]) -> str:
        n = match[2].replace("\\", "")
        return f'[]{{.page n="{n}"}}' if match[1] == "\ue000" else f"[^{n}]"

    return _ASIDE.sub(made, words)


# -- words with looks ------------------------------------------------------------------------------


class Run(NamedTuple):
    """Words that look alike."""

    text: str
    looks: frozenset[str] = frozenset()
    """Classes of words of a text, such as ``i``, ``b``, ``small-caps``."""
    link: str = ""
    mark: str = ""
    """Markdown that stands in place of words: the call of a note."""


_STARS = {"b": "**", "i": "*"}
_TOKEN = re.compile("\x01(\\d+)\x02")
_ODD_IN_ADDRESS = re.compile(r"[\s<>()\\\[\]{}\"`]")


def marked_line(runs: Sequence[Run], *, is_text: bool = True) -> str:
    """Return words with looks as Markdown in one line.

    :param is_text: whether they are of a text; notes have emphasis and links alone.
    """
    line = _Line(is_text)
    for like, group in groupby(runs, lambda run: run[1:]):
        looks, link, mark = like
        if mark:
            line.pieces.append((line.token(mark), frozenset(), ""))
        else:
            line.add("".join(run.text for run in group), looks, link)
    return line.markdown()


class _Line:
    """A line as it is put together; its marks stand in it by number, so that nothing escapes them.

    The signs around these numbers are in no XML, and refused in every other file.
    """

    def __init__(self, is_text: bool) -> None:
        self.is_text = is_text
        self.pieces: list[tuple[str, frozenset[str], str]] = []
        self.marks: list[str] = []

    def token(self, markdown: str) -> str:
        self.marks.append(markdown)
        return f"\x01{len(self.marks) - 1}\x02"

    def add(self, words: str, looks: frozenset[str], link: str) -> None:
        """Add words; white space at their ends has no looks."""
        core = words.strip()
        start = words.index(core)
        self.pieces.append((words[:start], frozenset(), ""))
        self.pieces.append((core, looks, link))
        self.pieces.append((words[start + len(core) :], frozenset(), ""))

    def markdown(self) -> str:
        pieces = [piece for piece in self.pieces if piece[0]]
        made, was_starred = "", False
        for index, (words, looks, link) in enumerate(pieces):
            before = pieces[index - 1][0][-1] if index else " "
            after = pieces[index + 1][0][0] if index + 1 < len(pieces) else " "
            # CommonMark's rule for delimiters; two of them that touch are not told apart.
            opens = words[0].isalnum() or not before.isalnum()
            closes = words[-1].isalnum() or not after.isalnum()
            may_star = opens and closes and not was_starred
            was_starred = False
            for look in sorted(looks, reverse=True):
                if look in _STARS and may_star and not was_starred:
                    words = f"{self.token(_STARS[look])}{words}{self.token(_STARS[look])}"
                    was_starred = True
                elif self.is_text:
                    words = f"{self.token('[')}{words}{self.token(f']{{.{look}}}')}"
            made += self._linked(words, link) if link else words
        return self._with_marks(" ".join(re.split(r"\s+", made)))

    def _linked(self, words: str, link: str) -> str:
        """Return words as a link, where the check would not refuse it."""
        address = _ODD_IN_ADDRESS.sub(lambda found: quote(found[0]), link)
        if read_body(f"[{escape(_TOKEN.sub('', words))}]({address})").faults:
            return words
        return f"{self.token('[')}{words}{self.token(f']({address})')}"

    def _with_marks(self, words: str) -> str:
        return _TOKEN.sub(lambda found: self.marks[int(found[1])], escape(words))
