"""Values that several sub-commands take, read and refused in one way."""

from __future__ import annotations

import argparse
import datetime as dt
import re

from sphinx_apparatus.model.records import LANGUAGE_PATTERN


def language(text: str) -> str:
    """Read the code of a language.

    :raises argparse.ArgumentTypeError: it is none.
    """
    if not re.fullmatch(LANGUAGE_PATTERN.removesuffix("$"), text):
        raise argparse.ArgumentTypeError(
            f"‘{text}’ is not the code of a language; expected one such as en or pt-BR"
        )
    return text


def day(text: str) -> str:
    """Read a day.

    :raises argparse.ArgumentTypeError: it is none.
    """
    try:
        if len(text) == len("1908-05-14"):
            return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"‘{text}’ is not a day; expected one such as 1908-05-14")
