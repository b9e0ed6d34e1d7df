"""Change fields of a record in its lines, so that all other lines stay as they are."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from sphinx_apparatus.authoring.note_file import write_item
from sphinx_apparatus.model.problems import Refusal

_WIDTH = 100
_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
_KEY = re.compile(r"[\w-]+(?=[ \t]*:)")


class NoPlaceFor(Refusal):
    """A field cannot be written without touching other lines; the message says what to write."""


class FieldLines:
    """The fields of a record, as lines.

    :param text: YAML; of a note what stands between its lines ``---``.
    """

    def __init__(self, text: str) -> None:
        self.lines: list[str] = _LINE.findall(text)
        self.fields = _read(text)
        self._end = "\r\n" if text.count("\r\n") > text.count("\n") // 2 else "\n"

    def place(self, name: str) -> tuple[int, int] | None:
        """Return the lines of a field: the first, and the one behind the last."""
        keys = [at for at, line in enumerate(self.lines) if _KEY.match(line)]
        for start, end in zip(keys, [*keys[1:], len(self.lines)], strict=True):
            if (key := _KEY.match(self.lines[start])) and key[0] == name:
                return start, self.above(end)
        return None

    def above(self, at: int) -> int:
        """Return the line behind the words above a line; comments belong to the field below."""
        while at and (not self.lines[at - 1].strip() or self.lines[at - 1].startswith("#")):
            at -= 1
        return at

    def write(self, start: int, end: int, words: str) -> None:
        """Write lines in the place of others."""
        if start and not self.lines[start - 1].endswith("\n"):
            self.lines[start - 1] += self._end
        self.lines[start:end] = [re.sub(r"\r?\n", self._end, words)]

    def insert(self, words: str, before: str) -> None:
        """Write a field that is missing before another, or at the end."""
        place = self.place(before)
        at = place[0] if place else len(self.lines)
        while at and self.lines[at - 1].startswith("#"):
            at -= 1
        self.write(at, at, words)

    def text(self, changed: Mapping[str, object], otherwise: str) -> str:
        """Return the changed lines.

        :param changed: the fields that may differ, with words as YAML has them.
        :param otherwise: what the message says if others differ as well.
        :raises NoPlaceFor: others differ as well.
        """
        return _checked("".join(self.lines), {**self.fields, **changed}, otherwise)


def _checked(text: str, fields: Mapping[str, object], otherwise: str) -> str:
    if _read(text) != fields:
        raise NoPlaceFor(otherwise)
    return text


def _read(text: str) -> dict[str, Any]:
    try:
        found = yaml.load(text, yaml.BaseLoader)
    except yaml.YAMLError:
        return {}
    return found if isinstance(found, dict) else {}


# -- essay.yml -------------------------------------------------------------------------------------


def with_passages(text: str, numbers: Sequence[str]) -> str:
    """Return an ``essay.yml`` that stores the numbers of its passages.

    :raises NoPlaceFor: it is written in a form in which no line can be added.
    """
    field = textwrap.fill(
        f"passages: [{', '.join(numbers)}]", _WIDTH, subsequent_indent="  ", break_on_hyphens=False
    )
    lines = FieldLines(text)
    blocks = lines.place("blocks")
    behind = blocks[1] if blocks else lines.above(len(lines.lines))
    lines.write(*(lines.place("passages") or (behind, behind)), f"{field}\n")
    otherwise = f"add this line to the fields by hand: {' '.join(field.split())}"
    return lines.text({"passages": list(numbers)}, otherwise)


def _witnesses(fields: Mapping[str, Any]) -> list[Any]:
    witnesses = fields.get("witnesses")
    return witnesses if isinstance(witnesses, list) else []


def with_witness(text: str, fields: Mapping[str, object]) -> str:
    """Return an ``essay.yml`` with a further witness, behind the others.

    :raises NoPlaceFor: it has one of this siglum, or is written in a form in which none can be
        added.
    """
    lines = FieldLines(text)
    listed = _witnesses(lines.fields)
    if any(isinstance(each, dict) and each.get("siglum") == fields["siglum"] for each in listed):
        raise NoPlaceFor(
            f"nothing was written; it has a witness {fields['siglum']} already. Put its file "
            f"beside text.md and name it there: ‘file: {fields['file']}’; ‘--replace’ corrects one"
        )
    item = write_item(fields, "  ")
    if place := lines.place("witnesses"):
        lines.write(place[1], place[1], item)
    shown = textwrap.indent(item.rstrip(), "  ")
    return lines.text(
        {"witnesses": [*listed, _as_read(fields)]},
        f"nothing was written; add this to ‘witnesses’ by hand:\n{shown}",
    )


def with_checksum(text: str, siglum: str, checksum: str) -> str:
    """Return an ``essay.yml`` with another checksum of the file of a witness.

    :raises NoPlaceFor: it has none in a form that can be changed.
    """
    before = _read(text)
    listed = [each for each in _witnesses(before) if isinstance(each, dict)]
    one: dict[str, str] = next((each for each in listed if each.get("siglum") == siglum), {})
    wanted = [each | {"sha256": checksum} if each is one else each for each in listed]
    if old := one.get("sha256", ""):
        new = text.replace(old, checksum) if text.count(old) == 1 else text
    else:
        file = re.escape(one.get("file", ""))
        line = re.compile(rf"^([ -]*)file:[ \t]*{file}[ \t]*(\r?\n)", re.MULTILINE)
        new = line.sub(
            lambda at: f"{at[0]}{' ' * len(at[1])}sha256: {checksum}{at[2]}", text, count=1
        )
    told = f"write ‘sha256: {checksum}’ below the witness {siglum} by hand, and then its file"
    return _checked(new, before | {"witnesses": wanted}, f"nothing was written; {told}")


def _as_read(value: object) -> object:
    """Return a value as the loader reads it, which knows words alone."""
    if isinstance(value, Mapping):
        return {name: _as_read(part) for name, part in value.items()}
    return [_as_read(part) for part in value] if isinstance(value, list) else str(value)
