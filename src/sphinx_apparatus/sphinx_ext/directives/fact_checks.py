"""``{apparatus:fact-checks}``: which claims hold, by verdict or in the order of the texts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import ClassVar, NamedTuple

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.export.fact_checks import CSV_FILE
from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.catalogue import N_, _, n_, translate
from sphinx_apparatus.model.essays import Essay, Note, counted, passage_label
from sphinx_apparatus.model.records import FactCheckHead
from sphinx_apparatus.model.vocabulary import VERDICTS, Kind, Verdict
from sphinx_apparatus.sphinx_ext.builders import HAVE_PAGES
from sphinx_apparatus.sphinx_ext.directives.base import ApparatusDirective, separated
from sphinx_apparatus.sphinx_ext.domain import ApparatusDomain, apparatus_domain
from sphinx_apparatus.sphinx_ext.node_helpers import (
    Cell,
    file_link,
    inline,
    link,
    paragraph,
    table,
    verdict_inline,
)
from sphinx_apparatus.sphinx_ext.nodes import listing
from sphinx_apparatus.sphinx_ext.paging import Listing, part_name, parts_of

COLUMNS = 8
"""Essays that have a column each in the table of totals; of more there are only the sums."""
VIEW = "fact-checks:"
"""The beginning of the views that a list of fact-checks has."""


def _in_words(verdict: Verdict, count: int) -> str:
    """Return what is said of a number of claims with a verdict, or a better one of its kind."""
    match verdict:
        case Verdict.MOSTLY_SUPPORTED:
            return n_(
                "{count} holds wholly or mostly",
                "{count} hold wholly or mostly",
                count,
            )
        case Verdict.PARTLY_SUPPORTED:
            return n_("{count} holds in part", "{count} hold in part", count)
        case Verdict.UNSUPPORTED:
            return n_("{count} lacks evidence", "{count} lack evidence", count)
        case Verdict.CONTRADICTED:
            return n_("{count} is contradicted", "{count} are contradicted", count)
        case Verdict.DISPUTED:
            return n_("{count} is disputed", "{count} are disputed", count)
        case _other:
            return n_("{count} cannot be checked", "{count} cannot be checked", count)


_COUNTED = (
    (Verdict.MOSTLY_SUPPORTED, Verdict.SUPPORTED),
    *((verdict,) for verdict in VERDICTS[2:]),
)
"""The verdicts that are counted together, in the order in which they are named."""


def sum_in_words(edition: Edition, docname: str) -> nodes.paragraph:
    """Build the sentence that counts the verdicts; each number leads to the claims it counts."""
    counts = Counter(head.verdict for _, _, head in edition.fact_checks())
    clauses: list[nodes.Node] = []
    own = edition.scheme.verdicts
    for verdicts in _COUNTED if own is VERDICTS else [(verdict,) for verdict in own]:
        if count := sum(counts[verdict] for verdict in verdicts):
            first = next(verdict for verdict in verdicts if counts[verdict])
            said = f"{count} {first.word.lower()}"
            words = _in_words(verdicts[0], count) if own is VERDICTS else said
            clauses.append(verdict_link(first, words, docname))
    total = counts.total()
    number = n_("Of {count} claim,", "Of {count} claims,", total)
    return paragraph([nodes.Text(f"{number} "), *separated(clauses, ", "), nodes.Text(".")])


class FactChecksDirective(ApparatusDirective):
    """``{apparatus:fact-checks}``: totals, then every check by verdict or with ``:by: text``."""

    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {
        "by": lambda value: directives.choice(value, ("verdict", "text"))
    }

    def run(self) -> list[nodes.Node]:
        """Build the table of totals, and leave the place of the other."""
        self.needs_verdicts()
        view = f"{VIEW}{self.options.get('by', 'verdict')}"
        self.shows(view)
        made: list[nodes.Node] = [self._totals(), listing(view=view)]
        # A chart on the page has it already.
        has_chart = "verdict-chart:" in self.domain.views[self.env.docname]
        if self.edition.fact_checks() and not has_chart:
            made.insert(0, sum_in_words(self.edition, self.env.docname))
        return made

    def _totals(self) -> nodes.table:
        checks = self.edition.fact_checks()
        counts = Counter((essay.id, head.verdict) for essay, _, head in checks)
        together = Counter(head.verdict for _, _, head in checks)
        # A column for each of many essays would be no table.
        essays = self.edition.essays if len(self.edition.essays) <= COLUMNS else ()
        rows: list[list[Cell]] = []
        for verdict in self.edition.scheme.worst_first:
            numbers = [
                self._count(verdict, counts[essay.id, verdict], essay.id, essay.label)
                for essay in essays
            ]
            sum_of_all = self._count(verdict, together[verdict])
            rows.append([[verdict_inline(verdict)], *numbers, sum_of_all])
        totals = [
            sum(counts[essay.id, verdict] for verdict in self.edition.scheme.verdicts)
            for essay in essays
        ]
        rows.append([_("All"), *map(str, [*totals, len(checks)])])
        heads = [_("Verdict"), *(essay.label for essay in essays), _("Together")]
        return table(heads, rows, [40, *(20 for _ in heads[1:])], css.TOTALS)

    def _count(self, verdict: Verdict, count: int, essay: str = "", label: str = "") -> Cell:
        """Build a number that leads to the checks it counts."""
        if not count:
            return "0"
        made = verdict_link(verdict, str(count), self.env.docname, essay)
        # A number says nothing to somebody who hears the links of a page.
        (shown,) = made.findall(nodes.inline)
        shown += inline(f" {verdict.word.lower()}{label and f', {label}'}", css.SPOKEN)
        return [made]


class FactCheckRow(NamedTuple):
    """A row of a list of fact-checks."""

    note: str
    words: str
    essay: str
    label: str
    author: str
    speaker: str
    claim: str
    verdict: Verdict
    summary: str
    passage: str
    passage_label: str
    themes: tuple[str, ...]
    """Ids of the themes of the cross-references of the passage."""


class FactChecksListing(Listing[FactCheckRow]):
    """Every fact-check that still holds, by verdict, worst first."""

    view = f"{VIEW}verdict"
    order = N_("By verdict")

    def rows(self) -> list[FactCheckRow]:
        """Return the rows; those of a verdict are in the order of the edition."""
        rows = [self._row(*check) for check in self.edition.fact_checks()]
        worst_first = self.edition.scheme.worst_first
        return sorted(rows, key=lambda row: worst_first.index(row.verdict))

    def _row(self, essay: Essay, note: Note, head: FactCheckHead) -> FactCheckRow:
        assert note.span is not None
        block = essay.block_of(note.span)
        crossings = self.edition.crossing.get((essay.id, block.id), ())
        return FactCheckRow(
            note=note.full_id,
            words=self.edition.note_label(note),
            essay=essay.id,
            label=essay.label,
            author=essay.head.author,
            speaker=f"{essay.speaker}:",
            claim=head.claim,
            verdict=head.verdict,
            summary=head.summary or "",
            passage=f"{essay.id}/{block.id}",
            passage_label=passage_label(essay, block, note.span),
            themes=tuple(dict.fromkeys(reference.head.theme for reference, _ in crossings)),
        )

    def heading(self, row: FactCheckRow) -> str:
        """Return the verdict."""
        return row.verdict.word

    def anchor(self, row: FactCheckRow) -> str:
        """Return the id of the group that a row is in."""
        return verdict_anchor(row.verdict)

    def title(self, row: FactCheckRow) -> list[nodes.Node]:
        """Build the heading of a group."""
        return [verdict_inline(row.verdict)]

    def remark(self, row: FactCheckRow) -> str:
        """Return the line below the heading."""
        return row.verdict.definition

    def above(self) -> list[nodes.Node]:
        """Build the line that leads to the other order, and to the table for a spreadsheet."""
        items: list[nodes.Node] = []
        if self.domain.builder not in HAVE_PAGES:
            return items  # neither page nor file is beside a book
        pages = {
            view: page for page in sorted(self.domain.views) for view in self.domain.views[page]
        }
        for listing_class in (FactChecksListing, FactChecksByText):
            page = pages.get(listing_class.view, "")
            if self.view == listing_class.view:
                items.append(nodes.strong("", translate(self.order)))
            elif page:
                to = self.domain.relative_uri(self.docname, page)
                words = translate(listing_class.order)
                items.append(nodes.reference("", words, refuri=to, internal=True))
        if self.domain.offers_data:
            items.append(file_link(CSV_FILE))
        return [paragraph(separated(items, " · "), css.PARTS)] if len(items) > 1 else []

    def shown(self, rows: Sequence[FactCheckRow]) -> list[nodes.Node]:
        """Build the filter, and a group with a heading and a table for each verdict."""
        made: list[nodes.Node] = []
        if self.domain.builder in HAVE_PAGES:
            made.append(nodes.raw("", self._filter(rows), format="html"))
        known: set[str] = set()
        for _heading, group in groupby(rows, key=self.heading):
            made.append(self._group(list(group), known))
        return made

    def _group(self, rows: Sequence[FactCheckRow], known: set[str]) -> nodes.container:
        first = rows[0]
        heading = nodes.rubric("", "", ids=[self.anchor(first)], **{"heading-level": 2})
        heading += [*self.title(first), inline(f" {len(rows)}", css.COUNTED)]
        made = nodes.container("", heading, classes=[css.CHECKS_GROUP])
        if remark := self.remark(first):
            made += paragraph(remark, css.DEFINITION)
        cells: list[list[Cell]] = []
        for row in rows:
            number = nodes.inline("", "", link("mark", row.note, row.words, self.docname))
            # The first of each text: the counts of a text lead there.
            anchor = verdict_anchor(row.verdict, row.essay)
            if self.view == FactChecksListing.view and anchor not in known:
                known.add(anchor)
                number["ids"] = [anchor]
            cells.append(
                [
                    [number],
                    [inline(row.speaker, css.SPEAKER), nodes.Text(f" {row.claim}")],
                    _verdict_and_summary(row),
                    [link("passage", row.passage, row.passage_label, self.docname)],
                ]
            )
        finding = _("Verdict and summary") if any(row.summary for row in rows) else _("Verdict")
        heads = [_("Note"), _("Claim, as the essay makes it"), finding, _("Passage")]
        made += table(heads, cells, [11, 33, 44, 12], css.CHECKS)
        return made

    def _filter(self, rows: Sequence[FactCheckRow]) -> str:
        """Return the form that narrows the list down; a script shows it, for it needs one."""
        essays = {essay.id: essay.label for essay in self.edition.essays}
        themes = {theme.id: theme.title for theme in self.edition.shared.themes}
        counts = Counter(
            key
            for row in rows
            for key in (
                *(("verdict", row.verdict.value), ("essay", row.essay)),
                *(("theme", theme) for theme in row.themes),
            )
        )
        worst_first = self.edition.scheme.worst_first
        fields = (
            ("verdict", _("Verdict"), {verdict.value: verdict.word for verdict in worst_first}),
            ("essay", _("Essay"), essays),
            ("theme", _("Theme of the passage"), themes),
        )
        data = json.dumps(
            [[row.verdict.value, row.essay, row.themes] for row in rows], separators=(",", ":")
        )
        kind = self.edition.scheme.kind(Kind.FACT_CHECK)
        assert kind is not None, "without such a kind there is no list"
        number = counted(kind, len(rows))
        parts = [
            f'<form class="{css.FILTER}" aria-label="{_("Filter")}" data-rows="{escape(data)}">',
            *(_field(name, words, values, counts) for name, words, values in fields),
            f'<button type="reset" class="btn btn-sm" hidden>{_("Show all")}</button>',
            f'<p role="status">{escape(number)}</p>',
            "</form>\n",
        ]
        return "".join(parts)


class FactChecksByText(FactChecksListing):
    """Every fact-check that still holds, in the order of the texts."""

    view = f"{VIEW}text"
    order = N_("In the order of the texts")

    def rows(self) -> list[FactCheckRow]:
        """Return the rows in the order of the edition."""
        return [self._row(*check) for check in self.edition.fact_checks()]

    def heading(self, row: FactCheckRow) -> str:
        """Return the text."""
        return row.label

    def anchor(self, row: FactCheckRow) -> str:
        """Return the id of the group of a text."""
        return f"checks-{row.essay}"

    def title(self, row: FactCheckRow) -> list[nodes.Node]:
        """Build the heading of a text."""
        return [nodes.Text(f"{row.label} · {row.author}")]

    def remark(self, row: FactCheckRow) -> str:
        """Return nothing."""
        return ""


def _field(name: str, words: str, values: dict[str, str], counts: Counter[tuple[str, str]]) -> str:
    """Return a choice of the filter, with the number of rows for each of its values."""
    options = "".join(
        f'<option value="{escape(value)}">{escape(shown)} ({counts[name, value]})</option>'
        for value, shown in values.items()
        if counts[name, value]
    )
    if not options:
        return ""
    return (
        f'<label>{words} <select name="{name}" autocomplete="off">'
        f'<option value="">{_("All")}</option>{options}</select></label>'
    )


def _verdict_and_summary(row: FactCheckRow) -> list[nodes.Node]:
    """Return the verdict, with the sentence that says why where the note has one."""
    if not row.summary:
        return [verdict_inline(row.verdict)]
    summary = inline(row.summary, css.SUMMARY)
    summary["support_smartquotes"] = False
    return [verdict_inline(row.verdict), nodes.Text(". "), summary]


# -- links to the verdicts -------------------------------------------------------------------------


def verdict_anchor(verdict: Verdict, essay: str = "") -> str:
    """Return the id of the checks with a verdict, of all texts or of one."""
    return f"verdict-{verdict.value}{essay and f'-{essay}'}"


def verdict_link(
    verdict: Verdict, words: str, docname: str, essay: str = ""
) -> addnodes.pending_xref:
    """Build a link to the checks with a verdict, resolved when pages are written."""
    return link("verdict", verdict_anchor(verdict, essay), words, docname)


def _places(domain: ApparatusDomain) -> Iterator[tuple[str, str]]:
    """Yield the ids of verdicts with their pages; a long list stands on several."""
    page = next(
        (page for page in sorted(domain.views) if FactChecksListing.view in domain.views[page]), ""
    )
    if not page:
        return
    listing = FactChecksListing(domain, page)
    rows = listing.rows()
    parts = parts_of(listing, rows) if domain.builder in HAVE_PAGES else [rows]
    for number, part in enumerate(parts, 1):
        for row in part:
            for essay in ("", row.essay):
                yield verdict_anchor(row.verdict, essay), part_name(page, number)


class LinkVerdicts(SphinxPostTransform):
    """Link the counts of verdicts to the checks that they count.

    Before: ``pending_xref(reftype="verdict")``. After: ``reference``, or the words alone where no
    page has the checks by verdict.
    """

    # After lists are filled, which is registered before, and before texts are (1). Resolving
    # references (10) knows nothing of the parts of a list.
    default_priority = 0

    def run(self, **kwargs: object) -> None:
        """Link every count."""
        found = [
            node
            for node in self.document.findall(addnodes.pending_xref)
            if (node["refdomain"], node["reftype"]) == ("apparatus", "verdict")
        ]
        if not found:
            return
        places: dict[str, str] = {}
        for anchor, page in _places(apparatus_domain(self.env)):
            places.setdefault(anchor, page)
        for node in found:
            anchor, words = node["reftarget"], node[0]
            assert isinstance(words, nodes.Element)
            page = places.get(anchor, "")
            # The page of the node, which shares a file with others where one file has all.
            here = node["refdoc"]
            made = make_refnode(self.app.builder, here, page, anchor, words) if page else words
            node.replace_self(made)
