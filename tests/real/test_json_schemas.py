"""The real edition: its files fit their schemas."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from sphinx_apparatus.authoring.json_schemas import schemas


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
    """Give the truth values and counts of a file their types; all else stays words."""
    if isinstance(value, dict):
        return {key: _typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_typed(item) for item in value]
    if value in ("true", "false"):
        return value == "true"
    return int(value) if isinstance(value, str) and value.isdigit() and len(value) < 4 else value
