"""Closed vocabularies: what a note, a verdict, a reading or a relation can be."""

from __future__ import annotations

from enum import StrEnum

from sphinx_apparatus.model.catalogue import N_, translate


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
        return translate(_NOUNS[self])


_NOUNS = {
    Kind.FACT_CHECK: N_("fact-check"),
    Kind.CONTEXT: N_("context note"),
    Kind.TEXTUAL: N_("textual note"),
}


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
        return translate(_VERDICTS[self])

    @property
    def definition(self) -> str:
        """One sentence that says when the verdict is given."""
        return translate(_DEFINITIONS[self])


_VERDICTS = {
    Verdict.SUPPORTED: N_("Supported"),
    Verdict.MOSTLY_SUPPORTED: N_("Mostly supported"),
    Verdict.PARTLY_SUPPORTED: N_("Partly supported"),
    Verdict.UNSUPPORTED: N_("Unsupported"),
    Verdict.CONTRADICTED: N_("Contradicted"),
    Verdict.DISPUTED: N_("Disputed"),
    Verdict.NOT_CHECKABLE: N_("Not checkable"),
}
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
    Verdict.SUPPORTED: N_("The evidence bears out the claim in substance and detail."),
    Verdict.MOSTLY_SUPPORTED: N_("The evidence bears out the claim in substance; a detail is off."),
    Verdict.PARTLY_SUPPORTED: N_(
        "One part holds and another does not, or the claim holds only with a limit "
        "that the essay does not state."
    ),
    Verdict.UNSUPPORTED: N_("No reliable evidence was found for the claim."),
    Verdict.CONTRADICTED: N_("Reliable evidence says otherwise."),
    Verdict.DISPUTED: N_("Credible sources disagree."),
    Verdict.NOT_CHECKABLE: N_("An opinion, a forecast or a judgment of value."),
}


class Confidence(StrEnum):
    """How sure the editors are of a finding (not of the essay)."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def word(self) -> str:
        """How sure, as a reader sees it."""
        return translate(_CONFIDENCES[self])

    @property
    def phrase(self) -> str:
        """How sure, where nothing else says of what."""
        return translate(_CONFIDENCE_PHRASES[self])


_CONFIDENCES = {
    Confidence.HIGH: N_("high"),
    Confidence.MEDIUM: N_("medium"),
    Confidence.LOW: N_("low"),
}
_CONFIDENCE_PHRASES = {
    Confidence.HIGH: N_("confidence high"),
    Confidence.MEDIUM: N_("confidence medium"),
    Confidence.LOW: N_("confidence low"),
}


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

    @property
    def word(self) -> str:
        """How sure, as a reader sees it."""
        return translate(_CERTAINTIES[self])


_CERTAINTIES = {
    Certainty.CERTAIN: N_("certain"),
    Certainty.PROBABLE: N_("probable"),
    Certainty.CONJECTURAL: N_("conjectural"),
}


class EntryClass(StrEnum):
    """What kind of difference an entry of the apparatus records."""

    SUBSTANTIVE = "substantive"
    SPELLING = "spelling"
    DIVISION = "division"
    PUNCTUATION = "punctuation"


class ReadingKind(StrEnum):
    """What a reading is to the lemma; reckoned from the words, never written."""

    OMISSION = "omission"
    ADDITION = "addition"
    INVERSION = "inversion"
    MOVED = "moved"
    GAP = "gap"
    SUBSTITUTION = "substitution"


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
        return translate(_RELATION_WORDS[self])

    @property
    def definition(self) -> str:
        """What the relation says, in a few words."""
        return translate(_RELATIONS[self])


_RELATION_WORDS = {
    Relation.AGREES: N_("agrees"),
    Relation.EXTENDS: N_("extends"),
    Relation.CONTRASTS: N_("contrasts"),
    Relation.REVERSES: N_("reverses"),
    Relation.EVENT_ECHO: N_("same kind of event"),
}
_RELATIONS = {
    Relation.AGREES: N_("both make the same point"),
    Relation.EXTENDS: N_("one carries the other’s point further"),
    Relation.CONTRASTS: N_("the same question, a different answer"),
    Relation.REVERSES: N_("the same materials with the weights changed round"),
    Relation.EVENT_ECHO: N_("one speaks of what the other lived to see"),
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
    """The role of a block in its text or on its original page."""

    HEAD = "head"
    PASSAGE = "passage"
    FURNITURE = "furniture"
    TAIL = "tail"
    HEADING = "heading"
    DIRECTION = "direction"
    NOTE = "author-note"

    @property
    def letter(self) -> str:
        """The first letter of the block's id."""
        return _LETTERS[self]


_LETTERS = {
    BlockKind.HEAD: "h",
    BlockKind.PASSAGE: "p",
    BlockKind.FURNITURE: "f",
    BlockKind.TAIL: "t",
    BlockKind.HEADING: "s",
    BlockKind.DIRECTION: "d",
    BlockKind.NOTE: "n",
}


class Form(StrEnum):
    """What the plain paragraphs of a text are."""

    PROSE = "prose"
    VERSE = "verse"
    DRAMA = "drama"


class Unit(StrEnum):
    """What a block of a text, or a stretch of it, is."""

    PARAGRAPH = "paragraph"
    STANZA = "stanza"
    LINE = "line"
    SPEECH = "speech"
    SPEAKER = "speaker"
    DIRECTION = "direction"
    HEADING = "heading"
    QUOTE = "quote"
    LIST = "list"
    ITEM = "item"
    LABEL = "label"
    TABLE = "table"
    ROW = "row"
    CELL = "cell"
    FIGURE = "figure"
    CAPTION = "caption"
    NOTE = "note"


class Consulted(StrEnum):
    """How far the editors read a source."""

    FULL = "full"
    OPENING = "opening"
    EXCERPT = "excerpt"
    NO = "no"

    @property
    def phrase(self) -> str:
        """How far, as a reader sees it."""
        return translate(_CONSULTED[self])


_CONSULTED = {
    Consulted.FULL: N_("read in full"),
    Consulted.OPENING: N_("read at its opening"),
    Consulted.EXCERPT: N_("read in an excerpt"),
    Consulted.NO: N_("not read"),
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
        return translate(_OUTCOMES[self])


_OUTCOMES = {
    Outcome.FOUND: N_("the words stand on the page once"),
    Outcome.SEVERAL: N_("the words stand on the page several times"),
    Outcome.NEARLY: N_("the words stand on the page but for spaces, hyphens and quotation marks"),
    Outcome.MISSING: N_("the page can be read and does not have the words"),
    Outcome.CHANGED: N_("the page has changed and does not have the words any more"),
    Outcome.GONE: N_("the host says that there is no such page"),
    Outcome.UNREAD: N_("the page cannot be read"),
}


MILESTONES = ("page", "column", "section", "line")
"""Units of a witness that begin within a text, as classes of empty words."""
INLINE = {
    "stage": "",
    "speaker": "",
    "i": "italic",
    "b": "bold",
    "sup": "superscript",
    "sub": "subscript",
    "small-caps": "small-caps",
    "spaced": "spaced",
    "underline": "underline",
}
"""Classes of words, with what TEI calls those that are a look."""
