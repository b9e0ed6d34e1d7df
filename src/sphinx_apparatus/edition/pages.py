"""Rules for the pages of an edition: what they may contain, cite and refer to.

Pages are written by editors and are trusted more than notes are: they may use directives. They
reach readers by pull requests all the same, so that what includes a file of the building machine
or a script into the site is refused here, with its line, before Sphinx reads it. What else would
make a build fail is found by :mod:`sphinx_apparatus.trial`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.rules_common import TargetIndex
from sphinx_apparatus.model.characters import odd_character, printable, undecoded
from sphinx_apparatus.model.problems import Problem
from sphinx_apparatus.model.rules import Rule
from sphinx_apparatus.text.bodies import OWN_ROLES, cited_sources, target_of
from sphinx_apparatus.text.file_reading import read_regular
from sphinx_apparatus.text.markdown import excess
from sphinx_apparatus.text.pages import (
    CITE_ROLES,
    IN_ENGLISH,
    Directive,
    Html,
    Link,
    Part,
    Picture,
    Refused,
    Role,
    parts,
    rst_parts,
)

PAGE_SIZE = 1 << 20
"""Bytes of a page."""
PAGE_LINES = 40_000
"""Lines of a page: each can be a heading or an item, and takes some eight kilobytes to read."""
_SUFFIXES = (".md", ".rst", ".txt")
_INCLUDES = frozenset({"include", "literalinclude"})
_FILES = frozenset({"download", "image", "figure", "csv-table", "graphviz", "parsed-literal"})
_FILE_OPTIONS = ("file", "url")
_LINKS = frozenset({"http", "https", "mailto", "doi", "inv"})
"""Schemes of links that lead to no file of the machine."""
_RAW = {
    "raw": "raw content",
    "eval-rst": "reStructuredText inside MyST",
    "role": "a role defined on a page",
    "default-role": "a change of the default role",
    "meta": "fields for the head of the page",
}


_HARMLESS = frozenset({Rule.PAGE_DIRECTIVE, Rule.TARGET_UNKNOWN, Rule.CITATION_UNKNOWN})
"""Rules on what a page names, which Sphinx can read all the same."""


class Trust(NamedTuple):
    """What the settings in ``conf.py`` allow pages to contain."""

    includes: Collection[str] = ()
    """``apparatus_includes``: files that pages may include, from the folder of ``conf.py``."""
    pages: Collection[str] = ()
    """``apparatus_trusted_pages``: patterns of pages that may hold anything."""

    def within(self, other: Trust) -> Trust:
        """Return what both allow."""
        return Trust(
            [name for name in self.includes if name in other.includes],
            [pattern for pattern in self.pages if pattern in other.pages],
        )


NO_TRUST = Trust()


def page_problems(
    edition: Edition, docs: Path, root: Path, trust: Trust = NO_TRUST
) -> Iterator[Problem]:
    """Yield the problems of the pages of an edition.

    :param docs: the folder of the pages.
    :param root: the folder that the paths of problems begin in.
    """
    known = _known(edition)
    stands: dict[str, str] = {}
    places = TargetIndex(edition.essays, edition.unread)
    for path in sorted(_files(docs)):
        shown = printable(path.relative_to(root).as_posix())
        name = path.relative_to(docs).as_posix()
        if path.is_symlink():
            message = "found a symbolic link; put the file itself here"
            yield Problem(Rule.SYMLINK, shown, 1, message)
            continue
        if path.is_dir():
            continue
        if not path.is_file():
            message = "this is a pipe or a device; expected a file: delete it"
            yield Problem(Rule.FILE_MISSING, shown, 1, message)
            continue
        if path.suffix not in _SUFFIXES:
            continue
        try:
            raw = read_regular(path, PAGE_SIZE)
        except OSError as error:
            message = f"the page cannot be read: {error.strerror}"
            yield Problem(Rule.FILE_MISSING, shown, 1, message)
            continue
        if len(raw) > PAGE_SIZE:
            message = f"the page has more than {PAGE_SIZE // 1024} KiB; divide it"
            yield Problem(Rule.FILE_SIZE, shown, 1, message)
            continue
        try:
            text = raw.decode()
        except UnicodeDecodeError as error:
            where, what = undecoded(error)
            yield Problem(Rule.ENCODING, shown, where, f"{what}; save the page as UTF-8")
            continue
        if text.count("\n") > PAGE_LINES:
            message = f"the page has more than {PAGE_LINES} lines; divide it"
            yield Problem(Rule.FILE_SIZE, shown, PAGE_LINES + 1, message)
            continue
        if path.suffix == ".md" and (more := excess(text)):
            yield Problem(Rule.FILE_SIZE, shown, more.line, more.message)
            continue
        if odd := odd_character(text, edition.allowed):
            line, what = odd
            message = f"found the invisible character {what}; delete it"
            yield Problem(Rule.CHARACTER, shown, line, message)
            continue
        trusted = any(fnmatchcase(name, pattern) for pattern in trust.pages)
        found: Iterator[Part] = parts(text) if path.suffix == ".md" else rst_parts(text)
        for part in found:
            if not trusted and (message := _refused(part, PurePosixPath(name), trust)):
                yield Problem(Rule.PAGE_MARKUP, shown, part.line, message)
            elif isinstance(part, Directive) and (other := _other(part, shown, stands)):
                message = f"the text ‘{part.argument}’ stands on the page {other} as well"
                yield Problem(Rule.PAGE_DIRECTIVE, shown, part.line, message)
            elif fault := _unknown(part, edition, known, places):
                yield Problem(fault[0], shown, part.line, fault[1])


def can_be_read(problems: Iterable[Problem]) -> bool:
    """Return whether Sphinx may read the pages that have these problems."""
    return all(problem.rule in _HARMLESS or not problem.stops for problem in problems)


def page_texts(docs: Path) -> Iterator[str]:
    """Yield the text of each page that can be read."""
    for path in _files(docs):
        if path.suffix in _SUFFIXES and path.is_file() and path.stat().st_size <= PAGE_SIZE:
            yield read_regular(path, PAGE_SIZE).decode(errors="replace")


def _files(folder: Path) -> Iterator[Path]:
    """Yield files and symbolic links below a folder, without hidden ones and what was built."""
    for parent, folders, files in os.walk(folder):
        here = Path(parent)
        yield from (here / name for name in folders if (here / name).is_symlink())
        folders[:] = [name for name in folders if not name.startswith((".", "_build"))]
        yield from (here / name for name in files if not name.startswith("."))


# -- what a page may hold --------------------------------------------------------------------------


def _refused(part: Part, page: PurePosixPath, trust: Trust) -> str:
    """Return why a page may not contain a part; empty if it may."""
    if isinstance(part, Html):
        return _refused_html(part.source)
    if isinstance(part, Picture):
        return _outside(part.target, page)
    if isinstance(part, Link):
        return _refused_link(part.target, page)
    if isinstance(part, Refused):
        return f"found {part.what}"
    if isinstance(part, Directive | Role) and (message := _refused_name(part)):
        return message
    if isinstance(part, Role):
        if part.name in ("raw", "eval"):
            return f"found the role {{{part.name}}}, which is not allowed on a page"
        return _outside(part.content, page) if part.name == "download" else ""
    if part.name in _RAW:
        return f"found {_RAW[part.name]} ({{{part.name}}}), which is not allowed on a page"
    if part.name in _INCLUDES:
        return _refused_include(part, page, trust)
    files = [part.argument] if part.name in _FILES else []
    for name in _FILE_OPTIONS:
        if file := part.options.get(name, ""):
            if file.lstrip().startswith("/"):  # docutils takes it for a path of the machine
                return f"‘{printable(file)[:80]}’ lies outside the folder of the pages"
            files.append(file)
    return next(filter(None, (_outside(file, page) for file in files)), "")


def _refused_name(part: Directive | Role) -> str:
    """Return why a directive or role is not looked up by its name: it goes by several."""
    shown = printable(part.name)[:40]
    if not re.fullmatch(r"[a-z0-9:+_.-]+", part.name):
        return f"found {{{shown}}}; names of directives and roles have small letters of English"
    if isinstance(part, Directive) and (english := IN_ENGLISH.get(part.name)):
        return f"found {{{shown}}}, which is {{{english}}} in another language; write the English"
    return ""


def _refused_html(source: str) -> str:
    source = source.strip()
    if source.startswith("</") or (source.startswith("<!--") and source.endswith("-->")):
        return ""  # What opens an element is reported, what closes it is not.
    shown = printable(source.split("\n")[0])[:60]
    return f"found raw HTML, ‘{shown}’; write it as MyST"


def _refused_link(target: str, page: PurePosixPath) -> str:
    """Return why a page may not link to an address; MyST copies files that links name."""
    shown = printable(target)[:80]
    try:
        parts_ = urlsplit(target.strip())
    except ValueError:
        return f"the address ‘{shown}’ cannot be read"
    if parts_.scheme in _LINKS or (parts_.netloc and not parts_.scheme):
        return ""
    if parts_.scheme not in ("", "path", "project"):
        return (
            f"the link leads to ‘{shown}’; expected a page, a file of the edition or a web address"
        )
    if _path(parts_.path, page).startswith(".."):
        return f"‘{shown}’ lies outside the folder of the pages"
    return ""


def _refused_include(part: Directive, page: PurePosixPath, trust: Trust) -> str:
    target = _path(part.argument, page)
    if target in {os.path.normpath(name) for name in trust.includes}:
        return ""
    return (
        f"found {{{part.name}}} of ‘{printable(part.argument)[:80]}’; only files listed in "
        f"apparatus_includes of conf.py may be included"
    )


def _path(target: str, page: PurePosixPath) -> str:
    """Return the file that a page names, from the folder of pages, which is Sphinx's root."""
    named = unquote(target.strip())
    start = "" if named.startswith("/") else str(page.parent)
    return os.path.normpath(f"{start}/{named}".lstrip("/") or ".")


