"""Records: the content of files, as frozen, typed values.

The classes that derive from :class:`Record` are the file formats themselves:
field names and descriptions here become the JSON Schemas in ``schemas/``.
In files, names are written with hyphens (``evidence-through``).
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sphinx_apparatus.model.catalogue import N_, translate
from sphinx_apparatus.model.fields import (
    ID_PATTERN,
    MAX_ID,
    Address,
    BlockId,
    BlockNumber,
    Checksum,
    Count,
    Dated,
    Day,
    EssayId,
    FileName,
    Flag,
    GndId,
    Id,
    Language,
    LooseDate,
    PlainText,
    Prose,
    Sentence,
    ShortTitle,
    Siglum,
    SourceKey,
    Text,
    Title,
    ViafId,
    WikidataId,
    Words,
    Year,
    YearMonth,
    is_reserved,
)
from sphinx_apparatus.model.vocabulary import (
    Certainty,
    Change,
    Confidence,
    Consulted,
    EntryClass,
    Form,
    Kind,
    Outcome,
    OutletKind,
    Relation,
    Verdict,
    View,
)


class Record(BaseModel):
    """A mapping in a file; unknown fields are refused."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        # Each class is made ready when a file is first read with it: a build or a check of what
        # is known already needs none or few.
        defer_build=True,
        alias_generator=lambda name: name.rstrip("_").replace("_", "-"),
    )


class Withdrawal(Record):
    """Why a note was withdrawn."""

    date: Day
    reason: PlainText


class VerdictChange(Record):
    """A verdict that was changed after publication."""

    date: Day
    from_: Verdict = Field(description="The verdict before.")
    to: Verdict = Field(description="The verdict after.")
    reason: PlainText


class Evidence(Record):
    """Words of a source that decide a finding."""

    source: SourceKey = Field(description="Key of references.bib; the note cites it as well.")
    quote: Sentence = Field(
        description="The words, exactly as the source has them; at most 50 words."
    )
    language: Language | None = Field(
        None, description="Where the words are in another language than the edition."
    )
    at: Text | None = Field(None, description="The place in the source: p. 4.")
    translation: Sentence | None = Field(
        None, description="The words in the edition's language, where they are in another."
    )
    primary: Flag = Field(
        False,
        description="Whether the source is the document that the claim is about, or the record "
        "of those who counted, ruled or spoke.",
    )


class Later(Record):
    """What happened after the date of the text; it never changes the verdict."""

    date: LooseDate = Field(description="When it happened.")
    text: Prose = Field(description="What happened, in MyST, with a citation.")
    evidence: tuple[Evidence, ...] = ()


class WitnessReading(Record):
    """The reading of a witness in place of the words quoted."""

    siglum: Siglum
    language: Language
    reading: Words = Field(description="The words of the witness; empty where it has none.")


class NoteHead(Record):
    """The fields that every note has."""

    title: Title = Field(
        description="At most 60 characters; stands in the margin, in tables and in the feed."
    )
    quote: Words = Field(description="The words of the base text that the note is about.")
    in_: BlockId | None = Field(None, description="The block, where the words stand in several.")
    before: Words | None = Field(None, description="Words of the same block just before.")
    after: Words | None = Field(None, description="Words of the same block just after.")
    summary: Sentence | None = Field(
        None,
        description="The note's answer in one sentence of at most 25 words, which can stand alone.",
    )
    evidence: tuple[Evidence, ...] = Field((), description="The words that decide the finding.")
    evidence_none: Sentence | None = Field(
        None,
        description="Where no words can be quoted: what was searched, where, and on which day.",
    )
    later: tuple[Later, ...] = Field((), description="What happened since, the earliest first.")
    created: Day | None = Field(None, description="The day the note was first written.")
    checked: Day | None = Field(None, description="The day the evidence was last weighed.")
    evidence_through: YearMonth | None = Field(
        None, description="Date of the newest source that could be searched."
    )
    by: Annotated[tuple[Id, ...], Field(min_length=1)] = Field(
        description="Keys of people.yml: who wrote the note."
    )
    reviewed_by: tuple[Id, ...] = Field((), description="Keys of people.yml: who reviewed it.")
    index: tuple[Text, ...] = Field((), description="Terms of names.yml.")
    status: Literal["active", "withdrawn"] = "active"
    withdrawn: Withdrawal | None = None

    @model_validator(mode="after")
    def _withdrawn_with_reason(self) -> NoteHead:
        if (self.status == "withdrawn") != (self.withdrawn is not None):
            raise ValueError("'status: withdrawn' and 'withdrawn' with date and reason go together")
        return self


