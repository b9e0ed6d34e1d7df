"""Records: the content of files, as frozen, typed values.

The classes that derive from :class:`Record` are the file formats themselves:
field names and descriptions here become the JSON Schemas in ``schemas/``.
In files, names are written with hyphens (``evidence-through``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import (
    Field,
    GetPydanticSchema,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)
from pydantic_core import PydanticCustomError, PydanticKnownError, core_schema

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
    Record,
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
    MOST_WORDS,
    SIGNS,
    STANDARD,
    Certainty,
    Change,
    Confidence,
    Consulted,
    Declared,
    EntryClass,
    Form,
    Kind,
    NameKind,
    NoteKind,
    Outcome,
    OutletKind,
    Relation,
    Scheme,
    Verdict,
    View,
)

# -- the lists of the edition ----------------------------------------------------------------------


def _of_scheme(values: Callable[[Scheme], Sequence[Declared]]) -> GetPydanticSchema:
    """Return how a value of a list is read that an edition may declare.

    :param values: the list in a scheme; that of the edition is ``scheme`` in the context of the
        validation. Where it is none, the scheme has a fault of its own.
    """

    def found(value: object, info: ValidationInfo) -> Declared:
        known = values(_scheme_of(info))
        for each in known:
            if each == value:
                return each
        raise PydanticKnownError("enum", {"expected": one_of(known) + DECLARED})

    def form(ids: Sequence[Declared]) -> core_schema.CoreSchema:
        return core_schema.with_info_plain_validator_function(
            found,
            # What editors of files complete and check with.
            metadata={"pydantic_js_functions": [lambda _schema, _handler: _enumerated(ids)]},
        )

    return GetPydanticSchema(lambda _source, _handler: form(values(STANDARD)))


def _scheme_of(info: ValidationInfo) -> Scheme:
    scheme = info.context.get("scheme", STANDARD) if info.context else STANDARD
    if scheme is None:
        raise PydanticCustomError("scheme", "the scheme cannot be read")
    found: Scheme = scheme
    return found


def _enumerated(ids: Sequence[Declared]) -> dict[str, Any]:
    values = [each.value for each in ids]
    return {**({"enum": values} if values[1:] else {"const": values[0]}), "type": "string"}


def _kind_like(like: Kind) -> GetPydanticSchema:
    return _of_scheme(lambda scheme: [kind for kind in scheme.kinds if kind.like is like])


DECLARED = "; _data/scheme.yml can declare others"
"""What is added, in messages, to the values of a list that an edition may declare."""


def one_of(values: Sequence[str]) -> str:
    """Return the values in a sentence: “a, b or c”."""
    return " or ".join(part for part in (", ".join(values[:-1]), *values[-1:]) if part)


AnyVerdict = Annotated[Verdict, _of_scheme(lambda scheme: scheme.verdicts)]


class Withdrawal(Record):
    """Why a note was withdrawn."""

    date: Day
    reason: PlainText


class VerdictChange(Record):
    """A verdict that was changed after publication."""

    date: Day
    from_: AnyVerdict = Field(description="The verdict before.")
    to: AnyVerdict = Field(description="The verdict after.")
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

    kind: Annotated[NoteKind, _kind_like(Kind.FACT_CHECK)]
    claim: Sentence = Field(description="One sentence: what the essay asserts.")
    verdict: AnyVerdict
    confidence: Confidence
    checked: Day
    evidence_through: YearMonth
    history: tuple[VerdictChange, ...] = ()


class ContextHead(NoteHead):
    """A note that explains."""

    kind: Annotated[NoteKind, _kind_like(Kind.CONTEXT)]


class TextualHead(NoteHead):
    """A note on the words of the text."""

    kind: Annotated[NoteKind, _kind_like(Kind.TEXTUAL)]
    change: Change
    reading: Words | None = Field(
        None, description="The quote as it reads after the change; empty for an omission."
    )
    adopt: Flag = Field(False, description="Whether the reading enters the reading text.")
    certainty: Certainty
    witnesses: tuple[WitnessReading, ...] = ()


HEADS: Mapping[Kind, type[FactCheckHead | ContextHead | TextualHead]] = {
    Kind.FACT_CHECK: FactCheckHead,
    Kind.CONTEXT: ContextHead,
    Kind.TEXTUAL: TextualHead,
}
"""The fields of a note of each kind."""


def _head(value: Any, _handler: ValidatorFunctionWrapHandler, info: ValidationInfo) -> NoteHead:
    """Read the fields of a note by its kind, which an edition may declare."""
    if not isinstance(value, dict):
        raise PydanticKnownError("model_attributes_type")
    if "kind" not in value:
        raise PydanticKnownError("union_tag_not_found", {"discriminator": "'kind'"})
    scheme = _scheme_of(info)
    found = next((kind for kind in scheme.kinds if kind == value["kind"]), None)
    if found is None:
        expected = one_of(scheme.kinds)
        about = {"discriminator": "'kind'", "tag": str(value["kind"]), "expected_tags": expected}
        raise PydanticKnownError("union_tag_invalid", about)
    return HEADS[found.like].model_validate(value, context=info.context)


AnyHead = Annotated[FactCheckHead | ContextHead | TextualHead, WrapValidator(_head)]


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
    relation: Annotated[Relation, _of_scheme(lambda scheme: scheme.relations)]
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
    kind: Annotated[NameKind, _of_scheme(lambda scheme: scheme.names)]
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


Label = Text | dict[Language, Text]
"""Words that readers meet: in the edition's language, or by languages."""


