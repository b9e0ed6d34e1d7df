"""An Atom feed (RFC 4287) of new notes, changed verdicts and withdrawals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from lxml import etree

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.export.prose import Prose
from sphinx_apparatus.export.publication import (
    GENERATOR,
    Publication,
    moment,
    names_of,
    newest,
)
from sphinx_apparatus.model.catalogue import N_, _, translate
from sphinx_apparatus.model.essays import Essay, Note, note_label
from sphinx_apparatus.model.records import FactCheckHead
from sphinx_apparatus.model.vocabulary import KINDS, NoteKind

FILE = "feed.atom"
ATOM = "http://www.w3.org/2005/Atom"
XML = "http://www.w3.org/XML/1998/namespace"
LIMIT = 300
"""Entries that the feed shows; corrections go before new notes of the same day."""
_NEW = (
    N_("New fact-check: {name}"),
    N_("New note of context: {name}"),
    N_("New textual note: {name}"),
)
"""What is said of a new note of each kind of the engine."""


class Event(NamedTuple):
    """A note that was added, changed or withdrawn."""

    date: dt.date
    what: str
    """Part of the entry's id: created, checked-2026-12-01, withdrawn, verdict-1, verdict-2 …"""
    title: str
    summary: str
    note: Note


def events(edition: Edition) -> list[Event]:
    """Return all events, the newest first."""
    found = [
        event
        for essay in edition.essays
        for note in essay.notes
        for event in _events(edition, essay, note)
    ]
    found.sort(key=lambda event: (event.what == "created", event.note.full_id, event.what))
    found.sort(key=lambda event: event.date, reverse=True)
    return found


def _events(edition: Edition, essay: Essay, note: Note) -> Iterator[Event]:
    head = note.head
    name = f"{note_label(essay, note)}, {head.title}"
    summary = _summary(essay, note)
    created = head.created or head.checked
    if created is not None:
        yield Event(created, "created", _new(head.kind, name), summary, note)
    changes = head.history if isinstance(head, FactCheckHead) else ()
    again = created and head.checked and head.checked > created
    if head.checked and again and head.checked not in {change.date for change in changes}:
        what = f"checked-{head.checked}"
        yield Event(head.checked, what, _("Checked again: {name}", name=name), summary, note)
    for number, change in enumerate(changes, start=1):
        title = _(
            "Verdict changed from “{before}” to “{after}”: {name}",
            before=change.from_.word,
            after=change.to.word,
            name=name,
        )
        why = f"{change.reason} {summary}"
        yield Event(change.date, f"verdict-{number}", title, why, note)
    if head.withdrawn is not None:
        why = _("Withdrawn: {reason}", reason=head.withdrawn.reason)
        yield Event(
            head.withdrawn.date, "withdrawn", _("Note withdrawn: {name}", name=name), why, note
        )


def _new(kind: NoteKind, name: str) -> str:
    known = [words for each, words in zip(KINDS, _NEW, strict=True) if each is kind]
    return translate(known[0], name=name) if known else f"{kind.noun}: {name}"


def _summary(essay: Essay, note: Note) -> str:
    """Return verdict, summary and claim of a fact-check; of other notes summary and place."""
    head = note.head
    if head.withdrawn is not None:
        return _(
            "This note was withdrawn on {date}: {reason}",
            date=head.withdrawn.date,
            reason=head.withdrawn.reason,
        )
    if isinstance(head, FactCheckHead):
        found = f"{head.verdict.word}. {head.summary}" if head.summary else f"{head.verdict.word}."
        return f"{found} {essay.speaker}: {head.claim}"
    place = _("On “{title}” by {author}.", title=essay.head.title, author=essay.head.author)
    return f"{head.summary} {place}" if head.summary else place


def feed(edition: Edition, publication: Publication) -> bytes:
    """Return the feed."""
    prose = Prose(edition, publication)
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    root.set(f"{{{XML}}}lang", publication.language)
    last = newest(edition) or dt.date(1970, 1, 1)
    _add(root, "id", publication.id("feed", f"data/{FILE}"))
    _add(root, "title", _("{title}: notes and corrections", title=publication.title))
    _add(root, "updated", moment(last))
    _add(_add(root, "author"), "name", publication.editors or publication.title)
    _add(root, "link", rel="self", type="application/atom+xml", href=publication.file(FILE))
    # Where the address is known, the server knows its first page.
    first = publication.page("" if publication.base else "index.html")
    _add(root, "link", rel="alternate", type="text/html", href=first)
    _add(root, "link", rel="license", href=publication.license.address)
    _add(root, "generator", GENERATOR)
    for event in events(edition)[:LIMIT]:
        _entry(root, edition, publication, prose, event)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _entry(
    root: etree._Element, edition: Edition, publication: Publication, prose: Prose, event: Event
) -> None:
    note = event.note
    entry = _add(root, "entry")
    name = f"{note.full_id}/{event.what}"
    address = f"{publication.note_place(note)}-{event.what}"
    _add(entry, "id", publication.id(name, address))
    _add(entry, "title", event.title)
    _add(entry, "published", moment(event.date))
    _add(entry, "updated", moment(event.date))
    for author in names_of(edition, note.head.by):
        _add(_add(entry, "author"), "name", author)
    _add(entry, "link", rel="alternate", type="text/html", href=publication.note(note))
    _add(entry, "category", term=note.head.kind.value)
    if check := note.fact_check:
        _add(entry, "category", term=check.verdict.value, label=check.verdict.word)
    _add(entry, "summary", event.summary)
    if note.is_active:
        first = f"<p>{escape(note.head.summary)}</p>\n" if note.head.summary else ""
        _add(entry, "content", first + prose.html(note.body), type="html")


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    made = etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    made.text = text or None
    return made
