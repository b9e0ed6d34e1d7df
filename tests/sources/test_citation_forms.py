"""How texts, passages, notes and the edition are cited: with the version, but for the link."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.html.essay_header import overview
from sphinx_apparatus.sources.citation_forms import Volume, edition_forms, forms

ADDRESS = "https://example.org/kites/"


@pytest.mark.parametrize("address", ["", ADDRESS])
def test_the_edition_is_cited_with_its_version(address: str) -> None:
    volume = Volume("Kites", "The editors of Kites", "1.2.3", address)
    made = edition_forms(volume, "Kites: A Debate", 1950)
    assert ("Link" in made) is bool(address)
    assert made.pop("Link", ADDRESS) == ADDRESS
    assert all("1.2.3" in form for form in made.values())
    assert all(ADDRESS in form for form in made.values()) is bool(address)
    assert made["BibTeX"].startswith("@book{")
    assert json.loads(made["CSL-JSON"])["issued"] == {"date-parts": [[1950]]}


def test_every_form_of_a_place_names_version_and_address(edition: Edition) -> None:
    volume = Volume("Kites", "The editors of Kites", "1.2.3", ADDRESS)
    for kind, made in forms(edition.essays[0], volume).items():
        # What is pasted into a browser has to be an address.
        assert made.pop("Link") == "{url}"
        for name, form in made.items():
            assert "1.2.3" in form, (kind, name)
            assert "{url}" in form, (kind, name)
    # The number of a note can change; its key in BibTeX is its name.
    assert forms(edition.essays[0], volume)["note"]["BibTeX"].startswith("@incollection{{name},")


def test_an_edition_without_a_version_is_cited_without_one(edition: Edition) -> None:
    volume = Volume("Kites", "The editors of Kites", "", ADDRESS)
    made = [edition_forms(volume, "Kites: A Debate", 1950)]
    made += forms(edition.essays[0], volume).values()
    for one in made:
        for name, form in one.items():
            assert "ersion" not in form, name


def test_a_note_is_cited_with_the_day_it_was_checked(edition: Edition) -> None:
    made = forms(edition.essays[0], Volume("Kites", "The editors of Kites", "1.2.3", ADDRESS))
    assert ", checked {day}, in Kites" in made["note"]["Chicago"]
    assert "date = {{date}}" in made["note"]["BibTeX"]
    assert '"issued": {"date-parts": {parts}}' in made["note"]["CSL-JSON"]
    for name, form in made["undated"].items():
        assert not any(slot in form for slot in ("{day}", "{date}", "{parts}")), name


def test_a_text_without_notes_is_cited_by_its_author(edition: Edition) -> None:
    bare = replace(edition.essays[0], notes=(), apparatus=())
    volume = Volume("Kites", "The editors of Kites", "1.2.3", ADDRESS)
    made = overview(edition, bare, "base", "", volume, "page", offers_notes=False)
    assert f"<dd><pre>{bare.head.author}, “" in made
    assert "by its number, as" in made and "a note by its name" not in made
