"""Citations and the list of sources: the domain ``cite``.

What follows from a source itself (its label, its place in the order) is in
:mod:`sphinx_apparatus.sources`; here it becomes nodes and links.

sphinxcontrib-bibtex does the rest. Everything reaches it through public means: plugins registered
with pybtex and with it, its configuration values, and ``add_domain(override=True)``.
What is replaced of it, and why, is in :class:`SourcesDomain` and :class:`ListSources`.
"""

from __future__ import annotations

import ast
import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Protocol, cast, runtime_checkable

import pybtex.plugin  # type: ignore[import-untyped]
import pybtex_docutils
from docutils import nodes
from pybtex.database import parse_string  # type: ignore[import-untyped]
from sphinx import addnodes
from sphinx.errors import ConfigError
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.directives import BibliographyKey
from sphinxcontrib.bibtex.domain import BibtexDomain, Citation, get_docnames
from sphinxcontrib.bibtex.nodes import bibliography as bibliography_node
from sphinxcontrib.bibtex.plugin import register_plugin as register_bibtex_plugin
from sphinxcontrib.bibtex.roles import CiteRole
from sphinxcontrib.bibtex.style.referencing import (
    format_references,
)
from sphinxcontrib.bibtex.style.template import (
    SphinxReferenceInfo,
)

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.catalogue import N_, _
from sphinx_apparatus.sphinx_ext.builders import HAVE_PAGES
from sphinx_apparatus.sphinx_ext.config import EDITION, register
from sphinx_apparatus.sphinx_ext.logging import warn
from sphinx_apparatus.sphinx_ext.node_helpers import detach, link, paragraph
from sphinx_apparatus.sphinx_ext.nodes import cited_words
from sphinx_apparatus.sphinx_ext.nodes import essay as essay_node
from sphinx_apparatus.text.bodies import cited_sources

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

    from sphinx_apparatus.model.records import Outlet
    from sphinx_apparatus.sources.records import Source
from sphinx_apparatus.sources.bibtex import write_for_pybtex
from sphinx_apparatus.sources.labels import CitingNote
from sphinx_apparatus.sources.reader import source_from_bibtex
from sphinx_apparatus.sphinx_ext.citation_style import STYLE, STYLES, FormattedSource

logger = logging.getLogger(__name__)

_Formatted = tuple[Any, Any, Any]
"""An entry, how it is printed, and how as the title of a link."""


@runtime_checkable
class CitesSources(Protocol):
    """What the bibliography uses of the domain ``apparatus``, which is optional."""

    is_idle: bool
    """Whether no page is read or written, so that all labels came with the environment."""

    def citing_notes(self) -> Mapping[str, Sequence[CitingNote]]:
        """Return the notes that cite each source, by its key; known from ``env-updated`` on."""
        ...

    def outlets(self) -> Mapping[str, Sequence[Outlet]]:
        """Return the publishers of each source that have a label of ownership, by its key."""
        ...

    def lists(self, outlet: Outlet) -> bool:
        """Return whether a page lists a publisher, with the source of its label."""
        ...


def _edition(env: BuildEnvironment) -> CitesSources | None:
    domain = env.domains.get("apparatus")
    return domain if isinstance(domain, CitesSources) else None


def citing_notes(env: BuildEnvironment) -> Mapping[str, Sequence[CitingNote]]:
    """Return the notes that cite each source, by its key."""
    edition = _edition(env)
    return edition.citing_notes() if edition else {}


def _outlets(env: BuildEnvironment, citation: Citation) -> list[tuple[Outlet, bool]]:
    """Return the publishers of a source with a label, and whether a page lists each of them."""
    edition = _edition(env)
    found = edition.outlets().get(citation.key, ()) if edition else ()
    return [(outlet, edition.lists(outlet)) for outlet in found if edition]


def _has_note_role(env: BuildEnvironment) -> bool:
    domain = env.domains.get("apparatus")
    return domain is not None and "note" in domain.roles


