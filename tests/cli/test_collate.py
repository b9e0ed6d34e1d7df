"""“new witness” and “collate”: from the texts of witnesses to the draft of an apparatus."""

from __future__ import annotations

import difflib
import hashlib
import shutil
from pathlib import Path

import pytest
from tests.support.project import LINT_BASE, Apparatus

from sphinx_apparatus.edition.loader import open_edition

FOX = "essays/2001-fox"
TEXTS = {
    "H": "The quick fox leaps over the lazy dog. In 1999 there were 12 percent more foxes than "
    "hens.\n\nThe fox is quick and the hen is slow. The dog dreams.\n",
    "N": "The quick fox leaps over the dog. In 1999 there were 12 percent more foxes than hens.\n\n"
    "The fox is quick, and the hen is slow. The dog sleeps, and the dog dreams.\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small edition with a text that has three witnesses."""
    folder = tmp_path / "edition"
    shutil.copytree(LINT_BASE, folder)
    (folder / "docs").mkdir()
    (folder / "docs" / "conf.py").write_text('project = "Foxes"\n')
    shutil.rmtree(folder / FOX / "notes")
    shutil.rmtree(folder / "essays" / "cross-references", ignore_errors=True)
    described = ""
    for siglum, words in TEXTS.items():
        (folder / FOX / f"witness-{siglum}.txt").write_text(words)
        checksum = hashlib.sha256(words.encode()).hexdigest()
        described += (
            f"  - siglum: {siglum}\n    title: another copy\n    language: en\n    extent: whole\n"
            f"    file: witness-{siglum}.txt\n    sha256: {checksum}\n"
        )
    head = folder / FOX / "essay.yml"
    head.write_text(head.read_text().replace("base: S\n", f"{described}base: S\n"))
    return folder


DRAFT = """\
# Proposed for the apparatus of 2001-fox, from the texts of H, N.
# Look at each entry beside the witnesses: correct it, join it with another, delete it.
# ‘class: spelling’ is the editor’s to write: the comparison does not know what is a
# spelling. What counts is what stands in apparatus.yml.
- in: p1
  quote: >-
    jumps
  readings:
    - sigla: [H, N]
      reading: >-
        leaps
- in: p1
  quote: >-
    lazy
  readings:
    - sigla: [N]
      omits: true
- in: p2
  quote: >-
    quick,
  class: punctuation
  readings:
    - sigla: [H]
      reading: >-
        quick
- in: p2
  quote: >-
    The dog sleeps, and
  readings:
    - sigla: [H]
      omits: true
"""


def test_from_witnesses_to_an_apparatus(project: Path, apparatus: Apparatus) -> None:
    command = ("collate", "2001-fox", "--project", project)
    draft, accepted = project / FOX / "apparatus.draft.yml", project / FOX / "apparatus.yml"
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    code, out, err = apparatus(*command)
    assert (code, err) == (0, "")
    assert draft.read_text() == DRAFT
    assert {path: path.read_bytes() for path in before} == before
    assert out.splitlines() == [
        "S: 34 words, the base text",
        "H: 30 words; 2 readings of words, 1 of signs",
        "N: 33 words; 2 readings of words, 0 of signs",
        f"written: {draft}, entries: 4",
        "Next: look at each entry beside the witnesses; correct it, join it or delete it.",
        "Rename the file to apparatus.yml, then:",
        "  sphinx-apparatus check",
    ]
    assert open_edition(project / "essays", project / "references.bib").problems == ()
    # It is not written over.
    draft.write_text("# mine\n")
    code, out, err = apparatus(*command)
    assert code == 1
    assert "this draft is there already and is not overwritten; move what you accept" in err
    assert draft.read_text() == "# mine\n"
    # What is accepted is not proposed again.
    draft.unlink()
    accepted.write_text(DRAFT)
    assert open_edition(project / "essays", project / "references.bib").problems == ()
    code, out, err = apparatus(*command)
    assert (code, err) == (0, "")
    assert out.splitlines()[1:] == [
        "H: 30 words; 0 readings of words, 0 of signs, 3 more in the apparatus already",
        "N: 33 words; 0 readings of words, 0 of signs, 2 more in the apparatus already",
        "nothing to propose: the apparatus has every difference",
    ]
    assert not draft.exists()


def test_what_is_said_otherwise_is_proposed_with_a_remark(
    project: Path, apparatus: Apparatus
) -> None:
    said = DRAFT.replace("[H, N]", "[H]").replace("leaps", "leapt")
    # What is cut otherwise is the same.
    said = said.replace("    lazy\n", "    the lazy dog.\n").replace(
        "[N]\n      omits: true", "[N]\n      reading: >-\n        the dog."
    )
    (project / FOX / "apparatus.yml").write_text(said)
    code, out, err = apparatus("collate", "2001-fox", "--project", project)
    assert code == 0, err
    assert "apparatus.yml:10: A117 H is said to have “leapt” here" in err
    draft = (project / FOX / "apparatus.draft.yml").read_text()
    assert draft.partition("stands in apparatus.yml.\n")[2] == (
        "# essays/2001-fox/apparatus.yml:5 says otherwise of H here.\n"
        "# essays/2001-fox/apparatus.yml:5 is on the same words: add the reading there.\n"
        "- in: p1\n  quote: >-\n    jumps\n  readings:\n    - sigla: [H, N]\n"
        "      reading: >-\n        leaps\n"
    )
    assert "with a remark, because something is said there already: 1" in out
    assert f"Move what you accept to {project / FOX / 'apparatus.yml'}, delete the draft" in out


def test_what_moved_is_accepted_with_its_differences(project: Path, apparatus: Apparatus) -> None:
    words = (
        "The quick fox jumps over the lazy dog. The dog sleeps, and the hound dreams. In 1999 "
        "there were 12 percent more foxes than hens.\n\nThe fox is quick, and the hen is slow.\n"
    )
    (project / FOX / "witness-H.txt").write_text(words)
    command = ("collate", "2001-fox", "--project", project)
    code, out, _ = apparatus(*command, "--show", "--witness", "H")
    assert (code, out.splitlines()[:-1]) == (
        0,
        [
            "¶2  The dog sleeps, and the dog dreams.] moved behind “dog.” H",
            "¶2  dog] hound H",
        ],
    )
    assert apparatus(*command).code == 0
    draft = project / FOX / "apparatus.draft.yml"
    draft.rename(project / FOX / "apparatus.yml")
    code, out, _ = apparatus(*command)
    assert (code, out.splitlines()[-1]) == (
        0,
        "nothing to propose: the apparatus has every difference",
    )


def test_a_note_on_the_same_words_is_named(project: Path, apparatus: Apparatus) -> None:
    notes = project / FOX / "notes"
    notes.mkdir()
    (notes / "lazy.md").write_text(
        "---\nkind: textual\ntitle: Lazy\nquote: >-\n  lazy\nchange: variant\ncertainty: certain\n"
        'witnesses:\n  - siglum: N\n    language: en\n    reading: ""\nby: [editors]\n---\n'
        "The copy is in haste.\n"
    )
    assert apparatus("collate", "2001-fox", "--project", project).code == 0
    draft = (project / FOX / "apparatus.draft.yml").read_text()
    # It has the reading already, and nobody else differs.
    assert "lazy" not in draft
    (notes / "lazy.md").write_text(
        (notes / "lazy.md").read_text().replace("siglum: N", "siglum: H")
    )
    (project / FOX / "apparatus.draft.yml").unlink()
    assert apparatus("collate", "2001-fox", "--project", project).code == 0
    draft = (project / FOX / "apparatus.draft.yml").read_text()
    assert (
        "# essays/2001-fox/notes/lazy.md is on the same words: delete its readings there.\n"
        "- in: p1\n  quote: >-\n    lazy\n  note: lazy\n  readings:\n    - sigla: [N]\n"
    ) in draft


def test_one_witness_is_shown(project: Path, apparatus: Apparatus) -> None:
    command = ("collate", "2001-fox", "--project", project, "--show")
    code, out, err = apparatus(*command, "--witness", "H")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "¶1  jumps] leaps H",
        "¶2  quick,] quick H",
        "¶2  The dog sleeps, and] om. H",
        "3 differences; nothing was written",
    ]
    assert not (project / FOX / "apparatus.draft.yml").exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["2002-fax"], "there is no essay ‘2002-fax’; there are 2001-fox, 2002-hen"),
        (["2001-fox", "--witness", "S"], "S is the base text, with which the others are compared"),
        (["2001-fox", "--witness", "X"], "no witness has the siglum X; there are S, H, N"),
        (["2002-hen"], "no witness but the base has a ‘file’; put the words of one into"),
    ],
)
def test_what_cannot_be_compared_is_told(
    options: list[str], message: str, project: Path, apparatus: Apparatus
) -> None:
    code, out, err = apparatus("collate", *options, "--project", project)
    assert (code, out) == (1, "")
    assert err.startswith(message)


