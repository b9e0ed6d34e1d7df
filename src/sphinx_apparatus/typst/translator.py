"""Doctree to Typst: one visitor over the assembled book.

It knows the classes and node names of the contract by name alone and imports none of
them, so the package also prints books that have no apparatus. The names of the functions
it calls are the interface of the template (``book.typ``).
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import _, admonitionlabels
from sphinx.util import logging
from sphinx.util.docutils import SphinxTranslator
from sphinx.util.index_entries import split_index_msg

from sphinx_apparatus.sphinx_ext.directives.names import sort_key
from sphinx_apparatus.typst.markup import (
    Code,
    call,
    comment,
    content,
    expression,
    language,
    length,
    plain,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from docutils.nodes import Element

    from sphinx_apparatus.typst.builder import TypstBuilder

logger = logging.getLogger(__name__)

# Schemes that a printed link may lead to (design.md, invariant 4.6); others print as text.
_SCHEMES = re.compile(r"(?:https?|mailto|ftp):", re.IGNORECASE)
_NOTES = "apparatus-notes"
_KINDS = ("head", "furniture", "tail", "passage")
# Signs that begin no line: the number of a passage after its text, the dot between two remarks.
_HELD = re.compile(r" (?=¶|· )|(?<=\bn\.) (?=\w)")
_MEASURE = 74  # letters in a line of a table at A5
_LONGEST_WORD = 17  # longer ones are broken
# Parents whose paragraphs stand in the page's own flow. Only there may a paragraph carry
# the places that keep its notes on its page; in lists and tables Typst can't move a line.
_FLOW = (nodes.document, nodes.section, nodes.container, nodes.compound, addnodes.start_of_file)


@dataclass
class Term:
    """A term of the index."""

    number: int | None = None
    """The number its places are marked with; None for a term that only refers."""
    see: list[str] = field(default_factory=list)
    """Where else to look, as printed: 'see Oil'."""


class TypstTranslator(SphinxTranslator):
    """Write a doctree as Typst source; the result is in ``astext()``.

    The document's children are ``start_of_file`` nodes, one for each chapter; those of
    documents below it in the contents stand inside, after its own sections.
    """

    builder: TypstBuilder

    def __init__(self, document: nodes.document, builder: TypstBuilder) -> None:
        super().__init__(document, builder)
        self.body: list[str] = []
        self.keys: list[str] = []
        """Chapters so far; notes are counted by chapter."""
        self.docname = ""
        self.level = 0
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
        self._set: set[str] = set()  # notes that stand in the book already
        self._marked: set[str] = set()  # notes that some mark leads to
        self._within: list[str] = []  # 'note', 'cell', 'title': what we are inside of
        self._high_pictures: list[str] = []  # for the end of the chapter
        self._passage: tuple[str, list[str]] = ("", [])  # label of the paragraph, its notes
        self._survey(document, "")
        self._marked = {self._resolve(label) for label in self._marked}

    # --- Before: what the book holds --------------------------------------------------

    def _survey(self, node: Element, docname: str) -> None:
        """Learn the notes, the marks and every second name of a place."""
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
        """Return the label that stands in the book for *label*."""
        seen = {label}
        while (label := self.aliases.get(label, label)) not in seen:
            seen.add(label)
        return label

    # --- Output -----------------------------------------------------------------------

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
        """Take back the end of the paragraph before; the template decides what parts the two."""
        while self.body and not (last := self.body.pop().rstrip("\n")):
            pass
        if self.body or last:
            self.body.append(last)

    def label(self, node: Element) -> str | None:
        """Return the label of *node*, once; the second time None, for no label may stand twice."""
        if not node.get("ids"):
            return None
        label = f"{self.docname}#{node['ids'][0]}"
        if label in self.emitted:
            return None
        self.emitted.add(label)
        return label

    def anchor(self, node: Element) -> None:
        """Put a place to link to before *node*."""
        if label := self.label(node):
            self.put(call("anchor", label))

    def block(self, node: Element, *pieces: str) -> None:
        """Put a block on lines of its own, after a comment that tells where it was written."""
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

    # --- Any node ---------------------------------------------------------------------

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
        """Put an inline node as a call around its children, and skip them."""
        self.anchor(node)
        self.put(call(name, body=self.inside(node), named=named))
        raise nodes.SkipNode

    # --- Structure --------------------------------------------------------------------

    def visit_document(self, node: nodes.document) -> None:
        pass

    def depart_document(self, node: nodes.document) -> None:
        """End the book: the index, the report, and links that lead nowhere."""
        if self.config.typst_index and self.terms:
            self.put("\n", call("index-pages", *self._index()), "\n")
        for label, source in self.links.items():
            if label not in self.emitted:
                self.warn(
                    "typst_link",
                    "a link leads to '%s', which the PDF does not hold",
                    label,
                    location=source,
                )
                self.put(call("anchor", label))
        self.put("\n", call("report", *self.keys), "\n")

    def visit_start_of_file(self, node: Element) -> None:
        outer = (self.docname, self.level)
        self.docname = node["docname"]
        own = self._resolve(f"{self.docname}#")
        untitled = own == f"{self.docname}#"
        self.builder.note_progress(self.docname)
        if "chapter" in self._within:
            if any(isinstance(child, nodes.section) for child in siblings_before(node)):
                self.level += 1
            self.put("\n")
            if untitled:
                self.emitted.add(own)
                self.put(call("anchor", own))
            self.put(self.inside(node), "\n")
        else:
            self._chapter(node, own, untitled)
        self.docname, self.level = outer
        raise nodes.SkipNode

    def _chapter(self, node: Element, own: str, untitled: bool) -> None:
        self.level = 0
        self.keys.append(self.docname)
        body = self.inside(node, "chapter")
        body += "".join(f"\n{drawing}\n" for drawing in self._high_pictures)
        self._high_pictures.clear()
        if untitled:
            self.emitted.add(own)
            body = call("anchor", own) + "\n" + body
        title = next(iter(node.findall(nodes.title)), None)
        options: dict[str, object] = {
            "id": own,
            "head": plain(heading_text(title)) if title is not None else "",
            "recto": holds_essay(node),
        }
        self.put("\n", call("chapter", self.docname, named=options, body=f"\n{body}\n"), "\n")

    def visit_section(self, node: nodes.section) -> None:
        self.level += 1

    def depart_section(self, node: nodes.section) -> None:
        self.level -= 1

    def visit_title(self, node: nodes.title) -> None:
        parent = cast("Element", node.parent)
        if not isinstance(parent, nodes.section):
            self.block(node, call("rubric", body=self.inside(node)), "\n")
            raise nodes.SkipNode
        body = self.inside(node, "title")
        self.block(node, call("head", max(self.level, 1), self.label(parent), body=body), "\n")
        raise nodes.SkipNode

    def visit_subtitle(self, node: nodes.subtitle) -> None:
        self.visit_rubric(node)

    def visit_rubric(self, node: Element) -> None:
        self.anchor(node)
        self.block(node, call("rubric", body=self.inside(node)), "\n")
        raise nodes.SkipNode

    def visit_transition(self, node: nodes.transition) -> None:
        # MyST draws one above the footnotes it has collected, which stand elsewhere here.
        if "footnotes" not in node["classes"]:
            self.block(node, call("thematic-break"))
        raise nodes.SkipNode

    # --- The essay --------------------------------------------------------------------

    def visit_container(self, node: Element) -> None:
        if _NOTES in node["classes"]:
            # Notes stand at the foot of the page of their mark. A note without a mark
            # would be lost, so it stays here.
            if left := [note for note in node.findall(nodes.footnote) if not self._is_marked(note)]:
                self.put(self.markup(left))
            raise nodes.SkipNode
        if "apparatus-essay" in node["classes"]:
            self._essay(node)
        self.enter(node)

    def depart_container(self, node: Element) -> None:
        self.put("\n\n")

    def _essay(self, node: Element) -> None:
        self.anchor(node)
        spoken = language(node.get("lang", "") or "")
        options: dict[str, object] = {}
        if spoken:
            options = {"lang": spoken.lang, "region": spoken.region}
        key = self.keys[-1] if self.keys else self.docname
        self._essay_id = node.get("essay", "")
        body = self.inside(node, "essay")
        self.put("\n", call("essay-text", key, named=options, body=f"\n{body}\n"), "\n")
        raise nodes.SkipNode

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        classes = node["classes"]
        for name, function in (
            ("apparatus-crossref", "crossref"),
            ("apparatus-note-head", "note-head"),
            ("apparatus-claim", "claim"),
            ("apparatus-entry", "textual-entry"),
            ("apparatus-note-meta", "note-meta"),
            ("apparatus-pair-head", "pair-head"),
            ("apparatus-relation-line", "relation"),
            ("apparatus-cited-in", "cited-in"),
            ("apparatus-published", "fine-print"),
            ("apparatus-contribution-meta", "fine-print"),
        ):
            if name in classes:
                self.anchor(node)
                if function in ("note-meta", "cited-in"):
                    self.run_in()
                self.put(self.origin(node), call(function, body=self.inside(node, name)))
                if function == "crossref":
                    self.put("\n")
                raise nodes.SkipNode
        if node.get("apparatus_block") or self._carries_notes(node):
            self._block_of_text(node)
            raise nodes.SkipNode
        self.put(self.origin(node))
        self.anchor(node)

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        self.put("\n\n")

    def _carries_notes(self, node: Element) -> bool:
        flows = isinstance(node.parent, _FLOW) and not {"note", "cell"} & set(self._within)
        return flows and any(True for _found in node.findall(nodes.footnote_reference))

    def _block_of_text(self, node: Element, kind: str = "") -> None:
        """Put a paragraph that notes hang on."""
        kind = kind or kind_of(node)
        label = self.label(node)
        if label is None:
            label = f"{self.docname}#par-{len(self.emitted)}"
            self.emitted.add(label)
        marks = [
            note
            for mark in node.findall(nodes.footnote_reference)
            if (note := self._note_of(mark)) and note not in self._set
        ]
        self._passage = (label, list(dict.fromkeys(marks)))
        options: dict[str, object] = {}
        if node.get("number") is not None:
            options["number"] = node["number"]
        if kind != "plain":
            # Room where the kind changes; a passage is indented only after a passage.
            options["after"] = kind_before(node)
            following = node.next_node(nodes.Element, descend=False, siblings=True)
            if following is not None and "apparatus-crossref" in following["classes"]:
                options["before"] = "crossref"
        body = self.inside(node)
        self._passage = ("", [])
        self.block(node, call("para", label, body=body, named={"kind": kind, **options}))

    def visit_block_quote(self, node: Element) -> None:
        paragraphs = [c for c in node.children if isinstance(c, nodes.paragraph)]
        if node.get("apparatus_block") and len(paragraphs) == len(node.children):
            # In the edited text a quotation is no block, for the sake of its notes.
            self.anchor(node)
            for count, paragraph in enumerate(paragraphs):
                if count == 0:
                    paragraph["number"] = node.get("number")
                self._block_of_text(paragraph, "quote")
            raise nodes.SkipNode
        self.anchor(node)
        attribution = next((c for c in node.children if isinstance(c, nodes.attribution)), None)
        rest = self.markup(c for c in node.children if c is not attribution)
        options: dict[str, object] = {}
        if attribution is not None:
            options["attribution"] = content(self.inside(attribution))
        self.block(node, call("display-quote", body=rest, named=options), "\n")
        raise nodes.SkipNode

    def visit_attribution(self, node: Element) -> None:
        self.put("\n— ")

    def depart_attribution(self, node: Element) -> None:
        self.put("\n\n")

    def visit_span_start(self, node: Element) -> None:
        # Textual notes are keyed by line and need the line their words begin on.
        name = node.get("note", "")
        label = self._by_name.get(f"{self._essay_id}/{name}") or self._by_name.get(name)
        if label and label not in self._set and self.notes[label].get("series") == "lettered":
            self.put(call("from", label))
        raise nodes.SkipNode

    def visit_pair(self, node: Element) -> None:
        self.anchor(node)
        sides = [child for child in node.children if isinstance(child, nodes.Element)]
        if len(sides) != 2:
            return
        labels = [content(text(str(side.get("label", "")))) for side in sides]
        bodies = [content(self.inside(side, "cell")) for side in sides]
        self.block(node, call("pair", *labels, *bodies), "\n")
        raise nodes.SkipNode

    def depart_pair(self, node: Element) -> None:
        pass

    # --- Notes ------------------------------------------------------------------------

    def _note_of(self, mark: Element) -> str | None:
        label = self._resolve(f"{self.docname}#{mark.get('refid', '')}")
        return label if label in self.notes else None

    def _is_marked(self, note: Element) -> bool:
        return bool(note["ids"]) and f"{self.docname}#{note['ids'][0]}" in self._marked

    def visit_footnote_reference(self, node: nodes.footnote_reference) -> None:
        label = self._note_of(node)
        if label is None:
            self.put(call("super", body=text(node.astext())))
            raise nodes.SkipNode
        note = self.notes[label]
        series = "lettered" if note.get("series") == "lettered" else "numbered"
        if "title" in self._within:
            # A heading is printed again in the contents, and a note may stand once only.
            self.links.setdefault(label, node)
            self.put(call("super", body=call("goto", label, body=text(node.astext()))))
        elif label in self._set:
            self.put(call("again", label, node.astext(), named={"series": series}))
        else:
            self._set_note(label, note, node, series)
        raise nodes.SkipNode

    def _set_note(self, label: str, note: Element, mark: Element, series: str) -> None:
        self._set.add(label)
        self.emitted.add(label)
        key = self.keys[-1] if self.keys else self.docname
        options: dict[str, object] = {"series": series, "key": key}
        at, others = self._passage
        if at and label in others:
            here = others.index(label)
            around = {"prev": others[:here][-1:], "next": others[here + 1 :][:1]}
            options |= {"at": at, **{name: found[0] for name, found in around.items() if found}}
        outer, self._passage = self._passage, ("", [])
        children = [child for child in note.children if not isinstance(child, nodes.label)]
        body = self.origin(note) + self.markup(children, "note")
        self._passage = outer
        self.put(call("note", label, mark.astext(), named=options, body=body))

    def visit_footnote(self, node: nodes.footnote) -> None:
        if self._is_marked(node):
            raise nodes.SkipNode
        self.anchor(node)
        label = node.children[0] if node.children else None
        number = label.astext() if isinstance(label, nodes.label) else ""
        rest = node.children[1:] if isinstance(label, nodes.label) else node.children
        self.block(node, call("loose-note", number, body=self.markup(rest)), "\n")
        raise nodes.SkipNode

    def visit_citation(self, node: nodes.citation) -> None:
        first = node.children[0] if node.children else None
        rest = node.children[1:] if isinstance(first, nodes.label) else node.children
        shown: object = None
        if isinstance(first, nodes.label) and self.config.typst_citation_labels:
            shown = content(self.inside(first))
        label = self.label(node)
        options = {"name": plain(first.astext())} if isinstance(first, nodes.label) else {}
        entry = call("bib", label, shown, named=options, body=self.markup(rest))
        self.block(node, entry, "\n")
        raise nodes.SkipNode

    def visit_label(self, node: nodes.label) -> None:
        self.wrap("strong", node)

    def visit_inline(self, node: Element) -> None:
        classes = node["classes"]
        if "apparatus-mark-gap" in classes:
            if self._gap_is_between_numbers(node):
                self.put(call("mark-gap"))
            raise nodes.SkipNode
        for name, function in (
            ("apparatus-note-title", "note-title"),
            ("apparatus-verdict", "verdict"),
            ("apparatus-sign", "sign"),
            ("apparatus-lemma", "lemma"),
        ):
            if name in classes:
                self.wrap(function, node)
        tag = next((c.removeprefix("language-") for c in classes if c[:9] == "language-"), "")
        if spoken := language(node.get("lang", "") or tag):
            options: dict[str, object] = {"lang": spoken.lang}
            if spoken.region:
                options["region"] = spoken.region
            if spoken.right_to_left:
                options["dir"] = Code("rtl")
            self.wrap("text", node, named=options)
        self.anchor(node)

    def depart_inline(self, node: Element) -> None:
        pass

    def _gap_is_between_numbers(self, gap: Element) -> bool:
        """Say if marks that print stand on both sides; textual notes print none."""
        siblings = list(gap.parent.children) if gap.parent is not None else []
        here = siblings.index(gap)
        after = siblings[here + 1] if here + 1 < len(siblings) else None
        if not isinstance(after, nodes.footnote_reference) or after.get("series") == "lettered":
            return False
        for sibling in reversed(siblings[:here]):
            if isinstance(sibling, nodes.footnote_reference):
                if sibling.get("series") != "lettered":
                    return True
            elif not (isinstance(sibling, nodes.inline) and not sibling.astext().strip()):
                return False
        return False

    # --- Inline -----------------------------------------------------------------------

    def visit_emphasis(self, node: Element) -> None:
        self.wrap("emph", node)

    visit_literal_emphasis = visit_emphasis
    visit_title_reference = visit_emphasis
    visit_manpage = visit_emphasis

    def visit_strong(self, node: Element) -> None:
        self.wrap("strong", node)

    visit_literal_strong = visit_strong

    def visit_superscript(self, node: Element) -> None:
        self.wrap("super", node)

    def visit_subscript(self, node: Element) -> None:
        self.wrap("sub", node)

    def visit_abbreviation(self, node: Element) -> None:
        self.anchor(node)

    def depart_abbreviation(self, node: Element) -> None:
        if node.get("explanation"):
            self.put(text(f" ({node['explanation']})"))

    visit_acronym = visit_abbreviation
    depart_acronym = depart_abbreviation

    def visit_literal(self, node: Element) -> None:
        self.anchor(node)
        if "xref" in node["classes"]:  # the words of a link, which roles hold to be code
            return
        self.put(call("raw", node.astext()))
        raise nodes.SkipNode

    depart_literal = leave

    def visit_math(self, node: Element) -> None:
        self.put(call("formula", node.astext()))
        raise nodes.SkipNode

    def visit_math_block(self, node: Element) -> None:
        self.anchor(node)
        self.block(node, call("formula", node.astext(), named={"display": True}), "\n")
        raise nodes.SkipNode

    def visit_raw(self, node: nodes.raw) -> None:
        if "typst" in node.get("format", "").split():
            self.put(node.astext())
        raise nodes.SkipNode

    def visit_reference(self, node: Element) -> None:
        self.anchor(node)
        body = self.inside(node, "link")
        uri = node.get("refuri", "")
        if "refid" in node or uri.startswith("%"):
            label = self._target(node)
            self.links.setdefault(label, node)
            self.put(call("goto", label, body=body))
            paged = {"apparatus-crossref", "apparatus-pair-head"} & set(self._within)
            if paged and is_first_reference(node):
                self.put(call("goto-page", label))
            elif not paged and self._leads_to_chapter(node, label):
                self.put(call("on-page", label))
        elif _SCHEMES.match(uri) and body:
            self.put(call("away", uri, body=body))
        else:
            self.put(body)
        raise nodes.SkipNode

    def _leads_to_chapter(self, node: Element, label: str) -> bool:
        """Say if a reference in running text leads to another chapter as a whole.

        On paper such words lead nowhere without a page. Notes are left as they are on screen.
        """
        docname = label.partition("#")[0]
        return (
            node.get("internal", False)
            and docname != self.docname
            and label == self._resolve(f"{docname}#")
            and not {"note", "cell"} & set(self._within)
        )

    def _target(self, node: Element) -> str:
        """Return the label that an internal reference leads to."""
        if "refid" in node:
            label = f"{self.docname}#{node['refid']}"
        else:
            docname, _hash, anchor = node["refuri"][1:].partition("#")
            label = f"{unquote(docname)}#{unquote(anchor)}"
        return self._resolve(label)

    visit_number_reference = visit_reference

    def visit_index(self, node: Element) -> None:
        if not self.config.typst_index:
            raise nodes.SkipNode
        entries: list[tuple[str, str, str, str, str | None]] = node.get("entries", [])
        for kind, words, *_where in entries:
            for keys, see in index_keys(kind, words):
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

    # --- Lists ------------------------------------------------------------------------

    def visit_bullet_list(self, node: Element) -> None:
        if "apparatus-bibliography" in node["classes"]:
            self.anchor(node)
            for item in node.findall(nodes.list_item):
                if self.config.typst_cited_only and not self._is_linked(item):
                    continue
                label = self.label(item)
                options = {"name": plain(item.get("label", ""))}
                entry = call("bib", label, None, named=options, body=self.inside(item))
                self.block(item, entry, "\n")
            raise nodes.SkipNode
        if "apparatus-related" in node["classes"]:
            items = [content(self.inside(item)) for item in node.findall(nodes.list_item)]
            self.block(node, call("related", *items), "\n")
            raise nodes.SkipNode
        self._items("list", node)

    def _is_linked(self, node: Element) -> bool:
        return any(f"{self.docname}#{name}" in self.links for name in node["ids"])

    def visit_enumerated_list(self, node: Element) -> None:
        options: dict[str, object] = {}
        pattern = {"loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}.get(
            node.get("enumtype", ""), "1"
        )
        pattern = node.get("prefix", "") + pattern + (node.get("suffix") or ".")
        if pattern != "1.":
            options["numbering"] = pattern
        if node.get("start", 1) != 1:
            options["start"] = node["start"]
        self._items("enum", node, options)

    def _items(self, name: str, node: Element, options: Mapping[str, object] | None = None) -> None:
        self.anchor(node)
        items = []
        for item in node.children:
            if isinstance(item, nodes.Element):
                mark = self.label(item)
                start = call("anchor", mark) if mark else ""
                items.append(content(start + self.inside(item)))
        self.block(node, call(name, *items, named=options), "\n")
        raise nodes.SkipNode

    def visit_definition_list(self, node: Element) -> None:
        self.anchor(node)
        items = []
        for item in node.children:
            if not isinstance(item, nodes.Element):
                continue
            heads = [c for c in item.children if isinstance(c, nodes.term | nodes.classifier)]
            bodies = [c for c in item.children if isinstance(c, nodes.definition)]
            term = call("h", Code("0.5em")).join(self.markup([head]) for head in heads)
            items.append((term, self.markup(bodies)))
        if kind := made_kind(node):
            pairs = [(content(term), content(body)) for term, body in items]
            self.block(node, call("entries", kind, *pairs), "\n")
        else:
            made = [self._term(term, body) for term, body in items]
            self.block(node, call("terms", *made), "\n")
        raise nodes.SkipNode

    def _term(self, term: str, body: str) -> Code:
        return expression(call("terms.item", content(term), content(body)))

    def visit_classifier(self, node: Element) -> None:
        self.wrap("emph", node)

    def visit_field_list(self, node: Element) -> None:
        self.anchor(node)
        items = [
            self._term(self.inside(cast("Element", item[0])), self.inside(cast("Element", item[1])))
            for item in node.children
            if isinstance(item, nodes.field)
        ]
        self.block(node, call("terms", *items), "\n")
        raise nodes.SkipNode

    def visit_option_list(self, node: Element) -> None:
        items = []
        for item in node.findall(nodes.option_list_item):
            names = ", ".join(option.astext() for option in item.findall(nodes.option))
            bodies = [c for c in item.children if isinstance(c, nodes.description)]
            items.append(self._term(call("raw", names), self.markup(bodies)))
        self.block(node, call("terms", *items), "\n")
        raise nodes.SkipNode

    def visit_line_block(self, node: Element) -> None:
        lines = []
        for child in node.children:
            if isinstance(child, nodes.line_block):
                lines += [
                    content(call("h", Code("1.4em")) + self.inside(line))
                    for line in child.findall(nodes.line)
                ]
            elif isinstance(child, nodes.Element):
                lines.append(content(self.inside(child) or call("h", Code("0pt"))))
        self.anchor(node)
        self.block(node, call("verse", *lines), "\n")
        raise nodes.SkipNode

    # --- Tables -----------------------------------------------------------------------

    def visit_table(self, node: nodes.table) -> None:
        self.anchor(node)
        group = next(iter(node.findall(nodes.tgroup)))
        columns = [c for c in group.children if isinstance(c, nodes.colspec)]
        head, rows = [], []
        repeat = True
        for child in group.children:
            if isinstance(child, nodes.thead):
                # A header that is repeated may hold neither links nor notes.
                linked = any(
                    isinstance(n, nodes.reference | nodes.footnote_reference)
                    for n in child.findall()
                )
                repeat = not linked
                head = self._cells(child)
            elif isinstance(child, nodes.tbody):
                rows = self._cells(child)
        options: dict[str, object] = {"columns": column_widths(node, columns)}
        if head:
            options |= {"header": tuple(head), "repeat": repeat}
        if kind := made_kind(node):
            options["kind"] = kind
        title = next((c for c in node.children if isinstance(c, nodes.title)), None)
        if title is not None:
            options["caption"] = content(self.inside(title))
        self.block(node, call("sheet", *rows, named=options), "\n")
        raise nodes.SkipNode

    def _cells(self, part: Element) -> list[Code]:
        cells = []
        for entry in part.findall(nodes.entry):
            body = content(self.inside(entry, "cell"))
            spans = {
                name: entry[attribute] + 1
                for attribute, name in (("morecols", "colspan"), ("morerows", "rowspan"))
                if entry.get(attribute)
            }
            if spans:
                cells.append(expression(call("table.cell", body, named=spans)))
            else:
                cells.append(body)
        return cells

    # --- Pictures ---------------------------------------------------------------------

    def visit_image(self, node: nodes.image) -> None:
        uri = node["uri"]
        name = self.builder.images.get(uri)
        if name is None:
            if _SCHEMES.match(uri):
                self.warn(
                    "typst_image",
                    "the picture '%s' is not a file of the project; the PDF shows its description",
                    uri,
                    location=node,
                )
            self.put(text(node.get("alt", "")))
            raise nodes.SkipNode
        alt = node.get("alt") or self._caption_of(node)
        if not alt:
            alt = PurePosixPath(uri).name
            self.warn(
                "typst_image_alt",
                "the picture '%s' has no description (alt text); a PDF for all readers needs one",
                uri,
                location=node,
            )
        options: dict[str, object] = {"alt": plain(alt)}
        if width := length(str(node.get("width", ""))):
            options["width"] = width
        path = f"{self.builder.imagedir}/{name}"
        parent = node.parent
        if isinstance(parent, nodes.reference):
            parent = parent.parent
        alone = not isinstance(parent, nodes.TextElement) or len(parent.children) == 1
        self.anchor(node)
        if alone and "cell" not in self._within:
            self.block(node, call("picture", path, named=options))
        else:
            self.put(call("inline-picture", path, named=options))
        raise nodes.SkipNode

    def visit_picture(self, node: Element) -> None:
        self.anchor(node)
        options = {"alt": plain(node["alt"]), "kind": made_kind(node)}
        svg = node.get("paper", node["svg"])
        drawing = self.origin(node) + call("drawing", svg, named=options)
        if is_high(svg):
            # In its place it would leave half of the page before it empty.
            self._high_pictures.append(drawing)
        else:
            self.put("\n", drawing, "\n\n")
        raise nodes.SkipNode

    def _caption_of(self, node: nodes.image) -> str:
        figure: Any = node.parent
        while figure is not None and not isinstance(figure, nodes.figure):
            figure = figure.parent
        caption = None
        if figure is not None:
            caption = next(iter(figure.findall(nodes.caption)), None)
        return caption.astext() if caption is not None else ""

    def visit_figure(self, node: nodes.figure) -> None:
        self.anchor(node)
        words = [c for c in node.children if isinstance(c, nodes.caption | nodes.legend)]
        rest = self.markup(c for c in node.children if c not in words)
        options: dict[str, object] = {}
        if words:
            options["caption"] = content("\n\n".join(self.inside(c) for c in words))
        self.block(node, call("illustration", body=rest, named=options), "\n")
        raise nodes.SkipNode

    def visit_caption(self, node: Element) -> None:
        # What is left of captions: those of contents lists and code.
        self.block(node, call("rubric", body=self.inside(node)), "\n")
        raise nodes.SkipNode

    # --- Literal blocks ---------------------------------------------------------------

    def visit_literal_block(self, node: Element) -> None:
        self.anchor(node)
        self.block(node, call("raw", node.astext(), named={"block": True}), "\n")
        raise nodes.SkipNode

    visit_doctest_block = visit_literal_block

    def visit_productionlist(self, node: Element) -> None:
        lines = [production.astext() for production in node.findall(addnodes.production)]
        self.block(node, call("raw", "\n".join(lines), named={"block": True}), "\n")
        raise nodes.SkipNode

    # --- Asides -----------------------------------------------------------------------

    def _aside(self, node: Element, title: str = "") -> None:
        self.anchor(node)
        first = node.children[0] if node.children else None
        children = list(node.children)
        options: dict[str, object] = {}
        if isinstance(first, nodes.title):
            options["title"] = content(self.inside(first))
            children = children[1:]
        elif title:
            options["title"] = content(text(title))
        self.block(node, call("aside", body=self.markup(children), named=options), "\n")
        raise nodes.SkipNode

    def visit_admonition(self, node: Element) -> None:
        self._aside(node)

    def _named_aside(self, node: Element) -> None:
        self._aside(node, str(admonitionlabels.get(node.__class__.__name__, "")))

    visit_attention = visit_caution = visit_danger = visit_error = visit_hint = _named_aside
    visit_important = visit_note = visit_tip = visit_warning = visit_seealso = _named_aside

    def visit_topic(self, node: Element) -> None:
        if "contents" in node["classes"]:
            raise nodes.SkipNode  # the book has its own
        self._aside(node)

    visit_sidebar = visit_topic

    def visit_versionmodified(self, node: Element) -> None:
        self._aside(node)

    def visit_centered(self, node: Element) -> None:
        self.block(node, call("align", Code("center"), body=self.inside(node)), "\n")
        raise nodes.SkipNode

    # --- Descriptions of code: plain, a book has few -----------------------------------

    def visit_desc_signature(self, node: Element) -> None:
        self.anchor(node)
        self.block(node, call("raw", node.astext()), "\n\n")
        raise nodes.SkipNode

    visit_desc_inline = visit_literal

    def visit_desc_content(self, node: Element) -> None:
        body = self.inside(node)
        if body:
            self.block(node, call("pad", body=body, named={"left": Code("1.2em")}), "\n")
        raise nodes.SkipNode

    def visit_compact_paragraph(self, node: Element) -> None:
        self.anchor(node)

    def depart_compact_paragraph(self, node: Element) -> None:
        self.put("\n\n")


# Nodes of which nothing is printed; the number of a passage stands in the margin.
_SKIPPED = """
    passage_number comment substitution_definition pending meta toctree tabular_col_spec
    highlightlang colspec system_message header footer decoration
