"""Nodes of an edited text.

Each derives from a standard node, so that every writer can render it;
attributes carry what a writer of ours needs beyond that.
"""

from __future__ import annotations

from docutils import nodes


class essay(nodes.container):  # noqa: N801
    """A whole text: its blocks, then its notes.

    Attributes: ``essay`` (id), ``label`` (short name), ``title``, ``author``, ``lang``,
    ``view`` (the text shown first: base or reading).
    """


class piece(nodes.inline):  # noqa: N801
    """A flat run of words; pieces never nest, so that spans may cross.

    Attributes: ``notes`` (ids of the notes on these words), ``view`` (both, base or reading),
    ``emendation`` (id of the note that changes them, or empty).
    """


class span_start(nodes.inline):  # noqa: N801
    """The point before the first word of a note's span; nothing is shown. Attribute: ``note``."""


class passage_number(nodes.inline):  # noqa: N801
    """The number of a passage, ¶9, that leads to the passage itself. Attribute: ``number``."""


class picture(nodes.General, nodes.Element):  # noqa: N801
    """A picture made from the records.

    Attributes: ``svg`` (the whole element, as text), ``alt`` (all that it shows, in words).
    Its children are the links in it, in the order of their numbers: ``href="apparatus:0"``.
    Writers that cannot draw it find a paragraph of these words in its place.
    """


class pair(nodes.container):  # noqa: N801
    """Two places side by side."""


class pair_side(nodes.container):  # noqa: N801
    """One place of a pair. Attribute: ``label`` (short name of its essay)."""
