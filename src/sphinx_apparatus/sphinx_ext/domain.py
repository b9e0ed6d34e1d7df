"""The domain ``apparatus``: places of texts, passages, notes and themes in the built edition.

The records themselves are no part of the environment: they are read anew for each build,
before the workers fork, and are attributes of the domain, which is never pickled.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Set
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from sphinx_apparatus.sources.labels import CitingNote
from sphinx_apparatus.sphinx_ext.builders import SHARE_A_FILE
from sphinx_apparatus.sphinx_ext.logging import warn
from sphinx_apparatus.sphinx_ext.node_helpers import detach
from sphinx_apparatus.text.excerpts import QUOTATIONS

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_apparatus.edition.edition import Edition
    from sphinx_apparatus.export.bundle import Exported
    from sphinx_apparatus.model.essays import Essay
    from sphinx_apparatus.model.records import Outlet, WitnessDescription


DATA_VIEW = "data:"
"""The view of a page that has the downloads."""


class Target(NamedTuple):
    """The place of an object, and its name."""

    docname: str
    anchor: str
    title: str
    kind: str
    essay: str
    """Id of the essay it belongs to, empty for themes and cross-references."""


class ReferenceRole(XRefRole):
    """A reference to a text, passage or note; its words follow the numbers of the records."""

    # The words are prose; the default would set them as code.
    innernodeclass = nodes.inline

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: Element,
        has_explicit_title: bool,
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Return the words of the link and its target, and record that the page shows them."""
        domain = apparatus_domain(env)
        target = target.strip()
        words = domain.words(refnode["reftype"], target)
        if domain.is_reading:
            domain.note_view(env.docname, f"words:{refnode['reftype']}:{target}")
        return (title if has_explicit_title or words is None else words), target


def is_own_page(app: Sphinx, pagename: str, context: Mapping[str, Any] | None = None) -> bool:
    """Return whether the engine may add to a page: any of its own site, else those that it fills.

    :param context: what its template reads; a part of a long list names the page of the list.
    """
    if app.config.apparatus_site:
        return True
    page = (context or {}).get("apparatus_branch", pagename)
    views = apparatus_domain(app.env).views.get(page, ())
    return any(not view.startswith("words:") for view in views)


