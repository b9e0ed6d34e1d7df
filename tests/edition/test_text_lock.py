"""One changed letter of a text stops the build."""

from __future__ import annotations

import hashlib
import random
import shutil
from pathlib import Path

import pytest
from tests.support.apparatus import edition_with, written

from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.model.problems import Problem
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.text.file_reading import TEXT_SIZE
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
    (problem,) = lock(copy)
    assert problem.rule is Rule.TEXT_LOCK
    changed = "essays/2001-fox/witness-S.txt"
    assert f"text.md has its checksum, so {changed} was changed" in problem.message
    assert f"sphinx-apparatus import text {changed} 2001-fox --replace" in problem.message


def test_a_form_that_was_changed_is_not_blamed_on_the_transcription(copy: Path) -> None:
    folder = copy / "essays" / "2001-fox"
    head = folder / "essay.yml"
    poem = "The quick fox,\nThe lazy dog,\nThe hen\nAnd all the eggs.\n"
    text = f"On the Fox\n\n{poem.replace(chr(10), ' ').strip()}\n"
    (folder / "witness-S.txt").write_text(f"On the Fox\n\n{poem}")
    (folder / "text.md").write_text(text)
    old = hashlib.sha256(text.encode()).hexdigest()
    lines = [line for line in head.read_text().split("\n") if not line.startswith("sha256")]
    written_ = "\n".join(lines).replace("tail: [4]", "tail: []")
    head.write_text(f"{written_}\nsha256: {old}\nform: prose\n")
    assert lock(copy) == []
    head.write_text(f"{written_}\nsha256: {old}\nform: verse\n")
    (problem,) = lock(copy)
    assert "agrees with essays/2001-fox/witness-S.txt as ‘form: prose’" in problem.message
    assert "was changed" not in problem.message
    # So with what the transcription is read by.
    reading = "file: witness-S.txt\n    reading: {paragraphs: line}"
    changed = written_.replace("file: witness-S.txt", reading)
    head.write_text(f"{changed}\nsha256: {old}\nform: verse\n")
    (problem,) = lock(copy)
    assert "as ‘form: prose’ and without ‘reading’: change that back" in problem.message
    # Without the field the check asks.
    head.write_text(f"{written_}\nsha256: {old}\n")
    problems = open_edition(copy / "essays", copy / "references.bib").problems
    (asked,) = [each for each in problems if each.rule is Rule.FIELD_MISSING]
    assert asked.path == "essays/2001-fox/essay.yml"
    assert "essays/2001-fox/text.md:3 looks like verse; write ‘form: verse’" in asked.message


@pytest.mark.parametrize(
    ("text", "other", "shown"),
    [
        # Behind the change both go on as they do: nothing of that is marked.
        (
            f"I met a traveler from {'an antique land, ' * 20}",
            f"I met a traveller from {'an antique land, ' * 20}",
            ("I met a travel⟦⟧er from an antique land, an an…", "I met a travel⟦l⟧er from an"),
        ),
        ("one two three four", "one six three five", ("one ⟦two⟧ three four", "one ⟦six⟧ three")),
        ("The fox jumps", "The vixen jumps", ("The ⟦fox⟧ jumps", "The ⟦vixen⟧ jumps")),
        ("all of it", "all of it, and more", ("all of it⟦⟧", "all of it⟦, and more⟧")),
    ],
)
def test_only_what_was_changed_is_marked(text: str, other: str, shown: tuple[str, str]) -> None:
    assert marked(text, other).startswith(shown[0])
    assert marked(other, text).startswith(shown[1])


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


# -- other witnesses -------------------------------------------------------------------------------

COPY = """\
  - siglum: N
    title: a copy
    language: en
    extent: whole
    file: witness-N.txt
    sha256: {sum}
    blocks:
      head: [1]
  - siglum: M
    title: another copy
    language: en
    extent: whole
    collated: whole
base: S
"""
LACKS = """\
- quote: >-
    In 1999 there were 12 percent more foxes than hens.
  readings:
    - sigla: [N, M]
      omits: true
"""


def with_copy(project: Path, words: str) -> Path:
    """Add a witness with a file, and one without."""
    folder = project / "essays" / "2001-fox"
    (folder / "witness-N.txt").write_text(words)
    head = folder / "essay.yml"
    digest = hashlib.sha256(words.encode()).hexdigest()
    head.write_text(head.read_text().replace("base: S\n", COPY.format(sum=digest)))
    (folder / "apparatus.yml").write_text(LACKS)
    return folder


