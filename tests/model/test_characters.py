"""Characters that nobody sees: refused by Unicode's properties, the same on every Python."""

from __future__ import annotations

import hashlib

import pytest

from sphinx_apparatus.model import characters
from sphinx_apparatus.model.characters import allowed_characters, odd_characters, printable
from sphinx_apparatus.text.bodies import read_body


def found(text: str, *allowed: str) -> list[str]:
    return [name.partition(" ")[0] for _, name in odd_characters(text, allowed_characters(allowed))]


def test_the_characters_that_unicode_ignores() -> None:
    """They were compared with \\p{Default_Ignorable_Code_Point} of regex 2026.11.19: the same."""
    ranges = (each.partition("-") for each in characters._IGNORABLE.split())
    codes = [
        code
        for first, _, last in ranges
        for code in range(int(first, 16), int(last or first, 16) + 1)
    ]
    assert codes == sorted(codes)
    listed = " ".join(f"{code:04X}" for code in codes)
    assert (len(codes), hashlib.sha256(listed.encode()).hexdigest()[:16]) == (
        4174,
        "43961870b57764e0",
    )


@pytest.mark.parametrize(
    "sign",
    [
        *("\0", "\x1b", "\x7f", "\x85", "\r", "\x0b", "\u00ad", "\u034f", "\u061c", "\u115f"),
        *("\u200b", "\u200e", "\u2028", "\u202e", "\u2060", "\u2065", "\u2069", "\u2800", "\u3164"),
        *("\ufdd0", "\ufe0f", "\ufeff", "\ufff0", "\ufff9", "\uffff", "\ue000", "\ud800"),
        *("\U0001bca0", "\U0001d173", "\U00013430", "\U000e0001", "\U000e0041", "\U000e0100"),
        *("\U000e0fff", "\U000f0000", "\U0010ffff", "\u180b", "\u200c", "\u200d", "\u17b4"),
    ],
    ids=ascii,
)
def test_refused_among_latin_letters(sign: str) -> None:
    assert found(f"fox{sign}hen") == [f"U+{ord(sign):04X}"]


@pytest.mark.parametrize(
    "text",
    [
        "tabs\tand\nlines",
        "no\u00a0break, dashes – —, ‘quotation’ “marks”…",
        "\u0378 \U0001fae8 \U000114a0 \U0003fffd",  # assigned by a later version, or by none yet
        "\u0600\u06dd\u070f",  # signs round numbers, which are seen
        "می\u200cخواهم",  # Persian
        "क\u094d\u200dष र\u094d\u200d",  # Hindi; a virama may end a word
        "ᠠ\u180bᠡ\u180e",  # Mongolian
        "\U0001f469\u200d\U0001f33e \U0001f3f3\ufe0f\u200d\U0001f308 ❤\ufe0f 1\ufe0f\u20e3 ™\ufe0e",
    ],
)
def test_what_scripts_and_emoji_need_is_allowed(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("’\u200d\u200c\u200d", ["U+200D", "U+200C", "U+200D"]),
        ("می\u200c\u200cخ", ["U+200C", "U+200C"]),
        ("می\u200c، خ\u200d", ["U+200C", "U+200D"]),
        ("—\ufe01\ufe0a", ["U+FE01", "U+FE0A"]),
        ("❤\ufe0f\ufe0f", ["U+FE0F"]),
        ("1\u200d2 1\ufe0f2", ["U+200D", "U+FE0F"]),
        ("漢\U000e0100", ["U+E0100"]),
    ],
)
def test_a_joiner_stands_once_and_between_letters(text: str, signs: list[str]) -> None:
    assert found(text) == signs


def test_an_edition_allows_what_its_script_needs() -> None:
    assert found("א\u034fב\u200f \ue000\uf8ff", "U+034F", "U+200F", "U+e000 - U+f8ff") == []
    assert found("א\u034fב\u200f", "U+034F") == ["U+200F"]


@pytest.mark.parametrize(
    "setting",
    [
        *("U+034F", 3, [3], ["034F"], ["U+E000-U+D000"], ["U+110000"], ["U+202E"], ["U+0000"]),
        *(["U+2000-U+2069"], ["U+000A"], ["U+FFFE"], ["U+2028"]),
    ],
)
def test_a_setting_that_means_nothing_is_refused(setting: object) -> None:
    with pytest.raises(ValueError, match=r"expected a list|is no |never allowed"):
        allowed_characters(setting)


def test_each_is_told_with_its_line() -> None:
    assert list(odd_characters("a\nb\u200b\n\nc\u202e")) == [
        (2, "U+200B (zero width space)"),
        (4, "U+202E (right-to-left override)"),
    ]


@pytest.mark.parametrize(
    "entity",
    [
        *("&#x202e;", "&#x200b;", "&shy;", "&lrm;", "&NoBreak;", "&#xfeff;", "&#xe0041;"),
        *("&#x2028;", "&#xe000;"),
    ],
)
def test_character_references_meet_the_same_rule(entity: str) -> None:
    faults = read_body(f"words\n{entity} words").faults
    assert [(fault.rule.number, fault.line) for fault in faults] == [("A003", 2)]
    assert not read_body("R&amp;D &mdash; &nbsp;").faults


def test_messages_show_what_nobody_sees() -> None:
    assert printable("a\x1b[2J\u202eb\u2028\ufe0f é") == r"a\x1b[2J\u202eb\u2028\ufe0f é"
    assert printable("a" * 100, 80) == "a" * 79 + "…"
