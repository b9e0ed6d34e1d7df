"""Problems: what breaks a rule, and where; each is safe to print, and none fills the memory."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Self

from sphinx_apparatus.model.characters import QUOTED, printable
from sphinx_apparatus.model.rules import Rule, Severity

MOST = 500
"""Characters of a message."""
_QUOTED = re.compile(rf"(?<=[‘“])[^‘’“”]{{{QUOTED + 1},}}(?=[’”])")
_NEW_LINE = re.compile(r"\n(?! {4} *[^\s:#])")


def safe(message: str) -> str:
    """Return a message that is safe to print: short, and nothing in it but words.

    Characters that nobody sees become escapes, and so do line breaks, but for those before an
    indented line. No line is a command of a workflow (``::error::``, ``##[group]``). What is
    quoted is cut at :data:`QUOTED` characters, the whole in its middle at :data:`MOST`.
    """
    lines = _unmarked(_NEW_LINE.sub(r"\\n", message)).split("\n")
    message = "\n".join(map(printable, lines))
    message = _QUOTED.sub(lambda quoted: f"{quoted[0][: QUOTED - 1]}…", message)
    if len(message) > MOST:
        message = f"{message[: MOST - 143]} … {message[-140:].lstrip()}"
    return message


def _unmarked(text: str) -> str:
    """Return a text without ``##[``, by which older workflow commands begin anywhere in a line."""
    return text.replace("##[", "## [")


class Refusal(Exception):
    """What was asked for cannot be done; the message says why and what to do.

    :param details: lines to show below the message.
    """

    def __init__(self, message: str, details: Iterable[str] = ()) -> None:
        super().__init__(safe(message))
        self.details = [safe(line) for line in details]


class _Fields(NamedTuple):
    rule: Rule
    path: str
    """As people write it: from the folder of the project, with slashes."""
    line: int
    """Counted from 1."""
    message: str
    """What was found, what was expected, what to do."""


class Problem(_Fields):
    """One thing that is wrong, at one place in one file; path and message are safe to print."""

    __slots__ = ()

    def __new__(cls, rule: Rule, path: str, line: int, message: str) -> Self:
        """Make path and message safe to show, whichever rule made them."""
        return super().__new__(cls, rule, _unmarked(printable(path)), line, safe(message))

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule.number} {self.message}"

    @property
    def stops(self) -> bool:
        """Whether the build stops for it."""
        return self.rule.severity is Severity.ERROR


MOST_FAULTS = 50
"""Problems of one file that are listed; a file with more has one fault many times."""
_MORE = re.compile(r"the file has (\d+) more (?:fault|remark)s?; correct those above first")


def more_faults(rule: Rule, path: str, line: int, count: int) -> Problem:
    """Return what stands in place of the problems of a file that are not listed.

    :param rule: the rule of the first of them.
    """
    what = "fault" if rule.severity is Severity.ERROR else "remark"
    message = f"the file has {count} more {what}{'s' * (count > 1)}; correct those above first"
    return Problem(rule, path, line, message)


class Problems(list[Problem]):
    """Problems as they are found: for each file the first errors, the first others, and counts.

    The rest is never kept, so that a file of faults takes no memory for each of them.
    """

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        super().__init__()
        self._listed: Counter[tuple[str, bool]] = Counter()
        self._more: dict[tuple[str, bool], tuple[Rule, int, int]] = {}
        self.extend(problems)

    def append(self, problem: Problem) -> None:
        """Keep a problem, or count it."""
        kind = problem.path, problem.stops
        counted = _MORE.fullmatch(problem.message)
        if counted or self._listed[kind] >= MOST_FAULTS:
            rule, line, count = self._more.get(kind, (problem.rule, problem.line, 0))
            self._more[kind] = rule, line, count + (int(counted[1]) if counted else 1)
            return
        self._listed[kind] += 1
        super().append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Keep or count problems."""
        for problem in problems:
            self.append(problem)

    def __iadd__(self, problems: Iterable[Problem]) -> Self:  # type: ignore[override,misc]
        """Keep or count problems."""
        self.extend(problems)
        return self

    def __iter__(self) -> Iterator[Problem]:
        """Yield the problems that are kept, then a line for each file that has more."""
        yield from super().__iter__()
        for (path, _), (rule, line, count) in self._more.items():
            yield more_faults(rule, path, line, count)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems by place, without duplicates; of a file at most :data:`MOST_FAULTS`."""
    return list(Problems(sorted(set(problems), key=_place)))


def _place(problem: Problem) -> tuple[str, int, str, str]:
    return problem.path, problem.line, problem.rule.number, problem.message