class FactCheckHead(NoteHead):
    """A note that grades a claim."""

    kind: Literal[Kind.FACT_CHECK]
    claim: Sentence = Field(description="One sentence: what the essay asserts.")
    verdict: Verdict
    confidence: Confidence
    checked: Day
    evidence_through: YearMonth
    history: tuple[VerdictChange, ...] = ()


class ContextHead(NoteHead):
    """A note that explains."""

    kind: Literal[Kind.CONTEXT]


class TextualHead(NoteHead):
    """A note on the words of the text."""

    kind: Literal[Kind.TEXTUAL]
    change: Change
    reading: Words | None = Field(
        None, description="The quote as it reads after the change; empty for an omission."
    )
    adopt: Flag = Field(False, description="Whether the reading enters the reading text.")
    certainty: Certainty
    witnesses: tuple[WitnessReading, ...] = ()


AnyHead = Annotated[FactCheckHead | ContextHead | TextualHead, Field(discriminator="kind")]


class Place(Record):
    """One end of a cross-reference."""

    essay: EssayId
    quote: Words
    in_: BlockId | None = None
    before: Words | None = None
    after: Words | None = None


class CrossReferenceHead(Record):
    """The fields of a cross-reference."""

    theme: Id
    relation: Relation
    between: Annotated[tuple[Place, ...], Field(min_length=2, max_length=2)]
    created: Day | None = None
    by: Annotated[tuple[Id, ...], Field(min_length=1)]
    reviewed_by: tuple[Id, ...] = ()


class WitnessForm(Record):
    """How the transcription of a witness is read."""

    paragraphs: Literal["blank", "line"] = Field(
        "blank", description="What divides paragraphs: a blank line, or each end of a line."
    )
    notes: Literal["none", "brackets"] = Field(
        "none",
        description="How the author's notes are marked: [1] in the text, and at their beginning.",
    )
    pages: Literal["none", "braces", "brackets", "bars"] = Field(
        "none", description="How pages are marked: {12}, [p. 12] or |12|."
    )


class Numbering(Record):
    """What is numbered in a text."""

    lines: Literal["none", "text", "1", "2", "3", "4", "5", "6"] | None = Field(
        None,
        description="Lines of verse: through the text, anew at headings of a level, or not; "
        "by default through a text in verse or a play.",
    )
    every: Count = Field(5, description="Of how many lines one shows its number.")


class Collation(Record):
    """Which differences of witnesses count as none."""

    case: Flag = Field(False, description="Whether small and capital letters differ.")
    marks: Flag = Field(True, description="Whether accents, breathings and points count.")
    punctuation: Flag = Field(True, description="Whether signs count.")
    division: Flag = Field(True, description="Whether it counts how words are divided.")
    letters: tuple[Literal["long-s", "ligatures", "u-v", "i-j"], ...] = Field(
        ("long-s", "ligatures"), description="Letters that are taken for the same."
    )
    equal: tuple[Annotated[tuple[Text, ...], Field(min_length=2)], ...] = Field(
        (), description="Words that are taken for the same: [honour, honor]."
    )
    moved: Count = Field(4, description="The least words of a run that counts as moved.")
    line_ends: Literal["spaces", "joined"] = Field(
        "spaces", description="Whether a word that is divided at the end of a line is joined."
    )


