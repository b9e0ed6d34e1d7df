"""The domain ``apparatus``: where texts, passages, notes and themes stand in the built edition.

The records themselves are no part of the environment: they are read anew for each build,
before the workers fork, and hang on the domain object, which is never pickled.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from sphinx_apparatus.bibliography import CitingNote
from sphinx_apparatus.edition import Edition, open_edition
from sphinx_apparatus.messages import report, warn
from sphinx_apparatus.model import CrossReference, Essay, Note, passage_label

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

SHARE_A_FILE = ("singlehtml", "typst")
"""Builders that put all pages into one file."""


class Target(NamedTuple):
    """Where an object stands, and what it is called."""

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
        """Give the words of the link and its target, and remember that the page shows them."""
        domain = env.domains["apparatus"]
        assert isinstance(domain, ApparatusDomain)
        target = target.strip()
        words = domain.words(refnode["reftype"], target)
        domain.note_view(env.docname, f"words:{refnode['reftype']}:{target}")
        return (title if has_explicit_title or words is None else words), target


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
    }
    data_version = 2

    edition: Edition
    """All records; set when a build begins."""
    builder: str
    """Name of the builder; set when a build begins."""
    _found: dict[str, Target] | None = None

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
    def _by_page(self) -> dict[str, dict[str, Target]]:
        return self.data["targets"]  # type: ignore[no-any-return]

    @property
    def views(self) -> dict[str, dict[str, str]]:
        """What each page shows of the records, with a digest of how it was when read."""
        return self.data["views"]  # type: ignore[no-any-return]

    # -- recording -----------------------------------------------------------------------------

    def note_target(self, kind: str, id: str, target: Target) -> None:
        """Record where an object stands."""
        self._by_page.setdefault(target.docname, {})[f"{kind}:{id}"] = target
        self._found = None

    def note_view(self, docname: str, view: str) -> None:
        """Record that a page shows a view of the records."""
        self.views.setdefault(docname, {})[view] = self.digest(view)

    def digest(self, view: str) -> str:
        """Give a digest of what a view shows now."""
        shown = repr(list(_shown(self.edition, view, self.env.config.apparatus_text_view)))
        return hashlib.sha256(shown.encode()).hexdigest()[:16]

    def clear_doc(self, docname: str) -> None:
        """Forget a page."""
        self._by_page.pop(docname, None)
        self._found = None
        self.views.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what a worker recorded of the pages it read."""
        for docname, targets in otherdata["targets"].items():
            if docname in docnames:
                self._by_page[docname] = targets
        self._found = None
        for docname, views in otherdata["views"].items():
            if docname in docnames:
                self.views[docname] = views

    def check_consistency(self) -> None:
        """Warn of objects that stand on two pages.

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
        """Give the words by which an object is cited: 2019, 2019 ¶3, 2019 n. 12."""
        essay_id, _, rest = id.partition("/")
        try:
            if kind == "note":
                return note_words(self.edition, self.edition.note_by_id[id])
            if kind == "theme":
                return self.edition.theme_by_id[id].title
            return self.edition.label(essay_id, rest)
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
        """Make a reference to an object, or none if there is no such object."""
        found = self.targets.get(f"{typ}:{target}")
        if found is None:
            return None
        anchor = shared_anchor(builder, found.essay, found.anchor)
        return make_refnode(builder, fromdocname, found.docname, anchor, contnode, found.title)

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
        """Give the objects for ``objects.inv``, so that other projects can link to them."""
        for key, target in sorted(self.targets.items()):
            kind, _, id = key.partition(":")
            yield id, target.title, kind, target.docname, target.anchor, 1

    # -- for the bibliography ------------------------------------------------------------------

    def citing_notes(self) -> dict[str, list[CitingNote]]:
        """Give the notes that cite each source, in the order of the edition."""
        citing: dict[str, list[CitingNote]] = {}
        for essay in self.edition.essays:
            for note in essay.notes:
                made = CitingNote(essay.label, note.label, note.full_id, note.kind.value)
                for key in dict.fromkeys(c.key for c in self.edition.body(note).citations):
                    citing.setdefault(key, []).append(made)
        return citing

    def make_note_reference(
        self, builder: Builder, fromdocname: str, full_id: str, contnode: Element
    ) -> nodes.reference | None:
        """Make a reference to a note, or none if its essay is on no page."""
        found = self.targets.get(f"note:{full_id}")
        if found is None:
            return None
        anchor = shared_anchor(builder, found.essay, found.anchor)
        return make_refnode(builder, fromdocname, found.docname, anchor, contnode, found.title)


def shared_anchor(builder: Builder, essay: str, anchor: str) -> str:
    """Give an anchor as it is where several texts share a file."""
    return f"e{essay}-{anchor}" if essay and builder.name in SHARE_A_FILE else anchor


def note_words(edition: Edition, note: Note) -> str:
    """Give the words by which a note is cited: 2019 n. 12."""
    return f"{edition.essay_by_id[note.essay].label} n. {note.label}"


def _shown(edition: Edition, view: str, text_view: str) -> Iterator[object]:
    """Give all that a view shows, as values whose ``repr`` tells everything of them."""
    kind, _, id = view.partition(":")
    if kind == "words":
        kind, _, id = id.partition(":")
        yield _words(edition, kind, id)
    elif kind == "essay" and id in edition.essay_by_id:
        essay = edition.essay_by_id[id]
        yield text_view, essay.head, essay.markdown
        for note in essay.notes:
            yield note.id, note.label, note.span, note.head, note.body
            yield [_words(edition, t.role, t.id) for t in edition.body(note).targets]
            yield [edition.person_by_key.get(key) for key in note.head.by + note.head.reviewed_by]
        for (essay_id, block), crossings in edition.crossing.items():
            if essay_id == id:
                for reference, end in crossings:
                    yield block, end, *_crossing_line(edition, reference)
    elif kind == "theme":
        yield edition.theme_by_id.get(id)
        for reference in edition.cross_references:
            if reference.head.theme == id:
                authors = [essay.head.author for essay, _ in edition.ends(reference)]
                yield reference.body, authors, reference.head.between
                yield [[*map(_note_line, edition.related(reference, end))] for end in (0, 1)]
                yield from _crossing_line(edition, reference)
                yield [_words(edition, t.role, t.id) for t in edition.body(reference).targets]
    elif kind == "crossings":
        yield [theme.id for theme in edition.shared.themes]
        for reference in edition.cross_references:
            yield reference.head.between, *_crossing_line(edition, reference)
    elif kind == "map":
        yield [(theme.id, theme.title) for theme in edition.shared.themes]
        for essay in edition.essays:
            yield essay.id, essay.label, essay.head.author, _block_labels(essay)
        for reference in edition.cross_references:
            yield list(_crossing_line(edition, reference))
    elif kind == "verdict-chart":
        for essay in edition.essays:
            checks = [note.head for note in essay.notes if note.kind == "fact-check"]
            verdicts = sorted((getattr(head, "verdict", ""), head.status) for head in checks)
            yield essay.label, essay.head.author, verdicts
    elif kind == "fact-checks":
        for essay in edition.essays:
            yield essay.label, essay.head.title, essay.head.author
            for note in essay.notes:
                if note.kind == "fact-check":
                    yield note.id, note.label, note.span, note.head, edition.body(note).citations
    elif kind == "data":
        yield edition.essays, edition.cross_references, edition.shared, edition.sources
    elif kind == "witnesses":
        yield edition.essay_by_id[id].head if id in edition.essay_by_id else None
    elif kind == "debate":
        yield [one for one in edition.shared.contributions if one.debate == id]
        yield [(essay.id, essay.label, essay.head.witnesses) for essay in edition.essays]
    elif kind == "chronology":
        yield edition.shared.events
        yield [(essay.id, essay.label, essay.head.date) for essay in edition.essays]
        yield [_block_labels(essay) for essay in edition.essays]
    elif kind == "corrections":
        yield edition.shared.corrections
        yield [_words(edition, "note", one.note) for one in edition.shared.corrections]
    elif kind in ("names", "coverage", "balance"):
        yield edition.shared.names
        for essay in edition.essays:
            yield essay.label, essay.head.title, essay.head.no_claim, _block_labels(essay)
            yield essay.markdown if kind == "coverage" else ""
            for note in essay.notes:
                verdict = getattr(note.head, "verdict", None)
                head = note.head.kind, note.head.status, note.head.index, verdict
                yield note.id, note.label, note.span, head


def _block_labels(essay: Essay) -> list[str]:
    return [passage_label(essay, block) for block in essay.blocks]


def _words(edition: Edition, kind: str, id: str) -> Iterable[object]:
    essay_id, _, rest = id.partition("/")
    essay = edition.essay_by_id.get(essay_id)
    if essay is None:
        return ()
    note = edition.note_by_id.get(id) if kind == "note" else None
    return essay.label, rest, note.label if note else ""


def _note_line(note: Note) -> object:
    """Give what a link to a note tells where its number, verdict and title stand."""
    return note.full_id, note.label, note.head.title, getattr(note.head, "verdict", None)


def _crossing_line(edition: Edition, reference: CrossReference) -> Iterator[object]:
    """Give what the line below a passage tells: no quotes, no comment."""
    theme = edition.theme_by_id.get(reference.head.theme)
    ends = [(essay.label, block.id) for essay, block in edition.ends(reference)]
    yield reference.id, reference.head.relation, theme and theme.title, ends


# -- events ----------------------------------------------------------------------------------------


def open_records(app: Sphinx) -> None:
    """Read all records, print what is wrong with them, and stop if anything is.

    :raises SystemExit: a record has a fault. Not an exception of Sphinx's: for each of those
        ``sphinx-build`` prints versions and a traceback below the messages, which help nobody
        who has to mend a file.
    """
    folder = Path(app.srcdir, app.config.apparatus_essays).resolve()
    references = Path(app.srcdir, app.config.apparatus_references).resolve()
    edition = open_edition(folder, references)
    for problem in edition.problems:
        report(problem)
    count = sum(problem.stops for problem in edition.problems)
    if count:
        faults = "one fault" if count == 1 else f"{count} faults"
        raise SystemExit(f"The edition has {faults}, told above; nothing was built.")
    domain = app.env.domains["apparatus"]
    assert isinstance(domain, ApparatusDomain)
    domain.edition = edition
    domain.builder = app.builder.name


def pages_with_changed_views(
    app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]
) -> list[str]:
    """Give the pages that show something of the records that is no longer as it was.

    Digests decide, not the times of files: a new or deleted note has no file to compare.
    """
    domain = env.domains["apparatus"]
    assert isinstance(domain, ApparatusDomain)
    digests: dict[str, str] = {}
    outdated = []
    for docname, views in domain.views.items():
        for view, digest in views.items():
            if view not in digests:
                digests[view] = domain.digest(view)
            if digests[view] != digest and docname not in removed:
                outdated.append(docname)
                break
    return outdated
