"""Whether a page is being read or written: its notes are rendered while it is written.

What a role records of a page belongs to the reading; Sphinx has saved the environment
by the time the notes are rendered, and workers that write pages would lose it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_WRITING = "apparatus_writing"


@contextmanager
def writing(env: BuildEnvironment, docname: str) -> Iterator[None]:
    """Let roles and transforms know which page is being written, as Sphinx itself does."""
    before = env.current_document
    env.current_document = deepcopy(before)
    env.current_document.docname = docname
    env.current_document[_WRITING] = True
    try:
        yield
    finally:
        env.current_document = before


def is_writing(env: BuildEnvironment) -> bool:
    """Tell if the current page is being written."""
    return _WRITING in env.current_document
