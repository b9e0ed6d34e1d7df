"""What a check found, kept in a file for the next check.

The file is data (JSON), and is believed only if it was written here: it bears a seal made with a
key that lies in the person's own folder, outside the project. A file that came with somebody's
change, from another machine or in pieces has no such seal and is as good as none; it is not even
parsed. What is remembered of a file is told by the digest of its bytes, never by its date.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

MOST = 4 * 1024 * 1024 + 1
"""Bytes that are looked at in a file: one more than any file may have."""
_KEY_SIZE = 32
_LIBRARIES = (
    *("markdown-it-py", "mdit-py-plugins", "myst-parser"),
    *("pybtex", "pydantic", "pyyaml", "rapidfuzz"),
)
"""Whatever of other packages decides what is found."""
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)


class Memory:
    """The file of one project.

    :param file: where it is kept.
    :param keys: the folder of the key, outside the project.
    """

    def __init__(self, file: Path, keys: Path) -> None:
        self.file = file
        self.keys = keys

    def load(self) -> Any:
        """Give what was saved; none if nothing was, or if it was not saved here."""
        try:
            key = self._key()
            seal, _, content = self.file.read_bytes().partition(b"\n")
        except OSError:
            return None
        return json.loads(content) if hmac.compare_digest(seal, _seal(key, content)) else None

    def save(self, value: Any) -> None:
        """Save a value that JSON can hold; where nothing can be written, nothing is."""
        content = json.dumps(value, separators=(",", ":")).encode()
        with suppress(OSError):
            sealed = b"\n".join((_seal(self._key(), content), content))
            self.file.parent.mkdir(parents=True, exist_ok=True)
            # Version control leaves the folder alone, whatever the project ignores.
            (self.file.parent / ".gitignore").write_text("*\n", encoding="utf-8")
            _write(self.file, sealed)

    def _key(self) -> bytes:
        """Give the key; the first time it is made.

        :raises OSError: there is no key and none can be written.
        """
        file = self.keys / "key"
        with suppress(FileNotFoundError):
            if len(key := file.read_bytes()) == _KEY_SIZE:
                return key
        self.keys.mkdir(mode=0o700, parents=True, exist_ok=True)
        key = secrets.token_bytes(_KEY_SIZE)
        _write(file, key)
        return key


def memory_of(project: Path) -> Memory:
    """Give where the checks of a project are remembered.

    The key lies where the XDG Base Directory Specification has a person's caches.
    """
    caches = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    keys = (Path(caches) if caches else Path.home() / ".cache") / "sphinx-apparatus"
    return Memory(project / "build" / "check" / "found.json", keys)


def _seal(key: bytes, content: bytes) -> bytes:
    return hmac.digest(key, content, "sha256").hex().encode()


def _write(file: Path, content: bytes) -> None:
    """Write a file whole or not at all; only its owner may read it."""
    handle, name = tempfile.mkstemp(dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(name).replace(file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


# -- digests ---------------------------------------------------------------------------------------


def digest_of(*places: Path) -> str:
    """Give the digest of files, and of the names and files in folders.

    Folders in folders and links count by their names and as what they are: nobody follows them.

    :returns: nothing if a place cannot be read, so that nothing is remembered of it.
    """
    digest = hashlib.sha256()
    try:
        for place in places:
            digest.update(b"".join(_contents(place)))
    except OSError:
        return ""
    return digest.hexdigest()


def engine_digest() -> str:
    """Tell these rules from those of any other version of the engine and its libraries."""
    here = sorted(Path(__file__).parent.glob("*.py"))
    return " ".join((digest_of(*here), *map(version, _LIBRARIES)))


def digests_of_edition(folder: Path, references: Path) -> dict[str, str]:
    """Give the digest of each part of an edition: all its files, and only these, count.

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
        digests[f"essays/{place.name}"] = digest_of(place, place / "notes")
    for place in crossings:
        digests[f"essays/cross-references/{place.name}"] = digest_of(place)
    return digests


def _contents(place: Path) -> Iterator[bytes]:
    """Give names and contents, each with its length before it."""
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