class Hand(Record):
    """A hand in a witness that is not that of its final text."""

    siglum: Siglum
    title: Text = Field(description="What it is: before correction.")


class WitnessGroup(Record):
    """Witnesses that a siglum of their own stands for, where all of them agree."""

    siglum: Siglum
    title: Text
    witnesses: Annotated[tuple[Siglum, ...], Field(min_length=2)]


class ApparatusForm(Record):
    """How the entries of the apparatus are printed."""

    form: Literal["negative", "positive"] = Field(
        "negative", description="Whether the witnesses that have the lemma are named: positive."
    )
    style: Literal["bracket", "colon"] = Field(
        "bracket", description="What stands behind the lemma; a colon only in the positive form."
    )
    words: Literal["en", "la"] = Field("en", description="The language of its abbreviations.")
    complete: Flag = Field(
        False, description="Whether every difference of a witness with a file must have an entry."
    )
    print: tuple[EntryClass, ...] = Field(
        (EntryClass.SUBSTANTIVE, EntryClass.SPELLING, EntryClass.DIVISION),
        description="The classes of entries that are shown at first.",
    )

    @model_validator(mode="after")
    def _colon_is_positive(self) -> ApparatusForm:
        if self.style == "colon" and self.form == "negative":
            raise ValueError("'style: colon' needs 'form: positive'")
        return self


class WitnessBlocks(Record):
    """The paragraphs of a transcription, counted from 1, that are not compared with the base."""

    head: tuple[Count, ...] = ()
    tail: tuple[Count, ...] = ()


class WitnessDescription(Record):
    """A copy of the text."""

    siglum: Siglum
    title: Text = Field(description="What the copy is, in a few words.")
    language: Language
    url: Address | None = None
    source: SourceKey | None = Field(None, description="Key of references.bib.")
    extent: Text = Field(description="How much of it was seen.")
    file: FileName | None = Field(
        None, description="The transcription: plain text, a blank line between paragraphs."
    )
    sha256: Checksum | None = Field(
        None, description="The checksum of the transcription, where it is not that of the base."
    )
    blocks: WitnessBlocks = WitnessBlocks()
    reading: WitnessForm = Field(
        WitnessForm(), description="How the transcription marks paragraphs, notes and pages."
    )
    hands: tuple[Hand, ...] = Field(
        (), description="Its hands that readings name beside its final text."
    )
    collated: Literal["whole", "named"] | None = Field(
        None,
        description="Whether all of it was compared, or only the places that name it; by default "
        "whole if it has a file.",
    )
    collation: Collation = Field(
        Collation(), description="Where it differs from the collation of the text."
    )

    @property
    def is_collated(self) -> bool:
        """Whether it agrees with the base text where no entry says otherwise."""
        return (self.collated or ("whole" if self.file else "named")) == "whole"


class Blocks(Record):
    """The blocks of the witness, counted from 1, that are not passages."""

    head: tuple[Count, ...] = ()
    furniture: tuple[Count, ...] = ()
    tail: tuple[Count, ...] = ()


class Rights(Record):
    """The rights in the text."""

    status: Literal["unresolved", "licensed", "cleared"]
    statement: PlainText
    text_view: View = Field(View.BASE, description="Which text a reader sees first.")

    @property
    def word(self) -> str:
        """What is known of the rights, as a reader sees it."""
        return translate(_RIGHTS[self.status])


_RIGHTS = {
    "unresolved": N_("unresolved"),
    "licensed": N_("licensed"),
    "cleared": N_("cleared"),
}


class NoClaim(Record):
    """A sentence left without a note."""

    quote: Words
    in_: BlockId | None = None
    reason: PlainText


