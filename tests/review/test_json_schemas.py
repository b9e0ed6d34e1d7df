"""The committed JSON Schemas are those of the model, and accept the real files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from sphinx_apparatus.review.json_schemas import schemas


def test_the_committed_schemas_are_those_of_the_model(repository: Path) -> None:
    committed = {p.name: p.read_text() for p in sorted((repository / "schemas").glob("*.json"))}
    assert committed == schemas(), "run: make schemas"


@pytest.mark.parametrize("name", sorted(schemas()))
def test_each_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(json.loads(schemas()[name]))
