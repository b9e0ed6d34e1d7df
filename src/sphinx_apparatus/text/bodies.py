"""Bodies of notes: allowed markup, citations and references.

Notes come from strangers. Their Markdown is parsed here, before Sphinx sees it,
and everything outside a short list of allowed forms is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

from markdown_it.token import Token

from sphinx_apparatus.model.characters import odd_character
from sphinx_apparatus.model.fields import MAX_ADDRESS, has_port, is_public
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.model.vocabulary import INLINE, MILESTONES
from sphinx_apparatus.text.markdown import PLAIN, inlines, parsed

SCHEMES = ("http", "https", "mailto")
CITE_ROLES = frozenset({"cite:p", "cite:t", "cite:author", "cite:year"})
OWN_ROLES = frozenset({"apparatus:text", "apparatus:passage", "apparatus:note"})

_ALLOWED = frozenset(
    {
        *("paragraph_open", "paragraph_close", "inline", "text", "text_special"),
        *("softbreak", "em_open", "em_close", "strong_open", "strong_close"),
        *("bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close"),
        *("list_item_open", "list_item_close", "blockquote_open", "blockquote_close"),
        *("link_open", "link_close", "span_open", "span_close", "myst_role"),
    }
)
_TABLE = frozenset(
    f"{part}_{end}"
    for part in ("table", "thead", "tbody", "tr", "th", "td")
    for end in ("open", "close")
)
_BLOCKS = {
    "table": _TABLE,
    "picture": frozenset({"image"}),
    "code": frozenset({"fence", "code_block", "code_inline"}),
}
"""What an edition may allow in notes, by the names of ``scheme.yml``."""
_ALLOWED_IN_TEXT = (_ALLOWED - {"myst_role"}) | {
    *("heading_open", "heading_close", "hardbreak", "image", "footnote_ref"),
    *("footnote_reference_open", "footnote_reference_close"),
    *_TABLE,
}
"""Texts hold words and their units alone: no roles."""
_GIVEN: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "paragraph_open": (
        frozenset({"verse", "prose", "joins", "stage", "subhead"}),
        frozenset({"n"}),
    ),
    "heading_open": (frozenset(), frozenset({"type", "n"})),
    "blockquote_open": (frozenset({"epigraph"}), frozenset()),
    "bullet_list_open": (frozenset({"cast"}), frozenset()),
    "ordered_list_open": (frozenset({"cast"}), frozenset({"start"})),
    "th_open": (frozenset(), frozenset({"style"})),
    "td_open": (frozenset(), frozenset({"style"})),
    "image": (frozenset(), frozenset({"src", "alt"})),
    "link_open": (frozenset(), frozenset({"href"})),
}
"""The classes and the other attributes that a part of a text may have."""
_ATTRIBUTE_LINE = re.compile(r"^[ >]*\{[^{}\n]*\}[ \t]*$", re.MULTILINE)
_ALLOWED_IN_PLAIN_WORDS = frozenset(
    {"paragraph_open", "paragraph_close", "inline", "text", "softbreak"}
)

_NAMES = {
    "html_block": "raw HTML",
    "html_inline": "raw HTML",
    "fence": "a code block or directive",
    "code_block": "a code block (lines that begin with four spaces)",
    "code_inline": "code",
    "heading_open": "a heading",
    "hr": "a rule",
    # MyST makes it raw HTML and raw LaTeX: every other form would join the words.
    "hardbreak": "a forced line break (a backslash or two spaces at the end of a line)",
    "image": "an image",
    "table_open": "a table",
    "footnote_ref": "a footnote",
    "footnote_block_open": "a footnote",
    "footnote_reference_open": "a footnote",
    "myst_target": "a target",
    "myst_line_comment": "a comment",
    "myst_block_break": "a block break",
    "front_matter": "a second front matter",
}
_DEEPEST = 16
"""Levels of markup; a word in emphasis in a list in a quote is at the fifth."""
_LANGUAGE = re.compile(r"language-[a-z]{2,3}(-[A-Za-z0-9]+)*")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:[ \t]*(?P<address>\S+)[^\n]*$", re.MULTILINE)
_CITATION = re.compile(
    # No two runs of white space meet: a citation of spaces takes time that grows with their number.
    r"\s*(?:\{(?P<pre>[^{}]+)\}\s*)?(?P<key>[^{}\s,]+)"
    r"(?:\s*\{(?P<post>[^{}]+)\})?\s*(?:,(?=\s*\S)|$)"
)


class Fault(NamedTuple):
    """Something that is not allowed in a body."""

    rule: Rule
    line: int
    """Counted from 1 in the body."""
    message: str


class Citation(NamedTuple):
    """A source cited, with the place in it."""

    key: str
    locator: str
    line: int


class Target(NamedTuple):
    """A target in the edition that a body refers to."""

    role: str
    id: str
    line: int


@dataclass(frozen=True)
class Body:
    """A body with its citations, targets and problems."""

    citations: tuple[Citation, ...]
    targets: tuple[Target, ...]
    words: int
    faults: tuple[Fault, ...]
    pictures: tuple[tuple[str, int], ...] = ()
    """The files of its pictures, each with its line."""


def read_body(markdown: str, allowed: Collection[str] = (), blocks: Collection[str] = ()) -> Body:
    """Return a note's body with its citations, targets, length and problems.

    :param allowed: characters that the edition allows beside those of every edition.
    :param blocks: what the edition allows in notes: table, picture, code.
    """
    citations: list[Citation] = []
    targets: list[Target] = []
    tokens = parsed(markdown)
    forms = _ALLOWED.union(*(_BLOCKS[name] for name in blocks))
    faults = [*refused(tokens, forms), *_unseen(tokens, allowed), *_unused(tokens, markdown)]
    pictures = []
    for token, line in inlines(tokens):
        if token.type == "myst_role":
            name, content = token.meta["name"], token.content
            if name in CITE_ROLES:
                cited, fault = _citations(content, line)
                citations += cited
                faults += fault
            elif name in OWN_ROLES:
                targets.append(Target(name.partition(":")[2], target_of(content), line))
            else:
                roles = ", ".join(sorted(CITE_ROLES | OWN_ROLES))
                message = f"the role {{{name}}} is not allowed in a note; allowed are {roles}"
                faults.append(Fault(Rule.BODY_MARKUP, line, message))
        elif token.type == "image":
            pictures.append((str(token.attrs.get("src", "")), line))
    return Body(tuple(citations), tuple(targets), _count(tokens), tuple(faults), tuple(pictures))


def _count(tokens: Sequence[Token]) -> int:
    """Return the number of words; a stop behind a citation and “’s” behind emphasis are none."""
    words = 0
    for token in tokens:
        spoken = ""
        for child in token.children or ():
            if child.type in ("text", "text_special"):
                spoken += child.content
            elif child.type in ("softbreak", "hardbreak"):
                spoken += "\n"
        words += sum(any(map(str.isalnum, word)) for word in spoken.split())
    return words


def refused_in_plain_words(text: str) -> Iterator[Fault]:
    """Yield a problem where a field of plain words contains markup.

    Such a field is shown as it is written. Markup in it would be shown to readers, and
    whoever wrote it expected something else.
    """
    if PLAIN.fullmatch(text):
        return
    plain = _ALLOWED_IN_PLAIN_WORDS
    tokens = parsed(text)
    found = list(refused(tokens, plain))
    shown = "".join("\n" if t.type == "softbreak" else t.content for t, _ in inlines(tokens))
    if not found and " ".join(shown.split()) != " ".join(text.split()):
        what = "a character reference (&…;), an escape (\\) or the definition of a link"
        found = [Fault(Rule.BODY_MARKUP, 1, f"found {what}")]
    for fault in found[:1]:
        message = fault.message.removesuffix(", which is not allowed here")
        yield Fault(fault.rule, fault.line, f"{message}; expected plain words without markup")


def _unseen(tokens: Sequence[Token], allowed: Collection[str]) -> Iterator[Fault]:
    """Yield the characters that character references (``&shy;``) bring in, which nobody sees.

    Those that stand in the file themselves were refused before it was parsed.
    """
    for token, line in inlines(tokens):
        if found := odd_character(token.content, allowed):
            message = f"found a character reference to the invisible {found[1]}; delete it"
            yield Fault(Rule.CHARACTER, line, message)


def _unused(tokens: Sequence[Token], markdown: str) -> Iterator[Fault]:
    """Yield the definitions of links that no link uses: Markdown drops them, with their words."""
    if not _DEFINITION.search(markdown):
        return
    used = {str(token.attrs.get("href")) for token, _ in inlines(tokens)}
    for match in _DEFINITION.finditer(markdown):
        defined = parsed(f"[x]({match['address']})")[1].children
        if defined and str(defined[0].attrs.get("href")) not in used:
            message = f"nothing uses the definition ‘{match[0].strip()[:80]}’; delete it"
            yield Fault(Rule.BODY_MARKUP, markdown.count("\n", 0, match.start()) + 1, message)
            return


def refused(
    tokens: Sequence[Token], allowed: frozenset[str], *, in_text: bool = False
) -> Iterator[Fault]:
    """Yield everything in *tokens* that is not allowed.

    :param in_text: whether they are a text, whose parts have attributes.
    """
    yield from _too_deep(tokens)
    line = 1
    for token in tokens:
        line = (token.map or [line - 1])[0] + 1
        yield from _refused_token(token, line, allowed, in_text=in_text)
    within = list(inlines(tokens))
    after = [*(token for token, _ in within[1:]), None]
    for (token, line), following in zip(within, after, strict=False):
        yield from _refused_token(token, line, allowed, following, in_text=in_text)
    yield from _refused_in_links(tokens)


def refused_in_text(markdown: str, tokens: Sequence[Token]) -> Iterator[Fault]:
    """Yield everything in a text that it cannot hold, and what to write in its place."""
    yield from refused(tokens, _ALLOWED_IN_TEXT, in_text=True)
    starts = {token.map[0] for token in tokens if token.map and token.attrs}
    for match in _ATTRIBUTE_LINE.finditer(markdown):
        line = markdown.count("\n", 0, match.start())
        lines = markdown.split("\n")
        following = line + 1
        while following < len(lines) and _ATTRIBUTE_LINE.match(lines[following]):
            following += 1
        if following not in starts:
            message = (
                f"the attributes ‘{match[0].strip()[:80]}’ stand before no block; put them on "
                "the line above it, or write \\{ for a brace that is a word"
            )
            yield Fault(Rule.BODY_MARKUP, line + 1, message)
    yield from _author_notes(tokens)
    for token in tokens:
        if token.type == "heading_open" and token.markup in ("=", "-"):
            line = (token.map or [0])[0] + 1
            message = "found an underlined heading; write # before its words"
            yield Fault(Rule.BODY_MARKUP, line, message)


def _author_notes(tokens: Sequence[Token]) -> Iterator[Fault]:
    """Yield calls of the author's notes without a note, notes without a call, labels used twice."""
    calls: dict[str, int] = {}
    for token, line in inlines(tokens):
        if token.type == "footnote_ref":
            label = str(token.meta["label"])
            if label in calls:
                message = (
                    f"the author’s note [^{label}] is called a second time; where a sign is used "
                    f"again, write [^{label}:2] and a note of that label"
                )
                yield Fault(Rule.BODY_MARKUP, line, message)
            calls.setdefault(label, line)
    noted: dict[str, int] = {}
    for token in tokens:
        if token.type == "footnote_reference_open":
            label, line = str(token.meta["label"]), (token.map or [0])[0] + 1
            if token.level:
                message = f"the author’s note [^{label}] stands inside a block; put it behind it"
                yield Fault(Rule.BODY_MARKUP, line, message)
            if label in noted:
                message = f"there are two notes of the author with the label [^{label}]; "
                message += f"call one of them [^{label}:2]"
                yield Fault(Rule.BODY_MARKUP, line, message)
            elif label not in calls:
                message = f"nothing calls the author’s note [^{label}]; write [^{label}] behind "
                message += "the words that it is on"
                yield Fault(Rule.BODY_MARKUP, line, message)
            noted.setdefault(label, line)
    for label, line in calls.items():
        if label not in noted:
            message = f"there is no author’s note [^{label}]; write it as [^{label}]: …, or "
            message += "write the bracket as \\["
            yield Fault(Rule.BODY_MARKUP, line, message)