"""
# Data on authors and the like, of the file and not of the book; another writer's code.
_SKIPPED += """
    docinfo author authors organization address contact version revision status date copyright
    raw_latex
"""
# Nodes whose children are what counts. Parts such as rows are set by the visitor of the whole,
# and come here if one stands alone.
_TRANSPARENT = """
    term definition glossary description hlistcol legend download_reference list_item
    definition_list_item hlist desc target compound generated problematic acks pending_xref
    pending_xref_condition citation_reference substitution_reference only bibliography field
    field_name field_body line tgroup thead tbody row entry option option_group option_string
    option_argument option_list_item production translatable desc_signature_line desc_name
    desc_addname desc_type desc_returns desc_annotation desc_parameterlist desc_parameter
    desc_optional desc_type_parameter desc_type_parameter_list
"""
for _name in _SKIPPED.split():
    setattr(TypstTranslator, f"visit_{_name}", TypstTranslator.skip)
for _name in _TRANSPARENT.split():
    setattr(TypstTranslator, f"visit_{_name}", TypstTranslator.enter)
    setattr(TypstTranslator, f"depart_{_name}", TypstTranslator.leave)


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
    """Return the children of the same parent that stand before *node*."""
    if node.parent is None:
        return []
    return node.parent.children[: node.parent.index(node)]


def follows_number(node: nodes.Text) -> bool:
    """Say if *node* parts the number of a passage, which stands in the margin, from its words."""
    siblings = node.parent.children if node.parent is not None else []
    here = next((i for i, sibling in enumerate(siblings) if sibling is node), 0)
    return here == 1 and siblings[0].__class__.__name__ == "passage_number"


def heading_text(title: Element) -> str:
    """Return a heading's words for the running head, without the marks of notes."""
    copy = title.deepcopy()
    for mark in list(copy.findall(nodes.footnote_reference)):
        mark.parent.remove(mark)
    return copy.astext()


