"""Blocks of a book in Typst: the text of an essay, paragraphs, quotations, asides, code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import admonitionlabels

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.typst.core import siblings_before
from sphinx_apparatus.typst.inlines import Inlines
from sphinx_apparatus.typst.markup import Code, call, content, language, text

if TYPE_CHECKING:
    from docutils.nodes import Element

_NOTES = css.NOTES
_KINDS = ("heading", "head", "furniture", "tail", "passage", "direction", "author-note")
# Parents whose paragraphs are in the page's own flow. Only there may a paragraph carry
# the places that keep its notes on its page; in lists and tables Typst can't move a line.
_FLOW = (nodes.document, nodes.section, nodes.container, nodes.compound, addnodes.start_of_file)


class Blocks(Inlines):
    """Visitors of blocks."""

    def visit_subtitle(self, node: nodes.subtitle) -> None:
        self.visit_rubric(node)

    def visit_rubric(self, node: Element) -> None:
        self.anchor(node)
        self.block(node, call("rubric", body=self.inside(node)), "\n")
        raise nodes.SkipNode

    def visit_transition(self, node: nodes.transition) -> None:
        # MyST draws one above the footnotes it has collected, which are elsewhere here.
        if "footnotes" not in node["classes"]:
            self.block(node, call("thematic-break"))
        raise nodes.SkipNode

    def visit_container(self, node: Element) -> None:
        if _NOTES in node["classes"]:
            # Notes are at the foot of the page of their mark. A note without a mark
            # would be lost, so it stays here.
            if left := [note for note in node.findall(nodes.footnote) if not self._is_marked(note)]:
                self.put(self.markup(left))
            raise nodes.SkipNode
        if css.READINGS in node["classes"]:
            raise nodes.SkipNode  # at the foot
        if css.ESSAY in node["classes"]:
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
        if node.get("goes_on"):
            options["part"] = True
        key = self.keys[-1] if self.keys else self.docname
        self._turned = bool(spoken and spoken.right_to_left)
        self._essay_id = node.get("essay", "")
        if self.open_apparatus(node):
            options |= {"readings": True} | ({"turned": True} if self._turned else {})
        self.open_commentary(node)
        body = self.inside(node, "essay")
        self._ends, self._starts = {}, {}
        self.put("\n", call("essay-text", key, named=options, body=f"\n{body}\n"), "\n")
        raise nodes.SkipNode

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        classes = node["classes"]
        if css.NOT_LOOKED_UP in classes:
            raise nodes.SkipNode  # said once of all notes
        for name, function in (
            (css.CROSSREF, "crossref"),
            (css.NOTE_HEAD, "note-head"),
            (css.SUMMARY, "summary"),
            (css.CLAIM, "claim"),
            (css.HISTORY, "history"),
            (css.ENTRY, "textual-entry"),
            (css.NOTE_META, "note-meta"),
            (css.PAIR_HEAD, "pair-head"),
            (css.RELATION_LINE, "relation"),
            (css.BRIEF, "brief"),
            (css.QUESTION, "question"),
            (css.OWNER, "owner"),
            (css.CITED_IN, "cited-in"),
            (css.PUBLISHED, "fine-print"),
            (css.CONTRIBUTION_META, "fine-print"),
        ):
            if name in classes:
                has_link = any(node.findall(nodes.reference))
                if function == "crossref" and self.config.typst_offprint and not has_link:
                    raise nodes.SkipNode  # An offprint has no other text; another volume may.
                if function == "crossref" and self._has_commentary:
                    self.anchor(node)
                    self.refer_to_passage(call(function, body=self.inside(node, name)))
                    raise nodes.SkipNode
                if function == "note-meta" and self._has_commentary:
                    self.put(self.what_differs(node))
                    raise nodes.SkipNode
                self.anchor(node)
                if function in ("note-meta", "owner", "cited-in"):
                    self.run_in()
                body = self.inside(node, name)
                if function == "cited-in" and (numbers := self.notes_cited(node)):
                    body = self.markup(node.children[:1]) + numbers + text(".")
                self.put(self.origin(node), call(function, body=body))
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
        """Write a paragraph that has notes."""
        kind = kind or kind_of(node)
        label = self.label(node) or self.made_label("par")
        options: dict[str, object] = {}
        if node.get("number") is not None:
            options["number"] = node["number"]
        if kind != "plain":
            # Room where the kind changes; a passage is indented only after a passage.
            options["after"] = kind_before(node)
            following = node.next_node(nodes.Element, descend=False, siblings=True)
            crossed = following is not None and css.CROSSREF in following["classes"]
            if crossed and not self._has_commentary:
                options["before"] = "crossref"
        if node.get("apparatus_block"):
            self.open_passage(label, kind, node.get("number"), node.get("cited", ""))
        if self._turned:
            options["turned"] = True
        body, notes = self.noted(node, label)
        if notes:
            options["notes"] = [content(each) for each in notes]
        self.block(node, call("para", label, body=body, named={"kind": kind, **options}))

    def made_label(self, name: str) -> str:
        """Return a label for a paragraph that nothing else leads to."""
        label = f"{self.docname}#{name}-{len(self.emitted)}"
        self.emitted.add(label)
        return label

    def noted(self, node: Element, label: str) -> tuple[str, list[str]]:
        """Return a paragraph as markup, and the notes that stand beside it.

        :param label: its place.
        """
        marks = [
            note
            for mark in node.findall(nodes.footnote_reference)
            if (note := self._note_of(mark)) and note not in self._set and self.is_printed(mark)
        ]
        self._passage = (label, list(dict.fromkeys(marks)))
        body = self.inside(node)
        self._passage = ("", [])
        beside, self._beside = self._beside, []
        return body, beside

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
        if css.EVIDENCE in node["classes"]:
            self._evidence(node)
        attribution = next((c for c in node.children if isinstance(c, nodes.attribution)), None)
        rest = self.markup(c for c in node.children if c is not attribution)
        options: dict[str, object] = {}
        if attribution is not None:
            options["attribution"] = content(self.inside(attribution))
        self.block(node, call("display-quote", body=rest, named=options), "\n")
        raise nodes.SkipNode

    def _evidence(self, node: Element) -> NoReturn:
        """Write words of a source, their translation, the source and the place."""
        if not self.config.typst_evidence:
            raise nodes.SkipNode
        parts = [child for child in node.children if isinstance(child, nodes.Element)]
        options: dict[str, object] = {}
        for part in parts:
            if css.TRANSLATION in part["classes"]:
                options["translation"] = content(self.inside(part))
            elif isinstance(part, nodes.attribution):
                options["source"] = content(self.inside(part))
            elif css.LOOKUP in part["classes"] and css.NOT_LOOKED_UP not in part["classes"]:
                options["lookup"] = content(self.inside(part))
        words = next(part for part in parts if "lang" in part.attributes)
        if self._has_commentary:  # between quotation marks
            words = words.deepcopy()
            for each in list(words.findall(nodes.Text)):
                each.parent.replace(each, nodes.Text(nested(each.astext())))
        body = self.inside(words)
        if spoken := language(words["lang"]):
            body = call("text", body=body, named=spoken.options)
        if self._has_commentary:
            # A list of quotations is one paragraph: a line for each would cost pages.
            before = siblings_before(node)[-1:]
            if before and css.EVIDENCE in before[0].get("classes", ()):  # type: ignore[attr-defined]
                self.run_in()
            self.put(self.origin(node), call("evidence", body=body, named=options), "\n\n")
            raise nodes.SkipNode
        self.block(node, call("evidence", body=body, named=options), "\n")
        raise nodes.SkipNode

    def visit_attribution(self, node: Element) -> None:
        self.put("\n— ")

    def depart_attribution(self, node: Element) -> None:
        self.put("\n\n")

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

    def visit_literal_block(self, node: Element) -> None:
        self.anchor(node)
        self.block(node, call("raw", node.astext(), named={"block": True}), "\n")
        raise nodes.SkipNode

    visit_doctest_block = visit_literal_block

    def visit_productionlist(self, node: Element) -> None:
        lines = [production.astext() for production in node.findall(addnodes.production)]
        self.block(node, call("raw", "\n".join(lines), named={"block": True}), "\n")
        raise nodes.SkipNode

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

    def visit_desc_signature(self, node: Element) -> None:
        self.anchor(node)
        self.block(node, call("raw", node.astext()), "\n\n")
        raise nodes.SkipNode

    def visit_desc_content(self, node: Element) -> None:
        body = self.inside(node)
        if body:
            self.block(node, call("pad", body=body, named={"left": Code("1.2em")}), "\n")
        raise nodes.SkipNode

    def visit_compact_paragraph(self, node: Element) -> None:
        self.anchor(node)

    def depart_compact_paragraph(self, node: Element) -> None:
        self.put("\n\n")


def nested(words: str) -> str:
    """Return a quotation with its own marks as those within others.

    >>> nested('He said: “We don’t.” "No"')
    'He said: ‘We don’t.’ ‘No’'
    """
    if "‘" in words or "„" in words:
        return words
    words = re.sub(r'(?<![^\s(\[—–-])"(?=\S)', "‘", words).replace('"', "’")
    return words.translate({ord("“"): "‘", ord("”"): "’"})


def kind_of(node: nodes.Node | None) -> str:
    """Return what a block of an essay is: passage, head, furniture, tail; or plain."""
    classes = node["classes"] if isinstance(node, nodes.Element) else ()
    return next((kind for kind in _KINDS if f"{css.PREFIX}{kind}" in classes), "plain")


def kind_before(node: Element) -> str:
    """Return what comes before a block: a kind, 'crossref', or 'start'."""
    before = [n for n in siblings_before(node) if isinstance(n, nodes.Element)]
    if not before:
        return "start"
    return "crossref" if css.CROSSREF in before[-1]["classes"] else kind_of(before[-1])
