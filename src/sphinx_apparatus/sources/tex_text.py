"""Values of BibTeX as plain text: what TeX, HTML and their signs mean, as characters.

pylatexenc (the extra ``import``) knows TeX's characters. It drops commands that it does not know,
so they are collected here, and their names stay in the text.
"""

from __future__ import annotations

import html
import logging
import re
import unicodedata
from functools import cache
from typing import Any, NamedTuple

from sphinx_apparatus.model.characters import odd_characters

_JOURNALS = {
    "aap": "Astronomy and Astrophysics",
    "aapr": "Astronomy and Astrophysics Review",
    "aaps": "Astronomy and Astrophysics Supplement",
    "actaa": "Acta Astronomica",
    "aj": "Astronomical Journal",
    "ao": "Applied Optics",
    "apj": "Astrophysical Journal",
    "apjl": "Astrophysical Journal Letters",
    "apjlett": "Astrophysical Journal Letters",
    "apjs": "Astrophysical Journal Supplement Series",
    "apjsupp": "Astrophysical Journal Supplement Series",
    "aplett": "Astrophysical Letters",
    "apspr": "Astrophysics Space Physics Research",
    "apss": "Astrophysics and Space Science",
    "araa": "Annual Review of Astronomy and Astrophysics",
    "azh": "Astronomicheskii Zhurnal",
    "baas": "Bulletin of the American Astronomical Society",
    "bac": "Bulletin of the Astronomical Institutes of Czechoslovakia",
    "bain": "Bulletin of the Astronomical Institutes of the Netherlands",
    "caa": "Chinese Astronomy and Astrophysics",
    "cjaa": "Chinese Journal of Astronomy and Astrophysics",
    "fcp": "Fundamentals of Cosmic Physics",
    "gca": "Geochimica et Cosmochimica Acta",
    "grl": "Geophysical Research Letters",
    "iaucirc": "IAU Circular",
    "icarus": "Icarus",
    "jcap": "Journal of Cosmology and Astroparticle Physics",
    "jcp": "Journal of Chemical Physics",
    "jgr": "Journal of Geophysical Research",
    "jqsrt": "Journal of Quantitative Spectroscopy and Radiative Transfer",
    "jrasc": "Journal of the Royal Astronomical Society of Canada",
    "memras": "Memoirs of the Royal Astronomical Society",
    "memsai": "Memorie della Società Astronomica Italiana",
    "mnras": "Monthly Notices of the Royal Astronomical Society",
    "na": "New Astronomy",
    "nar": "New Astronomy Reviews",
    "nat": "Nature",
    "nphysa": "Nuclear Physics A",
    "pasa": "Publications of the Astronomical Society of Australia",
    "pasj": "Publications of the Astronomical Society of Japan",
    "pasp": "Publications of the Astronomical Society of the Pacific",
    "physrep": "Physics Reports",
    "physscr": "Physica Scripta",
    "planss": "Planetary and Space Science",
    "pra": "Physical Review A",
    "prb": "Physical Review B",
    "prc": "Physical Review C",
    "prd": "Physical Review D",
    "pre": "Physical Review E",
    "prl": "Physical Review Letters",
    "procspie": "Proceedings of SPIE",
    "psj": "Planetary Science Journal",
    "qjras": "Quarterly Journal of the Royal Astronomical Society",
    "rmp": "Reviews of Modern Physics",
    "rmxaa": "Revista Mexicana de Astronomía y Astrofísica",
    "skytel": "Sky and Telescope",
    "solphys": "Solar Physics",
    "sovast": "Soviet Astronomy",
    "ssr": "Space Science Reviews",
    "zap": "Zeitschrift für Astrophysik",
}
"""The commands that the Astrophysics Data System writes for journals."""

