"""Tables and small nodes that several directives build."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from docutils import nodes
from sphinx import addnodes

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.catalogue import current_language, written_language
from sphinx_apparatus.model.vocabulary import Verdict

Cell = str | nodes.Node | Sequence[nodes.Node]


def table(
    heads: Sequence[str], rows: Iterable[Sequence[Cell]], widths: Sequence[int], *classes: str
) -> nodes.table:
    """Build a table with a head row.

    :param widths: relative widths of the columns.
    """
    group = nodes.tgroup(cols=len(heads))
    group += [nodes.colspec(colwidth=width) for width in widths]
    row = _row(heads)
    for entry in row.children:
        assert isinstance(entry, nodes.Element)
        entry["classes"] += spoken()
    head = nodes.thead("", row)
    group += [head, nodes.tbody("", *(_row(row) for row in rows))]
    return nodes.table("", group, classes=[css.TABLE, *classes])


def _row(cells: Sequence[Cell]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", paragraph(cell)) for cell in cells))


def detach(root: nodes.Element) -> None:
    """Detach all nodes from each other: only the garbage collector, seldom run, would drop them."""
    found: list[nodes.Node] = [root]
    for node in found:
        if isinstance(node, nodes.Element):
            found += node.children
            node.clear()


def paragraph(content: Cell, *classes: str) -> nodes.paragraph:
    """Build a paragraph of words or inline nodes."""
    made = nodes.paragraph(classes=list(classes))
    made += inlines(content)
    return made


def inlines(content: Cell) -> list[nodes.Node]:
    """Return words or nodes as a list of nodes."""
    if isinstance(content, str):
        return [nodes.Text(content)]
    return [content] if isinstance(content, nodes.Node) else list(content)


def inline(text: str, *classes: str) -> nodes.inline:
    """Build words of a class."""
    return nodes.inline("", text, classes=list(classes))


def file_link(name: str) -> nodes.inline:
    """Build the name of a file, to be linked when the page is written."""
    made = inline(name, css.DATA_FILE)
    made["file"] = name
    return made


def spoken() -> list[str]:
    """Return the class of words of the interface, where that speaks another language.

    docutils writes a class such as ``language-es`` as ``lang="es"``.
    """
    language = current_language()
    return [f"language-{language}"] if language != written_language() else []


def words_of_interface(words: str) -> nodes.Node:
    """Build words of the interface among others."""
    return inline(words, *spoken()) if spoken() else nodes.Text(words)


def capitalized(words: str) -> str:
    """Return words as a sentence begins; the others keep their letters."""
    return f"{words[:1].upper()}{words[1:]}"


def filled(message: str, **values: nodes.Node) -> list[nodes.Node]:
    """Build a message with nodes at its {places}."""
    return [
        values[part] if index % 2 else nodes.Text(part)
        for index, part in enumerate(re.split(r"\{(\w+)\}", message))
        if part
    ]


def plain_words(text: str, *classes: str) -> nodes.paragraph:
    """Build a paragraph of words that are the same everywhere: no smart quotes."""
    made = paragraph(text, *classes)
    made["support_smartquotes"] = False
    return made


def in_lines(words: nodes.paragraph, seams: Collection[int]) -> nodes.Element:
    """Return words with each line, item or cell on a line of its own.

    :param words: text and inline nodes without others in them.
    :param seams: offsets of the spaces that divide lines; with none, the paragraph stays.
    """
    if not seams:
        return words
    lines = [nodes.line()]
    done = 0
    for child in words.children:
        text, start = child.astext(), 0
        cuts = sorted(seam - done for seam in seams if done <= seam < done + len(text))
        for end in [*cuts, len(text)]:
            piece = text[start:end]
            if isinstance(child, nodes.Element):
                part = child.copy()
                part += nodes.Text(piece)
                lines[-1] += part
            else:
                lines[-1] += nodes.Text(piece)
            if end in cuts:
                lines.append(nodes.line())
            start = end + 1
        done += len(text)
    made = nodes.line_block("", *lines, classes=list(words["classes"]))
    made["support_smartquotes"] = False
    return made


def introduced(by: str, text: str, *classes: str, language: Sequence[str] = ()) -> nodes.paragraph:
    """Build a paragraph of plain words after those that introduce them: “Leigh: …”."""
    made = plain_words(f" {text}", *classes)
    made.insert(0, inline(by, css.SAYS, *language))
    return made


def verdict_inline(verdict: Verdict) -> nodes.inline:
    """Build a verdict's sign and word."""
    word = nodes.inline(classes=[css.VERDICT, css.verdict(verdict), *spoken()])
    word += inline(verdict.sign, css.SIGN)
    word += nodes.Text(f" {verdict.word}")
    return word


def link(kind: str, target: str, text: str, docname: str) -> addnodes.pending_xref:
    """Build a link to an object of the edition, resolved when pages are written.

    :param kind: text, passage, note, theme or crossing.
    """
    return addnodes.pending_xref(
        "",
        nodes.inline("", text),
        refdomain="apparatus",
        reftype=kind,
        reftarget=target,
        refdoc=docname,
        refexplicit=True,
        refwarn=True,
    )


def citation(keys: str, docname: str, role: str = "alp") -> addnodes.pending_xref:
    """Build a citation of records, resolved when pages are written; without brackets if not told.

    :param keys: a key, or what roles hold: ``key{p. 5}``.
    """
    return addnodes.pending_xref(
        "",
        nodes.inline("", keys),
        refdomain="cite",
        reftype=role,
        reftarget=keys,
        refdoc=docname,
        refexplicit=False,
        refwarn=True,
        own=True,
    )
