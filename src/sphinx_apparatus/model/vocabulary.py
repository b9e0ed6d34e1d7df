"""Closed vocabularies: what a note, a verdict, a reading or a relation can be."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """The kind of a note."""

    FACT_CHECK = "fact-check"
    CONTEXT = "context"
    TEXTUAL = "textual"

    @property
    def series(self) -> Series:
        """The series of marks that the note is numbered in."""
        return Series.LETTERED if self is Kind.TEXTUAL else Series.NUMBERED

    @property
    def noun(self) -> str:
        """What a note of the kind is called: “context note”."""
        return self.value if self is Kind.FACT_CHECK else f"{self.value} note"


class Series(StrEnum):
    """One of the two sequences of marks: 1, 2, 3 … and a, b, c …"""

    NUMBERED = "numbered"
    LETTERED = "lettered"


class Verdict(StrEnum):
    """The grade of a fact-check; the editorial principles have definitions."""

    SUPPORTED = "supported"
    MOSTLY_SUPPORTED = "mostly-supported"
    PARTLY_SUPPORTED = "partly-supported"
    UNSUPPORTED = "unsupported"
    CONTRADICTED = "contradicted"
    DISPUTED = "disputed"
    NOT_CHECKABLE = "not-checkable"

    @property
    def rating(self) -> int | None:
        """5 (supported) to 1 (contradicted); none for verdicts that are off the scale."""
        return _RATINGS.get(self)

    @property
    def sign(self) -> str:
        """A symbol that shows the verdict without color."""
        return _SIGNS[self]

    @property
    def word(self) -> str:
        """The verdict as a reader sees it."""
        return self.value.replace("-", " ").capitalize()

    @property
    def definition(self) -> str:
        """One sentence that says when the verdict is given."""
        return _DEFINITIONS[self]


_RATINGS = {
    Verdict.SUPPORTED: 5,
    Verdict.MOSTLY_SUPPORTED: 4,
    Verdict.PARTLY_SUPPORTED: 3,
    Verdict.UNSUPPORTED: 2,
    Verdict.CONTRADICTED: 1,
}
# Shapes that every font of the edition has, apart in black and white and in outline.
_SIGNS = {
    Verdict.SUPPORTED: "●",
    Verdict.MOSTLY_SUPPORTED: "◕",
    Verdict.PARTLY_SUPPORTED: "◐",
    Verdict.UNSUPPORTED: "○",
    Verdict.CONTRADICTED: "■",
    Verdict.DISPUTED: "◆",
    Verdict.NOT_CHECKABLE: "△",
}
_DEFINITIONS = {
    Verdict.SUPPORTED: "The evidence bears out the claim in substance and detail.",
    Verdict.MOSTLY_SUPPORTED: "The evidence bears out the claim in substance; a detail is off.",
    Verdict.PARTLY_SUPPORTED: (
        "One part holds and another does not, or the claim holds only with a limit "
        "that the essay does not state."
    ),
    Verdict.UNSUPPORTED: "No reliable evidence was found for the claim.",
    Verdict.CONTRADICTED: "Reliable evidence says otherwise.",
    Verdict.DISPUTED: "Credible sources disagree.",
    Verdict.NOT_CHECKABLE: "An opinion, a forecast or a judgment of value.",
}


class Confidence(StrEnum):
    """How sure the editors are of a finding (not of the essay)."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Change(StrEnum):
    """What a textual note does to the words it quotes."""

    SUPPLEMENT = "supplement"
    CORRECTION = "correction"
    REGULARIZATION = "regularization"
    OMISSION = "omission"
    VARIANT = "variant"
    NONE = "none"


class Certainty(StrEnum):
    """How sure the editors are of a reading."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    CONJECTURAL = "conjectural"


class Relation(StrEnum):
    """The kind of a cross-reference."""

    AGREES = "agrees"
    EXTENDS = "extends"
    CONTRASTS = "contrasts"
    REVERSES = "reverses"
    EVENT_ECHO = "event-echo"

    @property
    def word(self) -> str:
        """The relation as a reader sees it."""
        return "same kind of event" if self is Relation.EVENT_ECHO else self.value

    @property
    def definition(self) -> str:
        """What the relation says, in a few words."""
        return _RELATIONS[self]


_RELATIONS = {
    Relation.AGREES: "both make the same point",
    Relation.EXTENDS: "one carries the other’s point further",
    Relation.CONTRASTS: "the same question, a different answer",
    Relation.REVERSES: "the same materials with the weights changed round",
    Relation.EVENT_ECHO: "one speaks of what the other lived to see",
}


class OutletKind(StrEnum):
    """Who owns or directs a publisher: the same test on every side."""

    STATE = "state"
    PARTY = "party"
    CHURCH = "church"
    OWNER = "owner"


class View(StrEnum):
    """Which text is shown."""

    BASE = "base"
    READING = "reading"


class BlockKind(StrEnum):
    """The role of a block on its original page."""

    HEAD = "head"
    PASSAGE = "passage"
    FURNITURE = "furniture"
    TAIL = "tail"

    @property
    def letter(self) -> str:
        """The first letter of the block's id."""
        return self.value[0]


class Consulted(StrEnum):
    """How far the editors read a source."""

    FULL = "full"
    OPENING = "opening"
    EXCERPT = "excerpt"
    NO = "no"

    @property
    def phrase(self) -> str:
        """How far, as a reader sees it."""
        return _CONSULTED[self]


_CONSULTED = {
    Consulted.FULL: "read in full",
    Consulted.OPENING: "read at its opening",
    Consulted.EXCERPT: "read in an excerpt",
    Consulted.NO: "not read",
}


class Outcome(StrEnum):
    """What was found when the words of a source were looked up on its page."""

    FOUND = "found"
    SEVERAL = "found-several-times"
    NEARLY = "found-but-for-spaces"
    MISSING = "not-found"
    CHANGED = "page-changed"
    GONE = "page-gone"
    UNREAD = "not-read"

    @property
    def is_found(self) -> bool:
        """Whether the words stand on the page."""
        return self in (Outcome.FOUND, Outcome.SEVERAL, Outcome.NEARLY)

    @property
    def definition(self) -> str:
        """What the outcome says, in one clause."""
        return _OUTCOMES[self]


_OUTCOMES = {
    Outcome.FOUND: "the words stand on the page once",
    Outcome.SEVERAL: "the words stand on the page several times",
    Outcome.NEARLY: "the words stand on the page but for spaces, hyphens and quotation marks",
    Outcome.MISSING: "the page can be read and does not have the words",
    Outcome.CHANGED: "the page has changed and does not have the words any more",
    Outcome.GONE: "the host says that there is no such page",
    Outcome.UNREAD: "the page cannot be read",
}
