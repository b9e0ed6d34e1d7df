"""Entries of an apparatus: their places, who agrees and who is absent, how they are printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.apparatus import edition_with, written
from tests.support.growth import grows_linearly

from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.model.essays import Essay
from sphinx_apparatus.model.vocabulary import View
from sphinx_apparatus.text.apparatus import with_support
from sphinx_apparatus.text.apparatus_entry import abbreviations, printed
from sphinx_apparatus.text.edits import Emended
from sphinx_apparatus.text.segments import segments, underlined


def essay_with(folder: Path, apparatus: str, more: str = "") -> Essay:
    edition = edition_with(folder, apparatus, more)
    assert [str(problem) for problem in edition.problems] == []
    return edition.essays[0]


def lines(essay: Essay, view: View = View.BASE) -> list[str]:
    return ["".join(part.text for part in printed(essay, entry, view)) for entry in essay.apparatus]


ON = written(
    {"quote": "on", "before": "forth", "readings": [{"sigla": ["H", "E"], "reading": "upon"}]}
)
SAY = "nor long remember what we say here,"
OMITTED = written(
    {"quote": SAY, "readings": [{"sigla": ["H"], "omits": True}]},
    {"quote": "long", "readings": [{"sigla": ["E"], "reading": "much"}]},
)
UNDER_GOD = {"sigla": ["B", "E"], "reading": "nation, under God,"}
NATION = {"quote": "nation,", "after": "shall"}
ADDED = written({**NATION, "readings": [UNDER_GOD, {"sigla": ["H"], "reading": "nation"}]})
ONLY_ADDED = written({**NATION, "readings": [UNDER_GOD]})
LONG = written(
    {
        "quote": "The world will little note",
        "to": {"quote": "forget what they did here."},
        "readings": [
            {"sigla": ["B"], "moved": {"quote": "So nobly advanced."}},
            {"sigla": ["E"], "gap": "leaf lost"},
        ],
    }
)
INVERTED = written(
    {
        "quote": "our fathers",
        "readings": [{"sigla": ["H*"], "reading": "fathers our", "uncertain": True}],
    }
)
BEFORE = written(
    {
        "quote": "our fathers",
        "readings": [
            {"sigla": ["N"], "reading": "and our fathers"},
            {"by": "R. Bentley", "reading": "the fathers"},
        ],
    }
)
POSITIVE = "apparatus: {form: positive}\n"
GROUP = "groups:\n  - {siglum: β, title: two, witnesses: [E, H]}\n"
GROUPS = (
    "groups:\n  - {siglum: γ, title: two, witnesses: [B, H]}\n"
    "  - {siglum: δ, title: three, witnesses: [A, B, H]}\n"
)


@pytest.mark.parametrize(
    ("apparatus", "more", "expected"),
    [
        (ON, "", ["on] upon E H"]),
        (ON, POSITIVE, ["on A B] upon E H"]),
        (ON, "apparatus: {form: positive, style: colon}\n", ["on A B : upon E H"]),
        (ON, GROUP, ["on] upon β"]),
        (OMITTED, "", [f"{SAY[:-1]}] om. H", "long] much E"]),
        (OMITTED, POSITIVE, [f"{SAY[:-1]} A B E] om. H", "long A B] much E"]),
        # H lacks the passage, and is no reason against the group.
        (OMITTED, POSITIVE + GROUPS, [f"{SAY[:-1]} A B E] om. H", "long δ] much E"]),
        (ADDED, "", ["nation,] add. under God, B E: nation H"]),
        (ONLY_ADDED, "", ["nation] add. under God B E"]),
        (
            LONG,
            "",
            ["The world will … did here] transp. after So nobly advanced B: lac. E (leaf lost)"],
        ),
        (
            LONG,
            "apparatus: {words: la}\n",
            ["The world will … did here] post So nobly advanced transp. B: deest E (leaf lost)"],
        ),
        (INVERTED, "", ["our fathers] transp. ut vid. H*"]),
        (BEFORE, "", ["our fathers] pref. and N: the fathers R.\u00a0Bentley"]),
    ],
)
def test_forms(tmp_path: Path, apparatus: str, more: str, expected: list[str]) -> None:
    assert lines(essay_with(tmp_path, apparatus, more)) == expected


def test_long_sigla_are_parted_by_commas_and_keep_together(tmp_path: Path) -> None:
    witnesses = (
        "witnesses:\n"
        "  - {siglum: A, title: the base, language: en, extent: whole, file: witness-A.txt}\n"
        "  - {siglum: Add. 4321, title: b, language: en, extent: whole}\n"
        "  - {siglum: H, title: c, language: en, extent: whole}\n"
        "base: A\n"
    )
    apparatus = ON.replace('"E"', '"Add. 4321"')
    edition = edition_with(tmp_path, apparatus, witnesses=witnesses)
    assert edition.problems == ()
    assert lines(edition.essays[0]) == ["on] upon Add.\u00a04321, H"]


MUCH = {"by": "edd.", "reading": "much"}


@pytest.mark.parametrize(
    ("entry", "base", "reading"),
    [
        (
            {
                **NATION,
                "readings": [
                    {**UNDER_GOD, "adopt": True, "certainty": "certain"},
                    {"sigla": ["H"], "reading": "nation"},
                ],
            },
            "nation,] add. under God, B E, edd.: nation H (certain)",
            "nation, under God, B E] nation, A: nation H (certain)",
        ),
        # The words added alone are the lemma, where the others have nothing in their place.
        (
            {**NATION, "readings": [{**UNDER_GOD, "adopt": True}]},
            "nation] add. under God B E, edd.",
            "under God B E] om. A H",
        ),
        (
            {"quote": "little", "readings": [{"sigla": ["B"], "omits": True, "adopt": True}, MUCH]},
            "little] om. B, edd.: much edd.",
            "— B] little A E H: much edd.",
        ),
        (
            {"quote": "little", "readings": [{**MUCH, "adopt": True}]},
            "little] much edd.",
            "much edd.] little A B E H",
        ),
    ],
)
def test_an_adopted_reading_keeps_its_witnesses(
    tmp_path: Path, entry: dict[str, object], base: str, reading: str
) -> None:
    essay = essay_with(tmp_path, written(entry))
    assert lines(essay) == [base]
    assert lines(essay, View.READING) == [reading]


def test_adopted_readings_change_the_reading_text(tmp_path: Path) -> None:
    entries = (
        {**NATION, "readings": [{**UNDER_GOD, "adopt": True}]},
        {"quote": "little", "readings": [{"sigla": ["B"], "omits": True, "adopt": True}]},
    )
    edition = edition_with(tmp_path, written(*entries))
    assert edition.problems == ()
    texts = [both.reading for both in edition.emended(edition.essays[0])]
    assert texts[1].startswith("The world will note, nor long")
    assert texts[2] == "That nation, under God, shall have a new birth of freedom."
    assert {edit.owner for both in edition.emended(edition.essays[0]) for edit in both.edits} == {
        "a-p2-15-6",
        "a-p3-5-7",
    }


def test_a_lemma_goes_on_over_paragraphs(tmp_path: Path) -> None:
    to = {"in": "p3", "quote": "That nation,"}
    entries = (
        {"quote": "So nobly", "to": to, "readings": [{"sigla": ["E"], "gap": "leaf lost"}]},
        {"in": "p3", "quote": "That", "readings": [{"sigla": ["H"], "omits": True}]},
    )
    essay = essay_with(tmp_path, written(*entries))
    long, short = essay.entries
    assert [essay.blocks[span.block].id for span in long.spans] == ["p2", "p3"]
    assert essay.words_of(long) == "So nobly advanced. That nation,"
    assert (long.absent, short.absent) == ((), ("E",))
    assert short.agreeing == ("A", "B")


@pytest.mark.parametrize(
    ("named", "agreeing"),
    [("[B]", "AEH"), ('["H*"]', "ABEH"), ("[H]", "ABE"), ('[H, "H*"]', "ABE")],
)
def test_hands(tmp_path: Path, named: str, agreeing: str) -> None:
    essay = essay_with(tmp_path, ON.replace('["H", "E"]', named))
    assert essay.entries[0].agreeing == tuple(agreeing)


VARIANT = """\
---
kind: textual
title: Under God
quote: >-
  new birth
