"""Addresses at repository hosts: what is filled in is read back, each form is documented."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

import sphinx_apparatus
from sphinx_apparatus.model.hosts import FORMS, fill
from sphinx_apparatus.sphinx_ext.config import HOSTS

ASSETS = Path(sphinx_apparatus.__file__).parent / "html" / "assets"
CASES: dict[str, list[dict[str, Any]]] = json.loads(
    (ASSETS / "tests" / "cases.json").read_text(encoding="utf-8")
)
VALUES = {
    "branch": "new/notes",
    "path": "essays/1900-kite/notes/a b.md",
    "folder": "essays/1900-kite/notes",
    "name": "a b.md",
    "text": "---\ntitle: Gülls & kites?\n---\n100 % #1 + “2”\n",
    "title": "Correction: n. 1 & n. 2",
    "body": "### Note\n\n1900-kite/a=b\n",
    "template": "correction.yml",
    "id": "evidence-through",
}


@pytest.mark.parametrize(
    ("host", "purpose"), [(host, purpose) for host, forms in FORMS.items() for purpose in forms]
)
def test_what_is_filled_in_is_read_back(host: str, purpose: str) -> None:
    form = FORMS[host][purpose].address
    start = "https://git.example/owner/edition/"
    address = start + ("x?y=1" if form.startswith("&") else "") + fill(form, VALUES)
    asked = urlsplit(address)
    assert not asked.fragment
    names = [name for name in VALUES if f"{{{name}}}" in form]
    # Each value stands once: as a value of the query, or within the path.
    found = [value for values in parse_qs(asked.query).values() for value in values]
    path = unquote(asked.path)
    for name in names:
        assert VALUES[name] in found or VALUES[name] in path or name == "id", (name, address)
    if "{id}" in form:
        assert parse_qs(asked.query)[VALUES["id"]] == [VALUES["text"]]
    assert all(" " not in address and sign not in address for sign in ("{", "}", "\n", "“"))


@pytest.mark.parametrize("case", CASES["addresses"], ids=lambda case: case["address"][:40])
def test_scripts_fill_in_the_same(case: dict[str, Any]) -> None:
    assert fill(FORMS[case["host"]][case["purpose"]].address, case["values"]) == case["address"]


def test_every_host_of_the_setting_has_its_forms() -> None:
    assert set(FORMS) == set(HOSTS)
    for forms in FORMS.values():
        assert {"show", "edit", "new", "issue"} <= set(forms)


def test_every_form_is_in_the_documentation_with_its_source_and_day(repository: Path) -> None:
    page = (repository / "docs" / "engine" / "design.md").read_text(encoding="utf-8")
    for host, forms in FORMS.items():
        for purpose, form in forms.items():
            assert (
                f"| {host} | {purpose} | `{form.address}` | <{form.page}> | {form.read} |" in page
            )
            assert dt.date.fromisoformat(form.read) <= dt.date(2026, 11, 28)
