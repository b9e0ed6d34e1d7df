"""The committed JSON Schemas are those of the model, and accept the real files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from sphinx_apparatus.authoring.json_schemas import schemas


def test_the_committed_schemas_are_those_of_the_model(repository: Path) -> None:
    committed = {p.name: p.read_text() for p in sorted((repository / "schemas").glob("*.json"))}
    assert committed == schemas(), "run: make schemas"


@pytest.mark.parametrize("name", sorted(schemas()))
def test_each_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(json.loads(schemas()[name]))


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("note", "*/notes/*.md"),
        ("cross-reference", "cross-references/*.md"),
        ("essay", "*/essay.yml"),
        ("names", "_data/names.yml"),
        ("themes", "_data/themes.yml"),
        ("people", "_data/people.yml"),
        ("contributions", "_data/contributions.yml"),
        ("chronology", "_data/chronology.yml"),
        ("corrections", "_data/corrections.yml"),
        ("vocabulary", "_data/vocabulary.yml"),
    ],
)
def test_the_real_files_fit_their_schema(repository: Path, name: str, pattern: str) -> None:
    validator = Draft202012Validator(json.loads(schemas()[f"{name}.json"]))
    files = sorted((repository / "essays").glob(pattern))
    assert files
    for path in files:
        text = path.read_text()
        head = text.split("\n---", 1)[0].removeprefix("---\n") if path.suffix == ".md" else text
        # YAML's own loader reads 2019 as a number where the edition takes it for a word.
        loaded = yaml.load(head, Loader=yaml.BaseLoader)
        faults = [error.message for error in validator.iter_errors(_typed(loaded))]
        assert not faults, f"{path.name}: {faults}"


def _typed(value: object) -> object:
    """Return a file's fields with booleans and counts converted; all else stays text."""
    if isinstance(value, dict):
        return {key: _typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_typed(item) for item in value]
    if value in ("true", "false"):
        return value == "true"
    return int(value) if isinstance(value, str) and value.isdigit() and len(value) < 4 else value