_WORDS = {
    **_JOURNALS,
    "BibTeX": "BibTeX",
    "LaTeX": "LaTeX",
    "LaTeXe": "LaTeX2e",
    "TeX": "TeX",
    "XeTeX": "XeTeX",
    "bibstring": "",
    "relax": "",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textquotesingle": "'",
    "textquotedbl": '"',
    "textasciigrave": "`",
    "textasciicircum": "^",
    "textnumero": "№",
    "newblock": "",
    "par": " ",
    "newline": " ",
    "linebreak": " ",
    "allowbreak": "",
    "hyphen": "-",
    "adddot": ".",
    "slash": "/",
    "ndash": "–",
    "mdash": "—",
}
_QUOTES = {"enquote": "“%s”", "mkbibquote": "“%s”", "textquote": "“%s”", "quotechar": "“%s”"}
_MARKUP = (
    *("emph", "textit", "textsl", "textbf", "textsc", "texttt", "textrm", "textsf", "underline"),
    *("mkbibemph", "mkbibitalic", "mkbibbold", "uline", "textup", "textnormal"),
)
_PLAIN = (
    "mbox",
    "hbox",
    "text",
    "MakeUppercase",
    "MakeLowercase",
    "noopsort",
    "url",
    "textcyrillic",
)
_SWITCHES = ("em", "it", "bf", "sc", "sl", "tt", "rm", "itshape", "bfseries", "scshape", "upshape")
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_TAGS = re.compile(
    r"</?(?:jats:)?(?P<name>i|b|em|strong|u|sub|sup|sc|scp|span|italic|bold|p|br|title|nocase)\b"
    r"[^<>]*>",
    re.IGNORECASE,
)
_SCRIPTS = re.compile(r"<(sub|sup)>([^<>]*)</\1>", re.IGNORECASE)


class Plain(NamedTuple):
    """A value as plain text."""

    text: str
    remarks: tuple[str, ...] = ()
    """What of it is left out, or cannot be read."""


def plain(value: str) -> Plain:
    """Return a value of BibTeX as the text that it prints.

    :raises ImportError: pylatexenc is not installed.
    """
    remarks: dict[str, None] = {}
    text = value
    if re.search(r"[\\{}$~`']|--", text):
        text = _from_tex(text, remarks)
    text = _from_html(text, remarks)
    text = unicodedata.normalize("NFC", text)
    odd = {name for _, name in odd_characters(text, frozenset())}
    if odd:
        remarks[f"invisible characters are left out: {', '.join(sorted(odd))}"] = None
        text = "".join(sign for sign in text if not any(odd_characters(sign, frozenset())))
    return Plain(" ".join(text.split()), tuple(remarks))


def _from_tex(value: str, remarks: dict[str, None]) -> str:
    walker, writer, unknown, marked = _converter()
    unknown.clear()
    marked.clear()
    value = re.sub(r"(?<!\\)([%&#])", r"\\\1", value)
    value = _dollars(value)
    value = re.sub(r"(?<![\\\w`])`([^`']+)'(?!\w)", "‘\\1’", value)
    nodes, _, _ = walker.LatexWalker(value, latex_context=_contexts()[0]).get_latex_nodes()
    try:
        text = str(writer.nodelist_to_text(nodes))
        is_read = "%s" not in text or "%s" in value
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        is_read = False
    if not is_read:
        # pylatexenc’s own rules take it for granted that a command has its arguments.
        remarks["a command of TeX is not known without arguments; it is as written"] = None
        text = value
    if set(text) & set("{}\\"):
        remarks["braces and backslashes are left out: no field can hold them"] = None
        text = text.translate(dict.fromkeys(map(ord, "{}\\")))
    for name in unknown:
        remarks[f"TeX's command \\{name} is not known; its name stays as ‘{name}’"] = None
    if marked:
        remarks["emphasis (" + ", ".join(f"\\{name}" for name in marked) + ") is left out"] = None
    return text


def _dollars(value: str) -> str:
    """Return a value whose unescaped dollars all enclose mathematics; sums of money don't."""
    parts = re.split(r"(?<!\\)\$", value)
    if len(parts) % 2 == 0:
        return "\\$".join(parts)
    for index in range(1, len(parts), 2):
        inner = parts[index]
        if re.search(r"\d", inner[:1]) and " " in inner and not re.search(r"[\\^_=]", inner):
            parts[index] = f"\\${inner}\\$"
        else:
            parts[index] = f"${_scripts(inner)}$"
    return "".join(parts)


