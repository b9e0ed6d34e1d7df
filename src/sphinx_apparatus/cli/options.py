"""Arguments of sub-commands: the edition with its files and settings, a day, a language."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import re
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_apparatus.edition.pages import Trust
from sphinx_apparatus.export.publication import (
    Publication,
    literals,
    of_settings,
    pages_of_records,
)
from sphinx_apparatus.model.characters import allowed_characters, undecoded
from sphinx_apparatus.model.dates import DateSpan
from sphinx_apparatus.model.demands import Demands
from sphinx_apparatus.model.fields import LANGUAGE_PATTERN
from sphinx_apparatus.model.problems import Refusal
from sphinx_apparatus.review.repository import BaseMissing, Places
from sphinx_apparatus.text.file_reading import read_regular
from sphinx_apparatus.text.file_writing import complete

if TYPE_CHECKING:
    from sphinx_apparatus.edition.edition import Edition

_CONF = Path("docs", "conf.py")


class Misuse(Exception):
    """The command cannot be run as it was called; the message says what to do."""


@dataclass(frozen=True)
class Project:
    """The folder of an edition, which holds ``docs/conf.py``."""

    folder: Path

    @property
    def conf(self) -> Path:
        """The configuration of Sphinx."""
        return self.folder / _CONF

    @property
    def docs(self) -> Path:
        """The folder of the pages."""
        return self.conf.parent

    @cached_property
    def settings(self) -> dict[str, object]:
        """The settings in ``conf.py`` that are plain values; the file is not run.

        :raises Misuse: the file is not Python.
        """
        if not self.conf.is_file():
            return {}
        try:
            return literals(self.conf)
        except SyntaxError as error:
            message = f"{self.conf}:{error.lineno or 1}: this is not Python: {error.msg}"
            raise Misuse(message) from None
        except OSError as error:
            raise Misuse(f"{self.conf}: cannot be read: {error.strerror}") from None
        except UnicodeDecodeError:
            raise Misuse(f"{self.conf}: this is not UTF-8; save it as UTF-8") from None
        except (ValueError, RecursionError, MemoryError):
            raise Misuse(f"{self.conf}: this is not Python; is it another file?") from None

    @property
    def is_guest(self) -> bool:
        """Whether the pages are those of another project, and no matter of the edition."""
        extensions = self.settings.get("extensions")
        is_there = isinstance(extensions, list | tuple) and "sphinx_apparatus" in extensions
        return is_there and self.settings.get("apparatus_site") is not True

    @property
    def trust(self) -> Trust:
        """The settings that say what pages may include.

        :raises Misuse: a setting is not a list of names.
        """
        values: list[tuple[str, ...]] = []
        for name in ("apparatus_includes", "apparatus_trusted_pages"):
            value = self.settings.get(name, [])
            if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
                raise Misuse(f"{self.conf}: ‘{name}’ is {value!r}; expected a list of names")
            values.append(tuple(value))
        return Trust(*values)

    @property
    def essays(self) -> Path:
        """The folder of the texts."""
        return self._path("apparatus_essays", "../essays")

    @property
    def references(self) -> Path:
        """The bibliography."""
        return self._path("apparatus_references", "../references.bib")

    @property
    def branch(self) -> str:
        """The default branch of the repository."""
        named = self.settings.get("repository_branch")
        return named if isinstance(named, str) else "main"

    @property
    def places(self) -> Places:
        """Where the records are within the folder of the edition.

        :raises BaseMissing: they lie outside, where nothing is compared.
        """
        found = [
            os.path.relpath(path, self.folder).replace(os.sep, "/")
            for path in (self.essays, self.references)
        ]
        for name in found:
            if name.startswith("../"):
                raise BaseMissing(f"{name} lies outside the folder of the edition")
        return Places(*found)

    def _path(self, setting: str, default: str) -> Path:
        named = self.settings.get(setting)
        path = self.docs / (named if isinstance(named, str) else default)
        return Path(os.path.normpath(path))  # “docs/../essays” is “essays”

    @property
    def publication(self) -> Publication:
        """What exports say of the edition as a whole.

        :raises Misuse: a setting has a value that means nothing.
        """
        pages = pages_of_records(self.docs, self.settings.get("exclude_patterns"))
        try:
            return of_settings(self.settings, pages)
        except ValueError as error:
            raise Misuse(f"{self.conf}: {error}") from None

    @cached_property
    def allowed(self) -> frozenset[str]:
        """The characters that the edition allows beside those of every edition.

        :raises Misuse: the setting names none.
        """
        try:
            return allowed_characters(self.settings.get("apparatus_allowed_characters", ()))
        except ValueError as error:
            raise Misuse(f"{self.conf}: apparatus_allowed_characters: {error}") from None

    @property
    def recheck_months(self) -> int:
        """After how many months a note is due to be checked again; 0 for never."""
        return self._count("apparatus_recheck_months")

    @property
    def lookup_days(self) -> int:
        """After how many days words that are not found again are listed; 0 for never."""
        return self._count("apparatus_lookup_days")

    def _count(self, setting: str) -> int:
        value = self.settings.get(setting)
        return max(value, 0) if isinstance(value, int) else 0

    @property
    def demands(self) -> Demands:
        """What the edition demands of its records.

        :raises Misuse: a setting names what is not known.
        """
        named = [self.settings.get(name, ()) for name in ("apparatus_require", "apparatus_expect")]
        try:
            return Demands.of(*named)
        except ValueError as error:
            raise Misuse(f"{self.conf}: {error}") from None

    def edition(self, allowed: frozenset[str] | None = None, only: Collection[str] = ()) -> Edition:
        """Read the edition.

        :param allowed: characters that it may hold; those of its settings if not given.
        :param only: files of notes, if only they are checked.
        :raises Misuse: there is no folder of texts.
        """
        # Imported here: help and many commands read no records.
        from sphinx_apparatus.edition.loader import open_edition

        if not self.essays.is_dir():
            raise Misuse(
                f"there is no folder ‘{self.essays.name}’ in {self.folder}; "
                "name the edition with --project"
            )
        allowed = self.allowed if allowed is None else allowed
        language = self.settings.get("language")
        return open_edition(
            self.essays,
            self.references,
            allowed,
            self.demands,
            language if isinstance(language, str) else "en",
            only=only,
        )

    def state(self, folder: Path, allowed: frozenset[str] | None = None) -> Edition:
        """Read the edition as it is in another folder, which has its records in the same places.

        :param allowed: characters that it may hold; those of these settings if not given.
        """
        # Imported here: help and many commands read no records.
        from sphinx_apparatus.edition.loader import open_edition

        allowed = self.allowed if allowed is None else allowed
        return open_edition(folder / self.places.essays, folder / self.places.references, allowed)

    def edition_without_fault(self) -> Edition | None:
        """Return the edition; if it has errors, print them and return None."""
        edition = self.edition()
        stopping = [problem for problem in edition.problems if problem.stops]
        for problem in stopping:
            print(problem, file=sys.stderr)
        return None if stopping else edition


def project_at(folder: Path | None) -> Project:
    """Return the edition in *folder*, or in the nearest folder above the current one.

    :raises Misuse: there is none.
    """
    if folder is not None:
        if (folder / _CONF).is_file() or (folder / "essays").is_dir():
            return Project(folder)
        raise Misuse(
            f"{folder} is not the folder of an edition: there is no {_CONF.as_posix()} in it"
        )
    here = Path.cwd()
    for place in (here, *here.parents):
        if (place / _CONF).is_file():
            return Project(Path() if place == here else place)
    raise Misuse(
        f"there is no edition here: no {_CONF.as_posix()} in {here} or above it; "
        "name its folder with --project, or create one with ‘sphinx-apparatus init’"
    )


def refuse(refusal: Refusal) -> int:
    """Print why something was refused; return the exit status for it."""
    print(refusal, *refusal.details, sep="\n", file=sys.stderr)
    return 1


def put_in_place(folder: Path) -> bool:
    """Put in place what a command that was stopped had written together; return whether it had."""
    found = complete(folder)
    for path in found:
        print(f"written, as an import that was broken off had begun: {path}")
    return bool(found)


def content_of(path: Path, most: int) -> bytes:
    """Return the content of a file that an argument names.

    :raises Misuse: it has more than *most* bytes.
    :raises OSError: it cannot be read, or is a pipe or a device.
    """
    content = read_regular(path, most)
    if len(content) > most:
        raise Misuse(f"{path}: the file has more than {most // 1024} KiB, which is the limit")
    return content


def text_of(path: Path, most: int) -> str:
    """Return the text of a file that an argument names.

    :raises Misuse: it is not UTF-8, or too large.
    :raises OSError: it cannot be read, or is a pipe or a device.
    """
    try:
        return content_of(path, most).decode()
    except UnicodeDecodeError as error:
        line, odd = undecoded(error)
        raise Misuse(f"{path}:{line}: {odd}; save the file as UTF-8") from None


def today() -> dt.date:
    """Return the day, where the command runs."""
    return dt.datetime.now().astimezone().date()


def asked(question: str, option: str, otherwise: str | None = None, draft: str = "") -> str:
    """Return an answer given at a terminal, where the option is missing.

    :param otherwise: what an empty answer means; without it the question is asked again.
    :param draft: words that the answer begins with, to be edited, where the terminal can do that.
    :raises Misuse: there is no terminal, or the answer is an end.
    """
    if not sys.stdin.isatty():
        raise Misuse(f"{option} is missing")
    try:
        while True:
            with _drafted(draft):
                answer = input(f"{question}: ").strip()
            if answer:
                return answer
            if otherwise is not None:
                return otherwise
    except (EOFError, KeyboardInterrupt):
        raise Misuse("nothing was written") from None


@contextmanager
def _drafted(words: str) -> Iterator[None]:
    """Put words into the line that is typed next."""
    try:
        import readline
    except ImportError:  # Windows has none.
        yield
        return
    readline.set_startup_hook((lambda: readline.insert_text(words)) if words else None)
    try:
        yield
    finally:
        readline.set_startup_hook(None)


# -- values of options -----------------------------------------------------------------------------


def language(text: str) -> str:
    """Return the code of a language.

    :raises argparse.ArgumentTypeError: the text is not one.
    """
    if not re.fullmatch(LANGUAGE_PATTERN.removesuffix("$"), text):
        raise argparse.ArgumentTypeError(
            f"‘{text}’ is not the code of a language; expected one such as en or pt-BR"
        )
    return text


def date(text: str) -> str:
    """Return a date or a span of EDTF.

    :raises argparse.ArgumentTypeError: the text is none.
    """
    try:
        return str(DateSpan.parse(text))
    except ValueError as error:
        expected = "expected one such as 1908-05-14, 1908, -0750, 1300? or 1863/1864"
        raise argparse.ArgumentTypeError(f"‘{text}’ is no date ({error}); {expected}") from None


def day(text: str) -> str:
    """Return a day.

    :raises argparse.ArgumentTypeError: the text is not one.
    """
    try:
        if len(text) == len("1908-05-14"):
            return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"‘{text}’ is not a day; expected one such as 1908-05-14")