def _given(token: Token, line: int, following: Token | None) -> Iterator[Fault]:
    """Yield the attributes that a part of a text cannot have.

    :param following: the token behind it, if it stands within a block.
    """
    if token.nesting < 0:
        return
    if token.type == "span_open":
        names = str(token.attrs.get("class", "")).split()
        of_point = set(names) & set(MILESTONES)
        others = frozenset({"n", "wit", "facs"} if of_point else ())
        shown = " ".join(f".{name}" for name in names)
        if following is not None and following.type == "span_close":
            if len(names) != 1 or not of_point:
                marks = ", ".join(f".{name}" for name in MILESTONES)
                message = (
                    f"found []{{{shown}}}, which marks no place; empty brackets say where a unit "
                    f'of a witness begins: one of {marks}, such as []{{.page n="12"}}; a folio is '
                    'a page: []{.page n="12r"}'
                )
                yield Fault(Rule.BODY_MARKUP, line, message)
                return
        elif of_point:
            message = (
                f"found {{{shown}}} behind words; write empty brackets before them, and the "
                f'number as ‘n’: []{{.{min(of_point)} n="12"}}'
            )
            yield Fault(Rule.BODY_MARKUP, line, message)
        elif len(names) != 1 or not (names[0] in INLINE or _LANGUAGE.fullmatch(names[0])):
            choice = ", ".join(f".{name}" for name in INLINE)
            message = (
                f"found {{{shown}}}; allowed is one of {choice} and .language-xx, and for where a "
                'page or folio begins []{.page n="12"}'
            )
            yield Fault(Rule.BODY_MARKUP, line, message)
    else:
        classes, others = _GIVEN.get(token.type, (frozenset(), frozenset()))
        for name in str(token.attrs.get("class", "")).split():
            if name not in classes:
                choice = ", ".join(f".{each}" for each in sorted(classes)) or "none"
                message = f"found {{.{name}}}, which this block cannot have; allowed: {choice}"
                yield Fault(Rule.BODY_MARKUP, line, message)
    if unknown := [f"‘{name}’" for name in token.attrs if name not in {"class", *others}]:
        names_ = ", ".join(unknown)
        yield Fault(Rule.BODY_MARKUP, line, f"found the attribute {names_}, which is not allowed")
    if (given := str(token.attrs.get("n", "1"))) and not _NUMBER.fullmatch(given):
        message = f"‘n’ is ‘{given[:40]}’; expected a number as printed, at most 20 characters"
        yield Fault(Rule.BODY_MARKUP, line, message)
    if token.type == "image":
        yield from _picture(token, line)