class EssayHead(Record):
    """``essay.yml``."""

    title: Text
    author: Text = Field(description="Person or body, as the edition names the speaker.")
    short: ShortTitle | None = Field(
        None, description="The author's short name, which introduces claims: Leigh."
    )
    brief: Sentence | None = Field(
        None, description="What the text argues, in at most 40 words without markup."
    )
    date: Dated = Field(
        description="Date of the essay, in EDTF: 1908-05-14, 1908, -0750, 1300?, 1863/1864; "
        "verdicts are as of its end."
    )
    debate: Year = Field(description="The year by which the essay is cited: 2019 ¶9.")
    label: ShortTitle | None = Field(
        None, description="How the text is cited, where the year is not enough: Sonnet 18."
    )
    work: ShortTitle | None = Field(
        None, description="The work that the text is a part of, as parts are cited: Gates."
    )
    part: ShortTitle | None = Field(None, description="Which part of the work it is: 3.")
    form: Form = Field(Form.PROSE, description="What plain paragraphs are: prose, verse, drama.")
    numbering: Numbering = Numbering()
    language: Language
    published: Text = Field(description="Where it first appeared.")
    url: Address | None = None
    witnesses: Annotated[tuple[WitnessDescription, ...], Field(min_length=1)]
    base: Siglum = Field(description="The witness whose transcription is the base text.")
    groups: tuple[WitnessGroup, ...] = Field((), description="Witnesses that are named together.")
    collation: Collation = Field(
        Collation(), description="Which differences of witnesses count as none."
    )
    apparatus: ApparatusForm = Field(
        ApparatusForm(), description="How the entries of the apparatus are printed."
    )
    blocks: Blocks = Blocks()
    passages: tuple[BlockNumber, ...] = Field(
        (),
        description="The numbers of the passages in their order, once published: [1, 2, 2a, 3]; "
        "none: they are counted.",
    )
    rights: Rights
    no_claim: tuple[NoClaim, ...] = ()
    sha256: Checksum = Field(description="Checksum of text.md.")

    @model_validator(mode="after")
    def _part_of_a_work(self) -> EssayHead:
        if (self.work is None) != (self.part is None):
            raise ValueError("'work' and 'part' go together")
        return self

    @property
    def witness_by_siglum(self) -> dict[str, WitnessDescription]:
        """The witness of each siglum, in their order; of a hand that which it is in."""
        return {
            siglum: witness
            for witness in self.witnesses
            for siglum in (witness.siglum, *(hand.siglum for hand in witness.hands))
        }

    def collation_of(self, witness: WitnessDescription) -> Collation:
        """Return which differences of a witness count as none."""
        own = {
            name: getattr(witness.collation, name) for name in witness.collation.model_fields_set
        }
        return self.collation.model_copy(update=own)


class Theme(Record):
    """A question that both debates share."""

    id: Id
    title: ShortTitle
    definition: Prose
    question: Sentence | None = Field(None, description="The question that both debates answer.")
    positions: dict[EssayId, Sentence] = Field(
        {}, description="Where each essay stands, in one clause, by the essays' ids."
    )


class Authorities(Record):
    """What authority files call somebody or something, one id or more.

    Forms: Wikidata's properties P214 (VIAF) and P227 (GND), and its own ids.
    """

    wikidata: WikidataId | None = None
    viaf: ViafId | None = None
    gnd: GndId | None = None

    @model_validator(mode="after")
    def _one_at_least(self) -> Authorities:
        if not self.addresses:
            raise ValueError("expected an id of wikidata, viaf or gnd")
        return self

    @property
    def addresses(self) -> dict[str, tuple[str, str]]:
        """The id and the address of each, by the name of the authority file."""
        ids = {"Wikidata": self.wikidata, "VIAF": self.viaf, "GND": self.gnd}
        return {name: (id, f"{_AUTHORITIES[name]}{id}") for name, id in ids.items() if id}


_AUTHORITIES = {
    "Wikidata": "https://www.wikidata.org/entity/",
    "VIAF": "https://viaf.org/viaf/",
    "GND": "https://d-nb.info/gnd/",
}
"""What the ids of authority files are addresses behind."""


