"""One changed letter of a text stops the build."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.model.problems import Problem, Rule
from sphinx_apparatus.text.units import marked


@pytest.fixture
def copy(repository: Path, tmp_path: Path) -> Path:
    """A small edition to be spoiled."""
    return Path(shutil.copytree(repository / "tests" / "lint" / "base", tmp_path / "edition"))


def lock(project: Path) -> list[Problem]:
    edition = open_edition(project / "essays", project / "references.bib")
    found = [p for p in edition.problems if p.rule in (Rule.TEXT_LOCK, Rule.TEXT_HASH)]
    return sorted(found, key=lambda problem: problem.rule.number)


def test_one_changed_letter_is_shown_both_ways(copy: Path) -> None:
    text = copy / "essays" / "2001-fox" / "text.md"
    text.write_text(text.read_text().replace("12 percent", "21 percent"))
    changed, checksum = lock(copy)
    assert (changed.rule, changed.path, changed.line) == (
        Rule.TEXT_LOCK,
        "essays/2001-fox/text.md",
        3,
    )
    assert changed.message == (
        "block 2 differs from the witness S:\n"
        "    witness: … lazy dog. In 1999 there were ⟦12⟧ percent more foxes than hens.\n"
        "    text.md: … lazy dog. In 1999 there were ⟦21⟧ percent more foxes than hens."
    )
    assert (checksum.rule, checksum.path) == (Rule.TEXT_HASH, "essays/2001-fox/essay.yml")


@pytest.mark.parametrize("seed", range(40))
def test_any_changed_letter_stops_the_build(seed: int, copy: Path) -> None:
    chance = random.Random(seed)
    text = copy / "essays" / "2001-fox" / "text.md"
    signs = list(text.read_text())
    place = chance.choice([index for index, sign in enumerate(signs) if sign.isalnum()])
    signs[place] = "x" if signs[place] != "x" else "y"
    text.write_text("".join(signs))
    assert {problem.rule for problem in lock(copy)} == {Rule.TEXT_LOCK, Rule.TEXT_HASH}


def test_a_block_more_and_a_block_less(copy: Path) -> None:
    text = copy / "essays" / "2001-fox" / "text.md"
    whole = text.read_text()
    text.write_text(whole + "\nOne more.\n")
    assert "witness: (nothing)\n    text.md: ⟦One more.⟧" in lock(copy)[0].message
    text.write_text(whole.rpartition("\n\n")[0] + "\n")
    assert "text.md: (nothing)" in lock(copy)[0].message
    text.write_text("")
    assert lock(copy)[0].line == 1


def test_a_changed_witness_is_found_too(copy: Path) -> None:
    witness = copy / "essays" / "2001-fox" / "witness-S.txt"
    witness.write_text(witness.read_text().replace("fox", "vixen", 1))
    assert [problem.rule for problem in lock(copy)] == [Rule.TEXT_LOCK]


def test_changes_that_are_no_words_are_found_by_the_checksum(copy: Path) -> None:
    text = copy / "essays" / "2001-fox" / "text.md"
    text.write_text(text.read_text().replace("quick fox", "*quick* fox"))
    assert [problem.rule for problem in lock(copy)] == [Rule.TEXT_HASH]


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        ("a cat", "a hat", "a ⟦c⟧at"),
        ("a cat", "a cart", "a ca⟦⟧t"),
        ("aa", "a", "a⟦a⟧"),
        ("", "a", "(nothing)"),
        ("x" * 50 + "a" + "y" * 50, "x" * 50 + "b" + "y" * 50, f"…{'x' * 30}⟦a⟧{'y' * 30}…"),
    ],
)
def test_what_is_marked(one: str, other: str, shown: str) -> None:
    assert marked(one, other) == shown
