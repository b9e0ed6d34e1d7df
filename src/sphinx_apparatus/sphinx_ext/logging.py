"""Warnings of the Sphinx layer, with a place and a type that configuration can name."""

from __future__ import annotations

from docutils.nodes import Node
from sphinx.util import logging

from sphinx_apparatus.model.problems import Problem

_LOGGER = logging.getLogger(__name__)


def warn(subtype: str, message: str, *args: object, location: str | Node | None = None) -> None:
    """Warn of a problem that only the build can find."""
    _LOGGER.warning(message, *args, type="apparatus", subtype=subtype, location=location)


def report(problem: Problem) -> None:
    """Print a problem of the records, as an error if it stops the build."""
    location = f"{problem.path}:{problem.line}"
    text = f"{problem.rule.number} {problem.message}"
    if problem.stops:
        _LOGGER.error("%s", text, type="apparatus", subtype=problem.rule.number, location=location)
    else:
        _LOGGER.warning(
            "%s", text, type="apparatus", subtype=problem.rule.number, location=location
        )