class Name(Record):
    """A heading of the index."""

    name: Text
    kind: Literal["person", "organization", "place", "subject"]
    identification: Text | None = None
    living: Flag = False
    sort: Text | None = None
    authorities: Authorities | None = Field(
        None, description="Ids in authority files: wikidata, viaf, gnd."
    )


class Person(Record):
    """Somebody who wrote or reviewed notes."""

    key: Id
    name: Text
    role: Text | None = None
    interests: Text | None = None


class Contribution(Record):
    """A contribution to a debate that an essay belongs to."""

    id: Id
    debate: Year
    author: Text
    title: Text = Field(description="As printed; a description stands in square brackets.")
    published: PlainText = Field(description="Where it appeared.")
    date: LooseDate
    source: SourceKey = Field(description="Key of references.bib.")
    thesis: Prose = Field(description="The editors' summary, in MyST.")
    answers: tuple[Id, ...] = Field((), description="Ids of the contributions it replies to.")
    consulted: Consulted


class Event(Record):
    """A line of the chronology."""

    date: LooseDate
    end: LooseDate | None = Field(None, description="Last day of an event of several days.")
    event: Prose = Field(description="What happened, in MyST.")
    sources: Annotated[tuple[SourceKey, ...], Field(min_length=1)] = Field(
        description="Keys of references.bib."
    )
    passages: tuple[Text, ...] = Field((), description="Where the essays touch on it: essay/p3.")


class Correction(Record):
    """A change to what a published note or page said."""

    date: Day
    note: Text = Field(description="Full id of the note, or the page or file.")
    what: Prose = Field(description="What it said before and what it says now.")
    reason: Prose


class Outlet(Record):
    """Who owns or directs a publisher of sources."""

    name: Text = Field(
        description="As the bibliography has it, in journaltitle, publisher, organization, "
        "institution or author."
    )
    kind: OutletKind
    of: Text = Field(description="Which state, party, church or owner: the government of Russia.")
    source: SourceKey = Field(description="Key of the source that says so.")

    @property
    def label(self) -> str:
        """The label as it is printed: “state: the government of Russia”."""
        return f"{self.kind.value}: {self.of}"


class Lookup(Record):
    """What was found when a quotation was looked up; ``sphinx-apparatus evidence`` writes it."""

    note: Text = Field(description="Full id of the note.")
    source: SourceKey = Field(description="Key of references.bib.")
    words: Checksum = Field(description="SHA-256 of the words, each run of white space one space.")
    outcome: Outcome = Field(description="What was found at the source's own address.")
    date: Day = Field(description="The day of the look-up.")
    address: Address | None = Field(None, description="The address, if the source has one.")
    reason: Text | None = Field(None, description="Why the page could not be read.")
    text: Checksum | None = Field(None, description="SHA-256 of the words of the page.")
    found: Day | None = Field(None, description="The last day on which the page had the words.")
    missing_since: Day | None = Field(
        None, description="The first of the days on which it had them no more, or not yet."
    )
    archive: Address | None = Field(None, description="An archived copy that has the words.")
    archived: Day | None = Field(None, description="The day of that copy.")


class ContestedWord(Record):
    """A word that the editors use only in quotation, as a title, or attributed."""

    words: Annotated[tuple[Text, ...], Field(min_length=1)] = Field(
        description="Every form; small letters; words may be parted by spaces."
    )
    reason: PlainText
    instead: Text | None = Field(None, description="What the edition writes in its own voice.")
    except_: tuple[Text, ...] = Field((), description="Phrases in which the word may stand.")


def is_id(text: str) -> bool:
    """Return whether *text* can be the id of a note or cross-reference, and a file everywhere."""
    is_formed = re.fullmatch(ID_PATTERN.removesuffix("$"), text) is not None
    return is_formed and len(text) <= MAX_ID and not is_reserved(text)
