"""Look up the words that notes quote from pages of the web, and keep what was found.

``_data/evidence.yml`` is written whole after every source, so that a run that is stopped at any
moment leaves a file that can be read. Of a page nothing is kept but the checksum of its words.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

import yaml

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.model.essays import Note
from sphinx_apparatus.model.records import Evidence, Lookup
from sphinx_apparatus.model.vocabulary import Outcome
from sphinx_apparatus.review.page_text import PageText, page_text
from sphinx_apparatus.review.quotation_search import look_for, nearest
from sphinx_apparatus.review.web_archives import Archive
from sphinx_apparatus.review.web_client import GONE, NotFetched, WebClient
from sphinx_apparatus.sources.records import ArchivedCopy, Source
from sphinx_apparatus.text.file_writing import write_within
from sphinx_apparatus.text.markdown import checksum

T = TypeVar("T")
AT_ONCE = 8
"""Hosts that are asked at once; each of them is asked one thing at a time."""
_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;)]")
_HEAD = """\
# What was found when the words that notes quote were looked up on the pages of their sources.
# “sphinx-apparatus evidence” writes this file whole; what is changed by hand is overwritten.
"""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a note quotes from a source."""

    note: Note
    evidence: Evidence
    line: int
    """Where they stand in the file of the note."""

    @property
    def key(self) -> tuple[str, str, str]:
        """Note, source and checksum: what a look-up is found by."""
        return self.note.full_id, self.evidence.source, checksum(self.evidence.quote)


@dataclass(frozen=True, slots=True)
class Found:
    """What one look-up found."""

    quotation: Quotation
    lookup: Lookup
    nearest: str = ""
    """Words of the page that are most like those of the quotation; for a message, never kept."""


def quotations(edition: Edition, notes: Collection[str] = ()) -> list[Quotation]:
    """Return what active notes quote from sources, in order.

    :param notes: full ids of the notes; all if none are given.
    """
    return [
        Quotation(note, evidence, note.file.line(*where, "quote"))
        for essay in edition.essays
        for note in essay.notes
        if note.is_active and (not notes or note.full_id in notes)
        for evidence, where in note.quoted_at()
    ]


def addresses_of(source: Source) -> list[str]:
    """Return where a source can be read: its own address, then that of the copy that was read."""
    own = [source.fields.get("url") or source.address]
    seen = _ADDRESS.findall(source.fields.get("seen-at", ""))
    return list(dict.fromkeys(each for each in [*own, *seen] if each))


@dataclass(frozen=True)
class _Read:
    """What an address gave: words, or the reason why there are none."""

    address: str
    text: PageText | None = None
    failure: NotFetched | None = None

    @cached_property
    def checksum(self) -> str | None:
        return checksum(self.text.text) if self.text else None

    def outcome(self, words: str) -> tuple[Outcome, str | None]:
        """Return how a quotation stands here, and why the page could not be read."""
        if self.text is None:
            is_gone = self.failure is not None and self.failure.status in GONE
            return Outcome.GONE if is_gone else Outcome.UNREAD, str(self.failure)
        outcome = look_for(words, self.text.text)
        if outcome is Outcome.MISSING and self.text.is_bought:
            return Outcome.UNREAD, "the page says that it is not free to read"
        if outcome is Outcome.MISSING and self.text.is_script:
            return Outcome.UNREAD, "scripts make the words of the page"
        return outcome, None


