"""The real edition: its files fit their schemas."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from sphinx_apparatus.review.json_schemas import schemas


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
        ("outlets", "_data/outlets.yml"),
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
        loaded = _with_days(yaml.safe_load(head))
        faults = [error.message for error in validator.iter_errors(loaded)]
        assert not faults, f"{path.name}: {faults}"


def _with_days(value: object) -> object:
    """Write days as words, as editors that check with a schema do."""
    if isinstance(value, dict):
        return {key: _with_days(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_days(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date) else value