def _outside(target: str, page: PurePosixPath) -> str:
    """Return why a page may not show a file: it is outside the pages, or on another host."""
    shown = printable(target)[:80]
    try:
        parts_ = urlsplit(target.strip())
    except ValueError:
        return f"the address ‘{shown}’ cannot be read"
    if parts_.scheme or parts_.netloc:
        return f"‘{shown}’ is not a file of the edition; pages load nothing from elsewhere"
    if _path(parts_.path, page).startswith(".."):
        return f"‘{shown}’ lies outside the folder of the pages"
    return ""


# -- what a page cites and points to ---------------------------------------------------------------


_LISTS = {"apparatus:theme": "themes", "apparatus:debate": "contributions"}
"""The shared list that declares what a directive names."""


def _other(part: Directive, page: str, stands: dict[str, str]) -> str:
    """Return the page that shows a text already; links can lead to one of them only.

    :param stands: the page of each text so far.
    """
    if part.name != "apparatus:essay":
        return ""
    first = stands.setdefault(part.argument, f"{page}:{part.line}")
    return "" if first == f"{page}:{part.line}" else first


def _known(edition: Edition) -> Mapping[str, Callable[[], Collection[str]]]:
    """Return, for each directive that names a record, what it can name."""
    return {
        "apparatus:essay": lambda: edition.essay_by_id,
        "apparatus:witnesses": lambda: edition.essay_by_id,
        "apparatus:theme": lambda: edition.theme_by_id,
        "apparatus:debate": lambda: {one.debate for one in edition.shared.contributions},
    }


