"""What holds for any input of importers and exporters: a few examples, and many in test-all."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.imported import lost
from tests.support.project import LINT_BASE

from sphinx_apparatus.authoring.annotations import files_of
from sphinx_apparatus.authoring.transcription import import_essay
from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.model.demands import NO_DEMANDS
from sphinx_apparatus.model.problems import Refusal
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.review.issue_form import fields_of_issue
from sphinx_apparatus.sources import csl
from sphinx_apparatus.sources.bibliography import convert
from sphinx_apparatus.sources.chicago import format_source
from sphinx_apparatus.sources.reader import read_references
from sphinx_apparatus.sources.records import FIELDS, PERSON_FIELDS, REQUIRED, Person, Source
from sphinx_apparatus.sources.styles import (
    full_note,
    mla_citation,
    mla_entry,
    notes_entry,
    short_note,
)

EXAMPLES = pytest.mark.parametrize(
    "examples", [40, pytest.param(600, marks=pytest.mark.slow)], ids=["few", "many"]
)


def holds(check: Callable[..., None], examples: int, *strategies: st.SearchStrategy[Any]) -> None:
    """Run a check on examples, the same ones each time."""
    run = settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow],
    )
    run(given(*strategies)(check))()


# -- bibliographies of other programs --------------------------------------------------------------

VALUES = st.lists(
    st.one_of(
        st.sampled_from(
            ["Gray, Ann", " and ", "2019", "jan", "--", "~", "\\'e", "{", "}", "$x^2$"]
        ),
        st.sampled_from(["<i>", "&amp;", "\\emph{a}", "\\nosuch", "``", "''", "%", "others", ";"]),
        st.sampled_from(
            ["https://example.org/a?utm_source=b", "10.1000/ab", "ca. 1300", "1988-89"]
        ),
        st.text(max_size=6),
    ),
    max_size=6,
).map(" ".join)
NAMES = st.sampled_from(
    [
        *("author", "editor", "title", "booktitle", "journal", "year", "date", "month", "url"),
        *("doi", "pages", "note", "language", "edition", "eprint", "crossref", "howpublished"),
        *("eid", "x-y"),
    ]
)
FIELD = st.tuples(NAMES, VALUES).map(lambda pair: f"  {pair[0]} = {{{pair[1]}}},\n")
TYPES = st.sampled_from(["article", "book", "inbook", "misc", "online", "patent", "nosuch"])
ENTRY = st.tuples(TYPES, st.sampled_from(["a", "A", "b:1/c"]), st.lists(FIELD, max_size=6)).map(
    lambda parts: f"@{parts[0]}{{{parts[1]},\n{''.join(parts[2])}}}\n"
)
FILE = st.lists(st.one_of(ENTRY, st.text(max_size=8)), min_size=1, max_size=4).map("\n".join)


def comes_in(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "references.bib")
        path.write_text("")
        try:
            found = convert(text.encode(errors="replace"), path, "", NO_DEMANDS)
        except Refusal:
            return
        path.write_text(found.text)
        sources, problems = read_references(path)
        assert [one for one in problems if one.rule is Rule.REFERENCE_SYNTAX] == []
        assert {entry.source.key for entry in found.added if entry.source} == sources.keys()
        assert [name for entry in found.entries for name in lost(entry) if "no fate" in name] == []


@EXAMPLES
def test_any_bibliography_comes_in_whole_or_is_refused(examples: int) -> None:
    holds(comes_in, examples, FILE)


ITEM = st.dictionaries(
    st.sampled_from(
        [
            *("id", "type", "title", "author", "editor", "issued", "accessed", "container-title"),
            *("publisher", "page", "custom", "URL", "DOI", "note", "genre", "x"),
        ]
    ),
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), VALUES, st.just("book")),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(
                st.sampled_from(
                    ["family", "given", "literal", "date-parts", "raw", "circa", "consulted"]
                ),
                inner,
                max_size=3,
            ),
        ),
        max_leaves=6,
    ),
    max_size=7,
)


def items_come_in(items: list[dict[str, Any]]) -> None:
    comes_in(json.dumps([{"type": "book", "title": "T"} | item for item in items]))


@EXAMPLES
def test_any_items_of_csl_come_in_whole_or_are_refused(examples: int) -> None:
    holds(items_come_in, examples, st.lists(ITEM, min_size=1, max_size=3))


# -- transcriptions, issues, annotations -----------------------------------------------------------

TEXT = st.lists(
    st.sampled_from(
        ["The dog ", "*", "_a_", "# ", "1. ", "\n\n", "\n", "  ", "<b>", "ﬁ", "—", "\t"]
    ),
    min_size=1,
    max_size=30,
).map("".join)


def is_locked(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        essay = Path(folder, "essays", "1908-garden")
        try:
            import_essay(text.encode(), essay, "letter.txt")
        except Refusal:
            assert not essay.exists()
            return
        found = open_edition(essay.parent, LINT_BASE / "references.bib").problems
        assert not {one.rule for one in found} & {Rule.TEXT_LOCK, Rule.TEXT_HASH, Rule.TEXT_BLOCKS}


@EXAMPLES
def test_any_transcription_is_locked_or_refused(examples: int) -> None:
    holds(is_locked, examples, TEXT)


LABELS = {"Text": "essay", "Quotation": "quote", "Text of the note": "body", "Sources": "sources"}
ISSUE = st.lists(
    st.sampled_from(
        [*(f"### {label}" for label in LABELS), "### Other", "words", "", "_No response_"]
    ),
    max_size=14,
).map("\n".join)


def is_answered(text: str) -> None:
    issue = fields_of_issue(text, LABELS)
    said = "\n".join([issue.above, *issue.by_id.values()])
    assert said.count("words") == text.count("words")
    assert said.count("### Other") == text.count("### Other")


@EXAMPLES
def test_no_word_of_an_issue_is_lost(examples: int) -> None:
    holds(is_answered, examples, ISSUE)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=6)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                ["type", "items", "body", "target", "selector", "id", "first", "value"]
            ),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=12,
)


def is_refused(data: object) -> None:
    try:
        files = files_of(data, {})
    except Refusal as refusal:
        assert str(refusal)
    else:
        assert files == {}


@EXAMPLES
def test_what_is_no_collection_is_refused(examples: int) -> None:
    holds(is_refused, examples, JSON)


# -- sources printed and exported ------------------------------------------------------------------

WORDS = st.text(st.sampled_from("ab é李\u0301-–—'“”\"&<>%#$_()[]:.,;?!"), min_size=1, max_size=16)
SOURCE = st.builds(
    Source,
    st.just("gray1907x"),
    st.sampled_from(sorted(REQUIRED)),
    st.dictionaries(
        st.sampled_from(sorted(FIELDS - set(PERSON_FIELDS) - {"archive"})),
        WORDS.map(lambda text: f"x{text}x"),
        max_size=8,
    ).map(
        lambda fields: {
            name: "1907-05-06" if name in ("eventdate", "urldate") else value
            for name, value in {"title": "T", **fields}.items()
        }
    ),
    st.dictionaries(
        st.sampled_from(PERSON_FIELDS),
        st.lists(st.builds(Person, WORDS, WORDS), min_size=1, max_size=3).map(tuple),
        max_size=2,
    ),
)


def is_printed(source: Source) -> None:
    entries = [format_source(source), notes_entry(source), mla_entry(source)]
    cited = [full_note(source, "p. 5"), short_note(source, "p. 5")]
    cited.append(mla_citation(source, "p. 5", needs_title=True))
    for text in (*entries, *cited):
        assert str(text).strip()
    assert json.loads(json.dumps(csl.item(source)))["title"] == source.title


@EXAMPLES
def test_any_source_is_printed_in_every_style(examples: int) -> None:
    holds(is_printed, examples, SOURCE)
