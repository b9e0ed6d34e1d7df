"""Vocabularies: what a note, a verdict, a reading or a relation can be.

Kinds of notes, verdicts, relations and kinds of names are those of :data:`STANDARD`, unless an
edition declares others in ``scheme.yml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Self

from sphinx_apparatus.model.catalogue import N_, current_language, translate


class Kind(StrEnum):
    """What a note does; each kind that an edition declares behaves like one of these."""

    FACT_CHECK = "fact-check"
    CONTEXT = "context"
    TEXTUAL = "textual"

    @property
    def series(self) -> Series:
        """The series of marks that the note is numbered in."""
        return Series.LETTERED if self is Kind.TEXTUAL else Series.NUMBERED


class Series(StrEnum):
    """One of the two sequences of marks: 1, 2, 3 … and a, b, c …"""

    NUMBERED = "numbered"
    LETTERED = "lettered"


Said = str | Mapping[str, str]
"""Words that readers meet: a message of the catalogue, or what an edition writes by languages."""


def said(words: Said) -> str:
    """Return words in the language in use; of those by languages the first where it has none."""
    if isinstance(words, str):
        return translate(words)
    language = current_language()
    found = words.get(language) or words.get(language.partition("-")[0])
    return found or next(iter(words.values()))


class Declared(str):
    """A value of a list that an edition may declare: its id, with the words that readers meet."""

    words: Said
    meaning: Said

    def __new__(cls, id: str, words: Said = "", meaning: Said = "") -> Self:
        """Make a value."""
        made = super().__new__(cls, id)
        made.words, made.meaning = words, meaning
        return made

    @property
    def value(self) -> str:
        """The id, as records have it."""
        return str(self)

    @property
    def word(self) -> str:
        """The value as a reader sees it."""
        return said(self.words)

    @property
    def definition(self) -> str:
        """One sentence that says what the value means, or when it is given."""
        return said(self.meaning)


class NoteKind(Declared):
    """The kind of a note."""

    like: Kind
    together: Said
    """What its notes are called together: “Context”."""

    def __new__(
        cls, id: str, words: Said = "", like: Kind = Kind.CONTEXT, several: Said = ""
    ) -> Self:
        """Make a kind."""
        made = super().__new__(cls, id, words)
        made.like, made.together = like, several
        return made

    @property
    def several(self) -> str:
        """What its notes are called together, as a reader sees it."""
        return said(self.together)

    @property
    def noun(self) -> str:
        """What a note of the kind is called: “context note”."""
        return self.word


KINDS = (
    NoteKind("fact-check", N_("fact-check"), Kind.FACT_CHECK, N_("Fact-checks")),
    NoteKind("context", N_("context note"), Kind.CONTEXT, N_("Context")),
    NoteKind("textual", N_("textual note"), Kind.TEXTUAL, N_("Textual notes")),
)


class Verdict(Declared):
    """The grade of a fact-check; the editorial principles have definitions."""

    sign: str
    """A symbol that shows the verdict without color."""
    rating: int | None
    """Its number, from 5 (supported) to 1 (contradicted); none for one that is off the scale."""
    like: str
    """The verdict of the engine whose rules hold for it; empty for none."""

    SUPPORTED: ClassVar[Verdict]
    MOSTLY_SUPPORTED: ClassVar[Verdict]
    PARTLY_SUPPORTED: ClassVar[Verdict]
    UNSUPPORTED: ClassVar[Verdict]
    CONTRADICTED: ClassVar[Verdict]
    DISPUTED: ClassVar[Verdict]
    NOT_CHECKABLE: ClassVar[Verdict]

    def __new__(
        cls,
        id: str,
        words: Said = "",
        meaning: Said = "",
        sign: str = "",
        rating: int | None = None,
        like: str | None = None,
    ) -> Self:
        """Make a verdict."""
        made = super().__new__(cls, id, words, meaning)
        made.sign, made.rating, made.like = sign, rating, id if like is None else like
        return made


# The signs are shapes that every font of the edition has, apart in black and white and in outline.
Verdict.SUPPORTED = Verdict(
    "supported",
    N_("Supported"),
    N_("The evidence bears out the claim in substance and detail."),
    "●",
    5,
)
Verdict.MOSTLY_SUPPORTED = Verdict(
    "mostly-supported",
    N_("Mostly supported"),
    N_("The evidence bears out the claim in substance; a detail is off."),
    "◕",
    4,
)
Verdict.PARTLY_SUPPORTED = Verdict(
    "partly-supported",
    N_("Partly supported"),
    N_(
        "One part holds and another does not, or the claim holds only with a limit "
        "that the essay does not state."
    ),
    "◐",
    3,
)
Verdict.UNSUPPORTED = Verdict(
    "unsupported", N_("Unsupported"), N_("No reliable evidence was found for the claim."), "○", 2
)
Verdict.CONTRADICTED = Verdict(
    "contradicted", N_("Contradicted"), N_("Reliable evidence says otherwise."), "■", 1
)
Verdict.DISPUTED = Verdict("disputed", N_("Disputed"), N_("Credible sources disagree."), "◆")
Verdict.NOT_CHECKABLE = Verdict(
    "not-checkable",
    N_("Not checkable"),
    N_("An opinion, a forecast or a judgment of value."),
    "△",
)
VERDICTS = (
    *(Verdict.SUPPORTED, Verdict.MOSTLY_SUPPORTED, Verdict.PARTLY_SUPPORTED),
    *(Verdict.UNSUPPORTED, Verdict.CONTRADICTED, Verdict.DISPUTED, Verdict.NOT_CHECKABLE),
)
SIGNS = {verdict.sign: verdict for verdict in VERDICTS}
"""The shapes that a verdict can have, each with the verdict whose color it brings."""


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


class Relation(Declared):
    """The kind of a cross-reference."""


RELATIONS = (
    Relation("agrees", N_("agrees"), N_("both make the same point")),
    Relation("extends", N_("extends"), N_("one carries the other’s point further")),
    Relation("contrasts", N_("contrasts"), N_("the same question, a different answer")),
    Relation("reverses", N_("reverses"), N_("the same materials with the weights changed round")),
    Relation(
        "event-echo",
        N_("same kind of event"),
        N_("one speaks of what the other lived to see"),
    ),
)


class NameKind(Declared):
    """The kind of a heading of the index."""

    like: str
    """The kind of the engine that it behaves like."""

    def __new__(cls, id: str, words: Said = "", like: str = "") -> Self:
        """Make a kind."""
        made = super().__new__(cls, id, words)
        made.like = like or id
        return made


NAME_KINDS = (
    NameKind("person", N_("People")),
    NameKind("organization", N_("Organizations")),
    NameKind("place", N_("Places")),
    NameKind("subject"),
)
"""Subjects stand in the general index."""


MOST_WORDS = 120
"""About how many words a note has at most, unless an edition says otherwise."""


@dataclass(frozen=True)
class Scheme:
    """The lists that an edition may declare; those of the engine where it declares none."""

    kinds: tuple[NoteKind, ...] = KINDS
    verdicts: tuple[Verdict, ...] = VERDICTS
    relations: tuple[Relation, ...] = RELATIONS
    names: tuple[NameKind, ...] = NAME_KINDS
    words: int = MOST_WORDS
    """About how many words a note may have."""
    blocks: frozenset[str] = frozenset()
    """What a note may hold beside paragraphs, lists and quotations: table, picture, code."""
    within_one_text: bool = False
    """Whether a cross-reference may join two passages of one text."""

    @property
    def worst_first(self) -> list[Verdict]:
        """The verdicts from the lowest number to the highest; those off the scale come last."""
        most = max((verdict.rating or 0 for verdict in self.verdicts), default=0)
        return sorted(self.verdicts, key=lambda verdict: verdict.rating or most + 1)

    @property
    def scale(self) -> tuple[int, int]:
        """The lowest and the highest number of a verdict."""
        numbers = [verdict.rating for verdict in self.verdicts if verdict.rating is not None]
        return min(numbers, default=0), max(numbers, default=0)

    def kind(self, like: Kind) -> NoteKind | None:
        """Return the first kind that behaves like one of the engine's."""
        return next((kind for kind in self.kinds if kind.like is like), None)