class ApparatusDomain(Domain):
    """Texts, passages, notes, themes and cross-references of an edition."""

    name = "apparatus"
    label = "Critical edition"
    object_types: ClassVar[dict[str, ObjType]] = {
        "text": ObjType("text", "text"),
        "passage": ObjType("passage", "passage"),
        "note": ObjType("note", "note"),
        "theme": ObjType("theme", "theme"),
        "crossing": ObjType("cross-reference", "crossing"),
        "outlet": ObjType("publisher", "outlet"),
    }
    roles: ClassVar[dict[str, Any]] = {
        "text": ReferenceRole(warn_dangling=True),
        "passage": ReferenceRole(warn_dangling=True),
        "note": ReferenceRole(warn_dangling=True),
    }
    initial_data: ClassVar[dict[str, Any]] = {
        # docname -> {"kind:id": Target}
        "targets": {},
        # docname -> {view: digest}; a view is something of the records that a page shows.
        "views": {},
        # Digests of all files of records when pages were last read.
        "records": {},
        # A digest of what any page may show of the others.
        "frame": "",
    }
    data_version = 5

    is_unchanged: bool = False
    """Whether all files of records are as they were at the last build."""
    is_idle: bool = False
    """Whether no page is read or written either."""
    is_reading: bool = True
    """Whether pages are being read: what a role records belongs to the reading, for Sphinx has
    saved the environment when texts are filled, and workers that write pages would lose it."""
    builder: str = ""
    """Name of the builder; empty before a build begins."""
    exported: list[Exported] | None = None
    """The files of all formats, once they are made."""
    _before: dict[str, str] | None = None
    """The digests of all files of records at the last build."""
    _builder: Builder | None = None
    _read: Callable[[], Edition] | None = None
    _found: dict[str, Target] | None = None
    _shown: tuple[dict[str, Target], dict[str, str]] | None = None

    # -- the build -----------------------------------------------------------------------------

    def begin(self, builder: Builder, records: dict[str, str], read: Callable[[], Edition]) -> None:
        """Begin a build; one that was prepared begins twice.

        :param records: the digests of all files of records.
        :param read: reads them.
        """
        self._builder, self.builder = builder, builder.name
        self._read = read
        self.exported = None
        vars(self).pop("edition", None)
        if self._before is None:
            self._before = self.data["records"]
        self.is_unchanged = records == self._before and all(records.values())
        self.data["records"] = records

    def note_pages(self, changed: Collection[str]) -> None:
        """Record which pages are out of date although no record has changed."""
        self.is_idle = self.is_unchanged and not changed

    def begin_reading(self, docnames: Collection[str]) -> None:
        """Begin to read pages; the records are read first if there is any page to read."""
        self.is_reading = True
        if docnames:
            self.is_idle = False
            self.read_now()

    def end_reading(self) -> None:
        """Record that all pages are read."""
        self.is_reading = False

    def note_written_page(self) -> None:
        """Record that a page is written, such as after a change of a template."""
        self.is_idle = False

    def note_frame(self, frame: str) -> bool:
        """Record what any page may show of the others; return whether it has changed."""
        before, self.data["frame"] = self.data["frame"], frame
        return before not in ("", frame)

    def relative_uri(self, page: str, other: str) -> str:
        """Return the address of another page as it stands on a page."""
        assert self._builder is not None, "no build has begun"
        return self._builder.get_relative_uri(page, other)

    @cached_property
    def edition(self) -> Edition:
        """All records; read at first use, which a build without changes does not need."""
        assert self._read is not None, "no build has begun"
        return self._read()

    def read_now(self) -> None:
        """Read the records, unless they are read."""
        _ = self.edition

    @property
    def records(self) -> dict[str, str]:
        """The digests of all files of records."""
        return self.data["records"]  # type: ignore[no-any-return]

    @property
    def quotes_only(self) -> bool:
        """Whether texts are shown by their quotations alone."""
        return bool(self.env.config.apparatus_text == QUOTATIONS)

    def witnesses_shown(self, essay: Essay) -> list[WitnessDescription]:
        """Return the witnesses that are shown whole, except the base: those that have a file.

        Where the text is shown by its quotations alone, none is.
        """
        if self.quotes_only:
            return []
        return [each for each in essay.head.witnesses if each.siglum in essay.transcripts]

    @property
    def targets(self) -> dict[str, Target]:
        """Every object by kind and id.

        Of one that stands on two pages the first by name counts, in whatever order they were read.
        """
        if self._found is None:
            self._found = {}
            for _, targets in sorted(self._by_page.items()):
                for key, target in targets.items():
                    self._found.setdefault(key, target)
        return self._found

    @property
    def pages_of_records(self) -> dict[str, str]:
        """The page of each text and theme, by ``text:<id>`` or ``theme:<id>``."""
        targets = self.targets
        if self._shown is None or self._shown[0] is not targets:
            shown = (key for key in targets if key.startswith(("text:", "theme:")))
            self._shown = targets, {key: targets[key].docname for key in shown}
        return self._shown[1]

    @property
    def _by_page(self) -> dict[str, dict[str, Target]]:
        return self.data["targets"]  # type: ignore[no-any-return]

    @property
    def views(self) -> dict[str, dict[str, str]]:
        """What each page shows of the records, with its digest when the page was read."""
        return self.data["views"]  # type: ignore[no-any-return]

    def texts_on(self, docname: str) -> list[str]:
        """Return the ids of the texts that a page shows."""
        views = (view.partition(":") for view in self.views.get(docname, ()))
        return [id for kind, _, id in views if kind == "essay" and id in self.edition.essay_by_id]

    @property
    def offers_data(self) -> bool:
        """Whether a page of the site has the downloads."""
        return any(DATA_VIEW in views for views in self.views.values())

    def pages_of_texts(self, builder: str) -> dict[str, list[str]]:
        """Return the pages that show texts, with the ids of these.

        :param builder: its name; ``singlehtml`` has one page for all.
        """
        found = {page: self.texts_on(page) for page in sorted(self.views)}
        if builder == "singlehtml":
            found = {self.env.config.root_doc: [id for ids in found.values() for id in ids]}
        return {page: ids for page, ids in found.items() if ids}

    # -- recording -----------------------------------------------------------------------------

    def note_target(self, kind: str, id: str, target: Target) -> None:
        """Record where an object stands."""
        self._by_page.setdefault(target.docname, {})[f"{kind}:{id}"] = target
        self._found = None

    def note_view(self, docname: str, view: str) -> None:
        """Record that a page shows a view of the records; its digest follows when all are read."""
        self.views.setdefault(docname, {})[view] = ""

    def clear_doc(self, docname: str) -> None:
        """Delete the data of a page."""
        self._by_page.pop(docname, None)
        self._found = None
        self.views.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Add what a worker recorded of the pages it read."""
        for docname, targets in otherdata["targets"].items():
            if docname in docnames:
                self._by_page[docname] = targets
        self._found = None
        for docname, views in otherdata["views"].items():
            if docname in docnames:
                self.views[docname] = views

    def check_consistency(self) -> None:
        """Warn of objects that are on two pages.

        Not while reading: what has moved still stands on the page that is yet to be read again.
        """
        for docname, targets in sorted(self._by_page.items()):
            for key in targets:
                first = self.targets[key].docname
                if first != docname:
                    kind, _, id = key.partition(":")
                    warn(
                        "duplicate",
                        "%s ‘%s’ stands on the page %s as well; links lead there",
                        *(kind, id, first),
                        location=docname,
                    )

    # -- resolving -----------------------------------------------------------------------------

    def words(self, kind: str, id: str) -> str | None:
        """Return the words by which an object is cited: 2019, 2019 ¶3, 2019 n. 12."""
        try:
            return self.edition.words(kind, id)
        except KeyError:
            return None

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Build a reference to an object; return none if there is no such object.

        The mark of a note is the note itself where pages are not read on a screen.
        """
        is_mark = typ == "mark"
        found = self.targets.get(f"{'note' if is_mark else typ}:{target}")
        if found is None:
            return None
        if is_mark and builder.format == "html":
            found = found._replace(anchor=found.anchor.replace("note-", "mark-", 1))
        anchor = shared_anchor(builder, found.essay, found.anchor)
        # A title that repeats the words of a link would be spoken after them.
        title = found.title if found.title != contnode.astext() else None
        made = make_refnode(builder, fromdocname, found.docname, anchor, contnode, title)
        # It is replaced by the reference. Not before: a builder without addresses keeps its words.
        detach(node)
        return made

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Try a target as each kind of object, as MyST's ``[](#target)`` asks."""
        found = []
        for kind in self.object_types:
            made = self.resolve_xref(env, fromdocname, builder, kind, target, node, contnode)
            if made is not None:
                found.append((f"apparatus:{kind}", made))
        return found

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield the objects for ``objects.inv``, so that other projects can link to them.

        Passages, notes and cross-references have a priority that keeps them out of the theme's
        search: tens of thousands of labels, all of which the search of the texts finds.
        """
        for key, target in self.targets.items():
            kind, _, id = key.partition(":")
            priority = 1 if kind in ("text", "theme") else -1
            yield id, target.title, kind, target.docname, target.anchor, priority

    # -- for the bibliography ------------------------------------------------------------------

    def outlets(self) -> dict[str, list[Outlet]]:
        """Return the publishers of each source that a state, party, church or owner directs."""
        return self.edition.outlets_by_source

    def lists(self, outlet: Outlet) -> bool:
        """Return whether a page lists a publisher, with the source of its label."""
        return f"outlet:{outlet.name}" in self.targets

    def citing_notes(self) -> dict[str, list[CitingNote]]:
        """Return the notes that cite each source, in the order of the edition."""
        citing: dict[str, list[CitingNote]] = {}
        for essay in self.edition.essays:
            for note in essay.notes:
                made = CitingNote(essay.label, note.label, note.full_id, note.head.kind.value)
                for key in self.edition.cited_by(note):
                    citing.setdefault(key, []).append(made)
        return citing


def shared_anchor(builder: Builder, essay: str, anchor: str) -> str:
    """Return an anchor as it is where several texts share a file."""
    return f"e{essay}-{anchor}" if essay and builder.name in SHARE_A_FILE else anchor


def apparatus_domain(env: BuildEnvironment) -> ApparatusDomain:
    """Return the domain of a build."""
    domain = env.domains["apparatus"]
    assert isinstance(domain, ApparatusDomain)
    return domain
