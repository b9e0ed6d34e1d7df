"""Digests of the files of an edition and of the engine, to detect changes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from sphinx_apparatus.model.catalogue import FOLDER

MOST = 4 * 1024 * 1024 + 1
"""Bytes that are looked at in a file: one more than any file may have."""
_LIBRARIES = (
    *("markdown-it-py", "mdit-py-plugins", "myst-parser"),
    *("pybtex", "pydantic", "pyyaml", "rapidfuzz"),
)
"""Whatever of other packages decides what is found."""
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)


def digest_of(*places: Path) -> str:
    """Return the digest of files, and of the names and files in folders.

    Folders in folders and links count by their names and as what they are: nobody follows them.

    :returns: empty if a place cannot be read: comparisons take it for changed.
    """
    digest = hashlib.sha256()
    try:
        for place in places:
            digest.update(b"".join(_contents(place)))
    except OSError:
        return ""
    return digest.hexdigest()


def engine_digest() -> str:
    """Return a digest of the rules: of the version of the engine and of its libraries."""
    engine = Path(__file__).parent.parent
    here = sorted([*engine.rglob("*.py"), *FOLDER.glob("*.po")])
    return " ".join((digest_of(*here), *map(version, _LIBRARIES)))


def digests_of_edition(folder: Path, references: Path) -> dict[str, str]:
    """Return the digest of each part of an edition: all its files, and only these, count.

    :param folder: the folder of essays.
    :param references: the bibliography.
    :returns: the digests by the names of the parts: ``references.bib``, ``essays`` (what lies
        there), ``essays/_data``, ``essays/2019-leigh``, ``essays/cross-references/iso.md``;
        empty where a place cannot be read.
    """
    digests = {references.name: digest_of(references), "essays": digest_of(folder)}
    try:
        inner = sorted(place for place in folder.iterdir() if place.is_dir())
        crossings = sorted((folder / "cross-references").glob("*.md"))
    except OSError:
        return digests
    for place in inner:
        parts = [part for part in (place / "apparatus",) if part.exists()]
        digests[f"essays/{place.name}"] = digest_of(place, place / "notes", *parts)
    for place in crossings:
        digests[f"essays/cross-references/{place.name}"] = digest_of(place)
    return digests


def _contents(place: Path) -> Iterator[bytes]:
    """Yield names and contents, each with its length before it."""
    if place.is_symlink():
        yield _head("link", place.name)
    elif place.is_dir():
        with os.scandir(place) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
        yield _head("folder", place.name)
        for entry in listed:
            if entry.is_file(follow_symlinks=False):
                content = _bytes(entry.path)
                yield _head("file", entry.name, len(content))
                yield content
            else:
                yield _head("link" if entry.is_symlink() else "other", entry.name)
    elif place.is_file():
        content = _bytes(str(place))
        yield _head("file", place.name, len(content))
        yield content
    else:
        yield _head("missing", place.name)


def _head(kind: str, name: str, length: int = 0) -> bytes:
    return f"{kind} {name!r} {length}\n".encode()


def _bytes(path: str) -> bytes:
    # Without buffers and pathlib: there are twenty thousand files to read.
    handle = os.open(path, _READ)
    try:
        content = os.read(handle, 32768)
        if len(content) == 32768:
            while len(content) < MOST and (more := os.read(handle, MOST)):
                content += more
        return content
    finally:
        os.close(handle)