class KindOfNotes(Record):
    """A kind of notes."""

    id: Id
    like: Kind = Field(description="Which kind of the engine it behaves like.")
    label: Label = Field(description="What one note is called: gloss.")
    several: Label = Field(description="What its notes are called together: Glosses.")


class KindOfVerdict(Record):
    """A verdict."""

    id: Id
    label: Label
    definition: Label = Field(description="One sentence that says when it is given.")
    sign: Literal["●", "◕", "◐", "○", "■", "◆", "△"] = Field(
        description="A shape, which also brings a color; each for one verdict."
    )
    number: Count | None = Field(
        None, description="Its place on a scale of numbers, if it has one: 1 is the worst."
    )
    like: Literal["unsupported", "disputed", "not-checkable"] | None = Field(
        None, description="The verdict of the engine whose rules hold for its evidence, if any."
    )


class KindOfRelation(Record):
    """A relation of two passages."""

    id: Id
    label: Label
    definition: Label = Field(description="What it says, in a few words: one quotes the other.")


class KindOfName(Record):
    """A kind of headings of the index."""

    id: Id
    like: Literal["person", "organization", "place", "subject"] = Field(
        description="Which kind of the engine it behaves like."
    )
    label: Label = Field(description="What its headings are called together: Works.")


class BodyOfNotes(Record):
    """What the text of a note may be."""

    words: Annotated[Count, Field(le=5000)] = Field(
        MOST_WORDS, description="About how many words; more are a warning."
    )
    blocks: tuple[Literal["table", "picture", "code"], ...] = Field(
        (), description="What it may hold beside paragraphs, lists and quotations."
    )


_MOST_DECLARED = 20
_TAKEN = frozenset(
    {
        *("all", "none", "text", "cross-references", "underline"),
        *("head", "title", "meta", "gap", "chart"),
    }
)
"""Values of switches, and ends of classes, that a page has beside kinds and verdicts."""


