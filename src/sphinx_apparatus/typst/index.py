"""The index of a book in Typst."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.index_entries import split_index_msg

from sphinx_apparatus.model.catalogue import _
from sphinx_apparatus.text.collation import GREEK_SEMICOLON, first_letter, in_alphabet, index_key
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
                if self._cited is None:
                    self.put(call("ix", term.number))
                elif self._cited not in term.notes:
                    term.notes.append(self._cited)
        raise nodes.SkipNode

    def _index(self) -> Iterator[Code]:
        """Yield the entries of the index in the order of the alphabet."""
        terms = dict(self.terms)
        for keys in self.terms:  # a sub-entry needs its heading
            terms.setdefault(keys[:1], Term())
        letter = ""
        for keys in sorted(terms, key=lambda keys: [alphabetical(key) for key in keys]):
            term = terms[keys]
            if (first := first_letter(keys[0])) != letter:
                letter = first
                yield expression(call("index-letter", letter))
            options: dict[str, object] = {}
            if term.number is not None:
                options["number"] = term.number
            if term.notes:
                options["notes"] = [(named, notes) for named, notes in runs_of(term.notes)]
            if len(keys) > 1:
                options["depth"] = len(keys) - 1
            if term.see:
                options["see"] = content(text("; ".join(sorted(term.see))))
            yield expression(call("index-entry", content(text(keys[-1])), named=options))


def runs_of(notes: list[tuple[str, str]]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield the notes of a term by text: what stands before their numbers, then these.

    :param notes: how each is cited, and its label.

    >>> list(runs_of([("2026 n. 3", "a"), ("2026 n. 4", "b"), ("2026 n. 5", "c")]))
    [('2026 nn. ', [('3–5', 'a')])]
    """
    by_text: dict[str, list[tuple[str, str]]] = {}
    for cited, label in notes:
        of, number = cited.rsplit(" ", 1)
        by_text.setdefault(of, []).append((number, label))
    for of, numbers in by_text.items():
        numbers.sort(key=lambda each: (each[0].isdigit(), int(each[0]) if each[0].isdigit() else 0))
        runs: list[list[tuple[str, str]]] = []
        for each in numbers:
            last = runs[-1][-1][0] if runs else ""
            if last.isdigit() and each[0].isdigit() and int(each[0]) == int(last) + 1:
                runs[-1].append(each)
            else:
                runs.append([each])
        shown: list[tuple[str, str]] = []
        for run in runs:
            if len(run) > 2:
                shown.append((f"{run[0][0]}–{run[-1][0]}", run[0][1]))
            else:
                shown += run
        plural = len(numbers) > 1
        yield (re.sub(r"\bn\.$", "nn.", of) if plural else of) + "\u00a0", shown


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
            yield (term,), _("see {term}", term=other)
        case "seealso", [term, other]:
            yield (term,), _("see also {term}", term=other)
        case _:
            yield (words,), ""


def alphabetical(term: str) -> tuple[str, str]:
    """Return a key that sorts word by word, Á with A and small letters with capitals.

    The list of names sorts by the same rule.
    """
    return (" ".join(index_key(in_alphabet(term))), term)
