#!/usr/bin/env python3
"""Generate the modules that give scripts and styles of the pages the engine's constants."""

from __future__ import annotations

import json
from pathlib import Path

import sphinx_apparatus
from sphinx_apparatus.authoring import note_file
from sphinx_apparatus.edition import (
    rules_answers,
    rules_common,
    rules_notes,
    rules_style,
    validation,
)
from sphinx_apparatus.figures.verdict_shapes import SHAPES
from sphinx_apparatus.html import page_data, search, search_index
from sphinx_apparatus.model import hosts
from sphinx_apparatus.model.records import HEADS, NoteHead
from sphinx_apparatus.model.rules import Rule, Severity
from sphinx_apparatus.model.vocabulary import (
    MOST_WORDS,
    VERDICTS,
    Certainty,
    Change,
    Confidence,
    Consulted,
    Kind,
)
from sphinx_apparatus.sphinx_ext.config import HOSTS
from sphinx_apparatus.text import sentences
from sphinx_apparatus.text.collation import ID_STOP_WORDS, MARKS, SEARCHED_AS, WITHOUT_SPACES

ASSETS = Path(sphinx_apparatus.__file__).parent / "html/assets"

_HEAD = "/* Written by scripts/write_facts.py from {source}; “make scripts” renews it. */\n"

PAGE_RULES = (
    Rule.FIELD_MISSING,
    Rule.FIELD_VALUE,
    Rule.DATE_ORDER,
    Rule.READING,
    Rule.QUOTE_LENGTH,
    Rule.BODY_EMPTY,
    Rule.BODY_LENGTH,
    Rule.BODY_MARKUP,
    Rule.UNFILLED,
    Rule.DEMANDED,
    Rule.EXPECTED,
    Rule.SUMMARY,
    Rule.EVIDENCE,
    Rule.CONFIDENCE,
    Rule.CITATION_UNKNOWN,
    Rule.CITATION_NONE,
    Rule.CITATION_UNCONSULTED,
    Rule.CONTESTED_WORD,
)
"""The rules that the windows of the pages apply; all others are for the check after sending."""


def _required(head: type[NoteHead]) -> list[str]:
    """Return the fields that every note of a kind has, by their names in files."""
    fields = head.model_fields.items()
    return [name.rstrip("_").replace("_", "-") for name, field in fields if field.is_required()]


def files() -> dict[str, str]:
    """Return the text of each file by its path in the folder of the sources."""
    return {"scripts/facts.js": facts(), "styles/apparatus/verdict_shapes.css": shapes()}


