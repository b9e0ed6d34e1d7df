"""From a transcription to a folder, once."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_apparatus.authoring.transcription import (
    ImportRefused,
    decode,
    difference,
    import_essay,
    to_markdown,
)
from sphinx_apparatus.edition.reader import Reader, odd_character, paragraphs
from sphinx_apparatus.text.markdown import stream

TEXT = (
    "On: #Foxes\n\nThe quick\u00a0fox.\n1. It runs;\n- and *jumps* <b>.\n\n\u00a0\n  “End”\u00a0\n"
)


def run(repository: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command as a person does."""
    command = [sys.executable, repository / "scripts" / "import_essay.py", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in sorted(folder.iterdir())
    }


def test_the_command(repository: Path, tmp_path: Path) -> None:
    source = tmp_path / "fox.txt"
    source.write_text(TEXT)
    essays = tmp_path / "essays"
    folder = essays / "2001-fox"

    first = run(repository, source, "2001-fox", "--essays", essays)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.count("written:") == 3
    assert (folder / "witness-S.txt").read_bytes() == source.read_bytes()
    before = contents(folder)

    again = run(repository, source, "2001-fox", "--essays", essays)
    assert again.returncode == 0
    assert "nothing to do" in again.stdout
    assert contents(folder) == before

    source.write_text(TEXT.replace("quick", "quicker"))
    other = run(repository, source, "2001-fox", "--essays", essays)
    assert (other.returncode, other.stdout) == (1, "")
    assert "nothing was written" in other.stderr
    assert "\n-The quick\u00a0fox.\n+The quicker\u00a0fox.\n" in other.stderr
    assert "Traceback" not in other.stderr
    assert contents(folder) == before

    source.write_bytes(TEXT.encode("latin-1", errors="replace"))
    wrong = run(repository, source, "2001-fox", "--essays", essays)
    assert wrong.returncode == 1
    assert re.search(r"fox\.txt:3: byte 0xa0 is not UTF-8; save", wrong.stderr)
    assert contents(folder) == before


def test_a_transcription_that_is_not_there(repository: Path, tmp_path: Path) -> None:
    missing = run(repository, tmp_path / "none.txt", "2001-fox", "--essays", tmp_path)
    assert (missing.returncode, "cannot be read" in missing.stderr) == (2, True)
    assert "Traceback" not in missing.stderr


def test_what_is_imported_is_a_whole_essay(tmp_path: Path) -> None:
    folder = tmp_path / "essays" / "2001-fox"
    import_essay(TEXT.encode(), folder, "fox.txt")
    reader = Reader(tmp_path / "essays")
    [essay] = reader.essays()
    assert reader.problems == []
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
        import_essay(TEXT.replace("\n", end).encode(), folder, "fox.txt")
        assert (folder / "witness-S.txt").read_bytes() == TEXT.replace("\n", end).encode()
        reader = Reader(tmp_path / name)
        assert len(list(reader.essays())) == 1
        assert reader.problems == []


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
