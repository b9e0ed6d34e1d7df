"""Units of a text: blocks and the parts they consist of, and how the lock compares them."""

from __future__ import annotations

import random

import pytest

from sphinx_apparatus.authoring.transcription import to_markdown
from sphinx_apparatus.edition.reader import made
from sphinx_apparatus.model.essays import Block, Span, block_label
from sphinx_apparatus.model.problems import Refusal
from sphinx_apparatus.model.records import NoClaim, Numbering, WitnessForm
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.model.vocabulary import BlockKind, Form, Unit
from sphinx_apparatus.text.anchors import Fault, anchor
from sphinx_apparatus.text.bodies import refused_in_text
from sphinx_apparatus.text.units import (
    StreamBlock,
    Transcript,
    differences,
    form_of_prose,
    joined_lines,
    looks_like_a_play,
    looks_like_verse,
    number_lines,
    parsed_text,
    stream,
)

POEM = """\
The gate was iron,\\
&emsp;the *wall was\\
stone*.[^1]

{.joins}
And high.

[^1]: A note:

    {.verse}
    with a line\\
    and another.
"""
SCENE = """\
# Act 3

{n="2"}
## Scene 2

{.stage}
Enter Ann *and* Leigh, with a key.

**ANN** [*aside*]{.stage}\\
To lock, or not to lock:

{.joins}
**LEIGH**\\
that is the gate.\\
There are three[]{.page n="265" wit="F"} kinds.

**ANN** I humbly thank you: here is a speech in prose.
"""
CHAPTER = """\
There are three kinds of gate.[^*] The page []{.page n="12"}turns in the mid[]{.page n="13"}dle.

1. The gate of wood.
2. The gate of iron,

   which has two wings.

| Kind | Number |
|------|-------:|
| wood | 12     |

![A gate of two wings.](gate.png)\\
Fig. 1.

> Good fences.
>
> Better gates.

[^*]: As Mr. Leigh says.
"""


def told(block: StreamBlock) -> list[str]:
    """Return the parts of a block, each with its words."""
    return [f"{part.unit}: {block.text[part.start : part.end]}" for part in block.parts]


def blocks(markdown: str, form: Form, **numbering: object) -> list[Block]:
    counts = dict.fromkeys(BlockKind, 0)
    found = []
    for block in stream(markdown, form):
        counts[block.kind] += 1
        found.append(made(block, block.kind, str(counts[block.kind])))
    return list(number_lines(found, form, Numbering.model_validate(numbering)))


def test_a_poem() -> None:
    first, second, note = stream(POEM, Form.VERSE)
    assert first.text == "The gate was iron, the wall was stone."
    assert told(first) == ["line: The gate was iron,", "line: the wall was", "line: stone."]
    assert [part.step for part in first.parts] == [0, 1, 0]
    assert [(point.unit, point.n, point.at) for point in first.milestones] == [("call", "1", 38)]
    assert (second.unit, told(second)) == (Unit.STANZA, ["line: And high."])
    assert (note.unit, note.kind) == (Unit.NOTE, BlockKind.NOTE)
    assert told(note)[1:] == [
        "stanza: with a line and another.",
        "line: with a line",
        "line: and another.",
    ]


def test_the_same_in_prose_keeps_lines_and_counts_none() -> None:
    first, second, _ = stream(POEM, Form.PROSE)
    assert first.unit is Unit.PARAGRAPH
    assert {part.attributes["kept"] for part in first.parts} == {"yes"}
    assert second.parts == ()
    assert not [line for block in blocks(POEM, Form.PROSE) for line in block.counted]


