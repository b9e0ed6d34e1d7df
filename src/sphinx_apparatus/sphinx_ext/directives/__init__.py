"""The directives, which show records on pages."""

from __future__ import annotations

from sphinx_apparatus.sphinx_ext.directives.chronology import (
    ChronologyDirective,
    CorrectionsDirective,
)
from sphinx_apparatus.sphinx_ext.directives.citation import CitationDirective
from sphinx_apparatus.sphinx_ext.directives.comparison import (
    ParallelDirective,
    TextualNotesDirective,
    TwoTextsDirective,
)
from sphinx_apparatus.sphinx_ext.directives.coverage import (
    BalanceDirective,
    CoverageDirective,
    LookupsDirective,
    QueueDirective,
)
from sphinx_apparatus.sphinx_ext.directives.data import BookDirective, DataDirective
from sphinx_apparatus.sphinx_ext.directives.debate import (
    DebateDirective,
    MapDirective,
    VerdictChartDirective,
)
from sphinx_apparatus.sphinx_ext.directives.essays import EssaysDirective
from sphinx_apparatus.sphinx_ext.directives.fact_checks import FactChecksDirective
from sphinx_apparatus.sphinx_ext.directives.key import KeyDirective
from sphinx_apparatus.sphinx_ext.directives.names import NamesDirective, OutletsDirective
from sphinx_apparatus.sphinx_ext.directives.records import (
    CrossReferencesDirective,
    EssayDirective,
    PositionsDirective,
    RelationsDirective,
    ThemeDirective,
    VerdictsDirective,
    WitnessesDirective,
)

DIRECTIVES = {
    "balance": BalanceDirective,
    "lookups": LookupsDirective,
    "book": BookDirective,
    "chronology": ChronologyDirective,
    "citation": CitationDirective,
    "corrections": CorrectionsDirective,
    "coverage": CoverageDirective,
    "cross-references": CrossReferencesDirective,
    "data": DataDirective,
    "debate": DebateDirective,
    "essay": EssayDirective,
    "essays": EssaysDirective,
    "fact-checks": FactChecksDirective,
    "key": KeyDirective,
    "map": MapDirective,
    "names": NamesDirective,
    "outlets": OutletsDirective,
    "parallel": ParallelDirective,
    "positions": PositionsDirective,
    "queue": QueueDirective,
    "relations": RelationsDirective,
    "textual-notes": TextualNotesDirective,
    "theme": ThemeDirective,
    "two-texts": TwoTextsDirective,
    "verdict-chart": VerdictChartDirective,
    "verdicts": VerdictsDirective,
    "witnesses": WitnessesDirective,
}
"""Every directive by its name in the domain ``apparatus``."""
