"""Collation: what differs is found, and base text and entries give each witness again."""

from __future__ import annotations

import random
import re
import shutil
import time
from collections import Counter
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from tests.support.project import REPOSITORY
from tests.support.traditions import collated, proved, told, traditions

from sphinx_apparatus.authoring.apparatus_draft import collate, draft, proposals
from sphinx_apparatus.authoring.transcription import add_witness
from sphinx_apparatus.edition.loader import open_edition
from sphinx_apparatus.model import records
from sphinx_apparatus.model.essays import Essay
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.model.vocabulary import EntryClass
from sphinx_apparatus.text.witnesses import is_compared

BASE = (
    "The world will little note, nor long remember what we say here, but it can never forget "
    "what they did here. It is for us the living to be dedicated to the unfinished work."
)

CROSSING = yaml.safe_load((Path(__file__).parent / "crossing.yml").read_text())
"""Made-up traditions that were not given again at first."""

# -- proof -----------------------------------------------------------------------------------------


@given(traditions())
@settings(max_examples=150, deadline=None)
def test_base_and_entries_give_each_witness_again(
    tradition: tuple[list[str], dict[str, str]],
) -> None:
    proved(collated(*tradition))


@given(traditions())
@settings(max_examples=40, deadline=None)
def test_words_are_given_again_where_signs_do_not_count(
    tradition: tuple[list[str], dict[str, str]],
) -> None:
    proved(collated(*tradition, records.Collation(punctuation=False, division=False)))


@pytest.mark.parametrize("name", CROSSING)
def test_differences_across_each_other(name: str) -> None:
    base, witnesses = CROSSING[name]["base"], CROSSING[name]["witnesses"]
    proved(collated(base, witnesses))
    proved(collated(base, witnesses, records.Collation(punctuation=False, division=False)))


# -- single differences ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("base", "witness", "entry"),
    [
        ("a great battle of that war", "a great battle of this war", "that] this H"),
        ("we are met on a field", "we are met here on a field", "met] met here H"),
        ("this nation, under God, shall", "this nation, shall", "under God,] om. H"),
        ("the men who fought. They won", "the men. They won", "who fought] om. H"),
        ("here and now we are", "now and here we are", "here and now] now and here H"),
        (
            "a resting place for those",
            "a resting-place for those",
            "resting place] resting-place H",
        ),
        ("a battle-field of war", "a battlefield of war", "battle-field] battlefield H"),
        ("conceived and so dedicated", "conceived, and so dedicated", "conceived] conceived, H"),
        ("we hallow—this ground", "we hallow this ground", "hallow—this] hallow this H"),
        ("that all men are equal", "that “all men are equal”", None),
        ("brought forth — a nation", "brought forth—a nation", None),
        ("it was “good” then", 'it was "good" then', None),
        ("some 1,000 men, 3.5 of 4", "some 1000 men, 3.5 of 4", "1,000] 1000 H"),
        ("The Day", "the day", None),
        ("ſo it was", "so it was", None),
    ],
)
def test_a_difference_is_one_entry(base: str, witness: str, entry: str | None) -> None:
    collation = collated([base], {"H": witness})
    if witness.startswith("that “all"):
        assert told(collation) == ["all] “all H", "equal] equal” H"]
    else:
        assert told(collation) == ([entry] if entry else [])
    proved(collation)


def test_differences_of_several_witnesses_are_one_entry() -> None:
    collation = collated(
        ["we came to dedicate a portion of that field here"],
        {
            "B": "we came to dedicate a portion of it here",
            "E": "we came to dedicate a part of this field here",
            "H": "we came to dedicate a portion of it here",
        },
    )
    assert told(collation) == ["portion] part E", "that field] it B H; this field E"]


def test_a_long_omission_does_not_swallow_what_others_read() -> None:
    collation = collated(
        [BASE],
        {
            "H": BASE.replace("remember", "recall"),
            "N": BASE.replace("nor long remember what we say here, but it ", ""),
        },
    )
    assert told(collation) == [
        "nor long remember what we say here, but it] om. N",
        "remember] recall H",
    ]
    proved(collation)


