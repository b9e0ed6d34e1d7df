"""From a transcription to a folder, once."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.project import Apparatus

from sphinx_apparatus.authoring.plain_text import as_markdown
from sphinx_apparatus.authoring.transcription import (
    Known,
    decode,
    difference,
    import_essay,
    mentions,
    to_markdown,
)
from sphinx_apparatus.edition.reader import Reader
from sphinx_apparatus.edition.validation import UNFILLED_ESSAY
from sphinx_apparatus.model.catalogue import use_language
from sphinx_apparatus.model.characters import odd_character
from sphinx_apparatus.model.problems import Refusal
from sphinx_apparatus.model.records import WitnessForm
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.model.vocabulary import Form
from sphinx_apparatus.text.units import looks_like_a_play, paragraphs, stream

TEXT = (
    "On: #Foxes\n\nThe quick\u00a0fox.\n1. It runs;\n- and *jumps* <b>.\n\n\u00a0\n  “End”\u00a0\n"
)


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in sorted(folder.iterdir())
    }


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The folder of an edition without texts."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "conf.py").write_text('language = "uk"\n')
    return tmp_path


@pytest.mark.parametrize(
    ("beginning", "other"),
    [(b"PK\x03\x04\x14\xad", "docx"), (b'\xef\xbb\xbf<?xml version="1.0"?>', "tei")],
)
def test_files_of_other_forms_are_shown_their_command(
    project: Path, apparatus: Apparatus, beginning: bytes, other: str
) -> None:
    source = project / "bees"
    source.write_bytes(beginning + b"\nbees")
    done = apparatus("import", "text", source, "1500-bees", "--project", project)
    assert (done.code, f"‘sphinx-apparatus import {other}’" in done.err) == (1, True)
    assert not (project / "essays").exists()


def test_the_command(project: Path, apparatus: Apparatus) -> None:
    source = project / "fox.txt"
    source.write_text(TEXT)
    folder = project / "essays" / "2001-fox"
    command = ("import", "text", source, "2001-fox", "--project", project)

    first = apparatus(*command)
    assert (first.code, first.err) == (0, "")
    assert first.out.count("written:") == 3
    assert (folder / "witness-S.txt").read_bytes() == source.read_bytes()
    assert (folder / "notes").is_dir()
    (folder / "notes").rmdir()
    before = contents(folder)

    again = apparatus(*command)
    assert again.code == 0
    assert "nothing to do" in again.out
    (folder / "notes").rmdir()
    assert contents(folder) == before

    source.write_text(TEXT.replace("quick", "quicker"))
    other = apparatus(*command)
    assert (other.code, other.out) == (1, "")
    assert "nothing was written" in other.err
    assert "import it with --replace" in other.err
    assert "\n-The quick\u00a0fox.\n+The quicker\u00a0fox.\n" in other.err
    assert contents(folder) == before

    source.write_bytes(TEXT.encode("latin-1", errors="replace"))
    wrong = apparatus(*command)
    assert wrong.code == 1
    assert re.search(r"fox\.txt:3: byte 0xa0 is not UTF-8; save", wrong.err)
    assert contents(folder) == before


def test_a_transcription_that_is_not_there(project: Path, apparatus: Apparatus) -> None:
    missing = apparatus("import", "text", project / "none.txt", "2001-fox", "--project", project)
    assert (missing.code, missing.out) == (2, "")
    assert missing.err == f"sphinx-apparatus: {project}/none.txt: No such file or directory\n"


def test_nothing_is_invented_and_what_is_missing_is_refused(
    project: Path, apparatus: Apparatus
) -> None:
    (project / "fox.txt").write_text(TEXT)
    command = ("import", "text", project / "fox.txt", "2001-fox", "--project", project)
    apparatus(*command)
    record = project / "essays" / "2001-fox" / "essay.yml"
    assert not re.search(r"\d{4}-\d\d-\d\d|\$schema", record.read_text())
    assert "language: uk\n" in record.read_text()
    said = apparatus("check", "--project", project).out
    refused = re.findall(r"2001-fox/essay.yml:\d+: A065 found “(\(.*?\))”", said)
    assert refused == list(UNFILLED_ESSAY)
    assert "essay.yml" not in re.sub(r".*A065.*\n", "", said)

    record.unlink()
    (project / "schemas").mkdir()
    (project / "schemas" / "essay.json").write_text("{}")
    for day in ("200", "2001-02-30", "20010203", "1 May 2001"):
        bad = apparatus(*command, "--date", day)
        assert (bad.code, "expected one such as 1908-05-14" in bad.err) == (2, True)
    assert not record.exists()
    apparatus(*command, "--date", "2001-02-03", "--language", "en")
    text = record.read_text()
    assert "date: 2001-02-03\n" in text
    assert "language: en\n" in text
    assert text.startswith("# yaml-language-server: $schema=../../schemas/essay.json\n")
    assert "A022" not in apparatus("check", "--project", project).out


# -- a corrected transcription -----------------------------------------------------------------

BEFORE = """\
On foxes

