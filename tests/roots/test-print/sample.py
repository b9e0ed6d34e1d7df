"""Essays as the engine hands them to its writers, from a short notation.

A line of the directive's body is a passage; ``[b:words]`` puts note ``b`` on the words.
Letters make textual notes, numbers fact-checks. The option ``repeat`` copies the text, with
other notes, so that a test may print a long essay.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from sphinx_apparatus.sphinx_ext.nodes import (
    essay,
    pair,
    pair_side,
    passage_number,
    piece,
    span_start,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FINDING = (
    "The harbor office kept a tide book for the year, and its pages for March agree with the "
    "essay but for one figure. A second witness, printed in Lisbon, has the same number and "
    "gives no source for it, so the finding rests on one of them only."
)


def paragraph(words: str, *classes: str) -> nodes.paragraph:
    return nodes.paragraph("", "", nodes.Text(words), classes=list(classes))


def footnote(essay_id: str, name: str, block: str) -> nodes.footnote:
    """Return a note as the contract has it: head, claim, finding and meta, or an entry."""
    lettered = name[0].isalpha()
    note = nodes.footnote(
        "",
        nodes.label("", name),
        ids=[f"e{essay_id}-note-n{name}"],
        backrefs=[f"e{essay_id}-mark-n{name}"],
        note=f"{essay_id}/n{name}",
        series="lettered" if lettered else "numbered",
        kind="textual" if lettered else "fact-check",
        verdict="" if lettered else "supported",
        confidence="" if lettered else "high",
        adopted=True,
        cited=f"{essay_id} n. {name}",
        block=block,
    )
    if lettered:
        entry = paragraph("", "apparatus-entry")
        entry += nodes.inline("", f"word {name}", classes=["apparatus-lemma"])
        entry += nodes.Text(f"] other {name} Q")
        note += [entry, paragraph(f"Body of the entry {name}, in few words.")]
        return note
    head = paragraph("", "apparatus-note-head")
    head += nodes.inline("", f"Title {name}", classes=["apparatus-note-title"])
    head += nodes.Text(" ")
    head += nodes.inline("", "● Supported", classes=["apparatus-verdict"])
    note += head
    note += paragraph(f"Summary {name} in a sentence.", "apparatus-summary")
    note += paragraph(f"The essay says: claim {name} holds.", "apparatus-claim")
    length = 60 + 47 * (int(name) % 5)
    note += paragraph(f"Finding {name}. " + FINDING[:length] + ".")
    note += paragraph("Confidence: high.", "apparatus-note-meta")
    return note


class SampleEssay(SphinxDirective):
    """An essay; the argument is its id."""

    required_arguments = 1
    has_content = True
    option_spec = {"repeat": directives.positive_int}  # noqa: RUF012

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        tree = essay(essay=name, label=name, lang="en-GB", classes=["apparatus-essay"])
        tree["ids"] = [f"e{name}-text"]
        notes = nodes.container(classes=["apparatus-notes"])
        notes += nodes.rubric("", "Notes")
        number, offset = 0, 0
        for _round in range(self.options.get("repeat", 1)):
            for line in self.content:
                if not line.strip():
                    continue
                kind, _colon, words = line.partition(": ")
                number += kind == "p"
                block = f"{kind}{number}"
                tree += self.block(name, block, kind, number, words, offset, notes)
            offset += 100
        tree += notes
        return [tree]

    def block(
        self,
        name: str,
        block: str,
        kind: str,
        number: int,
        words: str,
        offset: int,
        notes: nodes.Element,
    ) -> nodes.paragraph:
        kinds = {"p": "passage", "h": "head", "f": "furniture", "t": "tail"}
        node = nodes.paragraph(
            ids=[f"e{name}-{block}"],
            apparatus_block=f"{name}/{block}",
            number=number if kind == "p" else None,
            classes=["apparatus-block", f"apparatus-{kinds[kind]}"],
        )
        if kind == "p":
            link = nodes.reference("", f"¶{number}", refid=f"e{name}-{block}")
            node += passage_number("", "", link, number=number)
        marked = False
        for part in re.split(r"(\[\w+:[^\]]*\])", words):
            found = re.fullmatch(r"\[(\w+):([^\]]*)\]", part)
            if not found:
                marked = marked and not part
                node += piece("", part, view="both", notes=[], emendation="") if part else []
                continue
            label = found[1] if not offset else f"{found[1]}{offset}"
            if found[1].isdigit():
                label = str(int(found[1]) + offset)
            full = f"{name}/n{label}"
            node += span_start(note=full)
            if found[2]:
                # A word of its own for each mark, so that a test finds it on its page.
                marked_words = f"{found[2]} w{label}" if "repeat" in self.options else found[2]
                node += piece("", marked_words, view="both", notes=[full], emendation="")
            elif marked:
                gap = nodes.inline(classes=["apparatus-mark-gap"])
                gap += nodes.Text(" ")
                node += gap
            marked = True
            node += nodes.footnote_reference(
                "",
                label,
                ids=[f"e{name}-mark-n{label}"],
                refid=f"e{name}-note-n{label}",
                note=full,
                series="lettered" if label[0].isalpha() else "numbered",
                classes=["apparatus-mark"],
            )
            notes += footnote(name, label, block)
        return node


class SamplePair(SphinxDirective):
    """Two passages side by side; the body is two paragraphs."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        tree = pair()
        for label, line in zip(("1901", "1908"), filter(None, self.content), strict=True):
            tree += pair_side("", paragraph(line), label=label)
        return [tree]


class SampleCrossReference(SphinxDirective):
    """A line that leads to a passage; the arguments are the docname and the id."""

    required_arguments = 2

    def run(self) -> list[nodes.Node]:
        docname, target = self.arguments
        line = paragraph("↔ ", "apparatus-crossref")
        line += nodes.reference("", "1908 ¶1", refuri=f"%{docname}#{target}")
        line += nodes.Text(" · two harbors · agrees")
        return [line]


class Gadget(nodes.General, nodes.Element):
    """A node that no writer knows."""


class SampleGadget(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        return [Gadget("", paragraph("What the gadget holds."))]


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_directive("sample-essay", SampleEssay)
    app.add_directive("sample-pair", SamplePair)
    app.add_directive("sample-crossref", SampleCrossReference)
    app.add_directive("sample-gadget", SampleGadget)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
