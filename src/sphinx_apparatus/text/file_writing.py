"""Files written whole: after a full disk or a kill the old one is there, or the new one."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, content: bytes | str) -> None:
    """Write a file beside its place, then put it there.

    A link in its place is replaced, never followed.

    :param content: text is written as UTF-8, with line ends as they are.
    :raises OSError: it cannot be written; what stood there stands there still.
    """
    data = content.encode() if isinstance(content, str) else content
    part = path.with_name(f".{path.name[:100]}.{os.getpid()}.part")
    try:
        with part.open("xb") as stream:
            stream.write(data)
        if path.is_file():
            part.chmod(path.stat().st_mode & 0o777)
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def write_within(folder: Path, path: Path, content: bytes | str) -> None:
    """Write a file below a folder, with the folders between; links on the way are refused.

    :raises OSError: it cannot be written, or leads out of the folder.
    """
    for place in (path, *path.parents):
        if place == folder:
            break
        if place.is_symlink():
            message = "this is a symbolic link; put the file itself here"
            raise OSError(errno.ELOOP, message, str(place))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)