# -- what replaces parts of sphinxcontrib-bibtex ------------------------------------------------


def _refuse_circle(includes: dict[str, list[str]], root: str) -> None:
    """Refuse tables of contents that lead from a page to itself; Sphinx follows them without end.

    :raises SystemExit: there is a circle.
    """
    done: set[str] = set()
    way = [(root, iter(includes.get(root, ())))]
    while way:
        page, children = way[-1]
        for child in children:
            names = [name for name, _ in way]
            if child in names:
                circle = " → ".join([*names[names.index(child) :], child])
                warn(
                    "toctree", "the tables of contents lead in a circle: %s", circle, location=page
                )
                raise SystemExit("The tables of contents lead in a circle; nothing was built.")
            if child not in done:
                way.append((child, iter(includes.get(child, ()))))
                break
        else:
            done.add(way.pop()[0])


class CitationRole(CiteRole):
    """A citation on a page or in a note that is built while its page is read."""

    def result_nodes(
        self, document: nodes.document, env: BuildEnvironment, node: Element, is_ref: bool
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Record the citation; report one that cannot be read."""
        try:
            cited_sources(self.target)
        except ValueError as error:
            report = self.inliner.reporter.error(str(error), line=self.lineno)
            return [self.inliner.problematic(self.rawtext, self.rawtext, report)], [report]
        made: tuple[list[nodes.Node], list[nodes.system_message]]
        made = super().result_nodes(document, env, node, is_ref)  # type: ignore[no-untyped-call]
        return made


class SourcesDomain(BibtexDomain):
    """sphinxcontrib-bibtex's domain ``cite``, without its quadratic loops and stale pages.

    Upstream (2.7.0) walks all citations of the project for each entry of the bibliography, all
    entries three times for each citation, and all documents for each citation; and it searches the
    entry points of every installed package for a backend at each citation. At a thousand texts
    this is most of a build. It also never asks for pages to be written again whose labels change
    because a second source of the same author and year came in.
    Here each of the four is an index made once.
    """

    data_version = BibtexDomain.data_version * 1000 + 1
    initial_data: ClassVar[dict[str, Any]] = {**BibtexDomain.initial_data, "signatures": {}}
    roles: ClassVar[dict[str, Any]] = {name: CitationRole() for name in BibtexDomain.roles}

    _by_key: dict[str, list[Citation]] | None = None
    _cited_in: dict[str, set[str]] | None = None
    _rendered: dict[tuple[str, ...], Element]
    """Citations as they are printed."""
    _formatted: dict[BibliographyKey, tuple[object, list[_Formatted]]] | None = None
    """Entries that a prepared build has formatted, with all that they depend on."""
    only = ""
    """The page whose entries alone are compared with those of before, if not all are."""

    def __init__(self, env: BuildEnvironment) -> None:
        """Begin with what the environment holds."""
        super().__init__(env)
        self.backend = _Backend()
        self._rendered = {}

    # Reading is over: labels are made.

    def env_updated(self) -> Iterable[str]:
        """Format citations and their labels; return documents to write again."""
        self._rendered.clear()
        edition = _edition(self.env)
        if edition and edition.is_idle:
            return []
        self._by_key = None
        self._cited_in = None
        _refuse_circle(self.env.toctree_includes, self.env.config.root_doc)
        super().env_updated()
        before: dict[str, str] = self.data["signatures"]
        now = self._signatures()
        self.data["signatures"] = now
        if not before:
            return []
        return sorted(docname for docname, mark in now.items() if before.get(docname) != mark)

    def format_now(self) -> None:
        """Format the entries before the change comes that a prepared build waits for."""
        self._formatted = {}
        config = self.env.config
        for key in self.bibliographies:
            docnames = list(get_docnames(self.env))  # type: ignore[no-untyped-call]
            self.get_formatted_entries(
                key, docnames, config.bibtex_tooltips, config.bibtex_tooltips_style
            )

    def get_formatted_entries(
        self,
        bibliography_key: BibliographyKey,
        docnames: list[str],
        tooltips: bool,
        tooltips_style: str,
    ) -> Iterable[_Formatted]:
        """Return entries as upstream does, or those of before if nothing is cited otherwise."""
        given = bibliography_key, docnames, tooltips, tooltips_style
        if self._formatted is None:
            return super().get_formatted_entries(*given)
        # Pages that were read again stand behind the others.
        refs = sorted(self.citation_refs, key=lambda ref: ref.docname)
        cited = [(ref.docname, [target.key for target in ref.targets]) for ref in refs]
        state = self.bibliographies[bibliography_key], self.bibdata, given, cited
        before = self._formatted.get(bibliography_key)
        if before is None or before[0] != state:
            before = state, list(super().get_formatted_entries(*given))
            self._formatted[bibliography_key] = before
        return before[1]

    def _signatures(self) -> dict[str, str]:
        """Return what citations and bibliographies print, as one hash per document."""
        # On paper a page lists what it cites, with the address, or the entry where there is none.
        words_by_key = {
            citation.key: f"{citation.formatted_entry.label} "
            f"{citation.entry.fields.get('url') or citation.formatted_entry.text} "
            f"{citation.entry.fields.get('langid', '')}"
            for citation in self.citations
        }
        printed: defaultdict[str, set[str]] = defaultdict(set)
        listed = [one for one in self.citations if self.only in ("", one.bibliography_key.docname)]
        for ref in self.citation_refs:
            printed[ref.docname].update(
                f"{target.key} {words_by_key.get(target.key)}" for target in ref.targets
            )
        notes = citing_notes(self.env) if listed else {}
        for citation in listed:
            cited_in = sorted(notes.get(citation.key, ()), key=lambda note: note.order)
            owners = [
                (each.name, each.label, linked) for each, linked in _outlets(self.env, citation)
            ]
            printed[citation.bibliography_key.docname].add(
                f"{citation.key} {citation.formatted_entry.text} {owners} {cited_in}"
            )
        return {
            docname: hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
            for docname, lines in printed.items()
        }

    def cited_docnames(self, key: str) -> set[str]:
        """Return the documents that cite *key*."""
        if self._cited_in is None:
            self._cited_in = {}
            for ref in self.citation_refs:
                for target in ref.targets:
                    self._cited_in.setdefault(target.key, set()).add(ref.docname)
        return self._cited_in.get(key, set())

    def get_filtered_entries(self, bibliography_key: BibliographyKey) -> Iterable[tuple[str, Any]]:
        """Yield entries as upstream does; upstream's own code only for filter expressions."""
        bibliography = self.bibliographies[bibliography_key]
        plain = {"True": None, "cited": True, "not cited": False}
        words = ast.unparse(bibliography.filter_).strip()
        if words not in plain:
            yield from super().get_filtered_entries(bibliography_key)
            return
        wanted = plain[words]
        listed = set(bibliography.keys)
        styles = {name for name, _, _ in STYLES.values()}
        is_own = (bibliography.style or self.env.config.bibtex_default_style) in styles
        for entry in self.get_entries(bibliography.bibfiles):
            key = bibliography.keyprefix + cast("str", entry.key)
            is_cited = bool(self.cited_docnames(key))
            if wanted is None or is_cited is wanted or entry.key in listed:
                yield key, entry if is_own else _for_pybtex(entry)

    def get_all_cited_keys(self, docnames: list[str]) -> Iterator[str]:
        """Return cited keys in the order of the documents, for styles that keep it."""
        place = {docname: number for number, docname in enumerate(docnames)}
        for ref in sorted(self.citation_refs, key=lambda ref: place[ref.docname]):
            for target in ref.targets:
                yield target.key

    # Writing: citations become links.

    def _citation(self, key: str, fromdocname: str) -> Citation | None:
        if self._by_key is None:
            self._by_key = {}
            for citation in self.citations:
                if self.bibliographies[citation.bibliography_key].list_ == "citation":
                    self._by_key.setdefault(citation.key, []).append(citation)
        found = self._by_key.get(key, [])
        here = [one for one in found if one.bibliography_key.docname == fromdocname]
        return next(reversed(here or found), None)

    def resolve_xref(  # type: ignore[override]  # upstream's type is narrower than Sphinx's
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: addnodes.pending_xref,
        contnode: Element,
    ) -> Element:
        """Return the citation, its sources in the order of the role, linked to their entries.

        Links have no ``title``: screen readers would speak the whole entry after each citation.
        """
        references = []
        for cited in parse_citation_targets(target):
            citation = self._citation(cited.key, fromdocname)
            if citation is None:
                logger.warning(
                    'could not find bibtex key "%s"',
                    cited.key,
                    location=node,
                    type="bibtex",
                    subtype="key_not_found",
                )
                continue
            formatted = citation.formatted_entry
            if cited.key in node.get(_FIRST, ()) and isinstance(formatted, FormattedSource):
                formatted = formatted.as_first()
            info = SphinxReferenceInfo(
                builder=builder,
                fromdocname=fromdocname,
                todocname=citation.bibliography_key.docname,
                citation_id=citation.citation_id,
                title=None,
                pre_text=cited.pre,
                post_text=cited.post,
            )
            references.append((citation.entry, formatted, info))
        if not references:
            return contnode
        # The same on all pages from which the bibliographies have the same address.
        pages = {info.todocname for _, _, info in references}
        addresses = (builder.get_relative_uri(fromdocname, page) for page in sorted(pages))
        here = fromdocname if fromdocname in pages else ""
        firsts = " ".join(node.get(_FIRST, ()))
        made = typ, target, builder.name, here, firsts, *addresses
        if made not in self._rendered:
            result = cited_words("", "", classes=["bibtex-citation"])
            result += format_references(self.reference_style, typ, references).render(self.backend)
            self._rendered[made] = result
        detach(node)
        return self._rendered[made].deepcopy()

    def resolve_any_xref(  # type: ignore[override]
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: addnodes.pending_xref,
        contnode: Element,
    ) -> list[tuple[str, Element]]:
        """Serve ``{any}`` and MyST's ``[](#key)``, which ask every domain."""
        keys = [key.strip() for key in target.split(",")]
        if not any(self._citation(key, fromdocname) for key in keys):
            return []
        resolved = self.resolve_xref(env, fromdocname, builder, "p", target, node, contnode)
        return [("cite:p", resolved)]


def _for_pybtex(entry: Any) -> Any:
    """Return an entry as pybtex’s own styles can print it: they know few types and fields."""
    words = write_for_pybtex([source_from_bibtex(entry)])
    return parse_string(words, "bibtex").entries[entry.key]


class _Backend(pybtex_docutils.Backend):
    """pybtex's docutils backend, which also knows tags that become classes."""

    def format_tag(self, tag_name: str, text: list[nodes.Node]) -> list[nodes.Node]:
        """Return an inline with a class for our tags; ``language-es`` becomes ``lang="es"``."""
        if tag_name.startswith(("language-", css.PREFIX)):
            return [nodes.inline("", "", *text, classes=[tag_name])]
        return super().format_tag(tag_name, text)


class ListSources(SphinxPostTransform):
    """Render bibliographies as lists of sources.

    Before::

        <bibliography ids="id1" docname="bibliography">

    After::

        <bullet_list ids="id1" classes="apparatus-bibliography">
            <list_item ids="source-fuller2019terms" classes="apparatus-source">
                <paragraph> Fuller, Nathan. 2019. “Anti-imperialism on our own terms.” …
                <paragraph classes="apparatus-cited-in"> Cited in: 2019 n. 3, n. 7; 2026 n. 12.

    Upstream makes ``citation`` nodes instead. Docutils writes these with the role
    ``doc-biblioentry`` inside a plain ``list``, which ARIA doesn't allow (checkers fail it), puts a
    label in brackets that author-date lists don't have, and fills nodes that are kept in the
    environment, so that a second writing of the page in one process would print all entries twice.
    """

    default_priority = 0
    """Before texts are filled (1), in which there is no bibliography; before upstream's own
    transform (5), which finds nothing left to do."""

    def run(self, **_kwargs: Any) -> None:
        """Replace each bibliography of the document; lists of other kinds stay upstream's."""
        domain = self.env.get_domain("cite")
        assert isinstance(domain, SourcesDomain)
        found = [
            (place, BibliographyKey(docname=place["docname"], id_=place["ids"][0]))
            for place in self.document.findall(bibliography_node)
        ]
        found = [
            (place, key) for place, key in found if domain.bibliographies[key].list_ == "citation"
        ]
        if not found:
            return
        backend = _Backend()
        notes = citing_notes(self.env)
        linked = _has_note_role(self.env)
        by_bibliography: defaultdict[BibliographyKey, list[Citation]] = defaultdict(list)
        for citation in domain.citations:
            by_bibliography[citation.bibliography_key].append(citation)
        for place, key in found:
            items = [
                _item(
                    citation,
                    backend,
                    _outlets(self.env, citation),
                    notes.get(citation.key, ()),
                    linked,
                )
                for citation in by_bibliography[key]
            ]
            if not items:
                place.replace_self(nodes.target("", "", ids=place["ids"]))
                continue
            listed = nodes.bullet_list("", *items, classes=[css.BIBLIOGRAPHY], bullet="-")
            listed["ids"] = place["ids"]
            listed.source, listed.line = place.source, place.line
            jumps = _letters(by_bibliography[key]) if self.app.builder.name in HAVE_PAGES else None
            if jumps:
                # Apart from the list: what replaces a node gets its id.
                place.parent.insert(place.parent.index(place), jumps)
            place.replace_self(listed)


class ListedSource(NamedTuple):
    """A source that a bibliography lists."""

    id: str
    label: str
    """Author and year, as citations print them."""
    address: str
    entry: nodes.Element


def listed_sources(env: BuildEnvironment) -> Iterator[ListedSource]:
    """Yield each source of the bibliographies, in their order."""
    domain = env.get_domain("cite")
    assert isinstance(domain, SourcesDomain)
    backend = _Backend()
    for citation in domain.citations:
        if domain.bibliographies[citation.bibliography_key].list_ == "citation":
            yield ListedSource(
                citation.citation_id,
                str(citation.formatted_entry.label),
                citation.entry.fields.get("url", ""),
                backend.paragraph(citation.formatted_entry),
            )


def pages_with_sources(env: BuildEnvironment) -> set[str]:
    """Return the documents that may list sources of the edition: in a project of its own, any."""
    domain = env.domains.get("cite")
    if isinstance(domain, SourcesDomain):
        return {key.docname for key in domain.bibliographies}
    return set(env.found_docs)


def _item(
    citation: Citation,
    backend: _Backend,
    outlets: Iterable[tuple[Outlet, bool]],
    notes: Iterable[CitingNote],
    linked: bool,
) -> nodes.list_item:
    docname = citation.bibliography_key.docname
    item = nodes.list_item(
        "",
        backend.paragraph(citation.formatted_entry),
        ids=[citation.citation_id],
        classes=[css.SOURCE],
        docname=docname,
        # By which a reader of a screen knows where a link in the book leads.
        label=str(citation.formatted_entry.label),
    )
    item += [_owner(outlet, docname, listed) for outlet, listed in outlets]
    # Two essays of one year may have notes of one number: these stay in the edition's order.
    ordered = sorted(dict.fromkeys(notes), key=lambda note: note.order)
    if ordered:
        item += _cited_in(ordered, docname, linked)
    return item


_ENOUGH = 40
"""Entries from which a list of sources has letters."""


_SCRIPTS = {"ARABIC": N_("Arabic"), "CYRILLIC": N_("Cyrillic"), "GREEK": N_("Greek")}
"""Names of scripts by the first word of the Unicode names of their letters."""


def _letters(listed: Sequence[Citation]) -> nodes.paragraph | None:
    """Return links to the first entry of each letter, as the entries are sorted.

    Letters that are not Latin stand behind the name of their script: Cyrillic Р looks like P.
    """
    if len(listed) < _ENOUGH:
        return None
    first: dict[str, str] = {}
    for citation in listed:
        names = source_from_bibtex(citation.entry).sort_key[0]
        words = unicodedata.normalize("NFD", names[0])
        letter = next((sign for sign in words if sign.isalnum()), "").upper()
        first.setdefault("0–9" if letter.isdigit() else letter, citation.citation_id)
    made = nodes.paragraph("", classes=[css.LETTERS])
    script = "LATIN"
    for letter, id in first.items():
        if len(made):
            made += nodes.Text(" ")
        its = unicodedata.name(letter[:1], script).partition(" ")[0]
        if letter.isalpha() and its != script:
            script = its
            made += nodes.Text(f"{_(_SCRIPTS[its]) if its in _SCRIPTS else its.capitalize()}: ")
        made += nodes.reference("", letter, refid=id, internal=True)
    return made


def _owner(outlet: Outlet, docname: str, is_listed: bool) -> nodes.paragraph:
    """Return the line “RT · state: the government of Russia”."""
    name = link("outlet", outlet.name, outlet.name, docname) if is_listed else outlet.name
    made = paragraph(name, css.OWNER)
    made += nodes.Text(f" · {outlet.label}")
    return made


def _cited_in(ordered: Iterable[CitingNote], docname: str, linked: bool) -> nodes.paragraph:
    """Return the line “Cited in: 2019 n. 3, n. 7; 2026 n. 12”."""
    paragraph = nodes.paragraph("", f"{_('Cited in:')} ", classes=[css.CITED_IN])
    for essay, group in groupby(ordered, key=lambda note: note.essay_label):
        if len(paragraph) > 1:
            paragraph += nodes.Text("; ")
        for number, note in enumerate(group):
            if number:
                paragraph += nodes.Text(", ")
            text = note.text if number or not essay else f"{essay} {note.text}"
            paragraph += _note_link(note, text, docname) if linked else nodes.Text(text)
    paragraph += nodes.Text(".")
    return paragraph


def _note_link(note: CitingNote, text: str, docname: str) -> addnodes.pending_xref:
    """Return a reference as the role ``{apparatus:note}`` builds it; the domain resolves it."""
    return addnodes.pending_xref(
        "",
        # No class "xref" as roles give it: the text writer would print asterisks.
        nodes.inline("", text, classes=[css.NOTE]),
        refdomain="apparatus",
        reftype="note",
        reftarget=note.note_id,
        refexplicit=True,
        refdoc=docname,
        refwarn=True,
    )


class DropCitationIds(SphinxPostTransform):
    """Remove the ids of citations.

    Upstream gives each an id for links back from the bibliography, which the engine's doesn't have
    (it lists the notes instead). They are ``id1``, ``id2`` in every document, so that all texts in
    one file (``singlehtml``) would have each of them twice.
    """

    default_priority = 3
    """Before ReferencesResolver (10), which hands the ids on."""

    def run(self, **_kwargs: Any) -> None:
        """Clear the ids of all citations."""
        for citation in self.document.findall(addnodes.pending_xref):
            if citation.get("refdomain") == "cite":
                citation["ids"] = []


_FIRST = "first"
"""Attribute of a citation: the keys of the sources that it is the first on its page to cite."""


class MarkFirstCitations(SphinxPostTransform):
    """Mark the first citation of each source on a page, where the style prints it whole."""

    default_priority = 8
    """After texts and lists are filled in (1 to 6); before ReferencesResolver (10)."""

    def run(self, **_kwargs: Any) -> None:
        """Mark them in the order of the document."""
        if self.config.bibtex_reference_style != STYLES["chicago-notes"][0]:
            return
        seen: set[str] = set()
        for citation in self.document.findall(addnodes.pending_xref):
            if citation.get("refdomain") == "cite":
                keys = {target.key for target in parse_citation_targets(citation["reftarget"])}
                citation[_FIRST] = sorted(keys - seen)
                seen |= keys


class AnchorSourcesForLatex(SphinxPostTransform):
    """Add the anchors that upstream's citations link to in LaTeX.

    Upstream writes ``\\hyperlink{cite.<document>:<id>}`` and relies on ``\\bibitem`` for the other
    end, which a plain list doesn't have.
    """

    default_priority = 6
    """After :class:`ListSources`."""
    formats = ("latex",)

    def run(self, **_kwargs: Any) -> None:
        """Insert an anchor at the beginning of each entry."""
        for item in self.document.findall(nodes.list_item):
            if css.SOURCE in item["classes"]:
                anchor = f"\\hypertarget{{cite.{item['docname']}:{item['ids'][0]}}}{{}}"
                cast("Element", item[0]).insert(0, nodes.raw("", anchor, format="latex"))


# -- citations of notes in a project that has its own, or none -----------------------------------


class CiteOnPage(SphinxPostTransform):
    """Resolve the citations of records by a list of sources at the end of their page.

    For a project where the engine is a guest: its domain ``cite``, its bibliographies and their
    style stay as they are, and know nothing of the sources of the edition.
    """

    default_priority = 8
    """After texts and lists are filled in (1 to 6); before ReferencesResolver (10)."""

    def run(self, **_kwargs: Any) -> None:
        """Replace the citations of a page, and add the list."""
        found = [node for node in self.document.findall(addnodes.pending_xref) if node.get("own")]
        if not found:
            return
        _name, entries, references = STYLES[self.config.apparatus_citation_style]
        sources: dict[str, Source] = cast("Any", self.env.domains["apparatus"]).edition.sources
        formatted = entries.formatted(sources.values())
        docname = self.env.current_document.docname
        backend, style = _Backend(), references()
        cited: set[str] = set()
        for node in found:
            infos = []
            for target in parse_citation_targets(node["reftarget"]):
                entry = formatted[target.key]
                info = SphinxReferenceInfo(
                    builder=self.app.builder,
                    fromdocname=docname,
                    todocname=docname,
                    citation_id=_id_of(target.key),
                    title=None,
                    pre_text=target.pre,
                    post_text=target.post,
                )
                is_first = info.citation_id not in cited
                infos.append((None, entry.as_first() if is_first else entry, info))
            cited |= {info.citation_id for *_entries, info in infos}
            made = cited_words("", "", classes=["bibtex-citation"])
            made += format_references(style, node["reftype"], infos).render(backend)
            node.replace_self(made)
        texts: list[Element] = list(self.document.findall(essay_node))
        sections: list[Element] = list(self.document.findall(nodes.section))
        place = [self.document, *sections, *texts][-1]
        place += nodes.rubric("", _("Sources"), ids=["sources"], **{"heading-level": 2})
        notes = citing_notes(self.env)
        listed = nodes.bullet_list("", bullet="-", classes=[css.BIBLIOGRAPHY])
        for key, entry in formatted.items():
            if _id_of(key) in cited:
                where = BibliographyKey(docname, "sources")
                citation = Citation(_id_of(key), where, key, None, entry, None)
                outlets = _outlets(self.env, citation)
                listed += _item(citation, backend, outlets, notes.get(key, ()), linked=True)
        place += listed


def _id_of(key: str) -> str:
    return nodes.make_id(f"source-{key}")


# -- set up ------------------------------------------------------------------------------------

_DEFAULTS: Mapping[str, tuple[object, object]] = {
    "bibtex_default_style": ("alpha", STYLE),
    "bibtex_reference_style": ("label", STYLE),
    "bibtex_tooltips": (True, False),
    "bibtex_cite_id": ("", "source-{key}"),
    "bibtex_bibliography_id": ("", "sources-{bibliography_count}"),
}
"""Settings of sphinxcontrib-bibtex: its default, and the engine's in its place.

A ``conf.py`` still decides, except that it cannot ask for upstream's own defaults.
"""


_STYLE_SETTINGS = ("bibtex_default_style", "bibtex_reference_style")


def _refuse_unknown(style: str) -> None:
    """Refuse the name of a style that neither the engine nor pybtex has.

    :raises ConfigError: there is no such style.
    """
    try:
        pybtex.plugin.find_plugin("pybtex.style.formatting", style)
    except pybtex.plugin.PluginNotFound:
        raise ConfigError(
            f"apparatus_citation_style is ‘{style}’; expected one of {', '.join(STYLES)}, or the "
            "name of a style of pybtex"
        ) from None


def set_defaults(app: Sphinx, config: Config) -> None:
    """Replace upstream's defaults by the engine's, unless ``conf.py`` sets them.

    The file of sources is the one that the edition's records are checked against.
    """
    chosen = config.apparatus_citation_style
    if chosen in STYLES:
        styles = dict.fromkeys(_STYLE_SETTINGS, STYLES[chosen][0])
    else:
        _refuse_unknown(chosen)
        styles = {"bibtex_default_style": chosen, "bibtex_reference_style": "label"}
    for name, (theirs, own) in _DEFAULTS.items():
        own = styles.get(name, own)
        if config[name] == theirs:
            config[name] = own
    if config.bibtex_bibfiles is None and "apparatus_references" in config:
        config.bibtex_bibfiles = [str(Path(app.srcdir, config.apparatus_references))]


def check_style(app: Sphinx, config: Config) -> None:
    """Refuse a style of pybtex where the engine is a guest: it knows its own alone.

    :raises ConfigError: the style is another.
    """
    if config.apparatus_citation_style not in STYLES:
        raise ConfigError(
            f"apparatus_citation_style is ‘{config.apparatus_citation_style}’; expected one of "
            f"{', '.join(STYLES)}, or apparatus_site = True for a style of pybtex"
        )


def setup_guest(app: Sphinx) -> None:
    """Set up citations of records alone, beside those that the project may have."""
    app.add_node(cited_words, override=True)
    app.connect("config-inited", check_style)
    app.add_post_transform(CiteOnPage)
    app.add_post_transform(AnchorSourcesForLatex)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up sphinxcontrib-bibtex with the engine's styles, domain and list."""
    # Known to every writer; pages leave its element out (html/translator.py).
    app.add_node(cited_words, override=True)
    for name, entries, citations in STYLES.values():
        pybtex.plugin.register_plugin("pybtex.style.formatting", name, entries, force=True)
        register_bibtex_plugin(
            "sphinxcontrib.bibtex.style.referencing", name, citations, force=True
        )
    app.setup_extension("sphinxcontrib.bibtex")
    register(app, [one for one in EDITION if one.name == "apparatus_citation_style"])
    app.add_domain(SourcesDomain, override=True)
    app.connect("config-inited", set_defaults)
    app.add_post_transform(DropCitationIds)
    app.add_post_transform(MarkFirstCitations)
    app.add_post_transform(ListSources)
    app.add_post_transform(AnchorSourcesForLatex)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