The red fox sleeps by day. It hunts at nite, alone.

Nobody has counted the foxes of the parish.

There are twelve hens, and one cock.
"""
FIELDS = """---
kind: context
title: {id}
quote: >-
  {quote}
{more}by: [editors]
---
A word on it.
"""
QUOTES = {
    "day": ("The red fox sleeps by day", ""),
    "night": ("hunts at nite", ""),
    "alone": ("alone", ""),
    "count": ("Nobody has counted the foxes", ""),
    "hens": ("twelve hens", "in: p3\n"),
    "cock": ("one cock", ""),
}


@pytest.fixture
def foxes(project: Path, apparatus: Apparatus) -> Path:
    """An edition of one text with six notes, a cross-reference, and a sentence without a note."""
    (project / "fox.txt").write_text(BEFORE)
    known = ("--author", "A. Fox", "--date", "2001-05-01", "--published", "The Gazette")
    command = ("import", "text", project / "fox.txt", "2001-fox", "--project", project)
    assert apparatus(*command, *known, "--rights", "Made for tests.").code == 0
    folder = project / "essays" / "2001-fox"
    for id, (quote, more) in QUOTES.items():
        text = FIELDS.format(id=id, quote=quote, more=more)
        (folder / "notes" / f"{id}.md").write_text(text)
    text = (folder / "text.md").read_text()
    marked = text.replace("red fox", "*red* fox").replace("one cock", "one **cock**")
    (folder / "text.md").write_text(marked)
    record = (folder / "essay.yml").read_text()
    sums = [hashlib.sha256(words.encode()).hexdigest() for words in (text, marked)]
    sentence = "no-claim:\n  - quote: >-\n      one cock\n    reason: A count.\nsha256"
    (folder / "essay.yml").write_text(record.replace(*sums).replace("sha256", sentence))
    (project / "docs" / "index.md").write_text("# F\n\nSee {apparatus:passage}`2001-fox/p3`.\n")
    data = project / "essays" / "_data"
    data.mkdir()
    (data / "people.yml").write_text("- key: editors\n  name: The editors\n")
    for name in ("names", "themes"):
        (data / f"{name}.yml").write_text("[]\n")
    (project / "references.bib").write_text("")
    assert apparatus("check", "--project", project)[:2] == (0, "")
    return project


def replace(project: Path, apparatus: Apparatus, text: str) -> tuple[int, list[str], str]:
    (project / "new.txt").write_text(text)
    command = ("import", "text", project / "new.txt", "2001-fox", "--replace")
    code, out, err = apparatus(*command, "--project", project)
    return code, out.splitlines(), err


def test_a_correction_tells_what_becomes_of_each_note(foxes: Path, apparatus: Apparatus) -> None:
    folder = foxes / "essays" / "2001-fox"
    after = BEFORE.replace("at nite", "at night").replace("The red", "A line put in.\n\nThe red")
    after = after.replace("Nobody has counted the foxes of the parish.\n\n", "")
    code, said, err = replace(foxes, apparatus, after)
    assert (code, err) == (1, "")
    assert [line for line in said if "notes/" in line] == [
        "essays/2001-fox/notes/alone.md:4: moved: “alone”: p1 is now p2",
        "essays/2001-fox/notes/count.md:4: lost: “Nobody has counted the foxes”: p2 is gone",
        "essays/2001-fox/notes/day.md:4: moved: “The red fox sleeps by day”: p1 is now p2",
        "essays/2001-fox/notes/night.md:4: changed: “hunts at nite” is now “hunts at night” in p2",
    ]
    # The third paragraph is the third again: nothing that names it has to change.
    assert not any("index.md" in line for line in said)
    assert "untouched: 3 of 7 quotations (essay, cock, hens)" in said
    text = (folder / "text.md").read_text()
    assert "one **cock**" in text
    assert "\n\nThe red fox sleeps" in text
    assert any(line.startswith("essays/2001-fox/text.md:5: the markup ") for line in said)
    assert (folder / "witness-S.txt").read_text() == after
    checked = apparatus("check", "--project", foxes).out
    assert {line.split(": ")[1][:4] for line in checked.splitlines() if line[0] != " "} == {"A043"}
    assert {"count.md", "night.md"} == set(re.findall(r"(\w+\.md):", checked))


def test_numbers_that_move_are_named_wherever_they_stand(foxes: Path, apparatus: Apparatus) -> None:
    after = BEFORE.replace("The red fox", "A heading\n\nThe red fox")
    code, said, _ = replace(foxes, apparatus, after)
    assert code == 1
    notes = "essays/2001-fox/notes"
    assert f"{notes}/hens.md:6: changed: ‘in: p3’ is now ‘in: p4’" in said
    assert f"{notes}/cock.md:4: moved: “one cock”: p3 is now p4" in said
    [mention] = [line for line in said if "index.md" in line]
    assert mention.endswith("index.md:3: changed: p3 is now p4")
    assert not any("markup" in line for line in said)
    assert "*red* fox" in (foxes / "essays" / "2001-fox" / "text.md").read_text()


def test_passages_keep_the_numbers_that_are_stored(foxes: Path, apparatus: Apparatus) -> None:
    assert apparatus("migrate", "--project", foxes).code == 0
    record = foxes / "essays" / "2001-fox" / "essay.yml"
    assert "\npassages: [1, 2, 3]\n" in record.read_text()
    before = record.read_text()
    code, said, err = replace(
        foxes, apparatus, BEFORE.replace("There are", "It was put in.\n\nThere are")
    )
    assert (code, err) == (0, ""), said
    assert "\npassages: [1, 2, 2a, 3]\n" in record.read_text()
    # Neither the note on p3 nor the page that names it has anything to change.
    assert said[-1].startswith("untouched: 7 of 7")
    assert apparatus("check", "--project", foxes)[:2] == (0, "")
    assert replace(foxes, apparatus, BEFORE)[0] == 0
    assert record.read_text() == before


def test_a_heading_stays_a_heading(foxes: Path, apparatus: Apparatus) -> None:
    record = foxes / "essays" / "2001-fox" / "essay.yml"
    code, _, err = replace(foxes, apparatus, f"The Fox Gazette\n\n{BEFORE}")
    assert (code, err) == (1, "")
    # Nobody knows what a new paragraph is: it is text until an editor says otherwise.
    assert "  head: [2]\n" in record.read_text()
    assert "A042" not in apparatus("check", "--project", foxes).out


def test_a_title_of_other_words_is_still_the_title(foxes: Path, apparatus: Apparatus) -> None:
    code, said, _ = replace(foxes, apparatus, BEFORE.replace("On foxes", "Gulls"))
    assert (code, len(said)) == (0, 4)
    assert "  head: [1]\n" in (foxes / "essays" / "2001-fox" / "essay.yml").read_text()


def test_words_that_only_moved_need_no_work(foxes: Path, apparatus: Apparatus) -> None:
    code, said, _ = replace(foxes, apparatus, BEFORE.replace("of the parish", "of our parish"))
    assert code == 0
    assert said[-1] == (
        "untouched: 7 of 7 quotations (essay, alone, cock, count, day, hens, night)"
    )
    assert apparatus("check", "--project", foxes)[:2] == (0, "")
    assert replace(foxes, apparatus, BEFORE.replace("of the parish", "of our parish"))[1] == [
        "nothing to do: this transcription was imported before"
    ]


def test_both_ends_of_a_cross_reference_are_looked_at(foxes: Path, apparatus: Apparatus) -> None:
    folder = foxes / "essays" / "cross-references"
    folder.mkdir()
    ends = "".join(
        f"  - essay: {essay}\n    quote: >-\n      {quote}\n"
        for essay, quote in (("2002-hen", "hunts at nite"), ("2001-fox", "hunts at nite"))
    )
    head = f"theme: t\nrelation: agrees\nbetween:\n{ends}by: [editors]\n"
    (folder / "both.md").write_text(f"---\n{head}---\nA word.\n")
    _, said, _ = replace(foxes, apparatus, BEFORE.replace("nite", "night"))
    assert [line for line in said if "both.md" in line] == [
        "essays/cross-references/both.md:9: changed: “hunts at nite” is now “hunts at night” in p1"
    ]


def test_a_correction_is_written_whole_or_not_at_all(
    foxes: Path, apparatus: Apparatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = foxes / "essays" / "2001-fox"
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    original = Path.replace

    def full(self: Path, target: Path) -> Path:
        if target.name == "essay.yml":
            raise OSError(28, "No space left on device")
        return original(self, target)

    monkeypatch.setattr(Path, "replace", full)
    code, said, err = replace(foxes, apparatus, BEFORE.replace("nite", "night"))
    assert (code, said) == (2, [])
    assert "No space left" in err
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("date: 2001-05-01", "date: (date)", "A065 found “(date)”"),
        ("    file: witness-S.txt\n", "", "names no ‘file’"),
        ("  head: [1]\n", "  head:\n    - 1\n", "essay.yml:26: paragraphs were added"),
    ],
)
def test_what_cannot_be_corrected_is_refused(
    old: str, new: str, said: str, foxes: Path, apparatus: Apparatus
) -> None:
    folder = foxes / "essays" / "2001-fox"
    record = folder / "essay.yml"
    assert old in record.read_text()
    record.write_text(record.read_text().replace(old, new))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    code, out, err = replace(foxes, apparatus, f"The Fox Gazette\n\n{BEFORE}")
    assert (code, out) == (1, [])
    assert said in err
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_pages_that_are_said_later_are_taken_up(foxes: Path, apparatus: Apparatus) -> None:
    folder = foxes / "essays" / "2001-fox"
    paged = BEFORE.replace("The red", "{4} The red")
    assert replace(foxes, apparatus, paged)[2] == ""
    assert "\\{4\\} The red fox" in (folder / "text.md").read_text()
    record = (folder / "essay.yml").read_text()
    said = "file: witness-S.txt\n    reading:\n      pages: braces\n"
    (folder / "essay.yml").write_text(record.replace("file: witness-S.txt\n", said))
    # The check says what was changed, and how to bring the text up to it.
    _, out, err = apparatus("check", "--project", foxes)
    assert "agrees with essays/2001-fox/witness-S.txt without ‘reading’" in out + err
    _, lines, err = replace(foxes, apparatus, paged)
    assert err == "" and any("day.md:4: moved" in line for line in lines)
    assert '[]{.page n="4"} The red fox' in (folder / "text.md").read_text()
    assert apparatus("check", "--project", foxes).code == 0


def test_there_is_nothing_to_replace(project: Path, apparatus: Apparatus) -> None:
    code, out, err = replace(project, apparatus, BEFORE)
    assert (code, out) == (1, [])
    assert "import it without --replace" in err
    command = ("import", "text", project / "new.txt", "2001-fox", "--replace", "--author", "X")
    assert apparatus(*command, "--project", project).code == 2


def test_what_is_imported_is_a_whole_essay(tmp_path: Path) -> None:
    folder = tmp_path / "essays" / "2001-fox"
    import_essay(TEXT.encode(), folder, "fox.txt", Known(date="2001-05-01"))
    reader = Reader(tmp_path / "essays")
    [essay] = reader.essays()
    assert {problem.rule for problem in reader.problems} == {Rule.UNFILLED}
    assert essay.head.title == "On: #Foxes"
    assert [block.text for block in essay.blocks] == paragraphs(TEXT)
    assert [block.id for block in essay.blocks] == ["h1", "p1", "p2"]
    text = (folder / "text.md").read_bytes()
    assert yaml.safe_load((folder / "essay.yml").read_text())["sha256"] == (
        hashlib.sha256(text).hexdigest()
    )


def test_no_break_spaces_are_kept() -> None:
    assert to_markdown("a\u00a0b\n\n\u00a0c\u00a0\n") == "a\u00a0b\n\n\u00a0c\u00a0\n"


def test_line_ends_of_every_system(tmp_path: Path) -> None:
    for name, end in (("unix", "\n"), ("windows", "\r\n"), ("old", "\r")):
        folder = tmp_path / name / "2001-fox"
        raw = TEXT.replace("\n", end).encode()
        import_essay(raw, folder, "fox.txt", Known(date="2001-05-01"))
        assert (folder / "witness-S.txt").read_bytes() == TEXT.replace("\n", end).encode()
        reader = Reader(tmp_path / name)
        assert len(list(reader.essays())) == 1
        assert {problem.rule for problem in reader.problems} == {Rule.UNFILLED}


def test_the_same_words_with_other_line_ends_are_another_transcription(tmp_path: Path) -> None:
    import_essay(b"a\n\nb\n", tmp_path / "2001-fox", "fox.txt")
    with pytest.raises(Refusal) as refused:
        import_essay(b"a\r\n\r\nb\r\n", tmp_path / "2001-fox", "fox.txt")
    assert "only in how lines end" in refused.value.details[0]


def test_what_was_written_by_people_is_not_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "2001-fox"
    import_essay(b"a\n", folder, "fox.txt")
    (folder / "essay.yml").write_text("title: mine\n")
    (folder / "text.md").unlink()
    assert import_essay(b"a\n", folder, "fox.txt") == [folder / "text.md"]
    assert (folder / "essay.yml").read_text() == "title: mine\n"


def test_what_is_not_utf8_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"^fox\.txt:2: byte 0xe9 is not UTF-8"):
        import_essay(b"words\ncaf\xe9", tmp_path / "2001-fox", "fox.txt")
    assert not (tmp_path / "2001-fox").exists()


def test_a_difference_is_shown_with_a_line_around_it() -> None:
    shown = difference("one\ntwo\nthree\nfour", "one\ntwo\n3\nfour")
    assert shown[2:] == ["@@ -2,3 +2,3 @@", " two", "-three", "+3", " four"]


@pytest.mark.parametrize("raw", ["\ufeffa", "a\u202eb", "a\x0cb", "a\x00b", "a\x85b"])
def test_what_the_check_would_refuse_is_refused(raw: str) -> None:
    with pytest.raises(Refusal, match=r"^fox\.txt:2: found the invisible character U\+"):
        decode(f"words\n{raw}".encode(), "fox.txt")


@pytest.mark.parametrize("raw", [b"", b" \n\n\t\n", "\u00a0".encode()])
def test_a_transcription_has_words(raw: bytes) -> None:
    with pytest.raises(Refusal, match="found no words"):
        decode(raw, "fox.txt")


@pytest.mark.parametrize("name", ["fox", "2001-Fox", "2001", "01-fox", "2001-fox\n"])
def test_the_folder_has_the_name_of_an_essay(name: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="is not an essay id"):
        import_essay(b"a", tmp_path / name, "fox.txt")


def test_words_that_would_change_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sphinx_apparatus.authoring.transcription.escape", str.upper)
    with pytest.raises(Refusal, match="words would change"):
        to_markdown("a")


SIGNS = st.one_of(
    st.sampled_from(
        [*"*_`[]<>()#+-=:%!&|~\\{}$^@.1 \n\n\t\u00a0\u2028\u3000", "\n\n", "\r\n", "    "]
    ),
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cn", "Co", "Cs"]),
)


@settings(max_examples=250, deadline=None)
@given(st.lists(SIGNS, max_size=40).map("".join))
def test_any_text_comes_back_word_for_word(text: str) -> None:
    if odd_character(text.replace("\r\n", "\n")):
        return
    text = text.replace("\r\n", "\n")
    assert [block.text for block in stream(to_markdown(text, Form.PROSE))] == paragraphs(text)


def test_mentions_of_passages_whose_number_has_a_letter(tmp_path: Path) -> None:
    made: Any = SimpleNamespace(essay=SimpleNamespace(id="2001-fox"), renamed={"p2a": "p3"})
    file = tmp_path / "page.md"
    file.write_text("See 2001-fox/p2 and\n2001-fox/p2a.\n")
    assert list(mentions(made, [file])) == [(file, 2, "p2a", "p3")]


def test_a_year_before_our_era_is_cited_in_words(tmp_path: Path) -> None:
    import_essay(TEXT.encode(), tmp_path / "0750-iliad", "fox.txt", Known(date="-0750"))
    record = tmp_path / "0750-iliad" / "essay.yml"
    assert "“751 BCE ¶3”" in record.read_text() and "\ndebate: -0750\n" in record.read_text()
    blanks = {"(author)": "Homer", "(where it first appeared)": "Chios"}
    blanks |= {"(who holds the rights, and what is known of them)": "Nobody."}
    text = record.read_text()
    for blank, words in blanks.items():
        text = text.replace(blank, words)
    # What an editor wrote before: the digits of the id.
    for debate in ("-0750", '"0750"'):
        record.write_text(text.replace("debate: -0750", f"debate: {debate}"))
        essay = Reader(tmp_path).essay(record.parent)
        assert essay is not None
        assert (essay.label, essay.name) == ("751 BCE", essay.head.title)
        use_language("es")
        try:
            assert essay.label == "751 a. e. c."
        finally:
            use_language("en")


def test_another_form_than_that_of_the_text_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "2001-fox"
    import_essay(TEXT.encode(), folder, "fox.txt", Known(date="2001-05-01"))
    before = (folder / "text.md").read_bytes()
    with pytest.raises(Refusal, match="was imported as prose; nothing was written"):
        import_essay(TEXT.encode(), folder, "fox.txt", Known(date="2001-05-01", form=Form.DRAMA))
    assert (folder / "text.md").read_bytes() == before
    again = Known(date="2001-05-01", form=Form.PROSE)
    assert import_essay(TEXT.encode(), folder, "fox.txt", again) == []
    # Where the form was said, the check need not ask for it.
    import_essay(TEXT.encode(), tmp_path / "2001-hen", "fox.txt", again)
    assert "\nform: prose\n" in (tmp_path / "2001-hen" / "essay.yml").read_text()


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("HAMLET. To be, or not.", "**HAMLET.** To be, or not."),
        ("ÉLISE: How are you?", "**ÉLISE:** How are you?"),
        ("KING AND QUEEN. Farewell.", "**KING AND QUEEN.** Farewell."),
        ("POLONIUS (aside). Mad.", "**POLONIUS** [\\(aside).]{.stage} Mad."),
        ("POLONIUS [aside]: Mad.", "**POLONIUS** [\\[aside\\]:]{.stage} Mad."),
        ("HAMLET and his mother speak.", "HAMLET and his mother speak."),
    ],
)
def test_who_speaks_may_stand_with_a_direction(paragraph: str, expected: str) -> None:
    assert as_markdown([paragraph], Form.DRAMA, WitnessForm()) == f"{expected}\n"
    assert looks_like_a_play([paragraph] * 4) == ("**" in expected)


PLAY = """\
DRAMATIS PERSONAE

