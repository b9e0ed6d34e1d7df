"""Validate plain values as records; report what the model refuses in plain words."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from sphinx_apparatus.model.apparatus import End, Entry, Moved, Reading
from sphinx_apparatus.model.characters import QUOTED, printable
from sphinx_apparatus.model.essays import File
from sphinx_apparatus.model.fields import (
    BLOCK_ID_PATTERN,
    BLOCK_NUMBER_PATTERN,
    ESSAY_ID_PATTERN,
    ID_PATTERN,
    LANGUAGE_PATTERN,
    LOOSE_DATE_PATTERN,
    SIGLUM_PATTERN,
    SOURCE_KEY_PATTERN,
    SPAN_PATTERN,
)
from sphinx_apparatus.model.problems import MOST_FAULTS, Problem, more_faults
from sphinx_apparatus.model.records import (
    DECLARED,
    ApparatusForm,
    Collation,
    ContestedWord,
    ContextHead,
    Contribution,
    Correction,
    CrossReferenceHead,
    EssayHead,
    Event,
    Evidence,
    FactCheckHead,
    KindOfVerdict,
    Later,
    Name,
    Outlet,
    Person,
    Place,
    SchemeFile,
    TextualHead,
    Theme,
    one_of,
)
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.model.vocabulary import STANDARD, Scheme

UNFILLED_ESSAY = {
    "(author)": "the person or body that wrote the text",
    "(date)": "the date of the text, such as 1908-05-14, 1908, -0750 or 1300?",
    "(where it first appeared)": "where the text first appeared, such as a newspaper",
    "(who holds the rights, and what is known of them)": (
        "who holds the rights in the text, and what is known of them"
    ),
}
"""Words that a new ``essay.yml`` begins with, and what its editor is to write in their place."""

UNFILLED = (
    "State here in one sentence what the essay asserts.",
    "First sentence: what was found.",
    "First sentence: what a reader of these words needs to know.",
    "First sentence: why the words are as they are, or what other witnesses have.",
)
"""Sentences of a new note that its writer is to replace; nobody may publish them."""

UNFILLED_SUMMARY = "One sentence that names the thing and says what was found."
"""The summary of a new note, which its writer is to replace."""

_FORMS = {
    ID_PATTERN: "an id: small letters, digits and hyphens, the first a letter",
    ESSAY_ID_PATTERN: "the id of an essay, such as 2019-leigh",
    BLOCK_ID_PATTERN: "the id of a block or a line, such as p14 or l5",
    BLOCK_NUMBER_PATTERN: "the number of a passage, such as 3 or 3a",
    r"^[0-9]{4}(-(0[1-9]|1[0-2]))?$": "a year or month, such as 2026 or 2026-03",
    LOOSE_DATE_PATTERN: "a year, month or day, such as 2026-03-14",
    SPAN_PATTERN: "a date of EDTF: 1908-05-14, 1908, -0750, 1300? or 1863/1864",
    LANGUAGE_PATTERN: "the code of a language, such as en or pt-BR",
    SIGLUM_PATTERN: "a siglum of letters, digits or *+-._, such as S, K2 or Add. 4321",
    SOURCE_KEY_PATTERN: "the key of a source in references.bib, such as un1993madness",
    r"^-?[0-9]{4}$": "a year, such as 2019",
    r"^Q[1-9][0-9]{0,11}$": "an id of Wikidata, such as Q42",
    r"^[1-9][0-9]{1,21}$": "an id of VIAF, such as 113230702",
    r"^[0-9]{1,9}-?[0-9X]$": "an id of the GND, such as 118540238",
    r"^[0-9a-f]{64}$": "a checksum of 64 digits and letters from a to f",
}
"""The patterns of the model in words, for messages."""

_WHERE = {
    "by": ", as the ‘key’ of a person in _data/people.yml is",
    "reviewed-by": ", as the ‘key’ of a person in _data/people.yml is",
    "theme": ", as the ‘id’ of a theme in _data/themes.yml is",
    "answers": ", as the ‘id’ of a contribution in _data/contributions.yml is",
    "debate": "; what a text is cited by instead is the ‘label’ of its essay.yml",
    "essay": ", which is the name of its folder",
}
"""Where the values of a field come from, for messages on values that have not their form."""

_PART = 1000
"""Items of a list that are validated at once."""


def validate(
    adapter: TypeAdapter[Any],
    data: Any,
    file: File,
    reported: Collection[tuple[str | int, ...]] = (),
    allowed: Collection[str] = (),
    scheme: Scheme | None = STANDARD,
) -> tuple[Any | None, list[Problem]]:
    """Return the record that *data* makes, or none and its faults, at most :data:`MOST_FAULTS`.

    :param reported: fields with a fault that was reported before.
    :param allowed: characters that the edition allows beside those of every edition.
    :param scheme: the lists of the edition; none if they have a fault of their own, which is no
        further fault of what names their values.
    """
    # A long list is validated by parts: each fault is an object until it is counted.
    parts = (
        [(data[at : at + _PART], at) for at in range(0, len(data), _PART)]
        if isinstance(data, list) and len(data) > _PART
        else [(data, None)]
    )
    context = {"allowed": allowed, "scheme": scheme}
    records: list[Any] = []
    listed: list[ErrorDetails] = []
    more = 0
    is_refused = False
    for part, start in parts:
        try:
            record = adapter.validate_python(part, context=context)
            records += [record] if start is None else record
        except ValidationError as error:
            is_refused = True
            if len(listed) >= MOST_FAULTS:
                more += error.error_count()
            else:
                listed += _listed(error, start, reported)
    if not is_refused:
        return (records[0] if parts[0][1] is None else records), []
    more += len(listed[MOST_FAULTS:])
    kinds = (scheme or STANDARD).kinds
    problems = [_problem(detail, data, file, kinds) for detail in listed[:MOST_FAULTS]]
    if more:
        problems.append(more_faults(Rule.FIELD_VALUE, file.path, problems[-1].line, more))
    return None, problems


def _listed(
    error: ValidationError, start: int | None, reported: Collection[tuple[str | int, ...]]
) -> list[ErrorDetails]:
    """Return the faults that are worth listing, with their places in the whole of a list.

    :param start: the first index of the part that was validated, if it is a part.
    """
    details = error.errors(include_url=False)
    if start:
        for detail in details:
            index, *inner = detail["loc"]
            detail["loc"] = (start + int(index), *inner)
    # A list counts only its items without a fault; that these are few is no news.
    above = {detail["loc"][:end] for detail in details for end in range(len(detail["loc"]))}
    return [
        detail
        for detail in details
        if detail["loc"] not in reported
        and detail["type"] != "scheme"
        and not (detail["type"] == "too_short" and detail["loc"] in above)
    ]


def unfilled(
    data: Any, where: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the place of each placeholder that is left, and a message."""
    if isinstance(data, str) and data.strip() in UNFILLED_ESSAY:
        yield where, f"found “{data.strip()}”; expected {UNFILLED_ESSAY[data.strip()]}"
    elif isinstance(data, dict | list):
        parts = data.items() if isinstance(data, dict) else enumerate(data)
        for name, value in parts:
            yield from unfilled(value, (*where, name))