def test_errors_of_the_text_come_first(project: Path, apparatus: Apparatus) -> None:
    text = project / FOX / "text.md"
    text.write_text(text.read_text().replace("lazy", "busy"))
    code, out, err = apparatus("collate", "2001-fox", "--project", project)
    assert (code, out) == (1, "")
    assert "essays/2001-fox/text.md:3: A040" in err
    assert err.endswith("Correct these first; then the texts can be compared.\n")
    # A checksum that is missing changes no word of a witness.
    text.write_text(text.read_text().replace("busy", "lazy"))
    head = project / FOX / "essay.yml"
    lines = head.read_text().splitlines(keepends=True)
    head.write_text("".join(line for line in lines if not line.startswith("    sha256")))
    code, out, err = apparatus("collate", "2001-fox", "--project", project)
    assert (code, "written: " in out, err.count("A041")) == (0, True, 2)


@pytest.mark.parametrize(
    ("line_ends", "differences"),
    [
        ("joined", []),
        ("spaces", ["¶1  jumps] jum- ps H"]),
    ],
)
def test_words_divided_at_the_ends_of_lines(
    line_ends: str, differences: list[str], project: Path, apparatus: Apparatus
) -> None:
    text = (project / FOX / "witness-S.txt").read_text().partition("\n\n")[2]
    (project / FOX / "witness-H.txt").write_text(text.replace("jumps", "jum-\nps"))
    head = project / FOX / "essay.yml"
    rules = f"collation:\n  line-ends: {line_ends}\n"
    head.write_text(head.read_text().replace("base: S\n", f"base: S\n{rules}"))
    out = apparatus("collate", "2001-fox", "--project", project, "--show", "--witness", "H").out
    assert out.splitlines()[:-1] == differences


