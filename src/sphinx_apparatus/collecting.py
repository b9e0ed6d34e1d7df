"""The garbage collector, kept from looking for what is not there.

Modules and records come in by the thousand and stay to the end. Going through them again and again
as they come took half of the time that unpacking a thousand essays takes, and going through them a
last time when the process ends, another half of a second.
"""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Let no garbage be collected meanwhile."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def end_without_search() -> None:
    """Let the process end without a search for garbage: all that it holds goes with it."""
    atexit.register(gc.freeze)