def _scripts(formula: str) -> str:
    """Raise and lower figures in a formula."""
    for sign, table in (("^", _RAISED), ("_", _LOWERED)):

        def moved(match: re.Match[str], table: dict[int, int] = table) -> str:
            words = match[1] or match[2]
            return words.translate(table)

        signs = re.escape("".join(map(chr, table)))
        formula = re.sub(rf"\{sign}(?:\{{([{signs}]+)\}}|([{signs}]))", moved, formula)
    return formula


def _from_html(text: str, remarks: dict[str, None]) -> str:
    if "<" in text:

        def moved(match: re.Match[str]) -> str:
            table = _RAISED if match[1].lower() == "sup" else _LOWERED
            words = match[2]
            return words.translate(table) if all(ord(sign) in table for sign in words) else words

        text = _SCRIPTS.sub(moved, text)
        if tags := {match["name"].lower() for match in _TAGS.finditer(text)}:
            remarks["markup is left out: " + ", ".join(f"<{tag}>" for tag in sorted(tags))] = None
            text = _TAGS.sub("", text)
    return html.unescape(text) if re.search(r"&#?\w+;", text) else text


@cache
def _contexts() -> tuple[Any, Any, list[str], list[str]]:
    """Return the commands for the parser and for the writer, and lists that these fill."""
    from pylatexenc import latex2text, latexwalker, macrospec  # type: ignore[import-untyped]

    unknown: list[str] = []
    marked: list[str] = []
    # It prints what fails here, without a place; the remarks have one.
    logging.getLogger("pylatexenc.latex2text").setLevel(logging.ERROR)

    def kept(node: Any) -> str:
        unknown.append(node.macroname)
        return str(node.macroname) + (" " if node.macro_post_space else "")

    def emphasis(node: Any, l2tobj: Any) -> str:
        marked.append(node.macroname)
        return str(l2tobj.nodelist_to_text(_arguments(node)))

    def inner(node: Any, l2tobj: Any) -> str:
        return str(l2tobj.nodelist_to_text(_arguments(node)))

    def switched(node: Any) -> str:
        marked.append(node.macroname)
        return ""

    def raised(node: Any, l2tobj: Any) -> str:
        words = str(l2tobj.nodelist_to_text(_arguments(node)))
        return words.translate(_RAISED) if words.isdigit() else words

    def lowered(node: Any, l2tobj: Any) -> str:
        words = str(l2tobj.nodelist_to_text(_arguments(node)))
        return words.translate(_LOWERED) if words.isdigit() else words

    with_one = (*_QUOTES, *_MARKUP, *_PLAIN, "textsuperscript", "textsubscript")
    parsed = latexwalker.get_default_latex_context_db()
    parsed.add_context_category(
        "bibliography", macros=[macrospec.std_macro(name, "{") for name in with_one], prepend=True
    )
    spec = latex2text.MacroTextSpec
    written = latex2text.get_default_latex_context_db()
    written.add_context_category(
        "bibliography",
        macros=[
            *(spec(name, simplify_repl=words) for name, words in _WORDS.items()),
            *(spec(name, simplify_repl=form) for name, form in _QUOTES.items()),
            *(spec(name, simplify_repl=inner) for name in _PLAIN),
            *(spec(name, simplify_repl=emphasis) for name in _MARKUP),
            *(spec(name, simplify_repl=switched) for name in _SWITCHES),
            spec("textsuperscript", simplify_repl=raised),
            spec("textsubscript", simplify_repl=lowered),
        ],
        prepend=True,
    )
    written.set_unknown_macro_spec(spec("", simplify_repl=kept))
    return parsed, written, unknown, marked


def _arguments(node: Any) -> list[Any]:
    """Return the arguments of a command, without their braces."""
    found: list[Any] = []
    for each in node.nodeargd.argnlist if node.nodeargd else ():
        found += getattr(each, "nodelist", [each]) if each is not None else []
    return found


@cache
def _converter() -> tuple[Any, Any, list[str], list[str]]:
    from pylatexenc import latex2text, latexwalker

    _, written, unknown, marked = _contexts()
    writer = latex2text.LatexNodes2Text(
        latex_context=written, math_mode="text", keep_comments=True, strict_latex_spaces=True
    )
    return latexwalker, writer, unknown, marked
