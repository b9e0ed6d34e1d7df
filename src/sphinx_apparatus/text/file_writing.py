"""Files written whole: whenever the process ends, the old one is there, or the new one.

A file is written beside its place and then takes it, so a link in its place is replaced, never
followed. What a killed process leaves beside a file begins with a point and ends with ``.part``;
the next that has the folder for itself removes it (:func:`alone`).
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

JOURNAL = ".unfinished"
"""Folder of files that were written together and are not all in their places yet."""


def write_whole(path: Path, content: bytes | str, *, is_synced: bool = False) -> None:
    """Write a file beside its place, then put it there.

    :param content: text is written as UTF-8, with line ends as they are.
    :param is_synced: whether the content is on the disk before the file has its name, for what
        cannot be made again.
    :raises OSError: it cannot be written; what stood there stands there still.
    """
    data = content.encode() if isinstance(content, str) else content
    part = path.with_name(f".{path.name[:100]}.{os.getpid()}.part")
    try:
        with part.open("xb") as stream:
            stream.write(data)
            if is_synced:
                stream.flush()
                os.fsync(stream.fileno())
        if path.is_file():
            part.chmod(path.stat().st_mode & 0o777)
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def write_within(
    folder: Path, path: Path, content: bytes | str, was: bytes | str | bool | None = True
) -> None:
    """Write a file below a folder, with the folders between; links on the way are refused.

    :param was: what the file must hold for it, none if it must not exist; not asked if true.
    :raises OSError: it cannot be written, leads out of the folder or was changed meanwhile.
    """
    _refuse_links(folder, path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with alone(path.parent):
        if was is not True:
            now = path.read_bytes() if path.exists() else None
            if now != (was.encode() if isinstance(was, str) else was):
                message = "it was changed meanwhile by another program; run the command again"
                raise OSError(errno.EBUSY, message, str(path))
        write_whole(path, content, is_synced=True)


def write_together(folder: Path, files: Mapping[Path, bytes]) -> None:
    """Write files below a folder, all or none.

    They are written into a folder of their own. Where *folder* is new, this takes its place; else
    it becomes the journal, which is then put in place. What a killed process leaves of a journal,
    :func:`complete` puts in place.

    :raises OSError: one cannot be written; none was.
    """
    is_new = not folder.exists() or not any(folder.iterdir())
    made = folder.with_name(f".{folder.name}.part") if is_new else folder / f"{JOURNAL}.part"
    if made.is_dir() and not made.is_symlink():
        shutil.rmtree(made)
    try:
        for path, content in files.items():
            _refuse_links(folder, path)
            place = made / path.relative_to(folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            write_whole(place, content, is_synced=True)
        if is_new and folder.exists():
            folder.rmdir()
        made.rename(folder if is_new else folder / JOURNAL)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    complete(folder)


def complete(folder: Path) -> list[Path]:
    """Put what was written together in place, and return it; nothing if no journal was left."""
    journal = folder / JOURNAL
    if not journal.is_dir() or journal.is_symlink():
        return []
    put = []
    for part in sorted(path for path in journal.rglob("*") if path.is_file()):
        place = folder / part.relative_to(journal)
        _refuse_links(folder, place)
        place.parent.mkdir(parents=True, exist_ok=True)
        part.replace(place)
        put.append(place)
    shutil.rmtree(journal)
    return put


def hold(folder: Path, *, wait: bool = False) -> int | None:
    """Take a folder for this process; it ends with the process, or when the result is closed.

    :param wait: whether to wait for another process that has it.
    :returns: a descriptor of the folder; none where the system cannot.
    :raises BlockingIOError: another process has it.
    """
    if sys.platform == "win32":
        return None
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        os.close(handle)
        raise
    except OSError:  # Not every file system of a network can.
        os.close(handle)
        return None
    return handle


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait until no other process writes into a folder, and remove what killed ones left."""
    handle = hold(folder, wait=True)
    try:
        remove_parts(folder.glob(".*.part"))
        yield
    finally:
        if handle is not None:
            os.close(handle)


def remove_parts(parts: Iterable[Path]) -> None:
    """Remove what killed processes left beside files."""
    for part in parts:
        if part.is_symlink() or part.is_file():
            part.unlink()


def _refuse_links(folder: Path, path: Path) -> None:
    for place in (path, *path.parents):
        if place == folder:
            break
        if place.is_symlink():
            message = "this is a symbolic link; put the file itself here"
            raise OSError(errno.ELOOP, message, str(place))
