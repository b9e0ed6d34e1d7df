"""What a change may not do to notes that were published."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.project import LINT_BASE

from sphinx_apparatus.review.diff import Changes, list_changes, problems, state_of

JUMP = "essays/2001-fox/notes/jump.md"
HISTORY = """\
history:
  - {date: 2002-01-01, from: disputed, to: supported, reason: A letter.}
"""
MOVED = """\
history:
  - {date: 2002-01-01, from: disputed, to: supported, reason: A letter.}
  - {date: 2002-02-01, from: supported, to: disputed, reason: A second letter.}
  - {date: 2002-03-01, from: disputed, to: contradicted, reason: A third letter.}
"""
WITHDRAWN = "status: withdrawn\nwithdrawn: {date: 2003-02-01, reason: It woke.}\n"

Edit = Callable[[str], str]


def replaced(*pairs: tuple[str, str]) -> Edit:
    def edit(text: str) -> str:
        for old, new in pairs:
            assert text.count(old) == 1, (old, text)
            text = text.replace(old, new)
        return text

    return edit


def with_fields(fields: str) -> Edit:
    return replaced(("by: [editors]\n", f"by: [editors]\n{fields}"))


def told(tmp_path: Path, before: Edit, after: Edit) -> list[str]:
    """Return the messages about a note that was changed after it was published."""
    states = []
    for name, edit in (("old", before), ("new", lambda text: after(before(text)))):
        shutil.copytree(LINT_BASE, tmp_path / name)
        path = tmp_path / name / JUMP
        path.write_text(edit(path.read_text()))
        states.append(state_of(tmp_path / name))
    return [f"{p.rule.number} {p.message}" for p in problems(Changes(*states))]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(str, str, "", id="nothing"),
        pytest.param(
            str,
            replaced(("verdict: supported", "verdict: disputed")),
            "A029 the verdict was supported, and is disputed",
            id="a verdict in silence",
        ),
        pytest.param(
            with_fields(HISTORY),
            replaced((HISTORY, MOVED), ("verdict: supported", "verdict: contradicted")),
            "",
            id="two steps, both told",
        ),
        pytest.param(
            with_fields(HISTORY),
            replaced(("verdict: supported", "verdict: disputed")),
            "A029 the verdict was supported, and is disputed",
            id="only what was told before",
        ),
        pytest.param(
            with_fields(MOVED),
            replaced((MOVED, MOVED[: MOVED.index("  - {date: 2002-02")])),
            "A029 an entry that was published is altered or gone",
            id="an entry taken out",
        ),
        pytest.param(
            with_fields(HISTORY),
            replaced(("A letter.", "A telegram.")),
            "A029 an entry that was published is altered or gone",
            id="an entry altered",
        ),
        pytest.param(
            str,
            replaced(
                ("kind: fact-check", "kind: context"),
                ("claim: A quick fox jumps over a lazy dog.\n", ""),
                ("verdict: supported\nconfidence: high\n", ""),
            ),
            "A029 the note was a fact-check, ‘supported’, and is a context note",
            id="a verdict taken out with its kind",
        ),
        pytest.param(str, with_fields(WITHDRAWN), "", id="withdrawn"),
        pytest.param(
            str,
            lambda text: replaced(("jumps over the lazy dog", "quick fox"))(
                with_fields(WITHDRAWN)(text)
            ),
            "A031 the withdrawn note stood on “jumps over the lazy dog”",
            id="withdrawn to another place",
        ),
    ],
)
def test_life_of_a_note(tmp_path: Path, before: Edit, after: Edit, expected: str) -> None:
    messages = told(tmp_path, before, after)
    assert [message[: len(expected)] for message in messages] == ([expected] if expected else [])


OWNER = """\
- name: >-
    The Yard
  kind: state
  of: the farm
  source: reynard2000memoirs
"""


def test_a_new_owner_of_publishers_is_compared(tmp_path: Path) -> None:
    states = []
    for name in ("old", "new"):
        shutil.copytree(LINT_BASE, tmp_path / name)
        if name == "new":
            (tmp_path / name / "essays" / "_data" / "outlets.yml").write_text(OWNER)
        states.append(state_of(tmp_path / name))
    found = [
        (title, [entry.name for entry in each]) for title, each in list_changes(Changes(*states))
    ]
    assert found == [("Owners of publishers", ["The Yard"])]