@dataclass
class EvidenceLookup:
    """A run of look-ups.

    :param client: what fetches pages.
    :param archive: where archived copies are looked for.
    :param today: the day that the look-ups carry.
    :param is_saving: whether the archive is asked to keep a page that it does not have.
    :param before: look-ups of earlier runs.
    """

    client: WebClient
    archive: Archive
    today: dt.date
    is_saving: bool = False
    before: Sequence[Lookup] = ()

    @cached_property
    def _earlier(self) -> dict[tuple[str, str, str], Lookup]:
        return {key_of(each): each for each in self.before}

    def run(
        self,
        wanted: Sequence[Quotation],
        sources: Mapping[str, Source],
        done: Callable[[list[Found]], None],
    ) -> None:
        """Look up quotations, several hosts at once.

        :param sources: the bibliography.
        :param done: called from this thread with what was found for each source.
        """
        by_source: dict[str, list[Quotation]] = {}
        for quotation in wanted:
            by_source.setdefault(quotation.evidence.source, []).append(quotation)
        for found in _at_once(lambda key: self._source(sources[key], by_source[key]), by_source):
            done(found)

    def unopened(self, sources: Iterable[Source]) -> Iterator[tuple[Source, str]]:
        """Yield the sources whose address does not open, each with the reason."""
        with_address = {each.key: each for each in sources if addresses_of(each)}

        def reason(key: str) -> tuple[Source, str]:
            source = with_address[key]
            try:
                self.client.page(addresses_of(source)[0])
            except NotFetched as failure:
                return source, str(failure)
            return source, ""

        return (found for found in _at_once(reason, with_address) if found[1])

    def _source(self, source: Source, wanted: Sequence[Quotation]) -> list[Found]:
        """Look up what is quoted from one source: on its page, where it was seen, in an archive."""
        words = [each.evidence.quote for each in wanted]
        own, *others = addresses_of(source) or [""]
        pages = [self._read(own, words)]
        if not all(pages[0].outcome(each)[0].is_found for each in words):
            pages += [self._read(address, words) for address in others]
        found = [self._judged(each, pages) for each in wanted]
        if any(each.lookup.archive is None for each in found):
            for copy in self._copies(source, own, pages[0]):
                page = self._read(copy.original, words)
                found = [_with_copy(each, copy, page) for each in found]
        return found

    def _read(self, address: str, words: Sequence[str]) -> _Read:
        try:
            if not address:
                raise NotFetched("the source has no address")
            return _Read(address, page_text(self.client.page(address), words))
        except NotFetched as failure:
            return _Read(address, failure=failure)

    def _copies(self, source: Source, address: str, page: _Read) -> Iterator[ArchivedCopy]:
        """Yield the copies in which words may be found; a page that is there can be saved."""
        if source.archived:
            yield source.archived
        elif address:
            copy = self.archive.copy_of(address)
            if copy is None and self.is_saving and page.text is not None:
                copy = self.archive.save(address)
            if copy is not None:
                yield copy

    def _judged(self, quotation: Quotation, pages: Sequence[_Read]) -> Found:
        """Return the look-up of a quotation: that of the first page which has it, or of its own."""
        words = quotation.evidence.quote
        page = next((each for each in pages if each.outcome(words)[0].is_found), pages[0])
        outcome, reason = page.outcome(words)
        earlier = self._earlier.get(quotation.key)
        if outcome is Outcome.MISSING and earlier and earlier.found:
            # They stood there once, so the page is another now.
            outcome = Outcome.CHANGED
        note, source, key = quotation.key
        lookup = Lookup(
            note=note,
            source=source,
            words=key,
            outcome=outcome,
            date=self.today,
            address=page.address or None,
            reason=reason,
            text=page.checksum,
            found=self.today if outcome.is_found else earlier.found if earlier else None,
            **self._kept(earlier, outcome),
        )
        text = page.text.text if page.text and not outcome.is_found else ""
        return Found(quotation, lookup, nearest(words, text))

    def _kept(self, earlier: Lookup | None, outcome: Outcome) -> dict[str, Any]:
        """Return the fields that an earlier look-up hands on."""
        kept: dict[str, Any] = {}
        if earlier is not None:
            kept = {"archive": earlier.archive, "archived": earlier.archived}
        if not outcome.is_found:
            kept["missing-since"] = (earlier and earlier.missing_since) or self.today
        return kept


def _at_once(work: Callable[[str], T], keys: Iterable[str]) -> Iterator[T]:
    """Yield what some work on each key comes to, as it ends."""
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        for future in as_completed([pool.submit(work, key) for key in keys]):
            yield future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _with_copy(found: Found, copy: ArchivedCopy, page: _Read) -> Found:
    """Return a look-up with the archived copy, if that has the words."""
    is_there = page.outcome(found.quotation.evidence.quote)[0].is_found
    if found.lookup.archive or not is_there:
        return found
    kept = {"archive": copy.address, "archived": copy.day}
    return replace(found, lookup=found.lookup.model_copy(update=kept))


# -- the file --------------------------------------------------------------------------------------


def key_of(lookup: Lookup) -> tuple[str, str, str]:
    """Return note, source and checksum of a look-up."""
    return lookup.note, lookup.source, lookup.words


def merged(before: Iterable[Lookup], found: Iterable[Lookup], edition: Edition) -> list[Lookup]:
    """Return the look-ups of the quotations that the edition has, new ones in place of old ones."""
    by_key = {key_of(each): each for each in [*before, *found]}
    quoted = {each.key for each in quotations(edition)}
    return [by_key[key] for key in sorted(by_key.keys() & quoted)]


def file_of(folder: Path) -> Path:
    """Return the file of look-ups in the folder of the essays."""
    return folder / "_data" / "evidence.yml"


def write_lookups(folder: Path, lookups: Iterable[Lookup], was: str | bytes | None) -> str:
    """Write the file of look-ups; return its content.

    :param was: what it must hold for it; none if it must not exist.
    :raises OSError: it cannot be written, or was changed meanwhile; what stood there stands there
        still.
    """
    text = _HEAD + ("".join(map(_written, lookups)) or "[]\n")
    write_within(folder, file_of(folder), text, was)
    return text


# After each page the whole file is written: of 227 quotations, each would be made a hundred times.
@cache
def _written(lookup: Lookup) -> str:
    """Return a look-up as an entry of the file."""
    record = lookup.model_dump(mode="json", by_alias=True, exclude_none=True)
    return yaml.safe_dump([record], sort_keys=False, allow_unicode=True, width=2**16)
