from __future__ import annotations

import re
from urllib.parse import urlsplit

import feedparser
from lxml import etree

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.export import feed
from sphinx_apparatus.export.bundle import Exported
from sphinx_apparatus.export.publication import Publication
from sphinx_apparatus.model.essays import Note
from sphinx_apparatus.model.records import FactCheckHead

ATOM = {"a": feed.ATOM}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def check_atom(content: bytes) -> list[etree._Element]:
    """Check what RFC 4287 asks for, give the entries."""
    root = etree.fromstring(content)
    assert root.tag == f"{{{feed.ATOM}}}feed"
    entries = root.findall("a:entry", ATOM)
    for part in (root, *entries):
        for name in ("id", "title", "updated"):  # 4.1.1 and 4.1.2: exactly one of each
            assert len(part.findall(f"a:{name}", ATOM)) == 1
        id = part.findtext("a:id", namespaces=ATOM)
        assert urlsplit(id).scheme, "4.2.6: an id is absolute"
        for name in ("updated", "published"):
            for value in part.findall(f"a:{name}", ATOM):
                assert MOMENT.fullmatch(value.text)
        assert part.findall("a:link[@rel='alternate']", ATOM)
        links = [(a.get("type"), a.get("hreflang")) for a in part.findall("a:link", ATOM)]
        assert len(links) == len(set(links)) or part is root
        assert part.find("a:author/a:name", ATOM) is not None
        for words in part.findall("a:content", ATOM):
            assert words.get("type") == "html"
    ids = [entry.findtext("a:id", namespaces=ATOM) for entry in entries]
    assert len(ids) == len(set(ids))
    assert not feedparser.parse(content).bozo
    return entries


def test_valid(exported: dict[str, Exported], edition: Edition) -> None:
    entries = check_atom(exported[feed.FILE].content)
    assert len(entries) == min(feed.LIMIT, len(feed.events(edition))) > 0
    days = [entry.findtext("a:updated", namespaces=ATOM) for entry in entries]
    assert days == sorted(days, reverse=True)


def test_with_an_address_all_is_absolute(edition: Edition, published: Publication) -> None:
    root = etree.fromstring(feed.feed(edition, published))
    check_atom(feed.feed(edition, published))
    for address in root.xpath("//a:link/@href | //a:id/text()", namespaces=ATOM):
        assert address.startswith("https://")


def test_corrections_come_first(
    corrected: Edition, checked_note: Note, publication: Publication
) -> None:
    first, *_ = check_atom(feed.feed(corrected, publication))
    assert isinstance(checked_note.head, FactCheckHead)
    title = first.findtext("a:title", namespaces=ATOM)
    old = checked_note.head.verdict.word
    assert title.startswith(f"Verdict changed from “{old}” to “Disputed”")
    summary = first.findtext("a:summary", namespaces=ATOM)
    assert "A source with <another> account & figures was found." in summary
    assert first.findtext("a:updated", namespaces=ATOM) == "2027-01-15T00:00:00Z"


def test_withdrawals_are_told(withdrawn: Edition, publication: Publication) -> None:
    first, *_ = check_atom(feed.feed(withdrawn, publication))
    assert first.findtext("a:title", namespaces=ATOM).startswith("Note withdrawn")
    assert first.find("a:content", ATOM) is None


def test_no_claim_without_speaker_and_verdict(edition: Edition) -> None:
    for event in feed.events(edition):
        if head := event.note.fact_check:
            assert f"{edition.essay_by_id[event.note.essay].speaker}: {head.claim}" in event.summary
            assert head.verdict.word in event.summary
