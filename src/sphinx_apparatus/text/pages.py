"""Parts of a page: directives, roles and raw HTML, each with its line.

Pages are read as MyST reads them, with every kind of fence, whatever a site has switched on:
what might be a directive counts as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from sphinx_apparatus.text.bodies import inlines

_DIRECTIVE = re.compile(r"\{(?P<name>[^{}\s]+)\}\s*(?P<argument>.*)", re.DOTALL)
_OPTION = re.compile(r":(?P<name>[\w-]+):\s*(?P<value>.*)")
_YAML_OPTION = re.compile(r"(?P<name>[\w-]+)\s*:\s*(?P<value>.*)")
_RST_DIRECTIVE = re.compile(r"\s*\.\.\s+(?:\|[^|]*\|\s+)?(?P<name>[\w:+.-]+)::\s*(?P<argument>.*)")
_LITERAL = frozenset(
    {"code", "code-block", "sourcecode", "code-cell", "literalinclude", "math", "toctree", "raw"}
)
"""Directives whose content is not read as MyST."""
_DEEPEST = 16
_TEX = re.compile(
    r"\\(?:href|url|require|class|cssId|style|data|includegraphics|input|include|mmlToken)"
    r"(?![A-Za-z])"
)
"""Commands of MathJax and TeX that bring in addresses, attributes or files.

Source: the MathJax documentation, “Supported TeX/LaTeX commands” and the extension “html”.
"""
CITE_ROLES = frozenset(
    {
        *("cite:p", "cite:ps", "cite:t", "cite:ts", "cite:ct", "cite:cts", "cite:alp", "cite:alps"),
        *("cite:author", "cite:authors", "cite:authorpar", "cite:authorpars", "cite:cauthor"),
        *("cite:cauthors", "cite:year", "cite:yearpar", "cite:label", "cite:labelpar"),
        "cite:empty",
    }
)
"""The roles of sphinxcontrib-bibtex; notes may use four of them."""


class Directive(NamedTuple):
    """A directive of a page."""

    name: str
    argument: str
    options: dict[str, str]
    line: int


class Role(NamedTuple):
    """A role of a page."""

    name: str
    content: str
    line: int


class Html(NamedTuple):
    """Raw HTML of a page."""

    source: str
    line: int


class Picture(NamedTuple):
    """A picture or a link of a page, in Markdown's own form."""

    target: str
    line: int


class Link(NamedTuple):
    """A link of a page; one to a file makes a copy of it that readers can download."""

    target: str
    line: int


class Formula(NamedTuple):
    """A command of TeX on a page that makes a link or sets attributes of HTML."""

    command: str
    line: int


Part = Directive | Role | Html | Picture | Link | Formula


@cache
def _parser() -> MarkdownIt:
    extensions = {"attrs_block", "attrs_inline", "colon_fence", "deflist", "fieldlist", "tasklist"}
    config = MdParserConfig(enable_extensions=extensions)
    md = create_md_parser(config, RendererHTML)
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    md.disable("wordcount")
    return md


def parts(markdown: str, first: int = 1, depth: int = 0) -> Iterator[Part]:
    """Yield the directives, roles, raw HTML and pictures of a page of MyST, in no strict order.

    :param first: the line that the text begins in.
    :param depth: how many directives it stands in.
    """
    tokens = _parser().parse(markdown)
    for token in tokens:
        line = first + (token.map or [0])[0]
        if token.type in ("fence", "colon_fence"):
            yield from _directive(token.info, token.content, line, depth)
            if token.info.strip().startswith("{math}"):
                yield from _formulas(token.content, line + 1)
        elif token.type == "html_block":
            yield Html(token.content, line)
    for token, line in inlines(tokens):
        place = first + line - 1
        if token.type == "myst_role":
            yield Role(token.meta["name"], token.content, place)
            if token.meta["name"] == "math":
                yield from _formulas(token.content, place)
        elif token.type == "text":  # A site may read formulas between dollar signs.
            yield from _formulas(token.content, place)
        elif token.type == "html_inline":
            yield Html(token.content, place)
        elif token.type == "image":
            yield Picture(str(token.attrs.get("src", "")), place)
        elif token.type == "link_open":
            yield Link(str(token.attrs.get("href", "")), place)


def _directive(info: str, content: str, line: int, depth: int) -> Iterator[Part]:
    match = _DIRECTIVE.fullmatch(info.strip())
    if match is None:
        return  # A block of code.
    options, body, skipped = _options(content)
    yield Directive(match["name"], match["argument"].strip(), options, line)
    if match["name"] not in _LITERAL and depth < _DEEPEST:
        yield from parts(body, line + 1 + skipped, depth + 1)


def _options(content: str) -> tuple[dict[str, str], str, int]:
    """Return the options and the content of a directive, and the lines of the options."""
    lines = content.split("\n")
    found: dict[str, str] = {}
    at = 0
    if lines[0].strip() == "---":
        at = 1
        while at < len(lines) and lines[at].strip() != "---":
            if match := _YAML_OPTION.match(lines[at].strip()):
                found[match["name"]] = match["value"].strip().strip("'\"")
            at += 1
        at += 1
    else:
        while at < len(lines) and (match := _OPTION.match(lines[at].strip())):
            found[match["name"]] = match["value"].strip()
            at += 1
    return found, "\n".join(lines[at:]), at


def _formulas(text: str, first: int) -> Iterator[Formula]:
    for match in _TEX.finditer(text):
        yield Formula(match[0], first + text.count("\n", 0, match.start()))


def rst_parts(text: str) -> Iterator[Directive | Formula]:
    """Yield the directives of a page of reStructuredText, with the options below them."""
    yield from _formulas(text, 1)
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if match := _RST_DIRECTIVE.match(line):
            options: dict[str, str] = {}
            for below in lines[number + 1 :]:
                option = _OPTION.match(below.strip())
                if option is None:
                    break
                options[option["name"]] = option["value"].strip()
            yield Directive(match["name"], match["argument"].strip(), options, number + 1)