def test_less_may_count_in_one_witness(project: Path, apparatus: Apparatus) -> None:
    head = project / FOX / "essay.yml"
    told = "    file: witness-H.txt\n"
    head.write_text(
        head.read_text().replace(told, f"{told}    collation:\n      punctuation: false\n")
    )
    out = apparatus("collate", "2001-fox", "--project", project, "--show").out
    assert out.splitlines()[:-1] == [
        "¶1  jumps] leaps H N",
        "¶1  lazy] om. N",
        "¶2  The dog sleeps, and] om. H",
    ]


def test_a_title_in_the_file_of_a_witness_is_named(project: Path, apparatus: Apparatus) -> None:
    path = project / FOX / "witness-H.txt"
    path.write_text(f"Of Foxes\n\n{path.read_text()}\nThe End\n")
    code, out, err = apparatus("collate", "2001-fox", "--project", project, "--show")
    assert (code, out.splitlines()[0]) == (0, "¶1  The] Of Foxes The H")
    told = (
        "if that is no part of the text, name its paragraph in essay.yml: ‘blocks’ of the witness"
    )
    assert f"H has “Of Foxes” before its beginning; {told}, ‘head’\n" in err
    assert f"H has “The End” behind its end; {told}, ‘tail’\n" in err


def test_the_file_of_another_text_is_asked_about(project: Path, apparatus: Apparatus) -> None:
    (project / FOX / "witness-H.txt").write_text("The hens of the farm know nothing of this.\n")
    code, _, err = apparatus("collate", "2001-fox", "--project", project, "--show")
    assert code == 0
    assert "H has 2 of the 34 words of the base; is its file of this text?\n" in err


