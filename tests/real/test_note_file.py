"""The real edition: every place can be quoted."""

from __future__ import annotations

import random

import yaml
from tests.support.project import REPOSITORY

from sphinx_apparatus.authoring.drafts import FIELDS, PLACE
from sphinx_apparatus.authoring.note_file import (
    find,
    least_fields,
)
from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.model.essays import Span
from sphinx_apparatus.model.vocabulary import Kind


def test_every_place_of_the_real_texts_can_be_singled_out(edition: Edition) -> None:
    chance = random.Random(1)
    for _ in range(200):
        essay = chance.choice(edition.essays)
        index = chance.randrange(len(essay.blocks))
        words = essay.blocks[index].text
        start = chance.randrange(len(words))
        end = min(len(words), start + chance.randrange(1, 60))
        if words[start] == " " or words[end - 1] == " ":
            continue
        fields = least_fields(essay.blocks, Span(index, start, end))
        assert find(fields, essay.blocks) == Span(index, start, end)


def test_the_form_mirrors_the_format(edition: Edition) -> None:
    form = yaml.safe_load((REPOSITORY / ".github/ISSUE_TEMPLATE/new-note.yml").read_text())
    parts = {part["id"]: part["attributes"] for part in form["body"] if "id" in part}
    assert len({part["label"] for part in parts.values()}) == len(parts)
    assert parts["essay"]["options"] == [essay.id for essay in edition.essays]
    assert parts["kind"]["options"] == list(Kind)
    schema = yaml.safe_load((REPOSITORY / "schemas/note.json").read_text())
    fields = {name for part in schema["$defs"].values() for name in part.get("properties", {})}
    assert set(parts) - {"essay", "body", "sources", "name", "licence"} <= fields
    # All that a contributor may give; the rest is for editors, or is of the day.
    assert {*PLACE, *FIELDS, "evidence", "kind", "title", "body"} <= set(parts)
