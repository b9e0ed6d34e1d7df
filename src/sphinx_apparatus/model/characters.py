"""Characters that no file of an edition may contain, because they are invisible.

They turn words round, hide words among others, or keep a quotation from being found in a text
that looks the same. The tables are those of the Unicode Character Database, version 18.0, written
out here, so that every Python refuses the same characters. A character that no version of Unicode
has assigned yet is refused by none of them: the next version may make it a letter.

Sources: DerivedCoreProperties.txt (Default_Ignorable_Code_Point), PropList.txt
(Noncharacter_Code_Point, Prepended_Concatenation_Mark), UnicodeData.txt (Cc, Cf, Co, Cs, Zl, Zp);
UAX 9 for directions; UAX 31, section 2.3, for joiners; UTS 51 for emoji.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache

MOST_BRACKETS = 400
"""Opening brackets of a paragraph, or of a text in a field; the parser takes time that grows with
their square."""

_CONTROLS = "0000-0008 000B-001F 007F-009F"
"""Cc without tabulator and line feed."""
_NONCHARACTERS = "FDD0-FDEF " + " ".join(
    f"{plane << 16 | 0xFFFE:04X}-{plane << 16 | 0xFFFF:04X}" for plane in range(17)
)
_SURROGATES = "D800-DFFF"
_PRIVATE = "E000-F8FF F0000-FFFFD 100000-10FFFD"
_DIRECTIONS = "202A-202E 2066-2069"
"""Embeddings, overrides and isolates: they reach over words that stand elsewhere."""
_IGNORABLE = (
    "00AD 034F 061C 115F-1160 17B4-17B5 180B-180F 200B-200F 202A-202E 2060-206F 3164 FE00-FE0F "
    "FEFF FFA0 FFF0-FFF8 1BCA0-1BCA3 1D173-1D17A E0000-E0FFF"
)
"""Default_Ignorable_Code_Point: variation selectors and tags are among them."""
_FORMAT = "FFF9-FFFB 13430-1343F"
"""Cf beside these, without the marks of Arabic, Syriac and Kaithi around numbers, which
are seen (Prepended_Concatenation_Mark)."""
_SEPARATORS = "2028-2029"
_BLANK = "2800 FFFC"
"""A pattern of Braille without a dot; the place of an object that text cannot hold."""

_JOINING = (
    # Arabic to N'Ko, Mandaic to Arabic Extended-A, the scripts of India, Tibetan, Myanmar, Khmer,
    # Mongolian, Tai Tham, Balinese to Lepcha, Vedic, Syloti Nagri, Phags-pa, Saurashtra,
    # Devanagari Extended, Javanese, Myanmar Extended, Meetei Mayek, forms of Arabic.
    "0620-07FF 0840-0DFF 0F40-0FBC 1000-109F 1780-17D3 1800-18AF 1A20-1A7F 1B00-1C4F 1CD0-1CFF "
    "A800-A82C A840-A8FF A980-A9FF AA60-AAFF ABC0-ABFF FB50-FDCF FE70-FEFC "
    # Manichaean, Psalter Pahlavi, Rohingya, Yezidi and Arabic, Sogdian to Chorasmian, Brahmi and
    # the scripts that come of it, Adlam.
    "10AC0-10AFF 10B80-10BAF 10D00-10D3F 10E80-10EFF 10F30-10FDF 11000-11FFF 1E900-1E95F"
)
_MONGOLIAN = "1820-18AA"
_VIRAMAS = "094D 09CD 0A4D 0ACD 0B4D 0BCD 0C4D 0CCD 0D4D 0DCA"
_EMOJI = (
    "00A9 00AE 203C 2049 2122 2139 2190-21FF 2300-23FF 24C2 25A0-27BF "
    "2900-297F 2B00-2BFF 3030 303D 3297 3299 1F000-1FAFF"
)
"""What an emoji is made of, blocks taken whole."""

_KEYS, _KEYCAP = frozenset("#*0123456789"), "\u20e3"
_JOINERS = frozenset("\u200c\u200d")
_ZERO_WIDTH_JOINER = "\u200d"
_PRESENTATIONS = frozenset("\ufe0e\ufe0f")
_MONGOLIAN_SELECTORS = frozenset("\u180b\u180c\u180d\u180e\u180f")

_HEXADECIMAL = r"U\+([0-9A-Fa-f]{4,6})"
_ALLOWED = re.compile(rf"{_HEXADECIMAL}(?:\s*[-–]\s*{_HEXADECIMAL})?")


def _ranges(*tables: str) -> Iterator[tuple[int, int]]:
    for part in " ".join(tables).split():
        first, _, last = part.partition("-")
        yield int(first, 16), int(last or first, 16)


def _class(*tables: str) -> str:
    """Return what stands in a pattern for each character of some tables."""
    return "[" + "".join(f"\\U{a:08x}-\\U{b:08x}" for a, b in _ranges(*tables)) + "]"


def _one_of(*tables: str) -> re.Pattern[str]:
    """Return a pattern that finds each character of some tables."""
    return re.compile(_class(*tables))


_REFUSED = (
    *(_CONTROLS, _NONCHARACTERS, _SURROGATES, _PRIVATE),
    *(_IGNORABLE, _FORMAT, _SEPARATORS, _BLANK),
)
# Python compares each character of a text with all ranges above U+FFFF, one after the other; with
# one for all of them, a text is read in a tenth of the time.
_BELOW = (f"{first:x}-{last:x}" for first, last in _ranges(*_REFUSED) if first <= 0xFFFF)
_ODD = re.compile(f"{_class(*_BELOW, '10000-10FFFF')}(?<={_class(*_REFUSED)})")
_NEVER = _one_of(_CONTROLS, _NONCHARACTERS, _SURROGATES, _DIRECTIONS, _SEPARATORS, "0009 000A")
_IS_JOINING, _IS_MONGOLIAN, _IS_VIRAMA = _one_of(_JOINING), _one_of(_MONGOLIAN), _one_of(_VIRAMAS)
_IS_EMOJI = _one_of(_EMOJI)
MOST_MARKS = 8
"""Combining marks on one letter; pointed Hebrew with accents has five."""
_COMBINING = _one_of(
    "0300-036F 0483-0489 0591-05C7 0610-061A 064B-065F 0670 06D6-06ED 1AB0-1AFF "
    "1DC0-1DFF 20D0-20FF FE20-FE2F"
)
_PILE = re.compile(f"{_COMBINING.pattern}{{{MOST_MARKS + 1},}}")


def odd_characters(text: str, allowed: Collection[str] = ()) -> Iterator[tuple[int, str]]:
    """Yield line and name of every character that no file of an edition may hold.

    :param allowed: characters that the edition needs (:func:`allowed_characters`).
    """
    if text.isascii() and text.isprintable():
        return
    if pile := _PILE.search(text):
        code = ord(pile[0][0])
        what = f"U+{code:04X} (more than {MOST_MARKS} combining marks on one letter)"
        yield text.count("\n", 0, pile.start()) + 1, what
    line, counted = 1, 0
    for match in _ODD.finditer(text):
        character = match[0]
        if character not in allowed and not _is_in_place(text, match.start()):
            line += text.count("\n", counted, match.start())
            counted = match.start()
            yield line, f"U+{ord(character):04X} ({_name(character)})"


def undecoded(error: UnicodeDecodeError) -> tuple[int, str]:
    """Return the line of the first byte that is not UTF-8, and what is said of it."""
    line = error.object.count(b"\n", 0, error.start) + 1
    return line, f"byte 0x{error.object[error.start]:02x} is not UTF-8"


def odd_character(text: str, allowed: Collection[str] = ()) -> tuple[int, str] | None:
    """Return line and name of the first character that no file of an edition may hold, if any."""
    return next(odd_characters(text, allowed), None)


def allowed_characters(setting: object) -> frozenset[str]:
    """Return the characters that an edition allows beside those that every edition may hold.

    :param setting: a list of characters and ranges, ``["U+034F", "U+E000-U+F8FF"]``.
    :raises ValueError: it is none, or names what no script needs; the message is for people.
    """
    if isinstance(setting, str) or not isinstance(setting, Collection):
        raise ValueError("expected a list such as ['U+034F', 'U+E000-U+F8FF']")
    found: set[str] = set()
    for entry in setting:
        match = _ALLOWED.fullmatch(entry) if isinstance(entry, str) else None
        if match is None:
            what = printable(str(entry), QUOTED)
            raise ValueError(f"‘{what}’ is no character or range: U+034F, U+E000-U+F8FF")
        first, last = int(match[1], 16), int(match[2] or match[1], 16)
        if not first <= last <= 0x10FFFF:
            raise ValueError(f"‘{entry}’ is no range of characters")
        characters = {chr(code) for code in range(first, last + 1)}
        if never := next(filter(_NEVER.fullmatch, sorted(characters)), None):
            name = f"U+{ord(never):04X} ({_name(never)})"
            raise ValueError(f"‘{entry}’ holds {name}, which is never allowed")
        found |= characters
    return frozenset(found)


def _is_in_place(text: str, place: int) -> bool:
    """Return whether a character that is not seen stands where a script or an emoji needs it."""
    character = text[place]
    before, after = text[place - 1] if place else " ", text[place + 1 : place + 2]
    if character in _JOINERS:
        if _is_letter(before):
            return _is_letter(after) or _IS_VIRAMA.match(before) is not None
        if before in _PRESENTATIONS:
            before = text[max(place - 2, 0)]
        is_sequence = _is_emoji(before) and _is_emoji(after)
        return character == _ZERO_WIDTH_JOINER and is_sequence
    if character in _PRESENTATIONS:
        return _is_emoji(before) or (before in _KEYS and after == _KEYCAP)
    return character in _MONGOLIAN_SELECTORS and _IS_MONGOLIAN.match(before) is not None


def _is_letter(character: str) -> bool:
    """Return whether a character is a letter, or a mark on one, of a script that joins letters."""
    return _IS_JOINING.match(character) is not None and unicodedata.category(character)[0] in "LMC"


def _is_emoji(character: str) -> bool:
    return _IS_EMOJI.match(character) is not None


def _name(character: str) -> str:
    """Return the name of a character that is refused, the same on every Python."""
    code = ord(character)
    for what, table in (
        ("control character", _CONTROLS),
        ("noncharacter", _NONCHARACTERS),
        ("surrogate", _SURROGATES),
        ("private use", _PRIVATE),
        ("format control of hieroglyphs", "13430-1343F"),
    ):
        if any(first <= code <= last for first, last in _ranges(table)):
            return what
    return unicodedata.name(character, "ignorable").lower()


# -- characters in messages ------------------------------------------------------------------------

QUOTED = 80
"""Characters of what a message quotes."""


@lru_cache(maxsize=1)
def _unprintable() -> re.Pattern[str]:
    """Return what finds the characters that a message shows as escapes."""
    return _one_of(
        *("0000-001F", "007F-009F", _NONCHARACTERS, _SURROGATES, _PRIVATE, _IGNORABLE),
        *(_FORMAT, _SEPARATORS, _BLANK),
    )


def printable(text: str, most: int | None = None) -> str:
    """Return *text* with every character that is not seen as an escape: ``\\x1b``.

    :param most: characters after which it is cut, with ``…`` in place of the rest.
    """
    if most is not None and len(text) > most:
        text = text[: most - 1] + "…"
    if text.isascii() and text.isprintable():
        return text
    return _unprintable().sub(lambda match: ascii(match[0])[1:-1], text)
