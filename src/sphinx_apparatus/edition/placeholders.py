"""Words that the engine writes into new files, and that nobody may publish."""

from __future__ import annotations

UNFILLED = (
    "State here in one sentence what the essay asserts.",
    "First sentence: what was found.",
    "First sentence: what a reader of these words needs to know.",
    "First sentence: why the words are as they are, or what other witnesses have.",
)
"""Sentences of a new note that its writer is to replace."""
