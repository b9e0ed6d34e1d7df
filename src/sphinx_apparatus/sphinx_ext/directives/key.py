"""``{apparatus:key}``: what the signs and abbreviations of the pages mean."""

from __future__ import annotations

from docutils import nodes

from sphinx_apparatus.model.vocabulary import Relation, Verdict
from sphinx_apparatus.sphinx_ext.directives.base import ApparatusDirective
from sphinx_apparatus.sphinx_ext.node_helpers import paragraph
from sphinx_apparatus.text.apparatus_entry import EDITORS

_SIGNS = (
    ("1", "A number in the text leads to a note: a fact-check or a note of context."),
    ("a", "A letter leads to a remark on the wording."),
    ("¶", "A paragraph of a text, by its number: ¶3."),
    ("n.", "A note, by its number: n. 12. One on the wording has a letter: n. b."),
    ("↔", "A passage of another text that speaks of the same. The word beside it says how:"),
    ("head", "The lines above the first paragraph: title, date, author."),
    (
        "confidence",
        (
            "How sure the editors are of their finding, not of the claim: high, medium or low. "
            "A claim may be “Disputed” with high confidence: that sources disagree is certain."
        ),
    ),
    ("evidence to 2026-03", "The newest evidence that was weighed is of this month."),
    ("reviewed by", "A second person has read the note against its sources."),
    ("not yet reviewed", "Nobody has; where it holds for all notes it is said above the text."),
    (
        "one word] another S, om. T",
        "On the wording: words of the text as shown, a bracket, and what stands elsewhere.",
    ),
    (EDITORS, "The editors: a reading of theirs."),
    ("om.", "The words are left out."),
    ("S, T …", "A capital letter is a copy of the text; the page on the text lists them."),
    ("⟨ ⟩", "Words that the editors restore."),
    ("n.d.", "No date: a source that has none. A letter tells two of them apart: n.d.-b."),
    ("2019a", "A letter behind a year tells apart sources of one author and year."),
)


IDS = {"confidence": "confidence", "one word] another S, om. T": "wording"} | {
    verdict.word: verdict.value for verdict in Verdict
}
"""What an opened note leads to, by the word or sign that it explains."""


class KeyDirective(ApparatusDirective):
    """``{apparatus:key}``: signs, abbreviations and verdicts, each with a line."""

    def run(self) -> list[nodes.Node]:
        """Build the list."""
        shown = nodes.definition_list()
        for sign, meaning in _SIGNS:
            made = nodes.definition("", paragraph(meaning))
            if sign == "↔":
                made += nodes.bullet_list(
                    "",
                    *(
                        nodes.list_item("", paragraph(f"{each.word}: {each.definition}"))
                        for each in Relation
                    ),
                    bullet="-",
                )
            shown += nodes.definition_list_item("", self._term(sign, sign), made)
        for verdict in Verdict:
            made = nodes.definition("", paragraph(verdict.definition))
            term = self._term(f"{verdict.sign} {verdict.word}", verdict.word)
            shown += nodes.definition_list_item("", term, made)
        return [shown]

    def _term(self, words: str, name: str) -> nodes.term:
        made = nodes.term("", words)
        if name in IDS:
            self.target(made, f"key-{IDS[name]}")
        return made
