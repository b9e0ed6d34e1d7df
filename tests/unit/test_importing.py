"""From a transcription to a folder, once."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import Apparatus

from sphinx_apparatus.authoring.transcription import (
    ImportRefused,
    Known,
    decode,
    difference,
    import_essay,
    to_markdown,
)
from sphinx_apparatus.edition.reader import Reader, paragraphs
from sphinx_apparatus.edition.validation import UNFILLED_ESSAY
from sphinx_apparatus.model.problems import Rule
from sphinx_apparatus.text.characters import odd_character
from sphinx_apparatus.text.markdown import stream

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
    for day in ("2001", "2001-02-30", "20010203", "1 May 2001"):
        bad = apparatus(*command, "--date", day)
        assert (bad.code, "expected one such as 1908-05-14" in bad.err) == (2, True)
    assert not record.exists()
    apparatus(*command, "--date", "2001-02-03", "--language", "en")
    text = record.read_text()
    assert "date: 2001-02-03\n" in text
    assert "language: en\n" in text
    assert text.startswith("# yaml-language-server: $schema=../../schemas/essay.json\n")
    assert "A022" not in apparatus("check", "--project", project).out


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
    with pytest.raises(ImportRefused, match="only in how lines end"):
        import_essay(b"a\r\n\r\nb\r\n", tmp_path / "2001-fox", "fox.txt")


def test_what_was_written_by_people_is_not_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "2001-fox"
    import_essay(b"a\n", folder, "fox.txt")
    (folder / "essay.yml").write_text("title: mine\n")
    (folder / "text.md").unlink()
    assert import_essay(b"a\n", folder, "fox.txt") == [folder / "text.md"]
    assert (folder / "essay.yml").read_text() == "title: mine\n"


def test_what_is_not_utf8_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match=r"^fox\.txt:2: byte 0xe9 is not UTF-8"):
        import_essay(b"words\ncaf\xe9", tmp_path / "2001-fox", "fox.txt")
    assert not (tmp_path / "2001-fox").exists()


def test_a_difference_is_shown_with_a_line_around_it() -> None:
    shown = difference("one\ntwo\nthree\nfour", "one\ntwo\n3\nfour")
    assert shown.splitlines()[2:] == ["@@ -2,3 +2,3 @@", " two", "-three", "+3", " four"]


@pytest.mark.parametrize("raw", ["\ufeffa", "a\u202eb", "a\x0cb", "a\x00b", "a\x85b"])
def test_what_the_check_would_refuse_is_refused(raw: str) -> None:
    with pytest.raises(ImportRefused, match=r"^fox\.txt:2: found the invisible character U\+"):
        decode(f"words\n{raw}".encode(), "fox.txt")


@pytest.mark.parametrize("raw", [b"", b" \n\n\t\n", "\u00a0".encode()])
def test_a_transcription_has_words(raw: bytes) -> None:
    with pytest.raises(ImportRefused, match="found no words"):
        decode(raw, "fox.txt")


@pytest.mark.parametrize("name", ["fox", "2001-Fox", "2001", "01-fox", "2001-fox\n"])
def test_the_folder_has_the_name_of_an_essay(name: str, tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="is not an essay id"):
        import_essay(b"a", tmp_path / name, "fox.txt")


def test_words_that_would_change_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sphinx_apparatus.authoring.transcription.escape", str.upper)
    with pytest.raises(ImportRefused, match="words would change"):
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
    assert [block.text for block in stream(to_markdown(text))] == paragraphs(text)