# -- new witness -----------------------------------------------------------------------------------


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_witness_is_added_and_no_other_line_changes(
    project: Path, apparatus: Apparatus, ends: str
) -> None:
    head = project / FOX / "essay.yml"
    before = head.read_text().replace("\n", ends)
    head.write_bytes(before.encode())
    copy = project / "copy.txt"
    copy.write_bytes(f"The quick fox.{ends}".encode())
    command = ("new", "witness", copy, "2001-fox", "--project", project, "--title", "a copy: old")
    code, out, err = apparatus(*command, "--siglum", "Add. 4321")
    assert (code, err) == (0, "")
    assert out.endswith("Next: sphinx-apparatus collate 2001-fox --show --witness 'Add. 4321'\n")
    after = head.read_bytes().decode()
    lines = [text.splitlines(keepends=True) for text in (before, after)]
    changed = [line for line in difflib.ndiff(*lines) if line[0] in "+-"]
    assert changed[0] == f"+   - siglum: Add. 4321{ends}"
    assert not [line for line in changed if line[0] == "-"]
    edition = open_edition(project / "essays", project / "references.bib")
    assert edition.problems == ()
    assert edition.essays[0].head.witnesses[-1].siglum == "Add. 4321"
    assert edition.essays[0].transcripts["Add. 4321"] == ("The quick fox.",)
    # Where the record names no file, the message says the name that it would have had.
    named = f"    file: witness-Add-4321.txt{ends}"
    head.write_bytes(head.read_bytes().replace(named.encode(), b""))
    err = apparatus(*command[:-2], "--siglum", "Add. 4321", "--replace").err
    assert "name it in essay.yml: ‘file: witness-Add-4321.txt’" in err


@pytest.mark.parametrize(
    ("siglum", "words", "code", "message"),
    [
        ("H", "words", 1, "witness-H.txt is there already; delete it, or choose another siglum"),
        ("S*", "\x00", 1, "found the invisible character"),
        ("[", "words", 2, "--siglum ‘[’ is no siglum; expected letters and figures"),
    ],
)
def test_a_witness_that_cannot_be_added_changes_nothing(
    siglum: str, words: str, code: int, message: str, project: Path, apparatus: Apparatus
) -> None:
    copy = project / "copy.txt"
    copy.write_text(words)
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    command = ("new", "witness", copy, "2001-fox", "--project", project, "--title", "a copy")
    found = apparatus(*command, "--siglum", siglum)
    assert (found.code, found.out) == (code, "")
    assert message in found.err
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


def test_a_list_that_no_line_can_be_added_to_is_left_alone(
    project: Path, apparatus: Apparatus
) -> None:
    head = project / "essays" / "2002-hen" / "essay.yml"
    lines = head.read_text().splitlines()
    start = lines.index("witnesses:")
    stop = next(at for at in range(start + 1, len(lines)) if lines[at][:1] not in " -")
    fields = "{siglum: S, title: ours, language: en, extent: whole, file: witness-S.txt}"
    lines[start:stop] = [f"witnesses: [{fields}]"]
    head.write_text("\n".join(lines) + "\n")
    copy = project / "copy.txt"
    copy.write_text("A hen.\n")
    command = ("new", "witness", copy, "2002-hen", "--project", project, "--title", "a copy")
    code, out, err = apparatus(*command, "--siglum", "N")
    assert (code, out) == (1, "")
    assert "add this to ‘witnesses’ by hand:\n    - siglum: N\n" in err
    assert not (project / "essays" / "2002-hen" / "witness-N.txt").exists()


