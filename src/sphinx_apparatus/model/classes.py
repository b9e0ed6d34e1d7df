"""Names of CSS classes, shared by directives, book, styles and scripts.

Classes that scripts alone make and use are named in the scripts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx_apparatus.model.vocabulary import BlockKind, Kind, Verdict, View

PREFIX = "apparatus-"

ANNOTATE_BAR = "apparatus-annotate-bar"
ANNOTATE_START = "apparatus-annotate-start"
ARROW = "apparatus-arrow"
AWAY = "apparatus-away"
BALANCE = "apparatus-balance"
BIBLIOGRAPHY = "apparatus-bibliography"
BLOCK = "apparatus-block"
BOOK = "apparatus-book"
CHECKS = "apparatus-checks"
CHRONOLOGY = "apparatus-chronology"
CITE = "apparatus-cite"
CITED_IN = "apparatus-cited-in"
CLAIM = "apparatus-claim"
CONTRIBUTION_META = "apparatus-contribution-meta"
CONTRIBUTION_TITLE = "apparatus-contribution-title"
CONTRIBUTIONS = "apparatus-contributions"
CORRECTIONS = "apparatus-corrections"
COUNTED = "apparatus-counted"
COUNTS = "apparatus-counts"
COVERAGE = "apparatus-coverage"
CROSSING = "apparatus-crossing"
CROSSINGS = "apparatus-crossings"
CROSSREF = "apparatus-crossref"
DATA = "apparatus-data"
DATA_ALL = "apparatus-data-all"
DATA_FILE = "apparatus-data-file"
DATA_SUMS = "apparatus-data-sums"
DATE = "apparatus-date"
DEFINITION = "apparatus-definition"
ENTRY = "apparatus-entry"
ESSAY = "apparatus-essay"
EXCHANGE = "apparatus-exchange"
FOLD = "apparatus-fold"
FORMS = "apparatus-forms"
IDENTIFICATION = "apparatus-identification"
LABEL = "apparatus-label"
LEGEND = "apparatus-legend"
LEMMA = "apparatus-lemma"
MAP = "apparatus-map"
MAP_THEME = "apparatus-map-theme"
MARK = "apparatus-mark"
MARK_GAP = "apparatus-mark-gap"
MORE = "apparatus-more"
NAMES = "apparatus-names"
NO_CORRECTIONS = "apparatus-no-corrections"
NOTE = "apparatus-note"
NOTE_HEAD = "apparatus-note-head"
NOTE_META = "apparatus-note-meta"
NOTE_TITLE = "apparatus-note-title"
NOTES = "apparatus-notes"
NOTICE = "apparatus-notice"
NUMBER = "apparatus-number"
OMITTED = "apparatus-omitted"
OVERVIEW = "apparatus-overview"
PAIR = "apparatus-pair"
PAIR_HEAD = "apparatus-pair-head"
PAIR_SIDE = "apparatus-pair-side"
PARTS = "apparatus-parts"
PDF = "apparatus-pdf"
PICTURE = "apparatus-picture"
PLACES = "apparatus-places"
PROPOSE = "apparatus-propose"
PUBLISHED = "apparatus-published"
REASON = "apparatus-reason"
RELATED = "apparatus-related"
RELATION = "apparatus-relation"
RELATION_LINE = "apparatus-relation-line"
RELATIONS = "apparatus-relations"
REMARK = "apparatus-remark"
RESET = "apparatus-reset"
SAYS = "apparatus-says"
SCALE = "apparatus-scale"
SIGN = "apparatus-sign"
SOURCE = "apparatus-source"
SPAN = "apparatus-span"
SPEAKER = "apparatus-speaker"
SPOKEN = "apparatus-spoken"
"""Words that a page hides from the eye; writers without style leave them out."""
STRIP = "apparatus-strip"
SWITCHES = "apparatus-switches"
TABLE = "apparatus-table"
THEME = "apparatus-theme"
THESIS = "apparatus-thesis"
TIME_LINE = "apparatus-time-line"
TOTALS = "apparatus-totals"
UNCOVERED = "apparatus-uncovered"
VARIANT = "apparatus-variant"
VERDICT = "apparatus-verdict"
VERDICT_CHART = "apparatus-verdict-chart"
WITHDRAWN = "apparatus-withdrawn"
WITNESSES = "apparatus-witnesses"
WORDS = "apparatus-words"


def verdict(verdict: Verdict) -> str:
    """Return the class of what shows a verdict."""
    return f"{PREFIX}verdict-{verdict.value}"


def note(kind: Kind) -> str:
    """Return the class of a note of a kind."""
    return f"{PREFIX}note-{kind.value}"


def mark(kind: Kind) -> str:
    """Return the class of the mark of a note of a kind."""
    return f"{PREFIX}mark-{kind.value}"


def block(kind: BlockKind) -> str:
    """Return the class of a block of a text."""
    return f"{PREFIX}{kind.value}"


def view(view: View) -> str:
    """Return the class of words that are in one of the two texts."""
    return f"{PREFIX}{view.value}"