def test_what_crosses_a_long_omission_is_told_in_its_place() -> None:
    collation = collated(
        [BASE],
        {
            "H": BASE.replace("but it can never", "yet we may never"),
            "N": BASE.replace("nor long remember what we say here, but it ", ""),
        },
    )
    assert told(collation) == [
        "nor long remember what we say here,] om. N",
        "but it can] yet we may H; can N",
    ]
    proved(collation)


def test_words_go_over_the_end_of_a_paragraph() -> None:
    first, second = "we say it here and now", "and they did it then and there"
    collation = collated([first, second], {"H": "we say it here again they did it then and there"})
    assert told(collation) == ["and now and] again H"]
    proved(collation)


def test_an_addition_stands_where_its_clause_does() -> None:
    collation = collated(
        ["They came.", "We are met on a field."], {"H": "They came. Now we are met on a field."}
    )
    assert told(collation) == ["We] Now we H"]


def test_classes_tell_how_much_differs() -> None:
    collation = collated(
        ["the honour of a resting place, élan and war"],
        {"H": "the honor of a resting-place elan and war"},
    )
    assert [
        (entry.kind, line.partition("]")[0])
        for entry, line in zip(collation.entries(), told(collation), strict=True)
    ] == [
        (EntryClass.SUBSTANTIVE, "honour"),
        (EntryClass.DIVISION, "resting place,"),
        (EntryClass.SPELLING, "élan"),
    ]


# -- what has moved --------------------------------------------------------------------------------


def test_a_passage_that_moved_is_told_as_such_with_its_differences() -> None:
    last = "From these honored dead we take increased devotion to that cause, and so we go."
    first, second = BASE.split(". ")
    changed = f"{first}. {last} {second.replace('dedicated', 'devoted')}"
    collation = collated([f"{BASE} {last}"], {"H": changed})
    assert told(collation) == [f"{second}] behind go. H", "dedicated] devoted H"]
    proved(collation)


def test_a_line_that_moved_is_found_in_another_spelling() -> None:
    base = (
        "Nor loose possession of that faire thou ow'st, nor shall death brag thou wandr'st in his "
        "shade, when in eternall lines to time thou grow'st"
    )
    witness = (
        "Nor shall death brag thou wander'st in his shade, nor lose possession of that fair thou "
        "owest, when in eternal lines to time thou growest"
    )
    collation = collated([base], {"M": witness})
    assert told(collation) == [
        "Nor loose possession of that faire thou ow'st,] behind shade, M",
        "loose] lose M",
        "faire] fair M",
        "ow'st] owest M",
        "wandr'st] wander'st M",
        "eternall] eternal M",
        "grow'st] growest M",
    ]
    proved(collation)


def test_of_what_stands_first_in_a_witness_the_rest_is_behind_it() -> None:
    first, second = BASE.split(". ")
    collation = collated([BASE], {"H": f"{second} {first}.", "N": BASE})
    assert told(collation) == [f"{first}.] behind work. H"]
    proved(collation)


def test_a_few_common_words_that_stand_elsewhere_have_not_moved() -> None:
    many = " ".join(f"word{number}" for number in range(60))
    base = f"it is of the {many} and so on"
    collation = collated([base], {"H": f"{many} and it is of the so on"})
    assert told(collation) == ["it is of the] om. H", "and] and it is of the H"]


@pytest.mark.parametrize(("moved", "count"), [(4, 1), (40, 0)])
def test_how_long_a_passage_that_moved_is_says_the_text(moved: int, count: int) -> None:
    first, second = BASE.split(". ")
    rules = records.Collation(moved=moved)
    last = "From these honored dead we take increased devotion."
    collation = collated([f"{BASE} {last}"], {"H": f"{first}. {last} {second}"}, rules)
    found = [each for entry in collation.entries() for each in entry.readings if each.behind]
    assert len(found) == count
    proved(collation)


# -- five manuscripts ------------------------------------------------------------------------------

