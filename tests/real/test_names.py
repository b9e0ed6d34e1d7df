"""The real edition: the index of names, and the balance."""

from __future__ import annotations

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.sphinx_ext.directives.coverage import by_term, by_text
from sphinx_apparatus.sphinx_ext.directives.names import anchors, indexed


def test_every_name_has_an_anchor_of_its_own(edition: Edition) -> None:
    names = [name.name for name in edition.shared.names]
    ids = anchors(names)
    assert ids.keys() == set(names)
    assert len(set(ids.values())) == len(names)


def test_each_name_leads_to_the_notes_that_are_indexed_to_it(edition: Edition) -> None:
    found = sum(len(indexed(edition).get(name.name, ())) for name in edition.shared.names)
    written = sum(
        len(note.head.index) for note in edition.note_by_id.values() if note.head.status == "active"
    )
    assert found == written


def test_no_years_of_life_are_given_of_living_people(edition: Edition) -> None:
    for name in edition.shared.names:
        if name.living and name.identification:
            assert "born" not in name.identification
            assert not name.identification.startswith("(")


def test_verdicts_are_counted_from_the_notes(edition: Edition) -> None:
    checks = [note for note in edition.note_by_id.values() if note.kind == "fact-check"]
    active = [note for note in checks if note.head.status == "active"]
    assert sum(by_text(edition, essay.id).total() for essay in edition.essays) == len(active)
    for kind in ("subject", "person"):
        terms = {name.name for name in edition.shared.names if name.kind == kind}
        expected = sum(term in terms for note in active for term in note.head.index)
        assert sum(counts.total() for counts in by_term(edition, kind).values()) == expected