STANDARD = Scheme()
LENIENT = Scheme(
    words=100_000, blocks=frozenset({"table", "picture", "code"}), within_one_text=True
)
"""What holds where the scheme of an edition has a fault: its notes are not blamed for that."""


def declare(schema: Any, scheme: Scheme) -> None:
    """Put the lists that an edition declares in the places of the engine's in a JSON Schema."""
    if isinstance(schema, list):
        for part in schema:
            declare(part, scheme)
    elif isinstance(schema, dict):
        for engine, own in (
            (STANDARD.verdicts, scheme.verdicts),
            (STANDARD.relations, scheme.relations),
            (STANDARD.names, scheme.names),
        ):
            if schema.get("enum") == [each.value for each in engine]:
                _one_of(schema, [each.value for each in own])
        if (like := schema.get("const")) in list(Kind):
            del schema["const"]
            _one_of(schema, [kind.value for kind in scheme.kinds if kind.like == like])
        # Of forms to choose from those stay that a record can have.
        for choice in ("oneOf", "anyOf"):
            if choice in schema:
                schema[choice] = [each for each in schema[choice] if not _dead(each, scheme)]
        for part in schema.values():
            declare(part, scheme)


def _one_of(schema: dict[str, Any], values: list[str]) -> None:
    if values:
        schema["enum"] = values
    else:
        schema.clear()
        schema["not"] = {}


def _dead(schema: Any, scheme: Scheme) -> bool:
    """Return whether a form is that of a kind of notes that the edition does not have."""
    parts = schema.values() if isinstance(schema, dict) else schema
    if isinstance(schema, dict) and schema.get("const") in list(Kind):
        return scheme.kind(Kind(schema["const"])) is None
    return any(_dead(part, scheme) for part in parts if isinstance(part, dict | list))


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
