"""JSON Schemas of what people write.

Editors complete and check with them while somebody types; the check itself uses the model.
"""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import TypeAdapter

from sphinx_apparatus.model.apparatus import Entry
from sphinx_apparatus.model.records import (
    AnyHead,
    ContestedWord,
    Contribution,
    Correction,
    CrossReferenceHead,
    EssayHead,
    Event,
    Lookup,
    Name,
    Outlet,
    Person,
    SchemeFile,
    Theme,
)
from sphinx_apparatus.model.vocabulary import STANDARD, Scheme, declare

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FORMATS: dict[str, tuple[str, Any]] = {
    "note": ("The head of a note", AnyHead),
    "apparatus": ("The entries of an apparatus", list[Entry]),
    "cross-reference": ("The head of a cross-reference", CrossReferenceHead),
    "essay": ("An essay", EssayHead),
    "themes": ("The themes", list[Theme]),
    "names": ("The headings of the index", list[Name]),
    "people": ("Editors and contributors", list[Person]),
    "contributions": ("The contributions to the debates", list[Contribution]),
    "chronology": ("The events", list[Event]),
    "corrections": ("The corrections", list[Correction]),
    "outlets": ("Who owns or directs publishers of sources", list[Outlet]),
    "evidence": ("What was found when quotations were looked up", list[Lookup]),
    "vocabulary": ("The contested words", list[ContestedWord]),
    "scheme": ("Kinds of notes, verdicts, relations and kinds of names", SchemeFile),
}


def _allow_figures(schema: Any) -> None:
    """Allow a number where a word may be all figures: YAML reads 2019 as a number.

    The check itself reads every value as a word.
    """
    if isinstance(schema, list):
        for part in schema:
            _allow_figures(part)
    elif isinstance(schema, dict):
        pattern = str(schema.get("pattern", "$^"))
        may_be_figures = any(re.search(pattern, figures) for figures in ("1", "2019"))
        if schema.get("type") == "string" and may_be_figures:
            schema["type"] = ["string", "integer"]
        for part in schema.values():
            _allow_figures(part)


def schemas(scheme: Scheme = STANDARD) -> dict[str, str]:
    """Return the text of each schema by the name of its file.

    :param scheme: the lists that the edition declares.
    """
    made = {}
    for name, (title, shape) in _FORMATS.items():
        schema = {"$schema": _DIALECT, "title": title}
        schema |= TypeAdapter(shape).json_schema(by_alias=True)
        schema["title"] = title
        if scheme is not STANDARD and name != "scheme":
            declare(schema, scheme)
        _allow_figures(schema)
        made[f"{name}.json"] = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    return made