ANN, who has a key.
BEN, her brother.

ACT I.

SCENE III. A garden.

ANN. [Aside.] Who locked the gate, and left it so,
And went away, and did not let me know?

BEN.
Not I.

ANN.
          Nor I. [Exit]
"""
MARKED = """\
# DRAMATIS PERSONAE

{.cast}
- ANN, who has a key.
- BEN, her brother.

{n="1"}
# ACT I.

{n="3"}
## SCENE III. A garden.

**ANN.** [\\[Aside.\\]]{.stage}\\
Who locked the gate, and left it so,\\
And went away, and did not let me know?

**BEN.**\\
Not I.

{.joins}
**ANN.**\\
Nor I. [\\[Exit\\]]{.stage}
"""


def test_a_play_comes_in_with_its_persons_divisions_and_directions() -> None:
    # Numbers stand where they are not those of counting; to_markdown compares words and lines.
    assert to_markdown(PLAY, Form.DRAMA) == MARKED


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ACTO II", '{n="2"}\n# ACTO II\n'),
        ("Escena 1. Un jardín.", "## Escena 1. Un jardín.\n"),
        ("Erster Aufzug.", "# Erster Aufzug.\n"),
        ("ДІЯ ПЕРША", "# ДІЯ ПЕРША\n"),
        ("الفصل الأول", "# الفصل الأول\n"),
        ("CANTO XIV", '{n="14"}\n# CANTO XIV\n'),
        pytest.param("ACT " + "9" * 5000, f"# ACT {'9' * 5000}\n", id="no number of a part"),
        # Words of a poem.
        ("Part of the garden is mine", "Part of the garden is mine\n"),
        ("Act now", "Act now\n"),
    ],
)
def test_what_begins_a_division_is_known_in_several_languages(line: str, expected: str) -> None:
    assert to_markdown(f"{line}\n", Form.VERSE) == expected