ADDRESS = """
forth] forth, N H B
on] upon N H E
all] “all N
equal.] equal” N
conceived] conceived, N H E B
met] met here H
battle-field] battle field N; battlefield H
that field,] it, N; it H
resting place] resting-place E B
here gave their lives] died here, N
lives] lives, E B
that] the N
It is altogether fitting and proper that we should do this] This we may, in all propriety do N
But,] But H
sense,] sense H
hallow --] hallow, N; hallow H
ground.] ground— N
consecrated] hallowed N
it,] it H B
remember] remember, H E
here,] here; N
but] while N
it] om. H
is] is rather N
us] us, N H E
rather, to be dedicated] we N
rather,] rather H
to the unfinished work which they who fought here have thus far so nobly advanced. \
It is rather for us to] om. N
who fought here] om. H
here] here, E
have] have, H E
far] far, H E
advanced] carried on H
here] om. N
that] that, N
they] they here, N; they here H E B
that] om. N
vain --] vain; N H
this] the N
nation,] nation H
under God,] om. N H
freedom --] freedom, N; freedom; H
that] that this H
people,] people N
people,] people N
""".strip().splitlines()
"""Every difference of the five transcriptions, looked at one by one."""


@pytest.fixture(scope="module")
def address() -> Essay:
    """Lincoln’s address at Gettysburg, with the texts of five manuscripts."""
    folder = REPOSITORY / "tests" / "editions" / "gettysburg"
    return open_edition(folder / "essays", folder / "references.bib").essays[0]


def test_the_manuscripts_of_the_address_differ_where_they_do(address: Essay) -> None:
    collation = collate(address)
    assert told(collation) == ADDRESS
    proved(collation)


def test_an_apparatus_cut_by_hand_leaves_only_signs(address: Essay) -> None:
    found = proposals(collate(address), address)
    assert {entry.kind for entry in found.new} == {EntryClass.PUNCTUATION}
    assert not [entry.remarks for entry in found.new if entry.remarks]
    of_words = [entry for entry in collate(address).entries() if entry.kind != "punctuation"]
    readings = Counter(siglum for entry in of_words for siglum in entry.sigla)
    assert all(found.there[siglum] >= count for siglum, count in readings.items())


def test_the_draft_of_the_address_is_proved_by_the_check(tmp_path: Path) -> None:
    copy = shutil.copytree(REPOSITORY / "tests" / "editions" / "gettysburg", tmp_path / "copy")
    folder, references = copy / "essays" / "1863-gettysburg", copy / "references.bib"
    assert "apparatus:\n  complete: true\n" in (folder / "essay.yml").read_text()
    (folder / "apparatus.yml").write_text("[]\n")
    (folder / "notes" / "under-god.md").unlink()
    empty = open_edition(copy / "essays", references)
    assert Rule.UNPROVED in {problem.rule for problem in empty.problems}
    essay = empty.essays[0]
    text, _ = draft(essay.id, essay.blocks, collate(essay).entries(), ["N", "H", "E", "B", "A"])
    (folder / "apparatus.yml").write_text(text)
    assert open_edition(copy / "essays", references).problems == ()


# -- settings --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "entries"),
    [
        ({}, ["élan,] elan H", "honour] honor H", "resting place] resting-place H",
              "haue] have H"]),
        ({"marks": False, "punctuation": False, "division": False, "letters": ("u-v",),
          "equal": (("honour", "honor"),)}, []),
        ({"case": True, "marks": False, "punctuation": False}, [
            "The] the H", "honour] honor H", "resting place] resting-place H", "haue] have H"]),
    ],
)  # fmt: skip
def test_the_text_says_what_counts(rules: dict[str, object], entries: list[str]) -> None:
    collation = collated(
        ["The élan, the honour, of a resting place we haue"],
        {"H": "the elan the honor, of a resting-place we have"},
        records.Collation.model_validate(rules),
    )
    assert told(collation) == entries


def test_scripts_without_spaces_are_compared_by_letters() -> None:
    assert told(collated(["天地玄黃，宇宙洪荒。"], {"H": "天地玄黄，宇宙荒。"})) == [
        "黃] 黄 H",
        "洪] om. H",
    ]
    assert told(collated(["शान्ति की बात"], {"H": "शान्त की बात"})) == ["शान्ति] शान्त H"]


