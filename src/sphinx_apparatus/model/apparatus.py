"""Records of ``apparatus.yml``: the readings of witnesses that need no note."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sphinx_apparatus.model.fields import (
    BlockId,
    Comment,
    Flag,
    Id,
    Language,
    Record,
    Siglum,
    SourceKey,
    Text,
    Words,
)
from sphinx_apparatus.model.vocabulary import Certainty, EntryClass


class End(Record):
    """The last words of a long lemma."""

    quote: Words = Field(description="The last words of the lemma; they stand behind the quote.")
    in_: BlockId | None = Field(None, description="Their block; by default that of the quote.")
    before: Words | None = Field(None, description="Words of the same block just before.")
    after: Words | None = Field(None, description="Words of the same block just after.")


class Moved(Record):
    """The words behind which a witness has the lemma."""

    quote: Words
    in_: BlockId | None = None
    before: Words | None = None
    after: Words | None = None


class Reading(Record):
    """What some witnesses have in the place of a lemma."""

    sigla: tuple[Siglum, ...] = Field((), description="The witnesses and hands that have it.")
    by: Text | None = Field(None, description="Who conjectured it: ‘edd.’, or a name as printed.")
    source: SourceKey | None = Field(None, description="Where: key of references.bib.")
    reading: Words | None = Field(None, description="The words in the place of the whole lemma.")
    omits: Flag = Field(False, description="Whether the witnesses lack the lemma.")
    moved: Moved | None = Field(None, description="The words behind which they have the lemma.")
    gap: Text | None = Field(
        None, description="Why the witnesses cannot be read here: leaf lost, illegible, not copied."
    )
    adopt: Flag = Field(False, description="Whether the reading enters the reading text.")
    certainty: Certainty | None = None
    uncertain: Flag = Field(False, description="Whether its letters are doubtful (ut vid.).")
    language: Language | None = Field(
        None, description="Its language; by default that of the first witness."
    )


class Entry(Record):
    """An entry of the apparatus: words of the base text, and what others read there."""

    id: Id | None = Field(None, description="Only where something refers to the entry.")
    in_: BlockId | None = Field(None, description="The block, where the words stand in several.")
    quote: Words = Field(description="The lemma: words of the base text.")
    before: Words | None = Field(None, description="Words of the same block just before.")
    after: Words | None = Field(None, description="Words of the same block just after.")
    to: End | None = Field(
        None,
        description="The last words of a long lemma, which is all between and may go on "
        "over the ends of paragraphs.",
    )
    class_: EntryClass = Field(EntryClass.SUBSTANTIVE, description="What kind of difference it is.")
    readings: Annotated[tuple[Reading, ...], Field(min_length=1)] = Field(
        description="The readings, in the order of print."
    )
    comment: Comment | None = Field(
        None, description="At most 300 characters of MyST, within a line."
    )
    note: Id | None = Field(
        None, description="Id of the textual note of this essay that the entry is printed with."
    )
