"""The state that all visitors share: notes, labels, output."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxTranslator

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.typst.markup import call, comment, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docutils.nodes import Element
    from sphinx.builders import Builder

logger = logging.getLogger(__name__)

# Schemes that a printed link may lead to (design.md, invariant 6); others print as text.
SCHEMES = re.compile(r"(?:https?|mailto|ftp):", re.IGNORECASE)
# What begins no line: the number of a passage or note after its text, the dot between two remarks.
_HELD = re.compile(r" (?=¶|· )|(?<=\d) (?=nn?\. \w)|(?<=\bn\.) (?=\w)|(?<=\bnn\.) (?=\w)")


@dataclass
class CommentedPassage:
    """What the commentary has on a passage."""

    title: str
    """"¶5", or words for what is no passage."""
    id: str
    """Its label."""
    notes: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    """Lines that lead to passages of other texts."""


@dataclass
class CommentedText:
    """The commentary on a text."""

    title: str
    label: str
    """How it is cited."""
    passages: list[CommentedPassage] = field(default_factory=list)


@dataclass
class Term:
    """A term of the index."""

    number: int | None = None
    """The number its places are marked with; None for a term that only refers."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """The notes it is an entry of: how each is cited, and its label."""
    see: list[str] = field(default_factory=list)
    """Where else to look, as printed: 'see Oil'."""


class Core(SphinxTranslator):
    """State and helpers of all visitors: notes and labels of the book, output of source."""

    def __init__(self, document: nodes.document, builder: Builder) -> None:
        super().__init__(document, builder)
        self.body: list[str] = []
        self.keys: list[str] = []
        """Chapters so far; notes are counted by chapter."""
        self.docname = ""
        self.level = 0
        self.level_before = 0
        """The level of the last heading of the book: PDF/UA takes no step down of two."""
        self.terms: dict[tuple[str, ...], Term] = {}
        self.links: dict[str, Element] = {}
        """Labels that something leads to, with the first node that does."""
        self.emitted: set[str] = set()
        self.notes: dict[str, Element] = {}
        """Footnotes by label."""
        self.aliases: dict[str, str] = {}
        """Second names of places, such as further ids and marks, with their first."""
        self._by_name: dict[str, str] = {}  # full id of a note of the apparatus: its label
        self._essay_id = ""
        self._turned = False
        self._set: set[str] = set()  # notes that are in the book already
        self._marked: set[str] = set()  # notes that some mark leads to
        self._within: list[str] = []  # 'note', 'cell', 'title': what we are inside of
        self._high_pictures: list[str] = []  # for the end of the chapter
        self._passage: tuple[str, list[str]] = ("", [])  # label of the paragraph, its notes
        self.layout: str = self.config.typst_notes
        self.commented: dict[str, CommentedText] = {}
        """The commentary so far, by text; empty where all notes are at the foot."""
        self._cited: tuple[str, str] | None = None  # the note that is written, as the index has it
        self._beside: list[str] = []  # notes beside the paragraph
        self._survey(document, "")
        self._marked = {self._resolve(label) for label in self._marked}

    def _survey(self, node: Element, docname: str) -> None:
        """Record the notes, the marks and every second name of a place."""
        for child in node.children:
            if not isinstance(child, nodes.Element):
                continue
            inside = docname
            if isinstance(child, addnodes.start_of_file):
                inside = child["docname"]
                first = next(iter(child.findall(nodes.section)), None)
                if first is not None and first["ids"]:
                    self.aliases[f"{inside}#"] = f"{inside}#{first['ids'][0]}"
            for other in child["ids"][1:]:
                self.aliases[f"{inside}#{other}"] = f"{inside}#{child['ids'][0]}"
            if isinstance(child, nodes.footnote) and child["ids"]:
                label = f"{inside}#{child['ids'][0]}"
                self.notes[label] = child
                self._by_name[child.get("note", "")] = label
            if isinstance(child, nodes.footnote_reference) and "refid" in child:
                # Mark and note lead to each other, so the place of one serves for both.
                label = f"{inside}#{child['refid']}"
                self._marked.add(label)
                self.aliases |= {f"{inside}#{name}": label for name in child["ids"]}
            self._survey(child, inside)

    def _resolve(self, label: str) -> str:
        """Return the label that the book uses for *label*."""
        seen = {label}
        while (label := self.aliases.get(label, label)) not in seen:
            seen.add(label)
        return label

    def _note_of(self, mark: Element) -> str | None:
        label = self._resolve(f"{self.docname}#{mark.get('refid', '')}")
        return label if label in self.notes else None

    def _is_marked(self, note: Element) -> bool:
        return bool(note["ids"]) and f"{self.docname}#{note['ids'][0]}" in self._marked

    def astext(self) -> str:
        """Return the Typst source of the whole book."""
        return "".join(self.body)

    def put(self, *pieces: str) -> None:
        self.body += pieces

    def inside(self, node: Element, within: str = "") -> str:
        """Return the children of *node* as markup."""
        return self.markup(node.children, within)

    def markup(self, children: Iterable[nodes.Node], within: str = "") -> str:
        outer, self.body = self.body, []
        if within:
            self._within.append(within)
        try:
            for child in children:
                child.walkabout(self)
            return "".join(self.body).strip("\n")
        finally:
            self.body = outer
            if within:
                self._within.pop()

    def run_in(self) -> None:
        """Remove the paragraph end before; the template decides what separates the two."""
        last = ""
        while self.body and not last:
            last = self.body.pop().rstrip("\n")
        if last:
            self.body.append(last)

    def label(self, node: Element) -> str | None:
        """Return the label of *node*, once; the second time None: a label must be unique."""
        if not node.get("ids"):
            return None
        label = f"{self.docname}#{node['ids'][0]}"
        if label in self.emitted:
            return None
        self.emitted.add(label)
        return label

    def anchor(self, node: Element) -> None:
        """Write a link target before *node*."""
        if label := self.label(node):
            self.put(call("anchor", label))

    def block(self, node: Element, *pieces: str) -> None:
        """Write a block on lines of its own, after a comment with its source."""
        self.put("\n", self.origin(node), *pieces, "\n")

    def origin(self, node: Element) -> str:
        """Return a comment with file and line of *node*; error messages are traced by it."""
        path, line = place_of(node)
        if path is None:
            return ""
        path = os.path.relpath(path, self.builder.srcdir) if Path(path).is_absolute() else path
        return comment(f"@ {path}:{line or ''}")

    def warn(self, subtype: str, message: str, *args: object, location: nodes.Node) -> None:
        logger.warning(message, *args, type="apparatus", subtype=subtype, location=location)

    def unknown_visit(self, node: nodes.Node) -> None:
        """Warn, and print what the node holds all the same."""
        self.warn(
            "typst_unknown_node",
            "the PDF has no way to set a node of the kind '%s'; its text is printed plainly",
            node.__class__.__name__,
            location=node,
        )
        if isinstance(node, nodes.Element):
            self.anchor(node)
            if not node.children and node.rawsource:
                self.put(text(node.rawsource))

    def unknown_departure(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.Body | nodes.TextElement) and not isinstance(node, nodes.Inline):
            self.put("\n\n")

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802
        words = node.astext()
        if not words.strip() and follows_number(node):
            return
        self.put(text(_HELD.sub("\u00a0", words), link="link" not in self._within))

    def depart_Text(self, node: nodes.Text) -> None:  # noqa: N802
        pass

    def skip(self, node: nodes.Node) -> None:
        raise nodes.SkipNode

    def enter(self, node: Element) -> None:
        self.anchor(node)

    def leave(self, node: Element) -> None:
        pass

    def wrap(self, name: str, node: Element, named: Mapping[str, object] | None = None) -> None:
        """Write an inline node as a call around its children, and skip them."""
        self.anchor(node)
        self.put(call(name, body=self.inside(node), named=named))
        raise nodes.SkipNode


def place_of(node: nodes.Node) -> tuple[str | None, int | None]:
    """Return file and line of *node* or of the nearest node around it."""
    around: nodes.Node | None = node
    path: str | None = None
    while around is not None:
        if around.source:
            path = path or around.source
            if around.line:
                return path, around.line
        around = around.parent
    return path, None


def siblings_before(node: Element) -> list[nodes.Node]:
    """Return the siblings before *node*."""
    if node.parent is None:
        return []
    return node.parent.children[: node.parent.index(node)]


def siblings_after(node: Element) -> list[nodes.Node]:
    """Return the siblings after *node*."""
    if node.parent is None:
        return []
    return node.parent.children[node.parent.index(node) + 1 :]


def follows_number(node: nodes.Text) -> bool:
    """Return whether *node* separates a passage’s number, set in the margin, from its words."""
    siblings = node.parent.children if node.parent is not None else []
    here = next((i for i, sibling in enumerate(siblings) if sibling is node), 0)
    return here == 1 and siblings[0].__class__.__name__ == "passage_number"


def made_kind(node: Element) -> str:
    """Return what a table, list or picture that the engine made is: 'chronology', 'names'."""
    kinds = [c.removeprefix(css.PREFIX) for c in node["classes"] if c.startswith(css.PREFIX)]
    return next((kind for kind in kinds if kind != "table"), "")
