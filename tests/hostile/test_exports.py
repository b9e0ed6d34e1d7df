"""Whatever words a text and its notes are made of, every export says them: a few, many in test-all.

What is drawn is written as files, by the engine's own writers, and read and checked as any edition
is; what the check refuses is not exported.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from lxml import etree
from tests.export import test_fact_checks as tables
from tests.export import test_myst as myst_tests
from tests.export import test_tei as tei_tests
from tests.export import test_web_annotation as annotation_tests
from tests.hostile.test_properties import EXAMPLES, holds
from tests.support.project import LINT_BASE

from sphinx_apparatus.authoring.annotations import files_of
from sphinx_apparatus.authoring.note_file import NoPlace, least_fields, new_note
from sphinx_apparatus.authoring.transcription import Known, import_essay
from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.edition.reader import Reader
from sphinx_apparatus.export import fact_checks, myst, tei, web_annotation
from sphinx_apparatus.export.bundle import exports
from sphinx_apparatus.export.publication import Publication
from sphinx_apparatus.model.essays import Span
from sphinx_apparatus.model.problems import Refusal
from sphinx_apparatus.model.records import FactCheckHead
from sphinx_apparatus.model.vocabulary import KINDS, Kind, View
from sphinx_apparatus.sources.reader import read_references
from sphinx_apparatus.text.markdown import escape, normalise

ODD = "ab é’“”—&<>\"'*_[]`$\\|=+-@#%{}()!?.,:;~^/אש李ǘ1٣\N{NO-BREAK SPACE}"
WORDS = st.text(st.sampled_from(ODD), min_size=1, max_size=20).map(lambda text: f"x{text}y")
LINE = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
NOTE = st.tuples(
    st.sampled_from([KINDS[1], KINDS[2], KINDS[0]]),
    *[st.integers(0, 99)] * 3,
    *[LINE] * 3,
)
ID = "2003-owl"
PUBLICATION = Publication("Owls", whole_texts=True)


def written(folder: Path, paragraphs: list[str], notes: list[Any]) -> Edition | None:
    """Write an edition and read it; return none if the check has an error in it."""
    essays = shutil.copytree(LINT_BASE, folder / "edition") / "essays"
    raw = "\n\n".join(["Owls", *paragraphs]).encode()
    known = Known(
        author="An Owl",
        date="2003-04-05",
        published="Farm",
        rights="Made up.",
        status="cleared",
        head=1,
    )
    try:
        import_essay(raw, essays / ID, "owl.txt", known)
    except Refusal:
        return None
    essay = Reader(essays).essay(essays / ID)
    if essay is None:
        return None
    for number, (kind, block, first, last, title, words, other) in enumerate(notes):
        index = block % len(essay.blocks)
        text = essay.blocks[index].text
        found = [match.span() for match in re.finditer(r"\S+", text)]
        start, end = sorted((first % len(found), last % len(found)))
        span = Span(index, found[start][0], found[end][1])
        try:
            place = least_fields(essay.blocks, span)
        except NoPlace:
            continue
        given: dict[str, Any] = {}
        if kind.like is Kind.TEXTUAL:
            given = {"change": "correction", "reading": other, "adopt": True}
            given["certainty"] = "certain"
        elif kind.like is Kind.FACT_CHECK:
            given = {"claim": other, "verdict": "disputed", "confidence": "low"}
        body = f"{escape(words)} {{cite:p}}`reynard2000memoirs{{p. 3}}`."
        written = new_note(
            kind, place, f"{title} {number}", "", dt.date(2020, 1, 1), given=given, body=body
        )
        (essays / ID / "notes" / f"n{number}.md").write_text(written, encoding="utf-8")
    edition = open_edition(essays, essays.parent / "references.bib")
    return None if any(problem.stops for problem in edition.problems) else edition


def is_exported(paragraphs: list[str], notes: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        edition = written(folder, paragraphs, notes)
        if edition is None:
            return
        made = {file.name: file.content for file in exports(edition, PUBLICATION, folder)}
        essay = edition.essay_by_id[ID]

        in_tei = {name: content for name, content in made.items() if name.endswith(".tei.xml")}
        tei_tests.test_ids_are_unique_and_pointers_lead_somewhere(in_tei)
        tei_tests.test_base_and_reading_text_can_be_had(edition, PUBLICATION)
        tei_tests.test_spans_stand_where_the_anchors_say(edition, PUBLICATION)
        said = normalise("".join(etree.fromstring(made[tei.file_name(essay)]).itertext()))
        for note in essay.notes:
            assert normalise(note.head.title) in said

        name = web_annotation.file_name(essay)
        collection = json.loads(made[name])
        annotation_tests.test_selectors_find_one_place(collection, edition)
        files = files_of(collection, {each.id: each for each in edition.essays})
        for path in (folder / "edition" / "essays" / ID / "notes").glob("*.md"):
            path.unlink()
        for path, text in files.items():
            (folder / "edition" / "essays" / path).write_text(text, encoding="utf-8")
        references = folder / "edition" / "references.bib"
        back = open_edition(references.parent / "essays", references)
        again = web_annotation.collection(back, back.essay_by_id[ID], PUBLICATION)
        assert json.loads(json.dumps(again)) == collection

        rows = tables.rows(made[fact_checks.CSV_FILE])
        heads = [
            note.head
            for each in edition.essays
            for note in each.notes
            if isinstance(note.head, FactCheckHead)
        ]
        table = json.loads(made[fact_checks.JSON_FILE])["fact-checks"]
        assert sorted(one["claim"] for one in table) == sorted(head.claim for head in heads)
        for row, one in zip(rows, table, strict=True):
            assert row["claim"].removeprefix("'") == one["claim"].removeprefix("'")
            assert row["title"].removeprefix("'") == one["title"].removeprefix("'")

        document = myst.essay_document(edition, essay, View.READING)
        for block, emended in zip(essay.blocks, edition.emended(essay), strict=True):
            found = myst_tests.written_words(document, ID, block.id)
            assert found == normalise(emended.reading)

        (folder / "again.bib").write_bytes(made["references.bib"])
        sources, problems = read_references(folder / "again.bib")
        assert (sources.keys(), list(problems)) == (edition.sources.keys(), [])


@EXAMPLES
def test_any_words_are_in_every_export(examples: int) -> None:
    holds(is_exported, examples, st.lists(LINE, min_size=1, max_size=3), st.lists(NOTE, max_size=4))
