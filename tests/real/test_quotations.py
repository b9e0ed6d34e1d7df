"""The real edition: what is quoted and no more."""

from __future__ import annotations

import json
import re

import pytest

from sphinx_apparatus.edition.edition import Edition, quoted
from sphinx_apparatus.export import myst, web_annotation
from sphinx_apparatus.export.publication import Publication
from sphinx_apparatus.model.vocabulary import View
from sphinx_apparatus.text.excerpts import gaps


def words(text: str) -> str:
    """Letters and digits alone, so that markup between words hides nothing."""
    return re.sub(r"[\W_]+", "", text)


@pytest.mark.parametrize("view", list(View))
def test_portable_texts_of_the_real_edition(edition: Edition, view: View) -> None:
    for essay in edition.essays:
        made = myst.essay_document(edition, essay, view, quotes_only=True)
        text = made.partition("reproduced here")[2].partition("\n## ")[0]
        for block, ranges in zip(essay.blocks, quoted(edition, essay), strict=True):
            for start, end, _ in gaps(block.text, ranges):
                gone = words(block.text[start:end])
                assert len(gone) < 25 or gone not in words(text)
        assert text.count("\\[…\\]") > 0


def test_annotations_have_no_surroundings(edition: Edition) -> None:
    """The words around all quotations would be nine tenths of a text."""
    for essay in edition.essays:
        whole, kept = 0, 0
        for publication in (Publication("x", whole_texts=True), Publication("x")):
            made = json.dumps(web_annotation.collection(edition, essay, publication))
            around = re.findall(r'"(?:prefix|suffix)": "([^"]*)"', made)
            whole, kept = kept, sum(map(len, around))
        assert kept < whole / 20