def _unknown(
    part: Part,
    edition: Edition,
    known: Mapping[str, Callable[[], Collection[str]]],
    places: TargetIndex,
) -> tuple[Rule, str] | None:
    """Return the rule and the message for a part that names something unknown."""
    if isinstance(part, Directive):
        # A text with an error of its own is reported where it is.
        is_known = not edition.unread.isdisjoint((part.argument, _LISTS.get(part.name, "")))
        if part.name in known and not is_known and part.argument not in known[part.name]():
            there = ", ".join(sorted(known[part.name]())[:12]) or "none"
            named = printable(part.argument)[:80]
            message = f"{{{part.name}}} names ‘{named}’, which does not exist; there are: {there}"
            return Rule.PAGE_DIRECTIVE, message
        if part.name == "apparatus:citation" and not part.options.get("year", "").isdecimal():
            message = "{apparatus:citation} needs the year of the edition: ‘:year: 2026’ below it"
            return Rule.PAGE_DIRECTIVE, message
        return None
    if not isinstance(part, Role):
        return None
    if part.name in OWN_ROLES:
        role, id = part.name.partition(":")[2], target_of(part.content)
        if not places.has(role, id):
            named = printable(id)[:80]
            return Rule.TARGET_UNKNOWN, f"{{{part.name}}} points to ‘{named}’, which does not exist"
    if part.name.partition(":")[0] == "cite":
        return _unknown_source(part, edition)
    return None


def _unknown_source(part: Role, edition: Edition) -> tuple[Rule, str] | None:
    if part.name not in CITE_ROLES:
        allowed = ", ".join(sorted(CITE_ROLES))
        return Rule.CITATION_UNKNOWN, f"there is no role {{{part.name}}}; there are {allowed}"
    try:
        keys = [cited.key for cited in cited_sources(part.content)]
    except ValueError as error:
        return Rule.CITATION_UNKNOWN, str(error)
    for key in keys:
        if key not in edition.sources and "references" not in edition.unread:
            message = f"the source ‘{printable(key)[:80]}’ is not in the bibliography"
            return Rule.CITATION_UNKNOWN, message
    return None
