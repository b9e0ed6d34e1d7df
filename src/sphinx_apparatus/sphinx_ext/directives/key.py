"""``{apparatus:key}``: what the signs and abbreviations of the pages mean."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from sphinx_apparatus.model.catalogue import N_, _, translate
from sphinx_apparatus.model.essays import cited_by
from sphinx_apparatus.model.vocabulary import KINDS
from sphinx_apparatus.sphinx_ext.directives.base import ApparatusDirective
from sphinx_apparatus.sphinx_ext.node_helpers import paragraph
from sphinx_apparatus.text.apparatus_entry import EDITORS, abbreviations

_SIGNS = (
    ("1", N_("A number in the text leads to a note: a fact-check or a note of context.")),
    ("a", N_("A letter leads to a remark on the wording.")),
    ("¶", N_("A paragraph of a text, by its number: ¶3.")),
    (N_("n."), N_("A note, by its number: n. 12. One on the wording has a letter: n. b.")),
    ("↔", N_("A passage of another text that speaks of the same. The word beside it says how:")),
    (N_("head"), N_("The lines above the first paragraph: title, date, author.")),
    (
        N_("confidence"),
        N_(
            "How sure the editors are of their finding, not of the claim: high, medium or low. "
            "A claim may be “Disputed” with high confidence: that sources disagree is certain."
        ),
    ),
    (N_("evidence to 2026-03"), N_("The newest evidence that was weighed is of this month.")),
    (N_("reviewed by"), N_("A second person has read the note against its sources.")),
    (
        N_("not yet reviewed"),
        N_("Nobody has; where it holds for all notes it is said above the text."),
    ),
    (
        N_("one word] another S, om. T"),
        N_("On the wording: words of the text as shown, a bracket, and what stands elsewhere."),
    ),
    (EDITORS, N_("The editors: a reading of theirs.")),
    ("om.", N_("The words are left out.")),
    ("S, T …", N_("A capital letter is a copy of the text; the page on the text lists them.")),
    ("⟨ ⟩", N_("Words that the editors restore.")),
    (N_("n.d."), N_("No date: a source that has none. A letter tells two of them apart: n.d.-b.")),
    ("2019a", N_("A letter behind a year tells apart sources of one author and year.")),
)

_NUMBER = N_("A number in the text leads to a note.")
"""What is said of a number where the edition has kinds of notes of its own."""
_LINE = N_("A line of verse, by its number.")
_OF_VERDICTS = frozenset({"confidence", "evidence to 2026-03"})
"""Signs that only a fact-check has."""


IDS = {"confidence": "confidence", "one word] another S, om. T": "wording"}
"""What an opened note leads to, by the word or sign that it explains; a verdict by its own id."""


class KeyDirective(ApparatusDirective):
    """``{apparatus:key}``: signs, abbreviations and verdicts, each with a line."""

    def run(self) -> list[nodes.Node]:
        """Build the list."""
        scheme = self.edition.scheme
        signs = [self._sign(sign, translate(meaning)) for sign, meaning in self._signs()]
        verdicts = [
            self._item(f"{each.sign} {each.word}", each.value, each.definition)
            for each in scheme.verdicts
        ]
        words = [self._sign(*each) for each in abbreviations(self.edition.essays).items()]
        place = next(index for index, (sign, _) in enumerate(_SIGNS, start=1) if sign == "om.")
        signs[place:place] = words
        # Behind the number of a note stands the sign of its verdict, which most people look for.
        return [nodes.definition_list("", signs[0], *verdicts, *signs[1:])]

    def _signs(self) -> Iterator[tuple[str, str]]:
        """Yield the signs that the edition can have, each with what it means."""
        scheme = self.edition.scheme
        has_paragraphs, has_lines = cited_by(self.edition.essays)
        for sign, meaning in _SIGNS:
            if sign == "¶" and has_lines:
                yield _("l. {numbers}", numbers=5), _LINE
                if not has_paragraphs:
                    continue
            if sign == "1" and scheme.kinds is not KINDS:
                yield sign, _NUMBER
            elif scheme.verdicts or sign not in _OF_VERDICTS:
                yield sign, meaning

    def _sign(self, sign: str, meaning: str) -> nodes.definition_list_item:
        more: list[nodes.Node] = []
        if sign == "↔":
            relations = (
                paragraph(f"{each.word}: {each.definition}")
                for each in self.edition.scheme.relations
            )
            items = (nodes.list_item("", each) for each in relations)
            more.append(nodes.bullet_list("", *items, bullet="-"))
        return self._item(translate(sign), IDS.get(sign, ""), meaning, *more)

    def _item(
        self, words: str, id: str, meaning: str, *more: nodes.Node
    ) -> nodes.definition_list_item:
        term = self._term(words, id)
        return nodes.definition_list_item("", term, nodes.definition("", paragraph(meaning), *more))

    def _term(self, words: str, id: str) -> nodes.term:
        made = nodes.term("", words)
        if id:
            self.target(made, f"key-{id}")
        return made
