"""Bodies of notes for other formats: a small tree, written as HTML or plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING

from markdown_it.token import Token

from sphinx_apparatus.export.publication import Publication
from sphinx_apparatus.text.bodies import cited_sources
from sphinx_apparatus.text.markdown import parser

if TYPE_CHECKING:
    from sphinx_apparatus.edition.edition import Edition

_NONE: Mapping[str, str] = MappingProxyType({})
_BLOCKS = frozenset({"p", "ul", "ol", "li", "blockquote", "table", "pre"})


@dataclass(frozen=True, slots=True)
class Element:
    """A part of a body.

    Names are HTML's: p, em, strong, ul, ol, li, blockquote, span, br, a; table with its parts, pre,
    code, img. A link has ``kind`` (address, source, note, passage, text) and ``to``: an address or
    an id.
    """

    name: str
    content: tuple[Element | str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=lambda: _NONE)


Content = Iterable[Element | str]


class Prose:
    """Reader and writer of bodies, with citations in the style of the edition.

    :param edition: what citations and references point to.
    :param publication: the addresses.
    """

    def __init__(self, edition: Edition, publication: Publication) -> None:
        self.edition = edition
        self.publication = publication

    # -- reading -------------------------------------------------------------------------------

    def read(self, markdown: str) -> tuple[Element | str, ...]:
        """Return the tree of a body that has passed the checks."""
        return self._elements(iter(parser().parse(markdown)))

    def _elements(self, tokens: Iterator[Token], until: str = "") -> tuple[Element | str, ...]:
        made: list[Element | str] = []
        for token in tokens:
            if token.type == until:
                break
            if token.type == "inline":
                made += self._elements(iter(token.children or ()))
            elif token.nesting == 1:
                content = self._elements(tokens, token.type.replace("_open", "_close"))
                made += content if token.hidden else (_element(token, content),)
            elif token.type == "myst_role":
                made += self._role(token.meta["name"], token.content)
            elif token.type == "softbreak":
                made.append("\n")
            elif token.type == "hardbreak":
                made.append(Element("br"))
            elif token.type == "image":
                given = {"src": str(token.attrs.get("src", "")), "alt": token.content}
                made.append(Element("img", (), given))
            elif token.type == "code_inline":
                made.append(Element("code", (token.content,)))
            elif token.type in ("fence", "code_block"):
                made.append(Element("pre", (token.content,)))
            elif token.content:
                made.append(token.content)
        return tuple(made)

    def _role(self, name: str, content: str) -> Iterator[Element | str]:
        domain, _, kind = name.partition(":")
        if domain == "apparatus":
            words, to = _explicit(content)
            link = {"kind": kind, "to": to}
            yield Element("a", (words or self.edition.words(kind, to),), link)
            return
        in_brackets = kind == "p"
        if in_brackets:
            yield "("
        for number, target in enumerate(cited_sources(content)):
            if number:
                yield "; "
            pre = f"{target.pre} " if target.pre else ""
            post = f", {target.post}" if target.post else ""
            yield from self._citation(kind, target.key, pre, post)
        if in_brackets:
            yield ")"

    def _citation(self, kind: str, key: str, pre: str, post: str) -> Iterator[Element | str]:
        label = self.edition.labels[key]
        link = {"kind": "source", "to": key}
        if kind == "t":
            yield f"{label.head} ({pre}"
            yield Element("a", (label.year,), link)
            yield f"{post})"
        elif kind == "author":
            yield Element("a", (label.head,), link)
        elif kind == "year":
            yield Element("a", (label.year,), link)
        elif kind == "title":
            yield Element("a", (self.edition.sources[key].title,), link)
        else:
            yield pre
            yield Element("a", (str(label),), link)
            yield post

    # -- writing -------------------------------------------------------------------------------

    def address(self, link: Element) -> str:
        """Return the address that a link leads to; empty for a source that has none."""
        kind, to = link.attributes["kind"], link.attributes["to"]
        if kind == "source":
            return self.edition.sources[to].address
        if kind == "note":
            return self.publication.note(self.edition.note_by_id[to])
        if kind == "address":
            return to
        essay, _, block = to.partition("/")
        return self.publication.passage(essay, block) if block else self.publication.text(essay)

    def html(self, markdown: str) -> str:
        """Return a body as HTML."""
        return self._html(self.read(markdown)).strip()

    def _html(self, content: Content) -> str:
        return "".join(
            escape(part, quote=False) if isinstance(part, str) else self._html_element(part)
            for part in content
        )

    def _html_element(self, element: Element) -> str:
        inner = self._html(element.content)
        name, attributes = element.name, dict(element.attributes)
        if name == "br":
            return "<br>"
        if name == "img":
            # Its file is not beside the export.
            return f"[{escape(attributes['alt'], quote=False)}]"
        if name == "a":
            address = self.address(element)
            if not address:
                return inner
            attributes = {"href": address}
        written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
        end = "\n" if name in _BLOCKS else ""
        return f"<{name}{written}>{inner}</{name}>{end}"

    def plain(self, markdown: str) -> str:
        """Return a body as plain text: an empty line between paragraphs, a hyphen before items."""
        return "\n\n".join(_plain_blocks(self.read(markdown)))


def _element(token: Token, content: tuple[Element | str, ...]) -> Element:
    attributes: dict[str, str] = {}
    if token.type == "link_open":
        return Element("a", content, {"kind": "address", "to": str(token.attrs["href"])})
    if token.type == "span_open":
        attributes = {"lang": str(token.attrs.get("class", "")).removeprefix("language-")}
    elif "start" in token.attrs:
        attributes = {"start": str(token.attrs["start"])}
    return Element(token.tag, content, attributes)


def _explicit(content: str) -> tuple[str, str]:
    """Split ``words <id>``; the words are empty where there is only an id."""
    content = content.strip()
    if content.endswith(">") and "<" in content:
        words, _, id = content[:-1].rpartition("<")
        return words.strip(), id.strip()
    return "", content


def _plain_blocks(content: Content) -> Iterator[str]:
    line = ""
    for part in content:
        if isinstance(part, Element) and part.name in _BLOCKS:
            if line.strip():
                yield line.strip()
            line = ""
            yield from _plain_block(part)
        else:
            line += _plain_inline([part])
    if line.strip():
        yield line.strip()


def _plain_block(block: Element) -> Iterator[str]:
    if block.name in ("ul", "ol"):
        first = int(block.attributes.get("start", "1"))
        items = [part for part in block.content if isinstance(part, Element)]
        lines = []
        for number, item in enumerate(items, first):
            mark = f"{number}. " if block.name == "ol" else "- "
            lines.append(mark + "\n\n".join(_plain_blocks(item.content)))
        yield "\n".join(lines)
    elif block.name == "p":
        yield _plain_inline(block.content).strip()
    elif block.name == "pre":
        yield "".join(map(str, block.content)).strip("\n")
    elif block.name == "table":
        rows = [row for part in _elements_in(block) for row in _elements_in(part)]
        yield "\n".join(
            " | ".join(_plain_inline(cell.content).strip() for cell in _elements_in(row))
            for row in rows
        )
    else:
        yield from _plain_blocks(block.content)


def _elements_in(element: Element) -> list[Element]:
    return [part for part in element.content if isinstance(part, Element)]


def _plain_inline(content: Content) -> str:
    words = ""
    for part in content:
        if isinstance(part, str):
            words += part.replace("\n", " ")
        else:
            alt = f"[{part.attributes['alt']}]" if part.name == "img" else ""
            words += "\n" if part.name == "br" else alt or _plain_inline(part.content)
    return words