def test_the_title_of_a_witness_is_not_compared(project: Path, apparatus: Apparatus) -> None:
    copy = project / "copy.txt"
    copy.write_text("The Fox\n\nThe quick fox.\n")
    command = ("new", "witness", copy, "2001-fox", "--project", project, "--siglum", "B")
    found = apparatus(*command, "--title", "a copy", "--head", "2")
    assert (found.code, found.out) == (1, "")
    assert "it has 2 paragraphs, of which 2 cannot be its head" in found.err
    found = apparatus(*command, "--title", "a copy", "--head", "1")
    assert (found.code, found.err) == (0, "")
    edition = open_edition(project / "essays", project / "references.bib")
    assert edition.problems == ()
    assert edition.essays[0].head.witnesses[-1].blocks.head == (1,)
    assert "    blocks:\n      head: [1]\n" in (project / FOX / "essay.yml").read_text()


def test_how_much_of_a_witness_was_seen_is_in_the_language_of_the_edition(
    project: Path, apparatus: Apparatus
) -> None:
    (project / "docs" / "conf.py").write_text('language = "es"\n')
    copy = project / "copy.txt"
    copy.write_text("The quick fox.\n")
    command = ("new", "witness", copy, "2001-fox", "--project", project, "--siglum", "B")
    assert apparatus(*command, "--title", "una copia").code == 0
    assert (
        "    title: una copia\n    language: en\n    extent: completo\n"
        in (project / FOX / "essay.yml").read_text()
    )


@pytest.mark.parametrize("has_checksum", [True, False])
def test_a_corrected_witness_gets_its_checksum(
    project: Path, apparatus: Apparatus, has_checksum: bool
) -> None:
    head = project / FOX / "essay.yml"
    before = head.read_text()
    old, words = hashlib.sha256(TEXTS["H"].encode()).hexdigest(), TEXTS["H"].replace("hen", "cock")
    if not has_checksum:
        head.write_text(before.replace(f"    sha256: {old}\n", ""))
    copy = project / "copy.txt"
    copy.write_text(words)
    command = ("new", "witness", copy, "2001-fox", "--project", project, "--siglum", "H")
    code, out, err = apparatus(*command, "--replace")
    assert (code, err) == (0, "")
    assert out.startswith(f"written: {project / FOX / 'witness-H.txt'}\nwritten: {head}\n")
    assert (project / FOX / "witness-H.txt").read_text() == words
    assert head.read_text() == before.replace(old, hashlib.sha256(words.encode()).hexdigest())
    assert open_edition(project / "essays", project / "references.bib").problems == ()


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (("--siglum", "S", "--replace"), 1, "S is the base text of 2001-fox; correct it by"),
        (("--siglum", "X", "--replace"), 1, "has no witness X with a file; expected one of H, N"),
        (("--siglum", "H", "--replace", "--head", "1"), 2, "--replace changes words alone"),
        (("--siglum", "X"), 2, "--title is missing"),
    ],
)
def test_what_replaces_no_witness_changes_nothing(
    options: tuple[str, ...], code: int, message: str, project: Path, apparatus: Apparatus
) -> None:
    copy = project / "copy.txt"
    copy.write_text("The quick fox.\n")
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    found = apparatus("new", "witness", copy, "2001-fox", "--project", project, *options)
    assert (found.code, found.out) == (code, "")
    assert message in found.err
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


def test_what_was_broken_off_is_put_in_place_first(project: Path, apparatus: Apparatus) -> None:
    head = project / FOX / "essay.yml"
    left = project / FOX / ".unfinished"
    left.mkdir()
    (left / "essay.yml").write_text(f"{head.read_text()}# Seen.\n")
    copy = project / "copy.txt"
    copy.write_text("The quick fox.\n")
    command = ("new", "witness", copy, "2001-fox", "--project", project, "--siglum", "B")
    done = apparatus(*command, "--title", "a copy")
    assert done.code == 0, done.err
    assert "as an import that was broken off had begun" in done.out
    assert not left.exists()
    assert "# Seen.\n" in head.read_text()
    assert "siglum: B" in head.read_text()
