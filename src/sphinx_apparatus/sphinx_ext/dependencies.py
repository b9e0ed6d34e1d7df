"""Dependencies of pages: a digest of what each of them shows of the records.

A page of a text depends on the files of that text and on the records that it refers to. Every
other page with a directive of the engine depends on all records. Digests decide, not the times of
files: a new or deleted note has no earlier file to compare.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Set
from typing import TYPE_CHECKING

from sphinx_apparatus.export.publication import newest, speakers
from sphinx_apparatus.model.vocabulary import STANDARD
from sphinx_apparatus.sphinx_ext.domain import ApparatusDomain, apparatus_domain
from sphinx_apparatus.sphinx_ext.unfinished import unfinished_pages

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_apparatus.model.essays import Essay


def _frame(domain: ApparatusDomain) -> str:
    """Return a digest of what any page may show of the others.

    That is the tree of pages, the words of all headings and labels, where texts and lists stand,
    and the day of the newest record.
    """
    env = domain.env
    # Those of Sphinx's own pages are translated when they are looked at, for whatever language
    # this process has built last.
    labels = sorted(
        (name, *map(str, label))
        for name, label in env.domains.standard_domain.labels.items()
        if label[0] in env.found_docs
    )
    digest = hashlib.sha256(repr((labels, newest(domain.edition))).encode())
    for docname in sorted(env.found_docs):
        views = sorted(view for view in domain.views.get(docname, ()) if view[:6] != "words:")
        digest.update(repr((docname, env.titles[docname].astext(), views)).encode())
        digest.update(env.tocs[docname].pformat().encode())
    return digest.hexdigest()[:16]


def outdated_pages(
    app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]
) -> list[str]:
    """Return the pages that show something of the records that is no longer as it was."""
    domain = apparatus_domain(env)
    again = unfinished_pages(app, env)
    if domain.is_unchanged:
        domain.note_pages(added | changed | removed | again)
        return sorted(again)
    only = getattr(app, "only", "")
    now = _digests(domain, only)
    return sorted(again) + [
        docname
        for docname, views in domain.views.items()
        if only in ("", docname) and docname not in removed
        if any(now[view] != old for view, old in views.items())
    ]


def note_digests(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Record the digests of what all pages show, once all are read.

    :returns: the pages to write again: all, if something has changed that any of them may show.
    """
    domain = apparatus_domain(env)
    domain.end_reading()
    # Whoever writes one page before all others records nothing.
    if not domain.is_idle and not getattr(app, "only", ""):
        now = _digests(domain)
        for views in domain.views.values():
            views.update((view, now[view]) for view in views)
        if domain.note_frame(_frame(domain)):
            return sorted(env.found_docs)
    return ()


def note_written_page(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Record that a page is written, such as after a change of a template."""
    apparatus_domain(app.env).note_written_page()


def _digests(domain: ApparatusDomain, only: str = "") -> dict[str, str]:
    pages = domain.views.items()
    shown = {view for page, views in pages for view in views if only in ("", page)}
    return {view: _digest(domain, view) for view in shown}


def _digest(domain: ApparatusDomain, view: str) -> str:
    """Return the digest of what a view of the records shows."""
    kind, _, id = view.partition(":")
    records = domain.records
    shown: object = sorted(records.items())
    if kind == "words":
        kind, _, id = id.partition(":")
        shown = domain.words(kind, id)
    elif kind == "essay" and id in domain.edition.essay_by_id:
        essay = domain.edition.essay_by_id[id]
        own = records["engine"], records[f"essays/{id}"]
        shown = *own, *_referenced(domain, essay)
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def _referenced(domain: ApparatusDomain, essay: Essay) -> Iterator[object]:
    """Yield the records that a text refers to outside its folder, whole, and the words for them."""
    edition = domain.edition
    for reference in edition.cross_references:
        ends = edition.ends(reference)
        if any(other is essay for other, _ in ends):
            yield domain.records[f"essays/cross-references/{reference.id}.md"]
            yield edition.theme_by_id[reference.head.theme]
            yield [(edition.label(other.id, block.id), block.id) for other, block in ends]
    for note in essay.notes:
        bodies = [edition.body(note), *edition.later_bodies(note)]
        yield [domain.words(t.role, t.id) for body in bodies for t in body.targets]
        yield [edition.language_of(each) for each in note.quotations]
        yield [edition.person_by_key.get(key) for key in note.head.by + note.head.reviewed_by]
    yield speakers(edition, essay.head.author)
    scheme = edition.scheme
    if scheme is not STANDARD:
        yield [vars(each) for each in (*scheme.kinds, *scheme.verdicts, *scheme.relations)]
