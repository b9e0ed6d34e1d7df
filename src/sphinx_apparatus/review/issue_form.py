"""Issues made with the form “New note”: what the form asks for, and what an issue answers."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import yaml

from sphinx_apparatus.model.characters import odd_character
from sphinx_apparatus.text.bodies import read_body

_BOX, _TICKED = re.compile(r"\s*- \[[ xX]\].*"), re.compile(r"\s*- \[[xX]\]")


class Form(NamedTuple):
    """What a form asks for."""

    labels: dict[str, str]
    """Its labels in its order, with the ids of their fields."""
    lines: frozenset[str]
    """Ids of fields of one line."""
    boxes: dict[str, bool]
    """Ids of fields of boxes, and whether all of them are to be ticked."""


def form_of(text: str) -> Form:
    """Return what a form asks for.

    :raises ValueError: this is not such a form.
    """
    try:
        parts = [part for part in yaml.safe_load(text)["body"] if "id" in part]
        labels = {part["attributes"]["label"]: part["id"] for part in parts}
        lines = frozenset(part["id"] for part in parts if part["type"] in ("input", "dropdown"))
        boxes = {
            part["id"]: any(box.get("required") for box in part["attributes"]["options"])
            for part in parts
            if part["type"] == "checkboxes"
        }
    except (yaml.YAMLError, AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"this is not an issue form: {error}") from None
    return Form(labels, lines, boxes)


def faults_of(answers: Mapping[str, str], form: Form, allowed: Collection[str]) -> Iterator[str]:
    """Yield what is wrong with the answers of an issue, whatever they say of the note."""
    for label, id in form.labels.items():
        answer = answers.get(id, "")
        if found := odd_character(answer, allowed):
            yield f"the answer for “{label}” holds the invisible character {found[1]}; delete it"
        elif id in form.lines and "\n" in answer:
            yield (
                f"the answer for “{label}” has several lines, from “{_second(answer)}” on; "
                "expected one: put the others where they belong"
            )
        elif id in form.boxes:
            given = [line for line in answer.split("\n") if line.strip()]
            if more := next((line for line in given if not _BOX.fullmatch(line)), ""):
                yield (
                    f"“{more[:60]}” stands below the boxes of “{label}” and belongs to no answer; "
                    "put it where it belongs"
                )
            elif form.boxes[id] and not (given and all(map(_TICKED.match, given))):
                yield f"“{label}” is not ticked; ask the contributor to tick it, then try again"


def _second(answer: str) -> str:
    """Return the beginning of the second line of an answer that has words."""
    return answer.partition("\n")[2].split("\n\n")[-1].strip().split("\n")[0][:60]


_PRIMARY, _LANGUAGE = "Primary: yes", "Language:"


def evidence_of(text: str, keys: Container[str]) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the quotations in an answer, and its parts that name no source.

    A part begins with the key of a source and perhaps, after a comma, a place; then come the
    words; a line that begins with “Translation:” begins their translation. A line “Primary: yes”
    marks the document itself, a line “Language: es” says what the words are in. An empty line
    ends it.

    :param keys: keys of the bibliography.
    """
    quotations: list[dict[str, Any]] = []
    others: list[str] = []
    for part in re.split(r"\n\s*\n", text.strip()):
        first, *rest = part.strip().split("\n")
        key, _, place = (words.strip() for words in first.partition(","))
        is_primary = _PRIMARY in rest
        language = next((line for line in rest if line.startswith(_LANGUAGE)), "")
        rest = [line for line in rest if line not in (_PRIMARY, language)]
        quote, _, translation = "\n".join(["", *rest]).partition("\nTranslation:")
        if key not in keys or not quote.strip():
            others.append(part.strip())
            continue
        fields = {"source": key, "language": language.removeprefix(_LANGUAGE), "quote": quote}
        fields |= {"at": place, "translation": translation}
        words = {name: " ".join(value.split()) for name, value in fields.items()}
        found = {name: value for name, value in words.items() if value}
        quotations.append(found | ({"primary": True} if is_primary else {}))
    return quotations, others


_NO_ANSWER = frozenset({"_No response_", "None", ""})


class Answers(NamedTuple):
    """The content of an issue."""

    by_id: dict[str, str]
    """The answers given, by the ids of their fields."""
    above: str
    """Words above the first heading of the form."""
    twice: dict[str, list[int]]
    """Headings that could be the form's in several lines; the last was taken."""


def fields_of_issue(text: str, labels: Mapping[str, str]) -> Answers:
    """Return what the text of an issue form holds: ``### Label``, then the answer.

    The headings of a form are in its order, each once. Any other heading is part of an answer.
    Where the next heading of the form is in an answer as well, the last is the form's: a long
    text comes before a short list more often than the list has headings.

    :param labels: the form's labels in its order, with the ids of their fields.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    headings = [*re.finditer(r"^###[ \t]+(.+?)[ \t]*$", text, re.MULTILINE)]
    found: list[tuple[int, str]] = []
    end = len(headings)
    for label in reversed([*labels]):
        at = [index for index, heading in enumerate(headings[:end]) if heading[1] == label]
        if at:
            end = at[-1]
            found.insert(0, (end, label))
    line_of = dict(_numbered(text, headings))
    answers: dict[str, str] = {}
    twice: dict[str, list[int]] = {}
    bounds = [-1, *(index for index, _ in found), len(headings)]
    for position, (index, label) in enumerate(found, start=1):
        following = bounds[position + 1]
        stop = headings[following].start() if following < len(headings) else len(text)
        answer = text[headings[index].end() : stop].strip()
        if answer not in _NO_ANSWER:
            answers[labels[label]] = answer
        lines = [
            line_of[heading.start()]
            for heading in headings[bounds[position - 1] + 1 : index + 1]
            if heading[1] == label
        ]
        if len(lines) > 1:
            twice[label] = lines
    above = text[: headings[found[0][0]].start()].strip() if found else text.strip()
    return Answers(answers, above, twice)


def _numbered(text: str, headings: Iterable[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """Yield where each heading begins, with its line."""
    line, counted = 1, 0
    for heading in headings:
        line += text.count("\n", counted, heading.start())
        counted = heading.start()
        yield counted, line


def known_sources(text: str, keys: Container[str]) -> tuple[list[str], str]:
    """Return the sources in an answer that the bibliography has, and the lines that name others.

    :param keys: keys of the bibliography.
    """
    found: list[str] = []
    others: list[str] = []
    for line in text.split("\n"):
        words = [word.strip("`.") for word in re.split(r"[\s,;]+", line.strip("-*• \t")) if word]
        if words and all(word in keys for word in words):
            found += words
        else:
            others.append(line)
    return found, "\n".join(others).strip()


def with_citations(body: str, keys: Iterable[str]) -> str:
    """Return a text that cites sources: those that it does not cite yet are cited at its end."""
    cited = {citation.key for citation in read_body(body).citations}
    new = ",".join(key for key in dict.fromkeys(keys) if key not in cited)
    if not new:
        return body
    text = body.rstrip()
    words = text.removesuffix(".")
    return f"{words} {{cite:p}}`{new}`{text[len(words) :]}"