SHORTER = """\
Foxes

The quick fox jumps over the lazy dog.

The fox is quick, and the hen is slow. The dog sleeps, and the dog dreams.
"""


def test_what_witnesses_lack_is_known_by_their_files_and_by_entries(copy: Path) -> None:
    with_copy(copy, SHORTER)
    edition = open_edition(copy / "essays", copy / "references.bib")
    assert edition.problems == ()
    essay = edition.essay_by_id["2001-fox"]
    assert essay.transcripts["N"] == tuple(SHORTER.strip().split("\n\n"))
    ((place, sigla),) = edition.lacking(essay).items()
    block, start, end = place
    assert essay.blocks[block].text[start:end].startswith("In 1999")
    assert sorted(sigla) == ["M", "N"]


def test_one_changed_letter_of_any_witness_stops_the_build(copy: Path) -> None:
    folder = with_copy(copy, SHORTER)
    for change in (SHORTER.replace("dog", "dig"), SHORTER + "\nOne more.\n"):
        (folder / "witness-N.txt").write_text(change)
        (found,) = lock(copy)
        assert (found.rule, found.path) == (Rule.TEXT_HASH, "essays/2001-fox/essay.yml")
        assert found.line > 1
        assert "the checksum of witness-N.txt is" in found.message
    # How its lines end does not matter, as in the text.
    (folder / "witness-N.txt").write_bytes(SHORTER.replace("\n", "\r\n").encode())
    assert lock(copy) == []


def test_a_witness_is_a_file_of_its_folder_and_not_too_large(copy: Path) -> None:
    folder = with_copy(copy, SHORTER)
    path = folder / "witness-N.txt"

    def rules() -> list[Rule]:
        edition = open_edition(copy / "essays", copy / "references.bib")
        return [problem.rule for problem in edition.problems]

    path.write_text("word " * (TEXT_SIZE // 5 + 1))
    assert rules() == [Rule.FILE_SIZE]
    path.unlink()
    assert rules() == [Rule.FILE_MISSING]
    path.symlink_to(folder / "witness-S.txt")
    assert rules() == [Rule.SYMLINK]


def test_entries_with_a_fault_are_not_missed_by_every_witness(copy: Path) -> None:
    folder = with_copy(copy, SHORTER)
    head = folder / "essay.yml"
    head.write_text(head.read_text().replace("base: S", "apparatus:\n  complete: true\nbase: S"))
    entries = folder / "apparatus.yml"

    def rules() -> list[Rule]:
        edition = open_edition(copy / "essays", copy / "references.bib")
        return [problem.rule for problem in edition.problems]

    assert rules() == []
    entries.write_text(LACKS.replace("omits", "omit"))
    assert Rule.UNPROVED not in rules()
    entries.write_text(LACKS.replace("1999", "1998"))
    assert rules() == [Rule.ANCHOR_MISSING]
    entries.write_text("[]\n")
    assert rules() == [Rule.UNPROVED]


def test_a_move_that_its_file_does_not_have_is_told_as_one(copy: Path) -> None:
    folder = with_copy(copy, SHORTER)
    (folder / "apparatus.yml").write_text(
        "- quote: >-\n    lazy\n  readings:\n    - sigla: [N]\n      moved:\n"
        "        quote: >-\n          The quick\n"
    )
    edition = open_edition(copy / "essays", copy / "references.bib")
    told = [p.message for p in edition.problems if p.rule is Rule.UNPROVED]
    said = "N is said to have moved “lazy” behind “The quick”; its file witness-N.txt has"
    assert told == [f"{said} nothing there", f"{said} “lazy” where nothing is expected"]


def test_words_with_quotation_marks_get_no_others(tmp_path: Path) -> None:
    there = tmp_path / "essays" / "1863-address"
    there.mkdir(parents=True)
    (there / "witness-T.txt").write_text("“Our name,” he said.\n")
    checksum = hashlib.sha256("“Our name,” he said.\n".encode()).hexdigest()
    witnesses = (
        "witnesses:\n"
        "  - {siglum: A, title: one, language: en, extent: whole, file: witness-A.txt}\n"
        "  - {siglum: T, title: other, language: en, extent: whole, file: witness-T.txt, "
        f"sha256: {checksum}}}\nbase: A\n"
    )
    entry = {"quote": "“My", "readings": [{"sigla": ["T"], "reading": "“His"}]}
    text = "“My name,” he said.\n"
    edition = edition_with(tmp_path, written(entry), text=text, witnesses=witnesses)
    assert [problem.message for problem in edition.problems] == [
        "T is said to have “His” here, its file witness-T.txt has “Our”"
    ]
