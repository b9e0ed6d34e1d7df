"""Parts of a page: directives, roles and raw HTML, each with its line.

Pages are read as MyST reads them, with every kind of fence, whatever a site has switched on:
what might be a directive counts as one.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import yaml
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.options import TokenizeError, options_to_items

from sphinx_apparatus.model.characters import printable
from sphinx_apparatus.text.markdown import inlines

_DIRECTIVE = re.compile(r"\{(?P<name>[^{}\s]+)\}\s*(?P<argument>.*)", re.DOTALL)
_OPTION = re.compile(r"\s*:(?!::)")
_RST_OPTION = re.compile(r"\s*:(?P<name>[\w-]+):\s*(?P<value>.*)")
_RST_DIRECTIVE = re.compile(r"\.\.\s+(?:\|[^|]*\|\s+)?(?P<name>[\w:+.-]+?)\s?::\s*(?P<argument>.*)")
_RST_ROLE = re.compile(r":(?P<name>[\w:+.-]+):`(?P<content>[^`]*)`")
_RST_SCHEME = re.compile(r"\b(?:javascript|vbscript|data|file)\s*:\S+", re.IGNORECASE)
_FRONT_MATTER = frozenset({"orphan", "nosearch", "nocomments", "tocdepth"})
"""What may stand before a page: what Sphinx does with the page, and nothing of how it is read."""
_LITERAL = frozenset(
    {"code", "code-block", "sourcecode", "code-cell", "literalinclude", "math", "toctree", "raw"}
)
"""Directives whose content is not read as MyST."""
_DEEPEST = 16
_TIMES, _LEAST = 8, 1 << 16
"""How often the characters of a page are read, for those in directives are read several times,
and how many are read of any page."""
_NEAR = 50
"""Parts before a part among which it can be another reading of the same words."""
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


IN_ENGLISH = {
    other: english
    for english, others in {
        "raw": "brut burtiski cru grezzo onbewerkt raaka roh rou senanaliza sin-analisis surowe",
        "include": (
            "ietvert inclou incloure includi incluir inclure inkluder inkludera inkludi insluiting "
            "opnemen"
        ),
        "role": "regra rol rola roll rolle rolo rooli ruolo",
        "default-role": (
            "forvalgt-rolle preterlasita-rolo regra-predeterminada rol-por-omision "
            "rol-predeterminat ruolo-predefinito standardroll standardrolle"
        ),
        "csv-table": (
            "csv-tabel csv-tabell csv-tabelle csv-tabula csv-taulukko tabela-csv tabella-csv "
            "tabelo-csv tabelo-vdk tabla-csv tabla-vsc taula-csv"
        ),
        "image": (
            "beeld bild bildo billede imagem imagen imatge imaxe immagine kuva obraz paveiksliukas"
        ),
        "figure": "abbildung figur figura figuro figuur iliustracija kaavio rycina tvar",
        "math": "formel matematik matematika mathe",
    }.items()
    for other in others.split()
}
"""Names of directives that docutils takes as well where a project is in their language: those of
ASCII, of the directives that are looked at."""


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


class Refused(NamedTuple):
    """What no page may have."""

    what: str
    line: int


Part = Directive | Role | Html | Picture | Link | Refused


@cache
def _parser() -> MarkdownIt:
    extensions = {"attrs_block", "attrs_inline", "colon_fence", "deflist", "fieldlist", "tasklist"}
    config = MdParserConfig(enable_extensions=extensions)
    md = create_md_parser(config, RendererHTML)
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    md.disable("wordcount")
    return md


class _Reading:
    """The parts of one page; what a directive holds is read as a page within the page."""

    def __init__(self, size: int) -> None:
        self.left = _TIMES * size + _LEAST
        self.is_too_deep = False

    def parts(self, markdown: str, first: int, depth: int) -> Iterator[Part]:
        """Yield the parts of a text.

        :param first: the line that the text begins in.
        :param depth: how many directives it stands in.
        """
        self.left -= len(markdown)
        if depth > _DEEPEST or self.left < 0:
            if not self.is_too_deep:
                yield Refused("directives nested too deep to be looked at", first)
            self.is_too_deep = True
            return
        tokens = _parser().parse(markdown)
        for token in tokens:
            line = first + (token.map or [0])[0]
            if token.type in ("fence", "colon_fence"):
                yield from self._directive(token, line, depth)
            elif token.type == "html_block":
                yield Html(token.content, line)
            elif token.type == "front_matter":
                yield from _front_matter(token.content, line)
        for token, line in inlines(tokens):
            yield from _inline(token, first + line - 1)

    def _directive(self, token: Token, line: int, depth: int) -> Iterator[Part]:
        content = token.content
        match = _DIRECTIVE.fullmatch(token.info.strip())
        if match is None:
            # A block of code, or with colons a block of the page.
            if token.type == "colon_fence":
                yield from self.parts(content, line + 1, depth + 1)
            return
        name, argument = match["name"], match["argument"].strip()
        options, body, skipped = _options(content)
        yield Directive(name, argument, options, line)
        if "target" in options:
            yield Link(options["target"], line)
        if name == "math":
            yield from _formulas(content, line + 1)
        if name == "toctree":
            yield from _entries(body, line + 1 + skipped)
        # Whether a directive has an argument or options only Sphinx knows: where it has none,
        # these are words of the page.
        words = {f"{argument}\n": line, **{f"{value}\n": line for value in options.values()}}
        if name not in _LITERAL:
            words |= {f"{argument}\n{body}": line + skipped, body: line + 1 + skipped}
            if not content.startswith("---"):
                words[content] = line + 1
        for text, place in words.items():
            if text.strip():
                yield from self.parts(text, place, depth + 1)


def parts(markdown: str) -> Iterator[Part]:
    """Yield the directives, roles, raw HTML and pictures of a page of MyST, each once.

    They come in no strict order.
    """
    seen: list[Part] = []
    for part in _Reading(len(markdown)).parts(markdown, 1, 0):
        if part not in seen[-_NEAR:]:
            seen.append(part)
            yield part


def _inline(token: Token, line: int) -> Iterator[Part]:
    if token.type == "myst_role":
        yield Role(token.meta["name"], token.content, line)
        if token.meta["name"] == "math":
            yield from _formulas(token.content, line)
    elif token.type == "html_inline":
        yield Html(token.content, line)
    elif token.type == "image":
        yield Picture(str(token.attrs.get("src", "")), line)
    elif token.type == "link_open":
        yield Link(str(token.attrs.get("href", "")), line)
    elif token.type == "text":
        # A site may read formulas between dollar signs, and run what is in double braces.
        yield from _formulas(token.content, line)
        if "{{" in token.content:
            yield Refused("a substitution ({{…}}), which can run code", line)


def _front_matter(text: str, line: int) -> Iterator[Refused]:
    """Yield the settings before a page that change how it is read, or what its head says."""
    try:
        fields = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError):
        yield Refused("fields before the page that cannot be read", line)
        return
    for name in fields if isinstance(fields, dict) else ():
        if name not in _FRONT_MATTER:
            allowed = ", ".join(sorted(_FRONT_MATTER))
            what = f"the field ‘{printable(str(name))[:40]}’ before the page (there are {allowed})"
            yield Refused(what, line)


def _entries(body: str, first: int) -> Iterator[Link]:
    """Yield the addresses among the entries of a table of contents."""
    for line, entry in enumerate(body.split("\n"), start=first):
        target = entry.rpartition("<")[2].rstrip().removesuffix(">")
        if "://" in target:
            yield Link(target, line)


def _options(content: str) -> tuple[dict[str, str], str, int]:
    """Return the options and the content of a directive, and the lines of the options, as MyST."""
    lines = content.split("\n")
    if content.startswith("---"):
        end = next((n for n, line in enumerate(lines[1:], 1) if line.startswith("---")), len(lines))
        block = textwrap.dedent("\n".join(lines[1:end]))
        behind = [line.lstrip("-").strip() for line in lines[end : end + 1]]
        skipped = end if any(behind) else end + 1
        body = "\n".join([*filter(None, behind), *lines[end + 1 :]])
    else:
        skipped = 0
        while skipped < len(lines) and _OPTION.match(lines[skipped]):
            skipped += 1
        block = "\n".join(line.lstrip()[1:] for line in lines[:skipped])
        body = "\n".join(lines[skipped:])
    try:
        found = dict(options_to_items(block)[0])
    except TokenizeError:
        found = {}
    return found, body, skipped


def _formulas(text: str, first: int) -> Iterator[Refused]:
    for match in _TEX.finditer(text):
        what = f"‘{match[0]}’ in a formula, which makes links or sets attributes"
        yield Refused(what, first + text.count("\n", 0, match.start()))


def rst_parts(text: str) -> Iterator[Directive | Role | Link | Refused]:
    """Yield the directives of a page of reStructuredText with their options, roles, and addresses.

    They are found wherever they stand in a line: within lists and tables as well.
    """
    yield from _formulas(text, 1)
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        for match in _RST_DIRECTIVE.finditer(line):
            options: dict[str, str] = {}
            for below in lines[number:]:
                option = _RST_OPTION.match(below)
                if option is None:
                    break
                options[option["name"]] = option["value"].strip()
            yield Directive(match["name"], match["argument"].strip(), options, number)
            if "target" in options:
                yield Link(options["target"], number)
        for match in _RST_ROLE.finditer(line):
            yield Role(match["name"], match["content"], number)
        for match in _RST_SCHEME.finditer(line):
            yield Link(match[0], number)