def test_a_scene() -> None:
    act, scene, enter, aside, joined, prose = stream(SCENE, Form.DRAMA)
    assert (act.unit, act.attributes["level"]) == (Unit.HEADING, "1")
    assert (scene.attributes["n"], enter.kind) == ("2", BlockKind.DIRECTION)
    assert told(aside) == [
        "speaker: ANN",
        "direction: aside",
        "line: To lock, or not to lock:",
    ]
    assert told(joined) == [
        "speaker: LEIGH",
        "line: that is the gate.",
        "line: There are three kinds.",
    ]
    (page,) = joined.milestones
    assert (page.n, page.wit, joined.text[: page.at]) == (
        "265",
        "F",
        "LEIGH that is the gate. There are three",
    )
    assert told(prose) == [
        "speaker: ANN",
        "paragraph: I humbly thank you: here is a speech in prose.",
    ]


def test_lines_are_counted_and_cited() -> None:
    found = blocks(SCENE, Form.DRAMA, lines="2", every=2)
    assert [(line.number, line.shown) for block in found for line in block.counted] == [
        ("1", False),
        ("1", False),
        ("2", True),
    ]
    assert [block_label(block) for block in found] == [
        *("1 heading 1", "1.2 heading 2", "1.2 s.d. 1", "1.2.1", "1.2.1–2", "1.2 ¶3"),
    ]
    last = found[4].counted[-1]
    assert block_label(found[4], Span(4, last.start, last.end)) == "1.2.2"
    poem = blocks(POEM.replace("{.joins}", '{n="120"}'), Form.VERSE)
    assert [line.number for block in poem for line in block.counted] == ["1", "2", "3", "120"]
    assert [block_label(block) for block in poem] == ["ll. 1–3", "l. 120", "author’s note 1"]


def test_a_quote_is_looked_for_in_a_line() -> None:
    found = blocks("the gate\\\nand the wall", Form.VERSE)
    assert isinstance(anchor(NoClaim(quote="the", reason="x"), found), Fault)
    place = NoClaim(quote="the", **{"in": "l2"}, reason="x")
    assert anchor(place, found) == Span(0, 13, 16)
    missing = anchor(NoClaim(quote="the", **{"in": "l3"}, reason="x"), found)
    assert isinstance(missing, Fault)
    assert missing.rule is Rule.BLOCK_UNKNOWN


def test_a_chapter() -> None:
    gates, items, table, figure, quote, note = stream(CHAPTER)
    assert [(point.unit, point.n) for point in gates.milestones] == [
        *(("call", "*"), ("page", "12"), ("page", "13")),
    ]
    assert gates.text[gates.milestones[2].at :] == "dle."
    assert items.text == ("1. The gate of wood. 2. The gate of iron, which has two wings.")
    assert [part.number for part in items.parts if part.unit is Unit.ITEM] == ["1.", "2."]
    assert told(table)[-2:] == ["cell: wood", "cell: 12"]
    assert (figure.text, figure.attributes["src"]) == ("Fig. 1.", "gate.png")
    assert told(quote) == ["paragraph: Good fences.", "paragraph: Better gates."]
    assert note.attributes == {"label": "*"}


@pytest.mark.parametrize(
    ("markdown", "line", "message"),
    [
        ("a\n\n{.lyric}\nb", 4, "found {.lyric}, which this block cannot have"),
        ("a\n\n{.verse}", 3, "the attributes ‘{.verse}’ stand before no block"),
        ("a[^1]", 1, "there is no author’s note [^1]"),
        ("a\n\n[^1]: b", 3, "nothing calls the author’s note [^1]"),
        ("a[^1] b[^1]\n\n[^1]: c", 1, "is called a second time"),
        ("![](gate.png)", 1, "the picture has no description"),
        ("![a](http://b.c/d.png)", 1, "expected a file of the text’s own folder"),
        ("a [b]{.blink}", 1, "found {.blink}; allowed is one of .stage"),
        ('a []{.folio n="12r"}b', 1, "found []{.folio}, which marks no place; empty brackets"),
        ('a [12]{.page n="12"}b', 1, "write empty brackets before them, and the number as ‘n’: []"),
        ("A\n===", 1, "found an underlined heading"),
        ("a\n\n***", 3, "found a rule"),
        ('[]{.page n="12" id="x"}a', 1, "found the attribute ‘id’"),
    ],
)
def test_what_a_text_cannot_hold_is_refused(markdown: str, line: int, message: str) -> None:
    faults = list(refused_in_text(markdown, parsed_text(markdown)))
    assert message in faults[0].message
    assert faults[0].line == line


