"""The order of lists in languages that have letters of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sphinx_apparatus.model.catalogue import use_language
from sphinx_apparatus.text.collation import first_letter, in_alphabet, index_key, source_key


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    use_language("en")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", ["nube", "nácar", "ñame", "ola"]),
        ("uk", ["гай", "ґава", "дім", "екран", "єва", "жук", "ива", "ім’я", "їжак", "йод", "яр"]),
        ("de", ["Öl", "Ofen", "Ost"]),
        ("en", ["ñame", "nube"]),
    ],
)
def test_letters_stand_where_their_alphabet_has_them(language: str, words: list[str]) -> None:
    use_language(language)
    ordered = sorted(words, key=lambda word: index_key(in_alphabet(word)))
    expected = ["nácar", "nube", "ñame", "ola"] if language == "es" else words
    if language == "de":
        expected = ["Ofen", "Öl", "Ost"]
    assert ordered == expected
    assert sorted(words, key=source_key) == expected


def test_a_letter_of_its_own_has_a_heading_of_its_own() -> None:
    assert [first_letter(each) for each in ("Éclair", "ñame", "«Öl»")] == ["E", "N", "O"]
    use_language("es")
    assert [first_letter(each) for each in ("ñame", "nube", "Álava")] == ["Ñ", "N", "A"]
    use_language("uk")
    assert [first_letter(each) for each in ("їжак", "йод", "Київ")] == ["Ї", "Й", "К"]
