"""Files read with a limit: what is no regular file, a pipe or a device, has no end."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

TEXT_SIZE = 4 * 1024 * 1024
"""Bytes that a file of an edition may have if it is no note: a long book."""
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


def read_regular(path: Path, most: int) -> bytes:
    """Return the content of a file, or its first *most* bytes and one more.

    :raises OSError: it cannot be read, or is a folder, a pipe or a device. Opening a pipe does
        not wait for whoever writes into it.
    """
    handle = os.open(path, _FLAGS)
    try:
        mode = os.fstat(handle).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(mode):
            message = "this is a pipe or a device; expected a file"
            raise OSError(errno.EINVAL, message, str(path))
        with os.fdopen(handle, "rb", closefd=False) as stream:
            return stream.read(most + 1)
    finally:
        os.close(handle)
