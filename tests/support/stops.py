"""End a process, or fail one of its writes, at a chosen place: the nth change of a file.

No test waits for a moment: what is counted are the changes of files below a folder, as Python's
audit hooks report them before they are made. Run in a process of its own, since a hook stays.
"""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

_CHANGES = {
    "os.rename": (0, 1),
    "os.remove": (0,),
    "os.rmdir": (0,),
    "os.mkdir": (0,),
    "os.truncate": (0,),
    "os.link": (0, 1),
    "os.symlink": (1,),
    "os.chmod": (0,),
}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def stop_at(folder: Path, number: int, how: str, count: Path | None = None) -> None:
    """End this process at the nth change of a file below a folder.

    :param how: ``kill`` before the change; ``cut``, as the file is opened and still empty, or
        else as ``kill``; ``interrupt``, as Ctrl-C does; ``full``, as a full disk does, at the next
        file that is opened and all that follow.
    :param count: a file that takes the number of changes so far.
    """
    top = f"{folder.resolve()}{os.sep}"
    seen = 0
    is_busy = False

    def is_below(path: object) -> bool:
        if not isinstance(path, str | bytes | os.PathLike):
            return False
        return f"{Path(os.fsdecode(path)).absolute()}".startswith(top)

    def changed(event: str, values: tuple[object, ...]) -> bool:
        if event == "open":
            return bool(int(str(values[2] or 0)) & _WRITES) and is_below(values[0])
        return any(is_below(values[place]) for place in _CHANGES.get(event, ()))

    def hook(event: str, values: tuple[object, ...]) -> None:
        nonlocal seen, is_busy
        if is_busy or not changed(event, values):
            return
        seen += 1
        is_busy = True
        try:
            if count is not None:
                count.write_text(str(seen))
            if how == "full" and (not number or seen < number or event != "open"):
                return
            if how != "full" and seen != number:
                return
            if how == "cut" and event == "open":
                flags = int(str(values[2])) | os.O_WRONLY
                os.close(os.open(os.fsdecode(values[0]), flags, 0o666))  # type: ignore[arg-type]
            if how in ("kill", "cut"):
                os._exit(9)
            if how == "interrupt":
                raise KeyboardInterrupt
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(values[0]))
        finally:
            is_busy = False

    sys.addaudithook(hook)


class Stopped(NamedTuple):
    """What a command came to that was stopped, or was not."""

    code: int
    printed: str
    changes: int


def run_stopped(arguments: list[str], folder: Path, number: int = 0, how: str = "kill") -> Stopped:
    """Run the command in a fork of this process, and stop it at a change below a folder.

    :param number: 0 for never.
    """
    from sphinx_apparatus.cli.main import main

    with tempfile.TemporaryDirectory() as other:
        printed, count = Path(other, "printed"), Path(other, "count")
        if not (child := os.fork()):
            code = 1
            try:
                descriptor = os.open(printed, os.O_WRONLY | os.O_CREAT)
                os.dup2(descriptor, 1)
                os.dup2(descriptor, 2)
                sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
                stop_at(folder, number, how, count)
                code = main(arguments)
                sys.stdout.flush()
                sys.stderr.flush()
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
        changes = int(count.read_text()) if count.exists() else 0
        return Stopped(os.waitstatus_to_exitcode(status), printed.read_text(), changes)


def setup(_: object) -> None:
    """Do it in a build, as an extension, where the environment says so."""
    if "STOP_AT" in os.environ:
        count = os.environ.get("STOP_COUNT")
        stop_at(
            Path(os.environ["STOP_IN"]),
            int(os.environ["STOP_AT"]),
            os.environ.get("STOP_HOW", "kill"),
            Path(count) if count else None,
        )