_OF_IMAGE = frozenset({"src", "alt"})
_NUMBER = re.compile(r"[\w.,*†‡§ -]{1,20}")
PICTURE = re.compile(r"[\w][\w.-]{0,99}\.(?:png|jpe?g|gif|webp)", re.IGNORECASE)


def _picture(token: Token, line: int) -> Iterator[Fault]:
    if not PICTURE.fullmatch(str(token.attrs.get("src", ""))):
        yield Fault(
            Rule.BODY_MARKUP,
            line,
            f"the picture is ‘{str(token.attrs.get('src'))[:80]}’; expected a file of the "
            "text’s own folder: png, jpg, gif or webp",
        )
    elif not token.content.strip():
        message = "the picture has no description; say between the brackets what it shows"
        yield Fault(Rule.BODY_MARKUP, line, message)


def _refused_in_links(tokens: Sequence[Token]) -> Iterator[Fault]:
    """Yield links and roles, which become links, within the words of a link."""
    depth, words, address = 0, "", ""
    for token, line in inlines(tokens):
        words += token.content
        if token.type == "link_open":
            words, address = "", str(token.attrs.get("href", ""))
        elif token.type == "link_close" and (host := _other_host(words, address)):
            message = (
                f"the words of the link name {host}, and it leads to ‘{address[:80]}’; "
                "write what it leads to"
            )
            yield Fault(Rule.BODY_LINK, line, message)
        elif token.type == "link_close" and not words.strip():
            message = "found a link without words; nobody sees it: write what it leads to"
            yield Fault(Rule.BODY_MARKUP, line, message)
        if depth and token.type in ("link_open", "myst_role"):
            message = (
                "found a link or role within the words of a link; a link can hold no other: "
                "put it behind the link"
            )
            yield Fault(Rule.BODY_MARKUP, line, message)
        if token.type in ("link_open", "link_close"):
            depth += token.nesting


