"""Every rule has its page, and the examples on it are true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.support.lint import FOLDERS, LINT, made
from tests.support.project import loaded_script

from sphinx_apparatus.cli.options import Project
from sphinx_apparatus.edition.pages import page_problems
from sphinx_apparatus.edition.rules_demands import uncited, without_locator
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.review.letters import letters_without_font

SCRIPT = loaded_script("write_rules")


def test_the_committed_pages_are_those_of_the_rules(repository: Path) -> None:
    committed = {
        path.name: path.read_text(encoding="utf-8")
        for path in (repository / SCRIPT.FOLDER).glob("*.md")
    }
    assert committed == SCRIPT.pages(LINT), "run: make rules"
    assert set(committed) == {f"{rule.number}.md" for rule in Rule} | {"index.md"}


def test_a_page_has_the_message_of_its_example() -> None:
    made_ = SCRIPT.pages(LINT)
    # Of several messages on a file that of the example’s lines, not the first.
    assert "yml:8: A110 the reading has ‘reading’ and ‘omits’" in made_["A110.md"]
    assert "yml:14: A111 the reading is equal to reading 1" in made_["A111.md"]
    # The example is a text, the message stands in its essay.yml.
    assert "essays/2002-hen/essay.yml:21: A041 the checksum of text.md" in made_["A041.md"]


def test_each_rule_names_its_page(repository: Path) -> None:
    assert all((repository / rule.page).is_file() for rule in Rule)


@pytest.mark.parametrize(
    "folder",
    [folder for folder in FOLDERS if SCRIPT.example_of(folder).path],
    ids=lambda folder: folder.name,
)
def test_the_bad_words_break_the_rule_and_the_good_ones_do_not(
    folder: Path, tmp_path: Path
) -> None:
    example = SCRIPT.example_of(folder)
    number = folder.name.partition("-")[0]
    project = made(folder, tmp_path / "edition")
    path = project / example.path
    text = path.read_text(encoding="utf-8")
    assert text.count(example.bad) == 1 or not example.bad, "the words do not stand there once"

    def findings() -> list[str]:
        edition = Project(project).edition()
        essays, references = project / "essays", project / "references.bib"
        found = [
            *edition.problems,
            *page_problems(edition, project / "docs", project),
            *uncited(edition, (), "references.bib"),
            *without_locator(edition),
            *letters_without_font(essays, references, project, ()),
        ]
        return [str(problem) for problem in found if problem.rule.number == number]

    before = findings()
    assert before
    if example.bad:
        path.write_text(text.replace(example.bad, example.good), encoding="utf-8")
    else:
        path.write_text((LINT / "base" / example.path).read_text(encoding="utf-8"))
    # Lines may have moved: a finding is known by its words.
    said = [re.sub(r":\d+: ", ": ", one) for one in before]
    after = [re.sub(r":\d+: ", ": ", one) for one in findings()]
    assert len(after) < len(said)
