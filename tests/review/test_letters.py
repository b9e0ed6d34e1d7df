"""Letters that no font of the book has; Typst tells which."""

from __future__ import annotations

from sphinx_apparatus.review.letters import rare, without_font


def test_letters_without_a_font_are_found_at_once() -> None:
    letters = set("漢字外交部я₽ﬁ😀ሀ")
    assert without_font(letters) == set("漢字₽ﬁ😀ሀ")
    assert without_font(set()) == set()


def test_every_common_letter_has_a_font() -> None:
    common = {letter for letter in map(chr, range(32, 0x2100)) if not rare(letter)}
    assert len(common) > 500
    assert without_font(common) == set()
