"""Elements of Typst source: strings, calls, addresses.

Text of the edition reaches Typst as string literals only (``#"…";``), never as markup: a
note that says ``#import`` or ``*bold*`` prints these characters. Every call ends with a
semicolon, since Typst would otherwise take a following ``;``, ``.x`` or ``(x)`` as code.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SPACES = re.compile(r"[ \t\r\n\f\v]+")
# Controls that no font draws; bidirectional ones are refused long before (design.md, 4.6).
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”\u2018\u2019]*[^\s<>\"“”\u2018\u2019.,;:!?)\]]"
)
_UNBROKEN = re.compile(
    r"(?P<figures>\bn\.d\.-\w|\b\d+(?:[-./]\d+){2,}|(?<=\bBY )\d\.\d|(?<=-SA )\d\.\d)|\b\d+-\w+"
)
"""Letters of a year, dates in figures, versions, 24-hour: no line ends within. In the first of them
a zero looks like none of the letters."""
_PLAIN_NUMBER = re.compile(r"\d+(\.\d+)?")
_UNITS = {"px": ("pt", 0.75), "pt": ("pt", 1), "em": ("em", 1), "ex": ("em", 0.5)} | {
    unit: (unit, 1) for unit in ("cm", "mm", "in", "%")
}


class Code(str):
    """Typst code that is written unchanged, where a plain string would be quoted."""

    __slots__ = ()


class Language(NamedTuple):
    """A BCP 47 tag in the parts that Typst takes."""

    lang: str
    region: str | None
    right_to_left: bool

    @property
    def options(self) -> dict[str, object]:
        """The arguments of ``text`` for words in it."""
        options: dict[str, object] = {"lang": self.lang}
        if self.region:
            options["region"] = self.region
        if self.right_to_left:
            options["dir"] = Code("rtl")
        return options


def quoted(text: str) -> str:
    r"""Return *text* as a Typst string literal; only ``\`` and ``"`` need an escape.

    >>> quoted('a "b"')
    '"a \\"b\\""'
    """
    text = _CONTROLS.sub("", text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + text.replace("\r", "").replace("\n", "\\n") + '"'


def value(thing: object) -> str:
    """Return a plain Python value as Typst code.

    Raises:
        TypeError: for a value that Typst has no literal for.
    """
    match thing:
        case Code():
            return str(thing)
        case None:
            return "none"
        case bool():
            return "true" if thing else "false"
        case str():
            return quoted(thing)
        case int() | float():
            return str(thing)
        case list() | tuple():
            return "(" + "".join(value(item) + ", " for item in thing) + ")"
    raise TypeError(f"no Typst literal for {thing!r}")


def content(body: str) -> Code:
    """Return markup as a content block, to be an argument."""
    return Code(f"[{body}]")


def call(
    name: str, *args: object, body: str | None = None, named: Mapping[str, object] | None = None
) -> str:
    """Return the call of a template function, closed with a semicolon.

    *body* is the trailing content block, *named* are the arguments that have names.

    >>> call("goto", "a#b", body=text("c"))
    '#goto("a#b")[#"c";];'
    """
    inside = [value(arg) for arg in args]
    inside += [f"{key}: {value(thing)}" for key, thing in (named or {}).items()]
    block = "" if body is None else f"[{body}]"
    brackets = f"({', '.join(inside)})" if inside or body is None else ""
    return f"#{name}{brackets}{block};"


def plain(text_: str) -> str:
    """Return *text_* with every run of white space one space; no-break spaces stay."""
    return _SPACES.sub(" ", text_)


def expression(made: str) -> Code:
    """Return what ``call`` made as an expression, to be an argument."""
    return Code(made[1:-1])


def text(text_: str, *, link: bool = False) -> str:
    """Return running text as Typst markup; addresses in it may break before punctuation.

    *link*: whether an address that names its scheme becomes a link.
    """
    text_ = plain(text_)
    pieces: list[str] = []
    end = 0
    for found in _ADDRESS.finditer(text_):
        pieces += _literal(text_[end : found.start()])
        address = call("address", found[0])
        if link and not found[0].startswith("www."):
            address = call("away", found[0], body=address)
        pieces.append(address)
        end = found.end()
    return "".join([*pieces, *_literal(text_[end:])])


def _literal(text_: str) -> Iterable[str]:
    end = 0
    for found in _UNBROKEN.finditer(text_):
        if found.start() > end:
            yield f"#{quoted(text_[end : found.start()])};"
        if found["figures"]:
            yield call("figures", found[0])
        else:
            yield call("box", body=f"#{quoted(found[0])};")
        end = found.end()
    if end < len(text_):
        yield f"#{quoted(text_[end:])};"


def length(size: str) -> Code | None:
    """Return a length of docutils (``300px``, ``50%``, ``4``) for Typst; None if it is none.

    A bare number is pixels, 96 to the inch, as in CSS.
    """
    found = re.fullmatch(r"\s*([\d.]+)\s*(px|pt|em|ex|cm|mm|in|%|)\s*", size)
    if found is None or _PLAIN_NUMBER.fullmatch(found[1]) is None:
        return None
    unit, factor = _UNITS[found[2] or "px"]
    return Code(f"{float(found[1]) * factor:g}{unit}")


def language(tag: str) -> Language | None:
    """Return the parts of a language tag such as ``es-VE``; None if Typst can't take it.

    Source: BCP 47; of its subtags Typst knows the language and the region.
    """
    first, *rest = tag.replace("_", "-").split("-")
    if re.fullmatch("[A-Za-z]{2,3}", first) is None:
        return None
    region = next((part for part in rest if re.fullmatch("[A-Za-z]{2}", part)), None)
    return Language(
        first.lower(),
        region and region.lower(),
        first.lower() in {"ar", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"},
    )


def comment(words: str) -> str:
    """Return a comment that takes no room, not even a line end (which would be a space)."""
    return f"/* {plain(words).replace('*/', '').replace('/*', '')} */"
