"""The index of a book in Typst."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import _
from sphinx.util.index_entries import split_index_msg

from sphinx_apparatus.text.collation import GREEK_SEMICOLON, index_key
from sphinx_apparatus.typst.core import Core, Term
from sphinx_apparatus.typst.markup import Code, call, content, expression, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Element


class Index(Core):
    """Visitor of index entries."""

    def visit_index(self, node: Element) -> None:
        if not self.config.typst_index:
            raise nodes.SkipNode
        # Sphinx's pages want another character for a semicolon within a heading; print does not.
        entries: list[tuple[str, str, str, str, str | None]] = node.get("entries", [])
        for kind, words, *_where in entries:
            for keys, see in index_keys(kind, words):
                keys = tuple(key.replace(GREEK_SEMICOLON, ";") for key in keys)
                term = self.terms.setdefault(keys, Term())
                if see:
                    term.see += [see] if see not in term.see else []
                    continue
                if term.number is None:
                    term.number = len(self.terms)
                noted = {"noted": True} if "note" in self._within else {}
                self.put(call("ix", term.number, named=noted))
        raise nodes.SkipNode

    def _index(self) -> Iterator[Code]:
        """Yield the entries of the index in the order of the alphabet."""
        terms = dict(self.terms)
        for keys in self.terms:  # a sub-entry needs its heading
            terms.setdefault(keys[:1], Term())
        letter = ""
        for keys in sorted(terms, key=lambda keys: [alphabetical(key) for key in keys]):
            term = terms[keys]
            if (first := alphabetical(keys[0])[0][:1].upper()) != letter:
                letter = first
                yield expression(call("index-letter", letter))
            options: dict[str, object] = {}
            if term.number is not None:
                options["number"] = term.number
            if len(keys) > 1:
                options["depth"] = len(keys) - 1
            if term.see:
                options["see"] = content(text("; ".join(sorted(term.see))))
            yield expression(call("index-entry", content(text(keys[-1])), named=options))


def index_keys(kind: str, words: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the terms of one index entry, each with what 'see' says, if it only refers.

    Source: Sphinx ``sphinx/environment/adapters/indexentries.py``.
    """
    parts = [part.strip() for part in split_index_msg(kind, words)]
    match kind, parts:
        case "single", [term]:
            yield (term,), ""
        case "single", [term, below]:
            yield (term, below), ""
        case "pair", [one, other]:
            yield (one, other), ""
            yield (other, one), ""
        case "triple", [one, two, three]:
            yield (one, f"{two} {three}"), ""
            yield (two, f"{three}, {one}"), ""
            yield (three, f"{one} {two}"), ""
        case "see", [term, other]:
            yield (term,), _("see %s") % other
        case "seealso", [term, other]:
            yield (term,), _("see also %s") % other
        case _:
            yield (words,), ""


def alphabetical(term: str) -> tuple[str, str]:
    """Return a key that sorts word by word, Á with A and small letters with capitals.

    The list of names sorts by the same rule.
    """
    return (" ".join(index_key(term)), term)
