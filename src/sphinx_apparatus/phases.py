"""Whether a page is being read or written: its notes are rendered while it is written.

What a role records of a page belongs to the reading; Sphinx has saved the environment
by the time the notes are rendered, and workers that write pages would lose it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_WRITING = "apparatus_writing"


def note_writing(env: BuildEnvironment) -> None:
    """Remember that the current page is being written, until Sphinx has done with it."""
    env.current_document[_WRITING] = True


def is_writing(env: BuildEnvironment) -> bool:
    """Tell if the current page is being written."""
    return _WRITING in env.current_document
