"""Render MyST into a document that is being read or written.

Notes and texts are rendered into the page's own document: nodes of separate documents
would number their ids alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from docutils import nodes
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser

from sphinx_apparatus.model import classes as css
from sphinx_apparatus.model.essays import Block, Part
from sphinx_apparatus.model.vocabulary import INLINE, MILESTONES, Unit
from sphinx_apparatus.sphinx_ext.node_helpers import citation
from sphinx_apparatus.sphinx_ext.nodes import (
    author_call,
    author_note,
    line_end,
    milestone,
    speech,
    verse,
    verse_line,
)
from sphinx_apparatus.text import units
from sphinx_apparatus.text.markdown import CONFIG

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.config.main import MdParserConfig

_LOOKS: dict[str, type[nodes.Element]] = {
    "i": nodes.emphasis,
    "b": nodes.strong,
    "sup": nodes.superscript,
    "sub": nodes.subscript,
}


class NoteRenderer(SphinxRenderer):
    """Renderer of notes, whose citations are kept apart from those of the project's own pages."""

    def render_myst_role(self, token: SyntaxTreeNode) -> None:
        """Build the citation of a note, unless its role is ours and has to record it."""
        domain, _, role = str(token.meta["name"]).partition(":")
        env = self.sphinx_env
        is_reading = getattr(env.domains["apparatus"], "is_reading", True)
        if domain != "cite" or (env.config.apparatus_site and is_reading):
            super().render_myst_role(token)
            return
        made = citation(token.content, self.sphinx_env.docname, role)
        self.add_line_and_source_path(made, token)
        self.current_node.append(made)


class TextRenderer(SphinxRenderer):
    """Renderer of texts: what notes cannot hold becomes nodes that :func:`shaped` arranges."""

    def render_hardbreak(self, token: SyntaxTreeNode) -> None:
        """Mark the end of a line."""
        self.current_node.append(line_end())

    def render_heading(self, token: SyntaxTreeNode) -> None:
        """Build a heading of the text, which is none of the page."""
        made = nodes.rubric(token.content, "")
        self.add_line_and_source_path(made, token)
        with self.current_node_context(made, append=True):
            self.render_children(token)

    def render_span(self, token: SyntaxTreeNode) -> None:
        """Build words of a class, or a milestone."""
        name = str(token.attrs.get("class", ""))
        if name in MILESTONES:
            given = {key: str(token.attrs.get(key, "")) for key in ("n", "wit", "facs")}
            made: nodes.Element = milestone(unit=name, classes=[css.MILESTONE], **given)
        elif name in _LOOKS:
            made = _LOOKS[name]()
        else:
            made = nodes.inline(classes=[css.words(name) if name in INLINE else name])
        self.add_line_and_source_path(made, token)
        with self.current_node_context(made, append=True):
            self.render_children(token)

    def render_list_item(self, token: SyntaxTreeNode) -> None:
        """Build an item; its number stands in the text as it was printed."""
        super().render_list_item(token)
        item = self.current_node[-1]
        assert isinstance(item, nodes.list_item)
        if token.info:
            printed = nodes.inline("", token.info + token.markup, classes=[css.PRINTED])
            first = item[0] if item.children else nodes.paragraph()
            if not isinstance(first, nodes.paragraph):
                first = nodes.paragraph()
                item.insert(0, first)
            first.insert(0, [printed, nodes.Text(" ")])

    def render_ordered_list(self, token: SyntaxTreeNode) -> None:
        """Build a list whose numbers are words."""
        self.render_bullet_list(token)
        made = self.current_node[-1]
        assert isinstance(made, nodes.bullet_list)
        made["classes"].append(css.PRINTED)

    def render_footnote_ref(self, token: SyntaxTreeNode) -> None:
        """Build the call of a note of the author."""
        label = str(token.meta["label"])
        sign = nodes.superscript("", label.partition(":")[0])
        self.current_node.append(author_call("", "", sign, label=label, classes=[css.CALL]))

    def render_footnote_reference(self, token: SyntaxTreeNode) -> None:
        """Build a note of the author where it stands."""
        made = author_note()
        self.add_line_and_source_path(made, token)
        with self.current_node_context(made, append=True):
            self.render_children(token)


