"""From files to records: what is wrong becomes a problem with a line, and nothing else stops."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from sphinx_apparatus.edition.digests import digests_of_edition
from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.edition.reader import Reader, Reading
from sphinx_apparatus.edition.validation import _FORMS
from sphinx_apparatus.model.characters import odd_character
from sphinx_apparatus.model.fields import Record
from sphinx_apparatus.model.records import CrossReferenceHead, EssayHead, NoteHead, Theme
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.text.units import paragraphs

NOTE = """\
---
kind: context
title: The dog
quote: >-
  The dog sleeps
by: [editors]
---
A word on it.
"""


@pytest.fixture
def project(repository: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(repository / "tests" / "lint" / "base", tmp_path / "edition"))


def opened(project: Path) -> Edition:
    return open_edition(project / "essays", project / "references.bib")


def write(project: Path, content: str | bytes, name: str = "dog") -> Path:
    path = project / "essays" / "2001-fox" / "notes" / f"{name}.md"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def faults(project: Path) -> list[tuple[str, int, str]]:
    return [(Path(p.path).name, p.line, p.rule.number) for p in opened(project).problems]


def test_essays_are_read_again_only_where_their_files_have_changed(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    reading = Reader._reading

    def counted(reader: Reader, folder: Path, digest: str) -> Reading:
        read.append(folder.name)
        return reading(reader, folder, digest)

    essays, references = project / "essays", project / "references.bib"
    readings: dict[str, Reading] = {}

    def read_again() -> list[str]:
        """Open the edition with what was read before; return the essays that were read."""
        with monkeypatch.context() as patch:
            patch.setattr(Reader, "_reading", counted)
            read.clear()
            digests = digests_of_edition(essays, references)
            found = open_edition(essays, references, digests=digests, readings=readings)
        assert found == opened(project)
        return list(read)

    assert read_again() == ["2001-fox", "2002-hen"]
    assert read_again() == []
    write(project, NOTE.replace("kind: context", "kind: contxt"))
    assert read_again() == ["2001-fox"]
    assert read_again() == []  # and the fault is reported again, as the comparison shows
    write(project, NOTE)
    (essays / "2001-fox" / "stray.txt").write_text("Nobody reads this.")
    assert read_again() == ["2001-fox"]
    (essays / "_data" / "scheme.yml").write_text("notes: [table]\n")
    assert read_again() == ["2001-fox", "2002-hen"]
    text = essays / "2002-hen" / "text.md"
    text.write_text(text.read_text() + "\nMore.\n")
    assert read_again() == ["2002-hen"]


def test_a_note_is_read_with_the_lines_of_its_fields(project: Path) -> None:
    write(project, NOTE)
    edition = opened(project)
    assert edition.problems == ()
    note = edition.note_by_id["2001-fox/dog"]
    assert note.head.quote == "The dog sleeps"
    assert note.body == "A word on it.\n"
    assert note.file.path == "essays/2001-fox/notes/dog.md"
    assert [note.file.line(name) for name in ("kind", "quote", "by", "none")] == [2, 4, 6, 2]
    assert note.file.line("by", 0) == 6
    assert note.file.body_line == 8


@pytest.mark.parametrize(
    "content",
    [
        NOTE.replace("\n", "\r\n"),
        NOTE.replace("\n", "\r"),
        NOTE.replace("---", "---  \t"),
        NOTE.replace(">-", "|"),
        NOTE.replace(">-", ">+"),
    ],
)
def test_ways_to_write_the_same_note(content: str, project: Path) -> None:
    write(project, NOTE)
    first = opened(project).note_by_id["2001-fox/dog"]
    write(project, content)
    edition = opened(project)
    assert edition.problems == ()
    second = edition.note_by_id["2001-fox/dog"]
    assert (second.head, second.body.split(), second.span) == (
        first.head,
        first.body.split(),
        first.span,
    )


def test_block_form_keeps_what_plain_yaml_loses(project: Path) -> None:
    quote = '"forced response": it is #1 & more'
    for name in ("text.md", "witness-S.txt"):
        path = project / "essays" / "2001-fox" / name
        path.write_text(path.read_text() + f"\n{quote}\n")
    write(project, NOTE.replace("The dog sleeps", quote))
    edition = opened(project)
    assert edition.note_by_id["2001-fox/dog"].head.quote == quote
    assert [problem.rule for problem in edition.problems] == [Rule.TEXT_HASH]


@pytest.mark.parametrize(
    ("content", "line", "rule"),
    [
        ("", 1, Rule.FRONT_MATTER),
        ("---\n---\nA\n", 2, Rule.YAML),
        ("---\nnull\n---\nA\n", 2, Rule.YAML),
        ("---\na: [\n---\nA\n", 3, Rule.YAML),
        ("---\n? [a]\n: b\n---\nA\n", 2, Rule.YAML),
        ("---\na: b\n...\nc: d\n---\nA\n", 4, Rule.YAML),
        ("---\n\ta: b\n---\nA\n", 2, Rule.YAML),
        ("---\n%YAML 9.9\n---\nA\n", 2, Rule.YAML),
        ("---\nwords\n---\nA\n", 2, Rule.FIELD_VALUE),
        ("---\nkind: [context]\n---\nA\n", 2, Rule.FIELD_VALUE),
        ("---\nkind: &a context\n---\nA\n", 2, Rule.YAML_FORBIDDEN),
        ("---\nkind: !!set {a}\n---\nA\n", 2, Rule.YAML_FORBIDDEN),
        (NOTE.replace("title: The dog", "title: !x y"), 3, Rule.YAML_FORBIDDEN),
        (NOTE.replace("[editors]", "[" * 7000 + "]" * 7000), 6, Rule.YAML_FORBIDDEN),
        (NOTE.replace("The dog\n", "\n"), 3, Rule.FIELD_VALUE),
        (NOTE.replace(">-\n  The dog sleeps", ""), 4, Rule.FIELD_VALUE),
        (NOTE.replace(">-\n  The dog sleeps", '""'), 4, Rule.ANCHOR_EMPTY),
        (NOTE.replace("by:", "created: 20031301\nby:"), 6, Rule.FIELD_VALUE),
        (NOTE + "x" * 16 * 1024, 1, Rule.FILE_SIZE),
        (NOTE.encode("utf-16"), 1, Rule.ENCODING),
        (NOTE.replace("word", "wo\u200frd"), 8, Rule.CHARACTER),
        (NOTE.replace("word", "wo\u0000rd"), 8, Rule.CHARACTER),
        (NOTE.replace("word", "wo\ue000rd"), 8, Rule.CHARACTER),
    ],
)
def test_one_fault_gives_one_problem(
    content: str | bytes, line: int, rule: Rule, project: Path
) -> None:
    write(project, content)
    assert faults(project) == [("dog.md", line, rule.number)]


def test_textual_flags_are_written_in_one_way(project: Path) -> None:
    textual = NOTE.replace("context", "textual").replace(
        "by:",
        "change: correction\nreading: >-\n  The dog wakes\ncertainty: certain\nadopt: {}\nby:",
    )
    write(project, textual.replace("{}", "true"))
    assert faults(project) == []
    write(project, textual.replace("{}", "maybe"))
    assert faults(project) == [("dog.md", 10, "A022")]


def test_lists_and_mappings_have_the_right_number_of_parts(project: Path) -> None:
    path = project / "essays" / "cross-references" / "quickness.md"
    whole = path.read_text()
    third = "  - essay: 2002-hen\n    quote: >-\n      hen\nby:"
    path.write_text(whole.replace("by:", third))
    [problem] = opened(project).problems
    assert (problem.rule, problem.line) == (Rule.FIELD_VALUE, 4)
    assert problem.message == "‘between’ lists 3; expected at most 2"
    path.write_text(whole.replace("between:", "between: all\nbeside:"))
    messages = [problem.message for problem in opened(project).problems]
    assert "‘between’ is ‘all’; expected a list, such as [one, two]" in messages
    path.write_text(
        whole.replace("  - essay: 2002-hen\n    quote: >-\n      before the fox is up", "  - hen")
    )
    [problem] = opened(project).problems
    assert problem.line == 8
    assert problem.message.startswith("‘between’ is ‘hen’; expected fields with names")


def test_a_folder_in_place_of_a_file(project: Path) -> None:
    (project / "essays" / "2001-fox" / "notes" / "folder.md").mkdir()
    [problem] = opened(project).problems
    assert problem.rule is Rule.FILE_MISSING
    assert "cannot be read" in problem.message


def test_hidden_files_are_left_alone(project: Path) -> None:
    (project / "essays" / ".DS_Store").write_bytes(b"\xff")
    (project / "essays" / "2001-fox" / "notes" / ".dog.md.swp").write_bytes(b"\xff")
    assert faults(project) == []


def test_a_folder_without_notes_or_cross_references(project: Path) -> None:
    shutil.rmtree(project / "essays" / "2001-fox" / "notes")
    shutil.rmtree(project / "essays" / "cross-references")
    edition = opened(project)
    assert (edition.problems, edition.note_by_id, edition.cross_references) == ((), {}, ())


def test_there_is_no_edition(tmp_path: Path) -> None:
    reader = Reader(tmp_path / "essays")
    assert list(reader.essays()) == []
    [problem] = reader.problems
    assert (problem.rule, problem.path) == (Rule.FILE_MISSING, "essays")


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("file: witness-S.txt", "file: ../2002-hen/witness-S.txt", Rule.FILE_NAME),
        ("file: witness-S.txt", "file: none.txt", Rule.FILE_MISSING),
        ("    file: witness-S.txt\n", "", Rule.SIGLUM_UNKNOWN),
    ],
)
def test_the_witness_of_the_base_text(old: str, new: str, rule: Rule, project: Path) -> None:
    path = project / "essays" / "2001-fox" / "essay.yml"
    path.write_text(path.read_text().replace(old, new))
    stray, *others = sorted(opened(project).problems, key=lambda each: each.path, reverse=True)
    assert (stray.rule, stray.path) == (Rule.FILE_NAME, "essays/2001-fox/witness-S.txt")
    assert [problem.rule for problem in others] == [rule]


def test_the_name_of_an_essay_folder(project: Path) -> None:
    (project / "essays" / "2001-fox").rename(project / "essays" / "fox")
    shutil.rmtree(project / "essays" / "cross-references")
    [problem] = opened(project).problems
    assert (problem.rule, problem.path) == (Rule.FILE_NAME, "essays/fox/essay.yml")


# -- no fault is told twice ------------------------------------------------------------------------


POINTING = NOTE.replace(
    "A word on it.", "See {apparatus:note}`2001-fox/jump` {cite:p}`reynard2000memoirs`."
).replace("by:", "index: [Foxes]\nby:")


@pytest.mark.parametrize(
    ("path", "rules"),
    [
        ("essays/2001-fox/notes/jump.md", {Rule.ENCODING}),
        ("essays/2002-hen/essay.yml", {Rule.ENCODING}),
        ("essays/2001-fox/text.md", {Rule.ENCODING}),
        ("essays/_data/names.yml", {Rule.ENCODING}),
        ("essays/_data/people.yml", {Rule.ENCODING}),
        ("essays/_data/themes.yml", {Rule.ENCODING}),
        ("references.bib", {Rule.ENCODING}),
    ],
)
def test_what_cannot_be_read_is_told_once(path: str, rules: set[Rule], project: Path) -> None:
    write(project, POINTING)
    assert faults(project) == []
    (project / path).write_bytes(b"\xff")
    problems = opened(project).problems
    assert {problem.rule for problem in problems} == rules
    assert {problem.path for problem in problems} == {path}


def test_a_note_without_a_place_is_told_once(project: Path) -> None:
    write(project, POINTING)
    jump = project / "essays" / "2001-fox" / "notes" / "jump.md"
    jump.write_text(jump.read_text().replace("lazy dog\nclaim", "lazy cat\nclaim"))
    assert faults(project) == [("jump.md", 4, "A043")]


# -- small parts -----------------------------------------------------------------------------------


def test_paragraphs_are_parted_by_blank_lines() -> None:
    assert paragraphs("a\nb\r\n\r\nc\n \u00a0\t\nd\n\n\n\ne\r\rf") == ["a b", "c", "d", "e", "f"]
    assert paragraphs(" \n\n ") == []


def test_odd_characters_are_named_with_their_line() -> None:
    assert odd_character("plain\n\ttext — “é” 😀 \u00a0") is None
    assert odd_character("a\nb\u2066c") == (2, "U+2066 (left-to-right isolate)")
    assert odd_character("\x1b") == (1, "U+001B (control character)")


def test_every_pattern_of_the_model_has_words() -> None:
    patterns: set[str] = set()

    def gather(schema: Any) -> None:
        if isinstance(schema, dict):
            if isinstance(schema.get("pattern"), str):
                patterns.add(schema["pattern"])
            for part in schema.values():
                gather(part)
        elif isinstance(schema, list):
            for part in schema:
                gather(part)

    models: list[type[Record]] = [NoteHead, CrossReferenceHead, EssayHead, Theme]
    for model in models + Record.__subclasses__():
        gather(model.model_json_schema())
    assert patterns <= set(_FORMS)
