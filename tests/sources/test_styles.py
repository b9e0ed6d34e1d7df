"""The styles: 40 kinds of sources in each, as plain text beside this file.

``pytest tests/sources/test_styles.py --write-lint`` writes these anew; then read the difference.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.sources import WORDS, with_every_field

from sphinx_apparatus.sources.chicago import format_source, unprinted
from sphinx_apparatus.sources.labels import labels
from sphinx_apparatus.sources.reader import read_references
from sphinx_apparatus.sources.records import Source
from sphinx_apparatus.sources.styles import (
    bare_locator,
    full_note,
    heads_of_several,
    mla_citation,
    mla_entry,
    notes_entry,
    short_note,
)

FOLDER = Path(__file__).with_name("styles")
STYLES = ("chicago-author-date", "chicago-notes", "mla", "numbers")


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    found, problems = read_references(FOLDER / "sources.bib")
    assert [str(problem) for problem in problems] == []
    assert len(found) == 40
    return sorted(found.values(), key=lambda source: source.sort_key)


def printed(style: str, sources: list[Source]) -> str:
    """Each entry, and below it its citations with a page."""
    several = heads_of_several(sources)
    labelled = labels(sources)
    lines = []
    for number, source in enumerate(sources, start=1):
        match style:
            case "chicago-author-date":
                label = labelled[source.key]
                entry, cited = format_source(source, label), [f"({label}, p. 5)"]
            case "chicago-notes":
                entry = notes_entry(source)
                cited = [f"{full_note(source, 'p. 5')}.", f"{short_note(source, 'p. 5')}."]
            case "mla":
                entry = mla_entry(source)
                needs_title = source.head in several
                cited = [f"({mla_citation(source, 'p. 5', needs_title=needs_title)})"]
            case _:
                entry, cited = f"[{number}] {notes_entry(source)}", [f"[{number}, p. 5]"]
        lines += [str(entry), *(f"    {one}" for one in cited)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("style", STYLES)
def test_forty_kinds_of_sources(
    style: str, sources: list[Source], pytestconfig: pytest.Config
) -> None:
    path = FOLDER / f"{style}.txt"
    made = printed(style, sources)
    if pytestconfig.getoption("--write-lint"):
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("entry", [notes_entry, mla_entry], ids=["notes", "mla"])
def test_every_style_prints_what_author_date_prints(entry: object) -> None:
    assert callable(entry)
    for source in with_every_field().values():
        names = frozenset({*source.fields, *source.persons})
        wanted = WORDS.keys() - unprinted(source.type, names)
        wanted -= {"shorttitle", "isbn", "issn", "keywords", "edition", "type"}
        said = str(entry(source))
        assert sorted(name for name in wanted if WORDS[name] not in said) == [], source.type


@pytest.mark.parametrize(
    ("locator", "bare"),
    [("p. 5", "5"), ("pp. 3–5", "3–5"), ("chap. 2", "chap. 2"), ("p. xii", "xii"), ("", "")],
)
def test_pages_are_cited_without_a_word(locator: str, bare: str) -> None:
    assert bare_locator(locator) == bare