@cache
def _renderer(kind: type[SphinxRenderer]) -> SphinxRenderer:
    """Return a renderer of this process: to make one takes as long as to render a page."""
    config: MdParserConfig = units.CONFIG if kind is TextRenderer else CONFIG
    md = create_md_parser(config, kind)
    assert isinstance(md.renderer, SphinxRenderer)
    # MyST counts words for readers; it takes as long as all the rest of a parse.
    md.disable("wordcount")
    md.renderer.setup_render(dict(md.options), {})
    return md.renderer


class Markup:
    """Renderer of MyST into a document, with the fixed configuration of the texts.

    :param document: the document that is being read or written.
    """

    def __init__(self, document: nodes.document) -> None:
        self.document = document

    def render(self, markdown: str, into: nodes.Element, path: str, line: int) -> None:
        """Append the nodes of *markdown*.

        :param path: the file that messages about it name.
        :param line: the line of the file in which it begins.
        """
        self._render(NoteRenderer, markdown, into, path, line)

    def text(
        self, markdown: str, path: str, blocks: Sequence[Block]
    ) -> list[tuple[int | None, nodes.Element]]:
        """Return the nodes of a text, each with the index of its block; none without words.

        :param path: the file that messages about it name.
        """
        rendered = nodes.container()
        self._render(TextRenderer, markdown, rendered, path, 1)
        made: list[tuple[int | None, nodes.Element]] = []
        index = 0
        for node in rendered.children:
            if not isinstance(node, nodes.Element):
                continue
            if not any(text.strip() for text in node.findall(nodes.Text)):
                # A picture alone is shown, and is no block.
                if any(node.findall(nodes.image)):
                    made.append((None, _figure(node)))
            elif index < len(blocks):
                made.append((index, shaped(node, blocks[index])))
                index += 1
            else:
                index += 1
        return made if index == len(blocks) else []

    def _render(
        self, kind: type[SphinxRenderer], markdown: str, into: nodes.Element, path: str, line: int
    ) -> None:
        renderer = _renderer(kind)
        renderer.document = self.document
        renderer.reporter = self.document.reporter
        renderer.current_node = into
        # What one text defines, such as the address of a link, is not known to the next.
        renderer.md_env = {}
        with self._reading_from(path):
            renderer.nested_render_text(markdown, line - 1)

    @contextmanager
    def _reading_from(self, path: str) -> Iterator[None]:
        """Set *path* as the source of nodes built meanwhile."""
        source = self.document["source"]
        self.document["source"] = path
        try:
            yield
        finally:
            self.document["source"] = source
            # Otherwise nodes made later inherit the last line of the note.
            self.document.current_line = None


# -- the shape of a block --------------------------------------------------------------------------


def shaped(node: nodes.Element, block: Block) -> nodes.Element:
    """Return the node of a block in the form of its unit: stanza, speech, figure and so on.

    Before: ``paragraph(Text, line_end, Text)``. After: ``verse(verse_line, verse_line)``.
    """
    if block.unit is Unit.PARAGRAPH and not block.parts:
        return node
    lines = iter([part for part in block.parts if part.unit is Unit.LINE])
    match block.unit:
        case Unit.SPEECH:
            made = _speech(node, lines)
        case Unit.STANZA:
            made = _verse(node, lines)
        case Unit.FIGURE:
            made = _figure(node)
        case Unit.TABLE:
            made = node
            for head in list(node.findall(nodes.thead)):
                if not any(text.strip() for text in head.findall(nodes.Text)):
                    head.parent.remove(head)
        case Unit.HEADING:
            made = node
            if not isinstance(node, nodes.rubric):
                made = nodes.rubric("", "", *node.children, classes=[css.SUBHEAD])
            level = int(block.attributes.get("level", 6))
            made["heading-level"] = min(level + 2, 6)
        case _:
            made = node
            for inner in list(node.findall(nodes.paragraph)):
                if any(inner.findall(line_end)) or "verse" in inner["classes"]:
                    made_inner = _verse(inner, lines)
                    if inner is node:
                        made = made_inner
                    else:
                        inner.replace_self(made_inner)
    made.source, made.line = node.source, node.line
    for each in made.findall(nodes.Element):
        each["classes"] = [name for name in each["classes"] if name not in _GIVEN]
    return made