@pytest.mark.parametrize("markdown", [POEM, SCENE, CHAPTER])
def test_what_a_text_holds_is_not_refused(markdown: str) -> None:
    assert list(refused_in_text(markdown, parsed_text(markdown))) == []


READING = WitnessForm(notes="brackets", pages="braces")
WITNESS = """\
Act 3

Scene 2
Enter Ann and Leigh, with a key.

ANN aside
To lock, or not to lock:
LEIGH that is the gate.
There are three kinds.

ANN I humbly thank you: here is
a speech in prose.
"""


def test_the_lock_takes_speakers_run_in_and_paragraphs_of_any_length() -> None:
    found = stream(SCENE, Form.DRAMA)
    assert list(differences(Transcript.of(WITNESS, WitnessForm()), found)) == []
    spaced = WITNESS.replace("lock:\nLEIGH that", "lock:\n\nLEIGH\n\nthat")
    assert list(differences(Transcript.of(spaced, WitnessForm()), found)) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("kinds", "sorts", "⟦sort⟧"),
        ("gate.\nThere", "gate. There", "text.md begins a line here"),
        ("not to lock", "not\nto lock", "the witness begins a line here"),
        ("here is\na speech", "here is\n\na speech", "the witness begins a paragraph"),
        ("key.\n\nANN aside", "key. ANN aside", "it begins within a line of the witness"),
    ],
)
def test_every_change_is_told(old: str, new: str, message: str) -> None:
    assert old in WITNESS
    witness = Transcript.of(WITNESS.replace(old, new), WitnessForm())
    told = " ".join(said for _, said in differences(witness, stream(SCENE, Form.DRAMA)))
    assert message in told


def test_every_line_end_that_moves_is_told() -> None:
    lines = [f"word{i} and {i} more of it" for i in range(20)]
    found = stream("\\\n".join(lines), Form.VERSE)
    assert list(differences(Transcript.of("\n".join(lines), WitnessForm()), found)) == []
    chance = random.Random(1)
    for place in chance.sample(range(1, 20), 10):
        first = lines[place].split()[0]
        moved = lines.copy()
        moved[place - 1] += f" {first}"
        moved[place] = moved[place].removeprefix(f"{first} ")
        assert list(differences(Transcript.of("\n".join(moved), WitnessForm()), found))


