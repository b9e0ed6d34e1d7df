"""From a transcription to the folder of an essay.

The transcription is kept byte for byte as the witness; the text is the same words as MyST.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from pathlib import Path

from sphinx_apparatus.edition.reader import paragraphs
from sphinx_apparatus.text.characters import odd_character
from sphinx_apparatus.text.markdown import escape, normalise, stream

_TEMPLATE = """\
# yaml-language-server: $schema=../../schemas/essay.json
title: >-
  {title}
author: >-
  (author)
date: {date}
debate: {year}
language: en
published: >-
  (where it first appeared)
witnesses:
  - siglum: S
    title: >-
      our transcription
    language: en
    extent: whole
    file: witness-S.txt
base: S
blocks:
  head: [1]
  furniture: []
  tail: []
rights:
  status: unresolved
  statement: >-
    (who holds the rights, and what is known of them)
  text-view: base
sha256: {sha256}
"""


class ImportRefused(Exception):
    """The transcription cannot be imported; the message says why and what to do."""


def decode(raw: bytes, name: str) -> str:
    """Read a transcription.

    :raises ImportRefused: it is not UTF-8, has no words, or holds characters that the check of
        the edition would refuse.
    """
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ImportRefused(
            f"{name}:{line}: byte 0x{raw[error.start]:02x} is not UTF-8; "
            "save the transcription as UTF-8 and import it again"
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if bad := odd_character(text):
        raise ImportRefused(f"{name}:{bad[0]}: found the invisible character {bad[1]}; delete it")
    if not text.strip():
        raise ImportRefused(f"{name}:1: found no words; expected the text of an essay")
    return text


def to_markdown(text: str) -> str:
    """Write a transcription as MyST: the same words, one block for each paragraph.

    :raises ImportRefused: the words would not come back (a fault of ours, not of the text).
    """
    parts = (part.strip(" \t\n") for part in re.split(r"\n[^\S\n]*\n", text))
    markdown = "\n\n".join(escape(part) for part in parts if normalise(part)) + "\n"
    if [block.text for block in stream(markdown)] != paragraphs(text):
        raise ImportRefused("the words would change on the way to MyST; please report this text")
    return markdown


def import_essay(raw: bytes, folder: Path, name: str) -> list[Path]:
    """Make or confirm the folder of an essay.

    :param raw: the transcription as received.
    :param folder: ``essays/<essay-id>``.
    :param name: what messages call the transcription.
    :returns: the files written; none if all stood there already.
    :raises ImportRefused: the transcription cannot be read, or differs from the one imported.
    """
    text = decode(raw, name)
    if not re.fullmatch(r"[0-9]{4}-[a-z0-9-]+", folder.name):
        raise ImportRefused(f"‘{folder.name}’ is not an essay id; expected year-word: 2019-leigh")
    markdown = to_markdown(text)
    witness = folder / "witness-S.txt"
    if witness.exists() and witness.read_bytes() != raw:
        raise ImportRefused(
            f"{name} differs from {witness}, which was imported before; nothing was written.\n"
            + difference(witness.read_bytes().decode(errors="replace"), text)
        )
    files = {witness: raw, folder / "text.md": markdown.encode()}
    head = folder / "essay.yml"
    if not head.exists():
        files[head] = _TEMPLATE.format(
            title=paragraphs(text)[0],
            date=f"{folder.name[:4]}-01-01",
            year=folder.name[:4],
            sha256=hashlib.sha256(markdown.encode()).hexdigest(),
        ).encode()
    written = []
    for path, content in files.items():
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            written.append(path)
    return written


def difference(old: str, new: str) -> str:
    """Show how two transcriptions differ, line by line."""
    if old.splitlines() == new.splitlines():
        return "They differ only in how lines end, or in the last line's end."
    lines = difflib.unified_diff(
        old.splitlines(), new.splitlines(), "imported before", "now", lineterm="", n=1
    )
    return "\n".join(lines)