_GIVEN = frozenset({"verse", "prose", "joins", "stage", "subhead"})
"""Classes of the source that units stand for."""


def _divided(children: Sequence[nodes.Node]) -> list[list[nodes.Node]]:
    """Return nodes divided at the ends of lines; emphasis over an end is in both."""
    lines: list[list[nodes.Node]] = [[]]
    for child in children:
        if isinstance(child, line_end):
            lines.append([])
        elif isinstance(child, nodes.Element) and any(child.findall(line_end)):
            for index, inner in enumerate(_divided(child.children)):
                if index:
                    lines.append([])
                copy = child.copy()
                copy += inner
                lines[-1].append(copy)
        else:
            lines[-1].append(child)
    return lines


def _verse(node: nodes.Element, lines: Iterator[Part]) -> verse:
    """Build lines of what a paragraph holds."""
    made = verse("", classes=[css.VERSE, *node["classes"]])
    line: verse_line | None = None
    for children in _divided(node.children):
        if not any(child.astext().strip() for child in children):
            if line is not None:
                line += children
            continue
        part = next(lines)
        _strip(children)
        line = verse_line(
            "",
            "",
            *children,
            classes=[css.VERSE_LINE],
            number=part.number,
            shown=part.shown,
            step=part.step,
            joins=part.attributes.get("joins", ""),
        )
        made += line
    return made


def _strip(children: Sequence[nodes.Node]) -> None:
    """Remove the white space at the start of a line, which says how far it is set in."""
    for child in children:
        for text in [child] if isinstance(child, nodes.Text) else list(child.findall(nodes.Text)):
            words = text.astext().lstrip()
            if words != text.astext():
                if text is child:
                    children[children.index(child)] = nodes.Text(words)  # type: ignore[index]
                else:
                    text.parent.replace(text, nodes.Text(words))
            if words:
                return


def _speech(node: nodes.Element, lines: Iterator[Part]) -> nodes.Element:
    """Build a speech: the speaker and what stands beside, then verse; or a paragraph of prose."""
    children = list(node.children)
    place = next(i for i, child in enumerate(children) if child.astext().strip())
    speaker = nodes.inline("", "", *children[place].children, classes=[css.SPEECH_SPEAKER])
    lead, *rest = _divided([*children[:place], speaker, *children[place + 1 :]])
    named = nodes.paragraph("", "", *lead)
    named.source, named.line = node.source, node.line
    made = speech("", named, classes=[css.SPEECH])
    if rest:
        verse_of = nodes.paragraph(classes=list(node["classes"]))
        for index, line in enumerate(rest):
            if index:
                verse_of += line_end()
            verse_of += line
        made += _verse(verse_of, lines)
        named["classes"].append(css.SPEECH)
    return made


def _figure(node: nodes.Element) -> nodes.figure:
    """Build a picture with its caption."""
    children = [child for child in node.children if not isinstance(child, line_end)]
    place = next(i for i, child in enumerate(children) if isinstance(child, nodes.image))
    picture = children.pop(place)
    assert isinstance(picture, nodes.image)
    _strip(children)
    made = nodes.figure("", picture)
    if any(child.astext().strip() for child in children):
        made += nodes.caption("", "", *children)
    return made
