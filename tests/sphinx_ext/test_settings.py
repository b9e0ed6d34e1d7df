"""The settings: one table, its page, and what the core reads of them without running conf.py."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.project import Apparatus, loaded_script

from sphinx_apparatus.cli.options import Project
from sphinx_apparatus.export.publication import SETTINGS, literals
from sphinx_apparatus.sphinx_ext.config import BOOK, EDITION, SITE


def test_the_page_of_settings_is_written_from_their_table(repository: Path) -> None:
    page = (repository / "docs" / "engine" / "settings.md").read_text(encoding="utf-8")
    assert page == loaded_script("write_settings").page(), "run scripts/write_settings.py"


def test_every_setting_of_the_engine_stands_in_the_table_once(repository: Path) -> None:
    names = [setting.name for setting in (*EDITION, *SITE, *BOOK)]
    assert len(set(names)) == len(names)
    sources = (repository / "src" / "sphinx_apparatus").rglob("*.py")
    registering = [path.name for path in sources if "add_config_value" in path.read_text()]
    assert registering == ["config.py"]
    own = {name for name in SETTINGS if name.startswith(("apparatus_", "edition_", "repository_"))}
    assert own <= set(names)


def test_the_core_has_the_defaults_of_the_table(tmp_path: Path) -> None:
    defaults = {setting.name: setting.default for setting in EDITION}
    project = Project(tmp_path)
    assert project.essays == (project.docs / str(defaults["apparatus_essays"])).resolve()
    assert project.references == (project.docs / str(defaults["apparatus_references"])).resolve()


def test_plain_values_are_read_without_running_the_file(tmp_path: Path) -> None:
    conf = tmp_path / "conf.py"
    conf.write_text(
        'import os\nproject = "Two " "Harbors"\nrelease: str = "1"\nboth = other = 2\n'
        'listed = ["a", ("b", 3)]\nnamed = {"a": [None]}\ncomputed = os.getcwd()\n'
        'mixed = ["a", os.getcwd()]\nodd = {[]: 1}\nraise SystemExit\n'
    )
    assert literals(conf) == {
        "project": "Two Harbors",
        "release": "1",
        "both": 2,
        "other": 2,
        "listed": ["a", ("b", 3)],
        "named": {"a": [None]},
    }


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"project = 'x'\nthis is no Python\n", 2, "invalid syntax"),
        (b"project = 'x'\n\nname = 'a\0b'\n", 3, "NUL"),
        (b"project = 'x'\n\nauthor = 'Andr\xe9'\n", 3, "0xe9"),
        (b"author = 'Andr\xe9'\n", 1, "0xe9"),
        (b"x = " + b"(" * 5000, 1, "nested"),
    ],
    ids=["syntax", "nul", "latin-1", "latin-1 in the first line", "nested"],
)
def test_a_broken_file_is_named_with_its_line(
    tmp_path: Path, apparatus: Apparatus, content: bytes, line: int, words: str
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "essays").mkdir()
    conf = tmp_path / "docs" / "conf.py"
    conf.write_bytes(content)
    ran = apparatus("check", "--project", tmp_path)
    assert ran.code == 2
    assert f"{conf}:{line}: " in ran.err
    assert words in ran.err


def test_another_coding_that_the_file_declares_is_read(tmp_path: Path) -> None:
    conf = tmp_path / "conf.py"
    conf.write_bytes(b"# coding: latin-1\nauthor = 'Andr\xe9'\n")
    assert literals(conf) == {"author": "André"}
