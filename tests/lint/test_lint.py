"""Every rule has a folder: an edition that breaks it, and the exact lines that the check prints.

``tests/lint/base`` is a small edition without a fault.
A folder ``<number>-<name>`` changes it: the files of ``in/`` are laid over it;
``recipe.yml`` tells the rest: ``delete`` (paths), ``replace`` (path: old words: new words),
``bytes`` (path: text with escapes, as Python reads them), ``links`` (path: target),
``tracked`` (files that git tracks, in a repository made for it),
``base`` (whether it is checked as a change of the base).
``out.txt`` is what ``sphinx-apparatus check`` prints then.
To write it anew after a message was changed on purpose: ``pytest tests/lint --write-lint``;
then read the difference.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml
from tests.support.lint import FOLDERS, LINT, made
from tests.support.project import Apparatus

from sphinx_apparatus.model.rules import Rule

NOTE = re.compile(r"^[^ ]+/notes/[^ /\\]+\.md:", re.MULTILINE)


def test_the_base_has_no_fault(apparatus: Apparatus, tmp_path: Path) -> None:
    # Outside this repository, with whose published state it would be compared.
    project = shutil.copytree(LINT / "base", tmp_path / "base")
    assert apparatus("check", "--project", project) == (
        0,
        "",
        "2 texts, 1 note: no problems found.\n",
    )


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_rule(
    folder: Path, tmp_path: Path, apparatus: Apparatus, pytestconfig: pytest.Config
) -> None:
    recipe = folder / "recipe.yml"
    since = recipe.exists() and yaml.safe_load(recipe.read_text()).get("base", False)
    options = ("--base", LINT / "base") if since else ()
    project = made(folder, tmp_path / "edition")
    code, printed, _ = apparatus("check", "--project", project, *options)
    out = folder / "out.txt"
    if pytestconfig.getoption("--write-lint"):
        out.write_text(printed)
    assert printed == out.read_text()
    number = folder.name.partition("-")[0]
    assert f" {number} " in printed, "the folder does not break its rule"
    rule = next(rule for rule in Rule if rule.number == number)
    assert code == int(rule.severity.value == "error")
    # The check of one note says of it what the check of everything says.
    for note in () if since else {line.partition(":")[0] for line in NOTE.findall(printed)}:
        alone = apparatus("check", "--project", project, project / note)[1]
        assert problems_of(note, alone) == problems_of(note, printed)


def problems_of(file: str, printed: str) -> list[str]:
    """Return the problems of a file among those that were printed, each with all its lines."""
    problems = re.split(r"\n(?! )", printed)
    return [problem for problem in problems if problem.startswith(f"{file}:")]


def test_every_rule_has_a_folder_and_every_folder_a_rule() -> None:
    names = {f"{rule.number}-{rule.name.lower().replace('_', '-')}" for rule in Rule}
    folders = {folder.name for folder in FOLDERS}
    assert names - folders == set(), "rules without a folder"
    assert folders - names == set(), "folders without a rule"


def test_numbers_are_given_once() -> None:
    numbers = [rule.number for rule in Rule]
    assert len(numbers) == len(set(numbers))
