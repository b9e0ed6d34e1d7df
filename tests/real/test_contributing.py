"""What CONTRIBUTING shows and says: pictures that exist, an example that passes the check."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

from PIL import Image
from tests.support.project import REPOSITORY, Apparatus

from sphinx_apparatus.cli.main import COMMANDS
from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.model.vocabulary import VERDICTS

TEXT = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
PICTURES = REPOSITORY / "docs" / "contributing" / "pictures"
SHOWN = re.findall(r"!\[([^]]*)\]\(([^)]*)\)", TEXT)


def test_every_picture_is_shown_described_and_light() -> None:
    assert {REPOSITORY / path for _, path in SHOWN} == set(PICTURES.iterdir())
    for words, path in SHOWN:
        assert len(words.split()) >= 12, path
        assert (REPOSITORY / path).stat().st_size <= 60_000, path
        if path.endswith(".png"):
            with Image.open(REPOSITORY / path) as picture:
                assert picture.width <= 1200, path


def test_the_page_shows_the_same_pictures(site: Path) -> None:
    page = site / "contributing" / "index.html"
    images = re.findall(r"<img [^>]*>", page.read_text(encoding="utf-8"))
    shown = [image for image in images if "_images/" in image]
    assert len(shown) == len(SHOWN)
    for image in shown:
        source = re.search(r'src="([^"]*)"', image)
        assert source is not None
        assert (page.parent / source[1]).is_file()
        assert re.search(r'alt="[^"]{60,}"', image)


def test_the_window_of_corrections_leads_to_their_section(site: Path) -> None:
    settings = (site / "_static" / "contributing" / "settings.js").read_text(encoding="utf-8")
    address = re.search(r'"correcting":"([^"#]*)#([^"]*)"', settings)
    assert address is not None
    page = (site / address[1]).read_text(encoding="utf-8")
    assert re.search(rf'id="{address[2]}"[^>]*>\s*<h2>Correct a note<', page)


def test_the_example_is_a_note_that_passes_the_check(tmp_path: Path) -> None:
    (example,) = re.findall(r"````markdown\n(.*?)````", TEXT, re.DOTALL)
    shutil.copytree(REPOSITORY / "essays", tmp_path / "essays")
    shutil.copy(REPOSITORY / "references.bib", tmp_path)
    path = tmp_path / "essays" / "2026-social-movement" / "notes" / "panama-marines.md"
    assert path.is_file()
    path.write_text(example, encoding="utf-8")
    edition = open_edition(tmp_path / "essays", tmp_path / "references.bib")
    assert [str(p) for p in edition.problems if Path(p.path).name == path.name] == []
    note = edition.note_by_id["2026-social-movement/panama-marines"]
    assert note.span is not None


def test_the_corrected_note_is_what_the_command_writes(
    tmp_path: Path, apparatus: Apparatus
) -> None:
    part = TEXT.partition("## Correct a note by hand")[2]
    (example,) = re.findall(r"````yaml\n(.*?)````", part, re.DOTALL)
    (command,) = re.findall(r"```sh\n\.venv/bin/sphinx-apparatus (.*?)```", part, re.DOTALL)
    project = tmp_path / "edition"
    assert apparatus("init", project, "--title", "Gardens").code == 0
    path = project / "essays/1908-garden/notes/forty-gardens.md"
    text = path.read_text()
    for name, day in (("created", "2026-11-22"), ("checked", "2026-11-22")):
        text = re.sub(rf"^{name}: .*$", f"{name}: {day}", text, flags=re.MULTILINE)
    path.write_text(re.sub("through: .*", "through: 2026-10", text))
    arguments = shlex.split(command.replace("\\\n", ""))
    assert apparatus(*arguments, "--on", "2026-11-28", "--project", project).code == 0
    assert path.read_text() == example
    assert apparatus("check", "--project", project).code == 0


def test_the_verdicts_are_those_of_the_edition() -> None:
    table = TEXT.partition("## Verdicts")[2].partition("## ")[0]
    assert re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE) == list(VERDICTS)


def test_commands_that_are_named_exist() -> None:
    called = set(re.findall(r"sphinx-apparatus ([a-z]+(?: [a-z]+)?)", TEXT))
    assert len(called) >= 4
    for words in called:
        assert words in COMMANDS or words.partition(" ")[0] in COMMANDS, words
