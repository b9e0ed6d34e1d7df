"""Search in texts and notes with facets, also from a folder.

The theme's own search stays, below this one on the same page, and finds all other pages.
It has one index, which its page loads whole: what is found here is kept out of that.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ConfigError

from sphinx_apparatus.edition.edition import quoted
from sphinx_apparatus.html.search_index import (
    VOLUME,
    Place,
    SearchedEssay,
    words_of,
    write_search,
)
from sphinx_apparatus.model.essays import Essay, Note, note_label, passage_label
from sphinx_apparatus.model.records import FactCheckHead, TextualHead
from sphinx_apparatus.sources.labels import Label
from sphinx_apparatus.sphinx_ext.builders import HAVE_PAGES
from sphinx_apparatus.sphinx_ext.config import wants
from sphinx_apparatus.sphinx_ext.domain import apparatus_domain
from sphinx_apparatus.text.collation import fold
from sphinx_apparatus.text.excerpts import excerpt
from sphinx_apparatus.text.file_writing import write_whole

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_apparatus.sphinx_ext.domain import ApparatusDomain


FOLDER = "_static/search"
_CITATION = re.compile(r"\s*\{cite:[a-z]+\}`[^`]*`")
_ROLE = re.compile(r"\{[^}]*\}`([^`<]*)(?:<[^>]*>)?`")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|\[([^\]]*)\]\{[^}]*\}")
_TABLE = re.compile(r"^ *\|.*$", re.MULTILINE)
_EMPHASIS = re.compile(r"(?<!\w)[*_]{1,2}|[*_]{1,2}(?!\w)")


def plain(body: str) -> str:
    """Return the words of a note's body, without citations and markup.

    >>> plain("A *big* ship {cite:p}`smith1901`, see [here](https://example.org).")
    'A big ship, see here.'
    """
    text = _TABLE.sub(lambda match: match[0].replace("|", " ").strip(" :-"), body)
    text = _ROLE.sub(r"\1", _CITATION.sub("", text))
    text = _LINK.sub(lambda match: match[1] or match[2] or "", text)
    return " ".join(_EMPHASIS.sub("", text).split())


def searched(app: Sphinx, domain: ApparatusDomain) -> Iterator[SearchedEssay]:
    """Yield the essays with their passages and notes, as far as a page shows them."""
    named = domain.edition.labels
    for essay in domain.edition.essays:
        text = domain.targets.get(f"text:{essay.id}")
        if text is not None:
            page = app.builder.get_target_uri(text.docname)
            yield SearchedEssay(essay.id, essay.label, page, list(_found(domain, essay, named)))


def _found(domain: ApparatusDomain, essay: Essay, named: Mapping[str, Label]) -> Iterator[Place]:
    ranges = quoted(domain.edition, essay) if domain.quotes_only else [None for _ in essay.blocks]
    readings: defaultdict[int, list[str]] = defaultdict(list)
    for note in essay.active_notes:
        if note.span is not None and isinstance(note.head, TextualHead):
            readings[note.span.block] += _readings(note.head)
    for entry in essay.entries:
        words_read = (each.reading for each in entry.head.readings if each.reading)
        readings[entry.spans[0].block] += words_read
    for index, (block, shown) in enumerate(zip(essay.blocks, ranges, strict=True)):
        words = block.text if shown is None else excerpt(block.text, shown)
        label, also = passage_label(essay, block), " ".join(readings[index])
        yield Place("text", "", label, block.id, "", words, "", also)
    for note in essay.notes:
        verdict = note.head.verdict.value if isinstance(note.head, FactCheckHead) else ""
        label = note_label(essay, note)
        anchor = f"note-{note.id}"
        title, summary = note.head.title, note.head.summary or ""
        also = " ".join(str(named[key]) for key in domain.edition.cited_by(note))
        said = _said(essay, note)
        yield Place(note.head.kind.value, verdict, label, anchor, title, said, summary, also)


def _readings(head: TextualHead) -> list[str]:
    """Return the other wordings of what a textual note quotes."""
    return [head.reading or "", *(each.reading for each in head.witnesses if each.reading)]


def _said(essay: Essay, note: Note) -> str:
    """Return the words of a note but its summary; a claim only with who makes it."""
    parts = []
    if isinstance(note.head, FactCheckHead):
        parts.append(f"{essay.says} {note.head.claim}")
    if isinstance(note.head, TextualHead):
        parts += [note.head.quote, *_readings(note.head)]
    later = (plain(each.text) for each in note.head.later)
    quoted = (each.translation or each.quote for each in note.quotations)
    return " ".join([*parts, plain(note.body), *later, *(f"“{words}”" for words in quoted)])


def write_index(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write what the search page reads; no page of its own."""
    if app.builder.name in HAVE_PAGES and wants(app.config, "apparatus_search"):
        domain = apparatus_domain(app.env)
        folder = Path(app.outdir, FOLDER)
        indexer = getattr(app.builder, "indexer", None)
        stopwords = indexer.lang.stopwords if indexer else ()
        # Of “aren’t” both parts are words of their own.
        left_out = {word for stop in stopwords if stop.isalnum() for word in words_of(stop)}
        source = _source(app, domain, left_out)
        # Not in the folder: what is published is the same on every machine.
        made_from = Path(app.doctreedir, f"apparatus-search-{app.builder.name}.txt")
        is_there = (folder / VOLUME).is_file() and made_from.is_file()
        if not is_there or made_from.read_text(encoding="utf-8") != source:
            # A build that is broken off leaves no index that could be taken for whole.
            made_from.unlink(missing_ok=True)
            write_search(folder, searched(app, domain), left_out)
            write_whole(made_from, source)
    yield from ()


