"""What an edition demands of its records, beyond what every edition needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sphinx_apparatus.model.rules import Rule

KNOWN = {
    "summary": "every fact-check and note of context has a summary",
    "evidence": (
        "every graded fact-check has evidence or says that there is none, "
        "and high confidence rests on two sources or a primary document"
    ),
    "brief": "every essay has a brief",
    "short": "every essay has the short name of its author",
    "passages": "every essay stores the numbers of its passages",
    "question": "every theme has a question",
    "positions": "every theme has the position of each essay",
    "urldate": "every source with an address says on which day it was read",
    "keys": "the key of every source is name, year (or ‘nd’) and a word of the title",
    "consulted": "every source says how far it was read",
}
"""What can be demanded, and what it asks for."""


@dataclass(frozen=True)
class Demands:
    """The demands of an edition, by names of :data:`KNOWN`."""

    required: frozenset[str] = frozenset()
    """An error where they are not met."""
    expected: frozenset[str] = frozenset()
    """A warning where they are not met."""

    def rule(self, name: str, otherwise: Rule = Rule.DEMANDED) -> Rule | None:
        """Return the rule by which what is lacking is reported; None if nobody asks for it.

        :param otherwise: the rule where it is required.
        """
        if name in self.required:
            return otherwise
        return Rule.EXPECTED if name in self.expected else None

    def __contains__(self, name: str) -> bool:
        return name in self.required or name in self.expected

    @classmethod
    def of(cls, required: object, expected: object) -> Demands:
        """Return the demands that two settings list.

        :raises ValueError: a setting is no list, or names what is not known.
        """
        return cls(_known("apparatus_require", required), _known("apparatus_expect", expected))


NO_DEMANDS = Demands()


def _known(setting: str, names: object) -> frozenset[str]:
    known = ", ".join(KNOWN)
    if not isinstance(names, Iterable) or isinstance(names, str | bytes):
        raise ValueError(f"{setting} is {names!r}; expected a list of {known}")
    for name in names:
        if not isinstance(name, str) or name not in KNOWN:
            raise ValueError(f"{setting} names {name!r}; expected some of {known}")
    return frozenset(names)
