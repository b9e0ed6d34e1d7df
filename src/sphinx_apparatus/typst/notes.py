"""Notes of a book in Typst: their marks, their places, the sources.

How a note looks is written in the template, ``book.typ``: its functions ``note`` and ``entry``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.typst.commentary import Commentary
from sphinx_apparatus.typst.markup import call, content, plain, text

if TYPE_CHECKING:
    from docutils.nodes import Element


class Notes(Commentary):
    """Visitors of marks, notes and citations."""

    def visit_span_start(self, node: Element) -> None:
        raise nodes.SkipNode

    def visit_footnote_reference(self, node: nodes.footnote_reference) -> None:
        label = self._note_of(node)
        if label is None:
            self.put(call("super", body=text(node.astext())))
            raise nodes.SkipNode
        note = self.notes[label]
        series = "lettered" if note.get("series") == "lettered" else "numbered"
        if "title" in self._within:
            # A heading is printed again in the contents, and a note may be printed once only.
            self.links.setdefault(label, node)
            self.put(call("super", body=call("goto", label, body=text(node.astext()))))
        elif label in self._set:
            if self.is_printed(node):
                at_foot = self.layout in ("foot", "short") or not self._is_commented(note)
                named = {"series": series} if at_foot else {"series": series, "first": False}
                self.put(call("again" if at_foot else "mark", label, node.astext(), named=named))
        else:
            self._set_note(label, note, node, series)
        raise nodes.SkipNode

    def _set_note(self, label: str, note: Element, mark: Element, series: str) -> None:
        self._set.add(label)
        self.emitted.add(label)
        number = mark.astext()
        options: dict[str, object] = {"series": series}
        at, others = self._passage
        commented = self._is_commented(note)
        printed = self.is_printed(mark)
        outer, self._passage = self._passage, ("", [])
        self._cited = (note["cited"], label) if note.get("cited") else None
        if commented:
            passages = self.commented[self.docname].passages
            passages[-1].notes.append(self.full_form(label, note, number, series))
            body = self.short_form(label, note) if printed else ""
        else:
            children = [child for child in note.children if not isinstance(child, nodes.label)]
            if self.layout in ("foot", "short"):
                # Of several notes to one line the heads stand first, see the template.
                if head := [child for child in children if is_head(child)]:
                    options["head"] = content(self.markup(head, "note"))
                children = [child for child in children if child not in head]
            body = self.origin(note) + self.markup(children, "note")
        self._passage, self._cited = outer, None
        if not printed:
            return
        if self.layout in ("end", "margin") and note.get("note"):
            self.put(call("mark", label, number, named=options))
            if self.layout == "margin":
                named = options if commented is False else options | {"whole": False}
                self._beside.append(call("side-note", label, number, named=named, body=body))
            return
        options["key"] = self.keys[-1] if self.keys else self.docname
        if at and label in others:
            here = others.index(label)
            around = {"prev": others[:here][-1:], "next": others[here + 1 :][:1]}
            options |= {"at": at, **{name: found[0] for name, found in around.items() if found}}
        if commented:
            options["whole"] = False
        self.put(call("note", label, number, named=options, body=body))

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


def is_head(node: nodes.Node) -> bool:
    """Return whether *node* is the title of a note with its verdict, or the entry of a reading."""
    classes = node["classes"] if isinstance(node, nodes.Element) else ()
    return css.NOTE_HEAD in classes or css.ENTRY in classes