GATES = """\
There are three kinds of gate.[*] The page {12}turns in the mid{13}dle.

1. The gate of wood.
2. The gate of iron,
which has two wings.

Kind  Number
wood  12

Fig. 1.

Good fences.

Better gates.

[*] As Mr. Leigh says.
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("", "", ""),
        ("mid{13}dle", "mid{14}dle", "page 14 does not begin at the same place"),
        ("gate.[*] The", "gate. The[*]", "text.md has [^*], the witness no"),
        ("Leigh says", "Leigh said", "witness: "),
        ("1. The", "1) The", "⟦)⟧"),
    ],
)
def test_calls_and_pages_are_compared(old: str, new: str, message: str) -> None:
    witness = Transcript.of(GATES.replace(old, new) if old else GATES, READING)
    told = " ".join(said for _, said in differences(witness, stream(CHAPTER)))
    assert (message in told) if message else told == ""


def test_verse_and_plays_are_not_taken_for_prose_in_silence() -> None:
    poem = "O gate,\nWho made thee,\nAnd of what iron\nAnd when?\n"
    with pytest.raises(Refusal, match="paragraph 2 look like verse; say --form verse"):
        to_markdown(f"A title\n\n{poem}")
    assert to_markdown(poem, Form.VERSE).startswith("O gate,\\\nWho made thee,\\\n")
    assert looks_like_verse([WRAPPED * 4]) == 0
    assert looks_like_verse(["*\n*\n*\n*"]) == 0
    play = "\n\n".join(["ANN. To lock?", "LEIGH. Or not?"] * 3)
    assert looks_like_a_play(play.split("\n\n"))
    with pytest.raises(Refusal, match="--form drama"):
        to_markdown(play)
    assert to_markdown(play, Form.DRAMA).startswith("**ANN.** To lock?\n\n**LEIGH.** Or not?")


WRAPPED = (
    "of iron or wood, and of gates that are of neither, is\n"
    "what the town has told whoever asked it for a gate or\n"
)


@pytest.mark.parametrize(
    ("markdown", "form"),
    [
        ("O gate,\nWho made thee,\nAnd of what iron\nAnd when?", Form.VERSE),
        ("O gate,\\\nWho made thee,\\\nAnd of what iron\\\nAnd when?", Form.VERSE),
        ("\n\n".join(["O gate of iron,\nWho made thee"] * 4), Form.VERSE),
        ("{.verse}\nO gate,\\\nWho made thee,\\\nAnd of what iron\\\nAnd when?", None),
        ("ANN. Who?\n\nBEN. I.\n\nANN. You?\n\nBEN. Yes.", Form.DRAMA),
        ("**Ann** Who?\n\n**Ben** I.\n\n**Ann** You?\n\n**Ben** Yes.", Form.DRAMA),
        ("**Gate.** A\n\n**Wall.** B\n\n**Key.** C\n\n**Lock.** D", None),
        # A sentence on each line; a list; a stone; an address among paragraphs.
        ("He had a gate.\nIt was of iron.\nNobody knew its key.\nHe had lost it.", None),
        ("There were:\n- Gates\n- Walls\n- Keys\n- Locks", None),
        ("DIS MANIBVS\\\nSACRVM\\\nC IVLIO\\\nVIXIT", None),
        ("High Street\\\nLondon\\\nAt Home\\\nDear Sir,\n\nI have it.\n\nYours.", None),
        # Lines of one width, beside a paragraph on one line.
        (f"{'a gate of iron and ' * 9}\n\n{WRAPPED * 3}", None),
        ("μῆνιν ἄειδε θεὰ\nοὐλομένην, ἣ μυρί᾽\nπολλὰς δ᾽ ἰφθίμους\nἡρώων, αὐτοὺς", Form.VERSE),
    ],
)
def test_a_text_without_form_is_asked_for_it_where_it_is_no_prose(
    markdown: str, form: Form | None
) -> None:
    text = f"A title\n\n{markdown}\n"
    found = form_of_prose(stream(text), text, (1,), "")
    assert (found and found[0]) == form


def test_lines_of_the_transcription_that_a_text_joins_are_seen() -> None:
    poem = "O gate,\nWho made thee,\nAnd of what iron\nAnd when?"
    joined = poem.replace("\n", " ")
    found = form_of_prose(stream(joined), joined, (), f"{poem}\n")
    assert found is not None and (found[0], found[1].line) == (Form.VERSE, 1)


def test_notes_and_pages_of_a_transcription_become_marks() -> None:
    text = "One {2}two.[*]\n\n[*] A note.\n\n    It goes on.\n"
    markdown = to_markdown(text, Form.PROSE, READING)
    assert markdown == 'One []{.page n="2"}two.[^*]\n\n[^*]: A note.\n\n    It goes on.\n'


def test_words_divided_at_the_ends_of_lines_are_joined() -> None:
    copy = "con-\nceived on a battle-  \nfield and two-\n\nfold"
    assert joined_lines(copy, "a Battle-field") == "conceived on a battle-field and two-\n\nfold"
    assert joined_lines(copy, "a battlefield").startswith("conceived on a battlefield and")
