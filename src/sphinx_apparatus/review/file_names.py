"""Names of files and folders that an edition may contain.

Names reach shells, make, archives and other people's file systems. Those that mean something to
one of them are refused before anybody runs a command on them.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from sphinx_apparatus.model.characters import odd_character, printable
from sphinx_apparatus.model.fields import is_reserved
from sphinx_apparatus.model.problems import Problem, in_order
from sphinx_apparatus.model.rules import Rule

_ALSO = "._-"
"""What a name may hold beside letters, marks of letters, and digits."""


def odd_names(folders: Iterable[Path], root: Path) -> Iterator[Problem]:
    """Yield a problem for each file or folder below *folders* whose name is not portable.

    :param folders: folders that are searched; hidden folders in them are not.
    :param root: the folder that the paths of problems begin in.
    """
    for folder in folders:
        for parent, folders_in, files in os.walk(folder):
            folders_in[:] = sorted(name for name in folders_in if not name.startswith("."))
            names = sorted([*folders_in, *files])
            first: dict[str, str] = {}
            for name in names:
                other = first.setdefault(_folded(name), name)
                if fault := _fault(name) or _same(name, other):
                    path = os.path.relpath(os.path.join(parent, name), root)  # noqa: PTH118
                    yield Problem(Rule.FILE_NAME, printable(path.replace(os.sep, "/")), 1, fault)


def with_names(problems: Iterable[Problem], names: Iterable[Problem]) -> list[Problem]:
    """Return *problems* and those of *names* in files whose name is not refused already."""
    problems = list(problems)
    refused = {problem.path for problem in problems if problem.rule is Rule.FILE_NAME}
    return in_order([*problems, *(name for name in names if name.path not in refused)])


def _fault(name: str) -> str | None:
    odd = sorted({character for character in name if not _is_allowed(character)})
    if odd:
        what = f"holds {' '.join(f'‘{printable(character)}’' for character in odd)}"
    elif name.startswith("-"):
        what = "begins with ‘-’, as options of commands do"
    elif character := odd_character(name):
        what = f"holds {character[1]}"
    elif is_reserved(name):
        what = "is kept by Windows for a device"
    elif name.endswith("."):
        what = "ends with ‘.’, which Windows drops"
    else:
        return None
    expected = "expected letters, digits, ‘.’, ‘_’ and ‘-’; rename it"
    return f"the name ‘{printable(name)}’ {what}: {expected}"


def _same(name: str, other: str) -> str | None:
    if name == other:
        return None
    shown = f"‘{printable(name)}’ and ‘{printable(other)}’"
    return f"the names {shown} are one where case does not count; rename one of them"


def _folded(name: str) -> str:
    """Return a name as file systems have it that know no case, or decompose letters."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def _is_allowed(character: str) -> bool:
    return character in _ALSO or unicodedata.category(character)[0] in "LMN"
