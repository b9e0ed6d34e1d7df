"""Contested words and living people: what the rules find, and what they let pass."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.edition.rules_style import Vocabulary, contested, is_attributed, own_voice
from sphinx_apparatus.model.essays import File
from sphinx_apparatus.model.records import ContestedWord
from sphinx_apparatus.model.rules import Rule

WORDS = Vocabulary(
    (
        ContestedWord(words=("regime", "regimes"), reason="it judges", instead="“government”"),
        ContestedWord(words=("regime change",), reason="it accuses"),
        ContestedWord.model_validate(
            {
                "words": ("massacre",),
                "reason": "courts decide",
                "except": ("massacre of el mozote",),
            }
        ),
    )
)


@pytest.mark.parametrize(
    "text",
    [
        "The “regime” was named.",
        "The ‘regime’s friends’ met.",
        "*Regime* is a book.",
        "[*régime*, regime]{.language-fr} is the word.",
        "> The regime fell.",
        "The minister called it a regime.",
        "According to the court the regime fell {cite:p}`x2000y`.",
        "The massacre of\nEl Mozote was in 1981.",
        "The regimen was strict.",
    ],
)
def test_quoted_attributed_and_excepted_words_pass(text: str) -> None:
    assert list(contested(text, WORDS)) == []


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("The regime fell.", 1, "‘regime’"),
        ("It fell.\nThe Regimes fell {cite:p}`x2000y`.", 2, "‘Regimes’"),
        ("He said so. The regime fell.", 1, "‘regime’"),
        ("A “word” of the regime.", 1, "‘regime’"),
        ("One.\n\nThe massacre was in 1981.", 3, "‘massacre’"),
        ("The edition’s regime change’s word.", 1, "‘regime change’"),
    ],
)
def test_a_word_in_our_own_voice_is_found(text: str, line: int, word: str) -> None:
    ((where, message),) = contested(text, WORDS)
    assert where == line
    assert message.startswith(word)


def test_attribution_is_a_word_of_its_own() -> None:
    assert is_attributed("She wrote that it rained.")
    assert is_attributed("It was reported.")
    assert not is_attributed("The essayist founded a paper.")


# -- in an edition ---------------------------------------------------------------------------------

LIVING = "- name: Reynard, Fox\n  kind: person\n  living: true\n"


@pytest.fixture
def small(repository: Path, tmp_path: Path) -> Path:
    folder = shutil.copytree(repository / "tests" / "lint" / "base", tmp_path / "edition")
    names = folder / "essays/_data/names.yml"
    names.write_text(names.read_text() + LIVING)
    bib = folder / "references.bib"
    bib.write_text(
        bib.read_text()
        + "@book{hen2001eggs,\n  author = {Hen, Ada},\n  title = {Eggs},\n  publisher = {Farm},\n"
        "  date = {2001},\n  consulted = {no},\n}\n"
    )
    return folder


def problems(folder: Path, body: str, index: str = "'Reynard, Fox'") -> list[tuple[Rule, int]]:
    note = folder / "essays/2001-fox/notes/jump.md"
    head = note.read_text().rpartition("---\n")[0]
    head = head.replace("index: [Foxes]", f"index: [{index}]")
    note.write_text(f"{head}---\n{body}\n")
    edition = open_edition(folder / "essays", folder / "references.bib")
    return [
        (problem.rule, problem.line) for problem in edition.problems if problem.path.endswith(".md")
    ]


def test_a_living_person_needs_a_second_consulted_source(small: Path) -> None:
    body = "Reynard jumped {cite:p}`reynard2000memoirs`."
    assert problems(small, body) == [(Rule.LIVING_PERSON, 12)]
    # A source that nobody read is not the second one, nor is the same one once more.
    body = "Reynard jumped {cite:p}`reynard2000memoirs,hen2001eggs` {cite:t}`reynard2000memoirs`."
    assert problems(small, body) == [(Rule.LIVING_PERSON, 12)]
    bib = small / "references.bib"
    bib.write_text(bib.read_text().replace("{no}", "{excerpt}"))
    assert problems(small, body) == []


def test_a_statement_on_a_living_person_may_be_attributed(small: Path) -> None:
    assert problems(small, "Reynard says that he jumped {cite:p}`reynard2000memoirs`.") == []
    half = "Reynard says so {cite:p}`reynard2000memoirs`.\nThen Reynard stole a hen."
    assert problems(small, half) == [(Rule.LIVING_PERSON, 12)]


def test_others_may_rest_on_one_source(small: Path) -> None:
    assert problems(small, "Reynard jumped {cite:p}`reynard2000memoirs`.", "Foxes") == []


def test_contested_words_are_found_where_they_stand(small: Path) -> None:
    (small / "essays/_data/vocabulary.yml").write_text(
        "- words: [thief]\n  reason: a court decides\n"
    )
    body = "It is so {cite:p}`reynard2000memoirs`.\n\nThe thief jumped."
    assert problems(small, body, "Foxes") == [(Rule.CONTESTED_WORD, 16)]
    themes = small / "essays/_data/themes.yml"
    themes.write_text(themes.read_text().replace("How fast", "A thief’s pace and how fast"))
    edition = open_edition(small / "essays", small / "references.bib")
    found = [p for p in edition.problems if p.rule is Rule.CONTESTED_WORD]
    assert {Path(p.path).name for p in found} == {"jump.md", "themes.yml"}
    assert not any(p.stops for p in found)


def test_rules_of_english_style_are_for_english() -> None:
    file = File("note.md", {})
    italian = "I giardini erano belli. Obviously."
    assert [each.rule for each in own_voice(file, 1, italian, Vocabulary(language="it"))] == []
    found = {each.rule for each in own_voice(file, 1, italian, Vocabulary())}
    assert Rule.FIRST_PERSON in found
    words = Vocabulary(WORDS.entries, "it")
    assert [each.rule for each in own_voice(file, 1, "Un regime.", words)] == [Rule.CONTESTED_WORD]