# -- limits ----------------------------------------------------------------------------------------


def _words(count: int, seed: int) -> list[str]:
    draw = random.Random(seed)
    stock = ["".join(draw.choices("aeioubcdfghklmnprst", k=2 + n % 8)) for n in range(3000)]
    return draw.choices(stock, [1 / (n + 1) for n in range(3000)], k=count)


@pytest.mark.parametrize(
    ("base", "witness"),
    [
        (_words(6000, 1), _words(6000, 2)),
        (["the"] * 20_000, ["the"] * 15_000),
        (["a", "b"] * 6000, ["b", "a", "a"] * 4000),
    ],
    ids=["another text", "one word", "two words"],
)
def test_no_table_grows_with_the_square_of_a_text(base: list[str], witness: list[str]) -> None:
    began = time.process_time()
    collated([" ".join(base)], {"H": " ".join(witness)}).entries()
    # Some 2 seconds; a table of all words with all others would take minutes.
    assert time.process_time() - began < 20


def test_halves_of_a_long_text_that_changed_places_are_one_move() -> None:
    words = _words(4000, 3)
    collation = collated([" ".join(words)], {"H": " ".join(words[1900:] + words[:1900])})
    (entry,) = collation.entries()
    assert entry.words == (0, 1900)
    assert [reading.behind is not None for reading in entry.readings] == [True]


# -- texts of all kinds ----------------------------------------------------------------------------

EDITIONS = REPOSITORY / "tests" / "editions"


def _disturbed(words: list[str], draw: random.Random) -> list[str]:
    """Return the words of a text with some left out, added, changed and moved."""
    made = list(words)
    for _ in range(max(3, len(words) // 25)):
        at, how = draw.randrange(len(made)), draw.randrange(5)
        if how == 0 and len(made) > 40:
            del made[at : at + draw.randint(1, 10)]
        elif how == 1:
            made[at:at] = draw.choices(words, k=draw.randint(1, 3))
        elif how == 2:
            made[at] = draw.choice(words)
        elif how == 3:
            made[at] = made[at].rstrip(".,;:") + draw.choice(["", ",", ";"])
        else:
            moved = made[at : at + draw.randint(5, 12)]
            del made[at : at + len(moved)]
            to = draw.randrange(len(made) + 1)
            made[to:to] = moved
    return made


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(path.name for path in EDITIONS.iterdir()))
def test_a_draft_is_an_apparatus_that_the_check_proves(name: str, tmp_path: Path) -> None:
    copy, draw = Path(shutil.copytree(EDITIONS / name, tmp_path / "copy")), random.Random(name)
    for essay in open_edition(copy / "essays", copy / "references.bib").essays:
        folder = copy / "essays" / essay.id
        words = [w for b in essay.blocks if is_compared(b) for w in b.text.split()]
        for siglum in ("X9", "Y9"):
            raw = " ".join(_disturbed(words, draw)).encode()
            add_witness(raw, folder, siglum, siglum, "made up", essay.head.language)
        record = (folder / "essay.yml").read_text()
        if "complete: true" not in record:
            (folder / "essay.yml").write_text(f"{record}\napparatus:\n  complete: true\n")
        for note in (folder / "notes").glob("*.md"):
            if "kind: textual" in note.read_text():
                note.unlink()
        (folder / "apparatus.yml").unlink(missing_ok=True)
    for essay in open_edition(copy / "essays", copy / "references.bib").essays:
        collation = collate(essay, ["X9", "Y9"])
        text, lost = draft(essay.id, essay.blocks, collation.entries(), ["X9", "Y9"])
        assert not lost
        (copy / "essays" / essay.id / "apparatus.yml").write_text(text)
    edition = open_edition(copy / "essays", copy / "references.bib")
    of_drafts = [str(p) for p in edition.problems if re.search("[XY]9 ", p.message)]
    assert of_drafts == []
    assert [problem for problem in edition.problems if "apparatus" in problem.path] == []
    for essay in edition.essays:
        assert proposals(collate(essay, ["X9", "Y9"]), essay).new == []