_NAMED_HOST = re.compile(r"(?:https?://|www\.)?(?P<host>[\w-]+(?:\.[\w-]+)+)(?:[:/?#].*)?", re.I)
_WRITTEN_ADDRESS = re.compile(r"(?:https?://|\bwww\.)(?P<host>[\w-]+(?:\.[\w-]+)+)", re.I)


def _other_host(words: str, address: str) -> str:
    """Return the host that the words of a link name, where the link leads to another."""
    named = _NAMED_HOST.fullmatch(words.strip(" .,;:()")) or _WRITTEN_ADDRESS.search(words)
    try:
        leads_to = (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if named is None or not leads_to:
        return ""
    host = named["host"].lower().removeprefix("www.")
    # “U.S.” and “v1.2” are no hosts.
    is_host = is_public(host) and len(host.rpartition(".")[2]) > 1
    return host if is_host and host != leads_to else ""


def _too_deep(tokens: Sequence[Token]) -> Iterator[Fault]:
    """Yield the line where lists, quotes and emphasis are first nested too deep.

    Writers go down into them by calling themselves, and the parser leaves out what is deeper.
    """
    depth = 0
    line = 1
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        for each in (token, *(token.children or ())):
            depth += each.nesting
            if depth > _DEEPEST:
                message = f"found lists, quotes or emphasis nested more than {_DEEPEST} deep"
                yield Fault(Rule.BODY_MARKUP, line, message)
                return


def _refused_token(
    token: Token,
    line: int,
    allowed: frozenset[str],
    following: Token | None = None,
    *,
    in_text: bool = False,
) -> Iterator[Fault]:
    if token.type not in allowed:
        # Of a table the whole is found, and no part.
        is_part = token.type in _TABLE and token.type != "table_open"
        if not token.type.endswith("_close") and not is_part:
            what = _NAMES.get(token.type, token.type.replace("_", " "))
            yield Fault(Rule.BODY_MARKUP, line, f"found {what}, which is not allowed here")
        return
    attributes = dict(token.attrs)
    if in_text:
        yield from _given(token, line, following)
        attributes = {}
        if token.type == "link_open":
            yield from _refused_link(str(token.attrs.get("href", "")), line)
    elif token.type == "link_open":
        yield from _refused_link(str(attributes.pop("href", "")), line)
    elif token.type == "span_open":
        language = str(attributes.pop("class", ""))
        if not _LANGUAGE.fullmatch(language):
            message = (
                f"found {{.{language}}}; only {{.language-xx}} is allowed, such as .language-fr"
            )
            yield Fault(Rule.BODY_MARKUP, line, message)
    elif token.type == "ordered_list_open":
        attributes.pop("start", None)
    elif token.type in ("th_open", "td_open"):
        attributes.pop("style", None)
    elif token.type == "image":
        yield from _picture(token, line)
        attributes = {name: value for name, value in attributes.items() if name not in _OF_IMAGE}
    elif token.type == "fence" and token.info.strip():
        # MyST makes a directive of some words there, and knows few names of languages.
        message = (
            f"found ‘{token.info.strip()[:40]}’ behind the marks of a code block; leave it out"
        )
        yield Fault(Rule.BODY_MARKUP, line, message)
    if attributes:
        names = ", ".join(f"‘{name}’" for name in attributes)
        yield Fault(Rule.BODY_MARKUP, line, f"found the attribute {names}, which is not allowed")


def _refused_link(address: str, line: int) -> Iterator[Fault]:
    try:
        parts = urlsplit(address)
        host = parts.hostname or parts.path if parts.scheme == "mailto" else parts.hostname
    except ValueError:
        yield Fault(Rule.BODY_LINK, line, f"the address ‘{address[:80]}’ cannot be read")
        return
    # MyST knows schemes in small letters only.
    if parts.scheme not in SCHEMES or not address.startswith(parts.scheme) or not host:
        yield Fault(
            Rule.BODY_LINK,
            line,
            f"the link leads to ‘{address[:80]}’; expected a whole address with "
            f"{', '.join(SCHEMES)}; for places in the edition use {{apparatus:note}} "
            "or {apparatus:passage}",
        )
    elif parts.scheme != "mailto" and not is_public(host):
        message = f"‘{address[:80]}’ names no public host; link to a page that anybody reaches"
        yield Fault(Rule.BODY_LINK, line, message)
    elif not has_port(parts):
        message = f"the port of ‘{address[:80]}’ is no number from 1 to 65535; leave it out"
        yield Fault(Rule.BODY_LINK, line, message)
    elif parts.scheme == "mailto" and re.search(r"%0[AaDd]|[?&,;]|%2[Cc]|%3[BbFf]", address):
        message = f"‘{address[:80]}’ is more than an address; expected mailto:name@example.org"
        yield Fault(Rule.BODY_LINK, line, message)
    elif len(address) > MAX_ADDRESS:
        message = f"the address has {len(address)} characters; at most {MAX_ADDRESS} are allowed"
        yield Fault(Rule.BODY_LINK, line, message)
    elif parts.username is not None and parts.scheme != "mailto":
        message = f"the address has a name before ‘@’ and leads to ‘{parts.hostname}’; leave it out"
        yield Fault(Rule.BODY_LINK, line, message)


class Cited(NamedTuple):
    """One source of a citation role: ``{see}key{p. 5}``."""

    pre: str
    key: str
    post: str


def cited_sources(content: str) -> list[Cited]:
    """Read the content of a citation role, as sphinxcontrib-bibtex does.

    :raises ValueError: it is not of the form that the role takes; the message says so.
    """
    cited: list[Cited] = []
    position = 0
    while position < len(content):
        match = _CITATION.match(content, position)
        if match is None:
            message = (
                f"the citation ‘{content}’ cannot be read; "
                "expected key, or {see}key{p. 5}, several with commas between"
            )
            raise ValueError(message)
        cited.append(Cited(match["pre"] or "", match["key"], match["post"] or ""))
        position = match.end()
    return cited


def _citations(content: str, line: int) -> tuple[list[Citation], list[Fault]]:
    try:
        cited = [Citation(key, post, line) for _, key, post in cited_sources(content)]
    except ValueError as error:
        return [], [Fault(Rule.CITATION_UNKNOWN, line, str(error))]
    twice = next((each for each in cited if cited.count(each) > 1), None) if cited[1:] else None
    if twice:
        message = f"one citation names ‘{twice.key}’ twice; name it once, with its places"
        return list(dict.fromkeys(cited)), [Fault(Rule.BODY_MARKUP, line, message)]
    return cited, []


def target_of(content: str) -> str:
    """Return the id in ``id`` or ``words <id>``."""
    match = re.fullmatch(r".*<([^<>]*)>\s*", content, re.DOTALL)
    return (match[1] if match else content).strip()
