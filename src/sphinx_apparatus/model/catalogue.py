"""Catalogue of what readers meet in words: pages, scripts, pictures, book, EPUB, exports.

Messages are English. ``locale/<language>.po`` of this package has them in other languages; an
edition may have a file of its own, whose messages go before. Messages are looked up when a
function is called, never when a module is imported, so that one process can build several
languages. Sphinx's own functions do that once for all builds of a process, know no plural forms
and make strings that are no ``str``.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import deepcopy
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from babel import Locale
    from babel.messages.catalog import Catalog

FOLDER = Path(__file__).parents[1] / "locale"
"""The catalogues of the engine, a file for each language."""
OWN = "locale"
"""Folder beside ``conf.py`` with the edition's own catalogues."""


class _Active(NamedTuple):
    """The language in use."""

    language: str
    messages: NullTranslations
    written: str
    """The language of what editors write, which may be another."""
    files: tuple[str, ...] = ()
    """The catalogues, the most special first."""


_active: ContextVar[_Active] = ContextVar("language")
_ENGLISH = _Active("en", NullTranslations(), "en")


def use_language(language: str, own: Path | None = None, written: str = "") -> None:
    """Set the language of all messages that are looked up from now on.

    :param language: a code such as ``es`` or ``pt-BR``.
    :param own: folder of the edition's own catalogues.
    :param written: the language of notes and pages, where it is another.
    """
    files = [str(path) for folder in (own, FOLDER) if folder for path in _files(folder, language)]
    language = language or "en"
    _active.set(_Active(language, _translations(tuple(files)), written or language, tuple(files)))


@contextmanager
def speaking(language: str, own: Path | None = None) -> Iterator[None]:
    """Set the language of the messages that are looked up within the block.

    :param own: folder of the edition's own catalogues.
    """
    before = _active.get(_ENGLISH)
    use_language(language, own)
    try:
        yield
    finally:
        _active.set(before)


def _files(folder: Path, language: str) -> list[Path]:
    """Return the catalogues for a language, the most special first: ``pt_BR.po``, ``pt.po``."""
    tag = language.replace("-", "_")
    names = dict.fromkeys((tag, tag.partition("_")[0]))
    return [path for name in names if name and (path := folder / f"{name}.po").is_file()]


def has_catalogue(language: str) -> bool:
    """Return whether the engine has messages in a language; those of English are its own."""
    return bool(_files(FOLDER, language))


@lru_cache(maxsize=16)
def _translations(files: tuple[str, ...]) -> NullTranslations:
    made: NullTranslations = NullTranslations()
    for file in reversed(files):
        # Imported here: an English build has no use for it.
        from babel.messages.mofile import write_mo

        compiled = io.BytesIO()
        write_mo(compiled, read(Path(file)))
        compiled.seek(0)
        over = GNUTranslations(compiled)
        over.add_fallback(made)
        made = over
    return made


def read(file: Path) -> Catalog:
    """Read a catalogue."""
    from babel.messages.pofile import read_po

    with file.open("rb") as stream:
        return read_po(stream)


def current_language() -> str:
    """Return the language in use, as a code."""
    return _active.get(_ENGLISH).language


def written_language() -> str:
    """Return the language of what editors write, as a code."""
    return _active.get(_ENGLISH).written


def is_english(tag: str = "") -> bool:
    """Return whether a language, or the one in use, is English."""
    return (tag or current_language()).partition("-")[0] == "en"


@lru_cache(maxsize=64)
def locale_of(tag: str) -> Locale:
    """Return what Babel knows of a language; English where it knows nothing."""
    from babel import Locale, UnknownLocaleError

    for name in (tag.replace("-", "_"), tag.replace("-", "_").partition("_")[0]):
        try:
            return Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            pass
    return Locale("en")


def translations() -> NullTranslations:
    """Return the messages in use, for what asks a catalogue of its own, as Sphinx does.

    A copy: what falls back on them has its own fallbacks added to them.
    """
    return deepcopy(_active.get(_ENGLISH).messages)


def _(message: str, **values: object) -> str:
    """Return a message in the language in use, with its values filled in: “Copy {name}”."""
    # Catalogues keep what is said of themselves at the empty message.
    found = _active.get(_ENGLISH).messages.gettext(message) if message else ""
    return found.format(**values) if values else found


def n_(one: str, several: str, count: int, **values: object) -> str:
    """Return the message for a number of things, with {count} filled in."""
    found = _active.get(_ENGLISH).messages.ngettext(one, several, count)
    return found.format(count=decimal(count), **values)


def N_(message: str) -> str:  # noqa: N802
    """Mark a message of a table; :func:`translate` looks it up where it is shown."""
    return message


# Not a name that the extraction knows: what it is given is no literal.
translate = _


def messages_of_scripts() -> dict[str, str | dict[str, str]]:
    """Return what the scripts of pages say in the language in use, by the English messages.

    Of messages with numbers each form has the name that ``Intl.PluralRules`` gives: which form is
    for which numbers is found by trying some.
    """
    active = _active.get(_ENGLISH)
    plural_form = locale_of(active.language).plural_form
    found: dict[str, str | dict[str, str]] = {}
    for file in map(Path, active.files):
        for message in read(file):
            places = [place for place, _line in message.locations]
            if not any(place.endswith(_OF_SCRIPTS) for place in places):
                continue
            if isinstance(message.id, str):
                found[message.id] = active.messages.gettext(message.id)
            else:
                one, several = message.id
                # The numbers count from small to large, so that “other” is that of many.
                found[one] = {
                    plural_form(number): active.messages.ngettext(one, several, number)
                    for number in (1_000_000, *range(200, -1, -1))
                }
    return found


_OF_SCRIPTS = (".js", "model/vocabulary.py")
"""Files with messages of scripts: the scripts, and the names of verdicts, which they have too."""


def decimal(number: int) -> str:
    """Return a number with the marks between thousands that the language has."""
    language = current_language()
    if language.startswith("en"):
        return f"{number:,}"
    from babel.numbers import format_decimal

    # Western figures everywhere: the pages' own numbers of notes and passages are such.
    return format_decimal(number, locale=locale_of(language), numbering_system="latn")
