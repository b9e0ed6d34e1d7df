"""Records kept from one build to the next, beside what Sphinx keeps of the pages it has read.

A pickle, as Sphinx's own files in that folder: who can write the one can write the others.
"""

from __future__ import annotations

import pickle
from contextlib import suppress
from pathlib import Path
from typing import Any

FILE = "apparatus.pickle"


class Keep:
    """The file of one project.

    :param folder: the folder of the doctrees.
    """

    def __init__(self, folder: Path) -> None:
        self.file = folder / FILE

    def load(self) -> Any:
        """Give what was saved; none if nothing was, or if it is not to be read."""
        try:
            return pickle.loads(self.file.read_bytes())
        except Exception:  # a pickle in pieces may raise anything
            return None

    def save(self, value: Any) -> None:
        """Save a value whole or not at all; where nothing can be written, nothing is."""
        new = self.file.with_suffix(".new")
        with suppress(OSError):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            new.write_bytes(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
            new.replace(self.file)


def pack(value: object) -> bytes:
    """Give a part of what is saved in a form that costs nothing to save again."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def unpack(content: bytes) -> Any:
    """Give a part back."""
    return pickle.loads(content)
