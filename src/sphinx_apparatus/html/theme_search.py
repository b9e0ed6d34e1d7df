"""Complete the index of Sphinx's own search.

A word is found however it is accented, as in the search of the texts.

After a build that writes some pages only, Sphinx takes the words of all other pages from the
index of the last build, but forgets their entries of the general index, and keeps words that no
page has any more. This can go when it does neither.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_apparatus.text.collation import fold

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def complete_index(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Add the entries of pages that were not written; before Sphinx writes the new index."""
    builder = app.builder
    if isinstance(builder, StandaloneHTMLBuilder) and builder.indexer is not None:
        entries = builder.indexer._index_entries
        entries |= _entries_before(builder, builder.env.found_docs - entries.keys())
        builder.indexer._index_entries = {
            page: [*some, *_without_accents(some)] for page, some in sorted(entries.items())
        }
        for words in (builder.indexer._mapping, builder.indexer._title_mapping):
            for word in [word for word, pages in words.items() if not pages]:
                del words[word]
            _fold(words)
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


def _fold(words: dict[str, set[str]]) -> None:
    """Let the spellings of a word that differ by accents, and the one without, find all pages."""
    spellings: defaultdict[str, set[str]] = defaultdict(set)
    for word in words:
        spellings[fold(word)].add(word)
    for plain, some in spellings.items():
        if some != {plain}:
            pages = set().union(*(words[word] for word in some))
            words.update((word, set(pages)) for word in {plain, *some})


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
    """Register it for every site."""
    app.connect("html-collect-pages", complete_index)
