"""The one Markdown parser for essays and notes, and their normalized text.

The parser is MyST's with a fixed configuration, not the site's:
a setting made for other pages must never change which words an essay has.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from sphinx_apparatus.model.characters import MOST_BRACKETS

CONFIG = MdParserConfig(enable_extensions={"attrs_inline"})
"""MyST's defaults and ``[words]{.language-xx}``; no smart quotes, replacements or links guessed."""

PLAIN = re.compile(r"[^\W\d_](?:[^\W_]|[ ,;.?’‘“”–—])*(?<! )")
"""Words of one line that are a paragraph without markup, whatever the parser: most titles."""

MOST_LINES = 100_000
"""Lines of a text; it may hold a long book, but a line can be a block, which takes time."""
MOST_SIGNS = 100_000
"""Characters of a text that can be markup, escaped or not."""
MOST_BRACKETS_IN_ALL = 20_000
"""Opening brackets of a text."""


def parser_of(config: MdParserConfig) -> MarkdownIt:
    """Build a parser.

    It takes every address for a link, so that the checks see those that must be refused;
    pages are rendered by MyST's own parser, which leaves such addresses plain words.
    """
    md = create_md_parser(config, RendererHTML)
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    # MyST counts words for readers; it takes as long as all the rest of a parse.
    md.disable("wordcount")
    return md


@cache
def parser() -> MarkdownIt:
    """Return the parser of notes, which is built once and keeps no state between texts."""
    return parser_of(CONFIG)


@lru_cache(maxsize=4)
def parsed(markdown: str) -> tuple[Token, ...]:
    """Parse a text; the tokens are shared and must not be changed.

    The last few are kept: the rules ask for the same text one after the other.
    """
    return tuple(parser().parse(markdown))


class Excess(NamedTuple):
    """Where a text has more of something than may be parsed."""

    line: int
    message: str


def excess(markdown: str) -> Excess | None:
    """Return what keeps a text from being parsed in time that grows with its size, if anything.

    This is counted before anything is parsed. What is counted too much, in code for example, is
    no harm: the limits are far above what a text needs.
    """
    lines = markdown.count("\n")
    if lines > MOST_LINES:
        message = f"found {lines} lines; at most {MOST_LINES} are allowed: divide the text"
        return Excess(1, message)
    signs = sum(map(markdown.count, _SIGNS))
    if signs > MOST_SIGNS:
        message = (
            f"found {signs} characters that can be markup ({' '.join(_SIGNS)}); at most "
            f"{MOST_SIGNS} are allowed: divide the text"
        )
        return Excess(1, message)
    line, total = 1, 0
    for paragraph in _BLANK_LINES.split(_ESCAPED.sub("", markdown)):
        brackets = paragraph.count("[")
        total += brackets
        if brackets > MOST_BRACKETS or total > MOST_BRACKETS_IN_ALL:
            message = (
                f"found more than {MOST_BRACKETS} opening brackets in a paragraph, or "
                f"{MOST_BRACKETS_IN_ALL} in all; write a bracket that is a word as \\["
            )
            return Excess(line, message)
        line += paragraph.count("\n") + 1  # that of the blank line
    return None


def normalise(text: str) -> str:
    """Return normalized text: NFC, each run of white space one space, none at the ends.

    No-break spaces count as white space.
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def checksum(words: str) -> str:
    """Return the SHA-256 of normalized words, in hexadecimal digits."""
    return hashlib.sha256(normalise(words).encode()).hexdigest()


def top_level(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """Cut a token list into one list for each top-level block."""
    group: list[Token] = []
    for token in tokens:
        group.append(token)
        if token.level == 0 and token.nesting != 1:
            yield group
            group = []


_SIGNS = "\\`*_[]<>{}~$&|@^"
_INLINE = re.compile(f"([{re.escape(_SIGNS)}])")
_ESCAPED = re.compile(r"\\[^\n]")
_BLANK_LINES = re.compile(r"(?<=\n)[ \t]*\n")
_ORDERED = re.compile(r"(\d+)([.)])")


def escape(text: str) -> str:
    """Return plain text escaped as MyST: the stream of a text then has the same words.

    Line ends stay where they are; white space at the start of a line is dropped,
    since four spaces would make it code.
    """
    return "\n".join(_escape_line(line.strip(" \t")) for line in text.split("\n"))


def _escape_line(line: str) -> str:
    line = _INLINE.sub(r"\\\1", line)
    if match := _ORDERED.match(line):
        return f"{match[1]}\\{line[match.end(1) :]}"
    # What can open a heading, a list, a rule, a comment, a target or a field at a line's start.
    return "\\" + line if line.startswith(tuple("#+-=:%(!")) else line


def inlines(tokens: Sequence[Token]) -> Iterator[tuple[Token, int]]:
    """Yield each inline token with its line, counted from 1."""
    for token in tokens:
        line = (token.map or [0])[0] + 1
        for child in token.children or ():
            yield child, line
            if child.type in ("softbreak", "hardbreak"):
                line += 1