def facts() -> str:
    """Return the module of constants and, for closed lists, their types."""
    constants = {
        "VERDICTS": {verdict.value: verdict.word for verdict in VERDICTS},
        "MEANINGS": {verdict.value: verdict.definition for verdict in VERDICTS},
        "OFF_SCALE": [verdict.value for verdict in VERDICTS if verdict.rating is None],
        "VERDICT_NEEDS": {
            "no words": rules_common.NEEDS_NO_WORDS.value,
            "search": rules_common.NEEDS_SEARCH.value,
            "sides": rules_common.NEEDS_SIDES.value,
        },
        "KINDS": [kind.value for kind in Kind],
        "HOSTS": list(HOSTS),
        "FORMS": {
            host: {purpose: form.address for purpose, form in forms.items()}
            for host, forms in hosts.FORMS.items()
        },
        "LONGEST": hosts.LONGEST,
        "FOLDERS": {
            "notes": page_data.NOTES,
            "previews": page_data.PREVIEWS,
            "search": search.FOLDER,
        },
        "PLACE_ID": page_data.PLACE_ID,
        "TITLE_LENGTH": note_file.TITLE_LENGTH,
        "TITLE_EDGES": note_file.TITLE_EDGES,
        "TITLE_END": note_file.TITLE_END,
        "PAIRS": note_file.PAIRS,
        "ID_WORDS": note_file.ID_WORDS,
        "ID_LENGTH": note_file.ID_LENGTH,
        "SMALL_WORDS": sorted(ID_STOP_WORDS),
        "RULES": {rule.name: rule.number for rule in PAGE_RULES},
        "NOT_REFUSED": [rule.number for rule in PAGE_RULES if rule.severity is not Severity.ERROR],
        "REQUIRED": {kind.value: _required(head) for kind, head in HEADS.items()},
        "CONFIDENCES": [confidence.value for confidence in Confidence],
        "CHANGES": [change.value for change in Change],
        "CERTAINTIES": [certainty.value for certainty in Certainty],
        "NOT_READ": Consulted.NO.value,
        "MOST": {
            "title": note_file.TITLE_LENGTH,
            "summary": rules_answers.MAX_SUMMARY,
            "evidence": rules_answers.MAX_EVIDENCE,
            "body": MOST_WORDS,
            "quote": rules_notes.MAX_QUOTED,
        },
        "SIDES": rules_answers.SIDES,
        "IN_BLOCK_FORM": sorted(note_file.IN_BLOCK_FORM),
        "NOT_WORDS": sorted(note_file.NOT_WORDS),
        "UNFILLED": [*validation.UNFILLED, validation.UNFILLED_SUMMARY],
        "ATTRIBUTIONS": rules_style.ATTRIBUTIONS,
        "BEFORE_NAMES": sorted(sentences.BEFORE_NAMES),
        "DOUBTFUL": sorted(sentences.DOUBTFUL),
        "OPENERS": sorted(sentences.OPENERS),
        "SEARCHED_AS": SEARCHED_AS,
        "ALIKE": search_index.ALIKE,
        "SLOTS": {
            "title": note_file.TITLE,
            "place": note_file.PLACE,
            "today": note_file.TODAY,
            "month": note_file.MONTH,
        },
    }
    closed = {"VERDICTS", "KINDS", "HOSTS"}
    lines = [
        f"export const {name} = {f'/** @type {{const}} */ ({text})' if name in closed else text};\n"
        for name, value in constants.items()
        for text in [json.dumps(value, ensure_ascii=False)]
    ]
    # Marks would be drawn on whatever stands before them.
    lines += [
        f"export const {name} = {json.dumps(signs)};\n"
        for name, signs in (("MARKS", MARKS), ("WITHOUT_SPACES", WITHOUT_SPACES))
    ]
    types = [
        "/** @typedef {keyof typeof VERDICTS} Verdict */\n",
        "/** @typedef {(typeof KINDS)[number]} Kind */\n",
        "/** @typedef {(typeof HOSTS)[number]} Host */\n",
    ]
    return "\n".join(
        [
            f"// @ts-check\n{_HEAD.format(source='the modules that it imports')}",
            "".join(lines),
            "".join(types),
        ]
    )


def shapes() -> str:
    """Return the CSS rules that draw the symbols of verdicts, as a mask in a data URL.

    All stand in one picture, side by side: browsers make a document of each picture.
    """
    cells = "".join(
        f'<g transform="translate({24 * index})">{drawing}</g>'
        for index, drawing in enumerate(SHAPES.values())
    )
    last = len(SHAPES) - 1
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {24 * last + 16} 16">{cells}</svg>'
    return (
        _HEAD.format(source="figures/verdict_shapes.py")
        + f'\n:root {{\n  --apparatus-shapes: url("data:image/svg+xml,{_in_address(svg)}");\n}}\n\n'
        + "".join(
            f".apparatus-verdict-{verdict.value} {{\n"
            f"  --apparatus-shape: calc({index} / {last} * 100%);\n}}\n"
            for index, verdict in enumerate(SHAPES)
        )
    )


def _in_address(svg: str) -> str:
    # Only the opacity of a mask counts.
    svg = svg.replace("currentColor", "#000")
    for character, code in (('"', "'"), ("#", "%23"), ("<", "%3C"), (">", "%3E")):
        svg = svg.replace(character, code)
    return svg


def main() -> None:
    """Run the command."""
    for name, text in files().items():
        (ASSETS / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"written: {(ASSETS / name).relative_to(Path(__file__).parent.parent)}")


if __name__ == "__main__":
    main()