def _source(app: Sphinx, domain: ApparatusDomain, left_out: set[str]) -> str:
    """Return a digest of what the index is made from, without reading the records."""
    pages = [
        (key, app.builder.get_target_uri(target.docname))
        for key, target in sorted(domain.targets.items())
        if key.startswith("text:")
    ]
    records = sorted(domain.records.items())
    shown = (str(app.outdir), records, domain.quotes_only, pages, sorted(left_out))
    return hashlib.sha256(repr(shown).encode()).hexdigest()


def add_to_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Add the volumes that are searched with this one to what the search page reads."""
    is_there = app.builder.name in HAVE_PAGES and wants(app.config, "apparatus_search")
    context["apparatus_search"] = is_there
    context["apparatus_volumes"] = json.dumps(list(app.config.apparatus_volumes.items()))


def check_volumes(app: Sphinx, config: Config) -> None:
    """Refuse volumes on another host: no request may leave the reader's browser for one.

    :raises ConfigError: an address is not relative, or is none of a folder.
    """
    for name, address in config.apparatus_volumes.items():
        if ":" in address or address.startswith("/") or not address.endswith("/"):
            raise ConfigError(
                f"apparatus_volumes: ‘{name}’ stands at {address!r}; give the way from this "
                "site’s first page to that one’s, such as '../1850/'"
            )


# -- Sphinx's own index ---------------------------------------------------------------------------
#
# A word is found however it is accented, as in the search of the texts.
#
# After a build that writes some pages only, Sphinx takes the words of all other pages from the
# index of the last build, but forgets their entries of the general index, and keeps words that no
# page has any more. This can go when it does neither. The spellings that the pages themselves have
# are kept beside the doctrees: in the index each finds the pages of the others.


def complete_index(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Add the entries of pages that were not written; before Sphinx writes the new index."""
    builder = app.builder
    if isinstance(builder, StandaloneHTMLBuilder) and builder.indexer is not None:
        entries = builder.indexer._index_entries
        kept = builder.env.found_docs - entries.keys()
        entries |= _entries_before(builder, kept)
        builder.indexer._index_entries = {
            page: [*some, *_without_accents(some)] for page, some in sorted(entries.items())
        }
        record = Path(app.doctreedir, f"search-spellings-{builder.name}.json")
        before = json.loads(record.read_bytes()) if record.is_file() else [{}, {}]
        indexes = (builder.indexer._mapping, builder.indexer._title_mapping)
        for words, spellings in zip(indexes, before, strict=True):
            for word in words.keys() & spellings.keys():
                words[word] -= kept.difference(spellings[word])
            for word in [word for word, pages in words.items() if not pages]:
                del words[word]
        write_whole(record, json.dumps([_fold(words) for words in indexes]))
    yield from ()


def _without_accents(entries: Sequence[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return the entries whose words have accents once more without them."""
    folded = ((fold(term), term, id, main) for term, id, main in entries)
    known = {(term.lower(), id) for term, id, _ in entries}
    return [
        (plain, id, main)
        for plain, term, id, main in folded
        if plain != term.lower() and (plain, id) not in known
    ]


def _fold(words: dict[str, set[str]]) -> dict[str, list[str]]:
    """Let the spellings of a word that differ by accents, and the one without, find all pages.

    :return: these spellings with the pages that have them.
    """
    spellings: defaultdict[str, set[str]] = defaultdict(set)
    for word in words:
        spellings[fold(word)].add(word)
    own: dict[str, list[str]] = {}
    for plain, some in spellings.items():
        if some != {plain}:
            own |= {word: sorted(words.get(word, ())) for word in {plain, *some}}
            pages = set().union(*(words[word] for word in some))
            words.update((word, set(pages)) for word in {plain, *some})
    return own


def _entries_before(
    builder: StandaloneHTMLBuilder, pages: set[str]
) -> dict[str, list[tuple[str, str, str]]]:
    """Return the entries that pages have in the index of the last build."""
    try:
        with Path(builder.outdir, builder.searchindex_filename).open(encoding="utf-8") as file:
            before = builder.indexer_format.load(file)
    except (OSError, ValueError):
        return {}
    found: dict[str, list[tuple[str, str, str]]] = {}
    for term, places in before["indexentries"].items():
        for number, id, is_main in places:
            page = before["docnames"][number]
            if page in pages:
                found.setdefault(page, []).append((term, id, "main" if is_main else ""))
    return found


def setup(app: Sphinx) -> None:
    """Register the search of texts and notes, and what completes Sphinx's."""
    app.connect("config-inited", check_volumes)
    app.connect("html-page-context", add_to_context)
    app.connect("html-collect-pages", write_index)
    if app.config.apparatus_site:
        app.connect("html-collect-pages", complete_index)
