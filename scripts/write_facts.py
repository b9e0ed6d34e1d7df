#!/usr/bin/env python3
"""Write what the scripts of the pages know of the engine: html/assets/scripts/facts.js."""

from __future__ import annotations

import json
from pathlib import Path

import sphinx_apparatus
from sphinx_apparatus.authoring import note_file
from sphinx_apparatus.html import page_data, previews, search
from sphinx_apparatus.html.annotate import HOSTS
from sphinx_apparatus.model.records import Kind, Verdict

FACTS = Path(sphinx_apparatus.__file__).parent / "html/assets/scripts/facts.js"

_HEAD = """\
// @ts-check
/* Written by scripts/write_facts.py from the engine's Python; “make scripts” renews it. */
"""


def facts() -> str:
    """Return the module with constants and, for those that are closed lists, their types."""
    constants = {
        "VERDICTS": {verdict.value: verdict.word for verdict in Verdict},
        "KINDS": [kind.value for kind in Kind],
        "HOSTS": list(HOSTS),
        "FOLDERS": {
            "notes": page_data.FOLDER,
            "previews": previews.FOLDER,
            "search": search.FOLDER,
        },
        "PLACE_ID": previews.PLACE_ID,
        "TITLE_LENGTH": note_file.TITLE_LENGTH,
        "TITLE_EDGES": note_file.TITLE_EDGES,
        "TITLE_END": note_file.TITLE_END,
        "PAIRS": note_file.PAIRS,
        "ID_WORDS": note_file.ID_WORDS,
        "ID_LENGTH": note_file.ID_LENGTH,
        "SMALL_WORDS": sorted(note_file.SMALL_WORDS),
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
    types = [
        "/** @typedef {keyof typeof VERDICTS} Verdict */\n",
        "/** @typedef {(typeof KINDS)[number]} Kind */\n",
        "/** @typedef {(typeof HOSTS)[number]} Host */\n",
    ]
    return "\n".join([_HEAD, "".join(lines), "".join(types)])


def main() -> None:
    """Run the command."""
    FACTS.write_text(facts(), encoding="utf-8", newline="\n")
    print(f"written: {FACTS.relative_to(Path(__file__).parent.parent)}")


if __name__ == "__main__":
    main()