class SchemeFile(Record):
    """``scheme.yml``: the lists that an edition declares; each replaces that of the engine."""

    kinds: Annotated[tuple[KindOfNotes, ...], Field(min_length=1, max_length=_MOST_DECLARED)] = ()
    verdicts: Annotated[tuple[KindOfVerdict, ...], Field(max_length=len(SIGNS))] | None = Field(
        None, description="Of at most seven; an empty list: the edition gives no verdicts."
    )
    relations: Annotated[
        tuple[KindOfRelation, ...], Field(min_length=1, max_length=_MOST_DECLARED)
    ] = ()
    names: Annotated[tuple[KindOfName, ...], Field(min_length=1, max_length=_MOST_DECLARED)] = ()
    notes: BodyOfNotes = BodyOfNotes()
    within_one_text: Flag = Field(
        False, description="Whether a cross-reference may join two passages of one text."
    )

    @property
    def scheme(self) -> Scheme:
        """The lists, with those of the engine for what is not declared."""
        kinds = tuple(NoteKind(each.id, each.label, each.like, each.several) for each in self.kinds)
        verdicts = tuple(
            Verdict(each.id, each.label, each.definition, each.sign, each.number, each.like or "")
            for each in self.verdicts or ()
        )
        kinds = kinds or STANDARD.kinds
        if self.verdicts == ():
            kinds = tuple(kind for kind in kinds if kind.like is not Kind.FACT_CHECK)
        if self.verdicts is None:
            is_graded = any(kind.like is Kind.FACT_CHECK for kind in kinds)
            verdicts = STANDARD.verdicts if is_graded else ()
        relations = tuple(Relation(each.id, each.label, each.definition) for each in self.relations)
        names = tuple(NameKind(each.id, each.label, each.like) for each in self.names)
        return Scheme(
            kinds,
            verdicts,
            relations or STANDARD.relations,
            names or STANDARD.names,
            self.notes.words,
            frozenset(self.notes.blocks),
            self.within_one_text,
        )

    def faults(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield the place of each value that does not go with another, and what is wrong."""
        for name, ids in (
            ("kinds", [each.id for each in self.kinds]),
            ("verdicts", [each.id for each in self.verdicts or ()]),
            ("relations", [each.id for each in self.relations]),
            ("names", [each.id for each in self.names]),
        ):
            for index, id in enumerate(ids):
                if id in ids[:index]:
                    yield (name, index, "id"), f"‘{id}’ stands twice in ‘{name}’; keep one"
        for field in ("sign", "number"):
            values = [getattr(each, field) for each in self.verdicts or ()]
            for index, value in enumerate(values):
                if value is not None and value in values[:index]:
                    other = (self.verdicts or ())[values.index(value)].id
                    message = f"‘{field}: {value}’ is that of ‘{other}’ too; each has its own"
                    yield ("verdicts", index, field), message
        is_graded = any(kind.like is Kind.FACT_CHECK for kind in self.kinds)
        if self.kinds and self.verdicts and not is_graded:
            message = "no kind of notes is ‘like: fact-check’: nothing can have a verdict; "
            yield ("verdicts",), message + "declare such a kind, or leave ‘verdicts’ out"
        if self.verdicts == ():
            for index, kind in enumerate(self.kinds):
                if kind.like is Kind.FACT_CHECK:
                    message = "‘like’ is ‘fact-check’, and ‘verdicts’ is empty; declare verdicts"
                    yield ("kinds", index, "like"), message
        yield from self._odd_ids()

    def _odd_ids(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield ids that pages use for something else: kinds and verdicts stand side by side."""
        verdicts = self.scheme.verdicts
        kinds = [each.id for each in self.kinds]
        for name, ids in (("kinds", kinds), ("verdicts", [*verdicts] if self.verdicts else [])):
            for index, id in enumerate(ids):
                if id in _TAKEN or (name == "kinds" and id in verdicts):
                    what = "of something else on a page" if id in _TAKEN else "of a verdict too"
                    message = f"‘{id}’ is the name {what}; choose another id"
                    yield (name, index, "id"), message
        for index, kind in enumerate(self.kinds):
            if kind.id in list(Kind) and kind.id != kind.like:
                message = f"‘{kind.id}’ is ‘like: {kind.like}’; write ‘like: {kind.id}’, or "
                yield ("kinds", index, "like"), message + "choose another id"


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
