"""A text with an apparatus, made for a test."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from sphinx_apparatus.edition.edition import Edition
from sphinx_apparatus.edition.loader import open_edition

TEXT = """\
Four score and seven years ago our fathers brought forth on this continent, a new nation.

The world will little note, nor long remember what we say here, but it can never forget what they \
did here. So nobly advanced.

That nation, shall have a new birth of freedom.
"""
WITNESSES = """\
witnesses:
  - {siglum: A, title: the base, language: en, extent: whole, file: witness-A.txt}
  - {siglum: B, title: the second, language: en, extent: whole, collated: whole}
  - {siglum: E, title: the third, language: en, extent: whole, collated: whole}
  - siglum: H
    title: the fourth
    language: en
    extent: whole
    collated: whole
    hands:
      - {siglum: "H*", title: before correction}
  - {siglum: N, title: the fifth, language: la, extent: opening}
base: A
"""


def written(*entries: dict[str, object]) -> str:
    """Return entries as a file has them; the words of records stand in block form."""
    return "".join(_lines(list(entries), ""))


def _lines(value: object, indent: str) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            first, *rest = _lines(item, f"{indent}  ")
            yield from (f"{indent}- {first.lstrip()}", *rest)
        return
    assert isinstance(value, dict)
    for name, inner in value.items():
        if name == "readings" or isinstance(inner, dict):
            yield from (f"{indent}{name}:\n", *_lines(inner, f"{indent}  "))
        elif name in ("quote", "before", "after", "reading"):
            yield f"{indent}{name}: >-\n{indent}  {inner}\n"
        else:
            yield f"{indent}{name}: {json.dumps(inner)}\n"


def edition_with(
    folder: Path, apparatus: str, more: str = "", *, text: str = TEXT, witnesses: str = WITNESSES
) -> Edition:
    """Write an edition of one text with an apparatus, and read it.

    :param more: further fields of ``essay.yml``.
    """
    there = folder / "essays" / "1863-address"
    (there / "notes").mkdir(parents=True, exist_ok=True)
    (there / "text.md").write_text(text)
    (there / "witness-A.txt").write_text(text)
    (there / "apparatus.yml").write_text(apparatus)
    (there / "essay.yml").write_text(
        "title: Address\nauthor: A. Lincoln\ndate: 1863-11-19\ndebate: 1863\nlanguage: en\n"
        "published: here\nrights:\n  status: cleared\n  statement: >-\n    Free.\n"
        f"sha256: {hashlib.sha256(text.encode()).hexdigest()}\n{witnesses}{more}"
    )
    data = folder / "essays" / "_data"
    data.mkdir(exist_ok=True)
    for name in ("themes", "names"):
        (data / f"{name}.yml").write_text("[]\n")
    (data / "people.yml").write_text("- key: editors\n  name: The editors\n")
    (folder / "references.bib").write_text("")
    return open_edition(folder / "essays", folder / "references.bib")
