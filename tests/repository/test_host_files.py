"""What runs on the host: forms and workflows are well formed, and may do no more than they need."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.support.project import REPOSITORY

from sphinx_apparatus.model.vocabulary import VERDICTS, Change, Confidence, Consulted
from sphinx_apparatus.sources.records import FIELDS, REQUIRED

WORKFLOWS = sorted((REPOSITORY / ".github" / "workflows").glob("*.yml"))
FORMS = sorted(
    path
    for path in (REPOSITORY / ".github" / "ISSUE_TEMPLATE").glob("*.yml")
    if path.stem != "config"
)
ACTIONS = {
    "actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2",
    "actions/setup-python@a309ff8b426b58ec0e2a45f0f869d46889d02405 # v6.2.0",
    "actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1",
    "actions/upload-pages-artifact@fc324d3547104276b827a68afc52ff2a11cc49c9 # v5.0.0",
    "actions/deploy-pages@cd2ce8fcbc39b97be8ca5fce6e763baed58fa128 # v5.0.0",
}
MAY_WRITE = {
    "check.yml": set(),
    "pages.yml": {"pages", "id-token"},
    "evidence.yml": {"issues"},
    "weekly.yml": set(),
}


def loaded(path: Path) -> dict[str, Any]:
    # YAML 1.1 reads the key “on” as true.
    return yaml.safe_load(path.read_text().replace("\non:\n", "\n'on':\n"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_have_the_least_rights(path: Path) -> None:
    workflow = loaded(path)
    assert workflow["permissions"] == {"contents": "read"}
    granted = {
        name
        for job in workflow["jobs"].values()
        for name, level in job.get("permissions", {}).items()
        if level == "write"
    }
    assert granted == MAY_WRITE[path.name]
    assert "pull_request_target" not in path.read_text()


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned(path: Path) -> None:
    used = re.findall(r"uses:\s*(.+)", path.read_text())
    assert set(used) <= ACTIONS
    steps = [step for job in loaded(path)["jobs"].values() for step in job["steps"]]
    for step in steps:
        if "checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False
        # What strangers chose (titles, names of branches) is never pasted into a command.
        assert "${{" not in step.get("run", "")


@pytest.mark.parametrize("name", ["check.yml", "weekly.yml"])
def test_every_python_that_is_promised_is_tried(name: str) -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
    promised = {
        words.rpartition(" ")[2]
        for words in project["classifiers"]
        if re.fullmatch(r"Programming Language :: Python :: 3\.\d+", words)
    }
    jobs = loaded(REPOSITORY / ".github" / "workflows" / name)["jobs"].values()
    tried = [job["strategy"]["matrix"]["python"] for job in jobs if "strategy" in job]
    assert [set(pythons) for pythons in tried] == [promised]
    assert project["requires-python"] == f">={min(promised)}"


def test_a_pull_request_is_checked_by_the_engine_of_its_base() -> None:
    steps = loaded(REPOSITORY / ".github" / "workflows" / "check.yml")["jobs"]["edition"]["steps"]
    runs = [step.get("run", "") for step in steps]
    commands = [run for run in runs if "sphinx-apparatus" in run]
    assert commands
    assert all("../base/.venv/bin/sphinx-apparatus" in run for run in commands)
    # Nothing of the change runs before its check.
    first = next(i for i, run in enumerate(runs) if "sphinx-apparatus check" in run)
    assert not any(run.startswith("make") for run in runs[:first])
    assert 'git worktree add --quiet --detach ../base "$BASE"' in "\n".join(runs[:first])


def test_publishing_is_by_hand_and_after_the_rights() -> None:
    workflow = loaded(REPOSITORY / ".github" / "workflows" / "pages.yml")
    assert set(workflow["on"]) == {"workflow_dispatch"}
    runs = [step.get("run", "") for step in workflow["jobs"]["build"]["steps"]]
    rights = next(i for i, run in enumerate(runs) if "sphinx-apparatus rights" in run)
    assert not any("upload" in str(step) for step in workflow["jobs"]["build"]["steps"][:rights])
    assert workflow["jobs"]["deploy"]["needs"] == "build"


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_forms_are_well_formed(path: Path) -> None:
    form = loaded(path)
    assert {"name", "description", "body"} <= set(form)
    ids = [part["id"] for part in form["body"] if "id" in part]
    assert len(ids) == len(set(ids))
    for part in form["body"]:
        assert part["type"] in {"markdown", "input", "textarea", "dropdown", "checkboxes"}
        assert part["type"] == "markdown" or re.fullmatch(r"[A-Za-z0-9_-]+", part["id"])
        choices = {"verdict": VERDICTS, "confidence": Confidence, "consulted": Consulted}
        if part.get("id") in choices:
            assert part["attributes"]["options"] == list(choices[part["id"]])
        if part.get("id") == "change":
            assert set(part["attributes"]["options"]) == set(Change) - {"none"}
        if part["type"] == "dropdown":
            # GitHub refuses a form with a truth value, or with “none”, its word for no answer.
            options = part["attributes"]["options"]
            assert all(isinstance(option, str) for option in options)
            assert "none" not in {option.casefold() for option in options}


@pytest.mark.parametrize("name", ["correction.yml", "new-note.yml", "new-source.yml"])
def test_a_new_edition_has_the_same_forms(name: str, garden: Path) -> None:
    """Pages lead to them, with answers filled in by the ids of their fields."""

    def fields(project: Path) -> list[tuple[object, ...]]:
        made: list[tuple[object, ...]] = []
        for field in loaded(project / ".github" / "ISSUE_TEMPLATE" / name)["body"]:
            options = field.get("attributes", {}).get("options")
            made.append((field.get("id"), field["type"], field.get("validations"), options))
        return made

    own = fields(garden)
    texts = sorted(path.parent.name for path in garden.glob("essays/*/essay.yml"))
    here = fields(REPOSITORY)
    if name == "new-note.yml":
        assert own[1][3] == texts
        own[1] = here[1]
        own[-1] = here[-1]  # the license is that of the edition
    assert own == here
    assert "CC BY" not in (garden / ".github" / "ISSUE_TEMPLATE" / name).read_text()


def test_the_form_for_sources_has_their_fields() -> None:
    form = loaded(REPOSITORY / ".github" / "ISSUE_TEMPLATE" / "new-source.yml")
    parts = {part["id"]: part["attributes"] for part in form["body"]}
    assert set(parts["entry"]["options"]) <= set(REQUIRED)
    assert set(parts) - {"entry", "bears-on"} <= FIELDS


def test_windows_runs_what_contributing_says() -> None:
    text = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (said,) = re.findall(r"```bat\n(.*?)```", text, re.DOTALL)
    steps = loaded(REPOSITORY / ".github/workflows/weekly.yml")["jobs"]["windows"]["steps"]
    run = "\n".join(step.get("run", "") for step in steps)
    # All but the last, which serves until it is ended.
    *lines, last = said.strip().splitlines()
    assert last.endswith("serve")
    assert len(lines) == 4
    assert all(f"\n{line}\n" in run for line in lines), run