change: variant
certainty: certain
witnesses:
  - {siglum: E, language: en, reading: ""}
  - {siglum: H, language: en, reading: ""}
by: [editors]
---
Two copies lack the words.
"""


def test_a_note_on_variants_stands_among_the_entries(tmp_path: Path) -> None:
    folder = tmp_path / "essays/1863-address/notes"
    folder.mkdir(parents=True)
    (folder / "birth.md").write_text(VARIANT)
    essay = essay_with(tmp_path, ON)
    assert lines(essay) == ["on] upon E H", "new birth] om. E H"]
    assert [entry.head.note for entry in essay.apparatus] == [None, "birth"]
    assert len(essay.entries) == 1


@pytest.mark.parametrize(
    ("comment", "rule"),
    [("- one\n- two", "A062"), ("See {cite:p}`nobody2001`.", "A080"), ("We see.", "A123")],
)
def test_comments_are_checked_as_notes_are(tmp_path: Path, comment: str, rule: str) -> None:
    entry = {"quote": "little", "readings": [{"sigla": ["B"], "omits": True}], "comment": comment}
    edition = edition_with(tmp_path, written(entry))
    assert [problem.rule.number for problem in edition.problems] == [rule]


def test_a_file_and_a_folder_exclude_each_other(tmp_path: Path) -> None:
    folder = tmp_path / "essays/1863-address/apparatus"
    folder.mkdir(parents=True)
    (folder / "one.yml").write_text(ON)
    edition = edition_with(tmp_path, OMITTED)
    (problem,) = edition.problems
    assert str(problem) == (
        "essays/1863-address/apparatus.yml:1: A006 there is a folder ‘apparatus’ as well; "
        "keep the file or the folder"
    )
    (folder.parent / "apparatus.yml").unlink()
    (folder / "two.yml").write_text(OMITTED)
    read = open_edition(tmp_path / "essays", tmp_path / "references.bib")
    assert read.problems == ()
    assert lines(read.essays[0]) == ["on] upon E H", f"{SAY[:-1]}] om. H", "long] much E"]


def test_a_run_that_moved_is_there(tmp_path: Path) -> None:
    inner = {"quote": "long", "readings": [{"sigla": ["H"], "reading": "much"}]}
    essay = essay_with(tmp_path, LONG + written(inner))
    long, short = essay.entries
    assert (short.agreeing, short.absent) == (("A", "B"), ("E",))
    assert long.agreeing == ("A", "H")


@pytest.mark.parametrize(("words", "printed"), [("go", "“go] go B"), ("“went", "go] went B")])
def test_outer_signs_stay_where_they_differ(tmp_path: Path, words: str, printed: str) -> None:
    entry = {"quote": "“go", "readings": [{"sigla": ["B"], "reading": words}]}
    edition = edition_with(tmp_path, written(entry), text="He said “go now” to us.\n")
    assert lines(edition.essays[0]) == [printed]


@pytest.mark.parametrize(
    ("apparatus", "more", "expected"),
    [
        (ON + OMITTED, "", []),
        (ADDED + INVERTED, "", ["transp.", "ut vid.", "add."]),
        (LONG, "", ["transp. after", "lac."]),
        (LONG, "apparatus: {words: la}\n", ["post … transp.", "deest"]),
        (BEFORE, "", ["pref."]),
    ],
)
def test_only_abbreviations_that_are_used_are_explained(
    tmp_path: Path, apparatus: str, more: str, expected: list[str]
) -> None:
    assert list(abbreviations([essay_with(tmp_path, apparatus, more)])) == expected


def _many(folder: Path, count: int) -> Essay:
    """Return a text of one paragraph with an entry on every fifth word."""
    text = " ".join(f"w{number}" for number in range(5 * count))
    entries = (
        {"in": "p1", "quote": f"w{5 * number}", "after": f"w{5 * number + 1}"}
        | {"readings": [{"sigla": ["B"], "reading": "other"}]}
        for number in range(count)
    )
    edition = edition_with(folder / str(count), written(*entries), text=f"{text}\n")
    assert edition.problems == ()
    return edition.essays[0]


def test_work_grows_with_the_entries(tmp_path: Path) -> None:
    def walked(count: int) -> Callable[[], object]:
        essay = _many(tmp_path, count)
        emended = Emended(essay.blocks[0].text, ())
        return lambda: list(segments(emended, underlined(essay)[0]))

    def supported(count: int) -> Callable[[], object]:
        essay = _many(tmp_path, count)
        return lambda: with_support(essay, essay.entries)

    grows_linearly(walked, 100)
    grows_linearly(supported, 100)


def test_a_word_that_its_line_has_twice_is_numbered(tmp_path: Path) -> None:
    poem = "The stone and the sand and the sand\\\nThan the sea, and the other land.\n"
    entries = written(
        {
            "quote": "the",
            "before": "stone and",
            "after": "sand",
            "readings": [{"sigla": ["B"], "omits": True}],
        },
        {
            "quote": "sand",
            "before": "and the",
            "after": "Than",
            "readings": [{"sigla": ["B"], "reading": "shore"}],
        },
        {"quote": "sea", "readings": [{"sigla": ["B"], "reading": "lake"}]},
        {
            "quote": "other",
            "readings": [{"sigla": ["B"], "reading": "the", "adopt": True}],
        },
    )
    essay = edition_with(tmp_path, entries, "form: verse\n", text=poem).essays[0]
    # “other” and “Than” have its letters, the second line has a “the” of its own.
    assert lines(essay) == ["the¹] om. B", "sand²] shore B", "sea] lake B", "other] the B, edd."]
    assert lines(essay, View.READING)[3] == "the³ B] other A E H"
    prose = edition_with(tmp_path, entries, text=poem.replace("\\\n", " ")).essays[0]
    assert lines(prose)[0] == "the] om. B"