def _problem(detail: ErrorDetails, data: Any, file: File, kinds: Sequence[str]) -> Problem:
    """Yield the errors of the model in plain words.

    :param kinds: the kinds of notes that the edition has.
    """
    kind, found = detail["type"], detail.get("input")
    where = _in_file(detail["loc"], data, missing=kind == "missing")
    name = next((part for part in reversed(where) if isinstance(part, str)), "")
    line = file.line(*where)
    rule = Rule.FIELD_VALUE
    shown = {list: "a list", dict: "a mapping", type(None): "nothing"}.get(
        type(found), f"‘{printable(str(found), QUOTED)}’"
    )
    if kind == "gate":
        rule = next(rule for rule in Rule if rule.number == detail["ctx"]["rule"])
        message = f"‘{name}’ {detail['ctx']['what']}"
    elif kind == "missing":
        rule = Rule.FIELD_MISSING
        message = f"the field ‘{name}’ is missing"
    elif kind == "union_tag_not_found":
        rule = Rule.FIELD_MISSING
        message = f"the field ‘kind’ is missing; expected {one_of(kinds)}"
        line = file.line()
    elif kind == "extra_forbidden":
        rule = Rule.FIELD_UNKNOWN
        message = f"there is no field ‘{name}’ here"
        known = _field_names()
        if name in known:
            message += ", only in records of another kind"
        elif near := difflib.get_close_matches(name, sorted(known), n=1):
            message += f"; did you mean ‘{near[0]}’?"
    elif kind == "union_tag_invalid":
        found_here = printable(detail["ctx"]["tag"], QUOTED)
        message = f"‘kind’ is ‘{found_here}’; expected {one_of(kinds)}{DECLARED}"
        line = file.line("kind")
    elif kind in ("enum", "literal_error"):
        message = f"‘{name}’ is {shown}; expected {detail['ctx']['expected'].replace(chr(39), '')}"
    elif kind.startswith("date"):
        message = f"‘{name}’ is {shown}; expected a date such as 2026-11-22"
    elif kind.startswith("bool"):
        message = f"‘{name}’ is {shown}; expected true or false"
    elif kind == "string_too_long":
        limit = detail["ctx"]["max_length"]
        message = f"‘{name}’ has {len(str(found))} characters, at most {limit} are allowed"
    elif kind in ("string_too_short", "string_type"):
        message = f"‘{name}’ is {shown}; expected words"
    elif kind == "string_pattern_mismatch":
        pattern = detail["ctx"]["pattern"]
        message = f"‘{name}’ is {shown}; expected {_FORMS.get(pattern, f'the form {pattern}')}"
        message += _WHERE.get(name, "")
    elif kind in ("too_short", "too_long"):
        least, most = detail["ctx"].get("min_length"), detail["ctx"].get("max_length")
        wanted = f"at least {least}" if least else f"at most {most}"
        message = f"‘{name}’ lists {detail['ctx']['actual_length']}; expected {wanted}"
    elif kind == "less_than_equal":
        message = f"‘{name}’ is {shown}; at most {detail['ctx']['le']} is allowed"
    elif kind.startswith("int"):
        message = f"‘{name}’ holds {shown}; expected whole numbers"
    elif kind in ("tuple_type", "list_type"):
        found_here = f"‘{name}’ is {shown}" if name else f"found {shown}"
        message = f"{found_here}; expected a list, such as [one, two]"
    elif kind in ("model_type", "dict_type", "model_attributes_type"):
        found_here = f"‘{name}’ is {shown}" if name else f"found {shown}"
        message = f"{found_here}; expected fields with names, each in a line: ‘name: value’"
    else:
        said = detail["msg"].removeprefix("Value error, ")
        message = f"‘{name}’: {said}" if name else said
    return Problem(rule, file.path, line, message)


def _in_file(
    loc: tuple[str | int, ...], data: Any, *, missing: bool = False
) -> tuple[str | int, ...]:
    """Return pydantic's place without what is not in the file: the tag of a union.

    :param missing: whether the last part of the place is a field that should be there.
    """
    where: list[str | int] = []
    for position, part in enumerate(loc):
        present = (isinstance(data, dict) and part in data) or (
            isinstance(data, list) and isinstance(part, int) and part < len(data)
        )
        if present:
            where.append(part)
            data = data[part]
        elif missing and position == len(loc) - 1:
            where.append(part)
    return tuple(where)


def _field_names() -> set[str]:
    heads = (FactCheckHead, ContextHead, TextualHead, CrossReferenceHead, EssayHead)
    shared = (Theme, Name, Person, Contribution, Event, Correction, ContestedWord, Outlet)
    apparatus = (Entry, Reading, End, Moved, Collation, ApparatusForm)
    models = (*heads, Evidence, Later, Place, SchemeFile, KindOfVerdict, *shared, *apparatus)
    return {info.alias or name for model in models for name, info in model.model_fields.items()}
