"""Steps of work, counted at two sizes."""

from __future__ import annotations

import sys
from collections.abc import Callable


def lines_run(work: Callable[[], object]) -> int:
    """Return how many lines of Python a piece of work runs."""
    count = 0

    def trace(frame: object, event: str, _: object) -> object:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def grows_linearly(make: Callable[[int], Callable[[], object]], size: int) -> None:
    """Fail where work on twice the size takes more than twice the steps."""
    once, twice = lines_run(make(size)), lines_run(make(2 * size))
    assert twice < 2.5 * once + 500, (once, twice)
