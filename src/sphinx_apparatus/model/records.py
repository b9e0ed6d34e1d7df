"""Records: what people write in files, as frozen, typed values.

The classes that derive from :class:`Record` are the file formats themselves:
field names and descriptions here become the JSON Schemas in ``schemas/``.
In files, names are written with hyphens (``evidence-through``).
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetPydanticSchema,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError, core_schema

from sphinx_apparatus.model.dates import PartialDate
from sphinx_apparatus.model.vocabulary import (
    Certainty,
    Change,
    Confidence,
    Consulted,
    Kind,
    Relation,
    Verdict,
    View,
)

ID_PATTERN = r"^[a-z][a-z0-9-]*$"
ESSAY_ID_PATTERN = r"^[0-9]{4}-[a-z0-9-]+$"
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$"
LOOSE_DATE_PATTERN = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"


# -- what people write ---------------------------------------------------------------------------


def _words(value: str) -> str:
    return " ".join(value.split())


def _flag(value: object) -> object:
    # YAML files give text here; yes, on and 1 are left out on purpose: one way to write it.
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def _day(value: object) -> object:
    # Elsewhere a number is a date, too: seconds since 1970.
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise PydanticCustomError("date_form", "not a day")
    return value


def _partial_date(value: str) -> PartialDate:
    """Refuse 31 February; a year or a month may stand alone."""
    try:
        return PartialDate.parse(value)
    except ValueError:
        raise ValueError(f"{value} is no day of the calendar") from None


def _date_of(pattern: str) -> GetPydanticSchema:
    """Return how a date is read from words of a form, and written."""
    schema = core_schema.no_info_after_validator_function(
        _partial_date,
        core_schema.str_schema(pattern=pattern),
        serialization=core_schema.to_string_ser_schema(),
    )
    return GetPydanticSchema(lambda _source, _handler: schema)


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
EssayId = Annotated[str, StringConstraints(pattern=ESSAY_ID_PATTERN)]
BlockId = Annotated[str, StringConstraints(pattern=r"^[hpft][1-9][0-9]*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Words = Annotated[str, AfterValidator(_words)]
Flag = Annotated[bool, BeforeValidator(_flag)]
YearMonth = Annotated[PartialDate, _date_of(r"^[0-9]{4}(-(0[1-9]|1[0-2]))?$")]
LooseDate = Annotated[PartialDate, _date_of(LOOSE_DATE_PATTERN)]
Day = Annotated[dt.date, BeforeValidator(_day)]
Language = Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN)]
Siglum = Annotated[str, StringConstraints(pattern=r"^\S{1,4}$")]


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
    """Why a note is no longer held."""

    date: Day
    reason: Text


class VerdictChange(Record):
    """A verdict that was changed after publication."""

    date: Day
    from_: Verdict = Field(description="The verdict before.")
    to: Verdict = Field(description="The verdict after.")
    reason: Text


class WitnessReading(Record):
    """What a witness has in place of the words quoted."""

    siglum: Siglum
    language: Language
    reading: Words = Field(description="The words of the witness; empty where it has none.")


class NoteHead(Record):
    """The fields that every note has."""

    title: Annotated[Text, StringConstraints(max_length=60)] = Field(
        description="At most 60 characters; stands in the margin, in tables and in the feed."
    )
    quote: Words = Field(description="The words of the base text that the note is about.")
    in_: BlockId | None = Field(None, description="The block, where the words stand in several.")
    before: Words | None = Field(None, description="Words of the same block just before.")
    after: Words | None = Field(None, description="Words of the same block just after.")
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
    claim: Words = Field(min_length=1, description="One sentence: what the essay asserts.")
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


class WitnessDescription(Record):
    """A copy of the text."""

    siglum: Siglum
    title: Text = Field(description="What the copy is, in a few words.")
    language: Language
    url: str | None = None
    source: str | None = Field(None, description="Key of references.bib.")
    extent: Text = Field(description="How much of it was seen.")
    file: str | None = Field(None, description="The transcription, for the base witness.")


class Blocks(Record):
    """Which blocks of the witness, counted from 1, are no passages."""

    head: tuple[int, ...] = ()
    furniture: tuple[int, ...] = ()
    tail: tuple[int, ...] = ()


class Rights(Record):
    """May the text be published?"""

    status: Literal["unresolved", "licensed", "cleared"]
    statement: Text
    text_view: View = Field(View.BASE, description="Which text a reader sees first.")


class NoClaim(Record):
    """A sentence left without a note."""

    quote: Words
    in_: BlockId | None = None
    reason: Text


class EssayHead(Record):
    """``essay.yml``."""

    title: Text
    author: Text = Field(description="Person or body, as the edition names the speaker.")
    date: Day = Field(description="Date of the essay; verdicts are as of this day.")
    debate: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")] = Field(
        description="The year by which the essay is cited: 2019 ¶9."
    )
    language: Language
    published: Text = Field(description="Where it first appeared.")
    url: str | None = None
    witnesses: Annotated[tuple[WitnessDescription, ...], Field(min_length=1)]
    base: Siglum = Field(description="The witness whose transcription is the base text.")
    blocks: Blocks = Blocks()
    rights: Rights
    no_claim: tuple[NoClaim, ...] = ()
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] = Field(
        description="Checksum of text.md."
    )


class Theme(Record):
    """A question that both debates share."""

    id: Id
    title: Annotated[Text, StringConstraints(max_length=40)]
    definition: Text


class Name(Record):
    """A heading of the index."""

    name: Text
    kind: Literal["person", "organization", "place", "subject"]
    identification: Text | None = None
    living: Flag = False
    sort: Text | None = None


class Person(Record):
    """Somebody who wrote or reviewed notes."""

    key: Id
    name: Text
    role: Text | None = None
    interests: Text | None = None


class Contribution(Record):
    """A contribution to a debate that an essay belongs to."""

    id: Id
    debate: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
    author: Text
    title: Text = Field(description="As printed; a description stands in square brackets.")
    published: Text = Field(description="Where it appeared.")
    date: LooseDate
    source: Text = Field(description="Key of references.bib.")
    thesis: Text = Field(description="The editors' summary, in MyST.")
    answers: tuple[Id, ...] = Field((), description="Ids of the contributions it replies to.")
    consulted: Consulted


class Event(Record):
    """A line of the chronology."""

    date: LooseDate
    end: LooseDate | None = Field(None, description="Last day of an event of several days.")
    event: Text = Field(description="What happened, in MyST.")
    sources: Annotated[tuple[Text, ...], Field(min_length=1)] = Field(
        description="Keys of references.bib."
    )
    passages: tuple[Text, ...] = Field((), description="Where the essays touch on it: essay/p3.")


class Correction(Record):
    """A change to what a published note or page said."""

    date: Day
    note: Text = Field(description="Full id of the note, or the page or file.")
    what: Text = Field(description="What it said before and what it says now.")
    reason: Text


class ContestedWord(Record):
    """A word that the editors use only in quotation, as a title, or attributed."""

    words: Annotated[tuple[Text, ...], Field(min_length=1)] = Field(
        description="Every form; small letters; words may be parted by spaces."
    )
    reason: Text
    instead: Text | None = Field(None, description="What the edition writes in its own voice.")
    except_: tuple[Text, ...] = Field((), description="Phrases in which the word may stand.")


def is_id(text: str) -> bool:
    """Return whether *text* can be the id of a note or cross-reference."""
    return re.fullmatch(ID_PATTERN.removesuffix("$"), text) is not None
