"""What a change may not do to notes that were published."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.apparatus import TEXT as ADDRESS
from tests.support.apparatus import edition_with, written
from tests.support.project import LINT_BASE

from sphinx_apparatus.authoring.transcription import effects, replacement
from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.review.diff import Changes, State, list_changes, problems

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


def _state(folder: Path) -> State:
    return State(open_edition(folder / "essays", folder / "references.bib"))


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
        states.append(_state(tmp_path / name))
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
            "A032 the verdict was supported, and is contradicted; the summary, the text and",
            id="two steps, both told, and nothing else",
        ),
        *(
            pytest.param(
                with_fields(HISTORY),
                lambda text, edit=edit: edit(
                    replaced((HISTORY, MOVED), ("verdict: supported", "verdict: contradicted"))(
                        text
                    )
                ),
                "",
                id=f"a verdict, and {what}",
            )
            for what, edit in {
                "the summary": with_fields("summary: >-\n  It did not jump.\n"),
                "what was searched": with_fields("evidence-none: >-\n  The yard, in 2002.\n"),
                "the text": lambda text: f"{text}It did not.\n",
            }.items()
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
        states.append(_state(tmp_path / name))
    found = [
        (title, [entry.name for entry in each]) for title, each in list_changes(Changes(*states))
    ]
    assert found == [("Owners of publishers", ["The Yard"])]


TEXT = """\
On Foxes

The quick fox jumps over the lazy dog. In 1999 there were 12 percent more foxes than hens.

The fox is quick, and the hen is slow. The dog sleeps, and the dog dreams.
"""
NEW = "Nobody has seen the hen leap over anything at all."


def of_text(tmp_path: Path, text: str, head: Edit = str, place: str = "") -> list[str]:
    """Return the messages about a text that was changed after it was published."""
    states = []
    for name, words, edit in (("old", TEXT, str), ("new", text, head)):
        shutil.copytree(LINT_BASE, tmp_path / name)
        essay = tmp_path / name / "essays" / "2001-fox"
        assert name == "new" or (essay / "text.md").read_text() == TEXT
        (essay / "text.md").write_text(words)
        (essay / "essay.yml").write_text(edit((essay / "essay.yml").read_text()))
        note = tmp_path / name / JUMP
        note.write_text(
            note.read_text().replace("  jumps over the lazy dog\n", place)
            if place
            else note.read_text()
        )
        states.append(_state(tmp_path / name))
    return [
        f"{p.path.rpartition('/')[2]} {p.rule.number} {p.message}"
        for p in problems(Changes(*states))
    ]


def test_a_passage_that_was_put_in_takes_no_number(tmp_path: Path) -> None:
    text = TEXT.replace("The fox is", f"{NEW}\n\nThe fox is")
    [told] = of_text(tmp_path, text)
    assert told.startswith("essay.yml A042 “Nobody has seen the hen leap")
    assert "has the number 2, expected 1a" in told
    assert told.endswith("write ‘passages: [1, 1a, 2]’")


def test_a_passage_that_was_put_in_with_a_number_of_its_own(tmp_path: Path) -> None:
    text = TEXT.replace("The fox is", f"{NEW}\n\nThe fox is")
    stored = replaced(("rights:", "passages: [1, 1a, 2]\nrights:"))
    assert of_text(tmp_path, text, stored) == []


def test_a_number_of_a_passage_that_is_gone_stays_free(tmp_path: Path) -> None:
    title, _, second = TEXT.strip().split("\n\n")
    text = f"{title}\n\n{second}\n\n{NEW}\n"
    stored = replaced(("rights:", "passages: [2, 3]\nrights:"))
    assert of_text(tmp_path / "one", text, stored) == []
    stored = replaced(("rights:", "passages: [2, 1]\nrights:"))
    told = of_text(tmp_path / "two", text, stored)
    assert any("has the number 1, expected 3" in one for one in told)


@pytest.mark.parametrize(
    ("text", "head", "place", "message"),
    [
        pytest.param(
            f"The words of foxes\n\n{TEXT}",
            replaced(("head: [1]", "head: [1, 2]")),
            "  Foxes\nin: h1\n",
            "",
            id="in h1, whose words are gone",
        ),
        pytest.param(
            f"The words on Foxes\n\n{TEXT}",
            replaced(("head: [1]", "head: [1, 2]")),
            "  Foxes\nin: h1\n",
            "“Foxes” stood in head 1, “On Foxes”, and is found in head 1 now, “The words on Foxes”",
            id="in h1, which is another block",
        ),
        pytest.param(
            TEXT.replace("jumps over the lazy dog", "is red").replace(
                "the dog dreams", "jumps over the lazy dog"
            ),
            str,
            "",
            "“jumps over the lazy dog” stood in ¶1",
            id="copied into another passage, and gone where it was",
        ),
        pytest.param(
            TEXT.replace("jumps over the lazy dog", "is red").replace(
                "foxes than hens", "foxes. One jumps over the lazy dog"
            ),
            str,
            "",
            "“jumps over the lazy dog” stood where ¶1 now has “is red”",
            id="copied within the passage, and gone where it was",
        ),
        pytest.param(
            TEXT.replace("The quick fox", "Today the very quick fox"),
            str,
            "",
            "",
            id="its own words, further down",
        ),
        pytest.param(
            "\n\n".join([(parts := TEXT.strip().split("\n\n"))[0], parts[2], parts[1]]) + "\n",
            replaced(("rights:", "passages: [2, 1]\nrights:")),
            "",
            "",
            id="its own words, in a passage that was moved",
        ),
    ],
)
def test_a_note_that_stands_on_other_words_is_told(
    text: str, head: Edit, place: str, message: str, tmp_path: Path
) -> None:
    told = [one for one in of_text(tmp_path, text, head, place) if "A055" in one]
    assert [message in one for one in told] == ([True] if message else []), told


def test_entries_of_an_apparatus_are_compared(tmp_path: Path) -> None:
    entry = {"quote": "little", "readings": [{"sigla": ["B"], "omits": True}]}
    other = {"quote": "long", "readings": [{"sigla": ["B"], "omits": True}]}
    edition_with(tmp_path / "old", written(entry))
    changed = {**entry, "readings": [{"sigla": ["B"], "reading": "much"}]}
    text = ADDRESS.replace("will little note", "will note").replace("new birth", "little birth")
    edition_with(tmp_path / "new", written(changed, other), text=text)
    changes = Changes(_state(tmp_path / "old"), _state(tmp_path / "new"))
    ((title, entries),) = [each for each in list_changes(changes) if each[0] == "Apparatus"]
    assert title == "Apparatus"
    assert [(each.name, each.sides[0].name) for each in entries] == [
        ("1863-address/a-p2-15-6", "deleted"),
        ("1863-address/a-p2-25-4", "added"),
        ("1863-address/a-p3-26-6", "added"),
    ]
    moved = [problem for problem in problems(changes) if problem.rule is Rule.MOVED]
    assert [problem.line for problem in moved] == [1]


def test_a_corrected_text_tells_what_becomes_of_entries(tmp_path: Path) -> None:
    entry = {"quote": "little", "readings": [{"sigla": ["B"], "omits": True}]}
    essay = edition_with(tmp_path, written(entry)).essays[0]
    raw = ADDRESS.replace("little note", "barely note").encode()
    made = replacement(raw, essay, tmp_path / "essays" / essay.id, "witness-A.txt")
    (found,) = effects(made, ())
    assert str(found) == (
        "essays/1863-address/apparatus.yml:1: changed: “little” is now “barely” in p2"
    )