def kind_of(node: nodes.Node | None) -> str:
    """Return what a block of an essay is: passage, head, furniture, tail; or plain."""
    classes = node["classes"] if isinstance(node, nodes.Element) else ()
    return next((kind for kind in _KINDS if f"apparatus-{kind}" in classes), "plain")


def kind_before(node: Element) -> str:
    """Return what stands before a block: a kind, 'crossref', or 'start'."""
    before = [n for n in siblings_before(node) if isinstance(n, nodes.Element)]
    if not before:
        return "start"
    return "crossref" if "apparatus-crossref" in before[-1]["classes"] else kind_of(before[-1])


def is_high(svg: str) -> bool:
    """Say if a picture of the engine is higher than wide."""
    box = re.search(r'viewBox="[\d.]+ [\d.]+ ([\d.]+) ([\d.]+)"', svg)
    return box is not None and float(box[2]) > float(box[1])


def made_kind(node: Element) -> str:
    """Return what a table, list or picture that the engine made is: 'chronology', 'names'."""
    kinds = [c.removeprefix("apparatus-") for c in node["classes"] if c.startswith("apparatus-")]
    return next((kind for kind in kinds if kind != "table"), "")


def holds_essay(node: Element) -> bool:
    return any("apparatus-essay" in found["classes"] for found in node.findall(nodes.container))


