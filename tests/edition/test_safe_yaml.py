"""YAML that takes words away in silence is refused; comments that take none are not."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from sphinx_apparatus.edition import safe_yaml
from sphinx_apparatus.edition.safe_yaml import WITHOUT_WORDS, read_yaml
from sphinx_apparatus.model import apparatus, records
from sphinx_apparatus.model.rules import Rule

LOADERS = [yaml.SafeLoader, *filter(None, [getattr(yaml, "CSafeLoader", None)])]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("claim: forty in ward #7 and none\n", 1),
        ("kind: x\ntitle: 'Ward' #7\n", 2),
        ('title: "Ward"#7\n', 1),
        ("claim: >- #7\n  words\n", 1),
        ("claim: in ward\n  #7 and none\nkind: x\n", 1),
        ("claim: in ward\n\n  #7 and none\n", 1),
        ("claim: >-\n    in ward\n  #7 and none\nkind: x\n", 1),
        ("claim: in ward #7", 1),
        ("before: #7\n", 1),
        ("index:\n  - a\n  - Ward #7\n", 3),
        ("index:\n- Ward\n  #7\n- b\n", 2),
        ("witnesses:\n  - title: A copy #7\n    extent: b\n", 2),
    ],
)
def test_words_that_a_comment_cuts(
    monkeypatch: pytest.MonkeyPatch, loader: Any, text: str, line: int
) -> None:
    monkeypatch.setattr(safe_yaml, "_Loader", loader)
    _, _, problems = read_yaml(text, "a.yml")
    assert [(each.rule, each.line) for each in problems] == [(Rule.BLOCK_FORM, line)]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    "text",
    [
        "kind: x # a comment\ntitle: a#b\n# a comment\nclaim: >-\n  ward #7\n\n# a comment\n",
        "index: # terms\n  - a\n  # between\n  - b\nby: [a] # a comment\n",
        "rights:\n  status: a\n  # a comment\n  statement: b\n  # a comment\n",
        "rights:\n  statement: >-\n    b\n  # a comment\n  status: a\n",
        "claim: >-\n  ward\n  #7",
        "claim: >-\n  ward\n\n",
        "- event: |-\n    a\n  # a comment\n  date: 1900\n",
        "- event: a\n# a comment\n- event: b\n  # a comment\n  date: 1900 # a comment\n",
    ],
)
def test_comments_that_cut_nothing(monkeypatch: pytest.MonkeyPatch, loader: Any, text: str) -> None:
    monkeypatch.setattr(safe_yaml, "_Loader", loader)
    assert read_yaml(text, "a.yml")[2] == []


def test_a_document_that_is_a_word() -> None:
    assert read_yaml("word #7", "a.yml")[0] == "word"


def _forms(model: type[BaseModel]) -> dict[str, bool]:
    """Return for each field of a record whether its values have a closed form."""
    schema = model.model_json_schema()
    defined = schema.get("$defs", {})

    def closed(part: dict[str, Any]) -> bool:
        if "$ref" in part:
            return closed(defined[part["$ref"].rpartition("/")[2]])
        if "items" in part:
            return closed(part["items"])
        if "anyOf" in part:
            return all(closed(each) for each in part["anyOf"] if each.get("type") != "null")
        return (
            part.get("type") != "string"
            or bool(part.keys() & {"enum", "const", "pattern"})
            or (part.get("format") == "date")
        )

    return {name: closed(part) for name, part in schema.get("properties", {}).items()}


def test_every_field_of_words_is_watched() -> None:
    models = [
        each
        for each in (*vars(records).values(), *vars(apparatus).values())
        if isinstance(each, type) and issubclass(each, records.Record)
    ]
    forms = [form for model in models for form in _forms(model).items()]
    words = {name for name, closed in forms if not closed}
    assert words & WITHOUT_WORDS == set()
    assert {name for name, _ in forms} >= WITHOUT_WORDS
    assert {"claim", "title", "reason", "extent", "statement", "index"} <= words


def test_a_comment_between_fields_cuts_nothing() -> None:
    text = "rights:\n  statement: >-\n    Words.\n  # A comment.\n  status: cleared\n# Another.\n"
    value, _, problems = read_yaml(text, "essay.yml")
    assert problems == []
    assert value == {"rights": {"statement": "Words.", "status": "cleared"}}
