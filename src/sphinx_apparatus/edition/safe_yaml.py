"""YAML as plain values with the line of each; only harmless features are read.

Scalars stay the text that they are written as. Anchors, aliases, tags, names given twice and what
nests too deep are refused.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any

import yaml

from sphinx_apparatus.model.problems import Problem, Problems
from sphinx_apparatus.model.rules import Rule

Lines = dict[tuple[str | int, ...], int]
"""Line of each field, by its place."""

_Loader: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in (
        *("str", "int", "float", "bool", "null", "timestamp", "merge", "value", "map", "seq"),
    )
)
_FRAME = (
    *(yaml.StreamStartEvent, yaml.StreamEndEvent),
    *(yaml.DocumentStartEvent, yaml.DocumentEndEvent),
)
"""Events that hold no value."""
_DEEPEST = 20
"""How far lists and mappings may be nested; the records themselves need four levels."""
_MOST_VALUES = 400_000
"""Fields and items of a file: a hundred thousand names have as many."""
_IN_BLOCK_FORM = frozenset({"quote", "reading", "before", "after"})
WITHOUT_WORDS = frozenset(
    {
        *("adopt", "answers", "base", "certainty", "change", "checked", "class"),
        *(
            "collated",
            "confidence",
            "consulted",
            "created",
            "date",
            "debate",
            "end",
            "essay",
            "evidence-through",
            "from",
        ),
        *("furniture", "head", "id", "in", "key", "kind", "language", "living", "omits"),
        *("primary", "relation", "sigla", "uncertain"),
        *("reviewed-by", "sha256", "siglum", "status", "tail", "text-view", "theme", "to"),
        "verdict",
    }
)
"""Fields whose values have a closed form: a comment behind one of them takes no words away."""
_COMMENT = re.compile(r"[ \t]*#")
_WORDS = re.compile(r"\s*\S")
_BLOCK_COMMENT = re.compile(r"[|>][-+0-9]*[ \t]+#")


def read_yaml(text: str, path: str, above: int = 0) -> tuple[Any | None, Lines, list[Problem]]:
    """Read YAML into plain values, every scalar as its text.

    :param path: the file, as problems show it.
    :param above: how many lines of the file precede *text*.
    :returns: the value, none after a fault; the line of each field; what is wrong.
    """
    document = _Document(path, above, text)
    try:
        value = document.read(_events(text))
    except _Refused as refused:
        problem = Problem(Rule.YAML_FORBIDDEN, path, refused.line + above, refused.message)
        return None, document.lines, [problem]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line if mark else 0) + above + 1
        said = error.problem or error.context or "unknown fault"
        message = f"YAML cannot be read here: {said}; words with : or # go in block form, ‘>-’"
        return None, document.lines, [Problem(Rule.YAML, path, line, message)]
    except (yaml.YAMLError, ValueError) as error:
        message = f"YAML cannot be read: {error}"
        return None, document.lines, [Problem(Rule.YAML, path, above + 1, message)]
    if value is None and not document.problems:
        document.problems.append(Problem(Rule.YAML, path, above + 1, "found no fields"))
    return None if document.problems else value, document.lines, document.problems


class _Document:
    """Builder of the value of one document; collects problems."""

    def __init__(self, path: str, above: int, text: str) -> None:
        self.path = path
        self.above = above
        self.text: list[str] = text.split("\n")
        self.lines: Lines = {}
        self.problems = Problems()

    def _report(self, rule: Rule, line: int, message: str) -> None:
        self.problems.append(Problem(rule, self.path, line, message))

    def read(self, events: Iterator[Any]) -> Any:
        """Build the value of the one document; none if there is no document.

        The value is built from the parser's events, which are looked at one by one:
        what nests too deep or names itself is refused before anything is built of it.
        """
        value = None
        starts: list[Any] = []
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                starts.append(event)
            elif not isinstance(event, _FRAME) and len(starts) == 1:
                value = self._value(event, events, ())
        if len(starts) > 1:
            message = "but found another document"
            raise yaml.MarkedYAMLError(problem=message, problem_mark=starts[1].start_mark)
        return value

    def _value(
        self, event: Any, events: Iterator[Any], where: tuple[str | int, ...], column: int = -1
    ) -> Any:
        """Build the value that begins with *event*.

        :param column: where the name of its field, or the list that it stands in, begins.
        """
        start = event.start_mark
        line = start.line + self.above + 1
        self.lines.setdefault(where, line)
        if len(self.lines) > _MOST_VALUES:
            message = f"found more than {_MOST_VALUES} values; divide or shorten the file"
            raise _Refused(line - self.above, message)
        tag = event.tag or "!"
        if tag != "!" and tag not in _PLAIN_TAGS:
            message = f"found the YAML tag ‘{tag}’; write the value plainly"
            self._report(Rule.YAML_FORBIDDEN, line, message)
            _skip(event, events)
            return None
        if isinstance(event, yaml.MappingStartEvent):
            return self._fields(events, where)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Any] = []
            column = start.column
            while not isinstance(item := next(events), yaml.SequenceEndEvent):
                items.append(self._value(item, events, (*where, len(items)), column))
            return items
        assert isinstance(event, yaml.ScalarEvent)
        if event.value and where and where[-1] in _IN_BLOCK_FORM and event.style not in ("|", ">"):
            message = (
                f"‘{where[-1]}’ is not in block form; write ‘{where[-1]}: >-’ and the words "
                "indented on the next line: elsewhere YAML drops quotation marks, # and :"
            )
            self._report(Rule.BLOCK_FORM, line, message)
        name = next((part for part in reversed(where) if isinstance(part, str)), "")
        if where and name not in WITHOUT_WORDS and (comment := self._comment_at(event, column)):
            begin = f"{name}:" if where[-1] == name else "-"
            message = (
                f"‘{name}’ is followed by ‘{comment[:40]}’, which YAML takes for a comment and "
                f"leaves out; write ‘{begin} >-’ and all the words indented on the next line"
            )
            self._report(Rule.BLOCK_FORM, line, message)
        # Without quotation marks, or with the tag of nothing.
        is_plain = event.implicit[0] if tag == "!" else tag.endswith(":null")
        return None if is_plain and event.value in ("", "~", "null") else event.value

    def _comment_at(self, scalar: Any, column: int) -> str:
        """Return the comment that can be a part of a value's words, empty if there is none.

        It stands behind the value, behind the indicator of its block form, or below it, indented.
        """
        if scalar.style in ("|", ">"):
            start = scalar.start_mark
            head: str = self.text[start.line][start.column :]
            if _BLOCK_COMMENT.match(head):
                return head[head.index("#") :]
        end = scalar.end_mark
        here = self.text[end.line] if end.line < len(self.text) else ""
        if scalar.style in ("|", ">"):
            # A block ends where the next line begins, or at the end of its own last line.
            first = end.line + bool(here[: end.column].strip())
        else:
            # The rest of the line is not cut off for each item of a long list.
            first = end.line + 1
            if _COMMENT.match(here, end.column):
                return here[end.column :].strip()
            if _WORDS.match(here, end.column):
                return ""
        following = (self.text[line] for line in range(first, len(self.text)))
        below = next(filter(str.strip, following), "")
        indent = len(below) - len(below.lstrip(" \t"))
        return below.strip() if indent > max(column, 0) and below[indent] == "#" else ""

    def _fields(self, events: Iterator[Any], where: tuple[str | int, ...]) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        while not isinstance(name := next(events), yaml.MappingEndEvent):
            start = name.start_mark
            line = start.line + self.above + 1
            if not isinstance(name, yaml.ScalarEvent):
                self._report(Rule.YAML, line, "a field's name must be a word")
                _skip(name, events)
                _skip(next(events), events)
                continue
            # The same in each file, and held as long as the record.
            key = sys.intern(name.value)
            if key in fields:
                first = self.lines[(*where, key)]
                message = f"the field ‘{key}’ is given twice, first in line {first}; keep one"
                self._report(Rule.YAML_DUPLICATE, line, message)
                _skip(next(events), events)
                continue
            self.lines[(*where, key)] = line
            fields[key] = self._value(next(events), events, (*where, key), start.column)
        return fields


class _Refused(Exception):
    """A feature of YAML that is not allowed."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


def _events(text: str) -> Iterator[Any]:
    """Yield the events of a YAML text, as long as they are allowed.

    :raises _Refused: found an anchor, an alias or what is nested too deep.
    :raises yaml.YAMLError: the text cannot be read.
    """
    loader: Any = _Loader(text)
    depth = 0
    while (event := loader.get_event()) is not None:
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if getattr(event, "anchor", None):  # an alias has one as well
            message = "found a YAML anchor or alias (& or *); write the value out, or quote it"
            raise _Refused(event.start_mark.line + 1, message)
        if depth > _DEEPEST:
            message = f"found lists within lists, more than {_DEEPEST} deep"
            raise _Refused(event.start_mark.line + 1, message)
        yield event


def _skip(event: Any, events: Iterator[Any]) -> None:
    """Skip the value that begins with *event*."""
    depth = isinstance(event, yaml.CollectionStartEvent) + 0
    while depth:
        event = next(events)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