def is_first_reference(node: Element) -> bool:
    """Say if *node* is the first reference of its paragraph: the passage, not the theme."""
    parent = node.parent
    return parent is not None and next(iter(parent.findall(nodes.reference)), None) is node


def column_widths(table: Element, columns: list[nodes.colspec]) -> tuple[Code, ...]:
    """Return the widths of a table's columns for Typst, as shares of the measure.

    Widths that somebody gave were meant for a screen; a column also gets the room of its
    longest word, if the page has it. Other widths follow the square root of the longest
    cell, so that a column of one long text doesn't starve columns of short words.
    """
    cells, words = longest(table, len(columns))
    widths: list[float] = [column.get("colwidth", 1) for column in columns]
    if "colwidths-given" not in table["classes"]:
        widths = [cell**0.5 for cell in cells]
    floors = [min(word, _LONGEST_WORD) + 3.0 for word in words]
    fixed: set[int] = set()
    while True:
        room = _MEASURE - sum(floors[i] for i in fixed)
        loose = sum(width for i, width in enumerate(widths) if i not in fixed)
        shares = [
            floors[i] if i in fixed else width / (loose or 1) * room
            for i, width in enumerate(widths)
        ]
        narrow = {i for i, share in enumerate(shares) if share < floors[i]} - fixed
        if not narrow or room <= 0:
            return tuple(Code(f"{max(share, 1):.1f}fr") for share in shares)
        fixed |= narrow


def longest(table: Element, count: int) -> tuple[list[int], list[int]]:
    """Return the length of each column's longest cell and of its longest word."""
    cells, words = [1] * count, [1] * count
    for row in table.findall(nodes.row):
        column = 0
        for entry in row.children:
            if not isinstance(entry, nodes.Element) or column >= count:
                continue
            if not entry.get("morecols"):
                text_ = entry.astext()
                cells[column] = max(cells[column], len(text_))
                parts = re.split(r"[\s\u200b\u2013\u2014/]+|-(?!\d)", text_)
                words[column] = max(words[column], *map(len, parts))
            column += int(entry.get("morecols", 0)) + 1
    return cells, words


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
    return (" ".join(sort_key(term)), term)
